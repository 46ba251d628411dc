"""The visible graph as a Mermaid flowchart: containers as subgraphs, shapes on the arrows."""

import json
import re
from collections.abc import Iterator, Mapping

from inspector.graph.graph import Edge, Graph, Node

MOST_EDGES = 500
"""Mermaid refuses more unless it is told otherwise."""
_PLAIN = frozenset(" .,:()=_/'")
_LISTED = re.compile(r"^(\d+)\.")
_INDENT = "  "


def mermaid(graph: Graph, title: str, styles: Mapping[str, str]) -> str:
    """The chart; `styles` gives the CSS of each family, such as ``fill:#eee,color:#000``.

    And of ``open`` and ``loop``, for what is expanded or goes round, and of ``failed``.
    """
    lines = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---"]
    if len(graph.edges) > MOST_EDGES:
        lines.append(
            f"%% {len(graph.edges)} arrows: Mermaid draws {MOST_EDGES} unless its maxEdges is set"
        )
    lines.append("flowchart TB")
    lines += _nodes(graph)
    lines += [f"{_INDENT}{_arrow(graph, edge)}" for edge in graph.edges]
    lines += [
        f"{_INDENT}class n{number} {_class(node)}"
        for number, node in enumerate(graph.nodes)
        if node.expanded
    ]
    used = {_class(node) for node in graph.nodes}
    lines += [
        f"{_INDENT}classDef {family} {style}" for family, style in styles.items() if family in used
    ]
    return "\n".join(lines) + "\n"


def _nodes(graph: Graph) -> Iterator[str]:
    """Every node after the container that it stands in, and the end of each container."""
    around: list[int] = []
    for number in _in_order(graph):
        node = graph.nodes[number]
        while around and around[-1] != graph.parents[number]:
            around.pop()
            yield f"{_INDENT * (len(around) + 1)}end"
        indent = _INDENT * (len(around) + 1)
        if node.expanded:
            yield f"{indent}subgraph n{number}[{_quoted(_header(node))}]"
            around.append(number)
        else:
            yield f"{indent}n{number}{_box(node)}:::{_class(node)}"
    while around:
        around.pop()
        yield f"{_INDENT * (len(around) + 1)}end"


def _in_order(graph: Graph) -> Iterator[int]:
    """The positions of the nodes, so that all contents of a container follow it."""
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(graph.parents):
        children.setdefault(parent, []).append(number)
    waiting = children.get(-1, [])[::-1]
    while waiting:
        number = waiting.pop()
        yield number
        waiting.extend(reversed(children.get(number, [])))


def _class(node: Node) -> str:
    if node.kind == "loop":
        return "loop"
    if node.expanded:
        return "open"
    return "failed" if node.failed else node.family


def _header(node: Node) -> str:
    return " ".join(word for word in (node.title, node.type, node.badge) if word)


def _box(node: Node) -> str:
    first = " ".join(word for word in (node.title, node.type) if word)
    second = " ".join(word for word in (node.detail, node.badge) if word)
    text = _quoted(first, second) if second else _quoted(first)
    return f"([{text}])" if node.kind in ("input", "output") else f"[{text}]"


def _arrow(graph: Graph, edge: Edge) -> str:
    source, target = graph.index[edge.source], graph.index[edge.target]
    line = "-->" if edge.tensors else "-.->"
    label = f"|{_quoted(edge.label)}|" if edge.label else ""
    return f"n{source} {line}{label} n{target}"


def _quoted(*lines: str) -> str:
    return '"' + "<br>".join(_escaped(line) for line in lines) + '"'


def _escaped(text: str) -> str:
    """A text in which Mermaid sees no markup, list, entity or end of the string."""
    text = " ".join(text.split())
    numbered = _LISTED.match(text)
    dot = len(numbered[1]) if numbered else -1
    return "".join(
        letter
        if position != dot and (letter in _PLAIN or letter.isalnum() or ord(letter) > 0x7F)
        else f"#{ord(letter)};"
        for position, letter in enumerate(text)
    )
