"""What a form shows of long texts: they begin at their start, take the room beside them, and say where they are cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from textual.pilot import Pilot

from cttui.curation.forms import Beside, Field, Review, Suggestion
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.form.fields import LineField, RunningField
from ui.helpers import NARROW, WIDE, app_on, screen_text

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW, (60, 16)])
WORDS = " ".join(f"word{number}" for number in range(60))


class Long:
    """A form of long texts, one with a remark and one without, and as many lines as a small screen has room for."""

    title = "Long"
    fields = (
        Field("bare", "bare", WORDS),
        Field("said", "said", WORDS),
        Field("text", "text", WORDS, lines=2),
        *(Field(f"f{number}", f"field {number}", "x") for number in range(8)),
    )

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:  # noqa: ARG002 - a form's
        """Nothing."""
        return ()

    def review(self, typed: Mapping[str, str]) -> Review:  # noqa: ARG002 - a form's
        """A remark on one field, and two claims that are known."""
        known = [Beside("2 claims on killed in this event", "heading"), Beside("police", lead="5"), Beside("army", lead="7")]
        return Review(readings={"said": "a remark"}, beside=known)

    def renew(self, index: object) -> bool:  # noqa: ARG002 - a form's
        """Nothing changes."""
        return True


async def opened(pilot: Pilot[None]) -> CttuiApp:
    """The app with the form open."""
    app = pilot.app
    assert isinstance(app, CttuiApp)
    app.open("form", Long())
    await pilot.pause()
    return app


def row(app: CttuiApp, label: str, below: int = 0) -> str:
    """A line of the form as it is painted."""
    lines = screen_text(app).splitlines()
    return lines[next(n for n, line in enumerate(lines) if line[1:].lstrip("▌ ").startswith(label)) + below]


@SIZES
async def test_long_texts_begin_at_their_start_and_say_where_they_are_cut(small: Index, size: tuple[int, int]) -> None:
    """A field without a remark has the remark's room, too; in that which is typed in the end is in sight."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("end", "tab", "tab", "tab")
        bare, said = app.screen.query(LineField)[0], app.screen.query(LineField)[1]
        assert not bare.has_focus
        assert not said.has_focus
        assert "word0 word1" in row(app, "bare")
        assert "…" in row(app, "bare")
        assert bare.size.width > said.size.width
        assert "… " in row(app, "said")
        assert "a remark" in row(app, "said")
        text = app.screen.query_one(RunningField)
        assert "word0 word1" in row(app, "text")
        assert "…" in row(app, "text", 1)
        text.focus()
        await pilot.pause()
        assert "word59" in row(app, "text") + row(app, "text", 1)
        await pilot.press("z")
        assert text.text == f"{WORDS}z"
        bare.focus()
        await pilot.pause()
        assert "word59" in row(app, "bare")
        assert "…" in row(app, "bare")
        assert "word0 word1" in row(app, "text")
        await pilot.press("home")
        assert "word0 word1" in row(app, "bare")


async def test_what_is_known_is_shown_before_it_is_counted(small: Index) -> None:
    """With two lines of room below the fields, the first claim stands below its heading and not how many more there are."""
    app = app_on(small)
    for height, shown in ((16, True), (30, True)):
        async with app.run_test(size=(80, height)) as pilot:
            await opened(pilot)
            assert "2 claims on killed in this event" in screen_text(app)
            assert ("police" in screen_text(app)) == shown
            assert "2 more lines" not in screen_text(app)
        app = app_on(small)
