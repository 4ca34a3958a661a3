"""What a source is called, in which order an event's sources stand, and how many of them count as independent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from cttui.model import dates
from cttui.model.records import Event, Source
from cttui.text import clean

Origin = Literal["headline", "address", "note", "publisher"]
"""From where a source has what it is called: its headline, the words of its address, the timeline's own note, or, where
there is none of these, its publisher and date."""

OPEN, CLOSE = "‹", "›"
"""What stands around a name that is no headline."""


class Called(NamedTuple):
    """What a source is called."""

    text: str
    """Without a mark; never empty."""
    origin: Origin

    def __str__(self) -> str:
        """The headline, or what stands for it between marks, so that nobody takes it for one."""
        return self.text if self.origin == "headline" else f"{OPEN}{self.text}{CLOSE}"

    @property
    def remark(self) -> str:
        """What a reader must know of a name that is no headline, in a sentence; empty for a headline."""
        return _REMARKS[self.origin]


_REMARKS: dict[Origin, str] = {
    "headline": "",
    "address": "The headline is not known; these are the words of the address.",
    "note": "The headline is not known; this is the timeline's own note.",
    "publisher": "The headline is not known.",
}


def called(source: Source) -> Called:
    """What a source is called, with a headline or without."""
    if source.title:
        return Called(source.title, "headline")
    if words := source.title_note or address_words(source.url):
        return Called(words, "address" if source.url else "note")
    return Called(f"{publisher_of(source)}, {issued_of(source)}", "publisher")


def publisher_of(source: Source) -> str:
    """Who published a source."""
    return source.publisher or "publisher unknown"


def issued_of(source: Source) -> str:
    """When a source was published, as lists say it: ``26 Mar 2024``."""
    return dates.brief(dates.parse(source.issued)) if source.issued else "no date"


# -- the words of an address -----------------------------------------------------------------------------------------

_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
"""What a file's name ends with; `.com` too, so that no host inside a path is taken for words."""
_BLANK = re.compile(r"[\s+-]+")
_LONG_NUMBER = 5
"""Digits from which a number at an end of an address is a page's id: a year has four, and so have most counts."""
_LONG_MIXTURE = 8
"""Letters from which a word with digits among them is a page's id."""
_FEWEST = 3
"""Words that make a title: fewer are a section's name ("hot-news"), unless they are of a script that may set no blanks."""


def address_words(url: str) -> str:
    """The words of an address, as its publisher made them of a title; empty if it has none.

    They are the part of the percent-decoded path with the most words, of equal ones the last, without a file's extension
    and without ids at its ends. Time is linear in the address.
    """
    # pathlib loads it too, but later Pythons' does not
    from urllib.parse import unquote, urlsplit

    try:
        path = unquote(urlsplit(url).path)
    except ValueError:  # brackets that hold no address of IPv6
        return ""
    best: list[str] = []
    most = 0
    for part in path.split("/"):
        # "-124040100826_1" is one id, though an underscore else stands between words
        words = _without_ids(_BLANK.split(_EXTENSION.sub("", clean(part))))
        words = _without_ids(" ".join(words).replace("_", " ").split())
        lettered = [word for word in words if any(map(str.isalpha, word))]
        if len(lettered) >= max(most, 1) and (len(lettered) >= _FEWEST or not all(map(str.isascii, lettered))):
            best, most = words, len(lettered)
    title = " ".join(best)
    return title[:1].upper() + title[1:]


def _without_ids(words: list[str]) -> list[str]:
    """The words between the ids that stand at the ends of a part of an address."""
    first = next((n for n, word in enumerate(words) if not _is_id(word)), len(words))
    last = next((n for n in range(len(words), first, -1) if not _is_id(words[n - 1])), first)
    return words[first:last]


def _is_id(word: str) -> bool:
    """Whether a word of an address names a page to a machine, or is no text at all."""
    parts = word.split("_")
    digits = sum(map(str.isdecimal, word))
    if all(not part or part.isdecimal() for part in parts):
        return digits >= _LONG_NUMBER or not digits
    return "\ufffd" in word or (len(parts) == 1 and digits > 0 and len(word) >= _LONG_MIXTURE)


# -- an event's sources ----------------------------------------------------------------------------------------------


def in_order(event: Event, sources: Iterable[Source]) -> tuple[Source, ...]:
    """An event's sources, the one that best supports it first.

    Those that carry its figures come first, the most first, where a sum of ours is no figure of theirs; then the others. In
    either part a text that is older than the event stands last, because it cannot tell that it happened. Equals go by date,
    the undated last, and then as they were given, which is as the timeline lists them.
    """
    figures = Counter(claim.source for claim in event.claims if not claim.is_ours)
    cited = {claim.source for claim in event.claims}
    when = event.when

    def place(source: Source) -> tuple[bool, int, tuple[int, int, int]]:
        then = dates.dated(source.issued)
        order = then.sort_key() if then else (dates.LAST_DAY + 1, 0, 0)
        return _is_older(then, when), -figures[source.id], order

    first: list[Source] = []
    rest: list[Source] = []
    for source in sources:
        (first if source.id in cited else rest).append(source)
    # most parts are of one source
    return tuple(one for part in (first, rest) for one in (sorted(part, key=place) if len(part) > 1 else part))


def is_background(event: Event, source: Source) -> bool:
    """Whether a source is surely older than the event: its last possible day comes before the event's first."""
    return _is_older(dates.dated(source.issued), event.when)


def _is_older(then: dates.Edtf | None, when: dates.Edtf | None) -> bool:
    return then is not None and when is not None and then.latest < when.earliest


def publishers(sources: Iterable[Source]) -> frozenset[str]:
    """Who publishes some sources, but for those that say that they repeat another of them.

    A source whose publisher is not known stands for itself, by its id.
    """
    found = tuple(sources)
    ids = {source.id for source in found}
    # texts that repeat each other in a circle have no first
    apart = [source for source in found if ids.isdisjoint(source.derived_from)] or found
    return frozenset(source.publisher or source.id for source in apart)


def independent(sources: Sequence[Source]) -> int:
    """How many sources count as independent: those joined by ``derived_from``, directly or indirectly, count once.

    A dataset codes what other sources say, so it does not count beside them.
    """
    sources = [source for source in sources if source.type != "dataset"] or sources
    roots: dict[str, str] = {}

    def root(source: str) -> str:
        while (found := roots.get(source, source)) != source:
            # every second step is remembered, so that no long chain is walked twice
            roots[source] = roots.get(found, found)
            source = found
        return source

    for source in sources:
        for origin in source.derived_from:
            roots[root(source.id)] = root(origin)
    return len({root(source.id) for source in sources})
