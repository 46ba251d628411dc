from collections.abc import Mapping

from inspector.graph.cover import Cover
from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED, Folding
from inspector.graph.index import Index
from inspector.graph.measures import Measure
from inspector.graph.overlay import Overlay, overlay
from inspector.graph.own_tensors import with_own_tensors
from inspector.graph.scale import Scale
from inspector.graph.visible import visible
from inspector.report.model import Report, Totals
from tests.graph.models import FAILED
from tests.graph.notation import changed, report

LOOP = """
input X 2x8
net Net X -> e
  lin Linear X -> a 2x8
    parameter weight 8x8
    parameter bias 8
  relu_() a -> b 2x8
  for i in range(3) x 3
    1| lin Linear b -> c 2x8
    1| add() c -> b 2x8
    2| lin Linear b -> c 2x8
    2| add() c -> b 2x8
    3| lin Linear b -> c 2x8
    3| add() c -> b 2x8
  view() b -> e 16
return e
"""
SECONDS = {"Net": 0.010, "Linear": 0.002, "relu_": 0.0005, "add": 0.001, "view": 0.0}
FLOPS = {"Net": 1024, "Linear": 256, "relu_": 0, "view": 0}


def costed(source: str) -> Report:
    """A report in which a call takes the time and the operations that its name says."""
    read = report(source)
    calls = tuple(
        changed(call, seconds=SECONDS[call.name], flops=FLOPS.get(call.name)) for call in read.calls
    )
    totals = Totals(parameters=72, flops=1024, seconds=0.010)
    return changed(read, calls=calls, totals=totals)


def measured(
    read: Report, measure: Measure, folding: Folding = UNFOLDED, **choices: bool
) -> Overlay:
    index = Index(read)
    expanded = Expansion(index, 9, {key.replace("_", "/"): open for key, open in choices.items()})
    graph, cover = visible(index, expanded, folding), Cover(index, expanded, folding)
    return overlay(index, graph, cover, measure)


def texts(overlay: Overlay) -> Mapping[str, str]:
    return {key: reading.text for key, reading in overlay.readings.items()}


def test_time_is_that_of_all_trips_and_of_an_expanded_container_the_total() -> None:
    assert texts(measured(costed(LOOP), Measure.TIME)) == {
        "/": "10 ms",
        "/lin": "2.0 ms",
        "/relu_()": "500 µs",
        "/for": "9.0 ms",
        "/for/lin": "6.0 ms",
        "/for/add()": "3.0 ms",
        "/view()": "0 s",
    }


def test_operations_that_were_not_counted_are_not_none() -> None:
    found = measured(costed(LOOP), Measure.FLOPS)
    assert texts(found) == {
        "/": "1.0 kFLOP",
        "/lin": "256",
        "/relu_()": "0",
        "/for": "768 FLOP",
        "/for/lin": "768",
        "/for/add()": "?",
        "/view()": "0",
    }
    assert found.has_uncounted
    assert not found.readings["/for/add()"].is_counted
    assert found.readings["/relu_()"].is_counted


def test_a_collapsed_loop_has_the_sum_of_its_trips_and_its_parameters_once() -> None:
    assert measured(costed(LOOP), Measure.TIME, _for=False).readings["/for"].text == "9.0 ms"
    assert measured(costed(LOOP), Measure.FLOPS, _for=False).readings["/for"].amount == 768
    assert measured(costed(LOOP), Measure.PARAMETERS, _for=False).readings["/for"].amount == 72
    assert measured(costed(LOOP), Measure.MEMORY, _for=False).readings["/for"].amount == 6 * 64


def test_memory_is_that_of_new_tensors() -> None:
    found = measured(costed(LOOP), Measure.MEMORY)
    assert {key: reading.amount for key, reading in found.readings.items()} == {
        "/": 7 * 64,
        "/lin": 64,
        "/relu_()": 0,
        "/for": 6 * 64,
        "/for/lin": 3 * 64,
        "/for/add()": 3 * 64,
        "/view()": 0,
    }
    assert found.total == "448 bytes"


