"""What commands open: a timeline's index, its library and notebook, and what a query asks of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cttui.copies.library import Library
    from cttui.model.records import Source, Timeline
    from cttui.notebook.desk import Desk
    from cttui.notebook.file import Notebook
    from cttui.query.language import Query
    from cttui.store.index import Index


def index_of(path: Path | None) -> Index:
    """The index of a timeline, of the one that comes with cttui where no path is given, the reader's marks laid over it."""
    from cttui.settings import paths
    from cttui.store.cache import open_timeline

    places = paths()
    index = open_timeline(path or places.timeline, places.cache)
    index.owner = lambda: notebook_of(index).read().values()
    return index


def library_of(path: Path | None, timeline: Timeline) -> Library:
    """The stored copies that go with a timeline."""
    from cttui.copies.library import Library, folder_for
    from cttui.settings import paths

    places = paths()
    return Library(folder_for(path or places.timeline, timeline.meta.id), places.cache)


def desk_of(index: Index) -> Desk:
    """The reader's marks, notes and views of a timeline."""
    from cttui.notebook.desk import Desk

    return Desk(index, notebook_of(index))


def notebook_of(index: Index) -> Notebook:
    """The reader's notebook on a timeline."""
    from cttui.notebook.file import Notebook, file_for

    about = index.head.meta
    return Notebook(file_for(about.id), about.id, about.title)


def query_of(index: Index, text: str) -> Query:
    """What a query's text asks."""
    from cttui.query.language import parse

    return parse(text, index.vocabulary)


def cited_by(index: Index, text: str) -> list[Source]:
    """The sources that a query's events cite, by id."""
    from cttui.store.index import Ask
    from cttui.store.wants import Cited

    cited = index.answer(Ask(query_of(index, text), (Cited(),)))[Cited()]
    return sorted((one.source for one in cited), key=lambda source: source.id)
