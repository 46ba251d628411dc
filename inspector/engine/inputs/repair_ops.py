"""Repairs of a draft on which a function between modules failed."""

import math
from collections.abc import Callable
from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.lineage import trail
from inspector.engine.inputs.needs import BATCH, Need, image
from inspector.engine.inputs.repair_layers import fit, recast
from inspector.engine.inputs.resize import enlarge, rerank, resize, set_size, with_rank
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers
from inspector.engine.recorder.events import Event

_Rule = Callable[[Attempt, Event, Sides], Draft | None]


def repair_op(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """The draft in which the operands should fit together."""
    if not event.inputs:
        return None
    for rule in (_RULES.get(attempt.op(event)), _kind, _rank, _broadcast, _larger):
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
        return _ranked(attempt, left, 3) or _ranked(attempt, right, 3)
    if not a or not b:
        return _ranked(attempt, left if not a else right, 2)
    inner = -1 if transposed or len(b) == 1 else -2
    if a[-1] == b[inner]:
        return None
    return resize(attempt, sides, left, -1, b[inner], _operand(attempt, right)) or resize(
        attempt, sides, right, inner, a[-1], _operand(attempt, left)
    )


def _operand(attempt: Attempt, value: int) -> str:
    """What an operand is called where it tells a size: ``weight``, or the op that made it."""
    label = attempt.recording.values[value].label
    event = attempt.maker(value)
    if label:
        return f"`{label}`"
    return "a product" if event is None else attempt.label(event)


def _join(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Equal numbers of dimensions, then equal sizes beside the one that is joined along."""
    shapes = [attempt.shape(value) for value in event.inputs]
    ranks = {len(shape) for shape in shapes}
    if len(ranks) > 1:
        return _equal_ranks(attempt, event)
    literals = attempt.literals(event)
    rank = len(shapes[0])
    along = literals[-1] if literals and isinstance(literals[-1], int) else 0
    stacked = attempt.op(event) == "stack"
    for dim in range(rank):
        sizes = {shape[dim] for shape in shapes}
        if len(sizes) > 1 and (stacked or dim != along % rank):
            return _equal_sizes(attempt, event.inputs, dim - rank, sides)
    return None


def _equal_ranks(attempt: Attempt, event: Event) -> Draft | None:
    """The part that comes from indices loses a dimension; else an input gets one more."""
    ranks = [len(attempt.shape(value)) for value in event.inputs]
    found = _one_class_each(attempt, event)
    if found is not None:
        return found
    for value in event.inputs:
        path = attempt.direct(value)
        if path is not None and len(attempt.shape(value)) != max(ranks):
            return _ranked(attempt, value, max(ranks))
    return None


def _one_class_each(attempt: Attempt, event: Event) -> Draft | None:
    """What was looked up for a sequence is joined with a vector: it is one class for each."""
    fewest = min(len(attempt.shape(value)) for value in event.inputs)
    for value in event.inputs:
        fewer = fewest - len(attempt.shape(value))
        for path in attempt.feeding(value) if fewer else ():
            leaf = attempt.numbers(path)
            if leaf is not None and leaf.whole and len(leaf.shape) > 1:
                shape = with_rank(leaf.shape, len(leaf.shape) + fewer)
                return None if shape is None else attempt.put(path, replace(leaf, shape=shape))
    return None


def _equal_sizes(attempt: Attempt, values: tuple[int, ...], dim: int, sides: Sides) -> Draft | None:
    """All values get the size, along a dimension from the right, that one of them has to have."""
    ends = [(value, trail(attempt, value, dim)) for value in values]
    fixed = [value for value, end in ends if end.path is None]
    if not fixed:
        fixed = [values[0]]
    for value, end in ends:
        size = attempt.shape(fixed[0])[dim]
        if end.path is not None and attempt.shape(value)[dim] != size:
            why = _operand(attempt, fixed[0])
            return set_size(attempt, end.path, end.dim, size, why)
    for value, _ in ends:
        for other in fixed:
            size = attempt.shape(other)[dim]
            if attempt.maker(other) is None and attempt.shape(value)[dim] != size:
                return sides.search(
                    attempt, value, attempt.shape(value)[dim], size, _operand(attempt, other)
                )
    return enlarge(attempt, sides, values[0], "what is joined")


def _broadcast(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Two shapes that do not broadcast; an input as it was given takes the other's shape."""
    if len(event.inputs) < 2:
        return None
    a, b = (attempt.shape(value) for value in event.inputs[:2])
    differing = [
        dim
        for dim in range(-1, -min(len(a), len(b)) - 1, -1)
        if a[dim] != b[dim] and 1 not in (a[dim], b[dim])
    ]
    if not differing:
        return None
    if all(attempt.feeding(value) for value in event.inputs[:2]):
        found = _one_class_each(attempt, event)
        if found is not None:
            return found
    for value, other in ((event.inputs[0], b), (event.inputs[1], a)):
        path = attempt.direct(value)
        leaf = None if path is None else attempt.numbers(path)
        if path is not None and leaf is not None and len(differing) == min(len(a), len(b)):
            return attempt.put(path, replace(leaf, shape=other))
    return _equal_sizes(attempt, event.inputs[:2], differing[0], sides)


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
        return _ranked(attempt, event.inputs[0], len(numbers))
    return None


def _convolve(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """A convolution as a function: its weight says what it takes."""
    if len(event.inputs) < 2:
        return None
    weight = attempt.shape(event.inputs[1])
    if len(weight) < 3:
        return None
    channels = weight[0] if "transpose" in attempt.op(event) else weight[1]
    sketch = image(channels, len(weight) - 2, f"channels of {_operand(attempt, event.inputs[1])}")
    return fit(attempt, event.inputs[0], Need(sketch, (len(weight),), {1: channels}), sides)


def _look_up(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """``F.embedding(ids, weight)``."""
    if len(event.inputs) < 2:
        return None
    known = attempt.shape(event.inputs[1])[0]
    why = f"rows of {_operand(attempt, event.inputs[1])}"
    wanted = Numbers((BATCH, 8), "randint", high=known, why=why)
    return recast(attempt, event.inputs[0], wanted) or _below(attempt, event.inputs[0], known)


def _targets(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Whole numbers among the classes, one for each of the batch."""
    if len(event.inputs) < 2:
        return None
    scores = attempt.shape(event.inputs[0])
    path = attempt.direct(event.inputs[1])
    if path is None or len(scores) < 2:
        return None
    classes = Numbers((scores[0], *scores[2:]), "randint", high=scores[1], why="the classes")
    return attempt.put(path, classes)


def _classes(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """``F.one_hot(ids, classes)``."""
    numbers = [each for each in attempt.literals(event) if isinstance(each, int)]
    known = numbers[0] if numbers and numbers[0] > 0 else 10
    wanted = Numbers((BATCH, 8), "randint", high=known, why="num_classes of `one_hot`")
    return recast(attempt, event.inputs[0], wanted) or _below(attempt, event.inputs[0], known)


def _pick(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Indices that exist, as whole numbers."""
    known = min(attempt.shape(event.inputs[0]), default=10)
    for value in event.inputs[1:]:
        wanted = Numbers((BATCH,), "randint", high=known, why="what it is an index into")
        found = recast(attempt, value, wanted) or _below(attempt, value, known)
        if found is not None:
            return found
    return None


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


def _below(attempt: Attempt, value: int, known: int) -> Draft | None:
    for path in attempt.feeding(value):
        leaf = attempt.numbers(path)
        if leaf is not None and leaf.whole and leaf.high > known:
            return attempt.put(path, replace(leaf, high=known))
    return None


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
            return _ranked(attempt, event.inputs[0], deepest)
    if "too many indices" in attempt.message:
        return _ranked(attempt, event.inputs[0], len(shape) + 1)
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


def _ranked(attempt: Attempt, value: int, rank: int) -> Draft | None:
    """Another number of dimensions, with the last one kept."""
    for path in attempt.feeding(value)[:1]:
        leaf = attempt.numbers(path)
        more = rank - len(attempt.shape(value))
        shape = None if leaf is None else with_rank(leaf.shape, len(leaf.shape) + more)
        if leaf is not None and shape is not None:
            return attempt.put(path, replace(leaf, shape=shape))
    return None


_RULES: dict[str, _Rule] = {
    **dict.fromkeys(("matmul", "rmatmul", "mm", "bmm", "linear", "mv"), _product),
    **dict.fromkeys(("cat", "concat", "concatenate", "stack", "hstack", "vstack"), _join),
    **dict.fromkeys(("view", "reshape"), _view),
    "permute": _order,
    **dict.fromkeys(
        [f"conv{t}{axes}d" for t in ("", "_transpose") for axes in (1, 2, 3)], _convolve
    ),
    "embedding": _look_up,
    **dict.fromkeys(("cross_entropy", "nll_loss"), _targets),
    "one_hot": _classes,
    **dict.fromkeys(("getitem", "gather", "index_select", "scatter", "index_add_"), _pick),
    "einsum": _einsum,
}
