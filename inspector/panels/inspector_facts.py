"""What there is to know of a selected row before one changes it, in sentences."""

from inspector.graph.rows import Row
from inspector.report.model import Module, Report

_TIMES = {2: "twice", 3: "three times", 4: "four times"}


def heading(row: Row) -> str:
    """The path of a module or constant; for a step, the module and the step."""
    if row.kind in ("module", "constant"):
        return row.place.path or row.name
    return f"{row.place.path} › {row.name}" if row.place.path else row.name


def kind_text(row: Row) -> str:
    """The class of a module, the function of a step, or what else the row is."""
    if row.kind == "region":
        return "loop" if row.name in ("for", "while") else "region"
    return row.type or ("step" if row.kind == "step" else row.kind)


def facts(row: Row, report: Report | None) -> tuple[str, ...]:
    """Sentences about how often the row's code runs and what hangs on it."""
    match row.kind:
        case "module":
            return _of_module(row, _module(row, report))
        case "constant" if row.type == "parameter":
            return ("A parameter: it is trained and saved.",)
        case "constant" if row.type == "buffer":
            return ("A buffer: it is saved and moved with the module, but not trained.",)
        case "constant":
            return ("A plain tensor: it is neither trained nor saved in the state_dict.",)
        case "region" if row.output.startswith("× "):
            return (f"Went round {times(int(row.output[2:]))} in this run.",)
        case "step" if row.type.startswith("call "):
            return (f"Another call of {row.name}; all its calls share the same parameters.",)
    return ()


def times(count: int) -> str:
    """``once``, ``twice``, ``12 times``."""
    return "once" if count == 1 else _TIMES.get(count, f"{count:,} times")


def _of_module(row: Row, module: Module | None) -> tuple[str, ...]:
    found: list[str] = []
    if row.calls > 1:
        found.append(f"One module, called {times(row.calls)}.")
    elif module is not None and row.calls == 0 and row.registered:
        found.append("Not called in this run.")
    if module is not None and module.also:
        found.append(f"Also registered as {', '.join(module.also)}.")
    if row.instances > 1:
        found.append(f"This line makes {row.instances:,} modules; a change is for all of them.")
    if not row.registered:
        found.append("Its parent does not see it: it is kept in a plain list, dict or closure.")
    if row.site is None and row.origin is not None:
        line = f"line {row.origin.line}"
        found.append(f"It is made by code that is not taken apart, {line}; change it there.")
    elif row.site is None:
        found.append("It is made outside of this file; its arguments are fixed here.")
    return tuple(found)


def _module(row: Row, report: Report | None) -> Module | None:
    modules = report.modules if report is not None else ()
    return next((each for each in modules if each.path == row.place.path), None)
