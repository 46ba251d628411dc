"""The rows of the summary: one for each place of a module, in the order of the model."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.report.cells import cells, clipped, visible
from inspector.report.model import Buffer, Parameter, Report
from inspector.report.module_facts import ModuleFacts, never_called
from inspector.report.summary_cells import cell
from inspector.report.summary_tree import Place, Tree


@dataclass(frozen=True)
class Row:
    """One module as text, cell by cell."""

    path: str
    branch: str
    """The lines of the tree before the name."""
    name: str
    type: str
    remark: str
    """``× 2`` for two calls, and what is not as it should be."""
    cells: tuple[str, ...]
    """What stands in the other columns."""
    failed: bool
    registered: bool

    def label(self, width: int | None = None) -> str:
        """Branch, name, type and remark, behind a cross if the forward failed here.

        If `width` is too narrow, the remark and the longer one of name and type lose their ends,
        so that something is left of all.
        """
        before = self.branch + ("✗ " if self.failed else "")
        named = f"{self.name}: {self.type}" if self.name else self.type
        after = f"  {self.remark}" if self.remark else ""
        if width is None or cells(before + named + after) <= width:
            return before + named + after
        room = width - cells(before)
        after = clipped(after, max(room - cells(named), room // 2))
        return before + self._named(room - cells(after)) + after

    def _named(self, room: int) -> str:
        if not self.name:
            return clipped(self.type, room)
        name = clipped(self.name, max(room - 2 - cells(self.type), room // 2))
        return f"{name}: {clipped(self.type, room - 2 - cells(name))}"


def rows(
    report: Report, columns: Sequence[str], depth: int | None = None, fold: bool = False
) -> list[Row]:
    """The modules down to `depth` levels below the root, with a note of what is hidden.

    With `fold`, neighbors in a list that are alike share one row, with the numbers of all.
    """
    tree = Tree(report, fold)
    joined = {other.path: place.path for place in tree.places for other in place.alike}
    facts = ModuleFacts(report, joined)
    failing, unused = _failing_module(report), never_called(report)
    found = []
    for place in tree.places:
        if depth is not None and tree.depth[place.path] > max(depth, 0):
            continue
        module = place.module
        hidden = tree.below[place.path] if tree.depth[place.path] == depth else 0
        found.append(
            Row(
                path=visible(f"{place.path} … {place.last}" if place.last else place.path),
                branch=tree.branch(place.path),
                name=visible(_name(place) or report.model),
                type=_type(place),
                remark=_remark(place, hidden, unused),
                cells=tuple(
                    "" if place.repeated else cell(column, module, facts) for column in columns
                ),
                failed=module.path == failing and not place.repeated,
                registered=module.registered,
            )
        )
    return found


def _name(place: Place) -> str:
    return f"{place.name} … {place.last}" if place.last else place.name


def _type(place: Place) -> str:
    """The class; of several that are alike, how many there are in all."""
    name = visible(place.module.type.rpartition(".")[2])
    return f"{1 + len(place.alike)} × {name}" if place.alike else name


def _failing_module(report: Report) -> str | None:
    """The module whose forward failed; those around it only passed the failure on."""
    if report.failure is None or report.failure.stage != "forward":
        return None
    return report.failure.module or ""


def _remark(place: Place, hidden: int, unused: set[str]) -> str:
    module = place.module
    if place.repeated:
        return f"is `{visible(module.path)}`"
    remarks = []
    if module.calls > 1:
        remarks.append(f"× {module.calls}{' each' if place.alike else ''}")
    if not module.registered:
        remarks.append("not registered")
    if module.path in unused:
        remarks.append("not called")
    owned: list[Parameter | Buffer] = [*module.parameters, *module.buffers]
    shared = [each for each in owned if each.shared_with]
    if len(shared) == 1:
        remarks.append(visible(f"{shared[0].name} is `{shared[0].shared_with}`"))
    elif shared:
        remarks.append(f"{len(shared)} shared tensors")
    if hidden:
        remarks.append(f"+ {hidden} inside")
    return ", ".join(remarks)
