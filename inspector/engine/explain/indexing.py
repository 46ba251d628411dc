"""Explanations for indices: out of range, too many, of a wrong kind, and masks that do not fit."""

import re

from torch import bool as torch_bool
from torch import int32, int64, uint8

from inspector.engine.explain.operands import given, source_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event

_BOUNDS = re.compile(r"index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)")
_MASK = re.compile(r"The shape of the mask \[(.*?)\] at index (\d+)")
_EXPANDED = re.compile(r"The expanded size of the tensor \((\d+)\) must match .*? \((\d+)\) at")
_INDICES = (int32, int64, uint8, torch_bool)
_MAY_HOLD_INDICES = ("getitem", "setitem")
_WHERE_INDEX = {"index_select": 1, "gather": 1, "scatter": 1, "scatter_": 1, "scatter_add": 1,
                "scatter_add_": 1, "take": 1, "take_along_dim": 1, "index_add": 1,
                "index_add_": 1, "index_copy": 1, "index_fill": 1}  # fmt: skip
"""Which tensor among the inputs holds the indices."""


def explain_index(scene: Scene, event: Event) -> Explanation | None:
    """Any function that looks something up in a tensor by its place."""
    value = event.inputs[0]
    shape, label, fixes = scene.shape(value), scene.label(event), scene.fixes()
    if found := _BOUNDS.search(scene.message):
        index, dim, size = map(int, found.groups())
        text = (
            f"{label} asks for index {index} of dimension {dim}, which has {size} in {shape}: "
            f"0 to {size - 1}. {source_of(scene, value, dim - len(shape))}"
        )
        return Explanation(text, fixes, "Counting begins at 0; -1 is the last.")
    if wrong := _wrong_kind(scene, event):
        return wrong
    if scene.message.startswith("only integers, slices"):
        text = (
            f"{label} is indexed by what is no index: whole numbers, slices, None and tensors are."
        )
        return Explanation(text, fixes, "Divide with //, which keeps whole numbers.")
    if "too many indices" in scene.message:
        text = f"{label} gives more indices than {shape} has dimensions, {len(shape)}."
        return Explanation(f"{text} {source_of(scene, value)}", fixes)
    if "0-dim tensor" in scene.message:
        text = f"{label} indexes a single number, which has no dimensions."
        return Explanation(f"{text} {source_of(scene, value)}", fixes, "Leave the index away.")
    if found := _MASK.search(scene.message):
        mask, dim = f"({found[1]}{'' if ',' in found[1] else ','})", int(found[2])
        text = f"{label} chooses by a mask of shape {mask}, but it is laid over {shape} from "
        text += f"dimension {dim} on, where the sizes must be the same."
        return Explanation(f"{text} {source_of(scene, value)}", fixes)
    return _by_function(scene, event)


def _wrong_kind(scene: Scene, event: Event) -> Explanation | None:
    """Indices that are no whole numbers."""
    name = scene.op(event)
    at = 1 if name in _MAY_HOLD_INDICES else _WHERE_INDEX.get(name)
    if at is None or at >= len(event.inputs):
        return None
    dtype = scene.value(event.inputs[at]).dtype
    if dtype in _INDICES or ("index" not in scene.message and "indices" not in scene.message):
        return None
    kind = str(dtype).removeprefix("torch.")
    text = f"{scene.label(event)} takes whole numbers (int64) as indices, and got {kind}. "
    text += source_of(scene, event.inputs[at])
    return Explanation(text, scene.fixes(), "Convert them with .long(), or make a mask: x > 0.")


def _by_function(scene: Scene, event: Event) -> Explanation | None:
    value, name = event.inputs[0], scene.op(event)
    shape, label = scene.shape(value), scene.label(event)
    if name == "index_select" and "out of range" in scene.message:
        dim = given(event, "dim", 1)
        if isinstance(dim, int) and -len(shape) <= dim < len(shape):
            text = f"{label} asks for indices that dimension {dim} of {shape} does not have: "
            text += f"there are 0 to {shape[dim] - 1}. {source_of(scene, value)}"
            return Explanation(text, scene.fixes())
    if name == "one_hot":
        classes = given(event, "num_classes", 1)
        if isinstance(classes, int) and "smaller than num_classes" in scene.message:
            text = f"{label} knows the classes 0 to {classes - 1} (num_classes), but some "
            text += f"numbers are larger. {source_of(scene, value)}"
            return Explanation(text, scene.fixes(), "Set num_classes above the largest number.")
    if name in ("topk", "kthvalue") and "out of range" in scene.message:
        wanted, dim = given(event, "k", 1), given(event, "dim", 2, -1)
        if isinstance(dim, int):
            text = f"{label} asks for {wanted} of the {shape[dim]} numbers along dimension {dim} "
            text += f"of {shape}. {source_of(scene, value, dim)}"
            return Explanation(text, scene.fixes())
    return _assigned(scene, event)


def _assigned(scene: Scene, event: Event) -> Explanation | None:
    """``x[:, :3] = y`` where y is of another shape."""
    found = _EXPANDED.search(scene.message)
    if scene.op(event) != "setitem" or found is None or len(event.inputs) < 2:
        return None
    other = event.inputs[-1]
    text = (
        f"{scene.label(event)} has {found[1]} places where {scene.shape(other)} has {found[2]} "
        f"numbers. {source_of(scene, other)}"
    )
    return Explanation(text, scene.fixes())
