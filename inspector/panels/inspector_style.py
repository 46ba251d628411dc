"""How the forms of the panels look: one style sheet, made from a theme."""

from html import escape
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from inspector.look.theme import Theme

Look = Literal["plain", "muted", "heading", "title", "error", "warning"]

_SHEET = """
#pane {{ background: {pane}; }}
QScrollArea, QStackedWidget, QFrame#page {{ border: none; background: {pane}; }}
QListView, QTreeView {{ border: none; background: {pane}; }}
QLineEdit, QPlainTextEdit, QComboBox {{
    border: 1px solid {border}; border-radius: 6px; padding: 3px 7px;
    background: {pane}; color: {text};
    selection-background-color: {accent}; selection-color: {on_accent};
    placeholder-text-color: {muted};
}}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: none; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {edge}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
    border: 2px solid {accent}; padding: 2px 6px;
}}
*[gravity="error"] {{ border-color: {error}; background: {error_fill}; }}
*[gravity="warning"] {{ border-color: {warning}; }}
*[gravity="error"]:focus {{ border-color: {error}; }}
*[gravity="warning"]:focus {{ border-color: {warning}; }}
QComboBox QLineEdit:focus {{ border: none; padding: 0; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {muted}; background: {window}; }}
QToolButton {{
    border: 1px solid transparent; border-radius: 6px; padding: 3px; background: transparent;
}}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed {{ background: {selection}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton {{
    border: 1px solid {border}; border-radius: 6px; padding: 4px 11px;
    background: {pane}; color: {text};
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selection}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 3px 10px; }}
QPushButton:disabled {{ color: {muted}; }}
QTabBar {{ background: {pane}; }}
QTabBar::tab {{
    padding: 5px 1px 6px 1px; margin-left: 8px; color: {muted}; background: transparent;
    border: none; border-bottom: 2px solid transparent;
}}
QTabBar::tab:first {{ margin-left: 12px; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected:focus {{ background: {selection}; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="heading"] {{ color: {muted}; }}
QLabel[look="error"] {{ color: {error}; }}
QLabel[look="warning"] {{ color: {warning}; }}
QFrame#rule {{ background: {border}; border: none; }}
"""


def style_sheet(theme: Theme) -> str:
    """The style sheet of a form in a theme."""
    colors = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    return _SHEET.format(**colors)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Give a widget a property that the style sheet asks for."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def label(text: str, look: Look = "plain", wrap: bool = False) -> QLabel:
    """A label that shows its text as it is; names in it may contain anything."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("look", look)
    if look in ("heading", "title"):
        font = made.font()
        font.setBold(True)
        made.setFont(font)
    return made


def push_button(title: str, tip: str) -> QPushButton:
    """A button that says what it does to those who point at it, and to those who listen."""
    made = QPushButton(title)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    return made


def tooltip(text: str) -> str:
    """A tooltip that shows the text as it is, in lines that are not too long."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
