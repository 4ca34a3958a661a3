"""Numbers that are names or parts of them: labels, codes, army units, numbers of lists."""

from __future__ import annotations

from cttui.proposals.rules import Rules
from cttui.proposals.seen import HYPHENS, LIST, Seen, headline
from cttui.proposals.tokens import DIGITS, WORD, Block

_BEFORE_LABEL = frozenset("#@_=\\^*\u2116/")
_NUMBER_SIGNS = frozenset("#\u2116")
_AFTER_LABEL = frozenset("_=@\\^\u00b0\u00ba\u2032")
_AFTER_WORD = frozenset({".", "(", "no", "nos"})
"""What may stand between a label and its number."""
_NAME = 10
"""Tokens of the longest name that a number counts for."""
_LISTING = frozenset({",", "and", ";", ".", ")", "|", "\u2022", "-", "\u2013", "\u2014"})
"""Between the parts of a list, and behind its last."""
_SINCE = frozenset({"on", "by", "of", "since", "until", "till", "from", "into", "for"})
"""Before a day that a number tells: on day three, by week 2."""
_OPENING = frozenset(":\u2013\u2014-\"'\u201c\u2018(")
"""Behind one of these a sentence may begin: KARACHI: Two Army men."""


# -- how it is written -----------------------------------------------------------------------------------------------


def glued_before(seen: Seen) -> bool:
    """Right behind letters or a sign that makes a name of it: A320, PK-8303, #7, +92 300, 12/24."""
    block, first = seen.block, seen.number.first
    if seen.number.spelled or not block.glued(first):
        return seen.before in _NUMBER_SIGNS
    sign = seen.before
    if block.kind[first - 1] == WORD:
        return sign not in seen.rules.money_before
    if sign == ".":
        return not (block.glued(first - 1) and block.low[first - 2] in seen.rules.money_before)
    if sign == "-" and not block.glued(first - 1) and block.kind[first - 2] == WORD:
        return True  # minus: fell to -9
    if sign in HYPHENS and block.glued(first - 1):
        letters = block.low[first - 2]
        return block.kind[first - 2] == WORD and letters not in seen.rules.ones and letters not in seen.rules.tens
    if sign == ":":
        return block.glued(first - 1) and block.low[first - 2] not in seen.rules.cues.found
    return sign in _BEFORE_LABEL or (sign == "+" and (len(block.low[first]) > 1 or block.glued(first - 1)))


def glued_after(seen: Seen) -> bool:
    """Right before letters or a sign that makes a name, an ordinal, a date or a time of it: 20th, 1980s, 5G, 9:30, 5/6."""
    block, last = seen.block, seen.number.last
    if not block.glued(last + 1):
        return False
    sign = seen.after
    rules = seen.rules
    if block.kind[last + 1] == WORD:
        if seen.number.suffixed or seen.number.spelled:
            return seen.number.suffixed
        if not sign.isascii():
            return False
        return not (sign in rules.size or sign in rules.time or sign in rules.money_after)
    if sign in (":", "/") and block.glued(last + 2):
        return sign == ":" or not (block.low[last + 2] == "-" or block.low[last + 2] in rules.size)
    if sign == "(" and block.glued(last + 2) and block.low[last + 3] == ")":
        return True
    return sign in _AFTER_LABEL


def hyphenated(seen: Seen) -> bool:
    """Before a hyphen and a word that makes an adjective of it: two-way, four-wheel, 12-year-old; not 16-point, 10-day."""
    block, last = seen.block, seen.number.last
    if seen.after not in HYPHENS or not block.glued(last + 1) or not block.glued(last + 2):
        return False
    word = seen.word(2)
    rules = seen.rules
    if block.low[last] in rules.tens and word in rules.ordinals:
        return True  # the thirty-second report
    if block.kind[last + 2] == DIGITS or word in rules.ones or word in rules.tens or word in rules.scales:
        return False
    fine = word in rules.time or word in rules.size or word in rules.joined or word in rules.money_after
    return not (fine or word in ("plus", "odd", "percent", "per") or word in rules.joins)


def misshapen(seen: Seen) -> bool:
    """A code and no number: 0300, 007; a decimal that counts nothing measured is asked for elsewhere."""
    digits = seen.block.low[seen.number.first]
    return not seen.number.spelled and len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def numbering(seen: Seen) -> bool:
    """The number of a list or a heading at a line's start, a note's in brackets, a page's alone on its line."""
    block, first, last = seen.block, seen.number.first, seen.number.last
    if seen.number.spelled:
        return False
    if last - first + 1 == block.size:
        return True
    if first == 0 and seen.after in (".", ")", ":", "\u2013", "\u2014"):
        return True
    if first <= 1 and seen.before == "(" and seen.after == ")":
        return first == 1
    return seen.before == "[" and seen.after == "]"


def in_a_row(seen: Seen) -> bool:
    """One of several numbers in a row with nothing between, as in tables and telephone numbers."""
    if seen.number.spelled:
        return False
    block = seen.block
    before, after = seen.number.first - 1, seen.number.last + 1
    behind = after < block.size and block.kind[after] == DIGITS
    front = before >= 0 and block.kind[before] == DIGITS
    return behind or (front and not seen.counts)


# -- names -----------------------------------------------------------------------------------------------------------


