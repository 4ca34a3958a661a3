"""The figures that a text states, as proposals for claims: what it says of how many, and the words that say so.

Deterministic and offline, by the rules of ``english.toml`` alone. A text is read block by block: its numbers are found, those
that are none are excluded, and each that is left gets its bound, unit, noun and measure. Who is counted and who says so is
never guessed, and a measure only where a cue gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cttui.proposals.amounts import Amount, amount, before, behind, ends, pair, with_aside
from cttui.proposals.evidence import Candidate, heading, states
from cttui.proposals.exclusions import COUNTS, DATES, NAMES, SHARES, UNITS, exclusion
from cttui.proposals.measures import Cues, Measured, Span, outcome
from cttui.proposals.naming import gapped
from cttui.proposals.nouns import Head, head_of
from cttui.proposals.numbers import Number, numbers, plain
from cttui.proposals.quoting import quote_of
from cttui.proposals.rules import Rules, rules
from cttui.proposals.seen import HYPHENS, Seen
from cttui.proposals.supposed import spared
from cttui.proposals.tokens import WORD, Block, blocks
from cttui.proposals.units import is_worth, unit_of
from cttui.proposals.unreal import unreal, untold

MOST_TEXT = 5_000_000
"""Characters of a text that are read; ten books have as many."""
MOST_NUMBERS = 50_000
"""Numbers of a text that are looked at, figures or none; reading ends with the block in which there are more."""
_QUOTES = frozenset("\"\u201d\u2019'")
"""Behind words for a number that somebody is quoted with: "dozens" of targets."""
_SHARING = frozenset({"to", "and", "or", ",", "-", "\u2013"})
"""Between two numbers that share what stands behind the second."""


class Proposal(NamedTuple):
    """A figure that a text states, as a claim would have it."""

    start: int
    """Where its number begins in the text, in characters."""
    end: int
    """Where its number ends."""
    quote: str
    """The words that carry it, as they stand in the text; at most 120 characters."""
    sure: bool
    """Whether a word says what is counted or measured; a number that something speaks for, and nothing names, is unsure."""
    value: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    words: str = ""
    """What the text says where it gives no number: ``dozens``."""
    approx: bool = False
    """Whether the text says about."""
    unit: str = ""
    measure: str = ""
    """The measure that a cue beside it gives; empty if there is none."""
    places: tuple[tuple[int, int], ...] = ()
    """Where the text states the same figure again, in order."""

    def record(self) -> dict[str, object]:
        """What holds of it, by name, as ``cttui propose`` prints it."""
        kept = {"start": self.start, "end": self.end, "quote": self.quote, "sure": self.sure}
        said = {
            name: value
            for name, value in self._asdict().items()
            if name not in kept and value is not None and value is not False and value not in ("", ())
        }
        return {**kept, **said}


class Reading(NamedTuple):
    """What was read of a text."""

    proposals: tuple[Proposal, ...]
    """The figures that it states, in its order, each once with all its places."""
    end: int
    """Where reading ended, in characters: the length of the text, but for one that is far too long."""


READ_AT_ONCE = 100_000
"""Characters after which ``readings`` tells what was read so far: half a second's."""


def read(text: str) -> Reading:
    """Read a text for its figures, as far as ``MOST_TEXT`` and ``MOST_NUMBERS`` let it."""
    *_, last = readings(text)
    return last


def readings(text: str) -> Iterator[Reading]:
    """The same bit by bit, for a text of any length: what was read so far, again and again, and last the whole."""
    table = rules()
    found: dict[tuple[object, ...], Proposal] = {}
    places: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    numbers_left = MOST_NUMBERS
    end, told = min(len(text), MOST_TEXT), READ_AT_ONCE
    for block in blocks(text, end, table.short, table.apart):
        there = numbers(block, table)
        numbers_left -= len(there)
        if numbers_left < 0:
            yield Reading(_with_places(found, places), block.begin)
            return
        if block.begin >= told:
            yield Reading(_with_places(found, places), block.begin)
            told = block.begin + READ_AT_ONCE
        for candidate in _of_block(block, there, table):
            said = _said(candidate)
            if (key := (*said, candidate.counted)) in found:
                places.setdefault(key, []).append((block.start[candidate.amount.begin], block.end[candidate.amount.end]))
            else:
                found[key] = _proposal(candidate, said)
    yield Reading(_with_places(found, places), end)


def _with_places(
    found: dict[tuple[object, ...], Proposal], places: dict[tuple[object, ...], list[tuple[int, int]]]
) -> tuple[Proposal, ...]:
    return tuple(one._replace(places=tuple(places.get(key, ()))) for key, one in found.items())


def propose(text: str) -> tuple[Proposal, ...]:
    """The figures that a text states, in its order, each once with all its places."""
    return read(text).proposals


# -- one block -------------------------------------------------------------------------------------------------------


