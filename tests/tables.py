"""Tables of events over small datasets and timelines, and what is asked of them and of an embedded store alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.imports.events import event_of, header_of, sources_of, units_of
from cttui.imports.format import Format
from cttui.imports.ged import GED
from cttui.imports.rows import written
from cttui.imports.units import named
from cttui.model.claims import ALL, Lens
from cttui.model.periods import Days
from cttui.model.records import Event, Meta, Source, Timeline
from cttui.query.fields import FIELDS, event_sources
from cttui.query.language import Query, parse
from cttui.store import layout, wants
from cttui.store.clickhouse import rows, schema, whole
from cttui.store.clickhouse.begins import Begins, chosen
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.reader import Reader
from cttui.store.clickhouse.server import Server
from cttui.store.contribution import Contributor, dump, in_date_order
from cttui.store.index import Answer, Ask, Index
from cttui.store.wants import Want
from datasets import COLUMNS, row
from packing import IDENT, POOLS
from strategies import clause_texts

MANY = 2_000
"""Rows that are sent at once."""
IMPORT = 1
"""The number of the import that the rows are of."""
_ORDERS = ("", "", "", "order:killed", "order:sources", "order:disputes")
_PHRASES = ('"of the"', '"of the dead"', "of", "o", "quay", '"the quay"', '"government of"', "zz", "almina", '"herald 2031"')
FACETED = [field.name for field in FIELDS.values() if field.shape == "values" and field.name != "source"]
"""The fields with facets."""


# -- tables ----------------------------------------------------------------------------------------------------------


def rows_of(form: Format, count: int, seed: int) -> list[list[str]]:
    """As many random rows of a format, each with an id of its own; many have cells in common."""
    random, pools = Random(seed), POOLS[form.id]  # noqa: S311 - no secret
    found = []
    for number in range(count):
        changed = random.sample(sorted(pools), random.randint(0, min(7, len(pools))))
        cells = {column: random.choice(pools[column]) for column in changed}
        found.append(row(form, **cells, **{IDENT[form.id]: str(203105020000 + number * 7 % 100_003)}))
    return found


def head_of(form: Format, content: Sequence[Sequence[str]], meta: Meta) -> Timeline:
    """The timeline that rows are of, with their sources."""
    header = header_of(COLUMNS[form.id])
    sources = {form.dataset.id: form.dataset}
    sources |= {source.id: source for cells in content for source in sources_of(form, header, cells)}
    return Timeline(
        meta=meta,
        provinces=named([unit for cells in content for unit in units_of(form, header, cells)]),
        claimants=(form.claimant,),
        populations=form.populations,
        sources=tuple(sources.values()),
    )


def made(
    form: Format,
    content: Sequence[Sequence[str]],
    timeline: Timeline,
    begins: Begins,
    numbering: Numbering | None = None,
    first: int = 0,
) -> list[tuple[object, ...]]:
    """The rows of a table over the rows of a dataset, from a number onwards."""
    header = header_of(COLUMNS[form.id])
    maker = rows.Maker(Contributor(timeline), {form.dataset.id: form.dataset.issued}, begins, numbering)
    first += IMPORT << schema.IMPORT
    text = written(",")
    return [maker.row(event_of(form, header, cells, n + 1), first + n, text(cells)) for n, cells in enumerate(content)]


def sent(server: Server, found: Sequence[tuple[object, ...]]) -> str:
    """A new table of some rows, in place of the one that was there; returns its name."""
    table = f"{server.address.database}.{server.address.table}"
    server.do(f"DROP TABLE IF EXISTS {table}")
    server.do(schema.create_events(table, server.version))
    for first in range(0, len(found), MANY):
        server.insert(table, schema.NAMES, rows.encode(found[first : first + MANY]))
    return table


def filled(
    server: Server, form: Format, content: Sequence[Sequence[str]], meta: Meta, numbering: Numbering | None = None
) -> ClickHouseIndex:
    """An index over a new table of the rows of a dataset."""
    timeline = head_of(form, content, meta)
    begins = Begins(chosen(map(" ".join, content)))
    table = sent(server, made(form, content, timeline, begins, numbering))
    reader, known = Reader(form, {IMPORT: (COLUMNS[form.id], ",")}), whole.survey(server, table)
    head, indexed = replace(timeline, sources=()), schema.is_indexed(server.version)
    return ClickHouseIndex(server, table, head, reader, known, begins=begins, indexed=indexed)


class Plain(Reader):
    """Reads rows that hold events as JSON: of a timeline, which has what no dataset has."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(GED, {})
        self._sources = {source.id: source for source in timeline.sources}

    def event(self, seq: int, id_: str, raw: str) -> Event:  # noqa: ARG002 - the other's
        return layout.to_event(json.loads(raw))

    bare = event

    def sources(self, seq: int, raw: str) -> tuple[Source, ...]:
        return tuple(self._sources[id_] for id_ in event_sources(self.event(seq, "", raw)))


