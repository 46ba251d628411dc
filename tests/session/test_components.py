"""The sections of the palette with what the user keeps at hand, and the search over them."""

from pathlib import Path

import pytest

from inspector.catalog.entry import Entry, Parameter
from inspector.session.component import Component, Section
from inspector.session.components import search, sections
from inspector.session.shelf import Kept
from tests.fakes import session_with

TEXT = """\
import torch
from torch import nn


class Block(nn.Module):
    '''Does little.'''

    def __init__(self, width, heads=4):
        super().__init__()


model = nn.Sequential(Block(2), Block(3))
"""
LINEAR = Component("module", "torch.nn.Linear", "Linear", "old words")
CONV1D = Component("module", "torch.nn.Conv1d", "Conv1d")
CONV3D = Component("module", "torch.nn.Conv3d", "Conv3d")
BLOCK = Component("own", "Block", "Block")
SCALE = Entry(
    "Scale", "module", "parts.Scale", "parts.Scale", "Scale", "parts",
    "container", "Multiplies.", (Parameter("factor", required=True, type="int"),),
)  # fmt: skip


def offered(folder: Path, kept: Kept, text: str = TEXT) -> dict[str, tuple[Component, ...]]:
    found = sections(session_with(text, folder).state, kept)
    return {each.title: each.components for each in found}


def test_favorites_come_first_then_recent_ones_that_have_no_star(tmp_path: Path) -> None:
    found = offered(tmp_path, Kept((LINEAR,), (LINEAR, CONV1D)))
    assert list(found)[:3] == ["Favorites", "Recent", "Containers"]
    assert [each.title for each in found["Recent"]] == ["Conv1d"]
    (linear,) = found["Favorites"]
    assert linear in found["Linear"]  # as it is offered now, not as it was when it was starred


def test_a_section_that_would_be_empty_is_not_shown(tmp_path: Path) -> None:
    assert list(offered(tmp_path, Kept()))[:2] == ["Containers", "My classes"]
    assert "Recent" not in offered(tmp_path, Kept((LINEAR,), (LINEAR,)))


def test_a_favorite_that_is_not_offered_stays_and_says_why_it_cannot_be_used(
    tmp_path: Path,
) -> None:
    other = TEXT.replace("Block", "Tower")
    kept = Kept((BLOCK, Component("module", "torch.nn.Gone", "Gone")), (BLOCK,))
    found = offered(tmp_path, kept, other)
    assert [each.lack for each in found["Favorites"]] == [
        "Block is a class of another file.",
        "This version of torch has no torch.nn.Gone.",
    ]
    assert "Recent" not in found  # what cannot be used there is of no use in it


def test_a_class_of_a_package_that_is_not_offered_can_still_be_imported(tmp_path: Path) -> None:
    scale = Component("package", "parts.Scale", "Scale", entry=SCALE)
    (found,) = offered(tmp_path, Kept((scale,)))["Favorites"]
    assert found == scale


def test_a_class_of_the_file_tells_its_signature_and_what_it_says_of_itself(
    tmp_path: Path,
) -> None:
    (block,) = offered(tmp_path, Kept())["My classes"]
    assert (block.signature, block.summary) == ("Block(width, heads=4)", "Does little.")
    assert block.badge == "used 2 ×"


@pytest.mark.parametrize("said", ['"no %s" % X', "f'no {X}'", "...", "b'no'", '""'])
def test_what_is_no_docstring_is_not_taken_for_one(said: str, tmp_path: Path) -> None:
    text = TEXT.replace("'''Does little.'''", said)
    (block,) = offered(tmp_path, Kept(), text)["My classes"]
    assert block.summary == "A class of this file, line 5."


def test_a_search_finds_each_once_and_among_equals_those_at_hand_first(tmp_path: Path) -> None:
    state = session_with(TEXT, tmp_path).state
    plain = [each.title for each in search(sections(state), "conv")]
    assert plain[:3] == ["Conv2d", "Conv1d", "Conv3d"]
    kept = Kept((CONV3D,), (CONV1D,))
    found = [each.title for each in search(sections(state, kept), "conv")]
    assert sorted(found) == sorted(plain)
    assert found[:3] == ["Conv3d", "Conv1d", "Conv2d"]


def test_a_star_does_not_lift_a_worse_match(tmp_path: Path) -> None:
    kept = Kept((Component("module", "torch.nn.LazyLinear", "LazyLinear"),))
    found = search(sections(session_with(TEXT, tmp_path).state, kept), "linear")
    assert found[0].title == "Linear"


def test_the_best_of_the_sections_that_a_component_stands_in_counts() -> None:
    gelu = Component("module", "torch.nn.GELU", "GELU")
    found = [Section("Favorites", (gelu,)), Section("Activations", (gelu,))]
    assert search(found, "activations") == (gelu,)


def test_a_class_that_is_built_on_one_of_another_file_is_offered_too(tmp_path: Path) -> None:
    text = """\
from dataclasses import dataclass
from elsewhere import GradientCheckpointingLayer, ModelOutput, PreTrainedModel


@dataclass
class Result(ModelOutput):
    loss: float


@dataclass
class Sizes:
    width: int = 2


class Layer(GradientCheckpointingLayer):
    def __init__(self, width):
        super().__init__()


class Base(PreTrainedModel):
    main_input_name = "X"


class Model(Base):
    def __init__(self, width):
        super().__init__(width)
        self.layer = Layer(width)
"""
    own = offered(tmp_path, Kept(), text)["My classes"]
    assert [each.title for each in own] == ["Layer", "Model"]
