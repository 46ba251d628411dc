"""What each tool says about a model, read from what it returns: one class for each.

Every method returns a short text; `NotClaimedError` is raised for what a tool does not speak of.
"""

import re
from collections import Counter, defaultdict
from typing import Any, Protocol

from tests.benchmarks.facts_models import Made


class NotClaimedError(Exception):
    """The tool does not claim to know."""


class Reader(Protocol):
    """One look at a model; the constructor takes it, and raises what the tool raises."""

    def __init__(self, made: Made) -> None: ...

    def parameters(self) -> str: ...

    def multiply_adds(self) -> str: ...

    def uses(self, kind: str) -> str:
        """How a module or op of this name appears."""

    def mentions(self, word: str) -> str:
        """Whether this word is anywhere in what the user is shown."""


class Inspector:
    """Ours."""

    def __init__(self, made: Made) -> None:
        import inspector

        self.report = inspector.trace(made.model, *made.args)
        if self.report.failure is not None:
            failure = self.report.failure
            raise RuntimeError(f"{failure.module}: {failure.explanation or failure.message}")

    def parameters(self) -> str:
        return f"{self.report.totals.parameters:,}"

    def multiply_adds(self) -> str:
        return f"{self.report.totals.flops // 2:,}"

    def uses(self, kind: str) -> str:
        calls = [call for call in self.report.calls if call.name == kind]
        modules = {call.module for call in calls} - {None}
        frames = {call.frame.id: call.frame for call in calls if call.frame is not None}
        loops = [frame for frame in self.report.frames if frame.id in frames]
        if loops and kind[0].islower():
            return f"`{loops[0].header}` × {loops[0].trips}"
        called = _plural(len(calls), "call")
        return f"{_plural(len(modules), 'module')}, {called}" if modules else called

    def mentions(self, word: str) -> str:
        return _yes(word in self.report.summary())


class Torchinfo:
    def __init__(self, made: Made) -> None:
        from torchinfo import summary

        self.summary = summary(made.model, input_data=list(made.args), verbose=0, depth=9)

    def parameters(self) -> str:
        return f"{self.summary.total_params:,}"

    def multiply_adds(self) -> str:
        return f"{self.summary.total_mult_adds:,}"

    def uses(self, kind: str) -> str:
        if kind[0].islower():
            raise NotClaimedError
        rows = [row for row in self.summary.summary_list if row.class_name == kind]
        again = sum(row.is_recursive for row in rows)
        return _plural(len(rows), "row") + (f", {again} (recursive)" if again else "")

    def mentions(self, word: str) -> str:
        return _yes(word in str(self.summary))


class Torchview:
    def __init__(self, made: Made) -> None:
        self.made = made
        self.source = self._draw(hidden=True)

    def _draw(self, hidden: bool) -> str:
        from torchview import draw_graph

        graph = draw_graph(
            self.made.model,
            input_data=list(self.made.args),
            depth=9,
            hide_module_functions=hidden,
        )
        return str(graph.visual_graph.source)

    def parameters(self) -> str:
        raise NotClaimedError

    multiply_adds = parameters

    def uses(self, kind: str) -> str:
        source = self._draw(hidden=False) if kind[0].islower() else self.source
        boxes = re.findall(r'<TD ROWSPAN="2">([^<]*)<BR/>', source)
        return _plural(boxes.count(kind), "box")

    def mentions(self, word: str) -> str:
        return _yes(word in self.source)


class Torchvista:
    """Read from the graph that it writes into its page."""

    def __init__(self, made: Made) -> None:
        from torchvista.engine import process_graph

        self.nodes: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        modules: dict[str, Any] = {}
        functions: dict[str, Any] = {}
        process_graph(
            made.model, made.args, self.nodes, modules, functions, {}, defaultdict(list), {},
            self.names, {}, defaultdict(list), set(), {},
            show_non_gradient_nodes=True, forced_module_tracing_depth=None,
        )  # fmt: skip

    def parameters(self) -> str:
        raise NotClaimedError

    multiply_adds = parameters

    def uses(self, kind: str) -> str:
        names = Counter(re.sub(r"_\d+$", "", node).strip("_") for node in self.nodes)
        return _plural(names[kind] + names[f"true{kind}"], "node")

    def mentions(self, word: str) -> str:
        return _yes(any(word in str(node) for node in self.nodes.items()))


class Torchlens:
    def __init__(self, made: Made) -> None:
        import torchlens

        self.trace = torchlens.trace(made.model, list(made.args))

    def parameters(self) -> str:
        return f"{self.trace.num_params:,}"

    def multiply_adds(self) -> str:
        unknown = {group.func_name for group in self.trace.unknown_flop_ops}
        if unknown:
            return f"unknown: {', '.join(sorted(unknown))}"
        return f"{int(self.trace.total_macs_forward):,}"

    def uses(self, kind: str) -> str:
        if kind[0].islower():
            names = (kind, f"true{kind}")
            layers = [each for each in self.trace.layers if each.func_name.strip("_") in names]
            return _plural(sum(layer.num_passes for layer in layers), "layer")
        found = [module for module in self.trace.modules if module.class_name == kind]
        calls = sum(module.num_calls for module in found)
        return f"{_plural(len(found), 'module')}, {_plural(calls, 'call')}"

    def mentions(self, word: str) -> str:
        return _yes(any(word in (layer.address or "") for layer in self.trace.layers))


def _plural(count: int, noun: str) -> str:
    ending = "" if count == 1 else "es" if noun.endswith("x") else "s"
    return f"{count} {noun}{ending}"


def _yes(found: bool) -> str:
    return "yes" if found else "no"


READERS: dict[str, type[Reader]] = {
    "Module Inspector": Inspector,
    "torchinfo": Torchinfo,
    "torchview": Torchview,
    "torchvista": Torchvista,
    "TorchLens": Torchlens,
}
