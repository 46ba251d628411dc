"""What every test shares: a Qt platform that can really drag, and a look for what is left over."""

import os
import threading
from collections.abc import Iterator

# On "offscreen" QDrag.exec returns at once; on "minimal" it runs its real loop.
os.environ["QT_QPA_PLATFORM"] = "minimal:enable_fonts"

import pytest


@pytest.fixture(autouse=True)
def no_thread_is_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(2)
    running = [thread.name for thread in left if thread.is_alive() and not thread.daemon]
    assert not running, f"threads left running: {running}; stop them where they are started"
