import pytest
from pytestqt.qtbot import QtBot

from inspector.canvas.simplified import Simplified
from inspector.canvas.view import CanvasView
from inspector.graph.layout import order
from tests.graph.models import RESIDUAL
from tests.graph.notation import report

CROSSING = """
input X 2x20
net Net X -> e
  tanh() X -> a 2x20
  sigmoid() X -> b 2x20
  add() a b -> c 2x20
  mul() a b -> d 2x20
  cat() c d -> e 2x40
return e
"""
"""Of two things that are read by the same two others, two lines always cross."""


def test_a_layout_that_gave_up_says_so_as_long_as_it_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = CanvasView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    line = view.findChild(Simplified)
    view.set_report(report(CROSSING))
    assert not line.isVisible()
    monkeypatch.setattr(order, "_MOST_LINES", 1)
    view.set_report(None)
    view.set_report(report(CROSSING))
    assert line.isVisible()
    assert "left to cross" in line.text()
    view.set_report(report(RESIDUAL))
    assert not line.isVisible()
