"""Saying that something was not done, and why."""

from PySide6.QtWidgets import QMessageBox, QWidget


def warn(window: QWidget, text: str, reason: str) -> None:
    """Tell in a box of its own; `reason` is a sentence."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(text)
    box.setInformativeText(reason)
    box.exec()
