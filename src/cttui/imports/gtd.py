"""GTD: the Global Terrorism Database of the START consortium, as its CSV or spreadsheet.

Codes: START, "Global Terrorism Database Codebook: Methodology, Inclusion Criteria, and Variables" (August 2021). A month or
day of 0 is unknown; -9 and -99 are "unknown" in every column of numbers. A spreadsheet writes whole numbers as ``3.0``.
"""

from __future__ import annotations

import re
from datetime import date

from cttui.imports import apart, codebooks, units
from cttui.imports import cells as read
from cttui.imports.format import Cells, Format, Part, Parts, Piece, Reader, Said, Sourcing, filled, source_id
from cttui.model.calendar import MONTHS
from cttui.model.records import Claim, Claimant, Population, Precision, Source

DATASET = Source(
    id="gtd", type="dataset", title="Global Terrorism Database (GTD)", publisher="START, University of Maryland",
    url="https://www.start.umd.edu/gtd", standpoint="academic",
    digest="Attacks by non-state actors since 1970, coded from news and other open sources; 1993 is missing.",
)  # fmt: skip
CLAIMANT = Claimant(
    name="GTD",
    standpoint="academic",
    aliases=("Global Terrorism Database", "START"),
    counts=(
        "Confirmed dead and injured in one attack, victims and attackers together; where independent sources differ, usually"
        " the most recent number. If one incident takes several rows, its dead may be divided among them, so a figure can be a"
        " fraction."
    ),
)
PERPETRATORS = Population(name="perpetrators", part_of=("all",))
UNKNOWN = frozenset({-9.0, -99.0})

