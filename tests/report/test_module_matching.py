from inspector.report.model import Report
from inspector.report.module_matching import matched_modules, without_addresses
from tests.report.made import tree


def moves(before: Report, after: Report) -> dict[str, str]:
    """Which modules are elsewhere now."""
    pairs = matched_modules(before, after)
    return {old: new for old, new in pairs.items() if old != new}


def numbered(*kinds: str) -> Report:
    return tree(*(f"{place}={kind}" for place, kind in enumerate(kinds)))


def test_a_model_is_matched_with_itself() -> None:
    report = tree("a=Linear(3)", "b", "b.c=Linear(4)")
    assert matched_modules(report, report) == {"": "", "a": "a", "b": "b", "b.c": "b.c"}


def test_what_stands_behind_something_inserted_into_a_list_has_moved_on() -> None:
    before = numbered("Linear(1)", "ReLU", "Linear(1)", "ReLU")
    after = numbered("Linear(1)", "Norm", "ReLU", "Linear(1)", "ReLU")
    assert moves(before, after) == {"1": "2", "2": "3", "3": "4"}
    assert moves(after, before) == {"2": "1", "3": "2", "4": "3"}


def test_of_equal_ones_in_a_list_the_last_is_the_new_one() -> None:
    assert moves(numbered("ReLU", "ReLU"), numbered("ReLU", "ReLU", "ReLU")) == {}
    assert moves(numbered("ReLU", "A(1)"), numbered("ReLU", "ReLU", "A(1)")) == {"1": "2"}


def test_two_insertions_into_one_list_are_both_seen() -> None:
    before = numbered("A(1)", "B(1)", "C(1)", "D(1)")
    after = numbered("A(1)", "ReLU", "B(1)", "C(1)", "ReLU", "D(1)")
    assert moves(before, after) == {"1": "2", "2": "3", "3": "5"}


def test_in_a_list_a_changed_module_is_known_by_its_class() -> None:
    before, after = numbered("Linear(3)", "ReLU"), numbered("Norm", "Linear(4)", "ReLU")
    assert moves(before, after) == {"0": "1", "1": "2"}


def test_a_renamed_attribute_is_known_by_what_it_is() -> None:
    before, after = tree("fc=Linear(3)", "b=Linear(4)"), tree("b=Linear(4)", "head=Linear(3)")
    assert moves(before, after) == {"fc": "head"}


def test_with_other_arguments_another_name_is_another_module() -> None:
    assert moves(tree("fc=Linear(3)"), tree("head=Linear(4)")) == {}
    assert "fc" not in matched_modules(tree("fc=Linear(3)"), tree("head=Linear(4)"))


def test_what_was_wrapped_is_found_inside() -> None:
    before = tree("fc=Linear(3)")
    after = tree("fc=Sequential", "fc.0=Linear(3)", "fc.1=ReLU")
    assert matched_modules(before, after) == {"": "", "fc": "fc.0"}


def test_a_block_takes_along_what_is_in_it() -> None:
    before = tree("body", "body.a=Linear(1)", "body.b=Linear(1)")
    after = tree("outer", "outer.body", "outer.body.a=Linear(1)", "outer.body.b=Linear(1)")
    assert moves(before, after) == {
        "body": "outer.body",
        "body.a": "outer.body.a",
        "body.b": "outer.body.b",
    }


def test_what_cannot_be_told_apart_is_not_matched_across_the_model() -> None:
    before = tree("a", "a.x=Linear(1)")
    after = tree("a", "b=Other", "b.y=Linear(1)", "b.z=Linear(1)")
    assert matched_modules(before, after) == {"": "", "a": "a"}


def test_without_parameters_nothing_is_followed_across_the_model() -> None:
    before, after = tree("a", "a.act=ReLU"), tree("a", "b=Other", "b.act=ReLU")
    assert matched_modules(before, after) == {"": "", "a": "a"}


def test_what_only_has_the_same_name_is_the_same_place() -> None:
    before, after = tree("fc=Linear(3)"), tree("fc=Conv(3)")
    assert matched_modules(before, after) == {"": "", "fc": "fc"}


def test_each_module_is_matched_once() -> None:
    before = tree("a", "a.x=Linear(1)", "z=Linear(1)", "y=Linear(1)")
    after = tree("q", "q.x=Linear(1)", "q.u=Linear(1)", "p=Other", "p.x=Linear(1)")
    pairs = matched_modules(before, after)
    assert len(set(pairs.values())) == len(pairs) == 4


def test_places_in_memory_are_left_out() -> None:
    assert without_addresses("<f at 0x7f1Ab>, size=0x") == "<f at 0x…>, size=0x"


def test_in_a_list_pairs_never_cross() -> None:
    before = numbered("Linear(1)", "ReLU", "Linear(2)")
    after = numbered("Linear(1)", "Linear(3)", "ReLU", "Linear(4)")
    assert moves(before, after) == {"1": "2", "2": "3"}


def test_long_lists_are_matched_in_order() -> None:
    before = numbered("ReLU", *["A(1)"] * 1100, "B(1)")
    after = numbered(*["A(1)"] * 1100, "C(1)")
    pairs = matched_modules(before, after)
    assert all(pairs[str(place + 1)] == str(place) for place in range(1100))


def test_a_report_without_modules_matches_nothing() -> None:
    assert matched_modules(Report(), tree("a")) == {}
