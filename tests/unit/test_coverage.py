"""Coverage: what was looked for, in the file, the store, the grid and the timeline's account of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.checks import rules
from cttui.errors import TimelineError
from cttui.explore import coverage
from cttui.explore.explorer import Explorer
from cttui.model import calendar, dates
from cttui.model.periods import Days
from cttui.model.records import KINDS, Coverage, Timeline
from cttui.query.language import parse
from cttui.store import cache as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load
from strategies import indexed, timelines, to_toml

FILE = """\
[timeline]
id = "t"
title = "T"
period = "2024"
[[province]]
code = "PK"
name = "Pakistan (nationwide)"
short = "PK"
[[province]]
code = "PK-GB"
name = "Gilgit-Baltistan"
short = "GB"
[[province]]
code = "AF"
name = "Afghanistan"
short = "AF"
[[event]]
id = "e"
date = "2024-03-26"
kind = "attack"
title = "E"
provinces = ["PK-GB"]
[[coverage]]
provinces = ["PK-GB"]
period = "2024-02/2024-04"
sought = "attacks and operations"
kinds = ["attack", "operation"]
result = "some"
note = "In three papers."
[[coverage]]
provinces = ["PK-GB"]
period = "2024-06-10/2024-06-20"
sought = "strikes"
kinds = ["strike"]
result = "nothing"
[[coverage]]
provinces = ["PK"]
period = "2024"
sought = "surrenders"
kinds = ["surrender"]
result = "nothing"
[[coverage]]
provinces = ["PK"]
period = "2024"
sought = "a total for the year"
result = "nothing"
"""


@pytest.fixture
def index() -> Iterator[Index]:
    """The file above, compiled."""
    with indexed(load.parse(FILE.encode(), "t.toml")) as found:
        yield found


def _row(index: Index, text: str, province: str) -> str:
    """A province's months as the grid shows what is empty: ``0`` looked for, ``.`` not, ``#`` where there are events."""
    view = Explorer(index, text).grid()
    row = [row.token for row in view.rows].index(province)
    cells = zip(view.counts[row][:12], view.searched[row][:12], strict=True)
    return "".join("#" if count else "0" if searched else "." for count, searched in cells)


@pytest.mark.parametrize(
    ("text", "province", "months"),
    [
        ("", "GB", ".0#0........"),
        ("kind:attack", "GB", ".0#0........"),
        ("kind:operation", "GB", ".000........"),
        ("-kind:attack", "GB", ".000........"),
        ("kind:court", "GB", "............"),
        ("kind:strike", "GB", "............"),
        ("kind:surrender", "GB", "000000000000"),
        ("kind:surrender,attack", "GB", ".0#0........"),
        ("kind:surrender", "AF", "............"),
        ("", "PK", "000000000000"),
        ("kind:attack", "PK", "............"),
        ("kind:report", "PK", "............"),
    ],
)
def test_a_cell_without_events_says_whether_such_were_looked_for(index: Index, text: str, province: str, months: str) -> None:
    """Where each of its days was searched: for some kind in the province itself, for every kind in the whole country."""
    assert _row(index, text, province) == months


def _told(index: Index, text: str, row: int, column: int) -> tuple[str, ...]:
    explorer = Explorer(index, text)
    explorer.sight = explorer.sight._replace(cell=(row, column))
    return explorer.grid().searches


SOME = "Searched for attacks and operations, February 2024 – April 2024: some found. In three papers."
TOTAL = "Searched for a total for the year, 2024: nothing found."
SURRENDERS = "Searched for surrenders, 2024: nothing found."


