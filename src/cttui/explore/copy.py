"""Evidence: whether each quote of the timeline is still in the reader's stored copy of its source, and where.

Joins the index (who quotes what), the library (the copies) and the search for quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Literal, NamedTuple

from cttui.copies.captures import Capture
from cttui.copies.library import CopyChangedError, CopyMissingError, Library
from cttui.copies.quotes import Folded
from cttui.curation.known import in_short
from cttui.errors import CttuiError
from cttui.store.index import Ask, Index
from cttui.store.wants import Citing

CopyState = Literal["none", "intact", "changed", "missing", "unreadable", "damaged"]
"""``changed``: the hash of the stored bytes differs from the recorded one. ``unreadable``: they cannot be read or contain no
text. ``damaged``: the record of it cannot be read."""


QuoteState = Literal["found", "similar", "orphan"]
"""``found``: the copy says the same, however it is typeset. ``similar``: nearly the same, with another number or word."""


class Quoted(NamedTuple):
    """A quote that the timeline takes from a source, and its place in the copy."""

    event_id: str
    event_title: str
    label: str
    """The claim in short: ``5 killed, Chinese nationals``."""
    quote: str
    start: int = -1
    """Offset of the passage in the copy's text, in characters; -1 for an orphan."""
    stop: int = -1
    score: float = 0.0
    """Similarity from 0 to 100; 100 if found, 0 for an orphan."""
    state: QuoteState = "orphan"
    passage: str = ""
    """What the copy says at that place, on one line; empty for an orphan."""
    stood: str = ""
    """The day on which the latest earlier copy with the quote was stored; empty if it is found in
    the latest of all, or in none."""

    @property
    def found(self) -> bool:
        """Whether the copy says the same."""
        return self.state == "found"

    @property
    def placed(self) -> bool:
        """Whether there is a passage in the copy to show, identical or similar."""
        return self.start >= 0

    @property
    def withdrawn(self) -> str:
        """What happened to a quote that an earlier copy has, as a clause; empty for nothing."""
        return f"found in the copy of {self.stood}, not in the latest" if self.stood else ""


class CopyView(NamedTuple):
    """A source's stored copy, with the timeline's quotes found in it."""

    source_id: str
    state: CopyState
    trouble: str
    """Its problem, in a sentence; empty for none."""
    about: str
    """When it was stored, from where, its type and size."""
    captures: int
    text: str
    quotes: tuple[Quoted, ...]
    """Those found or similar in the order of the text, then the orphans."""
    damage: tuple[str, ...] = ()
    """Problems of other records of this source, one sentence each."""
    sha256: str = ""
    """Of the copy's bytes, by which it is known; empty where there is no text."""

    @property
    def orphans(self) -> tuple[Quoted, ...]:
        """Quotes with nothing similar in the copy."""
        return tuple(quoted for quoted in self.quotes if not quoted.placed)

    @property
    def similar(self) -> tuple[Quoted, ...]:
        """Quotes with a similar passage in the copy, in text order."""
        return tuple(quoted for quoted in self.quotes if quoted.state == "similar")

    @property
    def found(self) -> tuple[Quoted, ...]:
        """Quotes found in the copy, in text order."""
        return tuple(quoted for quoted in self.quotes if quoted.found)

    @property
    def placed(self) -> tuple[Quoted, ...]:
        """Quotes with a place in the copy, found or similar, in text order."""
        return tuple(quoted for quoted in self.quotes if quoted.placed)


def quotes_of(index: Index, source_id: str) -> Iterator[Quoted]:
    """Every quote that the timeline takes from a source, before the search."""
    for event in index.answer(Ask(wants=(Citing(source_id),)))[Citing(source_id)]:
        for claim in event.claims:
            if claim.source == source_id and claim.quote:
                yield Quoted(event.id, event.title, in_short(claim), claim.quote)


def locate(quotes: Iterable[Quoted], folded: Folded) -> tuple[Quoted, ...]:
    """Quotes with their places in a text: those found or similar in its order, then the orphans."""
    text = folded.text
    placed = []
    for quoted in quotes:
        if (match := folded.find(quoted.quote)) is not None:
            passage = " ".join(text[match.start : match.stop].split())
            state: QuoteState = "found" if match.exact else "similar"
            placed.append(quoted._replace(start=match.start, stop=match.stop, score=match.score, state=state, passage=passage))
        else:
            placed.append(quoted)
    return tuple(sorted(placed, key=lambda quoted: (not quoted.placed, quoted.start)))


