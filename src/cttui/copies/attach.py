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
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.copies.fetch import Fetched


def keep(
    library: Library,
    source_id: str,
    content: bytes,
    *,
    name: str,
    charset: str = "",
    declared: str = "",
    url: str = "",
    tell: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Capture:
    """Store bytes as a source's copy.

    Args:
        library: Where to.
        source_id: The source's id.
        content: The bytes as they came.
        name: The file's name, or the address that was asked for.
        charset: What the server said.
        declared: The media type that the server gave.
        url: The address that answered.
        tell: Is given a sentence where a part of the copy holds no text.
        cancelled: Whether the copy is not wanted any more.

    Raises:
        NoTextError: There is no text in them.
        LibraryError: The library cannot be written.
    """
    media_type = extract.media_type_of(name, content, declared)
    found = derive(content, media_type, charset, cancelled=cancelled)
    if tell is not None and found.note:
        tell(f"{source_id}: {found.note}")
    return library.attach(source_id, content, media_type=media_type, charset=charset, origin=name, final_url=url)


def keep_file(
    library: Library,
    source_id: str,
    path: Path,
    *,
    tell: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Capture:
    """Store a file as a source's copy; the last two arguments are those of ``keep``.

    Raises:
        LibraryError: The file cannot be read or is too large, or the library cannot be written.
        NoTextError: There is no text in it.
    """
    try:
        content = disk.read(path, MAX_COPY)
    except disk.FileError as error:
        remedy = "attach the part that is cited" if error.kind == "large" else "give the path of a saved page"
        raise LibraryError(f"{shorten(str(path), 400)} cannot be read: {error}; {remedy}") from None
    return keep(library, source_id, content, name=path.name, tell=tell, cancelled=cancelled)


def keep_fetched(
    library: Library,
    source_id: str,
    page: Fetched,
    *,
    tell: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Capture:
    """Store a page that was fetched as a source's copy; the last two arguments are those of ``keep``.

    Raises:
        NoTextError: What came has no text.
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
        tell=tell,
        cancelled=cancelled,
    )


def keep_url(
    library: Library,
    source_id: str,
    url: str,
    *,
    allow_private: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Capture:
    """Fetch an address and store what comes as a source's copy.

    Raises:
        FetchError: It cannot be fetched.
        NoTextError: What came has no text.
        LibraryError: The library cannot be written.
    """
    from cttui.copies.fetch import fetch

    page = fetch(url, allow_private=allow_private, progress=progress, cancelled=cancelled)
    return keep_fetched(library, source_id, page, tell=tell, cancelled=cancelled)
