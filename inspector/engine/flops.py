"""Floating-point operations by formula, from the shapes that went in and out.

A multiply-add counts two, as in torch.utils.flop_counter; biases and elementwise functions are
not counted. What only moves or compares data counts 0; what no formula is known for is None.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from torch import nn

Shape = tuple[int, ...]
Shapes = Sequence[Shape]
_GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}
_CELL_GATES: dict[type, int] = {nn.LSTMCell: 4, nn.GRUCell: 3, nn.RNNCell: 1}
_MOVING_MODULES = """
    ReLU ReLU6 Threshold Identity Flatten Unflatten Dropout Dropout1d Dropout2d Dropout3d
    MaxPool1d MaxPool2d MaxPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d
    MaxUnpool1d MaxUnpool2d MaxUnpool3d FractionalMaxPool2d FractionalMaxPool3d Embedding
    PixelShuffle PixelUnshuffle ChannelShuffle Fold Unfold Hardtanh UpsamplingNearest2d
    ZeroPad1d ZeroPad2d ZeroPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d
    ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d
"""
_MOVING_OPS = """
    T mT H mH data real imag relu relu_ relu6 threshold hardtanh dropout flatten unflatten view
    view_as reshape reshape_as transpose transpose_ swapaxes swapdims permute movedim moveaxis t
    squeeze squeeze_ unsqueeze unsqueeze_ expand expand_as repeat repeat_interleave tile cat concat
    concatenate stack hstack vstack dstack split chunk unbind tensor_split narrow select getitem
    setitem gather scatter scatter_ index_select masked_select masked_fill masked_fill_ where take
    roll flip rot90 pad contiguous clone detach detach_ to cpu cuda float half double bfloat16 int
    long bool type type_as copy_ fill_ zero_ zeros ones empty full zeros_like ones_like empty_like
    full_like new_zeros new_ones new_empty new_full arange tril triu tril_ triu_ diagonal max_pool1d
    max_pool2d max_pool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d embedding
    one_hot unfold fold pixel_shuffle clamp clamp_ clip amax amin max min argmax argmin maximum
    minimum sort argsort topk gt lt ge le eq ne isnan isinf isfinite any all and or xor invert
    logical_and logical_or logical_not nonzero item tolist numpy numel equal is_nonzero
