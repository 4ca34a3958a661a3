"""What can be exported from where the reader is: each with its count and what its file is called."""

from __future__ import annotations

from cttui.explore.claims import Ledger
from cttui.explore.detail import SENSITIVE
from cttui.explore.explorer import Explorer
from cttui.explore.sources import SourcesView
from cttui.exports.subjects import Claims, Events, Guarded, Marks, Sources, Subject, Takes
from cttui.lazy import dataclass

UNITS: dict[Takes, tuple[str, str]] = {
    "events": ("event", "events"),
    "claims": ("claim", "claims"),
    "sources": ("source", "sources"),
    "marks": ("event", "events"),
}
"""What one of each and several of each are called."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to export."""

    takes: Takes
    title: str
    """For people, as a heading."""
    count: int
    """How many leave."""
    name: str
    """What a file of it is called, without a suffix."""
    subject: Subject
    kept: int = 0
    """How many of those on the screen are kept back, because they rest on sensitive sources."""

    @property
    def counted(self) -> str:
        """How many leave of what, and how many do not: ``41 events``, ``40 events, 1 kept back as sensitive``."""
        said = counted(self.count, self.takes)
        return f"{said}, {self.kept:,} kept back as {SENSITIVE}" if self.kept else said


def counted(count: int, takes: Takes) -> str:
    """How many there are of what: ``41 events``."""
    return f"{count:,} {UNITS[takes][count != 1]}"


def selection(explorer: Explorer) -> Offer:
    """The events that the filters leave."""
    found = explorer.selection
    subject = Events(explorer.index, found.query, explorer.lens, outline=lambda: explorer.outline)
    title = f"Selection: {found.query.text}" if found.query else "All events"
    return _offer("events", title, found.count, _name(explorer, "selection" if found.query else "events"), subject)


def marks(explorer: Explorer) -> Offer | None:
    """The reader's marks and notes; ``None`` if nothing is kept."""
    kept = explorer.desk.kept if explorer.desk is not None else None
    if kept is None or not (kept.marks or kept.notes):
        return None
    subject = Marks(explorer.index, kept)
    return Offer("marks", "Marks and notes", subject.count(), _name(explorer, "marks"), subject)


def claims(explorer: Explorer, ledger: Ledger) -> Offer:
    """The claims of a ledger."""
    subject = Claims(ledger, explorer.index)
    return _offer("claims", ledger.title, ledger.claims, _name(explorer, "claims"), subject)


def sources(explorer: Explorer, view: SourcesView) -> Offer:
    """The sources of a list."""
    subject = Sources(explorer.index, view.rows)
    which = f"Most cited of {view.in_all:,} sources of the selection" if view.in_all else "Sources of the selection"
    return _offer("sources", which, len(view.rows), _name(explorer, "sources"), subject)


def _offer(takes: Takes, title: str, shown: int, name: str, subject: Subject) -> Offer:
    """An offer of what is shown, without what does not leave; where everything leaves, nothing is counted again."""
    count = subject.count() if isinstance(subject, Guarded | Claims) and not subject.guard.is_open else shown
    return Offer(takes, title, count, name, subject, shown - count)


def _name(explorer: Explorer, of: str) -> str:
    return f"{explorer.index.head.meta.id}-{of}"
