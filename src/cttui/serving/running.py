"""Listening on an address, and serving until a signal ends it."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable

from aiohttp import web

from cttui import disk
from cttui.errors import CttuiError
from cttui.serving.site import Site
from cttui.text import shorten

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that end the server."""
WAITING = 32
"""Connections that wait to be taken."""


class ServeError(CttuiError):
    """The server cannot listen where it should."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address of this machine.

    Args:
        host: An address or a name.
        port: The port; 0 for any that is free.

    Raises:
        ServeError: Nobody can listen there; the message says why, and what to do.
    """
    shown = shorten(host)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError):
        raise ServeError(f"--host: '{shown}' is not an address of this machine; 127.0.0.1 is one") from None
    found = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # what an earlier server has left waiting is in nobody's way; one that still listens is
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(WAITING)
    except OSError as error:
        found.close()
        raise ServeError(_trouble(error, shown, port)) from None
    found.setblocking(False)
    return found


def _trouble(error: OSError, host: str, port: int) -> str:
    free = "choose another with --port, or --port 0 for any that is free"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; {free}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} needs the rights of an administrator; {free}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host: '{host}' is not an address of this machine; 127.0.0.1 is one"
    return f"cannot listen on {host}, port {port} ({disk.reason(error)}); {free}"


def reached_at(listening: socket.socket) -> tuple[str, int]:
    """The address and port by which a browser reaches a socket; for one that listens on all, this machine's in its network."""
    address, port = listening.getsockname()[:2]
    if address in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        address = _outward() or socket.gethostname()
    return (f"[{address}]" if ":" in address else address), port


def _outward() -> str:
    """The address that this machine has in its network; empty if it is in none. Nothing is sent: UDP connects to nobody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # of RFC 5737, which nobody has
            found: str = asked.getsockname()[0]
        except OSError:
            return ""
    return found


def run(site: Site, listening: socket.socket, ready: Callable[[], None]) -> int:
    """Serve until a signal comes, and return its number; no process of a session is left then.

    Args:
        site: What is served.
        listening: Where.
        ready: Called once it is.
    """
    return asyncio.run(_run(site, listening, ready))


async def _run(site: Site, listening: socket.socket, ready: Callable[[], None]) -> int:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    by: list[int] = []

    def end(number: int) -> None:
        by.append(number)
        ended.set()

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            try:
                loop.add_signal_handler(number, end, number)
            except NotImplementedError:  # Windows: Ctrl+C is KeyboardInterrupt there
                break
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=1.0)
    try:
        await runner.setup()
        await web.SockSite(runner, listening).start()
        ready()
        await ended.wait()
    finally:
        await runner.cleanup()
    return by[0]
