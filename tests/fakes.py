"""A session for tests of views: the real one, with an engine that only remembers."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from inspector.protocol.messages import Discovered, Histogram, Ready, Run, WeightsStored
from inspector.report.model import Report
from inspector.session.engine_client import Ended, EngineState
from inspector.session.session import Session
from inspector.session.state import Document
from inspector.session.trust import Trust


class FakeEngine(QObject):
    """Takes requests as the engine client does; a test says what comes back, and when."""

    ready = Signal(Ready)
    state_changed = Signal(EngineState)
    progressed = Signal(str)
    finished = Signal(Run, Report)
    described = Signal(Histogram)
    discovered = Signal(Discovered)
    weights_stored = Signal(WeightsStored)
    ended = Signal(Ended)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = EngineState.READY
        self.output: tuple[str, ...] = ()
        self.runs: list[Run] = []
        self.described_names: list[tuple[str, str]] = []
        self.packages: list[str] = []
        self.stores: list[tuple[Run, str]] = []
        self.cancelled = 0

    def run(self, request: Run) -> Run:
        self.runs.append(request)
        return request

    def describe(self, module: str, name: str) -> None:
        self.described_names.append((module, name))

    def discover(self, package: str) -> None:
        self.packages.append(package)

    def store_weights(self, run: Run, file: str) -> bool:
        self.stores.append((run, file))
        return self.state is EngineState.READY

    def cancel(self) -> None:
        self.cancelled += 1

    def close(self) -> None:
        pass

    def answer(self, text: str, report: Report) -> None:
        """Finish a run of `text` with this report."""
        self.finished.emit(Run(1, text), report)


def session_with(text: str, folder: Path, document: Document | None = None) -> Session:
    """A session that shows a text and runs nothing by itself; its engine is a `FakeEngine`."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    engine = FakeEngine()
    session = Session(engine, Trust(settings))  # type: ignore[arg-type]
    engine.setParent(session)
    session.set_live(False)
    session.open(text, document or Document())
    return session
