"""Tables and notes as Markdown, in which nothing that a model is called does any harm."""

from collections.abc import Iterable, Sequence

from inspector.report.summary_notes import Note


def markdown_table(
    headings: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[str]]
) -> list[str]:
    """A table whose cells are Markdown already."""
    rules = ["---:" if each else "---" for each in right]
    return ["| " + " | ".join(line) + " |" for line in (headings, rules, *rows)]


def markdown_notes(notes: Iterable[Note]) -> list[str]:
    """Each note as a bold heading and a list, after an empty line."""
    lines: list[str] = []
    for note in notes:
        lines += ["", f"**{escaped(note.heading)}**", ""]
        lines += [f"- {escaped(text)}" for text in note.lines]
    return lines


def code(text: str) -> str:
    """A name in the letters of code."""
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`"


def escaped(text: str) -> str:
    """Prose for Markdown: no HTML, no cell borders; backticks are meant as code."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")
