"""Formats of exports: golden files byte by byte, and every file read back by a reader that is not ours.

``python tests/exporting.py`` writes the golden files anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.checks.rules import check
from cttui.errors import CttuiError
from cttui.explore.claims import ledger_of
from cttui.explore.explorer import Explorer
from cttui.exports import columns, database, icalendar, items, tables, workbook
from cttui.exports.guard import Guard
from cttui.exports.items import Item
from cttui.exports.markdown import opening
from cttui.exports.registry import FORMATS, exported
from cttui.exports.subjects import Events
from cttui.model.claims import ALL
from cttui.model.records import Claim, Event, Meta, Place, Source, Timeline
from cttui.query.fields import FIELDS
from cttui.query.language import Query, parse
from cttui.store.cache import open_timeline
from cttui.store.index import Index
from cttui.text import clean
from cttui.timeline import load
from cttui.timeline.format import formatted
from exporting import HARBOUR, HARMFUL, NAMED, dump, golden_of, ids_of, kept, openpyxl_of, text_of, written
from strategies import PROVINCES, indexed, query_texts, timelines


@pytest.fixture
def harbour() -> Iterator[Index]:
    """A small timeline with dates of every sort, and texts that formats might take for their own."""
    index = open_timeline(HARBOUR, None)
    yield index
    index.close()


# -- golden files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_an_export_is_its_golden_file(harbour: Index, name: str) -> None:
    """Every format writes the small timeline as it did before, byte by byte; a binary one by what its reader finds in it."""
    content, _ = written(harbour, name)
    assert kept(name, content) == golden_of(name).read_bytes()


@pytest.mark.parametrize("name", NAMED)
def test_the_same_timeline_gives_the_same_bytes(harbour: Index, name: str) -> None:
    """Nothing of the time or place of an export is in it: exported twice, it is the same file."""
    assert written(harbour, name)[0] == written(harbour, name)[0]


_ELSEWHERE = """
import hashlib, json, sys
from exporting import HARBOUR, NAMED, open_timeline, written
index = open_timeline(HARBOUR, None)
print(json.dumps({name: hashlib.sha256(written(index, name)[0]).hexdigest() for name in NAMED}))
index.close()
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TZ": "", "LC_ALL": "de_DE.ISO-8859-1", "LANG": "ur_PK", "PYTHONHASHSEED": "0"},
    ],
)
def test_the_same_timeline_gives_the_same_bytes_elsewhere(harbour: Index, environment: dict[str, str]) -> None:
    """No time zone, no locale and no order of sets is in a file: another machine writes the same bytes, in every format."""
    path = os.pathsep.join((str(HARBOUR.parents[2]), *sys.path))
    command = [sys.executable, "-c", _ELSEWHERE]
    done = subprocess.run(command, env={**os.environ, **environment, "PYTHONPATH": path}, capture_output=True, check=True)  # noqa: S603 - our own
    assert json.loads(done.stdout) == {name: hashlib.sha256(written(harbour, name)[0]).hexdigest() for name in NAMED}


@pytest.mark.parametrize("name", NAMED)
def test_an_export_holds_no_control_character(harbour: Index, name: str) -> None:
    """No file holds a character that a terminal obeys or that reorders text; lines end as the format wants it."""
    content, _ = written(harbour, name)
    text = dump(name, content) if NAMED[name].binary else content.decode()
    if name in {"ics", "ris"}:
        assert text.count("\r\n") == text.count("\n") == text.count("\r")
        text = text.replace("\r\n", "\n")
    assert HARMFUL.findall(text) == []


def test_every_format_of_the_issue_is_there() -> None:
    """Each format has its row, once, and its name is that of ``--format``."""
    assert set(exported()) >= {
        "csv", "jsonl", "toml", "geojson", "ics", "csl-json", "bibtex", "ris", "timelinejs", "timesketch", "xlsx", "sqlite",
        "parquet", "markdown", "html",
    }  # fmt: skip
    assert all(format_.export_only for format_ in FORMATS if format_.binary)


# -- what is lost is said --------------------------------------------------------------------------------------------

LOST = {
    "ics": ("1 event without a date", "1 event with an open", "1 event with a date that is not exact",
            "2 events without coord"),
    "timelinejs": ("1 event without a date", "1 event with an open", "1 event with a date that is not exact"),
    "timesketch": ("1 event without a date", "1 event with an open", "1 event with a date that is not exact"),
    "geojson": ("3 events without coordinates",),
    "markdown": ("1 event without a date", "1 event with an open", "1 event with a date that is not exact"),
    "html": ("1 event without a date", "1 event with an open", "1 event with a date that is not exact",
             "3 events without coordinates", "1 thread cut"),
    "toml": ("1 thread cut", "1 search and 1 view left out", "comments left out", "the map's outline"),
    "csl-json": ("1 source with a date that is not certain", "1 source without a known headline"),
    "bibtex": ("1 source with a date that is not certain", "1 source without a known headline"),
    "ris": ("1 source with a date that is not certain", "1 source without a known headline"),
}  # fmt: skip
"""The beginnings of what each format says of the small timeline."""


@pytest.mark.parametrize("name", NAMED)
def test_what_a_format_cannot_carry_is_said_with_its_number(harbour: Index, name: str) -> None:
    """Each format says what it could not carry and of how many, and what was kept back last; all others say nothing."""
    _, left = written(harbour, name)
    expected = (*LOST.get(name, ()), "1 sensitive source kept back")
    assert len(left) == len(expected)
    for phrase, start in zip(left, expected, strict=True):
        assert phrase.startswith(start)
    assert left[-1].endswith("--include-sensitive on the command line includes them")


@pytest.mark.parametrize("name", ["ics", "timelinejs", "geojson", "markdown", "html", "toml"])
def test_the_file_says_the_same(harbour: Index, name: str) -> None:
    """Where a format has a place for it, the file itself says what it lacks."""
    content, left = written(harbour, name)
    text = re.sub(r"[\\*]|\r\n ", "", content.decode())
    for phrase in left:
        assert (
            phrase.removesuffix("; --include-sensitive on the command line includes them").replace(
                "'", "&#x27;" if name == "timelinejs" else "'"
            )
            in text
        )


# -- calendars -------------------------------------------------------------------------------------------------------


