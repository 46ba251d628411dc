from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.panels.inspector_line import SpeakingLine


def test_a_remark_in_a_form_is_as_high_as_its_lines_need(qtbot: QtBot) -> None:
    pane, form = QWidget(), QWidget()
    qtbot.addWidget(pane)
    column = QVBoxLayout(pane)
    column.addWidget(form)
    column.addStretch()
    line = SpeakingLine()
    line.hold(QLineEdit())
    QFormLayout(form).addRow("repeats", line)
    pane.resize(240, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    line.show_remark("range(depth)\nthe default of depth in GPT, line 42")
    (message,) = line.findChildren(QLabel)
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()) > 0)
    assert message.height() > 2 * message.fontMetrics().height()  # it is broken into more lines
