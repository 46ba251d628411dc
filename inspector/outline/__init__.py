"""The static reading of the text and its way back: a lens that never runs anything."""
