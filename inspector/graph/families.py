"""Which family of color a module or a function belongs to."""

_BY_FILE = {
    "linear": "linear",
    "sparse": "linear",
    "conv": "convolution",
    "batchnorm": "normalization",
    "instancenorm": "normalization",
    "normalization": "normalization",
    "activation": "activation",
    "rnn": "sequence",
    "transformer": "sequence",
    "container": "container",
}

_FUNCTIONS = {
    "activation": """celu elu gelu glu gumbel_softmax hardshrink hardsigmoid hardswish hardtanh
        leaky_relu log_softmax logsigmoid mish prelu relu relu6 rrelu selu sigmoid silu softmax
        softmin softplus softshrink softsign tanh tanhshrink threshold""",
    "convolution": """conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d
        fold unfold""",
    "linear": "linear bilinear embedding embedding_bag",
    "normalization": """batch_norm group_norm instance_norm layer_norm local_response_norm
        normalize rms_norm""",
    "sequence": "multi_head_attention_forward scaled_dot_product_attention",
}
_BY_FUNCTION = {name: family for family, names in _FUNCTIONS.items() for name in names.split()}


def module_family(qualified_type: str, has_children: bool) -> str:
    """The family of a module class such as ``torch.nn.modules.linear.Linear``."""
    package, _, name = qualified_type.rpartition(".")
    if not package.startswith("torch.nn.modules."):
        return "container" if has_children else "function"
    if name == "MultiheadAttention":
        return "sequence"
    return _BY_FILE.get(package.rpartition(".")[2], "function")


def function_family(name: str) -> str:
    """The family of a function by its name; an in-place variant is like the other."""
    return _BY_FUNCTION.get(name.rstrip("_"), "function")
