"""What commands open: a timeline's index, its library and notebook, and what a query asks of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from cttui.copies.library import Library
    from cttui.curation.opened import Open
    from cttui.explore.earlier import Earlier
    from cttui.explore.explorer import Explorer
    from cttui.model.claims import Lens
    from cttui.model.records import Source, Timeline
    from cttui.notebook.desk import Desk
    from cttui.notebook.file import Notebook
    from cttui.query.language import Query
    from cttui.settings import Settings
    from cttui.store.index import Index
    from cttui.timeline.outline import Outline


@cache
def settings() -> Settings:
    """What the reader has set, read once for a command.

    Raises:
        SettingsError: The settings file or the environment sets what cannot be.
    """
    from cttui.settings import load_settings

    return load_settings()


def timeline_of(path: Path | None) -> Path:
    """The file of a timeline: the path given, else the one that the settings name, else the one that comes with cttui.

    Raises:
        SettingsError: The settings cannot be read, or name a file that there is not.
    """
    return path if path is not None else settings().opens


def lens_of(index: Index, given: str | None) -> tuple[Lens, str]:
    """Whose figures count: by the option's lens, else by the settings', else all.

    Returns:
        The lens, and why it is not the settings' where the timeline has none of that name.

    Raises:
        LensError: The option names what the timeline has not.
        SettingsError: The settings cannot be read.
    """
    from cttui.errors import CttuiError
    from cttui.store.index import whose

    name = given or settings().lens
    try:
        return whose(index.vocabulary, name or "all"), ""
    except CttuiError as error:
        if given:
            raise
        return whose(index.vocabulary, "all"), f"{settings().fault(f'lens: {error}', 'lens')} Counting all figures."


def index_of(path: Path | None) -> Index:
    """The index of a timeline, of the default one where no path is given, the reader's marks laid over it."""
    from cttui.api import opening

    return opening.index_of(timeline_of(path))


def revision_of(path: Path | None, given: str) -> Timeline:
    """What a timeline's file was at a revision of git, or another file.

    Raises:
        TimelineError: It cannot be read, or has faults.
    """
    from cttui.timeline import revisions

    return revisions.since(given, timeline_of(path))


def mark_since(index: Index, revision: Timeline) -> None:
    """Let ``is:changed`` find what is new or changed since a revision."""
    from cttui.curation.opened import changed_since
    from cttui.query.fields import CHANGED

    index.own({CHANGED: changed_since(revision, index)})


def explorer_of(options: argparse.Namespace, index: Index, earlier: Earlier | None = None, greeting: str = "") -> Explorer:
    """A timeline to explore, as the options of the command that opens the screen say.

    Args:
        options: The options.
        index: The timeline's index.
        earlier: An edition since which changes are marked; ``None`` for none.
        greeting: What is said first.

    Raises:
        QueryError: The filter is not a valid query.
        UnknownEventError: No event has the id to start at.
        LensError: The timeline has no such lens.
    """
    from cttui.explore.explorer import Explorer

    if earlier is not None:
        mark_since(index, earlier.timeline)
    read_only = options.read_only
    library, outline = library_of(options.path, index.head, read_only=read_only), outline_of(options.path, index.head)
    found = Explorer(index, options.filter, options.at, library, partial(desk_of, index, read_only=read_only), outline)
    found.lens, trouble = lens_of(index, options.count)
    found.greeting = trouble or greeting
    if earlier is not None:
        found.earlier, found.marks_changed = earlier, True
    return found


def earlier_of(options: argparse.Namespace) -> Earlier | None:
    """The edition that ``--since`` names; ``None`` without it.

    Raises:
        TimelineError: It cannot be read, or has faults.
    """
    from cttui.explore.earlier import Earlier

    return Earlier(revision_of(options.path, options.since), options.since) if options.since else None


def file_of(path: Path | None) -> Open:
    """The file of a timeline, open to be kept: of the default one where no path is given, the reader's marks laid over it."""
    from cttui.curation.opened import Open
    from cttui.settings import paths
    from cttui.store.cache import open_content
    from cttui.timeline import file as files

    found, cache = timeline_of(path), paths().cache
    content = files.read(found)
    index = open_content(content, found, cache)
    index.owner = lambda: notebook_of(index).read().values()
    return Open(found, cache, index, content)


def library_of(path: Path | None, timeline: Timeline, *, read_only: bool = False) -> Library:
    """The stored copies that go with a timeline; read-only, none can be stored, and no text of them is cached."""
    from cttui.copies.library import Library, folder_for
    from cttui.settings import paths

    folder = folder_for(timeline_of(path), timeline.meta.id)
    return Library(folder, None if read_only else paths().cache, read_only=read_only)


def outline_of(path: Path | None, timeline: Timeline) -> Callable[[], Outline] | None:
    """The function that reads a timeline's outline; ``None`` if it names none."""
    if not timeline.meta.outline:
        return None

    def read() -> Outline:
        from cttui.timeline.outline import beside

        return beside(timeline_of(path), timeline.meta.outline)

    return read


def desk_of(index: Index, *, read_only: bool = False) -> Desk:
    """The reader's marks, notes and views of a timeline."""
    from cttui.notebook.desk import Desk

    return Desk(index, notebook_of(index, read_only=read_only))


def notebook_of(index: Index, *, read_only: bool = False) -> Notebook:
    """The reader's notebook on a timeline."""
    from cttui.api import opening

    return opening.notebook_of(index, read_only=read_only)


def query_of(index: Index, text: str) -> Query:
    """What a query's text asks."""
    from cttui.query.language import parse

    return parse(text, index.vocabulary)


def cited_by(index: Index, text: str) -> list[Source]:
    """The sources that a query's events cite, by id; those that no event cites too, if it selects all events."""
    from cttui.store.index import Ask
    from cttui.store.wants import Cited

    want = Cited(uncited=True)
    cited = index.answer(Ask(query_of(index, text), (want,)))[want]
    return sorted((one.source for one in cited), key=lambda source: source.id)


def source_of(index: Index, source_id: str) -> Source:
    """The source with an id.

    Raises:
        CttuiError: No source has it; the nearest id is named.
    """
    from cttui.store.index import unknown_source

    token = index.vocabulary.resolve("source", source_id) or source_id
    if found := index.sources([token]):
        return found[0]
    raise unknown_source(source_id, index.vocabulary.nearest_value("source", source_id))
