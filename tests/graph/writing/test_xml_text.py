from xml.etree import ElementTree

import pytest

from inspector.graph.writing.xml_text import xml_text


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
def test_a_letter_that_xml_cannot_hold_is_replaced(letter: str) -> None:
    text = xml_text(f"a{letter}b")
    assert text == "a\ufffdb"
    assert ElementTree.fromstring(f"<r>{text}</r>").text == text


@pytest.mark.parametrize("text", ["a\tb\nc", "طبقة", "🙂", "é\x7f"])
def test_every_other_letter_stays(text: str) -> None:
    assert xml_text(text) == text
    assert ElementTree.fromstring(f"<r>{text}</r>").text == text
