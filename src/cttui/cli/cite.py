"""The command that prints a reference to a view or to events, with the link that opens it again."""

from __future__ import annotations

import argparse

from cttui.cli.exits import ExitCode
from cttui.cli.export import guard_of
from cttui.cli.opened import index_of, lens_of, query_of
from cttui.cli.streams import put_by, tell
from cttui.errors import CttuiError
from cttui.model import calendar


def cite(options: argparse.Namespace) -> ExitCode:
    """Print the reference, and what could not be given whole or was kept back."""
    from cttui.exports import references
    from cttui.exports.subjects import Events

    if options.ids and options.filter:
        raise CttuiError("give ids of events, or a filter, and not both")
    index = index_of(options.timeline)
    lens, trouble = lens_of(index, options.count)
    if trouble:
        tell(f"cttui: {trouble}")
    subject = Events(index, query_of(index, options.filter), lens, guard_of(index, options))
    today = calendar.today()
    reference = references.of_events(subject, options.ids, today) if options.ids else references.of_view(subject, today)
    left: list[str] = []
    put_by(lambda stream: left.extend(references.WAYS[options.format](reference, stream).said()))
    for phrase in (*left, *subject.guard.said()):
        tell(f"cttui: {phrase}")
    return ExitCode.OK
