"""Fetching sources' pages for the reader's own library: politely, and only from the public internet.

A name is resolved here, once, and the connection goes to an address that was checked: what a name server answers the next
time does not matter. Each redirect is checked like the first URL; one from https to http is followed, since a first URL may
be http too, and is visible in the stored URL. Time, size and the number of redirects are bounded, and any failure
becomes one plain sentence.

A transfer runs in its own thread that the caller waits for, so that neither a silent name server nor a server that
sends a byte a minute delays anybody beyond the time allowed. Proxies from the environment are not used: they
would resolve the name again.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import field
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cttui import __version__
from cttui.copies.addresses import is_public, resolve
from cttui.errors import CttuiError
from cttui.lazy import dataclass
from cttui.text import shorten

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse
    from urllib3.util import Url

LIMIT = 20_000_000
"""The most bytes of a page, compressed and decompressed."""
SECONDS = 30.0
"""The most seconds for a page, from name resolution to its last byte."""
REDIRECTS = 5
"""The most redirects to follow."""

Resolver = Callable[[str, int], Sequence[str]]
"""Resolves a host name and a port to IP addresses, in the order to try; raises OSError if there are none."""

_HEADERS = {
    "User-Agent": f"cttui/{__version__} (+reader's own copy)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}
POLL = 0.02
"""Seconds between checks of the time and of cancellation."""
_CHUNK = 16_384
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_BY_HAND = "save the page in a browser and attach that file"
_LATER = "try again later"


class FetchError(CttuiError):
    """A page could not be fetched."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched page."""

    url: str
    """The requested URL."""
    content: bytes
    """Its bytes, decompressed."""
    media_type: str
    """Its type, by its first bytes and by what the server says."""
    charset: str
    """What the server says; empty for nothing."""
    final_url: str
    """The final URL, without fragment."""
    left: float = field(default=SECONDS, compare=False)
    """Seconds of the time allowed that remained; processing the page counts towards it too."""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    resolver: Resolver = resolve,
    seconds: float = SECONDS,
    limit: int = LIMIT,
    redirects: int = REDIRECTS,
) -> Fetched:
    """Fetch a page.

    Args:
        url: Its address, http or https.
        allow_private: Whether addresses outside the public internet are allowed.
        progress: Called with the bytes received, and the total if known, in the caller's thread.
        cancelled: Polled for whether to stop.
        resolver: Returns the addresses of a host. It may take any time.
        seconds: The time limit for everything.
        limit: The most bytes of the page.
        redirects: The most redirects to follow.

    Raises:
        FetchError: It failed; the message names the host, what happened, and what to do.
    """
    transfer = _Transfer(url, allow_private, resolver, seconds, limit, redirects)
    threading.Thread(target=transfer.run, name="cttui fetch", daemon=True).start()
    told = 0
    try:
        while not transfer.done.wait(POLL):
            if progress and transfer.received != told:
                told = transfer.received
                progress(told, transfer.total)
            if cancelled and cancelled():
                raise FetchError(f"{transfer.host}: cancelled before the whole page was received")
            if transfer.left() <= 0:
                raise FetchError(f"{transfer.host} took longer than {seconds:g} seconds; {_LATER}, or {_BY_HAND}")
    finally:
        transfer.stop()
    if progress and transfer.received != told:
        progress(transfer.received, transfer.total)
    if isinstance(transfer.result, FetchError):
        raise transfer.result
    return transfer.result


