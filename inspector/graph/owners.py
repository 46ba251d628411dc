"""Who owns the tensors that no call made."""

from typing import Literal, NamedTuple

from inspector.report.model import Report

OwnedKind = Literal["parameter", "buffer", "constant"]


class Owned(NamedTuple):
    """A parameter, buffer or constant by its module and attribute."""

    module: str
    name: str
    kind: OwnedKind

    @property
    def path(self) -> str:
        """Dotted path of the attribute."""
        return f"{self.module}.{self.name}" if self.module else self.name


def owned_tensors(report: Report) -> dict[int, Owned]:
    """The first owner of each tensor that a module keeps, by tensor id."""
    owners: dict[int, Owned] = {}
    for module in report.modules:
        for parameter in module.parameters:
            owners.setdefault(parameter.tensor, Owned(module.path, parameter.name, "parameter"))
        for buffer in module.buffers:
            owners.setdefault(buffer.tensor, Owned(module.path, buffer.name, "buffer"))
        for constant in module.constants:
            owners.setdefault(constant.tensor, Owned(module.path, constant.name, "constant"))
    return owners
