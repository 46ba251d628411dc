"""Where one is in the model: the containers around what is selected or looked at."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from inspector.canvas.crumbs import Crumb, crumbs, steps_inside
from inspector.canvas.explore_view import ExploreView
from inspector.canvas.hit import node_at
from inspector.look.icons import icon

_MARGIN = 12
"""Of the corner, on both sides."""
_WIDEST = 150
_MOST_LISTED = 40
_SHEET = """
QFrame#breadcrumbs { background: palette(base); border: 1px solid palette(mid);
    border-radius: 8px; }
QFrame#breadcrumbs QToolButton { border: 1px solid transparent; border-radius: 4px;
    padding: 1px 3px; background: transparent; }
QFrame#breadcrumbs QToolButton:hover { background: palette(midlight); }
QFrame#breadcrumbs QToolButton:focus { border-color: palette(accent); }
QFrame#breadcrumbs QToolButton::menu-indicator { image: none; width: 0; }
QFrame#breadcrumbs QToolButton#next { padding: 1px 0; }
QFrame#breadcrumbs QToolButton#last { font-weight: 600; }
QFrame#breadcrumbs QToolButton#alone { color: palette(accent); font-weight: 600; }
"""


class Breadcrumbs(QFrame):
    """A row of names over the picture, each of which leads to its container."""

    def __init__(self, view: ExploreView) -> None:
        super().__init__(view)
        self._view = view
        self._shown: tuple[object, ...] = ()
        self.setObjectName("breadcrumbs")
        self.setAccessibleName("Where you are in the model")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setStyleSheet(_SHEET)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 1, 3, 1)
        self._row.setSpacing(0)
        self.hide()
        view.looked.connect(self.follow)

    def follow(self) -> None:
        """Show where one is now."""
        scene, index = self._view.scene, self._view.index
        found = crumbs(scene, index, self._view.root, self._node()) if scene and index else []
        wanted = (found, self._view.width(), self._view.root)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.setMaximumWidth(max(1, self._view.width() - 2 * _MARGIN))
        self._clear()
        if len(found) > 1 or self._view.root is not None:
            self._fill(found)
        self.setVisible(self._row.count() > 0)

    def _node(self) -> int | None:
        """What is selected, if it is in view; else the container in the middle that one is so
        deep in that its name is out of sight."""
        view, scene = self._view, self._view.scene
        if scene is None:
            return None
        sight = view.camera.sight(QRectF(view.rect()))
        current = view.current
        if current is not None and scene.rect(current).intersects(sight.area):
            return current
        node = node_at(scene, view.to_picture(QPointF(view.rect().center())))
        around = [] if node is None else [node, *scene.ancestors(node)]
        deep = (n for n in around if not scene.is_leaf[n] and scene.rect(n).y() < sight.area.y())
        return next(deep, None)

    def _clear(self) -> None:
        for button in self.findChildren(QToolButton):
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()

    def _fill(self, found: list[Crumb]) -> None:
        if self._view.root is not None:
            whole = self._button("", "whole", "Show the whole model (Esc)")
            whole.setIcon(icon("close", "muted"))
            whole.clicked.connect(lambda: self._view.isolate(None))
        pieces = [self._piece(crumb, crumb is found[-1]) for crumb in found]
        room = self._view.width() - 2 * _MARGIN - 8
        self._elide(found, pieces, room)

    def _piece(self, crumb: Crumb, is_last: bool) -> list[QToolButton]:
        """The button of a container, and that which lists what is in it."""
        alone = crumb.key == self._view.root
        name = self._button(
            self.fontMetrics().elidedText(crumb.title, Qt.TextElideMode.ElideMiddle, _WIDEST),
            "alone" if alone else "last" if is_last else "name",
            f"{crumb.title} {crumb.type}".strip(),
        )
        name.clicked.connect(lambda: self._view.go_to(crumb.key))
        scene = self._view.scene
        inside = steps_inside(scene, crumb.key) if scene is not None else []
        if not inside and is_last:
            return [name]
        after = self._button("", "next", f"What is in {crumb.title}")
        after.setIcon(icon("expand", "muted"))
        after.setEnabled(bool(inside))
        menu = QMenu(after)
        menu.aboutToShow.connect(lambda: self._list(menu, crumb))
        after.setMenu(menu)
        after.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return [name, after]

    def _list(self, menu: QMenu, crumb: Crumb) -> None:
        scene = self._view.scene
        inside = steps_inside(scene, crumb.key) if scene is not None else []
        menu.clear()
        self._add(menu, inside[:_MOST_LISTED])
        if len(inside) > _MOST_LISTED:
            menu.addAction(f"… {len(inside) - _MOST_LISTED:,} more").setEnabled(False)

    def _add(self, menu: QMenu, found: list[Crumb]) -> None:
        for crumb in found:
            text = f"{crumb.title}\t{crumb.type}" if crumb.type else crumb.title
            action = menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, key=crumb.key: self._view.go_to(key))

    def _elide(self, found: list[Crumb], pieces: list[list[QToolButton]], room: int) -> None:
        """Put a menu in the place of those in the middle for which there is no room."""
        wide = [sum(button.sizeHint().width() for button in piece) for piece in pieces]
        taken = sum(wide) + self._row.sizeHint().width()
        cut: list[Crumb] = []
        while taken > room and len(pieces) > 2:
            cut.append(found[len(cut) + 1])
            for button in pieces.pop(1):
                button.hide()
                button.deleteLater()
            taken -= wide.pop(1)
            room -= 28 if len(cut) == 1 else 0
        if cut:
            dots = self._button("…", "dots", f"{len(cut):,} containers between")
            menu = QMenu(dots)
            self._add(menu, cut[-_MOST_LISTED:])
            dots.setMenu(menu)
            dots.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            pieces.insert(1, [dots])
        for piece in pieces:
            for button in piece:
                self._row.addWidget(button)

    def _button(self, text: str, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIconSize(QSize(12, 12))
        button.setText(text.replace("&", "&&"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if name == "whole":
            self._row.addWidget(button)
        return button
