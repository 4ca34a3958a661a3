"""A figure as a person types it: 124, at least 20, 20-30, about 15, 2 lakh, dozens."""

from __future__ import annotations

from typing import NamedTuple

from cttui.proposals.amounts import Amount, amount, ends, pair
from cttui.proposals.numbers import Number, numbers, plain
from cttui.proposals.rules import Rules, rules
from cttui.proposals.tokens import Block, blocks

LONGEST = 200
"""Characters of a figure that is read."""
_SIGNS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}
_OPENING = frozenset({"between", "from", "="})
"""What may stand before a number and says nothing more than the number and its bound do."""


class Said(NamedTuple):
    """A figure, as a claim would have it."""

    value: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    words: str = ""
    approx: bool = False

    def record(self) -> dict[str, object]:
        """The keys of a claim that hold."""
        said = self._asdict().items()
        return {name: value for name, value in said if value is not None and value is not False and value != ""}


def said(text: str) -> Said | None:
    """Read a figure, by the rules of the reader of figures; words without any digit stand for themselves.

    Returns:
        What it says; ``None`` if the text is empty, or has a number and is no figure.
    """
    typed = " ".join(text.split())
    if not typed or len(typed) > LONGEST:
        return None
    signed = typed
    for written, sign in _SIGNS.items():
        signed = signed.replace(written, sign)
    table = rules()
    block = next(iter(blocks(signed, len(signed), table.short, table.apart)))
    there = numbers(block, table)
    found = _whole(block, there, table)
    if found is not None and not found.low.words:
        return Said(*ends(found, plain(found.low.value), plain(found.high.value)), approx=found.about)
    if any(char.isdigit() for char in typed) or not all(number.words for number in there):
        return None
    return Said(words=typed)


def _whole(block: Block, there: list[Number], table: Rules) -> Amount | None:
    """The amount that a text is, with nothing beside it; ``None`` if it is none, or says more."""
    if not 1 <= len(there) <= 2:
        return None
    low, high = there[0], there[-1]
    if len(there) == 2:
        joined = pair(block, low, high, table)
        if joined is None:
            return None
        low, high = joined
    found = amount(block, low, high, table)
    first = found.first
    while first and block.low[first - 1] in _OPENING:
        first -= 1
    return found if first == 0 and found.last == block.size - 1 else None
