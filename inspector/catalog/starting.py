"""Arguments with which a module that was just dropped runs at once on what flows in."""

from collections.abc import Callable
from dataclasses import dataclass

from inspector.catalog.entry import Entry, Parameter

_FEATURES = 64
_CHANNELS = 16
_LAZY_OUT = 32
_DIVISORS = (8, 4, 2, 3, 5, 7)


@dataclass(frozen=True)
class _Incoming:
    """The sizes that the rules ask for; constants where the shape does not tell."""

    features: int
    """Size of the last dimension."""
    channels: int
    spatial: int
    """Smallest size behind the channels."""


def starting_arguments(entry: Entry, incoming_shape: tuple[int, ...] | None) -> str:
    """The text between the parentheses of the constructor, such as ``20, 20``.

    Sizes come from the shape of the activation that flows in, where it is known.
    """
    incoming = _incoming(entry, incoming_shape)
    if entry.name in _WHOLE:
        return _WHOLE[entry.name](incoming)
    given = [_argument(entry, each, incoming) for each in entry.parameters if each.required]
    chosen = [
        f"{name}={value}"
        for name, value in _CHOSEN
        if (parameter := entry.parameter(name)) is not None
        and not parameter.required
        and _applies(entry, name)
    ]
    return ", ".join([*given, *chosen])


def divisor(size: int) -> int:
    """A divisor that makes a usual number of heads or groups; 1 if there is none."""
    return next((each for each in _DIVISORS if size % each == 0), 1)


def _incoming(entry: Entry, shape: tuple[int, ...] | None) -> _Incoming:
    if not shape or 0 in shape:
        return _Incoming(_FEATURES, _CHANNELS, _FEATURES)
    at = _channel_dimension(entry.name, len(shape))
    if at is None:
        return _Incoming(shape[-1], _CHANNELS, _FEATURES)
    return _Incoming(shape[-1], shape[at], min(shape[at + 1 :], default=_FEATURES))


def _channel_dimension(name: str, rank: int) -> int | None:
    """Where the channels are: behind the batch, or first where there may be no batch."""
    count = int(name[-2]) if name[-2:] in ("1d", "2d", "3d") else None
    if count is not None and rank == count + 1 and "BatchNorm" not in name:
        return 0
    return 1 if rank > 1 else None


def _argument(entry: Entry, parameter: Parameter, incoming: _Incoming) -> str:
    name = parameter.name
    if name == "kernel_size":
        value = "3" if _is_convolution(entry) else str(min(2, incoming.spatial))
    else:
        value = _VALUES[name](incoming) if name in _VALUES else "1"
    if name in ("out_features", "out_channels") and entry.name.startswith("Lazy"):
        value = str(_LAZY_OUT)
    if name in _SPELLED_OUT and (name != "kernel_size" or _is_convolution(entry)):
        return f"{name}={value}"
    return value


def _applies(entry: Entry, name: str) -> bool:
    return name != "padding" or _is_convolution(entry)


def _is_convolution(entry: Entry) -> bool:
    return entry.family == "convolution" or entry.name == "Unfold"


def _features(incoming: _Incoming) -> str:
    return str(incoming.features)


def _channels(incoming: _Incoming) -> str:
    return str(incoming.channels)


_VALUES: dict[str, Callable[[_Incoming], str]] = {
    "in_features": _features,
    "in1_features": _features,
    "in2_features": _features,
    "out_features": _features,
    "input_size": _features,
    "hidden_size": _features,
    "normalized_shape": _features,
    "embed_dim": _features,
    "d_model": _features,
    "num_heads": lambda incoming: str(divisor(incoming.features)),
    "nhead": lambda incoming: str(divisor(incoming.features)),
    "num_features": _channels,
    "num_channels": _channels,
    "in_channels": _channels,
    "out_channels": lambda incoming: str(max(_CHANNELS, incoming.channels)),
    "num_groups": lambda incoming: str(divisor(incoming.channels)),
    "groups": lambda incoming: str(divisor(incoming.channels)),
    "num_embeddings": lambda _: "1000",
    "embedding_dim": lambda _: str(_FEATURES),
    "norm_type": lambda _: "2",
    "size": lambda _: "5",
    "bias": lambda _: "True",
    "value": lambda _: "0.0",
    "threshold": lambda _: "0.0",
    "n_classes": lambda _: "1000",
    "num_classes": lambda _: "10",
    "cutoffs": lambda _: "[10, 100]",
    "mode": lambda _: '"LSTM"',
    "module": lambda _: "nn.Identity()",
}
"""What to write for a required parameter, by its name."""

_CHOSEN = (
    ("padding", "1"),
    ("batch_first", "True"),
    ("dim", "-1"),
    ("scale_factor", "2"),
    ("output_ratio", "0.5"),
)
"""Optional parameters that make the module fit the usual input, or are needed after all."""

_SPELLED_OUT = {"kernel_size", "d_model", "nhead"}
"""Required parameters that are written by name."""

_KEPT_AS_THEY_ARE = ("CosineSimilarity", "GLU")
"""Modules whose ``dim`` has a default that suits."""


def _transformer(incoming: _Incoming) -> str:
    heads = divisor(incoming.features)
    return f"d_model={incoming.features}, nhead={heads}, batch_first=True"


def _stack(layer: str) -> Callable[[_Incoming], str]:
    return lambda incoming: f"nn.{layer}({_transformer(incoming)}), num_layers=2"


def _unflattened(incoming: _Incoming) -> str:
    first = divisor(incoming.features)
    return f"-1, ({first}, {incoming.features // first})"


_WHOLE: dict[str, Callable[[_Incoming], str]] = {
    "Transformer": _transformer,
    "TransformerEncoder": _stack("TransformerEncoderLayer"),
    "TransformerDecoder": _stack("TransformerDecoderLayer"),
    "Unflatten": _unflattened,
    "Fold": lambda incoming: f"(1, {incoming.features}), kernel_size=1",
    "PixelShuffle": lambda incoming: "2" if incoming.channels % 4 == 0 else "1",
    "PixelUnshuffle": lambda incoming: "2" if incoming.features % 2 == 0 else "1",
    **dict.fromkeys(_KEPT_AS_THEY_ARE, lambda _: ""),
}
"""Modules whose arguments do not follow the rules."""
