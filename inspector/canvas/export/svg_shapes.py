"""Making what Qt writes as SVG small: no attribute that says nothing, and a title for each node."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from inspector.graph.writing.xml_text import xml_text

Titles = Mapping[tuple[int, int, int, int], str]
"""What is told about a node by its box: left, top, width, height."""
Style = tuple[tuple[str, str], ...]
_BIT = 1 << 15
"""Letters."""
_SVG = "http://www.w3.org/2000/svg"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE = ("stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap")
_FILL = ("fill", "fill-opacity")
_LETTERS = ("font-family", "font-size", "font-weight", "font-style")
_USUAL = {
    "fill": "black",
    "fill-opacity": "1",
    "stroke": "none",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-dasharray": "none",
    "font-weight": "400",
    "font-style": "normal",
    "opacity": "1",
}
"""What an attribute says when it is left out."""
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_ROUND_RECT = re.compile(r"M\S+ (?:C\S+ \S+ \S+ L\S+ ){4}Z ?")
_SHIFT = re.compile(r"matrix\(1,0,0,1,(-?[\d.]+),(-?[\d.]+)\)")


def small_svg(written: str, name: str, titles: Titles, families: Mapping[str, str]) -> str:
    """The same picture with fewer words; `families` gives what to write for a family of fonts."""
    source = _parsed(written)
    box = source.get("viewBox", "0 0 0 0")
    _, _, width, height = box.split()
    root = Element("svg", xmlns=_SVG, width=width, height=height, viewBox=box)
    SubElement(root, "title").text = xml_text(name)
    plain = next(iter(families.values()), "sans-serif")
    body = SubElement(root, "g", {"font-family": plain, "pointer-events": "none"})
    inherited = {"font-family": plain}
    for transform, group in groupby(_shapes(source), key=lambda shape: shape[0]):
        place = SubElement(body, "g", {"transform": _short_transform(transform)})
        for style, shapes in groupby(group, key=lambda shape: shape[1]):
            elements = [_small(element) for _, _, element in shapes]
            values = _told(style, families, inherited)
            if len(elements) == 1:
                elements[0].attrib.update(values)
                place.append(elements[0])
            else:
                SubElement(place, "g", values).extend(elements)
            for element in elements:
                _entitle(element, titles)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True).replace(" />", "/>")


def _parsed(written: str) -> Element:
    """Read bit by bit: to read all at once would keep the window from going on meanwhile."""
    parser = ElementTree.XMLParser()
    for start in range(0, len(written), _BIT):
        parser.feed(xml_text(written[start : start + _BIT]))
    return parser.close()


def _shapes(source: Element) -> Iterator[tuple[str, Style, Element]]:
    """Every shape and text in order, with its transform and what it is painted with."""
    for group in source.iterfind(f"{{{_SVG}}}g/{{{_SVG}}}g"):
        for element in group:
            given = {**group.attrib, **element.attrib}
            is_text = element.tag == f"{{{_SVG}}}text"
            names = (*_FILL, *_LETTERS) if is_text else (*_FILL, *_LINE)
            told = [(key, given[key]) for key in (*names, "opacity") if key in given]
            has_line = given.get("stroke", "none") != "none"
            style = tuple(
                (key, value) for key, value in told if has_line or not key.startswith("stroke")
            )
            yield given.get("transform", ""), style, element


def _told(
    style: Style, families: Mapping[str, str], inherited: Mapping[str, str]
) -> dict[str, str]:
    """What must be said of a style: not what goes without saying, nor what is inherited."""
    values = {key: value for key, value in style if _USUAL.get(key) != value}
    if "font-family" in values:
        family = values["font-family"].split(",")[0].strip("'\" ")
        values["font-family"] = families.get(family, values["font-family"])
    if values.get("stroke-linecap") == "square" and "stroke-dasharray" not in values:
        # Closed outlines have no ends.
        del values["stroke-linecap"]
    return {key: value for key, value in values.items() if inherited.get(key) != value}


def _small(element: Element) -> Element:
    """A shape by what makes it one; a path of a rectangle with round corners as such."""
    name = element.tag.rpartition("}")[2]
    if name == "text":
        made = Element("text", x=element.get("x", "0"), y=element.get("y", "0"))
        made.text = element.text
        if made.text and made.text != " ".join(made.text.split()):
            made.set(_SPACE, "preserve")
        return made
    if name == "rect":
        return Element(
            "rect", {key: element.get(key, "0") for key in ("x", "y", "width", "height")}
        )
    if name in ("polygon", "polyline"):
        return Element(name, points=element.get("points", "").strip())
    if name == "path":
        return _small_path(element.get("d", ""))
    return Element(name, {key: value for key, value in element.attrib.items() if _is_place(key)})


def _is_place(key: str) -> bool:
    return key in ("cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "width", "height")


def _small_path(path: str) -> Element:
    if _ROUND_RECT.fullmatch(path):
        numbers = [float(number) for number in _NUMBER.findall(path)]
        xs, ys = numbers[::2], numbers[1::2]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        radius = ys[0] - top
        sizes = {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": radius}
        return Element("rect", {key: f"{value:.6g}" for key, value in sizes.items()})
    return Element("path", d=re.sub(r" ?([A-Za-z]) ?", r"\1", path).strip())


def _entitle(element: Element, titles: Titles) -> None:
    """Give the box of a node its title; only such boxes are met by the pointer."""
    if element.tag != "rect" or "rx" not in element.attrib:
        return
    x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
    # A border of one pixel is painted half a pixel inside the box.
    title = titles.get((round(x - 0.5), round(y - 0.5), round(width + 1), round(height + 1)))
    if title:
        element.set("pointer-events", "all")
        SubElement(element, "title").text = xml_text(title)


def _short_transform(transform: str) -> str:
    shift = _SHIFT.fullmatch(transform)
    return f"translate({shift[1]} {shift[2]})" if shift else transform
