"""Keeping a copy: a file or a fetched page is stored only where text can be taken from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import disk
from cttui.copies import extract
from cttui.copies.captures import Capture
from cttui.copies.library import MAX_COPY, Library, LibraryError
from cttui.copies.texts import derive
from cttui.lazy import dataclass
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.copies.extract import Extracted
    from cttui.copies.fetch import Fetched
    from cttui.copies.metadata import About


Tell = Callable[[str], object]
"""Called with what a person should know about a stored copy, in a sentence; not called for nothing."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file or page as it was taken, read but not stored yet."""

    content: bytes
    media_type: str
    charset: str
    name: str
    """The file's name, or the requested address."""
    final_url: str
    """The address that answered; empty for a file."""
    text: str
    about: About
    """What it says of itself."""
    note: str
    """What a person should know of it; empty for nothing."""


def take_file(path: Path, *, cancelled: Callable[[], bool] | None = None) -> Document:
    """Read a file, with what it says of itself.

    Raises:
        LibraryError: The file cannot be read or is too large.
        NoTextError: It has no text, or reading it was ended.
    """
    content = _content(path)
    return _taken(content, extract.media_type_of(path.name, content), "", path.name, "", None, cancelled)


def take_url(
    url: str,
    *,
    allow_private: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Document:
    """Fetch an address and read what comes, with what it says of itself; the arguments are those of ``keep_url``.

    Raises:
        FetchError: It cannot be fetched.
        NoTextError: What came has no text, or reading it was ended.
    """
    from cttui.copies.fetch import fetch

    page = fetch(url, allow_private=allow_private, progress=progress, cancelled=cancelled)
    media_type = extract.media_type_of(page.url, page.content, page.media_type)
    return _taken(page.content, media_type, page.charset, url, page.final_url, page.left, cancelled)


def _taken(
    content: bytes,
    media_type: str,
    charset: str,
    name: str,
    final_url: str,
    seconds: float | None,
    cancelled: Callable[[], bool] | None,
) -> Document:
    read = derive(content, media_type, charset, about=True, seconds=seconds, cancelled=cancelled)
    return Document(content, media_type, charset, name, final_url, read.text, read.about, read.note)


def keep_document(library: Library, source_id: str, document: Document) -> Capture:
    """Store a document that was taken as a source's copy.

    Raises:
        LibraryError: The library cannot be written.
    """
    return library.attach(
        source_id,
        document.content,
        media_type=document.media_type,
        charset=document.charset,
        origin=document.name,
        final_url=document.final_url,
    )


def keep(
    library: Library,
    source_id: str,
    content: bytes,
    *,
    name: str,
    charset: str = "",
    declared: str = "",
    url: str = "",
    seconds: float | None = None,
    cancelled: Callable[[], bool] | None = None,
    tell: Tell | None = None,
) -> Capture:
    """Store bytes as a source's copy.

    Args:
        library: Where to.
        source_id: The source's id.
        content: The bytes as received.
        name: The file's name, or the requested address.
        charset: What the server said.
        declared: The media type that the server gave.
        url: The address that answered.
        seconds: The time limit for reading them; by their size by default.
        cancelled: Polled for whether to stop.
        tell: Told of pages that hold no text.

    Raises:
        NoTextError: There is no text in them, or reading them was ended.
        LibraryError: The library cannot be written.
    """
    media_type = extract.media_type_of(name, content, declared)
    note = derive(content, media_type, charset, seconds=seconds, cancelled=cancelled).note
    capture = library.attach(source_id, content, media_type=media_type, charset=charset, origin=name, final_url=url)
    if note and tell is not None:
        tell(f"{source_id}: {note}")
    return capture


def keep_file(
    library: Library,
    source_id: str,
    path: Path,
    *,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Capture:
    """Store a file as a source's copy; the last two arguments are those of ``keep``.

    Raises:
        LibraryError: The file cannot be read or is too large, or the library cannot be written.
        NoTextError: It has no text.
    """
    return keep(library, source_id, _content(path), name=path.name, tell=tell, cancelled=cancelled)


def read_file(path: Path) -> Extracted:
    """The text of a file, read as that of a copy is, and stored nowhere.

    Raises:
        LibraryError: The file cannot be read or is too large.
        NoTextError: It has no text.
    """
    content = _content(path)
    return derive(content, extract.media_type_of(path.name, content))


def _content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        LibraryError: It cannot be read or is too large.
    """
    try:
        return disk.read(path, MAX_COPY)
    except disk.FileError as error:
        remedy = "attach only the part that is cited" if error.kind == "large" else "give the path of a saved page"
        raise LibraryError(f"'{shorten(str(path), 400)}' cannot be read: {error}; {remedy}") from None


def keep_fetched(
    library: Library,
    source_id: str,
    page: Fetched,
    *,
    cancelled: Callable[[], bool] | None = None,
    tell: Tell | None = None,
) -> Capture:
    """Store a page that was fetched as a source's copy, in what is left of the time that it was given.

    Raises:
        NoTextError: What came has no text, or reading it took longer than the time that was left.
        LibraryError: The library cannot be written.
    """
    return keep(
        library,
        source_id,
        page.content,
        name=page.url,
        charset=page.charset,
        declared=page.media_type,
        url=page.final_url,
        seconds=page.left,
        cancelled=cancelled,
        tell=tell,
    )


def keep_url(
    library: Library,
    source_id: str,
    url: str,
    *,
    allow_private: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float | None = None,
    tell: Tell | None = None,
) -> Capture:
    """Fetch an address and store what comes as a source's copy.

    Args:
        library: Where to.
        source_id: The source's id.
        url: The address.
        allow_private: Whether addresses outside the public internet are allowed.
        progress: Called with the bytes received, and the total if known.
        cancelled: Polled for whether to stop.
        seconds: The time limit, including reading the page; ``fetch.SECONDS`` by default.
        tell: Told of pages that hold no text.

    Raises:
        FetchError: It cannot be fetched.
        NoTextError: What came has no text, or reading it was ended.
        LibraryError: The library cannot be written.
    """
    from cttui.copies.fetch import SECONDS, fetch

    page = fetch(
        url,
        allow_private=allow_private,
        progress=progress,
        cancelled=cancelled,
        seconds=SECONDS if seconds is None else seconds,
    )
    return keep_fetched(library, source_id, page, cancelled=cancelled, tell=tell)
