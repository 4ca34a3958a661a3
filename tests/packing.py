"""Small datasets imported by both roads: as a packed store, and compiled from the events of their rows."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from cttui.imports.events import event_of, header_of, sources_of, units_of
from cttui.imports.format import Format
from cttui.imports.reading import open_rows
from cttui.imports.units import named
from cttui.model.axis import Calendar
from cttui.model.claims import ALL, Lens
from cttui.model.periods import Days
from cttui.model.records import Timeline
from cttui.query.fields import FIELDS
from cttui.query.language import Query
from cttui.store import cache, wants
from cttui.store.contribution import date_order
from cttui.store.index import Index
from cttui.store.named import open_named
from cttui.store.packed import writer
from cttui.store.sqlite import SqliteIndex
from cttui.store.wants import Target, Want
from datasets import COLUMNS, row

POOLS: dict[str, dict[str, tuple[str, ...]]] = {
    "ucdp-ged": {
        "type_of_violence": ("1", "2", "3", "9"),
        "dyad_name": ("Government of Arcadia - Dockers", "Dockers - Sailors", ""),
        "side_b": ("Dockers", "Sailors of Ünion"),
        "source_article": (
            '"Herald,2031-05-03,Shots at the quay"', "", "Gazette,2031-04-01,Ten dead of the dockers",
            '"Herald,2031-05-03,Shots at the quay";"Radio, Äther,2031-05-05,of the dead"',
        ),
        "source_office": ("Herald", "", "Gazette", "Herald;Radio"),
        "source_original": ("police", "of the army", ""),
        "where_prec": ("1", "2", "6"),
        "where_coordinates": ("Northport town", "al-Mina", ""),
        "where_description": ("at the quay", "of the\nquay, 5 km", ""),
        "adm_1": ("North province", "South province", "South", ""),
        "adm_2": ("Harbour district", ""),
        "latitude": ("12.5", "-33.25", ""),
        "country": ("Arcadia", "Lower Arcadia"),
        "date_prec": ("1", "3", "5"),
        "date_start": ("2031-05-02 00:00:00.000", "2030-12-31", "2031-01-01", ""),
        "date_end": ("2031-05-02 00:00:00.000", "2031-05-09", ""),
        "best": ("4", "0", "12", ""),
        "high": ("6", "12", "0"),
        "low": ("2", "0", "4"),
    },
    "acled": {
        "event_date": ("02 May 2031", "2030-12-31", "31 February 2031"),
        "time_precision": ("1", "2", "3"),
        "event_type": ("Battles", "Protests", "Riots"),
        "actor2": ("Dockers", "", "Sailors of Ünion"),
        "admin1": ("North", "South", ""),
        "latitude": ("12.5", ""),
        "source": ("Herald; Gazette", "Radio", ""),
        "notes": ("Guards and dockers shot at each other.", "Of the dead, three were guards.", ""),
        "fatalities": ("4", "0", "", "many"),
    },
    "gtd": {
        "imonth": ("5", "0"),
        "iday": ("2", "0"),
        "approxdate": ("", "May 2-3, 2031"),
        "provstate": ("North", "South", "Unknown"),
        "city": ("Northport", "Unknown", ""),
        "summary": ("A bomb went off at the quay.", "Of the bombs, one went off.", ""),
        "gname": ("Dockers", "Unknown"),
        "nkill": ("4.0", "", "0"),
        "scite1": ('"Bomb at the Quay," Herald, May 3, 2031.', ""),
        "latitude": ("12.5", ""),
    },
}  # fmt: skip
"""Cells that rows differ in, for each format."""
IDENT = {"ucdp-ged": "id", "acled": "event_id_cnty", "gtd": "eventid"}


CELLS = wants.Cells(8, 6)
"""A small map."""


@st.composite
def rows(draw: st.DrawFn, form: Format, most: int = 12) -> list[list[str]]:
    """Rows of a format, each with an id of its own; many have cells in common."""
    pools = POOLS[form.id]
    found = []
    for number in range(draw(st.integers(1, most))):
        changed = draw(st.lists(st.sampled_from(sorted(pools)), max_size=6, unique=True))
        cells = {column: draw(st.sampled_from(pools[column])) for column in changed}
        found.append(row(form, **cells, **{IDENT[form.id]: str(203105020000 + number * 7 % 13)}))
    return found


def write_csv(path: Path, form: Format, content: Sequence[Sequence[str]]) -> None:
    """Write rows as the owner of a format would."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS[form.id], *content])


