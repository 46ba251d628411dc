"""Changes of the document as values: pure functions from outline to outline."""
