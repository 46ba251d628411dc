"""What the code of a model says by itself: which expressions make modules, and what names mean."""

from inspector.outline.classes import assigned, classes, inherited_method, members
from inspector.outline.document import imported_names, qualified
from inspector.outline.expressions import expression as read_expression
from inspector.outline.expressions import is_parameter, placeless, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Class,
    Clause,
    Code,
    Comprehension,
    Expression,
    Function,
    Outline,
    Region,
)
from inspector.outline.read import OutlineError
from inspector.outline.steps import Step
from inspector.source.span import Span


class Written:
    """Answers about one outline, as far as one can see without running it."""

    def __init__(self, outline: Outline, index: Index) -> None:
        self._index = index
        self._classes = classes(outline)
        self._imports = imported_names(outline)

    def chosen(self, text: str) -> Expression | None:
        """An expression that makes a class of the file, as if nothing had written it yet."""
        try:
            made = read_expression(text)
        except OutlineError:
            return None
        is_own = isinstance(made, Call) and made.name in self._classes
        return placeless(made) if is_own else None

    def is_in_loop(self, site: Span | None) -> bool:
        """Whether a loop or comprehension runs the code at a place."""
        node = self._index.at(site, Call) if site is not None else None
        for around in self._index.ancestors(node) if node is not None else ():
            match around:
                case Function():
                    return False
                case Comprehension() | Region(kind="for" | "while"):
                    return True
                case Code() if " for " in around.text:
                    return True
        return False

    def names_class(self, name: str) -> bool:
        """Whether a call by this name constructs a class of that name, as far as one can see."""
        return name in self._classes or self.known(name).startswith("torch.nn.")

    def known(self, name: str) -> str:
        """The full name of what the file knows by a short one."""
        return qualified(name, self._imports)

    def members(self, own: Class) -> dict[str, Expression]:
        """What the constructors of the class and of its bases in the file assign."""
        return members(self._maker(own))

    def is_made_once(self, own: Class, name: str) -> bool:
        """Whether a member is assigned in one place, not in each branch of an ``if``."""
        return [each for each, _ in assigned(self._maker(own))].count(name) == 1

    def _maker(self, own: Class) -> Class:
        """The class whose constructor makes the members of a class."""
        if not members(own):
            init = inherited_method(own, "__init__", self._classes)
            for node in self._classes.values():
                if init is not None and init in node.body:
                    return node
        return own

    def is_module(self, value: Expression | None) -> bool:
        """Whether an expression makes a module, as far as one can see without running it."""
        if not isinstance(value, Call):
            return False
        name = self.known(value.name)
        return value.name in self._classes or (
            name.startswith("torch.nn.") and not name.endswith((".Parameter", ".Buffer"))
        )

    def is_tensor(self, value: Expression) -> bool:
        """Whether an expression makes a tensor: it calls a function of torch itself."""
        if is_parameter(value):
            return True
        return isinstance(value, Call) and (
            self.known(value.name).startswith("torch.")
            and not self.known(value.name).startswith("torch.nn.")
        )


def calls_of(found: tuple[Step, ...]) -> dict[str, tuple[Span, ...]]:
    """Where each member is called, in the order of the steps."""
    sites: dict[str, tuple[Span, ...]] = {}
    waiting = list(reversed(found))
    while waiting:
        step = waiting.pop()
        if step.kind == "member" and step.site is not None:
            sites[step.name] = (*sites.get(step.name, ()), step.site)
        waiting.extend(reversed(step.steps))
    return sites


def text_of_step(step: Step) -> str:
    """What a step computes, as it is written; of a loop or branch its head."""
    if isinstance(step.node, Region):
        return text_of(step.node.clauses[0].header).partition(" ")[2]
    if isinstance(step.node, Call | Code):
        return text_of(step.node)
    value = getattr(step.node, "value", None)
    return text_of(value) if value is not None and not isinstance(value, Clause) else ""


def text_of_argument(argument: Argument) -> str:
    """An argument with its name or stars, as it is written."""
    head = f"{argument.keyword}=" if argument.keyword else argument.star
    return head + text_of(argument.value)
