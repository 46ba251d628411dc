"""The list of what could be written at the caret, which opens while one types."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.edits.completion import Completion, Suggestion
from inspector.look.theme import Theme
from inspector.panels.code_font import code_font
from inspector.panels.code_text_edit import CodeTextEdit

Source: TypeAlias = Callable[[str, int], Completion]
"""The completion at an offset of a text."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_LEAST_WORD = 2
"""A bare word shorter than this opens nothing by itself."""
_MOST = 60
_WIDTH = 460
_DETAIL = Qt.ItemDataRole.UserRole
_BETWEEN, _MARGIN = 20, 3
_PALE = 0.72
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SHEET = """
QListView {{ background: {theme.pane}; color: {theme.text}; border: 1px solid {theme.border};
    selection-background-color: {theme.selection}; selection-color: {theme.text}; }}
"""


class CodeCompletion(QObject):
    """Opens by itself after a dot or two letters, and by Ctrl+Space; Enter or Tab takes."""

    def __init__(self, editor: CodeTextEdit, source: Source, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._source = source
        self._start = 0
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(editor)
        self._completer.setMaxVisibleItems(8)
        self.list = QListView(editor)
        self.list.setFont(code_font())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Completions")
        self._completer.setPopup(self.list)
        self.list.setItemDelegate(CompletionDelegate(self.list))  # the completer has set its own
        self._completer.activated.connect(lambda _text: self._take())
        editor.edited.connect(self._on_edited)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.list.setStyleSheet(_SHEET.format(theme=theme))

    @property
    def is_open(self) -> bool:
        return self.list.isVisible()

    def leaves(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list and not for the text."""
        return self.is_open and Qt.Key(event.key()) in (*_TAKES, Qt.Key.Key_Escape)

    def open(self) -> None:
        """Show what fits at the caret, whatever stands before it."""
        self._show(self._source(self._editor.text, self._editor.textCursor().position()))

    def close(self) -> None:
        """Show nothing."""
        self.list.hide()

    def _on_edited(self) -> None:
        caret = self._editor.textCursor().position()
        text = self._editor.text
        last = text[caret - 1 : caret]
        if not (last.isalnum() or last in ("_", ".")):
            self.close()
            return
        completion = self._source(text, caret)
        word = caret - completion.start
        follows_dot = text[completion.start - 1 : completion.start] == "."
        if word >= _LEAST_WORD or follows_dot or self.is_open:
            self._show(completion)
        else:
            self.close()

    def _show(self, completion: Completion) -> None:
        if not completion.suggestions:
            self.close()
            return
        self._start = completion.start
        self._model.clear()
        for each in completion.suggestions[:_MOST]:
            self._model.appendRow(_item(each))
        where: QRect = self._editor.cursorRect()
        where.translate(self._editor.viewport().pos())
        where.setWidth(_WIDTH)
        self._completer.complete(where)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _take(self) -> None:
        chosen = self.list.currentIndex().data()
        if not chosen:
            return
        cursor = self._editor.textCursor()
        cursor.setPosition(self._start, cursor.MoveMode.KeepAnchor)
        cursor.insertText(str(chosen))
        self._editor.setTextCursor(cursor)
        self.close()


def _item(suggestion: Suggestion) -> QStandardItem:
    item = QStandardItem(suggestion.text)
    item.setData(suggestion.detail.partition(". ")[0], _DETAIL)
    item.setToolTip(suggestion.detail)
    return item


class CompletionDelegate(QStyledItemDelegate):
    """The name in the text's color, and behind it what it is, as far as there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        detail = str(index.data(_DETAIL) or "")
        metrics = option.fontMetrics
        rect: QRect = option.rect
        used = metrics.horizontalAdvance(index.data()) + _BETWEEN
        room = rect.adjusted(used, 0, -_MARGIN, 0)
        color = QColor(option.palette.color(QPalette.ColorRole.Text))
        color.setAlphaF(_PALE)
        painter.setPen(color)
        elided = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 2 * _MARGIN)
