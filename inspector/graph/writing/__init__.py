"""The picture as text: a page that unfolds by itself, Mermaid, GraphML; no Qt, no display."""
