"""Other code that relies on a member being an object of its class, which it is not afterwards."""

import ast
from collections.abc import Collection, Iterator

from inspector.edits.edit import EditError
from inspector.edits.inline_class import Whole
from inspector.edits.inline_code import Source, attribute_of_self
from inspector.edits.members import attribute_of, mentions
from inspector.outline.classes import bases
from inspector.outline.document import imported_names
from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.nodes import Assign, Class, Outline

_BY_NAME = ("getattr", "hasattr", "setattr", "delattr")


def refuse_other_uses(outline: Outline, holder: Class, attribute: str, inner: Whole) -> None:
    """Raise EditError if the file uses ``self.attribute`` of the class `holder` from elsewhere.

    So does code that asks whether something is of the class, or calls methods of it on whatever
    module it meets.
    """
    targets = (attribute_of(each) for each in nodes_of(holder) if isinstance(each, Assign))
    if list(targets).count(attribute) != 1:
        raise EditError(f"{holder.name} assigns self.{attribute} in several places.")
    imported = imported_names(outline)
    names = {attribute, *_own_methods(inner)}
    for each in outline.body:
        text = Emitter().statement(each, "")
        if isinstance(each, Class) and holder.name in bases(each) and mentions(text, attribute):
            raise EditError(f"{each.name} uses self.{attribute}, too, as a {holder.name}.")
        is_part = isinstance(each, Class) and each.name in inner.line
        for use in _uses(Source(text), names, attribute, imported, inner.name):
            if not is_part or inner.name in use:
                raise EditError(
                    f"The file says {use}, which may mean {inner.name} or this member; edit it in "
                    "the code."
                )


def _own_methods(inner: Whole) -> set[str]:
    """What other code may call on a module of the class, beside calling the module itself."""
    own = {each.function.name for each in inner.methods.values()}
    return own - {"__init__", "forward", "extra_repr"}


def _uses(
    source: Source, names: Collection[str], attribute: str, imported: Collection[str], inner: str
) -> Iterator[str]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(ctx=ast.Store(), value=ast.Attribute(attr=name)) if (
                name == attribute and attribute_of_self(node.value)
            ):
                yield f"{ast.unparse(node)} = …"
            case ast.Attribute(attr=name, value=value) if name in names:
                of_module = isinstance(value, ast.Name) and value.id in imported
                of_member = attribute_of_self(value) and value.attr == attribute
                if not (attribute_of_self(node) or of_module or of_member or _is_super(value)):
                    yield ast.unparse(node)
            case ast.Call(func=ast.Name(id=function), args=[_, ast.Constant(value=name), *_]):
                if function in _BY_NAME and name in names:
                    yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, types]):
                if any(isinstance(each, ast.Name) and each.id == inner for each in ast.walk(types)):
                    yield ast.unparse(node)


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )
