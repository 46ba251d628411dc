"""Explanations of what fails before there is a model."""

from inspector.engine.explain.traceback import place_of
from inspector.report.model import Failure, Stage


def explain_building(stage: Stage, error: BaseException, file: str | None) -> Failure:
    return Failure(stage, type(error).__name__, str(error), source=place_of(error, file))
