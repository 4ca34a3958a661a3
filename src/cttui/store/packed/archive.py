"""The records of a packed store: events and sources made of a dataset's rows when they are read."""

from __future__ import annotations

import heapq
import json
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from itertools import compress, islice
from typing import NamedTuple

from pyroaring import BitMap

from cttui.imports.events import composed, event_of, header_of, sources_in, sources_of, summary_of
from cttui.imports.format import SOURCE, Format
from cttui.model.claims import Lens, Range
from cttui.model.records import Event, Source, Timeline
from cttui.model.register import Register
from cttui.store import layout
from cttui.store.archive import ALIKE
from cttui.store.contribution import Point, dump
from cttui.store.packed.blocks import Blocks
from cttui.store.packed.columns import Columns, Hashed, Lexicon, Sets
from cttui.store.packed.finding import PackedWords
from cttui.store.packed.parts import damaged, unpack
from cttui.store.packed.sayings import PieceSize, Sayings
from cttui.store.parts import Row
from cttui.store.search import Words

LISTED = 4096
"""Events as lists show them that are kept in memory: what is typed next finds many of them again."""
MET = 4096
"""Sources of events just read that are kept in memory."""
AHEAD = 48 << 20
"""Bytes of rows that are unpacked before many events are read."""
FIRST = 256
"""Events of the first slice, which somebody waits for."""
SLICE = 4096
"""Events of a slice: in as many, what their rows say is spread over all parts of the pieces, each of which is read once."""


class Packing(NamedTuple):
    """How the rows of a store are packed, as its ``meta`` says."""

    columns: tuple[str, ...]
    """The header of the file."""
    delimiter: str
    """What parts the cells of its rows."""
    pieces: tuple[PieceSize, ...]
    """The pieces of the format."""
    entries: int
    """How many entries ``cited`` has."""
    words: int
    """How many words have sets of events."""
    points: int
    """How many points there are."""


