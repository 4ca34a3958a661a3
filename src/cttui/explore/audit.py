"""A timeline held against its reference sets: the list of pairs by status, both events side by side, and what is judged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cttui.audit.audit import STATUSES, Audit, Pair, Status, Told, audit
from cttui.audit.evidence import told
from cttui.audit.scope import ReferenceSet, spelt
from cttui.audit.side import Side
from cttui.lazy import dataclass
from cttui.model import dates

if TYPE_CHECKING:
    from cttui.curation.event import EventForm
    from cttui.explore.explorer import Explorer

MOST = 2_000
"""Rows of a reference set that are listed as missing here; of more, the list says how many."""
DATE = 14
"""Cells of the list for a date."""
HEADINGS: dict[Status, str] = {
    "different figures": "Different figures",
    "missing there": "Missing there",
    "missing here": "Missing here",
    "same": "Same",
}
"""The heading of each status."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line of the list."""

    status: Status
    ours: Side | None
    theirs: Side | None
    pair: Pair | None
    """What speaks for the two being one; of an event that is missing there, for the likeliest other."""
    reason: str = ""
    """Why an event has no pair."""

    @property
    def key(self) -> tuple[str, str]:
        """The ids of both; one that is missing is empty."""
        return (self.ours.id if self.ours else "", self.theirs.id if self.theirs else "")

    @property
    def title(self) -> str:
        """What the list shows: the timeline's title, or theirs if it has none."""
        side = self.ours or self.theirs
        return side.title if side is not None else ""

    @property
    def date(self) -> str:
        """Its date for a narrow column: in words, or where they are longer than the column, as a list writes it."""
        side = self.ours or self.theirs
        when = dates.dated(side.date) if side is not None else None
        if when is None:
            return "undated"
        text = dates.brief(when)
        return text if len(text) <= DATE else dates.dated_label(when)

    @property
    def sure(self) -> str:
        """How sure the pair is, for the list: ``97%``; empty for an event that is alone."""
        if self.pair is None or self.status not in {"same", "different figures"}:
            return ""
        return "judged" if self.pair.judged == "same" else f"{min(self.pair.sure, 0.99):.0%}"

    @property
    def ambiguous(self) -> bool:
        """Whether another would do nearly as well."""
        return bool(self.pair and self.pair.rivals)


class Fact(NamedTuple):
    """A line of the comparison: what both say of one thing."""

    label: str
    ours: str
    theirs: str
    says: str
    """How they stand to each other, in a few words; empty if that goes without saying."""
    state: str
    """``agrees``, ``differs``, or empty for neither."""


@dataclass(frozen=True, slots=True)
class AuditView:
    """An audit as the screen shows it."""

    title: str
    """What is held against what, and which of several sets it is."""
    reference: str
    """The set, and which of several it is."""
    scope: str
    """Both sets, with their numbers."""
    places: str
    """Where the rows of theirs are, for people; empty for everywhere."""
    rows: tuple[AuditRow, ...]
    """The rows of the status that is shown, or of all, by status."""
    counts: tuple[tuple[Status, int], ...]
    """How many there are of each status in the list, whatever is shown."""
    now: tuple[tuple[Status, int], ...]
    """How many there are by what is judged now."""
    only: Status | None
    left_out: int
    """Rows that are missing here and not listed, since they are too many."""
    judged: dict[tuple[str, str], str]
    """What the reader says of pairs."""


class Compared(NamedTuple):
    """What came of a comparison."""

    audit: Audit
    here: tuple[Side, ...]
    """The first rows that are missing here."""


