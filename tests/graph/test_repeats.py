from inspector.graph.index import Index
from inspector.graph.repeats import Run
from inspector.report.model import Problem, Report
from tests.graph.notation import changed, report


def runs(source: str | Report, container: str = "/") -> list[tuple[str, int, int]]:
    """Of each run in a container the name of its first call, its period and how often it is."""
    index = Index(report(source) if isinstance(source, str) else source)
    position = index.tree.position(container)
    assert position is not None
    found = index.repeats.runs(position)
    children = index.flows.children[position]
    return [(_name(index, children, run), run.period, run.times) for run in found]


def _name(index: Index, children: list[int], run: Run) -> str:
    return index.tree.key(children[run.start]).rpartition("/")[2]


def sequence(*written: str) -> str:
    """Modules that each read what the one before gave; all of them give 2x20."""
    lines = ["input x0 2x20", f"net Net x0 -> x{len(written)}"]
    lines += [f"  m{n} {type} x{n} -> x{n + 1} 2x20" for n, type in enumerate(written)]
    return "\n".join([*lines, f"return x{len(written)}"])


BLOCKS = """
input X 2x20
input M 2x2
net Net X M -> x3
  l0 Layer X M -> x1
    linear Linear X -> y0 2x20
      parameter weight 20x20
    add() y0 X M -> x1 2x20
  l1 Layer x1 M -> x2
    linear Linear x1 -> y1 2x20
      parameter weight 20x20
    add() y1 x1 M -> x2 2x20
  l2 Layer x2 M -> x3
    linear Linear x2 -> y2 2x20
      parameter weight 20x20
    add() y2 x2 M -> x3 2x20
  norm Norm x3 -> x4 2x20
return x4
"""

EXPERTS = """
input X 2x20
net Net X -> z
  e0 Linear X -> a 2x5
  e1 Linear X -> b 2x5
  e2 Linear X -> c 2x5
  cat() a b c -> z 2x15
return z
"""


def test_three_alike_in_a_row_are_a_run_and_two_are_not() -> None:
    assert runs(sequence("Linear(20)", "Linear(20)", "Linear(20)")) == [("m0", 1, 3)]
    assert runs(sequence("Linear(20)", "Linear(20)", "ReLU")) == []


def test_a_run_ends_where_type_or_arguments_are_others() -> None:
    written = ["Linear(20)"] * 3 + ["Linear(20, bias=False)"] * 4 + ["Tanh"]
    assert runs(sequence(*written)) == [("m0", 1, 3), ("m3", 1, 4)]


def test_other_shapes_are_no_repeats() -> None:
    narrowing = """
        input X 2x9
        net Net X -> c
          pool0 Pool X -> a 2x7
          pool1 Pool a -> b 2x5
          pool2 Pool b -> c 2x3
        return c
        """
    assert runs(narrowing) == []


def test_blocks_repeat_that_take_the_last_output_and_the_same_mask() -> None:
    assert runs(BLOCKS) == [("l0", 1, 3)]


def test_a_block_that_takes_another_mask_is_no_repeat() -> None:
    other = BLOCKS.replace("input M 2x2", "input M 2x2\ninput N 2x2")
    other = other.replace("l2 Layer x2 M", "l2 Layer x2 N").replace("y2 x2 M", "y2 x2 N")
    assert runs(other) == []


def test_what_is_wired_otherwise_inside_is_no_repeat() -> None:
    assert runs(BLOCKS.replace("add() y1 x1 M", "add() x1 y1 M")) == []


def test_what_has_more_parameters_is_no_repeat() -> None:
    lines = BLOCKS.splitlines()
    at = lines.index("    linear Linear x1 -> y1 2x20")
    lines.insert(at + 1, "      parameter bias 20")
    assert runs("\n".join(lines)) == []


def test_a_skip_from_within_splits_a_chain() -> None:
    skipping = sequence(*["Linear(20)"] * 7, "ReLU")
    skipping = skipping.replace("  m7 ReLU x7", "  add() x3 x7 -> s 2x20\n  m7 ReLU s")
    assert runs(skipping) == [("m0", 1, 3), ("m3", 1, 4)]


