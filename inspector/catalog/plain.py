"""Whether a text is plain: made only of names that touch no file, code or memory.

Such a text can do nothing but compute, so it may run without asking. It bounds what code can
reach, not how long it takes or how much it allocates. Nothing here runs anything.
"""

import ast
import warnings

from inspector.catalog.plain_bindings import bindings
from inspector.catalog.plain_names import plain_names
from inspector.catalog.plain_rules import Finding, Rules

_LONGEST = 200_000
"""Characters; beyond this the question costs more than the answer."""


def foreign_code(text: str) -> tuple[Finding, ...]:
    """What in the text goes beyond the allow-list, in order; nothing if the text is plain."""
    if len(text) > _LONGEST:
        return (Finding(1, "", f"The file has more than {_LONGEST:,} characters."),)
    try:
        with warnings.catch_warnings():
            # An odd escape in a string is no concern here.
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except SyntaxError as error:
        return (Finding(error.lineno or 1, "", f"This is not Python: {error.msg}."),)
    except (ValueError, RecursionError, MemoryError):
        return (Finding(1, "", "Python cannot read this: it is nested too deeply or not text."),)
    names = plain_names()
    found = Rules(names, bindings(list(ast.walk(tree)), names)).findings(tree)
    return tuple(sorted(set(found), key=lambda each: (each.line, each.text)))
