"""Repairs of a draft on which a function between modules failed."""

import math
from collections.abc import Callable
from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.lineage import trail
from inspector.engine.inputs.needs import BATCH, Need, image
from inspector.engine.inputs.repair_indices import classes, lengths, look_up, pick, targets
from inspector.engine.inputs.repair_joins import broadcast, join, name_of, ranked
from inspector.engine.inputs.repair_layers import fit
from inspector.engine.inputs.resize import enlarge, rerank, resize, set_size
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers
from inspector.engine.recorder.events import Event

_Rule = Callable[[Attempt, Event, Sides], Draft | None]


def repair_op(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """The draft in which the operands should fit together."""
    if not event.inputs:
        return None
    for rule in (_RULES.get(attempt.op(event)), _kind, _rank, broadcast, _larger):
        found = rule(attempt, event, sides) if rule is not None else None
        if found is not None:
            return found
    return None


def _product(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """The inner sizes are made equal, on the side that an input determines."""
    if len(event.inputs) < 2:
        return None
    left, right = event.inputs[:2]
    if attempt.op(event) == "rmatmul":
        left, right = right, left
    transposed = attempt.op(event) == "linear"
    a, b = attempt.shape(left), attempt.shape(right)
    if attempt.op(event) == "bmm" and (len(a), len(b)) != (3, 3):
        return ranked(attempt, left, 3) or ranked(attempt, right, 3)
    if not a or not b:
        return ranked(attempt, left if not a else right, 2)
    inner = -1 if transposed or len(b) == 1 else -2
    if a[-1] == b[inner]:
        return None
    return resize(attempt, sides, left, -1, b[inner], name_of(attempt, right)) or resize(
        attempt, sides, right, inner, a[-1], name_of(attempt, left)
    )


def _view(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """As many numbers as the new shape takes."""
    sizes = [each for each in attempt.literals(event) if isinstance(each, int)]
    value = event.inputs[0]
    shape = attempt.shape(value)
    fixed = math.prod(size for size in sizes if size > 0)
    if not sizes or not fixed:
        return None
    path = attempt.direct(value)
    leaf = None if path is None else attempt.numbers(path)
    if path is not None and leaf is not None:
        whole = tuple(size if size > 0 else BATCH for size in sizes)
        return attempt.put(path, replace(leaf, shape=whole, why=attempt.label(event)))
    by_batch = -1 not in sizes or sizes[0] == shape[0]
    wanted, got = (fixed // shape[0] if by_batch else fixed), math.prod(shape[1:])
    feature = shape[-1] if shape else 0
    if len(shape) == 3 and feature and wanted % feature == 0:  # a sequence of fixed length
        end = trail(attempt, value, 1)
        if end.path is not None:
            return set_size(attempt, end.path, end.dim, wanted // feature, attempt.label(event))
    return sides.search(attempt, value, got, wanted, f"{attempt.label(event)} of {wanted:,}")


def _order(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """As many dimensions as are put into another order."""
    numbers = [each for each in attempt.literals(event) if isinstance(each, int)]
    if attempt.op(event) == "permute":
        return ranked(attempt, event.inputs[0], len(numbers))
    return None


def _expand(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A single number can be expanded to any shape."""
    path = attempt.direct(event.inputs[0])
    leaf = None if path is None else attempt.numbers(path)
    if path is None or leaf is None:
        return None
    return attempt.put(path, replace(leaf, shape=(), why="it is expanded"))


def _convolve(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A convolution as a function: its weight says what it takes."""
    if len(event.inputs) < 2:
        return None
    weight = attempt.shape(event.inputs[1])
    if len(weight) < 3:
        return None
    channels = weight[0] if "transpose" in attempt.op(event) else weight[1]
    sketch = image(channels, len(weight) - 2, f"channels of {name_of(attempt, event.inputs[1])}")
    return fit(attempt, event.inputs[0], Need(sketch, (len(weight),), {1: channels}), sides)


def _einsum(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Each letter has one size; inputs take those that the other operands have."""
    equation = event.arguments[0][0] if event.arguments and event.arguments[0] else None
    if not isinstance(equation, str) or "." in equation:
        return None
    terms = equation.replace(" ", "").partition("->")[0].split(",")
    known: dict[str, int] = {}
    for term, value in zip(terms, event.inputs, strict=False):
        if attempt.direct(value) is None:
            known |= zip(term, attempt.shape(value), strict=False)
    draft = attempt.draft
    for term, value in zip(terms, event.inputs, strict=False):
        path = attempt.direct(value)
        leaf = None if path is None else attempt.numbers(path)
        if path is not None and leaf is not None:
            shape = tuple(known.setdefault(letter, BATCH if not i else 8)
                          for i, letter in enumerate(term))  # fmt: skip
            draft = draft.put(path, replace(leaf, shape=shape, why=f"`{equation}`"))
    return None if draft == attempt.draft else draft


def _kind(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A mask of True and False, or numbers where a mask cannot be calculated with."""
    message = attempt.message.lower()
    for value in reversed(event.inputs):
        for path in attempt.feeding(value):
            leaf = attempt.numbers(path)
            if leaf is None:
                continue
            if "bool" in message and leaf.make in ("ones", "zeros"):
                return attempt.put(path, replace(leaf, dtype="" if leaf.dtype else "bool"))
            if leaf.whole and "float" in message and "long" in message:
                return attempt.put(path, Numbers(leaf.shape))
    return None


def _rank(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A dimension that is not there, or an image where none is."""
    shape, name = attempt.shape(event.inputs[0]), attempt.op(event)
    if "Dimension out of range" in attempt.message:
        asked = [each for each in attempt.literals(event) if isinstance(each, int)]
        deepest = max((each + 1 if each >= 0 else -each for each in asked), default=0)
        if deepest > len(shape):
            return ranked(attempt, event.inputs[0], deepest)
    if "too many indices" in attempt.message:
        return ranked(attempt, event.inputs[0], len(shape) + 1)
    axes = next((axes for axes in (1, 2, 3) if f"{axes}d" in name), 2 * (name == "interpolate"))
    if axes and len(shape) != axes + 2:
        return rerank(attempt, event.inputs[0], image(3, axes), axes + 2)
    return None


def _larger(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A larger image where nothing would be left of it."""
    small = ("too small", "Kernel size", "should be less", "Padding size", "non-positive")
    if any(words in attempt.message for words in small):
        return enlarge(attempt, sides, event.inputs[0], attempt.label(event))
    return None


_RULES: dict[str, _Rule] = {
    **dict.fromkeys(("matmul", "rmatmul", "mm", "bmm", "linear", "mv"), _product),
    **dict.fromkeys(("cat", "concat", "concatenate", "stack", "hstack", "vstack"), join),
    **dict.fromkeys(("view", "reshape"), _view),
    "permute": _order,
    "expand": _expand,
    "_pack_padded_sequence": lengths,
    **dict.fromkeys(
        [f"conv{t}{axes}d" for t in ("", "_transpose") for axes in (1, 2, 3)], _convolve
    ),
    "embedding": look_up,
    **dict.fromkeys(("cross_entropy", "nll_loss"), targets),
    "one_hot": classes,
    **dict.fromkeys(
        ("getitem", "gather", "index_select", "scatter", "scatter_", "index_add_"), pick
    ),
    "einsum": _einsum,
}
