"""From words to a claim on the screen: figures of a copy listed and taken, words selected by hand, claims changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import tomli
from textual.pilot import Pilot

from cttui.copies.attach import keep
from cttui.copies.library import Library
from cttui.curation.opened import Open
from cttui.explore.copy import CopyView
from cttui.explore.curator import Curator
from cttui.explore.explorer import Explorer
from cttui.explore.figures import FiguresView
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from cttui.ui.read.figures import FiguresPane
from cttui.ui.read.panes import ReaderPane
from cttui.ui.read.words import sentence_at, word_at
from ui.helpers import HOSTILE, NARROW, SMALL, WIDE, burst, controls, pane_of, screen_name, screen_text, until, whole

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW, (200, 60)])
EVENT, SOURCE = "2024-01-05-post", "dawn-1"
PAGE = f"""The violence has claimed 124 lives and injured 178 others so far, \x1b[31m{HOSTILE[0]} said.

At least 20 houses were burnt in Bagan. Nearly 300 families fled {HOSTILE[1]}. A bus fell into the sea.

The fund has 4,500 by now. Police arrested 12 or 13 suspects.
"""


def opened(folder: Path, page: str = PAGE) -> tuple[CttuiApp, Path]:
    """The app on a copy of the small timeline, with a stored copy of a source and a notebook."""
    path = folder / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    library = Library(folder / "library")
    keep(library, SOURCE, page.encode(), name="page.txt")
    index = open_content(content, path, None)
    notebook = Notebook(folder / "notebook.toml", index.head.meta.id)
    explorer = Explorer(index, f"source:{SOURCE}", None, library, lambda: Desk(index, notebook))
    return CttuiApp(explorer, file=Open(path, None, index, content)), path


async def begin(pilot: Pilot[None], app: CttuiApp) -> FiguresPane:
    """Read the source, and list the figures of its copy."""
    while screen_name(app) != "ReadScreen":
        # on a small screen, the event in full comes first
        await pilot.press("enter")
    while (view := app.screen.query_one(ReaderPane).view) is None or view.source_id != SOURCE:
        await pilot.press("right")
    pane = app.screen.query_one(ReaderPane)
    await until(pilot, lambda: pane.figures.read == 100 and pane.figures.stated > 0)
    await pilot.press("F")
    await pilot.pause()
    return app.screen.query_one(FiguresPane)


def claims_in(path: Path) -> list[dict[str, object]]:
    """The claims of all events of a file from the source."""
    events = tomli.loads(path.read_text(encoding="utf-8"))["event"]
    return [claim for event in events for claim in event.get("claims", []) if claim["source"] == SOURCE]


@SIZES
async def test_figures_are_listed_and_underlined(tmp_path: Path, size: tuple[int, int]) -> None:
    """F lists the figures to look at, sure ones first, the others behind a line; the text has each underlined, with a sign."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=size) as pilot:
        pane = await begin(pilot, app)
        reader = app.screen.query_one(ReaderPane)
        listed = whole(pane)
        assert "124 killed" in listed
        assert "4,500" not in listed
        assert "▸ 1 less sure" in listed
        assert str(pane.border_title) == f"{pane.view.left} to look at"
        assert str(reader.border_subtitle) == pane.view.counts == "6 figures stated · 0 taken · 6 to look at"
        marked = [
            (span.text, reader.line(n, reader.inner_width)[0].text)
            for n in range(reader.line_total())
            for span in reader.line(n, reader.inner_width)
            if span.role in {"figure", "now"}
        ]
        assert {text for text, _ in marked} == {"124", "178", "20", "300", "4,500", "12 or 13"}
        assert all("+" in sign or text == "178" for text, sign in marked)
        assert next(text for text, _ in marked) == "124"
        await pilot.press(*["j"] * 5, "enter")
        assert "4,500" in whole(pane)
        assert not controls(screen_text(app))


@SIZES
async def test_three_figures_are_taken_in_one_breath(tmp_path: Path, size: tuple[int, int]) -> None:
    """Enter, who is counted, Ctrl+S: the claim is in the event that is read, and the next figure is at the cursor."""
    app, path = opened(tmp_path)
    before = claims_in(path)
    async with app.run_test(size=size) as pilot:
        pane = await begin(pilot, app)
        for people in ("all", "all", "houses"):
            await burst(pilot, "enter", *people, "ctrl+s")
            await until(pilot, lambda: screen_name(app) == "ReadScreen" and not getattr(app.screen, "busy", False))
        assert len(pane.view.taken) == 3
        assert pane.figure is not None
        assert pane.figure.label.startswith("about 300")
    found = claims_in(path)[len(before) :]
    assert [(claim["measure"], claim["who"], claim.get("value"), claim.get("min")) for claim in found] == [
        ("killed", "all", 124, None), ("injured", "all", 178, None), ("destroyed", "houses", None, 20),
    ]  # fmt: skip


async def test_nothing_is_written_before_a_person_says_so(tmp_path: Path) -> None:
    """Opening a form, leaving it, dismissing a figure and selecting words leave the file as it was, byte for byte."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        await burst(pilot, "enter", "ctrl+s", "escape", "minus", "v", "w", "space", "w", "enter", "escape", "escape")
        assert path.read_bytes() == before


async def test_a_number_that_is_dismiss_figure_is_remembered(tmp_path: Path) -> None:
    """Minus takes a number off the list for good, also the next time; u brings the last one back."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        pane = await begin(pilot, app)
        await pilot.press("minus", "minus")
        assert pane.view.dismissed == 2
        assert pane.view.counts == "6 figures stated · 0 taken · 2 dismissed · 4 to look at"
        assert "; u restores it." in " ".join(screen_text(app).split())
        await pilot.press("u")
        assert pane.view.dismissed == 1
        assert "“178” is listed again." in screen_text(app)
    again, _ = opened(tmp_path)
    async with again.run_test(size=NARROW) as pilot:
        pane = await begin(pilot, again)
        assert pane.view.dismissed == 1
        assert "124 killed" not in whole(pane)
        await pilot.press("u", "u")
        assert pane.view.dismissed == 0
        assert "No figures of this copy have been dismissed." in screen_text(again)


async def test_a_list_from_before_does_not_bring_a_dismissed_number_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that is dismissed while a thread lists the figures once more is not listed again by it."""
    go_on, figures = Event(), Curator.figures

    def held(self: Curator, copy: CopyView) -> Iterator[FiguresView]:
        first, *_, last = figures(self, copy)
        yield first
        go_on.wait(10)
        yield last

    monkeypatch.setattr(Curator, "figures", held)
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        pane = await begin(pilot, app)
        await pilot.press("minus")
        assert pane.view.dismissed == 1
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert pane.view.dismissed == 1


async def test_n_goes_through_figures_and_escape_back_to_the_sources(tmp_path: Path) -> None:
    """While figures are listed, n and N go from one to the next; Escape and F show the sources again."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        pane = await begin(pilot, app)
        labels = [pane.figure.label if pane.figure else ""]
        for _ in range(4):
            await pilot.press("n")
            labels.append(pane.figure.label if pane.figure else "")
        assert labels == [figure.label for figure in pane.view.sure]
        await pilot.press("n")
        assert pane.figure == pane.view.sure[0]
        await pilot.press("N")
        assert pane.figure == pane.view.sure[-1]
        await pilot.press("escape")
        assert not pane.display
        assert screen_name(app) == "ReadScreen"
        await pilot.press("F", "F")
        assert not pane.display
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"


async def test_the_list_follows_the_source(tmp_path: Path) -> None:
    """With the figures listed, another source shows its own, or none where it has no copy; back, they are there again."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        pane = await begin(pilot, app)
        reader = app.screen.query_one(ReaderPane)
        count = pane.view.left
        assert reader.view is not None
        assert len(reader.view.sources) > 1
        there, back = ("right", "left") if reader.view.current == 0 else ("left", "right")
        await burst(pilot, there)
        assert pane.view.left == 0
        assert "No figures to look at." in whole(pane)
        await burst(pilot, "enter", "minus", back, "j")
        assert pane.view.left == count
        assert pane.figure == pane.view.sure[1]


@SIZES
async def test_what_is_looked_at_stays_above_the_form(tmp_path: Path, size: tuple[int, int]) -> None:
    """The figure whose claim is written can be read above its form, also at the end of the text."""
    app, _ = opened(tmp_path, "Nothing to see here.\n\n" * 80 + PAGE)
    async with app.run_test(size=size) as pilot:
        pane = await begin(pilot, app)
        await pilot.press(*["n"] * 4, "enter")
        await pilot.pause()
        assert screen_name(app) == "FormScreen"
        assert pane.figure is not None
        reader = app.screen_stack[-2].query_one(ReaderPane)
        top = round(reader.scroll_y)
        shown = ["".join(span.text for span in reader.line(n, reader.inner_width)) for n in range(top, top + 3)]
        assert any("12 or 13" in line for line in shown)
        assert reader.content_region.y + 3 <= app.screen.query_one("#form").region.y


@SIZES
async def test_words_are_selected_by_hand(tmp_path: Path, size: tuple[int, int]) -> None:
    """v, words, Space, words, Enter: the form has the words as its quote; Escape first widens, then leaves."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, app)
        await burst(pilot, "escape", "v")
        bar = pane_of(app, "WordsBar")
        assert bar.has_focus
        await burst(pilot, *["k"] * 30, *["b"] * 40, "w", "w", "w", "space", "w", "w")
        assert "“claimed 124 lives”" in whole(bar)
        assert "17 of 120" in whole(bar)
        await burst(pilot, "enter")
        assert screen_name(app) == "FormScreen"
        assert "claimed 124 lives" in screen_text(app)
        await burst(pilot, "escape", "v", "s")
        assert "”" in whole(pane_of(app, "WordsBar"))
        await burst(pilot, "escape", "escape")
        assert not bar.display
        assert screen_name(app) == "ReadScreen"


@pytest.mark.parametrize(
    ("keys", "shows"),
    [("v", "characters"), ("/fled\r", "1 of 1: “fled”"), ("n", "The copy has none of the")],
    ids=["select", "find", "quote"],
)
async def test_what_is_asked_of_a_copy_waits_until_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, shows: str
) -> None:
    """Words are selected and texts found in a copy that is still being read when they are asked for."""
    app, _ = opened(tmp_path)
    read, copy = Event(), Curator.copy

    def slow(self: Curator, source_id: str) -> CopyView | None:
        read.wait()
        return copy(self, source_id)

    monkeypatch.setattr(Curator, "copy", slow)
    try:
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("enter")
            while app.screen.query_one(ReaderPane).view.source_id != SOURCE:  # type: ignore[union-attr]
                await pilot.press("right")
            assert app.screen.query_one(ReaderPane).copy is None
            await burst(pilot, *keys.replace("\r", ""), *["enter"] * keys.count("\r"))
            assert "The copy is still being read." in screen_text(app)
            read.set()
            await until(pilot, lambda: app.screen.query_one(ReaderPane).copy is not None)
            await pilot.pause()
            assert shows in screen_text(app)
            assert (keys == "v") == pane_of(app, "WordsBar").has_focus
    finally:
        read.set()


