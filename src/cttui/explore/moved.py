"""Where events are in an index that takes the place of another: the file was changed, and numbers follow the order of dates."""

from __future__ import annotations

from functools import cached_property

from cttui.store.index import Index


class Moved:
    """From the numbers of events in one index to those in another."""

    def __init__(self, before: Index, after: Index) -> None:
        """Compare the events of two indexes; they are read when they are first asked for."""
        self._before = before
        self._after = after

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return self._before.ids()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {id_: n for n, id_ in enumerate(self._after.ids())}

    def holds(self, event_id: str) -> bool:
        """Whether an event is still there."""
        return event_id in self._numbers

    def number(self, event_id: str) -> int:
        """The new number of an event that is still there."""
        return self._numbers[event_id]

    def exactly(self, n: int | None) -> int | None:
        """The new number of an event; ``None`` if it is gone."""
        return self._numbers.get(self._ids[n]) if n is not None and n < len(self._ids) else None

    def nearest(self, n: int) -> int:
        """The new number of an event, or else of the next in date order that is still there, or of the one before; or 0."""
        for ids in (self._ids[n:], reversed(self._ids[:n])):
            for id_ in ids:
                if id_ in self._numbers:
                    return self._numbers[id_]
        return 0
