"""Fetching: a page as it came, or one plain sentence; never a private address, a hang or a traceback.

The pages are served on loopback. Names and addresses of the open web are made up, and lead there.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
from test_extract import pdf_of

from cttui import __version__
from cttui.copies import addresses, batch, fetch, sandbox
from cttui.copies.attach import keep_fetched, keep_url
from cttui.copies.batch import Outcome, fetch_all
from cttui.copies.extract import HTML, MARKDOWN, PDF, PLAIN, NoTextError, text_of
from cttui.copies.fetch import Fetched, FetchError
from cttui.copies.library import Library, LibraryError
from cttui.errors import CttuiError

PAGE = b"<!doctype html><p>Five Chinese nationals were killed.</p>"
SHORTLY = 0.3
"""Seconds that a transfer may take which is to be cut off."""
PUBLIC = "93.184.216.34"
OTHER = "203.0.112.7"

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a path as its site is told to."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        """Note what was asked for, and answer it."""
        self.close_connection = True
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.pages[self.path.partition("?")[0]](self)

    def log_message(self, *_arguments: object) -> None:
        """Nothing on the terminal."""


class Site(ThreadingHTTPServer):
    """Pages served on loopback."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        """Set when the test has ended; what waits for it ends too."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nobody minds that a client has gone."""

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The url of a page."""
        return f"{scheme}://{host}:{self.server_port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.01,))
        thread.start()
        yield site
        site.over.set()
        site.shutdown()
        thread.join()


def answer(content: bytes = PAGE, status: int = 200, **headers: str) -> Answer:
    """A page with its length; ``Content_Type`` is written with an underscore."""

    def send(handler: Handler) -> None:
        plain = {"Content-Length": str(len(content)), **{name.replace("_", "-"): value for name, value in headers.items()}}
        head = "".join(f"{name}: {value}\r\n" for name, value in plain.items() if value)
        handler.wfile.write(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode("latin-1") + content)

    return send


def raw(*pieces: bytes) -> Answer:
    """Bytes as they are, and then the end."""

    def send(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)

    return send


def drip(beginning: bytes) -> Answer:
    """A beginning, and then a byte every now and then, as long as anybody listens."""

    def send(handler: Handler) -> None:
        handler.wfile.write(beginning)
        while not handler.server.over.wait(0.01):
            handler.wfile.write(b"x")

    return send


def silence(handler: Handler) -> None:
    """No answer at all."""
    handler.server.over.wait()


def reset(handler: Handler) -> None:
    """Half an answer, and then the connection is torn down."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


NAMES = {
    "dawn.test": [PUBLIC],
    "other.test": [OTHER],
    "inside.test": ["10.0.0.1"],
    "mixed.test": [PUBLIC, "192.168.0.1"],
    "xn--mnchen-3ya.test": [PUBLIC],
    "empty.test": [],
    "nonsense.test": ["no address"],
}


def resolver(host: str, _port: int) -> list[str]:
    """A name server of our own; an address is its own name."""
    if host.replace(".", "").isdigit() or ":" in host:
        return [host]
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return NAMES[host]


