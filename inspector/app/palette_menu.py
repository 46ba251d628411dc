"""The menu of a component or section of the palette, and what its entries do."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QMessageBox

from inspector.app.contents import Contents
from inspector.app.new_module import NewModule
from inspector.app.snippet_editor import SnippetEditor
from inspector.edits.names import RenameClass
from inspector.edits.own_arguments import constructor_of, own_values
from inspector.outline.classes import classes, parameters
from inspector.session.component import Component
from inspector.session.targets import incoming_shape
from inspector.source.file import SourceError

_FAVORITE_KEY = "\tCtrl+D"


class PaletteMenu(QObject):
    """Made anew each time; `keep_classes` makes a snippet of classes of the file."""

    def __init__(self, contents: Contents, keep_classes: Callable[[list[str]], None]) -> None:
        super().__init__(contents)
        self._contents = contents
        self._session = contents.session
        self._shelf = contents.shelf
        self._window = contents.window
        self._keep_classes = keep_classes

    def show(self, component: Component | None, section: str, position: QPoint) -> None:
        """Open the menu of a component, or of a section, at a position of the screen."""
        self.menu(component, section).popup(position)

    def menu(self, component: Component | None, section: str) -> QMenu:
        """The menu of a row; that of a section for None."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if component is None:
            self._fill_for_section(menu)
        else:
            self._fill_for_component(menu, component)
        if section == "Recent":
            menu.addAction("&Clear Recent", self._shelf.forget_recent)
        if section == "My snippets":
            menu.addAction("Open &Folder", self._open_folder)
        return menu

    def _fill_for_section(self, menu: QMenu) -> None:
        view = self._contents.palette_pane.view
        menu.addAction("&Expand All", view.expandAll)
        menu.addAction("&Collapse All", view.collapseAll)
        menu.addSeparator()

    def _fill_for_component(self, menu: QMenu, component: Component) -> None:
        insert = menu.addAction("&Insert\tEnter", partial(self._contents.drops.add, component))
        insert.setEnabled(not component.lack)
        if component.kind == "own" and not component.lack:
            menu.addAction("Insert &With Arguments…", partial(self._insert_with, component))
        starred = self._shelf.is_favorite(component)
        title = "Remove from &Favorites" if starred else "Add to &Favorites"
        menu.addAction(title + _FAVORITE_KEY, partial(self._shelf.toggle_favorite, component))
        menu.addSeparator()
        if component.kind == "own" and not component.lack:
            menu.addAction("&Go to Definition", partial(self._go_to, component.key))
            menu.addAction("Re&name…", partial(self._rename_class, component.key))
            menu.addAction("&Save as Snippet…", partial(self._keep_classes, [component.key]))
        elif component.kind == "snippet" and self._is_kept(component):
            menu.addAction("&Edit…", partial(self._edit_snippet, component))
            menu.addAction("Re&name…", partial(self._rename_snippet, component))
            menu.addAction("&Delete…", partial(self._delete_snippet, component))
        elif component.kind == "package":
            menu.addAction(self._contents.actions["packages"])

    def _is_kept(self, component: Component) -> bool:
        return component.identity in {each.identity for each in self._shelf.kept.snippets}

    # Classes of the file

    def _go_to(self, name: str) -> None:
        owner = classes(self._session.state.outline).get(name)
        if owner is not None and owner.span is not None:
            self._contents.code.show_span(owner.span)
            self._contents.code.focus_code()

    def _rename_class(self, name: str) -> None:
        new, chosen = QInputDialog.getText(
            self._window, "Rename Class", f"The name of {name} from now on, in all of the file:",
            text=name,
        )  # fmt: skip
        if chosen:
            self._session.apply(RenameClass(name, new))

    def _insert_with(self, component: Component) -> None:
        state, drops = self._session.state, self._contents.drops
        taken = parameters(constructor_of(state.outline, component.key))
        incoming = incoming_shape(state, drops.place_for_new())
        values = own_values(state.outline, component.key, incoming)
        dialog = NewModule(self._window, component.key, taken, values)
        if dialog.exec():
            drops.add_constructed(component, dialog.constructor)
        dialog.deleteLater()

    # Snippets

    def _edit_snippet(self, component: Component) -> None:
        theme = self._contents.appearance.theme
        dialog = SnippetEditor(self._window, component.title, component.text, theme)
        if dialog.exec():
            self._try(lambda: self._shelf.rewrite_snippet(component.key, dialog.text))
        dialog.deleteLater()

    def _rename_snippet(self, component: Component) -> None:
        new, chosen = QInputDialog.getText(
            self._window, "Rename Snippet", "The name of the snippet, which is that of its file:",
            QLineEdit.EchoMode.Normal, component.title,
        )  # fmt: skip
        if chosen:
            self._try(lambda: self._shelf.rename_snippet(component, new))

    def _delete_snippet(self, component: Component) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"Delete the snippet {component.title}?")
        box.setInformativeText("Its file is deleted. Models that hold its code stay as they are.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is delete:
            self._try(lambda: self._shelf.delete_snippet(component))

    def _open_folder(self) -> None:
        folder: Path = self._shelf.snippets.folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except SourceError as error:
            self._session.told.emit(str(error))
