"""``cttui mcp`` as clients meet it: started by the SDK's own client, asked over stdio, left in every way."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult

from cttui.cli.exits import ExitCode
from cttui.cli.main import main
from cttui.mcp.arguments import Given
from cttui.mcp.bounds import MOST_CHARACTERS
from cttui.mcp.schemas import MOST_ROWS
from cttui.mcp.served import Follower, Served
from cttui.mcp.server import INTERNAL, MOST_MESSAGE, Answers, lines_of
from cttui.mcp.tools import TOOLS
from cttui.model.records import Timeline

DOCUMENT = Path(__file__).parents[2] / "docs" / "assistants.md"
HARBOUR = Path(__file__).parents[1] / "unit" / "golden" / "timeline.toml"
HELLO = (
    '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
    '"clientInfo":{"name":"test","version":"1"}}}\n{"jsonrpc":"2.0","method":"notifications/initialized"}\n'
)
"""How a client of the handshake protocol begins."""
MOST_SECONDS = 120
"""When a test gives up on a program that should have answered or ended long ago."""


def environment(tmp_path: Path) -> dict[str, str]:
    """Places of the test's own for everything that cttui could write."""
    places = {"CTTUI_CACHE": "cache", "CTTUI_NOTEBOOK": "notebook", "CTTUI_LIBRARY": "library", "HOME": "home",
              "CTTUI_SETTINGS": "settings.toml", "XDG_DATA_HOME": "data"}  # fmt: skip
    return {"PYTHONPATH": os.pathsep.join(sys.path), **{name: str(tmp_path / place) for name, place in places.items()}}


def asked(tmp_path: Path, talk: Callable[[Client], Awaitable[None]], *arguments: str | Path, mode: str = "auto") -> None:
    """Start the server, talk to it by the SDK's client, and leave it."""

    async def run() -> None:
        command = ["-m", "cttui", "mcp", *map(str, arguments)]
        server = StdioServerParameters(command=sys.executable, args=command, env=environment(tmp_path))
        async with asyncio.timeout(MOST_SECONDS), Client(server, mode=mode) as client:
            await talk(client)

    asyncio.run(run())


def answer_of(result: CallToolResult, name: str) -> dict[str, Any]:
    """What a call answers: as the schema says, and the same as text."""
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    Draft202012Validator(TOOLS[name].answers).validate(found)
    (content,) = result.content
    assert content.type == "text"
    assert json.loads(content.text) == found
    return found


# -- what is answered ------------------------------------------------------------------------------------------------


def test_a_client_is_told_how_many_soldiers_were_killed_in_2024(tmp_path: Path, shipped: Timeline, shipped_path: Path) -> None:
    """The answer to the question holds each claimant's figure with its quote and source, as the timeline's file has them."""

    async def talk(client: Client) -> None:
        offered = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert "how many" in (offered["claims"].description or "")
        arguments = {"measure": "killed", "people": "soldiers", "year": 2024}
        answer = answer_of(await client.call_tool("claims", arguments), "claims")
        found = {
            (figure["by"], figure["stated"], one["who"], one["includes"]): figure
            for one in answer["populations"]
            for figure in one["figures"]
        }
        claims = {(claim.by, claim.source, claim.quote) for event in shipped.events for claim in event.claims}
        urls = {source.id: source.url for source in shipped.sources}
        for key in (("ISPR", "383", "soldiers", ""), ("CRSS", "685", "security forces", "soldiers"),
                    ("PICSS", "527", "security forces", "soldiers")):  # fmt: skip
            figure = found[key]
            assert key[1] in figure["quote"]
            assert figure["source"]["url"] == urls[figure["source"]["id"]] != ""
        assert {(one["by"], one["source"]["id"], one["quote"]) for one in found.values()} <= claims
        assert answer["page"]["left"] == 0

    asked(tmp_path, talk, shipped_path)


