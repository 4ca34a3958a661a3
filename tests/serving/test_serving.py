"""``cttui serve`` over HTTP: who is answered with what, and that sessions end with their browser and with the server."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from cttui.cli.main import main
from cttui.errors import CttuiError
from cttui.exports.guard import Guard, sensitive
from cttui.serving import edition
from cttui.serving import site as site_module
from cttui.serving.site import HEADERS, MOST_SESSIONS, STATIC, Served, Site
from cttui.store.cache import open_timeline
from serving.conftest import PATIENCE, TIMELINE, Server

ECHO = """\
import os, sys
os.write(1, b"__GANGLION__\\n")
while data := os.read(0, 65536):
    os.write(1, b"D" + len(data).to_bytes(4, "big") + data)
"""
"""An app that draws what it is sent."""


def base(server: Server) -> tuple[str, str]:
    """A server's address without and with the token."""
    parts = urlsplit(server.url)
    return f"{parts.scheme}://{parts.netloc}", server.url


@asynccontextmanager
async def site_of(*arguments: str, beyond: bool = False) -> AsyncIterator[tuple[Site, str, list[str]]]:
    """A site in this process, its page's address, and what it says."""
    from aiohttp import web

    told: list[str] = []
    site = Site(Served("A title <&>", arguments, "token", beyond=beyond, tell=told.append))
    runner = web.AppRunner(site.application(), shutdown_timeout=1.0)
    await runner.setup()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        await web.SockSite(runner, listening).start()
        try:
            yield site, f"http://127.0.0.1:{listening.getsockname()[1]}/token/", told
        finally:
            await runner.cleanup()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def own(url: str) -> dict[str, str]:
    """The header of a page of a site."""
    parts = urlsplit(url)
    return {"Origin": f"{parts.scheme}://{parts.netloc}"}


# -- who is answered -------------------------------------------------------------------------------------------------


