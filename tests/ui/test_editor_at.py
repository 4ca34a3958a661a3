"""``e`` opens the reader's own editor at the line of the record at the cursor, and takes over what is saved there."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from cttui.curation.opened import Open
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from ui.helpers import SMALL, WIDE, explorer_of, screen_text

Edited = Callable[[str], tuple[CttuiApp, Path, Path]]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    """Makes the app on a copy of the small timeline with an editor that runs some code; it writes its line into a file."""
    monkeypatch.setattr(CttuiApp, "suspend", lambda _app: nullcontext())

    def make(code: str) -> tuple[CttuiApp, Path, Path]:
        path, said = tmp_path / "small.toml", tmp_path / "line"
        content = SMALL.read_bytes()
        path.write_bytes(content)
        index = open_content(content, path, None)
        app = CttuiApp(Explorer(index), file=Open(path, None, index, content))
        script = f"import sys; open({str(said)!r}, 'w').write(sys.argv[1]); path = sys.argv[2]; {code}"
        editor = f"{shlex.quote(sys.executable)} -c {shlex.quote(script)} {{line}} {{path}}"
        app.settings = replace(app.settings, editor=editor)
        return app, path, said

    return make


@pytest.mark.parametrize(
    ("keys", "start", "holds"),
    [
        ((), "[[event]]", 'id = "post-attack"'),
        (("c",), "", "by = "),
        (("s",), "[[source]]", "id = "),
        (("enter",), "[[event]]", 'id = "post-attack"'),
        (("M",), "[[event]]", 'id = "post-attack"'),
        (("t", "escape"), "[[thread]]", "id = "),
    ],
)
async def test_the_line_is_that_of_the_record(edited: Edited, keys: Sequence[str], start: str, holds: str) -> None:
    """On each screen the editor is opened at what the cursor is on: an event, a claim, a source, a thread."""
    app, path, said = edited("0")
    lines = path.read_text().splitlines()
    async with app.run_test(size=WIDE) as pilot:
        explorer_of(app).go_to("post-attack")
        await pilot.press(*keys, "e")
        line = int(said.read_text())
        assert lines[line - 1].startswith(start)
        assert holds in "\n".join(lines[line - 1 : line + 2])


async def test_what_is_saved_there_is_taken_over(edited: Edited) -> None:
    """A title changed in the editor is on screen when it ends."""
    app, _, _ = edited("t = open(path).read(); open(path, 'w').write(t.replace('title = \"', 'title = \"Anew: ', 3))")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e")
        assert "Anew: " in screen_text(app)


@pytest.mark.parametrize("code", ["sys.exit(3)", "open(path, 'w').write('not toml [')"])
async def test_an_editor_that_fails_or_breaks_the_file_loses_nothing(edited: Edited, code: str) -> None:
    """What is wrong is said, and the last good timeline stays on screen."""
    app, _, _ = edited(code)
    async with app.run_test(size=WIDE) as pilot:
        count = explorer_of(app).index.count
        await pilot.press("e")
        assert "failed with code 3" in screen_text(app) or "The file has had 1 problem" in screen_text(app)
        assert explorer_of(app).index.count == count


async def test_without_an_editor_it_says_how_to_set_one(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither the settings nor the environment name one, the screen says so."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    app, _, _ = edited("0")
    app.settings = replace(app.settings, editor="")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e")
        assert "No editor is set; set $VISUAL or $EDITOR, or editor in the settings." in screen_text(app)
