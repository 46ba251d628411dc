"""Shapes that fit and shapes that do not, worked out by hand."""

from inspector.session.joining import dim_of_joint, why_apart


def test_images_are_joined_along_their_channels_and_others_along_the_last_dimension() -> None:
    assert dim_of_joint((1, 8, 16, 16), (1, 8, 16, 16)) == 1
    assert dim_of_joint((2, 7, 32), (2, 7, 32)) == -1
    assert dim_of_joint(None, (1, 3, 8, 8)) == 1
    assert dim_of_joint(None, None) == -1


def test_tensors_that_differ_in_one_dimension_are_joined_along_it() -> None:
    assert dim_of_joint((2, 1, 32), (2, 7, 32)) == 1
    assert dim_of_joint((1, 3, 8, 16), (1, 3, 8, 8)) == -1


def test_batches_are_never_joined_by_themselves() -> None:
    assert dim_of_joint((2, 32), (4, 32)) == -1


def test_shapes_fit_element_by_element_as_they_broadcast() -> None:
    assert not why_apart("add", (2, 1, 4), (3, 4))
    assert "[2, 3] and [2, 4]" in why_apart("multiply", (2, 3), (2, 4))


def test_a_concatenation_needs_all_other_dimensions_equal() -> None:
    assert not why_apart("concatenate", (1, 8, 4, 4), (1, 3, 4, 4))
    assert "more than" in why_apart("concatenate", (1, 8, 4, 4), (1, 3, 2, 2))
    assert "in common" in why_apart("concatenate", (2, 3), (2, 3, 4))


def test_what_is_not_known_is_left_to_the_run() -> None:
    assert not why_apart("add", None, (2, 3))
