"""How the SQLite engine answers: the cursor's position, and a function for each want."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from cttui.model import dates
from cttui.model.claims import Total
from cttui.model.records import Event, Source
from cttui.model.sources import in_order
from cttui.query.fields import CHANGED, event_sources
from cttui.query.language import DATE, Query
from cttui.store import ranking, stopping, wants
from cttui.store.bitmaps import Bitmaps
from cttui.store.contribution import point_of
from cttui.store.index import Ask
from cttui.store.listing import Listing
from cttui.store.parts import (
    CellCount,
    CellCounts,
    ChainPart,
    CitedSource,
    ClaimantTotal,
    EventInFull,
    MapCounts,
    MonthCounts,
    MostCitedSources,
    Own,
    Page,
    PointCount,
    RankedValues,
    RecordsPart,
    Row,
    SourceInFull,
    StepInFull,
    Strip,
    ValueCount,
)
from cttui.store.selection import BitSelection
from cttui.store.wants import Want


class Place(NamedTuple):
    """The subject of an answer: a selection, and the cursor in it."""

    selection: BitSelection
    listing: Listing
    """The same in its order."""
    cursor: int | None
    found: bool
    """Whether the ask's target exists."""

    @property
    def position(self) -> int:
        """Position of the cursor; 0 in an empty selection."""
        return self.listing.position(self.cursor) if self.cursor is not None else 0


# -- the cursor ------------------------------------------------------------------------------------------------------


def place(index: Bitmaps, ask: Ask) -> Place:
    """The selection of an ask, and the cursor's position in it."""
    selection = index.matching(ask.query)
    listing = index.listed(ask.query, ask.lens)
    target: int | None = None
    match ask.at:
        case wants.ToEvent(id=id_):
            target = index.number(id_)
            if target not in selection:
                selection = index.matching(ask.query.unfiltered)
                listing = index.listed(ask.query.unfiltered, ask.lens)
        case wants.ToPosition(position=position):
            target = listing.at(max(0, min(position, listing.count - 1))) if listing.count else None
        case wants.ToDay(day=day):
            target = index.listed_from(selection, day)
        case wants.ToValue(field=field, token=token, beyond=beyond, by=by):
            target = _next(index.listing(index.part(selection, field, token), ask.lens), beyond, by)
        case wants.ToPoints() | wants.ToCells():
            target = _round(index.listing(_there(index, ask.at, selection), ask.lens), ask.at.beyond)
        case wants.ToSourced(position=position, by=by):
            ahead = range(max(0, position), listing.count) if by > 0 else range(min(position, listing.count - 1), -1, -1)
            numbers = (listing.at(position) for position in ahead)
            target = next((n for n in numbers if event_sources(index.event(n))), None)
    if target is not None:
        return Place(selection, listing, target, found=True)
    if not selection:
        return Place(selection, listing, None, found=ask.at is None)
    cursor = listing.at(min(listing.position(ask.anchor), listing.count - 1))
    return Place(selection, listing, cursor, found=ask.at is None)


def _there(index: Bitmaps, at: wants.ToPoints | wants.ToCells, selection: BitSelection) -> BitSelection:
    """The events of a selection at some points, or in some cells, of the map."""
    if isinstance(at, wants.ToPoints):
        return index.at_points(at.points, selection)
    bits = index.grid(at.cells).at(at.spots) & selection.bits
    return BitSelection(selection.query, bits, len(bits))


def _round(listing: Listing, beyond: int | None) -> int | None:
    """The event after a number, or after the last the first."""
    found = _next(listing, beyond, 1)
    return _next(listing, None, 1) if found is None else found


def _next(listing: Listing, beyond: int | None, by: int) -> int | None:
    """The event after a number (``by`` above 0), or the one before; from an end without a number."""
    if beyond is None:
        position = 0 if by > 0 else listing.count - 1
    else:
        position = listing.position(beyond) + (beyond in listing if by > 0 else -1)
    return listing.at(position) if 0 <= position < listing.count else None


# -- the whole selection ---------------------------------------------------------------------------------------------


