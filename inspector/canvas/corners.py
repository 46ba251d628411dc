"""Small widgets over the corners of the picture, such as a legend or a minimap."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

MARGIN = 12
_BETWEEN = 8
_CELLS = {
    Qt.Corner.TopLeftCorner: (0, 0),
    Qt.Corner.TopRightCorner: (0, 2),
    Qt.Corner.BottomLeftCorner: (2, 0),
    Qt.Corner.BottomRightCorner: (2, 2),
}


class Corners:
    """Keeps widgets in the corners of another one, whatever its size; several stand stacked."""

    def __init__(self, around: QWidget) -> None:
        grid = QGridLayout(around)
        grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        # The widgets never make the picture larger than the window gives it.
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._stacks: dict[Qt.Corner, QVBoxLayout] = {}
        for corner, (row, column) in _CELLS.items():
            stack = self._stacks[corner] = QVBoxLayout()
            stack.setSpacing(_BETWEEN)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            end = Qt.AlignmentFlag.AlignBottom if row else Qt.AlignmentFlag.AlignTop
            grid.addLayout(stack, row, column, side | end)

    def add(self, widget: QWidget, corner: Qt.Corner) -> None:
        """Show a widget in a corner, nearer to the middle than those already there."""
        at_bottom = corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
        at_right = corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        self._stacks[corner].insertWidget(0 if at_bottom else -1, widget, 0, side)
