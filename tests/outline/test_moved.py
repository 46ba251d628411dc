from inspector.outline.emit import nodes_of
from inspector.outline.moved import moved
from inspector.outline.read import get
from inspector.source.span import Span


def test_a_moved_statement_says_the_same_two_lines_further_down() -> None:
    (statement,) = get("model = f(\n    1)\n").body
    found = moved(statement, 2)
    assert found == statement
    assert found.span == Span(3, 0, 4, 6)


def test_all_within_moves_along_and_the_old_nodes_stay() -> None:
    text = "if a:\n    x = {'k': [g(1) for _ in b]}\n"
    (old,) = get(text).body
    before = [each.span for each in nodes_of(old)]
    read = get("\n" + text).body[0]
    assert [each.span for each in nodes_of(moved(old, 1))] == [each.span for each in nodes_of(read)]
    assert [each.span for each in nodes_of(old)] == before
