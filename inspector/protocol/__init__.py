"""The language between the window and the engine process."""
