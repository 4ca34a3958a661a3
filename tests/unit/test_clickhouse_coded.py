"""Codes by which events are counted: none stands for two things, and what is counted by them is what is counted without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import ServerError
from cttui.imports.ged import GED
from cttui.model.claims import ALL, Lens
from cttui.model.records import Meta
from cttui.query.fields import vocabulary_of
from cttui.query.language import Query, parse
from cttui.store import wants
from cttui.store.clickhouse import coded, lists, rows, schema, whole
from cttui.store.clickhouse.answers import ANSWERS
from cttui.store.clickhouse.coded import Numbering, said_of
from cttui.store.clickhouse.counting import Counting, batched, parted
from cttui.store.clickhouse.facets import slot_of
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.listing import Buckets, Order, between
from cttui.store.clickhouse.place import Whole
from cttui.store.clickhouse.rounds import Kept, run
from cttui.store.clickhouse.server import Table
from cttui.store.clickhouse.where import NONE, conditions, filtered
from cttui.store.index import Ask
from cttui.store.wants import Want
from datasets import row
from embedded import server
from tables import filled, head_of, made, rows_of

ACTOR = "c_actor"
FACETS = tuple(wants.Facet(field, dead, 6, 40) for field in ("actor", "kind", "province") for dead in (None, Lens("best")))
"""Facets with their bars."""
ASKED = (*FACETS, wants.Months(), *map(wants.Dead, (ALL, Lens("best"), Lens("official"), Lens("lowest"))))
META = Meta(id="t", title="T", period="2014")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of this process keeps its tables."""
    return tmp_path_factory.getbasetemp() / "chdb"


@given(st.lists(st.tuples(st.lists(st.sampled_from("abc"), max_size=3).map(tuple)), max_size=30), st.integers(0, 30))
def test_no_code_stands_for_two_things(values: list[tuple[tuple[str, ...]]], some: int) -> None:
    """The same has the same code and nothing else has it, also when only some of the rows with it came into the table."""
    before = Numbering()
    sent = {value: before.code(ACTOR, value) for value in values}
    assert len(set(sent.values())) == len(sent)
    there = {sent[value]: value for value in list(sent)[some:]}
    after = Numbering({ACTOR: there})
    again = {value: after.code(ACTOR, value) for value in reversed(values)}
    assert len(set(again.values())) == len(again)
    assert {again[value]: value for value in there.values()} == there


def test_what_has_no_code_left_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most codes of a column all has one that no counting goes by; what has a code keeps it."""
    monkeypatch.setattr(coded, "CODES", 2)
    numbering = Numbering()
    values = [((letter,),) for letter in "abcd"]
    assert [numbering.code(ACTOR, value) for value in values] == [0, 1, schema.OTHER, schema.OTHER]
    assert Numbering({ACTOR: {0: values[0], schema.OTHER: values[2]}}).code(ACTOR, values[2]) == 1
    known = lists.Lists({ACTOR: {0: values[0], schema.OTHER: values[2]}, "c_kind": {0: ("battle",)}}, "t")
    assert (known.column("actor"), known.column("tag"), known.column("kind")) == ("", "", "c_kind")


def counted(index: ClickHouseIndex, text: str) -> Mapping[Want[Any], Any]:
    """What is asked of an index, counted."""
    return index.answer(Ask(parse(text, index.vocabulary), ASKED)).parts


def test_a_column_with_too_many_values_is_counted_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an import had no codes left, every count and bar is the same as with codes."""
    content = rows_of(GED, 300, 5)
    with_codes = filled(server(folder), GED, content, META)
    monkeypatch.setattr(coded, "FEWER", {schema.WIDE: 1})
    apart = filled(server(folder), GED, content, META)
    monkeypatch.setattr(coded, "CODES", 1)
    without = filled(server(folder), GED, content, META)
    columns = [(one.lists.column("actor"), one.lists.column("kind")) for one in (with_codes, apart, without)]
    assert columns == [(schema.WIDE, schema.WIDE), ("c_actor", schema.TOGETHER), ("", "")]
    assert not without.lists.has(schema.MONTH)
    for text in ("", "gov", "kind:battle", "-actor:Dockers"):
        assert counted(with_codes, text) == counted(apart, text) == counted(without, text)


