"""Numbers in digits and in words: 12, 1,23,456, 3.5 million, 2 lakh, thirty-five, half a million, dozens."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cttui.proposals.broken import grouped, mixed
from cttui.proposals.nouns import head_of
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import DIGITS, WORD, Block

MOST_DIGITS = 15
"""Digits of the longest number that is read as one."""
_ARTICLES = ("a", "an")
_MOST_WORDS = 24
"""Words of the longest number in words."""
_LEAST_SCALE = 100
"""The least scale behind which another number may belong to the same: 12 thousand 500."""
_MOST_APART = 100
"""How many times a scale may be what follows it and belongs to it: 12 thousand 500, and not of 5 million 300."""


class Number(NamedTuple):
    """A number that stands in a text."""

    first: int
    """Its first token."""
    last: int
    """Its last token."""
    value: Decimal
    """What it says in all; 0 if it says no number."""
    words: str = ""
    """What it says where it is no number: ``dozens``."""
    scale: str = ""
    """The scale that an amount of money keeps in its unit: ``billion``."""
    lead: Decimal = Decimal(0)
    """The number that stands before that scale, or the value where there is none."""
    spelled: bool = False
    """Whether it begins in words and not in digits."""
    suffixed: bool = False
    """Whether a letter right behind the digits says the scale, as in 1.3m."""


def plain(value: Decimal) -> int | float:
    """A number as a claim has it: whole where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)


def numbers(block: Block, rules: Rules) -> list[Number]:
    """All numbers of a block, in order; whether they are figures is not asked yet."""
    found: list[Number] = []
    place = 0
    size = block.size
    while place < size:
        number = None
        if block.kind[place] == DIGITS:
            whole = grouped(block, place, rules)
            if whole == place and (run := _run(block, place)) > place + 1:
                place = run + 1
                continue
            number = _digits(block, place, whole, rules)
        elif block.low[place] in rules.starts and (
            block.low[place] not in _ARTICLES or block.low[place + 1] in rules.after_article
        ):
            number = _vague(block, place, rules) or _spelled(block, place, rules)
        if number is not None:
            found.append(number)
            place = number.last
        place += 1
    return found


def _run(block: Block, place: int) -> int:
    """The last of some digits that follow each other with nothing between, as in tables: three of them are no numbers."""
    while block.kind[place + 1] == DIGITS:
        place += 1
    return place


_AS_POINT = {**dict.fromkeys(map(ord, "\u00a0\u2009\u202f'\u2019\u066c"), ","), **dict.fromkeys(map(ord, "\u00b7\u066b"), ".")}
"""Marks of thousands and of decimals, as a comma and a point."""


def value_of(digits: str) -> Decimal | None:
    """What digits with separators say; ``None`` if they are grouped as no number is.

    Groups are of three, or as in India of two with three at the end: 1,234,567 and 12,34,567.
    """
    if len(digits) > 2 * MOST_DIGITS or sum(map(str.isdigit, digits)) > MOST_DIGITS:
        return None
    plain = "".join(str(int(char)) if char.isdigit() else char for char in digits)
    plain = plain.translate(_AS_POINT)
    whole, dot, rest = plain.partition(".")
    if "." in rest or "," in rest:
        parts = plain.split(".")
        grouped = "," not in plain and 0 < len(parts[0]) < 4 and all(len(part) == 3 for part in parts[1:])
        return Decimal("".join(parts)) if grouped else None
    first, *groups = whole.split(",")
    if groups:
        threes = all(len(group) == 3 for group in groups) and len(first) < 4
        twos = len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[:-1]) and len(first) < 3
        if not (threes or twos) or first == "0":
            return None
    return Decimal(first + "".join(groups) + dot + rest)


def _digits(block: Block, place: int, whole: int, rules: Rules) -> Number | None:
    """A number that begins in digits, whose groups end at the token ``whole``."""
    if (fraction := mixed(block, place, rules)) is not None:
        return _with_scales(block, Number(place, fraction[0], fraction[1], lead=fraction[1]), rules)
    value = value_of(",".join(digits for digits in block.low[place : whole + 1] if digits != ","))
    if value is None:
        return None
    last = whole
    suffixed = False
    if block.glued(last + 1) and (scale := rules.suffixes.get(block.low[last + 1])) is not None:
        last, suffixed = last + 1, True
        return _scaled(Number(place, last, value, lead=value, suffixed=suffixed), scale, rules)
    if block.low[last + 1 : last + 4] == ["and", "a", "half"]:
        value, last = value + Decimal("0.5"), last + 3
    elif block.glued(last + 1) and (part := rules.fractions.get(block.low[last + 1])) is not None:
        value, last = value + part, last + 1
    return _with_scales(block, Number(place, last, value, lead=value), rules)


