"""Which modules and functions leave sizes as they are, so that one looks for the maker before."""

from torch import nn

_KEEPING_MODULES = frozenset(
    (
        *("ReLU", "ReLU6", "GELU", "SiLU", "Mish", "Tanh", "Sigmoid", "LeakyReLU", "ELU", "SELU"),
        *("Softplus", "Hardswish", "PReLU", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d"),
        *("AlphaDropout", "Identity", "Softmax", "LogSoftmax", "BatchNorm1d", "BatchNorm2d"),
        *("BatchNorm3d", "LayerNorm", "GroupNorm", "RMSNorm", "InstanceNorm1d", "InstanceNorm2d"),
    )
)
KEEPING_OPS = frozenset(
    (
        *("relu", "relu_", "gelu", "silu", "tanh", "sigmoid", "leaky_relu", "elu", "dropout"),
        *("add", "sub", "mul", "div", "add_", "sub_", "mul_", "div_", "pow", "neg", "abs", "exp"),
        *("log", "sqrt", "rsub", "rdiv", "softmax", "log_softmax", "contiguous", "clone", "to"),
        *("float", "half", "double", "type", "detach", "layer_norm", "batch_norm", "clamp"),
        *("masked_fill", "normalize"),
    )
)


def dim_before(module: nn.Module | None, dim: int) -> int:
    """Which dimension of a module's input becomes this one of its output, counted from the end."""
    return dim + 1 if isinstance(module, nn.Embedding) and dim < -1 else dim


def keeps_size(module: nn.Module, dim: int, same_shape: bool) -> bool:
    """Whether the size along `dim`, found in the input as well, was just passed on."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        return dim < -1
    return same_shape and type(module).__name__ in _KEEPING_MODULES
