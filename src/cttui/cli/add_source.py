"""The command that adds a source: fetches or takes it, shows what was read, asks for what was not, and writes both."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.asking import Asked, ask
from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of, library_of, timeline_of
from cttui.cli.streams import put, tell
from cttui.curation.changes import AddRecord
from cttui.curation.source import EVENTS, LINES, SourceForm
from cttui.curation.typed import items, listed
from cttui.errors import CttuiError
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.library import Library
    from cttui.copies.similar import Similar
    from cttui.store.index import Index


def add_options(parser: argparse.ArgumentParser) -> None:
    """Take the address or file, the timeline, and an option for each field of the form."""
    parser.add_argument("what", metavar="ADDRESS|FILE", help="web address, or a file: HTML, PDF, Markdown or plain text")
    parser.add_argument("timeline", nargs="?", type=Path, metavar="TIMELINE", help="timeline file (default: as set)")
    for line in (*LINES, EVENTS):
        option = "event" if line is EVENTS else line.key.replace("_", "-")
        again = "; may be given several times" if line.many else ""
        parser.add_argument(
            f"--{option}",
            metavar=line.metavar,
            dest=f"field_{line.key}",
            action="append" if line.many else "store",
            help=f"{line.help}{again}".replace("%", "%%"),
        )
    parser.add_argument("--yes", action="store_true", help="ask nothing: take what was read")
    parser.add_argument("--again", action="store_true", help="add it even if its publisher's same text is there already")
    parser.add_argument("--dry-run", action="store_true", help="print the record, and store and write nothing")
    parser.add_argument("--allow-private", action="store_true", help="allow private and loopback addresses")


def run(options: argparse.Namespace) -> ExitCode:
    """Add a source.

    Raises:
        CttuiError: It cannot be taken, read, stored or written; the timeline and the library are as they were.
    """
    path = _path(options.timeline)
    index = index_of(path)
    library = library_of(path, index.head)
    url = options.what if _is_address(options.what) else ""
    given = _given(options)
    if url and (there := SourceForm(index, url=url).known) is not None:
        tell(f"cttui add source: {there.id} has this address already; store its copy with 'cttui attach {there.id} --fetch'")
        return ExitCode.PROBLEMS
    document = _taken(options.what, url, allow_private=options.allow_private)
    if document.note:
        tell(f"{shorten(document.name)}: {document.note}")
    similar = _similar(index, library, document)
    form = SourceForm(index, document, library=library, similar=similar, url=url, events=items(given.get("events", "")))
    asking = sys.stdin.isatty() and sys.stderr.isatty() and not options.yes
    if (code := _there(form, options, asking=asking)) is not None:
        return code
    asked = ask("cttui add source", form, given, asking=asking, take=options.yes, option=_option)
    if not asked.changes:
        return ExitCode.USAGE
    if options.dry_run:
        _print(asked)
        return ExitCode.OK
    _write(path, index, asked)
    name = next(change.plain["id"] for change in asked.changes if isinstance(change, AddRecord))
    tell(f"{asked.says} Next: cttui propose {name} {path}")
    return ExitCode.OK


def _path(given: Path | None) -> Path:
    """The timeline to change.

    Raises:
        CttuiError: None is named, and the one that comes with cttui is replaced with each update.
    """
    from cttui.settings import shipped_timeline

    path = timeline_of(given)
    if given is None and path == shipped_timeline():
        raise CttuiError("expected the TIMELINE to add to; make one with 'cttui new PATH', or set one with CTTUI_TIMELINE")
    return path


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _given(options: argparse.Namespace) -> dict[str, str]:
    """What the options say, as it would be typed in the form's fields."""
    said: dict[str, str] = {}
    for line in (*LINES, EVENTS):
        value = getattr(options, f"field_{line.key}")
        if value is not None:
            said[line.key] = listed(value) if line.many else value
    return said


def _option(key: str) -> str:
    return "--event" if key == "events" else f"--{key.replace('_', '-')}"


def _taken(what: str, url: str, *, allow_private: bool) -> Document:
    """The document of an address or a file.

    Raises:
        CttuiError: It cannot be fetched or read.
    """
    from cttui.copies.attach import take_file, take_url

    if url:
        document = take_url(url, allow_private=allow_private, progress=_progress())
        streams.progress("")
        return document
    path = Path(what).expanduser()
    if not path.exists() and "." in what.partition("/")[0]:
        raise CttuiError(f"there is no file {shorten(what)}; a web address starts with https://")
    return take_file(path)


def _progress() -> Callable[[int, int | None], None]:
    def told(received: int, total: int | None) -> None:
        share = f" of {total / 1e6:.1f}" if total else ""
        streams.progress(f"{received / 1e6:.1f}{share} MB")

    return told


def _similar(index: Index, library: Library, document: Document) -> list[Similar]:
    """The sources whose copies have much of a document's text; says how many were not compared."""
    from cttui.curation.shelf import Shelf
    from cttui.curation.twins import alike
    from cttui.settings import paths

    found, left = alike(library, document, Shelf.of(index), paths().cache, progress=_compared)
    streams.progress("")
    if left:
        tell(f"{left:,} stored copies were not compared with it yet; the next source is compared with more")
    return found


def _compared(done: int, total: int) -> None:
    streams.progress(f"comparing with stored copies: {done:,} of {total:,}")


def _there(form: SourceForm, options: argparse.Namespace, *, asking: bool) -> ExitCode | None:
    """The exit code where the source is there already and shall not be added again; its likes are shown side by side."""
    known, twin = form.known, form.twin
    if known is not None and "url" not in _given(options):
        tell(f"cttui add source: {known.id} has this address already; store its copy with 'cttui attach {known.id}'")
        return ExitCode.PROBLEMS
    if twin is None or options.again:
        return None
    for beside in form.review({one.key: one.text for one in form.fields}).beside:
        tell(f"  {beside.text}" if beside.role != "heading" else beside.text)
    if asking:
        return None
    tell(f"cttui add source: {twin.id} has this text from the same publisher already; add it all the same with --again")
    return ExitCode.PROBLEMS


def _print(asked: Asked) -> None:
    """Print the records as the file would have them."""
    from cttui.timeline import written

    for change in asked.changes:
        if isinstance(change, AddRecord):
            put(written.table(change.table, change.plain).rstrip("\n").split("\n"))


def _write(path: Path, index: Index, asked: Asked) -> None:
    from cttui.curation.opened import Open
    from cttui.settings import paths
    from cttui.timeline.file import read

    Open(path, paths().cache, index, read(path)).change(*asked.changes, says=asked.says)
