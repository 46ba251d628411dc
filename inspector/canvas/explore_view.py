"""Finding one's way: traces of the dataflow, and one container alone."""

from functools import partial

from inspector.canvas.scene import Scene
from inspector.canvas.search_view import SearchView
from inspector.canvas.selection import Trace


class ExploreView(SearchView):
    """A report that one can follow, and see in part."""

    def choose(self, node: int | None) -> None:
        self._selection.other = None
        super().choose(node)

    def step_out(self) -> bool:
        """End the search, the trace, the isolation, or that several are selected; False if none."""
        if self.finding.text:
            self.end_find()
        elif self._selection.also:
            self.end_trace()
            self.choose(self.current)
        elif self._selection.trace is not None or self._selection.other is not None:
            self.end_trace()
        elif self._picture.root is not None and self._is_at_top():
            self.isolate(None)
        else:
            return False
        return True

    def _is_at_top(self) -> bool:
        current = self.current
        return current is None or self.scene is None or self.scene.graph.parents[current] < 0

    # Traces

    def trace(self, trace: Trace) -> None:
        """Follow the tensors from the selection; the same again shows everything."""
        selection = self._selection
        if self.current is None:
            self.message.emit("Select a node to see what flows in and what comes out.")
            return
        if trace is Trace.BETWEEN and selection.second is None:
            self.message.emit("Ctrl+click a second node to see the paths between the two.")
            return
        selection.trace = trace if selection.trace is not trace else None
        path = selection.marks().path
        nothing = path is not None and not path.nodes
        if nothing:
            selection.trace = None
        self.message.emit("No tensor flows from one of these to the other." if nothing else "")
        self.update()

    def trace_path(self) -> None:
        """Fade what neither flows into the selection nor comes out of it; again: show all."""
        self.trace(Trace.BOTH)

    def end_trace(self) -> None:
        """Show everything."""
        self._selection.trace = self._selection.other = None
        self.update()

    def choose_second(self, node: int | None) -> None:
        """Select another node beside what is selected, or no longer if it is selected."""
        scene, selection = self.scene, self._selection
        if scene is None or node is None or self.current is None:
            self.choose(node)
            return
        about, places = scene.graph.nodes[node], selection.places
        is_one_of_several = about.place in selection.also or len(places) > 1
        if about.place is None or not places:
            selection.other = about.key if about.key != selection.other else None
        elif about.place not in places:
            selection.other = about.key
            self.choose_several((*places, about.place))
        elif is_one_of_several:
            selection.other = None
            self.choose_several(tuple(each for each in places if each != about.place))
        self.update()

    # One container alone

    @property
    def root(self) -> str | None:
        """Key of the container that is shown as if it were the model; None for the model."""
        return self._picture.root

    def isolate_selection(self) -> None:
        """Show the selected container alone, or the one around what is selected; again: all."""
        if self.root is not None and self._is_at_top():
            self.isolate(None)
        elif self.scene is None or self.current is None:
            self.message.emit("Select a container to show it alone.")
        else:
            self.isolate(self.scene.graph.nodes[self.current].key)

    def isolate(self, key: str | None) -> None:
        """Show one container as if it were the model; None: the whole model."""
        self._origin = None
        self._picture.isolate(self._container(key), self._show_isolated)

    def go_to(self, key: str) -> None:
        """Select a node and show it whole; also one around the container that is shown alone."""
        if self.scene is not None and key in self.scene.graph.index:
            self._visit(key, self.scene, self.scene)
        else:
            self._picture.isolate(None, partial(self._visit, key))

    def _visit(self, key: str, before: Scene | None, after: Scene) -> None:
        node = after.graph.index.get(key)
        if node is not None:
            self.choose(node)
            self.fit_area(after.rect(node))

    def _container(self, key: str | None) -> str | None:
        """The container itself or the one around a node; None for the root."""
        if self.scene is None or key is None or key not in self.scene.graph.index:
            return None
        graph = self.scene.graph
        node = graph.index[key]
        if not graph.nodes[node].expandable:
            node = graph.parents[node]
        is_top = node < 0 or graph.nodes[node].key in ("/", self.root)
        return self.root if is_top else graph.nodes[node].key

    def _show_isolated(self, before: Scene | None, after: Scene) -> None:
        self._glide.stop()
        if self._selection.nodes and self.root is None:
            self._show_next(before, after)
            self._reveal(self._selection.nodes)
        else:
            self.show_beginning()
