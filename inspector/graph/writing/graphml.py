"""The visible graph as GraphML: nested graphs, with what is known of each node in typed fields."""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.shapes import dtype_text
from inspector.graph.writing.xml_text import xml_text
from inspector.report.model import Call
from inspector.report.units import shape_text

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_FIELDS = {
    "kind": "string",
    "path": "string",
    "name": "string",
    "type": "string",
    "arguments": "string",
    "badge": "string",
    "family": "string",
    "shape": "string",
    "dtype": "string",
    "parameters": "long",
    "flops": "long",
    "seconds": "double",
}
_EDGE_FIELDS = {"shape": "string", "dtype": "string", "label": "string"}


def graphml(index: Index, graph: Graph) -> str:
    """The document; what a node does not have, such as the FLOPs of an input, is left out."""
    root = Element("graphml", xmlns=_NAMESPACE)
    for owner, fields in (("node", _NODE_FIELDS), ("edge", _EDGE_FIELDS)):
        for name, kind in fields.items():
            key = {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind}
            SubElement(root, "key", key)
    levels = {-1: SubElement(root, "graph", id="model", edgedefault="directed")}
    for number, node in enumerate(graph.nodes):
        element = SubElement(levels[graph.parents[number]], "node", id=f"n{number}")
        for name, value in _node_values(index, node).items():
            _add(element, "node", name, value)
        if node.expanded:
            # Readers such as yEd and networkx look into a node that says it is a group.
            element.set("yfiles.foldertype", "group")
            levels[number] = SubElement(element, "graph", id=f"n{number}:", edgedefault="directed")
    for edge, (source, target) in zip(graph.edges, graph.ends, strict=True):
        ends = {"source": f"n{source}", "target": f"n{target}"}
        element = SubElement(levels[-1], "edge", ends)
        for name, value in _edge_values(index, edge).items():
            _add(element, "edge", name, value)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add(element: Element, owner: str, name: str, value: object) -> None:
    if value is not None and value != "":
        data = SubElement(element, "data", key=f"{owner}_{name}")
        data.text = xml_text(str(value))


def _node_values(index: Index, node: Node) -> dict[str, object]:
    call = _call(index, node)
    module = index.modules.get(node.identity) if node.kind == "module" else None
    tensors = call.outputs if call is not None else () if node.tensor is None else (node.tensor,)
    shape, dtype = _shapes(index, tensors)
    place = node.place.path if node.place is not None else ""
    return {
        "kind": node.kind,
        "path": node.identity or place,
        "name": node.title,
        "type": module.type if module is not None else node.type,
        "arguments": module.arguments if module is not None else node.detail,
        "badge": node.badge,
        "family": node.family,
        "shape": shape,
        "dtype": dtype,
        "parameters": node.parameters if node.kind == "module" else None,
        "flops": call.flops if call is not None else None,
        "seconds": call.seconds if call is not None else None,
    }


def _edge_values(index: Index, edge: Edge) -> dict[str, object]:
    shape, dtype = _shapes(index, edge.tensors)
    return {"shape": shape, "dtype": dtype, "label": edge.label}


def _call(index: Index, node: Node) -> Call | None:
    if node.call is None:
        return None
    return index.tree.items[index.tree.by_call[node.call]].call


def _shapes(index: Index, ids: Iterable[int]) -> tuple[str, str]:
    """The shapes of some tensors, and their dtypes, each told once."""
    tensors = [index.tensors[id] for id in ids if id in index.tensors]
    shapes = dict.fromkeys(shape_text(tensor.shape) for tensor in tensors)
    dtypes = dict.fromkeys(dtype_text(tensor.dtype) for tensor in tensors)
    return ", ".join(shapes), ", ".join(dtypes)
