"""The cures of what is wrong at a place in the code, as a menu that opens there."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from inspector.look.icons import icon
from inspector.panels.code_editor import CodeEditor
from inspector.report.model import Fix
from inspector.session.curing import cure
from inspector.session.session import Session


class CodeFixes(QObject):
    """Offers cures at the caret, by Alt+Enter, and at the sign in the margin."""

    def __init__(self, editor: CodeEditor, session: Session) -> None:
        super().__init__(editor)
        self._editor = editor
        self._session = session
        editor.keys.fixes_asked.connect(self.open)
        editor.margin.fix_asked.connect(self._open_on)

    def at_caret(self) -> tuple[Fix, ...]:
        """What cures the problems at the caret, or else those of its line."""
        return self._editor.marks.fixes_at(self._editor.caret)

    def add_to(self, menu: QMenu, fixes: tuple[Fix, ...]) -> None:
        """Append an entry for each fix to a menu."""
        for fix in fixes:
            action = menu.addAction(icon("fix"), fix.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, fix=fix: cure(self._session, fix))

    def open(self) -> None:
        """Show the cures at the caret."""
        fixes = self.at_caret()
        if not fixes:
            self._session.told.emit("There is no fix for this line.")
            return
        corner = self._editor.cursorRect().bottomLeft()
        self._show(fixes, self._editor.viewport().mapToGlobal(corner))

    def _open_on(self, line: int, where: QPoint) -> None:
        self._show(self._editor.marks.fixes_of(line), where)

    def _show(self, fixes: tuple[Fix, ...], where: QPoint) -> None:
        menu = QMenu(self._editor)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_to(menu, fixes)
        menu.popup(where)
        menu.setActiveAction(menu.actions()[0])
