"""From a sequence of positions to loops with trips: how often each loop went round.

The text of the user's file carries marks: each of its loops reports the start of every trip (see
script/marks.py), which makes the trips exact. In other files a trip is taken to begin when the
running instruction goes backwards, which is exact as long as each trip begins with an op that
the trip before ran as well.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from inspector.engine.recorder.events import Event
from inspector.engine.recorder.sites import Chain, Places
from inspector.engine.recorder.syntax import Loop, Loops, Spot
from inspector.source.changes import common_head


@dataclass(eq=False)
class Running:
    """One execution of a loop, from its start to its end."""

    loop: Loop
    parent_call: int
    parent: "Running | None"
    trips: int = 0


class InTrip(NamedTuple):
    """A running loop and one of its trips, from 1; 0 is its test."""

    running: Running
    trip: int


class _Step(NamedTuple):
    """A loop around the running instruction, `level` functions into the module's forward."""

    level: int
    spot: Spot


@dataclass
class _State:
    """Where one module call stands: an instruction for each active function, and its loops."""

    position: tuple[int, ...] = ()
    open: list[tuple[int, Running]] = field(default_factory=list)


class Trips:
    """Follows the events of one recording in their order; it must stay alive as long as this."""

    def __init__(self, places: Places, marked_file: str | None) -> None:
        self._places = places
        self._loops = Loops()
        self._marked_file = marked_file
        self._states: dict[int, _State] = {}
        self._without: set[tuple[int, int]] = set()
        """Instructions that stand in no loop."""
        self._chains_without: set[int] = set()
        """Ids of chains of such ones alone."""

    def follow(self, event: Event) -> InTrip | None:
        """The innermost loop that the event stands in, if any."""
        state = self._states.get(event.parent)
        if state is None and self._is_known_without(event.chain):
            return None
        path = self._path(event)
        if state is None:
            if not path:
                self._without.update((id(code), at) for code, at in event.chain)
                return None
            state = self._states[event.parent] = _State()
        position = tuple([instruction for _, instruction in reversed(event.chain)])
        same = common_head(position, state.position)  # functions that stand where they stood
        went_back = position <= state.position
        open_loops = _still_open(state.open, path, same)
        if went_back and not event.is_mark and open_loops:
            self._guess_trip(open_loops[-1][1])
        for level, spot in path[len(open_loops) :]:
            parent = open_loops[-1][1] if open_loops else None
            open_loops.append((level, Running(spot.loop, event.parent, parent)))
        state.position, state.open = position, open_loops
        if event.is_mark and open_loops:
            open_loops[-1][1].trips += 1
        return _innermost(open_loops, path)

    def _is_known_without(self, chain: Chain) -> bool:
        if id(chain) in self._chains_without:
            return True
        if all((id(code), at) in self._without for code, at in chain):
            self._chains_without.add(id(chain))
            return True
        return False

    def _path(self, event: Event) -> list[_Step]:
        path: list[_Step] = []
        for level, link in enumerate(reversed(event.chain)):
            spots = self._loops.around(link, self._places.of_link(link))
            if event.is_mark and level == len(event.chain) - 1:
                spots = _up_to_last_body(spots)
            path += [_Step(level, spot) for spot in spots]
        return path

    def _guess_trip(self, running: Running) -> None:
        if running.loop.file != self._marked_file:
            running.trips += 1


def _still_open(
    before: list[tuple[int, Running]], path: list[_Step], same: int
) -> list[tuple[int, Running]]:
    """The loops that were open and are around the new position too."""
    kept: list[tuple[int, Running]] = []
    for (level, running), step in zip(before, path, strict=False):
        if level != step.level or level > same or running.loop is not step.spot.loop:
            break
        kept.append((level, running))
    return kept


def _up_to_last_body(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The loops around a mark: it stands at the start of a body, maybe at another loop's head."""
    while spots and not spots[-1].in_body:
        spots = spots[:-1]
    return spots


def _innermost(open_loops: list[tuple[int, Running]], path: list[_Step]) -> InTrip | None:
    for (_, running), step in zip(reversed(open_loops), reversed(path), strict=True):
        if running.loop.kind != "comprehension":
            if step.spot.in_body:
                running.trips = max(running.trips, 1)
            return InTrip(running, running.trips if step.spot.in_body else 0)
    return None
