"""GDELT: the events of the Global Database of Events, Language, and Tone, which come as text with tabs and without a header.

Codes: "The GDELT Event Database Data Format Codebook" (versions 1.03 and 2.0) and the "CAMEO Conflict and Mediation Event
Observations Event and Actor Codebook". Daily files have 58 columns, those of every fifteen minutes 61; the files of the years
before 2013 lack the last, the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cttui.imports import apart, codebooks, units
from cttui.imports import cells as read
from cttui.imports.format import Cells, Format, Piece, Reader, Said, Sourcing, filled, source_id
from cttui.model.records import Claimant, Precision, Source

DATASET = Source(
    id="gdelt", type="dataset", title="Global Database of Events, Language, and Tone (GDELT)", publisher="GDELT Project",
    url="https://www.gdeltproject.org/", standpoint="academic",
    digest="Events that programs found in the world's news: who did what to whom, where. Nobody has checked them.",
)  # fmt: skip
CLAIMANT = Claimant(name="GDELT Project", standpoint="academic", aliases=("GDELT",))

_KINDS = {
    "14": "protest", "15": "operation", "17": "operation", "18": "attack", "19": "battle", "20": "attack",
    **dict.fromkeys(("1", "2", "10", "11", "12", "13"), "statement"),
    **dict.fromkeys(("3", "4", "5", "16"), "diplomacy"),
}  # fmt: skip
"""By EventRootCode; the others are of the kind ``other``."""
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].{0,40})?", re.ASCII)
_ADDRESS = re.compile(r"https?://(?:www\.)?([^\s/?#\"<>\\^`{|}:]+)[^\s\"<>\\^`{|}]*")


def _dates(cells: Cells) -> Said:
    """The day."""
    cell = next(filter(str.strip, cells), "")
    match = _DAY.fullmatch(cell.strip())
    day = read.day("-".join(match.groups())) if match else None
    if day is None:
        return Said(faults=(read.name(f"the day {read.quoted(cell)} is not a date; the event has no date"),))
    return Said(date=day.isoformat())


def _event(cells: Cells) -> Said:
    """What was done, in the words of its root code, and on which side of conflict and cooperation it is."""
    root, quad = map(read.code, cells)
    done, side = codebooks.CAMEO_ROOTS.get(root, ""), codebooks.GDELT_QUADS.get(quad, "")
    faults = [
        read.name(f"{column} {read.quoted(cell)} is not a number from 1 to {most}")
        for column, cell, most, known in (("EventRootCode", cells[0], 20, done), ("QuadClass", cells[1], 4, side))
        if not known
    ]
    return Said(
        kind=_KINDS.get(root, "other"),
        title=done.capitalize(),
        values=read.values(*(("category", one) for one in (done, side) if one)),
        faults=tuple(faults),
    )


def _actor(cells: Cells) -> Said:
    return Said(title=read.name(cells[0]), values=read.values(("actor", cells[0])))


_PRECISION: dict[str, Precision] = {"2": "province", "3": "town", "4": "town", "5": "province"}
"""By ``ActionGeo_Type``: a state of the United States, a city there, a city elsewhere, a first-level unit elsewhere."""
_COUNTRY = "1"
"""The ``ActionGeo_Type`` of a place of which only the country is known; the point stands for it."""


def _parts(called: str) -> list[str]:
    """The parts of a full name, the smallest first: ``Kabul, Kabol, Afghanistan``."""
    return [part for one in called.split(",") if (part := read.name(one))]


def _country(cells: Cells) -> Said:
    """The country and the first-level unit, which the full name ends with."""
    kind, parts = read.code(cells[0]), _parts(cells[1])
    if not parts:
        return Said()
    *smaller, country = parts
    unit = smaller[-1] if smaller and (len(smaller) > 1 or _PRECISION.get(kind) == "province") else ""
    return units.said_home((country, "", unit))


def _place(cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    kind, called, lat, lon = cells
    code = read.code(kind)
    at = apart.nowhere if code in {_COUNTRY, "0", ""} else apart.at
    named = _parts(called)[0:1] if _PRECISION.get(code) == "town" else []
    return (apart.where, ("".join(named),)), (_precise, (kind,)), (at, (lat, lon))


_precise = apart.precise("ActionGeo_Type", _PRECISION, {*_PRECISION, _COUNTRY, "0"}, "a number from 0 to 5")


def _address(cell: str) -> re.Match[str] | None:
    """An address, with its domain; ``None`` for what is none."""
    return _ADDRESS.fullmatch(cell) if cell.isprintable() else None


def _domain(cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    """Who published what stands at an address."""
    match = _address(cells[0].strip())
    return [(apart.publisher, (match[1].lower() if match else cells[0],))]


def _keys(cells: Cells) -> tuple[str, ...]:
    """The address that a row names; asked of every row."""
    return (only,) if (only := cells[0].strip()) and only not in read.MISSING else ()


def _sources(cells: Cells) -> tuple[Source, ...]:
    return tuple(map(_source, _keys(cells)))


def _source(key: str) -> Source:
    match = _address(key)
    return Source(
        id=source_id(key), type="article", publisher=read.name(match[1].lower() if match else key),
        url=key if match else "", standpoint="unknown",
    )  # fmt: skip


def _actor_columns(n: int) -> Iterator[str]:
    kinds = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return (f"Actor{n}{kind}" for kind in kinds.split())


def _place_columns(whose: str, *, second: bool) -> Iterator[str]:
    kinds = f"Type FullName CountryCode ADM1Code {'ADM2Code ' * second}Lat Long FeatureID"
    return (f"{whose}Geo_{kind}" for kind in kinds.split())


def _layout(*, second: bool) -> tuple[str, ...]:
    """The columns of a release, with the codes of second-level units or without."""
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *_actor_columns(1),
        *_actor_columns(2),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(column for whose in ("Actor1", "Actor2", "Action") for column in _place_columns(whose, second=second)),
        *("DATEADDED", "SOURCEURL"),
    )


LAYOUT = _layout(second=True)
LAYOUTS = LAYOUT, _layout(second=False), _layout(second=False)[:-1]
"""The columns of all releases, which come without a header."""

GDELT = Format(
    id="gdelt",
    title="GDELT",
    required=frozenset({"globaleventid", "eventrootcode", "quadclass"}),
    ident="globaleventid",
    pieces=filled(
        Piece("dates", ("sqldate", "day"), _dates),
        Piece("event", ("eventrootcode", "quadclass"), _event),
        Piece("actor1", ("actor1name",), _actor),
        Piece("actor2", ("actor2name",), _actor),
        Piece("country", ("actiongeo_type", "actiongeo_fullname"), _country),
        apart.piece("place", ("actiongeo_type", "actiongeo_fullname", "actiongeo_lat", "actiongeo_long"), _place),
        apart.piece("publishers", ("sourceurl",), _domain, aside=True),
    ),
    texts=(),
    summary="",
    dataset=DATASET,
    claimant=CLAIMANT,
    sourcing=Sourcing(("sourceurl",), _keys, _sources),
    prefix="gdelt-",
    joined=", ",
    meanings=codebooks.GDELT,
    method=(
        "Each event is a row of GDELT, which programs made of a news article and nobody has checked; one incident may be many"
        " rows. The kind and the category are those of its CAMEO root code. Coordinates are those of a town where"
        " ActionGeo_Type is 3 or 4 and of a province where it is 2 or 5; those of a whole country (1) are only in the row's"
        " cells. GDELT counts mentions and not people: it has no figures."
    ),
    layouts=LAYOUTS,
    terms="The GDELT Project asks to be cited, with a link to its site.",
)
"""The format of GDELT's events."""
