"""Models that nobody here wrote: is the record of each complete, and the model undisturbed?

Run by hand: ``python -m tests.benchmarks.architectures [--timm] [NAME …]``, with `transformers`
or `timm` installed. One model at a time, in a process that is replaced when one takes too long.
Prints a line for each model, with what deviates or why it does not run by itself, and a summary.
"""

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.fidelity import Fidelity, fidelity
from tests.benchmarks.worker import UnansweredError, Worker

SECONDS = 90.0
MEMORY = 10 << 30
ALL = ""
"""The question for the names of all models."""


def work(library: str) -> Callable[[str], Fidelity | str | list[str]]:
    """In the process: answers a name with what the model shows, or why it cannot be used."""
    import logging
    import resource
    import warnings

    import torch

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    models = importlib.import_module(library)

    def answer(name: str) -> Fidelity | str | list[str]:
        if name == ALL:
            return list(models.names())
        try:
            built = models.build(name)
        except RuntimeError as error:
            return str(error)
        try:
            return fidelity(*built)
        except Exception as error:  # noqa: BLE001 (the plain model ran, so it is our doing)
            return Fidelity(0, 0, 0, f"raised {type(error).__name__}: {error}")

    return answer


def outcomes(library: str, names: Sequence[str]) -> Iterator[tuple[str, Fidelity | str]]:
    """What each model shows; for a text, why it could not be held against its plain run."""
    worker = Worker("tests.benchmarks.architectures", library)
    for name in names or worker.ask(ALL, SECONDS):
        try:
            yield name, worker.ask(name, SECONDS)
        except UnansweredError as reason:
            yield name, str(reason)
    worker.stop()


def main(arguments: Sequence[str]) -> None:
    library = "timm" if "--timm" in arguments else "transformers"
    names = [name for name in arguments if not name.startswith("--")]
    ran: list[Fidelity] = []
    left_out: Counter[str] = Counter()
    for name, outcome in outcomes(f"tests.benchmarks.tiny_{library}", names):
        if isinstance(outcome, str):
            left_out[outcome.partition(":")[0]] += 1
            print(f"{name:32} {outcome}", flush=True)
            continue
        ran.append(outcome)
        facts = f"{outcome.parameters:>11,} parameters {outcome.calls:>6} calls"
        print(f"{name:32} {facts}  {'; '.join(outcome.deviations) or 'ok'}", flush=True)
    print_summary(library, ran, left_out)


def print_summary(library: str, ran: Sequence[Fidelity], left_out: Counter[str]) -> None:
    why = ", ".join(f"{number} {reason}" for reason, number in left_out.most_common())
    print(f"\n{library}: {len(ran)} architectures run by themselves" + (f" ({why})" if why else ""))
    for words, deviating in (
        ("recorded completely", [each.failure or each.incomplete for each in ran]),
        ("outputs bit-equal to the plain run", [each.outputs for each in ran]),
        ("every tensor's producer known", [each.unknown for each in ran]),
        ("parameters counted right", [each.miscounted for each in ran]),
        ("model left bit-identical", [each.changed for each in ran]),
        ("no tensor of the run left alive", [each.alive for each in ran]),
    ):
        good = sum(not each for each in deviating)
        print(f"{words:36} {good:4} of {len(ran)}  {good / max(1, len(ran)):7.2%}")


if __name__ == "__main__":
    main(sys.argv[1:])
