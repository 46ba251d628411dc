"""Where the nodes of an edited outline have landed in the text."""

from collections.abc import Iterator
from dataclasses import fields

from inspector.outline.nodes import Node, Outline


def landed(meant: Outline, read: Outline) -> Iterator[tuple[Node, Node]]:
    """Pairs of a node that was meant and the equal one read back from the text.

    Both outlines must be equal, as they are after `put`. New nodes have no span in the first
    outline and their place in the second; the others have their old place and their new one.
    """
    stack: list[tuple[Node, Node]] = [(meant, read)]
    while stack:
        one, other = stack.pop()
        yield one, other
        for each in fields(one):
            value, twin = getattr(one, each.name), getattr(other, each.name)
            if isinstance(value, Node) and isinstance(twin, Node):
                stack.append((value, twin))
            elif isinstance(value, tuple) and value and isinstance(value[0], Node):
                stack.extend(zip(value, twin, strict=True))
