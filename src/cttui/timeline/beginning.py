"""A first timeline: a file that explains itself and holds one example of each record, to be written over.

It is in the layout of ``cttui fmt`` and passes ``cttui check``, so that whatever either says later is about what a person
wrote. The country is called ``XX``, one of the codes that ISO 3166-1 leaves to its users (XA to XZ) and gives to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cttui.model import calendar, dates
from cttui.text import fold, line
from cttui.timeline import written

_AFTER = 61
"""Days from the beginning of the period to the example's day, in a period that is that long: 2 March of a year."""

_TEXT = '''\
#:schema timeline.schema.json
#
# A timeline for cttui. Everything is in this one file, and any editor can change it:
#
#   cttui check FILE    names the line of each problem, and prints nothing if there are none
#   cttui fmt FILE      puts keys and lists in order; no value changes, no comment is lost
#   cttui FILE          opens it; there, I adds an event and A a source
#
# Below is one example of each record. Replace them with your own and delete the rest; only [timeline] is required.
# To have your editor complete keys and values, run: cttui schema > timeline.schema.json
#
# Dates are EDTF: 2024-03-26, 2024-03, 2024, 2024-05-10/2024-05-14 (from … to), 2024-05/.. (no end), 2024-07~ (about),
# 2024-07? (uncertain), 2024-03-XX (some day in March). An empty date, "", is an unknown one.

# Also: time_zone = "Europe/Lisbon" (days are counted in it), updated = "2024-12-31", licence = "CC-BY-4.0",
#   method = """How events were chosen, what a figure means, what is missing."""

[timeline]
id = {id}
title = {title}
period = {period}

# -- Provinces: the country as a whole and its parts, by their codes in ISO 3166 -----------------------------------------
# short is the badge, and what you type; tile is [column, row] on the tile map, and the whole country has none.

[[province]]
code = "XX"
name = "Exampleland"
short = "XX"

[[province]]
code = "XX-NP"
name = "Northport"
short = "NP"
aliases = ["Port of the North"]
tile = [0, 0]

# -- Names: one spelling each; a search for any other finds it -----------------------------------------------------------
# actor: parties; term: any other name, written alike; claimant: who states figures; population: who is counted.

[[actor]]
name = "Dockers' Union"
aliases = ["Union of Dock Workers", "UDW"]

[[claimant]]
name = "police"
standpoint = "official"

[[population]]
name = "dockers"
part_of = ["all"]

# -- Sources: who published what, when and where -------------------------------------------------------------------------
# type is one of CSL: article-newspaper, webpage, report, legislation, broadcast, post …
# standpoint: official, state-media, press, wire, think-tank, academic, opinion, campaign, militant
# digest is your own summary, never the source's text; derived_from = ["id"] names the sources that this one repeats.

[[source]]
id = {source}
type = "article-newspaper"
title = "Dockers march to the harbour office"
publisher = "Northport Herald"
issued = {issued}
url = "https://example.org/march"
language = "en"
standpoint = "press"
digest = """Reports the march, with the police's count and the union's."""

# -- Events: something that happened, or was decided or published --------------------------------------------------------
# An id never changes, even if the date or the title was wrong.
# kind: attack, operation, strike (across a border), policy, statement, report (figures published), surrender, protest,
#   diplomacy, election, court
# Also: actors, tags, responds_to = ["id"] (the events that this one answers), related = ["id"],
#   place = {{ name = "Besham", district = "Shangla", lat = 34.93, lon = 72.88, precision = "town" }}
#
# A claim is one figure as one source states it: what is counted (measure), of whom (who), how many, and who says so (by).
# How many is one of: value = 5; min = 5 ("at least 5"), max = 9, or both; words = "dozens". approx = true is "about".
# quote is the words that state it, at most 120 characters, exactly as in the source.
# Figures that disagree stand side by side; cttui decides nothing.

[[event]]
id = {event}
date = {date}
kind = "protest"
title = "Dockers march to the harbour office"
summary = """The march against the port's sale passed without arrests."""
provinces = ["XX-NP"]
actors = ["Dockers' Union"]
sources = [{source}]
claims = [
  {{ measure = "marchers", who = "all", value = 4000, approx = true, by = "police", \
source = {source}, quote = "about 4,000, police said" }},
  {{ measure = "marchers", who = "dockers", min = 3000, by = "Dockers' Union", \
source = {source}, quote = "more than 3,000 of its members" }},
]

# -- More: events in an order, read step by step; saved filters; what was searched for ------------------------------------
#
# [[thread]]
# id = "harbour"
# title = "From the march to the settlement"
# events = [
#   {event},
# ]
#
# [[view]]
# name = "Figures in dispute"
# query = "is:disputed"
#
# [[coverage]]
# provinces = ["XX-NP"]
# period = {period}
# sought = "marches"
# kinds = ["protest"]
# result = "some"
'''


def content(path: Path, title: str = "", period: str = "", id: str = "") -> bytes:  # noqa: A002 - the record's own key
    """The bytes of a first timeline.

    Args:
        path: Where it will be: its name gives what is not said.
        title: What it is about.
        period: The years or months that it is about, as EDTF.
        id: Names the reader's notebook and library; never changes.

    Raises:
        DateError: The period is not a date.
    """
    stem = line(path.stem)
    years = re.findall(r"(?<!\d)[12]\d{3}(?!\d)", stem)
    period = period or _from_years(years)
    day = _example_day(period)
    one, next_ = calendar.iso(day), calendar.iso(day + 1)
    said = {
        "id": id or "-".join(re.findall(r"[a-z0-9]+", fold(stem))) or "timeline",
        "title": title or _titled(stem) or "Timeline",
        "period": period,
        "source": f"herald-{next_}-march".replace("+", ""),
        "issued": next_,
        "event": f"{one}-harbour-march".replace("+", "").lstrip("-"),
        "date": one,
    }
    return _TEXT.format_map({key: written.text(value) for key, value in said.items()}).encode()


def _titled(stem: str) -> str:
    """A file's name as a title."""
    words = " ".join(re.split(r"[-_.\s]+", stem)).strip()
    return words[:1].upper() + words[1:]


def _from_years(years: Sequence[str]) -> str:
    """The period that a name with some years tells: from the first to the last, or this year where it has none."""
    if not years:
        return str(calendar.day_of(calendar.today()).year)
    return years[0] if years[0] >= years[-1] else f"{years[0]}/{years[-1]}"


def _example_day(period: str) -> int:
    """A day of a period, as a number; the next one can be written too.

    Raises:
        DateError: The period is not a date.
    """
    when = dates.parse(period)
    low, high = when.earliest, when.latest
    first, last = calendar.number_of(-calendar.WRITTEN), calendar.number_of(calendar.WRITTEN, 12, 30)
    start = low if low > calendar.FIRST_DAY else high - _AFTER
    return min(max(min(start + _AFTER, high), first), last)