def _with_scales(block: Block, number: Number, rules: Rules) -> Number:
    """A number with all scales behind it, and what belongs to them: 2 million, 12 thousand 500."""
    while (scale := block.low[at := number.last + 1 + is_tied(block, number.last + 1)]) in rules.scales and block.kind[
        at
    ] == WORD:
        number = _scaled(number._replace(last=at), scale, rules)
    return _joined(block, number, rules)


def is_tied(block: Block, at: int) -> bool:
    """Whether a token is a hyphen with no space on either side: two-dozen, 2-million."""
    return block.low[at] == "-" and block.glued(at) and block.glued(at + 1)


def _scaled(number: Number, scale: str, rules: Rules) -> Number:
    """A number with one more scale behind it: 3.5 and million, 2 and hundred, 2 hundred and million."""
    value = number.value * rules.scales[scale]
    if scale in rules.kept:
        return number._replace(value=value, lead=number.value, scale=rules.kept[scale])
    return number._replace(value=value, lead=value)


def _joined(block: Block, number: Number, rules: Rules) -> Number:
    """A number of two scales as one: 1 crore 20 lakh, 12 thousand 500 people."""
    after = number.last + 1
    scale = rules.scales.get(block.low[number.last], Decimal(0))
    if scale < _LEAST_SCALE or block.low[number.first - 2 : number.first] == ["of", "the"]:
        return number
    if block.kind[after] == DIGITS:
        value, last = value_of(block.low[after]), after
        if value is not None and block.low[after + 1] in rules.scales:
            value, last = value * rules.scales[block.low[after + 1]], after + 1
    elif block.low[after] in rules.ones or block.low[after] in rules.tens:
        words = _spelled(block, after, rules)
        value, last = (words.value, words.last) if words is not None else (None, after)
    else:
        return number
    if value is None or not scale <= _MOST_APART * value < _MOST_APART * scale:
        return number
    if block.low[last] not in rules.scales and not _is_counted(block, last, rules):
        return number
    total = number.value + value
    return number._replace(last=last, value=total, lead=total / rules.scales[number.scale] if number.scale else total)


def _is_counted(block: Block, last: int, rules: Rules) -> bool:
    """Whether several people or things are counted right behind a token, and not a year or a unit's size."""
    noun = head_of(block, last, rules).noun
    hyphen = block.glued(last + 1) and not block.low[last + 1].isalnum()
    named = block.kind[last] == DIGITS and len(block.low[last]) == len("2024")
    return noun is not None and noun.plural and noun.counted in ("people", "things") and not hyphen and not named


def _vague(block: Block, place: int, rules: Rules) -> Number | None:
    found = rules.vague.at(block.low, place, block.size)
    if found is None:
        return None
    size, words = found
    return Number(place, place + size - 1, Decimal(0), words=words, spelled=True)


def _spelled(block: Block, place: int, rules: Rules) -> Number | None:
    """A number in words, as far as its words go."""
    if (half := _half(block, place, rules)) is not None:
        return half
    words = _Words(block, place, rules)
    at = place
    while at < min(block.size, place + _MOST_WORDS) and words.takes(at):
        at += 1
    last = words.last
    if last < place:
        return _single(block, place, rules)
    value = words.total + words.current
    if block.low[last + 1 : last + 4] == ["and", "a", "half"]:
        scale = block.low[last + 4]
        value, last = value + Decimal("0.5"), last + 3
        number = Number(place, last, value, lead=value, spelled=True)
        return _scaled(number._replace(last=last + 1), scale, rules) if scale in rules.scales else number
    kept = words.scale if not words.current else ""
    number = Number(place, last, value, scale=kept, lead=words.lead if kept else value, spelled=True)
    return _joined(block, number, rules) if block.kind[last + 1] == DIGITS else number


