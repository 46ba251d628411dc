"""Which explanation belongs to which function between modules."""

from collections.abc import Callable

from inspector.engine.explain.attention import explain_dot_product
from inspector.engine.explain.convolution import explain_functional
from inspector.engine.explain.einsum import explain_einsum
from inspector.engine.explain.indexing import explain_index
from inspector.engine.explain.joining import explain_join
from inspector.engine.explain.products import explain_product
from inspector.engine.explain.resampling import explain_interpolate
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.views import (
    explain_expand,
    explain_permute,
    explain_split,
    explain_view,
)
from inspector.engine.recorder.events import Event

_Rule = Callable[[Scene, Event], Explanation | None]

_RULES: dict[str, _Rule] = {
    **dict.fromkeys(
        (
            *("matmul", "rmatmul", "matmul_", "mm", "bmm", "mv", "dot", "linear"),
            *("addmm", "baddbmm", "addmv"),
        ),
        explain_product,
    ),
    **dict.fromkeys(("cat", "concat", "concatenate", "stack", "hstack", "vstack"), explain_join),
    **dict.fromkeys(("view", "reshape"), explain_view),
    **dict.fromkeys(("expand", "repeat", "tile"), explain_expand),
    "permute": explain_permute,
    **dict.fromkeys(("conv1d", "conv2d", "conv3d"), explain_functional),
    **dict.fromkeys(("split", "split_with_sizes"), explain_split),
    **dict.fromkeys(
        (
            *("getitem", "setitem", "index_select", "gather", "scatter", "scatter_", "scatter_add"),
            *("scatter_add_", "take", "take_along_dim", "index_add", "index_add_", "index_copy"),
            *("index_fill", "one_hot", "topk", "kthvalue", "select", "narrow"),
        ),
        explain_index,
    ),
    "einsum": explain_einsum,
    "interpolate": explain_interpolate,
    "scaled_dot_product_attention": explain_dot_product,
}


def explain_op(scene: Scene, event: Event) -> Explanation | None:
    """The explanation of a failed function, where a rule knows it."""
    rule = _RULES.get(scene.op(event))
    if rule is None or not (event.inputs or rule is explain_join):
        return None
    return rule(scene, event)
