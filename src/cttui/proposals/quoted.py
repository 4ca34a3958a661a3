"""What a quote says of the figure of its claim: states it, states another, or states none.

The reader of figures reads the quote; whatever else in it may be the figure, or a part of it, speaks for the claim: an ordinal,
``both``, ``a soldier``, a sum of its numbers. So another figure is found only where nothing can be meant but that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

from cttui.model.claims import Stated
from cttui.proposals.numbers import numbers
from cttui.proposals.reader import Proposal, propose
from cttui.proposals.rules import Rules, rules
from cttui.proposals.tokens import DIGITS, Block, blocks


class Figure(Stated, Protocol):
    """A figure with what it counts, as a claim has it."""

    @property
    def measure(self) -> str:
        """What is counted."""

    @property
    def unit(self) -> str:
        """The unit; empty for people, or if the measure names it."""


class Verdict(NamedTuple):
    """What a quote says of a figure."""

    kind: Literal["states", "silent", "differs", "bound", "unclear"]
    """``silent`` if it holds no number; ``bound`` if it says at least or at most of the number that the claim calls exact."""
    found: Proposal | None = None
    """What it states instead."""


STATES, SILENT, UNCLEAR = Verdict("states"), Verdict("silent"), Verdict("unclear")

_PLAIN = {
    0: "no|zero|none|nobody", 1: "one|a|an|single", 2: "two|both|twice|couple|pair", 3: "three|thrice", 4: "four",
    5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve|dozen", 13: "thirteen",
    14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty",
    30: "thirty", 40: "forty", 50: "fifty",
}  # fmt: skip
_WORDS = {value: re.compile(rf"\b(?:{words})\b(?!-)", re.IGNORECASE) for value, words in _PLAIN.items()}
NUMERALS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|dozen|score|hundred|thousand|lakhs?|lac|crores?"
    "|[mb]illion|trillion|bn|mn|half|quarter"
)
"""Words that numbers are made of; written down here too, as the short way does without the file of the rules."""
_JOINT = r"(?:(?:and|an?|of)[\s-]+){0,2}"
_SAID_BEFORE = re.compile(rf"\b(?:{NUMERALS})[\s-]+{_JOINT}\Z", re.IGNORECASE)
_SAID_BEHIND = re.compile(rf"[\s-]+{_JOINT}(?:{NUMERALS})\b", re.IGNORECASE)
"""Beside a number, another word of it: the hundred of "one hundred and twenty", the dozen of "two-dozen", the million of 2."""
_HEDGE = re.compile(
    r"\b(?:more|over|above|than|up|under|below|fewer|less|least|most|exceed\w*|minimum|maximum|many|plus|upwards?|beyond|past"
    r"|nearly|almost|top\w*|cross\w*|surpass\w*)\b|[+<>≤≥]",
    re.IGNORECASE,
)
"""Words and signs that may make a bound of a number: with one of them in a quote, the reader looks at it."""

_MANY = "sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens|lakh|crore|millions?|billions?|several|scores|many"
_COUNTS = re.compile(
    rf"\d|\b(?:{'|'.join(words for value, words in _PLAIN.items() if value > 1)}|{_MANY})\b",
    re.IGNORECASE,
)
"""What a quote that counts more than one has."""

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_TIMES = {"once": 1, "single": 1, "both": 2, "twice": 2, "pair": 2, "couple": 2, "duo": 2, "thrice": 3, "trio": 3, "dozen": 12}
_PARTS = frozenset({"half", "third", "quarter", "fifth", "tenth", "double", "doubled", "triple", "tripled", "twofold", "all"})
"""Words that say a share or a rise."""
_ONES = frozenset(
    {"a", "an", "another", "his", "her", "their", "its", "along", "together", "besides", "plus", "including", "and", "other"}
    | {"others", "also", "too", "one", "the", "who", "including", "with", ","}
)
"""Words that may stand for one more, who is not counted by a number."""
_BEFORE, _BEHIND = 40, 24
"""Characters before and behind a number among which a bound of it would stand."""
_MOST_SUMMED = 8
"""Numbers of a quote whose sums are looked at."""


def verdict(quote: str, claim: Figure) -> Verdict:
    """What a quote says of the figure of its claim.

    Args:
        quote: The words, in English as far as it can be told; others are unclear.
        claim: Its claim; one that gives words instead of a number is always stated.
    """
    said = [number for number in (claim.value, claim.min, claim.max) if number is not None]
    if not said or _is_plain(quote, claim, said):
        return STATES
    if sum(map(str.isascii, quote)) * 2 < len(quote):
        return UNCLEAR
    if max(said) <= 1 and _COUNTS.search(quote) is None:
        return UNCLEAR
    found = propose(quote)
    if any(_same(proposal, claim) for proposal in found):
        return STATES
    table = rules()
    there = list(blocks(quote, len(quote), table.short, table.apart))
    mentions = [mention for block in there for mention in _mentions(block, table, claim.unit)]
    if not mentions:
        return SILENT if _is_countable(quote, said) else UNCLEAR
    known = {value for value, _ in mentions}
    if all(Decimal(repr(number)) in known for number in said):
        return _bounded(found, claim)
    cardinal = [value for value, counts in mentions if counts]
    if not cardinal and not (claim.unit or known & {Decimal(repr(number)) for number in said}):
        return SILENT if _is_countable(quote, said) else UNCLEAR
    if _may_be_sum(_words_left(there, table), said, cardinal):
        return UNCLEAR
    # a figure that no cue gives a measure may be the claim's where no other is; elsewhere it may belong to any of them
    alone = all(one.sure and one.measure in (claim.measure, "") and one.unit == claim.unit for one in found)
    others = [one for one in found if one.sure and not one.words and one.unit == claim.unit]
    others = [one for one in others if one.measure == claim.measure or (alone and not one.measure)]
    return Verdict("differs", others[0]) if others else UNCLEAR


def _is_plain(quote: str, claim: Figure, said: list[float]) -> bool:
    """Whether the figure plainly stands in the quote, the common case.

    No other word of a number stands beside it, and none that may make a bound of an exact one.
    """
    for number in said:
        place = next(_places(quote, number), None)
        if place is None:
            return False
        if _SAID_BEFORE.search(quote[max(0, place[0] - _BEFORE) : place[0]]) or _SAID_BEHIND.match(quote, place[1]):
            return False
        beside = f"{quote[max(0, place[0] - _BEFORE) : place[0]]} # {quote[place[1] : place[1] + _BEHIND]}"
        if claim.value is not None and _HEDGE.search(beside):
            return False
    return True


def _places(quote: str, number: float) -> Iterator[tuple[int, int]]:
    """Where a number stands in a quote, in digits or as a plain word."""
    whole = number == int(number)
    if whole and (words := _WORDS.get(int(number))) is not None:
        yield from (match.span() for match in words.finditer(quote))
    for digits in {f"{number:,}", repr(number), *([f"{number:,.0f}"] if whole else [])}:
        at = quote.find(digits)
        while at >= 0:
            stop = at + len(digits)
            before, behind = quote[:at][-1:], quote[stop : stop + 2]
            goes_on = behind[:1].isdigit() or (behind[:1] in (".", ",") and behind[1:].isdigit())
            if not (before.isdigit() or before in (".", ",") or goes_on):
                yield at, stop
            at = quote.find(digits, stop)


def _same(proposal: Proposal, claim: Figure) -> bool:
    """Whether a proposal has the number and the bound of a claim."""
    return all(getattr(proposal, name) == getattr(claim, name) for name in ("value", "min", "max"))


def _mentions(block: Block, table: Rules, unit: str) -> Iterator[tuple[Decimal, bool]]:
    """The numbers that a block holds in any way, each with whether it counts something and is no rank or share.

    Args:
        block: The block.
        table: The rules.
        unit: That of the claim, in which a scale may stay: the 2 of "2 million rupees" is one of million rupees alone.
    """
    read: set[int] = set()
    for number in numbers(block, table):
        read.update(range(number.first, number.last + 1))
        behind = block.low[number.last + 1]
        ranked = block.kind[number.last] == DIGITS and block.glued(number.last + 1) and behind in ("st", "nd", "rd", "th")
        yield number.value, not ranked
        if number.scale and number.scale in unit:
            yield number.lead, False
    for place in range(block.size):
        word = block.low[place]
        if word in _ORDINALS:
            yield Decimal(_ORDINALS[word]), False
        elif word in _TIMES and place not in read:
            yield Decimal(_TIMES[word]), True
        elif word in _PARTS:
            yield Decimal(0), False
        elif block.kind[place] == DIGITS and place not in read:
            # digits that the reader takes for no number at all: dates, runs of a table, groups of another language
            yield Decimal("".join(str(int(char)) for char in word if char.isdigit())[:15]), True


def _is_countable(quote: str, said: list[float]) -> bool:
    """Whether a number would have to be said: 0 is said by "no", 1 by anybody, a few by a list of names."""
    listed = 1 + len(re.findall(r",|\band\b|&|;|/", quote))
    articles = len(re.findall(r"\b(?:an?|another|his|her|the)\b", quote, re.IGNORECASE))
    return min(said) > max(1, listed, articles)


def _bounded(found: tuple[Proposal, ...], claim: Figure) -> Verdict:
    """Whether the quote says at least or at most of a number that the claim calls exact."""
    for one in found:
        if one.sure and claim.value in (one.min, one.max) and claim.value is not None and None in (one.min, one.max):
            return Verdict("bound", one) if one.measure == claim.measure and one.unit == claim.unit else UNCLEAR
    return STATES


def _words_left(there: list[Block], table: Rules) -> list[str]:
    """The words and commas of a quote that are none of a number: not the "a" of a dozen, nor an "and" within one."""
    left: list[str] = []
    for block in there:
        within = {at for number in numbers(block, table) if not number.words for at in range(number.first, number.last)}
        left.extend(word for at, word in enumerate(block.low[: block.size]) if at not in within)
    return left


def _may_be_sum(words: list[str], said: list[float], known: list[Decimal]) -> bool:
    """Whether a figure may be made of the numbers of a quote, and of ones that it does not count by a number."""
    if len(known) > _MOST_SUMMED:
        return True
    sums = {Decimal(0)}
    for value in known:
        sums |= {total + value for total in sums}
    ones = sum(word in _ONES for word in words)
    return all(any(total <= Decimal(repr(number)) <= total + ones for total in sums) for number in said)
