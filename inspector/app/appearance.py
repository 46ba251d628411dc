"""Style, font and theme of the whole application, switched while it runs."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inspector.look.palette import palette
from inspector.look.theme import DARK, LIGHT, Theme

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Holds the theme in use and tells when it changes."""

    changed = Signal(Theme)

    def __init__(self, application: QApplication, name: str) -> None:
        super().__init__(application)
        self._application = application
        self._name = name if name in _SCHEMES else "system"
        application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self.theme = self._wanted()
        self._apply()

    @property
    def name(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._name

    def set_name(self, name: str) -> None:
        """Switch the theme."""
        self._name = name
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[name])  # for native title bars
        self._update()

    def _on_scheme_changed(self) -> None:
        self._update()

    def _update(self) -> None:
        theme = self._wanted()
        if theme is not self.theme:
            self.theme = theme
            self._apply()
            self.changed.emit(theme)

    def _wanted(self) -> Theme:
        if self._name == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._name == "dark" else LIGHT

    def _apply(self) -> None:
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(_style(self.theme))


def _style(theme: Theme) -> str:
    """What a palette cannot say: hairlines between panes, quiet tabs, thin scroll bars, pills."""
    return f"""
    QMainWindow::separator {{ background: {theme.border}; width: 1px; height: 1px; }}
    QSplitter::handle {{ background: {theme.border}; }}
    QToolBar {{ background: {theme.window}; border: none;
        border-bottom: 1px solid {theme.border}; spacing: 8px; padding: 6px 12px; }}
    QToolBar QToolButton {{ background: {theme.pane}; border: 1px solid {theme.border};
        border-radius: 6px; padding: 4px 10px; }}
    QToolBar QToolButton:hover {{ background: {theme.hover}; }}
    QToolBar QToolButton:pressed {{ background: {theme.selection}; }}
    QToolBar QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolBar QToolButton:disabled {{ color: {theme.muted}; background: {theme.window}; }}
    QToolBar QToolButton::menu-indicator {{ image: none; width: 0; }}
    QToolBar QLineEdit {{ background: {theme.pane}; border: 1px solid {theme.border};
        border-radius: 6px; padding: 4px 6px; }}
    QToolBar QLineEdit:focus {{ border-color: {theme.accent}; }}
    QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.border}; }}
    QStatusBar::item {{ border: none; }}
    QMenuBar {{ background: {theme.window}; }}
    QToolTip {{ background: {theme.pane}; color: {theme.text};
        border: 1px solid {theme.border}; padding: 4px; }}
    QHeaderView::section {{ background: {theme.pane}; color: {theme.muted};
        border: none; border-bottom: 1px solid {theme.border}; padding: 6px 8px; }}
    QDockWidget QTabBar::tab {{ background: transparent; color: {theme.muted};
        border: none; border-bottom: 2px solid transparent; padding: 5px 8px; }}
    QDockWidget QTabBar::tab:selected {{ color: {theme.text};
        border-bottom: 2px solid {theme.accent}; }}
    QDockWidget QTabBar::tab:focus {{ color: {theme.accent}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 10px; }}
    QScrollBar:horizontal {{ height: 10px; }}
    QScrollBar::handle {{ background: {theme.border}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:hover {{ background: {theme.muted}; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
