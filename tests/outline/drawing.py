"""Outlines drawn as text, so that tests can say what they expect."""

from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Call, Outline
from inspector.outline.steps import Step
from inspector.source.lines import Lines


def calls(outline: Outline, text: str) -> list[str]:
    """The text at the place of every call, in the order of the text."""
    lines = Lines(text)
    spans = sorted(node.span for node in nodes_of(outline) if isinstance(node, Call) and node.span)
    return [lines.slice(span) for span in spans]


def drawn(steps: tuple[Step, ...], indent: str = "") -> str:
    """One line a step, what is in a region below it."""
    rows = [
        f"{indent}{step.kind} {step.name}\n{drawn(step.steps, indent + '  ')}" for step in steps
    ]
    return "".join(rows)
