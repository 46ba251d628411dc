"""Which row each part of a level stands in: the longest path from the top."""

from collections.abc import Sequence

from inspector.graph.layout.level import Link, Part


def rank(parts: Sequence[Part], links: Sequence[Link]) -> list[int]:
    """The row of each part: entries in row 0, exits in the last row, nodes between them.

    Links go from an earlier part to a later one. What reads nothing stands just above what reads
    it, and what has no links at all beside what comes before it.
    """
    rows = [0 if part.kind == "entry" else 1 for part in parts]
    readers: list[list[int]] = [[] for _ in parts]
    sources: list[list[int]] = [[] for _ in parts]
    for link in links:
        readers[link.source].append(link.target)
        sources[link.target].append(link.source)
    previous = 1
    for index, part in enumerate(parts):
        if part.kind == "entry":
            continue
        read = sources[index]
        if len(read) == 1:
            rows[index] = 1 + rows[read[0]]
        elif read:
            rows[index] = 1 + max([rows[source] for source in read])
        elif not readers[index]:
            rows[index] = previous
        if part.kind == "node":
            previous = rows[index]
    for index in range(len(parts) - 1, -1, -1):
        # What is read more often than it reads stands just above its readers: shorter lines.
        if len(readers[index]) > len(sources[index]) and parts[index].kind == "node":
            nodes = [rows[r] for r in readers[index] if parts[r].kind == "node"]
            if nodes:
                rows[index] = max(rows[index], min(nodes) - 1)
    inner = [row for row, part in zip(rows, parts, strict=True) if part.kind != "exit"]
    last = 1 + max(inner, default=0)
    return [last if part.kind == "exit" else row for row, part in zip(rows, parts, strict=True)]


def path_lengths(parts: Sequence[Part], links: Sequence[Link]) -> list[int]:
    """For each link the height of all nodes on the longest path that it lies on.

    Not their number: what is open and tall carries the eye, however many small steps run beside it.
    """
    weights = [part.height if part.kind == "node" else 0 for part in parts]
    above, below = weights[:], weights[:]
    sources, targets = [link.source for link in links], [link.target for link in links]
    for index in sorted(range(len(links)), key=sources.__getitem__):
        source, target = sources[index], targets[index]
        length = above[source] + weights[target]
        if length > above[target]:
            above[target] = length
    for index in sorted(range(len(links)), key=targets.__getitem__, reverse=True):
        source, target = sources[index], targets[index]
        length = below[target] + weights[source]
        if length > below[source]:
            below[source] = length
    return [above[source] + below[target] for source, target in zip(sources, targets, strict=True)]
