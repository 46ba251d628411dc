from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.source.file import SourceError, decode, read_file


@given(st.text(alphabet=st.sampled_from("aé\r\n"), max_size=40))
def test_an_unchanged_text_is_written_back_to_the_byte(text: str) -> None:
    data = text.encode()
    file = decode(data)
    assert file.encode(file.text) == data


def test_inserted_lines_take_the_line_end_of_the_file() -> None:
    file = decode(b"a = 1\r\nb = 2\r\n")
    assert file.encode("a = 1\nnew = 0\nb = 2\n") == b"a = 1\r\nnew = 0\r\nb = 2\r\n"


def test_untouched_lines_of_a_mixed_file_keep_their_own_line_ends() -> None:
    file = decode(b"a = 1\r\nb = 2\nc = 3\n")
    assert file.encode("a = 1\nb = 2\nc = 4\n") == b"a = 1\r\nb = 2\nc = 4\n"


def test_bom_and_cookie_are_kept() -> None:
    assert decode(b"\xef\xbb\xbfx = 1\n").encode("x = 2\n") == b"\xef\xbb\xbfx = 2\n"
    latin = decode("# -*- coding: latin-1 -*-\ns = 'é'\n".encode("latin-1"))
    assert latin.encode(latin.text) == "# -*- coding: latin-1 -*-\ns = 'é'\n".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x00\x01\x02", "NUL"),
        (b"# coding: nonsense\n", "unknown encoding"),
        (b"s = '\xff'\n", "not Python source|not utf-8"),
    ],
)
def test_what_is_not_text_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        decode(data)


def test_a_character_the_encoding_lacks_is_named() -> None:
    latin = decode(b"# -*- coding: latin-1 -*-\n")
    with pytest.raises(SourceError, match=r"iso-8859-1.*'→'"):
        latin.encode("# →\n")


def test_reading_names_the_file_and_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing\.py cannot be read: No such file"):
        read_file(tmp_path / "missing.py")
    with pytest.raises(SourceError, match="is a folder"):
        read_file(tmp_path)
    big = tmp_path / "big.py"
    big.write_bytes(b"#" * 2_100_000)
    with pytest.raises(SourceError, match=r"2\.1 MB"):
        read_file(big)


@pytest.mark.parametrize(
    ("name", "words"), [("note.ipynb", "It is a notebook."), ("net.PTH", "It holds weights")]
)
def test_files_that_lie_beside_models_say_what_to_open_instead(
    name: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text("{}")
    with pytest.raises(SourceError, match=words):
        read_file(path)
