"""The kinds of picture that a report can be drawn as, by the ending of the file."""

PICTURES = (".svg", ".png", ".pdf")
"""Drawn by Qt."""
TEXTS = (".html", ".mmd", ".graphml")
"""Written without Qt, and so without what Qt needs of a machine."""
