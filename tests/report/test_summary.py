"""The summary, drawn in full; reports are made by hand, so that every number is known."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.report.cells import cells
from inspector.report.columns import COLUMNS
from inspector.report.model import (
    Buffer,
    Call,
    Constant,
    Failure,
    Input,
    Module,
    Parameter,
    Problem,
    Report,
    Source,
    Tensor,
    Totals,
)
from inspector.report.parameters import parameters_below
from inspector.report.summary import summary

LINEAR = "torch.nn.modules.linear.Linear"
SEQUENTIAL = "torch.nn.modules.container.Sequential"
RELU = "torch.nn.modules.activation.ReLU"


def linear(
    path: str, parent: str | None, tensor: int, inputs: int, outputs: int, **more: object
) -> Module:
    """A Linear module whose weight and bias are the tensors `tensor` and `tensor` + 1."""
    parameters = (
        Parameter("weight", tensor, True, inputs * outputs),
        Parameter("bias", tensor + 1, True, outputs),
    )
    return Module(path, LINEAR, parent, calls=1, parameters=parameters, **more)


def activation(number: int, *shape: int, value: str | None = None) -> Tensor:
    return Tensor(number, shape, "float32", "cpu", "activation", value=value)


def call(
    number: int, module: str, output: int, ms: float, flops: int | None = None, **more: object
):
    return Call(number, None, "module", module, "", (), (output,), ms / 1000, flops, **more)


FIXED_HIDDEN = Report(
    model="chimera",
    seed=7,
    inputs=(Input("X", 0),),
    modules=(
        Module("", SEQUENTIAL, None, calls=1),
        linear("0", "", 10, 20, 32),
        Module("1", "__main__.FixedHidden", "", calls=1, constants=(Constant("rand", 14, 400),)),
        msgspec.structs.replace(linear("1.linear", "1", 12, 32, 32), calls=2),
        Module("1.act", RELU, "1"),
    ),
    calls=(
        call(0, "", 4, 3.0, 5376),
        call(1, "0", 1, 1.0, 1280),
        call(2, "1", 4, 1.9, 4096),
        call(3, "1.linear", 2, 0.4, 2048),
        call(4, "1.linear", 3, 0.5, 2048),
    ),
    tensors=(
        Tensor(0, (2, 20), "float32", "cpu", "input"),
        activation(1, 2, 32),
        activation(2, 2, 32),
        activation(3, 2, 32),
        activation(4, value="0.0679"),
        Tensor(14, (20, 20), "float32", "cpu", "constant"),
    ),
    outputs=(4,),
    totals=Totals(1728, 1728, 0, 6912, 772, 5376, 0.003),
)
"""Linear(20, 32) has 672 parameters, Linear(32, 32) 1,056; the second is called twice."""


def test_a_model_is_drawn_as_a_tree_with_its_totals_below() -> None:
    assert summary(FIXED_HIDDEN, width=80) == (
        """\
Module                     Output  Parameters   FLOP    Time
────────────────────────────────────────────────────────────
chimera: Sequential        scalar       1,728  5.4 k  3.0 ms
├─ 0: Linear               2 × 32         672  1.3 k  1.0 ms
└─ 1: FixedHidden          scalar       1,056  4.1 k  1.9 ms
   ├─ linear: Linear  × 2  2 × 32       1,056  4.1 k  900 µs
   └─ act: ReLU            —                —      —       —

Totals
  1,728 parameters (6.9 kB), all trainable
  5.4 kFLOP (2.7 kMAC) and 772 bytes of activations
  forward in 3.0 ms on cpu, seed 7
  input `X`: 2 × 20 float32
  output: scalar float32 = 0.0679

Constants, neither trained nor in the state_dict
  `1.rand`: 20 × 20 float32"""
    )


def test_the_depth_hides_what_is_further_down_and_says_how_much() -> None:
    assert "\n".join(summary(FIXED_HIDDEN, depth=1, width=80).splitlines()[2:5]) == (
        """\
