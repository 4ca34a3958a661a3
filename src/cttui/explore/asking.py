"""One ask per key: what the visible views want is asked together, when first needed, and kept.

Changing the query or the cursor only marks the state stale; nothing is asked until some of the answer is read. Then one ``Ask``
is made for all visible views, with only those wants that are not yet known. A fast engine
is asked here; for a slow one, ``question`` returns the ask and ``take`` accepts its answer, unless the state has changed by
then.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from cttui.errors import CttuiError
from cttui.explore.state import Sight, State, View
from cttui.lazy import dataclass
from cttui.model.claims import ALL, Lens
from cttui.query.language import Query
from cttui.store.index import Answer, Ask, Cost, Index, Selection
from cttui.store.parts import Row
from cttui.store.wants import Bars, Ranked, Target, Want

if TYPE_CHECKING:
    from cttui.explore.claims import Ledger
    from cttui.explore.detail import DetailView
    from cttui.explore.events import EventsView
    from cttui.explore.facets import FacetsView
    from cttui.explore.grid import GridView
    from cttui.explore.header import BarView, HeaderView
    from cttui.explore.map import AtlasView
    from cttui.explore.moved import Moved
    from cttui.explore.provinces import ProvincesView
    from cttui.explore.sources import ReadView, SourcesView
    from cttui.explore.threads import PathView, ThreadsView
    from cttui.explore.time import TimeView

T = TypeVar("T")


LARGE = 5_000
"""Events of a timeline from which many records are read in a worker, which the next key may end."""

VIEWS = {
    "header": ("header", "HeaderView"),
    "bar": ("header", "BarView"),
    "time": ("time", "TimeView"),
    "provinces": ("provinces", "ProvincesView"),
    "facets": ("facets", "FacetsView"),
    "events": ("events", "EventsView"),
    "detail": ("detail", "DetailView"),
    "read": ("sources", "ReadView"),
    "sources": ("sources", "SourcesView"),
    "ledger": ("claims", "Ledger"),
    "grid": ("grid", "GridView"),
    "atlas": ("map", "AtlasView"),
    "threads": ("threads", "ThreadsView"),
    "path_view": ("threads", "PathView"),
    "desk_view": ("desk", "Kept"),
}
"""The views by name: their modules in this package, loaded when first visible, and their classes there."""


@cache
def view_class(name: str) -> type[View]:
    """The view class with a name."""
    module, kind = VIEWS[name]
    found: type[View] = getattr(import_module(f"cttui.explore.{module}"), kind)
    return found


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The selection before the first answer."""

    query: Query
    count: int = 0


