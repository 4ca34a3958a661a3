"""The command that imports a dataset into a store."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import disk
from cttui.cli.exits import ExitCode
from cttui.cli.parsing import positive
from cttui.cli.progress import ending, watched
from cttui.cli.streams import put, tell
from cttui.errors import DatasetError
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance
    from cttui.imports.report import Report
    from cttui.store.clickhouse.address import Address

SUFFIX = ".cttui"
CONNECTIONS, MOST_CONNECTIONS = 2, 64
"""How many blocks of rows are on their way at once to a server."""


def options(parser: argparse.ArgumentParser) -> None:
    """What is imported, and where to."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a dataset's file; several of one format are joined"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="STORE",
        help=f"store to write, replaced if it exists (default: the first file's name with {SUFFIX}, in this folder)",
    )  # fmt: skip
    parser.add_argument(
        "--into", metavar="ADDRESS", default="",
        help="send the rows to a ClickHouse table: clickhouse://HOST/DB?table=TABLE (docs/scale.md)",
    )  # fmt: skip
    parser.add_argument(
        "--cluster", metavar="NAME", default="", help="with --into, spread the table over the nodes of a cluster"
    )
    parser.add_argument(
        "--connections", type=partial(positive, most=MOST_CONNECTIONS), metavar="NUMBER", default=0,
        help=f"with --into, send this many blocks of rows at once (default: {CONNECTIONS})",
    )  # fmt: skip
    parser.add_argument(
        "--mapping", type=Path, metavar="MAPPING", help="TOML file that says what the columns mean (docs/import.md)"
    )
    parser.add_argument("--suggest", action="store_true", help="print a first mapping for the file, and import nothing")
    parser.add_argument("--format", metavar="FORMAT", default="", help="format, e.g. ucdp-ged (default: by the file's columns)")
    parser.add_argument(
        "--report", type=Path, metavar="REPORT", help="list rows that were left out or mended, as CSV, or JSON Lines (.jsonl)"
    )


def run(options: argparse.Namespace) -> ExitCode:
    """Import a dataset, and say what became of its rows.

    Returns:
        ``PROBLEMS`` if a row was left out.

    Raises:
        DatasetError: It cannot be imported; nothing was written.
    """
    from cttui.imports.report import report_to, unwritten

    if options.suggest:
        return _suggest(options)
    if options.mapping is not None and options.format:
        tell("cttui import: --mapping makes a format of its own; leave out --format")
        return ExitCode.USAGE
    if not options.into and (options.cluster or options.connections):
        tell(f"cttui import: --{'cluster' if options.cluster else 'connections'} needs --into ADDRESS")
        return ExitCode.USAGE
    if options.into and options.output is not None:
        tell("cttui import: --into sends the rows to a server, and --output writes a store; leave out one of them")
        return ExitCode.USAGE
    # no matrices are multiplied: numpy's threads for that would only spin when it starts, here and in a second process
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    target = _address(options) if options.into else options.output or Path(f"{options.files[0].stem}{SUFFIX}")
    _check_report(options, target)
    try:
        # from the first file on that is begun
        with ending(), report_to(options.report) as report:
            about = _imported(options, target, report)
    except KeyboardInterrupt:
        if options.into:
            tell("cttui: interrupted; the rows that were sent stay, and the same command sends the rest")
        else:
            tell("cttui: interrupted; nothing was written")
        return ExitCode.INTERRUPTED
    except OSError as error:
        if options.report is None:
            raise
        raise unwritten(options.report, error) from None
    _say(options, target, about, report)
    return ExitCode.PROBLEMS if about.left_out else ExitCode.OK


def _check_report(options: argparse.Namespace, target: Path | Address) -> None:
    """Refuse a report in the place of something else.

    Raises:
        DatasetError: It is no file, or one that the import reads or writes.
    """
    if options.report is None:
        return
    name = shorten(str(options.report), 400)
    if os.path.lexists(options.report) and not disk.is_file(options.report):
        raise DatasetError(f"{name} is not a regular file; name another with --report")
    others = (*options.files, options.mapping, target if isinstance(target, Path) else None)
    if any(disk.is_same(options.report, other) for other in others if other is not None):
        raise DatasetError(f"{name} is a file that the import reads or writes; name another with --report")


def _suggest(options: argparse.Namespace) -> ExitCode:
    """Print a mapping to begin with."""
    from cttui.imports.suggest import suggested

    if len(options.files) > 1:
        tell("cttui import: --suggest takes one file")
        return ExitCode.USAGE
    put(suggested(options.files[0]).removesuffix("\n").split("\n"))
    return ExitCode.OK


def _address(options: argparse.Namespace) -> Address:
    """Where the rows are sent.

    Raises:
        ServerError: It is no address, or names another cluster.
    """
    from cttui.store.clickhouse.address import parse, spread

    found = parse(options.into)
    return spread(found, options.cluster) if options.cluster else found


def _imported(options: argparse.Namespace, target: Path | Address, report: Report) -> Provenance:
    from cttui.store.importing import imported, sent

    first = options.files[0].name
    with watched(first if len(options.files) == 1 else f"{first} and {len(options.files) - 1} more") as watch:
        if not isinstance(target, Path):
            return sent(
                options.files,
                target,
                connections=options.connections or CONNECTIONS,
                watch=watch,
                report=report,
                mapping=options.mapping,
                form=options.format,
            )
        return imported(options.files, target, watch=watch, report=report, mapping=options.mapping, form=options.format)


def _say(options: argparse.Namespace, target: Path | Address, about: Provenance, report: Report) -> None:
    """Say what became of the rows; the first faults too, where no file lists them."""
    if options.report is None:
        for line in report.sentences(options.files[0].name if len(options.files) == 1 else ""):
            tell(line)
    see = f"; see {options.report}" if options.report is not None and (report.faults or report.notes) else ""
    tell(f"{target}: {about.summary.sentence}{see}")
    if sys.stderr.isatty():
        tell(f"Open it with: {shlex.join(['cttui', str(target)])}")
