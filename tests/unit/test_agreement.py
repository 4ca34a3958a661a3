"""Two people's coding compared: shares, and Krippendorff's alpha against published and brute-force values."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.timeline.agreement import _alpha, agreements

PUBLISHED = [
    # K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): A, binary data; B, nominal data
    ("0100000010", "1110010000", 0.095),
    ("aabbdcccedda", "babbbccceddd", 0.692),
]


@pytest.mark.parametrize(("first", "second", "alpha"), PUBLISHED)
def test_alpha_is_the_published_one(first: str, second: str, alpha: float) -> None:
    """The examples of the paper come out as it prints them."""
    assert _alpha(list(zip(first, second, strict=True))) == pytest.approx(alpha, abs=0.0006)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=7))
def test_alpha_compares_pairs_seen_with_all_pairs(values: list[tuple[str, str]]) -> None:
    """Alpha is one less the share of differing pairs within units over that among all pairs of values."""
    every = [value for pair in values for value in pair]
    chance = Fraction(sum(one != two for one, two in permutations(every, 2)), len(every) * (len(every) - 1))
    seen = Fraction(sum(one != two for one, two in values), len(values))
    found = _alpha(values)
    assert (found is None) == (chance == 0)
    if found is not None:
        assert found == pytest.approx(float(1 - seen / chance))


def test_fields_are_compared_over_the_events_that_both_have() -> None:
    """A list in another order is the same; an event that one alone has is left out; disagreements are named."""
    first = {"event": [{"id": "a", "kind": "attack", "tags": ["x", "y"]}, {"id": "b", "kind": "attack"}, {"id": "c"}]}
    second = {
        "event": [{"id": "b", "kind": "strike", "place": {"name": "P"}}, {"id": "a", "kind": "attack", "tags": ["y", "x"]}]
    }
    found = {one.field: one for one in agreements(first, second)}
    assert (found["kind"].events, found["kind"].same, found["kind"].share) == (2, 1, 0.5)
    assert [(d.event, d.first, d.second) for d in found["kind"].disagreements] == [("b", "attack", "strike")]
    assert (found["tags"].same, found["place.name"].same) == (2, 1)
    assert found["actors"].alpha is None
