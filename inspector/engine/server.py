"""The engine's side of the conversation: requests in, messages out, one run after another."""

import gc
import os
import platform
import queue
import sys
import threading
import time
import traceback
from functools import partial

import torch
from torch import nn

from inspector.engine.build import carry_out
from inspector.engine.calm import calm_collection
from inspector.engine.describe import describe
from inspector.engine.discover import discover
from inspector.engine.drawn_values import DrawnValues
from inspector.engine.outcome import Outcome
from inspector.engine.process import become_engine
from inspector.engine.weights import store_weights
from inspector.engine.wording import message_of
from inspector.protocol.frames import ProtocolError, encode, read_request
from inspector.protocol.messages import (
    Describe,
    Discover,
    Message,
    Progress,
    Ready,
    Reply,
    Request,
    Run,
    StoreWeights,
    WeightsStored,
)
from inspector.report.model import Failure, Report, Stage

_GRACE = 2.0
"""Seconds that a run may still take after the other side has closed the connection."""


def serve(requests: int, replies: int) -> int:
    """Answer requests from one file descriptor on another until the first is at its end."""
    become_engine()
    return Server(requests, replies).run()


class Server:
    """Reads requests in a second thread, so that an older run can be skipped for a newer one."""

    def __init__(self, requests: int, replies: int) -> None:
        self._requests = requests
        self._replies = replies
        self._waiting: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._model: nn.Module | None = None
        self._drawn = DrawnValues()

    def run(self) -> int:
        """Greet, then answer one request after another."""
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        self._send(_ready())
        with calm_collection():  # what is here now stays; to look for garbage in it would take long
            while True:
                for request in self._next_requests():
                    if request is None:
                        return 0
                    self._answer(request)
                while self._waiting.empty() and self._drawn.draw_one():
                    pass

    def _next_requests(self) -> list[Request | None]:
        """All that wait, in order, without the runs that a newer one has made superfluous."""
        batch = [self._waiting.get()]
        while not self._waiting.empty():
            batch.append(self._waiting.get())
        runs = [request for request in batch if isinstance(request, Run)]
        return [r for r in batch if not isinstance(r, Run) or r is runs[-1]]

    def _answer(self, request: Request) -> None:
        if isinstance(request, Describe):
            self._send(describe(self._model, request))
            return
        if isinstance(request, Discover):
            self._send(discover(request))
            return
        if isinstance(request, StoreWeights):
            self._send(self._store_weights(request))
            gc.collect()
            return
        outcome = self._carry_out(request)
        self._model = outcome.model
        self._send(Reply(request.id, outcome.report))
        gc.collect()  # a text is a circle of names and functions that holds its model

    def _carry_out(self, request: Run) -> Outcome:
        def progress(stage: Stage) -> None:
            self._send(Progress(request.id, stage))

        try:
            return carry_out(request, progress, partial(self._drawn.reused, request.file))
        except Exception as error:  # noqa: BLE001 (a reply must come, and the next run may work)
            traceback.print_exc()
            return Outcome(_our_mistake(request.expression or "model", error))

    def _store_weights(self, request: StoreWeights) -> WeightsStored:
        try:
            return store_weights(request)
        except Exception as error:  # noqa: BLE001 (a reply must come)
            traceback.print_exc()
            return WeightsStored(request.id, request.file, error=f"{type(error).__name__}: {error}")

    def _read(self) -> None:
        try:
            while (request := read_request(self._read_bytes)) is not None:
                self._waiting.put(request)
        except (ProtocolError, OSError) as error:
            print(f"engine: {error}", file=sys.__stderr__)
        self._waiting.put(None)
        time.sleep(_GRACE)
        os._exit(0)

    def _read_bytes(self, count: int) -> bytes:
        return os.read(self._requests, count)

    def _send(self, message: Message) -> None:
        try:
            data = memoryview(encode(message))
        except (UnicodeEncodeError, OverflowError) as error:
            assert isinstance(message, Reply)
            data = memoryview(encode(Reply(message.id, _our_mistake("model", error))))
        try:
            while data:
                data = data[os.write(self._replies, data) :]
        except OSError:  # nobody listens any more
            os._exit(0)


def _ready() -> Ready:
    devices = ["cpu"]
    if torch.cuda.is_available():
        devices += [f"cuda:{index}" for index in range(torch.cuda.device_count())]
    devices.append("meta")
    return Ready(os.getpid(), str(torch.__version__), platform.python_version(), tuple(devices))


def _our_mistake(model: str, error: Exception) -> Report:
    failure = Failure(
        "forward",
        type(error).__name__,
        message_of(error),
        "The engine itself failed while it watched the model. This is a mistake in Module "
        "Inspector, not in the model.",
    )
    return Report(model=model, failure=failure)