class OfTimeline(ClickHouseIndex):
    """An index over the events of a timeline."""

    @property
    def issued(self) -> Mapping[str, str]:
        return self.dates

    dates: Mapping[str, str] = {}


def filled_by(server: Server, timeline: Timeline) -> OfTimeline:
    """An index over a new table of the events of a timeline."""
    issued = {source.id: source.issued for source in timeline.sources}
    begins = Begins(chosen(event.title for event in timeline.events))
    maker = rows.Maker(Contributor(timeline), issued, begins)
    events = in_date_order(timeline)
    table = sent(server, [maker.row(event, n, dump(event)) for n, event in enumerate(events)])
    head = replace(timeline, sources=(), events=())
    reader, known, indexed = Plain(timeline), whole.survey(server, table), schema.is_indexed(server.version)
    found = OfTimeline(server, table, head, reader, known, begins=begins, indexed=indexed)
    found.dates = issued
    return found


# -- questions -------------------------------------------------------------------------------------------------------


def query_of(text: str, index: Index) -> Query | None:
    """A query; none if it cannot be read."""
    try:
        return parse(text, index.vocabulary)
    except QueryError:
        return None


@st.composite
def queries(draw: st.DrawFn, index: Index, most: int = 3) -> Query:
    """Queries of up to so many clauses, in any order."""
    clauses = st.one_of(clause_texts(index.vocabulary), clause_texts(index.vocabulary), st.sampled_from(_PHRASES))
    texts = [*draw(st.lists(clauses, max_size=most)), draw(st.sampled_from(_ORDERS))]
    found = query_of(" ".join(texts), index)
    return found if found is not None and not _names_source(found) else Query()


def _names_source(query: Query) -> bool:
    return any(getattr(clause, "field", "") == "source" for clause in query.clauses)


def targets(index: Index, ids: Sequence[str], values: Sequence[tuple[str, str]]) -> st.SearchStrategy[wants.Target | None]:
    """Where the cursor may be sent; events are named by their places in date order."""
    number = st.integers(0, index.count - 1)
    beyond = st.one_of(st.none(), number)
    first, last = index.calendar.ends or (1, 1)
    day, by = st.integers(first - 40, last + 40), st.sampled_from((1, -1))
    view = wants.Cells(20, 10)
    points = index.answer(Ask(wants=(wants.Points(),)))[wants.Points()].points
    some = st.lists(st.integers(0, len(points) - 1), max_size=3).map(tuple) if points else st.just(())
    spots = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 9)), max_size=60).map(tuple)
    return st.one_of(
        st.none(),
        st.none(),
        st.builds(wants.ToPosition, st.integers(-2, index.count + 2)),
        st.builds(wants.ToEvent, st.sampled_from(ids)),
        st.builds(wants.ToDay, day),
        st.builds(lambda value, n, by: wants.ToValue(value[0], value[1], n, by), st.sampled_from(values), beyond, by),
        st.builds(wants.ToPoints, some, beyond),
        st.builds(wants.ToCells, st.just(view), spots, beyond),
        st.builds(wants.ToSourced, st.integers(-2, index.count + 2), by),
    )