@pytest.fixture
def dialled(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were connected to; those of the open web lead to the site, whatever the port."""
    real = socket.create_connection
    found: list[str] = []

    def connect(address: tuple[str, int], timeout: float, **_options: object) -> socket.socket:
        found.append(address[0])
        assert address[0] in {PUBLIC, OTHER}
        return real(("127.0.0.1", site.server_port), timeout)

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    return found


def get(url: str, **options: Any) -> Fetched:
    """A page, by our own names, in a few seconds or not at all."""
    return fetch.fetch(url, **{"resolver": resolver, "seconds": 20.0, **options})


def fault(url: str, **options: Any) -> str:
    """The sentence that a page ends in."""
    with pytest.raises(FetchError) as failed:
        get(url, **options)
    sentence = str(failed.value)
    assert "\n" not in sentence
    assert sentence.isprintable()
    assert not sentence.endswith(".")
    return sentence


local = partial(get, allow_private=True)
local_fault = partial(fault, allow_private=True)


# -- a page ----------------------------------------------------------------------------------------------------------


def test_a_page_comes_as_it_is(site: Site) -> None:
    """The bytes, their kind, their charset and the url that answered, without its fragment."""
    site.pages["/a"] = answer(Content_Type='Text/HTML; charset="UTF-8"')
    url = site.url("/a?id=1#part")
    assert local(url) == Fetched(url, PAGE, HTML, "utf-8", site.url("/a?id=1"))


def test_a_page_is_asked_for_by_an_honest_name(site: Site) -> None:
    """A server sees who asks, by which name, and that gzip is understood; nothing else about the reader."""
    site.pages["/"] = answer()
    local(site.url())
    ((path, headers),) = site.asked
    assert path == "/"
    assert headers == {
        "Host": f"127.0.0.1:{site.server_port}",
        "User-Agent": f"cttui/{__version__} (+reader's own copy)",
        "Accept": headers["Accept"],
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }


def test_progress_is_told_as_bytes_come(site: Site) -> None:
    """How much has come only grows, and ends with all of it; how much will is told where the server says so."""
    go_on = threading.Event()

    def send(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + b"x" * 20_000)
        go_on.wait(5)
        handler.wfile.write(b"x" * 20_000)

    site.pages["/"] = send
    told: list[tuple[int, int | None]] = []

    def tell(received: int, total: int | None) -> None:
        told.append((received, total))
        go_on.set()

    local(site.url(), progress=tell)
    assert len(told) >= 2
    assert told == sorted(told, key=lambda one: one[0])
    assert told[-1] == (40_000, 40_000)


def test_progress_without_a_length_has_no_total(site: Site) -> None:
    """Where the server does not say how much will come, nobody guesses."""
    site.pages["/"] = answer(Content_Length="")
    told: list[tuple[int, int | None]] = []
    local(site.url(), progress=lambda *one: told.append(one))
    assert told[-1] == (len(PAGE), None)


@pytest.mark.parametrize(
    ("path", "content", "said", "kind", "charset"),
    [
        ("/a", pdf_of("Five"), "application/octet-stream", PDF, ""),
        ("/a.pdf", PAGE, "application/pdf", HTML, ""),
        ("/README.md", b"# Five", "text/plain; charset=utf-8", MARKDOWN, "utf-8"),
        ("/a", b"five", "", PLAIN, ""),
        ("/a", b"five", "text/plain;format=flowed; Charset = 'Windows-1256'", PLAIN, "windows-1256"),
    ],
)
def test_a_page_s_kind_is_told_by_its_bytes_and_its_header(
    site: Site, path: str, content: bytes, said: str, kind: str, charset: str
) -> None:
    """A PDF called a stream of bytes is a PDF; the charset is what the header says, in small letters."""
    site.pages[path] = answer(content, Content_Type=said)
    fetched = local(site.url(path))
    assert (fetched.content, fetched.media_type, fetched.charset) == (content, kind, charset)


def test_a_page_in_a_wrong_charset_and_a_pdf_have_their_text(site: Site) -> None:
    """What comes is what the library stores: its text is read whatever the server says of it."""
    site.pages["/wrong"] = answer("<p>“Fünf” عزم</p>".encode(), Content_Type="text/html; charset=iso-8859-1")
    site.pages["/pdf"] = answer(pdf_of("Five men were killed."), Content_Type="text/html")
    for path, text in (("/wrong", "“Fünf” عزم"), ("/pdf", "Five men were killed.")):
        fetched = local(site.url(path))
        assert text_of(fetched.content, fetched.media_type, fetched.charset) == text


def test_a_page_written_by_its_scripts_is_told_in_a_sentence(site: Site) -> None:
    """Such a page comes, and its text is one plain sentence."""
    site.pages["/"] = answer(b"<html><div id=root></div><script src=app.js></script></html>", Content_Type="text/html")
    fetched = local(site.url())
    with pytest.raises(NoTextError, match="until its scripts run"):
        text_of(fetched.content, fetched.media_type, fetched.charset)


def test_a_picture_and_an_empty_page_are_told_in_a_sentence(site: Site) -> None:
    """What holds no text is no copy of a source."""
    site.pages["/picture"] = answer(b"\x89PNG", Content_Type="image/png")
    site.pages["/empty"] = answer(b"")
    assert "127.0.0.1: this is a picture" in local_fault(site.url("/picture"))
    assert "127.0.0.1 sent an empty page" in local_fault(site.url("/empty"))


# -- urls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://dawn.test/a", "ftp cannot be fetched"),
        ("file:///etc/passwd", "file cannot be fetched"),
        ("javascript:alert(1)", "cannot be fetched"),
        ("data:text/plain,x", "cannot be fetched"),
        ("dawn.test/a", "cannot be fetched"),
        ("//dawn.test/a", "a URL without http:// cannot be fetched"),
        ("", "a URL without http:// cannot be fetched"),
        ("http:", "has no host"),
        ("http:///a", "has no host"),
        ("http://./", "has no host"),
        ("http://[::1", "is not a URL"),
        ("http://dawn.test:99999/", "is not a URL"),
        ("http://ü\u2100.test/", "is not a URL"),
        (f"http://{'ü' * 80}.test/", "is not a URL"),
        ("http://user:word@dawn.test/", "the URL for dawn.test contains a user name"),
        ("http://user@ü.test/", "contains a user name"),
        ("http://unknown.test/", "unknown.test was not found"),
        ("http://empty.test/", "empty.test was not found"),
        (f"http://{'a' * 70}.test/", "was not found"),
        ("http://nonsense.test/", "nonsense.test is not on the public internet (no address is"),
    ],
)
def test_what_is_no_url_of_the_web_is_told_in_a_sentence(dialled: list[str], url: str, sentence: str) -> None:
    """Nothing is connected to, and the sentence says what is wrong."""
    assert sentence in fault(url)
    assert dialled == []


def test_a_name_in_other_letters_is_looked_up_as_the_web_spells_it(site: Site, dialled: list[str]) -> None:
    """A host's name of any script is asked for in its ASCII form, and a path in percent signs."""
    site.pages["/stra%C3%9Fe"] = answer()
    assert get("http://münchen.test/straße").final_url == "http://xn--mnchen-3ya.test/stra%C3%9Fe"
    assert site.asked[0][1]["Host"] == "xn--mnchen-3ya.test"
    assert get("http://münchen.test:8080/straße").final_url == "http://xn--mnchen-3ya.test:8080/stra%C3%9Fe"


def test_a_url_cannot_smuggle_a_header(site: Site, dialled: list[str]) -> None:
    """Line ends and spaces in a url are part of its path."""
    site.pages["/a%0D%0AX:%20y"] = answer()
    assert get("http://dawn.test/a\r\nX: y").final_url == "http://dawn.test/a%0D%0AX:%20y"
    assert "X" not in site.asked[0][1]


def test_a_sentence_keeps_what_a_query_holds_to_itself(site: Site) -> None:
    """A url may carry a key that is nobody's business."""
    site.pages["/"] = answer(status=404)
    assert "secret" not in local_fault(site.url("/?key=secret"))
    assert "secret" not in fault("http://[?key=secret")


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "0x7f000001",
        "2130706433",
        "127.1",
        "localhost",
        "0.0.0.0",  # noqa: S104  # refused, not bound to
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fd00::1]",
    ],
)
def test_an_address_that_is_not_of_the_open_web_is_refused(dialled: list[str], host: str) -> None:
    """However it is spelt, by the system's own resolver; the sentence names the way to allow it."""
    sentence = fault(f"http://{host}/", resolver=addresses.resolve)
    assert "is not on the public internet" in sentence
    assert "--allow-private" in sentence
    assert dialled == []


