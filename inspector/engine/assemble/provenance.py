"""Where the parts of a model were written."""

from torch import nn

from inspector.report.model import Source


class Provenance:
    """Where the parts of a model were written; this one knows nothing, as of a live model."""

    file: str | None = None
    """The user's file: its places are preferred, and fixes are made there."""
    marked = False
    """Whether the loops of the file report their trips."""

    def of_module(self, module: nn.Module) -> Source | None:
        """The expression that constructed the module."""
        return None

    def of_constant(self, module: nn.Module, name: str) -> Source | None:
        """The expression that was assigned to the attribute."""
        return None