def calendar_of(content: bytes) -> Any:
    """A calendar as icalendar reads it."""
    import icalendar

    return icalendar.Calendar.from_ical(content)


def test_a_calendar_is_read_by_icalendar(harbour: Index) -> None:
    """Days, texts, places and UIDs come back as the timeline has them; lines have at most 75 octets."""
    content, _ = written(harbour, "ics")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    found = {str(event["UID"]): event for event in calendar_of(content).walk("VEVENT")}
    assert set(found) == {f"{id_}@harbour.cttui" for id_ in ("march", "quay-act", "closure", "talks")}
    march = found["march@harbour.cttui"]
    assert (march.decoded("DTSTART"), march.decoded("DTEND")) == (date(2024, 5, 2), date(2024, 5, 3))
    assert str(march["SUMMARY"]) == 'Dockers march, "peacefully"; <script>alert(1)</script>'
    assert "ÄÖÜ ڈاکرز 🚢🚢🚢.\nEND:VEVENT\n" in str(march["DESCRIPTION"])
    assert (march["GEO"].latitude, march["GEO"].longitude) == (24.82, 66.98)
    assert str(march["STATUS"]) == "CONFIRMED"
    assert (found["talks@harbour.cttui"].decoded("DTSTART"), found["talks@harbour.cttui"].decoded("DTEND")) == (
        date(2024, 6, 3), date(2024, 6, 6),
    )  # fmt: skip


def test_a_calendar_is_the_same_every_time_and_near_the_equator(harbour: Index) -> None:
    """Without a day of the last update an event's time is that of its last source; a number has no exponent (RFC 5545)."""
    text = (Path(__file__).parent / "golden" / "timeline.toml").read_text(encoding="utf-8")
    dated = next(line for line in text.splitlines() if line.startswith("updated"))
    text = text.replace(f"{dated}\n", "").replace("lat = 24.82, lon = 66.98", "lat = 0.00005, lon = -0.0000001")
    with indexed(load.parse(text.encode(), "t")) as index:
        content, _ = written(index, "ics")
        assert written(index, "ics")[0] == content
    assert b"GEO:0.00005;0\r\n" in content
    (march,) = [event for event in calendar_of(content).walk("VEVENT") if str(event["UID"]).startswith("march@")]
    assert f"{march.decoded('DTSTAMP'):%Y-%m-%d}" == "2024-05-31"


def test_an_uncertain_date_is_tentative_and_said(harbour: Index) -> None:
    """``2024-03?`` spans March, an open end stands at its known end, and both say so in words and as tentative."""
    found = {str(event["UID"]): event for event in calendar_of(written(harbour, "ics")[0]).walk("VEVENT")}
    act, closure = found["quay-act@harbour.cttui"], found["closure@harbour.cttui"]
    assert (act.decoded("DTSTART"), act.decoded("DTEND")) == (date(2024, 3, 1), date(2024, 4, 1))
    assert (closure.decoded("DTSTART"), closure.decoded("DTEND")) == (date(2024, 6, 1), date(2024, 6, 2))
    assert [str(one["STATUS"]) for one in (act, closure)] == ["TENTATIVE", "TENTATIVE"]
    assert str(act["DESCRIPTION"]).startswith("Date: perhaps March 2024 (not exact to the day)\n")
    assert str(closure["DESCRIPTION"]).startswith("Date: from 1 June 2024 (one end is not given)\n")


@settings(max_examples=30)
@given(timelines())
def test_every_event_is_in_a_calendar_or_counted(timeline: Timeline) -> None:
    """Whatever the dates, each event is in the calendar once or among those left out, and exact ones alone are confirmed."""
    with indexed(timeline) as index:
        content, left = written(index, "ics")
        found = {str(event["UID"]).partition("@")[0]: event for event in calendar_of(content).walk("VEVENT")}
        missing = sum(int(phrase.split()[0]) for phrase in left if "left out" in phrase)
        assert len(found) + missing == len(timeline.events)
        for event in timeline.events:
            when = event.when
            if event.id in found:
                assert when is not None
                entry = found[event.id]
                assert (str(entry["STATUS"]) == "CONFIRMED") == when.is_exact
                first, last = entry.decoded("DTSTART"), entry.decoded("DTEND") - timedelta(days=1)
                if when.has_ends:
                    assert (first.toordinal(), last.toordinal()) == (when.lower, when.upper) or when.members
                assert when.earliest <= first.toordinal() <= last.toordinal() <= when.latest


