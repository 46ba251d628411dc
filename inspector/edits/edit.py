"""What an edit is: a value that turns one outline into another."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import TypeVar

from inspector.outline.expressions import expression
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Code, Evaluate, Expression, Node, Outline
from inspector.outline.read import OutlineError
from inspector.source.span import Span

N = TypeVar("N", bound=Node)
MOVED_ON = "The code has changed since; select the place again."

_VALUES = ("Parameter", "Buffer", "UninitializedParameter", "UninitializedBuffer")


class EditError(Exception):
    """An edit that does not fit; the message is a sentence for the user. Nothing changed."""


class Edit(ABC):
    """A change of the document as a frozen value, shown in the undo history by its title."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the undo action says, such as ``Add Linear``."""

    @property
    def merge_key(self) -> Hashable | None:
        """Edits in a row with the same key are one step of the history; None never merges."""
        return None

    @abstractmethod
    def apply(self, outline: Outline) -> Outline:
        """The outline after the edit. Raises EditError, and then nothing has changed."""


def located(index: Index, site: Span, kind: type[N]) -> N:
    """The node of a kind at a place. Raises EditError if the code has moved on."""
    node = index.at(site, kind)
    if node is None:
        raise EditError(MOVED_ON)
    return node


def place_of(node: Node) -> Span:
    """Where a node stands. Raises EditError if no text holds it."""
    if node.span is None:
        raise EditError(MOVED_ON)
    return node.span


def module_at(index: Index, site: Span) -> Call:
    """The call at a place that makes a module. Raises EditError for a parameter or buffer."""
    node = located(index, site, Call)
    if node.name.rpartition(".")[2] in _VALUES:
        raise EditError(f"{node.name} makes a value, not a module.")
    return node


def made_at(index: Index, site: Span) -> Call | Code:
    """What makes a module at a place: a call, or a choice as ``A() if wide else B()``."""
    choice = index.at(site, Code)
    return choice if choice is not None and is_choice(choice) else module_at(index, site)


def is_choice(node: Node) -> bool:
    """Whether an expression is ``A() if wide else B()``."""
    return isinstance(node, Code) and bool(node.holes) and " if " in node.text


def step_at(index: Index, site: Span) -> Node:
    """The expression or region at a place; for a call as a statement, the call."""
    node = index.expression_at(site)
    if node is None:
        raise EditError(MOVED_ON)
    return node.value if isinstance(node, Evaluate) else node


def parsed(text: str) -> Expression:
    """An expression that the user wrote. Raises EditError with the reason if it is none."""
    try:
        return expression(text)
    except OutlineError as error:
        raise EditError(f"“{text.strip()}” is not a Python expression: {error}") from None