def test_what_the_model_returns_too_is_the_last_of_a_run() -> None:
    returning = sequence(*["Linear(20)"] * 6).replace("return x6", "return x3 x6")
    assert runs(returning) == [("m0", 1, 3), ("m3", 1, 3)]


def test_experts_side_by_side_repeat_if_one_call_reads_all_of_them() -> None:
    assert runs(EXPERTS) == [("e0", 1, 3)]
    apart = EXPERTS.replace("  cat() a b c", "  relu() c -> d 2x5\n  cat() a b d")
    assert runs(apart) == []


def test_side_by_side_the_last_must_not_read_another() -> None:
    chained = EXPERTS.replace("e2 Linear X", "e2 Linear b").replace("b 2x5", "b 2x20")
    assert runs(chained) == []


def test_a_pair_that_comes_three_times_is_a_run_of_pairs() -> None:
    source = sequence(*["Linear(20)", "ReLU"] * 3, "Linear(5)")
    assert runs(source) == [("m0", 2, 3)]


def test_a_pair_is_read_from_the_module_with_parameters_on() -> None:
    source = sequence("ReLU", *["Linear(20)", "ReLU"] * 4)
    written: list[str] = []
    for line in source.splitlines():
        written.append(line)
        if "Linear" in line:
            written.append("    parameter weight 20x20")
    assert runs("\n".join(written)) == [("m1", 2, 4)]


def test_blocks_with_the_adds_between_them_repeat_together() -> None:
    residual = ["input x0 2x20", "net Net x0 -> x3"]
    for n in range(3):
        residual += [
            f"  f{n} Linear x{n} -> y{n} 2x20",
            "    parameter weight 20x20",
            f"  add() x{n} y{n} -> x{n + 1} 2x20",
        ]
    assert runs("\n".join([*residual, "return x3"])) == [("f0", 2, 3)]


def test_one_module_called_three_times_is_no_run() -> None:
    assert runs(sequence(*["Linear(20)"] * 3).replace("m1", "m0").replace("m2", "m0")) == []


def test_a_member_with_a_warning_is_not_hidden_and_a_note_does_not_matter() -> None:
    source = report(sequence(*["Linear(20)"] * 7))
    warned = changed(source, problems=(Problem("warning", "code", "Look.", module="m3"),))
    assert runs(warned) == [("m0", 1, 3), ("m4", 1, 3)]
    noted = changed(source, problems=(Problem("note", "code", "By the way.", module="m3"),))
    assert runs(noted) == [("m0", 1, 7)]


def test_the_call_that_failed_is_not_hidden() -> None:
    failed = sequence(*["Linear(20)"] * 5).replace("x4 -> x5 2x20", "x4 !").replace("return x5", "")
    failed = failed.replace("net Net x0 -> x5", "net Net x0")
    assert runs(failed) == [("m0", 1, 4)]


def test_modules_called_in_a_loop_repeat_though_their_trips_differ() -> None:
    source = """
        input X 2x20
        net Net X -> c
          for layer in self.layers x 3
            1| a Linear X -> a 2x20
            2| b Linear a -> b 2x20
            3| c Linear b -> c 2x20
        return c
        """
    assert runs(source, "/for") == [("a", 1, 3)]


def test_loops_themselves_are_no_run_as_they_have_a_count_of_their_own() -> None:
    source = """
        input X 2x20
        net Net X -> c
          for _ in range(2) x 1
            1| relu() X -> a 2x20
          for _ in range(2) x 1
            1| relu() a -> b 2x20
          for _ in range(2) x 1
            1| relu() b -> c 2x20
        return c
        """
    assert runs(source) == []


def test_a_very_long_chain_is_one_run() -> None:
    assert runs(sequence(*["Linear(20)"] * 2000)) == [("m0", 1, 2000)]
