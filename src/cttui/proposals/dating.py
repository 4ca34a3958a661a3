"""Numbers that are dates, times and ages."""

from __future__ import annotations

from cttui.proposals.nouns import head_of
from cttui.proposals.numbers import Number
from cttui.proposals.rules import Rules
from cttui.proposals.seen import HYPHENS, LIST, Seen, month
from cttui.proposals.tokens import DIGITS, SIGN, WORD, Block

FIRST_YEAR, LAST_YEAR = 1700, 2100
"""Numbers of four digits between these are years, where nothing speaks against it."""
FIRST_HIJRI = 1300
"""Behind a month, numbers from this are years, of the Islamic calendar too."""
LAST_AGE = 115
_DAYS = 31
_HOURS = 24
_CLOCK = 4
"""Digits of a time of the day without a sign between."""
_PLACES = 12
"""Places of a list, each with its figure in brackets."""
_NAME = 6
"""Tokens of the longest name of one."""
_BACK = 8
"""Words before two numbers among which one may say that a count changed."""


def date(seen: Seen) -> bool:
    """A day beside its month, across a list or a range: 26 March, March 26-28, 5 and 6 May, July 13 and 18."""
    block, rules = seen.block, seen.rules
    number = seen.number
    if number.value > _DAYS or number.value != int(number.value) or number.words:
        return False
    return _date_behind(block, number, rules) or _date_before(seen, block, number, rules)


def _date_behind(block: Block, number: Number, rules: Rules) -> bool:
    at = number.last + 1
    for _ in range(6):
        if month(block, at, rules):
            return True
        word = block.low[at]
        if word == "of" and month(block, at + 1, rules):
            return True
        if not (word in LIST or (word and block.kind[at] == DIGITS)):
            return False
        at += 1
    return False


def _date_before(seen: Seen, block: Block, number: Number, rules: Rules) -> bool:
    if seen.before == "and" and seen.after == "on" and any(month(block, number.last + step, rules) for step in (2, 3)):
        return False  # seven on May 5 and 12 on May 6
    at = number.first - 1
    for step in range(7):
        if month(block, at, rules):
            return step == 0 or not (seen.counts or seen.after == "of" or seen.after in rules.following)
        word = block.low[at]
        if not (word in LIST or word == "." or (word and block.kind[at] == DIGITS)):
            return False
        if word == "," and step == 0 and seen.head.found:
            return False
        at -= 1
    return False


def year(seen: Seen) -> bool:
    """A year: 2024, the 1973 Constitution; not 2,024, and not killed 2000 people."""
    digits = seen.block.low[seen.number.first]
    if seen.number.spelled or seen.number.first != seen.number.last or len(digits) != 4:
        return False
    if digits.isdigit() and FIRST_HIJRI <= seen.number.value <= LAST_YEAR and _is_dated(seen):
        return True
    if not digits.isdigit() or not FIRST_YEAR <= seen.number.value <= LAST_YEAR:
        return False
    if seen.before in seen.rules.money_before or (seen.before == "." and seen.word(-2) in seen.rules.money_before):
        return False
    if not seen.counts:
        return True
    cued = seen.rules.cues.at(seen.block.low, seen.number.first - 1, seen.number.first) if seen.number.first else None
    return not (seen.bounded or cued is not None or (seen.before == "of" and seen.word(-2) == "total"))


def _is_dated(seen: Seen) -> bool:
    """Whether a month, or a month and its day, stand right before a number: 2 Ramzan 1445; May 3, 2024 fell on a Friday."""
    at = seen.number.first - 1
    if seen.before == ",":
        at -= 1
    if seen.block.kind[at] == DIGITS:
        at -= 1
    return month(seen.block, at, seen.rules)


def told(seen: Seen) -> bool:
    """A time of the day in words: a quarter to five, half past nine, nine in the morning."""
    return seen.number.spelled and not seen.number.words and clock(seen)


