"""Writing out a class of the file where it is constructed."""

import re
from dataclasses import dataclass

from inspector.edits.edit import Edit, EditError, located
from inspector.edits.imports import with_import, with_imports_for
from inspector.edits.inline_chain import in_one_expression
from inspector.edits.inline_members import with_members
from inspector.edits.members import class_named, owner_of_member
from inspector.outline.classes import classes, foreign_bases, module_classes
from inspector.outline.emit import Emitter
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Class, Outline
from inspector.source.span import Span


@dataclass(frozen=True)
class InlineClass(Edit):
    """Construct at `site` what the class there consists of, instead of the class.

    A class that only gives arguments to its base becomes that base with the arguments; one whose
    forward is a chain becomes a Sequential that keeps the names of its members. Any other, where
    it is a member itself, becomes members of the class around it, which are called after it, and
    steps in the place of its calls. A class that is not used any more goes.
    """

    site: Span

    @property
    def title(self) -> str:
        return "Inline class"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        owner = class_named(outline, node.name)
        if owner not in module_classes(outline):
            raise EditError(f"{owner.name} {_reason(outline, owner)}")
        try:
            written = in_one_expression(outline, owner, node)
        except EditError as error:
            if owner_of_member(index, node) is None:
                raise EditError(
                    f"{str(error).replace('; edit it in the code', '')} Where a class keeps it as "
                    f"a member, as in self.block = {owner.name}(…), it can be written out."
                ) from None
            return _without_unused(with_members(outline, node, owner), owner.name)
        changed = with_imports_for(index.replace(node, written), text_of(written))
        if "OrderedDict(" in text_of(written):
            changed = with_import(changed, "from collections import OrderedDict")
        return _without_unused(changed, owner.name)


def _reason(outline: Outline, owner: Class) -> str:
    """Why a class that is no module as far as the file tells cannot be written out."""
    foreign = foreign_bases(owner, classes(outline))
    unknown = next((each for each in foreign if each != "object"), None)
    if unknown is not None:
        return f"is built on {unknown}, which is not written in this file."
    return "makes no module; there is nothing to write out."


def _without_unused(outline: Outline, name: str) -> Outline:
    """The outline without the class, unless something else speaks of it."""
    rest = tuple(
        each for each in outline.body if not (isinstance(each, Class) and each.name == name)
    )
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    if any(pattern.search(Emitter().statement(each, "")) for each in rest):
        return outline
    return Outline(rest, span=outline.span)
