"""The application on the file of a journey, closed at its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.hand import Application


@pytest.fixture
def application(file: Path, tmp_path: Path) -> Iterator[Application]:
    application = Application(file, tmp_path)
    yield application
    application.close()
