"""Who is answered by ``cttui serve``, what a browser may send, and what an app's process gets: asked as functions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.serving import packets, rules
from cttui.serving.packets import Looked, Packet, Ping, Resized, Typed
from cttui.serving.session import environment, may_open
from cttui.serving.site import policy

NAMES = frozenset({"desk", "desk.example.org"})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "localhost", "LOCALHOST.", "::1"])
def test_this_machine_is_loopback(host: str) -> None:
    """Addresses that only this machine reaches need no warning."""
    assert rules.is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.7", "desk", "localhost.example.org", "127.0.0.1.nip.io", "", "127.1"],  # noqa: S104
)
def test_other_addresses_are_not_loopback(host: str) -> None:
    """What others can reach, or what a name server decides, is not taken for this machine."""
    assert not rules.is_loopback(host)


@pytest.mark.parametrize("header", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "LocalHost.:9", "127.0.0.1"])
def test_this_machines_names_are_known(header: str) -> None:
    """A browser on this machine, or at the end of a tunnel with another port, is answered."""
    assert rules.is_known_host(header, frozenset(), beyond=False)
    assert rules.is_known_host(header, NAMES, beyond=True)


@pytest.mark.parametrize(
    "header",
    [
        "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.nip.io:8000", "desk.example.org.evil.example",
        "", " ", "localhost:8000, evil.example", "localhost:8000:8000", "user@localhost:8000", "localhost/", "[::1", "::1",
        "127.0.0.1:99999999", "localhost\x00", "läptop", "127.0.0.1:8000\n",
    ],
)  # fmt: skip
def test_other_names_are_not(header: str) -> None:
    """A name that somebody else lets point here (DNS rebinding), and what is no name at all, is not answered."""
    assert not rules.is_known_host(header, NAMES, beyond=True)
    assert not rules.is_known_host(header, frozenset(), beyond=False)


def test_addresses_and_own_names_are_known_beyond_this_machine() -> None:
    """Another machine may ask for an address in digits or a name of this machine, but not where only this one is meant."""
    for header in ("192.168.1.7:8000", "[fe80::1]:8000", "desk:8000", "Desk.Example.Org"):
        assert rules.is_known_host(header, NAMES, beyond=True)
        assert not rules.is_known_host(header, frozenset(), beyond=False)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://localhost:8000", True), ("https://LOCALHOST:8000", True), ("http://localhost:8001", False),
        ("http://evil.example", False), ("null", False), ("", False), ("http://localhost:8000/", False),
        ("http://localhost:8000.evil.example", False), ("file://", False),
    ],
)  # fmt: skip
def test_only_the_own_page_is_an_own_origin(origin: str, own: bool) -> None:
    """A page of another site, port or scheme, and one without a site, does not open a socket."""
    assert rules.is_own_origin(origin, "localhost:8000") is own


@given(st.text(max_size=40))
def test_only_the_token_is_the_token(given: str) -> None:
    """Any other text is not, whatever is in it."""
    assert rules.is_token(given, "a-token_1") is (given == "a-token_1")
    assert not rules.is_token("", "a-token_1")
    assert not rules.is_token("\ud800", "a-token_1")


STRANGE: tuple[object, ...] = (
    [], {}, None, 1, "stdin", ["stdin"], ["stdin", 1], ["stdin", "a", "b"], ["stdin", "\ud800"], ["resize", {}],
    ["resize", {"width": "120", "height": 40}], ["resize", {"width": True, "height": 40}], ["resize", 1],
    ["resize", {"width": 1.5, "height": 40}], ["ping", "x"], ["ping", "1" * 21], ["ping", {}], ["exit"], ["quit"],
    ["deliver_file_start", "x"], ["focus", 1], [["stdin", "a"]],
)  # fmt: skip
"""Messages that no page sends."""


@pytest.mark.parametrize(
    ("message", "packet"),
    [
        (["stdin", "1"], Typed(b"1")),
        (["stdin", "ä\x1b[A"], Typed("ä\x1b[A".encode())),
        (["resize", {"width": 120, "height": 40}], Resized(120, 40)),
        (["resize", {"width": 10**9, "height": -1}], Resized(500, 5)),
        (["ping", "1732612345678"], Ping("1732612345678")),
        (["focus"], Looked(True)),
        (["blur"], Looked(False)),
        *((message, None) for message in STRANGE),
    ],
)  # fmt: skip
def test_messages_of_a_browser(message: object, packet: Packet | None) -> None:
    """What ``textual.js`` writes is understood, within bounds; anything else is nothing."""
    assert packets.read(json.dumps(message)) == packet


@given(
    st.text(max_size=200) | st.sampled_from(["[" * 60_000, '["stdin", "' + "x" * packets.MOST_TEXT + '"]', "1" * 5_000, "NaN"])
)
def test_no_message_breaks_the_server(text: str) -> None:
    """Any text is a packet or nothing, and nothing is raised: too long, too deep, no JSON."""
    found = packets.read(text)
    assert found is None or isinstance(found, Packet)


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        ("120", "40", (120, 40)),
        ("", "", (80, 24)),
        ("x", "1e9", (80, 24)),
        ("0", "99999", (80, 250)),
        ("9" * 500, "²", (80, 24)),
    ],
)
def test_the_first_size_is_within_bounds(width: str, height: str, size: tuple[int, int]) -> None:
    """A page that asks for a screen of any size gets one that can be drawn."""
    assert packets.asked_size(width, height) == size


def test_a_session_gets_no_secrets() -> None:
    """Of the environment, an app's process gets where files are and what cttui is set to, and nothing else."""
    given = {
        "HOME": "/home/a", "XDG_CACHE_HOME": "/c", "CTTUI_THEME": "x", "PYTHONPATH": "src", "AWS_SECRET_ACCESS_KEY": "s",
        "SSH_AUTH_SOCK": "/s", "EDITOR": "vi", "VISUAL": "vi", "BROWSER": "b", "NO_COLOR": "1", "LD_PRELOAD": "x",
        "PYTHONSTARTUP": "x", "TEXTUAL": "debug",
    }  # fmt: skip
    found = environment(given)
    assert set(found) == {"HOME", "XDG_CACHE_HOME", "CTTUI_THEME", "PYTHONPATH", "PYTHONUTF8", "TEXTUAL_COLOR_SYSTEM"}


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://example.org/a", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False), ("//example.org", False), ("https://a\n", False), ("https://" + "a" * 3_000, False),
        (None, False), (1, False), (["https://a"], False),
    ],
)  # fmt: skip
def test_only_web_addresses_are_opened(url: object, opens: bool) -> None:
    """The browser is asked to open http and https addresses, and nothing that would run or read something."""
    assert may_open(url) is opens


def test_the_policy_allows_this_server_alone() -> None:
    """No source of the page's policy is another server, and scripts cannot be inline or made of text."""
    found = dict(part.strip().split(" ", 1) for part in policy("N0nce", "localhost:8000").split(";"))
    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self'"
    sources = {source for value in found.values() for source in value.split()}
    assert sources == {"'none'", "'self'", "'nonce-N0nce'", "data:", "ws://localhost:8000", "wss://localhost:8000"}
