"""Reports made by hand, as they would be recorded."""

from collections.abc import Sequence

from inspector.report.model import Call, Input, Module, Parameter, Report, Tensor, Totals

SEQUENTIAL = "torch.nn.modules.container.Sequential"
LINEAR = "torch.nn.modules.linear.Linear"
RELU = "torch.nn.modules.activation.ReLU"

Layer = tuple[int, int] | str
"""The sizes of a Linear, or ``ReLU``."""


def sequential(*layers: Layer, batch: int = 2, names: Sequence[str] = ()) -> Report:
    """A chain of modules that ran once; each Linear has 2 · batch · in · out FLOPs."""
    width = next(layer[0] for layer in layers if not isinstance(layer, str))
    tensors = [Tensor(0, (batch, width), "float32", "cpu", "input")]
    modules = [Module("", SEQUENTIAL, None, calls=1)]
    calls = [Call(0, None, "module", "", "Sequential", (0,), (), 0.001)]
    last = 0
    for place, layer in enumerate(layers):
        path = names[place] if names else str(place)
        flops, parameters, arguments = 0, (), ""
        if not isinstance(layer, str):
            inputs, width = layer
            flops = 2 * batch * inputs * width
            arguments = f"in_features={inputs}, out_features={width}, bias=False"
            weight = Tensor(len(tensors), (width, inputs), "float32", "cpu", "parameter")
            tensors.append(weight)
            parameters = (Parameter("weight", weight.id, True, inputs * width),)
        kind = RELU if isinstance(layer, str) else LINEAR
        modules.append(Module(path, kind, "", calls=1, parameters=parameters, arguments=arguments))
        out = Tensor(len(tensors), (batch, width), "float32", "cpu", "activation", len(calls))
        tensors.append(out)
        name = kind.rpartition(".")[2]
        calls.append(Call(len(calls), 0, "module", path, name, (last,), (out.id,), 1e-4, flops))
        last = out.id
    numel = sum(each.numel or 0 for module in modules for each in module.parameters)
    flops = sum(call.flops or 0 for call in calls)
    calls[0] = Call(0, None, "module", "", "Sequential", (0,), (last,), 0.001, flops)
    return Report(
        inputs=(Input("X", 0),),
        modules=tuple(modules),
        calls=tuple(calls),
        tensors=tuple(tensors),
        outputs=(last,),
        totals=Totals(numel, numel, 0, 4 * numel, 0, flops, 0.001),
    )


def tree(*paths: str) -> Report:
    """Modules by their paths that never ran: ``a`` is a Block, ``a.b=Linear(3)`` a Linear.

    Those with arguments have one parameter.
    """
    modules = [Module("", "m.Net", None)]
    for number, text in enumerate(paths):
        path, _, written = text.partition("=")
        name, _, arguments = written.removesuffix(")").partition("(")
        parameters = (Parameter("weight", number, True, 4),) if arguments else ()
        parent = path.rpartition(".")[0]
        type_name = f"m.{name or 'Block'}"
        modules.append(Module(path, type_name, parent, parameters=parameters, arguments=arguments))
    shapes = {each.tensor for module in modules for each in module.parameters}
    tensors = tuple(Tensor(each, (2, 2), "float32", "cpu", "parameter") for each in shapes)
    return Report(modules=tuple(modules), tensors=tensors)
