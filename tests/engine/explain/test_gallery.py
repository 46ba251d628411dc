"""Every broken model of the gallery is blamed at its module, with its cause and its cure."""

import pytest

from inspector.edits.fixes import edit_of
from inspector.engine.api import trace_file
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.report.model import Failure, Problem, Report
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
    found = what_is_wrong(report)
    assert found.module == broken.module
    assert_blamed(broken, found, report)
    explanation = found.explanation if isinstance(found, Failure) else found.message
    said = f"{explanation} {found.hint}"
    for words in broken.says:
        assert words in said
    assert broken.cure == "" or broken.cure in [fix.title for fix in found.fixes]
    assert_cured(broken, found)


def what_is_wrong(report: Report) -> Failure | Problem:
    """The failure; of a model too large for this machine, what is said instead of one."""
    if report.failure is not None:
        return report.failure
    return next(problem for problem in report.problems if problem.code == "too-large")


def assert_blamed(broken: Broken, found: Failure | Problem, report: Report) -> None:
    """The place is the marked one, and the call is the one that failed, if one did."""
    if broken.culprit:
        assert code(broken.text, found.source) == broken.culprit
        assert found.source is not None
        assert found.source.line == broken.line
    if isinstance(found, Failure) and found.call is not None:
        assert report.calls[found.call].failed


def assert_cured(broken: Broken, found: Failure | Problem) -> None:
    """Every fix that is offered, applied as the window applies it, lets the model run."""
    for fix in found.fixes:
        outline = get(broken.text)
        cured = put(broken.text, outline, edit_of(fix).apply(outline))
        after = trace_file(cured)
        assert after.failure is None, f"{fix.title}: {after.failure.explanation}\n{cured}"
