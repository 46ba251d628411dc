"""Explanations for ``torch.einsum``: its equation against the shapes of its operands."""

import re

from inspector.engine.explain.operands import arguments, source_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event
from inspector.report.units import count


def explain_einsum(scene: Scene, event: Event) -> Explanation | None:
    """Too few operands, other numbers of dimensions, sizes that differ, unknown letters."""
    positional, _ = arguments(event)
    equation = positional[0] if positional else None
    if not isinstance(equation, str):
        return None
    left, _, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(event.inputs):
        text = (
            f"{scene.label(event)} names {count(len(terms), 'operand')} in '{left}', but got "
            f"{count(len(event.inputs), 'tensor')}."
        )
        return Explanation(text, scene.fixes())
    for term, value in zip(terms, event.inputs, strict=True):
        shape = scene.shape(value)
        if "..." not in term and len(term) != len(shape):
            text = (
                f"{scene.label(event)}: '{term}' stands for {count(len(term), 'dimension')}, but "
                f"its tensor {shape} has {len(shape)}. {source_of(scene, value)}"
            )
            return Explanation(text, scene.fixes())
    return _sizes(scene, event, terms) or _output(scene, event, left, right)


def _sizes(scene: Scene, event: Event, terms: list[str]) -> Explanation | None:
    """One letter that stands for two sizes."""
    seen: dict[str, tuple[int, int]] = {}
    for term, value in zip(terms, event.inputs, strict=True):
        for letter, size in _sized(term, scene.shape(value)):
            before, other = seen.setdefault(letter, (size, value))
            if 1 in (before, size):
                seen[letter] = max((before, other), (size, value))
            elif before != size:
                text = (
                    f"{scene.label(event)}: '{letter}' is {before} in {scene.shape(other)} and "
                    f"{size} in {scene.shape(value)}. {source_of(scene, other)} "
                    f"{source_of(scene, value)}"
                )
                return Explanation(text, scene.fixes())
    return None


def _sized(term: str, shape: tuple[int, ...]) -> list[tuple[str, int]]:
    head, dots, tail = term.partition("...")
    pairs = list(zip(head, shape, strict=False))
    return pairs + (list(zip(tail[::-1], shape[::-1], strict=False)) if dots else [])


def _output(scene: Scene, event: Event, left: str, right: str) -> Explanation | None:
    known = set(re.findall(r"\w", left))
    strange = [letter for letter in re.findall(r"\w", right) if letter not in known]
    if not strange:
        return None
    text = f"{scene.label(event)}: '{strange[0]}' stands in the result '{right}', but in no operand"
    return Explanation(f"{text} of '{left}'.", scene.fixes())
