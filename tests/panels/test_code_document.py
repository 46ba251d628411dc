from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from inspector.panels.code_document import (
    change_document,
    column_in_units,
    columns_on,
    offset_at,
    position_at,
    position_of,
    span_of,
    text_of,
    to_document,
)
from inspector.source.changes import changes_between
from inspector.source.lines import Lines
from inspector.source.span import Span

texts = st.text(
    st.sampled_from("ab \n\té→😀\u2028\u2029\ufdd0\xa0\x0c\x85") | st.characters(codec="utf-8"),
    max_size=40,
).map(lambda text: "".join(c for c in text if c not in "\r\0" and not "\ufdd2" <= c <= "\ufdef"))


def document_with(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setPlainText(to_document(text))
    return document


@given(texts)
@settings(deadline=None)
def test_a_document_gives_back_its_text_to_the_character(text: str) -> None:
    document = document_with(text)
    assert text_of(document) == text
    assert document.blockCount() == len(Lines(text))


@given(texts, texts)
@settings(deadline=None)
def test_changes_turn_the_document_of_one_text_into_that_of_another(old: str, new: str) -> None:
    document = document_with(old)
    change_document(document, old, changes_between(old, new))
    assert text_of(document) == new


@given(texts, st.data())
@settings(deadline=None)
def test_offsets_and_positions_are_two_names_of_one_place(text: str, data: st.DataObject) -> None:
    document, lines = document_with(text), Lines(text)
    offset = data.draw(st.integers(0, len(text)))
    position = position_at(document, lines, offset)
    assert offset_at(document, lines, position) == offset
    assert position_of(document, *lines.position(offset)) == position
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    assert span_of(cursor) == lines.span(offset, offset)


def test_columns_are_counted_in_bytes_by_python_and_in_units_by_qt() -> None:
    line = "'é😀' + x"  # é: 2 bytes, 1 unit; 😀: 4 bytes, 2 units
    assert column_in_units(line, len("'é😀' + ".encode())) == 8
    document = document_with(f"a\n{line}\nb")
    block = document.findBlockByNumber(1)
    assert columns_on(block, Span(2, 1, 2, 7)) == (1, 4)
    assert columns_on(block, Span(1, 0, 3, 1)) == (0, 9)
    assert columns_on(block, Span(2, 90, 2, 99)) == (9, 9)


def test_a_caret_stays_at_its_word_when_the_text_changes_around_it(qtbot: QtBot) -> None:
    old = "a = 1\nb = 2\nc = 3\n"
    document = document_with(old)
    caret = QTextCursor(document)
    caret.setPosition(old.index("2"))
    new = "a = 10\nb = 2\nimport x\nc = 30\n"
    end = change_document(document, old, changes_between(old, new))
    assert text_of(document) == new
    assert caret.position() == new.index("2")
    assert end == len("a = 10")