def clock(seen: Seen) -> bool:
    """A time of the day: 9 am, 9:30 p.m., 1400 hours, 10 o'clock."""
    if seen.is_in(seen.after, "clock"):
        return True
    if seen.before in ("around", "about") and not seen.head.found and seen.number.value <= _HOURS and seen.word(-2) == "at":
        return True
    if seen.after == "in" and seen.word(2) == "the" and seen.is_in(seen.word(3), "daytimes"):
        return True
    if _is_told_off(seen) or _is_hour_of_two(seen):
        return True
    if _is_open(seen) or (seen.before == "struck" and seen.number.value <= _HOURS and not seen.head.found):
        return True
    measured = seen.after in seen.rules.percent.found or seen.after in seen.rules.money_after or seen.after in seen.rules.size
    if seen.before == "at" and seen.number.value <= _HOURS and not (measured or seen.head.found or _is_told(seen)):
        return True
    if seen.after in ("a", "p") and seen.word(2) == "." and seen.word(3) == "m":
        return True
    if seen.after == ":" and seen.block.low[seen.number.last + 2][:1].isdigit() and _is_glued(seen):
        return True
    digits = seen.block.low[seen.number.first]
    return (
        len(digits) == 4
        and digits.isdigit()
        and seen.after in ("hours", "hrs", "hour")
        and int(digits) % 100 < 60
        and seen.number.value <= 2400
    )


def _is_told_off(seen: Seen) -> bool:
    """Whether an hour is told from another: a quarter to five, half past nine, ten minutes to six."""
    if seen.before not in ("to", "past") or seen.number.value > _HOURS or seen.head.found:
        return False
    word = seen.word(-2)
    rules = seen.rules
    return word in ("quarter", "half", "minutes") or (seen.before == "past" and (word in rules.ones or word in rules.tens))


def _is_hour_of_two(seen: Seen) -> bool:
    """Whether a number shares a clock with the other end: from 3 to 5pm, 11-12 am, 0800 to 1300."""
    block, number = seen.block, seen.number
    first = block.low[number.first - 2]
    if seen.before in ("to", "until", "till", *HYPHENS) and len(first) == _CLOCK and first[0] == "0" and first.isdigit():
        return len(block.low[number.first]) == _CLOCK
    at = number.last + 2
    if seen.after not in LIST or block.kind[at] != DIGITS or number.spelled or number.value > _HOURS:
        return False
    while block.low[at + 1] in (":", ".") and block.glued(at + 2) and block.kind[at + 2] == DIGITS:
        at += 2
    meridiem = block.low[at + 1] in ("a", "p") and block.low[at + 2] == "." and block.low[at + 3] == "m"
    return meridiem or block.low[at + 1] in ("am", "pm", "noon", "midnight", "o'clock")


def _is_further(seen: Seen) -> bool:
    """Whether an age stands behind another name shortly before: Nasir, 40, and Yasir (36)."""
    block = seen.block
    for at in range(seen.number.first - 3, max(1, seen.number.first - _BACK - 2), -1):
        if block.kind[at] == DIGITS:
            return block.low[at - 1] == "," and block.low[at + 1] in (",", "and") and block.capital(at - 2)
    return False


def _is_glued(seen: Seen) -> bool:
    """Whether no space stands on either side of the sign behind a number: 9:30, and not 67: 27."""
    return seen.block.glued(seen.number.last + 1) and seen.block.glued(seen.number.last + 2)


def _is_open(seen: Seen) -> bool:
    """Whether a number is one of two hours from which to which something goes: from 9 to 5; not grew from 9 to 12."""
    low, first = seen.block.low, seen.number.first
    if seen.head.found or seen.number.value > _HOURS:
        return False
    if seen.before == "to" and low[first - 3] == "from":
        begin = first - 3
    elif seen.before == "from" and seen.after == "to" and not head_of(seen.block, seen.number.last + 2, seen.rules).found:
        begin = first - 1
    else:
        return False
    edge, _ = seen.block.window(first)
    back = low[max(edge, begin - _BACK) : begin]
    return not any(word in seen.rules.rising or word in seen.rules.counts or word in seen.rules.nouns for word in back)


