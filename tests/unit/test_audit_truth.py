"""An audit held to a known truth: reference sets made of the shipped timeline, with noise around."""

from __future__ import annotations

import pytest

from cttui.audit.audit import Audit, audit
from cttui.query.language import Query
from cttui.store.cache import index_of
from cttui.store.sqlite import SqliteIndex as Index
from reference_sets import Maker, ReferenceSet, reference_of

FOUND, FALSE = 0.95, 0.02
"""The share of the true pairs that must be found, and the share of pairs that may be false."""


def audited(index: Index, reference: ReferenceSet) -> Audit:
    """An audit against a reference set."""
    return audit(index, Query(), index_of(reference.timeline, None))


def shares(found: Audit, reference: ReferenceSet) -> tuple[float, float]:
    """The share of the true pairs that was found, and the share of false ones among the pairs."""
    truth = {ours: told.id for ours, told in reference.truth.items()}
    right = sum(truth.get(pair.ours.id) == pair.theirs.id for pair in found.pairs)
    return right / len(truth), 1 - right / len(found.pairs)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_pairs_are_found_among_noise(shipped_index: Index, seed: int) -> None:
    """A third told the same, a third with other figures, a third missing: 95 % of the pairs are found, and 2 % are false."""
    reference = reference_of(shipped_index, seed)
    found = audited(shipped_index, reference)
    share, false = shares(found, reference)
    assert share >= FOUND
    assert false <= FALSE
    # and what their figures do to each other is never wrong
    for pair in found.pairs:
        told = reference.truth.get(pair.ours.id)
        if told is not None and told.id == pair.theirs.id:
            assert pair.status == told.status, pair.ours.id


def test_what_is_found_adds_up(shipped_index: Index) -> None:
    """Every event is in a pair or missing there, and every row of the same days and places in a pair or missing here."""
    reference = reference_of(shipped_index, 1)
    found = audited(shipped_index, reference)
    share, false = shares(found, reference)
    assert share >= FOUND
    assert false <= FALSE
    assert sorted([*(pair.ours.id for pair in found.pairs), *(alone.side.id for alone in found.missing_there)]) == sorted(
        shipped_index.ids()
    )
    here = [side.id for side in found.missing_here()]
    assert len(here) == len(set(here)) == found.missing_here_count
    paired = {pair.theirs.id for pair in found.pairs} | {row for pair in found.pairs for row in pair.also}
    assert not paired & set(here)
    assert len({pair.theirs.id for pair in found.pairs}) == len(found.pairs)


@pytest.mark.thorough
def test_noise_beside_every_event_misleads_seldom(shipped_index: Index) -> None:
    """With another event within a day and 25 km of every one of the timeline's, at most one pair in twenty is false."""
    reference = Maker(shipped_index, 11).make(noise=6, near=1.0)
    share, false = shares(audited(shipped_index, reference), reference)
    assert share >= 0.93
    assert false <= 0.05


def test_a_timeline_held_against_itself_is_the_same(shipped_index: Index) -> None:
    """Each event is paired with itself, and nothing differs."""
    found = audit(shipped_index, Query(), shipped_index)
    assert [(pair.ours.id, pair.theirs.id) for pair in found.pairs] == [(pair.ours.id, pair.ours.id) for pair in found.pairs]
    assert [alone.side.id for alone in found.missing_there] == []
    assert {pair.status for pair in found.pairs} == {"same"}
