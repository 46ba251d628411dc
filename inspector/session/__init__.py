"""The open document: source, history, selection, and the engine process beside it."""
