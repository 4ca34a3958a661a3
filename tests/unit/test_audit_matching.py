"""The assignment of events to rows: each to at most one, and the total the greatest."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.audit.matching import assign

ROWS, COLUMNS = ("a", "b", "c", "d", "e"), ("p", "q", "r", "s", "t")
EDGES = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.one_of(st.integers(-3, 4), st.integers(1, 900)), max_size=25
)


def greatest(edges: Mapping[tuple[str, str], int], rows: tuple[str, ...] = ROWS, taken: frozenset[str] = frozenset()) -> int:
    """The greatest total, by trying all."""
    if not rows:
        return 0
    row, *rest = rows
    free = [column for column in COLUMNS if column not in taken and edges.get((row, column), 0) > 0]
    with_row = (edges[row, column] + greatest(edges, tuple(rest), taken | {column}) for column in free)
    return max([greatest(edges, tuple(rest), taken), *with_row])


@settings(max_examples=150)
@given(EDGES)
def test_each_is_paired_at_most_once_and_the_total_is_the_greatest(edges: dict[tuple[str, str], int]) -> None:
    """No row and no column is in two pairs, no pair weighs nothing, and no other assignment weighs more."""
    found = assign(edges)
    assert len(set(found.values())) == len(found)
    assert all(edges[pair] > 0 for pair in found.items())
    assert sum(edges[pair] for pair in found.items()) == greatest(edges)


@settings(max_examples=150)
@given(EDGES.flatmap(lambda edges: st.tuples(st.just(edges), st.permutations(list(edges.items())))))
def test_the_order_of_the_input_decides_nothing(
    given_: tuple[dict[tuple[str, str], int], list[tuple[tuple[str, str], int]]],
) -> None:
    """Of assignments that weigh the same, the same is found whatever the order."""
    edges, shuffled = given_
    assert assign(dict(shuffled)) == assign(edges)


def test_an_event_gives_way_where_that_is_better_for_all() -> None:
    """The likeliest row goes to another event if that has no other, and both are paired."""
    assert assign({("a", "p"): 9, ("a", "q"): 8, ("b", "p"): 7}) == {"a": "q", "b": "p"}
    assert assign({("a", "p"): 9, ("b", "p"): 7}) == {"a": "p"}
    assert assign({}) == {}
