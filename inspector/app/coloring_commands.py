"""What the actions about the colors of the picture do, and when the legend is there."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup

from inspector.app.contents import Contents
from inspector.canvas.legend import Legend
from inspector.graph.measures import Measure
from inspector.look.theme import Theme


class ColoringCommands(QObject):
    """Connects View > Color By and View > Legend to the picture, and keeps the choice."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._actions, self._settings = contents.actions, contents.picture_settings
        self._overlaying = contents.canvas.overlaying
        self.legend = Legend(contents.canvas)
        self.legend.set_theme(contents.appearance.theme)
        contents.canvas.corners.add(self.legend, Qt.Corner.BottomLeftCorner)
        self._connect_measures()
        legend = self._actions["legend"]
        legend.setChecked(self._settings.has_legend())
        legend.toggled.connect(self._set_legend)
        self.legend.closed.connect(self._on_closed)
        self._overlaying.changed.connect(self._explain)
        contents.appearance.changed.connect(self._set_theme)
        self._overlaying.set_measure(self._settings.measure())

    def _connect_measures(self) -> None:
        group = QActionGroup(self)
        for measure in Measure:
            action = self._actions[f"color_{measure}"]
            action.setChecked(measure is self._settings.measure())
            group.addAction(action)
            self._actions.menus["color"].addAction(action)
            self._actions.on(f"color_{measure}", partial(self._set_measure, measure))

    def _set_measure(self, measure: Measure) -> None:
        self._settings.set_measure(measure)
        self._overlaying.set_measure(measure)

    def _set_legend(self, shown: bool) -> None:
        self._settings.set_legend(shown)
        self._explain()

    def _set_theme(self, theme: Theme) -> None:
        self.legend.set_theme(theme)
        self._explain()

    def _explain(self) -> None:
        """Colors other than those of the families are never without a legend.

        A choice whose measuring was cancelled is taken back.
        """
        measure = self._overlaying.measure
        if measure is not self._settings.measure():
            self._settings.set_measure(measure)
            self._actions[f"color_{measure}"].setChecked(True)
        overlay, families = self._overlaying.overlay, self._overlaying.families
        if overlay is not None:
            self.legend.show_overlay(overlay)
        elif families and self._actions["legend"].isChecked():
            self.legend.show_families(families)
        else:
            self.legend.hide()

    def _on_closed(self) -> None:
        if self._overlaying.overlay is not None:
            self._actions["color_kind"].trigger()
        else:
            self._actions["legend"].setChecked(False)
