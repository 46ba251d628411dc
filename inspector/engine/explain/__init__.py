"""Explanations: what went wrong, in terms of the model, and the edits that cure it."""