chimera: Sequential            scalar       1,728  5.4 k  3.0 ms
├─ 0: Linear                   2 × 32         672  1.3 k  1.0 ms
└─ 1: FixedHidden  + 2 inside  scalar       1,056  4.1 k  1.9 ms"""
    )
    assert "chimera: Sequential  + 4 inside" in summary(FIXED_HIDDEN, depth=0, width=80)


def test_a_narrow_terminal_costs_the_last_columns() -> None:
    lines = summary(FIXED_HIDDEN, width=46).splitlines()
    assert lines[0] == "Module                     Output  Parameters"
    assert max(map(cells, lines)) <= 46


@given(st.integers(1, 120), st.integers(0, 3), st.booleans())
def test_no_line_is_wider_than_the_terminal(width: int, depth: int, in_color: bool) -> None:
    for report in (FIXED_HIDDEN, failing()):
        assert all(
            cells(line) <= max(width, 24) for line in summary(report, depth, width).splitlines()
        )


def test_markdown_names_modules_by_their_paths() -> None:
    assert summary(FIXED_HIDDEN, markdown=True) == (
        """\
| Module | Type | Output | Parameters | FLOP | Time |
| --- | --- | --- | ---: | ---: | ---: |
| **chimera** | `Sequential` | scalar | 1,728 | 5.4 k | 3.0 ms |
| `0` | `Linear` | 2 × 32 | 672 | 1.3 k | 1.0 ms |
| `1` | `FixedHidden` | scalar | 1,056 | 4.1 k | 1.9 ms |
| `1.linear` | `Linear` × 2 | 2 × 32 | 1,056 | 4.1 k | 900 µs |
| `1.act` | `ReLU` | — | — | — | — |

**Totals**

- 1,728 parameters (6.9 kB), all trainable
- 5.4 kFLOP (2.7 kMAC) and 772 bytes of activations
- forward in 3.0 ms on cpu, seed 7
- input `X`: 2 × 20 float32
- output: scalar float32 = 0.0679

**Constants, neither trained nor in the state_dict**

- `1.rand`: 20 × 20 float32"""
    )


def failing() -> Report:
    return Report(
        modules=(
            Module("", SEQUENTIAL, None, calls=1),
            linear("0", "", 10, 20, 10),
            linear("1", "", 12, 20, 5),
        ),
        calls=(
            call(0, "", 1, 2.0, failed=True),
            call(1, "0", 1, 1.0, 400),
            Call(2, 0, "module", "1", "Linear", (1,), (), 0.001, failed=True),
        ),
        tensors=(activation(1, 2, 10),),
        totals=Totals(315, 315, 0, 1260, 80, 400, 0.002),
        failure=Failure(
            "forward",
            "RuntimeError",
            "mat1 and mat2 shapes cannot be multiplied (2x10 and 20x5)",
            "`1` (Linear) needs a last dimension of 20, got 10.",
            "Set in_features=10.",
            "1",
            2,
            Source("net.py", 3, 4, 3, 20),
        ),
    )


def test_a_failure_is_marked_in_the_tree_and_explained_below() -> None:
    assert summary(failing(), width=60) == (
        """\
Module             Output  Parameters  FLOP    Time
───────────────────────────────────────────────────
model: Sequential  —              315     —  2.0 ms
├─ 0: Linear       2 × 10         210   400  1.0 ms
└─ ✗ 1: Linear     —              105     —  1.0 ms

Totals
  315 parameters (1.3 kB), all trainable
  400 FLOP (200 MAC) and 80 bytes of activations
  forward until it failed: 2.0 ms on cpu

