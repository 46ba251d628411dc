"""What is drawn: the visible graph of a report, the rows of the tree, and the layout."""
