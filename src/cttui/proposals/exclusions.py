"""Numbers that are no figures: dates, times, ages, sections, roads, units of an army, scores, labels of every kind.

Each rule is a function that looks at a number from one side or from both; ``DATES`` and ``NAMES`` are asked of every
number, then ``UNITS`` where it has a unit, else ``COUNTS``; the first that knows it ends the question. Those of dates and ages
stand in ``dating``, those of names in ``naming``, those of what a number counts here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from cttui.proposals.amounts import before, is_moved
from cttui.proposals.dating import aged, clock, date, period, told, year
from cttui.proposals.naming import (
    glued_after,
    glued_before,
    hyphenated,
    in_a_row,
    label,
    misshapen,
    numbering,
    proper,
    unit_name,
)
from cttui.proposals.rules import Rules
from cttui.proposals.scales import bearing, old, pace, points, reading, sitting
from cttui.proposals.seen import HYPHENS, Seen
from cttui.proposals.tokens import DIGITS, SIGN, WORD

Rule = Callable[[Seen], bool]

_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_BEARER = 6
"""Words before a weight among which one may say that it is a bomb's."""
_BY = frozenset({"by", "x", "\u00d7"})
_TIMES = frozenset({"x", "\u00d7"})
"""Between two numbers, signs that each is a length, whatever stands behind: a 15 x 20 m site."""
_MARGINS = frozenset({"\u00b1"})
"""Right before a number, that it says how far another may be off."""
_OFF = (("plus", "or", "minus"), ("give", "or", "take"))
_POINTS = frozenset({"basis", "points", "point"})
"""Behind a number, that a change by so much is a figure of its own: cut by 150 basis points."""
_SHORT = frozenset({"short", "shy"})
_THAN = 14
"""Tokens behind "more" in which "than" says that a number is a difference."""
_MORE = frozenset({"more", "less", "higher", "lower"})
_COMPARED = frozenset({*_MORE, "fewer", "rather", "other", "greater", "larger", "smaller"})
"""Before "than", what makes it a part of a bound."""
_FEW = 10
"""The first number that is no part of a share by the head."""
_DIGITS = 5
_CRICKET = frozenset({"over", "overs", "balls", "deliveries", "tests", "off", "made"})
"""Words one of which stands in a sentence that is asked whether it tells of cricket."""
_SCORED = frozenset({"and", ",", ".", ";", "off", "before", "with", "not", "from", "in"})
"""Behind a number that a batter made."""
_LONG = 3
"""Digits that either side of a score has less than."""
_AREAS = frozenset({"foot", "feet", "metre", "metres", "meter", "meters", "yard", "yards"})
"""Units of an area that one building or plot has."""
_BURNT = frozenset({"burnt", "torched"})
"""Beside the participles of cues, what tells what was done to things."""
_MUCH = 1000
"""The first weight in its unit that is a figure, whatever it is of: 90,000 tonnes."""
_BODY = 9
"""Members of the largest body that they only describe: a four-member bench; and not a 12-member delegation."""


def game(seen: Seen) -> bool:
    """A score: won 3-1, by five wickets, 120 for 4; in a sentence that tells of a game every number that counts no people."""
    block, rules = seen.block, seen.rules
    head = seen.head.noun
    if head is not None and head.counted in ("people", "event"):
        return False
    around = seen.sentence()
    low = set(block.low[around.start : around.stop])
    if head is not None and head.counted == "things" and low & (rules.participles | _BURNT):
        return False  # a bomb at a football match damaged nine vehicles
    if "-" in low:
        low |= {f"{block.low[at - 1]}-{block.low[at + 1]}" for at in seen.sentence() if block.low[at] == "-"}
    if low & rules.sets["games"] or _is_maybe(seen, low) or (low & _CRICKET and _is_over(seen)):
        return True
    number = seen.number
    if seen.after == "for" and not seen.head.found and not number.spelled and _is_for(seen):
        return True
    behind = seen.after in (*HYPHENS, "to") and _small(block.low[number.last + 2], rules) >= 0
    front = seen.before in (*HYPHENS, "to") and _small(block.low[number.first - 2], rules) >= 0
    paired = behind or front
    return paired and not seen.head.found and bool(low & rules.sets["results"])


def _is_for(seen: Seen) -> bool:
    """Whether a number and the next are runs and wickets: 120 for 4, 5 for 41, 254 for five and."""
    low, at = seen.block.low, seen.number.last + 2
    if seen.block.kind[at] == DIGITS and seen.block.kind[at + 1] == SIGN:
        return True
    wickets = 0 <= _small(low[at], seen.rules) <= _FEW
    return wickets and (seen.block.kind[at + 1] == SIGN or low[at + 1] in _SCORED or low[at + 1] in ("at", "when", "after"))


