"""Keys and focus as the fields of a form see them: the history belongs to the document."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

_ALSO_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def history_key(event: QKeyEvent) -> str:
    """``undo`` or ``redo``, if the key asks for it; else nothing."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _ALSO_REDO:
        return "redo"
    return ""


def claims(event: QEvent) -> bool:
    """Whether a field takes this key before a shortcut of the window does."""
    is_override = event.type() == QEvent.Type.ShortcutOverride
    return is_override and isinstance(event, QKeyEvent) and bool(history_key(event))


def is_enter(event: QKeyEvent) -> bool:
    """Return or Enter."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_passing(event: QFocusEvent) -> bool:
    """Whether the focus only goes to a menu or another window and will be back."""
    return event.reason() in _PASSING
