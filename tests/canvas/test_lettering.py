import pytest
from PySide6.QtGui import QTextLayout

from inspector.canvas.lettering import Face, lettering


@pytest.mark.parametrize("face", list(Face))
def test_every_letter_is_a_letter_of_its_own_so_that_a_search_finds_it(
    qapp: object, face: Face
) -> None:
    text = "float32 fill office"
    layout = QTextLayout(text, lettering().fonts[face])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert sum(len(run.glyphIndexes()) for run in layout.glyphRuns()) == len(text)
