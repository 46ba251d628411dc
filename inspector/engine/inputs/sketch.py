"""An input as code that is not yet run: the sizes of its tensors, its literals, its containers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Make = Literal["rand", "randint", "ones", "zeros", "full"]


@dataclass(frozen=True)
class Numbers:
    """A tensor to be made."""

    shape: tuple[int, ...]
    make: Make = "rand"
    dtype: str = ""
    """Empty for the default of `make`."""
    high: int = 10
    """``randint`` stays below it; ``full`` is filled with it."""
    why: str = field(default="", compare=False)
    """What told the shape, such as ``in_channels of `conv1```."""
    why_size: str = field(default="", compare=False)
    """What told the height and width."""

    @property
    def whole(self) -> bool:
        """Whether it holds whole numbers, which choose among classes or words."""
        return self.make in ("randint", "full")

    def code(self) -> str:
        """The expression, such as ``torch.rand(2, 20)``."""
        dtype = f", dtype=torch.{self.dtype}" if self.dtype else ""
        if self.make == "randint":
            return f"torch.randint(0, {self.high}, {self.shape}{dtype})"
        if self.make == "full":
            return f"torch.full({self.shape}, {self.high}{dtype})"
        sizes = ", ".join(map(str, self.shape)) if self.shape else "()"
        return f"torch.{self.make}({sizes}{dtype})"


@dataclass(frozen=True)
class Plain:
    """A number, a flag, a string or None."""

    value: int | float | bool | str | None
    why: str = field(default="", compare=False)

    def code(self) -> str:
        return repr(self.value)


Leaf = Numbers | Plain
Sketch = Leaf | list["Sketch"] | tuple["Sketch", ...] | dict[str, "Sketch"]
Path = tuple[str | int, ...]
"""How one gets to a leaf: the name of the parameter, then keys and indices."""


def code_of(sketch: Sketch) -> str:
    """The expression that makes all of it."""
    if isinstance(sketch, dict):
        return f"{{{', '.join(f'{key!r}: {code_of(part)}' for key, part in sketch.items())}}}"
    if isinstance(sketch, (list, tuple)):
        inside = ", ".join(map(code_of, sketch))
        if isinstance(sketch, list):
            return f"[{inside}]"
        return f"({inside},)" if len(sketch) == 1 else f"({inside})"
    return sketch.code()


def leaves(sketch: Sketch, path: Path) -> Iterator[tuple[Path, Leaf]]:
    """Every leaf with its path, in reading order."""
    if isinstance(sketch, Leaf):
        yield path, sketch
        return
    parts: Any = sketch.items() if isinstance(sketch, dict) else enumerate(sketch)
    for key, part in parts:
        yield from leaves(part, (*path, key))


def replaced(sketch: Sketch, path: Path, new: Sketch) -> Sketch:
    """The sketch with another part at the path, which may end in a new key of a dict."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(sketch, dict):
        old = sketch.get(str(key), new)
        return {**sketch, str(key): replaced(old, rest, new)}
    assert isinstance(sketch, (list, tuple))
    parts = [
        replaced(part, rest, new) if index == key else part for index, part in enumerate(sketch)
    ]
    return parts if isinstance(sketch, list) else tuple(parts)
