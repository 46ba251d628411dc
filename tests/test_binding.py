"""The Qt binding keeps its reference counts; a release that does not aborts the process."""

import sys

from PySide6.QtCore import QObject


def test_qt_calls_lose_no_reference_to_none() -> None:
    target = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        target.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50
