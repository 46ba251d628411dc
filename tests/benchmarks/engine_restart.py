"""From killing the engine to the next report, with the warm spare and without.

Run: python -m tests.benchmarks.engine_restart
"""

import statistics
import time

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from inspector.protocol.messages import Run
from inspector.resource_files import resource
from inspector.session.engine_client import EngineClient, EngineState
from inspector.session.forked_engine import Forking
from inspector.session.spawned_engine import Spawning

RUNS = 7
NET = resource("examples", "net.py").read_text(encoding="utf-8")
ENDLESS = """
import torch
from torch import nn
class Endless(nn.Module):
    def forward(self, X):
        while True:
            pass
net = Endless()
X = torch.rand(2)
"""


def spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def report_after(client: EngineClient) -> None:
    loop = QEventLoop()
    client.finished.connect(loop.quit)
    client.run(Run(0, NET))
    loop.exec()
    client.finished.disconnect(loop.quit)


def restart(client: EngineClient, spare: bool) -> float:
    """Seconds from the kill to the report."""
    report_after(client)
    spin(2500)  # the spare has imported torch by now
    if not spare and client._spare is not None:
        client._retired.add(client._spare)
        client._spare.kill()
        client._spare = None
    client.run(Run(0, ENDLESS))
    while client.state is not EngineState.RUNNING:
        spin(5)
    spin(50)
    start = time.perf_counter()
    client.cancel()
    report_after(client)
    return time.perf_counter() - start


def main() -> None:
    application = QCoreApplication([])
    for source in (Spawning, Forking):
        client = EngineClient(source())
        warm, cold = [], []
        for _ in range(RUNS):
            warm.append(restart(client, spare=True))
            cold.append(restart(client, spare=False))
        client.close()
        with_spare, without = statistics.median(warm), statistics.median(cold)
        print(f"{source.__name__.lower()}: from the kill to the next report (median of {RUNS})")
        print(f"    with the spare   {with_spare * 1000:6.0f} ms")
        print(f"    without          {without * 1000:6.0f} ms")
        print(f"    ratio            {with_spare / without:6.2f}")
    del application
    print("wanted: with the spare ÷ without, spawned, at most 0.25")


if __name__ == "__main__":
    main()
