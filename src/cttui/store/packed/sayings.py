"""What the pieces of rows say, by their codes: made of their cells when it is read, once for all rows with the same cells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress, repeat
from typing import Generic, Literal, NamedTuple, TypeVar

from pyroaring import BitMap

from cttui.imports import apart
from cttui.imports.events import Part, part_of, share_of
from cttui.imports.format import Cells, Format, Piece, Said
from cttui.model import claims
from cttui.model.claims import Lens, Range
from cttui.model.register import Register
from cttui.store import layout, stopping
from cttui.store.packed.columns import Columns, Together
from cttui.store.packed.parts import Lines, damaged, parted, unpack_text

T = TypeVar("T")

MOST = 1 << 13
"""Codes of a piece whose meaning is kept in memory."""

KEPT = 4096
"""Frames of cells that are kept in memory, some 5 KiB each."""


class Listed(NamedTuple):
    """What a piece says of an event, or all of its pieces together, as far as a list shows it."""

    date: str
    kind: str
    title: str
    units: tuple[str, ...]
    """The codes of its first-level units."""
    toll: str
    """The dead that it counts, as ``Range`` prints them."""
    disputes: int


class PieceSize(NamedTuple):
    """How much a piece says in one store."""

    name: str
    codes: int
    """How many codes it has."""
    says: frozenset[str]
    """Which of ``LISTED`` some of them say."""


LISTED = ("date", "kind", "title", "unit", "claim")
"""What a list shows of an event that its pieces say: a piece that says none of it is not read for a list."""


class Sayings:
    """Reads what the codes of one store say."""

    def __init__(
        self,
        connection: layout.Reading,
        form: Format,
        columns: Columns,
        pieces: Sequence[PieceSize],
        register: Register,
    ) -> None:
        """Take the open store, the format of its rows, its columns, and its pieces.

        Raises:
            StoreError: The pieces are not those of the format.
        """
        if [piece.name for piece in pieces] != [piece.name for piece in form.pieces]:
            raise damaged(f"its pieces are not those of {form.title}")
        self._connection = connection
        self._columns = columns
        self._register = register
        self._issued = {form.dataset.id: form.dataset.issued}
        self.form = form
        self.sizes = [piece.codes for piece in pieces]
        """How many codes each piece has."""
        self._saying = {what: [number for number, piece in enumerate(pieces) if what in piece.says] for what in LISTED}
        """The pieces that say what a list shows."""
        self._claiming = self._saying["claim"]
        self._shown_by = [number for number, piece in enumerate(pieces) if piece.says]
        """The pieces of which lists show something."""
        self._list = Together(columns.body, len(self._shown_by) + 1, columns.count)
        """Their codes in the rows of events, and how many sources these name."""
        self._frames = lru_cache(maxsize=256)(self._framed)
        """What is packed together in one row, of which neighbours are often wanted next."""
        self.cells = lru_cache(maxsize=KEPT)(self._cells)
        """The cells of codes that are packed together."""
        self._listed = [_Kept(partial(self._made, number, self._shown)) for number in range(len(pieces))]
        """What codes of each piece say as far as lists show it."""
        self._parts = [_Kept(partial(self._made, number, self._part_of)) for number in range(len(pieces))]
        """What they say of events in full."""
        self._last: tuple[Sequence[int], dict[int | None, list[int]]] = ([], {})
        """The codes that were last read, and with ``None`` the numbers of sources: a list is often read in full next."""

    def _made(self, piece: int, read: Callable[[Piece, Cells], T], codes: Iterable[int]) -> Iterator[tuple[int, T]]:
        """What is read of the cells of some codes of a piece."""
        of = self.form.pieces[piece]
        for code in codes:
            frame, place = divmod(code, layout.FRAME)
            yield code, read(of, tuple(json.loads(self.cells(piece, frame).line(place))))

    def _cells(self, piece: int, frame: int) -> Lines:
        """The cells of codes that are packed together, a list of JSON each."""
        part, at = divmod(frame, layout.CODES // layout.FRAME)
        return Lines(self._frames(piece, part)[at], min(layout.FRAME, self.sizes[piece] - frame * layout.FRAME))

    def _framed(self, piece: int, part: int) -> list[bytes]:
        """What is packed together in one row."""
        codes = min(layout.CODES, self.sizes[piece] - part * layout.CODES)
        return parted(self._part(piece, part, "cells"), -(-codes // layout.FRAME))

    def _part(self, piece: int, part: int, column: str) -> bytes:
        """A column of one part, as the store has it."""
        # the column is one of two fixed words
        sql = f"SELECT {column} FROM said WHERE piece = ? AND part = ?"  # noqa: S608
        name = self.form.pieces[piece].name
        found = self._connection.execute(sql, (name, part)).fetchone()
        if found is None:
            raise damaged(f"what {name} says is missing")
        return bytes(found[0])

    def documents(self, piece: int) -> Iterator[tuple[int, str]]:
        """The folded texts of a piece's codes, a line each, part by part, with the first code of the part."""
        for part in range(-(-self.sizes[piece] // layout.CODES)):
            stopping.check()
            yield part * layout.CODES, unpack_text(self._part(piece, part, "words"))

    def _shown(self, piece: Piece, cells: Cells) -> Listed:
        said = apart.listed(piece, cells)
        toll, disputes = self._counted(said) if said.claims else ("", 0)
        return Listed(said.date, said.kind, said.title, tuple([unit.code for unit in said.units]), toll, disputes)

    def _counted(self, said: Said) -> tuple[str, int]:
        """The dead that a piece counts, and how many of its figures are disputed."""
        event = part_of(said)
        toll = claims.toll(event, claims.ALL, self._register, self._issued)
        return str(toll or ""), claims.disputes(claims.group(event, self._issued, self._register))

    def _part_of(self, piece: Piece, cells: Cells) -> Part:
        return share_of(piece.read(cells))

    def codes(self, piece: int, numbers: Sequence[int]) -> list[int]:
        """The codes of a piece in the rows of some events, in order."""
        return self._of_rows(piece, numbers)

    def others(self, numbers: Sequence[int]) -> list[int]:
        """How many sources besides the dataset the rows of some events name, in order."""
        return self._of_rows(None, numbers)

    def _of_rows(self, piece: int | None, numbers: Sequence[int]) -> list[int]:
        # taken once: another thread may read other events meanwhile
        last = self._last
        if last[0] != numbers:
            last = self._last = (list(numbers), {})
        columns = last[1]
        if piece not in columns:
            if piece is None or piece in self._shown_by:
                columns.update(zip((*self._shown_by, None), self._list.some(numbers), strict=True))
            else:
                columns[piece] = self._columns.some(f"piece/{self.form.pieces[piece].name}", numbers)
        return columns[piece]

    def parts(self, numbers: Sequence[int]) -> list[tuple[Part, ...]]:
        """What the pieces of each of some events, in order, say of it in full; in the order of the format."""
        if not self._parts:
            return [()] * len(numbers)
        columns = (kept.of(self.codes(piece, numbers)) for piece, kept in enumerate(self._parts))
        return list(zip(*columns, strict=True))

    def listed(self, numbers: Sequence[int]) -> list[Listed]:
        """The same as far as a list shows it: pieces that say nothing of that are not read."""
        joined, otherwise = self.form.joined.join, self.form.title
        titles, units, claiming = (self._saying_it(what, numbers) for what in ("title", "unit", "claim"))
        return [
            Listed(
                date,
                kind or "other",
                joined([one.title for one in titled if one.title]) or otherwise,
                tuple(dict.fromkeys([code for one in within for code in one.units])),
                next((one.toll for one in counted if one.toll), ""),
                sum([one.disputes for one in counted]),
            )
            for date, kind, titled, within, counted in zip(
                self.dates(numbers), self._first("kind", 1, numbers), titles, units, claiming, strict=True
            )
        ]

    def dates(self, numbers: Sequence[int]) -> Iterator[str]:
        """The dates of some events, in order."""
        return self._first("date", 0, numbers)

    def _saying_it(self, what: str, numbers: Sequence[int]) -> Iterator[tuple[Listed, ...]]:
        """What those pieces of each of some events say which say a thing."""
        columns = [self._listed[piece].of(self.codes(piece, numbers)) for piece in self._saying[what]]
        return zip(*columns, strict=True) if columns else repeat((), len(numbers))

    def _first(self, what: str, place: Literal[0, 1], numbers: Sequence[int]) -> Iterator[str]:
        """A thing of each of some events, which has a place in ``Listed``, as the first piece says it that does; or nothing."""
        return (next((one[place] for one in said if one[place]), "") for said in self._saying_it(what, numbers))

    def all(self, piece: int) -> Iterator[tuple[int, Said]]:
        """What every code of a piece says; none is kept in memory."""
        yield from self._made(piece, _read, range(self.sizes[piece]))

    def events(self, piece: int, codes: Mapping[int, int], among: BitMap) -> list[BitMap]:
        """The events of a set whose rows have some codes of a piece, in as many sets as ``codes`` has different values.

        Args:
            piece: The piece.
            codes: The number of the set for each code, from 0.
            among: The events that are looked at.
        """
        found = [BitMap() for _ in range(max(codes.values(), default=-1) + 1)]
        if not found:
            return found
        whole = len(among) == self._columns.count
        has = codes.__contains__
        for first, values in self._columns.parts(f"piece/{self.form.pieces[piece].name}"):
            here = compress(range(first, first + len(values)), map(has, values))
            parts: dict[int, list[int]] = {}
            for n in here:
                parts.setdefault(codes[values[n - first]], []).append(n)
            for place, numbers in parts.items():
                found[place].update(numbers)
        return found if whole else [bits & among for bits in found]

    def tolls(self, lens: Lens) -> Iterator[tuple[Range, BitMap]]:
        """The dead of the dataset's events under a lens: each distinct toll, with the events that have it."""
        for piece in self._claiming:
            tolls: dict[Range, int] = {}
            codes: dict[int, int] = {}
            for code, said in self.all(piece):
                if said.claims:
                    toll = claims.toll(part_of(said), lens, self._register, self._issued)
                    if isinstance(toll, Range):
                        codes[code] = tolls.setdefault(toll, len(tolls))
            everything = BitMap(range(self._columns.count))
            yield from zip(tolls, self.events(piece, codes, everything), strict=True)

    def claims_by_source(self) -> Counter[str]:
        """How many claims of all events are taken from each source."""
        found: Counter[str] = Counter()
        for piece in self._claiming:
            named = {code: [claim.source for claim in said.claims] for code, said in self.all(piece) if said.claims}
            if named:
                counts: Counter[int] = Counter()
                for _, values in self._columns.parts(f"piece/{self.form.pieces[piece].name}"):
                    counts.update(values)
                for code, sources in named.items():
                    for source in sources:
                        found[source] += counts[code]
        return found


def _read(piece: Piece, cells: Cells) -> Said:
    return piece.read(cells)


class _Kept(Generic[T]):
    """What was made of codes, kept in memory: at most ``MOST``."""

    def __init__(self, make: Callable[[Iterable[int]], Iterable[tuple[int, T]]]) -> None:
        self._make = make
        self._known: dict[int, T] = {}

    def of(self, codes: Sequence[int]) -> list[T]:
        """What is made of each of some codes."""
        known = self._known
        if missing := set(codes).difference(known):
            if len(known) + len(missing) > MOST:
                known = self._known = {}
                missing = set(codes)
            # neighbours stand in one part
            known.update(self._make(sorted(missing)))
        return [known[code] for code in codes]