def _of_block(block: Block, there: list[Number], table: Rules) -> Iterator[Candidate]:
    """The figures of a block: its numbers without those that are none, each with what stands around it."""
    candidates = list(_candidates(block, there, table))
    if not candidates:
        return
    candidates = [
        _borrowed(candidate, candidates[place + 1]) if place + 1 < len(candidates) else candidate
        for place, candidate in enumerate(candidates)
    ]
    cues = Cues(block, [candidate.span for candidate in candidates], table)
    measured: list[Measured | None] = []
    accepted: set[int] = set()
    doubted = not table.doubting.isdisjoint(block.low)
    for place, candidate in enumerate(candidates):
        found = _named(candidate) or (None if cues.is_whole(place) else cues.measure(place))
        if found is None and place and cues.inherits(place, measured[-1]) and _may_inherit(candidate, candidates[place - 1]):
            found = measured[place - 1]
        if found is not None:
            found = None if spared(candidate._replace(measured=found)) else outcome(block, found, table)
        measured.append(found)
        with_measure = candidate._replace(measured=found)
        if states(with_measure, listed=place - 1 in accepted and _in_one(block, candidates[place - 1], candidate)):
            accepted.add(place)
            if not doubted:
                yield with_measure
            elif not unreal(with_measure):
                yield with_measure._replace(measured=None, doubted=True) if untold(with_measure) else with_measure


def _in_one(block: Block, one: Candidate, other: Candidate) -> bool:
    """Whether two numbers stand in one sentence."""
    return block.window(one.span.first) == block.window(other.span.first)


def _borrowed(candidate: Candidate, after: Candidate) -> Candidate:
    """A number with the unit or the noun of the next one, where both share it: from three to five years, 24 and 85 per cent."""
    join = candidate.amount.last + 1
    sign = candidate.block.low[join]
    shares = after.span.first == join + 1 and sign in _SHARING and not (sign == "," and after.amount.said)
    if not shares or candidate.head.found or candidate.unit.kind or not (after.unit.kind or after.head.found):
        return candidate
    unit = after.unit._replace(first=candidate.span.first, last=candidate.amount.last)
    return candidate._replace(unit=unit, head=after.head, span=candidate.span._replace(counted=after.span.counted))


def _may_inherit(candidate: Candidate, earlier: Candidate) -> bool:
    """Whether a part of a count has its measure: 198 lives were lost, including 98 terrorists."""
    noun = earlier.head.noun
    event = candidate.span.counted == "people" and noun is not None and noun.measure in candidate.rules.events
    return not event and candidate.span.counted in ("people", "") and earlier.unit.kind == "" and candidate.unit.kind == ""


def _named(candidate: Candidate) -> Measured | None:
    """The measure that the noun itself names: 45 deaths, 12 militant attacks."""
    block, noun, place = candidate.block, candidate.head.noun, candidate.head.place
    begin, after = candidate.amount.begin, candidate.amount.end + 1
    headed = block.low[begin - 1] == ":" and not candidate.head.found
    if headed or (block.low[begin - 1] == "(" and block.low[after] == ")"):
        at = heading(block, begin) if headed else begin - 2
        noun, place = candidate.rules.nouns.get(block.low[at]), at
    if noun is None or not noun.measure or candidate.unit.kind:
        return None
    if (block.low[place - 1], block.low[place]) in candidate.rules.unclear:
        return None
    if place + 1 < block.size and candidate.rules.rates.at(block.low, place + 1, block.size) is not None:
        return None
    return Measured(noun.measure, candidate.head.place, candidate.head.place, 0.0)


def _candidates(block: Block, found: list[Number], table: Rules) -> Iterator[Candidate]:
    """The numbers of a block that no rule excludes, ranges as one."""
    dates = [_is_date(block, number, table) for number in found]
    earlier: Candidate | None = None
    place = 0
    while place < len(found):
        low = high = found[place]
        if place and _is_again(block, found[place - 1], low):
            place += 1
            continue
        joins = place + 1 < len(found) and dates[place] <= dates[place + 1] and not _is_lettered(block, low, table)
        ends = pair(block, low, found[place + 1], table) if joins else None
        skip = 1
        if ends is not None:
            (low, high), skip = ends, 2
        elif place + 1 < len(found) and _is_pair(block, low, found[place + 1], table):
            place += 2
            continue
        candidate = None
        if not any(dates[place : place + skip]):
            found_here = amount(block, low, high, table)
            if place + skip < len(found) and (whole := with_aside(block, found_here, found[place + skip])) is not None:
                found_here, skip = whole, skip + 1
            candidate = _candidate(block, found_here, earlier, table)
        if candidate is not None:
            if earlier is not None and _is_second(block, earlier, candidate):
                candidate = candidate._replace(alone=False)
            yield candidate
            earlier = candidate
        place += skip


def _is_second(block: Block, earlier: Candidate, candidate: Candidate) -> bool:
    """Whether a number is the second of two that count different things: 83 attacks and 254 deaths."""
    joined = block.low[earlier.span.last + 1] == "and" and candidate.span.first == earlier.span.last + 2
    return joined and earlier.head.noun != candidate.head.noun


def _is_lettered(block: Block, number: Number, table: Rules) -> bool:
    """Whether letters stand right before a number: the 1 of ``178 in Q1 to 96 in Q2`` is no end of a range."""
    before = number.first - 1
    return block.kind[before] == WORD and block.glued(number.first) and block.low[before] not in table.money_before


