"""Sets of events as a packed store has them, many at a time, and the words of columns whose cells come again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain, permutations
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.errors import StoreError
from cttui.store import layout
from cttui.store.packed import folding, known, postings
from cttui.store.packed.columns import Lexicon, Sets
from cttui.store.packed.parts import pack_lines
from cttui.store.packed.postings import Cells, Chunks, Lists, Running, ascending
from cttui.store.packed.sets import of_mask, packed, packed_all, together
from cttui.text import joined, words

_EVENTS = st.integers(0, 300_000)
_SETS = st.lists(
    st.one_of(
        st.sets(_EVENTS, min_size=1, max_size=90),
        # many neighbours, beyond what an array holds and beyond what few are
        st.builds(lambda first, size: set(range(first, first + size)), _EVENTS, st.sampled_from([63, 64, 4096, 4097])),
    ),
    max_size=6,
)


@given(_SETS)
def test_sets_packed_at_once_are_those_packed_one_by_one(sets: list[set[int]]) -> None:
    """Many sets packed together have the bytes that each has by itself; with runs, they are the same sets."""
    numbers = np.array([n for one in sets for n in sorted(one)], np.uint32)
    sizes = np.array([len(one) for one in sets], np.int64)
    plain = list(packed_all(numbers, sizes, runs=False))
    assert plain == [packed(BitMap(one, optimize=False), runs=False) for one in sets]
    assert [set(BitMap.deserialize(bits)) for bits in packed_all(numbers, sizes, runs=True)] == sets


@given(_SETS)
def test_a_set_made_of_bits_is_the_set(sets: list[set[int]]) -> None:
    """A mask of events becomes the set that the events have one by one, to the byte."""
    events = set().union(*sets)
    mask = np.zeros(max(events, default=0) + 7, bool)
    mask[sorted(events)] = True
    assert packed(of_mask(mask), runs=False) == packed(BitMap(events, optimize=False), runs=False)


@given(st.lists(st.lists(st.integers(0, 4), max_size=3), max_size=5), st.lists(st.lists(_EVENTS, max_size=3), min_size=5))
def test_lists_of_lists_are_joined(outer: list[list[int]], inner: list[list[int]]) -> None:
    """Lists that name lists have the numbers of these, in their order."""
    one, other = (
        Lists(np.array([len(some) for some in lists], np.int64), np.array([n for some in lists for n in some], np.uint32))
        for lists in (outer, inner)
    )
    joined = one.through(other)
    found = [joined.of(np.array([place])).tolist() for place in range(len(outer))]
    assert found == [[n for name in names for n in inner[name]] for names in outer]


@given(st.lists(st.one_of(st.text(), st.binary(), st.integers(), st.floats(), st.none())))
def test_a_row_is_checked_as_one_text(row: list[object]) -> None:
    """A row's check covers the kind and the content of each column."""
    parts = [cell if isinstance(cell, bytes) else f"{type(cell).__name__} {cell}".encode() for cell in row]
    assert layout.seal(*row) == zlib.crc32(b"".join(part + b"\x1f" for part in parts))


def _found(chunks: Chunks, given_: tuple[postings.Numbers, postings.Numbers], rows: int) -> list[set[str]]:
    spelt = {number: word for word, number in chunks.words().items()}
    found: list[set[str]] = [set() for _ in range(rows)]
    for posting in chunks.postings(*given_).tolist():
        found[posting & 0xFFFFFFFF].add(spelt[posting >> 32])
    return found


_CELLS = st.lists(st.sampled_from(["", "of the quay", "al-Mina é", "1,000 men", "a. b\x01c", "x_y-z", "Ärmel l·l"]), max_size=9)


@given(st.lists(_CELLS, max_size=4))
def test_cells_that_come_again_have_their_words(batches: list[Sequence[str]]) -> None:
    """However a column is taken, each row has the words and joined forms of its cell."""
    chunks = Chunks()
    cells, running = Cells(chunks), Running(chunks)
    for batch in batches:
        cells.take(batch)
    row = 0
    for batch in batches:
        running.take(batch, row)
        row += len(batch)
    expected = [{*words(cell), *joined(cell)} for batch in batches for cell in batch]
    assert _found(chunks, cells.given(0), row) == expected
    assert _found(chunks, running.given(), row) == expected


_LETTERS = st.text("abcdefghijklmnop", min_size=1, max_size=18)


@given(st.lists(st.lists(_LETTERS, max_size=30), max_size=30), st.integers(1, 20), st.integers(1, 200))
def test_chunks_that_are_looked_up_at_once_are_those_of_each(texts: list[list[str]], size: int, together: int) -> None:
    """Whatever is in a text, and however small the table of what was met before is, each chunk goes by its own number."""
    chunks = Chunks()
    with patch.object(known, "_SIZE", size), patch.object(postings, "TOGETHER", together):
        running = Running(chunks)
        for row, text in enumerate(texts):
            running.take([" ".join(text)], row)
        found, rows = running.given()
    spelt = {number: chunk for chunk, number in chunks.items()}
    assert [spelt[number] for number in found.tolist()] == [chunk for text in texts for chunk in (*text, folding.END)]
    assert rows.tolist() == [row for row, text in enumerate(texts) for _ in (*text, folding.END)]
    assert chunks.keys() == {folding.END, *chain.from_iterable(texts)}


