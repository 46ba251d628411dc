import os
import stat
from pathlib import Path

import pytest

from inspector.session.files import open_file, save_file
from inspector.session.state import Document
from inspector.source.file import SourceError


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.py"
    os.mkfifo(path)
    return path


def test_what_is_no_file_is_never_replaced_by_one(pipe: Path) -> None:
    with pytest.raises(SourceError, match="it is not a file"):
        save_file(Document(), "import torch\n", pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_is_not_waited_for(pipe: Path) -> None:
    with pytest.raises(SourceError, match="a pipe or a device"):
        open_file(pipe)


def test_a_folder_is_no_place_to_save_to(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="it is not a file"):
        save_file(Document(), "import torch\n", tmp_path)
