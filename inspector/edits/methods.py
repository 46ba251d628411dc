"""Edits of a class's methods that cure what was forgotten in them."""

import re
from abc import abstractmethod
from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError
from inspector.outline.classes import classes, method, statements_within
from inspector.outline.expressions import call, statements
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Class,
    Code,
    Evaluate,
    Function,
    Outline,
    Return,
    code,
)


@dataclass(frozen=True)
class _ClassEdit(Edit):
    """Exchanges one method of a class at the top level of the file."""

    owner: str

    def apply(self, outline: Outline) -> Outline:
        found = classes(outline).get(self.owner)
        if found is None:
            raise EditError(f"The class {self.owner} is not in this file.")
        old, new = self.change(found)
        return Index(outline).replace(old, new)

    @abstractmethod
    def change(self, owner: Class) -> tuple[Function | Evaluate | Assign, Function | Evaluate]:
        """A node of the class, and what comes in its place. Raises EditError."""


def _method(owner: Class, name: str) -> Function:
    found = method(owner, name)
    if found is None:
        raise EditError(f"{owner.name} has no method {name}.")
    return found


@dataclass(frozen=True)
class CallSuperInit(_ClassEdit):
    """Begin ``__init__`` with that of nn.Module, behind the docstring."""

    @property
    def title(self) -> str:
        return "Call super().__init__()"

    def change(self, owner: Class) -> tuple[Function, Function]:
        init = _method(owner, "__init__")
        (first,) = statements("super().__init__()")
        if any(each == first for each in statements_within(init.body)):
            raise EditError(f"__init__ of {owner.name} calls it already.")
        at = 1 if init.body and _is_text(init.body[0]) else 0
        return init, replace(init, body=(*init.body[:at], first, *init.body[at:]))


@dataclass(frozen=True)
class ReturnLast(_ClassEdit):
    """Return what the last statement of ``forward`` makes."""

    @property
    def title(self) -> str:
        return "Return the result"

    def change(self, owner: Class) -> tuple[Function, Function]:
        forward = _method(owner, "forward")
        last = forward.body[-1] if forward.body else None
        if isinstance(last, Assign) and last.target.isidentifier():
            return forward, replace(forward, body=(*forward.body, Return(code(last.target))))
        if isinstance(last, Evaluate) and not _is_text(last):
            return forward, replace(forward, body=(*forward.body[:-1], Return(last.value)))
        raise EditError("What forward should return cannot be told from its last statement.")


@dataclass(frozen=True)
class RenameMethod(_ClassEdit):
    """Give a method another name where it is defined."""

    name: str
    new: str

    @property
    def title(self) -> str:
        return f"Call it {self.new}"

    def change(self, owner: Class) -> tuple[Function, Function]:
        found = _method(owner, self.name)
        if method(owner, self.new) is not None:
            raise EditError(f"{owner.name} has a method {self.new} already.")
        header = re.sub(rf"(def\s+){re.escape(self.name)}\b", rf"\g<1>{self.new}", found.header)
        return found, replace(found, name=self.new, header=header)


@dataclass(frozen=True)
class AddSelf(_ClassEdit):
    """Let a method take ``self`` before everything else."""

    name: str

    @property
    def title(self) -> str:
        return "Take self"

    def change(self, owner: Class) -> tuple[Function, Function]:
        found = _method(owner, self.name)
        head, bracket, rest = found.header.partition("(")
        if not bracket or re.match(r"\s*self\b", rest):
            raise EditError(f"{self.name} takes self already.")
        separator = "" if rest.lstrip().startswith(")") else ", "
        return found, replace(found, header=f"{head}(self{separator}{rest.lstrip()}")


@dataclass(frozen=True)
class RegisterBuffer(_ClassEdit):
    """Keep a tensor that is a plain attribute as a buffer, which ``.to()`` moves along."""

    name: str

    @property
    def title(self) -> str:
        return f"Register {self.name} as a buffer"

    def change(self, owner: Class) -> tuple[Assign, Evaluate]:
        init = _method(owner, "__init__")
        for each in statements_within(init.body):
            if isinstance(each, Assign) and each.target == f"self.{self.name}":
                return each, Evaluate(call("self.register_buffer", f'"{self.name}"', each.value))
        raise EditError(f"Where {owner.name} sets {self.name} was not found.")


def _is_text(node: object) -> bool:
    """Whether a statement is a text by itself, such as a docstring."""
    return (
        isinstance(node, Evaluate)
        and isinstance(node.value, Code)
        and node.value.text[-1:] in ("'", '"')
    )
