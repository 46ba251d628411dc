from inspector.graph.call_tree import CallTree
from inspector.report.model import Call, Report
from tests.graph.models import CHIMERA
from tests.graph.notation import report


def call(id: int, parent: int | None, name: str) -> Call:
    return Call(
        id, parent, "module" if parent is None else "op", "" if parent is None else None, name
    )


def test_calls_that_are_told_out_of_order_stand_below_what_they_stand_in() -> None:
    calls = (call(0, None, "Net"), call(1, 0, "a"), call(2, 0, "b"), call(3, 1, "c"))
    tree = CallTree(Report(calls=calls))
    assert [item.call.name for item in tree.items if item.call is not None] == [
        "Net",
        "a",
        "c",
        "b",
    ]
    assert [item.parent for item in tree.items] == [-1, 0, 1, 0]
    assert [item.end for item in tree.items] == [4, 3, 3, 4]
    assert tree.items[0].children == [1, 3]


def test_the_same_name_again_is_told_apart_by_a_number() -> None:
    calls = (call(0, None, "Net"), call(1, 0, "relu"), call(2, 0, "relu"), call(3, 0, "add"))
    tree = CallTree(Report(calls=calls))
    assert [tree.key(item) for item in range(4)] == ["/", "/relu()", "/relu()#2", "/add()"]


def test_a_key_is_found_whether_or_not_it_was_asked_for_before() -> None:
    tree = CallTree(report(CHIMERA))
    position = tree.position("/2/linear#2")
    assert position is not None
    assert tree.items[position].key == "/2/linear#2"
    assert tree.position("/2/linear#2") == position
    assert tree.position("/nothing") is None


def test_a_model_that_calls_itself_has_another_key_within_itself() -> None:
    calls = (Call(1, None, "module", "", "Net"), Call(2, 1, "module", "", "Net"))
    tree = CallTree(Report(calls=calls))
    assert [tree.key(item) for item in range(2)] == ["/", "/Net"]
