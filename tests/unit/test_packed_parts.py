"""Parts of a packed store: lines of which few become text, parts that stand in one row, and events by hashes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import StoreError
from cttui.store import layout
from cttui.store.packed import parts
from cttui.store.packed.citing import put_hashed

LINES = st.lists(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=40
)


@given(LINES, st.data())
def test_lines_are_those_that_were_packed_in_whatever_order_they_are_asked_for(lines: list[str], data: st.DataObject) -> None:
    """Those found one by one, and those found once many are asked for, are the same as all of them."""
    found = parts.Lines(parts.pack_lines(lines), len(lines))
    asked = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=12))
    assert [found.line(place) for place in asked] == [lines[place] for place in asked]
    assert found.all() == lines


def test_lines_that_are_too_few_or_no_text_are_damage() -> None:
    """Another number of lines is refused at once, and bytes that are no text when their line is read."""
    for size in (1, 3):
        with pytest.raises(StoreError, match="a part of texts is cut"):
            parts.Lines(parts.pack_lines(["a", "b"]), size)
    found = parts.Lines(parts.pack(b"fine\n\xff"), 2)
    assert found.line(0) == "fine"
    for read in (lambda: found.line(1), found.all):
        with pytest.raises(StoreError, match="the store is damaged"):
            read()


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=6))
def test_bound_parts_come_apart_again(some: list[bytes]) -> None:
    """They are the same parts; where one byte or more is missing or too much, that is damage."""
    body = parts.bound(some)
    assert parts.parted(body, len(some)) == some
    for other in (body[:-1], body + b"x"):
        with pytest.raises(StoreError, match="cut"):
            parts.parted(other, len(some))


@given(
    st.lists(st.one_of(st.integers(0, 2**64 - 1), st.sampled_from([0, 5, 2**60, 2**64 - 1])), max_size=60), st.integers(1, 9)
)
def test_events_by_hash_stand_in_order(hashes: list[int], step: int) -> None:
    """They are in the order of hashes, those of one hash in that of events, so many a row; and different hashes are counted."""
    rows: list[tuple[int, bytes]] = []

    def put(table: str, some: Iterable[tuple[Any, ...]]) -> None:
        assert table == "ident"
        rows.extend((part, body) for part, body in some)

    numbers = np.arange(len(hashes), dtype=np.uint32)[::-1].copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "PART", step)
        store: Any = SimpleNamespace(put=put)
        differ = put_hashed(store, "ident", np.array(hashes, np.uint64), numbers)
    assert [part for part, _ in rows] == list(range(-(-len(hashes) // step)))
    found: list[tuple[int, int]] = []
    for place, (_, body) in enumerate(rows):
        size = min(step, len(hashes) - place * step)
        found += zip(array("Q", body[: 8 * size]), array("I", body[8 * size :]), strict=True)
    assert found == sorted(zip(hashes, numbers.tolist(), strict=True))
    assert differ == len(set(hashes))
