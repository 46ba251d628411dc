"""The window, its actions and its start."""
