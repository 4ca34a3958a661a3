"""What a timeline is made of: frozen records, one class for each table of the file, named as in the file.

The records are standard dataclasses. Pydantic validates them (``load.py``) by the rules that stand beside their types
(``values.py``), and makes their JSON Schema; it is imported only then, because an unchanged timeline opens from its compiled
store and launch is counted in milliseconds. Rules for one record alone are checked in its ``__post_init__``; rules for
several records (ids that must exist) are checked in ``load.py``.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Literal, NamedTuple, get_args

from cttui.lazy import dataclass
from cttui.model import dates, values
from cttui.model.values import (
    Beside,
    Cell,
    Code,
    Date,
    FaultError,
    Figure,
    Flag,
    Id,
    KnownDate,
    Latitude,
    Line,
    Longitude,
    Measure,
    Name,
    Quote,
    Text,
    Url,
)

MAX_QUOTE = values.MAX_QUOTE
"""Longest quote of a claim, in characters."""

OUR_SUM = "our sum"
"""What a claim's note says of a number that we added up from figures of its source."""

Kind = Literal[
    "attack", "battle", "operation", "strike", "policy", "statement", "report", "surrender", "protest", "riot", "diplomacy",
    "election", "court", "other",
]  # fmt: skip
"""What an event is; ``strike`` crosses a border, ``report`` publishes statistics, ``battle`` has two armed sides, and
``other`` is what a dataset does not class."""
KINDS: tuple[str, ...] = get_args(Kind)

Standpoint = Literal[
    "official", "state-media", "press", "wire", "think-tank", "academic", "opinion", "campaign", "militant", "unknown"
]  # fmt: skip
"""The standpoint of a source; ``unknown`` where a dataset does not say."""
STANDPOINTS: tuple[str, ...] = get_args(Standpoint)

Outcome = Literal["nothing", "some"]
"""What came of a search."""

Precision = Literal["site", "town", "district", "province"]
"""How precisely coordinates are known, from the finest to the coarsest."""

SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
    "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""Item types of the Citation Style Language, version 1.0.2."""


