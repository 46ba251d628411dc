from inspector.graph.owners import Owned, ParameterCounts, owned_tensors
from inspector.report.model import Module, Parameter, Report
from tests.graph.notation import report


def test_a_tensor_belongs_to_the_module_that_keeps_it() -> None:
    found = owned_tensors(
        report(
            """
            input X 2
            net Net X
              inner Inner X
                parameter weight 2
                buffer mean 2
                constant mask 2
            """
        )
    )
    assert sorted(found.values()) == [
        Owned("inner", "mask", "constant"),
        Owned("inner", "mean", "buffer"),
        Owned("inner", "weight", "parameter"),
    ]
    assert Owned("", "mask", "constant").path == "mask"
    assert Owned("inner", "mask", "constant").path == "inner.mask"


def test_a_parameter_shared_within_a_module_counts_once_and_in_each_that_holds_it() -> None:
    def holder(path: str, tensor: int, numel: int | None) -> Module:
        return Module(path, "t", "", parameters=(Parameter("w", tensor, True, numel),))

    modules = (Module("", "t", None), holder("a", 1, 10), holder("b", 1, 10), holder("c", 2, None))
    counts = ParameterCounts(Report(modules=modules))
    assert [counts.count(path) for path in ("a", "b", "c", "", "nowhere")] == [10, 10, 0, 10, 0]