class _Transfer:
    """One transfer, in a thread that the caller may abandon."""

    def __init__(self, url: str, allow_private: bool, resolver: Resolver, seconds: float, limit: int, redirects: int) -> None:
        self.url = url
        self.allow_private = allow_private
        self.resolver = resolver
        self.limit = limit
        self.redirects = redirects
        self.deadline = time.monotonic() + seconds
        self.host = "the URL"
        self.received = 0
        self.total: int | None = None
        self.done = threading.Event()
        self.result: Fetched | FetchError = FetchError("the page was not received")
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None

    def left(self) -> float:
        """Seconds until the time limit."""
        return self.deadline - time.monotonic()

    def stop(self) -> None:
        """Make the thread end soon by cutting what it waits for."""
        self._stopped.set()
        if self._socket is not None:
            with suppress(OSError, ValueError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        from urllib3.exceptions import HTTPError

        try:
            self.result = self._follow()
        except FetchError as error:
            self.result = error
        except (OSError, HTTPException, HTTPError) as error:
            self.result = FetchError(_sentence(self.host, error))
        except Exception:  # noqa: BLE001  # a server's answer may break a parser in ways that nobody has seen yet
            self.result = FetchError(f"{self.host} sent a response that cannot be read; {_BY_HAND}")
        finally:
            self.done.set()

    def _follow(self) -> Fetched:
        seen: set[str] = set()
        url = self.url
        for _ in range(self.redirects + 1):
            place = _place(url)
            before, self.host = self.host, place.host or ""
            if place.url in seen:
                raise FetchError(f"{self.host} redirects in a loop, perhaps because it needs cookies; {_BY_HAND}")
            seen.add(place.url)
            with closing(self._connect(place, sent_by=before if len(seen) > 1 else "")) as connection:
                headers = {"Host": place.netloc or "", **_HEADERS}
                connection.request("GET", place.request_uri, headers=headers, preload_content=False, decode_content=False)
                with closing(connection.getresponse()) as response:
                    if response.status == HTTPStatus.OK:
                        return self._take(response, place)
                    url = self._next(response, place)
        raise FetchError(f"{self.host} redirected more than {self.redirects} times; {_BY_HAND}")

    # -- where it is

    def _addresses(self, host: str, port: int, sent_by: str) -> list[str]:
        """The addresses of a host, all of them allowed."""
        try:
            addresses = list(self.resolver(host, port))
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise FetchError(f"{host} was not found; check the URL, or {_LATER}")
        refused = [address for address in addresses if not is_public(address)]
        if refused and not self.allow_private:
            who = f"{sent_by} redirected to {host}, which" if sent_by else host
            raise FetchError(
                f"{who} is not on the public internet ({shorten(refused[0])} is a private or reserved address);"
                " if that is intended, run 'cttui add source' or 'cttui attach --fetch' with --allow-private"
            )
        return addresses

    def _connect(self, place: Url, sent_by: str) -> HTTPConnection:
        """A connection to the first address that accepts one."""
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.exceptions import HTTPError

        host = (place.host or "").strip("[]")
        port = place.port or (443 if place.scheme == "https" else 80)
        addresses = self._addresses(host, port, sent_by)
        for tried, address in enumerate(addresses, 1):
            if self._stopped.is_set():
                break
            wait = max(self.left(), POLL) / (len(addresses) - tried + 1)
            connection: HTTPConnection
            if place.scheme == "https":
                connection = HTTPSConnection(address, port, timeout=wait, server_hostname=host, ssl_context=_tls_context())
            else:
                connection = HTTPConnection(address, port, timeout=wait)
            try:
                connection.connect()
            except (OSError, HTTPError):
                connection.close()
                if tried == len(addresses):
                    raise
                continue
            self._socket = connection.sock
            # a little longer than the caller waits, who reports what happened
            connection.timeout = max(self.left(), 0) + 1
            return connection
        raise FetchError(f"{self.host}: cancelled before it responded")

    def _next(self, response: BaseHTTPResponse, place: Url) -> str:
        """The URL that a redirect leads to; raises for any other response without a page."""
        if response.status not in _REDIRECTING:
            raise FetchError(_refusal(self.host, response.status))
        location = response.headers.get("Location", "").strip()
        if not location:
            raise FetchError(f"{self.host} redirected without an address; {_BY_HAND}")
        # headers are read as Latin-1, but non-ASCII letters in a URL are UTF-8
        location = location.encode("latin-1", "replace").decode("utf-8", "replace")
        try:
            return urljoin(place.url, location)
        except ValueError:
            raise FetchError(f"{self.host} redirected to an invalid URL; {_BY_HAND}") from None

    # -- what it is

    def _take(self, response: BaseHTTPResponse, place: Url) -> Fetched:
        from cttui.copies.extract import HEAD, NoTextError, media_type_of

        declared = response.headers.get("Content-Length", "")
        self.total = int(declared) if declared.isascii() and declared.isdigit() else None
        content = self._body(response)
        if not content:
            raise FetchError(f"{self.host} sent an empty page; {_LATER}, or {_BY_HAND}")
        said, charset = _content_type(response.headers.get("Content-Type", ""))
        try:
            media_type = media_type_of(place.path or "", content[:HEAD], said)
        except NoTextError as error:
            raise FetchError(f"{self.host}: {error}") from None
        return Fetched(self.url, content, media_type, charset, place._replace(fragment=None).url, self.left())

    def _body(self, response: BaseHTTPResponse) -> bytes:
        packed = response.headers.get("Content-Encoding", "").strip().lower()
        if packed not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(f"{self.host} sent the page in an unsupported compression ({shorten(packed)}); {_BY_HAND}")
        unpack = _Unpacker() if packed not in {"", "identity"} else None
        if self.total is not None and self.total > self.limit:
            raise self._too_large()
        content = bytearray()
        for chunk in response.stream(_CHUNK, decode_content=False):
            if self._stopped.is_set():
                break
            self.received += len(chunk)
            room = self.limit - len(content)
            try:
                content += unpack.feed(chunk, room) if unpack else chunk
            except zlib.error:
                raise FetchError(f"{self.host} sent a page that cannot be decompressed; {_BY_HAND}") from None
            if max(len(content), self.received) > self.limit:
                raise self._too_large()
        if unpack and not unpack.whole:
            raise FetchError(f"{self.host} closed the connection after {self.received:,} bytes; {_LATER}")
        return bytes(content)

    def _too_large(self) -> FetchError:
        return FetchError(f"{self.host} sent more than {self.limit / 1e6:g} MB; {_BY_HAND} if it is worth the size")


class _Unpacker:
    """Decompresses gzip and zlib, never beyond the limit."""

    def __init__(self) -> None:
        self.whole = False
        """Whether the data could end here."""
        self._member = zlib.decompressobj(47)
        self._begun = False

    def feed(self, data: bytes, room: int) -> bytes:
        """What some bytes decompress to; one byte more than ``room`` if that is too much.

        Raises:
            zlib.error: They are not compressed this way. After a complete member they are skipped: servers send zeros there.
        """
        out = bytearray()
        while data and len(out) <= room:
            try:
                piece = self._member.decompress(data, room + 1 - len(out))
            except zlib.error:
                if self.whole and not self._begun:
                    break
                raise
            out += piece
            if self._member.eof:
                data = self._member.unused_data
                self._member = zlib.decompressobj(47)
                self.whole, self._begun = True, False
            else:
                data = self._member.unconsumed_tail
                self._begun = self._begun or bool(piece)
                self.whole = self.whole and not self._begun
        return bytes(out)


# -- urls and answers ------------------------------------------------------------------------------------------------


def _place(url: str) -> Url:
    """A parsed URL: the only parse, used to check, request and name it."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = urlsplit(url)
        if not (name := parts.hostname or "").isascii():
            user, at, _ = parts.netloc.rpartition("@")
            port = f":{parts.port}" if parts.port else ""
            url = parts._replace(netloc=f"{user}{at}{name.encode('idna').decode()}{port}").geturl()
        place = parse_url(url)
    except (LocationParseError, ValueError):
        raise FetchError(
            f"{shorten(url.partition('?')[0], 80)} is not a URL; a URL starts with https:// and a host name"
        ) from None
    if place.scheme not in {"http", "https"}:
        raise FetchError(
            f"{shorten(place.scheme or '', 20) or 'a URL without http://'} cannot be fetched,"
            " only http and https can; download the file and attach it"
        )
    if not (place.host or "").strip("[]."):
        raise FetchError("the URL has no host; a URL starts with https:// and a host name")
    if place.auth:
        raise FetchError(f"the URL for {place.host} contains a user name; {_BY_HAND}")
    return place


def _tls_context() -> ssl.SSLContext:
    """The trusted certificates: the system's list, or certifi's if the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not ssl.get_default_verify_paths().capath:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _content_type(header: str) -> tuple[str, str]:
    """The media type and the charset in a header, in lower case; empty if missing."""
    said, *parameters = header.split(";")
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return said.strip().lower(), shorten(value.strip().strip("\"'").lower(), 40)
    return said.strip().lower(), ""


def _refusal(host: str, status: int) -> str:
    try:
        answer = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        answer = str(status)
    if status in {401, 402, 403, 406, 429, 451}:
        return f"{host} blocks automated requests ({answer}); {_BY_HAND}"
    if status in {404, 410}:
        return f"{host} does not have the page ({answer}); look for it in a web archive"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{host} has a server error ({answer}); {_LATER}"
    return f"{host} responded {answer} without a page; {_BY_HAND}"


def _sentence(host: str, error: BaseException) -> str:
    """What a network error means, by its first informative cause."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{host} has an invalid certificate ({cause.verify_message}); {_BY_HAND} if you trust it"
        if isinstance(cause, ssl.SSLError):
            return f"the secure connection to {host} failed ({cause.reason or 'no reason given'}); {_LATER}, or {_BY_HAND}"
        if isinstance(cause, TimeoutError):
            return f"{host} did not respond; {_LATER}"
        if isinstance(cause, ConnectionRefusedError):
            return f"{host} refused the connection; {_LATER}"
        if isinstance(cause, OSError) and cause.strerror and not isinstance(cause, ConnectionError):
            return f"{host} cannot be reached ({cause.strerror}); {_LATER}"
        if isinstance(cause, (ConnectionError, IncompleteRead)):
            return f"{host} closed the connection before the whole page was received; {_LATER}"
        cause = cause.__cause__ or cause.__context__
    return f"{host} did not respond in HTTP; {_BY_HAND}"
