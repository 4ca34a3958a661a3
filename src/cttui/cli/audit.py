"""The command that holds a timeline against reference sets."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from cttui.cli.exits import ExitCode
from cttui.cli.export import guard_for, include_sensitive
from cttui.cli.opened import index_of, notebook_of, query_of, reference_of
from cttui.cli.parsing import placed
from cttui.cli.progress import watched
from cttui.cli.streams import put_by, tell

if TYPE_CHECKING:
    from cttui.audit.side import Seen
    from cttui.store.index import Index

MOST_DAYS = 31
"""Days that two events may be apart, at most: more would make any two of a month candidates."""
MOST_KM = 500.0
"""Kilometres that two events may be apart, at most."""


def options(parser: argparse.ArgumentParser) -> None:
    """The timeline, the reference sets, and how far apart two events may be."""
    from cttui.exports.audited import FORMATS

    parser.add_argument(
        "path", nargs="?", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )
    parser.add_argument(
        "--against", action="append", required=True, type=placed, metavar="FILE",
        help="reference set to compare with: a store or a timeline file; may be given several times",
    )  # fmt: skip
    parser.add_argument("--filter", metavar="QUERY", default="", help="compare only the events of the timeline that match")
    parser.add_argument(
        "--days", type=_days, default=1, metavar="NUMBER", help="most days between two events of a pair (default: 1)"
    )
    parser.add_argument("--km", type=_km, default=25.0, metavar="NUMBER", help="most kilometres between them (default: 25)")
    parser.add_argument("--format", choices=list(FORMATS), default="table", help="output format (default: table)")
    include_sensitive(parser)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a number of days from 0 to {MOST_DAYS}")
    return int(text)


def _km(text: str) -> float:
    plain = text.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10 and 0 < float(text) <= MOST_KM):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a number of kilometres above 0, up to {MOST_KM:g}")
    return float(text)


def audit(options: argparse.Namespace) -> ExitCode:
    """Print what is the same, what differs and what either lacks; exit 0 if nothing differs, 1 if something does."""
    from cttui.audit import audit as audits
    from cttui.audit.evidence import Bounds
    from cttui.exports.audited import FORMATS, Audited, Audits

    index = index_of(options.path)
    query = query_of(index, options.filter)
    kept, bounds = notebook_of(index).read(), Bounds(options.days, options.km)
    seen = _seen(index, options)
    found = []
    for path in options.against:
        reference = reference_of(path)
        judged = kept.judged(reference.head.meta.id)
        both = (seen, _seen(reference, options))
        with watched(f"comparing with {reference.head.meta.title}", "events") as watch:
            found.append(Audited(audits.audit(index, query, reference, bounds, judged, both, watch.counted)))
    put_by(partial(FORMATS[options.format], Audits(tuple(found))))
    if options.format != "table" or sys.stdout.isatty():
        for one in found:
            tell(f"cttui: {one.heading()} {one.summary()}.")
    return ExitCode.PROBLEMS if any(one.audit.differs for one in found) else ExitCode.OK


def _seen(index: Index, options: argparse.Namespace) -> Seen | None:
    """How a set's events are seen: a table as they are, what is handed on without what is sensitive."""
    guard = guard_for(index, options)
    if guard.is_open:
        return None
    return lambda event: None if guard.holds_back(event) else guard.without_sensitive(event)
