"""A report of an older text, with its places moved to where they are now."""

from functools import cache
from typing import Any, TypeVar

import msgspec

from inspector.report.model import Failure, Fix, Problem, Report, Source
from inspector.source.changes import Rebase
from inspector.source.span import Span

T = TypeVar("T", bound=msgspec.Struct)
P = TypeVar("P", Problem, Failure)


def rebased(report: Report, before: str, after: str, file: str) -> Report:
    """The report with every place in `file` moved from one text to another.

    What was deleted has no place any more.
    """
    if before == after:
        return report
    rebase = Rebase(before, after)

    @cache
    def moved(source: Source) -> Source | None:
        if source.file != file:
            return source
        span: Span | None = rebase.span(source.span)
        return Source(file, *span) if span is not None else None

    def with_place(item: T) -> T:
        source: Source | None = getattr(item, "source", None)
        if source is None:
            return item
        new = moved(source)
        return item if new is source else msgspec.structs.replace(item, source=new)

    def with_fixes(item: P) -> P:
        fixes = [_moved_fix(fix, rebase) for fix in item.fixes]
        kept = tuple(fix for fix in fixes if fix is not None)
        return with_place(msgspec.structs.replace(item, fixes=kept) if item.fixes else item)

    failure = report.failure
    changed: dict[str, Any] = {
        "modules": tuple(map(with_place, report.modules)),
        "calls": tuple(map(with_place, report.calls)),
        "frames": tuple(map(with_place, report.frames)),
        "branches": tuple(map(with_place, report.branches)),
        "problems": tuple(map(with_fixes, report.problems)),
        "failure": with_fixes(failure) if failure else None,
    }
    return msgspec.structs.replace(report, **changed)


def _moved_fix(fix: Fix, rebase: Rebase) -> Fix | None:
    """The fix with its places moved; None if one of them is gone."""
    arguments = dict(fix.arguments)
    for name in ("site", "call"):
        place = arguments.get(name)
        if place:
            span = rebase.span(Span(*place))
            if span is None:
                return None
            arguments[name] = list(span)
    return msgspec.structs.replace(fix, arguments=arguments)