def test_a_calendar_is_read_once(harbour: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events that wait in a file until what stands above them is known are those that wait in memory, and are read once."""
    before, read = written(harbour, "ics"), list[str]()
    whole = Events.items

    def items(subject: Events) -> Iterator[Item]:
        for item in whole(subject):
            read.append(item.event.id)
            yield item

    monkeypatch.setattr(Events, "items", items)
    monkeypatch.setattr(icalendar, "IN_MEMORY", 100)
    assert written(harbour, "ics") == before
    assert len(read) == len(set(read)) == harbour.count - 1  # one is sensitive


@given(st.text("aé–😀 ", min_size=70, max_size=300))
def test_lines_of_a_calendar_are_folded_between_characters(text: str) -> None:
    """No line has more than 75 octets, and unfolded they are the text (RFC 5545, section 3.1)."""
    *lines, last = icalendar._folded(text).split("\r\n")
    assert (max(len(line.encode()) for line in lines), last) <= (75, "")
    assert "\r\n".join(lines).replace("\r\n ", "") == text


# -- maps ------------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(timelines())
def test_a_map_is_sound_geojson(timeline: Timeline) -> None:
    """The geojson package finds nothing wrong, every event is a feature, and those without coordinates have no geometry."""
    import geojson

    with indexed(timeline) as index:
        content, left = written(index, "geojson")
        found = geojson.loads(content.decode())
        assert isinstance(found, geojson.FeatureCollection)
        assert found.errors() in (None, [], {})
        events = {event.id: event for event in timeline.events}
        assert {feature["id"] for feature in found["features"]} == set(events)
        unplaced = 0
        for feature in found["features"]:
            assert feature.is_valid
            place = events[feature["id"]].place
            if place is None or place.lat is None:
                unplaced += 1
                assert feature["geometry"] is None
            else:
                # the package rounds to six digits, a tenth of a metre
                assert feature["geometry"]["coordinates"] == pytest.approx([place.lon, place.lat], abs=1e-6)
        assert [int(phrase.split()[0]) for phrase in left] == ([unplaced] if unplaced else [])
        if unplaced < len(events):
            west, south, east, north = json.loads(content)["bbox"]
            assert (-180 <= west <= east <= 180, -90 <= south <= north <= 90) == (True, True)


# -- citations -------------------------------------------------------------------------------------------------------


def test_citations_are_read_by_citeproc(harbour: Index) -> None:
    """citeproc-py takes every item, and sets publisher, year and headline of each in Harvard style."""
    import warnings

    with warnings.catch_warnings():
        # the package's own style has attributes that its own schema does not know
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        found = json.loads(text_of(harbour, "csl-json"))
        library = CiteProcJSON(found)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, library, formatter.plain)
        for item in found:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(found) == 5
    (march,) = [line for line in lines if "Thousands march" in line]
    assert "A. Khan" in march
    assert "2024" in march
    assert "The Herald" in march


def csl_names(file: str, pattern: str) -> frozenset[str]:
    """Names of a part of CSL's own schema of styles, which citeproc-py comes with."""
    from importlib.resources import files

    text = (files("citeproc") / "data" / "schema" / "schemas" / "styles" / file).read_text(encoding="utf-8")
    found = re.search(rf"^  {pattern} =\n((?:    .*\n)+)", text, re.MULTILINE)
    assert found is not None
    return frozenset(re.findall(r'"([^"]+)"', found[1]))


def csl_schema() -> dict[str, Any]:
    """CSL-JSON 1.0.2 as a JSON schema: item types and variables as CSL names them, and what its schema of data adds.

    That schema (csl-data.json of citation-style-language/schema) takes no other key; ``id``, ``categories``, ``custom`` and the
    short titles are no variables. Names and dates are as it defines them.
    """
    text, figure = {"type": "string"}, {"type": ["string", "number"]}
    flag = {"type": ["string", "number", "boolean"]}
    particles = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    name = {
        "type": "object",
        "properties": dict.fromkeys(particles, text) | dict.fromkeys(("comma-suffix", "static-ordering", "parse-names"), flag),
        "additionalProperties": False,
    }
    names = {"type": "array", "items": name}
    part = {"type": "array", "items": figure, "minItems": 1, "maxItems": 3}
    date_ = {
        "type": "object",
        "properties": {
            "date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2},
            "season": figure, "circa": flag, "literal": text, "raw": text,
        },
        "additionalProperties": False,
    }  # fmt: skip
    strings = csl_names("csl-variables.rnc", r"variables\.strings") | csl_names("csl-variables.rnc", r"variables\.titles")
    properties: dict[str, Any] = {
        **dict.fromkeys(strings | {"shortTitle", "journalAbbreviation"}, text),
        **dict.fromkeys(csl_names("csl-variables.rnc", r"variables\.numbers"), figure),
        **dict.fromkeys(csl_names("csl-variables.rnc", r"variables\.names"), names),
        **dict.fromkeys(csl_names("csl-variables.rnc", r"variables\.dates"), date_),
        "id": figure,
        "type": {"enum": sorted(csl_names("csl-types.rnc", "item-types"))},
        "categories": {"type": "array", "items": text},
        "custom": {"type": "object"},
    }
    item = {"type": "object", "properties": properties, "required": ["type", "id"], "additionalProperties": False}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": item}


def test_types_of_sources_are_those_of_csl() -> None:
    """A source's type is one of CSL's item types, and each of these is one that a source may have."""
    from typing import get_args

    from cttui.model.records import SourceType

    assert set(get_args(SourceType)) == csl_names("csl-types.rnc", "item-types")


@settings(max_examples=30)
@given(timelines())
def test_an_item_has_the_keys_of_csl_alone(timeline: Timeline) -> None:
    """Every item has an id, a type and a title, only keys of CSL's, names as literals, and a date in parts, words or none."""
    import jsonschema

    with indexed(timeline) as index:
        found = json.loads(text_of(index, "csl-json"))
        jsonschema.validate(found, csl_schema(), jsonschema.Draft7Validator)
        for item in found:
            assert {"id", "type", "title"} <= set(item)
            assert all(set(name) == {"literal"} for name in item.get("author", ()))
            issued = item.get("issued", {})
            assert set(issued) <= {"date-parts", "season", "circa", "literal"}
            for part in issued.get("date-parts", ()):
                assert 1 <= len(part) <= 3


def test_bibtex_is_read_by_bibtexparser(harbour: Index) -> None:
    """Every source is an entry with its headline; hostile texts end no field and begin no entry."""
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text_of(harbour, "bibtex"))
    assert library.failed_blocks == []
    entries = {entry.key: entry.fields_dict for entry in library.entries}
    assert set(entries) == {"report-2024", "herald-again", "herald-march", "wire-one", "repeats-leak"}
    march = entries["herald-march"]
    plain = march["title"].value.strip("{}")
    assert plain.startswith(r"Thousands march: \textbraceleft{}a\textbraceright{} \textbackslash{}b \$5 \& 7\% of \#1\_x")
    assert march["author"].value == r"{A. Khan} and {Reuters \& Sons}"
    assert march["year"].value == "2024"
    assert entries["wire-one"]["note"].value == "Published about May 2024"
    assert "BOOK" in entries["report-2024"]["annote"].value


def test_a_brace_and_an_early_year_end_no_entry() -> None:
    """A single brace leaves BibTeX's fields balanced, as BibTeX counts; a year before the first is given in words."""
    import rispy

    source = Source(id="s", title="A } lone {{ brace", publisher="P", url="https://x.example/a}b", type="book",
                    standpoint="press", issued="-0043")  # fmt: skip
    event = Event(id="e", date="2024", title="t", kind="attack", summary="s", provinces=(), sources=("s",))
    with indexed(
        Timeline(meta=Meta(title="t", id="t", period="2024", updated="2024-12-31"), events=(event,), sources=(source,))
    ) as index:
        text = text_of(index, "bibtex")
        fields = [line.partition(" = ")[2].removesuffix(",") for line in text.splitlines() if " = " in line]
        assert len(fields) == 5
        assert all(field.count("{") == field.count("}") for field in fields)
        assert "https://x.example/a%7Db" in text
        assert "year" not in text
        assert "Published 44 BC" in text
        entry = rispy.loads(text_of(index, "ris"))[0]
        assert entry["date"] == "///44 BC"
        assert "publication_year" not in entry


