"""How a broken model is written down: a text with the culprit between « and », and its facts."""

from typing import NamedTuple

from tests.engine.explain.failing import HEAD, NET


class Broken(NamedTuple):
    """A text that fails, and what has to be said about it; worked out by hand."""

    marked: str
    """The text without imports; the expression to blame stands between « and »."""
    module: str | None
    """Path of the module to blame; None where there is no model yet."""
    says: tuple[str, ...]
    """Words and numbers that the explanation or the hint must contain."""
    cure: str = ""
    """Title of the fix that must be offered, if an edit cures it."""

    @property
    def text(self) -> str:
        return HEAD + self.marked.replace("«", "").replace("»", "")

    @property
    def culprit(self) -> str:
        """The code between the marks; "" if there are none."""
        return self.marked.partition("«")[2].partition("»")[0]

    @property
    def line(self) -> int:
        """The line, counted from 1, on which the culprit begins."""
        return (HEAD + self.marked.partition("«")[0]).count("\n") + 1


def chain(*modules: str, X: str) -> str:
    """A text of an ``nn.Sequential``."""
    return f"net = nn.Sequential({', '.join(modules)})\nX = {X}\n"


def net(*parts: str, forward: str, X: str) -> str:
    """A text of a class ``Net`` with these lines in its constructor and in its forward."""
    made = "\n".join(f"        {line}" for line in parts or ["pass"])
    steps = "\n".join(f"        {line}" for line in forward.split("\n"))
    return NET.format(parts=made, steps=steps) + f"X = {X}\n"


def function(forward: str, X: str) -> str:
    """A text of a class ``Net`` without any parts of its own."""
    return net(forward=forward, X=X)
