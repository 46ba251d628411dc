"""What every report promises to its readers, whatever the model."""

from pathlib import Path

import pytest

from inspector.engine.api import trace_file
from inspector.report.model import Report, from_json
from tests.engine.explain.failing import HEAD
from tests.engine.explain.test_cures import BROKEN

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
TEXTS = {path.stem: path.read_text() for path in EXAMPLES.glob("*.py")}
TEXTS |= {f"broken {name}": HEAD + text for name, text in BROKEN.items()}
TEXTS["transformer"] = HEAD + (
    "net = nn.Transformer(8, 2, 1, 1, 16, batch_first=True)\nX = (torch.rand(1, 3, 8),) * 2"
)
TEXTS["aliases"] = HEAD + (
    "class Net(nn.Module):\n"
    "    def forward(self, x):\n"
    "        y = x * 1\n"
    "        rows = [y[0], y[1]]\n"
    "        for row in rows:\n"
    "            row.mul_(2)\n"
    "        return y + y.view(-1).sum()\n"
    "net = Net()\nX = torch.rand(2, 3)"
)


@pytest.fixture(params=TEXTS)
def report(request: pytest.FixtureRequest) -> Report:
    return trace_file(TEXTS[request.param])


def test_ids_are_positions(report: Report) -> None:
    assert [call.id for call in report.calls] == list(range(len(report.calls)))
    assert [tensor.id for tensor in report.tensors] == list(range(len(report.tensors)))
    assert [frame.id for frame in report.frames] == list(range(len(report.frames)))


def test_parents_come_first(report: Report) -> None:
    assert all(call.parent is None or call.parent < call.id for call in report.calls)
    seen: set[str | None] = {None}
    for module in report.modules:
        assert module.parent in seen
        seen.add(module.path)
    assert all(f.parent_frame is None or f.parent_frame < f.id for f in report.frames)


def test_a_tensor_is_among_the_outputs_of_its_producer(report: Report) -> None:
    for tensor in report.tensors:
        assert (tensor.producer is None) == (tensor.role != "activation")
        if tensor.producer is not None:
            assert tensor.id in report.calls[tensor.producer].outputs


def test_nothing_is_read_before_it_was_made(report: Report) -> None:
    for call in report.calls:
        for tensor in call.inputs:
            producer = report.tensors[tensor].producer
            assert producer is None or producer < call.id


def test_calls_name_modules_of_the_report(report: Report) -> None:
    paths = {module.path for module in report.modules}
    counts = dict.fromkeys(paths, 0)
    for call in report.calls:
        assert (call.module in paths) if call.kind == "module" else call.module is None
        if call.module is not None:
            counts[call.module] += 1
    assert counts == {module.path: module.calls for module in report.modules}


def test_trips_lie_within_their_loops(report: Report) -> None:
    for call in report.calls:
        if call.frame is not None:
            frame = report.frames[call.frame.id]
            assert 0 <= call.frame.trip <= frame.trips
            assert frame.parent_call == call.parent


def test_branches_name_the_op_that_decided(report: Report) -> None:
    assert [branch.id for branch in report.branches] == list(range(len(report.branches)))
    for branch in report.branches:
        call = report.calls[branch.call]
        assert (call.kind, call.parent, call.frame) == ("op", branch.parent_call, branch.frame)
        assert call.result is not None


def test_parts_that_remain_were_made_before(report: Report) -> None:
    for call in report.calls:
        assert set(call.overwritten) <= set(call.inputs)
    for tensor in report.tensors:
        for part in tensor.remains:
            producer = report.tensors[part].producer
            assert producer is None or (tensor.producer or 0) >= producer


def test_times_nest(report: Report) -> None:
    inside = [0.0] * len(report.calls)
    for call in report.calls:
        assert call.seconds >= 0
        if call.parent is not None:
            inside[call.parent] += call.seconds
    for call, seconds in zip(report.calls, inside, strict=True):
        assert seconds <= call.seconds + 1e-6 or call.failed or report.failure


def test_a_failure_marks_one_call_at_most(report: Report) -> None:
    failed = [call.id for call in report.calls if call.failed]
    expected = report.failure.call if report.failure is not None else None
    assert failed == ([] if expected is None else [expected])


def test_json_brings_it_all_back(report: Report) -> None:
    assert from_json(report.to_json()) == report