_NO_NAME = frozenset({"unknown", "other", "."})
"""What stands where a party or a place is not known."""
_NAMES = "|".join(MONTHS)
_RANGE = re.compile(rf"({_NAMES}) (\d{{1,2}}) ?[-–] ?(\d{{1,2}}),? (\d{{4}})", re.ASCII)
_DAY = re.compile(rf"({_NAMES}) (\d{{1,2}}),? (\d{{4}})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def _day(written: str) -> date | None:
    """A day as GTD writes it: ``January 19, 1970``, ``1/19/1970`` (month first), or as ISO 8601."""
    if match := _DAY.fullmatch(written):
        numbers = int(match[3]), MONTHS.index(match[1]) + 1, int(match[2])
    elif match := _SLASHED.fullmatch(written):
        numbers = int(match[3]), int(match[1]), int(match[2])
    else:
        return read.day(written)
    try:
        return date(*numbers)
    except ValueError:
        return None


def _about(written: str) -> tuple[date, date] | None:
    """The days that ``approxdate`` names, first and last; ``None`` where it names none: ``Early January 1970``."""
    typed = " ".join(written[:80].split())
    if match := _RANGE.fullmatch(typed):
        month, year = match[1], match[4]
        first, last = _day(f"{month} {match[2]}, {year}"), _day(f"{month} {match[3]}, {year}")
    else:
        before, middle, after = typed.partition(" - ") if " - " in typed else typed.partition("-")
        first = last = _day(typed)
        if first is None and middle:
            first, last = _day(before.strip()), _day(after.strip())
    return (first, last) if first and last and first <= last else None


def _dates(cells: Cells) -> Said:
    """The day, or what of it is known; the days that approxdate names; to the end of an incident of more than a day."""
    year_cell, month_cell, day_cell, approximate, extended, resolution = cells
    faults: list[str] = []
    year = read.year(year_cell)
    if not year:
        return Said(faults=(f"iyear {read.quoted(year_cell)} is not a year; the event has no date",))
    month, day = _part("imonth", month_cell, 12, faults), _part("iday", day_cell, 31, faults)
    about = _about(approximate) if approximate.strip() else None
    if about and (about[0].year > int(year) or about[1].year < int(year)):
        about = None
    if not month or not day:
        said = read.span(*about) if about else f"{year}-{month:02}-XX" if month else f"{year}-XX"
        return Said(date=f"{said}~" if about and about[0] == about[1] else said, faults=tuple(faults))
    try:
        exact = date(int(year), month, day)
    except ValueError:
        faults.append(f"iday {day} is not a day of {MONTHS[month - 1]} {year}; the event is dated to the month")
        return Said(date=f"{year}-{month:02}-XX", faults=tuple(faults))
    if approximate.strip():
        within = about is not None and about[0] < about[1] and about[0] <= exact <= about[1]
        return Said(date=read.span(*about) if about and within else f"{exact.isoformat()}~")
    if read.code(extended) != "1" or not any(map(str.isdigit, resolution)):  # "unknown" names no day
        return Said(date=exact.isoformat())
    end = _day(" ".join(resolution[:80].split()))
    if end is None or end < exact:
        told = "is not a date" if end is None else f"is before {exact.isoformat()}"
        return Said(
            date=exact.isoformat(),
            faults=(f"resolution {read.quoted(resolution)} {told}; the event is dated {exact.isoformat()}",),
        )
    return Said(date=read.span(exact, end))


def _part(column: str, cell: str, most: int, faults: list[str]) -> int:
    """A month or day; 0 where it is unknown."""
    found = read.number(cell)
    if found in {0, -9, -99} or not cell.strip():
        return 0
    if isinstance(found, int) and 1 <= found <= most:
        return found
    faults.append(f"{column} {read.quoted(cell)} is not a number from 0 to {most}; taken as unknown")
    return 0


def _known(cell: str) -> str:
    """A name; empty where it says that none is known."""
    found = read.name(cell)
    return "" if found.lower() in _NO_NAME else found


def _attack(cells: Cells) -> Said:
    types = [one for cell in cells if (one := read.name(cell))]
    title = types[0] if types else ""
    if title.lower() == "unknown":
        # the category of the codebook, which as the beginning of a title would say that the event is
        title = "Attack of unknown type"
    return Said(kind="attack", title=title, values=read.values(*(("category", one) for one in types)))


def _target(cells: Cells) -> Said:
    return Said(values=read.values(*(("target", one) for one in cells)))


def _weapon(cells: Cells) -> Said:
    return Said(values=read.values(*(("weapon", one) for one in cells)))


def _group(cells: Cells) -> Said:
    groups = [_known(cell) for cell in cells]
    return Said(title=groups[0], values=read.values(*(("actor", one) for one in groups)))


def _country(cells: Cells) -> Said:
    country, region, unit = cells
    return units.said_home((country, region, _known(unit)))


_PRECISION: dict[str, Precision] = {"1": "town", "2": "district", "3": "district", "4": "province"}
"""By ``specificity``; of 5 no coordinates are known."""


_precise = apart.precise("specificity", _PRECISION, codebooks.GTD_PLACES, "a code from 1 to 5")


def _city(cells: Cells) -> Said:
    return apart.where((_known(cells[0]),))


def _at(specificity: str) -> Reader:
    return apart.nowhere if read.code(specificity) == "5" else apart.at


_place = Parts(apart.by(_city, 0), apart.by(_precise, 3), Part((1, 2), _at, 3))


def _toll(cells: Cells) -> Said:
    faults: list[str] = []
    claims = []
    for (column, measure, who), cell in zip(_COUNTED, cells, strict=True):
        if (found := read.figure(column, cell, faults, UNKNOWN)) is not None:
            claims.append(Claim(measure=measure, who=who, value=found, by=CLAIMANT.name, source=DATASET.id))
    return Said(claims=tuple(claims), faults=tuple(faults))


_COUNTED = (
    ("nkill", "killed", "all"),
    ("nkillter", "killed", PERPETRATORS.name),
    ("nwound", "injured", "all"),
    ("nwoundte", "injured", PERPETRATORS.name),
)
"""The columns of figures about people: measure and population."""


def _keys(cells: Cells) -> tuple[str, ...]:
    """Each citation by itself; asked of every row."""
    return tuple(dict.fromkeys([one for cell in read.present(cells) if (one := cell.strip())]))


_ISSUED = re.compile(rf".{{0,2000}}?\b((?:{_NAMES}) \d{{1,2}}, \d{{4}})\.?", re.ASCII | re.DOTALL)


def _sources(cells: Cells) -> tuple[Source, ...]:
    return tuple(_source(key) for key in _keys(cells))


def _source(key: str) -> Source:
    """The source of a citation, which is its title as it stands: what in it is the publisher only a reader can say."""
    cited = read.name(key)
    match = _ISSUED.fullmatch(cited)
    issued = _day(match[1]) if match else None
    return Source(
        id=source_id(key), type="article", title=cited, issued=issued.isoformat() if issued else "", standpoint="unknown"
    )


GTD = Format(
    id="gtd",
    title="GTD",
    required=frozenset({"eventid", "iyear", "imonth", "iday", "attacktype1_txt", "gname", "nkill"}),
    ident="eventid",
    pieces=filled(
        Piece("dates", ("iyear", "imonth", "iday", "approxdate", "extended", "resolution"), _dates),
        Piece("attack", ("attacktype1_txt", "attacktype2_txt", "attacktype3_txt"), _attack),
        Piece("group", ("gname", "gname2", "gname3"), _group),
        Piece("target", ("targtype1_txt", "targtype2_txt", "targtype3_txt"), _target),
        Piece("weapon", ("weaptype1_txt", "weaptype2_txt", "weaptype3_txt", "weaptype4_txt"), _weapon),
        Piece("country", ("country_txt", "region_txt", "provstate"), _country),
        apart.piece("place", ("city", "latitude", "longitude", "specificity"), _place),
        Piece("toll", ("nkill", "nkillter", "nwound", "nwoundte"), _toll),
    ),
    texts=(
        "summary", "location", "target1", "corp1", "target2", "corp2", "target3", "corp3", "gsubname", "gsubname2", "gsubname3",
        "motive", "weapdetail", "propcomment", "ransomnote", "addnotes", "scite1", "scite2", "scite3",
    ),
    summary="summary",
    dataset=DATASET,
    claimant=CLAIMANT,
    sourcing=Sourcing(("scite1", "scite2", "scite3"), _keys, _sources),
    prefix="gtd-",
    joined=", ",
    meanings=codebooks.GTD,
    populations=(PERPETRATORS,),
    method=(
        "Each event is a row of the Global Terrorism Database, as START coded it. A day or month of 0 is unknown, unless"
        " approxdate names days; an incident of more than a day runs to its resolution. Coordinates are those of a town where"
        " specificity is 1, of a district where it is 2 or 3 and of a province where it is 4. Nkill and nwound are claims about"
        " all, nkillter and nwoundte about the perpetrators among them; -9 and -99 mean unknown. Each citation is a source,"
        " with the whole citation as its title; its standpoint has not been assessed."
    ),
    terms="START's terms of use apply to the file and to anything made from it: cite the GTD, do not redistribute its rows.",
)  # fmt: skip
"""The format of GTD."""