class Record:
    """The base of all records: unknown keys are refused."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta(Record):
    """The table ``[timeline]``: what the timeline is and how it was made."""

    id: Id
    title: Name
    period: KnownDate
    """The years or months that the timeline is about, as EDTF."""
    time_zone: Line = ""
    """Name in the IANA time zone database; days are counted in this zone."""
    updated: Date = ""
    licence: Line = ""
    """SPDX identifier."""
    outline: Beside = ""
    """A GeoJSON file in the timeline's folder whose lines the map draws under its dots: coasts, borders."""
    method: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province(Record):
    """A first-level unit, the whole country, or a country abroad."""

    code: Code
    """ISO 3166-2 (``PK-KP``), or ISO 3166-1 for a whole country (``PK``, ``AF``)."""
    name: Name
    short: Name
    """The badge, and what a person types; one word."""
    aliases: tuple[Name, ...] = ()
    tile: Cell | None = None
    """Column and row on the tile map; none for the country as a whole."""
    abroad: Flag = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9]{1,6}", self.short):
            raise FaultError("short-name", "expected one word of at most six letters and digits, e.g. KP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling(Record):
    """An ``[[actor]]`` or a ``[[term]]``: its spelling in the timeline, and those that sources use."""

    name: Name
    aliases: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant(Record):
    """A claimant: its spelling, its standpoint, and what it counts."""

    name: Name
    aliases: tuple[Name, ...] = ()
    standpoint: Standpoint
    """``official`` for organs of a state; the lens of that name counts only by them."""
    counts: Text = ""
    """What its figures cover, in our words; empty if obvious or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Record):
    """A population: one spelling for claims about the same people, and what they are part of."""

    name: Name
    aliases: tuple[Name, ...] = ()
    part_of: tuple[Name, ...] = ()
    """Populations that contain this one; totals are compared with their parts only through this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A publication, in the vocabulary of CSL, with our own digest of it."""

    id: Id
    type: SourceType
    title: Line = ""
    """The headline; empty if unknown."""
    title_note: Line = ""
    """The words of the address as a person writes them, where the headline is not known."""
    publisher: Line = ""
    author: tuple[Name, ...] = ()
    issued: Date = ""
    """EDTF; empty if unknown."""
    url: Url = ""
    language: Line = ""
    """BCP 47 tag."""
    standpoint: Standpoint
    derived_from: tuple[Id, ...] = ()
    """Sources that this one repeats or rewords."""
    sensitive: Flag = False
    """Whether it stays out of exports, with the claims that rest on it, unless they are told to include it."""
    digest: Text = ""
    """Our own summary, never the source's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """Where an event was."""

    name: Line = ""
    district: Line = ""
    lat: Latitude | None = None
    """Degrees north, WGS 84."""
    lon: Longitude | None = None
    """Degrees east, WGS 84."""
    precision: Precision | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise FaultError("coordinates", "lat and lon must be given together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One figure about an event: said by somebody, in a source, at a place in that source.

    It gives exactly one of ``value``, ``min`` and/or ``max`` (``min`` alone is "at least"), or ``words``.
    """

    measure: Measure
    """What is counted: ``killed``, ``injured``, ``operations``."""
    who: Name
    """The population: ``all``, ``soldiers``."""
    value: Figure | None = None
    min: Figure | None = None
    max: Figure | None = None
    best: Figure | None = None
    """The claimant's own best number between ``min`` and ``max``, as a coder of events gives it."""
    words: Line = ""
    """What the source says if it gives no number: ``dozens``."""
    approx: Flag = False
    """The source's own "about"."""
    unit: Line = ""
    """Empty for people, or if the measure names it."""
    by: Name
    """The claimant: a body, an office, or the publication itself."""
    source: Id
    quote: Quote = ""
    """The words that state the figure; W3C TextQuoteSelector ``exact``."""
    period: Date = ""
    """What a statistic covers, as EDTF; empty for the event itself."""
    province: Code | None = None
    as_of: Date = ""
    note: Line = ""
    """What else a reader must know; that it is "our sum" where the source gives only the parts."""

    @property
    def is_ours(self) -> bool:
        """Whether the number is our sum, and the source states only its parts."""
        return OUR_SUM in self.note

    def __post_init__(self) -> None:
        ways = [self.value is not None, self.min is not None or self.max is not None, bool(self.words)]
        if sum(ways) != 1:
            raise FaultError("figure", "a claim needs exactly one of value, min and/or max, or words")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise FaultError("figure", f"min {self.min} is greater than max {self.max}")
        if self.best is not None and (self.min is None or self.max is None or not self.min <= self.best <= self.max):
            raise FaultError("figure", "best needs min and max, and stands between them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened, or was decided or published, at a date."""

    id: Id
    """Stable forever; never derived from the title."""
    date: Date
    """EDTF; empty if no date is known at all."""
    kind: Kind
    title: Name
    summary: Text = ""
    provinces: tuple[Code, ...]
    place: Place | None = None
    actors: tuple[Name, ...] = ()
    tags: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    responds_to: tuple[Id, ...] = ()
    """Events that this one responds to."""
    related: tuple[Id, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def when(self) -> dates.Edtf | None:
        """The date parsed; ``None`` for an undated event, and for one whose date has neither a start nor an end."""
        return dates.dated(self.date)


class CodedCell(NamedTuple):
    """A cell of a dataset's row."""

    column: str
    """Its heading, as in the file."""
    value: str
    """What stands in it."""
    meaning: str = ""
    """What the code means, in the words of the dataset's codebook; empty where the value speaks for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent(Event):
    """An event made from a row of a dataset, with all that the row says."""

    coded: tuple[tuple[str, str], ...] = ()
    """Values of fields that no key of an event has: field and token."""
    texts: tuple[str, ...] = ()
    """What is searched of it besides its values: the parts of its title, and the cells of running text."""
    cells: tuple[CodedCell, ...] = ()
    """The row's own cells in the order of the file, without the empty ones."""
    columns: int = 0
    """How many columns the file has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Province):
    """A first-level unit as a dataset names it; its short name is as long as it needs to be."""

    def __post_init__(self) -> None:
        """Any short name is right that a person can type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread(Record):
    """An ordered path through events, with a reason."""

    id: Id
    title: Name
    summary: Text = ""
    events: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Record):
    """A saved query."""

    name: Name
    query: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Record):
    """What was looked for, where and for which time, and what came of it: so that what is empty can say why."""

    provinces: tuple[Code, ...]
    """Where; a whole country stands for all its parts too."""
    period: KnownDate
    """For which time, as EDTF."""
    sought: Name
    """What was looked for, in a few words: ``attacks and operations``."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of events that were looked for; empty if it was no event but a figure or a document."""
    result: Outcome
    note: Text = ""
    """How it was looked for and what came of it, in a sentence."""

    def __post_init__(self) -> None:
        if not self.provinces:
            raise FaultError("missing", "expected at least one province, for where it was looked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One complete, valid file: every id that is referred to exists."""

    meta: Meta
    provinces: tuple[Province, ...] = ()
    actors: tuple[Spelling, ...] = ()
    terms: tuple[Spelling, ...] = ()
    claimants: tuple[Claimant, ...] = ()
    populations: tuple[Population, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
    threads: tuple[Thread, ...] = ()
    views: tuple[View, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    digest: str = field(default="", compare=False)
    """SHA-256 of the file's bytes, in hexadecimal; empty if it was not read from a file."""
