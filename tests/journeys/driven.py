"""The real application, which also writes down where things are, for a hand outside of it.

Run as ``python driven.py PLACES SETTINGS FILE``: it opens the window on FILE and keeps PLACES, a
JSON file, telling where palette entries, rows of the tree and nodes of the picture are on the
screen, and what the tree shows. The name of a picture written to PLACES.shot is a wish for one.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from inspector.app.contents import Contents
from inspector.app.filling import fill
from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.canvas.wire import handle_of, socket_places
from inspector.command import Target
from inspector.look.theme import LIGHT
from inspector.session.engine_source import engine_source


def on_screen(widget: QWidget, point: QPoint) -> tuple[int, int]:
    place = widget.mapToGlobal(point)
    return place.x(), place.y()


def rows_of(window: Contents) -> dict[str, dict[str, object]]:
    """Where each visible row of the tree is, and what it says."""
    view = window.tree.view
    model = view.model()
    found: dict[str, dict[str, object]] = {}
    waiting = [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            rect = view.visualRect(index)
            path = window.tree.view._rows.row_at(index).key  # type: ignore[union-attr]
            found[path] = {
                "center": on_screen(view.viewport(), QPoint(rect.left() + 40, rect.center().y())),
                "below": on_screen(view.viewport(), QPoint(rect.left() + 40, rect.bottom() - 2)),
                "text": index.data(),
                "output": index.siblingAtColumn(1).data(),
            }
            waiting.append(index)
    return found


def ports_of(window: Contents) -> dict[str, dict[str, tuple[int, int]]]:
    """Where an edge begins at each node of the picture, and where it ends at its first operand."""
    canvas = window.canvas
    scene = canvas.scene
    if scene is None:
        return {}
    return {
        node.key: {
            "handle": on_screen(canvas, canvas.to_view(handle_of(scene, number)).toPoint()),
            "socket": on_screen(
                canvas,
                canvas.to_view(socket_places(scene, number, 1)[0] + QPointF(1, 2)).toPoint(),
            ),
        }
        for number, node in enumerate(scene.graph.nodes)
    }


def first_entry(window: Contents) -> dict[str, object]:
    """The first line of the palette: what it is and where."""
    view = window.palette_pane.view
    index = view.model().index(0, 0)
    center = on_screen(view.viewport(), view.visualRect(index).center())
    return {"title": index.data(), "center": center}


def main() -> int:
    places, settings, file = map(Path, sys.argv[1:4])
    source = engine_source()
    engine = source.launch()
    application = QApplication(sys.argv[:1])
    store = QSettings(str(settings), QSettings.Format.IniFormat)
    store.setValue("window/theme", "light")
    frame = Window(LIGHT)
    filling = fill(frame, source, engine, Settings(store))
    window, session = filling.contents, filling.session
    frame.move(0, 0)
    frame.resize(1560, 960)
    frame.show()
    filling.open_first(Target(file))

    def tell() -> None:
        state = session.state
        told = {
            "rows": rows_of(window),
            "palette_search": on_screen(window.palette_pane.search, QPoint(30, 12)),
            "palette_first": first_entry(window),
            "ports": ports_of(window),
            "canvas": on_screen(window.canvas, window.canvas.rect().center()),
            "text": state.text,
            "current": state.is_current,
            "modified": state.document.modified,
            "problems": [problem.message for problem in state.problems],
        }
        wish = places.with_suffix(".shot")
        if wish.exists():
            frame.screen().grabWindow(0).save(wish.read_text())
            wish.unlink()
        new = places.with_suffix(".new")
        new.write_text(json.dumps(told))
        new.replace(places)

    timer = QTimer(frame, interval=100)
    timer.timeout.connect(tell)
    timer.start()
    try:
        return application.exec()
    finally:
        filling.close()


if __name__ == "__main__":
    sys.exit(main())