def test_ris_is_read_by_rispy(harbour: Index) -> None:
    """Every source is a record with its headline; a line of a text that looks like a tag begins none."""
    import rispy

    found = {entry["id"]: entry for entry in rispy.loads(text_of(harbour, "ris"))}
    assert set(found) == {"report-2024", "herald-again", "herald-march", "wire-one", "repeats-leak"}
    assert found["herald-march"]["title"] == "Thousands march: {a} \\b $5 & 7% of #1_x ~ ^"
    assert found["herald-march"]["authors"] == ["A. Khan", "Reuters & Sons"]
    assert found["herald-march"]["date"] == "2024/05/03/"
    assert found["wire-one"]["date"] == "2024/05//about May 2024"
    assert found["report-2024"]["type_of_reference"] == "RPRT"


@settings(max_examples=30)
@given(timelines(), st.data())
def test_bibliographies_hold_the_sources_of_the_list(timeline: Timeline, data: st.DataObject) -> None:
    """CSL-JSON, BibTeX and RIS have the sources that the list of sources shows for a query, each once."""
    import rispy
    from bibtexparser.entrypoint import parse_string

    with indexed(timeline) as index:
        explorer = Explorer(index)
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        text = explorer.query.text
        listed = [row.id for row in explorer.sources().rows]
        assert [item["id"] for item in json.loads(text_of(index, "csl-json", text))] == listed
        assert [entry.key for entry in parse_string(text_of(index, "bibtex", text)).entries] == listed
        assert [entry["id"] for entry in rispy.loads(text_of(index, "ris", text))] == listed


# -- time lines ------------------------------------------------------------------------------------------------------


def test_timelinejs_has_what_its_page_asks_for(harbour: Index) -> None:
    """Every slide has a start with a year, an id of its own and texts without markup that is not ours."""
    found = json.loads(text_of(harbour, "timelinejs"))
    assert set(found) == {"events", "title", "scale"}
    assert len({slide["unique_id"] for slide in found["events"]}) == len(found["events"]) == 4
    for slide in (*found["events"], found["title"]):
        tags = set(re.findall(r"<[^>]*>", slide["text"]["headline"] + slide["text"]["text"]))
        assert all(re.fullmatch(r'</?(p|ol|li|a)>|<a href="https?://[^"<>\s]*">', tag) for tag in tags), tags
    for slide in found["events"]:
        datetime(**slide["start_date"])  # noqa: DTZ001 - a day
        assert slide["autolink"] is False
    (act,) = [slide for slide in found["events"] if slide["unique_id"] == "quay-act"]
    assert act["start_date"] == {"year": 2024, "month": 3, "day": 1}
    assert act["end_date"] == {"year": 2024, "month": 3, "day": 31}
    assert act["display_date"] == "perhaps March 2024"


def test_a_time_of_day_is_on_its_slide() -> None:
    """A slide has hour, minute and second in the timeline's zone, and the date in words; the end of a day has no hour."""
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="2024", time_zone="Asia/Karachi"),
        events=tuple(
            Event(id=f"e-{n}", date=date, kind="attack", title="T", provinces=())
            for n, date in enumerate(("2024-08-14T23:30:05Z", "2024-08-20T24:00:00", "2024-08-21"))
        ),
    )
    with indexed(timeline) as index:
        one, two, three = json.loads(text_of(index, "timelinejs"))["events"]
    assert one["start_date"] == {"year": 2024, "month": 8, "day": 14, "hour": 23, "minute": 30, "second": 5}
    assert "hour" not in two["start_date"]
    assert all("display_date" in slide for slide in (one, two))
    assert "display_date" not in three


def test_an_offset_of_old_times_is_in_minutes() -> None:
    """Local time had seconds in its offset, which ISO 8601 has not: such times are written in UTC."""
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="1560", time_zone="Asia/Karachi"),
        events=tuple(
            Event(id=f"e-{date}", date=date, kind="attack", title="T", provinces=()) for date in ("1560-12-25", "2024-01-01")
        ),
    )
    with indexed(timeline) as index:
        old, new = map(json.loads, text_of(index, "timesketch").splitlines())
    assert old["datetime"] == "1560-12-24T19:31:48+00:00"
    assert new["datetime"] == "2024-01-01T00:00:00+05:00"
    assert old["timestamp"] == round(datetime.fromisoformat(old["datetime"]).timestamp()) * 1_000_000


def test_the_end_of_the_last_day_is_left_out_and_counted() -> None:
    """24 o'clock of 31 December 9999 is the next day's beginning, which no clock of Timesketch's has."""
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="9999"),
        events=tuple(
            Event(id=f"e-{time}", date=f"9999-12-31T{time}:00:00", kind="attack", title="T", provinces=()) for time in (23, 24)
        ),
    )
    with indexed(timeline) as index:
        content, left = written(index, "timesketch")
    assert [json.loads(line)["event_id"] for line in content.splitlines()] == ["e-23"]
    assert "1 event before year 1 or after year 9999 left out" in left


def test_timesketch_says_which_end_is_known() -> None:
    """An event that has begun and may go on is at its start, and one of which the start is not known at its end."""
    said = {"2024-06-01/..": "start", "2024-06/": "start", "../2024-06-01": "end", "/2024-06": "end"}
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="2024"),
        events=tuple(Event(id=f"e{n}", date=date, kind="attack", title="T", provinces=()) for n, date in enumerate(said)),
    )
    with indexed(timeline) as index:
        lines = [json.loads(line) for line in text_of(index, "timesketch").splitlines()]
    assert {line["date"]: line["timestamp_desc"] for line in lines} == {
        date: f"Known {end} of the event" for date, end in said.items()
    }
    assert {line["datetime"][:10] for line in lines} == {"2024-06-01"}


def test_a_page_of_a_timeline_without_a_title_is_written() -> None:
    """A program may give none; how to cite it is said without one."""
    timeline = Timeline(
        meta=Meta(id="t", title="", period="2024"),
        events=(Event(id="e", date="2024", kind="attack", title="T", provinces=()),),
    )
    with indexed(timeline) as index:
        assert b"How to cite" in written(index, "html")[0]


