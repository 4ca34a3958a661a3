"""Which stored copies have the same text as another, or nearly: by runs of words that two texts share.

Every run of five words (a shingle; Broder, "On the resemblance and containment of documents", 1997) becomes a number, and the
numbers in the lowest quarter of all numbers stand for a text, at most so many of them. Two texts are compared in the range
that both have whole, so that the share of what they have in common is estimated without favour to the longer one. Runs
that stand in several copies of one publisher are its menus and footers, and do not count.

Sketches are cached beside the texts of copies, one file for a library, under the hash of a copy's bytes.
"""

from __future__ import annotations

import hashlib
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cttui import disk
from cttui.errors import CttuiError
from cttui.text import words

if TYPE_CHECKING:
    from cttui.copies.library import Library

RUN = 5
"""Words of a run."""
MOST = 4_096
"""The most numbers of a sketch: a book has more, and is compared by its lowest ones."""
FEWEST = 6
"""Numbers in common below which nothing is said: a shared phrase is no shared text."""
LEAST = 0.25
"""The share of the shorter text that must stand in the other one for it to be named."""
SAME = 0.8
"""The share from which it is the same text."""
MOST_TEXT = 4_000_000
"""Characters of a text that are sketched."""
SECONDS = 10.0
"""Seconds for the texts of copies that have no sketch yet; the others get theirs the next time."""
MAX_CACHE = 128 << 20
"""Largest file of sketches, in bytes."""

_BITS = 61
_PRIME = (1 << _BITS) - 1
_BASE = 1_000_003
_BOUND = _PRIME >> 2
"""Numbers below this one stand for a text."""
_VERSION = "cttui sketches 1"


class Sketch(NamedTuple):
    """What stands for a text."""

    numbers: tuple[int, ...]
    """In their order."""
    below: int
    """Every number of the text below this one is among them."""


class Similar(NamedTuple):
    """A copy that has much of a text."""

    source: str
    """The id of its source."""
    share: float
    """The share of the shorter of the two texts that stands in the other, from 0 to 1."""
    part: bool
    """Whether the text is much shorter than the copy or much longer: one has the other as a part."""
    exact: bool = False
    """Whether it is the same word by word; otherwise a figure may have been corrected."""

    @property
    def same(self) -> bool:
        """Whether it is the same text, or nearly: an edition of it, or the same report in another page."""
        return self.share >= SAME


def sketch(text: str) -> Sketch:
    """The sketch of a text; time is linear in it."""
    found = words(text[:MOST_TEXT])
    if len(found) < RUN:
        return Sketch((), _BOUND)
    marks: dict[str, int] = {}
    numbers: set[int] = set()
    leaving = pow(_BASE, RUN, _PRIME)
    value = 0
    last: list[int] = []
    for place, word in enumerate(found):
        mark = marks.get(word)
        if mark is None:
            mark = marks[word] = crc32(word.encode("utf-8", "replace")) + 1
        value = (value * _BASE + mark) % _PRIME
        last.append(mark)
        if place >= RUN:
            value = (value - last[place - RUN] * leaving) % _PRIME
        if place >= RUN - 1:
            mixed = _mixed(value)
            if mixed < _BOUND:
                numbers.add(mixed)
    chosen = sorted(numbers)
    return Sketch(tuple(chosen), _BOUND) if len(chosen) <= MOST else Sketch(tuple(chosen[:MOST]), chosen[MOST])


