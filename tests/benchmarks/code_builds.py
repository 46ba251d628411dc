"""Models that are edited by chance: ``python -m tests.benchmarks.code_builds FOLDER…``.

The folders hold unpacked packages, of which those that are there are measured, and what these
need beside torch. To get them::

    pip download --no-deps torchvision timm transformers monai -d WHEELS
    unzip 'WHEELS/*.whl' -d FOLDER; pip install --target FOLDER pillow pyyaml safetensors …

Each edit is of a class that the model is made of. In a process of its own the edited text takes
the place of its module, the model is built from the same seed and run. Prints for each kind of
edit what share was refused, what share still builds, and what share computes the same, bit by bit.
"""

import importlib
import logging
import multiprocessing
import random
import re
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType

import torch

from inspector.edits.edit import EditError
from inspector.outline.index import Index
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.source.file import read_file
from tests.benchmarks.code_edits import KINDS, File, random_edit
from tests.benchmarks.code_models import MODELS, Model

EDITS_PER_KIND = 44
SECONDS = 60
SAME = frozenset(("set default", "change code", "rename", "rename class", "wrap", "insert")) | {
    "extract",
    "inline",
    "parametrize",
}
"""The kinds of edits after which the model has to build and to compute what it did."""
BUILDS = frozenset(("bypass", "duplicate", "copy and paste", "move", "share", "unshare", "unwrap"))
"""Those after which it has to build, although it computes something else."""


@dataclass
class Tally:
    """What became of the edits of one kind."""

    tried: int = 0
    builds: int = 0
    same: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Outcome:
    """What a text gives: why its model does not build, or what it computes."""

    failure: str = ""
    output: bytes = b""
    classes: frozenset[str] = frozenset()
    """Those of the file that the model is made of."""


def outcome(model: Model, text: str) -> Outcome:
    """Build and run the model of a text, in a fork of this process."""
    near, far = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_send, args=(model, text, far))
    process.start()
    far.close()
    try:
        return near.recv() if near.poll(SECONDS) else Outcome("It takes too long.")
    except EOFError:
        return Outcome("The process ended.")
    finally:
        process.kill()
        process.join()


def _send(model: Model, text: str, out: Connection) -> None:
    try:
        out.send(_built(model, text))
    except BaseException as error:  # noqa: BLE001 - the edited code may raise anything
        where = traceback.extract_tb(error.__traceback__)[-1].line
        reason = re.sub(r"'.*?'", "…", str(error).split("\n")[0])
        out.send(Outcome(f"{type(error).__name__}: {reason[:70]} at “{(where or '')[:50]}”"))


def _built(model: Model, text: str) -> Outcome:
    old = importlib.import_module(model.module)
    module = ModuleType(old.__name__)
    module.__package__, module.__file__, module.__spec__ = old.__package__, old.__file__, None
    sys.modules[model.module] = module
    _forget_builders(model.module)
    exec(compile(text, str(old.__file__), "exec"), module.__dict__)
    torch.manual_seed(7)
    built = eval(model.expression, module.__dict__)
    made = {type(each) for each in built.modules()}
    bases = {base for each in made for base in each.__mro__ if base.__module__ == model.module}
    names = frozenset(each.__name__ for each in bases)
    with torch.no_grad():
        try:
            output = built.eval()(eval(model.input, {"torch": torch}))
        except Exception:  # noqa: BLE001 - built it is
            return Outcome(classes=names)
    return Outcome("", _bytes_of(output), names)


def _forget_builders(name: str) -> None:
    """Let a module of torchvision register its builders again, which it refuses to do twice."""
    registry = getattr(sys.modules.get("torchvision.models._api"), "BUILTIN_MODELS", {})
    for key in [key for key, each in registry.items() if each.__module__ == name]:
        del registry[key]


def _bytes_of(output: object) -> bytes:
    if isinstance(output, torch.Tensor):
        return output.float().contiguous().numpy().tobytes()
    each = output.values() if isinstance(output, dict) else output
    return b"".join(map(_bytes_of, each)) if isinstance(each, Iterable) else b""


