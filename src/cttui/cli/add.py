"""The commands that add a record to a timeline: a row of ``ADD`` each."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def _source_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.add_source import add_options

    add_options(parser)


def _source(options: argparse.Namespace) -> int:
    from cttui.cli.add_source import run

    return run(options)


def _event_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.add_event import add_options

    add_options(parser)


def _event(options: argparse.Namespace) -> int:
    from cttui.cli.add_event import run

    return run(options)


ADD: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str]] = {
    "source": (_source_options, _source, "add a source with its copy, from its address or a file"),
    "event": (_event_options, _event, "add an event, and show what else happened then and there"),
}
"""What can be added, as ``cttui add NAME``: its options, function and help."""
