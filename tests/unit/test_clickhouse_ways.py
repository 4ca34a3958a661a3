"""Counts in several ways: by the events that meet a condition, by those that do not, or by the weight of all.

Nobody sees a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cttui.imports.ged import GED
from cttui.model.claims import ALL, Lens
from cttui.model.records import Meta
from cttui.query.language import parse
from cttui.store import wants
from cttui.store.clickhouse import ways
from cttui.store.clickhouse.begins import LETTERS
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.rows import encode
from cttui.store.clickhouse.schema import NAMES
from cttui.store.clickhouse.server import Server, Statement, Table
from cttui.store.clickhouse.ways import Ways
from cttui.store.index import Ask
from embedded import server
from tables import filled, head_of, made, rows_of

COUNT = "SELECT count() FROM"
META = Meta(id="t", title="T", period="2014")
ASKED = (
    wants.Months(),
    wants.Ends(),
    *map(wants.Dead, (ALL, Lens("best"))),
    *(wants.Ranked(field, 20, dead, 6, 5) for field in ("kind", "is", "actor", "province") for dead in (None, ALL)),
)
TEXTS = (
    "g",
    "gov",
    "zarq",
    "g -kind:battle",
    "killed:>=2",
    "actor:Dockers",
    "-g",
    "date:2014",
    "gov date:>=2014-03",
    "-is:undated",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of this process keeps its tables."""
    return tmp_path_factory.getbasetemp() / "chdb"


@pytest.fixture
def said() -> list[str]:
    """The statements that the table of ``index`` was asked."""
    return []


@pytest.fixture
def index(folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> ClickHouseIndex:
    """A table of some hundred rows whose first screen was asked for."""
    asked = server(folder)
    found = filled(asked, GED, rows_of(GED, 300, 5), META)
    ask = asked.ask

    def noted(some: Sequence[Statement | str]) -> list[Table]:
        said.extend(one if isinstance(one, str) else one.sql for one in some)
        return ask(some)

    monkeypatch.setattr(asked, "ask", noted)
    fresh(found)
    said.clear()
    return found


def fresh(index: ClickHouseIndex) -> None:
    """Forget all but what the first screen shows; more rows are another import."""
    index.kept.forget()
    index.ways = Ways(index.table, index.whole.days, (f"{COUNT} {index.table}", index.count))
    parts(index, "")


def parts(index: ClickHouseIndex, text: str) -> object:
    """What is asked of a filter, answered."""
    found = index.answer(Ask(parse(text, index.vocabulary), ASKED))
    return found.parts, found.selection.count


def turned(said: Sequence[str]) -> int:
    """How many statements count what does not meet a condition by codes."""
    return sum("groupArray" in one and "WHERE NOT (" in one for one in said)


def weighed(said: Sequence[str]) -> int:
    """How many statements sum the weights of all events by codes."""
    return sum("groupArray" in one and "sum(w)" in one for one in said)


@pytest.mark.parametrize(
    ("few", "most"), [(-1.0, -1.0), (-1.0, 2.0), (2.0, 2.0)], ids=["the others", "all by weight", "themselves"]
)
def test_every_way_finds_the_same(
    index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch, few: float, most: float
) -> None:
    """However many events meet a filter, every count, bar and total is the same as if they were counted themselves."""
    monkeypatch.setattr(ways, "FEW", few)
    monkeypatch.setattr(ways, "MOST", most)
    found = [parts(index, text) for text in TEXTS]
    by_others = turned(said)
    assert (weighed(said) > 0) == (few < most)
    assert not any("document" in one for one in said if "WHERE NOT (" in one or "sum(w)" in one)
    index.ways = None
    index.kept.forget()
    said.clear()
    assert [parts(index, text) for text in TEXTS] == found
    # a filter that excludes has such a condition of its own
    assert (by_others > turned(said)) == (most < 0)


def test_the_way_follows_how_many_there_are(index: ClickHouseIndex, said: list[str]) -> None:
    """What most events have is counted by those that lack it, what few have by itself, all else by weight.

    A few days say which it is, once.
    """
    met: set[tuple[bool, bool]] = set()
    for text in (*LETTERS, "-m -k -1", "-m -k -1 -l -r", "-m -k -1 -l -r -v -5"):
        said.clear()
        parts(index, text)
        (sample,) = [one for one in said if one.startswith("SELECT countIf(")]
        way = turned(said) > 0, weighed(said) > 0
        (((some, every),),) = (table.rows for table in index.server.ask([sample]))
        assert way == (some > ways.MOST * every, ways.FEW * every < some <= ways.MOST * every)
        met.add(way)
    assert len(met) == 3


def test_days_are_read_alone(index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter by days reads the rows of those days, however many these are, and not those of all others."""
    monkeypatch.setattr(ways, "MOST", -1)
    index.stamp = ("SELECT 1", 1)
    parts(index, "date:2014")
    assert any("year BETWEEN" in one and "groupArray" in one for one in said)
    assert not turned(said)


def test_the_stamp_may_be_asked_for_twice(index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter by values asks whether an import has begun, as counting others does: it is asked once, and both are told."""
    monkeypatch.setattr(ways, "MOST", -1)
    assert index.ways is not None
    index.stamp = (index.ways.stamp, index.count)
    found = parts(index, "actor:Dockers")
    assert turned(said)
    assert said.count(index.ways.stamp) == 1
    index.ways = None
    index.kept.forget()
    assert parts(index, "actor:Dockers") == found


def test_what_another_import_brings_is_counted(
    index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as an import has begun, nothing is taken from the events that were known before it, and all are counted."""
    monkeypatch.setattr(ways, "MOST", -1)
    content, numbering = rows_of(GED, 400, 5), Numbering(index.whole.lists)
    timeline = head_of(GED, content, META)
    before = parts(index, "g")
    assert turned(said)
    assert isinstance(index.server, Server)
    index.server.insert(index.table, NAMES, encode(made(GED, content[300:], timeline, index.begins, numbering, 300)))
    for text in ("a", "g"):
        found = parts(index, text)
        index.kept.forget()
        assert found == parts(index, text)
    assert found != before
    said.clear()
    parts(index, "d")
    assert not turned(said)