class Auditing:
    """Audits what is explored against its reference sets, and keeps what is judged."""

    def __init__(self, explorer: Explorer) -> None:
        """Take what is explored; nothing is compared yet."""
        self._explorer = explorer
        self._found: Audit | None = None
        self._here: tuple[Side, ...] = ()
        self._next: Compared | None = None
        """What came of a comparison since something was judged: its rows are listed later, so that none moves meanwhile."""
        self._at = 0
        self.only: Status | None = None
        """The status that alone is shown."""

    @property
    def reference(self) -> ReferenceSet:
        """The set that is shown."""
        return self._explorer.references[self._at]

    def next_reference(self) -> bool:
        """Go to the next set; false, and nothing changes, if there is but one."""
        if len(self._explorer.references) < 2:
            return False
        self._at = (self._at + 1) % len(self._explorer.references)
        self._found = self._next = None
        return True

    def next_status(self) -> None:
        """Show the next status that has any rows, and after the last one all, with what was judged meanwhile."""
        if self._next is not None:
            self.take(self._next)
        counts = self._found.counts if self._found is not None else {}
        shown = [None, *(status for status, count in counts.items() if count)]
        self.only = shown[(shown.index(self.only) + 1) % len(shown)] if self.only in shown else None

    def compare(self, progress: Told) -> Compared:
        """Compare the selection with the set; it may take a second or more, and changes nothing here.

        Args:
            progress: As ``audit`` takes it.

        Raises:
            StoppedError: Nobody waits for it any more (``stopping.until``).
        """
        index, query = self._explorer.index, self._explorer.query
        found = audit(index, query, self.reference.index, judged=self.judged, progress=progress)
        return Compared(found, tuple(islice(found.missing_here(), MOST)))

    def take(self, compared: Compared) -> None:
        """Show what came of a comparison."""
        self._found, self._here = compared
        self._next = None

    def recount(self, compared: Compared) -> None:
        """Count by what came of a comparison, and leave the rows where they are: the same key takes a judgement back."""
        self._next = compared

    @property
    def judged(self) -> dict[tuple[str, str], str]:
        """What the reader says of pairs with this set."""
        desk = self._explorer.desk
        return desk.kept.judged(self.reference.id) if desk is not None else {}

    def judge(self, row: AuditRow, says: str) -> str:
        """Store a judgement, or take it back if it was made already; return what stands then.

        Raises:
            NotebookError: There is no notebook, or it cannot be written.
        """
        ours, theirs = row.key
        said = "" if self.judged.get(row.key) == says else says
        self._explorer.change_desk(lambda desk: desk.judge(self.reference.id, ours, theirs, said))
        return said

    # -- what is shown -------------------------------------------------------------------------------------------------

    def view(self) -> AuditView | None:
        """The list; ``None`` before anything was compared."""
        found = self._found
        if found is None:
            return None
        sets = self._explorer.references
        which = f" ({self._at + 1} of {len(sets)})" if len(sets) > 1 else ""
        return AuditView(
            f"{self._explorer.index.head.meta.title} · {self.reference.name}{which}",
            f"{self.reference.name}{which}",
            f"{found.count:,} events listed, {found.looked_at:,} of theirs of the same days and places",
            found.scope.places,
            tuple(row for row in self._rows(found) if self.only in (None, row.status)),
            tuple(found.counts.items()),
            tuple((self._next.audit if self._next is not None else found).counts.items()),
            self.only,
            found.missing_here_count - len(self._here) if self.only in (None, "missing here") else 0,
            self.judged,
        )

    def _rows(self, found: Audit) -> Iterator[AuditRow]:
        for status in STATUSES:
            if status == "missing there":
                for alone in found.missing_there:
                    other = alone.nearest.theirs if alone.nearest is not None else None
                    yield AuditRow(status, alone.side, other, alone.nearest, alone.reason)
            elif status == "missing here":
                yield from (AuditRow(status, None, side, None) for side in self._here)
            else:
                for pair in found.pairs:
                    if pair.status == status:
                        yield AuditRow(status, pair.ours, pair.theirs, pair)

    # -- a draft -------------------------------------------------------------------------------------------------------

    def draft(self, row: AuditRow, today: int) -> EventForm | None:
        """The form of a new event, filled in from theirs; ``None`` if the row has none of theirs."""
        if row.theirs is None:
            return None
        from cttui.curation.event import EventForm
        from cttui.query.fields import event_sources

        index = self.reference.index
        (event,) = index.events((row.theirs.n,))
        theirs = {one.code: spelt(one) for one in index.head.provinces}
        named = [theirs[code] for code in event.provinces if code in theirs]
        shorts = [one.short for one in self._explorer.index.head.provinces if any(spelt(one) & names for names in named)]
        sources, why = index.sources(event_sources(event)), f"from {self.reference.name}"
        return EventForm.told(self._explorer.index, event, sources, shorts, why, today)


def facts(row: AuditRow) -> tuple[Fact, ...]:
    """What both events say, thing by thing, and how that agrees."""
    ours, theirs = row.ours, row.theirs
    says = {part.part: part for part in row.pair.evidence} if row.pair is not None else {}

    def fact(label: str, part: str, mine: str, other: str) -> Fact:
        found = says.get(part)
        if found is None:
            return Fact(label, mine, other, "", "")
        state = "" if abs(found.bits) < 0.25 else "agrees" if found.bits > 0 else "differs"
        # what is the same in both columns need not be said
        said = "" if part == "kind" or found.says == "the same day" else told(part, found.says)
        return Fact(label, mine, other, said, state)

    def of(side: Side | None, name: str) -> str:
        return str(getattr(side, name)) if side is not None else ""

    found = [
        fact("title", "words", of(ours, "title"), of(theirs, "title")),
        fact("date", "days", _when(ours), _when(theirs)),
        fact("place", "place", of(ours, "where"), of(theirs, "where")),
        fact("kind", "kind", of(ours, "kind"), of(theirs, "kind")),
        fact("actors", "actors", _actors(ours), _actors(theirs)),
        *_figures(ours, theirs),
        Fact("id", of(ours, "id"), of(theirs, "id"), "", ""),
    ]
    return tuple(one for one in found if one.ours or one.theirs)


def _figures(ours: Side | None, theirs: Side | None) -> Iterator[Fact]:
    """Every measure of either side, what both count first said with how it stands."""
    from cttui.audit.evidence import relation

    mine = {one.measure: one for one in ours.figures} if ours is not None else {}
    other = {one.measure: one for one in theirs.figures} if theirs is not None else {}
    for measure in dict.fromkeys((*mine, *other)):
        one, two = mine.get(measure), other.get(measure)
        state = relation(one, two) if one is not None and two is not None else ""
        sign = {"apart": "differs", "equal": "agrees", "overlapping": "agrees"}.get(state, "")
        yield Fact(
            measure,
            one.said if one is not None else "",
            two.said if two is not None else "",
            "overlapping" if state == "overlapping" else "",
            sign,
        )


def _when(side: Side | None) -> str:
    if side is None:
        return ""
    when = dates.dated(side.date)
    return dates.describe(when) if when is not None else "undated"


def _actors(side: Side | None) -> str:
    return ", ".join(name for name, _ in side.actors) if side is not None else ""
