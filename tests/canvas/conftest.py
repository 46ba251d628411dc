"""A view of the canvas as the window shows it, without the time that motion takes."""

import pytest
from pytestqt.qtbot import QtBot

from inspector.canvas.view import CanvasView
from tests.graph.models import CHIMERA
from tests.graph.notation import report


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    view.animated = False
    view.resize(700, 900)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def chimera(view: CanvasView) -> CanvasView:
    view.set_report(report(CHIMERA))
    return view
