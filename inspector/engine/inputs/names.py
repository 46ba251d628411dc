"""What the name and the annotation of a parameter tell of its input."""

import inspect
import re
from collections.abc import Callable
from typing import NamedTuple

from inspector.engine.inputs.leading import Leading
from inspector.engine.inputs.needs import BATCH, STEPS
from inspector.engine.inputs.sketch import Numbers, Plain, Sketch


class Clue(NamedTuple):
    """What is known of an input before anything has run."""

    name: str
    number: int
    """0 for the first input."""
    leading: Leading


_Suggest = Callable[[Clue], Sketch | None]


def by_annotation(
    parameter: inspect.Parameter, number: int, element: Callable[[str], Sketch]
) -> Sketch | None:
    """The sketch for an annotation that is no plain Tensor; `element` makes those inside.

    The first input, of number 0, is given even if it may be None.
    """
    text = _annotation(parameter)
    name = parameter.name
    if text in _LITERALS:
        return Plain(_LITERALS[text], f"it is annotated {text}")
    if number and re.match(r"Optional\[|.*\| ?None$|None ?\|", text):
        return Plain(None, "it is optional")
    if re.match(r"([lL]ist|Sequence|Iterable)\b", text):
        return [element(name), element(name)]
    if re.match(r"[tT]uple\[", text):
        return tuple(element(name) for _ in range(max(text.count("Tensor"), 1 + ("..." in text))))
    if re.match(r"([dD]ict|Mapping)\b", text):
        return {}
    return None


def by_name(clue: Clue) -> Sketch | None:
    """The sketch for a name that says what it is; None for such as ``x``."""
    for pattern, suggest in _NAMES:
        if re.search(pattern, clue.name, re.IGNORECASE):
            return suggest(clue)
    return None


def _annotation(parameter: inspect.Parameter) -> str:
    annotation = parameter.annotation
    if annotation is parameter.empty:
        return ""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(torch|typing|collections\.abc|t|T)\.", "", text)


_LITERALS: dict[str, int | float | bool | str] = {"int": 2, "bool": True, "float": 1.0, "str": ""}


def _key_mask(clue: Clue) -> Sketch:
    return Numbers((BATCH, STEPS), "zeros", "bool", why="a mask that hides nothing")


def _square_mask(clue: Clue) -> Sketch:
    return Numbers((STEPS, STEPS), "zeros", why="a mask that hides nothing")


def _kept_mask(clue: Clue) -> Sketch:
    return Numbers((BATCH, STEPS), "ones", why="a mask that keeps everything")


def _mask(clue: Clue) -> Sketch:
    return Numbers((BATCH, STEPS), "ones", "bool", why="a mask that keeps everything")


def _lengths(clue: Clue) -> Sketch:
    return Numbers((BATCH,), "full", high=STEPS, why="all are of full length")


def _indices(clue: Clue) -> Sketch | None:
    need = clue.leading.lookup(clue.name)
    if need is not None:
        return need.sketch
    if re.search(r"ids?$|token", clue.name, re.IGNORECASE):
        return Numbers((BATCH, STEPS), "randint")
    return None


def _sentences(clue: Clue) -> Sketch | None:
    return _indices(clue) if clue.leading.is_indexed else None


def _classes(clue: Clue) -> Sketch | None:
    """One class for each of the batch, where something looks them up."""
    need = clue.leading.lookup(clue.name)
    if need is None and "label" in clue.name:
        return Numbers((BATCH,), "randint", high=2, why="one class for each of the batch")
    if need is None or clue.number == 0:
        return None
    return Numbers((BATCH,), "randint", high=need.sketch.high, why=need.sketch.why)


def _entities(clue: Clue) -> Sketch | None:
    """One user or item for each of the batch."""
    need = clue.leading.lookup(clue.name)
    if need is None:
        return None
    return Numbers((BATCH,), "randint", high=need.sketch.high, why=need.sketch.why)


def _time(clue: Clue) -> Sketch:
    return Numbers((BATCH,), why="one time for each of the batch")


def _steps(clue: Clue) -> Sketch:
    return Numbers((BATCH,), "randint", high=1000, why="one step for each of the batch")


def _state(clue: Clue) -> Sketch | None:
    states = clue.leading.state()
    if len(states) == 2 and re.match(r"c($|_|ell)", clue.name):
        return states[1]
    together = len(states) == 1 or re.match(r"h($|_?[0x0-9t]$)", clue.name)
    return (states[0] if together else tuple(states)) if states else None


def _image(clue: Clue) -> Sketch | None:
    """What the first convolution takes."""
    need = clue.leading.namesake(clue.name)
    if need is None or len(need.sketch.shape) < 4:
        need = clue.leading.imaging
    return need.sketch if need is not None else None


def _measured(clue: Clue) -> Sketch | None:
    """Numbers that were measured or drawn, and so look nothing up."""
    need = clue.leading.namesake(clue.name) or clue.leading.measured
    return need.sketch if need is not None and clue.leading.is_indexed else None


def _edges(clue: Clue) -> Sketch:
    return Numbers((2, STEPS), "randint", high=BATCH, why="edges between the nodes")


def _adjacency(clue: Clue) -> Sketch:
    return Numbers((BATCH, BATCH), why="nodes × nodes")


def _flag(clue: Clue) -> Sketch:
    return Plain(True, "its name is that of a flag")


def _count(clue: Clue) -> Sketch:
    return Plain(2, "its name is that of a count")


def _factor(clue: Clue) -> Sketch:
    return Plain(1.0, "its name is that of a factor")


_NAMES: tuple[tuple[str, _Suggest], ...] = (
    (r"attention_mask", _kept_mask),
    (r"pad(ding)?_?mask", _key_mask),
    (r"(src|tgt|attn|causal|trg)_?mask", _square_mask),
    (r"mask", _mask),
    (r"(^|_)(lens|lengths)$|^\w+_len$", _lengths),
    (r"^(is|use|return|with|do|needs?|train|training)(_\w+)?$", _flag),
    (r"^(n|steps|depth|repeats?|times|iterations?|n_\w+|num_\w+|max_\w+|length)$", _count),
    (r"^(scale|temperature|alpha|gamma|eps)$", _factor),
    (r"^edge_?ind(ex|ices)$", _edges),
    (r"^adj(acency)?(_\w+)?$", _adjacency),
    (r"^(t|time|sigma|noise_level)s?$", _time),
    (r"^time_?steps?$|^diffusion_step$", _steps),
    (r"^(y|c|cond|condition|class(es)?|class_\w+|labels?|category|genre)$", _classes),
    (
        r"^(users?|items?|movies?|products?|nodes?|entit(y|ies)|head|relation|tail)(_id|_idx)?$",
        _entities,
    ),
    (r"(^|_)ima?ge?s?($|_)|pixel|photo|video", _image),
    (r"^(z|noise|latents?)$|audio|wave|signal|feature", _measured),
    (r"numeric|_num$|dense|continuous", _measured),
    (r"(^|_)(ids?|idx|index|indices|tokens?|words?)$", _indices),
    (r"^(src|tgt|trg|text|sentences?|captions?|seq|query|question)$", _sentences),
    (r"^(h|c)(_?[0xt])?$|hidden|^(state|states|memory_state|cell|carry|prev_state)$", _state),
)
