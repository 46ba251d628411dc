"""The engine as the session sees it: one process at work and a warm spare."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.protocol.messages import (
    Describe,
    Discover,
    Discovered,
    Histogram,
    Message,
    Progress,
    Ready,
    Reply,
    Run,
    StoreWeights,
    WeightsStored,
)
from inspector.report.model import Report
from inspector.session.engine_process import EngineProcess, EngineSource

PATIENCE = 1500
"""Milliseconds that a run may keep a newer one waiting before it is killed for it."""
_QUICK_DEATHS = 3


class EngineState(Enum):
    """What the engine is doing."""

    STARTING = "starting"
    READY = "ready"
    RUNNING = "running"
    BROKEN = "broken"


@dataclass(frozen=True)
class Ended:
    """Why an engine ended that nobody had told to."""

    reason: str
    output: tuple[str, ...] = ()


class EngineClient(QObject):
    """Runs texts in an engine process; the newest request wins.

    Signals come in the window's thread. `finished` tells the run it answers, because the text
    may have moved on.
    """

    ready = Signal(Ready)
    state_changed = Signal(EngineState)
    progressed = Signal(str)
    finished = Signal(Run, Report)
    described = Signal(Histogram)
    discovered = Signal(Discovered)
    weights_stored = Signal(WeightsStored)
    ended = Signal(Ended)

    _arrived = Signal(object, object)
    _gone = Signal(object, str)

    def __init__(
        self,
        source: EngineSource,
        first: EngineProcess | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`first` is an engine of the source that has been launched already."""
        super().__init__(parent)
        self._source = source
        self._arrived.connect(self._on_message)
        self._gone.connect(self._on_end)
        self._state = EngineState.STARTING
        self._engine = self._watched(first or source.launch())
        self._spare: EngineProcess | None = None
        self._ready: dict[EngineProcess, Ready] = {}
        self._retired: set[EngineProcess] = set()
        self._running: Run | None = None
        self._waiting: Run | None = None
        self._quick_deaths = 0
        self._next_id = 0
        self._wanted: list[str] = []
        self._impatience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._impatience.timeout.connect(self._lose_patience)

    @property
    def state(self) -> EngineState:
        return self._state

    @property
    def output(self) -> tuple[str, ...]:
        """The last lines that user code printed."""
        return tuple(self._engine.output)

    def run(self, request: Run) -> Run:
        """Run this as soon as the engine is free; a request still waiting is dropped for it."""
        self._next_id += 1
        request = Run(
            self._next_id,
            request.text,
            request.file,
            request.expression,
            request.inputs,
            request.seed,
            request.device,
        )
        self._waiting = request
        if self._running is None:
            self._send_waiting()
        elif not self._impatience.isActive():
            self._impatience.start()
        return request

    def describe(self, module: str, name: str) -> None:
        """Ask for the statistics of a tensor that the last model keeps."""
        if self._running is None and self._engine in self._ready:
            self._next_id += 1
            self._engine.send(Describe(self._next_id, module, name))

    def discover(self, package: str) -> None:
        """Ask which modules a package offers, as soon as the engine is there."""
        self._wanted.append(package)
        self._send_wanted()

    def store_weights(self, run: Run, file: str) -> bool:
        """Ask for the weights of the model of a text in a file; False if the engine is busy."""
        if self._running is not None or self._engine not in self._ready:
            return False
        self._next_id += 1
        self._engine.send(StoreWeights(self._next_id, run, file))
        return True

    def _send_wanted(self) -> None:
        if self._engine not in self._ready:
            return
        for package in self._wanted:
            self._next_id += 1
            self._engine.send(Discover(self._next_id, package))
        self._wanted.clear()

    def cancel(self) -> None:
        """End the run, and whatever waits behind it, by killing the engine."""
        self._waiting = None
        if self._running is not None:
            self._take_spare()

    def close(self) -> None:
        """End all engines; nothing is left running."""
        self._impatience.stop()
        processes = {each for each in (self._engine, self._spare, *self._retired) if each}
        self._retired |= processes
        for process in processes:
            process.kill()
        self._source.close()
        for process in processes:
            process.close()

    # What happens in the engine

    def _watched(self, process: EngineProcess) -> EngineProcess:
        process.listen(
            lambda message: self._arrived.emit(process, message),
            lambda reason: self._gone.emit(process, reason),
        )
        return process

    def _on_message(self, process: EngineProcess, message: Message) -> None:
        if process in self._retired:
            return
        if isinstance(message, Ready):
            self._ready[process] = message
            self._quick_deaths = 0
            if process is self._engine:
                self._become_ready(message)
        elif process is not self._engine:
            return
        elif isinstance(message, Progress):
            if self._running is not None and message.id == self._running.id:
                self.progressed.emit(message.stage)
        elif isinstance(message, Histogram):
            self.described.emit(message)
        elif isinstance(message, Discovered):
            self.discovered.emit(message)
        elif isinstance(message, WeightsStored):
            self.weights_stored.emit(message)
        elif isinstance(message, Reply):
            self._on_reply(message)

    def _on_reply(self, reply: Reply) -> None:
        run = self._running
        if run is None or reply.id != run.id:
            return
        self._running = None
        self._impatience.stop()
        self._set_state(EngineState.READY)
        self.finished.emit(run, reply.report)
        if self._spare is None:
            self._spare = self._watched(self._source.launch())
        if self._running is None:
            self._send_waiting()

    def _become_ready(self, message: Ready) -> None:
        self._set_state(EngineState.READY)
        self.ready.emit(message)
        self._send_waiting()
        self._send_wanted()

    def _send_waiting(self) -> None:
        if self._waiting is None or self._engine not in self._ready:
            return
        self._running, self._waiting = self._waiting, None
        self._set_state(EngineState.RUNNING)
        self._engine.send(self._running)

    def _lose_patience(self) -> None:
        if self._running is not None and self._waiting is not None:
            self._take_spare()

    def _take_spare(self) -> None:
        """Kill the engine at work; the spare, or a new one, takes its place."""
        old = self._engine
        self._retired.add(old)
        self._ready.pop(old, None)
        old.kill()
        self._running = None
        self._impatience.stop()
        self._engine = self._spare or self._watched(self._source.launch())
        self._spare = self._watched(self._source.launch()) if self._spare is not None else None
        found = self._ready.get(self._engine)
        if found is not None:
            self._become_ready(found)
        else:
            self._set_state(EngineState.STARTING)

    def _on_end(self, process: EngineProcess, reason: str) -> None:
        was_ready = self._ready.pop(process, None) is not None
        was_retired = process in self._retired
        process.close()
        self._retired.discard(process)
        if was_retired:
            return
        if process is self._spare:
            self._spare = None
            return
        if not was_ready:
            self._quick_deaths += 1
        ended = Ended(reason, tuple(process.output))
        if self._quick_deaths >= _QUICK_DEATHS:
            self._running = self._waiting = None
            self._set_state(EngineState.BROKEN)
        else:
            self._take_spare()
            self._retired.discard(process)
        self.ended.emit(ended)

    def _set_state(self, state: EngineState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
