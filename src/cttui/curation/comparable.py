"""What a timeline says already of what a new claim states, and how the two would stand to each other."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.curation.forms import Beside
from cttui.curation.known import Known, claims_counted
from cttui.model.claims import Group, group_all, interval, stated
from cttui.model.records import Claim
from cttui.model.sources import issued_of, publisher_of
from cttui.text import same

DISPUTED = "≠"


def beside(known: Known, claim: Claim, event_id: str, was: Claim | None = None) -> tuple[Beside, ...]:
    """The claims that a claim is comparable with, and what would become of them.

    Args:
        known: What the timeline says.
        claim: The claim as it would be written.
        event_id: The event that it is about.
        was: The claim in whose place it comes.
    """
    register = known.index.register
    who = same(register.population(claim.who))
    near = [
        (event, other)
        for event, other in known.claims
        if same(other.measure) == same(claim.measure)
        and same(register.population(other.who)) == who
        and (event == event_id or claim.period)
        and not (event == event_id and other == was)
    ]
    sources = known.index.sources([*dict.fromkeys(other.source for _, other in near), claim.source])
    issued = {source.id: source.issued for source in sources}
    named = {source.id: f"{publisher_of(source)}, {issued_of(source)}" for source in sources}
    before = {id(other) for found in group_all(near, issued, register) for other in found.standing}
    group = next(found for found in group_all([*near, (event_id, claim)], issued, register) if found.claims[-1] is claim)
    rest = range(len(group.claims) - 1)
    if not rest:
        return (Beside("No other claim counts the same here.", "muted"),)
    places = sorted(rest, key=lambda place: place in group.superseded)
    states = {place: _state(group, place, before) for place in places}
    return (
        Beside(f"{claims_counted(len(rest), 'comparable claim')}{_verdict(group, list(states.values()))}", "heading"),
        *(_line(group, place, states[place], named) for place in places),
    )


def _state(group: Group, place: int, before: set[int]) -> str:
    """How a claim stands to the new one, which is the last of its group."""
    other, mine = group.claims[place], group.claims[-1]
    if place in group.superseded:
        return "superseded by this" if id(other) in before else "superseded"
    if len(group.claims) - 1 in group.superseded:
        return "a later figure of the same body" if same(other.by) == same(mine.by) else ""
    one, two = interval(other), interval(mine)
    if one is None or two is None:
        return ""
    if not one.overlaps(two):
        return f"{DISPUTED} in dispute"
    return "same" if stated(other) == stated(mine) else "differs, both can hold"


def _verdict(group: Group, states: list[str]) -> str:
    """What the new claim does to the others, in a few words behind their number."""
    disputes = sum(state.startswith(DISPUTED) for state in states)
    if len(group.claims) - 1 in group.superseded:
        return ": this one would be superseded"
    if disputes:
        return f": in dispute with {disputes}"
    return ": no dispute"


def _line(group: Group, place: int, state: str, named: dict[str, str]) -> Beside:
    claim = group.claims[place]
    said = " · ".join(_parts(claim, state, named))
    role = "fault" if state.startswith(DISPUTED) else "muted" if state.startswith("superseded") else ""
    return Beside(said, role)


def _parts(claim: Claim, state: str, named: dict[str, str]) -> Iterator[str]:
    yield f"{stated(claim)} {claim.by}"
    source = named.get(claim.source, claim.source)
    # the publication is often the claimant too
    yield source.removeprefix(f"{claim.by}, ")
    if state:
        yield state
