"""Small random timelines and queries for property tests.

Values come from short pools, so that spellings, values and dates meet often. Every timeline is sound: ``to_toml`` writes
it as a file that loads.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from cttui.errors import DateError
from cttui.explore.explorer import Explorer
from cttui.exports.registry import Format
from cttui.exports.subjects import Subject
from cttui.model import dates
from cttui.model.records import (
    KINDS,
    STANDPOINTS,
    Claim,
    Claimant,
    Coverage,
    Event,
    Meta,
    Place,
    Population,
    Precision,
    Province,
    Source,
    Spelling,
    Thread,
    Timeline,
    View,
)
from cttui.query.fields import FIELDS, Vocabulary
from cttui.query.language import Query, quoted
from cttui.store import cache as store
from cttui.store.layout import to_plain
from cttui.store.parts import Row
from cttui.store.selection import BitSelection
from cttui.store.sqlite import SqliteIndex
from cttui.timeline import load

PROVINCES = (
    Province(code="PK-KP", name="Khyber Pakhtunkhwa", short="KP", aliases=("KPK", "NWFP"), tile=(1, 1)),
    Province(code="PK-BA", name="Balochistan", short="BA", aliases=("Baluchistan",), tile=(1, 2)),
    Province(code="PK-SD", name="Sindh", short="SD", tile=(2, 3)),
    Province(code="PK", name="Pakistan (nationwide)", short="PK", aliases=("nationwide",)),
    Province(code="AF", name="Afghanistan", short="AF", tile=(0, 0), abroad=True),
)
ACTORS = (
    Spelling(name="BLA", aliases=("Baloch Liberation Army",)),
    Spelling(name="al-Qaida", aliases=("Al Qaeda",)),
    Spelling(name="Apex Committee", aliases=("Central Apex Committee",)),
)
TERMS = (Spelling(name="Azm-e-Istehkam", aliases=("Azm-i-Istehkam", "Azm-e-Istekam")), Spelling(name="عزم استحکام"))
PUBLISHERS = ("Dawn", "The News", "AP, Reuters", 'The "Friday" Times', "جنگ", "")
TAGS = ("cpec", "chinese-nationals", "kurram")
WORDS = (
    "Azm-e-Istehkam", "Istekam", "Baloch", "Liberation", "Army", "al-Qaeda", "Qur'an", "1,000", "Café", "karachi",
    "KARACHI", "Kar", "عزم", "استحكام", "five", "5", "Chinese", "K-P", "émigré", "...", "dozens",
)  # fmt: skip
MEASURES = ("killed", "injured", "people-displaced")
CLAIMANTS = (
    Claimant(name="ISPR", aliases=("the military", "DG ISPR"), standpoint="official", counts="Its own men."),
    Claimant(name="BLA", standpoint="militant"),
)
POPULATIONS = (
    Population(name="all", aliases=("in all",)),
    Population(name="soldiers", aliases=("troops",), part_of=("security forces",)),
    Population(name="security forces", part_of=("all",)),
)
WHO = ("all", "all", "In all", "soldiers", "troops", "Chinese nationals")
BY = ("police", "ISPR", "dg ispr", "BLA")
LATITUDES = (-90.0, -33.5, 0.0, 24.86, 33.0, 33.00004, 33.00006, 34.93, 90.0)
LONGITUDES = (-180.0, -179.9999, -70.0, 0.0, 67.01, 70.2, 70.2001, 72.88, 179.5, 180.0)
PRECISIONS: tuple[Precision | None, ...] = (None, "site", "town", "district", "province")


def points(low: int = 2022, high: int = 2026) -> st.SearchStrategy[str]:
    """Dates alone, of every form and qualifier that cttui reads."""
    months = st.dates(date(low, 1, 1), date(high, 12, 31)).map(lambda day: day.isoformat())
    cuts = st.sampled_from((lambda d: d, lambda d: d[:7], lambda d: d[:4], lambda d: f"{d[:7]}-XX", lambda d: f"{d[:4]}-XX"))
    rare = st.sampled_from((lambda d: f"{d[:4]}-XX-XX", lambda d: f"{d[:3]}X", lambda d: f"{d[:2]}XX"))
    qualifiers = st.sampled_from(("", "", "", "~", "?", "%"))
    return st.builds(lambda day, cut, mark: cut(day) + mark, months, st.one_of(cuts, cuts, rare), qualifiers)


@st.composite
def edtf(draw: st.DrawFn, low: int = 2022, high: int = 2026) -> str:
    """Dates and intervals, open ones too."""
    one = draw(points(low, high))
    shape = draw(st.sampled_from(("point", "point", "point", "interval", "since", "until")))
    if shape == "point":
        return one
    if shape == "since":
        return f"{one}/.."
    if shape == "until":
        return f"../{one}"
    other = draw(points(low, high))
    for text in (f"{one}/{other}", f"{other}/{one}"):
        try:
            dates.parse(text)
        except DateError:
            continue
        return text
    return one


RARE = (
    "2024-21", "2024-24~", "2024-34", "[2023,2024-05-10..2024-05-14]", "{2022-03,2025-07}", "[..2023-06,2025]", "2024-XX-25",
    "2024-05-1X", "202X-03-26", "2024-05-10T08:30:00", "2024-05-10T09:00:00", "?2024-05-10", "2024-05~-10", "-0218-06",
    "Y17000", "2024-05/", "/2024-05", "2024-05/2024-05-14", "../..",
)  # fmt: skip
"""Dates of forms that are seldom written: seasons, sets, masks, times, far years, unknown ends."""


def _some(values: Sequence[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple) if values else st.just(())


_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
_figures = st.one_of(st.integers(0, 12), st.sampled_from((0.5, 2.25, 76.3, 99.99, 1000, 59775)))


@st.composite
def claims(draw: st.DrawFn, sources: Sequence[str], provinces: Sequence[str]) -> Claim:
    """A claim with a number, one bound or two, or words."""
    low, high = sorted((draw(_figures), draw(_figures)))
    ways: tuple[dict[str, float | str], ...] = (
        {"value": low}, {"value": low}, {"min": low}, {"max": high}, {"min": low, "max": high}, {"words": "dozens"}
    )  # fmt: skip
    claim = Claim(
        measure=draw(st.sampled_from(MEASURES)),
        who=draw(st.sampled_from(WHO)),
        by=draw(st.sampled_from(BY)),
        source=draw(st.sampled_from(sources)),
        approx=draw(st.integers(0, 4)) == 0,
        **draw(st.sampled_from(ways)),  # type: ignore[arg-type]  # one of three ways, each with its own type
    )
    if draw(st.integers(0, 2)):
        return claim
    return replace(
        claim,
        unit=draw(st.sampled_from(("", "per cent"))),
        period=draw(st.sampled_from(("", "2024"))),
        as_of=draw(st.sampled_from(("", "2024-03-26", "2024-04"))),
        province=draw(st.sampled_from((None, *provinces))),
        quote=draw(_texts),
        note=draw(st.sampled_from(("", "karachi"))),
    )


@st.composite
def events(draw: st.DrawFn, number: int, count: int, sources: Sequence[str], provinces: Sequence[str]) -> Event:
    """The event with a number, out of so many that it may refer to."""
    others = [f"e{n}" for n in range(count) if n != number]
    place = Place(name=draw(st.sampled_from(("", "Besham"))), district=draw(st.sampled_from(("Shangla", "D.I. Khan"))))
    lat, lon = draw(st.sampled_from(LATITUDES)), draw(st.sampled_from(LONGITUDES))
    placed = replace(place, lat=lat, lon=lon, precision=draw(st.sampled_from(PRECISIONS)))
    return Event(
        id=f"e{number}",
        date=draw(st.one_of(st.just(""), edtf(), edtf(2024, 2024), edtf(2024, 2024), st.sampled_from(RARE))),
        kind=draw(st.sampled_from(KINDS)),
        title=draw(_texts),
        summary=draw(st.one_of(st.just(""), _texts)),
        provinces=draw(_some(provinces, 2)),
        place=draw(st.sampled_from((None, place, placed, placed))),
        actors=draw(_some(("BLA", "al-Qaida", "jirga of elders"), 2)),
        tags=draw(_some(TAGS, 2)),
        sources=draw(_some(sources, 2)),
        responds_to=draw(_some(others, 1)),
        claims=tuple(draw(st.lists(claims(sources, provinces), max_size=3))),
    )


@st.composite
def timelines(draw: st.DrawFn, most: int = 12) -> Timeline:
    """A timeline of two to ``most`` events, some of them undated."""
    count = draw(st.integers(2, most))
    places = tuple(draw(st.lists(st.sampled_from(PROVINCES), min_size=1, unique=True)))
    ids = [f"s{n}" for n in range(draw(st.integers(1, 6)))]
    sources = tuple(
        Source(
            id=id_,
            type="article-newspaper",
            title=draw(st.one_of(st.just(""), _texts)),
            publisher=draw(st.sampled_from(PUBLISHERS)),
            issued=draw(st.sampled_from(("", "2024-03-26", "2024-04", "2025"))),
            standpoint=draw(st.sampled_from(STANDPOINTS)),
            derived_from=draw(_some([other for other in ids if other != id_], 1)),
        )
        for id_ in ids
    )
    codes = [province.code for province in places]
    found = tuple(draw(events(number, count, ids, codes)) for number in range(count))
    path = draw(st.lists(st.sampled_from([event.id for event in found]), min_size=1, max_size=4))
    return Timeline(
        meta=Meta(id="random", title="Random", period="2024"),
        provinces=places,
        actors=ACTORS,
        terms=TERMS,
        claimants=CLAIMANTS,
        populations=POPULATIONS,
        sources=sources,
        events=found,
        threads=(Thread(id="path", title="A path through Bannu", events=tuple(path)),),
        views=(View(name="Deaths", query="killed:>=1"),),
        coverages=tuple(draw(st.lists(coverages(codes), max_size=2))),
    )


@st.composite
def coverages(draw: st.DrawFn, provinces: Sequence[str]) -> Coverage:
    """Something that was looked for in one or two provinces, or everywhere."""
    return Coverage(
        provinces=tuple(draw(st.lists(st.sampled_from(provinces), min_size=1, max_size=2, unique=True))),
        period=draw(st.sampled_from(("2024", "2024-03", "2024-02-15/2024-06", "2024-08/..", "2023"))),
        sought=draw(st.sampled_from(("attacks", "deaths at the border"))),
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), max_size=3, unique=True))),
        result=draw(st.sampled_from(("nothing", "some"))),
        note=draw(st.sampled_from(("", "Nobody tells of any."))),
    )


# -- queries ---------------------------------------------------------------------------------------------------------

_words = st.one_of(
    st.sampled_from((*WORDS, "baloch", "istehkam", "besham", "zzz", "x.y", "10:30", "foo\\bar")),
    st.builds(lambda word, cut: word[:cut] or word, st.sampled_from(WORDS), st.integers(1, 6)),
).filter(lambda word: any(char.isalnum() for char in word))
_phrases = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.builds(lambda before, after: f"{before}k{after}", st.text(max_size=4), st.text(max_size=4)),
).filter(lambda text: any(char.isalnum() for char in text))
_amounts = st.one_of(st.integers(0, 12).map(str), st.sampled_from(("0.5", "6.3", "76.3", "0.001", "1000", "59,775", "2.475")))
_dates = st.one_of(
    edtf(),
    st.builds("{}{}".format, st.sampled_from((">", ">=", "<", "<=")), edtf(2024, 2024)),
    st.builds("{}..{}".format, points(2022, 2024), points(2024, 2026)),
    st.builds("{}..".format, points()),
    st.builds("..{}".format, points()),
    st.sampled_from([text for text in RARE if "T" not in text]),
)
_boxes = st.builds(
    "{},{},{},{}".format,
    st.sampled_from((*LONGITUDES, -12, "70.2", "12.34567")),
    st.sampled_from((*LATITUDES, -90, "33.0001")),
    st.sampled_from((*LONGITUDES, 180, 70)),
    st.sampled_from((*LATITUDES, 90, "34.5")),
)
_ranges = st.one_of(
    _amounts,
    st.builds("{}{}".format, st.sampled_from((">", ">=", "<", "<=")), _amounts),
    st.builds("{}..{}".format, _amounts, _amounts),
    st.builds("{}..".format, _amounts),
    st.builds("..{}".format, _amounts),
    st.lists(st.one_of(_amounts, st.builds("{}..{}".format, _amounts, _amounts)), min_size=2, max_size=3).map(",".join),
)


def clause_texts(vocabulary: Vocabulary) -> st.SearchStrategy[str]:
    """Texts of one clause each; a few of them are refused (a range or a box with its ends turned round)."""
    spellings = {
        name: [spelling for value in values for spelling in (value.token, value.label, *value.aliases)]
        for name, values in vocabulary.values.items()
        if values
    }

    def values_of(name: str) -> st.SearchStrategy[str]:
        spelt = st.sampled_from(spellings[name]).map(lambda text: text if text.isalnum() else quoted(text))
        return st.lists(spelt, min_size=1, max_size=3).map(lambda found: f"{name}:{','.join(found)}")

    measures = [name for name in vocabulary.fields if name not in FIELDS]
    bodies = [
        _words,
        _phrases.map(quoted),
        st.sampled_from(sorted(spellings)).flatmap(values_of),
        st.builds("date{}:{}".format, st.sampled_from(("", "!")), _dates),
        _boxes.map("bbox:{}".format),
    ]
    if measures:
        bodies.append(st.builds("{}:{}".format, st.sampled_from(measures), _ranges))
    return st.builds("{}{}".format, st.sampled_from(("", "", "-")), st.one_of(*bodies))


def query_texts(vocabulary: Vocabulary, most: int = 3) -> st.SearchStrategy[str]:
    """What a bar may say: up to ``most`` clauses."""
    return st.lists(clause_texts(vocabulary), max_size=most).map(" ".join)


# -- files -----------------------------------------------------------------------------------------------------------


def to_toml(timeline: Timeline) -> str:
    """The timeline as its author would write it."""
    tables = {
        "province": timeline.provinces, "actor": timeline.actors, "term": timeline.terms, "claimant": timeline.claimants,
        "population": timeline.populations, "source": timeline.sources, "event": timeline.events, "thread": timeline.threads,
        "view": timeline.views, "coverage": timeline.coverages,
    }  # fmt: skip
    parts = ["[timeline]", *_pairs(timeline.meta)]
    for name, records in tables.items():
        for record in records:
            parts += ["", f"[[{name}]]", *_pairs(record)]
    return "\n".join(parts) + "\n"


def _pairs(record: object) -> list[str]:
    plain = to_plain(record)
    assert isinstance(plain, dict)
    return [f"{key} = {_toml(value)}" for key, value in plain.items()]


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# -- indexes ---------------------------------------------------------------------------------------------------------


@contextmanager
def indexed(timeline: Timeline) -> Iterator[SqliteIndex]:
    """The index of a timeline, in memory."""
    index = SqliteIndex(store.compile_into(timeline, None))
    try:
        yield index
    finally:
        index.close()


def ids(index: SqliteIndex, wanted: Query) -> list[str]:
    """The ids that an index selects."""
    selection = index.select(wanted)
    return [row.id for row in index.rows(selection, 0, len(selection))]


def small_timeline() -> Timeline:
    """A timeline of a few events that has something of everything."""
    base = load.parse(b'[timeline]\nid = "small"\ntitle = "Small"\nperiod = "2024"\n', "small")
    figures = (
        Claim(measure="killed", who="all", value=6, by="police", source="s1", quote="six lay dead", note="as told to Geo"),
        Claim(measure="killed", who="all", min=8, by="the BLA", source="s2"),
        Claim(measure="injured", who="women", words="dozens", by="rescue service", source="s2"),
    )
    return replace(
        base,
        provinces=PROVINCES,
        actors=ACTORS,
        terms=TERMS,
        claimants=CLAIMANTS,
        populations=POPULATIONS,
        sources=(
            Source(id="s1", type="report", title="Blast at Besham", publisher="Dawn", author=("A. Khan",), standpoint="press"),
            Source(id="s2", type="report", title_note="bus attacked", publisher="جنگ", standpoint="wire",
                   derived_from=("s1",)),
        ),
        events=(
            Event(id="late", date="", kind="court", title="The sentence", provinces=(), place=Place(), responds_to=("blast",)),
            Event(
                id="answer", date="2024-06", kind="policy", title="Azm e Istehkam", provinces=("PK",), responds_to=("blast",)
            ),
            Event(
                id="blast", date="2024-03-26", kind="attack", title="Bus bombed", summary="Engineers died. Al-Qaeda wept.",
                provinces=("PK-KP",), place=Place(name="Besham", district="Shangla"), actors=("BLA",), tags=("cpec",),
                sources=("s1",), claims=figures,
            ),
        ),
        threads=(Thread(id="path", title="Engineers and answers", events=("blast", "answer")),),
    )  # fmt: skip


def engine_of(explorer: Explorer) -> SqliteIndex:
    """The engine that answers an explorer, with the small methods that tests hold its answers against."""
    assert isinstance(explorer.index, SqliteIndex)
    return explorer.index


def exported(function: str, subject: Subject) -> str:
    """What a function of the exports, as a row of their registry names it, writes of something."""
    stream = io.StringIO()
    Format("", "", "", "events", function).write(subject, stream)
    return stream.getvalue()


def rows_of(explorer: Explorer) -> tuple[Row, ...]:
    """Every event of the list, as the engine has them."""
    selection = explorer.selection
    assert isinstance(selection, BitSelection)
    return engine_of(explorer).rows(selection, 0, selection.count)