✗ The forward fails in `1` (Linear)
  `1` (Linear) needs a last dimension of 20, got 10.
  Set in_features=10.
  RuntimeError: mat1 and mat2 shapes cannot be multiplied
    (2x10 and 20x5)
  (net.py, line 3)"""
    )


@pytest.mark.parametrize(
    ("stage", "heading"),
    [
        ("source", "✗ The file cannot be read"),
        ("build", "✗ The model cannot be built"),
        ("input", "✗ The input cannot be made"),
    ],
)
def test_without_a_model_only_the_failure_is_told(stage: str, heading: str) -> None:
    failure = Failure(stage, "SyntaxError", "invalid syntax", source=Source("a.py", 1, 0, 1, 5))  # type: ignore[arg-type]
    assert summary(Report(failure=failure), width=60).splitlines() == [
        heading,
        "  SyntaxError: invalid syntax",
        "  (a.py, line 1)",
    ]


def test_an_empty_report_says_nothing() -> None:
    assert summary(Report(), width=60) == ""


def test_modules_in_a_plain_list_are_in_parentheses_and_named_below() -> None:
    report = Report(
        modules=(
            Module("", "__main__.Net", None),
            linear("layers[0]", "", 1, 20, 256, registered=False),
        ),
        problems=(Problem("warning", "unregistered", "`layers` is a list.", "Use ModuleList."),),
    )
    assert summary(report, width=80).splitlines() == [
        "Module                                Output  Parameters  FLOP  Time",
        "────────────────────────────────────────────────────────────────────",
        "model: Net                            —                —     —     —",
        "└─ layers[0]: Linear  not registered  —          (5,376)     —     —",
        "",
        "Totals",
        "  0 parameters",
        "",
        "Not registered, so missing from parameters()",
        "  `layers[0]`: 5,376 parameters",
        "",
        "Problems",
        "  ! `layers` is a list. Use ModuleList.",
    ]


TIED = Report(
    modules=(
        Module("", "__main__.Net", None),
        Module(
            "embed",
            "torch.nn.modules.sparse.Embedding",
            "",
            parameters=(Parameter("weight", 1, True, 600),),
        ),
        Module(
            "head",
            LINEAR,
            "",
            parameters=(
                Parameter("weight", 1, True, 600, "embed.weight"),
                Parameter("bias", 2, False, 30),
            ),
            buffers=(Buffer("scale", 3, 1),),
        ),
        Module("block", SEQUENTIAL, "", also=("again",)),
        linear("block.0", "block", 4, 3, 3),
        Module("lazy", LINEAR, "", parameters=(Parameter("weight", 9, True, None),)),
    ),
    totals=Totals(642, 612, 1, 2568),
)


def test_tied_weights_and_shared_modules_count_once() -> None:
    assert parameters_below(TIED) == {
        "": 642,  # 600 + 30 + 12
        "embed": 600,
        "head": 630,
        "block": 12,
        "block.0": 12,
        "lazy": 0,
    }
    assert summary(TIED, width=100) == (
        """\
Module                                     Output  Parameters  FLOP  Time
─────────────────────────────────────────────────────────────────────────
model: Net                                 —          642 + ?     —     —
├─ embed: Embedding                        —              600     —     —
├─ head: Linear  weight is `embed.weight`  —              630     —     —
├─ block: Sequential                       —               12     —     —
│  └─ 0: Linear                            —               12     —     —
├─ lazy: Linear                            —                ?     —     —
└─ again: Sequential  is `block`

Totals
  642 parameters (2.6 kB), 612 of them trainable; those of 1 lazy module are not known yet
  1 value in buffers

