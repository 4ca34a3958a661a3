"""The command that adds a source: fetches or takes it, shows what was read, asks for what was not, and writes both."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from cttui.cli import streams
from cttui.cli.adding import put_records, to_change, write
from cttui.cli.asking import ask
from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of, library_of, to_attach
from cttui.cli.parsing import placed
from cttui.cli.streams import tell
from cttui.curation.adding import AlreadyThereError, form_for
from cttui.curation.changes import AddRecord
from cttui.curation.source import EVENTS, LINES, SourceForm
from cttui.curation.typed import items
from cttui.settings import paths


def add_options(parser: argparse.ArgumentParser) -> None:
    """Take the address or file, the timeline, and an option for each field of the form."""
    parser.add_argument("what", metavar="ADDRESS|FILE", help="web address, or a file: HTML, PDF, Markdown or plain text")
    parser.add_argument("timeline", nargs="?", type=placed, metavar="TIMELINE", help="timeline file (default: as set)")
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
    parser.add_argument("--yes", action="store_true", help="do not ask: take what was read")
    parser.add_argument(
        "--again", action="store_true", help="add it even if a source already has its text, or nearly, or the file's name"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the record, and store and write nothing")
    parser.add_argument("--allow-private", action="store_true", help="allow private and loopback addresses")


def run(options: argparse.Namespace) -> ExitCode:
    """Add a source.

    Raises:
        CttuiError: It cannot be taken, read, stored or written; the timeline and the library are as they were.
    """
    path = to_change(options.timeline)
    index = index_of(path)
    library = library_of(path, index.head)
    given = _given(options)
    try:
        form = form_for(
            options.what,
            index,
            library,
            paths().cache,
            events=items(given.get("events", "")),
            publisher=given.get("publisher", ""),
            allow_private=options.allow_private,
            progress=_received,
            compared=_compared,
        )
    except AlreadyThereError as error:
        way = to_attach(error.source_id, "--fetch", path) + (" --allow-private" if options.allow_private else "")
        return _refused(error, way)
    finally:
        streams.progress("")
    for note in form.notes:
        tell(note)
    asking = sys.stdin.isatty() and sys.stderr.isatty() and not options.yes
    if (code := _there(form, options, path, asking=asking)) is not None:
        return code
    asked = ask("cttui add source", form, given, asking=asking, take=options.yes, option=_option, writes=not options.dry_run)
    if not asked.changes:
        return ExitCode.USAGE
    if options.dry_run:
        put_records(asked)
        return ExitCode.OK
    write(path, index, asked)
    name = next(change.plain["id"] for change in asked.changes if isinstance(change, AddRecord))
    tell(f"{asked.says} Next: {shlex.join(['cttui', 'propose', str(name), str(path)])}")
    return ExitCode.OK


def _given(options: argparse.Namespace) -> dict[str, str]:
    """What the options say, as it would be typed in the form's fields."""
    said: dict[str, str] = {}
    for line in (*LINES, EVENTS):
        value = getattr(options, f"field_{line.key}")
        if value is not None:
            said[line.key] = ", ".join(value) if line.many else value
    return said


def _option(key: str) -> str:
    return "--event" if key == "events" else f"--{key.replace('_', '-')}"


def _received(received: int, total: int | None) -> None:
    share = f" of {total / 1e6:.1f}" if total else ""
    streams.progress(f"{received / 1e6:.1f}{share} MB")


def _compared(done: int, total: int) -> None:
    streams.progress(f"comparing with stored copies: {done:,} of {total:,}")


def _refused(there: AlreadyThereError, way: str) -> ExitCode:
    tell(f"cttui add source: {there}; store its copy with '{way}'")
    return ExitCode.PROBLEMS


def _there(form: SourceForm, options: argparse.Namespace, path: Path, *, asking: bool) -> ExitCode | None:
    """The exit code where the source is there already and shall not be added again; its likes are shown side by side."""
    known, twin = form.known, form.twin
    if known is not None and "url" not in _given(options):
        return _refused(AlreadyThereError(known.id), to_attach(known.id, options.what, path))
    if options.again:
        return None
    if form.namesake is not None:
        name = form.namesake.id
        tell(
            f"cttui add source: the file has the name of the source {name}; store its copy with"
            f" '{to_attach(name, options.what, path)}', or add another source with --again"
        )
        return ExitCode.PROBLEMS
    if twin is None:
        return None
    for beside in form.review({one.key: one.text for one in form.fields}).beside:
        tell(f"  {beside.text}" if beside.role != "heading" else beside.text)
    if asking:
        return None
    if form.is_exact:
        tell(f"cttui add source: {twin.id} already has this text, from the same publisher; add it anyway with --again")
    else:
        tell(
            f"cttui add source: {twin.id} has nearly the same text, from the same publisher; if this is another edition, add it"
            f" with --again, or store it as the newest copy of {twin.id} with '{to_attach(twin.id, options.what, path)}'"
        )
    return ExitCode.PROBLEMS