@pytest.mark.thorough
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_tool_is_offered_and_answers(tmp_path: Path, mode: str) -> None:
    """In either protocol the client gets every tool with its schemas, as read-only, and an answer or a sentence from each."""
    calls: dict[str, dict[str, object]] = {
        "list": {"filter": "kind:protest"}, "search": {"words": "quayside"}, "event": {"id": "march"}, "claims": {},
        "disputes": {}, "totals": {"count": "official"}, "source": {"id": "herald-march"},
        "quote": {"source": "herald-march"}, "coverage": {},
    }  # fmt: skip

    async def talk(client: Client) -> None:
        assert "not follow them" in (client.instructions or "")
        offered = (await client.list_tools()).tools
        assert [tool.name for tool in offered] == list(TOOLS) == list(calls)
        for tool in offered:
            assert (tool.input_schema, tool.output_schema) == (TOOLS[tool.name].takes, TOOLS[tool.name].answers)
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
            answer = answer_of(await client.call_tool(tool.name, calls[tool.name]), tool.name)
            assert answer["timeline"]["id"] == "harbour"
            assert answer["kept_back"][0].startswith("1 sensitive source kept back")
        fault = await client.call_tool("list", {"filter": "kind:protst"})
        assert fault.is_error
        assert [content.text for content in fault.content if content.type == "text"] == [
            "unknown kind 'protst'; did you mean protest?"
        ]
        with pytest.raises(MCPError, match="unknown tool 'lists'; did you mean list"):
            await client.call_tool("lists", {})
        # the server is as well as before
        answer_of(await client.call_tool("list", {}), "list")

    asked(tmp_path, talk, HARBOUR, mode=mode)


@pytest.mark.thorough
def test_what_is_sensitive_is_served_if_that_is_asked_for(tmp_path: Path) -> None:
    """With --include-sensitive the leaked list is a source as any other."""

    async def talk(client: Client) -> None:
        answer = answer_of(await client.call_tool("source", {"id": "leak"}), "source")
        assert answer["source"]["title"] == "A leaked list"
        assert answer["kept_back"] == []

    asked(tmp_path, talk, HARBOUR, "--include-sensitive")


@pytest.mark.thorough
def test_parallel_and_cancelled_calls(tmp_path: Path, shipped_path: Path) -> None:
    """Calls that are made at once get each its own answer; one that is cancelled leaves the others and the server alone."""

    async def talk(client: Client) -> None:
        wanted = [("list", {"filter": f"date:2024-{month:02}"}) for month in range(1, 13)] + [("disputes", {"limit": 3})] * 3
        calls = [asyncio.create_task(client.call_tool(name, arguments)) for name, arguments in wanted]
        await asyncio.sleep(0)
        calls[5].cancel()
        found = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(found[5], asyncio.CancelledError)
        months = [answer_of(one, "list") for number, one in enumerate(found[:12]) if number != 5]  # type: ignore[arg-type]  # no error
        numbers = [month for month in range(1, 13) if month != 6]
        assert all("date=" not in month["link"] for month in months)
        assert [month["link"].partition("#q=date:")[2] for month in months] == [f"2024-{number:02}" for number in numbers]
        assert len({json.dumps(answer_of(one, "disputes")) for one in found[12:]}) == 1  # type: ignore[arg-type]  # the same
        answer_of(await client.call_tool("coverage", {}), "coverage")

    asked(tmp_path, talk, shipped_path)


