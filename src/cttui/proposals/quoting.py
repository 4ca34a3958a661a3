"""The words of a text that carry a figure, as a quote for its claim."""

from __future__ import annotations

from cttui.proposals.tokens import SIGN, WORD, Block

LONGEST = 120
"""Characters of the longest quote, as the timeline's file has it."""
_ENDS = frozenset(',;:.!?()\u2014\u2013\u201c\u201d"\u2026')
"""Signs that end a clause; a dash or hyphen inside a word does not."""


def quote_of(block: Block, first: int, last: int, core: tuple[int, int]) -> tuple[int, int]:
    """Where the quote begins and ends in the text: the clause around some tokens, as much of it as fits.

    Args:
        block: The block.
        first: The first token that it should have: the bound, the noun, the cue.
        last: The last.
        core: The first and last token that it must have, where not even those fit.
    """
    if _size(block, first, last) > LONGEST or _broken(block, first, last):
        first, last = core
    if _size(block, first, last) > LONGEST:
        begin = block.start[first]
        return begin, min(block.end[last], begin + LONGEST)
    low, high = block.window(first)
    left, right = first, last
    while left > low and not _is_end(block, left - 1) and _size(block, left, last) <= LONGEST:
        left -= 1
    while right + 1 < high and not _is_end(block, right + 1) and _size(block, first, right) <= LONGEST:
        right += 1
    while _size(block, left, right) > LONGEST or _broken(block, left, right):
        if right > last and (right - last >= first - left or left == first):
            right -= 1
        elif left < first:
            left += 1
        else:
            break
    return block.start[left], block.end[right]


def _size(block: Block, first: int, last: int) -> int:
    return block.end[last] - block.start[first]


def _broken(block: Block, first: int, last: int) -> bool:
    """Whether a line ends inside: a quote stands on one line where it can."""
    return block.text.find("\n", block.start[first], block.end[last]) >= 0


def _is_end(block: Block, at: int) -> bool:
    """Whether a token ends a clause."""
    if block.kind[at] != SIGN or block.low[at] not in _ENDS:
        return False
    if not block.glued(at):
        return True
    if block.low[at] == "." and block.kind[at - 1] == WORD and at + 1 < block.window(at)[1]:
        # the full stop of a short form, since the sentence goes on behind it: at gate no. 7 five died
        return False
    return not (block.low[at] in (".", "\u2013") and block.glued(at + 1))