def _is_maybe(seen: Seen, low: set[str]) -> bool:
    """Whether two words of a sentence tell of a game together, or one and a score: a header in the 67th minute."""
    perhaps = {word.removesuffix("s") for word in low & seen.rules.sets["perhaps"]}
    if not perhaps:
        return False
    return len(perhaps) > 1 or bool(low & seen.rules.sets["played"]) or any(_is_score(seen, at) for at in seen.sentence())


def _is_score(seen: Seen, at: int) -> bool:
    """Whether a hyphen stands between two small numbers: 2-1."""
    low, kind = seen.block.low, seen.block.kind
    pair = low[at] in HYPHENS and kind[at - 1] == kind[at + 1] == DIGITS and seen.block.glued(at) and seen.block.glued(at + 1)
    return pair and len(low[at - 1]) < _LONG and len(low[at + 1]) < _LONG


def _is_over(seen: Seen) -> bool:
    """Whether a sentence tells of cricket: in the 19th over, made 97 and, off 28 balls, in 22 Tests."""
    low, kind = seen.block.low, seen.block.kind
    return any(
        (
            kind[at] == DIGITS
            and (low[at + 1] in ("balls", "deliveries") or (low[at + 1] == "tests" and seen.block.capital(at + 1)))
        )
        or (low[at] in _ORDINAL and low[at + 1] in ("over", "overs"))
        or (low[at] == "off" and kind[at - 1] == kind[at + 1] == DIGITS)
        or (low[at] == "made" and kind[at + 1] == DIGITS and low[at + 2] in _SCORED)
        for at in seen.sentence()
    )


def fraction(seen: Seen) -> bool:
    """A share in words, or of a count, or a rank: two-thirds, one in five, one third, 140th of 180, 54 per 1,000."""
    number = seen.number
    after = seen.word(2) if seen.after in HYPHENS else seen.after
    if number.spelled and after in seen.rules.ordinals:
        return True
    if (
        seen.after == "in"
        and number.value == 1
        and seen.word(2) in (seen.rules.ones.keys() | seen.rules.tens.keys() | {"every"})
    ):
        return True
    if seen.after == "in" and number.value == 1 and seen.word(2).isdigit() and number.spelled is False:
        return True
    place = -3 if seen.word(-2) == "out" else -2
    if seen.before == "of" and seen.word(-2) == "out" and seen.word(-3) in ("one", "1"):
        return True
    if (seen.before == "of" and seen.word(place) in _ORDINAL) or seen.before in ("per", "every"):
        return True
    if _in_every(seen):
        return True
    return seen.before == "in" and seen.word(-2) in ("one", "1")


def _in_every(seen: Seen) -> bool:
    """Either number of a share by the head: two in five, nearly 3 in 10 households; not killed two in five attacks."""
    block, rules, number = seen.block, seen.rules, seen.number
    if seen.after == "in" and number.first == number.last:
        part, whole = number.first, number.first + 2
    elif seen.before == "in" and number.first == number.last:
        part, whole = number.first - 2, number.first
    else:
        return False
    few, many = _small(block.low[part], rules), _small(block.low[whole], rules)
    edge, _ = block.window(number.first)
    if not (0 < few < many and few < _FEW) or any(word in rules.cues.found for word in block.low[max(edge, part - 2) : part]):
        return False
    behind = block.low[whole + 1]
    noun = rules.nouns.get(behind)
    known = behind in rules.time or behind in rules.size or behind in rules.scales or behind in HYPHENS
    return not known and (noun is None or noun.counted == "people")


def _small(word: str, rules: Rules) -> Decimal:
    """What a small number says, in digits or in a word; -1 if it is none."""
    if word.isascii() and word.isdigit() and len(word) < _DIGITS:
        return Decimal(word)
    return rules.ones.get(word) or rules.tens.get(word) or Decimal(-1)


def _is_by(seen: Seen) -> bool:
    """Whether a number says how wide or how long one thing is: 20 by 30 feet, 15 x 20 m."""
    block, number, size = seen.block, seen.number, seen.rules.size
    if (seen.after in _TIMES and block.kind[number.last + 2] == DIGITS) or (
        seen.before in _TIMES and (block.kind[number.first - 2] == DIGITS or block.kind[number.first - 3] == DIGITS)
    ):
        return True
    if seen.after in size and seen.word(2) in _BY and block.kind[number.last + 3] == DIGITS and seen.word(4) in size:
        return True
    if seen.before in _BY and seen.word(-2) in size and seen.after in size:
        return True
    if seen.after in _BY and block.kind[number.last + 2] == DIGITS:
        return block.low[number.last + 3] in seen.rules.size
    return seen.before in _BY and block.kind[number.first - 2] == DIGITS and seen.after in seen.rules.size


