"""The SQLite engine: an index over one store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cttui.model.claims import ALL, Lens, toll
from cttui.model.records import Event
from cttui.query.language import Query
from cttui.store import layout, stopping
from cttui.store.answers import ANSWERS, place
from cttui.store.bitmaps import Bitmaps
from cttui.store.compiled import CompiledArchive
from cttui.store.index import Answer, Ask, Cost
from cttui.store.parts import Row


class StoreIndex(Bitmaps):
    """Answers asks about one store within a frame."""

    at_once = True
    """Answers are there before the next frame."""
    spent = Cost(0, 0)
    """No server is asked."""

    def answer(self, ask: Ask) -> Answer:
        """Answer an ask completely.

        Raises:
            UnknownEventError: No event has the id in ``ask.at`` or a want; the message suggests the nearest.
        """
        here = place(self, ask)
        parts = {want: ANSWERS[type(want)](self, want, here) for want in ask.wants}
        # after them, since it is mostly one of the rows that were wanted
        row = self.rows_numbered([here.cursor])[0] if here.cursor is not None else None
        return Answer(ask, here.selection, here.cursor, here.position, row, here.found, parts)

    def reading(self, query: Query, lens: Lens = ALL) -> Iterator[tuple[tuple[Row, ...], tuple[Event, ...]]]:
        """The events of a query in its order, slice by slice, as lists show them and in full but for a dataset's own cells."""
        listing, issued = self.listed(query, lens), self.issued
        for numbers in self.archive.slices(listing.count, listing.numbers):
            stopping.check()
            found = {row.n: row for row in self.rows_numbered(numbers)}
            rows, events = tuple(found[n] for n in numbers), self.archive.events(numbers, whole=False)
            if lens != ALL:
                tolls = (toll(event, lens, self.register, issued) for event in events)
                rows = tuple(replace(row, toll=str(dead or "")) for row, dead in zip(rows, tolls, strict=True))
            yield rows, events


class SqliteIndex(StoreIndex):
    """The index over a store that was compiled from a timeline."""

    def __init__(self, connection: layout.Reading) -> None:
        """Take the open store; ``cache.open_timeline`` makes one.

        Raises:
            StoreError: The store is damaged.
        """
        super().__init__(connection, layout.read_opened(connection), CompiledArchive(connection))