@pytest.mark.parametrize(
    ("text", "row", "column", "told"),
    [
        ("", 1, 1, (SOME,)),
        ("", 1, 2, (SOME,)),
        ("", 1, 5, ("Searched for strikes, 10–20 June 2024: nothing found.",)),
        ("", 1, 7, (coverage.NO_SEARCH,)),
        ("kind:surrender", 1, 7, (SURRENDERS,)),
        ("", 0, 7, (SURRENDERS, TOTAL)),
        ("kind:court", 0, 7, (TOTAL,)),
        ("", 2, 7, (coverage.NO_SEARCH,)),
        ("", 3, 7, ()),
        ("kind:attack", 1, 12, (SOME,)),
    ],
)
def test_the_cell_at_the_cursor_says_what_was_looked_for(
    index: Index, text: str, row: int, column: int, told: tuple[str, ...]
) -> None:
    """All that was looked for in some of its days, in a sentence each; where it is empty and nothing is recorded, that."""
    assert _told(index, text, row, column) == told


def test_no_sign_stands_where_the_dead_are_counted_or_nothing_is_recorded(index: Index, shipped: Timeline) -> None:
    """A nought would say that nobody died; and a file without coverage has neither signs nor a legend."""
    explorer = Explorer(index)
    explorer.counts_dead = True
    assert (explorer.grid().searched, explorer.grid().searches) == ((), ())
    with indexed(replace(shipped, digest="", coverages=())) as bare:
        assert Explorer(bare).grid().searched == ()


def test_the_timelines_account_of_itself_lists_every_search(index: Index) -> None:
    """Where, for which time, for what, and with what result, in the order of the file."""
    found = Explorer(index).about().searches
    assert [search.where for search in found] == ["Gilgit-Baltistan", "Gilgit-Baltistan", *["Pakistan (nationwide)"] * 2]
    assert [str(search) for search in found][::2] == [SOME, SURRENDERS]


KIND_SETS = st.lists(st.sampled_from(KINDS), max_size=4, unique=True)


@given(timelines(), st.integers(0, 400), st.integers(1, 60), KIND_SETS, KIND_SETS)
def test_what_was_looked_for_against_a_plain_reading(
    timeline: Timeline, start: int, length: int, chosen: list[str], excluded: list[str]
) -> None:
    """Day by day and kind by kind: each day of a span lies in the period of some record that is about the cell."""
    first = dates.parse("2024-01-01").lower + start
    span = Days(first, first + length - 1)
    with indexed(timeline) as index:
        query = parse(
            " ".join(f"{sign}kind:{','.join(k)}" for sign, k in (("", chosen), ("-", excluded)) if k), index.vocabulary
        )
    asked = {kind for kind in KINDS if (not chosen or kind in chosen) and kind not in excluded}
    for province in timeline.provinces:

        def about(record: Coverage, code: str = province.code) -> bool:
            if code in record.provinces:
                return not record.kinds or any(kind in record.kinds for kind in asked)
            parts = code[:2] in record.provinces
            return parts and bool(record.kinds) and all(kind in record.kinds for kind in asked)

        def on(record: Coverage, day: int) -> bool:
            when = dates.parse(record.period)
            return when.lower <= day <= when.upper

        days = range(span.first, span.last + 1)
        records = [record for record in timeline.coverages if about(record)]
        every = all(any(record.kinds and on(record, day) for record in records) for day in days)
        assert coverage.searched(timeline, query, province.code, [span]) == (every,)
        some = [record.sought for record in records if any(on(record, day) for day in days)]
        assert [search.sought for search in coverage.told(timeline, query, province.code, span)] == some


@given(timelines())
def test_coverage_comes_back_from_file_and_store(timeline: Timeline) -> None:
    """What a file says was looked for is read from it, and from the store that is compiled of it, as it was."""
    assert load.parse(to_toml(timeline).encode(), "t.toml").coverages == timeline.coverages
    with indexed(timeline) as index:
        assert index.head.coverages == timeline.coverages


