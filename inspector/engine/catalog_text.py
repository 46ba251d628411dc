"""Plain words from docstrings: torch's own are reStructuredText with LaTeX in it."""

import ast
import inspect
import re

from inspector.engine.wording import capital

_ROLE = re.compile(r":[a-z:]+:`~?([^`]*)`", re.DOTALL)
_MATH = re.compile(r":math:`([^`]*)`", re.DOTALL)
_LINK = re.compile(r"`([^`<]*?)\s*<[^`>]*>`_*", re.DOTALL)
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LITERAL = re.compile(r"`+([^`]*)`+_*")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,2}([^*\s][^*]*?)\*{1,2}(?![\w*])")
_SENTENCE_END = re.compile(
    r"(?<!\bi\.e)(?<!\bi\. e)(?<!\bi)(?<!\be\.g)(?<!\bal)(?<!\bvs)(?<!\bw\.r\.t)\.(?=\s|$)"
)
_SECTION = re.compile(r"^(Keyword )?(Args|Arguments|args|Parameters):\s*$")
_ITEM = re.compile(r"^(\s*)\*{0,2}(\w+(?:\s*,\s*\w+)*)\s*(\((?:[^()]|\([^()]*\))*\))?\s*:\s*(.*)$")
_SPACE_BEFORE = re.compile(r"\s+([,;:)]|\.(?!\.))")
_LATEX_COMMAND = re.compile(r"\\(?:text|mathrm|mathbf|mathcal|operatorname)?([a-zA-Z]*)")
_SIGNS = {r"\times": "×", r"\leq": "≤", r"\geq": "≥", r"\neq": "≠", r"\_": "_", r"\ ": " "}
_REMARK = re.compile(r"\s*\((required|optional)\)")
_LONGEST_DESCRIPTION = 120
_DIRECTIVE = re.compile(r"^\s*\.\. ")
_FUNCTION_DIRECTIVE = re.compile(r"^\s*\.\. function::\s*")
_DEFAULT = re.compile(
    r"[.;,]?\s*\(?\b(Has a default|Default|default)s?\b(\s+value)?(\s+is|\s+to|\s*[:=])?.*$",
    re.DOTALL,
)


def plain(text: str) -> str:
    """One line without markup, and with formulas as one would type them."""
    text = _MATH.sub(lambda found: _formula(found[1]), text)
    text = _ROLE.sub(lambda found: found[1].rpartition(".")[2] or found[1], text)
    text = _LINK.sub(r"\1", text)
    text = _MARKDOWN_LINK.sub(r"\1", text)
    text = _LITERAL.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\1", text)
    text = " ".join(text.split())
    return _SPACE_BEFORE.sub(r"\1", text).replace("()", "")


def _formula(latex: str) -> str:
    """``\\text{out} \\times 2`` as ``out × 2``; nothing if it takes more than one line to draw."""
    if any(command in latex for command in (r"\frac", r"\sum", r"\begin", r"\left")):
        return ""
    for command, sign in _SIGNS.items():
        latex = latex.replace(command, sign)
    latex = _LATEX_COMMAND.sub(r"\1", latex)
    return latex.replace("{", "").replace("}", "").replace("\\", "")


def first_sentence(docstring: str | None) -> str:
    """The first sentence of the prose, behind signatures and directives."""
    for paragraph in _paragraphs(docstring or ""):
        if _DIRECTIVE.match(paragraph) or _is_signature(paragraph):
            continue
        text = plain(paragraph)
        end = _SENTENCE_END.search(text)
        return text[: end.start() + 1] if end else text.rstrip(":") + "."
    return ""


def signatures(docstring: str | None, name: str) -> list[ast.arguments]:
    """The signatures that a docstring spells out, such as ``cat(tensors, dim=0) -> Tensor``."""
    lines = inspect.cleandoc(docstring or "").splitlines()
    found = []
    for number, line in enumerate(lines):
        start = _FUNCTION_DIRECTIVE.sub("", line).removeprefix("torch.")
        if not start.startswith(f"{name}("):
            continue
        rest = "\n".join([start, *lines[number + 1 : number + 4]])
        parsed = _arguments(rest[len(name) :])
        if parsed is not None:
            found.append(parsed)
    return found


def argument_texts(docstring: str | None) -> dict[str, tuple[str, str]]:
    """Type and description of each argument that the docstring explains, both as plain text."""
    texts: dict[str, tuple[str, str]] = {}
    for section in _sections(docstring or ""):
        for names, kind, body in _items(section):
            for name in names:
                texts.setdefault(name, (plain(kind), _description(body)))
    return texts


def _description(body: str) -> str:
    """The first sentence, without the default, which is shown by itself."""
    text = plain(body.partition("\n*")[0].partition("\n-")[0])
    end = _SENTENCE_END.search(text)
    text = _DEFAULT.sub("", _REMARK.sub("", text[: end.start()] if end else text))
    if len(text) > _LONGEST_DESCRIPTION:
        at = max(text.rfind(mark, 0, _LONGEST_DESCRIPTION) for mark in (", ", "; ", " ("))
        text = text[:at] if at > 0 else text[: text.rfind(" ", 0, _LONGEST_DESCRIPTION)] + " …"
    text = text.strip(" .,;:(")
    return capital(text)


def _paragraphs(docstring: str) -> list[str]:
    """Blocks between blank lines; what is indented under a directive belongs to it."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        if not block.strip():
            continue
        if blocks and _DIRECTIVE.match(blocks[-1]) and block.startswith((" ", "\t")):
            blocks[-1] += "\n\n" + block
        else:
            blocks.append(block)
    return blocks


def _is_signature(paragraph: str) -> bool:
    return bool(re.match(r"^[\w.]+\(.*\)\s*(->.*)?:?$", paragraph.strip(), re.DOTALL))


def _arguments(text: str) -> ast.arguments | None:
    """The arguments in the parentheses that `text` starts with; None if they are not Python."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0:
            try:
                tree = ast.parse(f"def f{text[: position + 1]}: pass")
            except SyntaxError:
                return None
            function = tree.body[0]
            return function.args if isinstance(function, ast.FunctionDef) else None
    return None


def _sections(docstring: str) -> list[list[str]]:
    """The lines under each ``Args:`` heading."""
    sections: list[list[str]] = []
    inside = False
    for line in inspect.cleandoc(docstring).splitlines():
        if _SECTION.match(line):
            sections.append([])
            inside = True
        elif line.strip() and not line.startswith((" ", "\t")):
            inside = False
        elif inside:
            sections[-1].append(line)
    return sections


def _items(section: list[str]) -> list[tuple[list[str], str, str]]:
    """Names, type and text of each item; continuation lines are indented further."""
    indent = min((len(line) - len(line.lstrip()) for line in section if line.strip()), default=0)
    items: list[tuple[list[str], str, str]] = []
    for line in section:
        found = _ITEM.match(line)
        if found and len(found[1]) == indent:
            names = [name.strip() for name in found[2].split(",")]
            items.append((names, (found[3] or "").strip("()"), found[4]))
        elif items and line.strip():
            names, kind, body = items[-1]
            items[-1] = (names, kind, f"{body}\n{line.strip()}")
    return items
