"""What a page holds, gathered once from what the guard lets out, for all its sections."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from cttui.errors import CttuiError
from cttui.explore.claims import Ledger, ledger_from
from cttui.exports.items import Item
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model import geo
from cttui.model.periods import Days
from cttui.model.records import KINDS, Event, Province, Source, Thread, Timeline
from cttui.store.contribution import point_of
from cttui.text import numbered
from cttui.timeline.outline import Outline, OutlineError

MOST = 2_000
"""The most events of a page: a browser shows so many in a moment, and a reader has filters to go through them."""

_LEFT = {
    "undated": "{} without a date: in the list, and not on the time axis",
    "open": "{} with an open start or end, given in words",
    "uncertain": "{} with a date that is not exact to the day, given in words",
    "unplaced": "{} without coordinates, not on the map",
    "unsourced": "{} without a source",
}


class Content:
    """The events of a page with all that belongs to them."""

    def __init__(self, subject: Events) -> None:
        """Gather what a selection's page holds.

        Raises:
            CttuiError: The selection is too large for a page.
        """
        if (count := subject.count()) > MOST:
            raise CttuiError(
                f"a web page holds at most {MOST:,} events, and {count:,} are selected; "
                "filter them further, or export to sqlite, which holds any number"
            )
        self.subject = subject
        self.about = subject.about()
        self.items: tuple[Item, ...] = tuple(subject.items())
        self.left = Left(_LEFT)
        self.positions = {item.event.id: n for n, item in enumerate(self.items)}
        numbers: dict[str, int] = {}
        cited: list[Source] = []
        for item in self.items:
            for source in item.sources:
                if source.id not in numbers:
                    numbers[source.id] = len(numbers) + 1
                    cited.append(source)
            self._count(item)
        self.sources = tuple(cited)
        """The sources that the events cite, in the order of the events."""
        self.numbers = numbers
        """Their numbers in the page, from 1."""

    def _count(self, item: Item) -> None:
        when = item.event.when
        if when is None:
            self.left.count("undated")
        elif not when.has_ends:
            self.left.count("open")
        elif not when.is_exact:
            self.left.count("uncertain")
        if point_of(item.event.place) is None:
            self.left.count("unplaced")
        if not item.sources:
            self.left.count("unsourced")

    @property
    def head(self) -> Timeline:
        """The timeline without its events and sources."""
        return self.subject.index.head

    @cached_property
    def names(self) -> dict[str, Province]:
        """The provinces by code."""
        return {province.code: province for province in self.head.provinces}

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The kinds of the events, each with how many there are, in the order of ``KINDS``."""
        found = dict.fromkeys(KINDS, 0)
        for item in self.items:
            found[item.event.kind] += 1
        return {kind: count for kind, count in found.items() if count}

    @cached_property
    def provinces(self) -> dict[str, int]:
        """How many events each province has, by code, in the file's order; an event of two counts in both."""
        found = dict.fromkeys(self.names, 0)
        for item in self.items:
            for code in item.event.provinces:
                found[code] += 1
        return found

    @cached_property
    def by_id(self) -> dict[str, Event]:
        """The events by id."""
        return {item.event.id: item.event for item in self.items}

    @cached_property
    def responses(self) -> dict[str, list[str]]:
        """The events that respond to each, in order."""
        found: dict[str, list[str]] = {}
        for item in self.items:
            for other in item.event.responds_to:
                if other in self.positions:
                    found.setdefault(other, []).append(item.event.id)
        return found

    @cached_property
    def threads(self) -> tuple[tuple[Thread, tuple[str, ...]], ...]:
        """The threads with the steps that are in the page, those without any left out."""
        found = ((thread, self.here(thread.events)) for thread in self.head.threads)
        return tuple((thread, steps) for thread, steps in found if steps)

    def here(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of some events that are in the page, each once."""
        return tuple(id_ for id_ in dict.fromkeys(ids) if id_ in self.positions)

    @cached_property
    def ledger(self) -> Ledger:
        """The claims of all events, disputes first."""
        return ledger_from(self.subject.index, [item.event for item in self.items], self.sources, "")

    @cached_property
    def disputes(self) -> Ledger:
        """The claims of populations whose figures cannot all hold."""
        return self.ledger.only("disputed")

    @cached_property
    def whole(self) -> Days | None:
        """The days from the first event to the last; ``None`` if none is dated."""
        days = [item.event.when.listed for item in self.items if item.event.when]
        return Days(min(days), max(days)) if days else None

    @cached_property
    def outline(self) -> Outline:
        """Coasts and borders for the map; none, and a word of it, if they cannot be read."""
        try:
            return (self.subject.outline() if self.subject.outline is not None else None) or Outline()
        except OutlineError as error:
            self.left.tell(f"the map's outline left out: {error.elsewhere}")
            return Outline()

    @cached_property
    def area(self) -> geo.Area | None:
        """The smallest box around all coordinates."""
        return geo.around(point[:2] for item in self.items if (point := point_of(item.event.place)))

    def lost(self) -> None:
        """Count what refers to events that are not in the page; of a dataset, say what its search does not find."""
        gone = sum(
            other not in self.positions for item in self.items for other in (*item.event.responds_to, *item.event.related)
        )
        if gone:
            self.left.tell(f"{numbered(gone, 'reference')} to events that are not in the page left out")
        cut = sum(not self.positions.keys() >= set(thread.events) for thread in self.head.threads)
        if cut:
            self.left.tell(f"{numbered(cut, 'thread')} cut to the events in the page, or left out with none of them")
        if self.subject.index.imported is not None:
            self.left.tell("texts of the dataset's rows left out: a search in the page does not find their words")
