"""The command that serves a timeline to assistants."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from types import FrameType

from cttui.cli.exits import ExitCode
from cttui.cli.export import include_sensitive
from cttui.cli.opened import timeline_of
from cttui.cli.parsing import placed
from cttui.cli.streams import tell
from cttui.errors import CttuiError


def options(parser: argparse.ArgumentParser) -> None:
    """What is served, and whether all of it."""
    parser.add_argument(
        "path", nargs="?", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )
    include_sensitive(parser)


def mcp(options: argparse.Namespace) -> ExitCode:
    """Serve a timeline on standard input and output until the client closes them."""
    try:
        from cttui.mcp import server
    except ImportError:
        raise CttuiError("mcp needs the package mcp, which is not installed; run: pip install 'cttui[mcp]'") from None
    from cttui.mcp.served import Follower
    from cttui.settings import paths

    follower = Follower(timeline_of(options.path), paths().cache, include_sensitive=options.include_sensitive)
    # before anybody is told that Ctrl+C ends it
    before = signal.signal(signal.SIGINT, _leave)
    try:
        if sys.stdin.isatty():
            tell("cttui: mcp waits for an assistant's client on standard input (docs/assistants.md); Ctrl+C ends it")
        server.run(follower)
    finally:
        signal.signal(signal.SIGINT, before)
    return ExitCode.OK


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End at once: nothing is open for writing, and a thread may wait for a client that says or reads nothing."""
    os._exit(ExitCode.INTERRUPTED)
