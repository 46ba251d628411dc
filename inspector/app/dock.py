"""A dock whose title bar is its own: small capitals, or tabs where it holds several pages."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from inspector.look.icons import icon


class Dock(QDockWidget):
    """A pane at the edge of the window, with one page or a few."""

    def __init__(self, name: str, pages: dict[str, QWidget], window: QMainWindow) -> None:
        titles = list(pages)
        super().__init__(" and ".join(titles), window)
        self.setObjectName(name)
        self._titles = titles
        self._pages = QStackedWidget(self)
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.windowTitle())
        for title, page in pages.items():
            self._pages.addWidget(page)
            self._tabs.addTab(title)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.setTitleBarWidget(self._title_bar())
        self.setWidget(self._pages)

    def _title_bar(self) -> QWidget:
        bar = QWidget(self)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(12, 2, 4, 2)
        if len(self._titles) > 1:
            layout.setContentsMargins(4, 2, 4, 0)
            layout.addWidget(self._tabs)
        else:
            self._tabs.hide()
            layout.addWidget(_capitals(self._titles[0]))
        layout.addStretch()
        layout.addWidget(self._close_button())
        return bar

    def _close_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("close", "muted"))
        button.setAutoRaise(True)
        button.setToolTip(f"Close {self.windowTitle()}")
        button.setAccessibleName(f"Close {self.windowTitle()}")
        button.clicked.connect(self.close)
        return button

    def show_page(self, title: str) -> None:
        """Bring a page to the front."""
        self.show()
        self.raise_()
        self._tabs.setCurrentIndex(self._titles.index(title))

    def set_count(self, title: str, count: int) -> None:
        """Show behind the title of a page how many things it holds."""
        text = f"{title} ({count})" if count else title
        self._tabs.setTabText(self._titles.index(title), text)


def _capitals(title: str) -> QLabel:
    label = QLabel(title.upper())
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * 0.88)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
