"""The picture of the nested graph: painting, gestures, export."""
