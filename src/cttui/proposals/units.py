"""The unit of a quantity: money, per cent, time, weight, length; Rs60 billion, 12%, a 10-day closure, 400 grams."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cttui.proposals.amounts import Amount
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import Block

Kind = Literal["", "money", "percent", "time", "size", "joined"]
"""What sort of unit it is; ``joined`` is a word behind a hyphen that names no unit of measure, as in 16-point."""


class Unit(NamedTuple):
    """A unit, and where its words begin and end."""

    first: int
    last: int
    name: str = ""
    kind: Kind = ""


def unit_of(block: Block, found: Amount, rules: Rules) -> Unit:
    """The unit that stands beside an amount; with an empty kind where there is none."""
    return _money(block, found, rules) or _behind(block, found, rules) or Unit(found.begin, found.end)


def _money(block: Block, found: Amount, rules: Rules) -> Unit | None:
    """Money, its currency before the number or behind it; a scale stays in the unit, as does what it is paid for each of."""
    begin, end = found.begin, found.end
    before = begin - 1
    if block.low[before] == "." and block.glued(before):
        before -= 1
    currency, first, last = "", begin, end
    if (sign := rules.money_before.get(block.low[before])) is not None:
        currency = sign
        first = before - 1 if block.low[before - 1] == "us" and block.glued(before) else before
    else:
        after = end + 1
        while after <= end + 3 and block.low[after] in rules.whose:
            after += 1
        if block.capital(after) and rules.money_after.get(block.low[after + 1], "") not in ("", *rules.shared):
            after += 1
        if (name := rules.money_after.get(block.low[after])) is not None:
            currency, last = name, after
    if not currency:
        return None
    name = f"{found.high.scale} {currency}" if found.high.scale else currency
    if block.low[last + 1] == "/" and block.low[last + 2] == "-":
        last += 2
    elif block.low[last + 1] == "per" or (block.low[last + 1] == "/" and block.glued(last + 1)):
        each = block.low[last + 2]
        if each in rules.size or each in rules.time:
            name = f"{name} per {(rules.size.get(each) or rules.time[each]).removesuffix('s')}"
            last += 2
    return Unit(first, last, name, "money")


def _behind(block: Block, found: Amount, rules: Rules) -> Unit | None:
    """Per cent, time, weight or length behind a number, with a hyphen or without."""
    after = found.last + 1
    if after >= block.size:
        return None
    if (percent := rules.percent.at(block.low, after, block.size)) is not None:
        size, name = percent
        return Unit(found.begin, found.last + size, name, "percent")
    hyphen = block.low[after] == "-" and block.glued(after) and block.glued(after + 1)
    word = block.low[after + 1 if hyphen else after]
    last = after + 1 if hyphen else after
    if word in rules.more and not hyphen:
        word, last = block.low[last + 1], last + 1
    timed = word.removesuffix("'")
    if timed in rules.time:
        return Unit(found.begin, last, rules.time[timed], "time")
    named = word in rules.containers and not hyphen and found.high.value > 1
    if word in rules.size and not named:
        return Unit(found.begin, last, rules.size[word], "size")
    if hyphen and word in rules.joined:
        return Unit(found.begin, last, rules.joined[word], "joined")
    return None


def is_worth(block: Block, last: int, rules: Rules) -> bool:
    """Whether money says how much one of something is worth: a 1,000-rupee note.

    Args:
        block: Where it stands.
        last: The last token of the unit.
        rules: The rules.
    """
    return block.low[last - 1] == "-" and block.low[last + 1] in rules.worth
