"""What the window and the engine say to each other. Values only; tensors never travel."""

import msgspec

from inspector.catalog.entry import Entry
from inspector.report.model import Report


class Run(msgspec.Struct, frozen=True, tag=True):
    """Execute the text, build the model, run forward once on its input, and report."""

    id: int
    text: str
    file: str = ""
    """Path of the file, for its folder and for messages; empty for a text never saved."""
    expression: str = ""
    """What to take as the model instead of ``model``; empty means: find it."""
    inputs: tuple[str, ...] = ()
    """``[NAME=]SHAPE[:DTYPE]`` or a value for each input, instead of the text's ``X``."""
    seed: int = 0
    device: str = "cpu"
    seconds: float | None = None
    """After how long building and forward are stopped, each; None: never."""
    aten: bool = False
    """Whether the ATen operations inside each call are asked for."""


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Ask for the statistics of a parameter, buffer or constant of the last model that ran."""

    id: int
    module: str
    name: str


class Discover(msgspec.Struct, frozen=True, tag=True):
    """Import a package and tell which modules it offers. This runs the code of the package."""

    id: int
    package: str
    """Its dotted name, such as ``timm.layers``."""


class StoreWeights(msgspec.Struct, frozen=True, tag=True):
    """Run a text and write the weights with which its model began into a safetensors file."""

    id: int
    run: Run
    file: str


Request = Run | Describe | Discover | StoreWeights


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The handshake: the engine has imported torch and waits."""

    pid: int
    torch: str
    python: str
    devices: tuple[str, ...] = ("cpu",)


class Progress(msgspec.Struct, frozen=True, tag=True):
    """A stage of a run has begun: ``source``, ``build``, ``input`` or ``forward``."""

    id: int
    stage: str


class Reply(msgspec.Struct, frozen=True, tag=True):
    """The answer to a `Run`; also of one that failed."""

    id: int
    report: Report


class Histogram(msgspec.Struct, frozen=True, tag=True):
    """The answer to a `Describe`: statistics over all elements, or why there are none."""

    id: int
    module: str
    name: str
    counts: tuple[int, ...] = ()
    low: float = 0.0
    high: float = 0.0
    """The edges of the first and the last bin."""
    mean: float = 0.0
    std: float = 0.0
    nan: int = 0
    infinite: int = 0
    error: str = ""


class Discovered(msgspec.Struct, frozen=True, tag=True):
    """The answer to a `Discover`: the module classes of a package, or why there are none."""

    id: int
    package: str
    entries: tuple[Entry, ...] = ()
    error: str = ""


class WeightsStored(msgspec.Struct, frozen=True, tag=True):
    """The answer to a `StoreWeights`."""

    id: int
    file: str
    tied: bool = False
    """Whether some weights share memory; of these the file holds one, under its first name."""
    error: str = ""
    """Why there is no such file, as a sentence."""


Message = Ready | Progress | Reply | Histogram | Discovered | WeightsStored
