"""What a text says of a quantity: its number with the bound before or behind it, or two numbers as a range."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cttui.proposals.nouns import head_of
from cttui.proposals.numbers import Number
from cttui.proposals.rules import Rules, Side
from cttui.proposals.seen import HYPHENS
from cttui.proposals.tokens import DIGITS, Block

_MOST_BOUNDS = 4
"""Phrases before one number that say something of it: at least a total of some."""
_SIGNS: dict[str, Side] = {"~": "about", "≈": "about", "<": "max", "≤": "max", ">": "min", "≥": "min"}
_MOST_SPREAD = 100
"""How many times the low end the high end of a range with a hyphen may be."""
_MOST_CHANGED = 10
"""The same behind a word of change: plummeted by 30 to 40 per cent, and not fell 12 to 340."""
_FAR = 4
"""Words before a range among which one says that it is a range."""
_COUNT = 10
"""Words before "raised by" among which one says that a count was raised, and nothing by so many people."""
_SENTENCE = 20
"""Tokens on either side of from and to among which none may tell of a change, where both are the ends of a range."""
_MARGINS = (("\u00b1",), ("+", "/", "-"), ("+", "-"), ("plus", "or", "minus"), ("give", "or", "take"))
"""Between a number and how much it may be off: 5 ± 2."""
_CORRECTIONS = (
    ("not",),
    ("and", "not"),
    (",", "not"),
    (",", "and", "not"),
    ("(", "not"),
    ("rather", "than"),
    ("instead", "of"),
)
"""Between a number and another that it is said not to be: five, not seven, people."""
_SUSPENDED = frozenset({"to", "or"})
"""Behind the hyphen of a word that only the second number has whole."""
_CLOSINGS = {",": ",", "(": ")"}


class Amount(NamedTuple):
    """A number or a range of two, with its bound."""

    first: int
    """The first token, the bound included."""
    begin: int
    """The first token of the number itself, or of the first of two."""
    end: int
    """The last token of the number, or of the second of two."""
    last: int
    """The last token, a bound behind it included."""
    low: Number
    high: Number
    """The same as ``low`` where there is one number."""
    side: Side = "none"
    """Whether the text says at least, or at most."""
    about: bool = False
    said: bool = False
    """Whether any phrase of a bound stands beside it, those included that change nothing."""

    @property
    def is_range(self) -> bool:
        """Whether two numbers are its ends."""
        return self.low is not self.high


def ends(found: Amount, low: float, high: float) -> tuple[int | float | None, int | float | None, int | float | None]:
    """Value, min and max of a claim of an amount, whose numbers are given as they are written down.

    A number with a bound is an end, two numbers are both ends, and any other is the value.
    """
    if found.side == "min":
        return None, low, None
    if found.side == "max":
        return None, None, high
    return (None, low, high) if found.is_range else (low, None, None)


def amount(block: Block, low: Number, high: Number, rules: Rules) -> Amount:
    """A number, or two as the ends of a range, with what stands beside them; a currency may stand between."""
    begin = _currency(block, low.first, rules)
    first, side, about, said = before(block, begin, rules)
    end = last = high.last
    behind: Side = "none"
    if (found := rules.after.at(block.low, end + 1, block.size)) is not None and not _is_next(block, end + 1 + found[0], rules):
        last, behind = end + found[0], found[1]
    elif block.low[end + 1 : end + 3] == [",", "if"] and (found := rules.after.at(block.low, end + 2, block.size)):
        last, behind = end + 1 + found[0], found[1]  # as many as eight, if not more, were
        last += block.low[last + 1] == ","
    elif block.low[end + 1] == "+" and block.glued(end + 1):
        last, behind = end + 1, "min"
    elif block.low[end + 1] == "-" and (found := rules.after.at(block.low, end + 2, end + 3)):
        last, behind = end + 2, found[1]
    about = about or behind == "about"
    side = behind if behind in ("min", "max") else side
    return Amount(first, low.first, end, last, low, high, side, about, said or last > end)


def with_aside(block: Block, found: Amount, after: Number) -> Amount | None:
    """An amount with the number behind it that only says how far it is off or what it is not; ``None`` if that says more.

    About 5 ± 2 people; five, not seven, people.

    Args:
        block: Where it stands.
        found: The amount.
        after: The next number.
    """
    between = tuple(block.low[found.end + 1 : min(after.first, found.end + 5)])
    margin = between in _MARGINS
    if after.words or not (margin or between in _CORRECTIONS):
        return None
    last = after.last
    if block.low[last + 1] == _CLOSINGS.get(between[0]):
        last += 1
    return found._replace(last=last, about=found.about or margin, said=True)


def _currency(block: Block, first: int, rules: Rules) -> int:
    """Where a number begins with the currency before it."""
    begin = first
    while block.low[begin - 1] in rules.money_before or (
        block.low[begin - 1] == "." and block.low[begin - 2] in rules.money_before
    ):
        begin -= 1
    return begin - 1 if block.low[begin - 1] == "us" and begin < first else begin


def behind(block: Block, found: Amount, end: int, rules: Rules) -> tuple[Amount, int]:
    """An amount with the bound behind what it counts, and where that ends: two years and above, 12 soldiers or more."""
    if found.side != "none" or block.low[end + 1] not in rules.behind:
        return found, end
    said = rules.after.at(block.low, end + 1, block.size)
    if said is None or (said[1] == "min" and found.is_range):
        return found, end
    size, side = said
    after = end + size + 1
    if _is_next(block, after, rules) or block.low[after] in rules.listing or block.low[after] in rules.starts:
        return found, end
    if side == "about":
        return found._replace(about=True, said=True), end + size
    return found._replace(side=side, said=True), end + size


def _is_next(block: Block, after: int, rules: Rules) -> bool:
    """Whether the words of a bound are those of the number behind them: of the 12 at least five."""
    return block.kind[after] == DIGITS or block.low[after] in rules.ones or block.low[after] in rules.tens


def before(block: Block, begin: int, rules: Rules) -> tuple[int, Side, bool, bool]:
    """What stands before a number: where it begins, the bound, whether it says about, whether it says anything."""
    edge, _ = block.window(begin)
    first, about, said = begin, False, False
    result: Side = "none"
    at = begin - 1
    for _ in range(_MOST_BOUNDS):
        if at < edge:
            break
        size, side = 1, _SIGNS.get(block.low[at])
        if side is None:
            found = rules.before.at(block.low, at, edge)
            if found is None or _is_no_bound(block, at, found, begin, rules):
                break
            size, side = found
        first, said = at - size + 1, True
        about = about or side == "about"
        result = side if result == "none" and side != "about" else result
        if size == 1 and block.low[at] in rules.known:  # concern over the 22% rise
            break
        at -= size
    return first, result, about, said


def _is_no_bound(block: Block, at: int, found: tuple[int, Side], begin: int, rules: Rules) -> bool:
    """Whether the words of a bound are something else: went up to 90; costing 11.8 million over 864 hours."""
    size, side = found
    before_it = block.low[at - size]
    if before_it == "-" and block.glued(at - size + 1):
        return True
    if side == "max" and block.low[at] == "to":
        return before_it in rules.risen
    if side == "min" and block.low[at] == "over" and size == 1 and at == begin - 1:
        behind = block.low[begin + 1 : begin + 4]
        noun = rules.nouns.get(before_it)
        counted = before_it in rules.scales or before_it in rules.money_after or (noun is not None and noun.plural)
        return counted and any(word in rules.time for word in behind)
    return False


def pair(block: Block, low: Number, high: Number, rules: Rules) -> tuple[Number, Number] | None:
    """Two numbers that follow each other as the ends of a range, the low one in the scale of the high one.

    2 to 4, 25-50, between 5 and 10, two or three, 2 to 3 million; ``None`` if they are none: grew from 13 to 15 and rose by
    two to 14 tell of a change, and 2023-24 and 3-1 are pairs of another kind.
    """
    join = low.last + 1
    if block.low[join] in HYPHENS and block.low[join + 1] in _SUSPENDED:
        join += 1  # two- to three-dozen
    if low.words or high.words or not join < high.first <= join + 3:
        return None
    if any(word not in rules.money_before and word != "." for word in block.low[join + 1 : high.first]):
        return None
    low = _leveled(block, low, high, rules)
    if not low.value < high.value:
        return None
    sign = block.low[join]
    leading = block.low[max(0, low.first - _FAR) : low.first]
    if sign == "and":
        return (low, high) if "between" in leading else None
    if sign not in rules.joins or (sign in HYPHENS and _is_code(block, low, high)):
        return None
    if sign == "or":
        return (low, high) if high.value - low.value <= max(low.value, Decimal(1)) else None
    begin = _currency(block, low.first, rules)
    return None if sign == "to" and _is_change(block, begin, low, high, rules) else (low, high)


def _is_change(block: Block, begin: int, low: Number, high: Number, rules: Rules) -> bool:
    """Whether two numbers with "to" between tell by how much, from what or to what a count changed: rose by two to 14."""
    start = before(block, begin, rules)[0]
    if block.low[start - 1] == "from":
        ranging = any(word in rules.ranging for word in block.low[max(0, low.first - _FAR) : low.first])
        return not ranging and not _is_spread(block, start - 1, high, rules)
    joined = high.first == low.last + 2
    if is_moved(block, start, rules) or (start == begin and block.low[begin - 1] in rules.moved):
        return not joined or not _is_unit(block, high.last + 1, rules) or high.value > _MOST_CHANGED * low.value
    changing = block.low[begin - 1] in rules.changing
    return changing and (not joined or high.value > _MOST_CHANGED * low.value)


def is_moved(block: Block, first: int, rules: Rules) -> bool:
    """Whether what begins at a token is how much a count changed: rose by at least two.

    Args:
        block: Where it stands.
        first: The first token of a number, or of the words of its bound.
        rules: The rules.
    """
    if block.low[first - 1] != "by":
        return False
    edge, _ = block.window(first)
    raised = block.low[first - 2] == "raised" and not rules.tolls.isdisjoint(block.low[max(edge, first - _COUNT) : first])
    return raised or block.low[first - 2] in rules.moved


def _is_unit(block: Block, at: int, rules: Rules) -> bool:
    """Whether a unit stands at a token, of which two numbers are ends: fell by 30 to 40 per cent."""
    word = block.low[at]
    unit = word in rules.time or word in rules.size or word in ("basis", "points", "point")
    return unit or rules.percent.at(block.low, at, block.size) is not None


def _is_spread(block: Block, start: int, high: Number, rules: Rules) -> bool:
    """Whether from and to are the ends of what is counted, and tell of no change: from 5 to 7 people were killed.

    Args:
        block: Where they stand.
        start: The token of from.
        high: The high end.
        rules: The rules.
    """
    edge, stop = block.window(start)
    opener = block.low[start - 1]
    opens = start == edge or opener in (",", "that", "and", "said") or opener in rules.participles or opener in rules.acting
    noun = head_of(block, high.last, rules).noun
    if not opens or noun is None or not noun.plural or noun.counted not in ("people", "things"):
        return False
    around = (*block.low[max(edge, start - _SENTENCE) : start], *block.low[high.last + 1 : min(stop, high.last + _SENTENCE)])
    return not any(word in rules.moved or word in rules.rising or word in rules.tolls for word in around)


def _is_code(block: Block, low: Number, high: Number) -> bool:
    """Whether two numbers with a hyphen between are a part of a longer code: 42101-1234567-1."""
    after = high.last + 1
    return (block.low[after] in HYPHENS and block.glued(after) and block.kind[after + 1] == DIGITS) or (
        high.value > _MOST_SPREAD * low.value
    )


def _leveled(block: Block, low: Number, high: Number, rules: Rules) -> Number:
    """The low end of a range in the scale of its high end: the 2 of ``2 to 3 million``, the two of ``two to three dozen``."""
    last = block.low[high.last]
    if low.first != low.last or high.first == high.last or last not in rules.scales:
        return low
    scale = rules.scales[last]
    if low.value * scale < high.value:
        kept = rules.kept.get(last, "")
        return low._replace(value=low.value * scale, lead=low.value if kept else low.value * scale, scale=kept)
    return low
