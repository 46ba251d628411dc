"""The code of packages, downloaded and unpacked but not installed, to be read by benchmarks."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

_STORE = Path(tempfile.gettempdir()) / "inspector-packages"
"""Kept from one run to the next."""


def folder_of(name: str) -> Path:
    """The folder of this path, or one with the wheel of the package of this name.

    Raises SystemExit with the words of pip if there is no such package to be had.
    """
    if Path(name).is_dir():
        return Path(name)
    folder = _STORE / name
    if not folder.is_dir():
        with tempfile.TemporaryDirectory() as wheels:
            download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            found = subprocess.run(
                [*download, "--only-binary=:all:", "--dest", wheels, name],
                check=False,
                capture_output=True,
                text=True,
            )
            if found.returncode != 0:
                raise SystemExit(f"{name} is no folder, and pip cannot get it:\n{found.stderr}")
            for wheel in Path(wheels).glob("*.whl"):
                zipfile.ZipFile(wheel).extractall(folder)
    return folder
