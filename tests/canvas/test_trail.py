from inspector.canvas.trail import MOST, Trail


def trail(*seen: int) -> Trail[int]:
    """A trail of numbers, of which those less than ten apart are near."""
    result: Trail[int] = Trail(lambda one, other: abs(one - other) < 10)
    for number in seen:
        result.note(number)
    return result


def test_back_and_forward_go_through_what_was_seen() -> None:
    seen = trail(0, 100, 200)
    assert [seen.back(200), seen.back(100), seen.back(0)] == [100, 0, None]
    assert [seen.forward(0), seen.forward(100), seen.forward(200)] == [100, 200, None]


def test_small_steps_are_one_stop_and_one_comes_back_to_the_last_of_them() -> None:
    seen = trail(0, 100, 103, 106, 200)
    assert seen.back(200) == 106
    assert seen.back(106) == 0


def test_many_small_steps_add_up_to_another_stop() -> None:
    seen = trail(0, 6, 12)
    assert seen.back(12) == 6


def test_where_one_is_when_going_back_can_be_come_forward_to() -> None:
    seen = trail(0, 100)
    assert seen.back(150) == 100
    assert seen.forward(100) == 150


def test_going_elsewhere_forgets_what_was_ahead() -> None:
    seen = trail(0, 100, 200)
    seen.back(200)
    seen.back(100)
    seen.note(500)
    assert not seen.leads_forward(500)
    assert seen.back(500) == 0


def test_a_trail_has_an_end() -> None:
    seen = trail(*range(0, 100 * (MOST + 50), 100))
    steps, at = 0, 100 * (MOST + 49)
    while seen.leads_back(at):
        at = seen.back(at) or 0
        steps += 1
    assert steps == MOST - 1


def test_an_empty_trail_leads_nowhere() -> None:
    assert not trail().leads_back(5)
    assert not trail().leads_forward(5)
    assert not trail(1).leads_back(5)
    assert trail(1).leads_back(50)
    assert trail().back(5) is None
