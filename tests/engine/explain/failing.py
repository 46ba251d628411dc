"""Texts that fail in one known way, and what is said about them."""

from typing import NamedTuple

from inspector.engine.api import trace_file
from inspector.report.model import Failure
from tests.engine.drawn import code

HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
NET = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
{parts}

    def forward(self, x):
{steps}

net = Net()
"""


class Fixed(NamedTuple):
    """A fix as one reads it: the edit, the code at its site, and what it sets."""

    edit: str
    at: str
    what: str


class Failed(NamedTuple):
    """A failure with the text it belongs to."""

    failure: Failure
    text: str

    @property
    def explanation(self) -> str:
        return self.failure.explanation

    @property
    def at(self) -> str:
        """The code that is marked as the culprit."""
        return code(self.text, self.failure.source)

    @property
    def fixes(self) -> list[Fixed]:
        return [self._fixed(fix.edit, dict(fix.arguments)) for fix in self.failure.fixes]

    def _fixed(self, edit: str, arguments: dict[str, object]) -> Fixed:
        site = arguments.pop("site", None)
        lines = self.text.splitlines()
        at = ""
        if isinstance(site, list):
            line, column, end_line, end_column = site
            assert line == end_line
            at = lines[line - 1][column:end_column]
        call = arguments.pop("call", None)
        if isinstance(call, list):
            at += f" called by {lines[call[0] - 1][call[1] : call[3]]}"
        return Fixed(edit, at, "=".join(map(str, arguments.values())))


def failed(text: str) -> Failed:
    """Run a text with the usual imports; it must fail."""
    whole = HEAD + text
    report = trace_file(whole)
    assert report.failure is not None
    return Failed(report.failure, whole)


def sequential(*modules: str, X: str) -> Failed:
    """A chain of modules on an input."""
    return failed(f"net = nn.Sequential({', '.join(modules)})\nX = {X}\n")


def network(parts: list[str], steps: list[str], X: str) -> Failed:
    """A class with these lines in its constructor and in its forward."""
    indented = [
        "\n".join(f"        {line}" for line in lines or ["pass"]) for lines in (parts, steps)
    ]
    return failed(NET.format(parts=indented[0], steps=indented[1]) + f"X = {X}\n")
