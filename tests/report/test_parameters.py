from inspector.report.model import Module, Parameter, Report
from inspector.report.parameters import parameters_below, shared_parameters


def test_a_parameter_shared_within_a_module_counts_once_and_in_each_that_holds_it() -> None:
    def holder(path: str, tensor: int, numel: int | None) -> Module:
        return Module(path, "t", "", parameters=(Parameter("w", tensor, True, numel),))

    modules = (Module("", "t", None), holder("a", 1, 10), holder("b", 1, 10), holder("c", 2, None))
    assert parameters_below(Report(modules=modules)) == {"": 10, "a": 10, "b": 10, "c": 0}


def test_a_module_has_no_parameters_of_what_is_not_registered_with_it() -> None:
    modules = (
        Module("", "t", None),
        Module("layers[0]", "t", "", False, parameters=(Parameter("w", 1, True, 10),)),
    )
    assert parameters_below(Report(modules=modules)) == {"": 0, "layers[0]": 10}


def test_all_that_hold_a_module_have_its_parameters_once_however_many_ways_lead_to_it() -> None:
    own = (Parameter("w", 1, True, 10),)
    inside = (Parameter("w", 2, True, 5),)
    modules = (
        Module("", "t", None),
        Module("a", "t", ""),
        Module("b", "t", "", parameters=(Parameter("w", 3, True, 1),)),
        Module("a.x", "t", "a", also=("b.x",), parameters=own),
        Module("a.x.y", "t", "a.x", parameters=inside),
    )
    assert parameters_below(Report(modules=modules)) == {
        "": 16,
        "a": 15,
        "b": 16,
        "a.x": 15,
        "a.x.y": 5,
    }


def test_a_parameter_of_two_modules_counts_once_for_what_holds_both() -> None:
    def holder(path: str, parent: str | None, tensor: int, numel: int) -> Module:
        return Module(path, "t", parent, parameters=(Parameter("w", tensor, True, numel),))

    modules = (holder("", None, 0, 1), holder("a", "", 1, 10), holder("a.b", "a", 1, 10))
    assert parameters_below(Report(modules=modules)) == {"": 11, "a": 10, "a.b": 10}


def test_shared_parameters_are_told_with_all_that_hold_them() -> None:
    shared, own = Parameter("w", 1, True, 10), Parameter("w", 2, True, 5)
    modules = (
        Module("", "t", None),
        Module("a", "t", "", parameters=(shared,)),
        Module("b", "t", "", parameters=(shared,)),
        Module("c", "t", "", parameters=(own,)),
        Module("c.x", "t", "c", also=("a.x",), parameters=(Parameter("w", 3, True, 1),)),
    )
    assert shared_parameters(Report(modules=modules)) == [
        (10, {"", "a", "b"}),
        (1, {"", "a", "c", "c.x"}),
    ]
