"""Which measure a number has: by the nearest cue beside it, or by the noun that it counts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import inf
from typing import NamedTuple

from cttui.proposals.rules import Cue, Rules
from cttui.proposals.tokens import DIGITS, SIGN, Block

_INSIDE = 0.2
"""The cost of a cue within what is counted: 27 injured individuals."""
_NUMBER_OF = 5
"""Tokens before a cue among which "number of" makes it a count: the number of soldiers killed rose to 130."""
_REACHED = 2.0
"""The highest cost of a count that got to a figure: the toll in the blast climbs to 12, more than 30 wounded."""
NEVER = inf
"""The cost of a cue that does not speak of a figure."""
_OUTCOME = 6
"""Tokens behind the injured among which a verb tells that they died."""
_PARALLEL = 6
"""Tokens between the preposition behind a cue and the next figure, behind which the same stands."""
_PLACING = frozenset({"in", "on", "at", "near", "from"})
ENCLOSED = 16
"""Tokens between two brackets or dashes that are passed over."""
_DURING = frozenset({"in", "during", "since"})
"""Between a cue with a colon and the year that it speaks of: killed in 2023: 12."""
_DASHES = frozenset("-\u2013\u2014=")
REACH = 40
"""Tokens on either side in which a cue is looked for."""


class Place(NamedTuple):
    """A cue where it stands in a block."""

    first: int
    last: int
    cues: tuple[Cue, ...]


class Span(NamedTuple):
    """The tokens of a number with its bound, unit and noun: what a cue stands before or after."""

    first: int
    begin: int
    """The number's own first token."""
    end: int
    """The number's own last token."""
    last: int
    counted: str
    """``people``, ``things``, ``time``, ``percent``; empty if it is not known."""
    single: bool
    """Whether it counts one: was agrees with it, were does not."""


class Measured(NamedTuple):
    """A measure that a cue gave, and where the cue stands."""

    measure: str
    first: int
    last: int
    cost: float


