"""Evidence: whether each quote of the timeline still stands in the reader's stored copy of its source, and where.

Joins the index (who quotes what), the library (the copies) and the search for quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cttui.copies.library import Library
from cttui.copies.quotes import Folded
from cttui.errors import CttuiError
from cttui.model.claims import stated
from cttui.store.index import Ask, Index
from cttui.store.wants import Citing

CopyState = Literal["none", "intact", "changed", "missing", "unreadable"]
"""``changed``: the stored bytes have another hash than they were stored under. ``unreadable``: they hold no text."""


class Quoted(NamedTuple):
    """A quote that the timeline takes from a source, and where it stands in the copy."""

    event_id: str
    event_title: str
    label: str
    """The claim in short: ``5 killed, Chinese nationals``."""
    quote: str
    start: int
    """Offset in the copy's text, in characters; -1 for an orphan."""
    stop: int
    score: float
    """Likeness from 0 to 100; 100 where it stands there exactly, 0 for an orphan."""

    @property
    def found(self) -> bool:
        """Whether it stands in the copy, exactly or nearly."""
        return self.start >= 0


class CopyView(NamedTuple):
    """A source's stored copy, with the timeline's quotes found in it."""

    source_id: str
    state: CopyState
    trouble: str
    """What is wrong with it, in a sentence; empty where nothing is."""
    about: str
    """When it was stored, from where, its type and size."""
    captures: int
    text: str
    quotes: tuple[Quoted, ...]
    """Those found in the order of the text, then the orphans."""

    @property
    def orphans(self) -> tuple[Quoted, ...]:
        """Quotes that do not stand in the copy."""
        return tuple(quoted for quoted in self.quotes if not quoted.found)

    @property
    def found(self) -> tuple[Quoted, ...]:
        """Quotes that do, in the order of the text."""
        return tuple(quoted for quoted in self.quotes if quoted.found)


def quotes_of(index: Index, source_id: str) -> Iterator[Quoted]:
    """Every quote that the timeline takes from a source, not yet looked for."""
    for event in index.answer(Ask(wants=(Citing(source_id),)))[Citing(source_id)]:
        for claim in event.claims:
            if claim.source == source_id and claim.quote:
                yield Quoted(event.id, event.title, f"{stated(claim)} {claim.measure}, {claim.who}", claim.quote, -1, -1, 0.0)


def locate(quotes: Iterable[Quoted], text: str) -> tuple[Quoted, ...]:
    """Quotes with their places in a text: those found in its order, then the orphans."""
    folded = Folded(text)
    placed = []
    for quoted in quotes:
        match = folded.find(quoted.quote)
        placed.append(quoted._replace(start=match.start, stop=match.stop, score=match.score) if match else quoted)
    return tuple(sorted(placed, key=lambda quoted: (not quoted.found, quoted.start)))


def open_copy(index: Index, library: Library, source_id: str) -> CopyView | None:
    """A source's latest copy, its hash checked again; ``None`` where there is none."""
    capture = library.latest(source_id)
    if capture is None:
        return None
    about = f"stored {capture.captured[:10]} from {capture.origin}, {capture.media_type}, {capture.size:,} bytes"
    captures = len(library.captures(source_id))
    quotes = tuple(quotes_of(index, source_id))
    state = library.state(source_id)
    if state in {"changed", "missing"}:
        trouble = {
            "changed": "the stored copy was changed since it was stored: its hash is another; attach it anew",
            "missing": "the stored copy is gone from the library; attach it anew",
        }[state]
        return CopyView(source_id, state, trouble, about, captures, "", quotes)
    try:
        text = library.text(capture)
    except CttuiError as error:
        return CopyView(source_id, "unreadable", str(error), about, captures, "", quotes)
    return CopyView(source_id, "intact", "", about, captures, text, locate(quotes, text))


class Verified(NamedTuple):
    """What ``cttui verify`` finds of a source."""

    source_id: str
    state: CopyState
    trouble: str
    quotes: tuple[Quoted, ...]

    @property
    def well(self) -> bool:
        """Whether the copy is as it was stored and every quote stands in it exactly or nearly."""
        return self.state == "intact" and all(quoted.found for quoted in self.quotes)


def verify(index: Index, library: Library, sources: Iterable[str]) -> Iterator[Verified]:
    """Check the copies of some sources; those without a copy are passed over."""
    for source_id in sources:
        if (copy := open_copy(index, library, source_id)) is not None:
            yield Verified(source_id, copy.state, copy.trouble, copy.quotes)
