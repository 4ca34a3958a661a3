"""Whether a number that nothing excludes states a figure: something beside it must speak for it.

A noun that it counts, a unit, a cue, a bound; or what a count got to: bringing the total to 133. Where only a verb or a
bracket speaks for it, the figure is unsure.
"""

from __future__ import annotations

from typing import NamedTuple

from cttui.proposals.amounts import Amount
from cttui.proposals.measures import Measured, Span
from cttui.proposals.nouns import Head
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import DIGITS, SIGN, WORD, Block
from cttui.proposals.units import Unit

_SMALL = 10
"""The last number in words that "the" makes a known one: the two men."""
_GROUP = 3
"""Digits of a group: as many behind a point may be the thousands of another language."""
_FEW = 3
"""The first number that "the" leaves a figure where people are counted: the six judges."""
_LARGE = 31
"""Numbers in digits beyond it are no days of a month."""
_JOINED = frozenset({"and", ",", "while"})
"""Before a number that goes on with what a number before it counts."""
_BACK = 14
"""Tokens before a number among which one may say that a count got to it."""
_LOOSE = frozenset({"on", "at", "with", "by", "during", "under", "around"})
"""Behind a bare number, what says less than "in" does that it counts something there."""
_BRACKET = 3
"""Tokens of a year in brackets."""
_ROWS = 8
"""Years of a list whose noun is said once."""
_AROUND = 50
"""Tokens on either side of a bare number among which one may say that something is counted."""
_NEAR = 12
"""Tokens between a number and a cue that its quote spans at most."""


class Candidate(NamedTuple):
    """A number that may state a figure, with what stands around it."""

    block: Block
    amount: Amount
    unit: Unit
    head: Head
    span: Span
    rules: Rules
    measured: Measured | None = None
    alone: bool = True
    """Whether a number for a name behind it counts the same; not where two figures stand side by side."""

    @property
    def counted(self) -> str:
        """The word for what it counts; empty if there is none."""
        return self.block.low[self.head.place] if self.head.found else ""

    doubted: bool = False
    """Whether the text tells something of none of them, or not of all: none of the 30 passengers."""

    def reach(self) -> tuple[int, int]:
        """The first and the last token of all that speaks for it."""
        first, last = self.span.first, max(self.span.last, self.unit.last, self.amount.last)
        if self.measured is not None and self.measured.first > first - _NEAR and self.measured.last < last + _NEAR:
            first, last = min(first, self.measured.first), max(last, self.measured.last)
        return first, last

    def sure(self) -> bool:
        """Whether a word says what is counted or measured, and nothing is denied of it."""
        return not self.doubted and (self.measured is not None or self.unit.kind in ("money", "percent") or self._counts())

    def _counts(self) -> bool:
        return self.head.noun is not None and self.head.noun.counted in ("people", "things", "event")


def states(found: Candidate, *, listed: bool) -> bool:
    """Whether a number states a figure.

    Args:
        found: The number, and what stands around it.
        listed: Whether a number before it in the sentence states one.
    """
    number = found.amount.low
    if number.words:
        return _states_words(found)
    if found.unit.kind in ("money", "percent", "size", "joined"):
        return True
    if found.measured is not None and (number.spelled or not _is_decimal(found)):
        return True
    if found.unit.kind == "time":
        return True
    if _is_decimal(found) or (number.suffixed and not found.head.found):
        return False
    if _is_one_of(found) or _is_known(found) or (number.spelled and number.value == 1 and not found.head.found):
        return False
    if "," in found.block.low[found.amount.begin] or number.scale:
        return True
    if found.head.found:
        return number.value != 0 or found.sure()
    return _is_bounded(found) or _is_reached(found) or _is_followed(found, listed=listed)


def _states_words(found: Candidate) -> bool:
    """Whether words for a number state a figure: dozens of civilians; several only where it is known what is counted."""
    if found.unit.kind in ("money", "percent"):
        return True
    if found.unit.kind:
        return found.amount.low.words not in found.rules.weak
    if found.amount.low.words in found.rules.weak:
        return found.measured is not None or (found.head.noun is not None and found.head.noun.counted == "event")
    if found.amount.low.words in found.rules.partial and found.block.low[found.amount.end + 1] != "of":
        return _is_undergone(found)
    return found.measured is not None or found.head.found or _is_followed(found)


def _is_undergone(found: Candidate) -> bool:
    """Whether something was done to so many: scores were wounded; not he scores, and not test scores were hurt."""
    block, rules, begin = found.block, found.rules, found.amount.begin
    if found.amount.low.words not in rules.done or found.measured is None:
        return False
    edge, _ = block.window(begin)
    before, after = block.low[begin - 1], block.low[found.amount.end + 1]
    begun = begin == edge or block.kind[begin - 1] == SIGN or before in rules.undergone or before in rules.cues.found
    return begun and (after in rules.auxiliaries or after in rules.participles or after in rules.states or after == "more")


def _is_decimal(found: Candidate) -> bool:
    """Whether it is no whole number, which counts nothing but an average: 53.75 attacks, and not 17.212 militants."""
    value, noun = found.amount.low.value, found.head.noun
    if value == value.to_integral_value():
        return False
    return noun is None or noun.counted != "event" or value.as_tuple().exponent == -_GROUP


