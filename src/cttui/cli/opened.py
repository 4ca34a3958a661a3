"""What commands open: a timeline's index, its library and notebook, and what a query asks of it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli.progress import connecting, watched
from cttui.cli.streams import tell
from cttui.text import shorten

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
    from cttui.store.opening import Where
    from cttui.timeline.outline import Outline


NO_COPIES = (
    "is a dataset, and copies are stored only for sources of a timeline; add the source to a timeline with 'cttui add source'"
)
"""Why no copy is stored or checked, as ``curated`` says it."""


@cache
def settings() -> Settings:
    """What the reader has set, read once for a command.

    Raises:
        SettingsError: The settings file or the environment sets what cannot be.
    """
    from cttui.settings import load_settings

    return load_settings()


def timeline_of(path: Where | None) -> Path:
    """The file of a timeline: the path given, else the one that the settings name, else the one that comes with cttui.

    Raises:
        DatasetError: It is no file but a table on servers.
        SettingsError: The settings cannot be read, or name a file that there is not.
    """
    if path is None:
        return settings().opens
    if isinstance(path, Path):
        return path
    from cttui.errors import DatasetError

    raise DatasetError(f"{path} is a table on a server, and this command needs a file; 'cttui {path}' opens the table")


def to_attach(source_id: str, what: str, path: Where | None) -> str:
    """The command that stores a copy of a source, as a shell takes it.

    Args:
        source_id: The source.
        what: ``FILE`` or an option.
        path: The timeline, which is named if it is not the one that is opened anyway.
    """
    named = isinstance(path, Path) and path != settings().opens
    return shlex.join(["cttui", "attach", source_id, what, *(["--timeline", str(path)] if named else [])])


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


def index_of(path: Where | None, *, partly: bool = False) -> Index:
    """The index of a timeline or dataset, of the default one where no path is given, the reader's marks laid over it.

    Args:
        path: The file, or the address of a table on servers.
        partly: Whether a table is answered from where one of its servers is gone, for who says so beside every answer.
    """
    from cttui.api import opening

    if path is not None and not isinstance(path, Path):
        with connecting(path.place):
            return opening.index_of(path, partly=partly)
    found = timeline_of(path)
    with watched(found.name) as watch:
        index = opening.index_of(found, watch)
    if watch.imports and (said := left_out(index)):
        tell(f"cttui: {said}")
    return index


def curated(path: Where | None, what: str) -> None:
    """Refuse what only a timeline has, which a person keeps, where a path is that of a dataset, a store or a table.

    Args:
        path: The file, or the table's address.
        what: What a dataset has not or cannot have, as the rest of a sentence.

    Raises:
        DatasetError: It is a dataset, a store or a table.
    """
    from cttui.errors import DatasetError
    from cttui.store.named import kind_of

    found = path if path is not None else timeline_of(path)
    if not isinstance(found, Path) or kind_of(found) != "timeline":
        raise DatasetError(f"{shorten(str(found), 400)} {what}")


def reference_of(path: Where) -> Index:
    """The index of a reference set: a store, a dataset, a table or a timeline's file. The reader has no marks in it.

    Raises:
        StoreError: It is a store, but a damaged one or another version's.
        DatasetError: It is a dataset that cannot be imported.
        TimelineError: It is a timeline, and cannot be read or has problems.
        ServerError: It is a table whose servers do not answer.
    """
    from cttui.settings import paths
    from cttui.store.opening import open_path

    if not isinstance(path, Path):
        with connecting(path.place):
            return open_path(path, None)
    with watched(path.name) as watch:
        return open_path(path, paths().cache, watch)


def revision_of(path: Where | None, given: str) -> Timeline:
    """What a timeline's file was at a revision of git, or another file.

    Raises:
        DatasetError: It is a dataset or a store, which has no earlier editions.
        TimelineError: It cannot be read, or has faults.
    """
    from cttui.timeline import revisions

    curated(path, "is a dataset, which has no earlier edition to compare with; leave out --since")
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
    found.greeting = trouble or greeting or left_out(index)
    if given := getattr(options, "beside", None):
        from cttui.audit.scope import ReferenceSet

        indexes = map(reference_of, given)
        found.references = tuple(ReferenceSet(one.head.meta.title, one) for one in indexes)
    if earlier is not None:
        found.earlier, found.marks_changed = earlier, True
    return found


def left_out(index: Index) -> str:
    """What is said where rows of a dataset are not in its store; empty if none is missing."""
    about = index.imported
    if about is None or not about.left_out:
        return ""
    rows = "1 row was" if about.left_out == 1 else f"{about.left_out:,} rows were"
    return f"{rows} left out of the import; 'cttui import FILE --report REPORT' lists the reasons."


def earlier_of(options: argparse.Namespace) -> Earlier | None:
    """The edition that ``--since`` names; ``None`` without it.

    Raises:
        TimelineError: It cannot be read, or has faults.
    """
    from cttui.explore.earlier import Earlier

    return Earlier(revision_of(options.path, options.since), options.since) if options.since else None


def file_of(path: Where | None) -> Open | None:
    """The file of a timeline, open to be kept: of the default one where no path is given, the reader's marks laid over it.

    Returns:
        The file; ``None`` for a dataset, a store or a table, which nobody changes.
    """
    if path is not None and not isinstance(path, Path):
        return None
    from cttui.curation.opened import Open
    from cttui.settings import paths
    from cttui.store.cache import open_content
    from cttui.store.named import kind_of
    from cttui.timeline import file as files

    found, cache = timeline_of(path), paths().cache
    if kind_of(found) != "timeline":
        return None
    content = files.read(found)
    index = open_content(content, found, cache)
    index.owner = lambda: notebook_of(index).read().values()
    return Open(found, cache, index, content)


def library_of(path: Where | None, timeline: Timeline, *, read_only: bool = False) -> Library:
    """The stored copies that go with a timeline; read-only, none can be stored, and no text of them is cached."""
    from cttui.copies.library import Library, folder_for
    from cttui.settings import paths

    beside = timeline_of(path) if path is None or isinstance(path, Path) else None
    folder = folder_for(beside, timeline.meta.id)
    return Library(folder, None if read_only else paths().cache, read_only=read_only)


def outline_of(path: Where | None, timeline: Timeline) -> Callable[[], Outline] | None:
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