def test_a_module_that_works_in_place_makes_nothing() -> None:
    lines = """
    input X 2x8
    net Net X -> c
      act ReLU(inplace=True) X -> a 2x8
      other ReLU a -> b 2x8
      flat Flatten b -> c 16
    return c
    """
    found = measured(report(lines), Measure.MEMORY)
    assert [found.readings[key].amount for key in ("/act", "/other", "/flat")] == [0, 64, 0]


def test_parameters_of_a_shared_module_stand_at_each_call_and_once_in_the_total() -> None:
    found = measured(costed(LOOP), Measure.PARAMETERS)
    assert texts(found) == {
        "/": "72 parameters",
        "/lin": "72",
        "/relu_()": "",
        "/for": "72 parameters",
        "/for/lin": "72",
        "/for/add()": "",
        "/view()": "",
    }
    assert found.total == "72 parameters"
    assert not found.has_uncounted


def test_the_scale_is_that_of_the_nodes_and_not_of_the_containers_around_them() -> None:
    assert measured(costed(LOOP), Measure.FLOPS).scale == Scale(0.0, 768)
    assert measured(costed(LOOP), Measure.TIME, _=False).scale == Scale(0.0, 0.010)


def test_what_was_not_reached_has_parameters_and_was_not_counted() -> None:
    found = measured(report(FAILED), Measure.TIME)
    assert not found.readings["/3"].is_counted
    assert measured(report(FAILED), Measure.PARAMETERS).readings["/3"].amount == 0


def test_dtypes_are_those_that_come_out_the_most_frequent_first() -> None:
    lines = """
    input ids 2x8 int64
    net Net ids -> m
      emb Embedding ids -> a 2x8x4
      norm Norm a -> b 2x8x4
      split() b -> c 2x8x4,k 2 int64
      gt() c -> m 2x8x4 bool
    return m
    """
    found = measured(report(lines), Measure.DTYPE)
    assert texts(found) == {
        "input:ids": "",
        "/": "bool",
        "/emb": "float32",
        "/norm": "float32",
        "/split()": "float32, int64",
        "/gt()": "bool",
        "output:output": "bool",
    }
    assert found.dtypes == ("float32", "int64", "bool")
    assert found.readings["input:ids"].dtype == "int64"


def test_inputs_and_outputs_cost_nothing_and_say_nothing() -> None:
    for measure in (Measure.PARAMETERS, Measure.FLOPS, Measure.TIME, Measure.MEMORY):
        keys = measured(costed(LOOP), measure).readings.keys()
        assert not [key for key in keys if key.startswith(("input:", "output:"))]


def test_a_node_that_stands_for_several_equal_siblings_has_the_sum_of_them() -> None:
    lines = "input X 2x8\nnet Sequential X -> x6\n"
    for number in range(6):
        read = f"x{number}" if number else "X"
        lines += f"  {number} Linear {read} -> x{number + 1} 2x8\n    parameter weight 8x8\n"
    folded = changed(report(lines + "return x6"))
    calls = tuple(changed(call, seconds=0.001, flops=256) for call in folded.calls)
    folded = changed(folded, calls=calls)
    found = {
        measure: measured(folded, measure, Folding()).readings["/0"].text
        for measure in (Measure.PARAMETERS, Measure.TIME, Measure.FLOPS, Measure.MEMORY)
    }
    assert found == {
        Measure.PARAMETERS: "384",
        Measure.TIME: "6.0 ms",
        Measure.FLOPS: "1.5 k",
        Measure.MEMORY: "384 B",
    }


def test_a_parameter_beside_its_module_has_a_color_and_no_second_number() -> None:
    index = Index(costed(LOOP))
    expanded = Expansion(index, 9)
    graph = with_own_tensors(index, visible(index, expanded))
    cover = Cover(index, expanded, UNFOLDED)
    found = overlay(index, graph, cover, Measure.PARAMETERS)
    weight = found.readings["/lin:lin.weight"]
    assert (weight.amount, weight.text) == (64, "")
    in_time = overlay(index, graph, cover, Measure.TIME)
    assert "/lin:lin.weight" not in in_time.readings
