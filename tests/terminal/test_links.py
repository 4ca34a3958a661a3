"""Links in a real terminal: what Y sends to the clipboard, ``cttui open`` opens again."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from cttui.explore.links import Link
from terminal.test_terminal import Start, Terminal, start
from ui.helpers import SMALL

__all__ = ["start"]

_CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
"""A text for the clipboard, as terminals take it (xterm's control sequence OSC 52)."""


def copied(terminal: Terminal) -> str:
    """What the program sent to the clipboard last."""
    terminal.wait_for(lambda _: _CLIPBOARD.search(terminal.raw) is not None)
    return base64.b64decode(_CLIPBOARD.findall(terminal.raw)[-1]).decode()


def seen(terminal: Terminal) -> str:
    """The bar and the list with its cursor, as they stand."""
    return "\n".join(line for line in terminal.text.split("\n") if "▌" in line or line.startswith("/"))


def test_the_link_that_is_copied_opens_the_same_view(start: Start, tmp_path: Path) -> None:
    """Filters and cursor of one session are those of another that opens its link; the file being the same, nothing is said."""
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    first = start(path)
    first.wait_for("9 of 9 events")
    first.press("/kind:attack\r")
    first.wait_for("2 of 9 events")
    first.press("j")
    first.wait_for("▌     20")
    before = seen(first)
    first.press("Y")
    link = copied(first)
    first.press("q")
    assert first.end() == 0
    assert Link.parse(link).query == "kind:attack"
    second = start("open", link, "--timeline", path)
    second.wait_for("2 of 9 events")
    second.wait_for(lambda _: seen(second) == before)
    assert "edition of the link" not in second.text
    second.press("q")
    assert second.end() == 0


def test_another_edition_says_what_changed(start: Start, tmp_path: Path) -> None:
    """Where the file was changed since, the view opens with what changed in it, a key shows more, and the list marks it."""
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    first = start(path, "--filter", "kind:attack", "--at", "road-attack")
    first.wait_for("2 of 9 events")
    first.press("Y")
    link = copied(first)
    first.press("q")
    assert first.end() == 0
    path.write_text(SMALL.read_text(encoding="utf-8").replace("Attack on a road", "Raid on a road"), encoding="utf-8")
    second = start("open", link, "--timeline", path)
    second.wait_for("Since then, 1 event changed. H shows what.")
    second.wait_for("Δ Raid on a road")
    second.press("H")
    second.wait_for("title: Attack on a road → Raid on a road")
    second.press("\x1b")
    second.wait_for("2 of 9 events")
    second.press("q")
    assert second.end() == 0
