"""Explanations for tensors on two devices."""

import re

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event

_NO_CUDA = re.compile(r"not compiled with CUDA|No CUDA GPUs|no NVIDIA driver")


def explain_device(scene: Scene, event: Event) -> Explanation | None:
    """Tensors on two devices; most often a constant, which ``.to()`` does not move."""
    if _NO_CUDA.search(scene.message):
        text = f"{scene.label(event)} works on a GPU (cuda), and this torch finds none here."
        return Explanation(text, scene.fixes(), "Run it on cpu, or ask torch.cuda.is_available().")
    where: dict[str, str] = {}
    for value in event.inputs:
        label = scene.origin_label(scene.origin(value))
        where.setdefault(str(scene.value(value).device), label)
    module = scene.module(event)
    for parameter in [] if module is None else module.parameters():
        where.setdefault(str(parameter.device), f"the weights of {scene.label(event)}")
    if len(where) < 2:
        return None
    devices = sorted(where)
    text = f"{scene.label(event)} works on tensors of two devices, {' and '.join(devices)}."
    for value in event.inputs:
        given = scene.value(value)
        if given.role == "constant" and given.label:
            name = given.label.rpartition(".")[2]
            text += f" The constant `{given.label}` stays on {given.device}: .to() moves parameters"
            text += " and buffers only."
            hint = f'Make it a buffer: self.register_buffer("{name}", …).'
            fixes = scene.fixes()
            for holder in scene.holders(given.label):
                title = f"Register {name} as a buffer"
                fixes.change_class("register_buffer", title, holder, name=name)
            return Explanation(text, fixes, hint)
    text += f" On {'; on '.join(f'{device}: {where[device]}' for device in devices)}."
    return Explanation(text, scene.fixes(), "Move one of them with .to(device).")
