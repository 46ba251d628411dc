import pytest

from inspector.panels.code_query import Query, QueryError
from inspector.source.changes import apply_changes

TEXT = "nn.Linear(4, 8)\nnn.Linear(8, 16)\nLinearly\n"


def replaced(query: Query, new: str) -> str:
    return apply_changes(TEXT, query.replacements(TEXT, new))


def test_whole_words_leave_longer_ones_alone() -> None:
    assert len(Query("Linear").matches(TEXT)) == 3
    assert len(Query("Linear", whole_words=True).matches(TEXT)) == 2


def test_a_pattern_finds_what_its_replacement_uses() -> None:
    query = Query(r"Linear\((\d+), (\d+)\)", is_pattern=True)
    assert replaced(query, r"Linear(\2, \1)").startswith("nn.Linear(8, 4)\nnn.Linear(16, 8)\n")


def test_without_a_pattern_signs_mean_themselves() -> None:
    assert Query("(4, 8)").matches(TEXT) == [(9, 15)]
    assert replaced(Query("(4, 8)"), r"\1").startswith(r"nn.Linear\1")


def test_the_beginning_of_a_line_can_be_looked_for() -> None:
    assert len(Query("^nn", is_pattern=True).matches(TEXT)) == 2


def test_a_pattern_that_matches_nothing_at_all_finds_nothing() -> None:
    assert Query("x*", is_pattern=True).matches("nn") == []


@pytest.mark.parametrize(("pattern", "new"), [("(", ""), ("n", r"\3")])
def test_a_pattern_that_is_none_is_told(pattern: str, new: str) -> None:
    with pytest.raises(QueryError):
        Query(pattern, is_pattern=True).replacements(TEXT, new)
