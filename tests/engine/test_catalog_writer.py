"""The shipped catalog against the installed torch, and every module tried as it is dropped."""

import inspect
import warnings
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry, Parameter
from inspector.catalog.plain import foreign_code
from inspector.catalog.starting import starting_arguments
from inspector.engine.catalog_names import plain_names
from inspector.engine.catalog_text import argument_texts, first_sentence, plain, signatures
from inspector.engine.catalog_writer import module_classes, write
from inspector.resource_files import resource

MODULES = [each for each in catalog().entries if each.kind == "module"]
FUNCTIONS = [each for each in catalog().entries if each.kind == "function"]
SAME_TORCH = torch.__version__.partition("+")[0] == catalog().torch


def by_name(entry: Entry) -> str:
    return entry.call


@pytest.fixture(autouse=True)
def fixed_seed_and_deprecated_modules() -> Iterator[None]:
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*deprecated.*", FutureWarning)
        yield


@pytest.mark.skipif(not SAME_TORCH, reason="the catalog was written from another torch")
def test_the_shipped_files_are_what_the_writer_writes_for_this_torch(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("catalog.json", "plain_names.json"):
        shipped = msgspec.json.decode(resource(name).read_bytes())
        assert msgspec.json.decode((tmp_path / name).read_bytes()) == shipped, (
            f"{name} is out of date; run python -m inspector.engine.catalog_writer"
        )


@pytest.mark.skipif(not SAME_TORCH, reason="the catalog was written from another torch")
def test_no_module_class_of_torch_nn_is_missing() -> None:
    assert {each.name for each in MODULES} == {each.__name__ for each in module_classes()}
    assert len(MODULES) >= 160


HIDDEN = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
"""Modules whose signature is ``(*args, **kwargs)``; their base class tells what they take."""


def real_parameters(name: str) -> dict[str, inspect.Parameter]:
    """What the constructor takes after `inspect`, without private parameters."""
    module_class = getattr(nn, name)
    if module_class.__init__ is nn.Module.__init__:
        return {}
    parameters = inspect.signature(module_class).parameters
    kept = {n: each for n, each in parameters.items() if not n.startswith("_")}
    return {n: each for n, each in kept.items() if each.kind is not each.VAR_KEYWORD}


@pytest.mark.parametrize(
    "entry", [each for each in MODULES if each.name not in HIDDEN], ids=by_name
)
def test_the_parameters_are_those_of_the_constructor(entry: Entry) -> None:
    real = real_parameters(entry.name)
    assert [each.name for each in entry.parameters] == list(real)
    for each in entry.parameters:
        other = real[each.name]
        assert each.required == (
            other.default is other.empty and other.kind is not other.VAR_POSITIONAL
        )
        assert (each.kind == "keyword") == (other.kind is other.KEYWORD_ONLY)
        assert (each.kind == "var") == (other.kind is other.VAR_POSITIONAL)
        if other.default is not other.empty:
            assert each.default is not None
            assert eval(each.default, {"F": F}) == other.default


@pytest.mark.parametrize("name", HIDDEN)
def test_the_parameters_of_recurrent_modules_are_those_of_their_base(name: str) -> None:
    entry = catalog().find(f"nn.{name}")
    assert entry is not None
    base = real_parameters("RNNBase")
    own = {"nonlinearity": "tanh"} if name == "RNN" else {}
    assert {each.name for each in entry.parameters} <= {*base, *own}
    for each in entry.parameters:
        expected = own.get(each.name) or base[each.name].default
        if each.required:
            assert expected is inspect.Parameter.empty
        else:
            assert eval(each.default or "") == expected
    given = {each.name: eval(each.default or "4") for each in entry.parameters}
    assert isinstance(getattr(nn, name)(**given), nn.Module)


def has_signature(entry: Entry) -> bool:
    try:
        parameters = inspect.signature(function_of(entry)).parameters.values()
    except ValueError:
        return False
    return all(each.kind is not each.VAR_KEYWORD for each in parameters) and [
        each.name for each in parameters
    ] != ["args"]


def function_of(entry: Entry) -> object:
    return eval(entry.call, {"torch": torch, "F": F})


@pytest.mark.parametrize("entry", list(filter(has_signature, FUNCTIONS)), ids=by_name)
def test_the_parameters_of_a_function_are_those_of_its_signature(entry: Entry) -> None:
    real = inspect.signature(function_of(entry)).parameters  # type: ignore[arg-type]
    kept = {n: each for n, each in real.items() if not n.startswith("_") and n != "out"}
    assert [each.name for each in entry.parameters] == list(kept)
    for each in entry.parameters:
        assert each.required == (kept[each.name].default is inspect.Parameter.empty)


def test_functions_written_in_c_are_known_by_their_documentation() -> None:
    shown = {
        each.call: ", ".join(map(as_written, each.parameters))
        for each in FUNCTIONS
        if each.call in ("torch.flatten", "torch.cat", "torch.mean", "F.gelu", "torch.where")
    }
    assert shown == {
        "torch.flatten": "input, start_dim=0, end_dim=-1",
        "torch.cat": "tensors, dim=0",
        "torch.mean": "input, dim=None, keepdim=False, *, dtype=None",
        "F.gelu": 'input, approximate="none"',
        "torch.where": "condition, input=None, other=None",
    }


def as_written(parameter: Parameter) -> str:
    star = "*, " if parameter.kind == "keyword" else ""
    return star + (
        parameter.name if parameter.required else f"{parameter.name}={parameter.default}"
    )


def made(entry: Entry, shape: tuple[int, ...] | None) -> nn.Module:
    text = f"nn.{entry.name}({starting_arguments(entry, shape)})"
    assert foreign_code(f"from torch import nn\nx = {text}") == () or entry.name in NOT_PLAIN
    module = eval(text, {"nn": nn})
    assert isinstance(module, nn.Module)
    return module


NOT_PLAIN = ("Container", "DataParallel", "NLLLoss2d", "SyncBatchNorm")


@pytest.mark.parametrize("entry", MODULES, ids=by_name)
def test_every_module_constructs_as_it_is_dropped(entry: Entry) -> None:
    made(entry, None)
    made(entry, (2, 20))
    made(entry, fitting_shape(entry))


def fitting_shape(entry: Entry) -> tuple[int, ...]:
    name = entry.name
    if "1d" in name:
        return (2, 8, 12)
    if "3d" in name:
        return (2, 8, 6, 6, 6)
    if "2d" in name or name in ("PixelShuffle", "PixelUnshuffle", "ChannelShuffle", "Unfold"):
        return (2, 8, 12, 12)
    if name in ("Fold", "GroupNorm", "LocalResponseNorm", "Upsample"):
        return (2, 8, 12)
    return (2, 20)


RUNNABLE = [
    each
    for each in MODULES
    if len(each.inputs) == 1 and each.name not in ("DataParallel", "SyncBatchNorm")
]


@pytest.mark.parametrize("entry", RUNNABLE, ids=by_name)
def test_a_module_with_one_input_runs_at_once(entry: Entry) -> None:
    shape = fitting_shape(entry)
    module = made(entry, shape)
    X = torch.randint(9, shape) if entry.group == "Sparse Layers" else torch.rand(shape)
    if entry.name == "Sequential":
        module.append(nn.ReLU())  # type: ignore[operator]
    output = module(X)
    first = output[0] if isinstance(output, tuple) else output
    assert first.isfinite().all()


@pytest.mark.parametrize(
    "name", ["Linear", "LayerNorm", "BatchNorm1d", "LSTM", "TransformerEncoder"]
)
def test_what_is_dropped_into_a_chain_keeps_the_chain_running(name: str) -> None:
    entry = catalog().find(f"nn.{name}")
    assert entry is not None
    output = made(entry, (2, 20))(torch.rand(2, 20))
    first = output[0] if isinstance(output, tuple) else output
    assert first.shape == (2, 20)


NEEDS_IMAGES = ("F.max_pool2d", "F.avg_pool2d", "F.adaptive_avg_pool2d", "F.interpolate")


@pytest.mark.parametrize("entry", FUNCTIONS, ids=by_name)
def test_a_function_runs_at_once_as_it_is_dropped(entry: Entry) -> None:
    shape = (2, 8, 12, 12) if entry.call in NEEDS_IMAGES else (2, 20)
    shape = (2, 4, 20) if entry.call == "torch.bmm" else shape
    code = entry.template.replace("{x}", "X")
    scope = {"torch": torch, "F": F, "X": torch.rand(shape), "self": nn.Identity()}
    assert isinstance(eval(code, scope), torch.Tensor)
    imports = "import torch\nfrom torch.nn import functional as F\n"
    assert foreign_code(f"{imports}def forward(self, X):\n    return {code}") == ()


@pytest.mark.parametrize(
    "name", ["load", "save", "from_file", "hub", "ops", "compile", "jit", "utils", "frombuffer"]
)
def test_names_that_reach_out_are_never_on_the_list(name: str) -> None:
    names = plain_names(catalog())
    assert name not in names.modules["torch"]
    assert name not in names.attributes


def test_no_name_on_the_list_is_private_or_a_module_of_its_own_kind() -> None:
    names = plain_names(catalog())
    every = [
        *names.attributes,
        *names.builtins,
        *(n for each in names.modules.values() for n in each),
    ]
    assert not [name for name in every if name.startswith("_")]
    for module, allowed in names.modules.items():
        for name in allowed if module.startswith("torch") else ():
            value = eval(f"{module}.{name}", {"torch": torch})
            assert not inspect.ismodule(value) or f"{module}.{name}" in names.modules


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Applies :class:`~torch.nn.ReLU` to ``x``.", "Applies ReLU to x."),
        (r"of size :math:`H_{\text{out}} \times W`", "of size H_out × W"),
        (r"computes :math:`\frac{1}{2}` of it", "computes of it"),
        ("see `the paper <https://x.y/z>`__ , by *them*", "see the paper, by them"),
        ("a (N, ..., C) shape", "a (N, ..., C) shape"),
    ],
)
def test_markup_is_taken_out_of_docstrings(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_the_first_sentence_is_behind_signatures_and_notes() -> None:
    docstring = """
    cat(tensors, dim=0) -> Tensor

    .. note::
        Never mind.

        Nor this.

    Joins tensors, i.e. puts them
    together. They must fit.
    """
    assert first_sentence(docstring) == "Joins tensors, i.e. puts them together."


def test_arguments_are_described_without_their_defaults() -> None:
    docstring = """Something.

    Args:
        p (float, optional): probability of an element
            to be zeroed. Default: 0.5
        a, b (int): sizes, must be > 0

    Shape:
        - Input: anything
    """
    assert argument_texts(docstring) == {
        "p": ("float, optional", "Probability of an element to be zeroed"),
        "a": ("int", "Sizes, must be > 0"),
        "b": ("int", "Sizes, must be > 0"),
    }


def test_all_signatures_in_a_docstring_are_found() -> None:
    docstring = """
    mean(input, *, dtype=None) -> Tensor

    .. function:: mean(input, dim, keepdim=False,
        *, out=None) -> Tensor
    """
    found = signatures(docstring, "mean")
    assert [[each.arg for each in arguments.args] for arguments in found] == [
        ["input"],
        ["input", "dim", "keepdim"],
    ]
