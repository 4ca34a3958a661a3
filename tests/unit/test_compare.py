"""Two editions of a timeline compared: what is said makes the new one out of the old one."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cttui.model.records import Claim, Timeline
from cttui.timeline.compare import Changes, _rising, applied, compare, plain, to_json
from strategies import small_timeline, timelines


@given(st.data())
def test_what_is_said_makes_the_new_edition(data: st.DataObject) -> None:
    """The JSON of a difference, applied to the old edition, gives the new one, through a file too."""
    old, new = (plain(data.draw(timelines())) for _ in range(2))
    said = json.loads(json.dumps(to_json(compare(old, new))))
    assert applied(said, old) == new


@given(timelines())
def test_an_edition_does_not_differ_from_itself(timeline: Timeline) -> None:
    """Nothing is said of two editions that are the same."""
    assert not compare(plain(timeline), plain(timeline))


@given(timelines(), st.randoms(use_true_random=False))
def test_what_only_moves_is_said_to_move(timeline: Timeline, random: Random) -> None:
    """Records in another order are neither added nor withdrawn, and no more of them move than must."""
    events = list(timeline.events)
    random.shuffle(events)
    old, new = plain(timeline), plain(replace(timeline, events=tuple(events)))
    changes = compare(old, new).tables.get("event", Changes())
    assert not changes.added + changes.withdrawn
    assert all(one.moved and not one.changes and one.claims is None for one in changes.revised)
    assert applied(to_json(compare(old, new)), old) == new


@given(st.permutations(range(7)))
def test_the_rising_run_is_the_longest(numbers: list[int]) -> None:
    """As many as possible stay: no rising run of the numbers is longer than the one found."""
    found = _rising(numbers)
    assert found == sorted(found)
    assert [number for number in numbers if number in set(found)] == found
    best = max(
        sum(1 for _ in run)
        for mask in range(1 << len(numbers))
        if (run := [n for place, n in enumerate(numbers) if mask >> place & 1]) == sorted(run)
    )
    assert len(found) == best


def test_claims_are_added_revised_and_withdrawn() -> None:
    """A claim with another number takes the old one's place; others are added or withdrawn."""
    old = small_timeline()
    at = next(place for place, event in enumerate(old.events) if len(event.claims) > 2)
    first, *rest = old.events[at].claims
    added = Claim(measure="killed", who="soldiers", value=2, by="police", source="s1")
    claims = (replace(first, value=7, note="corrected"), *rest[1:], added)
    changed = replace(old.events[at], claims=claims, title="Other")
    new = replace(old, events=(*old.events[:at], changed, *old.events[at + 1 :]))
    (event,) = compare(plain(old), plain(new)).tables["event"].revised
    assert [(change.key, change.new) for change in event.changes] == [("title", "Other")]
    assert event.claims is not None
    assert [record["who"] for _, record in event.claims.added] == ["soldiers"]
    assert [record["by"] for _, record in event.claims.withdrawn] == [rest[0].by]
    (revised,) = event.claims.revised
    assert [(change.key, change.old, change.new) for change in revised.changes] == [
        ("value", 6, 7), ("note", first.note, "corrected"),
    ]  # fmt: skip
