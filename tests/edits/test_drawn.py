"""An edge that is taken away leaves nothing behind, whatever else was changed meanwhile."""

from inspector.edits.disconnect import Disconnect
from inspector.edits.drawn import Drawn, as_it_was
from inspector.edits.edit import Edit
from inspector.edits.naming import OutputValue
from inspector.edits.wiring import Combine
from inspector.outline.read import get
from tests.edits.editing import after, at
from tests.edits.test_wiring import net

CHAIN = net(
    "X = self.a(X)",
    "X = self.b(X)",
    "Y = self.c(X)",
    "Y = self.d(Y)",
    "return self.head(self.e(Y, mask),",
    "                 self.f(Y))  # by hand",
).replace("import torch\nfrom torch import nn\n", "from torch import nn\n")
CHAIN = CHAIN.replace("self.w = torch.rand(8, 8)", "self.w = None")


def skip(text: str, source: str, operand: str) -> str:
    """The text in which a value is concatenated with the last of some operands."""
    place = at(text, operand, text.count(operand) - 1)
    return after(text, Combine(OutputValue(at(text, source)), place, "concatenate", 1))


def without(text: str, edit: Edit, drawn: Drawn) -> str | None:
    outline = get(text)
    return as_it_was(text, outline, edit.apply(outline), [drawn])


def cut(text: str, operand: str) -> Disconnect:
    """Take away what stands in the last place that begins like this."""
    place = at(text, operand, text.count(operand) - 1)
    return Disconnect(place._replace(end_column=place.column + 1))


def test_names_layout_and_imports_are_what_they_were() -> None:
    now = skip(CHAIN, "self.a(X)", "Y")
    assert "import torch\n" in now
    assert "a = self.a(X)\n        X = self.b(a)\n" in now
    assert without(now, cut(now, "a), dim=1"), Drawn(CHAIN, now)) == CHAIN


def test_an_import_that_another_edge_needs_stays() -> None:
    first = skip(CHAIN, "self.a(X)", "Y")
    both = skip(first, "self.c(X)", "mask")
    rest = without(both, cut(both, "a), dim=1"), Drawn(CHAIN, first))
    assert rest == skip(CHAIN, "self.c(X)", "mask")


def test_what_was_written_meanwhile_stays() -> None:
    now = skip(CHAIN, "self.a(X)", "Y")
    later = f"# A comment\n{now}".replace("X = self.b(a)", "X = self.b(a, mask)")
    was = f"# A comment\n{CHAIN}".replace("X = self.b(X)", "X = self.b(X, mask)")
    assert without(later, cut(later, "a), dim=1"), Drawn(CHAIN, now)) == was


def test_lines_that_have_changed_since_are_left_alone() -> None:
    now = skip(CHAIN, "self.a(X)", "Y")
    later = now.replace("X = self.b(a)", "X = self.b(mask)")
    assert without(later, cut(later, "a), dim=1"), Drawn(CHAIN, now)) is None


def test_another_edge_is_not_taken_back_with_it() -> None:
    now = skip(CHAIN, "self.a(X)", "Y")
    assert without(now, cut(now, "Y, a), dim=1"), Drawn(CHAIN, now)) is None
    used = now.replace("Y = self.d(Y)", "Y = self.d(Y + a)")
    assert without(used, cut(used, "a), dim=1"), Drawn(CHAIN, now)) is None
