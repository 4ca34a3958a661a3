"""Exports of texts that no file may hold: every format is written, and a reader that is not ours finds its one record."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cttui.model.records import Claim, Event, Meta, Place, Source, Timeline
from exporting import HARMFUL, NAMED, openpyxl_of, written
from strategies import PROVINCES, indexed

CLEANED = frozenset({"table", "markdown", "ics", "bibtex", "ris", "timelinejs", "html"})
"""The formats that make a text safe themselves. JSON spells such characters or holds them; a file cannot have them anyway."""

# -- what other readers find -----------------------------------------------------------------------------------------


def _bibtex(content: bytes) -> int:
    from bibtexparser.entrypoint import parse_string

    library = parse_string(content.decode())
    assert not library.failed_blocks
    return len(library.entries)


def _ics(content: bytes) -> int:
    import icalendar

    return len(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def _ris(content: bytes) -> int:
    import rispy

    return len(rispy.loads(content.decode()))


def _xlsx(content: bytes) -> int:
    return int(openpyxl_of(content)["events"].max_row) - 1


def _sqlite(content: bytes) -> int:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _parquet(content: bytes) -> int:
    from pyarrow import parquet

    return int(parquet.read_table(io.BytesIO(content)).num_rows)


def _markdown(content: bytes) -> int:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(content.decode())
    # the last heading is that of the sources
    return [token.tag for token in tokens if token.type == "heading_open"].count("h2") - 1


def _html(content: bytes) -> int:
    from lxml import html

    return len(html.document_fromstring(content).xpath("//article[starts-with(@id, 'event=')]"))


def _lines(content: bytes) -> int:
    return len([json.loads(line) for line in content.decode().split("\n") if line])


FOUND: dict[str, Callable[[bytes], int]] = {
    "csv": lambda content: len(list(csv.DictReader(io.StringIO(content.decode(), newline="")))),
    "jsonl": _lines,
    "timesketch": _lines,
    "toml": lambda content: len(tomllib.loads(content.decode())["event"]),
    "geojson": lambda content: len(json.loads(content)["features"]),
    "timelinejs": lambda content: len(json.loads(content)["events"]),
    "ics": _ics,
    "csl-json": lambda content: len(json.loads(content)),
    "bibtex": _bibtex,
    "ris": _ris,
    "xlsx": _xlsx,
    "sqlite": _sqlite,
    "parquet": _parquet,
    "markdown": _markdown,
    "html": _html,
    "table": lambda content: content.decode().count("\n"),
}
"""How many events, or sources, a reader that is not ours finds in a format."""

# -- texts -----------------------------------------------------------------------------------------------------------

_bits = st.one_of(
    st.sampled_from((
        *"{}[]()<>&%$#_~^\\'\"`;:,.|*+-=!?@/ \n\r\t", "END:VEVENT", "\r\nEND:VCALENDAR\r\n", "TY  - BOOK", "\nER  - \n",
        "\n@article{x,", "</script>", "]]>", "<!--", "&amp;", "=1+1", "=cmd|' /C calc'!A0", "1. ", "\n# ", '"""', "ڈا", "🚢",
    )),
    st.sampled_from(tuple(map(chr, (*range(0x20), 0x7F, 0x85, 0x9B, 0x200B, 0x200F, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xFFFE)))),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)  # fmt: skip
_texts = st.lists(_bits, min_size=1, max_size=8).map("".join)
_floods = st.builds(
    lambda bit, count: bit * count,
    st.sampled_from((
        "=cmd|' /C calc'!A0 ", "</script><script>alert(1)</script>", "\u202eڈاکرز ", "\x1b[31m", "a\r\nEND:VEVENT\r\n", "🚢",
    )),
    st.integers(1_000, 2_500),
)  # fmt: skip
_long = st.one_of(_texts, _floods)
_addresses = _texts.map(
    lambda text: "https://example.org/" + re.sub(r"[^\w%#&~$'*;,@=(!\[\]-]", "", HARMFUL.sub("", text))
)  # no space, quotation mark or bracket is in one


@st.composite
def broken_timelines(draw: st.DrawFn) -> Timeline:
    """A timeline of one event whose texts hold what no file may say, and far too much of it."""
    source = Source(
        id="s", type="post", title=draw(_texts), publisher=draw(_texts), author=(draw(_texts),), url=draw(_addresses),
        issued="2024-03-01", language=draw(_texts), standpoint="press", digest=draw(_long),
    )  # fmt: skip
    claim = Claim(
        measure=draw(_texts), who=draw(_texts), value=1, by=draw(_texts), source="s", quote=draw(_texts), note=draw(_long)
    )
    event = Event(
        id="e", date="2024-03-01", kind="attack", title=draw(_texts), summary=draw(_long), provinces=("PK-KP",),
        place=Place(name=draw(_texts), district=draw(_texts), lat=1.0, lon=2.0), actors=(draw(_texts),), tags=(draw(_texts),),
        sources=("s",), claims=(claim,),
    )  # fmt: skip
    meta = Meta(id="broken", title=draw(_texts), period="2024", licence=draw(_texts))
    return Timeline(meta=meta, provinces=PROVINCES[:1], sources=(source,), events=(event,))


# -- the tests -------------------------------------------------------------------------------------------------------


def test_every_format_has_another_reader() -> None:
    """No format is left out of what follows."""
    assert set(FOUND) >= set(NAMED)


@pytest.mark.thorough
@settings(max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=[HealthCheck.too_slow])
@given(broken_timelines())
def test_every_format_writes_whatever_it_is_given(timeline: Timeline) -> None:
    """Control characters, reordered letters and floods of text: each format is written and has its one record."""
    with indexed(timeline) as index:
        for name in NAMED:
            content, _ = written(index, name)
            assert FOUND[name](content) == 1, name
            if name in CLEANED:
                assert HARMFUL.findall(content.decode().replace("\r\n", "\n")) == [], name
