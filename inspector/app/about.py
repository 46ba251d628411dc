"""The dialogs of the Help menu: versions, and the list of keys."""

import platform
import sys

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector import __version__


def versions(torch: str) -> str:
    """The versions that a report of a mistake should name."""
    return "\n".join(
        (
            f"Module Inspector {__version__}",
            f"Python {sys.version.split()[0]}",
            f"Qt {qVersion()}, PySide6 {PySide6.__version__}",
            f"torch {torch or 'not loaded yet'}",
            platform.platform(),
        )
    )


def show_about(parent: QWidget, torch: str) -> QDialog:
    """Open the About dialog."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("About Module Inspector")
    text = versions(torch)
    body = QLabel(
        "Compose PyTorch models by drag and drop, see them live,\n"
        f"take them home as Python.\n\n{text}\n\nMIT License"
    )
    body.setTextFormat(Qt.TextFormat.PlainText)
    body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 16)
    layout.setSpacing(16)
    layout.addWidget(body)
    layout.addWidget(buttons)
    dialog.open()
    return dialog


def show_keys(parent: QWidget, keys: list[tuple[str, str]]) -> QDialog:
    """Open the list of keys."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Keys")
    table = QTableWidget(len(keys), 2)
    table.setHorizontalHeaderLabels(["Action", "Key"])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setFrameShape(QTableWidget.Shape.NoFrame)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    for row, pair in enumerate(keys):
        for column, text in enumerate(pair):
            table.setItem(row, column, QTableWidgetItem(text))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 16)
    layout.setSpacing(12)
    layout.addWidget(table)
    layout.addWidget(buttons)
    dialog.resize(460, 560)
    dialog.open()
    return dialog
