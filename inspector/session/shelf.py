"""What the user keeps at hand in the palette: favorites, what was used last, snippets."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, QSettings, Signal

from inspector.session.component import Component
from inspector.session.snippets import Snippet, Snippets

MOST_RECENT = 8
_FAVORITES = "palette/favorites"
_RECENT = "palette/recent"


class Kept(NamedTuple):
    """What is at hand at one moment, each in the order in which the palette shows it."""

    favorites: tuple[Component, ...] = ()
    recent: tuple[Component, ...] = ()
    snippets: tuple[Component, ...] = ()


NOTHING_KEPT = Kept()


class Shelf(QObject):
    """Remembers components in the settings, and snippets as files of a folder."""

    changed = Signal()

    def __init__(self, store: QSettings, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.snippets = Snippets(folder)

    @cached_property
    def kept(self) -> Kept:
        """All of it; the files are read at the first look."""
        return Kept(self._stored(_FAVORITES), self._stored(_RECENT), self._read_snippets())

    # Favorites and recent ones

    def is_favorite(self, component: Component) -> bool:
        """Whether it has a star."""
        return component.identity in {each.identity for each in self.kept.favorites}

    def toggle_favorite(self, component: Component) -> None:
        """Give it a star, or take it away."""
        others = _without(self.kept.favorites, component)
        starred = others if self.is_favorite(component) else (*others, component)
        self._keep(_FAVORITES, starred, self.kept._replace(favorites=starred))

    def used(self, component: Component) -> None:
        """It was put into a model just now."""
        recent = (component, *_without(self.kept.recent, component))[:MOST_RECENT]
        self._keep(_RECENT, recent, self.kept._replace(recent=recent))

    def forget_recent(self) -> None:
        """Begin anew with what was used last."""
        self._keep(_RECENT, (), self.kept._replace(recent=()))

    def _keep(self, key: str, components: tuple[Component, ...], kept: Kept) -> None:
        bare = [msgspec.structs.replace(e, text="", badge="", lack="") for e in components]
        self._store.setValue(key, msgspec.json.encode(bare).decode())
        self._show(kept)

    def _stored(self, key: str) -> tuple[Component, ...]:
        """What the settings hold; nothing if that is of another version or damaged."""
        text = str(self._store.value(key, "[]", type=str))
        try:
            return msgspec.json.decode(text, type=tuple[Component, ...])
        except msgspec.MsgspecError:
            return ()

    def _show(self, kept: Kept) -> None:
        if kept != self.kept:
            self.__dict__["kept"] = kept
            self.changed.emit()

    # Snippets

    def look_again(self) -> None:
        """Read the folder of the snippets: other programs may have changed it."""
        self._show(self.kept._replace(snippets=self._read_snippets()))

    def keep_snippet(self, name: str, text: str) -> str:
        """Keep a new snippet; the name that it has. Raises SourceError with a sentence."""
        name = self.snippets.keep(name, text)
        self.look_again()
        return name

    def rewrite_snippet(self, name: str, text: str) -> None:
        """Give a snippet another text. Raises SourceError with a sentence."""
        self.snippets.rewrite(name, text)
        self.look_again()

    def rename_snippet(self, component: Component, name: str) -> None:
        """Give a snippet another name; it keeps its star. Raises SourceError with a sentence."""
        new = self.snippets.rename(component.key, name)
        renamed = msgspec.structs.replace(component, key=new, title=new)
        was_favorite = self.is_favorite(component)
        self.look_again()
        if was_favorite and new != component.key:
            self.toggle_favorite(component)
            self.toggle_favorite(renamed)

    def delete_snippet(self, component: Component) -> None:
        """Delete the file of a snippet, and its star. Raises SourceError with a sentence."""
        self.snippets.delete(component.key)
        if self.is_favorite(component):
            self.toggle_favorite(component)
        self.look_again()

    def _read_snippets(self) -> tuple[Component, ...]:
        return tuple(map(_as_component, self.snippets.read()))


def _as_component(snippet: Snippet) -> Component:
    return Component(
        "snippet",
        snippet.name,
        snippet.name,
        snippet.summary,
        text=snippet.text,
        lack=snippet.flaw,
    )


def _without(components: Iterable[Component], component: Component) -> tuple[Component, ...]:
    return tuple(each for each in components if each.identity != component.identity)