def _ends(index: Bitmaps, _want: wants.Ends, here: Place) -> tuple[str, str] | None:
    dated = here.selection.count - index.undated(here.selection)
    if not dated:
        return None
    found = index.archive.dates(list(dict.fromkeys((here.selection.at(0), here.selection.at(dated - 1)))))
    return found[0], found[-1]


def _owned(index: Bitmaps, _want: wants.Owned, _here: Place) -> Own:
    return Own(index.owned("is", "marked"), index.owned("has", "note"))


def _new(index: Bitmaps, _want: wants.Changed, _here: Place) -> frozenset[int]:
    return index.owned(*CHANGED)


def _dead(index: Bitmaps, want: wants.Dead, here: Place) -> Total:
    return index.total(here.selection, want.lens)


def _facet(index: Bitmaps, want: wants.Facet, here: Place) -> tuple[ValueCount, ...]:
    query = Query() if want.whole else here.selection.query
    dead = index.facet_totals(want.field, query, want.dead) if want.dead else {}
    counted = index.facet(want.field, query)
    values = [ValueCount(token, events, dead.get(token), ()) for token, events in counted.items()]
    if not want.parts:
        return tuple(values)
    first, last = index.calendar.ends or (1, 1)
    cuts = index.cuts([first + (last + 1 - first) * part // want.parts for part in range(want.parts + 1)])
    drawn = ranking.drawn(want, query, values)
    return tuple(
        value._replace(spark=index.spread_common(around, bits, cuts, want.dead)) if value.token in drawn else value
        for value, (_, around, bits) in zip(values, index.facet_bits(want.field, query), strict=True)
    )


def _ranked(index: Bitmaps, want: wants.Ranked, here: Place) -> RankedValues:
    return ranking.values(index, want, here.selection.query)


def _months(index: Bitmaps, _want: wants.Months, here: Place) -> MonthCounts:
    edges = index.calendar.months if here.selection else []
    counted = zip(edges, index.histogram(here.selection, edges), strict=False)
    return MonthCounts(tuple(month for month in counted if month[1]), index.undated(here.selection))


def _last(index: Bitmaps, want: wants.Last, here: Place) -> int:
    return index.listed(here.selection.query, want.lens).last


def _around(index: Bitmaps, want: wants.Around, here: Place) -> Page:
    start, stop = want.positions(here.position, here.selection.count)
    if want.lines and here.selection.query.order == DATE:
        start, stop = _between_headings(index, want, here, start, stop)
    return Page(start, index.page(here.selection.query, start, stop, want.lens))


def _between_headings(index: Bitmaps, want: wants.Around, here: Place, start: int, stop: int) -> tuple[int, int]:
    """The positions of those rows around the cursor that are not out of sight because each month has a heading."""
    if here.position - start < want.before or stop - 1 - here.position < want.after:
        # the list ends here, and the cursor is not in the middle
        return start, stop
    cuts = index.cuts(index.calendar.months)
    months = [bisect_right(cuts, n) for n in here.selection.bits[start:stop]]
    # lines from one row to the next; the cursor's own is between those before and those after it
    steps = [1 + (month != following) for month, following in pairwise(months)]
    cursor = here.position - start
    before = bisect_right(list(accumulate(reversed(steps[:cursor]))), want.before)
    after = bisect_right(list(accumulate(steps[cursor:])), want.after)
    return here.position - before, here.position + after + 1


def _rows(index: Bitmaps, want: wants.Rows, here: Place) -> Page:
    start = max(0, min(want.start, here.selection.count))
    return Page(start, index.rows(here.selection, start, want.stop, want.lens))


def _bars(index: Bitmaps, want: wants.Bars, here: Place) -> Strip:
    cursor = None
    if here.cursor is not None and (when := dates.dated(index.archive.dates([here.cursor])[0])) is not None:
        cursor = when.listed
    layout = want.layout(index.calendar, cursor)
    return Strip(layout, index.bars(here.selection.query, tuple(layout.days), want.dead))


def _counted(index: Bitmaps, want: wants.Counted, _here: Place) -> tuple[int, ...]:
    return tuple(index.matching(query).count for query in want.queries)


def _crossed(index: Bitmaps, want: wants.Crossed, _here: Place) -> tuple[tuple[int, ...], ...]:
    across = [index.matching(query).bits for query in want.across]
    down = (index.matching(query).bits for query in want.down)
    if want.dead is None:
        return tuple(tuple(index.counts(row, across)) for row in down)
    return tuple(tuple(index.total_of(row & column, want.dead).high for column in across) for row in down)


def _first(index: Bitmaps, want: wants.First, _here: Place) -> tuple[Row, ...]:
    return index.rows(index.matching(want.query), 0, want.most, want.lens)


def _selected(index: Bitmaps, want: wants.Selected, here: Place) -> tuple[int, ...]:
    numbers = dict(index.known([id_ for group in want.groups for id_ in group]))
    return tuple(sum(numbers.get(id_, -1) in here.selection for id_ in group if id_ in numbers) for group in want.groups)


def _records(index: Bitmaps, want: wants.Records, here: Place) -> RecordsPart:
    numbers = [int(n) for n in here.selection.bits[: want.most]]
    events: list[Event] = []
    sources: dict[str, Source] = {}
    # sources are asked for while the slice that cites them is at hand
    for some in index.archive.slices(len(numbers), lambda start, stop: numbers[start:stop]):
        stopping.check()
        read = index.archive.events(some, whole=False)
        cited = dict.fromkeys(source for event in read for source in event_sources(event))
        sources.update((source.id, source) for source in index.sources([id_ for id_ in cited if id_ not in sources]))
        events += read
    return RecordsPart(tuple(events), tuple(sources.values()))


def _cited(index: Bitmaps, want: wants.Cited, here: Place) -> tuple[CitedSource, ...]:
    cited = index.cited(here.selection)
    if want.uncited and here.selection.count == index.count:
        cited |= dict.fromkeys(index.uncited(), 0)
    taken = index.claims_from(list(cited))
    return tuple(CitedSource(source, cited[source.id], taken[source.id]) for source in index.sources(list(cited)))


def _most_cited(index: Bitmaps, want: wants.MostCited, here: Place) -> MostCitedSources:
    return ranking.cited(index, here.selection, want.most)


def _claimed(index: Bitmaps, want: wants.Claimed, here: Place) -> tuple[ClaimantTotal, ...]:
    return ranking.claimed(index, here.selection, want.most)


# -- the map ---------------------------------------------------------------------------------------------------------


def _points(index: Bitmaps, _want: wants.Points, here: Place) -> MapCounts:
    return MapCounts(index.points(here.selection), index.extent, *index.unplaced(here.selection))


def _cells(index: Bitmaps, want: wants.Cells, here: Place) -> CellCounts:
    grid, count_in = index.grid(want), here.selection.bits.intersection_cardinality
    counts = (CellCount(*spot, count_in(bits), name) for spot, (bits, name) in grid.cells.items())
    by_precision = {precision: count_in(bits) for precision, bits in grid.precisions.items()}
    return CellCounts(grid.window, tuple(counts), index.extent, by_precision, *index.unplaced(here.selection))


def _at(index: Bitmaps, _want: wants.At, here: Place) -> PointCount | None:
    place = index.event(here.cursor).place if here.cursor is not None else None
    point = point_of(place)
    return PointCount(*point, 1) if point is not None else None


def _here(index: Bitmaps, _want: wants.Here, here: Place) -> int | None:
    return index.point(here.cursor) if here.cursor is not None else None


# -- one event -------------------------------------------------------------------------------------------------------


def _number(index: Bitmaps, id_: str, here: Place) -> int | None:
    return index.number(id_) if id_ else here.cursor


def _sources(index: Bitmaps, event: Event) -> tuple[Source, ...]:
    """An event's sources, put in order here and not when the store was made, so that no old store keeps an old order."""
    return in_order(event, index.sources(event_sources(event)))


def _in_full(index: Bitmaps, want: wants.InFull, here: Place) -> EventInFull | None:
    n = _number(index, want.id, here)
    if n is None:
        return None
    event, by = index.event(n), index.answered_by(n)
    links = (index.rows_of(ids) if ids else () for ids in (event.responds_to, by, event.related))
    return EventInFull(n, event, _sources(index, event), *links)


def _reading(index: Bitmaps, want: wants.Reading, here: Place) -> SourceInFull | None:
    n = _number(index, want.id, here)
    event = index.event(n) if n is not None else None
    sources = _sources(index, event) if event is not None else ()
    if n is None or event is None or not sources:
        return None
    current = want.place(sources, n)
    source = sources[current]
    citing = [other for other in index.citing(source.id) if other != n]
    first = citing[: want.most]
    taken = (sum(claim.source == source.id for claim in other.claims) for other in index.events(first))
    elsewhere = tuple(zip(index.rows_numbered(first), taken, strict=True)) if first else ()
    return SourceInFull(n, event, sources, current, index.sources(source.derived_from), elsewhere, len(citing) - len(first))


def _chain(index: Bitmaps, want: wants.Chain, here: Place) -> ChainPart | None:
    if here.cursor is None:
        return None
    ids = chain_of(index, here.cursor, want.most)
    return ChainPart(ids, sum(n in here.selection for n in index.numbers(ids)))


def chain_of(index: Bitmaps, n: int, most: int = 200) -> tuple[str, ...]:
    """The ids of an event, of all it responds to, directly or indirectly, and of all that respond to it, in date order.

    Args:
        index: The index.
        n: The event's number.
        most: Events on either side, at most.
    """

    def walk(step: Callable[[int], Iterable[str]]) -> dict[int, None]:
        found: dict[int, None] = {n: None}
        for here in (waiting := [n]):
            for number in index.numbers(list(step(here))):
                if number not in found and len(found) < most:
                    found[number] = None
                    waiting.append(number)
        return found

    found = sorted(walk(lambda here: index.event(here).responds_to) | walk(index.answered_by))
    return tuple(index.event(number).id for number in found)


# -- records by name -------------------------------------------------------------------------------------------------


def _steps(index: Bitmaps, want: wants.Steps, _here: Place) -> tuple[StepInFull, ...]:
    events = index.events(index.numbers(want.ids))
    return tuple(StepInFull(event, index.rows_of(event.responds_to) if event.responds_to else ()) for event in events)


def _named(index: Bitmaps, want: wants.Named, _here: Place) -> tuple[Row, ...]:
    return index.rows_of(want.ids)


def _bodies(index: Bitmaps, want: wants.Bodies, _here: Place) -> dict[str, str]:
    return index.bodies(want.ids)


def _titled(index: Bitmaps, want: wants.Titled, _here: Place) -> tuple[Row, ...]:
    return index.rows_numbered(index.titled(want.words, want.most))


def _citing(index: Bitmaps, want: wants.Citing, _here: Place) -> tuple[Event, ...]:
    return index.events(index.citing(want.source))


ANSWERS: dict[type[Want[Any]], Callable[[Bitmaps, Any, Place], Any]] = {
    wants.Ends: _ends,
    wants.Owned: _owned,
    wants.Changed: _new,
    wants.Dead: _dead,
    wants.Facet: _facet,
    wants.Ranked: _ranked,
    wants.Months: _months,
    wants.Last: _last,
    wants.Around: _around,
    wants.Rows: _rows,
    wants.Bars: _bars,
    wants.Counted: _counted,
    wants.InFull: _in_full,
    wants.Reading: _reading,
    wants.Crossed: _crossed,
    wants.First: _first,
    wants.Points: _points,
    wants.Here: _here,
    wants.Cells: _cells,
    wants.At: _at,
    wants.Cited: _cited,
    wants.MostCited: _most_cited,
    wants.Claimed: _claimed,
    wants.Records: _records,
    wants.Chain: _chain,
    wants.Selected: _selected,
    wants.Steps: _steps,
    wants.Named: _named,
    wants.Bodies: _bodies,
    wants.Titled: _titled,
    wants.Citing: _citing,
}
"""The function that answers each want."""
