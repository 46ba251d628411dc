"""The user's text, executed: its module, its model and its input."""
