"""Which rows cite which sources: found by hashes of what tells sources from each other.

It belongs to the words' side of an import, which has the same texts at hand and otherwise waits for the rows' side.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
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
        hashes: The hashes, which are put in order.
        numbers: The event of each.
    """
    import numpy as np

    by_hash = np.argsort(hashes)
    hashes[:], numbers = hashes[by_hash], numbers[by_hash]
    del by_hash
    fresh = hashes[1:] != hashes[:-1]
    if not fresh.all():
        # the events of one hash in order: by where it stands among those that differ
        both = np.zeros(len(hashes), np.uint64)
        np.cumsum(fresh, out=both[1:])
        both <<= np.uint64(32)
        both |= numbers
        both.sort()
        numbers = both.astype(np.uint32)
        del both
    step = layout.PART
    cuts = (slice(at, at + step) for at in range(0, len(hashes), step))
    store.put(table, ((part, hashes[cut].tobytes() + numbers[cut].tobytes()) for part, cut in enumerate(cuts)))
    return int(fresh.sum()) + 1 if len(hashes) else 0
