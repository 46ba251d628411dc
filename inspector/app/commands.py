"""What the actions do: joins each of them to the pane or object that carries it out."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from inspector.app.about import show_about, show_keys
from inspector.app.contents import Contents
from inspector.app.documents import EXAMPLES
from inspector.app.picture_export import PictureExport
from inspector.app.script_export import ScriptExport
from inspector.canvas.keys import KEYS
from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap import Wrapper
from inspector.graph.rows import Row
from inspector.outline.classes import classes
from inspector.panels.code_keys import KEYS as CODE_KEYS
from inspector.panels.input_editor import InputEditor
from inspector.panels.model_picker import ModelPicker
from inspector.panels.palette_view import PALETTE_KEYS
from inspector.session.refactoring import Refactoring
from inspector.session.state import State
from inspector.session.templates import templates

_WRAPPERS: tuple[tuple[str, Wrapper], ...] = (
    ("wrap_sequential", "Sequential"),
    ("wrap_residual", "Residual"),
    ("wrap_parallel", "Parallel"),
    ("wrap_repeat", "Repeat"),
)


class Commands(QObject):
    """Connects the actions to the contents of the window."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._contents = contents
        self._window = contents.window
        self._session = contents.session
        self._actions = contents.actions
        self._input_editor: InputEditor | None = None
        self._model_picker: ModelPicker | None = None
        self._picture_export = PictureExport(contents)
        ScriptExport(contents)
        self._connect_file()
        self._connect_edit()
        self._connect_code()
        self._connect_model()
        self._connect_help()
        self._session.changed.connect(self._on_changed)
        self._on_changed(self._session.state, self._session.state)

    def _connect_file(self) -> None:
        documents, on = self._contents.documents, self._actions.on
        on("new", documents.new)
        on("open", documents.ask_open)
        on("save", documents.save)
        on("save_as", documents.save_as)
        on("export_picture", self._picture_export.ask)
        on("copy_picture", self._picture_export.copy)
        on("copy_code", documents.copy_code)
        on("quit", self._window.close)
        examples = self._actions.menus["examples"]
        for name, title in EXAMPLES:
            examples.addAction(title).triggered.connect(
                lambda _checked=False, name=name: documents.open_example(name)
            )
        for template in templates():
            self._actions.menus["templates"].addAction(template.title).triggered.connect(
                lambda _checked=False, template=template: documents.open_template(template)
            )
        recent = self._actions.menus["recent"]
        recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()

    def _fill_recent(self) -> None:
        menu = self._actions.menus["recent"]
        menu.clear()
        for path in self._contents.settings.recent():
            action = menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(
                lambda _checked=False, path=path: self._contents.documents.open_path(path)
            )
        menu.addSeparator()
        menu.addAction("Clear", self._contents.settings.clear_recent)

    def _connect_edit(self) -> None:
        drops, on = self._contents.drops, self._actions.on
        self._actions["undo"].setShortcuts([QKeySequence("Ctrl+Z")])
        self._actions["redo"].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        on("insert", self._insert)
        on("duplicate", drops.duplicate)
        on("remove", drops.remove)
        on("select_all", self._select_all)
        on("rename", self._contents.tree.rename)
        on("move_up", lambda: drops.move(up=True))
        on("move_down", lambda: drops.move(up=False))
        for name, wrapper in _WRAPPERS:
            on(name, partial(self._wrap, wrapper))
            self._actions.menus["wrap"].addAction(self._actions[name])
        on("unwrap", self._unwrap)
        on("definition", self._go_to_definition)

    def _connect_code(self) -> None:
        """The size of the code is remembered."""
        editor, settings = self._contents.code.editor, self._contents.settings
        if settings.code_size():
            editor.set_font_size(settings.code_size())
        editor.resized.connect(lambda: settings.set_code_size(editor.font_size))

    def _insert(self) -> None:
        self._contents.docks["palette"].show()
        self._contents.palette_pane.focus_search()

    def _wrap(self, wrapper: Wrapper) -> None:
        Refactoring(self._session, self._contents.drops).wrap(wrapper)

    def _select_all(self) -> None:
        """All that stands beside the selection; within the model if that is selected."""
        rows = self._session.state.rows
        row = self._session.state.selected or rows.root
        if row is None:
            return
        siblings = rows.children(row.parent if row.parent is not None else row.key)
        first = row if row in siblings else next(iter(siblings), row)
        self._session.select(first.place, (each.place for each in siblings))

    def _unwrap(self) -> None:
        row = self._selected_module()
        if row is not None and row.site is not None:
            self._session.apply(Unwrap(row.site))

    def _selected_module(self) -> Row | None:
        row = self._session.state.selected
        if row is None or row.kind != "module" or row.site is None:
            self._session.told.emit("Select a module that is made in this file.")
            return None
        return row

    def _go_to_definition(self) -> None:
        """Show the class of the selected module; where it is torch's, the line that makes it."""
        state = self._session.state
        row = state.selected
        owner = classes(state.outline).get(row.own_class) if row is not None else None
        if owner is not None and owner.span is not None:
            self._contents.code.show_span(owner.span)
            self._contents.code.focus_code()
        else:
            self._contents.code.go_to_selection()

    def _connect_model(self) -> None:
        on = self._actions.on
        on("run", self._session.run_now)
        on("cancel", self._session.cancel)
        live = self._actions["live"]
        live.setChecked(self._contents.settings.live())
        self._session.set_live(live.isChecked())
        live.toggled.connect(self._set_live)
        on("input", lambda: self._edit_input(self._contents.toolbar.input_button))
        self._contents.toolbar.input_requested.connect(self._edit_input)
        on("expression", self._choose_model)

    def _set_live(self, live: bool) -> None:
        self._session.set_live(live)
        self._contents.settings.set_live(live)

    def _edit_input(self, button: QWidget) -> None:
        if self._input_editor is None:
            self._input_editor = InputEditor(self._session, self._contents.appearance.theme)
            self._contents.appearance.changed.connect(self._input_editor.set_theme)
        self._input_editor.open_below(button)

    def _choose_model(self) -> None:
        if self._model_picker is None:
            self._model_picker = ModelPicker(self._session, self._contents.appearance.theme)
            self._contents.appearance.changed.connect(self._model_picker.set_theme)
        self._model_picker.open_below(self._contents.toolbar.model_button)

    def _connect_help(self) -> None:
        on = self._actions.on
        on("welcome", self._show_welcome)
        on(
            "shortcuts",
            lambda: show_keys(
                self._window, [*self._actions.keys(), *KEYS, *CODE_KEYS, *PALETTE_KEYS]
            ),
        )
        on("about", lambda: show_about(self._window, self._session.state.activity.torch))

    def _show_welcome(self) -> None:
        self._contents.docks["inspector"].show_page("Welcome")

    # What depends on the state

    def _on_changed(self, before: State, after: State) -> None:
        running = bool(after.activity.stage) or self._session.engine.state.value == "running"
        self._actions["cancel"].setEnabled(running)
        rows = after.chosen
        are_made_here = bool(rows) and all(row.site is not None for row in rows)
        are_parts = are_made_here and all(row.parent is not None for row in rows)
        for name in ("duplicate", "remove", "move_up", "move_down"):
            self._actions[name].setEnabled(are_parts)
        are_modules = are_made_here and all(row.kind == "module" for row in rows)
        for name, _ in _WRAPPERS:
            self._actions[name].setEnabled(are_modules)
        self._actions["unwrap"].setEnabled(are_modules and len(rows) == 1)
        self._actions["rename"].setEnabled(are_made_here and len(rows) == 1)
        devices = (before.activity.devices, before.device), (after.activity.devices, after.device)
        if devices[0] != devices[1] or before is after:
            self._fill_devices(after)

    def _fill_devices(self, state: State) -> None:
        menu = self._actions.menus["device"]
        menu.clear()
        for device in state.activity.devices:
            title = f"{device}: shapes alone, without numbers" if device == "meta" else device
            action: QAction = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(device == state.device)
            action.triggered.connect(
                lambda _checked=False, device=device: self._session.set_device(device)
            )
