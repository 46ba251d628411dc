"""The edits that explanations offer: each names a site in the user's file, or is not offered."""

import linecache
from collections.abc import Iterable

from inspector.edits.edit import EditError
from inspector.edits.fixes import edit_of
from inspector.outline.read import OutlineError, get
from inspector.report.model import Fix, Source

Site = list[int]


class Fixes:
    """Collects fixes for one problem, the best one first."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._found: list[Fix] = []

    def all(self) -> tuple[Fix, ...]:
        """The fixes collected so far."""
        return tuple(self._found)

    def extend(self, others: "Fixes") -> None:
        """Append those of another problem."""
        self._found += others._found

    def hint(self) -> str:
        """The same in words."""
        return _sentence(fix.title for fix in self._found)

    def set_argument(self, site: Source | None, name: str, value: object, of: str) -> None:
        """Set one argument of a constructor; `of` is how the module is called in the title."""
        self._add(
            f"Set {name}={value} in {of}",
            "set_argument",
            site,
            name=name,
            value=str(value),
        )

    def change_type(self, site: Source | None, name: str, of: str) -> None:
        """Construct another class instead, such as ``nn.LazyLinear``."""
        self._add(f"Use {name} for {of}", "change_type", site, type=name)

    def insert_before(self, site: Source | None, call: Source | None, code: str, of: str) -> None:
        """Run another module before this one."""
        if call is not None and call.file != self._file:
            call = None
        self._add(
            f"Insert {code} before {of}",
            "insert_before",
            site,
            call=None if call is None else as_site(call),
            code=code,
        )

    def replace_expression(self, site: Source | None, code: str, title: str) -> None:
        """Write other code for one expression."""
        self._add(title, "replace_expression", site, code=code)

    def register_modules(self, site: Source | None, container: str) -> None:
        """Turn the list or dict around the constructor into a container of torch."""
        self._add(f"Keep them in an {container}", "register_modules", site)

    def set_input(self, code: str) -> None:
        """Give the file another X."""
        if self._file is not None:
            self._found.append(Fix(f"Use X = {code}", "set_input", {"code": code}))

    def change_class(self, edit: str, title: str, kind: type, **arguments: str) -> None:
        """Change a method of a class, if it is one of the file and the edit fits there."""
        fix = Fix(title, edit, {"class": kind.__name__, **arguments})
        if self._file is not None and _fits(fix, self._file):
            self._found.append(fix)

    def take_model(self, expression: str) -> None:
        """Let an expression be the model; the file stays as it is."""
        if self._file is not None:
            title = f"Take {expression} as the model"
            self._found.append(Fix(title, "take_model", {"expression": expression}))

    def add_import(self, code: str) -> None:
        """Give the file one more import."""
        if self._file is not None:
            self._found.append(Fix(f"Add {code}", "add_import", {"code": code}))

    def _add(self, title: str, edit: str, site: Source | None, **arguments: object) -> None:
        if site is not None and site.file == self._file:
            self._found.append(Fix(title, edit, {"site": as_site(site), **arguments}))


def _fits(fix: Fix, file: str) -> bool:
    try:
        edit_of(fix).apply(get("".join(linecache.getlines(file))))
    except (EditError, OutlineError):
        return False
    return True


def as_site(source: Source) -> Site:
    """A place as the edits take it."""
    return [source.line, source.column, source.end_line, source.end_column]


def _sentence(titles: Iterable[str]) -> str:
    texts = [
        title if index == 0 else title[0].lower() + title[1:] for index, title in enumerate(titles)
    ]
    return "; or ".join(texts) + "." if texts else ""
