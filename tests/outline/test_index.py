from inspector.outline.index import Index
from inspector.outline.nodes import Call
from inspector.outline.read import get
from inspector.source.span import Span


def test_an_outline_that_was_asked_before_has_the_same_nodes_at_its_places() -> None:
    outline, other = get("model = f(1)\n"), get("model = g(1)\n")
    place = Span(1, 8, 1, 12)
    call = Index(outline).at(place, Call)
    assert call is not None
    assert call.name == "f"
    second = Index(other).at(place, Call)
    assert second is not None
    assert second.name == "g"
    assert Index(outline).at(place, Call) is call
