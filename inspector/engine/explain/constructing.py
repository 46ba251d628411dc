"""Explanations for modules of torch that cannot be constructed with these arguments."""

import ast
import linecache
import math
import re
from typing import NamedTuple

from torch import nn

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.scene import Explanation, code_of
from inspector.engine.explain.traceback import frame_of, local_of
from inspector.engine.wording import message_of
from inspector.report.model import Source
from inspector.source.parsing import expression_of


class _Parts(NamedTuple):
    """An argument that is divided into as many equal parts as another one says."""

    said: str
    whole: str
    parts: str


_DIVISIONS = (
    _Parts("divisible by num_heads", "embed_dim", "num_heads"),
    _Parts("in_channels must be divisible by groups", "in_channels", "groups"),
    _Parts("out_channels must be divisible by groups", "out_channels", "groups"),
    _Parts("must be divisible by num_groups", "num_channels", "num_groups"),
)
_NO_MODULE = re.compile(r"(\S+) is not a Module subclass")
_NEGATIVE = re.compile(r"negative dimension (-\d+)")
_RANGE = re.compile(r"probability has to be between 0 and 1, but got (\S+)")
_SIZES = re.compile(
    r"size mismatch for (\S+): copying a param with shape torch\.Size\((.*?)\) from checkpoint, "
    r"the shape in current model is torch\.Size\((.*?)\)"
)


def explain_constructing(
    error: BaseException, source: Source | None, fixes: Fixes
) -> Explanation | None:
    """The explanation of an exception that a constructor of torch.nn raised."""
    message, code = message_of(error), code_of(source)
    for division in _DIVISIONS:
        if division.said in message:
            return _division(error, division, source, fixes)
    if found := _NO_MODULE.search(message):
        return _no_module(found[1], source, code, fixes)
    if "must be tuple of ints" in message:
        return _fraction(error, source, code, fixes)
    if found := _NEGATIVE.search(message):
        return Explanation(f"`{code}` asks for a size of {found[1]}; sizes begin at 0.", fixes)
    if found := _RANGE.search(message):
        fixes.set_argument(source, "p", 0.5, _called(code))
        text = f"`{code}` drops with probability {found[1]}, but probabilities are 0 to 1."
        return Explanation(text, fixes)
    if "torch.nn.Parameter or None expected" in message:
        text = f"`{code}` is a parameter, and only an nn.Parameter can take its place."
        return Explanation(text, fixes, "Write nn.Parameter(…) around the tensor.")
    if "in loading state_dict" in message:
        return _state_dict(message, fixes)
    if isinstance(error, FileNotFoundError) and error.filename:
        text = f"There is no file `{error.filename}` in the folder where the model runs."
        return Explanation(text, fixes, "Write its whole path, or move it next to this file.")
    return None


def _division(
    error: BaseException, division: _Parts, source: Source | None, fixes: Fixes
) -> Explanation | None:
    whole, parts = local_of(error, division.whole), local_of(error, division.parts)
    if not isinstance(whole, int) or not isinstance(parts, int) or whole < 1:
        return None
    text = f"{division.whole}={whole} cannot be divided into {division.parts}={parts} equal parts."
    name, called = division.parts, _called(code_of(source))
    if name == "num_heads" and "Transformer" in called:
        name = "nhead"
    other = local_of(error, "out_channels") if name == "groups" else None
    common = math.gcd(whole, other) if isinstance(other, int) else whole
    fitting = max(n for n in range(1, max(parts, 1) + 1) if common % n == 0)
    fixes.set_argument(source, name, fitting, called)
    return Explanation(text, fixes)


def _called(code: str) -> str:
    """What a call's code calls: ``nn.Conv2d``."""
    return code.partition("(")[0] or "it"


def _no_module(kind: str, source: Source | None, code: str, fixes: Fixes) -> Explanation:
    name = kind.rpartition(".")[2]
    if kind == "list":
        inside = re.fullmatch(r"(nn\.Sequential)\(\[(.*)\]\)", code)
        if inside is not None:
            fixes.replace_expression(source, f"{inside[1]}({inside[2]})", "Leave the list away")
        text = "nn.Sequential takes its modules one by one, and got a list."
        return Explanation(text, fixes, "Write a star before the list: nn.Sequential(*modules).")
    if isinstance(getattr(nn, name, None), type):
        new = re.sub(rf"\bnn\.{name}\b(?!\()", f"nn.{name}()", code)
        if new != code:
            fixes.replace_expression(source, new, f"Write nn.{name}()")
        return Explanation(f"`{name}` is a class, and a module is made by calling it.", fixes)
    near = [each for each in dir(nn) if each.lower() == name.lower()]
    text = f"`{name}` is a {'function' if near else kind}, and only modules can be held here."
    hint = ""
    if near:
        new = re.sub(rf"\b(?:F|torch|nn\.functional)\.{name}\b", f"nn.{near[0]}()", code)
        if new != code:
            fixes.replace_expression(source, new, f"Write nn.{near[0]}()")
        hint = f"The module that does the same is nn.{near[0]}()."
    return Explanation(text, fixes, hint)


def _fraction(
    error: BaseException, source: Source | None, code: str, fixes: Fixes
) -> Explanation | None:
    """A size that is no whole number, most often from a division."""
    if found := _division_in(code):
        fixes.replace_expression(source, code.replace("/", "//"), "Divide with //")
        text = f"`{found}` is a fraction, and sizes are whole numbers."
        return Explanation(text, fixes, "Divide with //, which leaves a whole number.")
    if source is None:
        return None
    fractions = [f"`{name}` is {value}" for name, value in _fractions_at(error, source)]
    if fractions:
        text = f"{' and '.join(fractions)}, a float; sizes are whole numbers."
        return Explanation(text, fixes, "Divide with // where it is computed, or write int(…).")
    what = f"`{code}`" if code else "This module"
    return Explanation(f"{what} was given a size that is not a whole number.", fixes)


def _division_in(code: str) -> str:
    """The first division with a plain slash; empty if there is none."""
    call = expression_of(code)
    divided = [
        node
        for node in (ast.walk(call) if call is not None else ())
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    return ast.unparse(divided[0]) if divided else ""


def _fractions_at(error: BaseException, source: Source) -> list[tuple[str, float]]:
    """Variables that are named at a place of the user's and hold a float there."""
    frame = frame_of(error, source.file)
    if frame is None:
        return []
    lines = linecache.getlines(source.file)[source.line - 1 : source.end_line]
    names = dict.fromkeys(re.findall(r"[^\W\d]\w*", " ".join(lines)))
    known = {name: frame.f_locals.get(name) for name in names}
    return [(name, value) for name, value in known.items() if type(value) is float]


def _state_dict(message: str, fixes: Fixes) -> Explanation:
    """What a checkpoint and the model do not share."""
    parts = [
        f"`{name}` is ({there.strip('[]')}) in the file and ({here.strip('[]')}) in the model"
        for name, there, here in _SIZES.findall(message)
    ]
    for words, said in (("Missing", "lacks"), ("Unexpected", "has besides")):
        if found := re.search(rf"{words} key\(s\) in state_dict: (.+)", message):
            names = found[1].rstrip(". ").replace('"', "`")
            parts.append(f"it {said} {names}")
    detail = "; ".join(parts) or "they differ"
    text = f"The weights to load are of another model: {detail}."
    return Explanation(text, fixes, "Build the model as it was when they were saved.")
