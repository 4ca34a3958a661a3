"""Ids for new records, in the style of those that a timeline has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cttui.timeline.ids import EVENT_STYLE, SOURCE_STYLE, Ids, Named

if TYPE_CHECKING:
    from cttui.model.records import Source
    from cttui.store.index import Index


def ids_of_sources(sources: Iterable[Source]) -> Ids:
    """The ids of sources."""
    return Ids((named(source) for source in sources), SOURCE_STYLE)


def ids_of_events(index: Index) -> Ids:
    """The ids of a timeline's events."""
    from cttui.store.index import Ask
    from cttui.store.wants import Rows

    want = Rows(0, index.count)
    return Ids((Named(row.id, row.date) for row in index.answer(Ask(wants=(want,)))[want].rows), EVENT_STYLE)


def named(source: Source) -> Named:
    """A source, as far as its id is made of it."""
    return Named(source.id, source.issued, source.publisher, source.author, source.url)