def test_a_name_that_leads_inside_is_refused(dialled: list[str]) -> None:
    """A name of the open web does not open a private address, not even beside a public one."""
    assert "inside.test is not on the public internet (10.0.0.1 is" in fault("http://inside.test/")
    assert "mixed.test is not on the public internet (192.168.0.1 is" in fault("http://mixed.test/")
    assert dialled == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site, dialled: list[str]) -> None:
    """A name is looked up once: what a name server says the next time cannot lead anywhere else."""
    site.pages["/"] = answer()
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    get("http://dawn.test/", resolver=lambda *_: next(answers))
    assert dialled == [PUBLIC]
    assert site.asked[0][1]["Host"] == "dawn.test"


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    """A host is reached by any of its addresses."""
    site.pages["/"] = answer()
    assert local(site.url(host="dawn.test"), resolver=lambda *_: ["::1", "127.0.0.1"]).content == PAGE


def test_private_addresses_are_asked_where_that_is_allowed(site: Site) -> None:
    """What is refused by default is fetched where the reader says that it is meant."""
    site.pages["/"] = answer()
    assert "is not on the public internet" in fault(site.url())
    assert get(site.url(), allow_private=True).content == PAGE


# -- redirects -------------------------------------------------------------------------------------------------------


def test_five_redirects_are_followed(site: Site) -> None:
    """To another path, a relative one, a whole url; the url that answers is kept."""
    site.pages["/0"] = answer(status=301, Location=site.url("/1"))
    site.pages["/1"] = answer(status=302, Location="2")
    site.pages["/2"] = answer(status=303, Location="/3?a=b")
    site.pages["/3"] = answer(status=307, Location="4#x")
    site.pages["/4"] = answer(status=308, Location="/straße".encode().decode("latin-1"))
    site.pages["/stra%C3%9Fe"] = answer()
    assert local(site.url("/0")).final_url == site.url("/stra%C3%9Fe")


def test_six_redirects_are_too_many(site: Site) -> None:
    """The sixth is not followed."""
    for n in range(7):
        site.pages[f"/{n}"] = answer(status=302, Location=f"/{n + 1}")
    assert "redirected more than 5 times" in local_fault(site.url("/0"))
    assert [path for path, _ in site.asked] == [f"/{n}" for n in range(6)]


