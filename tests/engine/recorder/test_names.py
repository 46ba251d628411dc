"""What functions are called."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from inspector.engine.recorder.names import op_name


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (torch.add, "add"),
        (torch.Tensor.__rsub__, "rsub"),
        (torch.Tensor.__iadd__, "add_"),
        (torch.Tensor.T.__get__, "T"),
        (torch.Tensor.data.__set__, "set_data"),
        (torch.ops.aten.add.Tensor, "add"),
        (torch.Tensor.shape.__get__, ""),
        (torch.Tensor.dim, ""),
        (torch.ops.profiler._record_function_exit._RecordFunction, ""),
    ],
)
def test_a_function_is_called_as_in_the_code(function: Callable[..., Any], name: str) -> None:
    assert op_name(function) == name