def _is_date(block: Block, number: Number, table: Rules) -> bool:
    if number.spelled:
        return False
    _, side, about, said = before(block, number.first, table)
    seen = Seen(block, number, head_of(block, number.last, table), said and (side != "none" or about), table)
    return bool(exclusion(seen, DATES))


def _is_again(block: Block, before: Number, number: Number) -> bool:
    """Whether a number only says the one before it in digits: seven (7) vehicles."""
    return number.first == before.last + 2 and block.low[number.first - 1] == "(" and number.value == before.value


def _is_pair(block: Block, low: Number, high: Number, table: Rules) -> bool:
    """Whether two numbers in digits with a hyphen between are neither a range nor two counts: 3-1, 0300-1234567."""
    hyphen = low.last + 1
    joined = high.first == hyphen + 1 and block.low[hyphen] in HYPHENS and block.glued(hyphen) and block.glued(high.first)
    return joined and not low.spelled and block.low[low.first - 1] not in table.paired


def _candidate(block: Block, found: Amount, earlier: Candidate | None, table: Rules) -> Candidate | None:
    """An amount with its unit and noun; ``None`` if a rule says that it is no figure.

    Args:
        block: Where it stands.
        found: The amount.
        earlier: The one before it, whose noun it counts where a name stands between alone.
        table: The rules.
    """
    unit = unit_of(block, found, table)
    last = max(unit.last, found.last)
    head = _head(block, last, table)
    bounded = found.side != "none" or found.about
    gap = False
    if unit.kind == "money" and is_worth(block, unit.last, table):
        return None
    if unit.kind == "percent" and exclusion(Seen(block, found.high, head, bounded, table), SHARES):
        return None
    if unit.kind not in ("money", "percent"):
        ends = {found.low, found.high}
        for number in ends:
            seen = Seen(block, number, head, bounded, table)
            excluded = exclusion(seen, NAMES)
            gap = excluded in ("", "proper") and not head.found and not unit.kind and _goes_on(seen, earlier)
            if excluded and not gap:
                return None
            if number is found.high and exclusion(seen, UNITS if unit.kind else COUNTS):
                return None
    counted = unit.kind or (head.noun.counted if head.noun is not None and head.noun.counted in ("people", "things") else "")
    found, end = behind(block, found, head.place if head.found and not unit.kind else last, table)
    if gap and earlier is not None:
        head = earlier.head if earlier.alone else earlier.head._replace(noun=None)
    first = min(found.first, unit.first)
    whole = block.low[first - 1] == "of" and block.low[first - 2] in table.collective
    single = whole or (not found.is_range and found.low.value == 1)
    return Candidate(block, found, unit, head, Span(first, found.begin, found.end, end, counted, single), table)


def _goes_on(seen: Seen, earlier: Candidate | None) -> bool:
    """Whether a number counts the same as the figure before it, for another name."""
    if earlier is None:
        return False
    same = seen.block.window(seen.number.first) == seen.block.window(earlier.span.first)
    return same and earlier.head.found and not earlier.unit.kind and gapped(seen, earlier.span.last)


def _head(block: Block, last: int, table: Rules) -> Head:
    """What a number counts, right behind it or behind of: 12 soldiers, dozens of civilians, 50 of the survivors."""
    after = last + 2 if block.low[last + 1] in _QUOTES else last + 1
    if block.low[after] == "out" and block.low[after + 1] == "of":
        after += 1
    if block.low[after] == "of":
        while block.low[after + 1] in table.known or block.low[after + 1] in ("all", "such"):
            after += 1
        return head_of(block, after, table) if after + 1 < block.size else Head(last)
    return head_of(block, last, table)


# -- as proposals ----------------------------------------------------------------------------------------------------


class _Said(NamedTuple):
    """What a figure says, in the order and by the names of a proposal: what makes two figures of a text the same."""

    value: int | float | None
    min: int | float | None
    max: int | float | None
    words: str
    approx: bool
    unit: str
    measure: str


def _said(candidate: Candidate) -> _Said:
    """What a figure says, without its quote: a text that states it again needs no other."""
    found, unit, measured = candidate.amount, candidate.unit, candidate.measured
    money = unit.kind == "money"
    low, high = (plain(number.lead if money and number.scale else number.value) for number in (found.low, found.high))
    value, least, most = (None, None, None) if found.low.words else ends(found, low, high)
    measure = measured.measure if measured else ""
    return _Said(value, least, most, found.low.words, found.about, unit.name, measure)


def _proposal(candidate: Candidate, said: _Said) -> Proposal:
    """A figure as a claim would have it."""
    block, found, unit = candidate.block, candidate.amount, candidate.unit
    first, last = candidate.reach()
    begin, stop = quote_of(block, first, last, (candidate.span.first, max(candidate.span.last, unit.last)))
    return Proposal(
        start=block.start[found.begin],
        end=block.end[found.end],
        quote=block.text[begin:stop],
        sure=candidate.sure(),
        **said._asdict(),
    )
