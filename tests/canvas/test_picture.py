import pytest

from inspector.canvas.picture import Picture
from inspector.report.place import Place
from tests.graph.models import CHIMERA, chain
from tests.graph.notation import report


@pytest.fixture
def picture(qapp: object) -> Picture:
    picture = Picture()
    picture.show(report(CHIMERA))
    return picture


def keys(picture: Picture) -> list[str]:
    assert picture.scene is not None
    return [node.key for node in picture.scene.graph.nodes]


def at(picture: Picture, place: Place) -> list[str]:
    return [keys(picture)[node] for node in picture.nodes_at(place)]


def test_what_was_opened_stays_open_in_the_next_report(picture: Picture) -> None:
    picture.expand_to(1)
    picture.toggle("/2")
    picture.show(report(CHIMERA))
    assert "/2/relu()" in keys(picture)
    assert "/0/net" not in keys(picture)


def test_a_container_that_is_new_is_open_like_its_level(picture: Picture) -> None:
    picture.show(
        report(
            CHIMERA.replace(
                "  1 LazyLinear", "  more Net e -> m\n    relu() e -> m 2x16\n  1 LazyLinear"
            )
        )
    )
    assert "/more/relu()" in keys(picture)


def test_a_place_is_all_calls_of_a_module(picture: Picture) -> None:
    assert at(picture, Place("2.linear")) == ["/2/linear", "/2/linear#2"]
    assert at(picture, Place("2.rand_weight")) == ["/2/matmul():2.rand_weight"]


def test_a_place_that_is_not_visible_is_the_container_that_hides_it(picture: Picture) -> None:
    picture.expand_to(1)
    assert at(picture, Place("0.net.0")) == ["/0"]
    assert at(picture, Place("2.linear")) == ["/2"]
    assert at(picture, Place("2.rand_weight")) == ["/2"]
    assert at(picture, Place("nowhere")) == []


def test_levels_are_kept_within_what_there_is(picture: Picture) -> None:
    picture.expand_to(99)
    whole = keys(picture)
    picture.expand_to(picture.deepest)
    assert keys(picture) == whole
    picture.expand_to(-5)
    assert keys(picture) == ["input:X", "/", "output:output"]


def test_another_model_begins_anew(picture: Picture) -> None:
    picture.toggle("/0")
    picture.forget()
    picture.show(report(chain(3)))
    assert keys(picture) == ["input:X", "/", "/0", "/1", "/2", "output:output"]