def everything(index: Index, ids: Sequence[str], sources: Sequence[str]) -> st.SearchStrategy[Want[Any]]:
    """All wants there are, each in many ways."""
    lenses = st.sampled_from((ALL, *map(Lens, ("best", "official", "lowest", "highest")), *map(Lens, sources[-2:])))
    dead = st.one_of(st.none(), lenses)
    field, few = st.sampled_from(FACETED), st.integers(0, 6)
    query = queries(index, 1)
    some = st.lists(st.sampled_from((*ids, "none")), max_size=5).map(tuple)
    known = st.lists(st.sampled_from(ids), max_size=5).map(tuple)
    whole_days = Days(*(index.calendar.ends or (1, 1)))
    words = st.sampled_from((("dockers",), ("gov",), ("government", "of"), ("northport", "t"), ("zz",), ("k",)))
    cells = st.builds(
        wants.Cells, st.sampled_from((0, 20, 40)), st.just(12), few, st.sampled_from((None, (12.5, -7.0), (-20.0, 170.0)))
    )
    return st.one_of(
        *map(st.just, (wants.Ends(), wants.Owned(), wants.Changed(), wants.Months(), wants.Points(), wants.Here(), wants.At())),
        st.builds(wants.Dead, lenses),
        st.builds(wants.Facet, field, dead, few, few, st.sampled_from((None, frozenset(("battle", "Dockers")))), st.booleans()),
        st.builds(wants.Ranked, field, few, dead, few, few, st.sampled_from(((), ("d",), ("of", "g")))),
        st.builds(wants.Last, lenses),
        st.builds(wants.Around, few, st.integers(0, 40), lenses),
        st.builds(wants.Rows, st.integers(-1, index.count), st.integers(0, index.count), lenses),
        st.builds(wants.Bars, st.just(whole_days), st.none(), st.integers(6, 60), st.sampled_from(("", "year", "week")), dead),
        st.builds(wants.Counted, st.lists(query, max_size=3).map(tuple)),
        st.builds(wants.Crossed, st.lists(query, max_size=2).map(tuple), st.lists(query, max_size=3).map(tuple), dead),
        st.builds(wants.First, query, few, lenses),
        cells,
        st.builds(wants.InFull, st.sampled_from(("", *ids))),
        st.builds(wants.Reading, st.sampled_from(("", *ids)), st.sampled_from((0, 1, 9, *sources)), few),
        st.builds(wants.Cited),
        st.builds(wants.MostCited, st.integers(1, 6)),
        st.builds(wants.Claimed, few),
        st.builds(wants.Records, few),
        st.just(wants.Chain()),
        st.builds(wants.Selected, st.lists(some, max_size=3).map(tuple)),
        st.builds(wants.Steps, known),
        st.builds(wants.Named, some),
        st.builds(wants.Bodies, some),
        st.builds(wants.Titled, words, few),
        st.builds(wants.Citing, st.sampled_from([source for source in sources if source != GED.dataset.id] or [sources[0]])),
    )


@st.composite
def asks(draw: st.DrawFn, index: Index, ids: Sequence[str], sources: Sequence[str], values: Sequence[tuple[str, str]]) -> Ask:
    """Asks of an embedded store, with a few wants each."""
    found = st.lists(everything(index, ids, sources), max_size=4, unique=True).map(tuple)
    lens = draw(st.sampled_from((ALL, ALL, ALL, Lens("best"), Lens("lowest"), Lens(sources[0]))))
    return Ask(
        draw(queries(index)), draw(found), draw(st.integers(0, index.count - 1)), draw(targets(index, ids, values)), lens
    )


# -- answers ---------------------------------------------------------------------------------------------------------


class Both:
    """An embedded store and a table of the same events, asked alike."""

    def __init__(self, embedded: Index, table: ClickHouseIndex) -> None:
        self.embedded = embedded
        self.table = table
        self.numbers = table.numbers(table.ids())
        """The number in the table of each event by its number in the store."""
        self._ranks = {number: rank for rank, number in enumerate(self.numbers)}

    def ask(self, ask: Ask) -> tuple[Answer, Answer]:
        """Both answers to an ask."""
        beyond = getattr(ask.at, "beyond", None)
        at = replace(ask.at, beyond=self.numbers[beyond]) if beyond is not None else ask.at  # type: ignore[type-var]  # a target with it
        # no number at all stands for the first event
        anchor = self.numbers[ask.anchor] if ask.anchor else 0
        return self.embedded.answer(ask), self.table.answer(replace(ask, anchor=anchor, at=at))

    def hold(self, ask: Ask) -> None:
        """Hold the two answers to an ask to each other."""
        one, other = self.ask(ask)
        assert self.plain(other) == self.plain(one)
        for want in ask.wants:
            assert self.ranked(other[want]) == one[want], want

    def plain(self, answer: Answer) -> object:
        """All that an answer says beside its parts."""
        selection = answer.selection
        return self.ranked(
            (answer.cursor, answer.position, answer.row, answer.found, selection.query.text, selection.count),
        )

    def ranked(self, value: Any) -> Any:
        """An answer with the numbers of events in the table replaced by those in the store."""
        if isinstance(value, int) and value >= 1 << 100:
            return self._ranks[value]
        if isinstance(value, frozenset):
            return frozenset(map(self.ranked, value))
        if isinstance(value, dict):
            return {key: self.ranked(one) for key, one in value.items()}
        if isinstance(value, tuple):
            parts = map(self.ranked, value)
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "n"):
            return replace(value, **{field.name: self.ranked(getattr(value, field.name)) for field in fields(value)})
        return value
