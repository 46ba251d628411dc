"""The verb export: a script of the model, as it is or as a class, with shapes or weights."""

from pathlib import Path

from inspector.cli.printing import say
from inspector.cli.reports import is_stored
from inspector.cli.statuses import FAILS, FINE, UNUSABLE
from inspector.command import VerbArguments
from inspector.edits.edit import EditError
from inspector.edits.export import exported, renamed, with_weights
from inspector.edits.shape_comments import with_shapes
from inspector.protocol.messages import Run, StoreWeights, WeightsStored
from inspector.report.model import Report
from inspector.source.file import SourceError, read_file


def export(given: VerbArguments, report: Report) -> int:
    """Write the script of a model that ran with this report; the exit status."""
    if is_stored(given.target):
        return say(f"{given.target.file.name} is a report, which has no code.", UNUSABLE)
    try:
        script = _script(given, report)
        if given.weights:
            stored = _store_weights(given, script)
            if stored.error:
                return say(stored.error, FAILS)
            script = with_weights(script, Path(stored.file).name, stored.tied)
        given.output.write_text(script, encoding="utf-8")
    except (EditError, SourceError) as error:
        return say(f"{given.target.file.name} cannot be exported. {error}", UNUSABLE)
    except OSError as error:
        return say(f"{given.output} cannot be written: {error.strerror}.", UNUSABLE)
    return FINE


def _script(given: VerbArguments, report: Report) -> str:
    """The script without weights. Raises EditError or SourceError with a sentence."""
    file, expression = given.target
    text = read_file(file).text
    assumed = next((each for each in report.problems if each.code == "input-assumed"), None)
    code = str(assumed.fixes[0].arguments["code"]) if assumed and assumed.fixes else ""
    outputs = max(len(report.outputs), 1)
    if given.shapes and not given.as_class:
        text = with_shapes(text, report, str(file))
    script = exported(text, expression, code, given.seed, outputs, given.as_class)
    if given.as_class:
        _tell_new_names(given, text)
    if given.shapes and given.as_class:
        from inspector.engine.build import run  # torch, only when something is run

        script = with_shapes(script, run(_run_of(given, script)), str(file))
    return script


def _tell_new_names(given: VerbArguments, text: str) -> None:
    """Weights that were saved before have the names of before."""
    names = renamed(text, given.target.expression)
    if names:
        told = ", ".join(f"{old} is {new}" for old, new in names)
        say(f"The parameters have other names: {told}.", FINE)


def _store_weights(given: VerbArguments, script: str) -> WeightsStored:
    from inspector.engine.weights import store_weights

    file = given.output.with_suffix(".safetensors")
    return store_weights(StoreWeights(0, _run_of(given, script), str(file)))


def _run_of(given: VerbArguments, script: str) -> Run:
    """The run of the script, as if it lay where the file does."""
    file, expression = given.target
    chosen = expression if expression.isidentifier() else ""
    return Run(0, script, str(file), chosen, (), given.seed, given.device, given.seconds)
