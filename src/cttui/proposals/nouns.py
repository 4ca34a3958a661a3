"""What is counted: the head of the noun phrase behind a number."""

from __future__ import annotations

from typing import NamedTuple

from cttui.proposals.rules import Noun, Rules
from cttui.proposals.tokens import DIGITS, SIGN, WORD, Block

_WITHIN = frozenset("-\"'\u201c\u201d\u2018\u2019/")
"""Signs that may stand in a noun phrase."""
_CLOSING = frozenset("\u201d\u2019")
_LETTERS = 3
"""Letters of the longest name of a type."""
REACH = 12
"""Tokens behind a number in which its noun is looked for."""


class Head(NamedTuple):
    """The noun that a number counts."""

    place: int
    """Its token; that of the number where there is none."""
    noun: Noun | None = None
    """What it counts; ``None`` if the word is not known."""
    found: bool = False
    """Whether there is a noun at all; one that is not known looks like several of something."""


def head_of(block: Block, last: int, rules: Rules) -> Head:
    """The head of the noun phrase that begins behind a token.

    The last noun of a chain is its head: police officers, bomb and grenade attacks. A verb, a preposition, a sign or another
    number ends the chain.
    """
    _, edge = block.window(last)
    edge = min(edge, last + 1 + REACH)
    head = Head(last)
    at = last + 1
    goes_on = True
    while goes_on and at < edge:
        if block.low[at] == "(" and block.low[at + 2] == ")" and _goes_on(block, at + 3, edge, rules):
            at += 3
        elif block.low[at] == "," and not head.found and at > last + 1:
            goes_on = _goes_on(block, at + 1, edge, rules)
            at += 1
        else:
            head, goes_on = _with(block, at, edge, head, rules)
            at += 1
    return head


def _with(block: Block, at: int, edge: int, head: Head, rules: Rules) -> tuple[Head, bool]:
    """The head with one more token of the phrase, and whether the phrase goes on behind it."""
    word = block.low[at]
    if block.kind[at] == DIGITS and _is_designation(block, at):
        return head, True
    if block.kind[at] == DIGITS or word in rules.ones or word in rules.tens:
        return head, False
    if block.kind[at] == SIGN:
        return head, word in _WITHIN and not (word in _CLOSING and head.found)
    if word in rules.joining:
        ended = head.found and (head.noun is None or (head.noun.plural and block.low[head.place] not in rules.leading))
        return head, not ended and _goes_on(block, at + 1, edge, rules)
    if _is_verb(block, at, edge, rules) or _is_fleeing(block, at, rules):
        return head, False
    if (noun := rules.nouns.get(word)) is not None:
        if head.found and (word in rules.participles or word in rules.states):
            return head, False
        return Head(at, noun, True), not noun.plural or word in rules.leading or _leads(block, at, edge, rules)
    if word in rules.stops:
        return head, block.low[at + 1] == "-" and block.glued(at + 1)
    if _looks_plural(word) and (not head.found or (head.noun is not None and not head.noun.plural)):
        return Head(at, None, True), _leads(block, at, edge, rules)
    return head, True


def _is_designation(block: Block, at: int) -> bool:
    """Whether digits end the name of a type: 22 AK-47 rifles, four M16 rifles."""
    letters = at - 2 if block.low[at - 1] == "-" else at - 1
    return block.glued(at) and block.kind[letters] == WORD and len(block.low[letters]) <= _LETTERS and block.capital(letters)


def _is_verb(block: Block, at: int, edge: int, rules: Rules) -> bool:
    """Whether a participle ends the noun phrase, as in 12 people killed; in 27 injured individuals it does not."""
    word = block.low[at]
    if word not in rules.participles:
        return False
    for after in block.low[at + 1 : min(at + 4, edge)]:
        noun = rules.nouns.get(after)
        if noun is not None:
            return False
        if after in rules.stops or not after[0].isalpha() or after in rules.joining:
            return True
    return True


def _is_fleeing(block: Block, at: int, rules: Rules) -> bool:
    """Whether a verb tells of what was done to nobody: 40 people escaped death; not 12 escaped prisoners."""
    if block.low[at] not in rules.fleeing:
        return False
    after = block.low[at + 1]
    noun = rules.nouns.get(after)
    return after == "being" or (noun is not None and noun.counted == "event")


def _goes_on(block: Block, at: int, edge: int, rules: Rules) -> bool:
    """Whether a noun stands within a few words, with nothing between that would end the phrase."""
    for place in range(at, min(at + 9, edge)):
        word = block.low[place]
        if word in rules.nouns and rules.nouns[word].plural:
            return True
        ends = word in rules.stops or word in rules.participles or word in rules.ones
        if ends or block.kind[place] == DIGITS or (block.kind[place] == SIGN and word != "-"):
            return False
    return False


def _leads(block: Block, at: int, edge: int, rules: Rules) -> bool:
    """Whether a plural noun only leads to the next, as in names: 20 Points National Action Plan."""
    after = block.low[at + 1]
    noun = rules.nouns.get(after)
    if at + 1 >= edge or after in rules.stops:
        return False
    return noun is not None and noun.counted in ("event", "people") and noun.plural


def _looks_plural(word: str) -> bool:
    """Whether a word that no table has looks like several of something."""
    return (
        len(word) > 3
        and word != "corps"
        and word.endswith(("s", "ese"))
        and not word.endswith(("ss", "us", "is", "'s", "these"))
    )
