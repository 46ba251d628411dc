"""Several results of one call: what each is called, and where it lies in the others.

They are written as the target of an assignment writes them, ``output, (hidden, cell)``, or as a
``return`` does, ``images, {"score": score}``.
"""

import ast
from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[int | str, ...]
"""From several results to one of them: ``(1, 0)`` is the first of the second."""


@dataclass(frozen=True)
class Result:
    """One of several results."""

    path: Path
    name: str
    """Empty if it is not written as a name."""
    start: int
    end: int
    """Where it stands in the text, in UTF-8 bytes."""

    def text(self, whole: str) -> str:
        """What is written for it in the text of them all."""
        return whole.encode()[self.start : self.end].decode()


def results(text: str) -> tuple[Result, ...]:
    """The single results in a text, in their order; one with an empty path if there is but one.

    Nothing if the text is no expression, or holds as many as a run happens to give.
    """
    try:
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return ()
    found: list[Result] = []
    waiting: list[tuple[Path, ast.expr]] = [((), tree)]
    while waiting:
        path, node = waiting.pop()
        match node:
            case ast.Starred():
                return ()
            case ast.Tuple(elts) | ast.List(elts):
                waiting += reversed([((*path, n), each) for n, each in enumerate(elts)])
            case ast.Dict(keys, values):
                names = [each.value for each in keys if isinstance(each, ast.Constant)]
                if len(names) != len(values) or not all(isinstance(n, str | int) for n in names):
                    return ()
                pairs = zip(names, values, strict=True)
                waiting += reversed([((*path, _key(key)), each) for key, each in pairs])
            case _:
                name = node.id if isinstance(node, ast.Name) else ""
                start = _offset(text, node.lineno, node.col_offset)
                end = _offset(text, node.end_lineno or 1, node.end_col_offset or 0)
                found.append(Result(path, name, start, end))
    return tuple(found)


def _key(key: object) -> int | str:
    return key if isinstance(key, int) else str(key)


def _offset(text: str, line: int, column: int) -> int:
    """Bytes before a place; the first line was read behind a bracket."""
    before = text.encode().split(b"\n")[: line - 1]
    return sum(len(each) + 1 for each in before) + column - (1 if line == 1 else 0)


def result_at(pattern: str, path: Path) -> Result | None:
    """The result at a path, or the one that holds it; None if it is not told apart."""
    held = (each for each in results(pattern) if each.path == path[: len(each.path)])
    return next(held, None)


def renamed(pattern: str, names: dict[Path, str]) -> str:
    """The pattern with other names at some paths."""
    written = pattern.encode()
    for each in reversed(results(pattern)):
        name = names.get(each.path, each.name).encode()
        written = written[: each.start] + name + written[each.end :]
    return written.decode()


def below(pattern: str, path: Path) -> tuple[Result, ...]:
    """The results that the one at a path is made of; itself, if it is told apart."""
    return tuple(each for each in results(pattern) if each.path[: len(path)] == path)


def together(pattern: str, path: Path) -> str:
    """The results below a path as one tuple: ``(hidden, cell)``."""
    return f"({', '.join(each.text(pattern) for each in below(pattern, path))})"


def picked(name: str, path: Path) -> str:
    """One of the results that a name stands for: ``state[1]``."""
    return name + "".join(f'["{key}"]' if isinstance(key, str) else f"[{key}]" for key in path)
