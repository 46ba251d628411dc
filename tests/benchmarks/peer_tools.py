"""One function for each tool: look at a model's forward once, as its users do.

Each is called with the model and its inputs and returns what the tool returns. A tool that is
not installed raises ImportError.
"""

import contextlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import Tensor, nn

Look = Callable[[nn.Module, tuple[Tensor, ...]], Any]


def ours(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    from inspector.engine.api import trace

    return trace(model, *inputs)


def recording(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    """The watched forward alone, without report; for models that leave themselves unchanged."""
    from inspector.engine.calm import calm_collection
    from inspector.engine.recorder.record import record
    from inspector.engine.recorder.structure import Structure

    structure = _structures.setdefault(id(model), Structure(model))
    with calm_collection():
        return record(model, inputs, {}, structure)


_structures: dict[int, Any] = {}


def torchinfo(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    from torchinfo import summary

    return summary(model, input_data=inputs, verbose=0)


def torchview(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    from torchview import draw_graph

    return draw_graph(model, input_data=inputs, save_graph=False)


def torchlens(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    import torchlens

    return torchlens.trace(model, list(inputs))


def torchvista(model: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
    from torchvista import trace_model

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        page = Path(folder, "graph.html")
        trace_model(model, inputs, export_path=str(page))
        return page.read_text(encoding="utf-8")


TOOLS: dict[str, Look] = {
    look.__name__: look for look in (ours, recording, torchinfo, torchview, torchlens, torchvista)
}
