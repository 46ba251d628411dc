"""Explanations for tensors that cannot be arranged as asked."""

import ast
import math
from typing import Any

from inspector.engine.explain.operands import arguments, given, operands, source_of
from inspector.engine.explain.rewrite import last_size, offer_rewrite, with_code
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event
from inspector.report.units import count
from inspector.source.parsing import expression_of


def explain_view(scene: Scene, event: Event) -> Explanation | None:
    """``view`` and ``reshape`` to another number of elements, or of a tensor in pieces."""
    shape, wanted = scene.shape(event.inputs[0]), _sizes(event, "shape", "size")
    if wanted is None:
        return None
    label = scene.label(event)
    if not all(isinstance(size, int) for size in wanted):
        wrong = next(size for size in wanted if not isinstance(size, int))
        text = f"{label}: sizes are whole numbers, and {wrong} is none."
        hint = "Divide with //, which keeps whole numbers." if isinstance(wrong, float) else ""
        return Explanation(text, scene.fixes(), hint)
    if wanted.count(-1) > 1:
        text = (
            f"{label} leaves {wanted.count(-1)} sizes to be worked out (-1), and can only do one."
        )
        return Explanation(text, scene.fixes(), f"Write all sizes but one; {shape} is there.")
    if "stride" in scene.message:
        text = f"{label} cannot look at {shape} in another way: it is not contiguous."
        fixes = scene.fixes()
        offer_rewrite(scene, event, fixes, _as_reshape)
        return Explanation(text, fixes, "Use .reshape instead of .view.")
    return _other_number(scene, event, shape, wanted)


def _other_number(
    scene: Scene, event: Event, shape: tuple[int, ...], wanted: tuple[int, ...]
) -> Explanation:
    numbers, needed = math.prod(shape), math.prod(size for size in wanted if size >= 0)
    rest = " times something" if -1 in wanted else ""
    text = (
        f"{scene.label(event)} arranges {shape} as {wanted}, but {shape} has {numbers} numbers and "
        f"{wanted} needs {needed}{rest}. {operands(scene, event)}"
    )
    fixes = scene.fixes()
    others = math.prod(wanted[:-1])
    if -1 not in wanted and wanted and others and not numbers % others:
        offer_rewrite(scene, event, fixes, lambda code: with_code(code, last_size, "-1"))
    hint = "" if fixes.all() else "torch.flatten(x, 1) keeps the batch and joins the rest."
    return Explanation(text, fixes, hint)


def _as_reshape(code: str) -> str | None:
    node = expression_of(code)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    end = node.func.end_col_offset or 0
    data = code.encode()
    name = data[end - len(b"view") : end]
    return (data[: end - 4] + b"reshape" + data[end:]).decode() if name == b"view" else None


def explain_expand(scene: Scene, event: Event) -> Explanation | None:
    """Only dimensions of size 1 can be expanded, and only to more dimensions."""
    shape, wanted = scene.shape(event.inputs[0]), _sizes(event, "size", "sizes")
    if wanted is None or not all(isinstance(size, int) for size in wanted):
        return None
    if scene.op(event) in ("repeat", "tile") or len(wanted) < len(shape):
        text = (
            f"{scene.label(event)} names {count(len(wanted), 'dimension')}, but {shape} has "
            f"{len(shape)}. {operands(scene, event)}"
        )
        return Explanation(text, scene.fixes(), "Name one number for each dimension.")
    for dim in range(-len(shape), 0):
        if wanted[dim] not in (-1, shape[dim]) and shape[dim] != 1:
            text = (
                f"{scene.label(event)} expands {shape} to {wanted}, but only dimensions of size 1 "
                f"can be expanded, and dimension {dim} is {shape[dim]}. {operands(scene, event)}"
            )
            return Explanation(text, scene.fixes(), ".repeat copies the numbers several times.")
    return None


def explain_overlap(scene: Scene, event: Event) -> Explanation | None:
    """A change in place of a tensor in which several places are one number."""
    if "refers to a single memory location" not in scene.message:
        return None
    value = event.inputs[0]
    text = (
        f"{scene.label(event)} changes {scene.shape(value)} in place, but it was expanded: several "
        f"of its places are one number. {source_of(scene, value)}"
    )
    return Explanation(text, scene.fixes(), "Copy it first with .clone(), or write x = x + y.")


def explain_permute(scene: Scene, event: Event) -> Explanation | None:
    """Another number of dimensions than the tensor has."""
    value, order = event.inputs[0], _sizes(event, "dims")
    shape = scene.shape(value)
    if order is None or len(order) == len(shape):
        return None
    text = (
        f"{scene.label(event)} orders {count(len(order), 'dimension')}, but {shape} has "
        f"{len(shape)}. {source_of(scene, value)}"
    )
    return Explanation(text, scene.fixes(), "Name each dimension once, from 0 on.")


def explain_split(scene: Scene, event: Event) -> Explanation | None:
    """Sizes that do not add up to the dimension that is split."""
    value = event.inputs[0]
    sizes, dim = given(event, "split_size_or_sections", 1), given(event, "dim", 2, 0)
    sizes = given(event, "split_size", 1, sizes)
    shape = scene.shape(value)
    if not isinstance(sizes, (list, tuple)) or not isinstance(dim, int) or dim >= len(shape):
        return None
    if not all(isinstance(size, int) for size in sizes):
        return None
    total = sum(size for size in sizes if isinstance(size, int))
    text = (
        f"{scene.label(event)} splits dimension {dim} into {' + '.join(map(str, sizes))} = {total},"
        f" but it is {shape[dim]} in {shape}. {source_of(scene, value, dim - len(shape))}"
    )
    return Explanation(text, scene.fixes())


def _sizes(event: Event, *names: str) -> tuple[Any, ...] | None:
    """The sizes that were asked for, given one by one or as a sequence."""
    positional, named = arguments(event)
    asked: object = next((named[name] for name in names if name in named), positional[1:])
    sizes = asked[0] if isinstance(asked, tuple) and len(asked) == 1 else asked
    if isinstance(sizes, int):
        return (sizes,)
    return tuple(sizes) if isinstance(sizes, (tuple, list)) else None
