"""The weights with which a model begins its run, as a safetensors file."""

from collections.abc import Callable
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _NormBase
from torch.nn.parameter import is_lazy

from inspector.engine.build import carry_out
from inspector.engine.wording import message_of
from inspector.protocol.messages import StoreWeights, WeightsStored
from inspector.report.model import Stage


class WeightsError(Exception):
    """Why there are no weights to store; the message is a sentence for the user."""


def store_weights(
    request: StoreWeights, progress: Callable[[Stage], None] = lambda stage: None
) -> WeightsStored:
    """Run a text once more, and write what its model had before the forward into a file.

    Lazy parameters are those that the forward has made. Of weights that share their memory the
    file holds the first, and its metadata the names of the others, as `safetensors.torch` writes
    them. What goes wrong is told in the answer.
    """
    starts: list[_Start] = []
    outcome = carry_out(request.run, progress, built=lambda model: starts.append(_Start(model)))
    try:
        failure = outcome.report.failure
        if failure is not None or outcome.model is None:
            said = (failure.explanation or failure.message) if failure else "There is no model."
            raise WeightsError(f"The model does not run: {said}")
        start = starts[-1]  # of earlier attempts to run it the models are gone
        tensors = start.tensors(outcome.model)
        metadata = {"format": "pt", **start.tied}
        save_file(tensors, Path(request.file), metadata)
    except WeightsError as error:
        return WeightsStored(request.id, request.file, error=str(error))
    except (OSError, SafetensorError, RuntimeError, ValueError, KeyError) as error:
        reason = message_of(error).splitlines()[0]
        return WeightsStored(
            request.id, request.file, error=f"The weights cannot be written: {reason}"
        )
    return WeightsStored(request.id, request.file, tied=bool(start.tied))


class _Start:
    """What a model holds before its forward, as far as it holds it then."""

    def __init__(self, model: nn.Module) -> None:
        self.tied: dict[str, str] = {}
        """The names of weights that share memory with one that is stored, with its name."""
        self._lazy: list[str] = []
        self._copies: dict[str, Tensor] = {}
        self._flaw = ""
        try:
            state = model.state_dict(keep_vars=True)
        except Exception as error:  # noqa: BLE001 (hooks of the user may raise anything)
            self._flaw = f"state_dict() of the model fails: {message_of(error)}"
            return
        first: dict[object, str] = {}
        for name, tensor in state.items():
            if not isinstance(tensor, Tensor):
                self._flaw = f"`{name}` is no tensor, and safetensors holds nothing else."
                return
            known = first.setdefault(_memory(tensor), name)
            if known != name:
                self.tied[name] = known
            elif is_lazy(tensor):
                self._lazy.append(name)
            else:
                self._copies[name] = _copy(tensor)

    def tensors(self, model: nn.Module) -> dict[str, Tensor]:
        """What is to be stored, after the forward of the model. Raises WeightsError."""
        if self._flaw:
            raise WeightsError(self._flaw)
        self._forget_statistics(model)
        state = model.state_dict(keep_vars=True)
        found = {name: _made(name, state.get(name)) for name in self._lazy} | self._copies
        if any(tensor.device.type == "meta" for tensor in found.values()):
            raise WeightsError("The model ran on the meta device, which has shapes alone.")
        return {name: tensor.cpu() for name, tensor in found.items()}

    def _forget_statistics(self, model: nn.Module) -> None:
        """What was lazy has seen the batch of the forward; before it, it had seen none."""
        for path, module in model.named_modules():
            if isinstance(module, _NormBase) and f"{path}.running_mean".lstrip(".") in self._lazy:
                module.reset_running_stats()


def _memory(tensor: Tensor) -> object:
    """What is equal for tensors that are the same numbers in the same memory."""
    if is_lazy(tensor) or tensor.layout is not torch.strided or tensor.numel() == 0:
        return id(tensor)
    if tensor.device.type == "meta":
        return id(tensor)
    return tensor.device, tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype


def _copy(tensor: Tensor) -> Tensor:
    return tensor.detach().clone(memory_format=torch.contiguous_format)


def _made(name: str, tensor: Tensor | None) -> Tensor:
    """What has become of a lazy tensor. Raises WeightsError if it is lazy still."""
    if tensor is None or is_lazy(tensor):
        raise WeightsError(f"`{name}` has no shape yet: its module is lazy and is never called.")
    return _copy(tensor)
