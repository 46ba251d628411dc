import msgspec
import pytest

import inspector
from inspector.report.comparison import Comparison
from inspector.report.traced import TraceReport, traced_from_json
from tests.report.made import sequential

CHAIN = TraceReport.of(sequential((20, 8), "ReLU", (8, 3)))


def test_a_module_is_found_by_its_path() -> None:
    assert CHAIN["1"].type.endswith("ReLU")
    assert CHAIN[""].parent is None


def test_a_shared_module_is_found_under_each_of_its_paths() -> None:
    again = msgspec.structs.replace(CHAIN.modules[1], also=("again",))
    report = msgspec.structs.replace(CHAIN, modules=(CHAIN.modules[0], again))
    assert report["again"] is again


def test_a_wrong_path_is_answered_with_one_that_is_near() -> None:
    modules = (CHAIN.modules[0], msgspec.structs.replace(CHAIN.modules[1], path="net.conv1"))
    report = msgspec.structs.replace(CHAIN, modules=modules)
    with pytest.raises(KeyError, match=r"no module 'net\.conv'; did you mean 'net\.conv1'"):
        report["net.conv"]


def test_a_tensor_is_found_by_its_number() -> None:
    assert CHAIN.tensor(0).shape == (2, 20)
    with pytest.raises(KeyError, match="no tensor 99"):
        CHAIN.tensor(99)


def test_what_changed_is_told_from_the_other_report_to_this_one() -> None:
    wider = TraceReport.of(sequential((20, 8), "ReLU", (8, 4)))
    change = wider.compare(CHAIN).modules[0].changes[0]
    assert (change.before, change.after) == ("out_features=3", "out_features=4")


def test_columns_are_chosen_by_name() -> None:
    heading = CHAIN.summary(width=80, columns="calls,macs").splitlines()[0]
    assert heading.split() == ["Module", "Calls", "MAC"]
    with pytest.raises(ValueError, match="no column"):
        CHAIN.summary(columns=["nothing"])


def test_a_report_comes_back_from_json_with_its_methods() -> None:
    assert traced_from_json(CHAIN.to_json()) == CHAIN


def test_the_package_hands_out_the_classes_of_what_it_returns() -> None:
    assert inspector.TraceReport is TraceReport
    assert inspector.Comparison is Comparison
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        inspector.nothing  # noqa: B018