class Cues:
    """The cues of a block, and the numbers that lie between them.

    Args:
        block: The block.
        spans: All figures of it, in order.
        rules: The rules.
    """

    def __init__(self, block: Block, spans: list[Span], rules: Rules) -> None:
        self.block = block
        self.rules = rules
        self.spans = spans
        self.begins = [span.begin for span in spans]
        self.places: list[Place] = []
        at = 0
        while at < block.size:
            if block.low[at] in rules.cues.found and (found := rules.cues.at(block.low, at, block.size)) is not None:
                size, cues = found
                if self._is_compound(at, at + size) or not cues[0].measure:
                    at += size
                    continue
                self.places.append(Place(at, at + size - 1, cues))
                at += size
            else:
                at += 1
        self.firsts = [place.first for place in self.places]
        self.heads = [self._heads(place) for place in self.places]
        self.passive = {place.first for place in self.places if self._is_passive(place.first)}
        self.linked = [self._is_link(one, other) for one, other in pairwise(spans)]
        self.counting = [self._is_counting(place) for place in self.places]
        self.lists = self._lists()

    def _lists(self) -> list[tuple[int, int]]:
        """For each figure the first and the last of the list that it stands in."""
        size = len(self.spans)
        first, last = list(range(size)), list(range(size))
        for number in range(1, size):
            if self.linked[number - 1]:
                first[number] = first[number - 1]
        for number in range(size - 2, -1, -1):
            if self.linked[number]:
                last[number] = last[number + 1]
        return list(zip(first, last, strict=True))

    def _near(self, number: int) -> tuple[int, int]:
        """The tokens between which a cue may be near enough: to pass two figures of no list with this one costs too much."""
        first, last = self.lists[number]
        most = self.spans[last + 2].begin if last + 2 < len(self.spans) else self.block.size
        return self.spans[first - 2].begin if first > 1 else 0, most

    def _is_counting(self, place: Place) -> bool:
        """Whether a cue names a count that may have got to a figure far behind it: the toll, attacks."""
        last = self.block.low[place.last]
        noun = self.rules.nouns.get(last)
        return (
            self._is_number_of(place)
            or last in self.rules.counts
            or (noun is not None and noun.counted == "event" and noun.plural)
        )

    def _is_number_of(self, place: Place) -> bool:
        """Whether what stands before a cue makes it a count: the number of soldiers killed rose to 130."""
        return "number" in self.block.low[max(0, place.first - _NUMBER_OF) : place.first]

    def _is_compound(self, first: int, after: int) -> bool:
        """Whether a hyphen makes a cue a part of another word: pre-arrest, kill-switch."""
        block = self.block
        front = block.low[first - 1] == "-" and block.glued(first)
        return front or (block.low[after] == "-" and block.glued(after) and block.glued(after + 1))

    def _is_link(self, one: Span, other: Span) -> bool:
        """Whether two figures stand in one list: six soldiers and two civilians; 11 people, including nine passengers."""
        between = self.block.low[one.last + 1 : other.first]
        if between[:2] == ["out", "of"]:
            return len(between) == 2
        return len(between) <= 4 and all(word in self.rules.linking for word in between)

    def inherits(self, number: int, before: Measured | None) -> bool:
        """Whether a figure has the measure of the one before it.

        It is a part of it, as in 198 lives were lost, including 98 terrorists; or the next in a list of what a cue before
        them names, as in the toll included 12 women, nine children.
        """
        if before is None or self.is_whole(number):
            return False
        earlier, this = self.spans[number - 1], self.spans[number]
        if self.block.window(earlier.begin) != self.block.window(this.begin):
            return False
        if (self.linked[number - 1] and before.last < earlier.first) or self._is_parallel(before, earlier, this):
            return True
        between = self.block.low[max(earlier.last + 1, this.first - 3) : this.first]
        return any(word in self.rules.parts for word in between)

    def _is_parallel(self, before: Measured, earlier: Span, this: Span) -> bool:
        """Whether a figure says the same of another day or place: seven were killed on May 5 and 12 on May 6."""
        low, here, there = self.block.low, before.last + 1, this.last + 1
        if not (low[here] in _PLACING and low[here] == low[there] and this.last == this.end and low[this.first - 1] == "and"):
            return False
        named = all(self.block.capital(at + 1) or self.block.kind[at + 1] == DIGITS for at in (here, there))
        return named and earlier.last < before.first and here < this.first <= here + _PARALLEL

    def measure(self, number: int) -> Measured | None:
        """The measure of a figure by the nearest cue; ``None`` if no cue is near.

        Args:
            number: Which of the spans.
        """
        span = self.spans[number]
        low, high = self.block.window(span.begin)
        low, high = max(low, span.begin - REACH), min(high, span.last + REACH)
        near, most = self._near(number)
        best: Measured | None = None
        for at in range(bisect_left(self.firsts, low), bisect_left(self.firsts, min(high, most))):
            place = self.places[at]
            if place.first < near and not self.counting[at]:
                continue
            heads = self.heads[at]
            if heads == number:
                noun = self.rules.nouns.get(self.block.low[place.first - 1])
                whose = noun.counted if noun is not None and noun.counted in ("people", "things") else span.counted
                fitting = next((cue for cue in place.cues if _fits(cue, span._replace(counted=whose))), None)
                if fitting is not None:
                    return Measured(fitting.measure, place.first, place.last, 0.0)
            if heads is not None or self._is_owned(number, place):
                continue
            for cue in place.cues:
                if not _fits(cue, span) or (cue.of == "people" and place.first < span.first and self._is_thing(number)):
                    continue
                cost = self._cost(number, span, at, cue)
                if cost <= self.rules.costs["near" if cue.of == "time" else "far"] and (best is None or cost < best.cost):
                    best = Measured(cue.measure, place.first, place.last, cost)
        if best is None or self._is_open(best):
            return None
        return best._replace(measure=self._instead(best, low))

    def _instead(self, found: Measured, low: int) -> str:
        """The measure, or the one that words before it make of it: jailed for seven years tells a term."""
        for other, words in self.rules.instead.get(found.measure, ()):
            if not words.isdisjoint(self.block.low[low : found.first]):
                return other
        return found.measure

    def _is_thing(self, number: int) -> bool:
        """Whether a figure of something unknown is the next of a list of things: seven tanks and 31 artillery systems."""
        unknown = number > 0 and not self.spans[number].counted and self.spans[number].end < self.spans[number].last
        return unknown and self.linked[number - 1] and self.spans[number - 1].counted == "things"

    def _is_open(self, found: Measured) -> bool:
        """Whether the text leaves open which of two it was: damaged or set fire to four vehicles."""
        at = bisect_left(self.firsts, found.first)
        for one, other in ((at - 1, at), (at, at + 1)):
            if one >= 0 and other < len(self.places) and self.places[other].first == self.places[one].last + 2:
                joined = self.block.low[self.places[one].last + 1] == "or"
                if joined and not {cue.measure for cue in self.places[one].cues} & {
                    cue.measure for cue in self.places[other].cues
                }:
                    return True
        return False

    def _heads(self, place: Place) -> int | None:
        """The figure that a cue with a colon stands before, if it does: killed: 4, injured: 9, killed in 2023: 12."""
        block, after = self.block, place.last + 1
        if block.low[after] in _DURING and block.kind[after + 1] == DIGITS and block.low[after + 2] == ":":
            after += 2
        sign = block.low[after]
        edge, _ = block.window(place.first)
        if sign != ":" and not (sign in _DASHES and (place.first == edge or block.kind[place.first - 1] == SIGN)):
            return None
        number = bisect_left(self.begins, after + 1)
        if number == len(self.spans) or self.spans[number].first != after + 1:
            return None
        return None if number and self.spans[number - 1].last == place.first - 1 else number

    def _is_owned(self, number: int, place: Place) -> bool:
        """Whether a cue is what another figure counts: the injured of ``four bodies and 31 injured``."""
        other = bisect_left(self.begins, place.first) - 1
        if other < 0 or other == number:
            return False
        span = self.spans[other]
        within = span.end < place.first <= span.last
        return within or (place.first == span.end + 1 and not self._has_object(place.last + 1))

    def is_whole(self, number: int) -> bool:
        """Whether a figure is the whole that the one before it is a part of: the 20 of ``four of the 20 hostages``.

        It may also come first, or its part may be none of its own: of the 103 detainees, 20 had been released; two-thirds of
        the 120 houses.
        """
        low, first = self.block.low, self.spans[number].first
        edge, _ = self.block.window(first)
        if low[first - 1] == "of" and (
            first - 1 == edge or low[first - 2] in self.rules.ends or low[first - 2] in self.rules.unreal["portions"]
        ):
            return True
        if not number:
            return False
        between = self.block.low[self.spans[number - 1].end + 1 : self.spans[number].first]
        return between[:1] == ["of"] and len(between) <= 2

    def _cost(self, number: int, span: Span, at: int, cue: Cue) -> float:
        """How far a cue is from a figure; more than any bound where it does not speak of it."""
        place = self.places[at]
        if place.first > span.end and cue.after:
            return self._cost_after(number, span, place, cue)
        return self._cost_before(number, span, at, cue) if place.last < span.first and cue.before else NEVER

    def _cost_after(self, number: int, span: Span, place: Place, cue: Cue) -> float:
        if place.first <= span.last:
            return _INSIDE
        if cue.active and self._has_subject(place.first, span.last):
            return NEVER
        auxiliary, modal = self._auxiliary(place.first, span.last)
        if modal or (cue.active and place.first in self.passive):
            return NEVER
        if cue.before and not auxiliary and self._has_object(place.last + 1):
            return NEVER
        cost = self._passed(number, span.last + 1, place.first)
        if auxiliary in ("was", "is") and not span.single:
            cost += self.rules.costs["agreement"]
        elif auxiliary in ("were", "are") and span.single and not (number < len(self.linked) and self.linked[number]):
            cost += self.rules.costs["agreement"] / 2
        return cost

    def _has_subject(self, place: int, edge: int) -> bool:
        """Whether others did what a verb tells: 850 inmates fled after protesters stormed a jail."""
        at = place - 1
        while at > edge and (self._is_adverb(self.block.low[at]) or self.block.low[at] in self.rules.auxiliaries):
            at -= 1
        noun = self.rules.nouns.get(self.block.low[at]) if at > edge else None
        return noun is not None and noun.counted == "people"

    def _auxiliary(self, place: int, edge: int) -> tuple[str, bool]:
        """The auxiliary before a verb, as ``was``, ``were`` or empty; and whether it only may be so, or is not so."""
        first = ""
        for at in range(place - 1, max(edge, place - 6), -1):
            word = self.block.low[at]
            if word in self.rules.modals and (first or at == place - 1):
                return first, True
            if word in self.rules.auxiliaries:
                first = word
            elif not self._is_adverb(word):
                break
        return {"has": "was", "have": "were"}.get(first, first), False

    def _is_passive(self, place: int) -> bool:
        """Whether a participle tells what was done to those before it: were killed; and not have killed."""
        for at in range(place - 1, max(-1, place - 6), -1):
            word = self.block.low[at]
            if word in self.rules.passives:
                return True
            if not self._is_adverb(word) and word not in self.rules.auxiliaries:
                break
        return False

    def _is_adverb(self, word: str) -> bool:
        """Whether a word between an auxiliary and its verb changes nothing: were reportedly, were physically attacked."""
        return word in self.rules.adverbs or word.endswith("ly")

    def _has_object(self, after: int) -> bool:
        """Whether a verb is followed by what it does something to: killed a policeman, killed five guards."""
        block = self.block
        word = block.low[after]
        if block.kind[after] == DIGITS or word in self.rules.ones or word in self.rules.tens:
            return True
        return word in self.rules.objects or (word == "at" and block.low[after + 1] == "least")

    def _cost_before(self, number: int, span: Span, at: int, cue: Cue) -> float:
        block, rules, place = self.block, self.rules, self.places[at]
        after = place.last + 1
        if cue.after and place.first in self.passive:
            return NEVER
        if block.low[place.first] in rules.infinitives and block.low[place.first - 1] in rules.modals:
            return NEVER
        if cue.of == "percent" and (
            block.low[span.first - 1] == "from" or (not cue.after and place.first == place.last and after != span.first)
        ):
            return NEVER
        if cue.after and self._is_taken(number, after, cue):
            return NEVER
        verb = cue.after or block.low[place.last] in rules.acting
        ends = block.low[after] in rules.stops or block.low[after] in rules.ends
        if verb and after < span.first and ends and not (self._is_number_of(place) or self._is_listed(after, span.first)):
            return NEVER
        cost = self._passed(number, after, span.first)
        if self.counting[at] and not (cue.after and after == span.first):
            if after == self._lately(span.first) and block.low[place.last] in rules.tolls:
                return _REACHED
            reached = block.low[self._lately(span.first) - 1] in rules.reaching or block.low[span.begin - 1] in rules.reaching
            return min(cost * 0.6 + 1.0, _REACHED) if reached and cost < NEVER else NEVER
        return cost

    def _is_taken(self, number: int, after: int, cue: Cue) -> bool:
        """Whether a verb has another figure for its object that it tells something else of: released Rs6 crore to 14 states."""
        other = bisect_left(self.begins, after)
        if other >= len(self.spans) or other == number:
            return False
        span = self.spans[other]
        return span.first == after and span.counted == "money" and not _fits(cue, span)

    def _lately(self, first: int) -> int:
        """Where a figure begins with the words before it that say nothing: now 31."""
        while first > 1 and self.block.low[first - 1] in self.rules.lately:
            first -= 1
        return first

    def _is_listed(self, first: int, stop: int) -> bool:
        """Whether a figure is the next of a list that begins with one of something: killed a commander and two guards."""
        words = self.block.low[first + 1 : stop]
        listed = self.block.low[first] in self.rules.objects and bool(words) and words[-1] in self.rules.linking
        return listed and not any(word in self.rules.stops for word in words[:-1])

    def _passed(self, number: int, first: int, stop: int) -> float:
        """What it costs to pass the tokens between a figure and a cue."""
        rules = self.rules
        cost = 0.0
        at = first
        spans, begins = self.spans, self.begins
        low, kind = self.block.low, self.block.kind
        passing, word_cost, light = rules.passing, rules.costs["word"], rules.costs["light"]
        other = bisect_left(begins, first)
        most = rules.costs["far"]
        while at < stop and cost <= most:
            while other < len(spans) and begins[other] < at:
                other += 1
            if other < len(spans) and begins[other] == at and other != number:
                between = range(min(number, other), max(number, other))
                cost += rules.costs["list"] if all(self.linked[link] for link in between) else rules.costs["number"]
                at = max(at, min(spans[other].last, stop - 1)) + 1
                continue
            word = low[at]
            if (word in rules.enclosing or low[at + 1] in rules.parts) and (closing := self._closing(at, stop)):
                cost += word_cost
                at = closing + 1
                continue
            if word in passing:
                cost += passing[word]
            elif word in rules.auxiliaries or word in rules.adverbs or kind[at] == DIGITS:
                cost += light
            else:
                cost += word_cost
            at += 1
        return cost

    def _closing(self, at: int, stop: int) -> int:
        """Where a bracket or dash is closed again before a token, or the comma of a part; 0 if it is not."""
        low = self.block.low
        try:
            return low.index(self.rules.enclosing.get(low[at], low[at]), at + 1, min(stop, at + ENCLOSED))
        except ValueError:
            return 0


def outcome(block: Block, found: Measured, rules: Rules) -> Measured:
    """A measure, or the one that a verb right behind it makes of it: two of the injured died.

    Args:
        block: Where it stands.
        found: The measure, and where the word stands that gave it.
        rules: The rules.
    """
    if found.measure != "injured":
        return found
    _, stop = block.window(found.last)
    for at in range(found.last + 1, min(stop, found.last + _OUTCOME)):
        cues = rules.cues.at(block.low, at, stop)
        if cues is not None and block.low[at] not in rules.states:
            dying = any(cue.measure == "killed" and cue.after for cue in cues[1])
            return Measured("killed", found.first, at + cues[0] - 1, found.cost) if dying else found
        word = block.low[at]
        if not (word in rules.auxiliaries or word in rules.adverbs or word.endswith("ly")):
            break
    return found


def _fits(cue: Cue, span: Span) -> bool:
    """Whether a cue can speak of what a figure counts."""
    if cue.of in ("time", "percent"):
        return span.counted == cue.of
    if span.counted in ("time", "percent", "money", "size"):
        return False
    return not cue.of or not span.counted or span.counted == cue.of