def edited(kind: str, file: File, within: frozenset[str], chance: random.Random) -> str | None:
    """The text after an edit of a kind; None if there is no place for one.

    Raises EditError or OutlineError if it is refused.
    """
    edit = random_edit(kind, file, Index(file.outline), chance, within)
    return put(file.text, file.outline, edit.apply(file.outline)) if edit is not None else None


def try_edit(model: Model, before: Outcome, file: File, kind: str, tally: Tally, seed: int) -> None:
    """Make one edit of a kind and count what became of the model."""
    try:
        text = edited(kind, file, before.classes, random.Random(seed))
    except (EditError, OutlineError) as error:
        tally.tried += 1
        tally.refused[re.sub(r"“.*?”|\b\w*[._]\w+\b", "…", str(error))] += 1
        return
    if text is None:
        return
    tally.tried += 1
    after = outcome(model, text)
    tally.builds += not after.failure
    tally.same += not after.failure and after.output == before.output
    if after.failure:
        tally.failed[f"{model.module.rpartition('.')[2]}: {after.failure}"] += 1
    elif kind in SAME and after.output != before.output:
        tally.failed[f"{model.module.rpartition('.')[2]}: it computes something else ({seed})"] += 1


def _ready(model: Model) -> tuple[Model, Outcome, File] | None:
    """A model that can be built here, with its file; None, and the reason printed, if not."""
    try:
        module = importlib.import_module(model.module)
    except Exception as error:  # noqa: BLE001 - somebody else's package
        print(f"  {model.module} is left out: {type(error).__name__}: {str(error)[:90]}")
        return None
    path = Path(str(module.__file__))
    text = read_file(path).text
    before = outcome(model, text)
    if before.failure or not before.output:
        print(f"  {model.expression} is left out: {before.failure or 'it does not run'}")
        return None
    assert before == outcome(model, text), "it is not the same from the same seed"
    return model, before, File(path, text, get(text))


def _prepare(folders: list[str]) -> torch.library.Library:
    """Let the packages of the folders be imported, whatever torch they were compiled for.

    The operators of torchvision are known for as long as what is returned is kept.
    """
    for folder in map(Path, folders):
        inner = [each for each in folder.iterdir() if (each / each.name).is_dir()]
        sys.path += [str(each.resolve()) for each in (folder, *inner)]
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):  # of its C++ part, which no model here needs
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    logging.disable()
    return library


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    operators = _prepare(sys.argv[1:])
    models = [each for each in map(_ready, MODELS) if each is not None]
    print(f"{len(models)} models of {len({each[2].path for each in models})} files")
    tallies = {kind: Tally() for kind in KINDS}
    for number in range(EDITS_PER_KIND):
        for kind, tally in tallies.items():
            model, before, file = models[(number * len(KINDS) + KINDS.index(kind)) % len(models)]
            try_edit(model, before, file, kind, tally, number)
    report(tallies)
    del operators


def report(tallies: dict[str, Tally]) -> None:
    """Print the table, and what is refused or fails and why."""
    print(f"{'':18}{'tried':>7}{'refused':>9}{'builds':>9}{'the same':>10}  should")
    should = done = 0
    for kind, tally in tallies.items():
        made = tally.tried - sum(tally.refused.values())
        goal = "be the same" if kind in SAME else "build" if kind in BUILDS else ""
        shares = f"{tally.builds / max(1, made):9.0%}{tally.same / max(1, made):10.0%}"
        print(f"{kind:18}{tally.tried:7}{tally.tried - made:9}{shares}  {goal}")
        should += made if goal else 0
        done += tally.builds if goal else 0
    print(f"builds where it should: {done / max(1, should):.1%} of {should}")
    for kind, tally in tallies.items():
        for reason, count in tally.refused.most_common(3):
            print(f"  {kind} refused {count} ×: {reason}")
        for reason, count in tally.failed.most_common(6) if kind in SAME | BUILDS else ():
            print(f"  {kind} fails {count} ×: {reason}")


if __name__ == "__main__":
    main()
