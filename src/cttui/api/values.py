"""What a program is given: frozen values of plain texts, numbers and tuples.

The fields of an event, claim, dispute or source are the columns of its table, under the names that they have in exports
(``exports/tables``); what stands beside a row, as the claims of an event, is no column. docs/api.md is made of the docstrings
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from cttui.explore.citation import cite
from cttui.explore.coverage import Search as Searched
from cttui.exports import tables
from cttui.exports.items import Figure, Item, Record, claim_record, dispute_record, event_record, figures, source_record
from cttui.lazy import dataclass
from cttui.model import records
from cttui.model.claims import Group, Lens, Total
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance
    from cttui.store.index import Cost as Spent

Table = Literal["events", "claims", "disputes", "sources"]
"""What can be had as a table."""
TABLES: tuple[Table, ...] = get_args(Table)
COLUMNS: dict[Table, Mapping[str, tables.Kind]] = {
    "events": tables.EVENTS, "claims": tables.CLAIMS, "disputes": tables.DISPUTES, "sources": tables.SOURCES,
}  # fmt: skip
"""The columns of each table: fields of its class of values, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure about an event: said by somebody, in a source, at a place in that source."""

    event: str
    """The id of its event."""
    number: int
    """Its place among the event's claims, from 1."""
    measure: str
    """What is counted: `killed`, `injured`, `operations`."""
    who: str
    """The population: `all`, `soldiers`."""
    stated: str
    """The figure as the source states it: `6`, `at least 20`, `about 991`, `dozens`."""
    low: float | None
    """The lowest number that it allows, in `unit`; none for words. "About 1,000" allows 900 to 1,100."""
    high: float | None
    """The highest number that it allows, in `unit`; none for words, or without an upper bound."""
    about: bool
    """Whether the source says "about"."""
    unit: str
    """The unit of the number; empty for people, or if the measure names it."""
    period: str
    """What a statistic covers, as EDTF; empty for the event itself."""
    province: str
    """The code of the province that it is about, `PK-KP`, if it is about one alone; else empty."""
    by: str
    """The claimant: a body, an office, or the publication itself."""
    as_of: str
    """The day as of which it speaks, as EDTF; empty if not stated."""
    superseded: bool
    """Whether a later number by the same claimant on the same event replaces it."""
    disputed: bool
    """Whether it counts among comparable claims on the same event of which some two cannot both hold."""
    source: str
    """The id of its source."""
    quote: str
    """The words of the source that state the figure."""
    note: str
    """What else a reader must know, in the timeline's own words."""

    def __repr__(self) -> str:
        return _shown(self, f"{self.event} {self.number}", f"{self.stated} {self.who} {self.measure}, by {self.by}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or was decided or published, at a date."""

    id: str
    """Its id, which never changes."""
    date: str
    """EDTF, as the timeline writes it; empty if no date is known."""
    date_words: str
    """The date for people: `perhaps March 2024`; empty if no date is known."""
    earliest: str | None
    """The first possible day, `2024-03-26`; none without a date or if the start is open."""
    latest: str | None
    """The last possible day; none without a date or if the end is open."""
    date_exact: bool
    """Whether the date is certain to the day."""
    kind: str
    """What it is: `attack`, `policy`; `Timeline.kinds` lists all kinds."""
    title: str
    """The title, in one line."""
    summary: str
    """The summary, in the timeline's own words."""
    provinces: tuple[str, ...]
    """Where it was, by the provinces' short names: `KP`."""
    place: str
    """The name of the place; empty if not known."""
    district: str
    """The district; empty if not known."""
    lat: float | None
    """Degrees north, WGS 84; none without coordinates."""
    lon: float | None
    """Degrees east, WGS 84; none without coordinates."""
    place_precision: str
    """How exact the coordinates are: `site`, `town`, `district` or `province`; empty if not known."""
    actors: tuple[str, ...]
    """The parties, each in one spelling."""
    tags: tuple[str, ...]
    """Its tags."""
    killed: str
    """The dead, counted under the selection's lens: `6`, `5–8`, `20+`, `dozens`; empty if none are counted."""
    killed_low: float | None
    """The lowest figure of the dead, in people; none if there is no number."""
    killed_high: float | None
    """The highest figure of the dead, in people; none if there is no number, or if it was stated as "at least"."""
    disputes: int
    """How many of its figures are disputed."""
    sources: tuple[str, ...]
    """The ids of its sources, the one that best supports it first."""
    responds_to: tuple[str, ...]
    """The ids of the events that it responds to."""
    related: tuple[str, ...]
    """The ids of related events."""
    claims: tuple[Claim, ...]
    """Its claims, in the order of the timeline."""

    def __repr__(self) -> str:
        return _shown(self, self.id, f"{self.date_words or 'undated'}, {self.kind}, {self.title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims about the same thing of which some two cannot both hold; statistics may come from several events."""

    measure: str
    """What is counted."""
    who: str
    """The population."""
    unit: str
    """The unit of the numbers; empty for people, or if the measure names it."""
    period: str
    """What the statistics cover, as EDTF; empty for claims about an event."""
    province: str
    """The code of the province that they are about, if it is one alone; else empty."""
    events: tuple[str, ...]
    """The ids of the events."""
    low: float | None
    """The lowest number claimed, in `unit`."""
    high: float | None
    """The highest number claimed, in `unit`; none if it was stated as "at least"."""
    figures: int
    """The number of claims that count; superseded claims do not."""
    said: tuple[str, ...]
    """Each figure with its claimant and source: `5 (police; dawn-besham)`."""
    claims: tuple[Claim, ...]
    """The claims that count, in the order of the events."""

    def __repr__(self) -> str:
        return _shown(self, f"{self.who} {self.measure}", "; ".join(self.said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication."""

    id: str
    """Its id, which never changes."""
    type: str
    """Its type in the Citation Style Language: `article-newspaper`, `report`."""
    title: str
    """The headline; if it is unknown, what stands for it, between ‹ and ›."""
    publisher: str
    """Who published it; empty if not known."""
    author: tuple[str, ...]
    """The authors."""
    issued: str
    """When it was published, as EDTF; empty if not known."""
    url: str
    """Its address; empty for none."""
    language: str
    """Its language, as a BCP 47 tag; empty if not given."""
    standpoint: str
    """Its standpoint: `official`, `press`, `think-tank`."""
    derived_from: tuple[str, ...]
    """The ids of sources that it repeats or rewords."""
    digest: str
    """A summary in the timeline's own words, never the source's text."""
    citation: str
    """The citation, in one line of plain text."""

    def __repr__(self) -> str:
        return _shown(self, self.id, self.citation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The dead of a selection: sums of the lowest and of the highest figures of its events."""

    low: int
    """The sum of the lowest figures, in people."""
    high: int
    """The sum of the highest figures, in people."""
    open: bool
    """Whether more is possible, because a highest figure was stated as "at least"."""
    counted: int
    """The number of events with a figure."""
    without: int
    """The number of events without one, which the sums leave out."""
    lens: str
    """Whose figures count: `all`, `lowest`, `highest`, `official`, a claimant or the id of a source."""
    sentence: str
    """The totals as a sentence: `812–1,304+ killed in 102 of 268 events`."""

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """An ordered path through events, with a reason."""

    id: str
    """Its id, which never changes."""
    title: str
    """The title, in one line."""
    summary: str
    """Why these events."""
    events: tuple[str, ...]
    """The ids of its events, in its order."""

    def __repr__(self) -> str:
        return _shown(self, self.id, f"{self.title}, {len(self.events):,} event{'s' if len(self.events) != 1 else ''}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Something that was searched for: it tells whether there was nothing, or nobody looked."""

    where: str
    """The names of the provinces."""
    period: str
    """The time searched, in words."""
    sought: str
    """What was searched for: `attacks and operations`."""
    outcome: str
    """`nothing found` or `some found`."""
    note: str
    """How it was searched for, and what was found."""

    def __str__(self) -> str:
        """The search in a line: `Searched for attacks, 2024: nothing found.`, with its note."""
        return str(Searched(self.where, self.period, self.sought, self.outcome, self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the query language."""

    name: str
    """The name before the colon: `province`."""
    help: str
    """What it asks for, in a phrase."""
    example: str
    """A clause: `province:KP,BA`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A first-level unit, the whole country, or a country abroad."""

    code: str
    """ISO 3166-2, `PK-KP`, or ISO 3166-1 for a whole country."""
    name: str
    """Its name."""
    short: str
    """Its short name, as in `Event.provinces` and in queries: `KP`."""
    aliases: tuple[str, ...]
    """Other spellings that queries take."""
    abroad: bool
    """Whether it is a country abroad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Somebody who says figures."""

    name: str
    """Its name, as `count` and `by:` take it."""
    aliases: tuple[str, ...]
    """Other spellings."""
    standpoint: str
    """`official` for organs of a state; empty if the timeline does not say."""
    counts: str
    """What its figures cover, in the timeline's words; empty if it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A query that the timeline has saved."""

    name: str
    """Its name."""
    query: str
    """Its query, for `select`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the rows of a dataset when it was imported."""

    format: str
    """The format that the rows are of: `ucdp-ged`, `acled`; of a mapping, its text."""
    title: str
    """What the dataset is called."""
    files: tuple[str, ...]
    """The names of the files, without their folders."""
    kept: int
    """Rows that are events."""
    left_out: int
    """Rows that are not; `cttui import --report` lists them."""
    mended: int
    """Rows that are events though a cell was not as it should be."""
    when: str
    """When it was imported: UTC, as ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What servers gave."""

    seconds: float
    """Seconds that were waited for their answers."""
    rows: int
    """Rows that they read."""
    bytes: int
    """Bytes that they read, unpacked."""


def _shown(value: object, name: str, text: str) -> str:
    """A value in a line, safe for a terminal."""
    return f"<cttui.{type(value).__name__} {shorten(name, 80)}: {shorten(text, 120)}>"


# -- made of what exports have ---------------------------------------------------------------------------------------


def _frozen(record: Record) -> dict[str, Any]:
    """A record as arguments: lists become tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}


def event_of(item: Item) -> Event:
    """An event that leaves."""
    return Event(**_frozen(event_record(item)), claims=tuple(claim_of(item, figure) for figure in figures(item)))


def claim_of(item: Item, figure: Figure) -> Claim:
    """A claim of an event that leaves."""
    return Claim(**_frozen(claim_record(item, figure)))


def dispute_of(group: Group, claims: tuple[Claim, ...]) -> Dispute:
    """A dispute, with the claims of its group that count."""
    return Dispute(**_frozen(dispute_record(group)), claims=claims)


def source_of(source: records.Source) -> Source:
    """A source that leaves."""
    return Source(**_frozen(source_record(source)), citation=cite(source))


def totals_of(total: Total, lens: Lens) -> Totals:
    """The dead under a lens."""
    return Totals(low=total.low, high=total.high, open=total.open, counted=total.counted, without=total.without,
                  lens=lens.name, sentence=total.sentence)  # fmt: skip


def imported_of(found: Provenance) -> Imported:
    """What became of the rows of a dataset."""
    return Imported(format=found.format, title=found.title, files=tuple(file.name for file in found.files), kept=found.kept,
                    left_out=found.left_out, mended=found.mended, when=found.when)  # fmt: skip


def cost_of(spent: Spent) -> Cost:
    """What servers gave."""
    return Cost(seconds=spent.seconds, rows=spent.rows, bytes=spent.bytes)


def search_of(found: Searched) -> Search:
    """Something that was looked for."""
    return Search(**found._asdict())
