"""Where the modules and constants of an executed text were written."""

from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.recorder.sites import Places
from inspector.engine.script.execute import Script
from inspector.report.model import Source


class ScriptProvenance(Provenance):
    """Answers from what was noted while the text ran, and from the text itself."""

    marked = True

    def __init__(self, script: Script) -> None:
        self.file = script.file
        self._script = script
        self._places = Places(script.file)

    def of_module(self, module: nn.Module) -> Source | None:
        chain = self._script.construction.of(module)
        return self._places.of_link(chain[0]) if chain else None

    def of_constant(self, module: nn.Module, name: str) -> Source | None:
        attribute = name.partition("[")[0].partition(".")[0]
        for kind in type(module).__mro__:
            if kind.__module__ == self._script.names["__name__"]:
                span = self._script.assignments.attributes.get((kind.__qualname__, attribute))
                if span is not None:
                    return Source(self._script.file, *span)
        return None
