"""How a row of the tree is painted, and how its name is edited in place."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from inspector.catalog.catalog import catalog
from inspector.graph.families import function_family, module_family
from inspector.graph.rows import Row
from inspector.look.theme import Family, Theme
from inspector.panels.tree_model import ROW, Column, Index
from inspector.source.span import Span

_SQUARE = 8
_GAP = 8
ROW_HEIGHT = 26


def family_of(row: Row, has_children: bool) -> Family:
    """The family of color of a row."""
    if row.kind == "constant":
        return Family.CONSTANT
    if row.kind == "region":
        return Family.FUNCTION
    if row.kind == "step":
        return Family(function_family(row.name))
    return Family(module_family(_defined(row), has_children or bool(row.own_class)))


def _defined(row: Row) -> str:
    entry = catalog().find(row.qualified)
    return entry.defined if entry is not None else row.qualified


class TreeDelegate(QStyledItemDelegate):
    """Name in bold, class beside it, arguments in the code's own letters."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.stale = False
        self.alike: Span | None = None
        """The line whose modules are marked as made together."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(option.font).height()
        return QSize(120, max(ROW_HEIGHT, height + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._paint_background(painter, rect, row, state)
        painter.setFont(option.font)
        inner = inner_part(rect)
        if index.column() == Column.MODULE:
            self._paint_module(painter, inner, row, index)
        else:
            color = self.theme.muted if self.stale else self.theme.text
            if index.column() == Column.PARAMETERS:
                color = self.theme.muted
            painter.setPen(QColor(color))
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, flags, elided)
        painter.restore()

    def _paint_background(
        self, painter: QPainter, rect: QRect, row: Row, state: QStyle.StateFlag
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.selection))
        elif row.severity == "error":
            painter.fillRect(rect, QColor(self.theme.error_fill))
        elif state & QStyle.StateFlag.State_MouseOver or self._is_alike(row):
            painter.fillRect(rect, QColor(self.theme.hover))

    def _is_alike(self, row: Row) -> bool:
        return self.alike is not None and row.site == self.alike

    def _paint_module(self, painter: QPainter, rect: QRect, row: Row, index: Index) -> None:
        theme = self.theme
        family = family_of(row, index.model().rowCount(index) > 0)
        top = rect.top() + (rect.height() - _SQUARE) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.error if row.severity == "error" else theme.family[family]))
        square = QRect(rect.left() + 2, top, _SQUARE, _SQUARE)
        if row.kind in ("step", "region"):
            painter.drawEllipse(square)
        else:
            painter.drawRoundedRect(square, 2, 2)
        left = rect.left() + 2 + _SQUARE + _GAP
        plain = painter.font()
        bold = _bold(plain)
        strong = theme.error if row.severity == "error" else theme.text
        place = self.badge_place(rect, row, plain)
        before = rect.adjusted(0, 0, -place.width() - 2, 0)  # the class makes room for the badge
        left = self._text(painter, before, left, row.name, bold, strong)
        if not row.registered:
            left = self._text(painter, before, left, "not registered", plain, theme.warning)
        left = self._text(painter, before, left, _kind_text(row), plain, theme.muted)
        if not place.isNull():
            painter.setFont(plain)
            self._paint_badge(painter, place, badge_text(row))
            left = place.right() + _GAP
        self._text(painter, rect, left, one_line(row.arguments), _mono(plain), theme.muted)

    def _text(
        self, painter: QPainter, rect: QRect, left: int, text: str, font: QFont, color: str
    ) -> int:
        """Draw what fits of a text; where the next one may begin."""
        room = rect.right() - left
        if not text or room < 12:
            return left
        metrics = QFontMetrics(font)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(color))
        place = QRect(left, rect.top(), room, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        return left + metrics.horizontalAdvance(elided) + 6

    def badge_place(self, rect: QRect, row: Row, font: QFont) -> QRect:
        """Where in the inner part of a row it says how often it is repeated; null if nowhere."""
        if row.repeats < 2:
            return QRect()
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(badge_text(row)) + 10, metrics.height() + 2
        kind = metrics.horizontalAdvance(_kind_text(row)) + 6 if _kind_text(row) else 0
        after_name = rect.left() + 2 + _SQUARE + _GAP
        after_name += QFontMetrics(_bold(font)).horizontalAdvance(row.name) + 6
        if after_name + width > rect.right():
            return QRect()  # the name is what rows are told apart by
        left = min(after_name + kind, rect.right() - width)
        return QRect(left, rect.top() + (rect.height() - height) // 2, width, height)

    def _paint_badge(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.selection))
        painter.drawRoundedRect(place, 5, 5)
        painter.setPen(QColor(self.theme.accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    # Telling what has no room

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        row: Row | None = index.data(ROW)
        if row is None or self._needed(row, option.font, index) <= inner_part(option.rect).width():
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _needed(self, row: Row, font: QFont, index: Index) -> int:
        """The width that a cell takes to be read without dots."""
        if index.column() != Column.MODULE:
            return QFontMetrics(font).horizontalAdvance(str(index.data() or ""))
        parts = (
            (row.name, _bold(font)),
            (_kind_text(row), font),
            (one_line(row.arguments), _mono(font)),
        )
        widths = (QFontMetrics(face).horizontalAdvance(text) + 6 for text, face in parts if text)
        return 2 + _SQUARE + _GAP + sum(widths) - 6

    # Renaming in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Name")
        editor.setFrame(True)
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self.theme.pane))
        editor.setPalette(palette)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(_SQUARE + _GAP, 0, 0, 0))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _mono(font: QFont) -> QFont:
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    mono.setPointSizeF(max(font.pointSizeF() - 0.5, 7))
    return mono


def inner_part(rect: QRect) -> QRect:
    """The part of a cell that is written in."""
    return rect.adjusted(4, 0, -8, 0)


def _kind_text(row: Row) -> str:
    if row.kind == "constant" or row.type.rpartition(".")[2] == row.name:
        return ""
    return row.type


def badge_text(row: Row) -> str:
    """How often a row is repeated side by side, as its badge says it."""
    return f"× {row.repeats}"


def one_line(text: str) -> str:
    """A text without line breaks or characters that would turn it around."""
    hidden = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)))
    return " ".join(text.translate(hidden).split())