def _is_known(found: Candidate) -> bool:
    """Whether it only takes up what was stated before: the two men."""
    before = found.block.low[found.amount.begin - 1]
    number = found.amount.low
    if (
        found.block.low[found.amount.begin - 2] == "of"
        and found.block.low[found.amount.begin - 3] in found.rules.unreal["none"]
    ):
        return False  # neither of the two
    if before not in found.rules.known or not number.spelled or number.value > _SMALL:
        return False
    return number.value < _FEW or found.head.noun is None or found.head.noun.counted != "people"


def _is_one_of(found: Candidate) -> bool:
    """Whether it is one of many, which only a cue makes a figure."""
    return found.amount.low.value == 1 and found.block.low[found.amount.end + 1] == "of"


def _is_bounded(found: Candidate) -> bool:
    """Whether a bound beside it says that it is a count: at least 24, 35 to 40 in number; and not about one."""
    amount = found.amount
    return (amount.side != "none" or amount.about or amount.last > amount.end) and amount.low.value > 1


def _is_reached(found: Candidate) -> bool:
    """Whether a count got to it: the toll rose to 52, bringing the total to 133, from 573 in 2021 to 1,210."""
    block, rules, at = found.block, found.rules, found.amount.first
    edge, _ = block.window(at)
    if at > edge and rules.counting.at(block.low, at - 1, edge) is not None:
        return True
    while at - 1 > edge and block.low[at - 1] in rules.lately:
        at -= 1
    if block.low[at - 1] in rules.tolls and block.kind[found.amount.last + 1] == SIGN:
        return True
    if block.low[at - 1] not in rules.reaching and not block.low[at - 1].endswith("'s"):
        return False
    back = block.low[max(edge, at - _BACK) : at - 1]
    if any(word in rules.rising or word in rules.counts for word in back):
        return True
    return block.low[at - 1] == "to" and any(word in rules.nouns and rules.nouns[word].plural for word in back)


def _is_followed(found: Candidate, *, listed: bool = False) -> bool:
    """Whether what stands behind it makes a count of it: 600 were, 12 of them, 4,021 conducted, Sindh (24).

    With ``listed``, a preposition of any kind does: 109 ended in acquittal and 19 in conviction.
    """
    block, rules = found.block, found.rules
    after = found.amount.last + 1
    word = block.low[after]
    number = found.amount.low
    whole = block.low[after + 1]
    if block.low[found.amount.first - 1] in ("whom", "which") and block.low[found.amount.first - 2] == "of":
        return True
    if word == "of" and (
        whole in rules.partitive or block.kind[after + 1] == DIGITS or whole in rules.ones or whole in rules.tens
    ):
        return True
    if (
        word in rules.following
        or (word.endswith("ed") and block.kind[after] == WORD)
        or (word and not word.isascii() and word.isalpha())
    ):
        return True
    if _is_headed(found) or (listed and block.low[found.amount.first - 1] in _JOINED and word in rules.placing):
        return True
    if block.low[found.amount.first - 1].endswith("ed") and block.kind[after] == SIGN:
        return number.value > 1
    if block.low[found.amount.begin - 1] == "(" and word.endswith("ly") and whole == ")":
        return True  # damaged: 3,526 (577 fully)
    if block.low[found.amount.begin - 1] == "(" and word == ")":
        said = block.low[found.amount.begin - 2]
        named = block.capital(found.amount.begin - 2) or said in rules.nouns or said in rules.percent.found or said == "cent"
        return not number.spelled and named
    return _is_placed(found)


def _is_among_counts(found: Candidate) -> bool:
    """Whether words around a bare number tell of what it may count; not so in Smith had 59 on the first day."""
    block, rules = found.block, found.rules
    first, last = max(0, found.span.first - _AROUND), min(block.size, found.span.last + _AROUND)
    for at in range(first, last):
        word = block.low[at]
        noun = rules.nouns.get(word)
        if noun is not None and (noun.counted == "event" or (noun.plural and noun.counted != "never")):
            return True
        if word in rules.counts or word in rules.changing or word in rules.participles or word in rules.acting:
            return True
    return False


def heading(block: Block, first: int) -> int:
    """Where the noun stands that heads a number behind a colon, across a year: deaths: 12; deaths (2024): 1,081; (2023): 748.

    Args:
        block: Where they stand.
        first: The first token of the number.
    """
    for _ in range(_ROWS):
        at = first - 2
        year = block.low[at - 1]
        if at < _BRACKET or block.low[at : at + 2] != [")", ":"] or block.low[at - 2] != "(" or not _is_year(year):
            return at
        at -= _BRACKET
        if block.low[at] not in (",", ";") or block.kind[at - 1] != DIGITS:
            return at
        first = at - 1
    return first - 2


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == len("2024") and word[:2] in ("18", "19", "20")


def _is_headed(found: Candidate) -> bool:
    """Whether a noun with a colon stands before it, as in lists of figures: suicide bombings: 14."""
    block, at = found.block, found.amount.first - 1
    noun = found.rules.nouns.get(block.low[heading(block, found.amount.first)])
    return block.low[at] == ":" and noun is not None and noun.plural and noun.counted != "never"


def _is_placed(found: Candidate) -> bool:
    """Whether it counts in a place or a time what was named before: 532 in Balochistan, 54 in 2024."""
    block, after = found.block, found.amount.last + 1
    if block.low[after] == "for" and not found.amount.low.spelled and found.amount.low.value > _LARGE:
        return True
    return (
        block.low[after] in found.rules.placing
        and after + 1 < block.size
        and (block.low[after] not in _LOOSE or _is_among_counts(found))
        and (block.capital(after + 1) or block.low[after + 1] in ("the", "a") or block.low[after + 1].isdigit())
    )
