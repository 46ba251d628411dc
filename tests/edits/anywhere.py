"""Random edits at random places of any file."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st

from inspector.edits.arguments import ChangeType, SetArgument, argument_fields
from inspector.edits.bypass import Bypass, Enable
from inspector.edits.cargo import (
    BranchSpot,
    Cargo,
    EndSpot,
    ItemSpot,
    RootSpot,
    Spot,
    StepSpot,
    module,
)
from inspector.edits.clipboard import Paste, copied
from inspector.edits.code import AddImport, RegisterModules, ReplaceCode, SetHead, WrapCode
from inspector.edits.compose import Copy, Duplicate, Insert, Move, Remove
from inspector.edits.containers import RESIDUAL
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass, ExtractItems
from inspector.edits.extract_steps import ExtractSteps
from inspector.edits.fixes import InsertBefore
from inspector.edits.inline import InlineClass
from inspector.edits.inputs import SetInput, SetSeed
from inspector.edits.names import RenameClass, RenameMember, RenameVariable
from inspector.edits.naming import InputValue, OutputValue, Value
from inspector.edits.parametrize import MakeParameter
from inspector.edits.several import InsertSeveral, MoveSeveral, Several
from inspector.edits.share import Share, Unshare
from inspector.edits.unwrap import Unwrap
from inspector.edits.wiring import Combine, Connect
from inspector.edits.wrap import Wrap
from inspector.edits.wrap_several import WrapSeveral
from inspector.outline.classes import classes
from inspector.outline.containers import container_of
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Call,
    Code,
    Comprehension,
    Dict,
    Display,
    Function,
    Outline,
    Region,
)
from inspector.outline.operands import operands
from inspector.source.lines import Lines
from inspector.source.span import Span

_PLACES = (Call, Call, Call, Display, Dict, Code, Comprehension, Region)
_CARGOES = (
    module("Linear", "nn.Linear(8, 8)"),
    module("Residual", "Residual(nn.ReLU())", RESIDUAL),
    Cargo("relu", template="F.relu({x})"),
    Cargo("add", template="{x} + {x}"),
    Cargo("loop", statement="for _ in range(2):\n    {x} = {x} * 2\n"),
)
_PASTED = (
    "nn.Linear(8, 8), nn.ReLU()",
    "self.new = nn.Linear(8, 8)  # mine\nX = torch.relu(X)\n",
    "import math\nclass Mine(nn.Module):\n    def forward(self, X):\n        return X\n\nMine()\n",
    "for layer in self.layers:\n    X = layer(X)\n",
    "1 +",
)
_CODES = (
    "7",
    "width",
    "(1, 2)",
    "[n for n in (1, 2)]",
    "lambda x: x",
    "1 +",
    "'a\\'b'",
    "x := 1",
    "",
)
_HEADS = ("for n in range(3)", "while X.sum() > 2:", "if self.training", "for", "with 1 as")
_TYPES = (
    "nn.LazyLinear",
    "nn.ReLU",
    "nn.Sequential",
    "nn.ModuleList",
    "nn.ModuleDict",
    "Net",
    "os.system",
)
_NAMES = ("fresh", "forward", "X", "class", "nn", "", "größe")

T = TypeVar("T")


class Anywhere:
    """The places of one text, and edits of every kind at them."""

    def __init__(self, text: str, outline: Outline, data: st.DataObject) -> None:
        self._lines = Lines(text)
        self._index = Index(outline)
        self._classes = [*classes(outline), "Missing"]
        self._calls = list(self._index.all(Call))
        self._data = data

    def edit(self) -> Edit:
        """One edit; it need not fit."""
        kinds: tuple[Callable[[], Edit], ...] = (
            lambda: SetArgument(
                self.module(), self.one("out_features", "bias", "p", "new"), self.one(*_CODES, None)
            ),
            lambda: ChangeType(self.module(), self.one(*_TYPES)),
            lambda: Bypass(self.module(), "it"),
            lambda: Enable(self.module(), "it"),
            lambda: Insert(self.one(*_CARGOES), self.spot()),
            lambda: Remove(self.module(), "it"),
            lambda: Remove(self.step(), "it"),
            lambda: Move(self.step(), self.spot(), "it"),
            lambda: Duplicate(self.step(), "it"),
            lambda: Move(self.module(), self.spot(), "it"),
            lambda: Copy(self.module(), self.spot(), "it"),
            lambda: Duplicate(self.module(), "it"),
            lambda: Paste(self.one(*_PASTED), self.spot()),
            lambda: Paste(self.copied(), self.spot()),
            lambda: InsertBefore(self.module(), self.one(self.step(), None), "nn.Flatten()"),
            lambda: SetHead(self.one(self.region(), self.site()), self.one(*_HEADS)),
            lambda: AddImport(self.one("import math", "from timm.layers import Mlp")),
            lambda: ReplaceCode(self.site(), self.one(*_CODES)),
            lambda: WrapCode(self.site(), "torch.relu"),
            lambda: RegisterModules(self.module()),
            lambda: ExtractClass(self.module(), self.one("Extracted", *_NAMES)),
            lambda: ExtractItems(self.several(self.module), "Extracted"),
            lambda: ExtractSteps(self.several(self.step), "Extracted"),
            lambda: ExtractSteps((self.module(), self.step()), "Extracted"),
            lambda: WrapSeveral(
                self.several(self.module), self.one("Sequential", "Residual", "Repeat")
            ),
            lambda: MoveSeveral(self.several(self.module), self.spot(), "them"),
            lambda: MoveSeveral((self.module(), self.step()), self.spot(), "them"),
            lambda: Several(
                tuple(Remove(site, "it") for site in self.several(self.module)), "Remove them"
            ),
            lambda: InsertSeveral((self.one(*_CARGOES), self.one(*_CARGOES)), self.spot(), "Add"),
            lambda: InlineClass(self.own()),
            lambda: MakeParameter(*self.argument(), self.one(*_NAMES)),
            lambda: RenameMember(self.module(), self.one(*_NAMES)),
            lambda: RenameClass(self.one(*self._classes), self.one(*_NAMES)),
            lambda: RenameVariable(self.one("model", "X", "net"), self.one(*_NAMES)),
            lambda: Share(self.module(), ItemSpot(self.container(), self.one(0, 1)), "it"),
            lambda: Unshare(self.one(self.step(), self.site()), "it"),
            lambda: Wrap(self.module(), self.one("Sequential", "Residual", "Parallel", "Repeat")),
            lambda: Unwrap(self.container()),
            lambda: Connect(*self.wire()),
            lambda: Combine(*self.wire(), self.one("add", "multiply", "concatenate")),
            lambda: SetInput(self.one("torch.rand(1, 8)", *_CODES)),
            lambda: SetSeed(3),
        )
        return self.one(*kinds)()

    def one(self, *choices: T) -> T:
        return self._data.draw(st.sampled_from(choices))

    def several(self, place: Callable[[], Span]) -> tuple[Span, ...]:
        """Two or three different places."""
        return tuple(dict.fromkeys(place() for _ in range(self.one(2, 3))))

    def site(self) -> Span:
        """The place of an expression or region, or where there is none."""
        kind = self.one(*_PLACES)
        found = sorted({node.span for node in self._index.all(kind) if node.span})
        return self.one(*found, Span(1, 0, 1, 1))

    def module(self) -> Span:
        """The place of a call that makes something, rarely of anything else."""
        made = {node.span for node in self._calls if node.name.rpartition(".")[2][:1].isupper()}
        return self.one(*self._sorted(made), self.site())

    def container(self) -> Span:
        """The place of what holds modules."""
        held = (container_of(self._index.outline, node) for node in self._calls)
        return self.one(*self._sorted({each.span for each in held if each}), self.site())

    def step(self) -> Span:
        """The place of a call of a member or of a function."""
        done = {node.span for node in self._calls if not node.name.rpartition(".")[2][:1].isupper()}
        return self.one(*self._sorted(done), self.site())

    def _sorted(self, places: set[Span | None]) -> list[Span]:
        return sorted(place for place in places if place is not None)

    def copied(self) -> str:
        """The text of something in the file, or of nothing if that cannot be copied."""
        try:
            return copied(self._lines.text, self._index.outline, self.one(self.module, self.step)())
        except EditError:
            return ""

    def region(self) -> Span:
        """The place of a loop or branch."""
        return self.one(*self._sorted({node.span for node in self._index.all(Region)}), self.site())

    def own(self) -> Span:
        """The place where a class of the file is constructed."""
        made = {node.span for node in self._calls if node.name in self._classes}
        return self.one(*self._sorted(made), self.module())

    def argument(self) -> tuple[Span, str]:
        """A module and one of its arguments."""
        site = self.module()
        given = [each for each in argument_fields(self._index.outline, site) if each.given]
        return site, self.one(*(each.name for each in given), "p")

    def wire(self) -> tuple[Value, Span]:
        """A value and an operand, mostly of one function."""
        function = self.one(*self._index.all(Function), self._index.outline)
        calls = [node for node in nodes_of(function) if isinstance(node, Call | Code)]
        sites = sorted({node.span for node in calls if node.span})
        places = [place for site in sites for place in operands(self._lines, site)]
        wanted = [InputValue(self.one("X", "mask", "missing"))]
        output = OutputValue(self.one(*sites, self.step()), self.one((), (), (0,), (1,)))
        return self.one(*wanted, output), self.one(*places, Span(1, 0, 1, 1))

    def spot(self) -> Spot:
        return self.one(
            lambda: ItemSpot(self.container(), self.one(0, 1, 2)),
            lambda: BranchSpot(self.module(), self.one(True, False)),
            lambda: StepSpot(self.step(), self.one(True, False)),
            lambda: EndSpot(self.one(*self._classes)),
            lambda: EndSpot(self.one(*self._classes), self.site()),
            lambda: RootSpot(),
        )()
