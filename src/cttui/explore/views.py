"""What panes show: frozen view models of plain text, numbers and ids, each built from an index.

A pane gets its whole view at once and compares it with the one before, so equal views cost no repaint. Nothing here knows
how a terminal draws; nothing a pane shows is read from anywhere else. Most are named tuples, which take a tenth of the
time of a dataclass to define: launch is counted in milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cttui.model import claims, dates, periods
from cttui.model.claims import Group, Lens, Total, stated
from cttui.model.records import Claim, Event, Source
from cttui.query.fields import FIELDS, event_sources
from cttui.query.language import Query
from cttui.store.selection import Row, Selection
from cttui.store.sqlite import Index


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The first line of the screen."""

    title: str
    count: int
    total: int
    span: str
    """From the first to the last day of the selection; empty where it is empty or undated."""
    marks: int
    """Events of the timeline that the reader marked."""

    @classmethod
    def build(cls, index: Index, selection: Selection, marks: int = 0) -> HeaderView:
        """The header for a selection."""
        days = [row.date for row in (*index.rows(selection, 0, 1), *_last_dated(index, selection)) if dates.dated(row.date)]
        span = ""
        if days:
            first, last = (dates.brief(dates.Edtf(end.text, end, end)) for end in _ends(days[0], days[-1]))
            span = first if first == last else f"{first} – {last}"
        return cls(index.head.meta.title, selection.count, index.count, span, marks)


def _ends(first: str, last: str) -> tuple[dates.Point, dates.Point]:
    """Where the first and the last date are listed: their starts, or the end of one whose start is open."""
    return tuple(when.end if when.start.is_missing else when.start for when in map(dates.parse, (first, last)))  # type: ignore[return-value]


def _last_dated(index: Index, selection: Selection) -> tuple[Row, ...]:
    dated = selection.count - index.undated(selection)
    return index.rows(selection, dated - 1, dated) if dated else ()


class AboutView(NamedTuple):
    """What the timeline is and how it was made."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Names and values: its period, how much is in it, its licence."""
    method: str

    @classmethod
    def build(cls, index: Index) -> AboutView:
        """From the timeline's own table."""
        meta = index.head.meta
        facts = (
            ("period", dates.describe(dates.parse(meta.period))),
            ("holds", f"{index.count:,} events, {index.source_count:,} sources, {len(index.head.threads):,} threads"),
            ("days are of", meta.time_zone),
            ("updated", dates.describe(dates.parse(meta.updated)) if meta.updated else ""),
            ("licence", meta.licence),
        )
        return cls(meta.title, tuple((name, value) for name, value in facts if value), meta.method)


class NamedQuery(NamedTuple):
    """A query that was given a name."""

    name: str
    query: str
    whose: str
    """Whose it is, in a word or two."""


class BarView(NamedTuple):
    """The filter bar and the line below it."""

    text: str
    """What the bar says."""
    sentence: str
    """The query in words, or what is wrong with the text."""
    total: str = ""
    """The dead of the selection under the lens in force, and how many events had no figure."""
    lifted: int = 0
    """How many filters were lifted and can be put back."""
    fault: tuple[int, int] | None = None
    """Where in the text something is wrong, in characters; the last good selection is on screen then."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field in a pane that filters by it."""

    token: str
    label: str
    count: int
    """How many events there would be if this value of the field alone were chosen, under the other filters."""
    chosen: bool
    excluded: bool
    dead: Total | None = None
    """The dead of these events, where they are counted instead."""

    @property
    def figure(self) -> str:
        """What stands behind the value: events, or the dead."""
        return f"{self.count:,}" if self.dead is None else str(self.dead)

    @property
    def weight(self) -> int:
        """What is compared: events, or the highest number of dead."""
        return self.count if self.dead is None else self.dead.high


class Tile(NamedTuple):
    """A province on the tile map."""

    choice: Choice
    key: str
    """The digit that toggles it; empty past the seventh."""
    cell: tuple[int, int] | None
    """Column and row; ``None`` beside the map."""
    abroad: bool


class ProvincesView(NamedTuple):
    """The tile map of provinces and territories, with abroad and nationwide apart."""

    tiles: tuple[Tile, ...]

    @classmethod
    def build(cls, index: Index, query: Query, lens: Lens | None = None) -> ProvincesView:
        """The provinces in the file's order; digits go to those that have a tile and are not abroad."""
        choices = {choice.token: choice for choice in _choices(index, "province", query, lens)}
        keys = iter("1234567")
        return cls(
            tuple(
                Tile(choices[p.short], next(keys, "") if p.tile and not p.abroad else "", p.tile, p.abroad)
                for p in index.head.provinces
            )
        )


class FacetView(NamedTuple):
    """A field's values, those that stand for most events first."""

    field: str
    title: str
    choices: tuple[Choice, ...]
    """Values that stand for some event, and all that the query names."""


