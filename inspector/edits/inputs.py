"""The line ``X = …`` and the seed: what the model is fed with."""

import ast
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal

from inspector.edits.edit import Edit, parsed
from inspector.edits.imports import with_imports_for
from inspector.outline.document import input_assignment, model_assignment
from inspector.outline.expressions import assign, statements, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Evaluate, Expression, Outline

Make = Literal["rand", "randn", "zeros", "ones", "randint"]
MAKES: tuple[Make, ...] = ("rand", "randn", "zeros", "ones", "randint")
DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "bool", "complex64")


@dataclass(frozen=True)
class InputTensor:
    """One random input, as the form shows it."""

    shape: tuple[int, ...]
    make: Make = "rand"
    dtype: str = ""
    """Empty for the default of `make`."""
    low: int = 0
    high: int = 10
    """The range of ``randint``; `high` is left out of it."""

    def code(self) -> str:
        """The expression, such as ``torch.rand(2, 20)``."""
        dtype = f", dtype=torch.{self.dtype}" if self.dtype else ""
        if self.make == "randint":
            return f"torch.randint({self.low}, {self.high}, {_tuple(self.shape)}{dtype})"
        shape = ", ".join(map(str, self.shape)) if self.shape else "()"
        return f"torch.{self.make}({shape}{dtype})"


def _tuple(shape: tuple[int, ...]) -> str:
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"


def code_of(tensors: tuple[InputTensor, ...]) -> str:
    """The expression for all inputs: one tensor, or a tuple of several."""
    codes = [tensor.code() for tensor in tensors]
    return codes[0] if len(codes) == 1 else f"({', '.join(codes)})"


def inputs_of(expression: Expression) -> tuple[InputTensor, ...] | None:
    """The inputs that an expression makes; None if the form cannot show them."""
    try:
        node = ast.parse(text_of(expression), mode="eval").body
    except SyntaxError:
        return None
    nodes = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    found = [_tensor(each) for each in nodes]
    known = tuple(each for each in found if each is not None)
    return known if known and len(known) == len(found) else None


def _tensor(node: ast.expr) -> InputTensor | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    make = next((each for each in MAKES if ast.unparse(node.func) == f"torch.{each}"), None)
    dtype = ""
    for given in node.keywords:
        if given.arg != "dtype" or not ast.unparse(given.value).startswith("torch."):
            return None
        dtype = ast.unparse(given.value).removeprefix("torch.")
    try:
        values = [ast.literal_eval(each) for each in node.args]
    except ValueError:
        return None
    if make is None or dtype not in ("", *DTYPES):
        return None
    low, high = 0, 10
    if make == "randint":
        numbers, values = values[:-1], values[-1:]
        if len(numbers) not in (1, 2) or not all(isinstance(each, int) for each in numbers):
            return None
        low, high = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    shape = values[0] if len(values) == 1 and isinstance(values[0], tuple | list) else values
    if not all(isinstance(each, int) and each >= 0 for each in shape):
        return None
    return InputTensor(tuple(shape), make, dtype, low, high)


@dataclass(frozen=True)
class SetInput(Edit):
    """Write the line ``X = …``."""

    code: str

    @property
    def title(self) -> str:
        return "Change X"

    @property
    def merge_key(self) -> Hashable:
        return "input"

    def apply(self, outline: Outline) -> Outline:
        value = parsed(self.code)
        old = input_assignment(outline)
        if old is not None:
            changed = Index(outline).replace(old, replace(old, value=value))
        else:
            model = model_assignment(outline)
            new = assign("X", value)
            body = list(outline.body)
            body.insert(body.index(model) + 1 if model else len(body), new)
            changed = replace(outline, body=tuple(body))
        return with_imports_for(changed, self.code)


def seed_of(outline: Outline) -> int | None:
    """The number in the line ``torch.manual_seed(…)``; None if there is no such line."""
    for node in outline.body:
        if _is_seed(node.value if isinstance(node, Evaluate) else None):
            text = text_of(node.value) if isinstance(node, Evaluate) else ""
            number = text.partition("(")[2].rstrip(")")
            return int(number) if number.isdecimal() else None
    return None


def _is_seed(value: Expression | None) -> bool:
    return isinstance(value, Call) and value.name == "torch.manual_seed"


@dataclass(frozen=True)
class SetSeed(Edit):
    """Write the line ``torch.manual_seed(…)``, before the model is made."""

    seed: int

    @property
    def title(self) -> str:
        return f"Seed {self.seed}"

    @property
    def merge_key(self) -> Hashable:
        return "seed"

    def apply(self, outline: Outline) -> Outline:
        (new,) = statements(f"torch.manual_seed({self.seed})")
        for node in outline.body:
            if isinstance(node, Evaluate) and _is_seed(node.value):
                return Index(outline).replace(node, new)
        body = list(outline.body)
        model = model_assignment(outline)
        body.insert(body.index(model) if model else len(body), new)
        return with_imports_for(replace(outline, body=tuple(body)), "torch.manual_seed")
