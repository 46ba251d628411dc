"""The context menu of the code: what the clipboard, the history and the keys can do there."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from inspector.look.icons import icon
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_fixes import CodeFixes
from inspector.session.session import Session


def code_menu(editor: CodeEditor, session: Session, fixes: CodeFixes) -> QMenu:
    """A menu for the moment; Qt's own would offer an undo that is not the document's."""
    menu = QMenu(editor)
    history, keys = session.history, editor.keys
    has_selection = editor.textCursor().hasSelection()
    standard = QKeySequence.StandardKey

    def add(
        title: str, key: QKeySequence, run: Callable[[], object], on: bool, image: str = ""
    ) -> None:
        action = menu.addAction(icon(image) if image else QIcon(), title)
        action.setShortcut(key)
        action.setEnabled(on)
        action.triggered.connect(lambda: run())

    cures = fixes.at_caret()
    if cures:
        fixes.add_to(menu, cures)
        menu.addSeparator()
    undo, redo = f"&Undo {history.undoText()}".strip(), f"&Redo {history.redoText()}".strip()
    add(undo, QKeySequence(standard.Undo), keys.undo_asked.emit, history.canUndo(), "undo")
    add(redo, QKeySequence(standard.Redo), keys.redo_asked.emit, history.canRedo(), "redo")
    menu.addSeparator()
    add("Cu&t", QKeySequence(standard.Cut), editor.cut, has_selection)
    add("&Copy", QKeySequence(standard.Copy), editor.copy, has_selection, "copy")
    clipboard = QGuiApplication.clipboard().mimeData()
    can_paste = clipboard is not None and editor.canInsertFromMimeData(clipboard)
    add("&Paste", QKeySequence(standard.Paste), editor.paste, can_paste)
    add("Select &all", QKeySequence(standard.SelectAll), editor.selectAll, True)
    menu.addSeparator()
    add("Toggle co&mment", QKeySequence("Ctrl+/"), keys.toggle_comment, True)
    add("&Find…", QKeySequence(standard.Find), keys.find_asked.emit, True, "search")
    add("&Replace…", QKeySequence("Ctrl+H"), keys.replace_asked.emit, True)
    add("Go to &line…", QKeySequence("Ctrl+G"), keys.line_asked.emit, True)
    add("Go to &definition", QKeySequence("F12"), keys.definition_asked.emit, True, "code")
    return menu
