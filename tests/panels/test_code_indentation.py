from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from inspector.panels.code_document import units
from inspector.panels.code_indentation import (
    backspace,
    dedent,
    indent,
    new_line,
    toggle_comment,
)


def after(edit: Callable[[QTextCursor], object], drawn: str) -> str:
    """The text after an edit; ``|`` stands for the caret, ``[`` and ``]`` for a selection."""
    text = drawn.replace("|", "").replace("«", "").replace("»", "")
    document = QTextDocument(text)
    cursor = QTextCursor(document)
    if "|" in drawn:
        cursor.setPosition(units(drawn.partition("|")[0]))
    else:
        cursor.setPosition(drawn.index("«"))
        cursor.setPosition(drawn.index("»") - 1, QTextCursor.MoveMode.KeepAnchor)
    edit(cursor)
    if not cursor.hasSelection():
        cursor.insertText("|")
    return document.toPlainText()


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = 1|", "x = 1\n|"),
        ("    x = 1|", "    x = 1\n    |"),
        ("    def forward(self, X):|", "    def forward(self, X):\n        |"),
        ("if x:  # why|", "if x:  # why\n    |"),
        ("x = 'a:'|", "x = 'a:'\n|"),
        ("# a list:|", "# a list:\n|"),
        ("    a|b", "    a\n    |b"),
        ("  |  a", "  \n  |  a"),
        ("a«bc»d", "a\n|d"),
        ("if '😀':|", "if '😀':\n    |"),
    ],
)
def test_a_new_line_keeps_the_indentation_and_adds_one_after_a_colon(
    before: str, expected: str
) -> None:
    assert after(new_line, before) == expected


def test_tab_goes_to_the_next_level() -> None:
    assert after(indent, "|x") == "    |x"
    assert after(indent, "ab|") == "ab  |"
    assert after(indent, "a«bcd»e") == "a   |e"


def test_tab_indents_selected_lines_and_leaves_empty_ones_empty() -> None:
    assert after(indent, "a«\n\n  b\n»c") == "    a\n\n      b\nc"


def test_shift_tab_takes_a_level_from_each_line() -> None:
    assert after(dedent, "        x|") == "    x|"
    assert after(dedent, "  x|") == "x|"
    assert after(dedent, "\tx|") == "x|"
    assert after(dedent, "    a«\n  b\nc\n»    d") == "a\nb\nc\n    d"


def test_backspace_removes_a_level_only_among_leading_blanks() -> None:
    assert after(backspace, "        |x") == "    |x"
    assert after(backspace, "      |x") == "    |x"
    assert after(backspace, "   |") == "|"
    for untouched in ("x    |", "|x", "\t|x", "  «  »x"):
        cursor = QTextCursor(QTextDocument(untouched))
        assert not backspace(cursor)


def test_lines_become_comments_at_their_common_indentation_and_code_again() -> None:
    code = "    a = 1\n\n        b = 2\n    # c"
    comments = "    # a = 1\n\n    #     b = 2\n    # # c"
    document = QTextDocument(code)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    toggle_comment(cursor)
    assert document.toPlainText() == comments
    cursor.select(QTextCursor.SelectionType.Document)
    toggle_comment(cursor)
    assert document.toPlainText() == code


def test_a_comment_without_a_blank_becomes_code_too() -> None:
    assert after(toggle_comment, "  #x|") == "  x|"
    assert after(toggle_comment, "|") == "|"
