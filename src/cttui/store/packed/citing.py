"""Which rows cite which sources: found by hashes of what tells sources from each other.

It belongs to the words' side of an import, which has the same texts at hand and otherwise waits for the rows' side.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.imports.format import source_hash
from cttui.store import layout
from cttui.store.packed import spill
from cttui.store.packed.numbered import columns_of

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.events import Header
    from cttui.imports.format import Format, Sourcing
    from cttui.store.packed.spill import Spill
    from cttui.store.sealing import Sealing

    Numbers = np.ndarray[Any, Any]


_RANGES = 4
"""Binary digits that say in which range a hash is: a sixteenth of all hashes is put in order at once."""


class Sources(NamedTuple):
    """How the sources of rows are read."""

    sourcing: Sourcing | None
    """Reads them; ``None`` where rows name none."""
    texts: int
    """How many of the columns that are taken are to be searched; these are the first."""
    places: Sequence[int | None]
    """Where the columns that name sources stand among those that are taken; ``None`` for one that the file has not."""


def wanted(form: Format, header: Header) -> tuple[list[int], Sources]:
    """Which columns of rows are searched or name sources, and how sources are read of these."""
    sourcing = form.sourcing
    places = [place for place in header.positions(form.texts) if place is not None]
    searched = len(places)
    named = header.positions(sourcing.columns) if sourcing else ()
    places += [place for place in dict.fromkeys(named) if place is not None and place not in places]
    return places, Sources(sourcing, searched, [None if place is None else places.index(place) for place in named])


class Cited(NamedTuple):
    """What was found of sources."""

    entries: int
    """How many all rows name together."""
    sources: int
    """How many sources they are."""


NONE = Cited(0, 0)
"""Of rows that name no sources."""


class Citing:
    """Takes the columns that name sources."""

    def __init__(self, sources: Sources, kept: Spill) -> None:
        """Take how sources are read, and where what was found is kept meanwhile."""
        self._sources = sources
        self._kept = kept
        self._counts = array("H")
        self._hashes = bytearray()

    def take(self, columns: Sequence[Sequence[str]], size: int) -> None:
        """Take a batch.

        Args:
            columns: Its columns.
            size: How many rows it has.
        """
        sourcing = self._sources.sourcing
        if sourcing is None:
            return
        counts, keys = sourcing.of_rows(columns_of(columns, self._sources.places, size))
        self._counts.extend(counts)
        self._hashes += b"".join([source_hash(key).digest() for key in keys])
        if len(self._counts) >= spill.ROWS:
            self._flush()

    def counts(self) -> bytes:
        """How many sources each row names, in the order of the file: two bytes each; nothing if rows name none."""
        self._flush()
        return self._kept.take("sources", "<u2").tobytes()

    def _flush(self) -> None:
        for name, column in (("sources", self._counts), ("cited", self._hashes)):
            self._kept.put(name, column)
            del column[:]

    def write(self, store: Sealing, rank: Numbers) -> Cited:
        """Write which events cite each source.

        Args:
            store: What it is written to.
            rank: For each row its event's number.
        """
        import numpy as np

        if self._sources.sourcing is None:
            return NONE
        self._flush()
        hashes, counts = self._kept.take("cited", ">u8"), self._kept.take("sources", "<u2")
        sources = put_hashed(store, "cited", hashes, np.repeat(rank, counts))
        return Cited(len(hashes), sources)


def put_hashed(store: Sealing, table: str, hashes: Numbers, numbers: Numbers) -> int:
    """Write events by hashes, in the order of these; returns how many hashes there are that differ.

    Args:
        store: What they are written to.
        table: Its table.
        hashes: The hashes.
        numbers: The event of each.
    """
    import numpy as np

    differ, part, step = 0, 0, layout.PART
    left: tuple[Numbers, Numbers] = np.empty(0, np.uint64), np.empty(0, np.uint32)
    for hashed, having in _by_hash(hashes, numbers):
        differ += len(hashed) - int((hashed[1:] == hashed[:-1]).sum())
        found, events = (np.concatenate(pair) for pair in zip(left, (hashed, having), strict=True))
        last = len(found) // step * step
        cuts = [slice(at, at + step) for at in range(0, last, step)]
        store.put(table, ((n, found[cut].tobytes() + events[cut].tobytes()) for n, cut in enumerate(cuts, part)))
        part += len(cuts)
        left = found[last:], events[last:]
    if len(left[0]):
        store.put(table, ((part, left[0].tobytes() + left[1].tobytes()),))
    return differ


def _by_hash(hashes: Numbers, numbers: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Hashes in order with their events, those of one hash in order too: range by range, or all would be there twice."""
    import numpy as np

    first = hashes.view(np.uint8)[7 if sys.byteorder == "little" else 0 :: 8] >> np.uint8(8 - _RANGES)
    for here in range(1 << _RANGES):
        having = np.flatnonzero(first == here)
        some = hashes[having]
        order = np.argsort(some)
        some, events = some[order], numbers[having[order]]
        fresh = some[1:] != some[:-1]
        if not fresh.all():
            # by where a hash stands among those that differ
            both = np.zeros(len(some), np.uint64)
            np.cumsum(fresh, out=both[1:])
            both <<= np.uint64(32)
            both |= events
            both.sort()
            events = both.astype(np.uint32)
        yield some, events
