"""What is right or wrong with the text of one argument, before it goes into the code."""

import ast
import re
import warnings
from dataclasses import dataclass
from typing import Literal

from inspector.edits.arguments import ArgumentField

Gravity = Literal["error", "warning"]

_SIZE = re.compile(
    r"(.*_)?(features|channels|heads|layers|embeddings)|(embed|embedding)_dim"
    r"|(kernel|hidden|input|window)_size|(num_)?groups|d_model|nhead|stride|dilation"
)
_SHOWN_CHOICES = 4
_MESSAGE_LENGTH = 120


@dataclass(frozen=True)
class Verdict:
    """Why a text cannot be an argument (``error``), or why it looks odd (``warning``)."""

    gravity: Gravity
    sentence: str


def check(field: ArgumentField, text: str) -> Verdict | None:
    """What to tell about a text typed for an argument; None if nothing.

    Only literals are judged by their type; what a name or a call will be is not known here. A
    blank text stands for the default.
    """
    if not text.strip():
        if field.required:
            return Verdict("error", f"{field.name} has no default; it must be given.")
        return None
    node = parsed_argument(text)
    if isinstance(node, Verdict):
        return node
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    odd = _oddity(field, value, text.strip())
    return Verdict("warning", odd) if odd else None


def parsed_argument(text: str) -> ast.expr | Verdict:
    """The text as one argument of a call, or why it is none."""
    text = text.strip()
    node, within = _parsed(text), _parsed(f"f({text}\n)")
    if not isinstance(within, ast.Call):
        return node
    if isinstance(node, Verdict):
        if len(within.keywords) == 1 and not within.args:
            return Verdict("error", "Give the value alone, without its name.")
        return Verdict("error", "These are several arguments; give one.")
    if isinstance(node, ast.Tuple) and not isinstance(within.args[0], ast.Tuple):
        return Verdict("error", f"Write a tuple in parentheses: ({text}).")
    return node


def _parsed(text: str) -> ast.expr | Verdict:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text, mode="eval").body
        except SyntaxError as error:
            return Verdict("error", f"This is not Python: {_reason(error)}.")
        except (ValueError, MemoryError, RecursionError):
            return Verdict("error", "This is not Python that can be read.")


def _reason(error: SyntaxError) -> str:
    return (error.msg or "a syntax error").rstrip(".")[:_MESSAGE_LENGTH]


def _oddity(field: ArgumentField, value: object, text: str) -> str:
    """A sentence about a literal of an unusual type or size; empty if it looks right."""
    name = field.name
    if text == field.default or (value is None and field.default == "None"):
        return ""
    match field.type:
        case "int" if not _is_int(value):
            return f"{name} is usually a whole number, such as 20."
        case "float" if not _is_number(value):
            return f"{name} is usually a number, such as 0.5."
        case "bool" if not isinstance(value, bool):
            return f"{name} is usually True or False."
        case "str" if not isinstance(value, str):
            return f"{name} is usually a text in quotes."
        case "tuple" if not _is_sizes(value):
            return f"{name} is usually a whole number or a tuple of them, such as (3, 3)."
        case "choice" if field.choices and not _is_choice(field, value):
            return f"{name} is usually {_listed(field.choices)}."
        case "module":
            return f"{name} is usually a module, such as nn.ReLU()."
    return _odd_amount(field, value)


def _odd_amount(field: ArgumentField, value: object) -> str:
    sizes = value if isinstance(value, tuple | list) else (value,)
    numbers = [each for each in sizes if isinstance(each, int | float)]
    if _SIZE.fullmatch(field.name) and any(each < 1 for each in numbers):
        return f"{field.name} is 1 or more."
    is_probability = field.type == "float" and "robability" in field.description
    if is_probability and any(not 0 <= each <= 1 for each in numbers):
        return f"{field.name} is a probability, between 0 and 1."
    return ""


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_sizes(value: object) -> bool:
    if isinstance(value, tuple | list):
        return all(_is_int(each) or isinstance(each, tuple) for each in value)
    return _is_number(value) or isinstance(value, str)


def _is_choice(field: ArgumentField, value: object) -> bool:
    known = {_literal(each) for each in field.choices}
    return repr(value) in known


def _literal(text: str) -> str:
    node = _parsed(text)
    try:
        return repr(ast.literal_eval(node)) if not isinstance(node, Verdict) else text
    except ValueError:
        return text


def _listed(choices: tuple[str, ...]) -> str:
    if len(choices) > _SHOWN_CHOICES:
        return f"one of {', '.join(choices[:_SHOWN_CHOICES])}, …"
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