@pytest.mark.thorough
def test_nothing_is_written_but_the_cache(tmp_path: Path) -> None:
    """After a whole conversation there are no files but those of the cache, and the timeline's folder is as it was."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "timeline.toml").write_bytes(HARBOUR.read_bytes())
    places = tmp_path / "places"
    places.mkdir()

    async def talk(client: Client) -> None:
        for name, arguments in (("list", {}), ("quote", {"source": "herald-march", "words": "march"}), ("claims", {})):
            await client.call_tool(name, arguments)

    asked(places, talk, folder / "timeline.toml")
    assert [path.name for path in folder.iterdir()] == ["timeline.toml"]
    assert {path.name for path in places.iterdir()} <= {"cache"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_bug_is_one_sentence_and_the_server_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """A tool that fails in a way nobody foresaw is told as an internal error without what Python says; others answer."""

    def fail(_served: object, _given: object) -> dict[str, object]:
        raise ZeroDivisionError("a secret")

    monkeypatch.setitem(TOOLS, "totals", TOOLS["totals"]._replace(function=fail))
    server = Answers(Follower(HARBOUR, tmp_path, include_sensitive=False)).server()

    async def run() -> None:
        async with Client(server, mode=mode) as client:
            with pytest.raises(MCPError) as caught:
                await client.call_tool("totals", {})
            assert caught.value.error.message == INTERNAL
            answer_of(await client.call_tool("list", {}), "list")

    asyncio.run(run())


def test_calls_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many calls come at once, no two run at the same time: the store and what is remembered are not shared."""
    running = threading.Lock()
    own = TOOLS["claims"].function

    def alone(served: Served, given_: Given) -> dict[str, object]:
        assert running.acquire(blocking=False)
        try:
            # long enough for another to come in
            for _ in range(19):
                own(served, given_)
            return own(served, given_)
        finally:
            running.release()

    monkeypatch.setitem(TOOLS, "claims", TOOLS["claims"]._replace(function=alone))
    server = Answers(Follower(HARBOUR, tmp_path, include_sensitive=False)).server()

    async def run() -> None:
        async with Client(server) as client:
            for result in await asyncio.gather(*(client.call_tool("claims", {}) for _ in range(8))):
                answer_of(result, "claims")

    asyncio.run(run())


@given(st.lists(st.binary(max_size=12) | st.sampled_from([b"\n", b"{}\n"])))
def test_lines_are_whole_however_they_come(chunks: list[bytes]) -> None:
    """Bytes that come in any pieces are the lines that they are together, the last without a line feed too."""
    found = list(lines_of(partial(next, filter(None, chunks), b"")))
    pieces = b"".join(chunks).split(b"\n")
    assert found == [piece.decode("utf-8", "replace") for piece in (pieces if pieces[-1] else pieces[:-1])]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (rb'{"a": "\ud800"}', r'{"a": "\ufffd"}'),
        (rb'{"a": "x\uDFFFy\ud83d\ude00"}', r'{"a": "x\ufffdy\ud83d\ude00"}'),
        (rb'{"a": "\\ud800"}', r'{"a": "\\ud800"}'),
        (rb'{"a": "\ud800\ud800\udc00"}', r'{"a": "\ufffd\ud800\udc00"}'),
    ],
)
def test_half_of_a_character_is_replaced(sent: bytes, read: str) -> None:
    """The SDK would drop such a message without an answer; what only looks like it, behind a backslash, stays."""
    assert list(lines_of(partial(next, iter([sent]), b""))) == [read]


def test_a_line_that_is_too_long_is_the_last() -> None:
    """Lines before it are given, and nothing after it is read."""
    for size, count in ((MOST_MESSAGE, 3), (MOST_MESSAGE + 1, 1)):
        pieces = iter([b"first\n", b"a" * size, b"\nlast\n"])
        assert len(list(lines_of(partial(next, pieces, b"")))) == count


# -- how it ends -----------------------------------------------------------------------------------------------------


