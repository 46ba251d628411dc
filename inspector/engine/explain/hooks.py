"""Explanations for hooks that torch calls around a forward."""

import re

from torch import nn

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.traceback import steps_of
from inspector.engine.recorder.events import Event

_SAID = re.compile(r"(\S+)\(\) (?:takes|missing)")
_CALL = nn.Module._call_impl.__code__


def explain_hook(scene: Scene, event: Event) -> Explanation | None:
    """A hook that does not take the arguments with which hooks are called."""
    module, found = scene.module(event), _SAID.match(scene.message)
    error = scene.recording.error
    if module is None or found is None or error is None or not isinstance(error, TypeError):
        return None
    last = list(steps_of(error))[-1].tb_frame.f_code
    if (last is not _CALL and last.co_name != "inner") or "forward()" in scene.message:
        return None
    name = "The hook" if "<lambda>" in found[1] else f"The hook `{found[1]}`"
    before = bool(module._forward_pre_hooks) and not module._forward_hooks
    takes = "(module, args)" if before else "(module, args, output)"
    text = f"{name} of {scene.label(event)} is called with {takes}, and does not take that."
    return Explanation(text, scene.fixes(), f"Write def hook{takes}: …")
