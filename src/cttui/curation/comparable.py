"""What a timeline says already of what a new claim states, and how the two would stand to each other."""

from __future__ import annotations

from cttui.curation.forms import Beside
from cttui.curation.known import Known
from cttui.model.claims import Group, group_all, interval, stated
from cttui.model.records import Claim
from cttui.model.sources import issued_of, publisher_of
from cttui.text import numbered, same

DISPUTED, SAME = "≠", "="
ORDER = (DISPUTED, "superseded by this", "", SAME, "superseded")
"""How claims may stand to a new one, those that matter most first."""


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
        return (Beside("No other claim in this event counts the same thing.", "muted"),)
    states = {place: _state(group, place, before) for place in rest}
    places = sorted(rest, key=lambda place: ORDER.index(states[place]))
    return (
        Beside(f"{numbered(len(rest), 'comparable claim')}{_verdict(group, list(states.values()))}", "heading"),
        *(_line(group.claims[place], states[place], named) for place in places),
    )


def on_measure(known: Known, measure: str, event_id: str) -> tuple[Beside, ...]:
    """What an event's claims say of a measure, for a claim of which nobody knows yet whom it counts."""
    claims = [claim for event, claim in known.claims if event == event_id and same(claim.measure) == same(measure)]
    if not claims:
        return (Beside(f"The event has no claim on {measure} yet.", "muted"),)
    return (
        Beside(f"{numbered(len(claims), 'claim')} on {measure} in this event", "heading"),
        *(Beside(f"{claim.who} · {claim.by}", "muted", stated(claim)) for claim in claims),
    )


def _state(group: Group, place: int, before: set[int]) -> str:
    """How a claim stands to the new one, which is the last of its group: one of ``ORDER``."""
    other, mine = group.claims[place], group.claims[-1]
    if place in group.superseded:
        return "superseded by this" if id(other) in before else "superseded"
    one, two = interval(other), interval(mine)
    if one is None or two is None or len(group.claims) - 1 in group.superseded:
        return ""
    if not one.overlaps(two):
        return DISPUTED
    return SAME if stated(other) == stated(mine) else ""


def _verdict(group: Group, states: list[str]) -> str:
    """What the new claim does to the others, in a few words behind their number."""
    if len(group.claims) - 1 in group.superseded:
        return "; a later one of the same body supersedes this"
    disputes = states.count(DISPUTED)
    if disputes:
        return f", {DISPUTED} in dispute with {disputes}"
    return ", no dispute"


def _line(claim: Claim, state: str, named: dict[str, str]) -> Beside:
    source = named.get(claim.source, claim.source)
    # the publication is often the claimant too
    said = f"{claim.by} · {source.removeprefix(f'{claim.by}, ')}"
    sign = state if state in (DISPUTED, SAME) else ""
    text = f"{said} · {state}" if state and not sign else said
    return Beside(text, "fault" if state == DISPUTED else "muted", f"{sign} {stated(claim)}".strip())