"""
_MOVES_MODULE, _MOVES_OP = frozenset(_MOVING_MODULES.split()), frozenset(_MOVING_OPS.split())


def module_flops(module: nn.Module, inputs: Shapes, outputs: Shapes) -> int | None:
    """What one call of a leaf module costs; None if no formula is known."""
    if not inputs or not outputs:
        return None
    kind = type(module)
    formula = _MODULES.get(kind)
    if formula is None:
        if kind.__name__ in _MOVES_MODULE:
            return 0
        formula = next((_MODULES[each] for each in kind.__mro__ if each in _MODULES), None)
    return None if formula is None else formula(module, inputs, outputs)


def _linear(module: nn.Linear, inputs: Shapes, outputs: Shapes) -> int:
    return 2 * math.prod(outputs[0]) * module.in_features


def _bilinear(module: nn.Bilinear, inputs: Shapes, outputs: Shapes) -> int:
    return 2 * math.prod(outputs[0]) * module.in1_features * module.in2_features


def _convolving(module: Any, inputs: Shapes, outputs: Shapes) -> int:
    window: int = math.prod(module.kernel_size) * module.in_channels // module.groups
    return 2 * math.prod(outputs[0]) * window


def _deconvolving(module: Any, inputs: Shapes, outputs: Shapes) -> int:
    window: int = math.prod(module.kernel_size) * module.out_channels // module.groups
    return 2 * math.prod(inputs[0]) * window


def _cell(module: nn.RNNCellBase, inputs: Shapes, outputs: Shapes) -> int | None:
    gates = _CELL_GATES.get(type(module))
    sizes = module.hidden_size * (module.input_size + module.hidden_size)
    return None if gates is None else 2 * math.prod(inputs[0][:-1]) * gates * sizes


def _recurrent(module: nn.RNNBase, inputs: Shapes, outputs: Shapes) -> int | None:
    gates = _GATES.get(module.mode)
    if gates is None:
        return None
    steps = math.prod(inputs[0][:-1])
    directions = 2 if module.bidirectional else 1
    carried = module.proj_size or module.hidden_size
    total, incoming = 0, module.input_size
    for _ in range(module.num_layers):
        per_direction = gates * module.hidden_size * (incoming + carried)
        if module.proj_size:
            per_direction += module.hidden_size * module.proj_size
        total += 2 * steps * directions * per_direction
        incoming = carried * directions
    return total


def _attention(module: nn.MultiheadAttention, inputs: Shapes, outputs: Shapes) -> int | None:
    query, key, value = inputs[0], inputs[min(1, len(inputs) - 1)], inputs[min(2, len(inputs) - 1)]
    width = int(module.embed_dim)
    if len(query) == 3:
        batch_at = 0 if module.batch_first else 1
        batch, queries, keys = query[batch_at], query[1 - batch_at], key[1 - batch_at]
    else:
        batch, queries, keys = 1, query[0], key[0]
    projections = 2 * queries * width + keys * (key[-1] + value[-1])
    return 2 * batch * width * (projections + 2 * queries * keys)


_MODULES: dict[type, Callable[[Any, Shapes, Shapes], int | None]] = {
    nn.Linear: _linear,
    nn.Bilinear: _bilinear,
    **dict.fromkeys((nn.Conv1d, nn.Conv2d, nn.Conv3d), _convolving),
    **dict.fromkeys((nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d), _deconvolving),
    nn.RNNBase: _recurrent,
    nn.RNNCellBase: _cell,
    nn.MultiheadAttention: _attention,
}


def op_flops(name: str, inputs: Shapes, outputs: Shapes, arguments: Any = None) -> int | None:
    """What one function between modules costs; None if no formula is known."""
    if name in _MOVES_OP:
        return 0
    formula = _OPS.get(name)
    if formula is None or not inputs or not outputs:
        return None
    if name == "einsum":
        return _einsum(inputs, outputs, arguments)
    return formula(inputs, outputs) if len(inputs) > 1 else None


def _product(inputs: Shapes, outputs: Shapes) -> int | None:
    return 2 * math.prod(outputs[0]) * inputs[0][-1] if inputs[0] else None


def _reversed_product(inputs: Shapes, outputs: Shapes) -> int | None:
    return _product(inputs[1:], outputs)


def _added_product(inputs: Shapes, outputs: Shapes) -> int | None:
    return _product(inputs[1:], outputs) if len(inputs) > 2 else None


def _convolution(inputs: Shapes, outputs: Shapes) -> int | None:
    return 2 * math.prod(outputs[0]) * math.prod(inputs[1][1:])


def _transposed_convolution(inputs: Shapes, outputs: Shapes) -> int | None:
    return 2 * math.prod(inputs[0]) * math.prod(inputs[1][1:])


def _scaled_dot_product(inputs: Shapes, outputs: Shapes) -> int | None:
    if len(inputs) < 3:
        return None
    query, key, value = inputs[:3]
    pairs = math.prod(query[:-1]) * key[-2]
    return 2 * pairs * (query[-1] + value[-1])


def _encoder_layer(inputs: Shapes, outputs: Shapes) -> int | None:
    """torch's fused layer: all its matrices for each position, and all pairs of positions twice."""
    if len(inputs[0]) != 3:
        return None
    batch, length, width = inputs[0]
    matrices = sum(math.prod(shape) for shape in inputs[1:13] if len(shape) == 2)
    return 2 * batch * length * (matrices + 2 * length * width)


def _einsum(inputs: Shapes, outputs: Shapes, arguments: Any) -> int | None:
    """One product of two operands: every combination of all letters is one multiply-add."""
    equation = arguments[0][0] if arguments and arguments[0] else None
    if not isinstance(equation, str) or len(inputs) != 2 or "." in equation:
        return None
    letters = equation.replace(" ", "").split("->")[0].split(",")
    if [len(part) for part in letters] != [len(shape) for shape in inputs]:
        return None
    sizes = {
        letter: size
        for part, shape in zip(letters, inputs, strict=True)
        for letter, size in zip(part, shape, strict=True)
    }
    return 2 * math.prod(sizes.values())


_OPS: dict[str, Callable[[Shapes, Shapes], int | None]] = {
    **dict.fromkeys(("matmul", "matmul_", "mm", "bmm", "mv", "dot", "linear"), _product),
    "rmatmul": _reversed_product,
    **dict.fromkeys(("addmm", "baddbmm", "addmv"), _added_product),
    **dict.fromkeys(("conv1d", "conv2d", "conv3d"), _convolution),
    **dict.fromkeys(
        ("conv_transpose1d", "conv_transpose2d", "conv_transpose3d"), _transposed_convolution
    ),
    "scaled_dot_product_attention": _scaled_dot_product,
    "_transformer_encoder_layer_fwd": _encoder_layer,
    "einsum": lambda inputs, outputs: None,
}
