"""What holds for every edit of every file: it is made right, or refused with a sentence."""

from collections import Counter

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from inspector.edits.edit import EditError
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from tests.edits.anywhere import Anywhere
from tests.edits.idioms import model_files

LAWS = settings(deadline=None, suppress_health_check=list(HealthCheck))


@LAWS
@given(model_files(), st.data())
def test_any_edit_gives_python_that_reads_as_meant_or_a_sentence(text, data) -> None:
    compile(text, "model.py", "exec")
    for _ in range(4):
        outline = get(text)
        edit = Anywhere(text, outline, data).edit()
        try:
            meant = edit.apply(outline)
        except EditError as error:
            assert str(error).endswith((".", "?")), error
            continue
        try:
            after = put(text, outline, meant)
        except OutlineError:
            continue
        compile(after, "model.py", "exec")
        get.cache_clear()
        assert get(after) == meant
        text = after
