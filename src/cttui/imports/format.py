"""What a format of datasets says of its columns: pieces of a row, each with what it says of the row's event.

A dataset has few distinct values in most columns and hundreds of thousands of rows, so a row is never looked at by itself. A
format takes it apart into *pieces*: columns that say one thing together (a country and its first-level unit; low, best and
high). What a piece says (``Said``) depends on its cells alone, so that it is worked out once for all rows with the same
cells. What is left are running texts, which are searched as they stand, and the sources, which are made when they are read.

Both roads from a row go through the same pieces: ``events.event_of`` puts an event together, and the packed store takes the
codes of the pieces column by column. That the two agree is tested, for every format.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, TypeVar

from cttui.imports.cells import present
from cttui.lazy import dataclass
from cttui.model.records import Claim, Claimant, Place, Population, Source, Unit
from cttui.query.fields import Value

Cells = tuple[str, ...]
"""What stands in some columns of a row, in the order in which they were asked for; empty for a column that the file has not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What some cells of a row say of its event. Several pieces add values; date, kind, place and claims come from one each."""

    date: str = ""
    """EDTF."""
    kind: str = ""
    """One of ``KINDS``. One of ``SAID_KINDS`` stands in the piece of the claims, whose counting it decides."""
    title: str = ""
    """A part of the title; parts stand in the order of the pieces, joined by ``Format.joined``."""
    values: tuple[tuple[str, Value], ...] = ()
    """Values of fields (``actor``, ``tag``, ``district``, ``country``, ``conflict`` …), each once; not of ``province``."""
    units: tuple[Unit, ...] = ()
    """Its first-level units."""
    place: Place | None = None
    claims: tuple[Claim, ...] = ()
    faults: tuple[str, ...] = ()
    """What of the cells could not be taken, each in a sentence for the import's report: ``date_end 2016-02-31 is no day``."""


Reader = Callable[[Cells], Said]
"""Reads some cells of a row. It never raises, and the same cells say the same."""
Apart = Callable[[Cells], Sequence[tuple[Reader, Cells]]]
"""Takes the cells of a piece apart into fewer, with what reads these by themselves."""


class Part(NamedTuple):
    """Some cells of a piece, which say something by themselves."""

    places: tuple[int, ...]
    """Where they stand among the piece's cells."""
    reader: Callable[[str], Reader]
    """What reads them, by another cell of the piece."""
    by: int | None = None
    """Where that stands; ``None`` if it is always the same that reads them."""


class Parts:
    """An ``Apart`` of parts that always stand in the same places, so that the cells of many rows can be taken apart at once."""

    def __init__(self, *parts: Part, filled: bool = False) -> None:
        """Take the parts, and whether a cell that says that there is no value is an empty one."""
        self.parts = parts
        self.given: Callable[[Cells], Cells] = present if filled else tuple
        """What is done with cells before they are read."""

    def __call__(self, cells: Cells) -> Sequence[tuple[Reader, Cells]]:
        """Take the cells of a piece apart."""
        cells = self.given(cells)
        return [
            (part.reader("" if part.by is None else cells[part.by]), tuple([cells[place] for place in part.places]))
            for part in self.parts
        ]


@dataclass(frozen=True, slots=True)
class Piece:
    """Columns that say one thing together."""

    name: str
    """What the store calls it; unique in its format."""
    columns: tuple[str, ...]
    read: Reader
    apart: Apart | None = None
    """How what it says is put together, where its cells are worth being taken apart (``imports.apart``)."""
    aside: bool = False
    """Whether it is taken apart into names of sources alone, so that the process that reads sources may number it: it says no
    date, kind, unit or claim, no part of a title, and nothing is wrong with its cells."""


Result = TypeVar("Result")


def filled(*pieces: Piece) -> tuple[Piece, ...]:
    """Pieces to which a cell that says that there is no value (``NA``, ``NULL``) is an empty one."""
    return tuple(
        replace(one, read=partial(_of_present, one.read), apart=_apart_of_present(one.apart) if one.apart else None)
        for one in pieces
    )


