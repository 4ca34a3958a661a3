"""An event in full: what happened, who reports which figure, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cttui.explore.state import State
from cttui.lazy import derived
from cttui.model import claims, dates
from cttui.model.claims import Group, stated
from cttui.model.records import Claim, CodedCell, CodedEvent, Event, Source, Timeline
from cttui.model.register import Register
from cttui.model.sources import independent, is_background, issued_of, publisher_of
from cttui.store.index import Answer, Ask, Index
from cttui.store.parts import EventInFull, Row
from cttui.store.wants import InFull, Owned, Want


class Claimant(NamedTuple):
    """Who states a figure, and in which of the event's sources."""

    by: str
    source: int
    """Number of the source in the event's list, from 1."""
    superseded: bool
    """Whether a later number by the same body supersedes this one."""


class FigureView(NamedTuple):
    """A figure, and all who state it."""

    stated: str
    claimants: tuple[Claimant, ...]
    notes: tuple[str, ...]


class FiguresView(NamedTuple):
    """Comparable claims, grouped by the figure they state."""

    measure: str
    who: str
    scope: str
    """Unit, period and province, if not obvious from the event."""
    disputed: bool
    differing: bool
    figures: tuple[FigureView, ...]


SENSITIVE = "sensitive"
"""The word for a source that stays out of exports."""


class SourceLine(NamedTuple):
    """A source in a list: its number there and who published it when."""

    number: int
    id: str
    publisher: str
    issued: str
    standpoint: str
    background: bool
    """Whether it is older than the event."""
    sensitive: bool = False
    """Whether it stays out of exports."""

    @property
    def about(self) -> str:
        """What kind of source it is: its standpoint, and whether it is background or sensitive."""
        return " · ".join(
            (self.standpoint, *(("background",) if self.background else ()), *((SENSITIVE,) if self.sensitive else ()))
        )


class LinkView(NamedTuple):
    """Another event, and its relation to this one."""

    id: str
    date: str
    title: str
    gap: str = ""
    """The days from this event to that one, in words, if one responds to the other."""


class RowView(NamedTuple):
    """The row of a dataset that an event was made from."""

    cells: tuple[CodedCell, ...]
    """Its cells in the order of the file, without the empty ones."""
    columns: int
    """How many columns the file has."""

    @property
    def heading(self) -> str:
        """How much of the row there is to see, and how much is empty."""
        empty = self.columns - len(self.cells)
        return f"Row: {len(self.cells)} of {self.columns} columns{f', {empty} empty' if empty else ''}"


def row_of(event: Event) -> RowView | None:
    """The row that an event was made from; ``None`` for an event of a timeline."""
    if not isinstance(event, CodedEvent) or not event.cells:
        return None
    return RowView(event.cells, max(event.columns, len(event.cells)))


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
    """Headings with their events."""
    threads: tuple[str, ...]
    row: RowView | None = None
    """The row of a dataset that it was made from; ``None`` for an event of a timeline."""
    marked: bool = False
    """Whether the reader marked it."""
    note: str = ""
    """What the reader wrote about it."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The current event, and the reader's mark and note."""
        return InFull(state.subject), Owned()

    @staticmethod
    def of(answer: Answer, state: State) -> DetailView | None:
        """The current event; ``None`` in an empty selection."""
        part = answer[InFull(state.subject)]
        if part is None:
            return None
        view = DetailView.shown(part, state.register, state.head)
        return view._replace(marked=part.n in answer[Owned()].marked, note=state.note(part.event.id))

    @classmethod
    def build(cls, index: Index, n: int) -> DetailView:
        """The event with a number, asked by itself."""
        part = index.answer(Ask(wants=(InFull(),), anchor=n))[InFull()]
        assert part is not None  # noqa: S101 - the event with this number is the one at the cursor
        return cls.shown(part, index.register, index.head)

    @classmethod
    def shown(cls, part: EventInFull, register: Register, head: Timeline) -> DetailView:
        """An event and what belongs to it, in words."""
        event, sources = part.event, part.sources
        numbers = {source.id: number for number, source in enumerate(sources, 1)}
        groups = claims.group(event, {source.id: source.issued for source in sources}, register)
        names = province_names(head)
        place = event.place
        where = [place.name, place.district] if place else []
        return cls(
            id=event.id,
            date=dates.describe(event.when) if event.when else "date unknown",
            title=event.title,
            place=", ".join(dict.fromkeys(part for part in where if part)),
            kind=event.kind,
            provinces=tuple(names[code] for code in event.provinces),
            actors=event.actors,
            tags=event.tags,
            summary=event.summary,
            figures=tuple(_figures(head, group, numbers) for group in groups),
            sources=source_lines(event, sources),
            independent=independent(sources),
            links=tuple(_links(part)),
            threads=tuple(thread.title for thread in head.threads if event.id in thread.events),
            row=row_of(event),
        )


def _links(part: EventInFull) -> Iterator[tuple[str, tuple[LinkView, ...]]]:
    said = {"Responds to": part.answers, "Responses": part.answered_by}
    told = {row.id for rows in said.values() for row in rows}
    for heading, rows in {**said, "Related": tuple(row for row in part.related if row.id not in told)}.items():
        if rows:
            links = (LinkView(row.id, brief_date(row.date), row.title, _gap(part.event, row, heading)) for row in rows)
            yield heading, tuple(links)


def _gap(event: Event, row: Row, heading: str) -> str:
    """The days between an event and one that it responds to or that responds to it."""
    then = dates.dated(row.date)
    if heading == "Related" or event.when is None or then is None:
        return ""
    return dates.describe_gap(event.when, then)


def brief_date(text: str) -> str:
    """A date in a list of links: ``26 Mar 2024``, ``Mar 2024``."""
    return dates.brief(dates.parse(text)) if text else "no date"


def source_lines(event: Event, sources: Sequence[Source]) -> tuple[SourceLine, ...]:
    """An event's sources, numbered as they stand."""
    return tuple(
        SourceLine(n, one.id, publisher_of(one), issued_of(one), one.standpoint, is_background(event, one), one.sensitive)
        for n, one in enumerate(sources, 1)
    )


def _figures(head: Timeline, group: Group, numbers: Mapping[str, int]) -> FiguresView:
    by_figure: dict[str, list[tuple[Claim, bool]]] = {}
    for position, claim in enumerate(group.claims):
        by_figure.setdefault(stated(claim), []).append((claim, position in group.superseded))
    return FiguresView(
        group.measure,
        group.who,
        scope(head, group.claims[0]),
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


@derived
def province_names(head: Timeline) -> dict[str, str]:
    """The names of a timeline's provinces by code."""
    return {province.code: province.name for province in head.provinces}


def scope(head: Timeline, claim: Claim) -> str:
    """Unit, period and province of a claim in words."""
    province = province_names(head).get(claim.province or "", "")
    period = dates.describe(dates.parse(claim.period)) if claim.period else ""
    return ", ".join(part for part in (claim.unit, period, province) if part)
