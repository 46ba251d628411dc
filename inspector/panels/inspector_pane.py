"""The inspector: what is selected, its arguments, its tensors and their values."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from inspector.look.theme import Theme
from inspector.panels.argument_form import ArgumentForm
from inspector.panels.inspector_actions import InspectorActions
from inspector.panels.inspector_alike import AlikeLine
from inspector.panels.inspector_class import ClassLine
from inspector.panels.inspector_facts import facts, heading, kind_text
from inspector.panels.inspector_outside import OutsideLine
from inspector.panels.inspector_several import heading_of_several, named, sums
from inspector.panels.inspector_style import label, style_sheet
from inspector.panels.inspector_title import ElidedLabel
from inspector.panels.selection_problems import SelectionProblems
from inspector.panels.tensor_list import TensorList
from inspector.panels.tensor_rows import KeptTensor, TensorRow, TensorRows
from inspector.panels.tensor_table import TensorTable
from inspector.panels.tensor_words import brief
from inspector.panels.value_plot import ValuePlot
from inspector.report.model import Report
from inspector.session.session import Session
from inspector.session.state import State

ARGUMENTS, TENSORS, VALUES = range(3)
_DRAWN = ("text", "outline", "syntax", "is_unread", "shown", "selection",
    "also_selected", "expression",
)  # fmt: skip
"""What of a state the pane shows; a run that only goes on changes nothing here."""
_EMPTY = "Select a module in the tree, in the picture or in the code to see and change it here."
_NO_MODEL = "There is no model yet. Choose one of the file, or drag a module into the tree."


class InspectorPane(QWidget):
    """Shows the one selection of the session; only the tab in front is drawn."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._known: tuple[Report | None, str, TensorRows] = (None, "", TensorRows(None, ""))
        self._title = ElidedLabel(self)
        self._kind = label("", "muted", wrap=True)
        self.actions_ = InspectorActions(session, self)
        self.tabs = QTabBar(self)
        for title in ("Arguments", "Tensors", "Values"):
            self.tabs.addTab(title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName("Inspector pages")
        self.form = ArgumentForm(session, self)
        self.problems = SelectionProblems(session, theme, self)
        self._facts = label("", "muted", wrap=True)
        self.alike = AlikeLine(session, self)
        self.own_class = ClassLine(session, self)
        self.outside = OutsideLine(self)
        self._brief = TensorList(theme, brief=True, parent=self)
        self.table = TensorTable(theme, self)
        self.plot = ValuePlot(session, theme, self)
        self._pages = QStackedWidget(self)
        self._rule = QFrame(self)
        self._empty = label(_EMPTY, "muted", wrap=True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        self.tabs.currentChanged.connect(self._on_tab)
        self._brief.chosen.connect(self._on_tensor_chosen)
        self.table.chosen.connect(self._on_tensor_chosen)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)
        self._draw(session.state)

    def set_theme(self, theme: Theme) -> None:
        """Show the pane in other colors."""
        self.setStyleSheet(style_sheet(theme))
        for part in (self._brief, self.table, self.plot, self.problems):
            part.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(300, 480)

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setContentsMargins(12, 8, 8, 0)
        title.setSpacing(4)
        title.addWidget(self._title, 1)
        title.addWidget(self.actions_)
        self._kind.setContentsMargins(12, 0, 12, 4)
        self._rule.setObjectName("rule")
        self._rule.setFixedHeight(1)
        for page in (_scrolled(self._arguments_page()), self.table, _scrolled(self.plot)):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(title)
        layout.addWidget(self._kind)
        layout.addWidget(self.tabs)
        layout.addWidget(self._rule)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._empty, 1)

    def _arguments_page(self) -> QWidget:
        page = QFrame(self)
        page.setObjectName("page")
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 12, 12, 8)
        inner.setSpacing(12)
        inner.addWidget(self.form)
        inner.addWidget(self._facts)
        inner.addWidget(self.alike)
        inner.addWidget(self.own_class)
        inner.addWidget(self.outside)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(0)
        layout.addWidget(self.problems)
        layout.addLayout(inner)
        layout.addWidget(self._brief)
        layout.addStretch()
        return page

    def _on_changed(self, before: State, after: State) -> None:
        if any(getattr(before, name) is not getattr(after, name) for name in _DRAWN):
            self._draw(after)
        elif self.tabs.currentIndex() == VALUES:
            self._draw_page(after)  # the engine may have become free to describe

    def _draw(self, state: State) -> None:
        row, rows = state.selected, state.chosen
        shown = (self._title, self._kind, self.actions_, self.tabs, self._rule, self._pages)
        for widget in shown:
            widget.setVisible(row is not None)
        self._empty.setVisible(row is None)
        self._empty.setText(_EMPTY if state.rows.root is not None else _NO_MODEL)
        if row is not None:
            self._title.set_text(heading(row) if len(rows) == 1 else heading_of_several(rows))
            self._kind.setText(kind_text(row) if len(rows) == 1 else sums(state))
            self.actions_.show_state(state)
        if len(rows) > 1:
            self.tabs.setCurrentIndex(ARGUMENTS)  # only arguments are those of several
        self.tabs.setVisible(len(rows) == 1)
        self._draw_page(state)

    def _draw_page(self, state: State) -> None:
        page = self.tabs.currentIndex()
        self._pages.setCurrentIndex(page)
        if page == ARGUMENTS:
            self._draw_arguments(state)
        elif page == TENSORS:
            self.table.show_rows(self._rows(state), not state.is_current)
        else:
            self.plot.show_rows(self._rows(state), state)

    def _rows(self, state: State) -> tuple[TensorRow, ...]:
        """What the report knows of the selection; the look-ups in a report are made once."""
        report, file, _ = self._known
        if report is not state.shown or file != state.document.file_name:
            report, file = state.shown, state.document.file_name
            self._known = (report, file, TensorRows(report, file))
        return self._known[2].of(state.selected)

    def _draw_arguments(self, state: State) -> None:
        row = state.selected
        self.problems.show_state(state)
        self.form.show_state(state)
        self.setFocusProxy(self.form.first_field or self.tabs)
        is_one = len(state.chosen) == 1
        sentences = facts(row, state.shown) if row is not None and is_one else ()
        self._facts.setText(" ".join(sentences) if is_one else named(state.chosen))
        self._facts.setVisible(bool(self._facts.text()))
        self.alike.show_state(state)
        self.own_class.show_state(state)
        self.outside.show_state(state)
        rows = brief(self._rows(state)) if is_one else []
        self._brief.show_rows(rows, not state.is_current)
        self._brief.setVisible(bool(rows))

    def _on_tab(self) -> None:
        self._draw_page(self._session.state)

    def _on_tensor_chosen(self, tensor: KeptTensor) -> None:
        self.tabs.setCurrentIndex(VALUES)
        self.plot.choose(tensor)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