def started(tmp_path: Path, stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """The server of the small timeline, its streams in our hands."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "cttui", "mcp", str(HARBOUR)],
        env={**os.environ, **environment(tmp_path)},
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )


def said(stream: IO[bytes] | None) -> bytes:
    """All that is left of a stream."""
    assert stream is not None
    with stream:
        return stream.read()


def tell(server: subprocess.Popen[bytes], content: bytes) -> None:
    """Say something to a server, all of it, or what it takes."""
    assert server.stdin is not None
    with suppress(BrokenPipeError):
        while content:
            content = content[os.write(server.stdin.fileno(), content) :]


def begin(server: subprocess.Popen[bytes], text: str = HELLO) -> dict[str, Any]:
    """Say something to a server and read the first answer."""
    tell(server, text.encode())
    assert server.stdout is not None
    found: dict[str, Any] = json.loads(server.stdout.readline())
    return found


def ended(server: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """How a server ended, and what it still printed and told."""
    code = server.wait(MOST_SECONDS)
    if server.stdin is not None and not server.stdin.closed:
        with server.stdin:
            pass
    return code, said(server.stdout), said(server.stderr)


def left(server: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """The same of a server whose client closes its input."""
    assert server.stdin is not None
    server.stdin.close()
    return ended(server)


@pytest.mark.thorough
def test_it_ends_when_the_client_closes_its_input(tmp_path: Path) -> None:
    """The end of the input ends the server at once, quietly, with exit code 0, also before a word was said."""
    server = started(tmp_path)
    assert begin(server)["result"]["serverInfo"]["name"] == "cttui"
    assert left(server) == (ExitCode.OK, b"", b"")
    server = started(tmp_path)
    assert left(server) == (ExitCode.OK, b"", b"")


@pytest.mark.thorough
def test_it_ends_when_the_client_no_longer_reads(tmp_path: Path) -> None:
    """A client that closes what it reads from gets no traceback: exit code 0, nothing on standard error."""
    server = started(tmp_path)
    begin(server)
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdout.close()
    tell(server, b'{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n')
    code = server.wait(MOST_SECONDS)
    with server.stdin:
        pass
    assert (code, said(server.stderr)) == (ExitCode.OK, b"")


@pytest.mark.thorough
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    """Ctrl+C ends the server although the client's end of the pipe is open: exit code 130, nothing said."""
    server = started(tmp_path)
    begin(server)
    server.send_signal(signal.SIGINT)
    assert ended(server) == (ExitCode.INTERRUPTED, b"", b"")


@pytest.mark.thorough
def test_whoever_types_it_in_a_terminal_is_told_what_it_waits_for(tmp_path: Path) -> None:
    """On a terminal the command says that it waits for a client and how to end it, on standard error."""
    ours, theirs = os.openpty()
    server = started(tmp_path, theirs)
    os.close(theirs)
    assert server.stderr is not None
    assert b"waits for an assistant's client" in server.stderr.readline()
    server.send_signal(signal.SIGINT)
    assert ended(server) == (ExitCode.INTERRUPTED, b"", b"")
    os.close(ours)


@pytest.mark.thorough
def test_ctrl_c_ends_it_whichever_thread_the_system_tells(tmp_path: Path) -> None:
    """A signal that does not end the wait of the loop, as when it comes right before, wakes it all the same."""
    program = f"""
import signal, sys, threading
from cttui.cli.main import main
from cttui.mcp.server import Lines

read = Lines._run

def run(lines, loop):
    waits = threading.Event()
    loop.call_soon_threadsafe(waits.set)
    waits.wait()
    # this thread is told, and not the one whose loop waits by now
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    read(lines, loop)

Lines._run = run
sys.exit(main(["mcp", {str(HARBOUR)!r}]))
"""
    server = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env={**os.environ, **environment(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    assert ended(server) == (ExitCode.INTERRUPTED, b"", b"")


def test_ctrl_c_ends_it_as_soon_as_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the line about Ctrl+C is written, Ctrl+C ends the process at once; afterwards it does what it did before."""
    from cttui.cli import mcp as command
    from cttui.mcp import server

    before = signal.getsignal(signal.SIGINT)
    found: list[object] = []
    monkeypatch.setattr(command, "tell", lambda _: found.append(signal.getsignal(signal.SIGINT)))
    monkeypatch.setattr(server, "run", lambda _: found.append("run"))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert command.mcp(argparse.Namespace(path=HARBOUR, include_sensitive=False)) == ExitCode.OK
    assert found == [command._leave, "run"]
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.thorough
def test_ctrl_c_ends_it_while_nobody_reads(tmp_path: Path) -> None:
    """The same while an answer waits for a client that reads nothing: the server does not wait with it."""
    server = started(tmp_path)
    begin(server)
    # each answer is longer than half of what a pipe takes
    tell(server, b"".join(b'{"jsonrpc":"2.0","id":%d,"method":"tools/list"}\n' % number for number in range(2, 8)))
    assert server.stdout is not None
    assert server.stdout.read(1) == b"{"
    server.send_signal(signal.SIGINT)
    assert server.wait(MOST_SECONDS) == ExitCode.INTERRUPTED
    assert said(server.stderr) == b""
    server.stdout.close()
    assert server.stdin is not None
    server.stdin.close()


@pytest.mark.thorough
def test_a_client_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    """The server ends when its client is killed in the middle of a call, and says nothing of it."""
    call = b'{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"disputes","arguments":{}}}\n'
    client = f"""
import subprocess, sys
command = [sys.executable, "-m", "cttui", "mcp", {str(HARBOUR)!r}]
server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
server.stdin.write({HELLO.encode()!r})
server.stdout.readline()
server.stdin.write({call!r} * 20)
print("asked", flush=True)
server.wait()
"""
    killed = subprocess.Popen(  # noqa: S603 - our own client
        [sys.executable, "-c", client],
        env={**os.environ, **environment(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"asked\n"
    killed.kill()
    # the server has standard error of the client: that it ends says that both have
    assert killed.communicate(timeout=MOST_SECONDS) == (b"", b"")


@pytest.mark.thorough
def test_what_is_no_message_is_ignored(tmp_path: Path) -> None:
    """Broken JSON, bytes that are no UTF-8, JSON that is no message: the server goes on, and prints only the protocol."""
    server = started(tmp_path)
    begin(server)
    garbage = b'{"jsonrpc":\n\xff\xfe\x00\n[]\n17\n{"jsonrpc":"1.0"}\n\n{"jsonrpc":"2.0","id":7,"method":"no/such"}\n'
    garbage += b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}\n'
    tell(server, garbage)
    answer = begin(server, '{"jsonrpc":"2.0","id":8,"method":"ping"}\n')
    answers = {answer["id"]: answer}
    assert server.stdout is not None
    if 8 not in answers or 7 not in answers:
        answer = json.loads(server.stdout.readline())
        answers[answer["id"]] = answer
    assert answers[8]["result"] == {}
    assert "error" in answers[7]
    assert left(server) == (ExitCode.OK, b"", b"")


@pytest.mark.thorough
def test_a_message_without_end_ends_it(tmp_path: Path) -> None:
    """A line that goes on and on is not read into memory: the server ends, quietly."""
    server = started(tmp_path)
    begin(server)
    tell(server, b'"' + b"a" * (8 << 20))
    assert ended(server) == (ExitCode.OK, b"", b"")


def test_the_document_has_the_bounds_of_the_program() -> None:
    """How long answers and messages may be is what docs/assistants.md says."""
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    assert f"An answer has at most {MOST_ROWS} rows and about {MOST_CHARACTERS:,} characters of them" in text
    assert f"one longer than {MOST_MESSAGE >> 20} MB ends the connection" in text


def test_without_the_package_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the official package is missing, one sentence names the command that installs it; exit code 2."""
    monkeypatch.delattr("cttui.mcp.server", raising=False)
    monkeypatch.delitem(sys.modules, "cttui.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    assert main(["mcp", str(HARBOUR)]) == ExitCode.USAGE
    printed, told = capsys.readouterr()
    assert printed == ""
    assert told == "cttui: mcp needs the package mcp, which is not installed; run: pip install 'cttui[mcp]'\n"


def test_a_faulty_file_is_told_and_nothing_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A timeline that cannot be served is told on standard error, line by line; exit code 2."""
    path = tmp_path / "timeline.toml"
    path.write_text("[timeline]\n")
    assert main(["mcp", str(path)]) == ExitCode.USAGE
    printed, told = capsys.readouterr()
    assert printed == ""
    assert str(path) in told
