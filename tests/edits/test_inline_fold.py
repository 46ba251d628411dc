import ast

import pytest

from inspector.edits.inline_fold import A_CLASS, SOMETHING, UNKNOWN, decided

KNOWN = {"none": None, "width": 64, "name": "gelu", "module": SOMETHING, "layer": A_CLASS}


def known(node: ast.expr) -> object:
    return KNOWN.get(node.id, UNKNOWN) if isinstance(node, ast.Name) else UNKNOWN


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("none is None", True),
        ("module is not None", True),
        ("layer is None", False),
        ("layer or other", True),
        ("module", None),
        ("width % 8 == 0", True),
        ("width // 3 > 21", False),
        ("width / 0 > 1", None),
        ("name in ('relu', 'gelu')", True),
        ("isinstance(width, int)", True),
        ("isinstance(width, (tuple, list))", False),
        ("isinstance(module, tuple)", None),
        ("not none", True),
        ("other and none", False),
        ("other or width > 1", True),
        ("other and width", None),
        ("other.size > 3", None),
        ("-width < 0", True),
        ("name > width", None),
        ("10 ** 100 > 1", None),
    ],
)
def test_a_condition_holds_if_what_is_known_tells(condition: str, expected: bool | None) -> None:
    assert decided(ast.parse(condition, mode="eval").body, known) is expected


def test_a_condition_that_is_very_long_is_not_looked_at() -> None:
    assert decided(ast.parse("+".join(["1"] * 100), mode="eval").body, known) is None