Shared
  `head.weight` is the same tensor as `embed.weight`, counted once
  `again` is the same module as `block` (Sequential)"""
    )


def test_a_module_registered_in_two_others_belongs_to_both() -> None:
    shared = linear("one.net", "one", 1, 2, 2, also=("two.net",))
    report = Report(
        modules=(
            Module("", "__main__.Net", None),
            Module("one", SEQUENTIAL, ""),
            shared,
            Module("two", SEQUENTIAL, ""),
        )
    )
    assert parameters_below(report) == {"": 6, "one": 6, "one.net": 6, "two": 6}


def test_what_is_not_registered_counts_for_itself_and_not_for_its_parent() -> None:
    report = Report(
        modules=(
            Module("", "__main__.Net", None),
            Module("list[0]", SEQUENTIAL, "", registered=False),
            linear("list[0].0", "list[0]", 1, 2, 2, registered=False),
        )
    )
    assert parameters_below(report) == {"": 0, "list[0]": 6, "list[0].0": 6}


RECURSIVE = Report(
    modules=(
        Module("", "__main__.Net", None, calls=2),
        msgspec.structs.replace(linear("fc", "", 10, 4, 4), calls=2),
        Module("norm", "m.Norm", "", calls=1),
        Module("unused", "m.Norm", ""),
    ),
    calls=(
        Call(0, None, "module", "", "Net", (0,), (5,), 0.010, 64),
        Call(1, 0, "module", "fc", "Linear", (0,), (1,), 0.002, 32),
        Call(2, 0, "module", "", "Net", (1,), (4,), 0.005, 32),
        Call(3, 2, "module", "fc", "Linear", (1,), (2,), 0.003, 32),
        Call(4, 2, "module", "norm", "Norm", (2,), (3,), 0.001),
        Call(5, 2, "op", None, "gelu", (3,), (4,), 0.0005),
        Call(6, 0, "op", None, "gelu", (4,), (5,), 0.0005),
    ),
    tensors=(
        Tensor(0, (2, 4), "float32", "cpu", "input"),
        *(activation(number, 2, 4) for number in range(1, 5)),
        activation(5, 3, 4),
        Tensor(10, (4, 4), "bfloat16", "cpu", "parameter"),
        Tensor(11, (4,), "bfloat16", "cpu", "parameter"),
    ),
    totals=Totals(20, 20, 0, 40, 160, 64, 0.010),
)
"""The root runs itself once: 10 ms in all, of which 5 ms in fc and 1 ms in norm."""


def test_recursion_counts_once_and_what_is_not_counted_is_named() -> None:
    lines = summary(RECURSIVE, width=80, columns="output,flops,time,own-time").splitlines()
    assert lines[:9] == [
        "Module                       Output        FLOP    Time  Own time",
        "─────────────────────────────────────────────────────────────────",
        "model: Net  × 2              3 × 4; 2 × 4    64   10 ms    4.0 ms",
        "├─ fc: Linear  × 2           2 × 4           64  5.0 ms    5.0 ms",
        "├─ norm: Norm                2 × 4            ?  1.0 ms    1.0 ms",
        "└─ unused: Norm  not called  —                —       —         —",
        "",
        "Totals",
        "  20 parameters (40 bytes), all trainable",
    ]
    assert "  FLOPs not counted: 2 × gelu, 1 × Norm" in lines


def test_every_column_has_something_to_say() -> None:
    convolution = Module(
        "conv",
        "m.Conv2d",
        "",
        calls=1,
        parameters=(Parameter("weight", 1, True, 27), Parameter("bias", 2, False, 3)),
        arguments="1, 3, kernel_size=(3, 3), stride=(1, 1)",
    )
    pool = Module("pool", "m.MaxPool2d", "", arguments="kernel_size=2, stride=2")
    report = Report(
        modules=(Module("", "m.Net", None), convolution, pool),
        calls=(Call(0, None, "module", "conv", "Conv2d", (0,), (3,), 0.002, 54),),
        tensors=(
            Tensor(0, (1, 1, 5, 5), "float32", "cpu", "input"),
            Tensor(1, (3, 1, 3, 3), "float32", "cpu", "parameter"),
            Tensor(2, (3,), "float32", "cpu", "parameter"),
            Tensor(3, (1, 3, 3, 3), "float16", "cuda:0", "activation"),
        ),
    )
    heading, _, _, row, unused, *_ = summary(report, columns=list(COLUMNS)).splitlines()
    assert heading.split("  ")[0] == "Module"
    assert [each.strip() for each in row.split("  ") if each] == [
        "├─ conv: Conv2d",
        "1 × 1 × 5 × 5",
        "1 × 3 × 3 × 3",
        "3 × 3",
        "1, 3, kernel_size=(3, 3), stride=(1, 1)",
        "30",
        "120 bytes",
        "partly",
        "float16",
        "cuda:0",
        "1",
        "54",
        "27",
        "2.0 ms",
        "2.0 ms",
    ]
    cells_unused = [each.strip() for each in unused.split("  ") if each]
    assert cells_unused[:2] == ["└─ pool: MaxPool2d", "not called"]
    assert cells_unused[4:6] == ["2", "kernel_size=2, stride=2"]
    assert set(cells_unused[6:]) == {"—"}


def test_a_module_registered_twice_has_one_row_with_numbers() -> None:
    report = Report(
        modules=(
            Module("", SEQUENTIAL, None, calls=1),
            linear("0", "", 1, 4, 4, also=("2",)),
            Module("1", RELU, "", calls=1),
        ),
        totals=Totals(20, 20, 0, 80),
    )
    lines = summary(report, width=80, columns=["parameters"]).splitlines()
    assert lines[2:6] == [
        "model: Sequential             20",
        "├─ 0: Linear                  20",
        "├─ 1: ReLU                     —",
        "└─ 2: Linear  is `0`",
    ]
    assert "+ 2 inside" in summary(report, depth=0, width=80)


def stacked(*widths: int, **last: object) -> Report:
    """Blocks in a list, each with one Linear that is called twice; `last` changes the last one."""
    modules = [Module("", "m.Net", None, calls=1), Module("layers", "m.ModuleList", "")]
    calls = [Call(0, None, "module", "", "Net", (), (0,), 0.01, 0)]
    for place, width in enumerate(widths):
        path = f"layers.{place}"
        modules.append(Module(path, "m.Block", "layers", calls=1))
        inner = linear(f"{path}.fc", path, 100 + 2 * place, width, width)
        modules.append(msgspec.structs.replace(inner, calls=2))
        number = len(calls)
        calls.append(Call(number, 0, "module", path, "Block", (0,), (0,), 0.002, 8))
        for each in (1, 2):
            calls.append(
                Call(number + each, number, "module", f"{path}.fc", "Linear", (0,), (0,), 1e-3, 4)
            )
    modules[-1] = msgspec.structs.replace(modules[-1], **last)
    return Report(modules=tuple(modules), calls=tuple(calls), tensors=(activation(0, 2, 4),))


def folded(report: Report) -> list[str]:
    columns = "parameters,flops,time,calls"
    return (
        summary(report, width=80, columns=columns, fold=True).partition("\n\n")[0].splitlines()[2:]
    )


def test_equal_neighbors_in_a_list_fold_to_one_row_with_the_numbers_of_all() -> None:
    assert folded(stacked(4, 4, 4)) == [
        "model: Net                                 60     0   10 ms      1",
        "└─ layers: ModuleList                      60     —       —      —",
        "   └─ 0 … 2: 3 × Block                     60    24  6.0 ms      3",
        "      └─ fc: 3 × Linear  × 2 each          60    24  6.0 ms      6",
    ]


@pytest.mark.parametrize(
    "last",
    [
        {"type": "m.Other"},
        {"also": ("again.fc",)},
        {"parameters": (Parameter("weight", 0, False, 16),)},
        {"parameters": (Parameter("weight", 0, True, 16, "layers.0.fc.weight"),)},
        {"registered": False},
        {"arguments": "bias=False"},
    ],
)
def test_what_is_not_alike_does_not_fold(last: dict[str, object]) -> None:
    rows = folded(stacked(4, 4, 4, **last))
    assert rows[2].startswith("   ├─ 0 … 1: 2 × Block ")
    assert rows[4].startswith("   └─ 2: Block ")


def test_folding_looks_at_what_happened_too() -> None:
    report = stacked(4, 4)
    other = activation(1, 5, 4)
    calls = (*report.calls[:-1], msgspec.structs.replace(report.calls[-1], outputs=(1,)))
    changed = msgspec.structs.replace(report, calls=calls, tensors=(*report.tensors, other))
    assert len(folded(report)) == 4
    assert len(folded(changed)) == 6


def test_long_names_leave_room_for_the_class_and_the_remark() -> None:
    module = linear("a" * 60, "", 1, 4, 4, registered=False)
    report = Report(modules=(Module("", "m.Net", None), module))
    assert summary(report, width=60, columns=["parameters"]).splitlines()[3] == (
        "└─ aaaaaaaaaaaaaaaaaaaa…: Linear  not registered        (20)"
    )


def test_what_has_no_room_is_named() -> None:
    assert "No room for FLOP, Time." in summary(FIXED_HIDDEN, width=46)


def test_without_a_terminal_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    monkeypatch.setattr("sys.__stdout__", None)
    report = Report(modules=(Module("", f"m.{'N' * 200}", None),))
    assert "N" * 200 in summary(report)


def test_long_lists_below_the_table_end_with_a_count() -> None:
    constants = tuple(Constant(f"c{number}", 0, 1) for number in range(11))
    report = Report(modules=(Module("", "m.Net", None, constants=constants),))
    assert summary(report, width=80).endswith("  `c7`: ?\n  and 3 more")


def test_many_outputs_and_names_are_cut_short() -> None:
    tensors = tuple(activation(number, number + 1) for number in range(12))
    report = Report(
        modules=(Module("", "__main__.Net", None, calls=1),),
        calls=(Call(0, None, "module", "", "Net", outputs=tuple(range(12))),),
        tensors=tensors,
        outputs=tuple(range(12)),
    )
    text = summary(report, width=200)
    assert "1, 2, 3, … 12 tensors" in text
    assert "8 float32 and 4 more" in text


def test_hostile_names_do_no_harm() -> None:
    evil = "\x1b[2J<script>|`\u202e"
    report = Report(
        model=evil,
        modules=(Module("", f"m.{evil}", None, constants=(Constant(evil, 1, 1),)),),
        problems=(Problem("note", "x", evil),),
    )
    for markdown in (False, True):
        text = summary(report, width=80, markdown=markdown)
        assert not {"\x1b", "\u202e"} & set(text)
    assert "| **\\x1b[2J&lt;script>\\|`\\u202e** |" in text


def test_a_very_deep_model_keeps_its_names_visible() -> None:
    paths = [".".join(["0"] * depth) for depth in range(2000)]
    modules = [Module("", SEQUENTIAL, None)]
    modules += [Module(path, SEQUENTIAL, path.rpartition(".")[0]) for path in paths[1:]]
    lines = summary(Report(modules=tuple(modules)), width=80).splitlines()
    assert lines[4].startswith("   └─ 0: Sequential ")
    assert all("0: Sequential" in line for line in lines[3:2001])
    assert "⋯1999" in lines[2001]


def test_color_marks_the_failure_and_nothing_else_changes() -> None:
    colored = summary(failing(), width=60, color=True)
    assert "\x1b[31m✗ 1: Linear" in colored
    bare = colored
    for code in ("0", "1", "2", "31", "33"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == summary(failing(), width=60)


def test_the_most_memory_at_one_time_is_told_if_it_was_measured() -> None:
    totals = msgspec.structs.replace(FIXED_HIDDEN.totals, peak_activation_bytes=512)
    measured = msgspec.structs.replace(FIXED_HIDDEN, totals=totals)
    assert "of activations, at most 512 bytes at one time" in summary(measured)
    assert "at one time" not in summary(FIXED_HIDDEN)
