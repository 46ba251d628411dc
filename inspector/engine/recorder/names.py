"""What a torch function is called in a report, and which ones only look at a tensor."""

from collections.abc import Callable

import torch

_ONLY_LOOKING = """
    size dim ndimension numel nelement stride is_contiguous element_size is_floating_point
    is_complex is_signed is_inference is_pinned is_set_to is_same_size is_conj is_neg get_device
    data_ptr storage_offset untyped_storage storage _set_grad_enabled set_grad_enabled __len__
    __repr__ __format__ __hash__ __dir__ register_hook register_post_accumulate_grad_hook
    retain_grad has_names result_type can_cast promote_types is_tensor is_storage __reduce_ex__
    __deepcopy__ dense_dim sparse_dim _is_view _lazy_clone _autocast_dtype is_autocast_enabled
    get_autocast_dtype requires_grad_ _record_function_enter_new _record_function_exit
    _record_function_enter unsafe_get_default_device get_default_device set_default_device
    __contains__ manual_seed device
"""
METADATA = frozenset(_ONLY_LOOKING.split())
"""Functions that neither read nor make the numbers of a tensor; no op is recorded for them."""

_TENSOR_PROPERTIES = frozenset(("T", "mT", "H", "mH", "data", "real", "imag"))
_PROPERTY_GETTER = type(torch.Tensor.shape.__get__)  # type: ignore[attr-defined]
_IN_PLACE_OPERATORS = frozenset(
    f"__i{name}__"
    for name in (
        *("add", "sub", "mul", "matmul", "truediv", "floordiv", "div", "mod", "pow"),
        *("and", "or", "xor", "lshift", "rshift"),
    )
)

_names: dict[object, str] = {}


def op_name(function: Callable[..., object]) -> str:
    """The function's name without underscores, such as ``rsub``; "" for one that only looks.

    In-place operators end in ``_`` as torch's in-place methods do.
    """
    name = _names.get(function)
    if name is None:
        name = _names[function] = _find_name(function)
    return name


def _find_name(function: Callable[..., object]) -> str:
    if isinstance(function, _PROPERTY_GETTER):
        prop = function.__self__.__name__
        if prop not in _TENSOR_PROPERTIES:
            return ""
        return prop if function.__name__ == "__get__" else f"set_{prop}"
    name = (getattr(function, "__name__", None) or str(function)).partition(".")[0]
    if name in METADATA:  # without the overload, as in ``add.Tensor``
        return ""
    if name in _IN_PLACE_OPERATORS:
        return name.strip("_")[1:] + "_"
    return name.strip("_") if name.startswith("__") else name
