from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.panels.inspector_line import SpeakingLine


def test_a_remark_in_a_form_is_as_high_as_its_lines_need(qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    line = SpeakingLine()
    line.hold(QLineEdit())
    QFormLayout(form).addRow("repeats", line)
    form.resize(180, 300)
    with qtbot.waitExposed(form):
        form.show()
    line.show_remark("range(depth)\nthe default of depth in GPT, which stands in line 42")
    (message,) = line.findChildren(QLabel)
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()) > 0)
    assert message.height() > 2 * message.fontMetrics().height()  # it is broken into more lines
