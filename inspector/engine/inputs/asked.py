"""The inputs asked for on the command line: ``[NAME=]SHAPE[:DTYPE]`` or ``[NAME=]VALUE``."""

import ast
import inspect
import re
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from inspector.engine.explain.arguments import closest
from inspector.engine.inputs.draft import SPREAD_NAMES
from inspector.engine.inputs.first import parameters_of
from inspector.engine.inputs.given import InputError, ModelInput

_NAMED = re.compile(r"([^\W\d]\w*(?:\.\w+)*)=(.*)", re.DOTALL)
_CALL = re.compile(r"(int|float|bool|str)\((.*)\)", re.DOTALL)
_LITERAL = re.compile(r"None|True|False|'.*'|\".*\"|[+-]?(\d+\.\d*|\.\d+|\d+(\.\d*)?e[+-]?\d+)")
_INTEGERS = {torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64}
_HOW = (
    "Write the sizes with commas and, after a colon, the dtype: 2,20 or 2,16:int64. "
    "A value is written int(3), 0.5, True, None or str(mean); NAME= before it names the input."
)

_Tree = dict[str, Any]


def make_inputs(texts: Sequence[str], model: nn.Module) -> ModelInput:
    """One input for each text, by position or by name. Raises InputError.

    ``batch.image=2,3,32,32`` is an item of a dict, ``parts.0=2,20`` one of a list.
    """
    args: list[Any] = []
    named: _Tree = {}
    for text in texts:
        found = _NAMED.fullmatch(text.strip())
        if found is None:
            args.append(make_input(text.strip(), model))
        else:
            _put(named, found[1], make_input(found[2].strip(), model))
    kwargs = {name: _with_lists(part) for name, part in named.items()}
    _check_names(model, kwargs)
    return ModelInput(tuple(args), kwargs)


def make_input(text: str, model: nn.Module) -> Any:
    """Random numbers for ``SHAPE[:DTYPE]``, such as ``2,20``; else the value that is written.

    Whole numbers stay below the size of the model's first embedding, or else below 10. A shape
    without sizes, ``:float32``, is a single number. Raises InputError.
    """
    if _LITERAL.fullmatch(text):
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError):
            raise InputError(f"`{text}` is not a value of Python.", _HOW) from None
    if (call := _CALL.fullmatch(text)) is not None:
        return _value(text, call[1], call[2])
    return _tensor(text, model)


def _value(text: str, kind: str, inside: str) -> int | float | bool | str:
    try:
        match kind:
            case "int":
                return int(inside)
            case "float":
                return float(inside)
            case "bool":
                return {"True": True, "False": False}[inside]
            case _:
                return inside
    except (ValueError, KeyError):
        raise InputError(f"`{text}` is not a value: `{inside}` is no {kind}.", _HOW) from None


def _tensor(text: str, model: nn.Module) -> Tensor:
    shape_text, colon, dtype_text = text.partition(":")
    dtype = getattr(torch, dtype_text.strip() or "float32", None)
    if not isinstance(dtype, torch.dtype):
        raise InputError(f"`{dtype_text}` is not a dtype of torch.", "Use float32, int64 or bool.")
    try:
        shape = [int(length) for length in shape_text.split(",") if length.strip()]
    except ValueError:
        shape = [-1]
    if any(length < 0 for length in shape) or not (shape or colon):
        raise InputError(f"`{text}` is not the shape of an input.", _HOW)
    if dtype in _INTEGERS:
        high = min(index_limit(model), torch.iinfo(dtype).max)
        return torch.randint(0, high, shape, dtype=dtype)
    if dtype is torch.bool:
        return torch.rand(shape) < 0.5
    return torch.rand(shape, dtype=dtype)


def index_limit(model: nn.Module) -> int:
    """Above the largest index that the first embedding takes; 10 without an embedding."""
    for module in model.modules():
        if isinstance(module, (nn.Embedding, nn.EmbeddingBag)):
            return module.num_embeddings
    return 10


def _put(tree: _Tree, name: str, value: Any) -> None:
    *holders, last = name.split(".")
    for key in holders:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            raise InputError(f"`{name}` is given inside of `{key}`, which is one input.", _HOW)
    if last in tree:
        raise InputError(f"The input `{name}` is given twice.", "Leave one of them out.")
    tree[last] = value


def _with_lists(part: Any) -> Any:
    """A dict with the keys 0, 1, … is a list."""
    if not isinstance(part, dict):
        return part
    items = {key: _with_lists(item) for key, item in part.items()}
    numbered = [str(index) for index in range(len(items))]
    return [items[key] for key in numbered] if set(numbered) == set(items) else items


def _check_names(model: nn.Module, kwargs: _Tree) -> None:
    parameters = parameters_of(model)
    if any(each.kind is SPREAD_NAMES for each in parameters):
        return
    known = [each.name for each in parameters if each.kind is not inspect.Parameter.VAR_POSITIONAL]
    for name in kwargs:
        if name not in known:
            near = closest(name, known)
            hint = f"Did you mean `{near}`?" if near else f"Its inputs are {', '.join(known)}."
            explanation = f"{type(model).__name__}.forward has no input `{name}`."
            raise InputError(explanation, hint if known else "It takes none.")