async def test_a_request_needs_the_token_the_name_and_the_page() -> None:
    """Without the token nothing is there; under another name, or from another page, there is no answer; all say no more."""
    async with site_of() as (_, url, _told), aiohttp.ClientSession() as client:
        root = url.removesuffix("token/")
        for path in (
            "",
            "toke/",
            "tokenx/",
            "TOKEN/",
            "favicon.ico",
            "static/page.js",
            "toke/static/page.js",
            "%74oke/",
            "/token/",
        ):
            async with client.get(f"{root}{path}") as answer:
                assert answer.status == 404, path
                assert "token" not in await answer.text()
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
            async with client.get(url, headers=headers) as answer:
                assert answer.status == 403
                assert "cttui</title>" not in await answer.text()
        async with client.get(url, headers=own(url)) as answer:
            assert answer.status == 200
        async with client.get(url.removesuffix("/"), allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (302, "/token/")
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
            async with client.request(method, url) as answer:
                assert answer.status == 405


async def test_every_answer_is_kept_from_others() -> None:
    """The page, its files and refusals carry the headers that keep them out of caches, frames and referrers."""
    async with site_of() as (_, url, _told), aiohttp.ClientSession() as client:
        for path in ("", *(f"static/{name}" for name in STATIC), "static/", "static/../page.html", "static/none", "../x"):
            async with client.get(f"{url}{path}") as answer:
                assert answer.status == (200 if not path or path.removeprefix("static/") in STATIC else 404), path
                for name, value in HEADERS.items():
                    assert name in answer.headers
                    assert path == "" or answer.headers[name] == value
                assert "Python" not in answer.headers["Server"]


@pytest.mark.parametrize("beyond", [True, False])
async def test_a_page_without_tls_is_told_nothing_that_it_cannot_take(beyond: bool) -> None:
    """The header that keeps opened pages away is for this machine; from another, browsers complain of it in the console."""
    async with site_of(beyond=beyond) as (_, url, _told), aiohttp.ClientSession() as client, client.get(url) as answer:
        assert ("Cross-Origin-Opener-Policy" in answer.headers) is not beyond


async def test_the_page_names_nothing_outside() -> None:
    """The page and our own files have no outside address and no inline script or handler; a title stays text."""
    async with site_of() as (_, url, _told), aiohttp.ClientSession() as client:
        async with client.get(url) as answer:
            page = await answer.text()
            assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
        assert "<title>A title &lt;&amp;&gt; – cttui</title>" in page
        for name in ("page.js", "page.css"):
            async with client.get(f"{url}static/{name}") as answer:
                assert "//" not in (await answer.text()).replace("// ", "")
        assert "//" not in page
        assert " on" not in page.lower().replace(" one", "").replace(" on ", "")
        assert "style=" not in page.replace("data-style=", "")


async def test_a_socket_needs_its_page() -> None:
    """A WebSocket without the origin of the page, from another site, or without the token, is not opened."""
    async with site_of(sys.executable, "-c", ECHO) as (site, url, _told), aiohttp.ClientSession() as client:
        for address, headers in (
            (f"{url}ws", {}),
            (f"{url}ws", {"Origin": "http://evil.example"}),
            (f"{url.replace('token', 'other')}ws", own(url)),
            (f"{url}ws", {**own(url), "Host": "evil.example"}),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(address, headers=headers)
        assert site.sessions == 0


# -- sessions --------------------------------------------------------------------------------------------------------


async def test_what_is_typed_reaches_the_app_and_what_it_draws_the_browser() -> None:
    """Keys go to the process as packets, sizes too; what it draws comes back as it is."""
    async with (
        site_of(sys.executable, "-c", ECHO) as (_, url, _told),
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{url}ws", headers=own(url)) as page,
    ):
        await page.send_json(["stdin", "ä1"])
        await page.send_json(["resize", {"width": 100, "height": 30}])
        await page.send_json(["ping", "7"])
        found, pong = b"", None
        while b"resize" not in found or pong is None:
            message = await page.receive(timeout=PATIENCE)
            if message.type is aiohttp.WSMsgType.TEXT:
                pong = json.loads(message.data)
            else:
                found += message.data
        assert pong == ["pong", "7"]
        assert b"D\0\0\0\3\xc3\xa41M" in found
        assert json.loads(found[found.index(b"{") :]) == {"type": "resize", "width": 100, "height": 30}


@pytest.mark.parametrize("message", ['["exit"]', "{", "[" * 70_000, '["stdin", 1]', b"binary", "x" * 300_000])
async def test_what_is_not_expected_ends_the_session(message: str | bytes) -> None:
    """A message that no page sends ends its session, and its process, without a word in the terminal; others go on."""
    async with site_of(sys.executable, "-c", ECHO) as (site, url, told), aiohttp.ClientSession() as client:
        async with (
            client.ws_connect(f"{url}ws", headers=own(url)) as other,
            client.ws_connect(f"{url}ws", headers=own(url)) as page,
        ):
            await until(lambda: site.sessions == 2)
            await (page.send_bytes(message) if isinstance(message, bytes) else page.send_str(message))
            while not page.closed:
                await page.receive(timeout=PATIENCE)
            assert page.close_code in {aiohttp.WSCloseCode.POLICY_VIOLATION, aiohttp.WSCloseCode.MESSAGE_TOO_BIG}
            await until(lambda: site.sessions == 1)
            await other.send_json(["stdin", "still"])
            assert (await other.receive(timeout=PATIENCE)).data == b"D\0\0\0\5still"
        await until(lambda: site.sessions == 0)
        assert not told


async def test_there_are_so_many_sessions_and_no_more() -> None:
    """One more browser than there may be is told so, and gets in when another has left."""
    async with site_of(sys.executable, "-c", ECHO) as (site, url, _told), aiohttp.ClientSession() as client:
        pages = [await client.ws_connect(f"{url}ws", headers=own(url)) for _ in range(MOST_SESSIONS)]
        late = await client.ws_connect(f"{url}ws", headers=own(url))
        await late.receive(timeout=PATIENCE)
        assert late.close_code == aiohttp.WSCloseCode.TRY_AGAIN_LATER
        await pages.pop().close()
        await until(lambda: site.sessions < MOST_SESSIONS)
        again = await client.ws_connect(f"{url}ws", headers=own(url))
        await again.send_json(["stdin", "x"])
        assert (await again.receive(timeout=PATIENCE)).data
        for page in (*pages, again):
            await page.close()


@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ("import sys; sys.exit('no \\x1b[31mtimeline')", aiohttp.WSCloseCode.INTERNAL_ERROR, True),
        ("print('something else')", aiohttp.WSCloseCode.INTERNAL_ERROR, False),
        (
            'import os; os.write(1, b\'__GANGLION__\\nM\\0\\0\\0\\x0f{"type":"exit"}\')',
            aiohttp.WSCloseCode.OK,
            False,
        ),
        ("import os; os.write(1, b'__GANGLION__\\nD\\xff\\xff\\xff\\xff')", aiohttp.WSCloseCode.INTERNAL_ERROR, False),
        ("import os; os.write(1, b'__GANGLION__\\nM\\0\\0\\0\\1x')", aiohttp.WSCloseCode.INTERNAL_ERROR, False),
    ],
    ids=["fails", "no app", "quits", "too large", "no message"],
)
async def test_the_browser_learns_how_the_app_ended(script: str, code: int, says: bool) -> None:
    """An app that quits, fails or sends nonsense closes the socket with the code that the page has a sentence for."""
    async with site_of(sys.executable, "-c", script) as (site, url, told), aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{url}ws", headers=own(url)) as page:
            while not page.closed:
                await page.receive(timeout=PATIENCE)
            assert page.close_code == code
        await until(lambda: site.sessions == 0)
        assert bool(told) is says