def _apart_of_present(apart: Apart) -> Apart:
    return Parts(*apart.parts, filled=True) if isinstance(apart, Parts) else partial(_of_present, apart)


def _of_present(reader: Callable[[Cells], Result], cells: Cells) -> Result:
    return reader(present(cells))


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Columns that name an event's sources, which are too many and too long to be coded."""

    columns: tuple[str, ...]
    keys: Callable[[Cells], Sequence[str]]
    """What tells each source of a row from others, cheaply: two rows with a key in common have that source in common."""
    read: Callable[[Cells], Sequence[Source]]
    """The sources, one for each key in the same order, with the ids that ``source_id`` makes of the keys. Their standpoint is
    ``unknown``, their titles and notes are parts of ``Format.texts`` and their publishers are said by a piece too."""

    def of_rows(self, columns: Sequence[Sequence[str]]) -> tuple[list[int], list[str]]:
        """The keys of some rows, each once a row: how many each row has, and those of all, one row after the other.

        Args:
            columns: The cells of the rows in each of the columns.
        """
        found = [keys if len(keys) < 2 else dict.fromkeys(keys) for keys in map(self.keys, zip(*columns, strict=True))]
        return list(map(len, found)), list(chain.from_iterable(found))


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dataset."""

    id: str
    """A word, which is also the id of the timelines made from it: ``ucdp-ged``."""
    title: str
    """Its name for people: ``UCDP GED``."""
    required: frozenset[str]
    """The columns by which a file is recognised, folded to lower case."""
    ident: str
    """The column of the row's own id; empty if rows have none, and are numbered."""
    pieces: tuple[Piece, ...]
    texts: tuple[str, ...]
    """Columns of running text, searched as they stand."""
    summary: str
    """The column that is the event's summary; one of ``texts``, or empty."""
    dataset: Source
    """The dataset itself, a source of every event and of every claim."""
    claimant: Claimant
    """Who says the figures."""
    sourcing: Sourcing | None = None
    prefix: str = ""
    """What stands before the id of a row to make it the event's."""
    joined: str = ": "
    meanings: Mapping[str, Callable[[str], str]] | None = None
    """For columns of codes, what a code means in the words of the codebook; empty for an unknown one. Never raises."""
    older: tuple[frozenset[str], ...] = ()
    """Other columns by which a file is recognised as well: those of older releases, or of what people cut out of one."""
    populations: tuple[Population, ...] = ()
    """Whom its claims count besides ``all``, and what they are part of."""
    licence: str = ""
    """The dataset's licence as an SPDX identifier, where it states one."""
    method: str = ""
    """How rows become events: what became of precision codes, figures and sources."""
    mapping: str = ""
    """The text of the mapping that made it; empty for a format that cttui knows."""
    layouts: tuple[tuple[str, ...], ...] = ()
    """All columns of each release in their order, by which a file without a header is read; empty if none is known."""
    terms: str = ""
    """What its owner asks of those who use it, in a sentence; it follows the method in the timeline's head."""

    days: tuple[str, ...] = ()
    """The columns of days, which a spreadsheet may have written anew in another order (``imports.dayorder``)."""
    order: str = ""
    """In which order they are written; empty as the owner writes them."""

    @property
    def kept_as(self) -> str:
        """What a store keeps to have the format again: its id, with the order of its days, or the text of its mapping.

        ``known.by_id`` reads each.
        """
        return self.mapping or (f"{self.id}:{self.order}" if self.order else self.id)

    def has(self, columns: Collection[str]) -> bool:
        """Whether a file with some columns, in lower case, is of this format."""
        return any(one <= set(columns) for one in (self.required, *self.older))


SOURCE = "source-"
"""How the id of a source begins that a row names."""


def source_id(key: str) -> str:
    """The id of a source by what tells it from others: the same in every file and edition."""
    return SOURCE + source_hash(key).hexdigest()


def source_hash(key: str) -> blake2b:
    """The hash in that id, by which a store finds the events that name the source."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8)
