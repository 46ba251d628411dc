from msgspec.structs import replace

from inspector.graph.hierarchy import hierarchy
from inspector.graph.rows import Row
from inspector.outline.read import get
from inspector.panels.tensor_model import spoken
from inspector.panels.tensor_rows import Heading, TensorRow, TensorRows
from inspector.panels.tensor_words import as_text, brief, totals_text
from inspector.report.model import Buffer, Call, Module, Parameter, Report, Tensor
from inspector.session.state import UNSAVED
from tests.panels.reports import FIXED_HIDDEN, fixed_hidden

REPORT = fixed_hidden()
ROWS = hierarchy(get(FIXED_HIDDEN), REPORT, UNSAVED)


def row_named(name: str) -> Row:
    return next(row for row in ROWS if row.name == name)


def drawn(rows: tuple[TensorRow, ...]) -> str:
    """Headings as they are, rows indented."""
    lines = [
        f"{row.text} {row.detail}".rstrip() if isinstance(row, Heading) else f"  {spoken(row)}"
        for row in rows
    ]
    return "\n".join(lines)


def test_a_module_shows_what_it_keeps_and_each_of_its_calls() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("linear"))
    assert drawn(found) == (
        "Parameters\n"
        "  0.linear.weight, 20 × 20, 400 elements, float32, trainable\n"
        "  0.linear.bias, 20, 20 elements, float32, trainable\n"
        "Calls\n"
        "  call 1: 2 × 20 → 2 × 20, 21 µs\n"
        "  call 2: 2 × 20 → 2 × 20, 14 µs"
    )


def test_below_a_container_the_tensors_are_grouped_by_module() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("0"))
    assert drawn(found) == (
        "Constants\n"
        "  0.rand_weight, 20 × 20, 400 elements, float32, constant\n"
        "linear LazyLinear\n"
        "  0.linear.weight, 20 × 20, 400 elements, float32, trainable\n"
        "  0.linear.bias, 20, 20 elements, float32, trainable\n"
        "Calls\n"
        "  call 1: 2 × 20 → scalar, 400 µs"
    )


def test_a_constant_stands_alone() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("rand_weight"))
    assert drawn(found) == ("Constants\n  0.rand_weight, 20 × 20, 400 elements, float32, constant")


def test_a_step_shows_the_operations_that_its_code_ran() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("relu"))
    assert drawn(found) == "Operations\n  call matmul: 2 × 20, 20 × 20 → 2 × 20, 2.0 µs"


def test_a_loop_tells_in_which_trip_an_operation_ran() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("while"))
    assert drawn(found) == "Operations\n  call 1 div_: 2 × 20 → 2 × 20, 1.0 µs"


def test_nothing_is_known_before_the_first_run() -> None:
    assert TensorRows(None, UNSAVED).of(row_named("linear")) == ()
    assert TensorRows(REPORT, UNSAVED).of(None) == ()


def test_a_call_that_raised_says_so() -> None:
    calls = [replace(c, failed=True, outputs=()) if c.id == 5 else c for c in REPORT.calls]
    failed = replace(REPORT, calls=tuple(calls))
    found = TensorRows(failed, UNSAVED).of(row_named("linear"))
    assert "  call 1: 2 × 20 → failed, 21 µs" in drawn(found)


SHARED = Report(
    modules=(
        Module(
            "",
            "Model",
            None,
            parameters=(
                Parameter("weight", 1, True, 1000),
                Parameter("tied", 1, True, 1000, shared_with="weight"),
                Parameter("frozen", 2, False, 10),
                Parameter("lazy", 3, True, None),
            ),
            buffers=(Buffer("mean", 4, 5),),
        ),
    ),
    tensors=(
        Tensor(1, (10, 100), "torch.float32", "cpu", "parameter"),
        Tensor(2, (10,), "torch.float16", "cpu", "parameter"),
        Tensor(3, None, "torch.float32", "cpu", "parameter"),
        Tensor(4, (5,), "torch.float64", "cpu", "buffer"),
    ),
)
ROOT = next(iter(ROWS))


def test_a_shared_tensor_counts_once_in_the_totals() -> None:
    found = TensorRows(SHARED, UNSAVED).of(ROOT)
    # 1000 float32 and 10 float16 and 5 float64: 4000 + 20 + 40 bytes
    assert totals_text(found) == (
        "1,010 parameters · 1,000 trainable · some not known yet · 1 buffer · 4.1 kB"
    )
    assert "tied, 10 × 100, 1,000 elements, float32, trainable, same tensor as weight" in drawn(
        found
    )
    assert "lazy, ?, ? elements" in drawn(found)


def test_the_rows_can_be_pasted_into_a_spreadsheet() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("linear"))
    assert as_text(found) == (
        "module\tname\tshape\tdtype\trole\ttrainable\tcount\tshared with\n"
        "0.linear\tweight\t20 × 20\tfloat32\tparameter\tTrue\t400\t\n"
        "0.linear\tbias\t20\tfloat32\tparameter\tTrue\t20\t\n"
        "call\tshapes\ttime\n"
        "1\t2 × 20 → 2 × 20\t21 µs\n"
        "2\t2 × 20 → 2 × 20\t14 µs"
    )


def test_a_glance_leaves_out_what_lies_below_and_what_is_too_much() -> None:
    found = TensorRows(REPORT, UNSAVED).of(row_named("0"))
    assert [row.text for row in brief(found) if isinstance(row, Heading)] == ["Constants", "Calls"]
    many = replace(
        REPORT,
        calls=tuple(Call(i, None, "module", "0.linear", "Linear") for i in range(9)),
    )
    rows = brief(TensorRows(many, UNSAVED).of(row_named("linear")))
    assert Heading("Calls", "the first 6 of 9") in rows
    assert len(rows) == 3 + 1 + 6
