"""The classes of a file that are modules, as far as the file tells."""

import sys
from collections.abc import Mapping

from inspector.outline.classes import bases, classes, inherited_method, module_classes
from inspector.outline.document import imported_names, qualified
from inspector.outline.nodes import Class, Outline

CONFIG_ENDINGS = ("Config", "Configuration", "Args", "Arguments", "Options", "Params", "HParams")
_NO_MODULES = (
    *CONFIG_ENDINGS,
    *("Output", "Enum", "Error", "Exception", "Dict", "Mixin", "Protocol", "Function"),
    *("Dataset", "DataModule", "Sampler", "Optimizer", "Tokenizer", "Processor", "Callback"),
)
"""Names of classes from elsewhere that are no modules end so."""
_NO_MODULES_IN = sys.stdlib_module_names


def own_modules(outline: Outline) -> dict[str, Class]:
    """The classes that are modules, or may be, by their names.

    Those built on ``nn.Module`` are, and those with a forward. One that is built on a class of
    another file may be, unless it is but the base of others or the name tells that it is none.
    """
    known = classes(outline)
    sure = {each.name for each in module_classes(outline)}
    inherited = {base for each in known.values() for base in bases(each)}
    imports = imported_names(outline)
    return {
        name: each
        for name, each in known.items()
        if name in sure
        or inherited_method(each, "forward", known) is not None
        or (name not in inherited and _may_be_module(each, known, imports))
    }


def _may_be_module(node: Class, known: Mapping[str, Class], imports: dict[str, str]) -> bool:
    """Whether a base comes from another file, where it may well be a module."""
    seen: set[str] = set()
    wanted = list(bases(node))
    while wanted:
        name = wanted.pop()
        if name in known and name not in seen:
            seen.add(name)
            wanted += bases(known[name])
        source = qualified(name, imports) if name not in known else ""
        is_foreign = source != name and source.partition(".")[0] not in _NO_MODULES_IN
        if is_foreign and not name.endswith(_NO_MODULES):
            return True
    return False
