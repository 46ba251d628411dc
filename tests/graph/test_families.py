import pytest

from inspector.graph.families import function_family, module_family


@pytest.mark.parametrize(
    ("type", "family"),
    [
        ("torch.nn.modules.linear.Bilinear", "linear"),
        ("torch.nn.modules.sparse.Embedding", "linear"),
        ("torch.nn.modules.conv.ConvTranspose2d", "convolution"),
        ("torch.nn.modules.batchnorm.BatchNorm1d", "normalization"),
        ("torch.nn.modules.normalization.GroupNorm", "normalization"),
        ("torch.nn.modules.activation.GELU", "activation"),
        ("torch.nn.modules.activation.MultiheadAttention", "sequence"),
        ("torch.nn.modules.rnn.LSTM", "sequence"),
        ("torch.nn.modules.transformer.TransformerEncoderLayer", "sequence"),
        ("torch.nn.modules.container.Sequential", "container"),
        ("torch.nn.modules.pooling.MaxPool2d", "function"),
    ],
)
def test_torchs_own_modules_are_told_by_the_file_they_stand_in(type: str, family: str) -> None:
    assert module_family(type, False) == family


def test_a_users_class_is_a_container_if_it_calls_something() -> None:
    assert module_family("__model__.NestMLP", True) == "container"
    assert module_family("__model__.Scale", False) == "function"


def test_a_function_has_the_family_of_its_module_in_place_or_not() -> None:
    assert [function_family(name) for name in ("relu", "relu_", "conv2d", "layer_norm", "cat")] == [
        "activation",
        "activation",
        "convolution",
        "normalization",
        "function",
    ]