def label(seen: Seen) -> bool:
    """Behind a word that numbers are labels of, and the others of its list: Section 144, sections 302, 324 and 109."""
    if seen.number.words:
        return False
    block, rules = seen.block, seen.rules
    at = seen.number.first - 1
    edge, _ = block.window(seen.number.first)
    told = seen.after in rules.participles or seen.after in rules.states  # under Section 7, 3 killed
    whole = seen.after == "of" and seen.head.noun is not None and not seen.head.noun.plural
    counts = (seen.counts or told) and not whole
    if seen.before in ("day", "week") and seen.word(-2) in _SINCE and not counts and seen.after not in rules.following:
        return True
    if seen.after == "of" and _is_year(seen.word(2)) and (seen.before in LIST or block.capital(at)):
        return True  # Petitions 16, 17 and 18 of 2024
    shared = seen.after == "of" and (seen.word(2) in ("them", "whom") or seen.block.kind[seen.number.last + 3] == DIGITS)
    for step in range(12):
        word = block.low[at]
        if step == 1 and shared and block.low[at + 1] == ",":
            return False  # under Section 21, 41 of the 52 accused
        if at < edge or not word:
            return False
        if _labels(block, at, rules):
            counted = seen.head.noun is not None and seen.head.noun.plural and seen.counts
            if counted and not block.capital(at) and step == 0 and word not in rules.sets["always"]:
                return False
            numbered = block.kind[at + 1] == DIGITS or block.low[at + 1] in _AFTER_WORD
            return step == 0 or (numbered and not counts)
        listed = word in LIST or word in (".", "(", ")", ":", "/", "no", "nos") or block.kind[at] == DIGITS
        single = step > 0 and word.isalpha() and (len(word) == 1 or (len(word) == 2 and block.low[at - 1] in HYPHENS))
        if not listed and not single and word not in rules.ones:
            return False
        if word == "and" and step == 0 and counts:
            return False
        at -= 1
    return False


def _is_year(word: str) -> bool:
    """Whether digits are those of a year in which a case may have been numbered."""
    return len(word) == len("2024") and word.isdigit() and word[:2] in ("18", "19", "20")


def _labels(block: Block, at: int, rules: Rules) -> bool:
    word = block.low[at]
    if word not in rules.sets["labels"]:
        if block.kind[at - 1] == DIGITS or block.low[at - 1] in rules.ones:
            return False  # 412 roads (2,870 km)
        word = word.removesuffix("s")
    if word not in rules.sets["labels"]:
        return False
    if word in ("no", "nos"):
        return block.capital(at) or block.low[at + 1] == "."
    return word not in rules.sets["capital"] or block.capital(at)


def gapped(seen: Seen, last: int) -> bool:
    """Whether a number counts for a name what the figure before it counts: 93 seats, the PML-N 75 and the PPP 54; KP: 12.

    Args:
        seen: The number.
        last: The last token of the figure before it.
    """
    block, number = seen.block, seen.number
    after = number.last + 1
    ends = after >= block.window(number.first)[1] or seen.after in _LISTING
    at = number.first - (2 if seen.before == ":" else 1)
    last = max(last, at - _NAME)
    named = False
    while at > last and block.kind[at] != DIGITS and (block.capital(at) or (block.low[at] == "-" and block.glued(at))):
        at -= 1
        named = True
    while at > last and block.low[at] in ("the", "in", "from"):
        at -= 1
    between = block.low[last + 1 : at + 1]
    return ends and named and 0 < len(between) < 3 and all(word in _LISTING for word in between)


def unit_name(seen: Seen) -> bool:
    """Before the name of what it is the number of: 111 Brigade, 10 Corps, 15 Punjab Regiment, 24 Street."""
    block, last = seen.block, seen.number.last
    if last + 1 >= block.size or seen.number.words or block.kind[last + 1] != WORD or not block.capital(last + 1):
        return False
    if seen.is_in(seen.after, "units"):
        return True
    if seen.counts and seen.is_in(seen.after, "forces") and seen.word(2) == "corps":
        return False
    at = last + 1
    while at < block.size and at < last + 4 and block.kind[at] == WORD and block.capital(at):
        if seen.is_in(block.low[at], "units"):
            return True
        at += 1
    one = seen.head.noun is not None and not seen.head.noun.plural and seen.number.value > 1
    return seen.is_in(seen.after, "unit_words") and (one or not seen.counts)


def proper(seen: Seen) -> bool:
    """A part of a name: Five Eyes, Brigade 313, Boeing 737, Group of Seven."""
    block, number = seen.block, seen.number
    edge, stop = block.window(number.first)
    if number.spelled and number.first > edge and block.capital(number.first) and not number.words:
        after = number.last + 1
        if block.low[after] in HYPHENS and block.capital(number.last + 2) and block.glued(after + 1):
            return not headline(seen)
        if after < stop and block.kind[after] == WORD and block.capital(after):
            begins = seen.before in _OPENING or (seen.counts and not block.capital(seen.head.place))
            return not begins and not headline(seen)
        return not seen.counts and (seen.before == "of" or block.capital(number.first - 1)) and not headline(seen)
    if number.spelled or seen.head.found or seen.bounded or number.first <= edge + 1:
        return False
    at = number.first - 1
    if block.kind[at] != WORD or not block.capital(at) or block.low[at].endswith("'s"):
        return False
    return block.low[at] not in seen.rules.money_before and not headline(seen)