@dataclass(frozen=True, slots=True)
class FacetsView:
    """The facets pane."""

    facets: tuple[FacetView, ...]
    query: str
    """The query's text: what the sparklines are of, together with the counts."""
    spark: Callable[[str, str, int], tuple[int, ...]] = field(compare=False, repr=False)
    """A field's value over the timeline's period, counted in so many equal parts of it."""

    @classmethod
    def build(cls, index: Index, query: Query, lens: Lens | None = None) -> FacetsView:
        """Every field with a facet and something to choose, counted under the other filters."""
        found = (
            FacetView(item.name, item.title, _listed(index, item.name, query, lens)) for item in FIELDS.values() if item.facet
        )

        def spark(name: str, token: str, parts: int) -> tuple[int, ...]:
            first, last = index.days or (1, 1)
            edges = [first + (last + 1 - first) * part // parts for part in range(parts + 1)]
            chosen = index.select(query.only(name, token))
            return index.toll_histogram(chosen, edges, lens) if lens else index.histogram(chosen, edges)

        return cls(tuple(facet for facet in found if facet.choices), query.text, spark)


def _listed(index: Index, name: str, query: Query, lens: Lens | None) -> tuple[Choice, ...]:
    return tuple(choice for choice in _choices(index, name, query, lens) if choice.count or choice.chosen or choice.excluded)


def _choices(index: Index, name: str, query: Query, lens: Lens | None) -> list[Choice]:
    dead = index.facet_totals(name, query, lens) if lens else {}
    counts = index.facet(name, query)
    chosen, excluded = query.chosen(name), query.excluded(name)
    found = [
        Choice(
            value.token, value.label, counts[value.token], value.token in chosen, value.token in excluded, dead.get(value.token)
        )
        for value in index.vocabulary.values[name]
    ]
    return found if name == "province" else sorted(found, key=lambda choice: -choice.weight)


@dataclass(frozen=True, slots=True)
class Heading:
    """A month in the list."""

    label: str
    first: int
    """Position of its first event in the selection."""
    count: int


def _months(index: Index) -> tuple[int, ...]:
    """The first days of the months of the timeline that have events, and of the one after the last."""
    day = index.days[0] if index.days else None
    found, stop = [], 0
    while day is not None:
        stop = periods.next_start("month", day)
        found.append(periods.start_of("month", day))
        day = index.following(stop)
    return (*found, stop)


@dataclass(frozen=True, slots=True)
class EventsView:
    """The list of events: headings, and rows asked for by range."""

    query: str
    """The query's text; with the timeline it says which events these are."""
    lens: str
    """Name of the lens by which their dead are counted."""
    count: int
    hidden: int
    """Events of the timeline that the filters hide."""
    filters: int
    """How many filters there are."""
    position: int
    """Position of the cursor; 0 in an empty list."""
    headings: tuple[Heading, ...]
    rows: Callable[[int, int], tuple[Row, ...]] = field(compare=False, repr=False)
    """The events from one position to before another."""
    marked: frozenset[int] = frozenset()
    """Numbers of the events that the reader marked."""
    noted: frozenset[int] = frozenset()
    """Numbers of the events that the reader wrote about."""

    @classmethod
    def build(cls, index: Index, selection: Selection, position: int, lens: Lens = claims.ALL) -> EventsView:
        """The list of a selection."""
        headings: list[Heading] = []
        if index.days and selection.count:
            edges, first = _months(index), 0
            for start, number in zip(edges, index.histogram(selection, edges), strict=False):
                if number:
                    headings.append(Heading(periods.label("month", start), first, number))
                    first += number
        if undated := index.undated(selection):
            headings.append(Heading("Undated", selection.count - undated, undated))

        def rows(start: int, stop: int) -> tuple[Row, ...]:
            return index.rows(selection, start, stop, lens)

        hidden, filters = index.count - selection.count, len(selection.query.clauses)
        return cls(selection.query.text, lens.name, selection.count, hidden, filters, position, tuple(headings), rows)

    @property
    def line_count(self) -> int:
        """Lines of the list: its events and their headings."""
        return self.count + len(self.headings)

    def line_of(self, position: int) -> int:
        """The line that the event at a position stands on."""
        return position + bisect_right(self.headings, position, key=lambda heading: heading.first)

    def at_line(self, line: int) -> Heading | int:
        """What stands on a line: a heading, or the position of an event."""
        place = bisect_right(range(len(self.headings)), line, key=lambda i: self.headings[i].first + i) - 1
        heading = self.headings[place]
        return heading if line == heading.first + place else line - place - 1


class Claimant(NamedTuple):
    """Who states a figure, and in which of the event's sources."""

    by: str
    source: int
    """Number of the source in the event's list, from 1."""
    superseded: bool
    """Whether a later number by the same body replaces this one."""


class FigureView(NamedTuple):
    """A figure, and all who state it."""

    stated: str
    claimants: tuple[Claimant, ...]
    notes: tuple[str, ...]


class FiguresView(NamedTuple):
    """Comparable claims, gathered by the figure they state."""

    measure: str
    who: str
    scope: str
    """Unit, period and province where they are not plain from the event."""
    disputed: bool
    differing: bool
    figures: tuple[FigureView, ...]


class SourceLine(NamedTuple):
    """A source in a list: its number there and who published it when."""

    number: int
    id: str
    publisher: str
    issued: str
    standpoint: str
    title: str


class LinkView(NamedTuple):
    """Another event, and how it belongs to this one."""

    id: str
    date: str
    title: str
    gap: str = ""
    """The days from this event to that one, in words, where one answers the other."""


class DetailView(NamedTuple):
    """An event, whole."""

    id: str
    date: str
    title: str
    place: str
    kind: str
    provinces: tuple[str, ...]
    actors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    figures: tuple[FiguresView, ...]
    sources: tuple[SourceLine, ...]
    independent: int
    links: tuple[tuple[str, tuple[LinkView, ...]], ...]
    """A heading each, with the events under it."""
    threads: tuple[str, ...]
    marked: bool = False
    """Whether the reader marked it."""
    note: str = ""
    """What the reader wrote about it."""

    @classmethod
    def build(cls, index: Index, n: int) -> DetailView:
        """The event with a number."""
        event = index.event(n)
        sources = index.sources(event_sources(event))
        groups = claims.group(event, {source.id: source.issued for source in sources}, index.register)
        numbers = {source: number for number, source in enumerate(event_sources(event), 1)}
        names = {province.code: province for province in index.head.provinces}
        place = event.place
        where = [place.name, place.district] if place else []
        return cls(
            id=event.id,
            date=dates.describe(event.when) if event.when else "no date known",
            title=event.title,
            place=", ".join(dict.fromkeys(part for part in where if part)),
            kind=event.kind,
            provinces=tuple(names[code].name for code in event.provinces),
            actors=event.actors,
            tags=event.tags,
            summary=event.summary,
            figures=tuple(_figures(index, group, numbers) for group in groups),
            sources=tuple(source_line(number, source) for number, source in enumerate(sources, 1)),
            independent=claims.independent(sources),
            links=tuple(_links(index, event, n)),
            threads=tuple(thread.title for thread in index.head.threads if event.id in thread.events),
        )


def _links(index: Index, event: Event, n: int) -> Iterator[tuple[str, tuple[LinkView, ...]]]:
    said = {"Answers": event.responds_to, "Answered by": index.answered_by(n)}
    told = {id_ for ids in said.values() for id_ in ids}
    for heading, ids in {**said, "Related": tuple(id_ for id_ in event.related if id_ not in told)}.items():
        if ids:
            rows = index.rows_of(ids)
            yield heading, tuple(LinkView(r.id, brief_date(r.date), r.title, _gap(event, r, heading)) for r in rows)


def _gap(event: Event, row: Row, heading: str) -> str:
    """The days between an event and one that it answers or that answers it."""
    then = dates.dated(row.date)
    if heading == "Related" or event.when is None or then is None:
        return ""
    return dates.describe_gap(event.when, then)


def brief_date(text: str) -> str:
    """A date in a list of links: ``26 Mar 2024``, ``Mar 2024``."""
    return dates.brief(dates.parse(text)) if text else "no date"


def source_line(number: int, source: Source) -> SourceLine:
    """A source with its number in an event's list."""
    issued = dates.brief(dates.parse(source.issued)) if source.issued else "no date"
    return SourceLine(number, source.id, source.publisher or "publisher not known", issued, source.standpoint, source.title)


def _figures(index: Index, group: Group, numbers: Mapping[str, int]) -> FiguresView:
    by_figure: dict[str, list[tuple[Claim, bool]]] = {}
    for position, claim in enumerate(group.claims):
        by_figure.setdefault(stated(claim), []).append((claim, position in group.superseded))
    return FiguresView(
        group.measure,
        group.who,
        scope(index, group.claims[0]),
        bool(group.disputes),
        bool(group.differences),
        tuple(
            FigureView(
                figure,
                tuple(Claimant(claim.by, numbers[claim.source], replaced) for claim, replaced in found),
                tuple(dict.fromkeys(claim.note for claim, _ in found if claim.note)),
            )
            for figure, found in by_figure.items()
        ),
    )


def scope(index: Index, claim: Claim) -> str:
    """Unit, period and province of a claim in words."""
    province = next((p.name for p in index.head.provinces if p.code == claim.province), "")
    period = dates.describe(dates.parse(claim.period)) if claim.period else ""
    return ", ".join(part for part in (claim.unit, period, province) if part)
