"""Facts about small models, worked out by hand, and what each tool says about them.

Run by hand: ``python -m tests.benchmarks.facts``. Prints the table of the README. Each tool looks
in a process of its own; ``–`` stands for what it does not claim to know.
"""

import sys
import warnings
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import torch
from torch import nn

from tests.benchmarks import facts_models as models
from tests.benchmarks.facts_models import Made
from tests.benchmarks.facts_readers import READERS, NotClaimedError, Reader
from tests.benchmarks.worker import UnansweredError, Worker


class Fact(NamedTuple):
    """A question, the right answer, and how both come about."""

    words: str
    truth: str
    make: Callable[[], Made]
    ask: Callable[[type[Reader], Made], str]


def parameters(reader: type[Reader], made: Made) -> str:
    return reader(made).parameters()


def multiply_adds(reader: type[Reader], made: Made) -> str:
    return reader(made).multiply_adds()


def uses(kind: str) -> Callable[[type[Reader], Made], str]:
    return lambda reader, made: reader(made).uses(kind)


def mentions(word: str) -> Callable[[type[Reader], Made], str]:
    return lambda reader, made: reader(made).mentions(word)


def names_culprit(reader: type[Reader], made: Made) -> str:
    try:
        reader(made)
    except Exception as error:  # noqa: BLE001 (each tool has its own)
        return "yes" if "1.1" in str(error) else "no"
    return "no error"


def leaves_buffers(reader: type[Reader], made: Made) -> str:
    before = {name: buffer.clone() for name, buffer in made.model.named_buffers()}
    reader(made)
    same = all(bool((now == before[name]).all()) for name, now in made.model.named_buffers())
    return "yes" if same else "no"


def leaves_random_state(reader: type[Reader], made: Made) -> str:
    before = torch.get_rng_state()
    reader(made)
    return "yes" if torch.equal(before, torch.get_rng_state()) else "no"


def facts() -> list[Fact]:
    def of(model: Callable[[], nn.Module], *shape: int) -> Callable[[], Made]:
        return lambda: Made(model(), (torch.rand(shape),))

    return [
        # 20 words of 10 numbers, in one tensor.
        Fact("parameters, weights tied", "200",
             lambda: Made(models.Tied(), (torch.tensor([[1, 2]]),)), parameters),
        # 10 · 20 for each of 2 · 5 rows.
        Fact("multiply-adds, Linear on 3-D", "2,000",
             of(partial(nn.Linear, 10, 20), 2, 5, 10), multiply_adds),
        # 2 · (4 projections of 5 · 16 · 16, scores and sums of 5 · 5 · 16 each).
        Fact("multiply-adds, attention", "11,840", of(models.Attending, 2, 5, 16), multiply_adds),
        # 4 gates of 16 · (8 + 16) for each of 2 rows.
        Fact("multiply-adds, LSTMCell", "3,072", of(partial(nn.LSTMCell, 8, 16), 2, 8),
             multiply_adds),
        # A window of 2 · 2 · 5 for each of 3 · 4 · 4 numbers of the input.
        Fact("multiply-adds, ConvTranspose2d", "960",
             of(partial(nn.ConvTranspose2d, 3, 5, 2, stride=2), 1, 3, 4, 4), multiply_adds),
        Fact("one Linear called twice", "1 module, 2 calls", of(models.Twice, 2, 4),
             uses("Linear")),
        Fact("a Linear that recursion calls", "1 module, 3 calls", of(models.Recursive, 2, 4),
             uses("Linear")),
        Fact("two Linear in a plain list", "2 modules, 2 calls", of(models.Listed, 2, 4),
             uses("Linear")),
        Fact("a loop decided by data", "`while` × 3",
             lambda: Made(models.Halving(), (torch.full((2, 2), 2.0),)), uses("div")),
        Fact("a constant is shown by name", "yes", of(models.Constant, 2, 4),
             mentions("rand_weight")),
        Fact("an error names the layer", "yes", of(models.broken, 2, 8), names_culprit),
        Fact("BatchNorm's statistics stay", "yes", of(partial(nn.BatchNorm1d, 4), 3, 4),
             leaves_buffers),
        Fact("the random state stays", "yes", of(models.Generator, 2, 1), leaves_random_state),
    ]  # fmt: skip


def work(tool: str) -> Callable[[int], str]:
    """In the process: answers the number of a fact with what the tool says."""
    warnings.simplefilter("ignore")
    torch.set_grad_enabled(False)
    reader = READERS[tool]

    def answer(number: int) -> str:
        fact = facts()[number]
        try:
            return fact.ask(reader, fact.make())
        except NotClaimedError:
            return "–"
        except ImportError as error:
            return f"absent ({error.name})"
        except Exception as error:  # noqa: BLE001 (each tool has its own)
            print(f"{tool}, {fact.words}: {error}"[:300], file=sys.stderr)
            return type(error).__name__

    return answer


def main() -> None:
    columns: dict[str, list[str]] = {}
    known = facts()
    for tool in READERS:
        worker = Worker("tests.benchmarks.facts", tool)
        columns[_title(tool)] = column = []
        for number in range(len(known)):
            try:
                column.append(worker.ask(number, 60))
            except UnansweredError as reason:
                column.append(str(reason))
        worker.stop()
    print("| | by hand |" + "".join(f" {title} |" for title in columns))
    print("|---" * (2 + len(columns)) + "|")
    for number, fact in enumerate(known):
        answers = "".join(f" {column[number]} |" for column in columns.values())
        print(f"| {fact.words} | {fact.truth} |{answers}")


def _title(tool: str) -> str:
    try:
        return f"{tool} {version(tool)}"
    except PackageNotFoundError:  # ours, in a checkout, or a tool that is absent
        return tool


if __name__ == "__main__":
    main()
