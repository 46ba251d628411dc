"""Explanations for what is not where the forward looks for it: keys, places, attributes, names."""

import ast
import re
from collections.abc import Iterable

from torch import nn

from inspector.engine.explain.arguments import closest
from inspector.engine.explain.expressions import UNKNOWN, Expression
from inspector.engine.explain.returned import returned_by
from inspector.engine.explain.scene import Explanation, Scene
from inspector.report.units import count

_MOST_KEYS = 8


def explain_lookup(scene: Scene, at: Expression) -> Explanation | None:
    """A key, a place in a list, an attribute or a local variable that is not there."""
    match scene.recording.error:
        case UnboundLocalError() as error:
            return _unbound(scene, error)
        case NameError() as error:
            return _misspelled(scene, at, error)
        case KeyError():
            return _key(scene, at)
        case IndexError():
            return _place(scene, at)
        case AttributeError() as error:
            return _attribute(scene, at, error)
    return None


def _key(scene: Scene, at: Expression) -> Explanation | None:
    if not isinstance(at.node, ast.Subscript):
        return None
    holder, key = at.value(at.node.value), at.value(at.node.slice)
    if not isinstance(holder, (dict, nn.ModuleDict, nn.ParameterDict)):
        return None
    keys = list(holder.keys())
    shown = ", ".join(f"`{name!r}`" for name in keys[:_MOST_KEYS])
    more = " and more" if len(keys) > _MOST_KEYS else ""
    name = at.code(at.node.value)
    asked = at.code(at.node.slice) if key is UNKNOWN else repr(key)
    text = f"`{name}` has no `{asked}`; it has {shown}{more}." if keys else f"`{name}` is empty."
    fixes = scene.fixes()
    near = closest(str(key), [name for name in keys if isinstance(name, str)])
    if near is None or not isinstance(at.node.slice, ast.Constant):
        return Explanation(text, fixes, "" if keys else "Put something into it first.")
    new = f"{name}[{near!r}]"
    fixes.replace_expression(at.source, new, f"Write {new}")
    return Explanation(text, fixes, f"Did you mean `{near!r}`?")


def _place(scene: Scene, at: Expression) -> Explanation | None:
    if not isinstance(at.node, ast.Subscript):
        return None
    holder = at.value(at.node.value)
    if not isinstance(holder, (list, tuple, nn.ModuleList, nn.Sequential, nn.ParameterList)):
        return None
    name, length, index = at.code(at.node.value), len(holder), at.value(at.node.slice)
    what = "dimension" if name.endswith("shape") else "item"
    asked = at.code(at.node.slice) if index is UNKNOWN else index
    if not length:
        return Explanation(f"`{name}` is empty, so it has no {what} {asked}.", scene.fixes())
    which = f"0 to {length - 1}" if length > 1 else "only 0"
    text = f"`{name}` has {count(length, what)}, {which}, and no {what} {asked}."
    return Explanation(text, scene.fixes(), "Counting begins at 0; -1 is the last.")


def _attribute(scene: Scene, at: Expression, error: AttributeError) -> Explanation | None:
    """An attribute of what a call returned, which is no tensor."""
    node = at.node.func if isinstance(at.node, ast.Call) else at.node
    if not isinstance(node, ast.Attribute):
        return None
    thing = getattr(error, "obj", UNKNOWN)
    if not (thing is None or isinstance(thing, (tuple, list, dict))):
        return None
    kind = "tuple" if isinstance(thing, tuple) else type(thing).__name__
    return returned_by(scene, at, node.value, kind, f"so it has no `{error.name}`")


def _unbound(scene: Scene, error: UnboundLocalError) -> Explanation:
    name = _quoted(error)
    text = f"`{name}` has no value here: no line that sets it has run."
    return Explanation(text, scene.fixes(), f"Set `{name}` before, or in every branch.")


def _misspelled(scene: Scene, at: Expression, error: NameError) -> Explanation | None:
    """A variable of the function itself, with a letter wrong."""
    near = closest(error.name or "", _names(at))
    if near is None:
        return None
    fixes = scene.fixes()
    fixes.replace_expression(at.source, near, f"Write {near}")
    return Explanation(f"The name `{error.name}` is not defined.", fixes, f"Did you mean `{near}`?")


def _names(at: Expression) -> Iterable[str]:
    return (name for name in at.locals if name.isidentifier())


def _quoted(error: UnboundLocalError) -> str:
    found = re.search(r"'(\w+)'", str(error))
    return found[1] if found else "It"
