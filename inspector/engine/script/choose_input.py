"""Which tensors the model is run on: the text's X, what was asked for, or a first guess."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.utils._pytree import tree_map_only

_INTEGERS = {torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64}


class ModelInput(NamedTuple):
    """Arguments of the forward; `assumed` is the code of a guessed X, else empty."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    assumed: str = ""


class InputError(Exception):
    """The input asked for cannot be made; the message says why."""

    def __init__(self, explanation: str, hint: str, suggestion: str = "") -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.hint = hint
        self.suggestion = suggestion
        """Code of an X that may do."""


def choose_input(model: nn.Module, names: Mapping[str, object], asked: Sequence[str]) -> ModelInput:
    """Take what was asked for, else the text's ``X``, else guess. Raises InputError."""
    if asked:
        return ModelInput(tuple(make_input(text, model) for text in asked), {})
    if "X" in names:
        return as_arguments(model, names["X"])
    return _guess(model)


def as_arguments(model: nn.Module, given: object) -> ModelInput:
    """A tuple or list is several inputs; a dict gives them by name."""
    if isinstance(given, tuple) and not hasattr(given, "_fields"):
        return ModelInput(given, {})
    if isinstance(given, list) and all(isinstance(part, Tensor) for part in given):
        return ModelInput(tuple(given), {})
    if isinstance(given, dict) and _accepts(model, given):
        return ModelInput((), given)
    return ModelInput((given,), {})


def make_input(text: str, model: nn.Module) -> Tensor:
    """Random numbers for ``SHAPE[:DTYPE]``, such as ``2,20`` or ``2,16:int64``. Raises InputError.

    Whole numbers stay below the size of the model's first embedding, or else below 10.
    """
    shape_text, _, dtype_text = text.partition(":")
    dtype = getattr(torch, dtype_text.strip() or "float32", None)
    if not isinstance(dtype, torch.dtype):
        raise InputError(f"`{dtype_text}` is not a dtype of torch.", "Use float32, int64 or bool.")
    try:
        shape = [int(length) for length in shape_text.split(",") if length.strip()]
    except ValueError:
        shape = [-1]
    if any(length < 0 for length in shape):
        raise InputError(
            f"`{text}` is not the shape of an input.",
            "Write the sizes with commas and, after a colon, the dtype: 2,20 or 2,16:int64.",
        )
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


def _accepts(model: nn.Module, given: Mapping[object, object]) -> bool:
    """Whether the forward has parameters with the names of these keys."""
    try:
        inspect.signature(model.forward).bind(**given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _guess(model: nn.Module) -> ModelInput:
    needed = _needed_inputs(model)
    if not needed:
        return ModelInput((), {})
    codes = guess_codes(model)
    if not codes:
        raise InputError(
            f"{type(model).__name__}.forward needs an input ({', '.join(needed)}), and nothing in "
            "the model tells its shape.",
            "Write X = torch.rand(…) at the end of the file.",
            "torch.rand(2, 20)",
        )
    codes = [codes[index % len(codes)] for index in range(len(needed))]
    code = codes[0] if len(codes) == 1 else f"({', '.join(codes)})"
    return ModelInput(tuple(eval(part, {"torch": torch}) for part in codes), {}, code)


def _needed_inputs(model: nn.Module) -> list[str]:
    try:
        parameters = inspect.signature(model.forward).parameters.values()
    except (TypeError, ValueError):
        return ["input"]
    positional = [
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    variable = [p.name for p in parameters if p.kind is p.VAR_POSITIONAL]
    return positional or variable[:1]


def guess_codes(model: nn.Module) -> list[str]:
    """Code of an input for the first module that shapes one; two for a bilinear one."""
    for module in model.modules():
        for kinds, codes_of in _GUESSES:
            if isinstance(module, kinds):
                return codes_of(module)
    return []


def _image(module: Any) -> list[str]:
    dimensions = next(d for d in (1, 2, 3) if f"{d}d" in type(module).__name__)
    channels = getattr(module, "in_channels", None) or getattr(module, "num_features", None) or 3
    return [f"torch.rand(2, {channels}{', 32' * dimensions})"]


_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d,
                 nn.ConvTranspose3d)  # fmt: skip

_GUESSES: tuple[tuple[type | tuple[type, ...], Callable[[Any], list[str]]], ...] = (
    (_CONVOLUTIONS, _image),
    ((nn.LazyBatchNorm1d,), lambda m: ["torch.rand(2, 20)"]),
    ((nn.BatchNorm1d,), lambda m: [f"torch.rand(2, {m.num_features})"]),
    ((nn.modules.batchnorm._BatchNorm,), _image),
    ((LazyModuleMixin,), lambda m: ["torch.rand(2, 20)"]),
    ((nn.Linear,), lambda m: [f"torch.rand(2, {m.in_features})"]),
    (
        (nn.Bilinear,),
        lambda m: [f"torch.rand(2, {m.in1_features})", f"torch.rand(2, {m.in2_features})"],
    ),
    (
        (nn.Embedding, nn.EmbeddingBag),
        lambda m: [f"torch.randint(0, {m.num_embeddings}, (2, 8))"],
    ),
    ((nn.RNNBase,), lambda m: [f"torch.rand(2, 8, {m.input_size})"]),
    ((nn.RNNCellBase,), lambda m: [f"torch.rand(2, {m.input_size})"]),
    ((nn.MultiheadAttention,), lambda m: [f"torch.rand(2, 8, {m.embed_dim})"]),
    ((nn.LayerNorm,), lambda m: [f"torch.rand(2, {', '.join(map(str, m.normalized_shape))})"]),
    ((nn.GroupNorm,), lambda m: [f"torch.rand(2, {m.num_channels}, 32, 32)"]),
)


def to_device(given: ModelInput, device: str) -> ModelInput:
    """The input with its tensors on the device."""
    if device == "cpu":
        return given
    args, kwargs = tree_map_only(Tensor, lambda t: t.to(device), (given.args, dict(given.kwargs)))
    return given._replace(args=args, kwargs=kwargs)