def read_packing(text: str) -> Packing:
    """What ``meta`` says.

    Raises:
        StoreError: It is damaged.
    """
    try:
        plain = json.loads(text)
        return Packing(
            columns=tuple(map(str, plain["header"])),
            delimiter=str(plain["delimiter"]),
            pieces=tuple(PieceSize(str(name), int(codes), frozenset(says)) for name, codes, says in plain["pieces"]),
            entries=int(plain["entries"]),
            words=int(plain["words"]),
            points=int(plain["points"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(str(error)) from None


class PackedArchive:
    """Makes events and sources of the rows of one store."""

    def __init__(self, connection: layout.Reading, form: Format, packing: Packing, head: Timeline, count: int) -> None:
        """Take the open store, the format of its rows, how they are packed, and the head and the number of the events.

        Raises:
            StoreError: The rows are of another format.
        """
        self._connection = connection
        self.form = form
        self.count = count
        self._packing = packing
        self._shorts = {unit.code: unit.short for unit in head.provinces}
        self._header = header_of(packing.columns)
        self._columns = Columns(connection, count)
        self._blocks = Blocks(connection, self._columns, self._header, packing.delimiter)
        register = Register(head.claimants, head.populations)
        self._sayings = Sayings(connection, form, self._columns, packing.pieces, register)
        self._ident = Hashed(connection, "ident", count)
        self._rows: dict[int, Row] = {}
        """Events as lists show them, by number."""
        self._met: dict[str, Source] = {}
        """Sources of rows that were read, since who reads events asks for their sources next."""
        self._cited = Hashed(connection, "cited", packing.entries)

    def words(self, bits: Callable[[str, str], BitMap]) -> Words:
        """What finds events by their words, with what reads a set of events by field and token."""
        count = self._packing.words
        lexicon, sets = Lexicon(self._columns.body, count), Sets(self._connection, layout.WORD, count)
        return Words(PackedWords(self._connection, bits, lexicon, sets, self._sayings, self._blocks, self._header))

    def points(self) -> Iterator[tuple[Point, BitMap]]:
        """Each distinct point with its events, in the order in which events come to them."""
        count = self._packing.points
        sets = Sets(self._connection, layout.POINTS, count)
        for part, first in enumerate(range(0, count, layout.PART)):
            size = min(layout.PART, count - first)
            found = _points(unpack(self._columns.body(layout.POINTS, part)), size)
            yield from zip(found, sets.some(range(first, first + size)), strict=True)

    # -- events ------------------------------------------------------------------------------------------------------

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """The events with some numbers as lists show them, in date order."""
        ordered, known = sorted(dict.fromkeys(numbers)), self._rows
        if missing := [n for n in ordered if n not in known]:
            if len(known) + len(missing) > LISTED:
                # another thread may be reading from the one before
                known = self._rows = {}
                missing = ordered
            known.update(zip(missing, self._listed(missing), strict=True))
        return tuple([known[n] for n in ordered])

    def dates(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The dates of the events with some numbers, which are in order, as EDTF; an event without one has an empty one."""
        return tuple(self._sayings.dates(numbers))

    def _listed(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows of events whose numbers are in order."""
        short = self._shorts.__getitem__
        ids, sources = self._columns.texts("id", numbers), self._sayings.others(numbers)
        for n, id_, others, one in zip(numbers, ids, sources, self._sayings.listed(numbers), strict=True):
            provinces = tuple(dict.fromkeys(map(short, one.units))) if one.units else ()
            yield Row(n, id_, one.date, one.kind, one.title, provinces, one.toll, others + 1, one.disputes)

    def rows_of(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """The same for the events with some ids; unknown ids are skipped."""
        return self.rows([n for _, n in self.known(ids)])

    def event(self, n: int) -> Event:
        """The event with a number."""
        return self._event(n, self._blocks.row(n))

    def _event(self, n: int, cells: Sequence[str]) -> Event:
        self._meet(sources_of(self.form, self._header, cells))
        made = event_of(self.form, self._header, cells, self._columns.at("row", n) + 1)
        id_ = self._columns.text("id", n)
        return made if made.id == id_ else replace(made, id=id_)

    def _meet(self, sources: Iterable[Source]) -> None:
        self._met.update([(source.id, source) for source in sources])

    def events(self, numbers: Sequence[int], *, whole: bool = True) -> tuple[Event, ...]:
        """The events with some numbers, in the given order; unless ``whole``, without their rows' cells and running texts."""
        if len(self._met) > MET:
            # another thread may be reading from the one before
            self._met = {}
        rows = self._blocks.rows(dict.fromkeys(numbers))
        found = {n: self._event(n, cells) for n, cells in rows} if whole else dict(self._coded(rows))
        return tuple([found[n] for n in numbers])

    def _coded(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, Event]]:
        """Events by what the pieces of their rows say, which is worked out once for all rows with the same cells."""
        cells = dict(rows)
        form, ordered = self.form, sorted(cells)
        sourcing = self._header.positions(form.sourcing.columns if form.sourcing else ())
        for n, said in zip(ordered, self._sayings.parts(ordered), strict=True):
            row = cells[n]
            sources = sources_in(form, tuple(["" if place is None else row[place] for place in sourcing]))
            self._meet(sources)
            yield (
                n,
                composed(
                    form,
                    said,
                    id_=self._columns.text("id", n),
                    summary=summary_of(form, self._header, row),
                    sources=sources,
                ),
            )

    def slices(self, count: int, numbers: Callable[[int, int], list[int]]) -> Iterator[list[int]]:
        """The numbers of many events that are read one slice after the other, the first of them few.

        The rows of some slices are unpacked together, in the order of the file, and each block of rows once: neighbours in a
        list stand far apart in a file. No more of them are in memory than ``AHEAD`` bytes.
        """
        start, window = 0, FIRST
        try:
            while start < count:
                ahead = numbers(start, min(count, start + window))
                size = self._blocks.ahead(ahead)
                yield from (ahead[first : first + SLICE] for first in range(0, len(ahead), SLICE))
                start += len(ahead)
                window = max(1, min(4 * window, AHEAD * len(ahead) // max(1, size)))
        finally:
            self._blocks.ahead(())

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers."""
        return tuple(self._columns.all_texts("id"))

    def known(self, ids: Collection[str]) -> Iterator[tuple[str, int]]:
        """The known ones of some ids, with their events' numbers."""
        for id_ in ids:
            hashed = blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            for n in self._ident.find(int.from_bytes(hashed)):
                if self._columns.text("id", n) == id_:
                    yield id_, n

    def alike(self, event_id: str) -> Sequence[str]:  # noqa: ARG002 - the protocol's
        """Ids among which an unknown one may have been meant: the first of the dataset."""
        return list(islice(self._columns.all_texts("id"), ALIKE))

    def bodies(self, ids: Collection[str]) -> dict[str, str]:
        """All that the dataset says about some events, as JSON, by id in date order; unknown ids are skipped."""
        numbers = sorted(n for _, n in self.known(ids))
        return {event.id: dump(event) for event in self.events(numbers)}

    def answered_by(self, n: int) -> tuple[str, ...]:  # noqa: ARG002 - the protocol's
        """No event of a dataset responds to another."""
        return ()

    def tolls(self, lens: Lens) -> Iterator[tuple[Range, BitMap]]:
        """The dead of the events under a lens: each distinct toll, with the events that have it."""
        return self._sayings.tolls(lens)

    def counts(self, field: str, size: int) -> Sequence[int]:
        """How many of all events have each of the values of a field, in the vocabulary's order."""
        found = array("I")
        body = unpack(self._columns.body(f"{layout.COUNTS}/{field}", 0), size * found.itemsize)
        if len(body) != size * found.itemsize:
            raise damaged(f"the counts of {field} are cut")
        found.frombytes(body)
        return found

    # -- sources -----------------------------------------------------------------------------------------------------

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""
        met = self._met
        found = {id_: met[id_] for id_ in ids if id_ in met}
        found[self.form.dataset.id] = self.form.dataset
        wanted = {id_: hashed for id_ in ids if id_ not in found and (hashed := _hash_of(id_)) is not None}
        # any of the rows that cite a source says all of it
        citing = {n for hashed in wanted.values() if (n := next(self._cited.find(hashed), None)) is not None}
        for _, cells in self._blocks.rows(citing):
            found.update((source.id, source) for source in sources_of(self.form, self._header, cells))
        return tuple(found[id_] for id_ in ids if id_ in found)

    def citing(self, source: str) -> BitMap:
        """The events that cite a source."""
        if source == self.form.dataset.id:
            return BitMap(range(self.count))
        hashed = _hash_of(source)
        return BitMap(self._cited.find(hashed)) if hashed is not None else BitMap()

    def _hashes(self, bits: BitMap) -> Iterator[Sequence[int]]:
        """The hashes of the sources that events of a set cite, one for each event, in order, part by part."""
        if len(bits) == self.count:
            yield from (hashes for hashes, _ in self._cited.parts())
            return
        chosen = bytearray(self.count)
        for n in bits:
            chosen[n] = 1
        for hashes, numbers in self._cited.parts():
            yield list(compress(hashes, map(chosen.__getitem__, numbers)))

    def _counts(self, bits: BitMap) -> Iterator[tuple[int, int]]:
        """The hashes of the sources that events of a set cite, in order, each with the number of events."""
        last, before = -1, 0
        for hashes in self._hashes(bits):
            for hashed, count in Counter(hashes).items():
                if hashed == last:
                    before += count
                    continue
                if before:
                    yield last, before
                last, before = hashed, count
        if before:
            yield last, before

    def cited(self, bits: BitMap) -> dict[str, int]:
        """The sources that events of a set cite, by id, with the number of events."""
        if not bits:
            return {}
        dataset = self.form.dataset.id
        found = {_source_id(hashed): count for hashed, count in self._counts(bits)}
        # by id, as the hashes are
        return {dataset: len(bits), **found} if dataset < SOURCE else {**found, dataset: len(bits)}

    def most_cited(self, bits: BitMap, most: int) -> tuple[dict[str, int], int]:
        """The sources that most events of a set cite, as ``cited``, and how many sources there are."""
        if not bits:
            return {}, 0
        number = 1

        def counted() -> Iterator[tuple[int, int]]:
            nonlocal number
            for hashed, count in self._counts(bits):
                number += 1
                yield count, -hashed

        found = [(-count, _source_id(-hashed)) for count, hashed in heapq.nlargest(most, counted())]
        best = sorted([*found, (-len(bits), self.form.dataset.id)])[:most]
        return {source: -count for count, source in best}, number

    def uncited(self) -> list[str]:
        """Every source of a dataset is cited."""
        return []

    def claims_from(self, sources: Sequence[str]) -> dict[str, int]:
        """The number of claims that the whole dataset takes from each of some sources."""
        return {source: self._claims[source] for source in sources}

    @cached_property
    def _claims(self) -> Counter[str]:
        return self._sayings.claims_by_source()

    @property
    def issued(self) -> Mapping[str, str]:
        """The date of issue (EDTF or empty) of the sources that claims name: the dataset's."""
        return {self.form.dataset.id: self.form.dataset.issued}


def _points(body: bytes, size: int) -> Iterator[Point]:
    """The points in a part of their column.

    Raises:
        StoreError: They are damaged.
    """
    degrees = array("d")
    head = 2 * size * degrees.itemsize
    try:
        degrees.frombytes(body[:head])
        precisions, names = json.loads(body[head:])
        return zip(degrees[:size], degrees[size:], map(str, precisions), map(str, names), strict=True)
    except (TypeError, ValueError) as error:
        raise damaged(str(error)) from None


def _hash_of(source: str) -> int | None:
    """The hash in the id of a source; ``None`` if it is no such id."""
    digits = source.removeprefix(SOURCE)
    if len(digits) != 16 or digits == source:
        return None
    try:
        found = int(digits, 16)
    except ValueError:
        return None
    return found if _source_id(found) == source else None


def _source_id(hashed: int) -> str:
    return f"{SOURCE}{hashed:016x}"
