"""Numbers whose parts stand apart: 12 500 people, a number that a line's end breaks behind its comma, 2 1/2 million."""

from __future__ import annotations

from decimal import Decimal

from cttui.proposals.nouns import head_of
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import DIGITS, SIGN, WORD, Block

_GROUP = 3
"""Digits of every group but the first."""
_MOST_GROUPS = 4
"""Groups of the longest number that is read so, behind the first."""
_PARTS = frozenset("23458")
"""What a number is divided by in fractions as people write them: 2 1/2."""
_WHERE = frozenset({"in", "across", "from", "near"})
"""Before a name that is a place, and labels no number: in Punjab 12 500 people."""
_TIMES = frozenset({"at", "since", "until", "till", "before", "after", "on", "by"})
"""Before a number that ends there, and another that does not belong to it: at 9 500 people had come."""


def grouped(block: Block, place: int, rules: Rules) -> int:
    """The last token of digits with those of their groups that a space or a line's end parts from them.

    Only where what stands before does not make a date, a label or a list of the first, and something is counted behind the
    last: 12 500 people, killed 1,⏎250; not May 12 500 people.
    """
    if block.kind[place + 1] == DIGITS:
        last = _spaced(block, place)
    elif block.low[place + 1] == ",":
        last = _wrapped(block, place)
    else:
        return place
    return last if last > place and _stands_apart(block, place, rules) and _counts(block, place, last, rules) else place


def _is_first(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= _GROUP and token[0] != "0"


def _spaced(block: Block, place: int) -> int:
    """The last of groups of three digits with a single space between, if no other digits stand behind: 12 500."""
    if not _is_first(block.low[place]):
        return place
    last = place
    while block.kind[last + 1] == DIGITS:
        last += 1
        token = block.low[last]
        single = block.text[block.end[last - 1] : block.start[last]] == " "
        if not (single and len(token) == _GROUP and token.isascii() and token.isdigit()) or last - place > _MOST_GROUPS:
            return place
    return last


def _wrapped(block: Block, place: int) -> int:
    """The groups below a line's end with those before it: 1,⏎250."""
    first, *groups = block.low[place].split(",")
    below = block.low[place + 2].split(",")
    fits = _is_first(first) and all(len(group) == _GROUP and group.isdigit() for group in (*groups, *below))
    fits = fits and block.low[place - 1] not in ("the", "these", "those")  # of the 500,⏎250 were killed
    broken = block.glued(place + 1) and "\n" in block.text[block.end[place + 1] : block.start[place + 2]]
    return place + 2 if fits and broken else place


def _stands_apart(block: Block, place: int, rules: Rules) -> bool:
    """Whether nothing before digits makes a date, a label or the part of a list of them."""
    edge, _ = block.window(place)
    if place == edge:
        return True
    before, at = block.low[place - 1], place - 1
    if block.kind[at] == SIGN:
        return before in rules.money_before or before in ("(", '"', "\u201c", "~", "\u2248", ">", "<")
    named = block.capital(at) and at > edge and before not in rules.money_before and block.low[at - 1] not in _WHERE
    word = before if before in rules.sets["labels"] else before.removesuffix("s")
    labelled = word in rules.sets["labels"] and (word not in rules.sets["capital"] or block.capital(at))
    return not (named or labelled or before in rules.sets["months"] or before in _TIMES)


def _counts(block: Block, place: int, last: int, rules: Rules) -> bool:
    """Whether people or things are counted behind a number, or a cue or a bound stands before it: killed 12 500."""
    if block.glued(last + 1) and block.kind[last + 1] == WORD:
        return False
    after = block.low[last + 1]
    if after == "-" or after in rules.size or after in rules.time:
        return False
    noun = head_of(block, last, rules).noun
    if noun is not None and noun.plural and noun.counted != "never":
        return True
    edge, _ = block.window(place)
    before = block.low[place - 1]
    bounded = place > edge and rules.before.at(block.low, place - 1, edge) is not None
    cued = before in rules.participles or before in rules.acting or before in rules.money_before or bounded
    return cued or after in rules.participles or after in rules.following or after in rules.money_after


def mixed(block: Block, place: int, rules: Rules) -> tuple[int, Decimal] | None:
    """The last token and the value of a number with a fraction in digits: 2 1/2, 2-1/2, 1/2 million; ``None`` if it is none."""
    low, kind = block.low, block.kind
    hyphen = low[place + 1] == "-" and block.glued(place + 1) and block.glued(place + 2)
    part = place + 1 + hyphen
    if kind[part] == DIGITS and (value := _part(block, part)) is not None and _is_first(low[place]):
        return part + 2, int(low[place]) + value
    value = _part(block, place)
    return (place + 2, value) if value is not None and low[place + 3] in rules.scales else None


def _part(block: Block, at: int) -> Decimal | None:
    """What a fraction in digits says: 1/2."""
    top, bottom = block.low[at], block.low[at + 2]
    if block.low[at + 1] != "/" or bottom not in _PARTS or not (block.glued(at + 1) and block.glued(at + 2)):
        return None
    if block.glued(at + 3) or not (len(top) == 1 and "0" < top < bottom):
        return None
    return round(Decimal(int(top)) / int(bottom), _GROUP)
