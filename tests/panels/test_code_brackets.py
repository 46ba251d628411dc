from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_brackets import brackets_at
from inspector.panels.code_highlighter import CodeHighlighter


def pair(drawn: str) -> str:
    """The text between the brackets of the caret, with them; ``none`` if there is no pair."""
    text = drawn.replace("|", "")
    document = QTextDocument(text)
    highlighter = CodeHighlighter(document, LIGHT)
    highlighter.rehighlight()  # tells what lies within a string over several lines
    cursor = QTextCursor(document)
    cursor.setPosition(drawn.index("|"))
    found = brackets_at(cursor)
    return text[min(found) : max(found) + 1] if found else "none"


def test_brackets_find_their_partner_from_both_ends_and_both_sides(qtbot: QtBot) -> None:
    assert pair("f|(a, (b))") == "(a, (b))"
    assert pair("f(a, (b))|") == "(a, (b))"
    assert pair("f(a, (b|))") == "(b)"
    assert pair("x = |[\n    {1: 2},\n]") == "[\n    {1: 2},\n]"
    assert pair("x = [\n    {1: 2},\n]|") == "[\n    {1: 2},\n]"


def test_brackets_in_strings_and_comments_do_not_count(qtbot: QtBot) -> None:
    assert pair("f|(')', # )\n  '''\n)\n''')") == "(')', # )\n  '''\n)\n''')"
    assert pair("'|('") == "none"


def test_a_bracket_without_a_partner_has_none(qtbot: QtBot) -> None:
    assert pair("f|(a") == "none"
    assert pair("a|b") == "none"
    assert pair("|") == "none"
