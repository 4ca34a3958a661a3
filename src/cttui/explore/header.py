"""The lines above the panes: the timeline, the query, and its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.explore.coverage import Search, searches
from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.query import language
from cttui.store.index import Answer, Cost, Index
from cttui.store.wants import Dead, Ends, Owned, Want
from cttui.text import line, numbered

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance

DIGITS = 12
"""The first digits of a SHA-256, which tell files apart."""
MOST_FILES = 8
"""The most files that are named."""

FIGURES = {
    "all": "all figures",
    "lowest": "lowest figures",
    "highest": "highest figures",
    "official": "official figures",
    "best": "best figures",
}
"""The names of the lenses that every timeline has."""


LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
"""Numbers that are rounded where somebody only wants to know how large they are."""


class CostView(NamedTuple):
    """What servers did for an answer, in words; from the longest to the shortest where there are several."""

    took: tuple[str, ...]
    """How long it took, and from how many rows."""
    missing: tuple[str, ...] = ()
    """Which shards did not answer; empty if all did."""

    @staticmethod
    def of(cost: Cost) -> CostView:
        """What an answer took."""
        seconds = f"{cost.seconds:.2f} s" if cost.seconds < 10 else f"{cost.seconds:,.0f} s"
        took = (f"{seconds} from {rounded(cost.rows)} row{'s' if cost.rows != 1 else ''}", seconds)
        if not cost.missing:
            return CostView(took)
        named, several = ", ".join(map(line, cost.missing)), numbered(len(cost.missing), "shard")
        return CostView(took, (f"without {several} of {cost.shards:,}: {named}", f"without {named}", f"without {several}"))


def rounded(count: int) -> str:
    """A number as large as it is said in passing: ``812``, ``45,210``, ``2.0 million``, ``1.3 billion``."""
    size, name = next(((size, name) for size, name in LARGE if count >= size), (1, ""))
    return f"{count / size:,.{1 if count < 100 * size else 0}f} {name}" if name else f"{count:,}"


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The first line of the screen."""

    title: str
    count: int
    total: int
    span: str
    """The first and last day of the selection; empty if it is empty or undated."""
    marks: int
    """Events of the timeline that the reader marked."""
    cost: CostView | None = None
    """What finding them took; ``None`` where no server was asked."""

    @staticmethod
    def wants(_state: State) -> tuple[Want[Any], ...]:
        """The ends of the selection, and the marks."""
        return Ends(), Owned()

    @staticmethod
    def of(answer: Answer, state: State) -> HeaderView:
        """The header of a selection."""
        span = ""
        if (dated := answer[Ends()]) is not None:
            first, last = (dates.brief(dates.Edtf(end.text, end, end)) for end in _ends(*dated))
            span = first if first == last else f"{first} – {last}"
        marks = len(answer[Owned()].marked)
        cost = CostView.of(answer.cost) if answer.cost is not None else None
        return HeaderView(state.head.meta.title, answer.selection.count, state.total, span, marks, cost)


def _ends(first: str, last: str) -> tuple[dates.Point, dates.Point]:
    """The days under which the first and the last date are listed: their starts, or the end if the start is open."""
    return tuple(when.end if when.start.is_missing else when.start for when in map(dates.parse, (first, last)))  # type: ignore[return-value]


class AboutView(NamedTuple):
    """What the timeline is and how it was made."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Names and values: its period, how much is in it, its licence."""
    method: str
    searches: tuple[Search, ...]
    """What was looked for, and what came of it."""

    @classmethod
    def build(cls, index: Index, outline: str = "") -> AboutView:
        """From the timeline's own table, with the notice of the map's outline."""
        meta = index.head.meta
        facts = (
            ("period", dates.describe(dates.parse(meta.period))),
            ("holds", f"{index.count:,} events, {index.source_count:,} sources, {len(index.head.threads):,} threads"),
            ("time zone", meta.time_zone),
            ("updated", dates.describe(dates.parse(meta.updated)) if meta.updated else ""),
            ("licence", meta.licence),
            ("map lines", outline),
            *_imported(index.imported),
        )
        return cls(meta.title, tuple((name, value) for name, value in facts if value), meta.method, searches(index.head))


def _imported(about: Provenance | None) -> tuple[tuple[str, str], ...]:
    """Where a dataset's rows come from: its files, and what became of their rows."""
    if about is None:
        return ()
    files = "; ".join(
        f"{line(one.name)}, {one.size:,} bytes, SHA-256 {one.sha256[:DIGITS]}…" for one in about.files[:MOST_FILES]
    )
    if (more := len(about.files) - MOST_FILES) > 0:
        files += f"; and {more:,} more"
    day = dates.describe(dates.parse(about.when[:10])) if about.when else ""
    when = ", ".join(filter(None, (day, f"by cttui {about.version}" if about.version else "")))
    return ("dataset", about.title), ("file", files), ("rows", about.summary.sentence), ("imported", when)


class NamedQuery(NamedTuple):
    """A query that was given a name."""

    name: str
    query: str
    whose: str
    """Whose it is, in a word or two."""


class BarView(NamedTuple):
    """The filter bar and the line below it."""

    text: str
    """The text of the bar."""
    sentence: str
    """The query in words, or its error."""
    total: str = ""
    """The dead of the selection under the lens in force, and how many events had no figure."""
    lifted: int = 0
    """How many cleared filters can be restored."""
    order: str = ""
    """What the list is in order of, in words; empty for dates."""
    fault: tuple[int, int] | None = None
    """The place of the error in the text, in characters; the last good selection stays on screen."""
    held: str = ""
    """The last good query in words, which is in force while the text of the bar has an error."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The dead."""
        return (Dead(state.lens),)

    @staticmethod
    def of(answer: Answer, state: State) -> BarView:
        """The query of the bar, in words."""
        found = answer[Dead(state.lens)]
        whose = FIGURES.get(state.lens.name) or f"according to {state.vocabulary.label('source', state.lens.name)}"
        # what some shards do not say is never shown as if it were all
        part = "incomplete: " if answer.cost is not None and answer.cost.missing else ""
        total = f"{part}{found.sentence} · {whose}"
        sentence = language.describe(state.query, state.vocabulary)
        order = language.ORDERS[state.query.order]
        if state.fault is not None:
            place = (state.fault.start, state.fault.stop)
            return BarView(state.typed, state.fault.sentence(), total, order=order, fault=place, held=sentence)
        return BarView(state.typed, sentence, total, lifted=0 if state.query else state.lifted, order=order)
