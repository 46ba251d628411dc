from inspector.report.model import Module, Parameter, Report
from inspector.report.parameters import parameters_below


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
