"""The rows' side of an import: a number for the distinct cells of each piece, column by column.

A batch of 64 rows is turned to columns, and the cells of a piece are looked up in a dict that gives new ones the next number
(``numbered``): what they say is worked out once, and not once a row. 64 rows stay in a core's own cache; with 512 the same
took half as long again, with 1,024 twice as long. For the same reason new cells wait, and are worked out many at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from cttui.imports.events import event_id
from cttui.imports.format import Parts
from cttui.imports.report import Fault, Report
from cttui.store.packed import spill
from cttui.store.packed.added import UNIT, Added, Set
from cttui.store.packed.elements import Elements
from cttui.store.packed.numbered import BETWEEN, TOGETHER, Numbered, written
from cttui.store.packed.shares import Shares, document, document_of_unit

if TYPE_CHECKING:
    from cttui.imports.events import Header
    from cttui.imports.format import Format, Piece, Said
    from cttui.imports.rows import Batch
    from cttui.model.records import Unit
    from cttui.store.packed.numbered import Found
    from cttui.store.packed.spill import Spill


class Codes(Numbered, Added):
    """The distinct cells of one piece, numbered in the order in which they come, and what each says."""

    def __init__(self, piece: Piece, shares: Shares) -> None:
        """Take the piece, and what works out its shares."""
        Numbered.__init__(self)
        Added.__init__(self)
        self.piece = piece
        self._shares = shares
        self._elements = Elements(shares) if piece.apart is not None else None
        self.cells: list[bytes] = []
        """The cells of all codes as a store has them, once no more are taken: as ``numbered.written``."""
        self._texted = False
        """Whether the texts of cells that are taken apart were put together."""

    def receive(self, found: Found) -> None:
        """Take cells that were numbered and taken apart elsewhere."""
        assert self._elements is not None  # noqa: S101 - a piece that is taken apart
        self.cells = found.cells
        self.count = len(found.ends)
        for element in found.elements:
            self._elements[element]
        self._elements.of, self._elements.ends = found.of, found.ends

    def shut(self) -> None:
        """Take no more cells, and keep them as the store has them, in a tenth of the memory."""
        self.cells = self.cells or written(self.joined)
        self.joined.clear()
        if self._elements is not None:
            self._elements.shut()

    def told(self) -> None:
        """Keep no longer what the cells are, and their texts: they are in the store."""
        self.cells.clear()
        self.documents.clear()

    def forget(self) -> None:
        """Keep no longer what the cells say, each by its code: it is written."""
        for said in (self.members, self.numbers, self.rest, self.points, self.orders, self.listed, self.firsts, self.within):
            said.clear()

    def work(self) -> None:
        """Work out what the cells say that came new."""
        apart, read = self.piece.apart, self.piece.read
        if isinstance(apart, Parts) and self._elements is not None:
            first, new = self.count, self.new()
            if new:
                columns = list(zip(*(text.split(BETWEEN) for text in new), strict=True))
                self.faulty.update(self._elements.take_all(apart, columns, first))
            return
        for code, cells in self.fresh():
            if self._elements is None or apart is None:
                said = read(cells)
                if says_days(said):
                    self.day(code, said)
                else:
                    self.take(code, said, self._shares.of(said))
            elif faults := self._elements.take(apart(cells)):
                self.faulty[code] = faults

    def texts(self) -> None:
        """Put together the texts of cells that are taken apart."""
        if self._elements is not None and not self._texted:
            self._elements.texts(self)
            self._texted = True

    def end(self) -> None:
        """Put together what cells say that are taken apart."""
        if self._elements is not None:
            self.texts()
            self._elements.end(self)
            self._elements = None

    def ordered(self) -> None:
        """Make known what is asked first when all cells are taken: which codes say a kind, and the units."""
        if self._elements is not None:
            self.kinds, self.units = self._elements.kinds(), self._elements.added.units

    def worded(self, named: Mapping[str, Unit]) -> tuple[list[str], array[int], array[int]]:
        """The texts by whose words events are found, before ``end``.

        Args:
            named: The names of all units, by their codes.

        Returns:
            The texts; for each code, one code after the other, which of them it has, and where those of each code end. Both
            are empty if each code has its own.
        """
        own: Added = self
        of, ends = array("I"), array("I")
        if self._elements is not None:
            own, of, ends = self._elements.added, self._elements.of, self._elements.ends
        return _with_units(own, named), of, ends

    def names(self, named: Mapping[str, Unit]) -> list[Set]:
        """The sets that codes are in, before ``end`` too.

        Args:
            named: The names of all units, by their codes.
        """
        sets = self.sets if self._elements is None else self._elements.added.sets
        return [("province", named[name].short) if field == UNIT else (field, name) for field, name in sets]

    def settle(self, named: Mapping[str, Unit]) -> None:
        """Take the names of all units, known when all rows are read: sets go by these."""
        self.sets = {name: number for number, name in enumerate(self.names(named))}

    def within_units(self, named: Mapping[str, Unit]) -> list[str]:
        """The texts of the codes by whose words events are found, with those of their units, by the names of all of these."""
        self.texts()
        return _with_units(self, named)


def says_days(said: Said) -> bool:
    """Whether a date is all that is said, as of most cells that are not taken apart: it then goes a short road."""
    return bool(said.date) and not (
        said.kind or said.title or said.values or said.units or said.place is not None or said.claims
    )


def _with_units(added: Added, named: Mapping[str, Unit]) -> list[str]:
    """The documents of codes, with those of their units."""
    told = {code: document_of_unit(named[code]) for codes in added.within.values() for code in codes}
    documents = added.documents.copy()
    for code, units in added.within.items():
        documents[code] = document([documents[code], *(told[unit] for unit in units)])
    return documents


class Taken(NamedTuple):
    """A batch of rows, column by column."""

    columns: Sequence[tuple[str, ...]]
    """The columns, each as long as the batch."""
    ids: str
    """The ids of its events, with a line end after each."""


class Coder:
    """Takes batches of rows and keeps their codes in columns."""

    def __init__(self, form: Format, header: Header, kept: Spill, report: Report, aside: Iterable[str] = ()) -> None:
        """Take the format and header of the rows.

        Args:
            form: The format.
            header: The header.
            kept: Where columns are kept meanwhile.
            report: Where faults are reported.
            aside: The pieces that are numbered elsewhere, by their names.
        """
        self.form = form
        self.header = header
        shares = Shares(form)
        self.pieces = [Codes(piece, shares) for piece in form.pieces]
        self.rows = 0
        """Rows taken."""
        self._worked = 0
        """Those of them whose cells were worked out."""
        self._faults: list[Fault] = []
        """The faults of the others."""
        self._spill = kept
        self._report = report
        self._places = [header.positions(piece.columns) for piece in form.pieces]
        self._columns = [array("I") for _ in form.pieces]
        self._aside = frozenset(aside)
        (self._ident,) = header.positions((form.ident,)) if form.ident else (None,)
        self._lines, self._numbers = array("I"), array("I")

    def take(self, batch: Batch) -> Taken | None:
        """Take a batch, and return it as it was taken; nothing of one without rows."""
        self._faults += batch.faults
        if not batch.rows:
            return None
        columns = batch.columns
        size = len(batch.rows)
        for codes, places, found in zip(self.pieces, self._places, self._columns, strict=True):
            if codes.piece.name not in self._aside:
                found.extend(codes.of(columns, places, size))
        ids = self._named(batch, columns)
        self._lines.extend(batch.lines)
        self._numbers.extend(batch.numbers)
        self.rows += size
        if self.rows - self._worked >= TOGETHER:
            self._work()
        if len(self._lines) >= spill.ROWS:
            self.flush()
        return Taken(columns, ids)

    def end(self, aside: Mapping[str, Found] | None = None) -> None:
        """Take no more batches.

        Args:
            aside: The pieces that were numbered elsewhere.
        """
        self.flush()
        for codes in self.pieces:
            if aside and (found := aside.get(codes.piece.name)):
                codes.receive(found)
                self._spill.put(f"piece/{codes.piece.name}", found.codes)
        for codes in self.pieces:
            codes.ordered()

    def shut(self) -> None:
        """Keep the cells of the codes as the store has them; those numbered elsewhere once they are there."""
        for codes in self.pieces:
            codes.shut()

    def flush(self) -> None:
        """Put what is in memory into the file."""
        self._work()
        for codes, found in zip(self.pieces, self._columns, strict=True):
            self._spill.put(f"piece/{codes.piece.name}", found)
            del found[:]
        for name, column in (("line", self._lines), ("number", self._numbers)):
            self._spill.put(name, column)
            del column[:]

    def _work(self) -> None:
        """Work out what is new in the last rows, and report what is wrong with them, in their order."""
        first = len(self._lines) - (self.rows - self._worked)
        self._worked = self.rows
        for codes, column in zip(self.pieces, self._columns, strict=True):
            codes.work()
            found = column[first:]
            if codes.faulty and not codes.faulty.keys().isdisjoint(found):
                for row, code in enumerate(found, first):
                    for reason in codes.faulty.get(code, ()):
                        self._faults.append(Fault(self._lines[row], self._numbers[row], reason, True))
        for fault in sorted(self._faults, key=attrgetter("row")):
            self._report.take(fault)
        self._faults.clear()

    def _named(self, batch: Batch, columns: Sequence[tuple[str, ...]]) -> str:
        """The ids of a batch's events."""
        prefix = self.form.prefix
        if self._ident is not None:
            found = columns[self._ident]
            # nearly always all are there, and none has a blank
            if " ".join(found).split() == list(found):
                between = f"\n{prefix}"
                return f"{prefix}{between.join(found)}\n"
        named = []
        for row, number, line in zip(batch.rows, batch.numbers, batch.lines, strict=True):
            named.append(event_id(self.form, self.header, row, number))
            if self._ident is not None and not self.header.cells(row, (self.form.ident,))[0].strip():
                self._faults.append(Fault(line, number, f"no {self.form.ident}; called {named[-1]}", True))
        return "".join([f"{id_}\n" for id_ in named])
