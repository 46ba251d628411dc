"""Where the nodes of an edited outline have landed in the text."""

from collections.abc import Iterator

from inspector.outline.nodes import PARTS, Node, Outline


def landed(meant: Outline, read: Outline) -> Iterator[tuple[Node, Node]]:
    """Pairs of a node that was meant and the equal one read back from the text.

    Both outlines must be equal, as they are after `put`. New nodes have no span in the first
    outline and their place in the second; the others have their old place and their new one, but
    for what is in a node that was not read again: it is where it was.
    """
    stack: list[tuple[Node, Node]] = [(meant, read)]
    while stack:
        one, other = stack.pop()
        yield one, other
        if one is other:
            continue
        for name in PARTS[type(one)]:
            value, twin = getattr(one, name), getattr(other, name)
            if isinstance(value, Node) and isinstance(twin, Node):
                stack.append((value, twin))
            elif isinstance(value, tuple) and value and isinstance(value[0], Node):
                stack.extend(zip(value, twin, strict=True))
