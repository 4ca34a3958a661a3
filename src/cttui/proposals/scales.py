"""Numbers read from a scale, a clock or a table: indices, visibility, a way's hours, a meeting's length, points of a league."""

from __future__ import annotations

from cttui.proposals.rules import Cue, Rules
from cttui.proposals.seen import HYPHENS, Seen
from cttui.proposals.tokens import DIGITS, SIGN, Block

_SPOKEN = frozenset({"hours", "minutes", "seconds"})
"""Units of time in which sittings and ways are told."""
_AGES = 115
_BACK = 12
"""Words before a number among which one may say what it is: the toll, which at noon had been put at 12."""
_LONGEST = 4
"""Words of the longest cue that is looked for right before a number."""
_WAY = 14
"""Words between a sitting and its length."""
_NIGHT = 24
_PARTS = 4
"""Units of the longest length in parts: days, hours, minutes, seconds."""


def reading(seen: Seen) -> bool:
    """What is read from a scale, with no noun of its own: the index closed at 78,810, visibility fell to 600 metres."""
    edge, _ = seen.block.window(seen.number.first)
    back = seen.block.low[max(edge, seen.number.first - _BACK) : seen.number.first]
    if seen.counts or seen.after in seen.rules.following or not seen.rules.counts.isdisjoint(back) or _is_measured(seen):
        return False
    around = seen.sentence()
    return not seen.rules.sets["scales"].isdisjoint(seen.block.low[around.start : around.stop])


def _is_measured(seen: Seen) -> bool:
    """Whether a whole cue of what is counted stands right beside a number: killed 12, 12 were injured."""
    low, first, after, rules = seen.block.low, seen.number.first, seen.number.last + 1, seen.rules
    edge, stop = seen.block.window(first)
    for size in range(1, min(_LONGEST, first - edge) + 1):
        found = rules.cues.at(low, first - size, first)
        if found is not None and found[0] == size and _counting(found[1]):
            return True
    found = rules.cues.at(low, after, stop)
    return found is not None and _counting(found[1])


def _counting(cues: tuple[Cue, ...]) -> bool:
    """Whether one of some cues speaks of a count, and not of a length of time or a percentage."""
    return any(cue.measure and cue.of not in ("time", "percent") for cue in cues)


def points(seen: Seen) -> bool:
    """Points or a round of a competition: lead with 72 points, have 2 points from three games, the round of 16."""
    if seen.after in ("points", "point"):
        held = seen.before in ("has", "have", "had") and seen.word(2) in ("from", "after", "and", "in", ",", ".")
        return held or seen.before in ("with", "on")
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
    """How fast something is, the name of a race, what is measured to the inch: 70 km an hour, in the 400 metres, 5.4 metres."""
    block, rules, number, at = seen.block, seen.rules, seen.number, _unit(seen)
    if rules.size.get(block.low[at]) not in rules.lengths:
        return False
    if number.value % 1 and rules.size[block.low[at]] in ("metres", "feet"):
        return True  # threw 87.58 metres
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
    first, last = _first_part(block, number.first, rules), _last_part(block, at, rules)
    if _is_moment(seen, first, last, unit):
        return True
    if unit not in ("hours", "minutes") or block.low[last + 1] == "of":
        return False
    if _is_until(seen) and unit == "hours":
        return True
    edge, _ = block.window(number.first)
    for back in range(first - 1, max(edge, first - _WAY) - 1, -1):
        word = block.low[back]
        if seen.is_in(word, "elsewhere"):
            return False
        if seen.is_in(word, "sittings") or seen.is_in(word.removesuffix("s"), "sittings"):
            return True
    return False


def _is_moment(seen: Seen, first: int, last: int, unit: str) -> bool:
    """Whether a length of time, from its first part to its last, says when or how late something is, or how far off."""
    low, before, after = seen.block.low, seen.block.low[first - 1], seen.block.low[last + 1]
    if before == "at" and (unit == "weeks" or (first != last - 1 and unit in ("years", "months", "days"))):
        return True  # born at 36 weeks, took five wickets at 20 years and 45 days
    if first != seen.number.first and before in ("in", "after", "by", "every"):
        return True  # lost in 1 hour and 20 minutes
    if unit == "minutes" and after == "past":
        return True
    if after in ("by", "on") and seen.is_in(low[last + 2], "rides"):
        return True
    if after in ("late", "early", "behind") or before in ("late", "every"):
        return True
    return seen.bounded and _behind_bound(seen.block, first, seen.rules) == "in" and unit in _SPOKEN


def _is_until(seen: Seen) -> bool:
    """Whether hours are two of a day: open between 6 and 22 hours; not between 12 and 24 hours."""
    at = seen.number.first
    two = seen.before == "and" and seen.word(-3) == "between" and seen.block.kind[at - 2] == DIGITS
    return two and _NIGHT / 2 < seen.number.value < _NIGHT


def _unit(seen: Seen) -> int:
    """The token of the unit behind a number, across a hyphen."""
    at = seen.number.last + 1
    return at + 1 if seen.block.low[at] in HYPHENS else at


def _last_part(block: Block, at: int, rules: Rules) -> int:
    """The last unit of a length in parts: the minutes of 2 hours and 10 minutes."""
    for _ in range(_PARTS):
        place = at + 2 if block.low[at + 1] in ("and", ",") else at + 1
        if not (block.kind[place] == DIGITS or block.low[place] in rules.ones) or block.low[place + 1] not in rules.time:
            break
        at = place + 1
    return at


def _first_part(block: Block, first: int, rules: Rules) -> int:
    """Where a length in parts begins: at the 2 of 2 hours and 10 minutes."""
    for _ in range(_PARTS):
        at = first - 2 if block.low[first - 1] in ("and", ",") else first - 1
        if block.low[at] not in rules.time or not (block.kind[at - 1] == DIGITS or block.low[at - 1] in rules.ones):
            break
        first = at - 1
    return first


def _behind_bound(block: Block, first: int, rules: Rules) -> str:
    """What stands before a number and the words of its bound: the in of in a little over three hours."""
    edge, _ = block.window(first)
    while first > edge and (found := rules.before.at(block.low, first - 1, edge)) is not None:
        first -= found[0]
    return block.low[first - 1]
