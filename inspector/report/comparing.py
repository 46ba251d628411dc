"""Holding two reports side by side."""

from collections.abc import Iterable, Iterator

from inspector.report.comparison import Comparison
from inspector.report.differences import Change, Total
from inspector.report.model import Problem, Report
from inspector.report.module_differences import differing, module_differences
from inspector.report.module_matching import matched_modules, without_addresses
from inspector.report.module_profile import Profile
from inspector.report.units import shape_text


def compare(before: Report, after: Report) -> Comparison:
    """What changed from one report to a later one; see Comparison for what a difference is.

    If one of the two failed, what a module did is compared only where it ran to its end in both.
    """
    pairs = matched_modules(before, after)
    modules = tuple(module_differences(before, after, pairs))
    run = tuple(_run(before, after))
    totals = tuple(_totals(before, after))
    old, new = _problems(before), _problems(after)
    new_problems = tuple(problem for key, problem in new.items() if key not in old)
    gone_problems = tuple(problem for key, problem in old.items() if key not in new)
    summed = any(each.before != each.after for each in totals if each.name != "seconds")
    return Comparison(
        before=before.model,
        after=after.model,
        differs=bool(modules or run or new_problems or gone_problems or summed),
        modules=modules,
        run=run,
        totals=totals,
        new_problems=new_problems,
        gone_problems=gone_problems,
    )


def _run(before: Report, after: Report) -> Iterator[Change]:
    """The model as a whole: what it was given, what it returned, how it failed."""
    yield from differing(_whole(before), _whole(after))


def _whole(report: Report) -> Profile:
    failure = report.failure
    inputs = [each.tensor for each in report.inputs]
    said = ""
    if failure is not None:
        where = f" in `{failure.module}`" if failure.module else ""
        said = without_addresses(f"{failure.type}{where}: {failure.message}")
    return {
        "model inputs": {"": _described(report, inputs)},
        "model outputs": {"": _described(report, report.outputs)},
        "failure": {"": said},
    }


def _described(report: Report, numbers: Iterable[int]) -> str:
    tensors = {tensor.id: tensor for tensor in report.tensors}
    known = [tensors[each] for each in numbers if each in tensors]
    return ", ".join(f"{shape_text(tensor.shape)} {tensor.dtype}" for tensor in known)


_TOTALS = (
    "parameters",
    "trainable_parameters",
    "buffers",
    "parameter_bytes",
    "activation_bytes",
    "flops",
    "seconds",
)


def _totals(before: Report, after: Report) -> Iterator[Total]:
    yield Total("modules", len(before.modules), len(after.modules))
    for name in _TOTALS:
        yield Total(name, getattr(before.totals, name), getattr(after.totals, name))


def _problems(report: Report) -> dict[tuple[str, str], Problem]:
    return {
        (problem.code, without_addresses(problem.message)): problem
        for problem in report.problems
        if problem.severity != "note"
    }