def test_a_circle_is_told_as_such(site: Site) -> None:
    """A page that leads back to itself is left at once."""
    site.pages["/a"] = answer(status=302, Location="/b#x")
    site.pages["/b"] = answer(status=302, Location="/a")
    assert "redirects in a loop" in local_fault(site.url("/a"))
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("http://127.0.0.1/", "dawn.test redirected to 127.0.0.1, which is not on the public internet"),
        ("//10.0.0.1/", "dawn.test redirected to 10.0.0.1, which is not on the public internet"),
        ("http://[::1]/", "dawn.test redirected to ::1, which is not on the public internet"),
        ("http://inside.test/", "dawn.test redirected to inside.test, which is not on the public internet (10.0.0.1"),
        ("http://169.254.169.254/latest/meta-data", "not on the public internet (169.254.169.254"),
        ("file:///etc/passwd", "file cannot be fetched"),
        ("ftp://dawn.test/", "ftp cannot be fetched"),
        ("http://u:p@dawn.test/", "contains a user name"),
        ("http://[", "redirected to an invalid URL"),
        ("http://dawn.test:99999/", "is not a URL"),
        ("", "dawn.test redirected without an address"),
        ("\x1b[31m", "dawn.test does not have the page"),
    ],
)
def test_each_redirect_is_checked_as_the_first_url_was(site: Site, dialled: list[str], location: str, sentence: str) -> None:
    """A page of the open web does not lead inside, to a file, or to another protocol."""
    site.pages["/"] = answer(status=302, Location=location)
    site.pages["/%5B31m"] = answer(status=404)
    assert sentence in fault("http://dawn.test/")
    assert set(dialled) == {PUBLIC}


def test_a_redirect_to_another_host_asks_that_host(site: Site, dialled: list[str]) -> None:
    """The new host is looked up, connected to, and named to the server."""
    site.pages["/"] = answer(status=302, Location="http://other.test/b")
    site.pages["/b"] = answer()
    assert get("http://dawn.test/").final_url == "http://other.test/b"
    assert dialled == [PUBLIC, OTHER]
    assert [headers["Host"] for _, headers in site.asked] == ["dawn.test", "other.test"]


# -- answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "127.0.0.1 does not have the page (404 Not Found); look for it in a web archive"),
        (410, "does not have the page"),
        (403, "blocks automated requests (403 Forbidden); save the page in a browser"),
        (429, "automated requests (429 Too Many Requests)"),
        (451, "blocks automated requests"),
        (500, "has a server error (500 Internal Server Error); try again later"),
        (599, "has a server error (599)"),
        (204, "responded 204 No Content without a page"),
        (206, "responded 206 Partial Content without a page"),
        (304, "responded 304 Not Modified without a page"),
        (300, "responded 300 Multiple Choices without a page"),
        (400, "responded 400 Bad Request without a page"),
    ],
)
def test_any_answer_but_200_is_told_in_a_sentence(site: Site, status: int, sentence: str) -> None:
    """What it means, by its number, and what to do; the server's own words are not repeated."""
    site.pages["/"] = answer(status=status)
    told = local_fault(site.url())
    assert sentence in told
    assert "Whatever" not in told


BROKEN: dict[str, tuple[Answer, str]] = {
    "reset": (reset, "closed the connection before the whole page was received"),
    "no answer": (raw(), "closed the connection before the whole page was received"),
    "half a head": (raw(b"HTTP/1.1 200"), "127.0.0.1"),
    "too short": (answer(Content_Length="1000"), "closed the connection before the whole page was received"),
    "two lengths": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nfive6"), "127.0.0.1"),
    "cut chunk": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfi"), "closed the connection"),
    "bad chunk": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nfive"), "127.0.0.1"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "did not respond in HTTP"),
    "no status": (raw(b"HTTP/1.1 abc OK\r\n\r\n"), "did not respond in HTTP"),
    "endless line": (raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000), "did not respond in HTTP"),
    "endless head": (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "did not respond in HTTP"),
    "strange packing": (answer(Content_Encoding="br"), "sent the page in an unsupported compression (br)"),
    "packed twice": (answer(Content_Encoding="gzip, gzip"), "an unsupported compression (gzip, gzip)"),
    "not packed": (answer(Content_Encoding="gzip"), "sent a page that cannot be decompressed"),
    "cut packing": (answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "closed the connection after"),
    "packed nothing": (answer(b"", Content_Encoding="gzip"), "closed the connection after 0 bytes"),
    "cut second part": (
        answer(gzip.compress(PAGE) + gzip.compress(PAGE)[:-9], Content_Encoding="gzip"),
        "closed the connection after",
    ),
    "empty packing": (answer(gzip.compress(b""), Content_Encoding="gzip"), "sent an empty page"),
}
"""Answers that are none, and what is said of them."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_told_in_a_sentence(site: Site, name: str) -> None:
    """Whatever a server sends, or does not, it is one sentence that names the host."""
    site.pages["/"], sentence = BROKEN[name]
    told = local_fault(site.url())
    assert sentence in told
    assert "127.0.0.1" in told


WHOLE: dict[str, Answer] = {
    "gzip": answer(gzip.compress(PAGE), Content_Encoding="gzip"),
    "x-gzip": answer(gzip.compress(PAGE), Content_Encoding=" X-GZIP "),
    "deflate": answer(zlib.compress(PAGE), Content_Encoding="deflate"),
    "identity": answer(Content_Encoding="identity"),
    "gzip in two parts": answer(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), Content_Encoding="gzip"),
    "gzip and zeros": answer(gzip.compress(PAGE) + bytes(99), Content_Encoding="gzip"),
    "gzip in chunks": raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n",
        *(b"1\r\n%c\r\n" % byte for byte in gzip.compress(PAGE)),
        b"0\r\n\r\n",
    ),
    "until the end": raw(b"HTTP/1.0 200 OK\r\n\r\n", PAGE),
    "more than its length": answer(PAGE + b"and more", Content_Length=str(len(PAGE))),
    "a strange length": answer(Content_Length="many"),
    "a length below zero": answer(Content_Length="-5"),
    "first go on": raw(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", PAGE),
}
"""Ways to send a page."""


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_comes_whole_however_it_is_sent(site: Site, name: str) -> None:
    """Packed, in chunks, with a length or none: the same bytes."""
    site.pages["/"] = WHOLE[name]
    assert local(site.url()).content == PAGE


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    """Nobody listens at a port that has just been given back."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "127.0.0.1 refused the connection; try again later" in local_fault(f"http://127.0.0.1:{port}/")


