"""A gallery of broken models: each fails in one way that people meet, and says what cures it."""
