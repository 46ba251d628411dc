"""The collector goes on as it was set."""

import gc

import pytest

from inspector.engine.calm import calm_collection


@pytest.fixture(autouse=True)
def nothing_set_aside() -> None:
    """Large pictures of other tests in this process have set objects aside for good."""
    gc.unfreeze()


def test_thresholds_and_objects_set_aside_are_as_before() -> None:
    threshold = gc.get_threshold()
    with calm_collection():
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() > threshold
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == threshold


def test_what_the_user_had_set_aside_stays_so() -> None:
    gc.freeze()
    try:
        with calm_collection():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_one_within_another_leaves_the_end_to_the_outer_one() -> None:
    with calm_collection():
        calm = gc.get_threshold()
        with calm_collection():
            pass
        assert gc.get_threshold() == calm
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
