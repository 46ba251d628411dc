"""Random model files in the idioms of real ones, put together from `phrases`."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.edits import phrases

Draw = Callable[[st.SearchStrategy[str]], str]

_INDENT = " " * 8


def _one(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


@st.composite
def model_files(draw: Draw) -> str:
    """A file that compiles; its lines end with ``\\n``."""
    parts = [draw(_one(*phrases.HEADERS))]
    parts.append("from collections import OrderedDict\nTRUE = True\n")
    parts.append(draw(_one(*phrases.EXTRAS)))
    names: list[str] = []
    for _ in range(int(draw(_one("1", "2", "3")))):
        name = draw(_one("Net", "Block", "Head", "Net"))  # the same name twice happens
        written = draw(st.sampled_from((_classes, _classes, _chains, _heirs)))
        parts.append(draw(written(name, tuple(names))))
        names.append(name)
    parts.append(draw(_one(*phrases.LAST)).replace("{c}", names[-1]))
    gap = draw(_one("\n\n\n", "\n\n", "\n# ----\n\n"))
    text = gap.join(part.rstrip("\n") for part in parts if part) + "\n"
    layout = draw(_one("spaces", "spaces", "tabs", "open end"))
    if layout == "tabs":
        lines = text.split("\n")
        text = "\n".join(_tabbed(line) for line in lines)
    return text.rstrip("\n") if layout == "open end" else text


def _tabbed(line: str) -> str:
    body = line.lstrip(" ")
    depth, rest = divmod(len(line) - len(body), 4)
    return "\t" * depth + " " * rest + body


@st.composite
def _classes(draw: Draw, name: str, others: tuple[str, ...]) -> str:
    base = draw(_one(*phrases.BASES, *others))
    head = draw(_one(*phrases.CLASSES)).replace("{n}", name).replace("{b}", base)
    lines = [draw(_one(*phrases.DECORATORS)) + head]
    body = draw(_one(*phrases.BODIES))
    if body:
        lines.append(body)
    made = [_member(draw, f"m{n}", others) for n in range(int(draw(_one("1", "2", "3"))))]
    names = [member for member, _ in made]
    lines.append("    " + draw(_one(*phrases.INITS)))
    lines.append(_INDENT + draw(_one(*phrases.SUPERS)).replace("{n}", name))
    lines += [statement for _, statement in made]
    if draw(_one("", "blank")):
        lines.append("")
    lines.append("    " + draw(_one(*phrases.FORWARDS)))
    for _ in range(int(draw(_one("0", "1", "2", "3")))):
        step = _filled(draw(_one(*phrases.STEPS)), draw(_one(*names)))
        lines.append(step + draw(_one("", "", "", "  # see")))
        if draw(_one("", "", "", "note")):
            lines.append("        # note")
    lines.append(_filled(draw(_one(*phrases.ENDS)), draw(_one(*names))))
    return "\n".join(lines) + "\n"


@st.composite
def _chains(draw: Draw, name: str, others: tuple[str, ...]) -> str:
    """A class whose forward calls its members one after the other."""
    lines = [f"class {name}(nn.Module):", "    def __init__(self, width=8):"]
    lines.append(_INDENT + "super().__init__()")
    steps = []
    for member in ("first", "second"):
        made = draw(_one(*phrases.MODULES, "nn.Linear(width, width)")).replace("{i}", _INDENT)
        lines.append(f"{_INDENT}self.{member} = {made}")
        steps.append(_filled(draw(_one(*phrases.LINKS)), member))
    lines += ["", "    def forward(self, X):", *steps, _INDENT + draw(_one(*phrases.CHAIN_ENDS))]
    return "\n".join(lines) + "\n"


@st.composite
def _heirs(draw: Draw, name: str, others: tuple[str, ...]) -> str:
    """A class that only gives arguments to its base."""
    base = draw(_one("nn.Linear", "nn.Linear", *others))
    header = draw(_one(*phrases.INITS))
    given = draw(_one("8, 8", "8, out_features=8, bias=True", "*(8, 8)", ""))
    return f"class {name}({base}):\n    {header}\n{_INDENT}super().__init__({given})\n"


def _member(draw: Draw, name: str, others: tuple[str, ...]) -> tuple[str, str]:
    own = tuple(f"{other}()" for other in others)
    made = draw(_one(*phrases.MODULES, *phrases.LISTS, *phrases.VALUES, *own))
    value = made.replace("{i}", _INDENT)
    deeper = made.replace("{i}", _INDENT + "    ")
    text = draw(_one(*phrases.MEMBERS)).replace("{v}", value).replace("{w}", deeper)
    return name, _INDENT + text.replace("{m}", name).replace("{i}", _INDENT)


def _filled(step: str, member: str) -> str:
    return _INDENT + step.replace("{m}", member).replace("{i}", _INDENT)
