"""Numbers read from a scale, a clock or a table: indices, visibility, a way's hours, a meeting's length, points of a league."""

from __future__ import annotations

from cttui.proposals.rules import Rules
from cttui.proposals.seen import HYPHENS, Seen
from cttui.proposals.tokens import DIGITS, SIGN, Block

_SPOKEN = frozenset({"hours", "minutes", "seconds"})
"""Units of time in which sittings and ways are told."""
_LIMITS = frozenset({"within", "deadline", "ultimatum", "curfew", "strike", "siege"})
"""Beside one of these hours are a limit, or of something that people claim."""
_AGES = 115


def reading(seen: Seen) -> bool:
    """What is read from a scale, with no noun of its own: the index closed at 78,810, visibility fell to 600 metres."""
    if (
        seen.counts
        or seen.before in seen.rules.cues.found
        or seen.after in seen.rules.following
        or seen.after in seen.rules.cues.found
    ):
        return False
    return any(seen.block.low[at] in seen.rules.sets["scales"] for at in seen.sentence())


def points(seen: Seen) -> bool:
    """Points or a round of a competition: lead with 72 points, the round of 16."""
    if seen.after in ("points", "point"):
        return seen.before in ("with", "on")
    return seen.before == "of" and seen.word(-2) == "round" and not seen.head.found


def old(seen: Seen) -> bool:
    """An age behind is or was: he was 61, the youngest is 19."""
    told = seen.before in ("is", "was") and seen.is_in(seen.word(-2), "aging")
    ends = seen.block.kind[seen.number.last + 1] == SIGN or seen.after in ("", "when", "and", "at", "then", "now")
    return told and ends and not seen.head.found and seen.number.value <= _AGES


def bearing(seen: Seen) -> bool:
    """A number that something bears: world number 14, roll number 20; not the total number 45."""
    digits = not seen.number.spelled and seen.before == "number"
    return digits and not seen.counts and not seen.is_in(seen.word(-2), "totals") and seen.after not in seen.rules.following


def pace(seen: Seen) -> bool:
    """How fast something is, or the name of a race: 70 km an hour, in the 400 metres."""
    block, rules, at = seen.block, seen.rules, _unit(seen)
    if rules.size.get(block.low[at]) not in rules.lengths:
        return False
    if block.low[at + 1] in ("an", "a", "per") and block.low[at + 2] in ("hour", "second", "minute"):
        return True
    return seen.before == "the" and seen.word(-2) in ("in", "won") and block.low[at + 1] not in ("of", "long")


def sitting(seen: Seen) -> bool:
    """How long one sits or is on a way: a meeting of two hours, six hours by jeep, 9.58 seconds, 2 hours late."""
    block, rules, number = seen.block, seen.rules, seen.number
    at = _unit(seen)
    unit = rules.time.get(block.low[at].removesuffix("'"))
    if unit is None:
        return False
    if (number.value * 2) % 1 and unit in _SPOKEN:
        return True
    if block.low[at + 1] == "of" and number.value == 1 and seen.before == "within":
        return True  # within a day of the text
    at = _last_part(block, at, rules)
    if block.low[at + 1] in ("by", "on") and seen.is_in(block.low[at + 2], "rides"):
        return True
    first = _first_part(block, number.first, rules)
    if block.low[at + 1] in ("late", "early", "behind") or block.low[first - 1] in ("late", "every"):
        return True
    if seen.bounded and _behind_bound(block, first, rules) == "in" and unit in _SPOKEN:
        return True  # won in a little over three hours
    if unit not in ("hours", "minutes") or block.low[at + 1] == "of":
        return False
    edge, stop = block.window(number.first)
    words = {word.removesuffix("s") for word in block.low[edge:stop]}
    return not words.isdisjoint(rules.sets["sittings"]) and words.isdisjoint(_LIMITS)


def _unit(seen: Seen) -> int:
    """The token of the unit behind a number, across a hyphen."""
    at = seen.number.last + 1
    return at + 1 if seen.block.low[at] in HYPHENS else at


def _last_part(block: Block, at: int, rules: Rules) -> int:
    """The last unit of a length in parts: the minutes of 2 hours and 10 minutes."""
    while True:
        place = at + 2 if block.low[at + 1] in ("and", ",") else at + 1
        if not (block.kind[place] == DIGITS or block.low[place] in rules.ones) or block.low[place + 1] not in rules.time:
            return at
        at = place + 1


def _first_part(block: Block, first: int, rules: Rules) -> int:
    """Where a length in parts begins: at the 2 of 2 hours and 10 minutes."""
    while True:
        at = first - 2 if block.low[first - 1] in ("and", ",") else first - 1
        if block.low[at] not in rules.time or not (block.kind[at - 1] == DIGITS or block.low[at - 1] in rules.ones):
            return first
        first = at - 1


def _behind_bound(block: Block, first: int, rules: Rules) -> str:
    """What stands before a number and the words of its bound: the in of in a little over three hours."""
    edge, _ = block.window(first)
    while first > edge and (found := rules.before.at(block.low, first - 1, edge)) is not None:
        first -= found[0]
    return block.low[first - 1]
