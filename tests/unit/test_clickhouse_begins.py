"""Bits of how words begin: they say of every event exactly what its words say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.store.clickhouse import where
from cttui.store.clickhouse.begins import LETTERS, LONGEST, MOST, SIZE, Begins, chosen, columns_of, sample
from cttui.store.clickhouse.schema import BEGUN, BEGUN_BITS

WORDS = st.text("abgov1é\ue000", min_size=1, max_size=LONGEST + 3)
"""Words with many beginnings in common."""


def has(begins: Begins, bits: int, condition: str) -> bool:
    """Whether an event with some bits meets a condition on one of its columns."""
    column, number = condition.removeprefix("(bitAnd(").removesuffix(") != 0)").split(", ")
    columns = columns_of(bits)
    assert sum(value << BEGUN_BITS * place for place, value in enumerate(columns.values())) == bits
    assert list(columns) == list(BEGUN)
    assert bits < 1 << 8 * SIZE
    return columns[column] & int(number) != 0


@given(st.lists(WORDS, max_size=12), st.lists(st.lists(WORDS, max_size=8), max_size=6), WORDS)
@settings(max_examples=200)
def test_bits_say_which_events_have_a_word_that_begins_so(some: list[str], others: list[list[str]], typed: str) -> None:
    """A beginning that has a bit is answered by it alone; of any other the bits leave out no event that has it."""
    begins = Begins(chosen([" ".join(some), *map(" ".join, others)]))
    condition, whole = begins.condition(typed)
    for words in (some, *others):
        true = any(word.startswith(typed) for word in words)
        met = not condition or has(begins, begins.bits(words), condition)
        assert met == true if whole else met >= true


@given(st.lists(st.lists(WORDS, max_size=8), max_size=6), st.lists(WORDS, max_size=6))
def test_every_beginning_has_a_bit_of_its_own(texts: list[list[str]], words: list[str]) -> None:
    """The bits of an event are those of the beginnings with which its words begin, whichever words were met before."""
    begins = Begins(chosen(map(" ".join, texts)))
    for _ in range(2):
        found = {begin for place, begin in enumerate(begins.beginnings) if begins.bits(words) >> place & 1}
        assert found == {begin for begin in begins.beginnings if any(word.startswith(begin) for word in words)}


def test_beginnings_of_most_events_are_chosen() -> None:
    """Every letter and digit has a bit, then what most events begin with; what is in one alone has none."""
    texts = [f"Government forces {number:x} x{number * 7919:x}" for number in range(3_000)]
    found = chosen(texts)
    assert len(found) == len(set(found)) == MOST
    assert found[: len(LETTERS)] == LETTERS
    assert {"go", "gov", "government", "fo", "forces"} < set(found)
    assert chosen(reversed(texts)) == found
    assert chosen(["killed", "other"]) == LETTERS


def test_a_condition_reads_documents_only_where_bits_do_not_say_all() -> None:
    """The beginning of one word that has a bit is a bit; a phrase, a rare word and a whole word are looked for in texts too."""
    begins = Begins(("g", "go", "k"))
    assert where.worded(["go"], begins, begun=True) == "(bitAnd(begun_0, 2) != 0)"
    rare = where.worded(["gov"], begins, begun=True)
    assert rare == "((bitAnd(begun_0, 2) != 0) AND (position(document, ' gov') > 0))"
    phrase = where.worded(["go", "killed"], begins, begun=False)
    assert phrase == "((bitAnd(begun_0, 2) != 0) AND (bitAnd(begun_0, 4) != 0) AND (position(document, ' go killed ') > 0))"
    assert where.worded(["go"], begins, begun=False) == "((bitAnd(begun_0, 2) != 0) AND (position(document, ' go ') > 0))"
    assert where.worded(["zz"], begins, begun=True) == "(position(document, ' zz') > 0)"


@pytest.mark.parametrize("lines", [3, 80_000])
def test_lines_are_taken_from_all_of_a_file(tmp_path: Path, lines: int) -> None:
    """A small file is read whole, and of a large one pieces from its start to its end."""
    path = tmp_path / "rows.csv"
    path.write_text("".join(f"row {number} of some dataset or other\n" for number in range(lines)))
    found = sample([path, path])
    assert len(found) <= 2 * lines
    numbers = [int(line.split()[1]) for line in found if line.startswith("row ") and line.endswith("other")]
    assert numbers.count(0) == 2
    assert max(numbers) > lines * 0.5