def test_a_net_that_is_down_is_told_in_a_sentence(dialled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of the way to the host is passed on."""

    def no_way(*_arguments: object, **_options: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("urllib3.util.connection.create_connection", no_way)
    assert "dawn.test cannot be reached (Network is unreachable)" in fault("http://dawn.test/")


def test_what_nobody_foresaw_is_told_in_a_sentence() -> None:
    """A fault of a parser is no traceback."""

    def broken(*_arguments: object) -> list[str]:
        raise ZeroDivisionError

    assert "dawn.test sent a response that cannot be read; " in fault("http://dawn.test/", resolver=broken)


# -- size ------------------------------------------------------------------------------------------------------------


def fifty_megabytes(handler: Handler) -> None:
    """A page that does not say how long it is, and is."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(50):
        handler.wfile.write(bytes(1_000_000))


def test_a_page_of_fifty_megabytes_is_cut_at_twenty(site: Site) -> None:
    """As soon as more has come than may, the transfer ends."""
    site.pages["/"] = fifty_megabytes
    told = [0]
    assert "sent more than 20 MB" in local_fault(site.url(), progress=lambda received, _: told.append(received))
    assert max(told) <= 20_100_000


def test_a_page_that_says_it_is_too_large_is_not_begun(site: Site) -> None:
    """Its length is enough to know; what it is packed in makes it no smaller."""
    site.pages["/"] = answer(b"x", Content_Length="20000001")
    site.pages["/packed"] = answer(b"x", Content_Length="20000001", Content_Encoding="gzip")
    for path in ("/", "/packed"):
        told: list[int] = []
        assert "sent more than 20 MB" in local_fault(
            site.url(path), progress=lambda received, _, told=told: told.append(received)
        )
        assert told == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_may_be_just_as_large_as_is_allowed(site: Site, packed: bool) -> None:
    """The last byte that may come does; one more is too many."""
    encoding, content = ("gzip", gzip.compress(PAGE)) if packed else ("", PAGE)
    site.pages["/"] = answer(content, Content_Encoding=encoding)
    size = max(len(content), len(PAGE))
    assert local(site.url(), limit=size).content == PAGE
    assert "sent more than" in local_fault(site.url(), limit=size - 1)


def test_a_gzip_bomb_is_cut_while_it_is_unpacked(site: Site) -> None:
    """A hundred megabytes of zeros in a hundred kilobytes, once or twice packed into parts, are not unpacked to their end."""
    part = gzip.compress(bytes(10_000_000))
    site.pages["/"] = answer(gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")
    site.pages["/parts"] = answer(part * 10, Content_Encoding="gzip")
    for path in ("/", "/parts"):
        assert "sent more than 20 MB" in local_fault(site.url(path))


def test_unpacking_gives_no_more_than_there_is_room_for() -> None:
    """A bomb gives one byte too many and no more, also where it goes off in a second part."""
    unpacker = fetch._Unpacker()
    assert len(unpacker.feed(gzip.compress(bytes(1_000_000)), 1000)) == 1001
    unpacker = fetch._Unpacker()
    assert len(unpacker.feed(gzip.compress(bytes(900)) + gzip.compress(bytes(1_000_000)), 1000)) == 1001
    assert not unpacker.whole


# -- time ------------------------------------------------------------------------------------------------------------


SLOW: dict[str, Answer] = {
    "a slow page": drip(b"HTTP/1.1 200 OK\r\n\r\n"),
    "a slow page with its length": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
    "a slow chunk": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"),
    "a slow head": drip(b"HTTP/1.1 200 OK\r\nX: "),
    "a slow first line": drip(b"HTTP/1.1 200 "),
    "no answer": silence,
}


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_takes_too_long_is_left(site: Site, name: str) -> None:
    """A byte now and then, or none, is no reason to wait for longer than the time allowed."""
    site.pages["/"] = SLOW[name]
    assert "127.0.0.1 took longer than 0.3 seconds" in local_fault(site.url(), seconds=SHORTLY)


@pytest.mark.parametrize("name", SLOW)
def test_a_reader_who_has_had_enough_is_heard_at_any_time(site: Site, name: str) -> None:
    """While bytes come slowly, or none do, the transfer ends when the reader says so, and the server is told by its end."""
    site.pages["/"] = SLOW[name]
    assert "127.0.0.1: cancelled" in local_fault(site.url(), cancelled=lambda: bool(site.asked))


def test_what_a_server_sends_after_the_end_is_not_waited_for(site: Site) -> None:
    """The connection of a transfer that was cut off is closed: its thread ends."""
    site.pages["/"] = drip(b"HTTP/1.1 200 OK\r\n\r\n")
    before = set(threading.enumerate())
    local_fault(site.url(), seconds=SHORTLY)
    for thread in set(threading.enumerate()) - before:
        if thread.name == "cttui fetch":
            thread.join(5)
            assert not thread.is_alive()


@pytest.mark.parametrize(
    ("options", "sentence"), [({"seconds": SHORTLY}, "took longer"), ({"cancelled": lambda: True}, "cancelled")]
)
def test_a_silent_name_server_holds_nobody_up(options: dict[str, Any], sentence: str) -> None:
    """Looking up a name is part of the time, and can be given up."""
    answered = threading.Event()

    def silent(*_arguments: object) -> list[str]:
        answered.wait(20)
        return [PUBLIC]

    try:
        assert sentence in fault("http://dawn.test/", resolver=silent, **options)
    finally:
        answered.set()


@pytest.mark.parametrize("way", ["the time", "the reader"])
def test_reading_what_came_belongs_to_the_time_of_the_fetch(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """A parser that does not come back is ended with the time allowed, or when the reader has had enough; nothing is stored."""
    site.pages["/"] = answer(Content_Type="text/html")
    monkeypatch.setattr(sandbox, "_PROGRAM", "import time; time.sleep(600)")
    library = Library(tmp_path / "library")
    began: list[bool] = []
    start = sandbox._start

    def begin() -> Any:
        began.append(True)
        return start()

    monkeypatch.setattr(sandbox, "_start", begin)
    page = replace(local(site.url(), seconds=500.0), left=0.2)
    ways: dict[str, Callable[[], object]] = {
        "the time": lambda: keep_fetched(library, "dawn", page),
        "the reader": lambda: keep_url(library, "dawn", site.url(), allow_private=True, cancelled=lambda: bool(began)),
    }
    with pytest.raises(CttuiError) as told:
        ways[way]()
    assert began == [True]
    assert ("reading it took too long" if way == "the time" else "cancelled") in str(told.value)
    assert not library.folder.exists()


def test_what_is_left_of_the_time_comes_with_the_page(site: Site) -> None:
    """Less than was given, and more than nothing."""
    site.pages["/"] = answer()
    assert 0 < local(site.url(), seconds=500.0).left < 500


def test_a_fault_of_the_reader_s_own_ends_the_transfer(site: Site) -> None:
    """What progress or cancelled raises comes out, as an interrupt does, and nothing goes on behind it."""
    site.pages["/"] = drip(b"HTTP/1.1 200 OK\r\n\r\n")

    def interrupted() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        local(site.url(), cancelled=interrupted)


# -- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Whoever signs certificates, and is believed."""
    authority = trustme.CA()
    context = fetch._tls_context()
    authority.configure_trust(context)
    monkeypatch.setattr(fetch, "_tls_context", lambda: context)
    return authority


def secure(site: Site, authority: trustme.CA, name: str) -> list[str]:
    """Make a site speak TLS under a certificate for a name; the names that it is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    asked: list[str] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    return asked


def test_a_secure_page_is_held_against_the_name_that_was_asked_for(
    site: Site, dialled: list[str], authority: trustme.CA
) -> None:
    """Though an address is connected to, the server is told the name, and its certificate must be of that name."""
    asked = secure(site, authority, "dawn.test")
    site.pages["/"] = answer()
    assert get("https://dawn.test/").content == PAGE
    assert (asked, dialled) == (["dawn.test"], [PUBLIC])
    assert site.asked[0][1]["Host"] == "dawn.test"


@pytest.mark.parametrize("name", ["other.test", PUBLIC])
def test_a_certificate_of_another_name_does_not_hold(site: Site, dialled: list[str], authority: trustme.CA, name: str) -> None:
    """Neither another host's certificate nor one for the address will do."""
    secure(site, authority, name)
    site.pages["/"] = answer()
    assert "dawn.test has an invalid certificate" in fault("https://dawn.test/")
    assert site.asked == []


def test_a_certificate_that_nobody_vouches_for_does_not_hold(site: Site, dialled: list[str], authority: trustme.CA) -> None:
    """A certificate of the right name, signed by a stranger, is refused."""
    secure(site, trustme.CA(), "dawn.test")
    assert "dawn.test has an invalid certificate" in fault("https://dawn.test/")


def test_a_server_that_does_not_speak_tls_is_told_in_a_sentence(site: Site, dialled: list[str]) -> None:
    """A plain server at a secure port is a sentence."""
    assert "the secure connection to dawn.test failed" in fault("https://dawn.test/")


def test_a_silent_handshake_holds_nobody_up() -> None:
    """A server that takes the connection and says nothing is left when the time is up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert "took longer than 0.3 seconds" in local_fault(f"https://127.0.0.1:{port}/", seconds=SHORTLY)


def test_a_redirect_from_a_secure_page_to_a_plain_one_shows_in_the_url(
    site: Site, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is followed, as a first url may be plain too; the url that is kept says which it was."""
    with Site() as plain:
        thread = threading.Thread(target=plain.serve_forever, args=(0.01,))
        thread.start()
        secure(site, authority, "dawn.test")
        plain.pages["/"] = answer()
        site.pages["/"] = answer(status=301, Location=plain.url())
        url = site.url(host="dawn.test", scheme="https")
        assert local(url, resolver=lambda *_: ["127.0.0.1"]).final_url == plain.url()
        plain.shutdown()
        thread.join()


def test_certificates_are_checked_by_default() -> None:
    """The context that is used asks for a certificate and for its name, and knows who may sign one."""
    context = fetch._tls_context()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] or ssl.get_default_verify_paths().capath


def test_a_system_without_certificates_takes_those_of_certifi(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python knows nobody who signs certificates, certifi's list is used."""
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda *_: None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: SimpleNamespace(capath=None))
    assert fetch._tls_context().cert_store_stats()["x509_ca"] > 50


# -- many ------------------------------------------------------------------------------------------------------------


class Web:
    """Pages without a net, and who asked for which at the same time."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.lock = threading.Lock()

    def fetch(self, url: str, **_options: object) -> Fetched:
        """The page of a url, which says how many were asked for at once."""
        host = url.split("/")[2]
        for name in (host, "all"):
            with self.lock:
                self.at_once[name] = self.at_once.get(name, 0) + 1
                self.most[name] = max(self.most.get(name, 0), self.at_once[name])
        threading.Event().wait(0.005)
        with self.lock:
            self.asked.append(url)
            for name in (host, "all"):
                self.at_once[name] -= 1
        if "gone" in url:
            raise FetchError(f"{host} has no such page")
        if "bug" in url:
            raise ZeroDivisionError("oh")
        return Fetched(url, url.encode(), HTML, "", url)


def store(_source_id: str, _fetched: Fetched) -> None:
    """Keeps nothing."""


every = partial(fetch_all, keep=store, per_host_pause=0)


def test_each_source_has_one_outcome_and_a_failure_is_not_the_end() -> None:
    """What came, what did not and why, what nobody foresaw: a row each, and the others are fetched all the same."""
    items = [("a", "http://x.test/a"), ("b", "http://x.test/gone"), ("c", "http://x.test/bug"), ("d", "http://x.test/d")]
    assert list(every(items, fetch_one=Web().fetch)) == [
        Outcome("a", "http://x.test/a", True, "15 bytes, text/html"),
        Outcome("b", "http://x.test/gone", False, "x.test has no such page"),
        Outcome("c", "http://x.test/bug", False, "unexpected error: ZeroDivisionError, oh"),
        Outcome("d", "http://x.test/d", True, "15 bytes, text/html"),
    ]
    assert list(every([])) == []
    told = {outcome.source_id: outcome.message for outcome in every([("a", "http://[x"), ("b", "")])}
    assert "is not a URL" in told["a"]
    assert "cannot be fetched" in told["b"]


def test_one_page_of_a_host_is_asked_for_at_a_time_and_a_few_hosts_at_once() -> None:
    """Never two pages of one host, with or without www; never more hosts than there are workers."""
    web = Web()
    items = [(f"{host}{n}", f"http://{host}.test/{n}") for n in range(4) for host in "abcdefgh"]
    assert sorted(outcome.source_id for outcome in every(items, fetch_one=web.fetch, workers=3)) == sorted(
        id_ for id_, _ in items
    )
    assert {most for host, most in web.most.items() if host != "all"} == {1}
    assert web.most["all"] <= 3
    web = Web()
    list(every([("1", "http://www.a.test/"), ("2", "http://a.test/"), ("3", "https://A.test:8443/")], fetch_one=web.fetch))
    assert web.most["all"] == 1


def test_hosts_do_not_wait_for_each_other() -> None:
    """Two hosts are asked at the same time."""
    both = threading.Barrier(2)

    def meet(url: str, **_options: object) -> Fetched:
        both.wait(10)
        return Fetched(url, b"x", HTML, "", url)

    assert [outcome.ok for outcome in every([("a", "http://a.test/"), ("b", "http://b.test/")], fetch_one=meet)] == [True] * 2


def test_there_is_a_pause_between_two_pages_of_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first there is none."""
    pauses: list[float] = []

    def wait(seconds: float, stopped: Callable[[], bool]) -> bool:
        pauses.append(seconds)
        return stopped()

    monkeypatch.setattr(batch, "_wait", wait)
    items = [("a", "http://a.test/1"), ("b", "http://a.test/2"), ("c", "http://a.test/3"), ("d", "http://b.test/")]
    list(fetch_all(items, keep=store, per_host_pause=7, fetch_one=Web().fetch, workers=1))
    assert pauses == [0, 7, 7, 0]


def test_a_pause_ends_when_it_is_over_or_when_the_work_is() -> None:
    """A wait says whether to stop, and stops at once when it is to."""
    assert not batch._wait(0.03, lambda: False)
    assert not batch._wait(0, lambda: False)
    assert batch._wait(3600, lambda: True)
    turns = iter([False, False, True])
    assert batch._wait(3600, lambda: next(turns))


def test_pages_are_kept_one_at_a_time_and_a_copy_that_is_not_stored_is_a_failure() -> None:
    """Whatever keeps them need not be made for threads; what it raises is an outcome."""
    busy = threading.Lock()
    kept: dict[str, bytes] = {}

    def keep(source_id: str, fetched: Fetched) -> None:
        assert busy.acquire(blocking=False)
        threading.Event().wait(0.005)
        busy.release()
        if source_id == "3":
            raise LibraryError("no room")
        kept[source_id] = fetched.content

    items = [(str(n), f"http://{n}.test/") for n in range(8)]
    found = {one.source_id: one.message for one in fetch_all(items, keep=keep, fetch_one=Web().fetch, workers=8) if not one.ok}
    assert found == {"3": "no room"}
    assert kept == {source_id: url.encode() for source_id, url in items if source_id != "3"}


def test_the_options_reach_each_transfer() -> None:
    """Whether private addresses may be asked, and that the reader has had enough."""
    seen: list[tuple[bool, bool]] = []
    enough = threading.Event()

    def see(url: str, *, allow_private: bool, cancelled: Callable[[], bool]) -> Fetched:
        before = cancelled()
        enough.set()
        seen.append((allow_private, (before, cancelled()) == (False, True)))
        return Fetched(url, b"x", HTML, "", url)

    items = [("a", "http://a.test/1"), ("b", "http://a.test/2")]
    found = list(every(items, fetch_one=see, allow_private=True, cancelled=enough.is_set))
    assert seen == [(True, True)]
    assert [one.source_id for one in found] == ["a"]


def test_closing_the_outcomes_stops_the_work() -> None:
    """Whoever looks no further has no page fetched behind their back, and transfers under way are told."""
    web = Web()
    items = [(str(n), f"http://{n % 2}.test/{n}") for n in range(200)]
    outcomes = every(items, fetch_one=web.fetch)
    next(outcomes)
    outcomes.close()
    asked = len(web.asked)
    assert asked < 100
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cttui fetch_")]
    assert len(web.asked) == asked


def test_the_longest_list_of_a_host_is_begun_first() -> None:
    """With one worker the host with most pages comes first, and its pages in the order they were given."""
    items = [("a", "http://a.test/1"), ("b", "http://b.test/1"), ("c", "http://b.test/2")]
    assert [one.source_id for one in every(items, fetch_one=Web().fetch, workers=1)] == ["b", "c", "a"]


def test_what_is_fetched_can_be_stored_and_resumed(site: Site, tmp_path: Path) -> None:
    """From a site into a library: those that came have a copy, and only the others are asked for the next time."""
    library = Library(tmp_path)
    site.pages["/a"] = answer()
    site.pages["/b"] = answer(status=503)

    def keep(source_id: str, page: Fetched) -> None:
        library.attach(source_id, page.content, media_type=page.media_type, origin=page.url, final_url=page.final_url)

    def run() -> list[bool]:
        stored = set(library.sources())
        items = [(name, site.url(f"/{name}")) for name in "ab" if name not in stored]
        return [one.ok for one in fetch_all(items, keep=keep, allow_private=True, per_host_pause=0)]

    assert run() == [True, False]
    site.pages["/b"] = answer(b"other")
    assert run() == [True]
    assert [path for path, _ in site.asked] == ["/a", "/b", "/b"]
    assert {source: library.text(copy) for source in "ab" if (copy := library.latest(source))} == {
        "a": "Five Chinese nationals were killed.",
        "b": "other",
    }


def test_a_fetch_error_is_one_of_ours() -> None:
    """Whoever reports our errors reports these."""
    assert issubclass(FetchError, CttuiError)
