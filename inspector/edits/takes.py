"""What the calls of a forward must be given, and what they can be given beside."""

from dataclasses import dataclass

from inspector.catalog.catalog import catalog
from inspector.outline.classes import (
    Parameter,
    classes,
    inherited_method,
    members,
    method,
    parameters,
)
from inspector.outline.document import imported_names, qualified
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Class, Function

_DECODER = ("tgt_mask", "memory_mask", "tgt_key_padding_mask", "memory_key_padding_mask")
_OPTIONAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("RNN", "GRU", "LSTM", "RNNCell", "GRUCell", "LSTMCell"), ("hx",)),
    "MultiheadAttention": ("key_padding_mask", "attn_mask"),
    "TransformerEncoderLayer": ("src_mask", "src_key_padding_mask"),
    "TransformerEncoder": ("mask", "src_key_padding_mask"),
    "TransformerDecoderLayer": _DECODER,
    "TransformerDecoder": _DECODER,
    "Transformer": ("src_mask", "tgt_mask", "memory_mask"),
    "scaled_dot_product_attention": ("attn_mask",),
    "layer_norm": ("weight", "bias"),
}
"""What the forwards of torch can take beside, by the class or function: a tensor each, or two."""


@dataclass(frozen=True)
class Takes:
    """The inputs of a call, by name and in order."""

    required: tuple[str, ...]
    optional: tuple[str, ...]


def takes(index: Index, call: Call) -> Takes | None:
    """What a call in a forward takes; None if that is not known without running it."""
    own = _own_function(index, call)
    if own is not None:
        return _of_own(parameters(own))
    made = _constructor(index, call)
    name = qualified(made.name if made is not None else call.name, imported_names(index.outline))
    entry = catalog().find(name)
    if entry is None:
        return None
    needed = entry.inputs or tuple(each.name for each in entry.parameters if each.required)
    return Takes(needed, _OPTIONAL.get(entry.name, ()))


def _of_own(found: tuple[Parameter, ...]) -> Takes:
    required = tuple(each.name for each in found if each.required)
    return Takes(required, tuple(each.name for each in found if each.default is not None))


def _own_function(index: Index, call: Call) -> Function | None:
    """The function of the file that a call runs."""
    known = classes(index.outline)
    made = _constructor(index, call)
    if made is not None:
        owner = known.get(made.name)
        return inherited_method(owner, "forward", known) if owner is not None else None
    around, name = index.around(call, Class), call.name.removeprefix("self.")
    return method(around, name) if around is not None and name != call.name else None


def _constructor(index: Index, call: Call) -> Call | None:
    """What made the module that a call runs: ``nn.LSTM(8, 8)`` for ``self.lstm(X)``."""
    around, name = index.around(call, Class), call.name.removeprefix("self.")
    if around is None or name == call.name:
        return None
    made = members(around).get(name)
    return made if isinstance(made, Call) else None
