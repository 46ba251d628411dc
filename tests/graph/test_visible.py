from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.report.model import Problem, Report
from inspector.report.place import Place
from inspector.source.span import Span
from tests.graph.models import CHIMERA, FAILED, LISTED, PARALLEL
from tests.graph.notation import changed, report, text


def graph(source: str | Report, level: int = 9, **choices: bool) -> Graph:
    index = Index(report(source) if isinstance(source, str) else source)
    return visible(
        index, Expansion(index, level, {k.replace("_", "/"): v for k, v in choices.items()})
    )


def drawn(source: str, level: int = 9) -> str:
    return text(graph(source, level))


def test_everything_expanded_is_nested_as_it_was_called() -> None:
    assert (
        drawn(CHIMERA)
        == """\
X float32
chimera Sequential (0 · 1 · 2)
  0 NestMLP (net · linear)
    net Sequential (0 · 1 · 2 · 3)
      0 LazyLinear (64) <- input:X [2 × 20]
      1 ReLU <- /0/net/0 [2 × 64]
      2 LazyLinear (32) <- /0/net/1 [2 × 64]
      3 ReLU <- /0/net/2 [2 × 32]
    linear LazyLinear (16) <- /0/net/3 [2 × 32]
  1 LazyLinear (20) <- /0/linear [2 × 16]
  2 FixedHiddenMLP (linear · @ · + 1 · relu · linear · while …)
    linear LazyLinear (20) call 1/2 <- /1 [2 × 20]
    rand_weight (20 × 20 const)
    @ matmul <- /2/linear [2 × 20], /2/matmul():2.rand_weight
    + 1 add <- /2/matmul() [2 × 20]
    relu <- /2/add() [2 × 20]
    linear LazyLinear (20) call 2/2 <- /2/relu() [2 × 20]
    while X.abs().sum() > 1 (/= 2) × 2
      /= 2 div_ <- /2/linear#2 [2 × 20]
    sum <- /2/while/div_() [2 × 20]
output <- /2/sum() [scalar]"""
    )


def test_a_collapsed_container_stands_for_all_that_it_holds() -> None:
    assert (
        drawn(CHIMERA, 1)
        == """\
X float32
chimera Sequential (0 · 1 · 2)
  0 NestMLP (net · linear) <- input:X [2 × 20]
  1 LazyLinear (20) <- /0 [2 × 16]
  2 FixedHiddenMLP (linear · @ · + 1 · relu · linear · while …) <- /1 [2 × 20]
output <- /2 [scalar]"""
    )
    assert drawn(CHIMERA, 0).splitlines()[1:] == [
        "chimera Sequential (0 · 1 · 2) <- input:X [2 × 20]",
        "output <- / [scalar]",
    ]


def test_a_loop_can_be_collapsed_by_itself() -> None:
    lines = text(graph(CHIMERA, 9, _2_while=False)).splitlines()
    assert lines[-3:] == [
        "    while X.abs().sum() > 1 (/= 2) × 2 <- /2/linear#2 [2 × 20]",
        "    sum <- /2/while [2 × 20]",
        "output <- /2/sum() [scalar]",
    ]


def test_branches_read_the_same_tensor_and_a_cat_reads_both() -> None:
    assert (
        drawn(PARALLEL)
        == """\
X float32
net Parallel (net1 · net2 · cat)
  net1 Sequential (0 · 1)
    0 LazyLinear <- input:X [2 × 20]
    1 ReLU <- /net1/0 [2 × 16]
  net2 LazyLinear <- input:X [2 × 20]
  cat (dim=-1) <- /net1/1 [2 × 16], /net2 [2 × 8]
output <- /cat() [2 × 24]"""
    )


def test_after_a_failure_what_was_not_reached_follows_without_tensors() -> None:
    found = graph(FAILED)
    assert (
        text(found)
        == """\
X float32
net Sequential (0 · 1 · 2)
  0 Linear <- input:X [2 × 20]
  1 ReLU <- /0 [2 × 64]
  2 Linear (32, 10) <- /1 [2 × 64]
  3 ReLU <- /2
  4 Linear (10, 2) <- /3"""
    )
    assert [node.key for node in found.nodes if node.failed] == ["/2"]
    assert [node.key for node in found.nodes if not node.reached] == ["/3", "/4"]
    assert found.nodes[found.index["/2"]].severity == "error"


def test_a_failure_within_a_collapsed_container_is_told_by_the_container() -> None:
    root = graph(FAILED, 0).nodes[1]
    assert (root.title, root.severity, root.failed) == ("net", "error", False)