class Asking(ABC):
    """Asks an index for the visible views.

    Attributes:
        index: The timeline's index.
        query: The query.
        sight: Which part of the views is visible; replacing it is a change like any other.
    """

    def __init__(self, index: Index, query: Query, target: Target | None) -> None:
        """Start with a query; nothing is asked yet."""
        self.index = index
        self.query = query
        self.sight = Sight()
        self.waited = False
        """Whether a screen waits in a worker for answers that take longer than a frame."""
        self._quick: Query | None = None
        """The query that was last found to be quick."""
        self.lens: Lens = ALL
        """Whose figures are counted."""
        self._anchor = 0
        """The event last moved to; the cursor returns to it when a filter that hid it is cleared."""
        self._target = target
        self._answer: Answer | None = None
        self._known: dict[Want[Any], Any] = {}
        """What is known for the current query and cursor."""
        self._cost: Cost | None = None
        """What the answer took that found the selection, and the shards that are missing now."""
        self._found = False
        """Whether the selection of the query was found."""
        self._open = True
        """Whether the selection or the cursor is still unknown."""
        self._known_first: tuple[tuple[Query, Ranked], tuple[str, ...]] | None = None
        """A query and what was asked of it, with the provinces that it has first."""
        self._first_wanted: list[Ranked] = []
        """What a view needs to say what it wants at all, where the engine is slow."""
        self._names: tuple[str, ...] = ()
        """The views in sight."""

    @abstractmethod
    def state(self, names: Collection[str]) -> State:
        """The current state; what only some views need is included if they are among ``names``."""

    # -- another index -------------------------------------------------------------------------------------------------

    def _renew(self, index: Index, moved: Moved) -> None:
        """Ask another index from now on; the cursor's event has another number in it."""
        self.index = index
        self._quick = None
        self._known, self._known_first = {}, None
        self._open = True
        self._anchor = moved.nearest(self._anchor)
        if self._answer is not None:
            self._answer = replace(self._answer, cursor=moved.exactly(self._answer.cursor))

    # -- asking ------------------------------------------------------------------------------------------------------

    @property
    def at_once(self) -> bool:
        """Whether the current query is answered before anything else is done; if not, a worker waits for the answer."""
        return self.index.at_once and (not self.waited or (self._is_quick() and not self._reads_many()))

    def _reads_many(self) -> bool:
        """Whether a visible view of a large timeline wants many records that are not read yet."""
        if self.index.count <= LARGE:
            return False
        state = self.state(())
        wants = (want for name in self._names for want in view_class(name).wants(state))
        return any(want.READS_MANY and want not in self._known for want in wants)

    def _is_quick(self) -> bool:
        # a query that was answered within a frame once is from then on: what it took is kept
        if self._quick is not self.query and self.index.is_quick(self.query):
            self._quick = self.query
        return self._quick is self.query

    def _change(self, *, query: bool = False, target: Target | None = None) -> None:
        """The cursor moves, or (``query``) other events are selected: forget what was known of them."""
        self._target = target
        self._open = True
        self._found = self._found and not query
        self._known = {} if query else {want: part for want, part in self._known.items() if not want.FOLLOWS}
        self.sight = self.sight._replace(rows=None, centred=False, lines=self.sight.height or self.sight.lines)

    def _ask(self, names: Iterable[str]) -> Ask:
        """What some views still need."""
        state = self.state(())
        self._first_wanted.clear()
        wants = [want for name in names for want in view_class(name).wants(state)]
        if wants:
            wants += self._also()
        wants += self._first_wanted
        unknown = tuple(dict.fromkeys(want for want in wants if want not in self._known))
        return Ask(self.query, unknown, self._anchor, self._target, self.lens)

    def _also(self) -> tuple[Want[Any], ...]:
        """Wants besides those of the views."""
        return ()

    def _settle(self, names: tuple[str, ...] = ()) -> None:
        """Fetch the selection, the cursor and some views, if the engine is fast."""
        if not self.at_once:
            return
        # a target that clears the filters, or another event's first source, adds wants of the new state
        for _ in range(2):
            ask = self._ask((*self._names, *names) if self._open else names)
            if not self._open and not ask.wants:
                return
            self._take(self.index.answer(ask))

    def _take(self, answer: Answer) -> None:
        """Store what was answered."""
        self._count_cost(answer.cost)
        self._known.update(answer.parts)
        self._answer, self._target, self._open = answer, None, False
        if any(isinstance(want, Bars) for want in answer.parts):
            self.sight = self.sight._replace(near=None)

    def _count_cost(self, cost: Cost | None) -> None:
        """Remember what the selection cost; where other shards answered than before, nothing of theirs is known any more."""
        if cost is None:
            return
        if self._cost is not None and cost.missing != self._cost.missing:
            self._forget()
            self._found = False
        if not self._found:
            self._cost, self._found = cost, True

    def _forget(self) -> None:
        """What is known is of other shards than those that answer now: what is in sight is asked again."""
        self._known, self._known_first = {}, None

    def _part(self, want: Want[T]) -> T | None:
        """The answer to a want, asked now if the engine is fast; ``None`` if it is not."""
        self._settle()
        if want not in self._known and self.at_once:
            self._take(self.index.answer(Ask(self.query, (want,), self._anchor, lens=self.lens)))
        return self._known.get(want)

    def first_provinces(self, most: int) -> tuple[str, ...]:
        """The tokens of the provinces with the most events under the query's other filters, most first.

        With a slow engine, none until it has answered: then the views that need them are asked for.
        """
        want = Ranked("province", most)
        if not self.index.at_once:
            self._first_wanted.append(want)
            found = self._known.get(want)
            return tuple(value.token for value in found.values) if found is not None else ()
        if self._known_first is None or self._known_first[0] != (self.query, want):
            values = self.index.answer(Ask(self.query, (want,)))[want].values
            self._known_first = (self.query, want), tuple(value.token for value in values)
        return self._known_first[1]

    # -- views -------------------------------------------------------------------------------------------------------

    def views(self, names: Iterable[str]) -> dict[str, Any]:
        """The visible views by name, from one answer; with a slow engine, those that are known."""
        names = tuple(names)
        self._see(names)
        self._settle(names)
        return self._built(names)

    @property
    def in_sight(self) -> tuple[str, ...]:
        """The views that are visible."""
        return self._names

    def _see(self, names: tuple[str, ...]) -> None:
        """Treat some views as the visible ones, unless they are only a subset."""
        if not set(names) <= set(self._names):
            self._names = names

    def _one(self, name: str) -> Any:
        """One view, whatever else is visible."""
        self._settle((name,))
        return self._built((name,))[name]

    def _built(self, names: Iterable[str]) -> dict[str, Any]:
        if self._open or (last := self._answer) is None:
            return {}
        state = self.state(tuple(names))
        answer = Answer(last.ask, last.selection, last.cursor, last.position, last.row, last.found, self._known, self._cost)
        kinds = {name: view_class(name) for name in names}
        known = (name for name, kind in kinds.items() if all(want in self._known for want in kind.wants(state)))
        return {name: kinds[name].of(answer, state) for name in known}

    def header(self) -> HeaderView:
        """The first line of the screen."""
        view: HeaderView = self._one("header")
        return view

    def bar(self) -> BarView:
        """The filter bar and the line below it."""
        view: BarView = self._one("bar")
        return view

    def time(self) -> TimeView:
        """The time strip."""
        view: TimeView = self._one("time")
        return view

    def provinces(self) -> ProvincesView:
        """The tile map."""
        view: ProvincesView = self._one("provinces")
        return view

    def facets(self) -> FacetsView:
        """The facets pane."""
        view: FacetsView = self._one("facets")
        return view

    def events(self) -> EventsView:
        """The list of events."""
        view: EventsView = self._one("events")
        return view

    def atlas(self) -> AtlasView:
        """The map."""
        view: AtlasView = self._one("atlas")
        return view

    def detail(self) -> DetailView | None:
        """The current event in full; ``None`` in an empty selection."""
        view: DetailView | None = self._one("detail")
        return view

    def grid(self) -> GridView:
        """Events by province and month."""
        view: GridView = self._one("grid")
        return view

    def threads(self) -> ThreadsView:
        """The list of paths."""
        view: ThreadsView = self._one("threads")
        return view

    def path_view(self) -> PathView | None:
        """The open path; ``None`` if none is."""
        view: PathView | None = self._one("path_view")
        return view

    def ledger(self) -> Ledger:
        """Who reports which figure: for the event at the cursor, or for the whole selection."""
        view: Ledger = self._one("ledger")
        return view

    def sources(self) -> SourcesView:
        """The sources that the selection cites."""
        view: SourcesView = self._one("sources")
        return view

    def read(self) -> ReadView | None:
        """The reader; ``None`` if there is no event or it has no source."""
        view: ReadView | None = self._one("read")
        return view

    # -- an engine that is waited for --------------------------------------------------------------------------------

    def question(self, names: Iterable[str]) -> Ask | None:
        """The ask for the visible views; ``None`` if everything is known."""
        self._see(tuple(names))
        ask = self._ask(self._names)
        return ask if self._open or ask.wants else None

    def take(self, answer: Answer) -> dict[str, Any] | None:
        """Accept an answer: return the visible views, or ``None`` if the state has changed since."""
        if answer.ask != self._ask(self._names):
            return None
        self._take(answer)
        return self._built(self._names)

    @property
    def asking(self) -> bool:
        """Whether something visible is still unanswered."""
        return self._open or bool(self._ask(self._names).wants)

    def give_up(self, _error: CttuiError) -> None:
        """An ask failed, e.g. for a missing event: leave the cursor where it was."""
        self._target = None

    # -- what was answered -------------------------------------------------------------------------------------------

    @property
    def selection(self) -> Selection:
        """The events of the query; those of the last answer while one is pending."""
        self._settle()
        return self._answer.selection if self._answer is not None else Unanswered(self.query)

    @property
    def cursor(self) -> int | None:
        """Number of the event under the cursor; ``None`` in an empty selection."""
        self._settle()
        return self._answer.cursor if self._answer is not None else None

    @property
    def position(self) -> int:
        """Position of the cursor in the selection; 0 if it is empty."""
        self._settle()
        return self._answer.position if self._answer is not None else 0

    @property
    def row(self) -> Row | None:
        """The event under the cursor as lists show it."""
        self._settle()
        return self._answer.row if self._answer is not None else None
