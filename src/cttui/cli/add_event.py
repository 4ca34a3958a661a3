"""The command that adds an event: options fill in its form, a person is asked for what is missing, and it is written."""

from __future__ import annotations

import argparse
import sys
from typing import NamedTuple

from cttui.cli.adding import put_records, to_change, write
from cttui.cli.asking import ask
from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of
from cttui.cli.parsing import placed
from cttui.cli.streams import tell
from cttui.curation.book import Book
from cttui.curation.event import EventForm
from cttui.curation.forms import Review
from cttui.curation.typed import listed
from cttui.model import calendar


class _Option(NamedTuple):
    """An option for a field of the form."""

    name: str
    key: str
    metavar: str
    help: str
    many: bool = False


OPTIONS = (
    _Option("date", "date", "DATE", "EDTF or words: 2024-03-26, '26 mar 2024', 'late March 2024'"),
    _Option("title", "title", "TEXT", "what happened, in one line"),
    _Option("kind", "kind", "KIND", "what kind of event it is"),
    _Option("province", "provinces", "PROVINCE", "where, by badge, name or code", many=True),
    _Option("place", "place", "PLACE", "town or site; its district and coordinates come from the file if it knows them"),
    _Option("district", "district", "DISTRICT", "district"),
    _Option("coordinates", "coordinates", "NUMBERS", "degrees north and east, and how exact: '34.93, 72.88 town'"),
    _Option("summary", "summary", "TEXT", "what is known, in your own words"),
    _Option("actor", "actors", "ACTOR", "a party, in any spelling", many=True),
    _Option("tag", "tags", "TAG", "a tag", many=True),
    _Option("source", "sources", "SOURCE", "a source, by id", many=True),
    _Option("responds-to", "responds_to", "EVENT", "an event that this one answers, by id", many=True),
    _Option("related", "related", "EVENT", "another event, by id", many=True),
    _Option("id", "id", "NAME", "its id, which never changes (default: in the style of the file's ids)"),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Take the timeline, and an option for each field of the form."""
    parser.add_argument("timeline", nargs="?", type=placed, metavar="TIMELINE", help="timeline file (default: as set)")
    for one in OPTIONS:
        again = "; may be given several times" if one.many else ""
        action = "append" if one.many else "store"
        parser.add_argument(f"--{one.name}", dest=f"field_{one.key}", metavar=one.metavar, action=action, help=one.help + again)
    parser.add_argument("--yes", action="store_true", help="do not ask, and add it even if it looks the same as another")
    parser.add_argument(
        "--dry-run", action="store_true", help="print the record, tell what else happened then and there, and write nothing"
    )


def run(options: argparse.Namespace) -> ExitCode:
    """Add an event.

    Raises:
        CttuiError: Something is missing or wrong, or it cannot be written; the timeline is as it was.
    """
    path = to_change(options.timeline)
    index = index_of(path)
    form = EventForm(Book(index, calendar.today()))
    given = {}
    for one in OPTIONS:
        value = getattr(options, f"field_{one.key}")
        if value is not None:
            given[one.key] = listed(value) if one.many else value
    asking = sys.stdin.isatty() and sys.stderr.isatty() and not options.yes
    asked = ask("cttui add event", form, given, asking=asking, take=options.yes, option=_option_of, writes=not options.dry_run)
    if not asked.changes:
        return ExitCode.USAGE
    looks = options.dry_run or not options.yes
    review = form.review({one.key: given.get(one.key, "") for one in form.fields}) if looks and not asking else None
    if options.dry_run:
        if review is not None:
            _show(review)
        put_records(asked)
        return ExitCode.OK
    if review is not None and any(one.role == "fault" for one in review.beside):
        _show(review)
        tell("cttui add event: it may already be in the file; add it anyway with --yes")
        return ExitCode.PROBLEMS
    write(path, index, asked)
    tell(asked.says)
    return ExitCode.OK


def _show(review: Review) -> None:
    """Tell what else the file has of the same days and place."""
    for one in review.beside:
        tell(one.text if one.role in {"heading", "fault"} else f"  {one.text}")


def _option_of(key: str) -> str:
    return next(f"--{one.name}" for one in OPTIONS if one.key == key)
