from inspector.graph.owners import Owned, owned_tensors
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
