"""Arguments with which a class of the file runs at once where it is dropped.

Nothing is known of such a class but its text: the names of its parameters, their types, what its
``__init__`` does with them, and what flows in at the spot.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from inspector.catalog.starting import divisor
from inspector.outline.classes import (
    Parameter,
    classes,
    inherited_method,
    parameters,
)
from inspector.outline.document import top_level_names
from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Call, Function, Outline

_NOT_MEANT = {"X", "model", "net"}
"""Variables of the file that are no argument of a class, whatever its parameters are called."""


@dataclass(frozen=True)
class _Flow:
    """The sizes that the rules ask for, from the shape of what flows in."""

    shape: tuple[int, ...]

    @property
    def features(self) -> int:
        """Size of the last dimension; of images the channels, as these are what layers change."""
        if not self.shape:
            return 20
        return self.shape[1] if len(self.shape) >= 4 else self.shape[-1]

    @property
    def channels(self) -> int:
        if not self.shape:
            return 16
        return self.shape[1] if len(self.shape) >= 2 else self.shape[-1]

    @property
    def length(self) -> int:
        """Of a sequence."""
        return self.shape[1] if len(self.shape) == 3 else 64

    @property
    def side(self) -> int:
        """Of an image."""
        return self.shape[-1] if len(self.shape) >= 4 else 32


def constructor_of(outline: Outline, name: str) -> Function | None:
    """The ``__init__`` of a class of the file; None if it has none there."""
    own = classes(outline).get(name)
    return inherited_method(own, "__init__", classes(outline)) if own else None


def own_arguments(outline: Outline, name: str, incoming: tuple[int, ...] | None) -> str:
    """The text between the parentheses of the constructor, for what has no default."""
    given = own_values(outline, name, incoming)
    init = constructor_of(outline, name)
    by_keyword = {each.name for each in parameters(init) if each.by_keyword}
    return ", ".join(f"{n}={v}" if n in by_keyword else v for n, v in given.items())


def own_values(outline: Outline, name: str, incoming: tuple[int, ...] | None) -> dict[str, str]:
    """What each parameter without a default is given at first, as code."""
    init = constructor_of(outline, name)
    flow = _Flow(incoming if incoming and 0 not in incoming else ())
    called = _called_in(init)
    variables = top_level_names(outline) - _NOT_MEANT
    values: dict[str, str] = {}
    for each in parameters(init):
        if not each.required:
            continue
        if each.name in called:
            values[each.name] = _factory(each.name, flow)
        elif each.name in variables:
            values[each.name] = each.name
        else:
            values[each.name] = _by_type(each, outline, flow) or _by_name(each, flow)
    return values


def _called_in(init: Function | None) -> set[str]:
    """The parameters that the constructor calls: classes and functions, not modules."""
    return {each.name for each in nodes_of(init) if isinstance(each, Call)} if init else set()


def _factory(name: str, flow: _Flow) -> str:
    """A class that takes whatever it is given."""
    if "norm" in name:
        return "nn.BatchNorm2d" if len(flow.shape) == 4 else "nn.LayerNorm"
    return "nn.ReLU" if name.startswith("act") else "nn.Identity"


def _by_type(parameter: Parameter, outline: Outline, flow: _Flow) -> str:
    """A value of the annotated type; empty if that is a number, or nothing is annotated."""
    written = parameter.annotation.strip("\"'")
    if written.startswith(("Optional[", "typing.Optional[")) or written.endswith("| None"):
        return "None"
    head = re.split(r"[\[|]", written, maxsplit=1)[0].strip().rpartition(".")[2]
    if head in ("type", "Type") or (head == "Callable" and "Module" in written):
        return _factory(parameter.name, flow)
    if head in classes(outline):
        needed = parameters(constructor_of(outline, head))
        values = [_by_name(each, flow) for each in needed if each.required]
        return f"{head}({', '.join(values)})"
    if head in ("list", "List", "Sequence", "Iterable"):
        return f"[{flow.features}, {flow.features}]" if "int" in written else "[]"
    if head in ("tuple", "Tuple"):
        return f"({flow.features}, {flow.features})"
    return _OF_TYPES.get(head, "")


_OF_TYPES = {
    "bool": "True",
    "str": '""',
    "dict": "{}",
    "Module": "nn.Identity()",
    "Callable": "nn.Identity()",
    "Tensor": "torch.rand(1)",
}


def _by_name(parameter: Parameter, flow: _Flow) -> str:
    """What such a name usually means; else the size of what flows in."""
    words = {each.rstrip("0123456789") for each in parameter.name.lower().split("_")}
    for meanings, value in _OF_NAMES:
        if words & meanings:
            return value(flow)
    return "0.1" if parameter.annotation == "float" else str(flow.features)


_OF_NAMES: tuple[tuple[set[str], Callable[[_Flow], str]], ...] = (
    ({"heads", "nhead", "head"}, lambda flow: str(divisor(flow.features))),
    ({"groups", "reduction"}, lambda flow: str(divisor(flow.channels))),
    ({"dropout", "drop", "p", "prob", "rate"}, lambda _: "0.1"),
    ({"eps", "epsilon"}, lambda _: "1e-5"),
    ({"vocab", "vocabulary", "embeddings"}, lambda _: "1000"),
    ({"classes", "labels"}, lambda _: "10"),
    ({"layers", "blocks", "depth", "repeats", "times", "stages", "n"}, lambda _: "2"),
    ({"ratio", "expansion", "mult", "factor"}, lambda _: "2"),
    ({"kernel", "k"}, lambda _: "3"),
    ({"stride", "dilation", "padding", "pad"}, lambda _: "1"),
    ({"patch"}, lambda flow: str(divisor(flow.side))),
    ({"len", "length", "seq", "context", "positions"}, lambda flow: str(flow.length)),
    ({"image", "img", "resolution"}, lambda flow: str(flow.side)),
    ({"bias", "causal", "residual", "bidirectional", "use", "is", "with"}, lambda _: "True"),
    ({"mask"}, lambda _: "None"),
    ({"channels", "channel", "ch", "planes", "inplanes", "filters"}, lambda f: str(f.channels)),
    ({"act", "activation", "nonlinearity"}, lambda _: "nn.ReLU()"),
    (
        {"net", "network", "module", "layer", "block", "branch", "backbone", "encoder"}
        | {"decoder", "body", "model", "sublayer", "submodule", "fn", "norm"},
        lambda _: "nn.Identity()",
    ),
)
"""Values by the words of a name; the first that fits."""


def signature_text(name: str, init: Function | None) -> str:
    """How a class with this ``__init__`` is constructed: ``Block(width: int, *, bias=True)``."""
    written: list[str] = []
    for each in parameters(init):
        if each.by_keyword and not any(other.startswith("*") for other in written):
            written.append("*")
        written.append(_parameter_text(each))
    return f"{name}({', '.join(written)})"


def _parameter_text(parameter: Parameter) -> str:
    text = f"{parameter.kind}{parameter.name}"
    if parameter.annotation:
        text += f": {parameter.annotation}"
    if parameter.default is None:
        return text
    return (
        f"{text} = {parameter.default}" if parameter.annotation else f"{text}={parameter.default}"
    )
