import pytest
from torch import nn

from inspector.engine.assemble.modules import arguments_of


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        (nn.Dropout(0.1), "p=0.1, inplace=False"),
        (nn.LSTM(8, 4, batch_first=True), "8, 4, batch_first=True"),
        (nn.MultiheadAttention(8, 2), "8, 2"),
        (
            nn.MultiheadAttention(8, 2, dropout=0.1, kdim=6, vdim=4, batch_first=True),
            "8, 2, dropout=0.1, kdim=6, vdim=4, batch_first=True",
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_attention_says_its_arguments_as_recurrent_modules_do(
    module: nn.Module, arguments: str
) -> None:
    assert arguments_of(module) == arguments
