"""Compose PyTorch models by drag and drop, see them live, take them home as Python."""

__version__ = "0.1.0"
