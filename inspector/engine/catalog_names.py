"""The names of torch, Python and math that touch no file, no code and no memory.

Names of torch are taken one by one from what is installed, less what is listed here; a new name
of a later torch is refused until the file is written again and the difference has been read.
"""

import collections.abc
import math
import types
from collections.abc import Iterable, Iterator

import torch
from torch import nn

from inspector.catalog.catalog import Catalog
from inspector.catalog.plain_names import PlainNames
from inspector.catalog.starting import starting_arguments

_TORCH = """
    nn linalg fft special cuda
    Tensor Size Generator device dtype layout memory_format finfo iinfo
    no_grad enable_grad inference_mode set_grad_enabled is_tensor manual_seed
    pi e inf nan newaxis
    strided sparse_coo sparse_csr
    channels_last channels_last_3d contiguous_format preserve_format
    atleast_1d atleast_2d atleast_3d block_diag broadcast_shapes broadcast_tensors cartesian_prod
    cdist chain_matmul einsum meshgrid norm pca_lowrank split stft svd_lowrank tensordot unique
    unique_consecutive unravel_index
"""
"""What is not a function of C++; those are added by introspection."""

_NOT_OF_TORCH = """
    from_file from_numpy frombuffer from_dlpack to_dlpack asarray as_strided as_strided_
    as_strided_copy as_strided_scatter empty_strided empty_permuted fork wait import_ir_module
    import_ir_module_from_buffer parse_ir parse_schema parse_type_comment
    merge_type_from_type_comment unify_type_list autocast_decrement_nesting
    autocast_increment_nesting clear_autocast_cache init_num_threads get_num_threads
    get_num_interop_threads resize_as_ resize_as_sparse_ slice_inverse sym_constrain_range
    sym_constrain_range_for_size hash_tensor alias_copy segment_reduce convolution
    fused_moving_avg_obs_fake_quant choose_qparams_optimized embedding_renorm_ range
"""
_NOT_OF_TORCH_BEGINNING = (
    "batch_norm_",
    "cudnn_",
    "fake_quantize_",
    "fbgemm_",
    "get_autocast_",
    "is_anomaly_",
    "is_autocast_",
    "is_vulkan_",
    "miopen_",
    "mkldnn_",
    "native_",
    "q_",
    "quantize_",
    "quantized_",
    "set_",
    "unsafe_",
)
"""Kernels of single back ends, which check little, and switches of the whole process."""

_NOT_OF_FUNCTIONAL = """
    assert_int_or_pair boolean_dispatch handle_torch_function has_torch_function
    has_torch_function_unary has_torch_function_variadic grouped_mm scaled_grouped_mm scaled_mm
"""
_NOT_OF_NN = "Container DataParallel NLLLoss2d SyncBatchNorm"
_NN = "functional init Parameter Buffer UninitializedParameter UninitializedBuffer"
_NOT_OF_OBJECTS = """
    apply_ map_ map2_ numpy data_ptr const_data_ptr storage untyped_storage storage_type set_
    as_subclass share_memory_ share_memory is_shared is_set_to new resize resize_ resize_as
    resize_as_ resize_as_sparse_ sparse_resize_ sparse_resize_and_clear_ as_strided as_strided_
    as_strided_scatter record_stream pin_memory grad_fn module_load reinforce volatile
    hash_tensor slice_inverse register_hook register_post_accumulate_grad_hook
    compile load_state_dict to_empty set_extra_state get_extra_state T_destination dump_patches
    call_super_init cls_to_become
    register_backward_hook register_forward_hook register_forward_pre_hook
    register_full_backward_hook register_full_backward_pre_hook
    register_load_state_dict_post_hook register_load_state_dict_pre_hook
    register_state_dict_post_hook register_state_dict_pre_hook
    encode format format_map mro
    graphsafe_get_state graphsafe_set_state clone_state get_state set_state
    unsafe_chunk unsafe_split unsafe_split_with_sizes
"""
_OBJECTS = (
    torch.Tensor,
    nn.Parameter,
    torch.Size,
    torch.Generator,
    torch.device,
    torch.dtype,
    torch.finfo,
    torch.iinfo,
    bool,
    complex,
    dict,
    float,
    frozenset,
    int,
    list,
    range,
    set,
    slice,
    str,
    tuple,
)
_BUILTINS = """
    ArithmeticError AssertionError AttributeError Ellipsis Exception IndexError KeyError LookupError
    NotImplemented NotImplementedError RuntimeError StopIteration TypeError ValueError
    ZeroDivisionError abs all any bool callable complex dict divmod enumerate filter float frozenset
    int isinstance issubclass iter len list map max min next object pow print property range repr
    reversed round set slice sorted staticmethod str sum super tuple zip
"""
_TYPING = """
    Any Callable ClassVar Dict Final FrozenSet Generic Iterable Iterator List Literal Mapping
    NamedTuple NoReturn Optional Protocol Self Sequence Set Tuple Type TypeAlias TypeVar Union
"""


