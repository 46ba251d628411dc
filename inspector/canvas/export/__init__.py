"""The picture as a file or an image: vector, pixels, a page that unfolds, text for other programs.

What is written as text (`texts`) needs neither Qt nor a display, the pictures (`pictures`) do.
"""
