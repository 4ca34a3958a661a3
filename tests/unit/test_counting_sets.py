"""Counting in sets of events: the cheaper way counts what the plain one counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.store import counting

EVENTS = 150_000
EVERYTHING = BitMap(range(EVENTS))
COMB = counting.comb(EVENTS)


@st.composite
def sets(draw: st.DrawFn) -> BitMap:
    """A set of events: every so many of a stretch, some runs, or few; held as it comes, or without runs."""
    start, length = draw(st.integers(0, EVENTS - 1)), draw(st.integers(0, EVENTS))
    step, run = draw(st.integers(1, 90)), draw(st.integers(1, 40))
    found = BitMap(range(start, min(start + length, EVENTS), step))
    if draw(st.booleans()):
        found = BitMap.union(found, *(found.shift(by) for by in range(1, min(run, step)))) & EVERYTHING
    if draw(st.booleans()):
        found.run_optimize()
        return found
    return BitMap(found.to_array(), optimize=False)


@pytest.mark.parametrize("worth", [0, counting.WORTH, 10**9])
@given(sets(), st.lists(sets(), max_size=6))
def test_counts_are_those_of_the_intersections(worth: int, bits: BitMap, others: list[BitMap]) -> None:
    """Whichever way is taken, and however sets are held, the counts are the sizes of the intersections."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "WORTH", worth)
        found = counting.counts(bits, others, EVERYTHING)
        assert found == [len(set(bits) & set(other)) for other in others]
        assert counting.counts(counting.level(bits, COMB), others, EVERYTHING) == found


@given(sets())
def test_a_level_set_is_the_same_set_without_short_runs(bits: BitMap) -> None:
    """It holds the same events, and long runs are left as they are."""
    found = counting.level(bits, COMB)
    assert found == bits
    about = found.get_statistics()
    assert about["n_bytes_run_containers"] <= 4 * counting.SHORT * about["n_run_containers"]
    assert counting.level(EVERYTHING, COMB) is EVERYTHING


def test_short_runs_are_done_without() -> None:
    """Thirty-seven events in a row of every hundred and eleven are held as bits."""
    runs = BitMap(n for n in range(EVENTS) if n % 111 < 37)
    runs.run_optimize()
    assert runs.get_statistics()["n_run_containers"] == 3
    assert counting.level(runs, COMB).get_statistics()["n_bitset_containers"] == 3
