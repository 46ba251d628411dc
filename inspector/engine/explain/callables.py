"""Explanations for what is called and cannot be, and for functions of torch called wrongly."""

import ast
import inspect
import re
from collections.abc import Callable

import torch
from torch import Tensor, nn

from inspector.engine.explain.arguments import closest, missing_names, unexpected_name
from inspector.engine.explain.expressions import UNKNOWN, Expression
from inspector.engine.explain.scene import Explanation, Scene

_WANTED = re.compile(
    r"argument '(\w+)' (?:\(position (\d+)\) )?must be (.+?), (?:but found|not) (.+)"
)
_ELEMENT = re.compile(r"expected Tensor as element (\d+) in argument (\d+), but got (\w+)")
_WORDS = {
    "Tensor": "a tensor",
    "NoneType": "None",
    "tuple": "a tuple",
    "list": "a list",
    "tuple of Tensors": "a tuple of tensors",
    "tuple of ints": "a tuple of whole numbers",
    "int": "a whole number",
    "float": "a float",
    "str": "a text",
}
_QUOTED_MISSING = re.compile(r"missing \d+ required positional arguments?: (.+)")


def explain_call(scene: Scene, at: Expression) -> Explanation | None:
    """A TypeError of a call in the forward."""
    if not isinstance(scene.recording.error, TypeError) or not isinstance(at.node, ast.Call):
        return None
    hidden = _hidden_module(scene, at, at.node)
    if hidden is not None:
        return hidden
    if "is not callable" in scene.message:
        return _not_callable(scene, at, at.node)
    return _wrong_arguments(scene, at, at.node)


def explain_subscript(scene: Scene, at: Expression) -> Explanation | None:
    """``x.size[0]``: a method that is indexed instead of called."""
    if "is not subscriptable" not in scene.message or not isinstance(at.node, ast.Subscript):
        return None
    holder, index = at.code(at.node.value), at.code(at.node.slice)
    if callable(at.value(at.node.value)):
        fixes = scene.fixes()
        fixes.replace_expression(at.source, f"{holder}({index})", f"Write {holder}({index})")
        return Explanation(f"`{holder}` is a method: it is called, not indexed.", fixes)
    return None


def _not_callable(scene: Scene, at: Expression, call: ast.Call) -> Explanation | None:
    name, thing, fixes = at.code(call.func), at.value(call.func), scene.fixes()
    if thing is UNKNOWN:
        return None
    if isinstance(thing, torch.Size):
        index = ", ".join(map(at.code, call.args))
        fixes.replace_expression(at.source, f"{name}[{index}]", f"Write {name}[{index}]")
        return Explanation(f"`{name}` holds the sizes and is indexed, not called.", fixes)
    kind = type(thing).__name__
    text = f"`{name}` is {'None' if thing is None else f'a {kind}'} and cannot be called."
    if isinstance(thing, (list, tuple, dict)) and thing:
        hint = "Call its modules one after another in a loop, or keep them in an nn.Sequential."
    elif isinstance(thing, Tensor):
        hint = "Is an operator missing? Use x * y to multiply, x[i] to index."
    elif isinstance(thing, (int, float)):
        hint = f"Make it a module in __init__, or do not call it: x * {name}."
    else:
        hint = "Assign a module to it in __init__."
    return Explanation(text, fixes, hint)


def _hidden_module(scene: Scene, at: Expression, call: ast.Call) -> Explanation | None:
    """A module under a name that nn.Module itself uses, such as ``self.double``."""
    if not isinstance(call.func, ast.Attribute):
        return None
    owner, name = at.value(call.func.value), call.func.attr
    if not isinstance(owner, nn.Module) or name not in owner._modules:
        return None
    if not hasattr(nn.Module, name):
        return None
    text = (
        f"`{at.code(call.func)}` is a method that every nn.Module has, and it hides the module "
        "that was assigned to this name."
    )
    return Explanation(text, scene.fixes(), f"Call the module otherwise than {name}.")


