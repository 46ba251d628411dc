"""The button of a fix: its title is shortened where the pane is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from inspector.look.icons import icon
from inspector.panels.inspector_style import tooltip
from inspector.report.model import Fix

_ICON = 16
_AROUND = 50
"""Pixels of the button beside its text: the icon, the air and the border."""
_LEAST = 90


class FixButton(QPushButton):
    """Says what a fix does; all of it in the tooltip."""

    def __init__(self, fix: Fix, parent: QWidget) -> None:
        super().__init__(icon("fix"), fix.title.replace("&", "&&"), parent)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setAccessibleName(fix.title)
        self.setToolTip(tooltip(fix.title))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.width() < self.sizeHint().width():
            room = self.width() - _AROUND
            elided = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            option.text = elided
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
