"""The command that writes a selection in a format: to standard output, or to a file, whole or not at all."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of, lens_of, outline_of, query_of, timeline_of
from cttui.cli.progress import ending, read
from cttui.cli.streams import put_by, put_bytes_by, tell
from cttui.errors import CttuiError

if TYPE_CHECKING:
    from cttui.exports.guard import Guard
    from cttui.exports.registry import Format
    from cttui.exports.subjects import Subject
    from cttui.store.index import Index


def options(parser: argparse.ArgumentParser) -> None:
    """What and how, where to, and what must not leave."""
    from cttui.exports.registry import exported

    parser.add_argument("--format", required=True, choices=list(exported()), help="output format")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="file to write, whole or not at all (default: standard output)"
    )
    parser.add_argument("--force", action="store_true", help="with --output: replace the file if it exists")
    parser.add_argument("--redact", type=Path, metavar="FILE", help="TOML file that says what to leave out")
    include_sensitive(parser)


def include_sensitive(parser: argparse.ArgumentParser) -> None:
    """The option that lets out what is kept back."""
    parser.add_argument(
        "--include-sensitive", action="store_true", help="include sources marked as sensitive, and what rests on them"
    )


def guard_of(index: Index, options: argparse.Namespace) -> Guard:
    """What decides on what leaves, as the options say."""
    from cttui.exports.guard import Guard, sensitive
    from cttui.exports.redaction import NOTHING, read

    path = getattr(options, "redact", None)
    redaction = read(path) if path is not None else NOTHING
    return Guard(None if options.include_sensitive else sensitive(index), redaction)


def guard_for(index: Index, options: argparse.Namespace) -> Guard:
    """The same for a command that prints: a table is read by whoever keeps the timeline, all else is made to be handed on."""
    from cttui.exports.guard import Guard

    return Guard() if options.format == "table" else guard_of(index, options)


def export(options: argparse.Namespace) -> ExitCode:
    """Write the events that match a filter, or the sources that they cite; then say what the format could not carry."""
    from cttui.exports import file
    from cttui.exports.registry import exported

    format_ = exported()[options.format]
    index = index_of(options.path)
    subject = _subject(index, format_, options)
    name = options.output.name if options.output is not None else format_.name
    with read(name, subject, printed=options.output is None), ending():
        if options.output is None:
            left = _printed(format_, subject)
        else:
            left = []
            path = file.path_of(str(options.output))
            made_of = [timeline_of(options.path)] if options.path is None or isinstance(options.path, Path) else []
            made_of += [options.redact] if options.redact is not None else []
            try:
                file.save(format_, subject, path, replace=options.force, own=index.head.digest, read=made_of, tell=left.append)
            except file.FileThereError as error:
                raise CttuiError(f"{error}; add --force to replace it") from None
    for phrase in left:
        tell(f"cttui: {phrase}")
    return ExitCode.OK


def _subject(index: Index, format_: Format, options: argparse.Namespace) -> Subject:
    from cttui.exports.subjects import CitedBy, Events, Sources

    query = query_of(index, options.filter)
    guard = guard_of(index, options)
    lens, trouble = lens_of(index, options.count)
    if trouble:
        tell(f"cttui: {trouble}")
    if format_.takes == "events":
        return Events(index, query, lens, guard, outline_of(options.path, index.head))
    # the list of sources has its own rules for which are meant
    from cttui.explore.explorer import Explorer

    view = Explorer(index, query.text).sources()
    # the list of a dataset has but the most cited
    return CitedBy(index, query, guard) if view.in_all else Sources(index, view.rows, guard)


def _printed(format_: Format, subject: Subject) -> list[str]:
    """Write to standard output: bytes never to a terminal, and text in UTF-8 unless a terminal wants it otherwise."""
    left: list[str] = []
    if sys.stdout.isatty():
        if format_.binary:
            raise CttuiError(f"{format_.name} is not text; name a file with --output, e.g. -o export{format_.suffix}")
        put_by(lambda stream: left.extend(format_.write(subject, stream).left))
    elif format_.binary:
        put_bytes_by(lambda stream: left.extend(format_.write(subject, stream).left))
    else:

        def write(stream: BinaryIO) -> None:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            try:
                left.extend(format_.write(subject, text).left)
                text.flush()
            finally:
                text.detach()

        put_bytes_by(write)
    return left
