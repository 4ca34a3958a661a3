"""What formats for citations share: where a source stood, what stands for its headline, and its date in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cttui.explore.citation import cited_title
from cttui.exports.left import Left
from cttui.model import calendar, dates
from cttui.model.edtf.points import Point
from cttui.model.records import Source

CONTAINED = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry", "entry-dictionary",
    "entry-encyclopedia", "paper-conference", "post", "post-weblog", "review", "review-book", "webpage",
})  # fmt: skip
"""Types of texts that stand in something larger, whose name is the publisher's: a newspaper, a journal, a site."""

_DIGITS = {"day": 3, "month": 2, "season": 1, "year": 1}
"""How many of year, month and day a date of a precision gives."""


def phrases(uncertain: str) -> dict[str, str]:
    """What is said of sources that a format cannot give whole; ``uncertain`` is what it makes of a date that is not certain."""
    return {
        "undated": "{} without a date",
        "uncertain": f"{{}} with a date that is not certain: {uncertain}",
        "untitled": "{} without a known headline: the words in its place are in square brackets",
    }


class Dating(NamedTuple):
    """When something was published, or happened."""

    parts: tuple[tuple[int, ...], ...]
    """Year, month and day as far as given, of the date or of both ends; empty if the date cannot be given so."""
    season: int
    """1 for spring to 4 for winter; 0 for none."""
    words: str
    """The date in words; empty if there is none."""
    doubt: Literal["", "undated", "uncertain"]


def dated(sources: Iterable[Source], left: Left) -> Iterator[tuple[Source, Dating]]:
    """Sources with their dates; what cannot be given whole is counted."""
    for source in sources:
        found = dating(source.issued)
        if found.doubt:
            left.count(found.doubt)
        if not source.title:
            left.count("untitled")
        yield source, found


def dating(date: str) -> Dating:
    """What can be given of a date in EDTF; a mask, a set or an open end has no parts, only words."""
    when = dates.dated(date)
    if when is None:
        return Dating((), 0, "", "undated")
    points = (when.start, when.end) if when.is_interval else (when.start,)
    whole = not when.members and when.has_ends and all(point.precision in _DIGITS for point in points)
    season = int(when.start.text.strip("?~%")[5:7]) - 20 if whole and when.start.precision == "season" else 0
    if season > 4 or (season and when.is_interval):
        whole, season = False, 0
    certain = whole and not any(point.qualifier for point in points)
    parts = tuple(map(_parts, points)) if whole else ()
    return Dating(parts, season, dates.describe(when), "" if certain else "uncertain")


def _parts(point: Point) -> tuple[int, ...]:
    return calendar.day_of(point.lower)[: _DIGITS[point.precision]]


def in_four_digits(found: Dating) -> Dating:
    """The same for a format whose years have four digits: other years are given in words only."""
    if all(1 <= parts[0] <= 9999 for parts in found.parts):
        return found
    return found._replace(parts=(), season=0)


def container(source: Source) -> bool:
    """Whether the publisher's name is that of what the text stands in."""
    return source.type in CONTAINED


def title_of(source: Source) -> str:
    """The headline, or what stands for it in square brackets, as in a citation."""
    return source.title or cited_title(source)
