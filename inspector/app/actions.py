"""All actions, each with its text, key and icon, in one place; and the menus made of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from inspector.look.icons import icon


@dataclass(frozen=True)
class Entry:
    """One action. Keys of the `model` scope work while the tree or the picture has the focus."""

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    is_model_scope: bool = False
    checkable: bool = False
    canvas_key: str = ""
    """A plain key that the picture itself takes while it has the focus; fields never lose it."""
    full_text: str = ""
    """What it is called outside its menu, if that says a part of it."""


ENTRIES: dict[str, Entry] = {
    "new": Entry("&New", ("Ctrl+N",), "new"),
    "open": Entry("&Open…", ("Ctrl+O",), "open"),
    "save": Entry("&Save", ("Ctrl+S",), "save"),
    "save_as": Entry("Save &As…", ("Ctrl+Shift+S",), "save-as"),
    "export": Entry(
        "As It &Is…", ("Ctrl+E",), "export", "It runs by itself", full_text="Export Script"
    ),
    "export_shapes": Entry("With &Shapes…", (), "", "Those of the run, as comments"),
    "export_class": Entry("As One &Class…", (), "", "Instead of a bare nn.Sequential"),
    "export_weights": Entry("With &Weights…", (), "", "In a safetensors file beside it"),
    "export_picture": Entry(
        "Export &Picture…", ("Ctrl+Shift+E",), "", "A drawing, an image, a page that unfolds"
    ),
    "copy_picture": Entry("Copy Pic&ture", ("Ctrl+Alt+C",), "", "As an image of what is shown"),
    "copy_code": Entry("&Copy Code", ("Ctrl+Shift+C",), "copy"),
    "quit": Entry("&Quit", ("Ctrl+Q",)),
    "insert": Entry("&Insert…", ("Ctrl+I",), "add", "Search the palette; Enter adds"),
    "cut": Entry("Cu&t", ("Ctrl+X",), is_model_scope=True),
    "copy": Entry("&Copy", ("Ctrl+C",), "copy", "As Python text", is_model_scope=True),
    "paste": Entry("&Paste", ("Ctrl+V",), "", "Python text after the selection", True),
    "snippet": Entry("&Save as Snippet…", (), "", "Offer the selection in the palette"),
    "snippet_classes": Entry(
        "Save Cl&asses as Snippet…", (), "", "Offer classes of this file in the palette"
    ),
    "packages": Entry("Pa&lette Packages…", (), "palette", "Offer the modules of other packages"),
    "select_all": Entry("Select &All Beside", ("Ctrl+A",), "", "All in one container", True),
    "duplicate": Entry("D&uplicate", ("Ctrl+D",), "duplicate", is_model_scope=True),
    "remove": Entry("&Delete", ("Del", "Backspace"), "delete", is_model_scope=True),
    "rename": Entry("Re&name", ("F2",), "rename", is_model_scope=True),
    "move_up": Entry("Move U&p", ("Alt+Up",), "up", is_model_scope=True),
    "move_down": Entry("Move Do&wn", ("Alt+Down",), "down", is_model_scope=True),
    "wrap_sequential": Entry("In &Sequential", ("Ctrl+G",), "wrap"),
    "wrap_residual": Entry("In &Residual"),
    "wrap_parallel": Entry("In &Parallel"),
    "wrap_repeat": Entry("In R&epeat"),
    "change_repeats": Entry("Change Repeats…", (), "loop", "How often the selection is made"),
    "write_out": Entry("Write O&ut Repeat", (), "", "One by one, to change one of them alone"),
    "unwrap": Entry("Un&wrap", ("Ctrl+Shift+G",), "unwrap"),
    "bypass": Entry("&Bypass", ("Ctrl+B",), "", "Let what flows in flow on", is_model_scope=True),
    "connect": Entry(
        "C&onnect To…",
        (),
        "",
        "Draw an edge: Tab and arrows lead it, Enter ends it",
        canvas_key="C",
    ),
    "disconnect": Entry(
        "&Disconnect…",
        (),
        "",
        "Take the selected line away, or one that comes into the selected node",
        canvas_key="Shift+C",
    ),
    "use_again": Entry("Use &Again", (), "", "The same module once more: one object, two calls"),
    "unshare": Entry("U&nshare", (), "", "A module of its own for this use"),
    "extract": Entry("E&xtract Class…", (), "class", "Make a class of the selected module"),
    "inline": Entry("In&line Class", (), "", "Write out the class where it is constructed"),
    "make_argument": Entry("&Make Argument…", (), "", "Let the class take a number from outside"),
    "make_constant": Entry("Make &Constant", (), "", "A tensor neither trained nor saved"),
    "make_buffer": Entry("Make &Buffer", (), "", "A tensor saved with the model, but not trained"),
    "make_parameter": Entry("Make &Parameter", (), "", "A tensor that is trained"),
    "definition": Entry("&Go to Definition", ("F12",), "code", "The class in the code", True),
    "find": Entry("&Find in Model", ("Ctrl+F",), "search", "By path, type, argument or shape"),
    "find_next": Entry("Find Ne&xt", ("F3",)),
    "find_previous": Entry("Find Pre&vious", ("Shift+F3",)),
    "run": Entry("&Run", ("F5",), "run"),
    "cancel": Entry("&Cancel Run", ("Ctrl+.",), "stop"),
    "live": Entry("&Live", (), "live", "Run after every change", checkable=True),
    "input": Entry("&Input X…", ("Ctrl+Shift+I",), "input"),
    "add_input": Entry("&Add Input", (), "", "One more tensor for the forward of the model"),
    "expression": Entry("Choose &Model…", (), "class"),
    "zoom_in": Entry("Zoom &In", ("Ctrl++", "Ctrl+="), "zoom-in", canvas_key="+"),
    "zoom_out": Entry("Zoom &Out", ("Ctrl+-",), "zoom-out", canvas_key="-"),
    "actual_size": Entry("&Actual Size", ("Ctrl+0",), canvas_key="0"),
    "fit": Entry("&Fit All", ("Ctrl+9",), "fit", canvas_key="F"),
    "fit_selection": Entry("Fit &Selection", ("Ctrl+Shift+9",), canvas_key="Shift+F"),
    "toggle": Entry("E&xpand or Collapse", canvas_key="E"),
    "expand_inside": Entry("Expand All &Inside", canvas_key="Shift+E"),
    "expand_all": Entry("&Expand All", ("Ctrl+Shift++",), "expand-all", canvas_key="A"),
    "collapse_all": Entry("&Collapse All", ("Ctrl+Shift+-",), "collapse-all", canvas_key="Shift+A"),
    "back": Entry("&Back", ("Alt+Left",), "back", "What was looked at before"),
    "forward": Entry("For&ward", ("Alt+Right",), "forward", "What was come back from"),
    "trace_in": Entry("What Flows &In"),
    "trace_out": Entry("What Comes &Out"),
    "trace_both": Entry("&Both", canvas_key="P", full_text="Trace Both Ways"),
    "trace_between": Entry(
        "&Path Between", canvas_key="Shift+P", full_text="Trace the Path Between"
    ),
    "isolate": Entry("&Isolate", (), "", "Show the selected container alone", canvas_key="I"),
    "minimap": Entry("&Minimap", checkable=True),
    "fold_repeats": Entry("Fold &Repeats", (), "", "Equal siblings share one node", checkable=True),
    "unfold": Entry("&Unfold or Fold Again", ("Ctrl+U",), is_model_scope=True),
    "unfold_one": Entry("Unfold This &One", ("Ctrl+Shift+U",), is_model_scope=True),
    "next_trip": Entry("&Next Trip of Loop", ("Ctrl+]",), is_model_scope=True),
    "previous_trip": Entry("&Previous Trip of Loop", ("Ctrl+[",), is_model_scope=True),
    "animated": Entry("Ani&mate", checkable=True),
    "to_the_right": Entry("Left &to Right", (), "", "Let the picture run sideways", checkable=True),
    "color_kind": Entry("&Kind", ("Alt+1",), checkable=True, full_text="Color by Kind"),
    "color_parameters": Entry(
        "&Parameters", ("Alt+2",), checkable=True, full_text="Color by Parameters"
    ),
    "color_flops": Entry("&FLOPs", ("Alt+3",), checkable=True, full_text="Color by FLOPs"),
    "color_time": Entry("&Time", ("Alt+4",), checkable=True, full_text="Color by Time"),
    "color_memory": Entry(
        "Activation &Memory", ("Alt+5",), checkable=True, full_text="Color by Activation Memory"
    ),
    "color_dtype": Entry("&Dtype", ("Alt+6",), checkable=True, full_text="Color by Dtype"),
    "legend": Entry("&Legend", ("Alt+L",), "", "What the colors stand for", checkable=True),
    "own_tensors": Entry(
        "Sho&w Parameters", ("Alt+W",), "", "Beside the modules that keep them", checkable=True
    ),
    "full_screen": Entry("F&ull Screen", ("F11",), checkable=True),
    "reset_layout": Entry("&Reset Layout"),
    "welcome": Entry("&Welcome"),
    "shortcuts": Entry("&Keys", ("F1",)),
    "about": Entry("&About Module Inspector"),
}

MENUS = {
    "&File": "new open menu:recent menu:examples menu:templates - save save_as - "
    "menu:export export_picture - copy_code copy_picture - quit",
    "&Edit": "undo redo - cut copy paste select_all snippet snippet_classes - "
    "insert packages duplicate remove rename - "
    "move_up move_down menu:wrap unwrap change_repeats write_out menu:refactor "
    "bypass connect disconnect - "
    "definition find find_next find_previous",
    "&View": "zoom_in zoom_out actual_size fit fit_selection back forward - "
    "toggle expand_inside expand_all collapse_all menu:depth menu:repeats isolate "
    "menu:trace animated to_the_right - "
    "menu:color legend own_tensors minimap - menu:panes menu:theme full_screen reset_layout",
    "&Model": "run cancel live - input add_input menu:device expression",
    "&Help": "welcome shortcuts - about",
}
SUBMENUS = {
    "recent": "Open &Recent",
    "examples": "E&xamples",
    "templates": "New from &Template",
    "export": "&Export Script",
    "wrap": "&Wrap",
    "refactor": "Re&factor",
    "depth": "Expand to &Depth",
    "trace": "T&race",
    "color": "Color &By",
    "repeats": "Repeats and &Loops",
    "panes": "&Panes",
    "theme": "&Theme",
    "device": "&Device",
}


class Actions:
    """The actions of one window by name, and its submenus."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for name, entry in ENTRIES.items():
            self._by_name[name] = self._made(entry)

    def _made(self, entry: Entry) -> QAction:
        # Qt shows what stands behind a tab in the column of the keys.
        shown = f"\t{entry.canvas_key}" if entry.canvas_key and not entry.keys else ""
        action = QAction(entry.text + shown, self._window)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setIcon(icon(entry.icon) if entry.icon else QIcon())
        action.setCheckable(entry.checkable)
        if entry.tip:
            action.setToolTip(f"{entry.text.replace('&', '').rstrip('…')}: {entry.tip}")
            action.setStatusTip(entry.tip)
        if entry.is_model_scope:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            self._window.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def add(self, name: str, action: QAction, icon_name: str) -> None:
        """Take an action made elsewhere, such as undo, into the menus."""
        action.setIcon(icon(icon_name))
        self._by_name[name] = action

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the action is triggered."""
        self._by_name[name].triggered.connect(lambda _checked=False: slot())

    def give_model_keys_to(self, *widgets: QWidget) -> None:
        """Let the keys of the model scope work in these widgets and nowhere else."""
        for widget in widgets:
            for name, entry in ENTRIES.items():
                if entry.is_model_scope:
                    widget.addAction(self._by_name[name])

    def build_menus(self) -> None:
        """Fill the menu bar; ``menu:name`` becomes a submenu in `menus`."""
        bar = self._window.menuBar()
        for title, names in MENUS.items():
            menu = bar.addMenu(title)
            for name in names.split():
                if name == "-":
                    menu.addSeparator()
                elif name.startswith("menu:"):
                    key = name.removeprefix("menu:")
                    self.menus[key] = menu.addMenu(SUBMENUS[key])
                else:
                    menu.addAction(self._by_name[name])

    def keys(self) -> list[tuple[str, str]]:
        """Every action that has a key: its text and its keys, for the list in Help."""
        found = []
        for name, action in self._by_name.items():
            style = QKeySequence.SequenceFormat.NativeText
            keys = [key.toString(style) for key in action.shortcuts()]
            entry = ENTRIES.get(name)
            if entry is not None and entry.canvas_key:
                keys.append(f"{entry.canvas_key} in the picture")
            text = entry.full_text if entry is not None and entry.full_text else plain_text(action)
            if keys:
                found.append((text, ", ".join(keys)))
        return found


def plain_text(action: QAction) -> str:
    """The text of an action without its mnemonic, its dots and its key."""
    return action.text().partition("\t")[0].replace("&", "").rstrip("…")