def test_a_problem_of_a_module_is_at_all_its_calls_and_a_note_at_none() -> None:
    problems = (
        Problem("warning", "some-code", "Look here.", module="2.linear"),
        Problem("note", "other-code", "By the way.", module="1"),
    )
    found = graph(changed(report(CHIMERA), problems=problems))
    assert [n.key for n in found.nodes if n.severity] == ["/2/linear", "/2/linear#2"]


def test_a_loop_over_modules_shows_all_of_them() -> None:
    assert (
        drawn(LISTED)
        == """\
X float32
net MySequential (for)
  for module in self.children() (0 · 1 · 2) × 3
    0 LazyLinear <- input:X [2 × 20]
    1 ReLU <- /for/0 [2 × 256]
    2 LazyLinear <- /for/1 [2 × 256]
output <- /for/2 [2 × 10]"""
    )


def test_a_loop_that_never_ran_stands_beside_what_it_tested() -> None:
    found = drawn(
        """
        input X 2x20
        net Net X -> y
          linear Linear X -> a 2x20
          while X.sum() > 1 x 0
            0| sum() a -> s ()
            0| gt(1) s -> t () bool
            0| bool() t
          relu() a -> y 2x20
        return y
        """
    )
    assert found.splitlines()[2:] == [
        "  linear Linear <- input:X [2 × 20]",
        "  while X.sum() > 1 × 0 <- /linear [2 × 20]",
        "  relu <- /linear [2 × 20]",
        "output <- /relu() [2 × 20]",
    ]


def test_sizes_and_tests_of_an_if_are_not_drawn() -> None:
    found = drawn(
        """
        input X 2x20
        net Net X -> y
          size() X
          sum() X -> s ()
          gt(0) s -> t () bool
          bool() t
          relu() X -> y 2x20
        return y
        """
    )
    assert found.splitlines()[2:] == ["  relu <- input:X [2 × 20]", "output <- /relu() [2 × 20]"]


def test_a_value_that_python_reads_is_drawn_if_a_tensor_comes_of_it_too() -> None:
    found = drawn(
        """
        input X 2x20
        net Net X -> y
          sum() X -> s ()
          bool() s
          div() X s -> y 2x20
        return y
        """
    )
    assert found.splitlines()[2:4] == [
        "  sum <- input:X [2 × 20]",
        "  / div <- input:X [2 × 20], /sum() [scalar]",
    ]


def test_a_container_that_passes_its_input_on_is_still_on_the_way() -> None:
    found = drawn(
        """
        input X 2x20
        net Net X -> z
          look Look X -> y 2x20
            relu() X -> unused 2x20
          sum() y -> z ()
        return z
        """
    )
    assert found.splitlines()[1:] == [
        "net Net (look · sum)",
        "  look Look (relu) <- input:X [2 × 20]",
        "    relu <- input:X [2 × 20]",
        "  sum <- /look [2 × 20]",
        "output <- /sum() [scalar]",
    ]


def test_parameters_stand_beside_the_op_that_uses_them_and_not_beside_their_module() -> None:
    source = """
        input X 2x20
        net Net X -> z
          scale Scale X -> y
            parameter weight 20
            mul() X weight -> y 2x20
          linear Linear y -> z 2x20
            parameter weight 20x20
        return z
        """
    assert "    weight (20 parameter)\n    * mul <- input:X [2 × 20]" in drawn(source)
    assert "weight" not in drawn(source, 1)


def test_an_empty_sequential_is_a_container_to_drop_into() -> None:
    found = graph("input X 2x20\nnet Sequential X -> y 2x20\nreturn y")
    root = found.nodes[1]
    assert (root.expandable, root.expanded, root.empty) == (True, True, True)


def test_inputs_are_told_apart_though_their_names_are_alike() -> None:
    found = graph("input x 2\ninput x 3\nnet Net x -> y 2\nreturn y")
    assert [node.key for node in found.nodes if node.kind == "input"] == ["input:x", "input:x#2"]


def test_several_outputs_are_apart_until_they_are_many() -> None:
    two = "input X 2\nnet Net X -> a, b\n  split() X -> a 1, b 1\nreturn a b"
    assert drawn(two).splitlines()[-2:] == [
        "output[0] <- /split() [1]",
        "output[1] <- /split() [1]",
    ]
    names = " ".join(f"t{i}" for i in range(6))
    made = ", ".join(f"t{i} 1" for i in range(6))
    six = f"input X 6\nnet Net X -> t0\n  split() X -> {made}\nreturn {names}"
    assert drawn(six).splitlines()[-1] == "outputs 6 tensors <- /split() [6 of 1]"


