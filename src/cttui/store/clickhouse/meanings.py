"""What the distinct cells of a piece say, as bytes of the table's columns: worked out once for all rows that have them.

It is what ``rows.row_of`` makes of an event, taken apart by who says it: the days come from the piece with the date, the
figures from the piece with the claims. What several pieces say together (values of one field, the title) is put together in
``blocks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from cttui.imports.apart import together
from cttui.imports.events import part_of
from cttui.imports.format import Said
from cttui.model import claims, dates, geo
from cttui.model.edtf.points import plain_days
from cttui.model.periods import start_of
from cttui.model.records import CodedEvent
from cttui.store import layout, search
from cttui.store.clickhouse import rows, schema
from cttui.store.clickhouse.coded import Meant, said_of
from cttui.store.clickhouse.columns import Group, Held
from cttui.store.clickhouse.schema import VALUES, code_of, column_of
from cttui.store.contribution import point_of
from cttui.store.packed.codes import Codes, says_days
from cttui.store.packed.share import Share
from cttui.store.packed.shares import Shares
from cttui.text import terms

if TYPE_CHECKING:
    from cttui.imports.format import Cells, Format, Piece, Reader
    from cttui.model.records import Place

AFTER = search.BETWEEN
"""Stands after each text of a document but the last."""

DATED = Group((
    "year", "first", "last", "time", "month", "day", "dated", "earliest", "latest", "run_first", "run_last", "date",
))  # fmt: skip
"""The columns that the piece with the date decides."""
PLACED = Group(("placed", "lat", "lon", "lat_step", "lon_step", "precision", "place", column_of("district")))
"""The columns that the piece with the place decides."""
CLAIMED = Group((
    "toll", "disputes",
    *(f"{lens}_{part}" for lens in schema.TOLLS for part in ("low", "high", "open")),
    "best_stated", "lens", "lens_low", "lens_high", "lens_open",
    "measure", "figure_low", "figure_high", "killed_least", "killed_most", "measures", "claimed",
    column_of("by"),
))  # fmt: skip
"""The columns that the piece with the claims decides."""
JOINED = tuple(field for field in VALUES if field not in {"province", "is", "district", "by", "standpoint", "source"})
"""The fields of which several pieces may say values, each once and in the order of the pieces."""


_NOTHING: Mapping[str, tuple[str, ...]] = {}


class Meaning(NamedTuple):
    """What some cells say."""

    dated: Held = ()
    """The columns ``DATED``; empty without a date."""
    year: int = 0
    """The partition; 0 without a date."""
    known: bool = False
    """Whether it says which days."""
    month: int = schema.UNDATED
    placed: Held = ()
    """The columns ``PLACED``; empty without a place."""
    claimed: Held = ()
    """The columns ``CLAIMED``; empty without claims."""
    disputed: bool = False
    kind: str = ""
    title: str = ""
    values: Mapping[str, tuple[str, ...]] = _NOTHING
    """The values of ``JOINED``."""
    units: tuple[str, ...] = ()
    """The codes of its first-level units."""
    document: bytes = b""
    """Its folded texts, without those of its units, and ``AFTER`` after each."""
    district: str = ""
    by: tuple[str, ...] = ()
    """The claimants."""
    tolls: tuple[Meant, ...] = ()
    """The dead under each lens of ``schema.TOLLS``; empty without claims."""


class Meanings(Codes):
    """The distinct cells of one piece, numbered in the order in which they come, and what each means."""

    def __init__(self, piece: Piece, makes: Makes) -> None:
        """Take the piece, and what works out meanings."""
        super().__init__(piece, makes.shares)
        # what is taken apart is put together here at once, and said by no elements at the end
        self._elements = None
        self._makes = makes
        self._parts = Parts()
        self.found: list[Meaning] = []
        """For each code what it means."""
        self.years: list[int] = []
        """For each code its partition; 0 if it says no date."""
        self.says: set[str] = set()
        """What any of them says: names of ``Meaning``, and of fields."""
        self.taken: list[int] = []
        """The codes of the cells that were taken last."""

    def of(self, columns: Sequence[Sequence[str]], places: Sequence[int | None], size: int) -> list[int]:
        """As ``Numbered.of``."""
        self.taken = super().of(columns, places, size)
        return self.taken

    def work(self) -> None:
        """Work out what the cells mean that came new."""
        parts, makes, found, years = self._parts, self._makes, self.found, self.years
        read, apart = self.piece.read, self.piece.apart
        fresh = list(self.fresh())
        for code, cells in fresh:
            if apart is None:
                said = read(cells)
            else:
                some = [parts[part] for part in apart(cells)]
                pairs = [one.pairs for one in some if one.pairs is not None]
                if len(pairs) == len(some):
                    # as nearly all that say the publishers of a row
                    found.append(makes.of_values(dict.fromkeys([pair for one in pairs for pair in one])))
                    years.append(0)
                    continue
                said = together([one.said for one in some])
            if said.faults:
                self.faulty[code] = said.faults
            for unit in said.units:
                self.units.setdefault(unit.code, unit)
            meaning = makes.of(said)
            found.append(meaning)
            years.append(meaning.year)
        self._note(found[len(found) - len(fresh) :])

    def _note(self, some: Sequence[Meaning]) -> None:
        """Note what some of them say."""
        columns = zip(Meaning._fields, zip(*some, strict=True), strict=True) if some else ()
        self.says.update([name for name, column in columns if name not in self.says and any(column)])
        self.says.update(*[one.values for one in some])

    def end(self) -> None:
        """Take no more cells."""
        self.work()
        self._parts.clear()


class Part(NamedTuple):
    """What cells say that those of a piece are taken apart into."""

    said: Said
    pairs: tuple[tuple[str, str], ...] | None
    """Its values by field, if it says nothing else."""


class Parts(dict["tuple[Reader, Cells]", Part]):
    """What each part of cells says."""

    def __missing__(self, part: tuple[Reader, Cells]) -> Part:
        if len(self) >= _KEPT:
            self.clear()
        read, cells = part
        said = read(cells)
        more = said.date or said.kind or said.title or said.units or said.place is not None or said.claims or said.faults
        found = self[part] = Part(said, None if more else tuple([(field, value.token) for field, value in said.values]))
        return found


class Makes:
    """Works out what pieces of one format mean."""

    def __init__(self, form: Format) -> None:
        """Take the format."""
        self.form = form
        self.shares = Shares(form)
        self._contributor = self.shares.contributor
        self._issued = {form.dataset.id: form.dataset.issued}
        self._folded: dict[str, tuple[str, ...]] = {}
        nothing = CodedEvent(id="", date="", kind="", title="", provinces=())  # type: ignore[arg-type]  # says no kind
        self.unclaimed, _, _, self.no_tolls = self._claimed(nothing, self.shares.of(Said()))
        """The columns ``CLAIMED`` of an event without claims, and its ``tolls``."""
        facts = self._contributor.make_facts(nothing, False, 0, (form.dataset,))
        self.whole = tuple(dict.fromkeys(filter(None, search.runs(facts, self._contributor.spellings))))
        """The folded texts that all events have of the dataset."""

    def of(self, said: Said) -> Meaning:
        """What some cells mean."""
        if says_days(said):
            # as most cells that are not taken apart
            return Meaning(*_dated(said.date))
        dated, year, known, month = _dated(said.date) if said.date else ((), 0, False, schema.UNDATED)
        values: dict[str, tuple[str, ...]] = {}
        for field, value in said.values:
            values[field] = (*values.get(field, ()), value.token)
        share = self.shares.of(said) if said.claims else None
        claimed, disputed, by, tolls = self._claimed(part_of(said), share) if share is not None else _UNCLAIMED
        return Meaning(
            dated=dated,
            year=year,
            known=known,
            placed=_placed(said.place) if said.place is not None else (),
            claimed=claimed,
            disputed=disputed,
            kind=said.kind,
            title=said.title,
            values=values or _NOTHING,
            units=tuple(dict.fromkeys([unit.code for unit in said.units])) if said.units else (),
            document=self._document(said) if share is None else _after(share.document),
            month=month,
            district=said.place.district if said.place is not None else "",
            by=by,
            tolls=tolls,
        )

    def of_values(self, values: Iterable[tuple[str, str]]) -> Meaning:
        """What cells mean that say values alone, each with its field."""
        listed: dict[str, tuple[str, ...]] = {}
        for field, token in values:
            listed[field] = (*listed.get(field, ()), token)
        texts = [token for _, token in values]
        return Meaning(values=listed or _NOTHING, document=documented(self._runs(texts)))

    def _claimed(self, event: CodedEvent, share: Share) -> tuple[Held, bool, tuple[str, ...], tuple[Meant, ...]]:
        """The columns of the claims, whether they conflict, who makes them, and the dead under each lens."""
        register, stated, numbers = self._contributor.register, event.claims, dict(share.numbers)
        disputes = numbers.get(f"{layout.COUNT}/disputes", 0)
        toll = claims.toll(event, claims.ALL, register, self._issued) if stated else None
        # what a lens of one claim counts is what all count
        apart = rows.apart_of(event, share, register, self._issued) if len(stated) > 1 else {}
        by = tuple(dict.fromkeys(register.claimant(claim.by) for claim in stated))
        found = rows.claims_of(stated, share, numbers, str(toll or ""), disputes, apart)
        tolls = tuple(said_of(code_of(lens), found) for lens in schema.TOLLS)
        return CLAIMED.said({**found, column_of("by"): by}), disputes > 0, by, tolls

    def _document(self, said: Said) -> bytes:
        """The folded texts of what some cells say that state no claims."""
        texts = [said.title, said.kind]
        if said.values:
            texts += [value.token for _, value in said.values]
        if (place := said.place) is not None:
            texts += (place.name, place.district)
        return documented(self._runs(texts))

    def _runs(self, texts: Iterable[str]) -> dict[str, None]:
        folded = self._folded
        found: dict[str, None] = {}
        for text in texts:
            if text:
                runs = folded.get(text)
                if runs is None:
                    if len(folded) >= _KEPT:
                        folded.clear()
                    runs = folded[text] = runs_of(text)
                for run in runs:
                    found[run] = None
        return found


def _dated(text: str) -> tuple[Held, int, bool, int]:
    """The columns of a date, its partition, whether its days are known, and the first day of its month."""
    # most dates are days, or some days in a row
    if (days := plain_days(text)) is not None:
        first, last = days
        year, month = _month(first)
        return (
            (_DAYS.pack(year, first, last, -1, month, schema.near(first), 1, first, last), b"\0", b"\0", string(text)),
            year,
            True,
            month,
        )
    when = dates.dated(text)
    found = rows.days_of(when)
    return DATED.said({**found, "date": text}), schema.year_of(when), when is not None, int(str(found["month"]))


_DAYS = Struct("<hqqiqHBqq")
"""The numbers of a date of one run of days."""


@lru_cache(maxsize=1 << 14)  # forty years of days
def _month(day: int) -> tuple[int, int]:
    """The partition of a day, and the first day of its month."""
    return schema.year_of_day(day), start_of("month", day)


def _placed(place: Place) -> Held:
    """The columns of a place."""
    point = point_of(place)
    district = place.district
    after = strings((district,)) if district else b"\0"
    if point is None:
        return *_NOWHERE, after
    lat, lon, precision, name = point
    return _SPOT.pack(1, lat, lon, *geo.steps(lat, lon)), string(precision), string(name), after


_SPOT = Struct("<Bddii")
"""The numbers of a point."""
_UNCLAIMED: tuple[Held, bool, tuple[str, ...], tuple[Meant, ...]] = ((), False, (), ())


_KEPT = 1 << 16
"""The most texts that are kept folded: names of districts are parts of many places."""


def runs_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, and its joined forms, none of them empty."""
    found, together = terms(text)
    return tuple(filter(None, (" ".join(found), *together)))


def documented(runs: Iterable[str]) -> bytes:
    """Folded texts as they stand in a document, ``AFTER`` after each."""
    return "".join([run + AFTER for run in runs]).encode("utf-8", "surrogatepass")


def _after(document: str) -> bytes:
    """A document of the embedded store as a part of one."""
    return f"{document}{AFTER}".encode("utf-8", "surrogatepass") if document else b""


def strings(values: Iterable[str]) -> bytes:
    """A list of texts as RowBinary."""
    return _STRINGS(tuple(values))


def string(value: str) -> bytes:
    """A text as RowBinary."""
    return _STRING(value)


_STRING, _STRINGS = rows.writer("String"), rows.writer("Array(String)")
NOWHERE = PLACED.said({**rows.spot_of(None), column_of("district"): ()})
"""The columns of no place at all."""
_NOWHERE = NOWHERE[:-1]
"""The columns of a place without coordinates, but for the district."""