def test_a_page_of_millions_of_years_is_written() -> None:
    """Of the ticks below its bars no more are reckoned than there is room for."""
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="2024"),
        events=tuple(
            Event(id=f"e-{n}", date=date, kind="attack", title="T", provinces=())
            for n, date in enumerate(("Y-17000000", "2024-05-10"))
        ),
    )
    with indexed(timeline) as index:
        assert written(index, "html")[0].startswith(b"<!DOCTYPE html>")


def test_timesketch_has_the_fields_that_it_asks_for(harbour: Index) -> None:
    """Each line has a message, a time with an offset, the same in microseconds, and what kind of time it is."""
    lines = [json.loads(line) for line in text_of(harbour, "timesketch").splitlines()]
    assert len(lines) == 4
    for line in lines:
        at = datetime.fromisoformat(line["datetime"])
        assert at.utcoffset() == timedelta(hours=5)
        assert line["timestamp"] == round(at.timestamp() * 1_000_000)
        assert line["message"]
        assert line["timestamp_desc"]
        assert not any(isinstance(value, list | dict) or value is None for value in line.values())
    assert {line["event_id"]: line["timestamp_desc"] for line in lines}[
        "quay-act"
    ] == "First day of the date, which is not exact"


# -- tables ----------------------------------------------------------------------------------------------------------


def test_a_workbook_is_read_by_openpyxl(harbour: Index) -> None:
    """Five sheets with a row a record; what looks like a formula or a link is a text, numbers are numbers."""
    content, _ = written(harbour, "xlsx")
    book = openpyxl_of(content)
    assert book.sheetnames == ["events", "claims", "sources", "disputes", "about"]
    assert [book[name].max_row - 1 for name in ("events", "claims", "sources", "disputes")] == [5, 6, 5, 1]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(sheet._hyperlinks for sheet in book)
    head = [cell.value for cell in book["events"][1]]
    act = dict(zip(head, (cell.value for cell in book["events"][2]), strict=True))
    assert act["title"] == "=1+1 is passed as the Quayside Act"
    assert act["lat"] == 25.12
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


@given(
    st.lists(
        st.text(max_size=6)
        | st.sampled_from(("_x0041_", "<r>a</r>", " a", "a ", "a\tb", "é & <", "\ufffe"))
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.booleans(),
        min_size=1,
        max_size=30,
    )
)
def test_a_sheet_is_written_as_the_library_writes_it(cells: list[str | float | bool]) -> None:
    """Every cell, whether it is written here or there, has the same bytes."""
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from cttui.exports.sheet import Sheet

    found = []
    for kind in (Sheet, Worksheet):
        content = io.BytesIO()
        book = Workbook(content, {"constant_memory": True, "strings_to_numbers": False})
        book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - the library's
        sheet = book.add_worksheet("one", kind)
        head = book.add_format({"bold": True})
        sheet.write_string(0, 0, "head", head)
        for row, cell in enumerate(cells, 1):
            if isinstance(cell, bool):
                sheet.write_boolean(row, row % 9, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, row % 9, cell)
            else:
                sheet.write_number(row, row % 9, cell)
        book.close()
        found.append(content.getvalue())
    assert found[0] == found[1]


def test_a_sheet_without_rows_says_what_would_stand_there(harbour: Index) -> None:
    """A selection without events, or without conflicts, has the headings of every sheet all the same, and a filter on them."""
    whole, none = (openpyxl_of(written(harbour, "xlsx", text)[0]) for text in ("", "zzzz"))
    assert none.sheetnames == whole.sheetnames
    for sheet in none:
        assert [cell.value for cell in sheet[1]] == [cell.value for cell in whole[sheet.title][1]]
        assert sheet.max_row == 1 or sheet.title == "about"
        assert sheet.auto_filter.ref


@given(st.text(st.sampled_from("aé🚢"), max_size=60))
def test_a_cell_is_cut_as_excel_counts(text: str) -> None:
    """A cell holds so many letters, those beyond the first 65,536 of Unicode counted twice; none is cut in two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "MOST_LETTERS", 20)
        found = workbook._cut(text)
    units = [1 + (char > "\uffff") for char in text]
    most = max(count for count in range(len(text) + 1) if sum(units[:count]) <= 20)
    assert found == text[:most]


def test_a_long_text_is_cut_at_a_cell_and_said(monkeypatch: pytest.MonkeyPatch, harbour: Index) -> None:
    """A text that no cell holds is cut to what one holds, and the number of such cells is said."""
    monkeypatch.setattr(workbook, "MOST_LETTERS", 20)
    content, left = written(harbour, "xlsx")
    assert re.match(r"\d+ cells cut at", left[0])
    assert max(len(str(cell)) for row in openpyxl_of(content)["events"].values for cell in row) <= 20


def _datasette() -> type[Any]:
    """Datasette, without what its import sets for every database of the process: tracebacks from our own checks of rows."""
    from datasette.app import Datasette

    sqlite3.enable_callback_tracebacks(False)
    found: type[Any] = Datasette
    return found


async def _facets(path: Path, table: str, facet: str, *, array: bool) -> dict[str, int]:
    """What Datasette counts for a facet of a table."""
    datasette = _datasette()([str(path)], settings={"num_sql_threads": 1, "default_facet_size": 100})
    await datasette.invoke_startup()
    name = "_facet_array" if array else "_facet"
    answer = await datasette.client.get(f"/{path.stem}/{table}.json?_size=0&{name}={facet}&_facet_size=100")
    assert answer.status_code == 200, answer.text
    return {row["value"]: row["count"] for row in answer.json()["facet_results"][facet]["results"]}


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore")  # other people's deprecations
def test_datasette_counts_what_the_app_counts(shipped_index: Index, tmp_path: Path) -> None:
    """Of the shipped timeline, Datasette's facets of every field that has a facet are the app's; its search finds."""
    path = tmp_path / "pakistan-2024.db"
    path.write_bytes(written(shipped_index, "sqlite")[0])
    _assert_facets(shipped_index, path, "")
    # filtered by fields that have no facet
    part = tmp_path / "part.db"
    text = "date:2024-03..2024-08 killed:>=3"
    part.write_bytes(written(shipped_index, "sqlite", text)[0])
    _assert_facets(shipped_index, part, text)

    with closing(sqlite3.connect(path)) as connection:
        (metadata,) = connection.execute("SELECT value FROM about WHERE name = 'datasette'").fetchone()

    async def look() -> tuple[list[str], set[str]]:
        datasette = _datasette()([str(path)], metadata=json.loads(metadata))
        await datasette.invoke_startup()
        found = await datasette.client.get("/pakistan-2024/events.json?_search=besham&_size=100&_shape=array")
        faceted = await datasette.client.get("/pakistan-2024/events.json?_size=0")
        return [row["id"] for row in found.json()], set(faceted.json()["facet_results"])

    rows, facets = asyncio.run(look())
    assert "2024-03-26-besham" in rows
    assert set(COUNTED.values()) <= facets


COUNTED = {
    "kind": "kind", "district": "district", "province": "provinces", "actor": "actors", "tag": "tags",
    **{field: column for column, field in tables.FACETS.items()},
}  # fmt: skip
"""The column of each field whose values are counted."""
OF_DATASETS = ("country", "region", "category", "conflict", "dyad", "target", "weapon")
"""Fields of which no event of a timeline has a value."""


def test_every_facet_is_a_column() -> None:
    """Each field that the app counts the values of has its column in the database, but for what is the reader's own."""
    assert {field.name for field in FIELDS.values() if field.facet} <= set(COUNTED) | {"has"}


