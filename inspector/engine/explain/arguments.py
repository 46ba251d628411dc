"""Explanations for calls with too few, too many or misnamed arguments."""

import ast
import difflib
import inspect
import re
from collections.abc import Callable, Iterable

from torch import nn

from inspector.engine.explain.scene import Explanation, Scene, code_of
from inspector.engine.explain.sizes import random_input
from inspector.engine.recorder.events import Event
from inspector.source.parsing import expression_of

_MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.+)")
_UNEXPECTED = re.compile(r"got an unexpected keyword argument '(\w+)'")
_TOO_MANY = re.compile(r"takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) were given")


def missing_names(message: str) -> list[str]:
    """The names in ``missing 2 required positional arguments: 'a' and 'b'``."""
    found = _MISSING.search(message)
    return re.findall(r"'(\w+)'", found[1]) if found else []


def unexpected_name(message: str) -> str | None:
    """The name in ``got an unexpected keyword argument 'a'``."""
    found = _UNEXPECTED.search(message)
    return found[1] if found else None


def too_many(message: str) -> tuple[int, int] | None:
    """How many arguments a method takes and was given, itself not counted."""
    found = _TOO_MANY.search(message)
    return (int(found[1]) - 1, int(found[2]) - 1) if found else None


def closest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant."""
    matches = difflib.get_close_matches(name, list(names), 1, 0.7)
    return matches[0] if matches else None


def parameters_of(function: Callable[..., object]) -> list[str]:
    """Names of a function's parameters, without ``self``; [] if they cannot be known."""
    try:
        return [name for name in inspect.signature(function).parameters if name != "self"]
    except (TypeError, ValueError):
        return []


def explain_no_forward(scene: Scene, event: Event) -> Explanation | None:
    """A module is called that has no forward of its own."""
    module = scene.module(event)
    if module is None or not isinstance(scene.recording.error, NotImplementedError):
        return None
    if getattr(type(module), "forward", None) is not nn.Module.forward:
        return None
    kind = type(module).__name__
    text = f"`{kind}` has no forward, so it cannot be called."
    fixes = scene.fixes()
    if isinstance(module, (nn.ModuleList, nn.ModuleDict)):
        if isinstance(module, nn.ModuleList):
            site = scene.in_file(scene.constructor(event))
            if new := _as_sequential(code_of(site)):
                fixes.replace_expression(site, new, "Keep them in an nn.Sequential")
        return Explanation(text, fixes, "Call its modules in a loop, or use nn.Sequential.")
    hint = f"Write def forward(self, X): … in {kind}."
    own = set(dir(type(module))) - set(dir(nn.Module))
    if near := closest("forward", own):
        hint = f"Did you mean `{near}` to be called forward?"
        title = f"Call {near} forward"
        fixes.change_class("rename_method", title, type(module), name=near, new="forward")
    return Explanation(text, fixes, hint)


def _as_sequential(code: str) -> str:
    """The code of an nn.ModuleList as an nn.Sequential of the same modules; "" if it is none."""
    tree = expression_of(code)
    if not isinstance(tree, ast.Call) or len(tree.args) != 1 or tree.keywords:
        return ""
    name, (given,) = ast.unparse(tree.func), tree.args
    if not name.endswith("ModuleList"):
        return ""
    inner = ast.get_source_segment(code, given) or ""
    inner = inner[1:-1] if isinstance(given, ast.List) else f"*{inner}"
    return f"{name.replace('ModuleList', 'Sequential')}({inner})"


def explain_forward_arguments(scene: Scene, event: Event) -> Explanation | None:
    """The call of a module that does not fit the parameters of its forward."""
    module = scene.module(event)
    if module is None or not isinstance(scene.recording.error, TypeError):
        return None
    if "forward()" not in scene.message:
        return None
    names = parameters_of(module.forward)
    label, takes = scene.label(event), ", ".join(names)
    if missing := missing_names(scene.message):
        what = " and ".join(f"`{name}`" for name in missing)
        text = f"The forward of {label} takes ({takes}), but got no {what}."
        return _with_more_input(scene, event, Explanation(text, scene.fixes()), len(missing))
    if numbers := too_many(scene.message):
        text = f"The forward of {label} takes ({takes}), but got {numbers[1]} arguments."
        if not names:
            text = f"The forward of {label} takes nothing but self, and got {numbers[1]} arguments."
        hint, fixes = "Add a parameter to its forward, or pass less.", scene.fixes()
        if parameters_of(type(module).forward)[:1] not in ([], ["self"]) and not names:
            hint = "Write self as the first parameter of its forward."
            fixes.change_class("add_self", "Write self first", type(module), name="forward")
        return Explanation(text, fixes, hint)
    if name := unexpected_name(scene.message):
        near = closest(name, names)
        hint = f"Did you mean `{near}`?" if near else ""
        text = f"The forward of {label} takes ({takes}), and has no `{name}`."
        return Explanation(text, scene.fixes(), hint)
    return None


def _with_more_input(scene: Scene, event: Event, found: Explanation, missing: int) -> Explanation:
    inputs = scene.recording.inputs
    if event.parent < 0 and inputs:
        given = [scene.value(value) for _, value in inputs]
        codes = [random_input(tuple(value.shape), value.dtype) for value in given]
        codes += [codes[-1]] * missing
        found.fixes.set_input(f"({', '.join(codes)})")
        found.hint = "Give several inputs as a tuple: X = (first, second)."
    elif _called_by_container(scene, event):
        found.hint = "nn.Sequential passes one value on. Write a module that calls it with all."
    return found


def _called_by_container(scene: Scene, event: Event) -> bool:
    parent = scene.recording.events[event.parent] if event.parent >= 0 else None
    module = scene.module(parent)
    return module is not None and type(module).__name__ == "Sequential"