def _is_told(seen: Seen) -> bool:
    """Whether words before a number say that a count stands at it: put the toll at 9."""
    back = seen.block.low[max(0, seen.number.first - 9) : seen.number.first - 1]
    return any(word in seen.rules.counts or word in seen.rules.standing or word in seen.rules.nouns for word in back)


def period(seen: Seen) -> bool:
    """A date that is told from another: three days ago, the past five years, first ten months, two weeks later.

    A duration is none: for three days, for the past 72 days, at least seven days before the event, after four days of clashes.
    """
    block, number, rules = seen.block, seen.number, seen.rules
    at = number.last + 1
    if block.low[at] in HYPHENS:
        at += 1
    while block.low[at] in rules.more:
        at += 1
    unit = block.low[at].removesuffix("'")
    if unit not in rules.time:
        return False
    before, earlier = seen.before, seen.word(-2)
    if seen.is_in(before, "past"):
        return not (seen.is_in(before, "lasting") and "for" in (earlier, seen.word(-3)))
    after = block.low[at + 1]
    if after == "of" and seen.is_in(block.low[at + 2], "lived"):
        return True
    if after == "of" and before == "after":
        return False
    if seen.is_in(after, "after_time") and not (after == "on" and _is_day(block, at + 2, rules)):
        return before not in ("least", "for", "than", "within") or after in ("ago", "later", "earlier")
    if before in ("over", "about", "around", "nearly", "almost", "just", "only", "some", "than", "least"):
        before, earlier = earlier, seen.word(-3)
        if before in ("more", "at", "less"):
            before = earlier
    if before == "on" and unit in ("minutes", "minute"):
        return True  # levelled on 67 minutes
    return before in ("in", "after", "every", "since", "by", "before") or after in ("old", "olds")


def _is_day(block: Block, at: int, rules: Rules) -> bool:
    """Whether a date begins at a token: for 10 years on 21 December, and not six years on it holds."""
    return block.kind[at] == DIGITS or month(block, at, rules)


def aged(seen: Seen) -> bool:
    """An age: aged 12, 12 years old, a 12-year-old, Ali Khan, 32, and Sara (7); children under five."""
    block, number, rules = seen.block, seen.number, seen.rules
    at = number.last + 1
    words = [word.removesuffix("'s") for word in block.low[at : at + 5] if word not in HYPHENS]
    if words and rules.ages.at(words, 0, len(words)) is not None:
        return True
    if (
        seen.before == "of"
        and words[:1] == ["years"]
        and (block.kind[number.first - 2] == DIGITS or seen.is_in(seen.word(-2), "someone"))
    ):
        return True
    if words[1:2] in (["old"], ["olds"]) and words[0] in rules.time:
        return True
    if seen.after in HYPHENS and len(words) > 1 and words[0] in rules.time and (noun := rules.nouns.get(words[1])) is not None:
        return noun.counted == "people" and not noun.plural
    edge, _ = block.window(number.first)
    if number.first > edge and (rules.age_before.at(block.low, number.first - 1, edge) is not None or _behind_age(seen, edge)):
        return not seen.counts
    if seen.after in ("age", "ages") or (seen.after in ("and", "to", *HYPHENS) and seen.word(3) == "age"):
        return True
    if number.value > LAST_AGE or number.words:
        return False
    if seen.before in ("then", "now") and seen.word(-2) == "," and seen.after in (",", ")"):
        return True
    if seen.before == "of" and seen.is_in(seen.word(-2), "someone") and not seen.head.found:
        return True
    if seen.before == "at" and not seen.head.found and _is_lifetime(seen, edge):
        return True
    return _over_age(seen) or _beside_name(seen) or _beside_many(seen)


def _behind_age(seen: Seen, edge: int) -> bool:
    """Whether a number stands behind the word age, with a colon or about between: age: 24 years, aged about 30."""
    at = seen.number.first - 1
    while at > edge and (seen.block.low[at] == ":" or seen.is_in(seen.block.low[at], "about_age")):
        at -= 1
    return seen.block.low[at] in ("age", "aged", "ages")