def test_texts_of_several_columns_go_to_their_own_rows() -> None:
    """Where two columns are running text, the words of both are found in the rows in which they stand."""
    running = Running(chunks := Chunks())
    for first in (0, 2):
        running.take(["quay", "harbour"], first)
        running.take(["police", "army"], first)
    found, rows = running.given()
    spelt = {number: chunk for chunk, number in chunks.items()}
    at = {(spelt[number], row) for number, row in zip(found.tolist(), rows.tolist(), strict=True) if number}
    assert at == {
        (word, row + first)
        for first in (0, 2)
        for word, row in zip(("quay", "harbour", "police", "army"), (0, 1) * 2, strict=True)
    }


def test_chunks_that_begin_alike_are_not_taken_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks with one place in the table are told apart by all their letters."""
    monkeypatch.setattr(known, "_places", lambda low, _: (low != ord(folding.END)).astype(np.int64))
    ends = ["", "i", "ij", "ijklmnop", "ijklmnoq", "ijklmnopq", "ijklmnopr"]
    for one, other in permutations([f"abcdefgh{end}" for end in ends], 2):
        chunks = Chunks()
        running = Running(chunks)
        running.take([one], 0)
        assert running.given()[0].tolist() == [chunks[one], 0]
        running.take([f"{other} {one}"], 1)
        assert running.given()[0].tolist() == [chunks[other], chunks[one], 0]
        assert chunks[one] != chunks[other]


@pytest.mark.parametrize(("name", "limit"), [("SEEN", 3), ("MOST", 20)])
def test_a_column_of_running_text_is_not_kept(monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> None:
    """Of a column whose cells hardly come again, or are long, no cells are kept."""
    monkeypatch.setattr(postings, name, limit)
    cells = Cells(Chunks())
    running = []
    for batch in (["of the quay"] * 2 + ["b"], ["of the quay, early", "c", "d", "e"]):
        cells.take(batch)
        running.append(cells.running)
    assert running == [False, True]
    rows = cells.given(5)[1]
    assert rows.tolist() == [5] * 4 + [6] * 4 + [7] * 2 + [8] * 5 + [9, 9, 10, 10, 11, 11]
    assert not cells


@given(st.text(), st.text(), st.binary())
def test_the_check_of_a_set_is_that_of_any_row(field: str, token: str, bits: bytes) -> None:
    """The short road to the check of a row of sets comes to what readers work out column by column."""
    assert layout.seal_set(field, token, bits) == layout.seal(field, token, bits)


@given(st.text(), st.integers(), st.text(), st.text(), st.text())
def test_the_check_of_a_value_is_that_of_any_row(field: str, position: int, token: str, label: str, aliases: str) -> None:
    """The short road to the check of a row of values does so too."""
    assert layout.seal_value(field, position, token, label, aliases) == layout.seal(field, position, token, label, aliases)


class _Store:
    """A store of columns alone, as the readers of these ask for them."""

    def __init__(self, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE TABLE column(name TEXT, part INTEGER, body BLOB)")
        self._connection.executemany("INSERT INTO column VALUES (?, ?, ?)", rows)
        self.execute = self._connection.execute
        self.close = self._connection.close


@given(st.integers(1, 700), st.data())
def test_sets_that_stand_together_are_found_by_their_places(count: int, data: st.DataObject) -> None:
    """Any of them next to each other are those that were put there, wherever one row ends and the next begins."""
    sets = [{n, n * n % 97} for n in range(count)]
    store = _Store(together("dock", (BitMap(one).serialize() for one in sets)))
    first = data.draw(st.integers(0, count - 1))
    places = range(first, data.draw(st.integers(first + 1, count)))
    assert list(map(set, Sets(store, "dock", count).some(places))) == sets[places.start : places.stop]
    store.close()


@pytest.mark.parametrize("change", ["DELETE FROM column WHERE part = 4", "UPDATE column SET body = substr(body, 1, 100)",
                                    "UPDATE column SET body = substr(body, 1, length(body) - 1)"])  # fmt: skip
def test_sets_that_are_gone_or_cut_are_damage(change: str) -> None:
    """A row that is missing, or shorter than it says, is never taken for fewer sets."""
    store = _Store(together("dock", (BitMap([n]).serialize() for n in range(600))))
    store.execute(change)
    with pytest.raises(StoreError, match=r"^the store is damaged "):
        Sets(store, "dock", 600).some(range(200, 300))
    store.close()


@given(st.sets(st.text("abé1\U0010fffe", min_size=1, max_size=4)), st.text("abé1\U0010fffe", min_size=1, max_size=4))
def test_the_places_of_words_are_found_in_parts(found: set[str], start: str) -> None:
    """A word, and those that begin with some letters, are found by their places, whatever the parts; others are not."""
    ordered = sorted(found)
    with patch.object(layout, "PART", 3):
        parts = [pack_lines(ordered[at : at + 3]) for at in range(0, len(ordered), 3)]
        lexicon = Lexicon(lambda _, part: parts[part], len(ordered))
        assert [ordered[place] for place in lexicon.beginning(start)] == [word for word in ordered if word.startswith(start)]
        assert [ordered[place] for place in lexicon.find(start)] == [word for word in ordered if word == start]


@given(st.lists(st.integers(0, 9), max_size=40))
def test_places_are_in_the_order_of_their_numbers(numbers: list[int]) -> None:
    """Places come in the order of their numbers, those of equal numbers as they stand."""
    assert ascending(np.array(numbers, np.uint32)).tolist() == sorted(range(len(numbers)), key=numbers.__getitem__)
