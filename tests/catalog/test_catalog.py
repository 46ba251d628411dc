import subprocess
import sys
import time

import msgspec

from inspector.catalog.catalog import Contents, catalog
from inspector.resource_files import resource


def test_a_module_is_found_by_every_name_it_goes_by() -> None:
    names = ["Linear", "nn.Linear", "torch.nn.Linear", "torch.nn.modules.linear.Linear"]
    entries = {catalog().find(name) for name in names}
    assert [each.call for each in entries if each] == ["nn.Linear"]
    assert catalog().find("Liner") is None


def test_modules_and_functions_of_almost_one_name_are_kept_apart() -> None:
    relu, module = catalog().find("relu"), catalog().find("ReLU")
    assert relu is not None
    assert module is not None
    assert (relu.kind, relu.call, relu.template) == ("function", "F.relu", "F.relu({x})")
    assert (module.kind, module.call, module.inputs) == ("module", "nn.ReLU", ("input",))


def test_the_palette_has_the_groups_of_the_documentation() -> None:
    groups = catalog().groups()
    assert list(groups) == [
        "Containers",
        "Linear Layers",
        "Convolution Layers",
        "Pooling Layers",
        "Non-linear Activations (weighted sum, nonlinearity)",
        "Non-linear Activations (other)",
        "Normalization Layers",
        "Recurrent Layers",
        "Transformer Layers",
        "Dropout Layers",
        "Sparse Layers",
        "Utilities",
        "Padding Layers",
        "Vision Layers",
        "Shuffle Layers",
        "Distance Functions",
        "Loss Functions",
        "DataParallel Layers",
        "Activation Functions",
        "Shape Functions",
        "Pointwise Functions",
        "Reduction Functions",
        "Matrix Functions",
        "Layer Functions",
    ]
    assert [each.name for each in groups["Linear Layers"]] == [
        "Linear",
        "LazyLinear",
        "Identity",
        "Bilinear",
    ]
    assert groups["Containers"][0].name == "Sequential"


def test_every_entry_reads_well_in_one_line() -> None:
    for entry in catalog().entries:
        assert entry.summary.endswith("."), entry
        assert 10 < len(entry.summary) <= 100, entry
        words = [entry.summary, *(each.description for each in entry.parameters)]
        assert not [text for text in words for mark in ("`", ":math", "\\", "\n") if mark in text]


def test_every_module_class_has_a_family() -> None:
    families = {
        "torch.nn.modules.linear.LazyLinear": "linear",
        "torch.nn.modules.conv.Conv2d": "convolution",
        "torch.nn.modules.batchnorm.BatchNorm1d": "normalization",
        "torch.nn.modules.activation.GELU": "activation",
        "torch.nn.modules.activation.MultiheadAttention": "sequence",
        "torch.nn.modules.rnn.GRU": "sequence",
        "torch.nn.modules.container.Sequential": "container",
        "torch.nn.modules.dropout.Dropout": "function",
        "__main__.MyBlock": "function",
    }
    assert {name: catalog().family_of(name) for name in families} == families


def test_the_parameters_of_a_constructor_are_known() -> None:
    entry = catalog().find("nn.Conv2d")
    assert entry is not None
    shown = [(each.name, each.default, each.type) for each in entry.parameters[:4]]
    assert shown == [
        ("in_channels", None, "int"),
        ("out_channels", None, "int"),
        ("kernel_size", None, "tuple"),
        ("stride", "1", "tuple"),
    ]
    mode = entry.parameter("padding_mode")
    assert mode is not None
    assert mode.choices == ('"zeros"', '"reflect"', '"replicate"', '"circular"')
    assert mode.default == '"zeros"'
    padding = entry.parameter("padding")
    assert padding is not None
    assert padding.description == "Padding added to all four sides of the input"


def test_recurrent_modules_have_the_parameters_that_their_signature_hides() -> None:
    entry = catalog().find("LSTM")
    assert entry is not None
    assert [each.name for each in entry.parameters if each.required] == [
        "input_size",
        "hidden_size",
    ]
    batch_first = entry.parameter("batch_first")
    assert batch_first is not None
    assert (batch_first.type, batch_first.default) == ("bool", "False")


def test_the_catalog_loads_quickly_and_without_torch() -> None:
    data = resource("catalog.json").read_bytes()
    start = time.perf_counter()
    msgspec.json.decode(data, type=Contents)
    assert time.perf_counter() - start < 0.1
    code = """
import sys
from inspector.catalog.catalog import catalog
from inspector.catalog.plain import foreign_code
catalog().search("conv"), foreign_code("x = 1")
print("torch" in sys.modules, "PySide6" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
