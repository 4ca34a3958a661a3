"""Counts by what is left: the events that do not meet a condition are taken from all, and nobody sees a difference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cttui.imports.ged import GED
from cttui.model.claims import ALL, Lens
from cttui.model.records import Meta
from cttui.query.language import parse
from cttui.store import wants
from cttui.store.clickhouse import others
from cttui.store.clickhouse.begins import LETTERS
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.others import Others
from cttui.store.clickhouse.rows import encode
from cttui.store.clickhouse.schema import NAMES
from cttui.store.clickhouse.server import Server, Statement, Table
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
    index.others = Others(index.table, index.whole.days, (f"{COUNT} {index.table}", index.count))
    parts(index, "")


def parts(index: ClickHouseIndex, text: str) -> object:
    """What is asked of a filter, answered."""
    found = index.answer(Ask(parse(text, index.vocabulary), ASKED))
    return found.parts, found.selection.count


def turned(said: Sequence[str]) -> int:
    """How many statements count what does not meet a condition by codes."""
    return sum("groupArray" in one and "WHERE NOT (" in one for one in said)


@pytest.mark.parametrize("most", [-1.0, 2.0], ids=["always", "never"])
def test_what_is_left_of_all_is_what_meets_the_condition(
    index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch, most: float
) -> None:
    """However many events meet a filter, every count, bar and total is the same as if they were counted themselves."""
    monkeypatch.setattr(others, "MOST", most)
    found = [parts(index, text) for text in TEXTS]
    by_others = turned(said)
    assert not any("document" in one for one in said if "WHERE NOT (" in one)
    index.others = None
    index.kept.forget()
    said.clear()
    assert [parts(index, text) for text in TEXTS] == found
    # a filter that excludes has such a condition of its own
    assert (by_others > turned(said)) == (most < 0)


def test_the_fewer_are_counted(index: ClickHouseIndex, said: list[str]) -> None:
    """What most events have is counted by those that lack it, what few have by itself; a few days say which it is, once."""
    shares = {text: index.answer(Ask(parse(text, index.vocabulary))).selection.count / index.count for text in LETTERS}
    (most, *_), (few, *_) = ([text for text in LETTERS if low < shares[text] < high] for low, high in ((0.8, 2), (0, 0.2)))
    # nothing is known of either
    fresh(index)
    for text, fewer in ((most, True), (few, False)):
        said.clear()
        parts(index, text)
        assert (turned(said) > 0) == fewer
        assert sum(one.startswith("SELECT countIf(") for one in said) == 1


def test_days_are_read_alone(index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter by days reads the rows of those days, however many these are, and not those of all others."""
    monkeypatch.setattr(others, "MOST", -1)
    index.stamp = ("SELECT 1", 1)
    parts(index, "date:2014")
    assert any("year BETWEEN" in one and "groupArray" in one for one in said)
    assert not turned(said)


def test_the_stamp_may_be_asked_for_twice(index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter by values asks whether an import has begun, as counting others does: it is asked once, and both are told."""
    monkeypatch.setattr(others, "MOST", -1)
    assert index.others is not None
    index.stamp = (index.others.stamp, index.count)
    found = parts(index, "actor:Dockers")
    assert turned(said)
    assert said.count(index.others.stamp) == 1
    index.others = None
    index.kept.forget()
    assert parts(index, "actor:Dockers") == found


def test_what_another_import_brings_is_counted(
    index: ClickHouseIndex, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as an import has begun, nothing is taken from the events that were known before it, and all are counted."""
    monkeypatch.setattr(others, "MOST", -1)
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
