"""An editor, the app and the keys in any order: nothing that anybody wrote is lost, and the screen says what the file says."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cttui.curation.changes import AddItem, AddRecord
from cttui.errors import TimelineError
from cttui.explore.explorer import Explorer
from cttui.timeline import load
from cttui.ui.app import CttuiApp
from cttui.ui.base import messages
from cttui.ui.base.screen import CommandScreen
from ui.helpers import WIDE, explorer_of
from ui.test_following import opened

KEYS = (
    "j",
    "k",
    "G",
    "g",
    "enter",
    "escape",
    "t",
    "c",
    "s",
    "x",
    "M",
    "w",
    "1",
    "backspace",
    "v",
    "m",
    "!",
    "left_square_bracket",
)
"""Keys of every screen, and those that leave it."""
STEPS = ("edit", "edit", "break", "mend", "seen", "seen", "change", "add", "undo", "keys", "keys", "keys")
"""What happens next: an editor saves, the watcher looks, the app writes, or keys are pressed."""


@pytest.mark.thorough
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14), dice=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
async def test_no_order_of_saves_changes_and_keys_loses_anything(  # noqa: C901 - a step each
    steps: list[str], dice: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What was written is in the file until it is undone, what the editor saved too, and the app says the same."""
    app, path = opened(tmp_path_factory.mktemp("timeline"))
    async with app.run_test(size=WIDE) as pilot:
        written: list[str] = []
        said: list[str] = []
        edits = 0
        good = ""
        for turn, step in enumerate(steps):
            text = path.read_text(encoding="utf-8")
            broken = "[[event\n" in text
            match step:
                case "edit" if not broken:
                    edits = turn
                    text = re.sub(r"(?m)^# turn \d+\n", "", text) + f"# turn {turn}\n"
                    path.write_text(text.replace('title = "Attack', 'title = "An attack', dice.randrange(2)), encoding="utf-8")
                case "break" if not broken:
                    good = text
                    path.write_text(text.replace("[[event]]\n", "[[event\n", 1), encoding="utf-8")
                case "mend" if broken:
                    path.write_text(good, encoding="utf-8")
                case "seen":
                    app.post_message(messages.FileSeen(app.following.found()))
                case "change" | "add":
                    quote = f"quote number {turn}"
                    said.clear()
                    if step == "change":
                        claim = {"measure": "killed", "who": "all", "value": turn, "by": "police"}
                        claim |= {"source": "dawn-1", "quote": quote}
                        app.following.keep(AddItem("event", "post-attack", "claims", claim), says=quote, then=said.append)
                    else:
                        record: dict[str, object] = {"id": f"new-{turn}", "date": f"2024-0{1 + turn % 9}", "kind": "attack"}
                        record |= {"title": quote, "summary": "s", "provinces": ["PK-KP"], "sources": ["dawn-1"]}
                        app.following.keep(AddRecord("event", record), says=quote, then=said.append)
                    if said == [""]:
                        written.append(quote)
                case "undo" if written and not broken:
                    if app.following.undo():
                        written.pop()
                case "keys":
                    for _ in range(dice.randrange(1, 4)):
                        await pilot.press(dice.choice(KEYS))
            await pilot.pause()
            now = path.read_text(encoding="utf-8")
            assert all(quote in now for quote in written), (step, said)
            assert not edits or f"# turn {edits}\n" in now or "[[event\n" in now
        if "[[event\n" in path.read_text(encoding="utf-8"):
            path.write_text(good, encoding="utf-8")
        app.post_message(messages.FileSeen(app.following.found()))
        await pilot.pause()
        assert app.following.faults is None
        timeline = load.load(path)
        explorer = explorer_of(app)
        assert explorer.index.head.digest == timeline.digest
        assert set(explorer.index.ids()) == {event.id for event in timeline.events}
        # what is on screen is what a fresh start shows there
        if isinstance(app.screen, CommandScreen) and not explorer.fault:
            assert explorer.selection.count == Explorer(explorer.index, explorer.query.text).selection.count


async def test_a_bad_file_is_never_written_over(tmp_path: Path) -> None:
    """While what stands in the file has faults, a change is refused, and the bad save is left to whoever made it."""
    app, path = opened(tmp_path)
    bad = path.read_text(encoding="utf-8").replace("[[event]]\n", "[[event\n", 1)
    said: list[str] = []
    async with app.run_test(size=WIDE):
        path.write_text(bad, encoding="utf-8")
        record = {"id": "new", "kind": "attack", "title": "T", "summary": "s"}
        app.following.keep(AddRecord("event", record), says="Added.", then=said.append)
        assert len(said) == 1
        assert said[0]
        assert path.read_text(encoding="utf-8") == bad
        assert isinstance(app.following.found(), TimelineError)
        assert isinstance(app, CttuiApp)
