"""The ends of documents: whatever texts stand together, each has the words, the joined forms and the bits of its own."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cttui.store.clickhouse import documents
from cttui.store.clickhouse.begins import LETTERS, SIZE, Begins
from cttui.store.clickhouse.documents import Documents
from cttui.text import SEPARATOR, terms

WORDS = (
    "Killed", "al-Qaida", "Al  Qaida", "2016-01-02", "O'Neill",
    "-", "\x01", "a.b.c.", "Émile", "\u0627\u062f", "x" * 20, "A&T", "",
)  # fmt: skip
"""Words of ASCII and of others, with joined forms, of more letters than are looked up at once, and what is no word."""
TEXT = st.one_of(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.text(max_size=12))


def alone(texts: Sequence[str], begins: Begins) -> tuple[list[set[str]], int]:
    """The runs of each text of a row by itself, and the bits of all words of the row."""
    runs: list[set[str]] = []
    bits = 0
    for text in texts:
        words, joined = terms(text)
        found = {one for one in (" ".join(words), *joined) if one}
        bits |= begins.bits([word for run in found for word in run.split(" ")])
        runs.append(found)
    return runs, bits


def parted(end: bytes) -> set[str]:
    """The runs in the end of a document."""
    if not end.strip():
        return set()
    first, *runs, last = f"{end.decode('utf-8', 'surrogatepass')}{SEPARATOR} ".split(f" {SEPARATOR} ")
    assert first == last == ""
    return set(runs)


@given(
    st.lists(st.lists(st.tuples(TEXT, TEXT), max_size=5), max_size=5),
    st.lists(st.sampled_from(["k", "ki", "al", "alq", "qa", "20", "2016", "é", "e", "ne", "one"]), unique=True),
    st.sampled_from([1, 1 << 17]),
    st.sampled_from([1, 3, 1 << 16]),
)
@example([[("al-Qaida", "al-Qaida al-Qaida 2016-01-02")]], ["al"], 1, 1)
@settings(max_examples=300)
def test_many_texts_at_once_are_what_each_is(
    batches: list[list[tuple[str, str]]], beginnings: list[str], together: int, kept: int
) -> None:
    """Words, joined forms and bits of a row are those of its texts, however many are folded at once and kept."""
    begins = Begins((*LETTERS, *beginnings))
    with patch.multiple(documents, TOGETHER=together, _KEPT=kept, _KEPT_CHUNKS=kept, _LOOKED=kept):
        taken = Documents(2, begins)
        for rows in batches:
            taken.take([list(column) for column in zip(*rows, strict=True)] or [[], []], len(rows))
        ends, bits = taken.given()
    rows = [row for batch in batches for row in batch]
    assert len(ends) == len(bits) == len(rows)
    for row, end, having in zip(rows, ends, bits, strict=True):
        runs, whole = alone(row, begins)
        assert end.endswith(b" ")
        assert parted(end) == set().union(*runs)
        assert having.tobytes() == whole.to_bytes(SIZE, "little")
    assert taken.given()[0] == []


def test_rows_without_texts_have_empty_ends() -> None:
    """A format without running text has documents that end with a blank, and no bits of its own."""
    taken = Documents(0, Begins(LETTERS))
    taken.take([], 3)
    ends, bits = taken.given()
    assert ends == [b" "] * 3
    assert not np.any(bits)
