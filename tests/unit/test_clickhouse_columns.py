"""Rows column by column: what stands for a few columns together, and lists of any length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.store.clickhouse import columns
from cttui.store.clickhouse.columns import Content, Group, Table, distinct

CELLS = st.lists(st.tuples(*[st.sampled_from((0, 1, 2, 7, 1 << 40))] * 3), min_size=1, max_size=20)


@given(CELLS, st.integers(0, 3))
def test_rows_that_are_alike_are_one(cells: list[tuple[int, ...]], width: int) -> None:
    """The different rows come in the order in which they are met, however large their numbers are, and each row has its own."""
    rows = [row[:width] for row in cells]
    found, which = distinct([np.array(column) for column in zip(*rows, strict=True)], len(rows))
    assert found == list(dict.fromkeys(rows))
    assert [found[place] for place in which] == rows


def test_lists_of_the_same_bytes_may_differ_in_length() -> None:
    """A list that is empty is not taken for one whose only value is the length of that."""
    group = Group(("lens_open",))
    table = Table(group)
    for one in ([0], [], [1, 1], [1]):
        table.add(group.said({"lens_open": one}))
    found: Content = {}
    table.take(np.array([0, 1, 1, 2, 3]), found)
    assert b"".join(found["lens_open"]) == columns.ends(np.array([1, 0, 0, 2, 1])) + bytes([0, 1, 1, 1])


@pytest.mark.parametrize("alike", [False, True])
def test_a_list_may_have_many_values(alike: bool) -> None:
    """A list of more values than one byte counts has all of them, and stands beside the others of its column."""
    group = Group(("first", "lens", "lens_low"))
    table = Table(group)
    low = [list(range(300)) if alike or not n else [n] * n for n in range(3)]
    for n in range(3):
        table.add(group.said({"first": n, "lens": [], "lens_low": low[n]}))
    found: Content = {}
    table.take(np.array([2, 0, 0, 1]), found)
    assert b"".join(found["first"]) == np.array([2, 0, 0, 1]).tobytes()
    assert b"".join(found["lens"]) == bytes(8 * 4)
    values = [low[n] for n in (2, 0, 0, 1)]
    assert (
        b"".join(found["lens_low"])
        == columns.ends(np.array(list(map(len, values)))) + np.concatenate(values).astype(np.int64).tobytes()
    )
