"""From an address or a file to the form of a new source, for the screen and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import disk
from cttui.copies.attach import take_file, take_url
from cttui.copies.similar import FEWEST, Similar, similar, sketch, sketches
from cttui.curation.shelf import Shelf
from cttui.curation.source import SourceForm
from cttui.errors import CttuiError
from cttui.text import shorten, words

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.library import Library
    from cttui.store.index import Index

READABLE = frozenset({".html", ".htm", ".xhtml", ".pdf", ".md", ".markdown", ".txt", ".text"})
"""Files that a path is completed to."""
MOST_ENTRIES = 2_000
"""Entries of a folder that are looked at to complete a path."""
SHOWN = 12
"""The most completions of a path."""

Progress = Callable[[int, int | None], None]


class AlreadyThereError(CttuiError):
    """A source already has this address."""

    def __init__(self, source_id: str) -> None:
        """Take which one."""
        super().__init__(f"{source_id} already has this address")
        self.source_id = source_id


def is_address(what: str) -> bool:
    """Whether a web address is meant, and no file."""
    return what.strip().lower().startswith(("http://", "https://"))


def form_for(
    what: str,
    index: Index,
    library: Library | None,
    cache: Path | None,
    *,
    events: Sequence[str] = (),
    publisher: str = "",
    allow_private: bool = False,
    progress: Progress | None = None,
    compared: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceForm:
    """Fetch an address or read a file, compare it with what is stored, and return the form of a new source.

    Args:
        what: A web address, or a path.
        index: The timeline.
        library: Where its copies are; ``None`` to store none.
        cache: The folder for compiled files; ``None`` for none.
        events: The events that shall cite it.
        publisher: Its publisher, if a person named it.
        allow_private: Whether addresses outside the public internet are allowed.
        progress: Called with the bytes received, and the total if known.
        compared: Called with how many stored copies were prepared for comparing, and how many must be.
        cancelled: Polled for whether to stop.

    Raises:
        AlreadyThereError: A source has the address.
        CttuiError: It cannot be fetched or read.
    """
    what = what.strip()
    url = what if is_address(what) else ""
    shelf = Shelf.of(index)
    if url and (there := shelf.at(url)) is not None:
        raise AlreadyThereError(there.id)
    if url:
        document = take_url(url, allow_private=allow_private, progress=progress, cancelled=cancelled)
    else:
        path = Path(what).expanduser()
        if not disk.is_there(path) and ("://" in what or "." in what.partition("/")[0]):
            raise CttuiError(f"there is no file {shorten(what)}; a web address starts with https://")
        document = take_file(path, cancelled=cancelled)
    likes, left = _alike(library, document, shelf, cache, cancelled, compared) if library is not None else ([], 0)
    form = SourceForm(index, document, library=library, similar=likes, url=url, events=events, publisher=publisher)
    form.uncompared = left
    return form


def _alike(
    library: Library,
    document: Document,
    shelf: Shelf,
    cache: Path | None,
    cancelled: Callable[[], bool] | None,
    compared: Callable[[int, int], None] | None,
) -> tuple[list[Similar], int]:
    """The sources with much of a document's text, most of it first, and how many copies were not compared yet."""
    found, left = sketches(library, cache, cancelled=cancelled, progress=compared)
    publishers = {name: source.publisher for name, source in shelf.sources.items()}
    usual = shelf.publisher_at(document.final_url)
    there = {name: one for name, one in found.items() if name in publishers}
    likes = similar(sketch(document.text), there, publishers, usual.value if usual else "")
    likes = [row._replace(exact=row.share >= 1 and _is_text(library, row.source, document.text)) for row in likes]
    # a text of a few words has too little to be compared by, but it may be the very same
    digest = sha256(document.content).hexdigest()
    known = {one.source for one in likes}
    short = (name for name, one in there.items() if name not in known and len(one.numbers) < FEWEST)
    for name in short:
        capture = library.latest(name)
        if capture is not None and capture.sha256 == digest:
            likes.append(Similar(name, 1.0, part=False, exact=True))
    return likes, left


def _is_text(library: Library, source: str, text: str) -> bool:
    """Whether a source's copy says the same as a text, word by word: of a sketch, a changed word may be left out."""
    capture = library.latest(source)
    try:
        return capture is not None and words(library.text_to_show(capture)) == words(text)
    except CttuiError:
        return False


def form_of(index: Index, source_id: str) -> SourceForm | None:
    """The form of a source that is there, to change it; ``None`` if it is gone."""
    found = index.sources([source_id])
    return SourceForm(index, source=found[0]) if found else None


def paths_from(text: str, folder: Path) -> list[str]:
    """How a path that is being typed may go on: folders, with a slash behind, and files that can be read as sources.

    Args:
        text: The path as far as it is typed.
        folder: Where a relative path starts.
    """
    head, slash, begun = text.rpartition("/")
    with suppress(OSError, RuntimeError, ValueError):  # no such folder or user, or a path that no file can have
        place = folder / Path(f"{head}{slash}").expanduser() if slash else folder
        found = []
        with os.scandir(place) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_ENTRIES:
                    break
                name = entry.name
                if name.startswith(begun) and (begun or not name.startswith(".")) and name.isprintable():
                    if entry.is_dir():
                        found.append(f"{head}{slash}{name}/")
                    elif Path(name).suffix.lower() in READABLE:
                        found.append(f"{head}{slash}{name}")
        return sorted(found)[:SHOWN]
    return []


def agreed(found: Sequence[str]) -> str:
    """What all of some texts begin with."""
    if not found:
        return ""
    first, last = min(found), max(found)
    return first[: next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))]
