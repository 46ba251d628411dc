"""Which modules are alike, so that one row can stand for several of them."""

from collections.abc import Hashable, Iterable, Iterator

from inspector.report.model import Buffer, Call, Module, Parameter, Report


class Likeness:
    """A number for each module: equal for those that are built alike and did the same.

    Time is not looked at. What is shared, or failed, is like nothing else.
    """

    def __init__(self, report: Report) -> None:
        self._tensors = {tensor.id: tensor for tensor in report.tensors}
        calls: dict[str, list[Call]] = {}
        for call in report.calls:
            if call.module is not None:
                calls.setdefault(call.module, []).append(call)
        inside: dict[str, list[tuple[str, int]]] = {}
        known: dict[Hashable, int] = {}
        self.of: dict[str, int] = {}
        for module in reversed(report.modules):
            path = module.path
            kind = (
                tuple(self._built(module)),
                tuple(self._ran(calls.get(path, []))),
                tuple(inside.pop(path, [])),
            )
            self.of[path] = known.setdefault(kind, len(known))
            if module.parent is not None:
                name = path[len(module.parent) :]
                inside.setdefault(module.parent, []).append((name, self.of[path]))

    def _built(self, module: Module) -> Iterator[Hashable]:
        yield module.type
        yield module.arguments
        yield module.registered
        owned: list[Parameter | Buffer] = [*module.parameters, *module.buffers]
        for each in owned:
            tensor = self._tensors.get(each.tensor)
            yield (each.name, tensor and (tensor.shape, tensor.dtype))
            if each.shared_with is not None:
                yield module.path
        yield tuple((each.name, each.trainable) for each in module.parameters)
        yield tuple(each.name for each in module.constants)
        if module.also:
            yield module.path

    def _ran(self, calls: list[Call]) -> Iterator[Hashable]:
        for call in calls:
            yield (self._shapes(call.inputs), self._shapes(call.outputs), call.flops)
            if call.failed:
                yield call.id

    def _shapes(self, tensors: Iterable[int]) -> tuple[Hashable, ...]:
        known = (self._tensors.get(each) for each in tensors)
        return tuple(tensor and (tensor.shape, tensor.dtype, tensor.device) for tensor in known)
