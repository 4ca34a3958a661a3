"""UCDP GED: the Georeferenced Event Dataset of the Uppsala Conflict Data Program, as its CSV export.

Codes: Stina Högbladh, "UCDP GED Codebook", versions 19.1 to 25.1. Releases name their columns alike and have more or fewer of
them. What the codes of dates and places become is said where they are read, and in ``docs/import.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from cttui.imports import apart, codebooks, units
from cttui.imports import cells as read
from cttui.imports.format import Cells, Format, Part, Parts, Piece, Reader, Said, Sourcing, filled, source_id
from cttui.model.records import Claimant, Precision, Source

DATASET = Source(
    id="ucdp-ged", type="dataset", title="UCDP Georeferenced Event Dataset", publisher="UCDP",
    url="https://ucdp.uu.se/downloads/", standpoint="academic",
    digest="Events of organised violence with at least one death, since 1989, coded from news and other reports.",
)  # fmt: skip
CLAIMANT = Claimant(
    name="UCDP",
    standpoint="academic",
    aliases=("UCDP GED", "Uppsala Conflict Data Program"),
    counts=(
        "Deaths by organised violence, both sides and civilians: the lowest and the highest reliable estimate, and the most"
        " likely one. Deaths that cannot be assigned to an event are not in any row."
    ),
)

_NAMES = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end
deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
LAYOUT = tuple(_NAMES.split())
"""The columns of the releases since 20.1 in their order; candidate events have come out without the line that names them."""

_CSV = re.compile(r'"\s*;\s*"')
_ENTRY = re.compile(r"([^\n]{0,200}?)\s*,(\d{4}-\d\d-\d\d),(.*)", re.ASCII | re.DOTALL)


def _dates(cells: Cells) -> Said:
    """First day to last; a code of low precision beside one day makes that day, its month or its year approximate."""
    first_cell, last_cell, precision, year_cell = cells
    faults: list[str] = []
    first, last = _day("date_start", first_cell, faults), _day("date_end", last_cell, faults)
    if first is None or last is None:
        # the day that is there says more than the year
        day = first or last
        said = day.isoformat() if day else read.year(year_cell)
        return Said(date=said, faults=tuple(f"{fault}; {_taken(said)}" for fault in faults))
    if last < first:
        fault = f"date_end {last.isoformat()} is before date_start {first.isoformat()}; {_taken(first.isoformat())}"
        return Said(date=first.isoformat(), faults=(fault,))
    said = read.span(first, last)
    code = read.code(precision)
    if first != last or code in {"", "1"}:
        return Said(date=said)
    if code not in codebooks.GED_DATES:
        faults.append(f"date_prec {read.quoted(precision)} is not a code from 1 to 5; the date is approximate")
    widened = {"4": said[:7], "5": said[:4]}.get(code, said)
    return Said(date=f"{widened}~", faults=tuple(faults))


def _day(column: str, cell: str, faults: list[str]) -> date | None:
    found = read.day(cell)
    if found is None:
        faults.append(f"{column} {read.quoted(cell)} is not a date" if cell.strip() else f"{column} is empty")
    return found


def _taken(said: str) -> str:
    return f"the event is dated {said}" if said else "the event has no date"


def _violence(cells: Cells) -> Said:
    code = read.code(cells[0])
    words = codebooks.GED_VIOLENCE.get(code, "")
    if not words:
        return Said(kind="other", faults=(f"type_of_violence {read.quoted(cells[0])} is not 1, 2 or 3; the kind is other",))
    return Said(kind="attack" if code == "3" else "battle", values=read.values(("category", words)))


def _dyad(cells: Cells) -> Said:
    dyad, side_a, side_b, conflict = cells
    sides = [read.name(side) for side in (side_a, side_b)]
    title = read.name(dyad) or " - ".join(side for side in sides if side)
    return Said(
        title=title,
        values=read.values(("dyad", title), ("conflict", conflict), *(("actor", side) for side in sides)),
    )


_PRECISION: dict[str, Precision] = {"1": "town", "2": "district", "3": "district", "4": "province", "5": "province"}
"""By ``where_prec``."""
_NOWHERE = frozenset({"6", "7"})
"""``where_prec`` of a whole country, and of international waters or airspace."""
_precise = apart.precise("where_prec", _PRECISION, codebooks.GED_PLACES, "a code from 1 to 7")


def _at(precision: str) -> Reader:
    """Coordinates that stand for a whole country or a sea are no place's, and are left in the row's cells."""
    return apart.nowhere if read.code(precision) in _NOWHERE else apart.at


_place = Parts(apart.by(apart.where, 0), apart.by(apart.district, 1), apart.by(_precise, 4), Part((2, 3), _at, 4))


def _deaths(cells: Cells) -> Said:
    """One claim; ``best`` is kept as it is, and low and high are moved where they contradict it."""
    faults: list[str] = []
    # up to release 5.0 their columns were called otherwise
    figures = [now or before for now, before in zip(cells[:3], cells[3:], strict=True)]
    low, best, high = (
        read.figure(column, cell, faults, whole=True) for column, cell in zip(("low", "best", "high"), figures, strict=True)
    )
    known = [figure for figure in (low, best, high) if figure is not None]
    if not known:
        return Said(faults=tuple(faults))
    if known != sorted(known):
        named = (("low", low), ("best", best), ("high", high))
        told = ", ".join(f"{column} {figure}" for column, figure in named if figure is not None)
        kept = "" if best is None else f", best {best}"
        faults.append(f"{told} are not in order; the figure is {min(known)} to {max(known)}{kept}")
        low, high = min(known), max(known)
    return Said(claims=(read.ranged("killed", "all", (low, best, high), CLAIMANT.name, DATASET.id),), faults=tuple(faults))


def _keys(cells: Cells) -> Sequence[str]:
    """An article with its publisher; asked of every row, so that nothing is done which most rows do not need."""
    article, office = read.present(cells)
    if ";" not in article and ";" not in office:
        return (f"{office.strip()}\n{article.strip(_QUOTES)}",) if article or office else ()
    if not article.lstrip().startswith('"'):
        # a release that does not put articles in quotation marks has a semicolon between them and nowhere else
        entries = article.split(";") if article else []
    elif '" ;' in article or '"; ' in article:
        entries = _CSV.split(article)
    else:
        entries = article.split('";"')
    publishers = office.split(";") if office else []
    if len(entries) == len(publishers):
        keys = [f"{publisher.strip()}\n{entry.strip(_QUOTES)}" for publisher, entry in zip(publishers, entries, strict=True)]
    else:
        keys = _uneven([one.strip() for one in publishers], [entry.strip(_QUOTES) for entry in entries])
    return [key for key in dict.fromkeys(keys) if key != "\n"]


_QUOTES = '" \t\n'


def _uneven(publishers: Sequence[str], entries: Sequence[str]) -> list[str]:
    """The keys of more articles than publishers, or fewer: an article's publisher is the one with whose name it begins.

    An article without a publisher keeps none, and a publisher without an article is a source too.
    """
    pairs = [(next((one for one in publishers if one and entry.startswith(one)), ""), entry) for entry in entries]
    met = {publisher for publisher, _ in pairs}
    pairs += [(publisher, "") for publisher in publishers if publisher not in met]
    return [f"{publisher}\n{entry}" for publisher, entry in pairs]


_publisher = lru_cache(maxsize=4096)(read.name)
"""A publisher as a name; a few of them have most articles."""


def _sources(cells: Cells) -> tuple[Source, ...]:
    return tuple(_source(key) for key in _keys(cells))


def _source(key: str) -> Source:
    """The source of a key; day and headline stand in the article, as ``publisher,day,headline``."""
    office, _, entry = key.partition("\n")
    publisher, article = _publisher(office), " ".join(entry.split())
    match = _ENTRY.fullmatch(article)
    title = match[3] if match and _publisher(match[1]) == publisher else article
    if title.count('"') % 2:
        title += '"'  # the cell's own closing mark was taken off with it
    issued = read.day(match[2]) if match else None
    return Source(
        id=source_id(key), type="article", title=read.name(title), publisher=publisher,
        issued=issued.isoformat() if issued else "", standpoint="unknown",
    )  # fmt: skip


GED = Format(
    id="ucdp-ged",
    title="UCDP GED",
    required=frozenset({"id", "type_of_violence", "date_start"}),
    ident="id",
    pieces=filled(
        Piece("dates", ("date_start", "date_end", "date_prec", "year"), _dates),
        Piece("violence", ("type_of_violence",), _violence),
        Piece("dyad", ("dyad_name", "side_a", "side_b", "conflict_name"), _dyad),
        Piece("country", ("country", "region", "adm_1"), units.said_home),
        apart.piece("place", ("where_coordinates", "adm_2", "latitude", "longitude", "where_prec"), _place),
        Piece("deaths", ("low", "best", "high", "low_est", "best_est", "high_est"), _deaths),
        apart.piece("office", ("source_office",), apart.each(apart.publisher), aside=True),
    ),
    texts=("source_article", "where_description", "source_original"),
    summary="",
    dataset=DATASET,
    claimant=CLAIMANT,
    sourcing=Sourcing(("source_article", "source_office"), _keys, _sources),
    prefix="ged-",
    meanings=codebooks.GED,
    licence="CC-BY-4.0",
    method=(
        "Each event is a row of the UCDP Georeferenced Event Dataset, as UCDP coded it. The date runs from date_start to"
        " date_end; exactly a month or a year is written as that month or year, and a single day that date_prec calls less"
        " precise is approximate. Coordinates are those of a town where where_prec is 1, of a district where it is 2 or 3 and"
        " of a province where it is 4 or 5; those of a whole country or a sea (6, 7) are only in the row's cells. Low, best"
        " and high are one claim by UCDP. If they are out of order, best is kept and the range is widened to hold all three;"
        " the import's report names such rows. Sources are the articles that the row names; their standpoint has not been"
        " assessed, and each counts as a source of its own."
    ),
    layouts=(LAYOUT,),
    days=("date_start", "date_end"),
    terms="Cite the publications that UCDP lists with the release.",
)
"""The format of UCDP GED."""