class _Words:
    """The words of a number, taken one by one.

    Args:
        block: Where they stand.
        first: The token of the first.
        rules: The rules.
    """

    def __init__(self, block: Block, first: int, rules: Rules) -> None:
        self.block, self.first, self.rules = block, first, rules
        self.last = first - 1
        """The last token that belongs to the number."""
        self.total = self.current = self.lead = Decimal(0)
        self.scale = ""
        self.open = False
        """Whether the last word is twenty, thirty and so on, which a one may follow."""
        self.tied = False
        """Whether a hyphen joins a scale to the number before it: then others may join what follows, two-hundred-and-twelve."""

    def takes(self, at: int) -> bool:
        """Whether the number goes on with a token; if so, it is a part of it, or stands between two parts."""
        word, rules = self.block.low[at], self.rules
        begun = self.last >= self.first
        if word in rules.ones:
            if begun and self.current % 100 and not (self.open and 0 < rules.ones[word] < 10):
                return False
            self.current, self.open = self.current + rules.ones[word], False
        elif word in rules.tens and self.current % 100 == 0:
            self.current, self.open = self.current + rules.tens[word], True
        elif word in rules.scales and (begun or _bare(self.block, at, rules)):
            self.tied = self.tied or (begun and is_tied(self.block, at - 1))
            self._scale(word)
        else:
            return self._is_between(at)
        self.last = at
        return True

    def _scale(self, word: str) -> None:
        factor = self.rules.scales[word]
        self.open = False
        if factor < 1000:
            self.current = (self.current or Decimal(1)) * factor
            return
        self.lead = self.current or Decimal(1)
        self.total, self.current = self.total + self.lead * factor, Decimal(0)
        self.scale = self.rules.kept.get(word, "")

    def _is_between(self, at: int) -> bool:
        """Whether a token joins two words of a number: a hundred, two hundred and twelve, twenty-one."""
        low, rules = self.block.low, self.rules
        if at == self.first:
            return low[at] in _ARTICLES and (low[at + 1] in rules.bare or low[at + 1] in rules.kept)
        scale, after = low[self.last] in rules.scales, self.last + 4
        if self.tied and scale and at < after and low[self.last + 1 : after] == ["-", "and", "-"]:
            return self._is_small(after)
        if self.last != at - 1:
            return False
        if low[at] == "-":
            tied = is_tied(self.block, at) and (low[at + 1] in rules.scales or (self.tied and scale and self._is_small(at + 1)))
            return tied or (self.open and low[at + 1] in rules.ones)
        return low[at] == "and" and scale and self._is_small(at + 1)

    def _is_small(self, at: int) -> bool:
        """Whether a token may follow a scale: the twelve of two hundred and twelve."""
        return self.block.low[at] in self.rules.ones or self.block.low[at] in self.rules.tens


def _single(block: Block, place: int, rules: Rules) -> Number | None:
    """The one of about an hour, over a week; none of more than a year before."""
    then = block.low[place + 2] in rules.sets["after_time"]
    if (
        block.low[place] in _ARTICLES
        and block.low[place - 1] in rules.single
        and block.low[place + 1] in rules.time
        and not then
    ):
        return Number(place, place, Decimal(1), lead=Decimal(1), spelled=True)
    return None


def _bare(block: Block, at: int, rules: Rules) -> bool:
    """Whether a scale counts without a number before it: a hundred, a million, over hundred."""
    return block.low[at - 1] in _ARTICLES or block.low[at] in rules.bare


def _half(block: Block, place: int, rules: Rules) -> Number | None:
    """Half a million, a quarter of a million, half a dozen, half-a-dozen, a half-dozen."""
    low = block.low
    at = place + 1 if low[place] == "a" and block.low[place + 1] in rules.halves else place
    part = rules.halves.get(block.low[at])
    if part is None:
        return None
    at += 1
    hyphen = low[at] == "-" and block.glued(at) and block.glued(at + 1)
    if low[at] == "of" or hyphen:
        at += 1
    if low[at] in _ARTICLES:
        at += 1 + (hyphen and low[at + 1] == "-")
    elif low[at - 1] == "of" and low[place] != "a":
        return None
    scale = block.low[at]
    if scale not in rules.scales:
        return None
    value = part * rules.scales[scale]
    kept = rules.kept.get(scale, "")
    return Number(place, at, value, scale=kept, lead=part if kept else value, spelled=True)