def test_fields_that_stand_together_are_counted_by_one_reading(folder: Path) -> None:
    """The small fields and the actors are counted, with their bars, by one statement for all of them."""
    index = filled(server(folder), GED, rows_of(GED, 100, 5), META)
    every = Whole(Ask(wants=()), Query(), "1")
    each = [wants.Ranked(field, 5, None, 12, 5) for field in ("kind", "is", "actor")]
    wanted = [next(ANSWERS[wants.Ranked](index, want, every)) for want in each]
    assert len(batched(one for some in wanted for one in some)) == 1


def test_what_is_asked_for_again_and_again_is_kept() -> None:
    """The counts of all events, which every filter that is taken back needs, are not read again for those of other filters."""
    kept, table = Kept(), Table((), [[1]], 1, 8, 0.0, 1)
    many = parted(batched([Counting("t", ("1",), "c_actor", coded=True)]), [table._replace(rows=[[[*range(20_000)]] * 2])])
    kept.keep({**many, "long": table._replace(rows=[[1]] * 20_000)})
    for number in range(2 * Kept.MOST):
        kept.keep({str(number): table})
        assert [kept.get(one) for one in many] == list(many.values())
    assert kept.get("0") is None
    assert kept.get("long") is None


@pytest.mark.parametrize("most", [schema.CODES, 0], ids=["codes", "none left"])
def test_codes_that_another_import_brings_are_looked_up(folder: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """A table that is open counts the rows that come meanwhile, whose lists of values it has not met, or that have no codes."""
    content = rows_of(GED, 400, 9)
    timeline = head_of(GED, content, META)
    asked, numbering = server(folder), Numbering()
    index = filled(asked, GED, content[:150], META, numbering)
    if not most:
        monkeypatch.setattr(coded, "CODES", most)
    asked.insert(index.table, schema.NAMES, rows.encode(made(GED, content[150:], timeline, index.begins, numbering, 150)))
    fresh = filled(server(folder), GED, content, META)
    assert index.calendar.ends == fresh.calendar.ends
    for text in ("", "gov"):
        found, true = counted(index, text), counted(fresh, text)
        for want in ASKED:
            if isinstance(want, wants.Facet):
                # values that are new to it are not listed before it is opened again
                assert set(found[want]) <= set(true[want])
            else:
                assert found[want] == true[want]


def test_codes_are_read_back_from_a_table(folder: Path) -> None:
    """What a code stands for, the rows that have it say."""
    content = rows_of(GED, 60, 3)
    asked = server(folder)
    index = filled(asked, GED, content, META)
    known, _ = run(lists.surveyed(index.table), asked, Kept())
    for one in made(GED, content, head_of(GED, content, META), index.begins):
        said = dict(zip(schema.NAMES, one, strict=True))
        for column in schema.CODED:
            assert known[column][int(str(said[column]))] == said_of(column, said)
    assert lists.read(lists.plain(known)) == known
    assert whole.survey(asked, index.table).lists == known


@pytest.mark.parametrize("most", [5, schema.CODES])
def test_an_import_knows_the_codes_that_a_table_has(folder: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """What was numbered is what is read back, those that were there before with it, and columns that are full."""
    monkeypatch.setattr(coded, "CODES", most)
    content = rows_of(GED, 60, 3)
    asked, numbering = server(folder), Numbering()
    index = filled(asked, GED, content, META, numbering)
    known, _ = run(lists.surveyed(index.table), asked, Kept())
    assert any(schema.OTHER in one for one in known.values()) == (most == 5)
    assert lists.plain(numbering.known()) == lists.plain(known)
    again = Numbering(known)
    assert lists.plain(again.known()) == lists.plain(known)
    assert {column for column, one in again.known().items() if schema.OTHER in one} == {
        column for column, one in known.items() if schema.OTHER in one
    }


@pytest.mark.parametrize("most", [5, 40, schema.CODES])
def test_values_are_counted_by_codes_as_by_themselves(folder: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """The values of each field stand in the same order, whether codes say all of them, some or none."""
    monkeypatch.setattr(coded, "CODES", most)
    asked = server(folder)
    index = filled(asked, GED, rows_of(GED, 300, 4), META)
    known, _ = run(lists.surveyed(index.table), asked, Kept())
    true, _ = run(whole.valued(index.table, {}), asked, Kept())
    assert len(true["actor"]) > 2
    assert run(whole.valued(index.table, known), asked, Kept())[0] == true
    # another import has brought codes that are not known
    lacking = {column: dict(list(one.items())[1:]) for column, one in known.items()}
    assert run(whole.valued(index.table, lacking), asked, Kept())[0] == true


def test_values_of_as_many_events_stand_as_their_events_have_them(folder: Path) -> None:
    """Of two values of the same events the one that is named first comes first, with codes and without."""
    asked = server(folder)
    index = filled(asked, GED, [row(GED, id="1", side_a="Sailors", side_b="Dockers")], META)
    known, _ = run(lists.surveyed(index.table), asked, Kept())
    for codes in (known, {}):
        assert run(whole.valued(index.table, codes), asked, Kept())[0]["actor"] == ("Sailors", "Dockers")


@given(st.integers(-800_000, 800_000), st.integers(0, 40_000), st.integers(1, 40), st.integers(0, 1 << 30))
@settings(max_examples=40, deadline=None)
def test_a_day_is_in_the_part_that_begins_last(folder: Path, first: int, days: int, parts: int, seed: int) -> None:
    """Bars are counted by parts of the calendar that are exact to the day, as an embedded store has them."""
    last = first + days
    random = Random(seed)  # noqa: S311 - no secret
    edges = [first + (days + 1) * part // parts + by for part in range(parts + 1) for by in (-1, 0, 1)]
    some = [first - 1, first, last, last + 1, schema.UNDATED, *edges, *(random.randint(first, last) for _ in range(200))]
    values = ", ".join(f"toInt64({day})" for day in some)
    near = ", ".join(f"toUInt16({schema.near(day)})" for day in some)
    asked = server(folder)
    sql = f"SELECT arrayMap((first, day) -> toUInt8({slot_of((first, last), parts)}), [{values}], [{near}])"
    ((found,),) = asked.ask([sql])[0].rows

    def slot(day: int) -> int:
        if day < first:
            return 0
        return parts + 1 if day > last else ((day - first + 1) * parts - 1) // (days + 1) + 1

    assert found == [slot(day) for day in some]


def test_a_span_of_days_is_read_before_all_else() -> None:
    """A condition on days lets a server read the rest of those rows alone whose days are in it; no other does."""
    query = parse("date:2014-03", vocabulary_of(head_of(GED, rows_of(GED, 1, 1), META), {}))
    (days,) = conditions(query, lambda _: ())
    (statement,) = batched([Counting("t", (days, "(c = 1)"), "c_actor", coded=True)])
    early, _, late = statement.partition("PREWHERE ")[2].partition(" WHERE ")
    assert "earliest" in early
    assert "run_first" not in early
    assert days in late
    assert "PREWHERE" not in filtered(f"NOT {days}", "(c = 1)")


def test_a_page_reads_from_the_first_bucket_that_has_events() -> None:
    """An anchor far before the list's first event costs no reading of what lies between."""
    parted = Buckets(Order(""), ((400, 3), (430, 2), (490, 7)))
    assert parted.reaching(0, 4) == between(Order(""), 400, 430)
    assert parted.reaching(400, 1) == between(Order(""), 400, 430)
    assert parted.reaching(600, 2, backwards=True) == between(Order(""), 490, 490)
    assert parted.reaching(0, 2, backwards=True) == NONE
    falling = Buckets(Order("n"), ((9, 1), (5, 4), (2, 8)))
    assert falling.reaching(20, 2) == between(Order("n"), 5, 9)
    assert falling.reaching(3, 2) == between(Order("n"), 2, 2)


def test_a_code_that_no_server_knows_is_refused_in_a_sentence() -> None:
    """Where a node gave a code, and another that is behind is asked what it stands for, nothing is counted wrongly."""
    known = lists.Lists({"c_actor": {0: (("dockers",),), 1: (("sailors",),)}}, "t")
    learning = known.learn("c_actor", {0, 7})
    next(learning)
    with pytest.raises(ServerError, match=r"^the servers of the table do not have the same rows yet; try again$"):
        learning.send([Table((), [], 0, 0, 0.0, 0)])
