"""The widgets around the canvas: palette, tree, code, arguments, problems."""