def plain_names(catalog: Catalog) -> PlainNames:
    """The allow-list for the installed torch."""
    types_within_reach = [*_OBJECTS, *_module_classes(catalog), *_return_types()]
    everything = {name for each in types_within_reach for name in dir(each)}
    everything |= _kept_by_modules(catalog)
    attributes = frozenset(_allowed(everything, _NOT_OF_OBJECTS))
    return PlainNames(
        modules={name: frozenset(names) for name, names in _modules(catalog).items()},
        builtins=frozenset(_BUILTINS.split()),
        attributes=attributes,
        refused=frozenset(_allowed(everything, "")) - attributes,
    )


def _allowed(names: Iterable[str], refused: str) -> Iterator[str]:
    barred = set(refused.split())
    return (name for name in names if not name.startswith("_") and name not in barred)


def _modules(catalog: Catalog) -> dict[str, Iterable[str]]:
    """The Python modules that a plain file may import, and what it may use of them."""
    functional = _native(nn.functional) + [
        name
        for name, value in vars(nn.functional).items()
        if isinstance(value, types.FunctionType) and value.__module__ == nn.functional.__name__
    ]
    classes = [each.__name__ for each in _module_classes(catalog)]
    tensor_types = [name for name in dir(torch) if isinstance(getattr(torch, name), torch.dtype)]
    in_place = [name for name in dir(nn.init) if name[0] != "_" and name.endswith("_")]
    native = [name for name in _native(torch) if not name.startswith(_NOT_OF_TORCH_BEGINNING)]
    return {
        "torch": [*_allowed([*native, *tensor_types], _NOT_OF_TORCH), *_TORCH.split()],
        "torch.nn": [*classes, *_NN.split()],
        "torch.nn.functional": _allowed(functional, _NOT_OF_FUNCTIONAL),
        "torch.nn.init": ["calculate_gain", *in_place],
        "torch.linalg": _native(torch.linalg),
        "torch.fft": _native(torch.fft),
        "torch.special": _native(torch.special),
        "torch.cuda": ["is_available", "device_count"],
        "math": [name for name in dir(math) if not name.startswith("_")],
        "typing": _TYPING.split(),
        "collections": ["OrderedDict"],
        "collections.abc": collections.abc.__all__,
        "__future__": ["annotations"],
    }


def _native(module: types.ModuleType) -> list[str]:
    """Functions written in C++, which see tensors and numbers only."""
    public = (name for name in dir(module) if not name.startswith("_"))
    return [n for n in public if isinstance(getattr(module, n), types.BuiltinFunctionType)]


def _module_classes(catalog: Catalog) -> list[type[nn.Module]]:
    entries = [each for each in catalog.entries if each.kind == "module"]
    return [getattr(nn, name) for name in _allowed((e.name for e in entries), _NOT_OF_NN)]


def _return_types() -> list[type]:
    """The named tuples that ``max``, ``svd`` and others return."""
    found = vars(torch.return_types).values()
    return [each for each in found if isinstance(each, type) and issubclass(each, tuple)]


def _kept_by_modules(catalog: Catalog) -> set[str]:
    """What modules keep in themselves: ``weight``, ``in_features``, ``self_attn``."""
    names: set[str] = set()
    for module_class in _module_classes(catalog):
        entry = catalog.find(f"torch.nn.{module_class.__name__}")
        assert entry is not None
        module = eval(f"nn.{entry.name}({starting_arguments(entry, None)})", {"nn": nn})
        for kept in (vars(module), module._parameters, module._buffers, module._modules):
            names.update(name for name in kept if name.isidentifier())
    return names
