from xml.etree import ElementTree

from inspector.canvas.export.svg_shapes import small_svg

SVG = "{http://www.w3.org/2000/svg}"
ROUND = (
    "M0.5,7.5 C0.5,3.9 3.9,0.5 7.5,0.5 L92.5,0.5 C96.1,0.5 99.5,3.9 99.5,7.5 L99.5,18.5 "
    "C99.5,22.1 96.1,25.5 92.5,25.5 L7.5,25.5 C3.9,25.5 0.5,22.1 0.5,18.5 L0.5,7.5 Z "
)


def small(*groups: str, titles: dict[tuple[int, int, int, int], str] | None = None) -> str:
    """What becomes of groups as Qt writes them, without the head of the document."""
    written = f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 9 9"><g>{"".join(groups)}</g></svg>'
    return small_svg(written, "m", titles or {}, {"Sans": "Sans, sans-serif"}).partition("/title>")[
        2
    ]


def test_a_path_around_a_box_with_round_corners_becomes_a_rectangle() -> None:
    made = small(f'<g fill="#fff" stroke="none"><path vector-effect="none" d="{ROUND}"/></g>')
    assert '<rect x="0.5" y="0.5" width="99" height="25" rx="7" fill="#fff"/>' in made


def test_what_goes_without_saying_is_not_said() -> None:
    made = small(
        '<g fill="none" stroke="#123456" stroke-opacity="1" stroke-width="1" font-size="12" '
        'transform="matrix(1,0,0,1,24,24)"><path fill-rule="evenodd" d="M1,2 L3,4 "/></g>'
    )
    assert '<g transform="translate(24 24)">' in made
    assert '<path d="M1,2L3,4" fill="none" stroke="#123456"/>' in made


def test_a_line_without_a_color_says_nothing_of_its_width() -> None:
    made = small(
        '<g fill="#111111" stroke="none" stroke-width="3"><rect width="4" height="5"/></g>'
    )
    assert '<rect x="0" y="0" width="4" height="5" fill="#111111"/>' in made


def test_shapes_painted_alike_share_what_they_are_painted_with() -> None:
    line = '<path d="M0,0 L1,1"/>'
    made = small(f'<g fill="none" stroke="#123456">{line}{line}</g>')
    assert made.count('stroke="#123456"') == 1
    assert made.count("<path") == 2


def test_the_box_of_a_node_gets_its_title_and_others_do_not() -> None:
    shapes = f'<path d="{ROUND}"/><rect x="0" y="0" width="9" height="9"/>'
    made = small(
        f'<g fill="#fff" stroke="#000">{shapes}</g>',
        titles={(0, 0, 100, 26): "a < b"},
    )
    assert made.count("<title>") == 1
    assert '<title>a &lt; b</title></rect><rect x="0"' in made


def test_text_keeps_its_double_spaces_and_its_font() -> None:
    text = '<text x="1" y="2" font-family="Sans" font-size="11">{}</text>'
    made = small(f'<g fill="#000" font-family="Mono">{text.format("a  b")}{text.format("c")}</g>')
    texts = [*ElementTree.fromstring(f"<r>{made.removesuffix('</svg>')}</r>").iter("text")]
    assert [each.text for each in texts] == ["a  b", "c"]
    assert made.count('xml:space="preserve"') == 1
    assert 'font-family="Sans, sans-serif"' in small('<g fill="#000"><rect/></g>')
