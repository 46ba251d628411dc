"""Several results in the text of a target or a return."""

import pytest

from inspector.outline.results import Path, picked, renamed, result_at, results


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Y", [((), "Y")]),
        ("output, (hidden, _)", [((0,), "output"), ((1, 0), "hidden"), ((1, 1), "_")]),
        ("[a, self.b]", [((0,), "a"), ((1,), "")]),
        ('image, {"score": score}', [((0,), "image"), ((1, "score"), "score")]),
        ("first, *rest", []),
        ("{key: value}", []),
        ("a b", []),
    ],
)
def test_each_result_has_a_path_and_perhaps_a_name(
    text: str, found: list[tuple[Path, str]]
) -> None:
    assert [(each.path, each.name) for each in results(text)] == found


def test_what_holds_a_result_is_found_for_it() -> None:
    held = result_at("Y, state", (1, 0))
    assert held is not None
    assert (held.path, held.name) == ((1,), "state")
    assert result_at("Y, state", (2,)) is None


def test_names_are_exchanged_where_they_stand() -> None:
    assert renamed("größe, (hidden, _)", {(0,): "Y", (1, 1): "cell"}) == "Y, (hidden, cell)"


def test_a_path_is_written_as_python_takes_it() -> None:
    assert picked("pair", (1, "score")) == 'pair[1]["score"]'