def uncounted(seen: Seen) -> bool:
    """Of something that no figure counts: five times, both sides, 30 mm grenades, the top two, minus 12."""
    noun = seen.head.noun
    if _is_by(seen) or (seen.after == "square" and seen.word(2) in _AREAS):
        return True
    top = seen.before == "top" and seen.word(-2) in seen.rules.known
    if top or seen.before == "minus" or seen.is_in(seen.after, "gauges"):
        return True
    return noun is not None and noun.counted == "never"


def difference(seen: Seen) -> bool:
    """How much a count changed or differs: rose by two to 14, 14 fewer than in May, two short of 100, 5 ± 2."""
    block, rules, number = seen.block, seen.rules, seen.number
    if seen.after not in _POINTS and is_moved(block, before(block, number.first, rules)[0], rules):
        return True
    if seen.after == "fewer" or (seen.after in _MORE and _is_compared(seen)):
        return True
    behind = seen.head.place + 1 if seen.head.found else number.last + 1
    if block.low[behind] in _SHORT and block.low[behind + 1] == "of":
        return True
    return seen.before == "of" and seen.word(-2) in _SHORT and not seen.bounded


def _is_compared(seen: Seen) -> bool:
    """Whether "than" behind a number and "more" compares it with another: 14 more people were killed than in May."""
    low, first = seen.block.low, seen.number.last + 2
    _, stop = seen.block.window(seen.number.first)
    stop = min(stop, first + _THAN)
    return any(low[at] == "than" and (at == first or low[at - 1] not in _COMPARED) for at in range(first, stop))


def margin(seen: Seen) -> bool:
    """How far another number may be off: 41 per cent ± 3; about 40 people, give or take 5."""
    first = seen.number.first
    return seen.before in _MARGINS or tuple(seen.block.low[max(0, first - 3) : first]) in _OFF


def lone_one(seen: Seen) -> bool:
    """A one that counts nothing: no one, one of the most, one day, the one."""
    number = seen.number
    if number.value != 1 or not number.spelled or number.scale or number.first != number.last:
        return False
    if seen.is_in(seen.before, "one_before") and seen.before not in ("another", "only"):
        return True
    if seen.after == "of":
        return seen.word(2) not in ("them", "whom", "those", "these")
    if seen.before == "of" and seen.after in seen.rules.collective:
        return True
    if seen.after == "out" and seen.word(2) == "of" and seen.word(3) == "every":
        return True
    if seen.after == "day":
        return not seen.bounded and seen.before not in ("within", "for")
    if seen.after in ("another", "'s", "-"):
        return True
    noun = seen.head.noun
    after = seen.head.place + 1
    told = seen.is_in(seen.block.low[after], "telling") or (
        seen.is_in(seen.before, "telling") and seen.block.kind[after] == SIGN
    )
    if noun is not None and noun.counted == "people" and told:
        return True
    if noun is not None and noun.counted == "things" and seen.is_in(seen.before, "places"):
        return True
    if noun is not None:
        return noun.plural or noun.counted not in ("people", "event", "things")
    return seen.head.found


def children_of(seen: Seen) -> bool:
    """How many children somebody has: a mother of six."""
    return seen.before == "of" and seen.is_in(seen.word(-2), "parents")


def distance(seen: Seen) -> bool:
    """How far off a place lies, how fast or heavy one thing is: 30 km north of the city, five miles off, 80 km/h."""
    rules = seen.rules
    at = seen.number.last + 1
    if seen.block.low[at] in HYPHENS:
        at += 1
    unit, after = seen.block.low[at], seen.block.low[at + 1]
    if after in ("'", "\u2019"):
        after = seen.block.low[at + 2]
    if unit in rules.time:
        return after in rules.trips
    if after == "(" and ")" in seen.block.low[at + 2 : at + 6]:  # 20 km (12 miles) south
        after = seen.block.low[seen.block.low.index(")", at) + 1]
    if after == "/" and seen.block.glued(at + 1):  # 80 km/h
        return seen.block.low[at + 2] in ("h", "hr", "hour", "s")
    one = seen.before == "weighing" and any(word in ("a", "an") for word in (seen.word(-3), seen.word(-4)))
    if seen.before in ("weighs", "weighed") or one:
        edge, _ = seen.block.window(seen.number.first)
        return rules.weighed.isdisjoint(seen.block.low[max(edge, seen.number.first - _BEARER) : seen.number.first])
    if rules.size.get(unit) not in rules.lengths:
        return False
    if unit in ("feet", "foot") and seen.block.kind[at + 1] == DIGITS:
        return True
    off = after in rules.off or seen.block.low[at + 2] in rules.off
    return (
        off
        or after in rules.trips
        or seen.before in ("at", "within", "from", "beyond")
        or seen.before in rules.walked
        or (seen.before == "of" and _is_dimension(seen))
        or _is_level(seen)
        or (unit == "feet" and any(seen.block.low[place] in rules.flying for place in seen.sentence()))
    )


