"""What the actions around the palette do: packages, snippets, what was used last."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from inspector.app.choose_classes import ChooseClasses
from inspector.app.contents import Contents
from inspector.app.palette_menu import PaletteMenu
from inspector.edits.edit import EditError
from inspector.edits.snippet import lacks_of, snippet_of, snippet_of_classes
from inspector.outline.classes import classes
from inspector.session.drops import sites_of
from inspector.session.state import State
from inspector.source.file import SourceError


class PaletteCommands(QObject):
    """Connects the palette to the settings, to the folder of snippets and to the selection."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._contents = contents
        self._session = contents.session
        self._shelf = contents.shelf
        self._window = contents.window
        self._actions = contents.actions
        self._menu = PaletteMenu(contents, self._keep_classes)
        contents.palette_pane.menu_requested.connect(self._menu.show)
        contents.drops.inserted.connect(self._shelf.used)
        on = contents.actions.on
        on("packages", self._choose_packages)
        on("snippet", self._keep_selection)
        on("snippet_classes", self._choose_classes)
        self._session.offer_packages(contents.settings.packages())
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_application_state)
        self._session.changed.connect(self._on_changed)
        self._on_changed(self._session.state, self._session.state)

    def _choose_packages(self) -> None:
        names, chosen = QInputDialog.getText(
            self._window,
            "Palette Packages",
            "Packages whose modules the palette offers, such as timm.layers, with spaces between.\n"
            "They are imported in the engine.",
            text=" ".join(self._contents.settings.packages()),
        )
        if chosen:
            packages = tuple(dict.fromkeys(names.replace(",", " ").split()))
            self._contents.settings.set_packages(packages)
            self._session.offer_packages(packages)

    # Snippets

    def _keep_selection(self) -> None:
        rows, state = self._contents.drops.chosen_with_sites(), self._session.state
        if rows:
            sites = sites_of(rows)
            self._keep(rows[0].name, lambda: snippet_of(state.text, state.outline, *sites))

    def _choose_classes(self) -> None:
        names = list(classes(self._session.state.outline))
        if not names:
            self._session.told.emit("This file has no classes.")
            return
        dialog = ChooseClasses(self._window, names)
        if dialog.exec() and dialog.chosen:
            self._keep_classes(dialog.chosen)
        dialog.deleteLater()

    def _keep_classes(self, names: list[str]) -> None:
        state = self._session.state
        self._keep(names[0], lambda: snippet_of_classes(state.text, state.outline, names))

    def _keep(self, name: str, make: Callable[[], str]) -> None:
        """Keep what is made under a name that the user gives, after telling what is amiss."""
        try:
            text = make()
            needed = ", ".join(lacks_of(text))
        except EditError as error:
            self._session.told.emit(str(error))
            return
        question = "The name of the snippet, which is that of its file:"
        if needed:
            question += f"\nIt reads {needed}, which it does not bring along."
        while True:
            name, chosen = QInputDialog.getText(
                self._window, "Save as Snippet", question, text=name
            )
            if not chosen:
                return
            try:
                kept = self._shelf.keep_snippet(name, text)
            except SourceError as error:
                question = str(error)
                continue
            self._session.told.emit(f"The palette offers {kept} under My snippets.")
            return

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        """Whoever comes back may have changed the snippets elsewhere."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._shelf.look_again()

    def _on_changed(self, before: State, after: State) -> None:
        row = after.selected
        self._actions["snippet"].setEnabled(row is not None and row.site is not None)
        if before.outline is not after.outline or before is after:
            self._actions["snippet_classes"].setEnabled(bool(classes(after.outline)))
