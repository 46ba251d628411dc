"""What is remembered of the picture: how it is drawn, colored and exported.

Apart from the other settings, because the window is painted with those before the canvas, and all
that it needs, has been imported.
"""

from PySide6.QtCore import QSettings

from inspector.app.motion import reduced_motion
from inspector.canvas.export.choice import Choice, Extent
from inspector.graph.measures import Measure
from inspector.report.picture_endings import PICTURES, TEXTS


class PictureSettings:
    """A typed front of QSettings, as `Settings` is."""

    def __init__(self, store: QSettings) -> None:
        self.store = store

    def animated(self) -> bool:
        """Whether the picture glides; until the user says so, what the desktop is set to."""
        return bool(self.store.value("canvas/animated", not reduced_motion(), type=bool))

    def set_animated(self, animated: bool) -> None:
        self.store.setValue("canvas/animated", animated)

    def picture_ending(self) -> str:
        """The format in which a picture was exported last, by its ending."""
        ending = str(self.store.value("picture/ending", ".svg", type=str))
        return ending if ending in (*PICTURES, *TEXTS) else ".svg"

    def picture_choice(self) -> Choice:
        """How a picture was exported last."""
        extent: Extent = "all" if self.store.value("picture/extent", type=str) == "all" else "shown"
        theme = "dark" if self.store.value("picture/theme", type=str) == "dark" else "light"
        scale = self.store.value("picture/scale", Choice.scale, type=float)
        return Choice(
            extent, theme, scale if isinstance(scale, float) and scale > 0 else Choice.scale
        )

    def set_picture(self, ending: str, choice: Choice) -> None:
        self.store.setValue("picture/ending", ending)
        self.store.setValue("picture/extent", choice.extent)
        self.store.setValue("picture/theme", choice.theme)
        self.store.setValue("picture/scale", choice.scale)

    def runs_to_the_right(self) -> bool:
        """Whether the picture runs from left to right instead of from top to bottom."""
        return bool(self.store.value("canvas/to_the_right", False, type=bool))

    def set_runs_to_the_right(self, to_the_right: bool) -> None:
        self.store.setValue("canvas/to_the_right", to_the_right)

    def minimap(self) -> bool:
        """Whether the whole picture is shown small beside a part of it."""
        return bool(self.store.value("canvas/minimap", True, type=bool))

    def set_minimap(self, minimap: bool) -> None:
        self.store.setValue("canvas/minimap", minimap)

    def folds_repeats(self) -> bool:
        """Whether equal siblings share one node of the picture."""
        return bool(self.store.value("canvas/folds_repeats", True, type=bool))

    def set_folds_repeats(self, folds: bool) -> None:
        self.store.setValue("canvas/folds_repeats", folds)

    def measure(self) -> Measure:
        """What the picture is colored by."""
        name = str(self.store.value("canvas/color_by", Measure.KIND, type=str))
        return Measure(name) if name in list(Measure) else Measure.KIND

    def set_measure(self, measure: Measure) -> None:
        self.store.setValue("canvas/color_by", measure.value)

    def has_legend(self) -> bool:
        """Whether the colors of the families are explained, too."""
        return bool(self.store.value("canvas/legend", False, type=bool))

    def set_legend(self, shown: bool) -> None:
        self.store.setValue("canvas/legend", shown)

    def has_own_tensors(self) -> bool:
        """Whether parameters are drawn beside their modules."""
        return bool(self.store.value("canvas/parameters", False, type=bool))

    def set_own_tensors(self, shown: bool) -> None:
        self.store.setValue("canvas/parameters", shown)
