"""The days of a store's events say which event is the first on or after a day, as a list of a day for each event would."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.store import counting
from cttui.store.days import ListedDays, pack

_DAYS = st.integers(-3_000_000, 3_000_000)


@given(st.lists(_DAYS | st.integers(0, 9)), st.lists(_DAYS | st.integers(-2, 11)))
def test_days_are_found_as_in_a_list_of_all(days: list[int], edges: list[int]) -> None:
    """The first event on or after each day is the one before which all days are smaller; without any day there is none."""
    days.sort()
    found = ListedDays(pack(days))
    assert found.count == len(days)
    assert list(found.days) == sorted(set(days))
    assert found.cuts(edges) == tuple(bisect_left(days, edge) for edge in edges)
    assert found.cuts(days) == tuple(map(found.first_from, days))


def test_a_day_without_its_number_is_damage() -> None:
    """Days that are cut are said to be damaged, and never read as others."""
    with pytest.raises(ValueError, match="number of events"):
        ListedDays(pack([1, 1, 2])[:-8])


@pytest.mark.parametrize("step", [1, 2, 3, 700])
@given(st.lists(st.integers(0, 200_000), min_size=2, max_size=300).map(sorted))
def test_events_between_cuts_are_counted_whatever_the_set_is_made_of(step: int, cuts: list[int]) -> None:
    """Of runs, of bits and of lists alike, each event is counted between the cuts around it, and none outside of them."""
    bits = BitMap(range(0, 180_000, step))
    bits.run_optimize()
    found = counting.between(bits, cuts)
    assert found == tuple(bits.range_cardinality(low, high) for low, high in pairwise(cuts))
    assert sum(found) == len([n for n in range(0, 180_000, step) if cuts[0] <= n < cuts[-1]])
