"""Statements: values get into them whole and as values alone, keys keep their order, and what is alike is read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cttui.errors import ServerError
from cttui.model.calendar import FIRST_DAY, LAST_DAY
from cttui.query.language import Phrase, Query, Values, Word
from cttui.store.clickhouse import counting, schema, where
from cttui.store.clickhouse.counting import Counting
from cttui.store.clickhouse.schema import key_of, number_of
from embedded import server

_KEYS = st.tuples(
    st.one_of(st.integers(FIRST_DAY, LAST_DAY + 1), st.integers(738_000, 738_003)),
    st.one_of(st.integers(FIRST_DAY, LAST_DAY + 1), st.integers(738_000, 738_003)),
    st.integers(-1, 90_000),
    st.one_of(st.integers(0, (1 << 64) - 1), st.integers(0, 3)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of this process keeps its tables."""
    return tmp_path_factory.getbasetemp() / "chdb"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=20))
def test_a_text_comes_back_from_a_statement_as_it_was(folder: Path, texts: list[str]) -> None:
    """Quotation marks, backslashes, line ends, comments and NUL are parts of a value and nothing else."""
    hostile = [*texts, "'; DROP TABLE x --", "\\' OR 1=1 /*", "a\\", "\x00\n\r\t\x7f", "`", "{x:String}", "💥\u202e"]
    (found,) = server(folder).ask([f"SELECT {where.listed(hostile)} AS texts"])
    assert found.rows[0][0] == hostile


@given(numbers=st.lists(st.one_of(st.integers(-(1 << 63), (1 << 63) - 1), st.floats(-400, 400)), max_size=20))
def test_a_number_is_written_as_one(numbers: list[float]) -> None:
    """A negative one stands in brackets, so that no two hyphens begin a comment."""
    for number in numbers:
        text = where.literal(number)
        assert float(text.strip("()")) == float(number)
        assert not text.startswith("-")


@given(keys=st.lists(_KEYS, min_size=2, max_size=10))
def test_numbers_of_events_are_in_the_order_of_their_keys(keys: list[schema.Key]) -> None:
    """A number says its key, and greater keys have greater numbers."""
    assert [key_of(number_of(key)) for key in keys] == keys
    assert sorted(keys) == [key_of(number) for number in sorted(map(number_of, keys))]


def test_no_number_is_too_small_or_too_great_for_a_key() -> None:
    """A number that no event has stands before the first or behind the last."""
    assert key_of(0) <= key_of(-5) <= key_of(number_of((1, 1, -1, 0)))
    assert key_of(1 << 300) > (schema.UNDATED, 0, 0, 0)


def test_what_is_never_met_is_asked_as_such() -> None:
    """A condition that nothing meets swallows the others; one that all meet is left out."""
    assert where.both("a", where.NONE) == where.NONE
    assert where.both(where.ALL, "a", "a") == "a"
    assert where.either(where.NONE, "a", "b") == "(a OR b)"
    assert where.condition(Query((Values(False, "has", ("note",)),)), lambda _: ()) == where.NONE


def test_a_word_is_a_beginning_and_a_phrase_is_whole() -> None:
    """Words stand between blanks in the documents."""
    assert "' shots at'" in where.condition(Query((Word(False, "Shots-at"),)), lambda _: ())
    assert "' shots at '" in where.condition(Query((Phrase(True, "Shots at"),)), lambda _: ())


def test_an_index_of_words_is_made_where_a_release_has_one() -> None:
    """Older servers have no such index, or one that says nothing of beginnings."""
    for version, index in (((18, 16), False), ((26, 3, 9), False), ((26, 4), True), ((27, 1), True)):
        assert ("INDEX words document" in schema.create_events("t", version)) is index


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (Word(False, "zarqawi"), 1), (Word(True, "zarqawi"), 0), (Phrase(False, "zarq"), 1), (Phrase(False, "apex zarqawi"), 1),
        (Word(False, "al-zarq"), 2), (Word(False, "zar"), 0), (Word(False, "کراچی"), 0), (Phrase(False, "żółw apex"), 1),
    ],
    ids=str,
)  # fmt: skip
def test_an_index_of_words_is_asked(folder: Path, clause: Word | Phrase, said: int) -> None:
    """Words of four letters and more and the whole words of phrases are looked up in it, as far as they are ASCII."""
    condition = where.condition(Query((clause,)), lambda _: (), known=where.Known(indexed=True))
    assert condition.count("document") == 1 + said
    asked = server(folder)
    table = f"{asked.address.database}.events"
    asked.do(schema.create_events(table, asked.version))
    for year, document in (2024, " the apex committee "), (2025, " abu zarqawi "):
        asked.do(f"INSERT INTO {table} (year, document) SELECT {year}, '{document}' FROM numbers(5000)")  # noqa: S608 - our own
    (told,) = asked.ask([f"EXPLAIN indexes = 1 SELECT count() FROM {table} WHERE {condition}"])  # noqa: S608 - our own
    lines = [str(row[0]).strip() for row in told.rows]
    assert ("Name: words" in lines) == bool(said)


def test_what_has_a_condition_on_words_in_common_is_read_once() -> None:
    """Two columns under the same words are one statement, whatever else their conditions say; others are asked apart."""
    words = "(position(document, ' x') > 0)"
    one, two = Counting("t", (words,), "f_actor"), Counting("t", (words, "(kind IN ('a'))"), "f_tag")
    apart, light = Counting("t", (words,), "f_actor", "all_high AS h", "", "sum(h)"), Counting("t", ("dated",), "f_actor")
    batches = counting.batched([one, two, apart, light, "SELECT 1"])
    assert sorted(len(wanted) for wanted in batches.values()) == [1, 1, 1, 2]
    together = next(statement for statement, wanted in batches.items() if len(wanted) == 2)
    assert together.count("document") == 1


@pytest.mark.parametrize(
    ("found", "says"),
    [(None, "holds no events of cttui"), ("99", "a newer release"), ("x", "another release")],
    ids=["none", "newer", "strange"],
)
def test_a_table_of_another_layout_is_refused_with_the_way_out(found: str | None, says: str) -> None:
    """The sentence names the table and what to do."""
    with pytest.raises(ServerError, match=says) as caught:
        schema.check_layout(found, "news.events")
    assert "news.events" in str(caught.value)
    assert "import" in str(caught.value)
    schema.check_layout(str(schema.EVENTS_LAYOUT), "news.events")
