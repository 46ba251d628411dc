"""Models that are hard to see through, each with facts that were worked out by hand."""
