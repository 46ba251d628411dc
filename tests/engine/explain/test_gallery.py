"""Every broken model of the gallery is blamed at its module, with its cause and its cure."""

import pytest

from inspector.edits.fixes import edit_of
from inspector.engine.api import trace_file
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.report.model import Failure, Report
from tests.engine.drawn import code
from tests.engine.explain.gallery.broken import Broken
from tests.engine.explain.gallery.constructors import CONSTRUCTORS
from tests.engine.explain.gallery.forwards import FORWARDS
from tests.engine.explain.gallery.images import IMAGES
from tests.engine.explain.gallery.indices import INDICES
from tests.engine.explain.gallery.layers import LAYERS
from tests.engine.explain.gallery.memory import MEMORY
from tests.engine.explain.gallery.products import PRODUCTS
from tests.engine.explain.gallery.sequences import SEQUENCES
from tests.engine.explain.gallery.shapes import SHAPES
from tests.engine.explain.gallery.values import LOSSES, NUMBERS

ROOMS = (
    LAYERS,
    IMAGES,
    SEQUENCES,
    PRODUCTS,
    SHAPES,
    INDICES,
    NUMBERS,
    LOSSES,
    FORWARDS,
    MEMORY,
    CONSTRUCTORS,
)
GALLERY = {name: broken for room in ROOMS for name, broken in room.items()}


def test_the_gallery_has_no_name_twice() -> None:
    assert len(GALLERY) == sum(map(len, ROOMS))


@pytest.mark.parametrize("name", GALLERY)
def test_every_broken_model_is_explained_and_cured(name: str) -> None:
    broken = GALLERY[name]
    report = trace_file(broken.text)
    failure = report.failure
    assert failure is not None
    assert failure.module == broken.module
    assert_blamed(broken, failure, report)
    said = f"{failure.explanation} {failure.hint}"
    for words in broken.says:
        assert words in said
    assert broken.cure == "" or broken.cure in [fix.title for fix in failure.fixes]
    assert_cured(broken, failure)


def assert_blamed(broken: Broken, failure: Failure, report: Report) -> None:
    """The place is the marked one, and the call is the one that failed."""
    if broken.culprit:
        assert code(broken.text, failure.source) == broken.culprit
        assert failure.source is not None
        assert failure.source.line == broken.line
    if failure.call is not None:
        assert report.calls[failure.call].failed


def assert_cured(broken: Broken, failure: Failure) -> None:
    """Every fix that is offered, applied as the window applies it, lets the model run."""
    for fix in failure.fixes:
        outline = get(broken.text)
        cured = put(broken.text, outline, edit_of(fix).apply(outline))
        after = trace_file(cured)
        assert after.failure is None, f"{fix.title}: {after.failure.explanation}\n{cured}"
