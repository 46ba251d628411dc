"""The text of the document: spans, changes, files. Knows nothing of Python's grammar."""