def _assert_facets(index: Index, path: Path, text: str) -> None:
    """Datasette counts in an export of a query what the app counts under that query."""
    for field, facet in COUNTED.items():
        values = _app_facet(index, field, text)
        found = asyncio.run(_facets(path, "events", facet, array=facet not in {"kind", "district"}))
        assert bool(values) is (field not in OF_DATASETS), field
        if len(values) <= 100:
            assert found == values, field
        else:
            assert len(found) == 100
            assert found.items() <= values.items(), field


def _app_facet(index: Index, field: str, text: str) -> dict[str, int]:
    """What the app counts for each value of a field that any event of a query has; the reader's own values have none."""
    from cttui.store.index import Ask
    from cttui.store.wants import Facet

    want = Facet(field)
    query = parse(text, index.vocabulary)
    return {value.token: value.events for value in index.answer(Ask(query, (want,)))[want] if value.events}


def test_a_database_is_whole(harbour: Index) -> None:
    """SQLite finds nothing wrong, foreign keys lead somewhere, words are found, and lists are JSON."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(written(harbour, "sqlite")[0])
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found = "SELECT id FROM events WHERE rowid IN (SELECT rowid FROM events_fts WHERE events_fts MATCH 'quay*')"
    assert connection.execute(found).fetchall() == [("quay-act",), ("march",)]
    assert connection.execute("SELECT value FROM events, json_each(provinces) WHERE events.id = 'quay-act'").fetchall() == [
        ("SD",), ("BA",),
    ]  # fmt: skip
    (metadata,) = connection.execute("SELECT value FROM about WHERE name = 'datasette'").fetchone()
    tables = json.loads(metadata)["databases"]["harbour"]["tables"]
    for table, facets in tables.items():
        known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        named = {next(iter(facet.values())) if isinstance(facet, dict) else facet for facet in facets["facets"]}
        assert named <= known
    connection.close()


def test_columns_are_read_by_pyarrow(harbour: Index) -> None:
    """Parquet has a row an event with its claims as records; the metadata says what it is of and what it lacks."""
    from pyarrow import parquet

    content, _ = written(harbour, "parquet")
    table = parquet.read_table(io.BytesIO(content))
    rows = {row["id"]: row for row in table.to_pylist()}
    assert list(rows) == ids_of(harbour)
    assert [claim["stated"] for claim in rows["march"]["claims"]] == ["2", "5", "at least about 10", "at least 12", "dozens"]
    metadata = parquet.ParquetFile(io.BytesIO(content)).metadata.metadata
    assert metadata[b"timeline"].decode() == harbour.head.meta.title
    assert metadata[b"left_out"] == b"1 sensitive source kept back, with 1 claim and 1 event"


def test_columns_are_written_while_events_are_read(harbour: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of the file is in memory than a group of rows, and what cannot be written ends it with the reason."""
    content, sizes = io.BytesIO(), list[int]()
    whole = Events.items

    def items(subject: Events) -> Iterator[Item]:
        for item in whole(subject):
            sizes.append(len(content.getvalue()))
            yield item

    monkeypatch.setattr(Events, "items", items)
    monkeypatch.setattr(columns, "BATCH", 1)
    NAMED["parquet"].write(Events(harbour, Query(), ALL), content)
    assert len(set(sizes)) == len(sizes) > 2

    def full(*_: object) -> int:
        raise OSError(28, "No space left")

    monkeypatch.setattr(columns._Onward, "write", full)
    with pytest.raises(OSError, match=r"^.Errno 28. No space left$"):
        NAMED["parquet"].write(Events(harbour, Query(), ALL), io.BytesIO())


