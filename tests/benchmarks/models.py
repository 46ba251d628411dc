"""Reports of any size, without torch: a flat chain, and stages of residual blocks."""

from inspector.report.model import Call, Input, Module, Report, Tensor

_LEAVES = ("linear.Linear", "activation.ReLU", "normalization.LayerNorm")


class _Builder:
    def __init__(self) -> None:
        self.modules: list[Module] = []
        self.calls: list[Call | None] = []
        self.tensors = [Tensor(0, (2, 20), "float32", "cpu", "input")]

    def open(self) -> int:
        self.calls.append(None)
        return len(self.calls) - 1

    def make(self, call: int) -> int:
        self.tensors.append(
            Tensor(len(self.tensors), (2, 20), "float32", "cpu", "activation", call)
        )
        return len(self.tensors) - 1

    def close(
        self, call: int, parent: int | None, path: str, type: str, reads: tuple[int, ...], made: int
    ) -> None:
        holder = path.rpartition(".")[0] if path else None
        self.modules.append(Module(path, f"torch.nn.modules.{type}", holder, calls=1))
        name = type.rpartition(".")[2]
        self.calls[call] = Call(call, parent, "module", path, name, reads, (made,))

    def leaf(self, parent: int, path: str, type: str, reads: int) -> int:
        call = self.open()
        made = self.make(call)
        self.close(call, parent, path, type, (reads,), made)
        return made

    def add(self, parent: int, one: int, other: int) -> int:
        call = self.open()
        made = self.make(call)
        self.calls[call] = Call(call, parent, "op", None, "add", (one, other), (made,))
        return made

    def report(self, output: int) -> Report:
        calls = tuple(call for call in self.calls if call is not None)
        modules = tuple(sorted(self.modules, key=lambda module: module.path.split(".")))
        return Report(
            inputs=(Input("X", 0),),
            modules=modules,
            calls=calls,
            tensors=tuple(self.tensors),
            outputs=(output,),
        )


def flat(count: int) -> Report:
    """A Sequential of so many modules."""
    builder = _Builder()
    root, flow = builder.open(), 0
    for number in range(count):
        flow = builder.leaf(root, str(number), _LEAVES[number % 2], flow)
    builder.close(root, None, "", "container.Sequential", (0,), flow)
    return builder.report(flow)


def wide(branches: int, blocks: int, leaves: int = 9) -> Report:
    """Branches side by side that read the input, each a chain of blocks of a few modules."""
    builder = _Builder()
    root = builder.open()
    ends = []
    for branch in range(branches):
        outer, flow = builder.open(), 0
        for block in range(blocks):
            inner, inner_in = builder.open(), flow
            for leaf in range(leaves):
                path = f"{branch}.{block}.{leaf}"
                flow = builder.leaf(inner, path, _LEAVES[leaf % len(_LEAVES)], flow)
            path = f"{branch}.{block}"
            builder.close(inner, outer, path, "container.Sequential", (inner_in,), flow)
        builder.close(outer, root, str(branch), "container.Sequential", (0,), flow)
        ends.append(flow)
    call = builder.open()
    made = builder.make(call)
    builder.calls[call] = Call(call, root, "op", None, "cat", tuple(ends), (made,))
    builder.close(root, None, "", "container.ModuleList", (0,), made)
    return builder.report(made)


def nested(stages: int, blocks: int, leaves: int = 8) -> Report:
    """Stages of residual blocks, each a chain with a sum at its end."""
    builder = _Builder()
    root, flow = builder.open(), 0
    for stage in range(stages):
        outer, outer_in = builder.open(), flow
        for block in range(blocks):
            inner, inner_in = builder.open(), flow
            for leaf in range(leaves):
                path = f"{stage}.{block}.{leaf}"
                flow = builder.leaf(inner, path, _LEAVES[leaf % len(_LEAVES)], flow)
            flow = builder.add(inner, inner_in, flow)
            path = f"{stage}.{block}"
            builder.close(inner, outer, path, "container.Sequential", (inner_in,), flow)
        builder.close(outer, root, str(stage), "container.Sequential", (outer_in,), flow)
    builder.close(root, None, "", "container.Sequential", (0,), flow)
    return builder.report(flow)