def pack(folder: Path, form: Format, content: Sequence[Sequence[str]]) -> Path:
    """A packed store of rows."""
    write_csv(folder / "rows.csv", form, content)
    with open_rows(folder / "rows.csv") as found:
        writer.write(found, form, folder / "packed.cttui")
    return folder / "packed.cttui"


def compiled(folder: Path, form: Format, content: Sequence[Sequence[str]], packed: Index) -> SqliteIndex:
    """The index over the same rows, compiled from their events: what an import means."""
    header = header_of(COLUMNS[form.id])
    sources = {form.dataset.id: form.dataset}
    sources |= {source.id: source for cells in content for source in sources_of(form, header, cells)}
    units = [unit for cells in content for unit in units_of(form, header, cells)]
    timeline = Timeline(
        meta=packed.head.meta,
        provinces=named(units),
        claimants=(form.claimant,),
        populations=form.populations,
        sources=tuple(sources.values()),
        digest=packed.head.digest,
    )
    events = sorted((event_of(form, header, cells, n) for n, cells in enumerate(content, 1)), key=date_order)
    cache.compile_to(folder / "compiled.cttui", timeline, events)
    return SqliteIndex(cache.open_store(folder / "compiled.cttui"))


@contextmanager
def both(form: Format, content: Sequence[Sequence[str]]) -> Iterator[tuple[SqliteIndex, Index]]:
    """The two indexes over some rows: compiled, and packed."""
    with tempfile.TemporaryDirectory() as name:
        packed = open_named(pack(Path(name), form, content))
        made = compiled(Path(name), form, content, packed)
        try:
            yield made, packed
        finally:
            made.close()
            packed.close()


def asked(calendar: Calendar, ids: Sequence[str], sources: Sequence[str], query: Query) -> tuple[Want[object], ...]:
    """Everything that can be asked, once or in several ways; ``query`` is another than that of the ask, or the same."""
    whole = Days(*(calendar.ends or (1, 1)))
    lenses = (ALL, Lens("best"), Lens("official"), *map(Lens, sources[-1:]))
    faceted = [field.name for field in FIELDS.values() if field.shape == "values" and field.name != "source"]
    return (
        wants.Ends(), wants.Owned(), wants.Changed(), *map(wants.Dead, lenses), wants.Months(), wants.Last(),
        *(wants.Facet(field, dead=ALL, parts=4, most=3) for field in faceted),
        *(wants.Ranked(field, 3, parts=4, sparks=2) for field in faceted),
        wants.Around(3, 5), wants.Rows(1, 4, Lens("best")), wants.Bars(whole, None, 40),
        wants.Bars(whole, None, 40, "year", Lens("best")), wants.InFull(), *map(wants.InFull, ids[:1]), wants.Reading(),
        wants.Reading(source=1), wants.Points(), wants.Here(), wants.At(), CELLS, wants.Cited(), wants.MostCited(3),
        wants.Claimed(3), wants.Records(3), wants.Chain(), wants.Selected((tuple(ids[:2]), tuple(ids[2:]))),
        wants.Steps(tuple(ids[:3])),
        wants.Named(tuple(ids[1:4])), wants.Bodies(tuple(ids[:2])), wants.Titled(("dockers",), 3), wants.Titled(("gov",), 3),
        wants.Titled(("government", "of"), 3), *map(wants.Citing, sources[:2]),
        wants.Counted((query, Query())), wants.First(query, 3), wants.Crossed((query, Query()), (Query(), query)),
        wants.Crossed((query,), (Query(),), ALL),
    )  # fmt: skip


def aimed(calendar: Calendar, ids: Sequence[str], points: int) -> tuple[Target, ...]:
    """Every way to say where the cursor is to be, once or in several ways; ``points`` are those of the map."""
    spots = tuple((column, line) for column in range(CELLS.width // 2) for line in range(CELLS.height))
    return (
        *map(wants.ToEvent, ids[-1:]), wants.ToPosition(2), *map(wants.ToDay, calendar.days[:1]),
        wants.ToValue("kind", "battle", 0), wants.ToValue("is", "single-source", None, -1),
        wants.ToPoints(tuple(range(0, points, 2)), 1), wants.ToCells(CELLS, spots, 1), wants.ToSourced(1),
        wants.ToSourced(1, -1),
    )  # fmt: skip
