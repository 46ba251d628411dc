"""The words on a node: what a module, an op or a tensor is called in the picture."""

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry
from inspector.report.model import Module

_OPERATORS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "true_divide": "/",
    "truediv": "/",
    "floor_divide": "//",
    "floordiv": "//",
    "matmul": "@",
    "pow": "**",
    "remainder": "%",
    "mod": "%",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "and": "&",
    "or": "|",
    "xor": "^",
    "bitwise_and": "&",
    "bitwise_or": "|",
    "bitwise_xor": "^",
}
_ASSIGNED = frozenset({"+", "-", "*", "/", "//", "@", "**", "%", "&", "|", "^"})
_LEADING = ("in_features", "out_features", "num_features", "in_channels", "out_channels")
_UNREMARKABLE = frozenset(
    {
        "bias=True",
        "inplace=False",
        "eps=1e-05",
        "momentum=0.1",
        "affine=True",
        "elementwise_affine=True",
        "track_running_stats=True",
        "padding=0",
        "dilation=1",
        "ceil_mode=False",
        "groups=1",
        "approximate='none'",
        "start_dim=1",
        "end_dim=-1",
        "dim=None",
        "output_padding=0",
    }
)
"""What is taken for a default in classes that are not torch's own."""
_SHORT = 24
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def class_name(module: Module) -> str:
    """The class as it was written, without its package."""
    return (module.constructor or module.type).rpartition(".")[2]


def relative_path(path: str, parent: str) -> str:
    """The attribute path below `parent`, such as ``net.0``; the whole path if it is elsewhere."""
    if not parent or path == parent:
        return path
    if path.startswith(parent + "."):
        return path[len(parent) + 1 :]
    return path


def joined_names(first: str, last: str) -> str:
    """From one name to another, without saying twice where both are: ``layers.0 … 11``."""
    if first == last:
        return first
    shared = first.rpartition(".")[0]
    return f"{first} … {relative_path(last, shared)}"


def op_caption(name: str, arguments: str, operands: int) -> tuple[str, str, str]:
    """Title, type and detail of an op: ``("+ 1", "add", "")``, ``("flatten", "", "1")``."""
    plain = name.removeprefix("__").removesuffix("__")
    symbol, reflected = _operator(plain)
    if not symbol:
        return plain, "", arguments
    if not arguments or operands != 1 or len(arguments) > _SHORT:
        return symbol, plain, arguments
    return f"{arguments} {symbol}" if reflected else f"{symbol} {arguments}", plain, ""


def _operator(name: str) -> tuple[str, bool]:
    """Python's operator for a function, and whether its tensor stands on the right of it."""
    if name in _OPERATORS:
        return _OPERATORS[name], False
    for base in (name.removesuffix("_"), name.removeprefix("i")):
        symbol = _OPERATORS.get(base)
        if symbol in _ASSIGNED:
            return f"{symbol}=", False
    return _OPERATORS.get(name.removeprefix("r"), ""), True


def module_detail(module: Module) -> str:
    """The arguments worth showing, close to how one would write them.

    Defaults are left out, as are the sizes that a lazy module found by itself.
    """
    pieces = split_arguments(module.arguments)
    if pieces and class_name(module).startswith("Lazy"):
        del pieces[0]
    entry = catalog().find(module.type)
    usual = _usual_stride(class_name(module), pieces)
    shown = (each for each in pieces if _normal(each) not in usual and not _is_default(each, entry))
    return ", ".join(map(_argument, shown))


def _is_default(piece: str, entry: Entry | None) -> bool:
    """Whether an argument is what it is without being given, as far as one knows the class."""
    name, equals, value = _normal(piece).partition("=")
    parameter = entry.parameter(name) if entry is not None and equals else None
    if parameter is None or parameter.default is None:
        return _normal(piece) in _UNREMARKABLE
    default = parameter.default.replace('"', "'")
    return value == default or (_number(value) is not None and _number(value) == _number(default))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _argument(piece: str) -> str:
    name, equals, value = piece.partition("=")
    if equals and name in _LEADING:
        return value
    return _normal(piece)


def _normal(piece: str) -> str:
    """With one number for equal ones: ``stride=2`` of ``stride=(2, 2)``."""
    name, equals, value = piece.partition("=")
    return f"{name}={_square(value)}" if equals else _square(piece)


def _usual_stride(type: str, pieces: list[str]) -> set[str]:
    """A convolution moves by one, and a pool by its own size, unless told otherwise."""
    if "Conv" in type:
        return {"stride=1"}
    sizes = [_normal(piece) for piece in pieces if piece.startswith("kernel_size=")]
    return {size.replace("kernel_size", "stride") for size in sizes}


def _square(value: str) -> str:
    """``3`` of ``(3, 3)``; anything else as it is."""
    if value.startswith("(") and value.endswith(")"):
        parts = {part.strip() for part in value[1:-1].split(",") if part.strip()}
        if len(parts) == 1 and "," in value:
            return parts.pop()
    return value


def split_arguments(text: str) -> list[str]:
    """The arguments of ``extra_repr``, split at the commas that are not within brackets."""
    pieces: list[str] = []
    depth = start = 0
    for position, character in enumerate(text):
        depth += _BRACKETS.get(character, 0)
        if character in ",\n" and depth == 0:
            pieces.append(text[start:position])
            start = position + 1
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]