def test_columns_of_some_events_are_no_file(harbour: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an export that was ended in the middle has written cannot be read as if it were all of it."""
    from pyarrow import ArrowInvalid, parquet

    whole = Events.items

    def items(subject: Events) -> Iterator[Item]:
        yield from islice(whole(subject), 3)
        raise KeyboardInterrupt

    monkeypatch.setattr(Events, "items", items)
    monkeypatch.setattr(columns, "BATCH", 1)
    content = io.BytesIO()
    with pytest.raises(KeyboardInterrupt):
        NAMED["parquet"].write(Events(harbour, Query(), ALL), content)
    assert content.getvalue()
    with pytest.raises(ArrowInvalid):
        parquet.read_table(io.BytesIO(content.getvalue()))


def test_columns_without_pyarrow_are_one_sentence(harbour: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is not installed, parquet says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        CttuiError, match=r"^parquet needs pyarrow, which is not installed; run: pip install 'cttui\[parquet\]'$"
    ):
        written(harbour, "parquet")


def test_columns_and_records_have_the_same_keys(harbour: Index) -> None:
    """The columns of Parquet, the tables of the database and the sheets of the workbook are made of the same records."""
    (item, *_) = [one for one in Events(harbour, Query(), ALL).items() if one.groups]
    event, claim = items.event_record(item), items.claim_record(item, items.figures(item)[0])
    source, dispute = items.source_record(item.sources[0]), items.dispute_record(item.groups[0])
    sqlite = sqlite3.connect(":memory:")
    sqlite.executescript(database.TABLES)
    book = openpyxl_of(written(harbour, "xlsx")[0])
    for table, record in (("events", event), ("claims", claim), ("sources", source), ("disputes", dispute)):
        keys = list(record)
        assert list(getattr(tables, table.upper())) == keys
        more = list(tables.FACETS) if table == "events" else []
        assert [row[1] for row in sqlite.execute(f"PRAGMA table_info({table})")] == keys + more
        assert [cell.value for cell in book[table][1]] == keys
    sqlite.close()
    from pyarrow import parquet

    schema = parquet.read_schema(io.BytesIO(written(harbour, "parquet")[0]))
    assert schema.names == [*event, "claims"]
    assert [field.name for field in schema.field("claims").type.value_type] == [key for key in claim if key != "event"]


@settings(max_examples=15)
@given(timelines(), st.data())
def test_tables_hold_as_much_as_the_screen_counts(timeline: Timeline, data: st.DataObject) -> None:
    """Events, claims, disputes and the dead of a workbook and a database are those that the screens count for a query."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        query = explorer.query
        ledger = ledger_of(index, query)
        connection = sqlite3.connect(":memory:")
        connection.deserialize(written(index, "sqlite", query.text)[0])
        counts = [
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - names of our own
            for name in ("events", "claims", "disputes")
        ]
        assert counts == [explorer.selection.count, ledger.claims, ledger.disputed]
        connection.close()
        book = openpyxl_of(written(index, "xlsx", query.text)[0])
        rows = [max(book[name].max_row - 1, 0) for name in ("events", "claims", "disputes")]
        assert rows == counts
        subject = Events(index, query, ALL)
        assert [item.row for item in subject.items()] == [row for page in subject.pages() for row in page]
        restricted = Events(index, query, ALL, Guard())
        tolls = [str(item.toll or "") for item in restricted.items()]
        assert tolls == [item.row.toll for item in restricted.items()]


# -- timelines -------------------------------------------------------------------------------------------------------


def loaded(content: bytes) -> Timeline:
    """A timeline that is in its canonical layout."""
    assert formatted(content.decode()) == content.decode()
    return load.parse(content, "export.toml")


def test_an_exported_timeline_is_smaller_and_sound(harbour: Index, tmp_path: Path) -> None:
    """Only the records that the events need are in it, it opens, and no rule finds anything but what was there."""
    content, _ = written(harbour, "toml", "kind:diplomacy")
    found = loaded(content)
    assert [event.id for event in found.events] == ["talks"]
    assert [source.id for source in found.sources] == ["repeats-leak", "wire-one"]
    assert [province.code for province in found.provinces] == ["PK-SD"]
    assert (found.actors, found.terms, found.claimants, found.populations, found.views, found.coverages) == ((),) * 6
    assert [thread.events for thread in found.threads] == [("talks",)]
    path = tmp_path / "export.toml"
    path.write_bytes(written(harbour, "toml")[0])
    assert check(path) == ()


def test_a_timeline_keeps_the_sources_that_others_repeat(harbour: Index) -> None:
    """What a cited source repeats comes along, since which sources are independent depends on it; so do spellings."""
    found = loaded(written(harbour, "toml", "kind:protest,policy")[0])
    assert [source.id for source in found.sources] == ["herald-again", "herald-march", "report-2024", "wire-one"]
    assert [one.name for one in found.terms] == ["Quay Act"]
    assert [one.name for one in found.actors] == ["Dockers' Union", "Port Board"]
    assert [one.name for one in found.claimants] == ["police", "Dockers' Union"]
    assert [one.name for one in found.populations] == ["dockers", "workers", "sailors"]


@settings(max_examples=50)
@given(timelines(), st.data())
def test_an_exported_timeline_gives_the_same_selection(timeline: Timeline, data: st.DataObject) -> None:
    """Export, open: all events are those of the query, the same in all but references, and the query finds them all again."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        query = explorer.query
        content, _ = written(index, "toml", query.text)
        small = loaded(content)
        assert [event.id for event in small.events] == ids_of(index, query.listed("date").text)
        with indexed(small) as again:
            whole = {event.id: event for event in timeline.events}
            assert all(bare(event) == bare(whole[event.id]) for event in small.events)
            before = [(item.row.toll, item.row.disputes) for item in Events(index, query, ALL).items()]
            assert before == [(item.row.toll, item.row.disputes) for item in Events(again, query, ALL).items()]
            try:
                same = parse(query.text, again.vocabulary)
            except CttuiError:
                return  # it names a value that none of the events has
            assert ids_of(again, same.text) == ids_of(index, query.text)


def bare(event: Event) -> Event:
    """An event without its references to others."""
    from dataclasses import replace

    return replace(event, responds_to=(), related=())


@pytest.mark.thorough
def test_the_shipped_timeline_comes_back_whole(shipped: Timeline, shipped_index: Index) -> None:
    """All of the shipped timeline exported is the shipped timeline, but for its outline and the order of its sources."""
    from dataclasses import replace

    found = loaded(written(shipped_index, "toml")[0])
    sources = tuple(sorted(shipped.sources, key=lambda source: source.id))
    events = tuple(sorted(shipped.events, key=lambda event: event.id))
    assert tuple(sorted(found.events, key=lambda event: event.id)) == events
    assert replace(found, events=()) == replace(shipped, sources=sources, events=(), meta=replace(shipped.meta, outline=""))


# -- hostile texts ---------------------------------------------------------------------------------------------------

_bits = st.sampled_from((
    *"{}[]()<>&%$#_~^\\'\"`;:,.|*+-=!?@/ ", "\\n", "\\N", "END:VEVENT", "BEGIN:VCALENDAR", "TY  - BOOK", "ER  - ",
    "@article{x,",
    "</script>", "<b>", "&amp;", "=1+1", "+cmd", "é", "ڈا", "🚢", "\u0301", "\ufffe", "\uffff", "1. ", "- ", "# ", "> ",
    "===", "---", "```", "word",
))  # fmt: skip
_hostile = st.lists(_bits, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
_hostile_lines = st.lists(st.one_of(_hostile, st.just("")), max_size=4).map("\n".join)


@st.composite
def hostile_timelines(draw: st.DrawFn) -> Timeline:
    """A timeline of one event whose every text is one that some format might take for its own."""
    source = Source(
        id="s", type="article-newspaper", title=draw(_hostile), publisher=draw(_hostile), author=(draw(_hostile),),
        issued="2024-03-01", standpoint="press", digest=draw(_hostile_lines),
    )  # fmt: skip
    claim = Claim(measure="killed", who=draw(_hostile), value=1, by=draw(_hostile), source="s", quote=draw(_hostile))
    event = Event(
        id="e", date="2024-03-01", kind="attack", title=draw(_hostile), summary=draw(_hostile_lines), provinces=("PK-KP",),
        place=Place(name=draw(_hostile), lat=1.0, lon=2.0), sources=("s",), claims=(claim,),
    )  # fmt: skip
    meta = Meta(id="hostile", title=draw(_hostile), period="2024")
    return Timeline(meta=meta, provinces=PROVINCES[:1], sources=(source,), events=(event,))


@settings(max_examples=25)
@given(hostile_timelines())
def test_hostile_text_stays_text_in_every_format(timeline: Timeline) -> None:
    """Whatever a text is made of, every other reader finds that text in its field, and no more records than there are."""
    import rispy
    from bibtexparser.entrypoint import parse_string
    from markdown_it import MarkdownIt
    from pyarrow import parquet

    (event,), (source,) = timeline.events, timeline.sources
    title, headline = clean(event.title), clean(" ".join(source.title.split()))
    with indexed(timeline) as index:
        assert loaded(written(index, "toml")[0]).events == (event,)
        (feature,) = json.loads(text_of(index, "geojson"))["features"]
        assert (feature["properties"]["title"], feature["properties"]["summary"]) == (event.title, event.summary)
        (entry,) = calendar_of(written(index, "ics")[0]).walk("VEVENT")
        assert str(entry["SUMMARY"]) == title
        assert str(entry["LOCATION"]).startswith(clean(event.place.name if event.place else ""))
        (item,) = json.loads(text_of(index, "csl-json"))
        assert (item["title"], item["annote"] if source.digest else "") == (source.title, source.digest)
        library = parse_string(text_of(index, "bibtex"))
        assert [block.key for block in library.entries] == ["s"]
        assert not library.failed_blocks
        (record,) = rispy.loads(text_of(index, "ris"))
        assert (record["id"], " ".join(record["title"].split())) == ("s", " ".join(headline.split()))
        (row,) = parquet.read_table(io.BytesIO(written(index, "parquet")[0])).to_pylist()
        assert (row["title"], row["claims"][0]["quote"]) == (event.title, event.claims[0].quote)
        book = openpyxl_of(written(index, "xlsx")[0])
        assert book["events"].max_row == 2
        cells = dict(zip(*([cell.value for cell in row] for row in book["events"].iter_rows()), strict=True))
        assert cells["title"] == workbook.shown(event.title)
        connection = sqlite3.connect(":memory:")
        connection.deserialize(written(index, "sqlite")[0])
        assert connection.execute("SELECT title, summary FROM events").fetchall() == [(event.title, event.summary)]
        connection.close()
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text_of(index, "markdown"))
        headings = [token.tag for token in tokens if token.type == "heading_open"]
        assert headings == ["h1", "h2", "h2"]
        blocks = {token.type for token in tokens} - {"inline"}
        assert {name.rpartition("_")[0] for name in blocks} <= {
            "heading",
            "paragraph",
            "bullet_list",
            "ordered_list",
            "list_item",
        }
        assert sum(token.type == "list_item_open" for token in tokens) == 2
        inline = {child.type for token in tokens for child in token.children or ()}
        assert inline <= {"text", "text_special", "softbreak"}
        (slide,) = json.loads(text_of(index, "timelinejs"))["events"]
        assert html.unescape(slide["text"]["headline"]) == clean(" ".join(event.title.split()))
        assert "<" not in slide["text"]["headline"]


@given(_hostile)
def test_a_text_is_itself_in_markdown(text: str) -> None:
    """Whatever a text begins with, Markdown shows one paragraph of it."""
    from markdown_it import MarkdownIt

    text = " ".join(text.split())
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(opening(text))
    assert re.fullmatch(r"<p>.*</p>\n", shown, re.DOTALL)
    assert html.unescape(shown[3:-5]) == clean(text)


# -- briefs ----------------------------------------------------------------------------------------------------------


def test_a_brief_is_plain_markdown(harbour: Index) -> None:
    """Its headings are the events', its numbers lead to the sources, and no text of the timeline is markup in it."""
    from markdown_it import MarkdownIt

    text = text_of(harbour, "markdown")
    tokens = MarkdownIt().parse(text)
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + 5 + 3
    assert not [token for token in tokens if token.type.startswith("html")]
    inline = [child.type for token in tokens for child in token.children or ()]
    assert "html_inline" not in inline
    assert {"strong_open"} <= set(inline) <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    assert "figures conflict:** 2 (police) \\[2\\], 5 (UDW) \\[3\\]" in text
    assert [
        line.split(". ")[0] for line in text.partition("## Sources\n")[2].partition("\n## ")[0].split("\n") if line
    ] == list("12345")
    cited = set(map(int, re.findall(r"\\\[(\d+)\\\]", text)))
    assert cited == {1, 2, 3, 4, 5}


def test_a_brief_tells_the_searches_that_its_filter_is_about(shipped: Timeline, shipped_index: Index) -> None:
    """Searches of the filter's provinces, or of their whole country, for its kinds stand in the brief; all without a filter."""

    def told(text: str) -> int:
        part = text_of(shipped_index, "markdown", text).partition("## What was searched for\n\n")[2]
        return len([line for line in part.partition("\n## ")[0].splitlines() if line.startswith("- ")])

    countries = {province.code for province in shipped.provinces if "-" not in province.code and not province.abroad}
    sindh = [one for one in shipped.coverages if {"PK-SD", *countries} & set(one.provinces)]
    assert told("") == len(shipped.coverages)
    assert told("province:SD") == len(sindh) < len(shipped.coverages)
    courts = [one for one in sindh if not one.kinds or "court" in one.kinds]
    assert told("province:SD kind:court") == len(courts) < len(sindh)
