import pytest

from inspector.report.columns import COLUMNS, DEFAULT_COLUMNS, checked_columns


def test_columns_are_named_in_a_text_or_one_by_one() -> None:
    assert checked_columns("output, own-time ,FLOPS") == ("output", "own-time", "flops")
    assert checked_columns(["inputs"]) == ("inputs",)
    assert checked_columns(DEFAULT_COLUMNS) == DEFAULT_COLUMNS


def test_a_wrong_name_is_answered_with_all_that_there_are() -> None:
    with pytest.raises(ValueError, match="no column 'weights'; the columns are inputs,") as told:
        checked_columns("output,weights")
    assert all(name in str(told.value) for name in COLUMNS)
