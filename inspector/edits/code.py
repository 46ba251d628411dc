"""Edits of code as such: an expression, a loop's head, an import, a list of modules."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError, located, parsed, step_at
from inspector.edits.imports import with_import, with_imports_for
from inspector.edits.parts import code_around, with_part
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import call, enclosed, statements, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Code,
    Comprehension,
    Dict,
    Display,
    Node,
    Outline,
    Region,
)
from inspector.outline.read import OutlineError
from inspector.source.span import Span

_EXPRESSIONS = (Code, Call, Display, Dict, Comprehension)


@dataclass(frozen=True)
class ReplaceCode(Edit):
    """Write another expression, or another assignment, in the place of the one at `site`."""

    site: Span
    code: str

    @property
    def title(self) -> str:
        return "Change code"

    @property
    def merge_key(self) -> Hashable:
        return ("code", self.site.start)

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        if index.expression_at(self.site) is None and (part := code_around(index, self.site)):
            if not index.has_value(part):
                raise EditError("This stands in a head or an unusual statement; edit the code.")
            whole = parsed(text_of(with_part(part, self.site, self.code)))
            return with_imports_for(index.replace(part, whole), self.code)
        node = step_at(index, self.site)
        if isinstance(node, Assign):
            try:
                new: tuple[Node, ...] = statements(self.code.strip())
            except OutlineError as error:
                raise EditError(f"“{self.code.strip()}” is not Python: {error}") from None
        elif isinstance(node, _EXPRESSIONS):
            new = (parsed(self.code),)
        else:
            raise EditError("This is more than an expression; edit it in the code.")
        return with_imports_for(index.replace(node, *new), self.code)


@dataclass(frozen=True)
class SetHead(Edit):
    """Change the head of the loop or branch at `site`, such as ``while X.sum() > 1``."""

    site: Span
    head: str

    @property
    def title(self) -> str:
        return "Change loop"

    @property
    def merge_key(self) -> Hashable:
        return ("head", self.site.start)

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        region = located(index, self.site, Region)
        head = self.head.strip().removesuffix(":")
        try:
            (new,) = statements(f"{head}:\n    pass\n")
        except (OutlineError, ValueError):
            raise EditError(f"“{head}” does not begin a loop or branch.") from None
        if not isinstance(new, Region) or new.kind != region.kind:
            raise EditError(f"It must begin with “{region.kind}”.")
        first = replace(region.clauses[0], header=new.clauses[0].header)
        return index.replace(region, replace(region, clauses=(first, *region.clauses[1:])))


@dataclass(frozen=True)
class WrapCode(Edit):
    """Apply a function to the expression at `site`."""

    site: Span
    function: str

    @property
    def title(self) -> str:
        return f"Apply {self.function}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = step_at(index, self.site)
        if not isinstance(node, _EXPRESSIONS):
            raise EditError("Only an expression can be given to a function.")
        return with_imports_for(
            index.replace(node, call(self.function, enclosed(node))), self.function
        )


@dataclass(frozen=True)
class RegisterModules(Edit):
    """Turn the plain list or dict around the module made at `site` into one that registers."""

    site: Span

    @property
    def title(self) -> str:
        return "Register modules"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        if index.around(node, Class) is None:
            raise EditError("The modules are not made in a class; edit it in the code.")
        for holder in index.ancestors(node):
            if isinstance(holder, Assign):
                break
            if isinstance(holder, Dict):
                return _wrapped(index, holder, "nn.ModuleDict")
            if isinstance(holder, Display | Comprehension):
                return _wrapped(index, holder, "nn.ModuleList")
        return self._appended(index, node)

    def _appended(self, index: Index, node: Call) -> Outline:
        """For ``self.layers.append(module)``: where the empty list was made."""
        for holder in index.ancestors(node):
            if isinstance(holder, Call) and holder.name.endswith(".append"):
                target = holder.name.removesuffix(".append")
                owner = index.around(holder, Class)
                for each in _assignments(owner, target):
                    if isinstance(each.value, Display):
                        return _wrapped(index, each.value, "nn.ModuleList")
        raise EditError("Where these modules are kept was not found; edit it in the code.")


def _wrapped(index: Index, node: Display | Dict | Comprehension, function: str) -> Outline:
    return with_imports_for(index.replace(node, call(function, node)), "nn.ModuleList")


def _assignments(owner: Class | None, target: str) -> list[Assign]:
    nodes = nodes_of(owner) if owner else ()
    return [each for each in nodes if isinstance(each, Assign) and each.target == target]


@dataclass(frozen=True)
class AddImport(Edit):
    """Add an import to the others."""

    line: str

    @property
    def title(self) -> str:
        return "Add import"

    def apply(self, outline: Outline) -> Outline:
        return with_import(outline, self.line)
