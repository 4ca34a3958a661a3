"""The command that serves the screen to a browser."""

from __future__ import annotations

import argparse
import secrets
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli.export import guard_of, include_sensitive
from cttui.cli.opened import index_of, lens_of, query_of, timeline_of
from cttui.cli.streams import finish, put, tell
from cttui.errors import CttuiError

if TYPE_CHECKING:
    from cttui.store.index import Index

HOST, PORT = "127.0.0.1", 8000
MOST_PORT = 65_535


def options(parser: argparse.ArgumentParser) -> None:
    """What is served, where, and to whom."""
    parser.add_argument(
        "--host", default=HOST, metavar="HOST", help=f"address to listen on (default: {HOST}, this machine alone)"
    )
    parser.add_argument(
        "--port", default=PORT, type=_port, metavar="PORT", help=f"port to listen on; 0 for any that is free (default: {PORT})"
    )
    include_sensitive(parser)


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text[:6]) <= MOST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a port from 0 to {MOST_PORT}, found '{text[:20]}'")


def serve(options: argparse.Namespace) -> int:
    """Serve the screen, read-only, until Ctrl+C; print the address to open."""
    try:
        from cttui.serving import running
        from cttui.serving.site import Served, Site
    except ImportError:
        raise CttuiError("serve needs textual-serve, which is not installed; run: pip install 'cttui[serve]'") from None
    from cttui.serving.rules import is_loopback

    path = timeline_of(options.path).absolute()
    index = index_of(options.path)
    query = query_of(index, options.filter)
    lens, trouble = lens_of(index, options.count)
    if trouble:
        tell(f"cttui: {trouble}")
    beyond = not is_loopback(options.host)
    with ExitStack() as stack:
        listening = stack.enter_context(running.listen(options.host, options.port))
        if beyond:
            path = _edition(index, path, options, stack)
        shared = ("--shared",) if beyond else ()
        program = (sys.executable, "-P", "-m", "cttui.cli.session")
        arguments = (*program, *shared, f"--filter={query.text}", f"--count={lens.name}", str(path))
        token = secrets.token_urlsafe(16)
        host, port = running.reached_at(listening)
        names = (
            frozenset(name.lower() for name in (options.host, socket.gethostname(), socket.getfqdn()))
            if beyond
            else frozenset()
        )
        site = Site(Served(index.head.meta.title, arguments, token, names, beyond, _said))

        def ready() -> None:
            put([f"http://{host}:{port}/{token}/"])
            finish()
            tell("Ctrl+C ends it.")

        number = running.run(site, listening, ready)
    return 128 + number


def _said(text: str) -> None:
    """Hand on what a session said."""
    for line in text.splitlines():
        tell(line)


def _edition(index: Index, path: Path, options: argparse.Namespace, stack: ExitStack) -> Path:
    """Write what other machines may see, and say what they do not."""
    from cttui.serving import edition

    guard = guard_of(index, options)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cttui-serve-")))
    found = edition.write(index, path, guard, folder)
    tell(
        f"cttui: warning: other machines can connect at {options.host}; anyone with the address can read this timeline, and"
        " the connection is not encrypted"
    )
    for phrase in guard.noted():
        tell(f"cttui: {phrase}")
    tell("cttui: your marks, notes, views and stored copies are not served, nor are later changes to the file")
    return found
