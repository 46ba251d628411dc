"""The layers hold: by the imports as written, and by what is really loaded in a fresh process."""

import subprocess
import sys

import pytest

FIRST_PAINT = "import inspector.app.application"
WINDOW = "import inspector.app.application, inspector.app.filling"
ENGINE = "import inspector.engine.server, inspector.engine.api"
COMMAND = "import inspector.command, inspector.__main__"
PURE = (
    "import inspector.source.file, inspector.outline.put, inspector.edits.fixes, "
    "inspector.graph.hierarchy, inspector.graph.visible, inspector.report.summary, "
    "inspector.protocol.frames, inspector.catalog.catalog"
)
TEXTS = "import inspector.canvas.export.texts"


def loaded_after(statement: str) -> set[str]:
    """The packages in a fresh process after an import."""
    code = f"{statement}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        (FIRST_PAINT, {"torch", "pyqtgraph", "numpy", "networkx"}),
        (WINDOW, {"torch", "pyqtgraph"}),
        (ENGINE, {"PySide6", "pyqtgraph"}),
        (COMMAND, {"torch", "PySide6", "networkx", "numpy"}),
        (PURE, {"torch", "PySide6", "pyqtgraph"}),
        (TEXTS, {"torch", "PySide6", "networkx"}),
    ],
    ids=["first paint", "window", "engine", "command", "pure", "texts"],
)
def test_a_process_loads_only_what_its_layer_may(statement: str, absent: set[str]) -> None:
    assert loaded_after(statement) & absent == set()


def test_imports_go_downwards_only() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