EARLIER = 20
"""The number of earlier copies of a source, latest first, searched for a quote that the latest copy lacks."""


def _with_earlier(
    quotes: tuple[Quoted, ...], captures: Iterable[Capture], text_of: Callable[[Capture], str]
) -> tuple[Quoted, ...]:
    """Quotes that are not found, each with the day of the latest earlier capture that has it."""
    missing = {quoted.quote for quoted in quotes if not quoted.found}
    stood: dict[str, str] = {}
    for capture in captures:
        if not missing:
            break
        with suppress(CttuiError):  # an unreadable copy has no quotes; its problem is reported elsewhere
            folded = Folded(text_of(capture))
            held = {quote for quote in missing if folded.holds(quote)}
            stood.update(dict.fromkeys(held, capture.captured[:10]))
            missing -= held
    return tuple(quoted if quoted.found else quoted._replace(stood=stood.get(quoted.quote, "")) for quoted in quotes)


def open_copy(
    index: Index, library: Library, source_id: str, *, certify: bool = False, fold: Callable[[str], Folded] = Folded
) -> CopyView | None:
    """A source's latest copy, with its bytes checked against their hash; ``None`` if there is none.

    Args:
        index: Who quotes what.
        library: The copies.
        source_id: The source's id.
        certify: Whether to extract the copy's text from its bytes now; for reading, text extracted before will do.
        fold: Folds the text; whoever has folded it before gives that.
    """
    captures = library.captures(source_id)
    damage = tuple(one.sentence() for one in library.damaged([source_id]))
    if not captures and not damage:
        return None
    quotes = tuple(quotes_of(index, source_id))
    if not captures:
        return CopyView(source_id, "damaged", "; ".join(damage), "", 0, "", quotes)
    capture = captures[-1]
    about = f"stored {capture.captured[:10]} from {capture.origin}, {capture.media_type}, {capture.size:,} bytes"
    text_of = library.text if certify else library.text_to_show
    try:
        text = text_of(capture)
    except CttuiError as error:
        state, trouble = _trouble(error)
        return CopyView(source_id, state, trouble, about, len(captures), "", quotes, damage)
    earlier = {one.sha256: one for one in captures if one.sha256 != capture.sha256}  # the latest of each, the latest last
    tried = sorted(earlier.values(), key=captures.index, reverse=True)[:EARLIER]
    quotes = _with_earlier(locate(quotes, fold(text)), tried, text_of)
    return CopyView(source_id, "intact", "", about, len(captures), text, quotes, damage, capture.sha256)


def _trouble(error: CttuiError) -> tuple[CopyState, str]:
    """Why a copy's text cannot be read: its state, and a sentence."""
    if isinstance(error, CopyChangedError):
        return "changed", "the copy has changed since it was stored: its hash does not match; attach the source again"
    if isinstance(error, CopyMissingError):
        return "missing", "the copy is missing from the library; attach the source again"
    return "unreadable", str(error)


class Verified(NamedTuple):
    """What ``cttui verify`` finds of a source."""

    source_id: str
    state: CopyState
    trouble: str
    quotes: tuple[Quoted, ...]

    @property
    def well(self) -> bool:
        """Whether the copy is unchanged and has every quote; similar passages do not count."""
        return self.state == "intact" and all(quoted.found for quoted in self.quotes)


def verify(index: Index, library: Library, sources: Iterable[str]) -> Iterator[Verified]:
    """Check the copies of some sources, each from its bytes alone; sources without a copy are skipped.

    A quote found in a copy is in the bytes that were stored; that does not prove that the publisher wrote them.
    """
    for source_id in sources:
        copy = open_copy(index, library, source_id, certify=True)
        if copy is not None and copy.captures:
            yield Verified(source_id, copy.state, copy.trouble, copy.quotes)


def damaged(library: Library, sources: Iterable[str] | None = None) -> Iterator[Verified]:
    """Each unreadable record of a copy, for some sources or the whole library."""
    for one in library.damaged(sources):
        yield Verified(one.source, "damaged", one.sentence(), ())
