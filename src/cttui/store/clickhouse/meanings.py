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
from cttui.imports.format import Parts, Said
from cttui.model import claims, dates, geo
from cttui.model.edtf.points import plain_days
from cttui.model.periods import start_of
from cttui.model.records import CodedEvent, Place
from cttui.store import layout, search
from cttui.store.clickhouse import rows, schema
from cttui.store.clickhouse.coded import Meant, said_of
from cttui.store.clickhouse.columns import Group, Held
from cttui.store.clickhouse.schema import VALUES, code_of, column_of
from cttui.store.contribution import point_of
from cttui.store.packed.codes import Codes, says_days
from cttui.store.packed.elements import Parted
from cttui.store.packed.numbered import BETWEEN
from cttui.store.packed.share import Share
from cttui.store.packed.shares import Shares
from cttui.text import terms

if TYPE_CHECKING:
    from cttui.imports.format import Cells, Format, Piece, Reader

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
        self._parts = _Parts(makes)
        self._parted: list[Parted] = []
        """Those parts that always stand in the same places."""
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
        found, first = self.found, len(self.found)
        apart = self.piece.apart
        if isinstance(apart, Parts):
            self._put_together(apart)
        elif apart is not None:
            for code, cells in self.fresh():
                self._add(code, [self._parts[part] for part in apart(cells)])
        else:
            for code, cells in self.fresh():
                self._take(code, self.piece.read(cells))
        self.years += [meaning.year for meaning in found[first:]]
        self._note(found[first:])

    def _put_together(self, parts: Parts) -> None:
        """The same of cells whose parts always stand in the same places: those of many are looked up at once."""
        first, new = self.count, self.new()
        if not new:
            return
        if not self._parted:
            self._parted = [Parted(self._parts.add, part, parts.given) for part in parts.parts]
        columns = list(zip(*(text.split(BETWEEN) for text in new), strict=True))
        numbers = zip(*(parted.of(columns) for parted in self._parted), strict=True)
        known = self._parts.numbered
        for code, some in enumerate(numbers, first):
            self._add(code, [known[number] for number in some])

    def _add(self, code: int, some: Sequence[Part]) -> None:
        """Take the next code by its parts."""
        for part in some:
            if not part.plain:
                self._take(code, together([one.said for one in some]))
                return
        # as nearly all places and publishers
        self.found.append(of_parts(some))

    def _take(self, code: int, said: Said) -> None:
        """Take the next code by what it says."""
        if said.faults:
            self.faulty[code] = said.faults
        for unit in said.units:
            self.units.setdefault(unit.code, unit)
        self.found.append(self._makes.of(said))

    def _note(self, some: Sequence[Meaning]) -> None:
        """Note what some of them say."""
        columns = zip(Meaning._fields, zip(*some, strict=True), strict=True) if some else ()
        self.says.update([name for name, column in columns if name not in self.says and any(column)])
        self.says.update(*[one.values for one in some])

    def end(self) -> None:
        """Take no more cells, and keep no longer what they and their parts are: of millions of rows that is a lot of memory."""
        self.work()
        self.joined.clear()
        self._parts = _Parts(self._makes)
        self._parted.clear()


class Part(NamedTuple):
    """What cells say that those of a piece are taken apart into."""

    said: Said
    plain: bool = True
    """Whether it says nothing but what follows."""
    title: str = ""
    values: Mapping[str, tuple[str, ...]] = _NOTHING
    """As ``Meaning.values``."""
    runs: tuple[str, ...] = ()
    document: bytes = b""
    """Its folded texts, each once, and these as a part of a document."""
    named: bytes = b""
    """What the place is called, as RowBinary; empty if it says none."""
    district: str = ""
    districts: bytes = b""
    """The district, and the list of it as RowBinary."""
    precise: bytes = b""
    """How precise coordinates are, as RowBinary; empty if it does not say."""
    spot: bytes = b""
    """The numbers of a point."""


class _Parts(dict["tuple[Reader, Cells]", Part]):
    """What each part of cells says."""

    def __init__(self, makes: Makes) -> None:
        """Take what works out meanings."""
        super().__init__()
        self._makes = makes
        self.numbered: list[Part] = []
        """Those that are known by a number."""

    def __missing__(self, part: tuple[Reader, Cells]) -> Part:
        if len(self) >= _KEPT:
            self.clear()
        found = self[part] = self._makes.part(*part)
        return found

    def add(self, reader: Reader, cells: Cells) -> int:
        """Take a part that is new; its number is returned."""
        self.numbered.append(self._makes.part(reader, cells))
        return len(self.numbered) - 1


def of_parts(some: Sequence[Part]) -> Meaning:
    """What cells mean whose parts are plain."""
    title = district = ""
    named = districts = precise = spot = document = b""
    values = _NOTHING
    valued: list[Part] = []
    worded: list[Part] = []
    for one in some:
        title = title or one.title
        named = named or one.named
        if one.district and not district:
            district, districts = one.district, one.districts
        precise = precise or one.precise
        spot = spot or one.spot
        if one.values:
            valued.append(one)
        if one.document:
            worded.append(one)
    if len(valued) == 1:
        values = valued[0].values
    elif valued:
        fields = dict.fromkeys([field for one in valued for field in one.values])
        values = {
            field: tuple(dict.fromkeys([token for one in valued for token in one.values.get(field, ())])) for field in fields
        }
    if len(worded) == 1:
        document = worded[0].document
    elif worded:
        document = documented(dict.fromkeys([run for one in worded for run in one.runs]))
    placed: Held = ()
    if spot:
        placed = spot, precise or b"\0", named or (string(district) if district else b"\0"), districts or b"\0"
    elif named or district:
        placed = *_NOWHERE, districts or b"\0"
    return Meaning(placed=placed, title=title, values=values, document=document, district=district)


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
            values=_listed(said),
            units=tuple(dict.fromkeys([unit.code for unit in said.units])) if said.units else (),
            document=documented(self._runs(_texts(said))) if share is None else _after(share.document),
            month=month,
            district=said.place.district if said.place is not None else "",
            by=by,
            tolls=tolls,
        )

    def part(self, reader: Reader, cells: Cells) -> Part:
        """What a part means."""
        said = reader(cells)
        if said.date or said.kind or said.units or said.claims or said.faults:
            return Part(said, plain=False)
        place = said.place or _NO_PLACE
        name, district, precision = place.name, place.district, place.precision
        runs = self._runs(_texts(said))
        return Part(
            said,
            title=said.title,
            values=_listed(said),
            runs=tuple(runs),
            document=documented(runs),
            named=string(name) if name else b"",
            district=district,
            districts=strings((district,)) if district else b"",
            precise=string(precision) if precision else b"",
            spot=_spot(place.lat, place.lon) if place.lat is not None and place.lon is not None else b"",
        )

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


def _listed(said: Said) -> Mapping[str, tuple[str, ...]]:
    """The values that some cells say, by field."""
    values: dict[str, tuple[str, ...]] = {}
    for field, value in said.values:
        values[field] = (*values.get(field, ()), value.token)
    return values or _NOTHING


def _texts(said: Said) -> list[str]:
    """The texts that some cells say by whose words events are found, but for those of claims and units."""
    place = said.place or _NO_PLACE
    return [said.title, said.kind, *[value.token for _, value in said.values], place.name, place.district]


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
    return _spot(lat, lon), string(precision), string(name), after


def _spot(lat: float, lon: float) -> bytes:
    """The numbers of a point."""
    return _SPOT.pack(1, lat, lon, *geo.steps(lat, lon))


_SPOT = Struct("<Bddii")
_NO_PLACE = Place()
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
