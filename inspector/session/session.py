"""The open document: one way in for changes, one signal out.

Everything that changes goes through here; every view draws from the `changed` signal.
"""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from inspector.edits.edit import Edit, EditError
from inspector.outline.landing import landed
from inspector.outline.nodes import Outline
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.outline.reread import reread
from inspector.ownership import left_to_qt
from inspector.protocol.messages import Discovered, Ready, Run
from inspector.report.model import Report, Source
from inspector.report.place import Place
from inspector.session.engine_client import Ended, EngineClient, EngineState
from inspector.session.history import TextCommand, Texts
from inspector.session.state import (
    Document,
    State,
    carry_over,
    syntax_failure,
    with_activity,
    with_selection_kept,
    with_selection_of,
)
from inspector.session.trust import Trust
from inspector.source.file import SourceFile
from inspector.source.span import Span

SETTLING = 30
"""Milliseconds without a change before the text is run."""
LONG_TEXT = 60_000
LONG_SETTLING = 250
"""The same for texts of so many characters, which are also read only then."""


class Session(QObject):
    """Source, history and selection, and the live report that follows them."""

    changed = Signal(object, object)
    """(before, after): the states around any change."""
    told = Signal(str)
    """A sentence for the status bar, such as why an edit was refused."""

    def __init__(self, engine: EngineClient, trust: Trust, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.trust = trust
        self.history = QUndoStack(self)
        self._texts = Texts()
        self._state = State("", get(""))
        self._burst = 0
        self._in_edit = False
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._on_settled)
        self.live = True
        self.history.cleanChanged.connect(self._on_clean_changed)
        engine.ready.connect(self._on_ready)
        engine.state_changed.connect(self._on_engine_state)
        engine.progressed.connect(self._on_progress)
        engine.finished.connect(self._on_finished)
        engine.ended.connect(self._on_ended)
        engine.discovered.connect(self._on_discovered)

    @property
    def state(self) -> State:
        return self._state

    # The document

    def open(self, text: str, document: Document, expression: str = "") -> None:
        """Show another document; its history begins anew."""
        self.history.clear()
        self._texts.clear()
        blank = State("", get(""), activity=replace(self._state.activity, notice="", stage=""))
        self._settling.stop()
        self.engine.cancel()
        self.trust.opened(document, text)
        state = replace(blank, document=document, expression=expression)
        state = replace(state, device=self._state.device, packages=self._state.packages)
        self._show(self._read(state, text))
        self._schedule()

    def show_report(self, report: Report, title: str) -> None:
        """Show a report that has no text: of a live model, or from a file."""
        self.open("", Document(title=title))
        self._settling.stop()
        self._show(replace(self._state, report=report, picture=report))

    def saved(self, document: Document) -> None:
        """The text as it is now is what the file holds."""
        renamed = document.file_name != self._state.document.file_name
        self.history.setClean()
        self._show(replace(self._state, document=replace(document, modified=False)))
        if renamed:
            self._schedule()

    def reload(self, file: SourceFile) -> None:
        """Take over the file as another program has written it, as one step of the history."""
        document = replace(self._state.document, file=file)
        self.trust.opened(document, file.text)
        self._show(replace(self._state, document=document))
        self._push("Reload", file.text, None)
        self.saved(document)

    def keep(self, file: SourceFile) -> None:
        """Stay with the text as it is here, although the file holds another now."""
        document = replace(self._state.document, file=file, modified=True)
        self.history.resetClean()
        self._show(replace(self._state, document=document))

    def apply(self, edit: Edit) -> bool:
        """Apply an edit as one step of the history. Tells why and returns False if refused."""
        try:
            meant = self.preview(edit)
            text = put(self._state.text, self._state.outline, meant)
        except (EditError, OutlineError) as error:
            self.told.emit(str(error))
            return False
        self.write(edit.title, text, edit.merge_key)
        return True

    def write(self, title: str, text: str, merge_key: Hashable | None = None) -> None:
        """Take over the text that an edit has come to, as one step of the history."""
        self._in_edit = True
        try:
            self._push(title, text, merge_key)
        finally:
            self._in_edit = False

    def apply_and_locate(self, edit: Edit, moved: tuple[Span, ...] = ()) -> frozenset[Span]:
        """Apply an edit; where the new code stands, and what stood at `moved`."""
        try:
            meant = self.preview(edit)
        except EditError:
            meant = None
        if not self.apply(edit) or meant is None or meant != self._state.outline:
            return frozenset()
        pairs = landed(meant, self._state.outline)
        wanted = moved or (None,)
        return frozenset(
            read.span for node, read in pairs if node.span in wanted and read.span is not None
        )

    def preview(self, edit: Edit) -> Outline:
        """The outline after an edit, without making it. Raises EditError if it does not fit."""
        self._finish_reading()
        if self._state.syntax is not None:
            line = self._state.syntax.source.line if self._state.syntax.source else 1
            raise EditError(f"Line {line} is not Python yet; finish it first.")
        return edit.apply(self._state.outline)

    def type_text(self, text: str, new_burst: bool = False) -> None:
        """Take over what was typed in the code pane; a burst of typing is one step."""
        self._burst += new_burst
        self._push("Typing", text, ("typing", self._burst))

    def _push(self, title: str, text: str, merge_key: Hashable | None) -> None:
        before = self._state.text
        if text != before:
            command = TextCommand(title, self._texts, before, text, merge_key, self._show_text)
            self.history.push(left_to_qt(command))

    def _show_text(self, text: str) -> None:
        if len(text) > LONG_TEXT and not self._in_edit:
            document = replace(self._state.document, modified=not self.history.isClean())
            self._show(replace(self._state, text=text, is_unread=True, document=document))
            self._settling.start(LONG_SETTLING)
            return
        self._show(with_selection_of(self._state, self._read(self._state, text)))
        self._schedule()

    def _finish_reading(self) -> None:
        """Read a long text that was typed in."""
        if self._state.is_unread:
            self._show(self._read(self._state, self._state.text))

    def _read(self, state: State, text: str) -> State:
        """The state with another text; the last good outline stays if it is not Python."""
        try:
            outline = self._outline(state, text)
            state = replace(state, outline=outline, outline_text=text, syntax=None)
        except OutlineError as error:
            file = state.document.file_name
            source = Source(file, *error.span) if error.span else None
            failure = syntax_failure(str(error), source, is_shown=bool(state.outline_text))
            state = replace(state, syntax=failure)
        document = replace(state.document, modified=not self.history.isClean())
        state = replace(state, text=text, is_unread=False, document=document)
        return replace(state, foreign=self.trust.findings(state.document, text))

    def _outline(self, state: State, text: str) -> Outline:
        """The outline of another text. Raises OutlineError."""
        return reread(state.outline_text, state.outline, text)

    # Selection and settings of the run

    def select(self, place: Place | None, also: Iterable[Place] = ()) -> None:
        """Make a place, and others beside it, what all views show as selected."""
        others = tuple(each for each in dict.fromkeys(also) if each != place)
        if (place, others) != (self._state.selection, self._state.also_selected):
            self._show(replace(self._state, selection=place, also_selected=others))

    def set_expression(self, expression: str) -> None:
        """Take another expression as the model; empty means: the variable of the file."""
        self._show(replace(self._state, expression=expression))
        self._schedule()

    def set_device(self, device: str) -> None:
        """Run on another device, such as ``cuda``."""
        self._show(replace(self._state, device=device))
        self._schedule()

    def offer_packages(self, names: tuple[str, ...]) -> None:
        """Let the palette offer the modules of these packages; the engine imports them."""
        known = tuple(each for each in self._state.packages if each.package in names)
        self._show(replace(self._state, packages=known))
        for name in names:
            if name not in {each.package for each in known}:
                self.engine.discover(name)

    def _on_discovered(self, found: Discovered) -> None:
        if found.error:
            self.told.emit(found.error)
        others = (each for each in self._state.packages if each.package != found.package)
        packages = tuple(sorted((*others, found), key=lambda each: each.package))
        self._show(replace(self._state, packages=packages))

    def set_live(self, live: bool) -> None:
        """Whether every change runs by itself."""
        self.live = live
        if live:
            self._schedule()

    def trust_text(self) -> None:
        """The user lets this text run; look again at what kept it from running."""
        self._show(self._read(self._state, self._state.text))
        self.run_now()

    # The engine

    def _schedule(self) -> None:
        if self.live:
            self._settling.start(SETTLING)

    def _on_settled(self) -> None:
        self._finish_reading()
        if self.live:
            self.run_now()

    def run_now(self) -> None:
        """Run the text as it is, if it is Python and may run."""
        self._settling.stop()
        self._finish_reading()
        state = self._state
        if state.syntax is not None or state.foreign:
            return
        path = str(state.document.path) if state.document.path else ""
        self.engine.run(Run(0, state.text, path, state.expression, device=state.device))

    def cancel(self) -> None:
        """Stop the run; the last report stays."""
        self._settling.stop()
        if self.engine.state is EngineState.RUNNING:
            self.engine.cancel()
            self._show(with_activity(self._state, stage="", notice="Cancelled."))

    def _on_ready(self, ready: Ready) -> None:
        self._show(with_activity(self._state, torch=ready.torch, devices=ready.devices))

    def _on_engine_state(self, engine: EngineState) -> None:
        notice = "" if engine is EngineState.RUNNING else self._state.activity.notice
        self._show(with_activity(self._state, engine=engine, stage="", notice=notice))

    def _on_progress(self, stage: str) -> None:
        self._show(with_activity(self._state, stage=stage))

    def _on_finished(self, run: Run, report: Report) -> None:
        state = with_activity(self._state, stage="")
        state = replace(state, report=report, report_text=run.text)
        if report.calls or report.failure is None:
            state = replace(state, picture=report, picture_text=run.text)
        self._show(with_selection_kept(state))

    def _on_ended(self, ended: Ended) -> None:
        notice = f"The engine ended: {ended.reason}."
        if self.engine.state is not EngineState.BROKEN:
            notice += " The next change runs in a new one."
        self._show(with_activity(self._state, stage="", notice=notice))

    def _on_clean_changed(self, clean: bool) -> None:
        document = replace(self._state.document, modified=not clean)
        self._show(replace(self._state, document=document))

    def _show(self, state: State) -> None:
        before, self._state = self._state, state
        if state is not before:
            carry_over(before, state)
            self.changed.emit(before, state)