def test_nodes_know_their_places_and_calls_of_one_module_their_identity() -> None:
    found = graph(CHIMERA)
    at = {node.key: node for node in found.nodes}
    assert at["/2/linear"].place == at["/2/linear#2"].place == Place("2.linear")
    assert at["/2/linear"].identity == at["/2/linear#2"].identity == "2.linear"
    assert at["/2/matmul():2.rand_weight"].place == Place("2.rand_weight")
    line = "matmul() g rand_weight"
    site = at["/2/matmul()"].place
    assert site is not None
    assert site.path == "2"
    assert site.site is not None
    assert site.site == Span(site.site.line, 0, site.site.line, len(line))
    assert at["input:X"].place is None


def test_parameters_are_counted_with_those_of_all_children() -> None:
    at = {node.key: node for node in graph(CHIMERA).nodes}
    assert at["/0/net"].parameters == 64 * 20 + 64 + 32 * 64 + 32
    assert at["/2"].parameters == at["/2/linear"].parameters == 20 * 20 + 20
    assert at["/"].parameters == 4712


def test_keys_survive_an_edit_elsewhere() -> None:
    before = {node.key for node in graph(CHIMERA).nodes}
    edited = CHIMERA.replace(
        "    relu() i -> j 2x20\n", "    relu() i -> i 2x20\n    tanh() i -> j 2x20\n"
    )
    assert {node.key for node in graph(edited).nodes} - before == {"/2/tanh()"}


def test_a_deep_nest_and_a_long_chain_need_no_recursion() -> None:
    deep = ["input X 2", "net Net X -> y"]
    deep += ["  " * level + "inner Net X -> y" for level in range(1, 3000)]
    deep += ["  " * 3000 + "relu() X -> y 2", "return y"]
    found = graph("\n".join(deep), 10_000)
    assert len(found.nodes) == 3000 + 1 + 2


def trip(source: str, **trips: int) -> str:
    """Everything expanded, with one trip of a loop by its key below the root."""
    index = Index(report(source), {f"/{key}": trip for key, trip in trips.items()})
    return text(visible(index, Expansion(index, 9)))


GROWING = """
    input X 2x20
    net Net X -> y
      tanh() X -> h 2x20
      for t in range(3) x 3
        1| linear Linear h -> a 2x20
        1| cat() h a -> h 4x20
        2| linear Linear h -> a 4x20
        2| cat() h a -> h 8x20
        3| linear Linear h -> a 8x20
        3| cat() h a -> h 16x20
      sum() h -> y ()
    return y
    """


def test_the_first_trip_of_a_loop_reads_what_comes_into_the_loop() -> None:
    assert trip(GROWING).splitlines()[2:] == [
        "  tanh <- input:X [2 × 20]",
        "  for t in range(3) (linear · cat) × 3",
        "    linear Linear <- /tanh() [2 × 20]",
        "    cat <- /tanh() [2 × 20], /for/linear [2 × 20]",
        "  sum <- /for/cat() [16 × 20]",
        "output <- /sum() [scalar]",
    ]


def test_a_later_trip_has_its_own_shapes_and_reads_from_the_one_before_it() -> None:
    assert trip(GROWING, **{"for": 3}).splitlines()[3:-1] == [
        "  for t in range(3) (linear · cat) × 3",
        "    from trip 2 <- /tanh() [2 × 20]",
        "    linear Linear <- /for:carried [8 × 20]",
        "    cat <- /for:carried [8 × 20], /for/linear [8 × 20]",
        "  sum <- /for/cat() [16 × 20]",
    ]


def test_a_collapsed_loop_reads_what_came_into_it_whatever_trip_is_chosen() -> None:
    index = Index(report(GROWING), {"/for": 3})
    found = text(visible(index, Expansion(index, 9, {"/for": False})))
    assert found.splitlines()[3] == "  for t in range(3) (linear · cat) × 3 <- /tanh() [2 × 20]"


def test_a_loop_tells_which_of_its_trips_is_drawn_and_others_have_none() -> None:
    index = Index(report(GROWING), {"/for": 2})
    loop = next(n for n in visible(index, Expansion(index, 9)).nodes if n.kind == "loop")
    assert (loop.trip, loop.trips) == (2, 3)
    unrolled = next(n for n in graph(LISTED).nodes if n.kind == "loop")
    assert unrolled.trip == 0
