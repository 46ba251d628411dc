"""What the actions of the View menu do: zoom, depth, theme, full screen."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup

from inspector.app.contents import Contents
from inspector.canvas.selection import Trace
from inspector.graph.layout.direction import Direction
from inspector.look.theme import THEMES


class ViewCommands(QObject):
    """Connects the actions about how the model is shown."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._contents = contents
        self._window = contents.window
        self._actions = contents.actions
        self._connect_picture()
        self._connect_ways()
        self._connect_repeats()
        self._connect_window()

    def _connect_picture(self) -> None:
        contents, on = self._contents, self._actions.on
        canvas = contents.canvas
        for name in ("zoom_in", "zoom_out", "actual_size", "fit", "fit_selection"):
            on(name, getattr(canvas, name))
        on("toggle", canvas.toggle_current)
        on("expand_inside", canvas.expand_inside)
        on("expand_all", canvas.expand_all)
        on("collapse_all", canvas.collapse_all)
        for depth in range(1, 10):
            action = self._actions.menus["depth"].addAction(f"Depth &{depth}\t{depth}")
            action.triggered.connect(
                lambda _checked=False, depth=depth: canvas.expand_to_depth(depth)
            )
        animated = self._actions["animated"]
        animated.setChecked(contents.picture_settings.animated())
        canvas.animated = animated.isChecked()
        animated.toggled.connect(self._set_animated)
        to_the_right = self._actions["to_the_right"]
        to_the_right.toggled.connect(self._turn)
        to_the_right.setChecked(contents.picture_settings.runs_to_the_right())

    def _connect_repeats(self) -> None:
        canvas, on = self._contents.canvas, self._actions.on
        menu = self._actions.menus["repeats"]
        for name in ("fold_repeats", "unfold", "unfold_one", "previous_trip", "next_trip"):
            menu.addAction(self._actions[name])
        folded = self._actions["fold_repeats"]
        folded.setChecked(self._contents.picture_settings.folds_repeats())
        canvas.folds_repeats = folded.isChecked()
        folded.toggled.connect(self._set_folds_repeats)
        on("unfold", canvas.toggle_fold)
        on("unfold_one", canvas.unfold_selected)
        on("previous_trip", partial(canvas.turn_selected, -1))
        on("next_trip", partial(canvas.turn_selected, 1))
        own_tensors = self._actions["own_tensors"]
        own_tensors.setChecked(self._contents.picture_settings.has_own_tensors())
        canvas.show_own_tensors(own_tensors.isChecked())
        own_tensors.toggled.connect(self._set_own_tensors)

    def _connect_ways(self) -> None:
        """Finding one's way in the picture."""
        canvas, on, menu = self._contents.canvas, self._actions.on, self._actions.menus["trace"]
        on("back", canvas.go_back)
        on("forward", canvas.go_forward)
        canvas.trail_moved.connect(self._offer_ways)
        self._offer_ways(back=False, forward=False)
        on("isolate", canvas.isolate_selection)
        for trace in Trace:
            name = f"trace_{trace.value}"
            on(name, partial(canvas.trace, trace))
            menu.addAction(self._actions[name])
        minimap = self._actions["minimap"]
        minimap.setChecked(self._contents.picture_settings.minimap())
        canvas.minimap.is_wanted = minimap.isChecked()
        minimap.toggled.connect(self._set_minimap)

    def _offer_ways(self, back: bool, forward: bool) -> None:
        self._actions["back"].setEnabled(back)
        self._actions["forward"].setEnabled(forward)

    def _set_minimap(self, wanted: bool) -> None:
        self._contents.canvas.minimap.is_wanted = wanted
        self._contents.picture_settings.set_minimap(wanted)

    def _connect_window(self) -> None:
        self._actions["full_screen"].toggled.connect(self._set_full_screen)
        self._actions.on("reset_layout", self._contents.arrange)
        themes = QActionGroup(self)
        for name in ("system", *THEMES):
            action = self._actions.menus["theme"].addAction(name.capitalize())
            action.setCheckable(True)
            action.setChecked(self._contents.appearance.name == name)
            themes.addAction(action)
            action.triggered.connect(lambda _checked=False, name=name: self._set_theme(name))

    def _set_animated(self, animated: bool) -> None:
        self._contents.canvas.animated = animated
        self._contents.picture_settings.set_animated(animated)

    def _turn(self, to_the_right: bool) -> None:
        self._contents.canvas.set_direction(Direction.RIGHT if to_the_right else Direction.DOWN)
        self._contents.picture_settings.set_runs_to_the_right(to_the_right)

    def _set_folds_repeats(self, folds: bool) -> None:
        self._contents.canvas.folds_repeats = folds
        self._contents.picture_settings.set_folds_repeats(folds)

    def _set_own_tensors(self, shown: bool) -> None:
        self._contents.canvas.show_own_tensors(shown)
        self._contents.picture_settings.set_own_tensors(shown)

    def _set_full_screen(self, full: bool) -> None:
        state = self._window.windowState()
        flag = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | flag if full else state & ~flag)

    def _set_theme(self, name: str) -> None:
        self._contents.appearance.set_name(name)
        self._contents.settings.set_theme(name)