def _is_lifetime(seen: Seen, edge: int) -> bool:
    """Whether what stands before "at" makes an age of a number: died at 87; took oath in 2024, at 68; not the toll, at 68."""
    if seen.is_in(seen.word(-2), "lifetimes"):
        return True
    block, rules = seen.block, seen.rules
    apart = seen.number.first - 1 == edge or seen.word(-2) == ","
    if not apart or not (block.kind[seen.number.last + 1] == SIGN or seen.number.last + 1 == block.size):
        return False
    for word in block.low[edge : seen.number.first]:
        noun = rules.nouns.get(word)
        counted = noun is not None and (noun.plural or noun.counted == "event")
        if counted or word in rules.counts or word in rules.standing or (word in rules.rising and word not in rules.risen):
            return False
    return True


def _beside_many(seen: Seen) -> bool:
    """Either of the ages behind two people: the two boys, 9 and 11, were found."""
    block, number = seen.block, seen.number
    first = number.first if seen.before == "," else number.first - 2
    low, kind = block.low, block.kind
    noun = seen.rules.nouns.get(low[first - 2])
    return (
        noun is not None
        and noun.counted == "people"
        and noun.plural
        and (low[first - 1], low[first + 1]) == (",", "and")
        and kind[first] == kind[first + 2] == DIGITS
        and kind[first + 3] == SIGN
        and max(len(low[first]), len(low[first + 2])) < len("100")
    )


def _over_age(seen: Seen) -> bool:
    """A bound of age: people over 60, children under five, the under-19 team."""
    block, rules, at = seen.block, seen.rules, seen.number.last + 1
    if seen.before in HYPHENS:
        return seen.word(-2) in ("under", "over")
    if seen.head.found or seen.before not in ("under", "over", "above", "below"):
        return False
    noun = rules.nouns.get(seen.word(-2))
    folks = noun is not None and noun.counted == "people" and seen.word(-2) not in rules.participles
    folks = folks or (seen.word(-2) in rules.participles and seen.word(-3) == "the")  # 12 of the injured over 60
    folks = folks or seen.is_in(seen.word(-2), "age_of")
    return folks or (seen.before == "under" and block.low[at] not in rules.scales)


def _is_place(block: Block, first: int) -> bool:
    """Whether the name before a bracket is a place, or the next of a list of places: in Pishin (18) and Dera Bugti (10)."""
    for _ in range(_PLACES):
        at = first - 2
        while at > first - _NAME and block.kind[at] == WORD and block.capital(at):
            at -= 1
        if block.low[at] in ("in", "at"):
            return True
        at -= block.low[at] == "and"
        at -= block.low[at] == ","
        if block.low[at] != ")" or block.kind[at - 1] != DIGITS or block.low[at - 2] != "(":
            return False
        first = at - 1
    return False


def _beside_name(seen: Seen) -> bool:
    """Between commas or brackets behind a name or one person: Ali Khan, 32, said; Sara Bibi (7); a cousin (11)."""
    block, first = seen.block, seen.number.first
    if seen.number.spelled or first < 2 or seen.before not in (",", "("):
        return False
    named = block.kind[first - 2] == WORD and block.capital(first - 2) and not month(block, first - 2, seen.rules)
    noun = seen.rules.nouns.get(block.low[first - 2])
    closing = ")" if seen.before == "(" else ","
    if seen.after == closing and noun is not None and noun.counted == "people" and not noun.plural:
        return True
    if named and seen.before == "(" and _is_place(block, first):
        return False
    if named and seen.before == "(" and seen.after == ")" and _is_further(seen):
        return True
    if seen.before == "(":
        return named and seen.after == ")" and first >= 3 and block.kind[first - 3] == WORD and block.capital(first - 3)
    return named and seen.after in (",", ".", "and", ")", ";", "was", "from", "of", "who", "") and not seen.head.found