def test_a_store_of_before_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that was compiled when nothing was known of coverage has another mark, so the file is read again."""
    path = tmp_path / "t.toml"
    path.write_text(FILE)
    with monkeypatch.context() as patched:
        patched.setattr("cttui.store.layout.HEAD", ("meta", "provinces", "claimants", "populations", "threads", "views"))
        patched.setattr("cttui.store.layout.read_head", lambda _text: (Timeline(meta=None), 0, 0))  # type: ignore[arg-type]
        store.compile_into(load.load(path), tmp_path / "cache").close()
    index = store.open_timeline(path, tmp_path / "cache")
    assert len(index.head.coverages) == 4
    index.close()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'provinces = ["PK"]\nperiod = "2024"\nsought = "surr',
            'provinces = ["PK-XX"]\nperiod = "2024"\nsought = "surr',
            '37: coverage 3 provinces[1]: found "PK-XX": unknown province PK-XX',
        ),
        ('"2024-02/2024-04"', '"soon"', '25: coverage 1 period: found "soon": '),
        ('period = "2024-06-10/2024-06-20"\n', "", "30: coverage 2 period: period is missing"),
        (
            '"operation"]',
            '"operations"]',
            '27: coverage 1 kinds[2]: found "operations": unknown kind; did you mean operation?',
        ),
        (
            'result = "some"',
            'result = "none"',
            '28: coverage 1 result: found "none": unknown result; expected one of nothing, some',
        ),
        ('sought = "strikes"', 'sought = ""', '33: coverage 2 sought: found "": this text must not be empty'),
        (
            'provinces = ["PK-GB"]\nperiod = "2024-06',
            'provinces = []\nperiod = "2024-06',
            "30: coverage 2: ",
        ),
        ('note = "In', 'notes = "In', "29: coverage 1 notes: unknown key notes; did you mean note?"),
    ],
)
def test_faults_are_told_with_line_and_place(old: str, new: str, fault: str) -> None:
    """A record is named by its place in the file; whatever is wrong in it is told at its line, with a way out."""
    assert old in FILE
    with pytest.raises(TimelineError) as error:
        load.parse(FILE.replace(old, new).encode(), "t.toml")
    assert [line.removeprefix("t.toml:") for line in error.value.lines() if fault in line], error.value.lines()


def _found(path: Path, text: str, *, strict: bool = False) -> list[str]:
    path.write_text(text)
    found = [f"{problem.line}: {problem.sentence()}" for problem in rules.check(path, strict=strict)]
    return [line for line in found if "coverage" in line]


def test_check_tells_a_search_beside_the_timelines_period_and_a_province_named_twice(tmp_path: Path) -> None:
    """The file above is well; another year is told at its line, and so is a province that is named again."""
    assert _found(tmp_path / "t.toml", FILE) == []
    text = FILE.replace('"2024-02/2024-04"', '"2025-02/2025-04"').replace('["PK"]\nperiod', '["PK", "AF", "PK"]\nperiod', 1)
    assert _found(tmp_path / "t.toml", text) == [
        '25: coverage 1 period: found "2025-02/2025-04": outside the timeline\'s period, 2024',
        '37: coverage 3 provinces[3]: found "PK": named twice; remove one',
    ]


def test_advice_tells_a_search_in_vain_that_an_event_speaks_against(tmp_path: Path) -> None:
    """Where nothing was found and the timeline has such an event, a note is asked for; with one all is well."""
    text = FILE.replace('result = "some"', 'result = "nothing"')
    assert _found(tmp_path / "t.toml", text, strict=True) == []
    bare = text.replace('note = "In three papers."\n', "")
    assert _found(tmp_path / "t.toml", bare) == []
    (line,) = _found(tmp_path / "t.toml", bare, strict=True)
    assert line.startswith('28: coverage 1 result: found "nothing": the timeline has e there; ')


def test_the_shipped_timeline_says_what_was_looked_for_in_vain(shipped: Timeline, shipped_index: Index) -> None:
    """Gilgit-Baltistan's empty August is one in which attacks were looked for; none stands in the method as well."""
    assert len(shipped.coverages) > 10
    view = Explorer(shipped_index).grid()
    row = [row.token for row in view.rows].index("GB")
    column = [column.name for column in view.columns].index("August 2024")
    assert (view.counts[row][column], view.searched[row][column]) == (0, True)
    assert "coverage" in shipped.meta.method
    assert "Line of Control" not in shipped.meta.method
    assert calendar.iso(dates.parse(shipped.coverages[0].period).lower) == "2024-01-01"