def _wrong_arguments(scene: Scene, at: Expression, call: ast.Call) -> Explanation | None:
    name, function = at.code(call.func), at.value(call.func)
    message = scene.message.partition("\n")[0]
    takes = parameters_in_torch(function) if callable(function) else []
    signature = f"`{name}` takes ({', '.join(takes)})" if takes else f"`{name}`"
    fixes = scene.fixes()
    if unexpected := unexpected_name(message):
        near = closest(unexpected, takes)
        text = f"{signature} and has no argument `{unexpected}`."
        if near is None:
            return Explanation(text, fixes)
        written = at.code(call)
        new = re.sub(rf"\b{unexpected}=", f"{near}=", written, count=1)
        fixes.replace_expression(at.source, new, f"Write {near}=")
        return Explanation(text, fixes, f"Did you mean `{near}`?")
    if missing := missing_names(message) or _in_double_quotes(message):
        what = " and ".join(f"`{argument}`" for argument in missing)
        return Explanation(f"{signature}; {what} is missing.", fixes)
    if found := _ELEMENT.search(message):
        has = _WORDS.get(found[3], f"a {found[3]}")
        text = f"`{name}` joins tensors, but item {found[1]} of its list is {has}."
        return Explanation(text, fixes, "Make it a tensor first: torch.tensor(…).")
    if found := _WANTED.search(message):
        return _wrong_kind(scene, at, call, (found[1], found[3], found[4]), signature)
    if "integer" in message and function is range:
        return _range(scene, at, call)
    return None


def _wrong_kind(
    scene: Scene, at: Expression, call: ast.Call, said: tuple[str, str, str], signature: str
) -> Explanation:
    argument, wanted, got = said
    fixes, name = scene.fixes(), at.code(call.func)
    must, has = _WORDS.get(wanted, wanted), _WORDS.get(got, f"a {got}")
    text = f"{signature}: `{argument}` must be {must}, and is {has}."
    if wanted.startswith("tuple of Tensors") and got == "Tensor" and call.args:
        positional = [argument for argument in call.args if isinstance(at.value(argument), Tensor)]
        rest = [at.code(argument) for argument in call.args[len(positional) :]]
        rest += [at.code(argument) for argument in call.keywords]
        joined = ", ".join(map(at.code, positional))
        new = f"{name}({', '.join((f'({joined})', *rest))})"
        if len(positional) > 1:
            fixes.replace_expression(at.source, new, f"Write {new}")
        return Explanation(text, fixes, "" if fixes.all() else "Put the tensors into a tuple.")
    return Explanation(text, fixes)


def _range(scene: Scene, at: Expression, call: ast.Call) -> Explanation:
    argument = at.code(call.args[0]) if call.args else ""
    thing, fixes = at.value(call.args[0]) if call.args else UNKNOWN, scene.fixes()
    if isinstance(thing, torch.Size):
        new = f"range({argument}[0])"
        fixes.replace_expression(at.source, new, f"Write {new}")
        return Explanation(f"`{argument}` holds all sizes, {tuple(thing)}; range takes one.", fixes)
    return Explanation(f"range takes whole numbers, and `{argument}` is none.", fixes)


def parameters_in_torch(function: Callable[..., object]) -> list[str]:
    """Names of a function's parameters; of one written in C, as its documentation begins."""
    try:
        names = list(inspect.signature(function).parameters)
        return [name for name in names if not name.startswith("_") and name not in ("self", "args")]
    except (TypeError, ValueError):
        first = next(iter((function.__doc__ or "").strip().splitlines()), "")
        inside = re.search(r"\((.*)\)", first)
        return re.findall(r"(?:^|, )(\w+)", inside[1]) if inside else []


def _in_double_quotes(message: str) -> list[str]:
    found = _QUOTED_MISSING.search(message)
    return re.findall(r'"(\w+)"', found[1]) if found else []
