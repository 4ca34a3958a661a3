"""The command that opens the view a link names, and says what has changed since the edition that was linked to."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of, query_of, revision_of, settings, timeline_of
from cttui.cli.streams import put, tell
from cttui.cli.terminal import draw
from cttui.errors import CttuiError, QueryError, UnknownEventError
from cttui.model.claims import LENSES, LensError
from cttui.text import clean, shorten

if TYPE_CHECKING:
    from cttui.explore.earlier import Earlier
    from cttui.explore.links import Link
    from cttui.query.language import Query
    from cttui.store.index import Index


CLEARED = "The filter of the link hides its event, so it was cleared."
"""What is said where both cannot be shown."""
SAME = "Nothing has changed: this is the edition of the link."
UNNAMED = "The link names no edition, so there is nothing to compare with; --since FILE or --since REVISION names one."


def open_link(options: argparse.Namespace) -> int:
    """Open the view on the screen; without a terminal, print what has changed in it, and the command that lists it.

    Raises:
        CttuiError: The link is broken, or names what this timeline does not have.
    """
    from cttui.explore.links import Link

    link = Link.parse(options.link)
    index = index_of(options.timeline)
    if index.head.meta.id != link.timeline:
        raise CttuiError(
            f"the link is to the timeline '{shorten(link.timeline, 60)}', and {timeline_of(options.timeline)} is"
            f" '{index.head.meta.id}'; name its file with --timeline PATH"
        )
    earlier, heading = _earlier(options, link, index)
    other = bool(heading)
    left = _fitting(options, link, index, earlier)
    if (shown := _shown(index, left, other=other)) != left:
        said = "The event of the link does not match its filter now." if other else CLEARED
        left, heading = shown, " ".join(filter(None, (heading, said)))
    query, known = query_of(index, left.query), None
    if earlier is not None:
        known = earlier.changed(index, query, left.lens, link.event)
        heading += f" Since then, {known.summary}."
    elif other:
        heading += f" {_here(index, query)}"
    if streams.on_terminal() or options.linear:
        options.path, options.since = options.timeline, ""
        options.filter, options.at, options.count = left.query, left.event or None, left.lens
        if heading:
            tell(heading)
        return draw(options, earlier, heading)
    same = SAME if link.edition else UNNAMED
    put(_printed(heading or same, list(known.lines()) if known is not None else [], _command(options, left, "list")))
    return ExitCode.PROBLEMS if other and (known is None or known) else ExitCode.OK


def _shown(index: Index, link: Link, *, other: bool) -> Link:
    """What opens where the filter hides the event: in the edition of the link, the event; in another one, the selection."""
    from cttui.store.index import Ask
    from cttui.store.wants import ToEvent

    query = query_of(index, link.query)
    found = index.answer(Ask(query, at=ToEvent(link.event))).selection.query if link.event else query
    if found == query:
        return link
    return replace(link, event="") if other else replace(link, query=found.text)


def _here(index: Index, query: Query) -> str:
    """What can be said of this edition alone."""
    from cttui.model import dates
    from cttui.store.index import Ask

    updated, count = index.head.meta.updated, index.answer(Ask(query)).selection.count
    of_day = f"is of {dates.describe(dates.parse(updated))} and " if updated else ""
    return f"The file here {of_day}shows {count:,} of {index.count:,} events in this view."


def _printed(heading: str, lines: list[str], command: str) -> Iterator[str]:
    yield clean(heading)
    if lines:
        yield ""
        yield from map(clean, lines)
    yield ""
    yield f"To list the view: {command}"


def _earlier(options: argparse.Namespace, link: Link, index: Index) -> tuple[Earlier | None, str]:
    """The edition that was linked to, if it is not this one and can be had, and what is to be said of that, in sentences.

    Raises:
        TimelineError: What ``--since`` names cannot be read, or has faults.
    """
    from cttui.explore.earlier import Earlier
    from cttui.settings import paths
    from cttui.store import editions

    head, path = index.head, timeline_of(options.timeline)
    if not options.since and link.edition in {"", head.digest}:
        return None, ""
    name = "the edition of the link"
    if options.since:
        given, named = revision_of(options.timeline, options.since), shorten(options.since, 60)
        is_here, is_it = link.edition == head.digest, given.digest == link.edition
        begins = "This is the edition of the link" if is_here else "This is not the edition of the link"
        other = ", which is not that edition either" if link.edition and not is_here and not is_it else ""
        begins = begins if link.edition else "The link names no edition"
        return Earlier(given, name if is_it else named), f"{begins}; compared with {named}{other}."
    found = editions.find(link.edition, path, paths().cache)
    if found is not None:
        return Earlier(found.timeline, name), f"This is not the edition of the link, which was found {found.where}."
    return None, (
        f"This is not the edition of the link (SHA-256 {link.edition[:12]}…), which is neither in the git history of"
        f" {path.name} nor in the cache; name it with --since FILE or --since REVISION to see what has changed."
    )


def _fitting(options: argparse.Namespace, link: Link, index: Index, earlier: Earlier | None) -> Link:
    """The link, without its event if that was withdrawn since.

    Raises:
        CttuiError: The query, the lens or the event are not of this timeline; the message says how to open the rest.
    """
    from cttui.store.index import whose

    left, trouble = link, ""
    try:
        index.numbers((link.event,) if link.event else ())
    except UnknownEventError as error:
        left = replace(left, event="")
        if earlier is None or all(one.id != link.event for one in earlier.timeline.events):
            trouble = f"the link is to an {error}"
    try:
        query_of(index, link.query)
    except QueryError as error:
        left, trouble = replace(left, query=""), f"the filter of the link does not fit this timeline: {error.sentence()}"
    try:
        whose(index.vocabulary, link.lens)
    except LensError as error:
        left, trouble = replace(left, lens=LENSES[0]), f"the lens of the link does not fit this timeline: {error}"
    if trouble:
        raise CttuiError(f"{trouble}; to open the rest: {_command(options, left)}")
    return left


def _command(options: argparse.Namespace, link: Link, name: str = "") -> str:
    """The command line for a view: the one that opens the screen at its event, or another, which has no cursor."""
    words = ["cttui", *([name] if name else [])]
    if options.timeline is not None:
        # a file's name that begins with a hyphen would be an option
        words.append(f"{'./' if str(options.timeline).startswith('-') else ''}{options.timeline}")
    words += ["--filter", link.query] if link.query else []
    words += ["--count", link.lens] if link.lens != (settings().lens or LENSES[0]) else []
    words += ["--at", link.event] if link.event and not name else []
    return clean(shlex.join(words))
