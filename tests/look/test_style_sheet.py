import re

from inspector.look.style_sheet import style_sheet
from inspector.look.theme import DARK, LIGHT, Family
from inspector.resource_files import resource


def test_each_color_of_a_theme_is_there_light_and_dark() -> None:
    sheet = style_sheet()
    assert f"--canvas: light-dark({LIGHT.canvas}, {DARK.canvas});" in sheet
    assert f"--on-accent: light-dark({LIGHT.on_accent}, {DARK.on_accent});" in sheet
    for family in Family:
        pair = f"{LIGHT.family_fill[family]}, {DARK.family_fill[family]}"
        assert f"--{family}-fill: light-dark({pair});" in sheet


def test_the_page_uses_no_color_that_is_not_there() -> None:
    given = set(re.findall(r"(--[\w-]+):", style_sheet()))
    page = resource("page", "page.css").read_text(encoding="utf-8")
    set_there = {"--hue", "--fill", "--ground"}
    assert set(re.findall(r"var\((--[\w-]+)\)", page)) <= given | set_there
    assert re.findall(r"#[0-9a-f]{3,8}\b", page) == []
