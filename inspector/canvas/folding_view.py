"""What one can do with what repeats: unfold a run, or one of it; turn to other trips of a loop."""

from functools import partial

from inspector.canvas.report_view import ReportView
from inspector.canvas.scene import Scene
from inspector.graph.folding import Folding, first_of, members
from inspector.graph.graph import Node


class FoldingView(ReportView):
    """A report of which equal siblings share a node; nodes by their keys."""

    @property
    def folds_repeats(self) -> bool:
        """Whether what repeats is folded where the user has not unfolded it."""
        return self._picture.folding.is_wanted

    @folds_repeats.setter
    def folds_repeats(self, folds: bool) -> None:
        if folds is not self.folds_repeats:
            self._refold(Folding(folds), None)

    def unfold(self, key: str) -> None:
        """Draw every member of a folded node by itself."""
        if self._is_folded(key):
            self._refold(self._picture.folding.unfold(key), key)

    def unfold_one(self, key: str) -> None:
        """Draw one member by itself: the one that holds the selection, or else the first.

        `key` is that of the folded node, or of any call in one of its members.
        """
        index, drawing = self._picture.index, self._picture.drawing
        if index is None or drawing is None:
            return
        inside = (
            [] if self._selection.place is None else index.items_at.get(self._selection.place, [])
        )
        hidden = [item for item in inside if drawing.cover.shown(item).key == key]
        item = hidden[0] if hidden else index.tree.position(first_of(key))
        member = drawing.cover.member(item) if item is not None else None
        if member is not None:
            taken = index.tree.items[member].key
            self._refold(self._picture.folding.take_out(taken), taken)

    def fold(self, key: str) -> None:
        """Fold again what a call was unfolded from."""
        index = self._picture.index
        found = members(index, key) if index is not None else []
        if found:
            self._refold(self._picture.folding.fold(found), found[0])

    def can_fold(self, key: str) -> bool:
        """Whether a node is a member of a run that is not folded."""
        index = self._picture.index
        return (
            self.folds_repeats
            and index is not None
            and not self._is_folded(key)
            and first_of(key) in members(index, key)
        )

    def toggle_fold(self) -> None:
        """Unfold the selected node, or fold it again."""
        node = self._current_node()
        if node is not None and node.repeats > 1:
            self.unfold(node.key)
        elif node is not None:
            self.fold(node.key)

    def unfold_selected(self) -> None:
        """Draw by itself the member that is selected."""
        node = self._current_node()
        if node is not None:
            self.unfold_one(node.key)

    def turn(self, key: str, step: int) -> None:
        """Draw a later or an earlier trip of a loop, as far as it has any."""
        scene = self.scene
        position = scene.graph.index.get(key) if scene is not None else None
        if scene is None or position is None:
            return
        node = scene.graph.nodes[position]
        trip = min(max(node.trip + step, 1), node.trips)
        if node.trip and trip != node.trip:
            self._picture.turn(key, trip, partial(self._show_refolded, key))

    def turn_selected(self, step: int) -> None:
        """Draw another trip of the loop that is selected, or that the selection is in."""
        scene, current = self.scene, self.current
        if scene is None or current is None:
            return
        for position in (current, *scene.ancestors(current)):
            node = scene.graph.nodes[position]
            if node.trip:
                self.turn(node.key, step)
                return

    def _current_node(self) -> Node | None:
        scene, current = self.scene, self.current
        return scene.graph.nodes[current] if scene is not None and current is not None else None

    def _is_folded(self, key: str) -> bool:
        scene = self.scene
        node = scene.graph.index.get(key) if scene is not None else None
        return scene is not None and node is not None and scene.graph.nodes[node].repeats > 1

    def _refold(self, folding: Folding, key: str | None) -> None:
        self._picture.refold(folding, partial(self._show_refolded, key))

    def _show_refolded(self, key: str | None, before: Scene | None, after: Scene) -> None:
        self._glide.stop()
        self.update()
        if before is None:
            return
        both = before.graph.index.keys() & after.graph.index.keys()
        held = key if key in both else self._anchor(before, after)
        if held is None:
            return
        shift = self._hold(held, before, after)
        if self.animated:
            self._glide.start(before, after, shift)