async def test_an_app_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ignores the end of its input is killed after a grace."""
    monkeypatch.setattr("cttui.serving.session.GRACE", 0.2)
    deaf = "import os, time; os.write(1, b'__GANGLION__\\n'); time.sleep(600)"
    async with site_of(sys.executable, "-c", deaf) as (site, url, _told), aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{url}ws", headers=own(url)):
            await until(lambda: site.sessions == 1)
        await until(lambda: site.sessions == 0)


async def test_an_app_whose_browser_has_gone_ends_by_itself() -> None:
    """The end of its input is what ends an app, so that it can put things in order; it is not killed."""
    script = f"{ECHO}sys.stderr.write('in order')"
    async with site_of(sys.executable, "-c", script) as (site, url, told), aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{url}ws", headers=own(url)) as page:
            await page.send_json(["stdin", "x"])
            await page.receive(timeout=PATIENCE)
        await until(lambda: site.sessions == 0)
        assert told == ["in order"]


def test_the_page_has_a_sentence_for_every_end() -> None:
    """Each code with which the server closes a socket has its sentence in the page, and the page knows no other."""
    codes = {int(aiohttp.WSCloseCode[name]) for name in re.findall(r"WSCloseCode\.(\w+)", inspect.getsource(site_module))}
    said = files("cttui.serving").joinpath("page.js").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^ {4}(\d{4}): \".+\.\",$", said, re.MULTILINE)} == codes


# -- the command -----------------------------------------------------------------------------------------------------


async def test_sessions_end_with_the_server(serve: Callable[..., Server]) -> None:
    """Ctrl+C with a browser open: it is told, no process is left, and nothing but the one line has been said."""
    server = serve("--filter", "kind:attack")
    root, url = base(server)
    assert root.startswith("http://127.0.0.1:")
    async with aiohttp.ClientSession() as client, client.ws_connect(f"{url}ws?width=100&height=30", headers=own(url)) as page:
        drawn = b""
        async with asyncio.timeout(PATIENCE):
            while b"read-only" not in drawn:
                drawn += (await page.receive()).data
        assert len(server.sessions()) == 1
        sessions = server.sessions()
        server.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            while not page.closed:
                await page.receive()
        assert page.close_code == aiohttp.WSCloseCode.GOING_AWAY
    code, said = await asyncio.to_thread(server.end)
    assert (code, said) == (130, "Ctrl+C ends it.\n")
    assert not [pid for pid in sessions if Path(f"/proc/{pid}").exists()]


@pytest.mark.thorough
async def test_no_session_outlives_a_server_that_is_killed(serve: Callable[..., Server]) -> None:
    """A server that cannot end its sessions leaves none: they see that nobody is there."""
    server = serve()
    _, url = base(server)
    async with aiohttp.ClientSession() as client, client.ws_connect(f"{url}ws", headers=own(url)) as page:
        while not (await page.receive(timeout=PATIENCE)).data:
            pass
        sessions = server.sessions()
        assert sessions
        server.process.kill()
        await until(lambda: not [pid for pid in sessions if Path(f"/proc/{pid}").exists()])


@pytest.mark.thorough
async def test_other_machines_see_an_edition_without_what_is_sensitive(serve: Callable[..., Server], tmp_path: Path) -> None:
    """Beyond this machine the file that sessions open has no sensitive source, and neither marks nor copies are there."""
    text = TIMELINE.read_text(encoding="utf-8")
    path = tmp_path / "secret.toml"
    path.write_text(text.replace('id = "dawn-1"', 'id = "dawn-1"\nsensitive = true', 1), encoding="utf-8")
    server = serve("--host", "0.0.0.0", path=path)  # noqa: S104 - what is tested
    port = urlsplit(server.url).port
    url = f"http://127.0.0.1:{port}{urlsplit(server.url).path}"
    async with aiohttp.ClientSession() as client, client.ws_connect(f"{url}ws", headers=own(url)) as page:
        drawn = b""
        while b"read-only" not in drawn:
            drawn += (await page.receive(timeout=PATIENCE)).data
        (session,) = server.sessions()
        words = Path(f"/proc/{session}/cmdline").read_text().split("\0")
        served = Path(next(word for word in words if word.endswith(".toml")))
        assert "--shared" in words
        assert served.parent.stat().st_mode & 0o077 == 0
        assert 'id = "dawn-1"' not in served.read_text(encoding="utf-8")
        assert b"secret.toml" not in Path(f"/proc/{session}/cmdline").read_bytes()
        await page.send_json(["stdin", "q"])
    code, said = await asyncio.to_thread(server.end, signal.SIGTERM)
    assert code == 143
    first, *rest = said.splitlines()
    assert first.startswith("cttui: warning: other machines can connect at 0.0.0.0; anyone with the address can read")
    assert any("1 sensitive source kept back" in line for line in rest)
    assert any("marks, notes, views and stored copies are not served" in line for line in rest)
    assert not served.exists()


def test_a_file_that_changes_meanwhile_is_not_served(tmp_path: Path) -> None:
    """What is served to other machines is the text that was looked at for what is sensitive, or nothing."""
    path, folder = tmp_path / "timeline.toml", tmp_path / "edition"
    folder.mkdir()
    text = TIMELINE.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    index = open_timeline(path, None)
    guard = Guard(sensitive(index))
    assert edition.write(index, path, guard, folder).read_text(encoding="utf-8") == text
    path.write_text(text.replace('id = "dawn-1"', 'id = "dawn-1"\nsensitive = true', 1), encoding="utf-8")
    with pytest.raises(CttuiError, match="the timeline's file has just changed; run the command again"):
        edition.write(index, path, guard, folder)
    index.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "203.0.113.7"), "cttui: --host: '203.0.113.7' is not an address of this machine; 127.0.0.1 is one\n"),
        (("--host", "no such host"), "cttui: --host: 'no such host' is not an address of this machine; 127.0.0.1 is one\n"),
        (("--filter", "kind:atack"), "cttui: unknown kind 'atack'; did you mean attack?\n"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(
    options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that is another machine's, and a filter that is none, end the command before anything listens."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    assert main(["serve", str(TIMELINE), "--port", "0", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == said


def test_a_port_that_is_taken_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that somebody listens on is named, with a way out; one that is no port is a usage error."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(TIMELINE), "--port", str(port)]) == 2
    said = f"cttui: port {port} is in use; choose another with --port, or --port 0 for any that is free\n"
    assert capsys.readouterr().err == said
    for wrong in ("65536", "-1", "x", "٣"):
        assert main(["serve", str(TIMELINE), f"--port={wrong}"]) == 2
        assert "expected a port from 0 to 65535" in capsys.readouterr().err


def test_without_the_extra_one_sentence_says_what_to_install() -> None:
    """Where textual-serve is missing, the command says how to get it, and every other command works."""
    code = "import sys\nsys.modules['textual_serve'] = None\nfrom cttui.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    found = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, "serve"], capture_output=True, text=True, check=False
    )
    said = "cttui: serve needs textual-serve, which is not installed; run: pip install 'cttui[serve]'\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", said)
