"""The web site of a served timeline: one page, the files that it needs, and a WebSocket for each browser."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import WSCloseCode, WSMsgType, web

from cttui.lazy import dataclass
from cttui.serving import packets, rules
from cttui.serving.session import Session

MOST_SESSIONS = 8
"""Sessions at a time; each is a process of some 60 MB."""
HEARTBEAT = 15.0
"""Seconds between signs of life of a browser; one that gives none has gone."""
OWN = "cttui.serving"
STATIC: dict[str, tuple[str, str, str]] = {
    "page.css": (OWN, "page.css", "text/css"),
    "page.js": (OWN, "page.js", "text/javascript"),
    "xterm.css": ("textual_serve", "static/css/xterm.css", "text/css"),
    "textual.js": ("textual_serve", "static/js/textual.js", "text/javascript"),
    "roboto-mono.ttf": ("textual_serve", "static/fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "roboto-mono-italic.ttf": ("textual_serve", "static/fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""Every file that is served, by its name: the package that has it, where, and its type."""
HEADERS = {
    "Server": "cttui",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
"""What every answer says: nothing is kept, framed or told to others, and no address learns of the one with the token."""
ISOLATED = {"Cross-Origin-Opener-Policy": "same-origin"}
"""What answers to this machine say too; without TLS, browsers take it from no other."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def policy(nonce: str, host: str) -> str:
    """The page's Content-Security-Policy: this server alone, and no inline script or style but those with the nonce.

    Args:
        nonce: What the styles carry that the terminal writes by itself.
        host: Host and port as the browser named them; older browsers do not take ``'self'`` for a WebSocket.
    """
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@dataclass(frozen=True, slots=True)
class Served:
    """What is served, and to whom."""

    title: str
    """The timeline's."""
    arguments: Sequence[str]
    """The program that draws it, with its arguments."""
    token: str
    """What an address must have."""
    names: frozenset[str] = frozenset()
    """The names that this server goes by."""
    beyond: bool = False
    """Whether other machines are answered."""
    tell: Callable[[str], None] = print
    """Says something in the server's terminal."""


class Site:
    """Answers requests, and keeps the sessions of all browsers."""

    def __init__(self, served: Served) -> None:
        """Serve a timeline."""
        self._served = served
        self._open: dict[Session, web.WebSocketResponse] = {}
        self._coming = 0
        """Sockets that have no session yet."""
        self._static = {
            name: (files(package).joinpath(path).read_bytes(), kind) for name, (package, path, kind) in STATIC.items()
        }
        self._page = Template(files(OWN).joinpath("page.html").read_text(encoding="utf-8"))

    @property
    def sessions(self) -> int:
        """How many are open."""
        return len(self._open) + self._coming

    def application(self) -> web.Application:
        """The web application."""
        # what goes wrong with a request is the browser's affair, and no text of ours for the terminal
        logging.getLogger("aiohttp").addHandler(logging.NullHandler())
        logging.getLogger("aiohttp").propagate = False
        app = web.Application(middlewares=[self._guard], client_max_size=1)
        app.router.add_get("/{token}", self._to_page)
        app.router.add_get("/{token}/", self._show_page)
        app.router.add_get("/{token}/static/{name}", self._show_file)
        app.router.add_get("/{token}/ws", self._attend)
        app.on_shutdown.append(self._end)
        return app

    # -- rules -------------------------------------------------------------------------------------------------------

    def refusal(self, hosts: Sequence[str], origins: Sequence[str], path: str) -> web.Response | None:
        """The answer to a request that is not for this server; ``None`` for one that is.

        Args:
            hosts: Its fields ``Host``.
            origins: Its fields ``Origin``.
            path: What it asks for.
        """
        served = self._served
        if len(hosts) != 1 or not rules.is_known_host(hosts[0], served.names, beyond=served.beyond):
            return web.Response(status=403, text="This server does not go by that name; open the address that cttui printed.\n")
        if len(origins) > 1 or not all(rules.is_own_origin(origin, hosts[0]) for origin in origins):
            return web.Response(status=403, text="This server answers only its own page.\n")
        if not rules.is_token(path.split("/", 2)[1], served.token):
            return web.Response(status=404, text="Nothing here; open the whole address that cttui printed.\n")
        return None

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer what the rules let through, everything with the same headers."""
        found = self.refusal(request.headers.getall("Host", []), request.headers.getall("Origin", []), request.path)
        answer: web.StreamResponse
        if found is not None:
            answer = found
        else:
            try:
                answer = await handler(request)
            except web.HTTPException as error:
                location = {"Location": error.headers["Location"]} if "Location" in error.headers else {}
                answer = web.Response(status=error.status, text=f"{error.reason}.\n", headers=location)
        if not answer.prepared:
            said = HEADERS if self._served.beyond else {**HEADERS, **ISOLATED}
            answer.headers.update({name: value for name, value in said.items() if name not in answer.headers})
        return answer

    # -- the page ----------------------------------------------------------------------------------------------------

    async def _to_page(self, _request: web.Request) -> web.StreamResponse:
        """The slash at the end was lost."""
        raise web.HTTPFound(f"/{self._served.token}/")

    async def _show_page(self, request: web.Request) -> web.StreamResponse:
        nonce = secrets.token_urlsafe(16)
        text = self._page.substitute(title=escape(f"{self._served.title} – cttui"), nonce=nonce)
        headers = {"Content-Security-Policy": policy(nonce, request.host)}
        return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)

    async def _show_file(self, request: web.Request) -> web.StreamResponse:
        found = self._static.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found[0], content_type=found[1], charset="utf-8" if found[1].startswith("text/") else None)

    # -- sessions ----------------------------------------------------------------------------------------------------

    async def _attend(self, request: web.Request) -> web.StreamResponse:
        """A browser's session, from its first message to its last."""
        if "Origin" not in request.headers:
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=4 * packets.MOST_TEXT, timeout=2.0)
        full = self.sessions >= MOST_SESSIONS
        self._coming += 1
        try:
            await socket.prepare(request)
            if full:
                await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
                return socket

            async def ended(by_itself: bool) -> None:
                await socket.close(code=WSCloseCode.OK if by_itself else WSCloseCode.INTERNAL_ERROR)

            session = Session(self._served.arguments, socket.send_bytes, socket.send_str, ended, self._served.tell)
            self._open[session] = socket
        finally:
            self._coming -= 1
        try:
            query = request.query
            await session.start(*packets.asked_size(query.get("width", ""), query.get("height", "")))
            await self._listen(socket, session)
        except (OSError, ConnectionError):
            # no process could be started, or the browser has gone
            with suppress(ConnectionError):
                await socket.close(code=WSCloseCode.INTERNAL_ERROR)
        finally:
            await asyncio.shield(self._stop(session))
        return socket

    async def _stop(self, session: Session) -> None:
        await session.stop()
        self._open.pop(session, None)

    async def _listen(self, socket: web.WebSocketResponse, session: Session) -> None:
        """Hand on what the browser sends; what is not expected ends the session without a word."""
        typed = 0
        async for message in socket:
            found = packets.read(message.data) if message.type is WSMsgType.TEXT else None
            typed += len(found.data) if isinstance(found, packets.Typed) else 0
            if found is None or typed > packets.MOST_TYPED:
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return
            match found:
                case packets.Typed(data):
                    await session.send_bytes(data)
                case packets.Resized(width, height):
                    await session.set_terminal_size(width, height)
                case packets.Ping(sent):
                    await socket.send_json(["pong", sent])
                case packets.Looked(here):
                    await (session.focus() if here else session.blur())

    async def _end(self, _app: web.Application) -> None:
        """The server ends: every browser is told, and every process is gone before this returns."""
        going = list(self._open.items())
        await asyncio.gather(
            *(socket.close(code=WSCloseCode.GOING_AWAY) for _, socket in going), return_exceptions=True
        )  # fmt: skip
        await asyncio.gather(*(self._stop(session) for session, _ in going), return_exceptions=True)
