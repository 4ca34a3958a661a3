"""A number as the rules that exclude it look at it: what it counts, and what stands on either side."""

from __future__ import annotations

from cttui.proposals.nouns import Head
from cttui.proposals.numbers import Number
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import WORD, Block

HYPHENS = frozenset("-\u2012\u2013")
LIST = frozenset({",", "and", "to", "or", "&", "through", "till", "until", *HYPHENS})
"""What stands between the numbers of one list: sections 302, 324 and 109; July 13 and 18."""


class Seen:
    """A number as the rules look at it.

    Args:
        block: Where it stands.
        number: The number.
        head: What it counts.
        bounded: Whether a phrase of a bound stands before it.
        rules: The rules.
    """

    __slots__ = ("after", "before", "block", "bounded", "head", "number", "rules")

    def __init__(self, block: Block, number: Number, head: Head, bounded: bool, rules: Rules) -> None:
        self.block, self.number, self.head, self.bounded, self.rules = block, number, head, bounded, rules
        self.before = block.low[number.first - 1]
        """The token before it."""
        self.after = block.low[number.last + 1]
        """The token behind it."""

    @property
    def counts(self) -> bool:
        """Whether it counts people, things or what a measure is named for, by a word that is known."""
        return self.head.noun is not None and self.head.noun.counted != "never"

    def word(self, offset: int) -> str:
        """A token by its distance from the number: -1 is the one before, 1 the one behind."""
        return self.block.low[self.number.last + offset if offset > 0 else self.number.first + offset]

    def is_in(self, word: str, table: str) -> bool:
        """Whether a word stands in a table of exclusions."""
        return word in self.rules.sets[table]

    def sentence(self) -> range:
        """The tokens of its sentence, as far as fifty on either side."""
        low, high = self.block.window(self.number.first)
        return range(max(low, self.number.first - 50), min(high, self.number.last + 50))


def month(block: Block, place: int, rules: Rules) -> bool:
    """Whether a token is the name of a month, which begins with a capital letter: May, and not may."""
    word = block.low[place]
    return word in rules.sets["months"] and block.capital(place)


def headline(seen: Seen) -> bool:
    """Whether most words of the sentence begin with a capital letter, as headlines do."""
    block = seen.block
    words = [at for at in seen.sentence() if block.kind[at] == WORD and len(block.low[at]) > 3]
    return len(words) > 3 and sum(map(block.capital, words)) * 4 >= len(words) * 3
