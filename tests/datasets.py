"""Headers of datasets as their owners publish them, and small rows of our own to go with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from cttui.imports.events import Header, event_of, header_of, said_of, sources_of
from cttui.imports.format import Format, Said
from cttui.imports.ged import GED
from cttui.model.records import CodedEvent, Source

_GED = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id
dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article
source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude
longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
_ACLED = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp
"""
_GTD = """
eventid iyear imonth iday approxdate extended resolution country country_txt region region_txt provstate city latitude
longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr alternative alternative_txt multiple success
suicide attacktype1 attacktype1_txt attacktype2 attacktype2_txt attacktype3 attacktype3_txt targtype1 targtype1_txt
targsubtype1 targsubtype1_txt corp1 target1 natlty1 natlty1_txt targtype2 targtype2_txt targsubtype2 targsubtype2_txt corp2
target2 natlty2 natlty2_txt targtype3 targtype3_txt targsubtype3 targsubtype3_txt corp3 target3 natlty3 natlty3_txt gname
gsubname gname2 gsubname2 gname3 gsubname3 motive guncertain1 guncertain2 guncertain3 individual nperps nperpcap claimed
claimmode claimmode_txt claim2 claimmode2 claimmode2_txt claim3 claimmode3 claimmode3_txt compclaim weaptype1 weaptype1_txt
weapsubtype1 weapsubtype1_txt weaptype2 weaptype2_txt weapsubtype2 weapsubtype2_txt weaptype3 weaptype3_txt weapsubtype3
weapsubtype3_txt weaptype4 weaptype4_txt weapsubtype4 weapsubtype4_txt weapdetail nkill nkillus nkillter nwound nwoundus
nwoundte property propextent propextent_txt propvalue propcomment ishostkid nhostkid nhostkidus nhours ndays divert
kidhijcountry ransom ransomamt ransomamtus ransompaid ransompaidus ransomnote hostkidoutcome hostkidoutcome_txt nreleased
addnotes scite1 scite2 scite3 dbsource INT_LOG INT_IDEO INT_MISC INT_ANY related
"""
COLUMNS = {form: tuple(names.split()) for form, names in (("ucdp-ged", _GED), ("acled", _ACLED), ("gtd", _GTD))}
"""The columns of each format's current release, in its order."""
OLDER = {"ucdp-ged": {"low_est", "best_est", "high_est"}, "acled": {"ally_actor_1", "ally_actor_2"}}
"""Columns that older releases had in place of some of these."""

ROWS: dict[str, dict[str, str]] = {
    "ucdp-ged": {
        "id": "7001", "year": "2031", "active_year": "1", "type_of_violence": "1", "conflict_name": "Arcadia: Government",
        "dyad_name": "Government of Arcadia - Dockers", "side_a": "Government of Arcadia", "side_b": "Dockers",
        "number_of_sources": "1", "source_article": '"Herald,2031-05-03,Shots at the quay"', "source_office": "Herald",
        "source_date": "2031-05-03", "source_headline": "Shots at the quay", "source_original": "police", "where_prec": "1",
        "where_coordinates": "Northport town", "where_description": "at the quay", "adm_1": "North province",
        "adm_2": "Harbour district", "latitude": "12.5", "longitude": "-7.25", "country": "Arcadia", "country_id": "652",
        "region": "Africa", "event_clarity": "1", "date_prec": "1", "date_start": "2031-05-02 00:00:00.000",
        "date_end": "2031-05-02 00:00:00.000", "deaths_a": "1", "deaths_b": "3", "deaths_civilians": "0", "deaths_unknown": "0",
        "best": "4", "high": "6", "low": "2",
    },
    "acled": {
        "event_id_cnty": "ARC17", "event_date": "02 May 2031", "year": "2031", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Arcadia", "assoc_actor_1": "Harbour Guard; Customs", "inter1": "1", "actor2": "Dockers",
        "assoc_actor_2": "", "inter2": "Political militia", "interaction": "13", "civilian_targeting": "", "iso": "999",
        "region": "Western Africa", "country": "Arcadia", "admin1": "North", "admin2": "Harbour", "admin3": "Quay",
        "location": "Northport", "latitude": "12.5", "longitude": "-7.25", "geo_precision": "1", "source": "Herald; Gazette",
        "source_scale": "National", "notes": "Guards and dockers shot at each other.", "fatalities": "4",
        "tags": "crowd size=about 40; women targeted", "timestamp": "1935619200",
    },
    "gtd": {
        "eventid": "203105020001", "iyear": "2031", "imonth": "5", "iday": "2", "extended": "0", "country": "1001",
        "country_txt": "Arcadia", "region": "11", "region_txt": "Sub-Saharan Africa", "provstate": "North",
        "city": "Northport", "latitude": "12.5", "longitude": "-7.25", "specificity": "1", "vicinity": "0",
        "summary": "A bomb went off at the quay.", "success": "1", "suicide": "0", "attacktype1": "3",
        "attacktype1_txt": "Bombing/Explosion", "targtype1": "1", "targtype1_txt": "Business", "target1": "Harbour office",
        "gname": "Dockers", "weaptype1_txt": "Explosives", "nkill": "4.0", "nkillter": "1", "nwound": "-99", "nwoundte": "",
        "scite1": '"Bomb at the Quay," Herald, May 3, 2031.', "INT_LOG": "-9",
    },
}  # fmt: skip
"""A row of our own for each format, by column; columns that are not here are empty."""


def header(form: Format) -> Header:
    """The header of a format's current release."""
    return header_of(COLUMNS[form.id])


def row(form: Format, **cells: str) -> list[str]:
    """A row of a format, with some cells of ours replaced."""
    known = {**ROWS[form.id], **cells}
    assert known.keys() <= set(COLUMNS[form.id])
    return [known.get(column, "") for column in COLUMNS[form.id]]


def event(form: Format, **cells: str) -> CodedEvent:
    """The event of a row."""
    return event_of(form, header(form), row(form, **cells), 1)


def sources(form: Format, **cells: str) -> tuple[Source, ...]:
    """The sources of a row."""
    return sources_of(form, header(form), row(form, **cells))


def faults(form: Format, **cells: str) -> list[str]:
    """What of a row could not be taken."""
    return [fault for _, said in said_of(form, header(form), row(form, **cells)) for fault in said.faults]


def said(form: Format, piece: str, **cells: str) -> Said:
    """What a piece of a row says."""
    return next(found for part, found in said_of(form, header(form), row(form, **cells)) if part.name == piece)


def coded(made: CodedEvent, field: str) -> list[str]:
    """The values that an event has of a field of datasets."""
    return [token for name, token in made.coded if name == field]


def meaning(made: CodedEvent, column: str) -> str:
    """What the code in a column of the row means."""
    return next(cell.meaning for cell in made.cells if cell.column == column)


HEADER = COLUMNS["ucdp-ged"]
"""The columns of a file of the Georeferenced Event Dataset."""


def rows(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Rows shaped like those of the Georeferenced Event Dataset, in no order."""
    random = Random(seed)  # noqa: S311 - rows, not secrets
    for number in range(count):
        day = f"2031-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        best = random.choice((0, 0, 1, 2, 3, 17))
        yield row(
            GED, id=str(9000 + number), date_start=day, date_end=day, adm_1=random.choice(("North province", "Upper", "")),
            low=str(max(0, best - 1)), best=str(best), high=str(best + 2), source_article=f'"Herald,{day},Shots, again"',
        )  # fmt: skip


def written(path: Path, table: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """A CSV file of some rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *table])
    return path
