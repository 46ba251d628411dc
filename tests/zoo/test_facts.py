"""Every fact about every model of the zoo."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from inspector.report.model import Buffer, Constant, Parameter, Report
from tests.engine.drawn import call_tree, flow
from tests.zoo.specimen import Specimen
from tests.zoo.zoo import ZOO

pytestmark = pytest.mark.filterwarnings("ignore")

Held = Parameter | Buffer | Constant


def those(claim: Callable[[Specimen], object]) -> pytest.MarkDecorator:
    """A test of all models about which something is claimed."""
    models = [specimen for specimen in ZOO if claim(specimen)]
    return pytest.mark.parametrize("zoo", models, ids=lambda specimen: specimen.name)


all_of_them = those(lambda specimen: True)


@all_of_them
def test_it_runs(zoo: Specimen) -> None:
    assert zoo.report.failure is None
    assert "record-incomplete" not in [problem.code for problem in zoo.report.problems]


@all_of_them
def test_parameters_are_counted_as_by_hand_and_as_torch_counts_them(zoo: Specimen) -> None:
    assert zoo.report.totals.parameters == zoo.parameters
    model, inputs = zoo.made()
    if any(module.constructor for module in zoo.report.modules):
        model(*inputs, **zoo.kwargs)  # a lazy module has its parameters only then
    assert sum(parameter.numel() for parameter in model.parameters()) == zoo.parameters
    expected = 4 * zoo.parameters if zoo.parameter_bytes is None else zoo.parameter_bytes
    assert zoo.report.totals.parameter_bytes == expected


@all_of_them
def test_every_module_stands_once(zoo: Specimen) -> None:
    paths = [module.path for module in zoo.report.modules]
    assert len(paths) == len(set(paths)) == zoo.modules
    assert tuple(m.path for m in zoo.report.modules if not m.registered) == zoo.hidden
    assert {m.path: m.also for m in zoo.report.modules if m.also} == zoo.also


@all_of_them
def test_the_outputs_have_their_shapes(zoo: Specimen) -> None:
    shapes = [zoo.report.tensors[number].shape for number in zoo.report.outputs]
    assert " ".join("×".join(map(str, shape or ())) or "scalar" for shape in shapes) == zoo.outputs


@those(lambda specimen: specimen.calls)
def test_modules_are_called_as_often_as_they_run(zoo: Specimen) -> None:
    calls = {module.path: module.calls for module in zoo.report.modules}
    assert {path: calls[path] for path in zoo.calls} == zoo.calls


@those(lambda specimen: specimen.ops is not None)
def test_ops_stand_in_their_order(zoo: Specimen) -> None:
    assert zoo.ops is not None
    assert ops_of(zoo.report) == written_out(zoo.ops)


@those(lambda specimen: specimen.tree is not None)
def test_calls_are_nested_as_they_ran(zoo: Specimen) -> None:
    assert call_tree(zoo.report) == zoo.tree


@those(lambda specimen: specimen.edges)
def test_tensors_come_from_where_they_were_made(zoo: Specimen) -> None:
    edges = set(flow(zoo.report))
    assert set(zoo.edges) <= edges
    assert not edges & set(zoo.no_edges)


@those(lambda specimen: specimen.frames is not None)
def test_loops_go_round_as_often_as_they_did(zoo: Specimen) -> None:
    frames = tuple(f"{frame.header} × {frame.trips}" for frame in zoo.report.frames)
    assert frames == zoo.frames


@all_of_them
def test_values_that_leave_torch_are_told(zoo: Specimen) -> None:
    results = tuple(
        f"{call.name} = {call.result}"
        for call in zoo.report.calls
        if call.kind == "op" and call.result is not None
    )
    assert results == zoo.results


@all_of_them
def test_constants_and_shared_memory_are_told(zoo: Specimen) -> None:
    held = held_by(zoo.report)
    constants = tuple(place for place, one in held.items() if isinstance(one, Constant))
    assert constants == zoo.constants
    assert {place: one.shared_with for place, one in held.items() if one.shared_with} == zoo.shared


@all_of_them
def test_problems_are_those_expected(zoo: Specimen) -> None:
    problems = tuple(f"{problem.code} {problem.module or ''}" for problem in zoo.report.problems)
    assert problems == zoo.problems


@all_of_them
def test_whatever_is_read_was_made_or_is_held(zoo: Specimen) -> None:
    held = {one.tensor for one in held_by(zoo.report).values()}
    held |= {given.tensor for given in zoo.report.inputs}
    read = {number for call in zoo.report.calls for number in call.inputs}
    made = {number for number in read if zoo.report.tensors[number].producer is not None}
    assert len(read - made - held) == zoo.unknown


def ops_of(report: Report) -> list[str]:
    return [call.name for call in report.calls if call.kind == "op"]


def written_out(ops: str) -> list[str]:
    """``add*2 relu`` as add, add, relu; a group in brackets is repeated as a whole."""
    while group := re.search(r"\(([^()]*)\)\*(\d+)", ops):
        ops = ops.replace(group[0], " ".join([group[1]] * int(group[2])))
    names: list[str] = []
    for word in ops.split():
        name, _, count = word.partition("*")
        names += [name] * int(count or 1)
    return names


def held_by(report: Report) -> dict[str, Any]:
    """All parameters, buffers and constants by ``path.name``."""
    return {
        f"{module.path}.{held.name}".lstrip("."): held
        for module in report.modules
        for held in (*module.parameters, *module.buffers, *module.constants)
    }
