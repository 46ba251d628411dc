import pytest

from inspector.edits.own_arguments import constructor_of, own_arguments, signature_text
from inspector.outline.read import get


def file_with(signature: str, body: str = "pass") -> str:
    return (
        "import torch\nfrom torch import nn\nfrom typing import Callable, Optional\n"
        "class Config: pass\n"
        f"class Block(nn.Module):\n    def __init__(self{signature}):\n        {body}\n"
    )


def arguments(signature: str, incoming: tuple[int, ...] | None, body: str = "pass") -> str:
    return own_arguments(get(file_with(signature, body)), "Block", incoming)


@pytest.mark.parametrize(
    ("signature", "incoming", "expected"),
    [
        (", width", (2, 48), "48"),
        (", width, heads", (2, 7, 48), "48, 8"),
        (", dim, max_len, dropout", (2, 7, 48), "48, 7, 0.1"),
        (", channels, kernel_size, stride", (2, 12, 32, 32), "12, 3, 1"),
        (", width, reduction", (2, 12, 32, 32), "12, 4"),  # 8 is no divisor of 12, 4 is
        (", img_size, patch_size", (1, 3, 28, 28), "28, 4"),
        (", vocab_size, num_classes, num_layers", (2, 7), "1000, 10, 2"),
        (", width", None, "20"),
        (", net1, activation", (2, 8), "nn.Identity(), nn.ReLU()"),
        (", rate: float, gain: float", (2, 8), "0.1, 0.1"),
        (", flag: bool, name: str, inner: nn.Module", (2, 8), 'True, "", nn.Identity()'),
        (", mask: Optional[torch.Tensor], other: int | None", (2, 8), "None, None"),
        (", sizes: list[int], pair: tuple[int, int]", (2, 8), "[8, 8], (8, 8)"),
        (", config: Config", (2, 8), "Config()"),
        (", norm: type[nn.Module], act: Callable[..., nn.Module]", (2, 8), "nn.LayerNorm, nn.ReLU"),
        (", a=1, *, width, bias=True", (2, 8), "width=8"),
        (", *layers, **rest", (2, 8), ""),
        ("", (2, 8), ""),
    ],
)
def test_values_follow_types_names_and_what_flows_in(
    signature: str, incoming: tuple[int, ...] | None, expected: str
) -> None:
    assert arguments(signature, incoming) == expected


def test_what_the_constructor_calls_is_a_class_and_not_a_module() -> None:
    body = "self.norm = norm_layer(dim); self.act = act(); self.make = make(3)"
    given = arguments(", dim, norm_layer, act, make", (2, 8), body)
    assert given == "8, nn.LayerNorm, nn.ReLU, nn.Identity"
    assert arguments(", norm_layer", (1, 3, 8, 8), body) == "nn.BatchNorm2d"


def test_a_variable_of_the_file_of_that_name_is_what_is_meant() -> None:
    outline = get("vocabulary = 50\nX = 1\n" + file_with(", vocabulary, X"))
    assert own_arguments(outline, "Block", (2, 8)) == "vocabulary, 8"


@pytest.mark.parametrize(
    "signature",
    ["width", "width, heads=4", "width: int, *, bias: bool = True", "*layers, dim=-1, **rest"],
)
def test_the_signature_is_shown_as_it_is_written(signature: str) -> None:
    init = constructor_of(get(file_with(f", {signature}")), "Block")
    assert signature_text("Block", init) == f"Block({signature})"
