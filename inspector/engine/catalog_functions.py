"""The functions that the palette offers, each as people write it in a forward."""

from dataclasses import dataclass

from inspector.catalog.entry import Family, Operands


@dataclass(frozen=True)
class Offer:
    """A function worth offering: how it is called, and how it is written when dropped."""

    call: str
    template: str
    tensors: Operands = "one"
    summary: str = ""


FUNCTIONS: dict[str, tuple[Family, tuple[Offer, ...]]] = {
    "Activation Functions": (
        "activation",
        (
            Offer("F.relu", "F.relu({x})"),
            Offer("F.gelu", "F.gelu({x})", summary="Applies the Gaussian error linear unit."),
            Offer("F.silu", "F.silu({x})"),
            Offer("torch.sigmoid", "torch.sigmoid({x})", summary="Squeezes values to 0 … 1."),
            Offer("torch.tanh", "torch.tanh({x})", summary="Squeezes values to -1 … 1."),
            Offer(
                "F.softmax",
                "F.softmax({x}, dim=-1)",
                summary="Turns values along a dimension into probabilities.",
            ),
            Offer("F.log_softmax", "F.log_softmax({x}, dim=-1)"),
            Offer("F.leaky_relu", "F.leaky_relu({x})"),
            Offer("F.elu", "F.elu({x})"),
            Offer("F.mish", "F.mish({x})"),
            Offer("F.softplus", "F.softplus({x})"),
            Offer("F.hardswish", "F.hardswish({x})"),
        ),
    ),
    "Shape Functions": (
        "function",
        (
            Offer("torch.flatten", "torch.flatten({x}, 1)", summary="Merges dimensions into one."),
            Offer("torch.reshape", "{x}.reshape({x}.shape[0], -1)"),
            Offer("torch.cat", "torch.cat(({x}, {x}), dim=-1)", "many"),
            Offer("torch.stack", "torch.stack(({x}, {x}), dim=1)", "many"),
            Offer("torch.chunk", "torch.chunk({x}, 2, dim=-1)[0]"),
            Offer("torch.split", "torch.split({x}, 10, dim=-1)[0]"),
            Offer("torch.transpose", "{x}.transpose(-2, -1)", summary="Swaps two dimensions."),
            Offer(
                "torch.permute", "torch.permute({x}, (1, 0))", summary="Reorders the dimensions."
            ),
            Offer("torch.movedim", "torch.movedim({x}, -1, 1)"),
            Offer("torch.squeeze", "{x}.squeeze(-1)", summary="Drops dimensions of size 1."),
            Offer("torch.unsqueeze", "{x}.unsqueeze(1)", summary="Inserts a dimension of size 1."),
            Offer("torch.roll", "torch.roll({x}, 1, dims=-1)"),
            Offer("torch.flip", "torch.flip({x}, dims=(-1,))"),
            Offer("torch.tile", "torch.tile({x}, (1, 2))"),
            Offer("torch.repeat_interleave", "torch.repeat_interleave({x}, 2, dim=-1)"),
        ),
    ),
    "Pointwise Functions": (
        "function",
        (
            Offer("torch.add", "{x} + 1", "two", "Adds a number or a tensor."),
            Offer("torch.sub", "{x} - 1", "two", "Subtracts a number or a tensor."),
            Offer(
                "torch.mul", "{x} * 2", "two", "Multiplies by a number or a tensor, elementwise."
            ),
            Offer("torch.div", "{x} / 2", "two", "Divides by a number or a tensor, elementwise."),
            Offer("torch.pow", "{x} ** 2", "two", "Raises each element to a power."),
            Offer("torch.neg", "-{x}", summary="Changes the sign of each element."),
            Offer("torch.abs", "{x}.abs()"),
            Offer(
                "torch.exp", "torch.exp({x})", summary="Returns the exponential of each element."
            ),
            Offer(
                "torch.log",
                "torch.log({x})",
                summary="Returns the natural logarithm of each element.",
            ),
            Offer(
                "torch.sqrt", "torch.sqrt({x})", summary="Returns the square root of each element."
            ),
            Offer(
                "torch.rsqrt",
                "torch.rsqrt({x})",
                summary="Returns 1 over the square root of each element.",
            ),
            Offer("torch.sin", "torch.sin({x})", summary="Returns the sine of each element."),
            Offer("torch.cos", "torch.cos({x})", summary="Returns the cosine of each element."),
            Offer("torch.clamp", "{x}.clamp(min=0)", summary="Limits elements to a range."),
            Offer(
                "torch.where",
                "torch.where({x} > 0, {x}, 0)",
                "two",
                "Takes each element from one of two tensors, as a condition says.",
            ),
            Offer("torch.maximum", "torch.maximum({x}, {x})", "two"),
            Offer("torch.minimum", "torch.minimum({x}, {x})", "two"),
        ),
    ),
    "Reduction Functions": (
        "function",
        (
            Offer("torch.mean", "{x}.mean(dim=-1)"),
            Offer("torch.sum", "{x}.sum(dim=-1)"),
            Offer(
                "torch.amax",
                "{x}.amax(dim=-1)",
                summary="Returns the largest value over dimensions.",
            ),
            Offer(
                "torch.amin",
                "{x}.amin(dim=-1)",
                summary="Returns the smallest value over dimensions.",
            ),
            Offer(
                "torch.argmax", "{x}.argmax(dim=-1)", summary="Returns where the largest value is."
            ),
            Offer(
                "torch.argmin", "{x}.argmin(dim=-1)", summary="Returns where the smallest value is."
            ),
            Offer("torch.std", "{x}.std(dim=-1)"),
            Offer("torch.var", "{x}.var(dim=-1)"),
            Offer(
                "torch.prod",
                "{x}.prod(dim=-1)",
                summary="Returns the product over one dimension or all.",
            ),
            Offer("torch.logsumexp", "torch.logsumexp({x}, dim=-1)"),
            Offer(
                "torch.cumsum",
                "torch.cumsum({x}, dim=-1)",
                summary="Returns the running sum along a dimension.",
            ),
            Offer(
                "torch.topk",
                "torch.topk({x}, 1, dim=-1).values",
                summary="Returns the k largest elements along a dimension.",
            ),
            Offer("torch.sort", "torch.sort({x}, dim=-1).values"),
        ),
    ),
    "Matrix Functions": (
        "function",
        (
            Offer("torch.matmul", "{x} @ {x}.mT", "two"),
            Offer(
                "torch.bmm",
                "torch.bmm({x}, {x}.mT)",
                "two",
                "Matrix product of two batches of matrices.",
            ),
            Offer("torch.einsum", 'torch.einsum("...i,...i->...", {x}, {x})', "many"),
            Offer(
                "torch.cdist",
                "torch.cdist({x}, {x})",
                "two",
                "Computes all distances between two sets of rows.",
            ),
            Offer("torch.tril", "torch.tril({x})", summary="Keeps the lower triangle of a matrix."),
            Offer("torch.triu", "torch.triu({x})", summary="Keeps the upper triangle of a matrix."),
        ),
    ),
    "Layer Functions": (
        "function",
        (
            Offer(
                "F.dropout",
                "F.dropout({x}, p=0.5, training=self.training)",
                summary="Randomly zeroes elements of the input with probability p.",
            ),
            Offer("F.layer_norm", "F.layer_norm({x}, {x}.shape[-1:])"),
            Offer(
                "F.normalize",
                "F.normalize({x}, dim=-1)",
                summary="Scales vectors along a dimension to norm 1.",
            ),
            Offer("F.max_pool2d", "F.max_pool2d({x}, 2)"),
            Offer("F.avg_pool2d", "F.avg_pool2d({x}, 2)"),
            Offer("F.adaptive_avg_pool2d", "F.adaptive_avg_pool2d({x}, 1)"),
            Offer(
                "F.interpolate",
                "F.interpolate({x}, scale_factor=2)",
                summary="Resizes a sequence, an image or a volume.",
            ),
            Offer("F.pad", "F.pad({x}, (1, 1))", summary="Adds elements at the borders."),
            Offer(
                "F.one_hot",
                "F.one_hot({x}.long(), num_classes=10)",
                summary="Turns class indices into vectors of 0 and 1.",
            ),
            Offer(
                "F.scaled_dot_product_attention",
                "F.scaled_dot_product_attention({x}, {x}, {x})",
                "many",
                "Attention: softmax of query times keys, times values.",
            ),
            Offer("F.cosine_similarity", "F.cosine_similarity({x}, {x}, dim=-1)", "two"),
        ),
    ),
}
FUNCTION_FAMILIES: dict[str, Family] = {
    "layer_norm": "normalization",
    "normalize": "normalization",
    "scaled_dot_product_attention": "sequence",
}
"""Functions whose family is not that of their group."""