async def test_a_copy_that_cannot_be_read_keeps_no_key_waiting(tmp_path: Path) -> None:
    """F says that a copy that is missing has no figures, and the next key is taken at once."""
    app, _ = opened(tmp_path)
    (content,) = (tmp_path / "library" / "objects").rglob("*/*")
    content.unlink()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        while app.screen.query_one(ReaderPane).view.source_id != SOURCE:  # type: ignore[union-attr]
            await pilot.press("right")
        await until(pilot, lambda: app.screen.query_one(ReaderPane).copy is not None)
        await pilot.press("F")
        assert "There is no copy to take figures from." in screen_text(app)
        assert not app.screen.busy  # type: ignore[attr-defined]


async def test_the_mouse_goes_to_a_word(tmp_path: Path) -> None:
    """While words are selected, a click goes to the word that was clicked; from the one where Space began, up to it."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        await burst(pilot, "escape", "v")
        reader, bar = app.screen.query_one(ReaderPane), pane_of(app, "WordsBar")
        top = round(reader.scroll_y)
        lines = ["".join(span.text for span in reader.line(n, reader.inner_width)) for n in range(reader.line_total())]
        row = next(n for n, line in enumerate(lines) if "At least 20 houses" in line)
        column = lines[row].index("houses")
        await pilot.click(reader, offset=(1 + column + 2, 1 + row - top))
        assert "“houses”" in whole(bar)
        await burst(pilot, "space")
        await pilot.click(reader, offset=(1 + lines[row].index("Bagan"), 1 + row - top))
        assert "“houses were burnt in Bagan”" in whole(bar)
        assert bar.has_focus


async def test_a_claim_is_changed_by_its_form(tmp_path: Path) -> None:
    """E on a claim in the claims, and on a figure that is taken, opens the form of that claim; only it is written."""
    app, path = opened(tmp_path)
    before = path.read_text(encoding="utf-8").splitlines()
    async with app.run_test(size=WIDE) as pilot:
        await burst(pilot, "C", "E")
        assert screen_name(app) == "FormScreen"
        assert "Change claim" in screen_text(app)
        await burst(pilot, "shift+tab", *["tab"] * 11)
        number = app.screen.query("LineField").first()
        number.focus()
        await pilot.pause()
        await burst(pilot, *["backspace"] * 20, *"at most 77", "ctrl+s")
        assert "undoes it" in screen_text(app)
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == 1
    assert "max = 77" in changed[0][1]


def test_words_and_sentences_of_a_text() -> None:
    """Words lie between blanks; a sentence ends at its stop or with its paragraph."""
    text = "One two. Three four five!\n\nSix"
    assert text[slice(*word_at(text, 5))] == "two."
    assert text[slice(*word_at(text, 5, 1))] == "Three"
    assert text[slice(*word_at(text, 5, -1))] == "One"
    assert word_at(text, 0, -1) == (0, 3)
    assert text[slice(*word_at(text, len(text), 1))] == "Six"
    assert text[slice(*sentence_at(text, 12))] == "Three four five!"
    assert text[slice(*sentence_at(text, len(text) - 1))] == "Six"
    assert word_at("", 0, 1) == (0, 0)
