"""The expression that failed, as syntax: what its parts were then, and who made them."""

import ast
import linecache
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from inspector.engine.explain.scene import Scene
from inspector.engine.explain.traceback import frame_of
from inspector.engine.recorder.events import Event
from inspector.engine.recorder.syntax import span_of
from inspector.report.model import Source
from inspector.source.parsing import module_of

UNKNOWN = object()
"""What an expression was, where that cannot be told without running code of the user."""

_SAFE_TO_ASK = (Tensor, torch.Size, tuple, list, dict, str, ModuleType)


class Expression:
    """One expression of the user's file and the frame in which it failed."""

    def __init__(self, source: Source, error: BaseException) -> None:
        self.source = source
        self._frame = frame_of(error, source.file)
        self._tree = module_of("".join(linecache.getlines(source.file)))
        self.node = self._at(source)

    @property
    def locals(self) -> dict[str, Any]:
        """The variables of the function that was running."""
        return {} if self._frame is None else self._frame.f_locals

    def code(self, node: ast.AST) -> str:
        """A part as it would be written on one line."""
        return ast.unparse(node)

    def statement(self) -> ast.stmt | None:
        """The innermost statement around the expression."""
        if self.node is None or self._tree is None:
            return None
        around = [
            node
            for node in ast.walk(self._tree)
            if isinstance(node, ast.stmt) and any(part is self.node for part in ast.walk(node))
        ]
        return around[-1] if around else None

    def value(self, node: ast.AST | None) -> Any:
        """What a part was, as far as looking it up runs no code of the user; else UNKNOWN."""
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._variable(node.id)
            case ast.Attribute():
                return _attribute(self.value(node.value), node.attr)
            case ast.Subscript():
                return _item(self.value(node.value), self.value(node.slice))
            case ast.UnaryOp(op=ast.USub()):
                number = self.value(node.operand)
                return -number if type(number) in (int, float) else UNKNOWN
        return UNKNOWN

    def maker(self, scene: Scene, node: ast.expr) -> Event | None:
        """The call that returned what a part was: it stands there, or was assigned to the name."""
        seen: set[str] = set()
        while isinstance(node, ast.Name) and node.id not in seen:
            seen.add(node.id)
            assigned = self._assigned(node.id, node.lineno)
            if assigned is None:
                return None
            node = assigned
        span = span_of(node)
        for event in scene.recording.events[::-1]:
            site = scene.call_site(event)
            if site is not None and site.file == self.source.file and site.span == span:
                return event
        return None

    def _variable(self, name: str) -> Any:
        if self._frame is None:
            return UNKNOWN
        for names in (self._frame.f_locals, self._frame.f_globals, self._frame.f_builtins):
            if name in names:
                return names[name]
        return UNKNOWN

    def _assigned(self, name: str, line: int) -> ast.expr | None:
        """What was last assigned to the name above a line of the same function."""
        functions = [
            node
            for node in ast.walk(self._tree or ast.Module([], []))
            if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        found = [
            node.value
            for node in (ast.walk(functions[-1]) if functions else ())
            if isinstance(node, ast.Assign) and node.lineno < line
            for target in node.targets
            if isinstance(target, ast.Name) and target.id == name
        ]
        return max(found, key=lambda value: value.lineno, default=None)

    def _at(self, source: Source) -> ast.expr | ast.stmt | None:
        for node in ast.walk(self._tree or ast.Module([], [])):
            if isinstance(node, (ast.expr, ast.stmt)) and span_of(node) == source.span:
                return node.value if isinstance(node, ast.Expr) else node
        return None


def _attribute(thing: Any, name: str) -> Any:
    if isinstance(thing, nn.Module):
        for registry in (thing._modules, thing._parameters, thing._buffers, vars(thing)):
            if name in registry:
                return registry[name]
        return UNKNOWN
    if isinstance(thing, _SAFE_TO_ASK):
        return getattr(thing, name, UNKNOWN)
    return UNKNOWN


def _item(thing: Any, key: Any) -> Any:
    try:
        if type(thing) in (tuple, list, dict, torch.Size):
            return thing[key]
        if type(thing) in (nn.ModuleDict, nn.ModuleList):
            return thing._modules.get(str(key), UNKNOWN)
    except (TypeError, LookupError):
        pass
    return UNKNOWN