def _is_dimension(seen: Seen) -> bool:
    """Whether a length behind of tells how far or high something is: a range of 5 km, and one of 7 km."""
    return seen.word(-2) in seen.rules.dimensions or (
        seen.word(-2) == "one" and any(seen.block.low[at] in seen.rules.dimensions for at in seen.sentence())
    )


def _is_level(seen: Seen) -> bool:
    """Whether something rose, fell or got to a length, which is a level: climbed to 35,000 feet; not a fence of 12 km."""
    first = seen.number.first
    moved = seen.before == "to" and any(word in seen.rules.levels for word in seen.block.low[max(0, first - 4) : first - 1])
    if not moved and seen.before not in ("reached", "touched", "touching", "reaching"):
        return False
    edge, _ = seen.block.window(first)
    return seen.rules.weighed.isdisjoint(seen.block.low[edge:first])


def described(seen: Seen) -> bool:
    """What only describes one thing: a 30 kg bag, a two-day conference, a four-member delegation; not a 30 kg bomb."""
    block, rules, at = seen.block, seen.rules, seen.number.last + 1
    hyphen = block.low[at] in HYPHENS
    at += hyphen
    unit, behind = block.low[at], block.low[at + 1 : at + 4]
    if _is_by(seen):
        return True
    if seen.bounded or block.kind[at + 1] != WORD or behind[0] in rules.stops:
        return False
    if unit in rules.bodies:
        return hyphen and seen.number.value <= _BODY
    if unit in rules.size and behind[0] in rules.weights:
        return True
    if unit in rules.size:
        one = seen.before in ("a", "an") or (hyphen and seen.before in rules.known)
        return one and rules.size[unit] != unit and not any(word in rules.weighed for word in behind)
    return (hyphen or rules.time.get(unit, unit) != unit) and any(word in rules.planned for word in behind[:2])


def level(seen: Seen) -> bool:
    """A length that is read from a scale: visibility fell to 600 metres, the lake reached 1,550 feet."""
    at = seen.number.last + 1
    return seen.rules.size.get(seen.block.low[at]) in seen.rules.lengths and reading(seen)


def sized(seen: Seen) -> bool:
    """The length or weight of one thing: a parcel of 3 kg, a run of 14 km; not 41 feet of fuse, 48 kg heroin, over 20 km."""
    rules, at = seen.rules, seen.number.last + 1
    at += seen.block.low[at] in HYPHENS
    unit = rules.size.get(seen.block.low[at])
    if (
        (seen.bounded and unit not in ("metres", "feet"))
        or (unit in rules.masses and seen.number.value >= _MUCH)
        or seen.before in ("(", ":")
        or (unit not in rules.lengths and unit not in rules.masses)
    ):
        return False
    behind = seen.block.low[at + 1]
    if behind == "of" or (unit in rules.masses and seen.block.kind[at + 1] == WORD and behind not in rules.stops):
        return False
    words = {seen.block.low[place] for place in seen.sentence()}
    return words.isdisjoint(rules.weighed) and words.isdisjoint(rules.hauls)


def marked(seen: Seen) -> bool:
    """A share that is a reading or a mark: humidity of 30 per cent, 87 per cent marks."""
    at = seen.number.last + (3 if seen.after == "per" else 2)
    words = (*seen.block.low[max(0, seen.number.first - 4) : seen.number.first], seen.block.low[at])
    return not seen.rules.sets["percentages"].isdisjoint(words)


DATES: tuple[Rule, ...] = (date, year, clock)
NAMES: tuple[Rule, ...] = (
    glued_before,
    glued_after,
    hyphenated,
    misshapen,
    numbering,
    in_a_row,
    label,
    unit_name,
    proper,
    margin,
)
COUNTS: tuple[Rule, ...] = (
    told,
    aged,
    old,
    game,
    points,
    fraction,
    uncounted,
    difference,
    lone_one,
    children_of,
    bearing,
    reading,
)
SHARES: tuple[Rule, ...] = (marked, margin)
UNITS: tuple[Rule, ...] = (aged, period, distance, pace, level, sized, sitting, described, lone_one)


def exclusion(seen: Seen, rules: tuple[Rule, ...]) -> str:
    """The name of the first rule that knows a number for no figure; empty if none does."""
    return next((rule.__name__ for rule in rules if rule(seen)), "")