def _mixed(value: int) -> int:
    """A number spread over the whole range, so that the lowest are a fair sample (the mixer of splitmix64)."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (value ^ (value >> 31)) >> (64 - _BITS)


def similar(text: Sketch, others: Mapping[str, Sketch], publishers: Mapping[str, str], publisher: str = "") -> list[Similar]:
    """The sources whose copies have much of a text, most of it first.

    Args:
        text: Of the text.
        others: The sketch of each source's copy.
        publishers: Who published each source.
        publisher: Who published the text; empty if unknown.
    """
    furniture = _furniture(others, publishers)
    mine = [number for number in text.numbers if number not in furniture.get(publisher, ())]
    found = []
    for source, other in others.items():
        below = min(text.below, other.below)
        menus = furniture.get(publishers.get(source, ""), frozenset[int]())
        theirs = {number for number in other.numbers if number < below and number not in menus}
        own = [number for number in mine if number < below]
        common = sum(number in theirs for number in own)
        fewest = min(len(own), len(theirs))
        if common >= FEWEST and common >= LEAST * fewest:
            found.append(Similar(source, common / fewest, max(len(own), len(theirs)) > 2 * fewest))
    return sorted(found, key=lambda one: (-one.share, one.source))


def _furniture(others: Mapping[str, Sketch], publishers: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """The runs that stand in several copies of a publisher, by publisher: where there are three, in two of them."""
    by_publisher: dict[str, list[Sketch]] = {}
    for source, other in others.items():
        by_publisher.setdefault(publishers.get(source, ""), []).append(other)
    found = {}
    for publisher, sketches in by_publisher.items():
        # of two copies that share much, one may repeat the other
        if publisher and len(sketches) > 2:
            counted = Counter(number for one in sketches for number in one.numbers)
            found[publisher] = frozenset(number for number, count in counted.items() if count >= max(2, len(sketches) // 3))
    return found


# -- the sketches of a library ---------------------------------------------------------------------------------------


def sketches(
    library: Library,
    cache: Path | None,
    *,
    seconds: float = SECONDS,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[dict[str, Sketch], int]:
    """The sketch of each source's latest copy, and how many copies have none yet because time was up.

    Args:
        library: The copies.
        cache: The folder for compiled files; without one, nothing is kept.
        seconds: For the copies that have no sketch yet.
        cancelled: Polled for whether to stop.
        progress: Called with how many of these are done, and how many there are.
    """
    path = cache / "text" / f"{hashlib.sha256(str(library.folder.absolute()).encode()).hexdigest()}.sketches" if cache else None
    known = _read(path) if path else {}
    latest = {source: capture for source in library.sources() if (capture := library.latest(source)) is not None}
    missing = [capture for capture in latest.values() if capture.sha256 not in known]
    until = time.monotonic() + seconds
    done = 0
    for capture in missing:
        if time.monotonic() > until or (cancelled is not None and cancelled()):
            break
        try:
            known[capture.sha256] = sketch(library.text_to_show(capture))
        except CttuiError:  # its problem is reported elsewhere
            known[capture.sha256] = Sketch((), _BOUND)
        done += 1
        if progress is not None:
            progress(done, len(missing))
    if path is not None and done:
        wanted = {capture.sha256 for capture in latest.values()}
        _write(path, {name: one for name, one in known.items() if name in wanted})
    return {source: known[one.sha256] for source, one in latest.items() if one.sha256 in known}, len(missing) - done


def _read(path: Path) -> dict[str, Sketch]:
    """The sketches in a file; none if it is damaged or of another version."""
    try:
        content = disk.read(path, MAX_CACHE)
    except disk.FileError:
        return {}
    head, _, body = content.partition(b"\n")
    if head.decode("latin-1") != f"{_VERSION} {hashlib.sha256(body).hexdigest()}":
        return {}
    found: dict[str, Sketch] = {}
    place = 0
    while place + 48 <= len(body):
        name = body[place : place + 32].hex()
        below, size = _numbers(body[place + 32 : place + 48])
        place += 48
        found[name] = Sketch(tuple(_numbers(body[place : place + 8 * size])), below)
        place += 8 * size
    return found


def _write(path: Path, found: Mapping[str, Sketch]) -> None:
    pieces: list[bytes] = []
    for name, one in found.items():
        pieces += [bytes.fromhex(name), _bytes((one.below, len(one.numbers))), _bytes(one.numbers)]
    body = b"".join(pieces)
    if len(body) < MAX_CACHE - 1024:
        with suppress(OSError):  # what cannot be kept is made again
            disk.write(path, f"{_VERSION} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


def _numbers(content: bytes) -> array[int]:
    found = array("Q", content)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _bytes(numbers: Iterable[int]) -> bytes:
    found = array("Q", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()
