"""An editor for Python text that marks places in it. Knows nothing of the session."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from inspector.look.theme import Theme
from inspector.panels.code_brackets import brackets_at
from inspector.panels.code_completion import CodeCompletion, Source
from inspector.panels.code_document import columns_on, span_of
from inspector.panels.code_find_marks import paint_matches
from inspector.panels.code_highlighter import CodeHighlighter
from inspector.panels.code_hint import SignatureHint
from inspector.panels.code_hint import Source as HintSource
from inspector.panels.code_keys import CodeKeys
from inspector.panels.code_margin import LineMargin
from inspector.panels.code_marks import Marks, ProblemMark
from inspector.panels.code_query import Query
from inspector.panels.code_text_edit import CodeTextEdit
from inspector.panels.code_view import columns_in_view, visible_blocks

_SHEET = """
QPlainTextEdit {{ background: {theme.pane}; color: {theme.text}; border: none;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
"""


class CodeEditor(CodeTextEdit):
    """Python in color, with line numbers, brackets, the code of the selection and problems."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Code")
        self.keys = CodeKeys(self)
        self.completion: CodeCompletion | None = None
        self.hint: SignatureHint | None = None
        self._theme = theme
        self._marks = Marks()
        self._query = Query("")
        self.margin = LineMargin(self, theme)
        self._highlighter = CodeHighlighter(self.document(), theme)
        self.blockCountChanged.connect(self._fit_margin)
        self.updateRequest.connect(self._follow_scrolling)
        self.cursorPositionChanged.connect(self._show_caret)
        self.resized.connect(self._fit_margin)
        self.keys.zoom_asked.connect(self.zoom)
        self._fit_margin()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.setStyleSheet(_SHEET.format(theme=theme))
        self._highlighter.set_theme(theme)
        self.margin.set_theme(theme)
        if self.completion is not None:
            self.completion.set_theme(theme)
        if self.hint is not None:
            self.hint.set_theme(theme)
        self._mark_in_text()

    def complete_from(self, source: Source, hints: HintSource) -> None:
        """Offer completions while the user types, and tell what a call takes."""
        self.completion = CodeCompletion(self, source, self._theme)
        self.hint = SignatureHint(self, hints, self._theme)
        self.keys.completion_asked.connect(self.completion.open)

    @property
    def marks(self) -> Marks:
        """What is marked."""
        return self._marks

    def set_marks(self, marks: Marks) -> None:
        """Mark the code of another selection, and other problems."""
        if marks != self._marks:
            self._marks = marks
            self.margin.set_marks(marks)
            self._mark_in_text()
            self.viewport().update()

    def mark_matches(self, query: Query) -> None:
        """Mark all that a query finds; nothing for one without text."""
        if query != self._query:
            self._query = query
            self.viewport().update()

    def explanation_at(self, position: QPoint) -> str:
        """What is wrong at a point of the viewport, or else on its line, as plain text."""
        caret = span_of(self.cursorForPosition(position))
        on_line = self._marks.problems_of(caret.line)
        here = [problem for problem in on_line if problem.span.contains(caret)]
        return "\n\n".join(problem.text for problem in here or on_line)

    # Marks

    def _show_caret(self) -> None:
        self._mark_in_text()
        self.margin.update()
        self.viewport().update()

    def _mark_in_text(self) -> None:
        found = [self._underlined(problem) for problem in reversed(self._marks.problems)]
        bracket = QTextCharFormat()
        bracket.setBackground(QColor(self._theme.border))
        for position in brackets_at(self.textCursor()) or ():
            found.append(self._styled(position, position + 1, bracket))
        self.setExtraSelections([each for each in found if each is not None])

    def _underlined(self, problem: ProblemMark) -> QTextEdit.ExtraSelection | None:
        """The wave under a problem: on its first line only, and under something at least."""
        block = self.document().findBlockByNumber(problem.span.line - 1)
        if not block.isValid():
            return None
        start, end = columns_on(block, problem.span)
        if start == end:
            start, end = (start, end + 1) if end < block.length() - 1 else (max(0, end - 1), end)
        colors = {"error": self._theme.error, "warning": self._theme.warning}
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(QColor(colors.get(problem.severity, self._theme.accent)))
        return self._styled(block.position() + start, block.position() + end, wave)

    def _styled(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document())
        selection.cursor.setPosition(start)
        selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.format = style
        return selection

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        current = self.textCursor().blockNumber() if self.hasFocus() else -1
        for block, area in visible_blocks(self):
            color = self._wash(block.blockNumber() + 1, block.blockNumber() == current)
            if color:
                line = QRectF(0, area.top(), self.viewport().width(), area.height())
                painter.fillRect(line, QColor(color))
        if self._query.text:
            paint_matches(painter, self, self._query, self._theme)
        painter.end()
        super().paintEvent(event)
        self._outline_sites()

    def _outline_sites(self) -> None:
        """Frame what is selected within its line; whole lines are told by their color alone."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.accent))
        for block, area in visible_blocks(self):
            for site in self._marks.sites:
                if site.line == site.end_line == block.blockNumber() + 1:
                    left, right = columns_in_view(self, block, site)
                    frame = QRectF(left, area.top(), right - left, area.height())
                    painter.drawRoundedRect(frame.adjusted(-1.5, 0.5, 0.5, -0.5), 3, 3)
        painter.end()

    def _wash(self, line: int, is_current: bool) -> str:
        if self._marks.gravest(line) == "error":
            return self._theme.error_fill
        if self._marks.is_selected(line):
            return self._theme.selection
        return self._theme.hover if is_current else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_margin()

    def _fit_margin(self) -> None:
        wide = self.margin.sizeHint().width()
        self.setViewportMargins(wide, 0, 0, 0)
        area = self.contentsRect()
        self.margin.setGeometry(QRect(area.left(), area.top(), wide, area.height()))

    def _follow_scrolling(self, rect: QRect, by: int) -> None:
        if by:
            self.margin.scroll(0, by)
        else:
            self.margin.update(0, rect.y(), self.margin.width(), rect.height())

    # Events

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.explanation_at(event.pos())
            # Escaped, because Qt would read names with "<" in them as HTML.
            shown = "<p>" + escape(text).replace("\n", "<br>") + "</p>" if text else ""
            QToolTip.showText(event.globalPos(), shown, self.viewport())
            return True
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if self.keys.action(event) is not None:
                event.accept()  # ours while the focus is here, whatever the window has on it
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completion is not None and self.completion.leaves(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and self.hint is not None and self.hint.is_open:
            self.hint.close()
            return
        action = self.keys.action(event)
        if action is not None:
            action()
        elif not self.keys.takes(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.hint is not None:
            self.hint.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        is_plain = event.button() == Qt.MouseButton.LeftButton
        if is_plain and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.keys.definition_asked.emit()
