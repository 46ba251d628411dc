"""Opening and saving the document; saving is atomic."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from inspector.session.state import Document
from inspector.source.file import SourceError, decode, read_file

NEW_TEXT = """\
import torch
from torch import nn

model = nn.Sequential()

X = torch.rand(2, 20)
"""


def new_document() -> tuple[str, Document]:
    """An empty model to begin with."""
    return NEW_TEXT, Document()


def open_file(path: Path) -> tuple[str, Document]:
    """The text of a file and where it belongs. Raises SourceError with a sentence."""
    path = path.resolve()
    file = read_file(path)
    return file.text, Document(path, path.name, file)


def open_example(path: Path) -> tuple[str, Document]:
    """A shipped file as a new document: it is never written back to where it lies."""
    return read_file(path).text, Document(title=path.name)


def save_file(document: Document, text: str, path: Path) -> Document:
    """Write the text whole or not at all. Raises SourceError with a sentence.

    A link is followed and the file's permissions are kept. What is there and no file, such as a
    pipe or a device, is left alone: a file in its place would destroy it.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise SourceError(f"{path.name} cannot be written: it is not a file.")
    data = document.file.encode(text)
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise SourceError(f"{path.name} cannot be written: {file.errorString()}.")
    if file.write(data) != len(data) or not file.commit():
        raise SourceError(
            f"{path.name} was not saved: {file.errorString()}. Is the disk full? "
            "The file on disk is as it was."
        )
    return replace(document, path=path, title=path.name, file=decode(data))
