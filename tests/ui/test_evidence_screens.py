"""Evidence on the screen: copies read with their quotes, claims side by side, sources listed, files attached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cttui.copies.attach import keep
from cttui.copies.library import Library
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.claims.pane import ClaimsPane
from cttui.ui.read.attach import FilePicker
from cttui.ui.read.panes import ReaderPane
from cttui.ui.sources.pane import SourceListPane
from ui.helpers import NARROW, WIDE, pane_of, screen_name, screen_text, whole

BESHAM = "2024-03-26-besham"
PATRIOT = "dailythepatriot-2024-resilient-year"
PAGE = (
    "The year in figures.\n\nForces conducted a total of 59,775 operations, the writer says, and the nation lost"
    " 383 brave soldiers\nand officers.\n\n" + "Nothing of note stands here. " * 200
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with a copy that holds some of its source's quotes and not others."""
    found = Library(tmp_path / "library")
    keep(found, PATRIOT, PAGE.encode(), name="page.txt")
    return found


def app_with(index: Index, library: Library, text: str = "", at: str | None = None) -> CttuiApp:
    """The app on a timeline with a library."""
    return CttuiApp(Explorer(index, text, at, library))


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds that a thread brings about; give up after so many turns."""
    for _ in range(2000):
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.001)
    pytest.fail("it never came to hold")


async def read_patriot(pilot: Pilot[None]) -> ReaderPane:
    """Go from the list of events to the source with a copy, by the list of sources."""
    await pilot.press("s")
    return await read_back(pilot)


async def read_back(pilot: Pilot[None]) -> ReaderPane:
    """Read the source at the cursor of the list of sources, and wait until its copy has been read."""
    await pilot.press("enter")
    pane = pilot.app.screen.query_one(ReaderPane)
    await until(pilot, lambda: pane.copy is not None)
    await pilot.pause()
    return pane


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_copy_is_read_with_its_quotes_marked(shipped_index: Index, library: Library, size: tuple[int, int]) -> None:
    """The copy's text stands in the reader, the quotes found in it are marked, and n goes from one to the next."""
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=size) as pilot:
        pane = await read_patriot(pilot)
        assert "Forces conducted a total of" in whole(pane)
        marked = [
            span.text
            for n in range(pane.line_total())
            for span in pane.line(n, pane.size.width)
            if span.role in {"evidence", "now"}
        ]
        assert "59,775" in " ".join(marked)
        assert "Nothing of note" not in " ".join(marked)
        await pilot.press("n")
        assert "1 of 2: 59,775 operations" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is a CttuiApp
        await pilot.press("n", "n")
        assert "1 of 2" in screen_text(pilot.app)  # type: ignore[arg-type]  # the same


async def test_orphans_stand_at_the_top(shipped_index: Index, library: Library) -> None:
    """Quotes that the copy does not hold are listed before all else."""
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=WIDE) as pilot:
        pane = await read_patriot(pilot)
        assert "quotes of the timeline not found in the copy" in "".join(span.text for span in pane.line(0, 100))
        assert "elimination of 925 terrorists" in whole(pane)[:3000]


async def test_a_changed_copy_is_warned_of_and_not_shown(shipped_index: Index, library: Library) -> None:
    """One changed byte: the reader says so first, and shows none of the text."""
    capture = library.latest(PATRIOT)
    assert capture is not None
    path = next(library.folder.glob(f"objects/*/{capture.sha256}"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"383", b"384"))
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=WIDE) as pilot:
        pane = await read_patriot(pilot)
        assert "The copy has changed since it was stored" in "".join(span.text for span in pane.line(0, 100))
        assert "Forces conducted" not in whole(pane)


async def test_a_damaged_record_is_told_in_the_reader(shipped_index: Index, library: Library) -> None:
    """Beside a sound copy, which is shown; and where there is no other, in its place."""
    folder = library.folder / "captures" / PATRIOT
    (sound,) = folder.iterdir()
    (folder / "cut.json").write_bytes(sound.read_bytes()[:50])
    for state in ("intact", "damaged"):
        async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=WIDE) as pilot:
            pane = await read_patriot(pilot)
            assert pane.copy is not None
            assert pane.copy.state == state
            shown = " ".join(whole(pane).split())
            assert "not a record of a copy (invalid JSON); delete it and attach the source again." in shown
            assert ("Forces conducted" in shown) == (state == "intact")
        sound.unlink(missing_ok=True)


async def test_a_text_is_found_in_the_copy(shipped_index: Index, library: Library) -> None:
    """A slash asks what to look for, n goes through the places, and Esc in the bar brings the quotes back."""
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=WIDE) as pilot:
        pane = await read_patriot(pilot)
        await pilot.press("slash", *"writer", "enter")
        assert "1 of 1: “writer”" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is a CttuiApp
        await pilot.press("slash", "escape", "n")
        assert pane.seeking == ""
        assert "1 of 2: 59,775" in screen_text(pilot.app)  # type: ignore[arg-type]  # the same


async def test_without_a_copy_the_reader_says_how_to_attach_one(shipped_index: Index, library: Library) -> None:
    """A source without a copy has its digest and the command that stores one."""
    async with app_with(shipped_index, library, at=BESHAM).run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        assert "cttui attach nation-2024-03-26-besham FILE" in whole(pane_of(pilot.app, "ReaderPane"))  # type: ignore[arg-type]


async def test_a_file_is_attached_and_read_at_once(
    shipped_index: Index, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``a`` shows the files of the folder; the one chosen is stored and its text stands in the reader."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "page.txt").write_text("Five Chinese nationals and their Pakistani driver, the police said.")
    monkeypatch.chdir(folder)
    async with app_with(shipped_index, library, at=BESHAM).run_test(size=WIDE) as pilot:
        await pilot.press("enter", "a")
        assert screen_name(pilot.app) == "AttachScreen"  # type: ignore[arg-type]  # it is a CttuiApp
        await pilot.press("tab")
        tree = pilot.app.screen.query_one(FilePicker)
        await until(pilot, lambda: len(tree.root.children) == 1)
        await pilot.press("down", "enter")
        await until(pilot, lambda: any(pane.copy is not None for pane in pilot.app.screen.query(ReaderPane)))
        assert library.latest("nation-2024-03-26-besham") is not None
        assert "Pakistani driver, the police" in " ".join(whole(pilot.app.screen.query_one(ReaderPane)).split())


async def test_a_claim_leads_to_its_quote(shipped_index: Index, library: Library) -> None:
    """Enter on a claim opens the reader at the claim's source, and at the quote where a copy holds it."""
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=WIDE) as pilot:
        await pilot.press("C")
        pane = pilot.app.screen.query_one(ClaimsPane)
        wanted = next(
            n
            for n, row in enumerate(pane._rows)
            if not isinstance(row, tuple) and row.entry and row.entry.stated == "59,775" and row.entry.by == "Daily The Patriot"
        )
        pane.at = wanted
        await pilot.press("enter")
        assert screen_name(pilot.app) == "ReadScreen"  # type: ignore[arg-type]  # it is a CttuiApp
        reader = pilot.app.screen.query_one(ReaderPane)
        await until(pilot, lambda: reader.copy is not None)
        await pilot.pause()
        assert "1 of 2: 59,775 operations" in screen_text(pilot.app)  # type: ignore[arg-type]  # the same


async def test_claims_are_kept_to_disputes_and_back(shipped_index: Index) -> None:
    """The key d keeps the ledger to what is disputed, to what differs, to one publisher's alone, then shows all again."""
    async with CttuiApp(Explorer(shipped_index, "tag:statistics")).run_test(size=WIDE) as pilot:
        await pilot.press("C")
        pane = pilot.app.screen.query_one(ClaimsPane)
        assert pane.listed is not None
        sizes = [len(pane.listed.sections)]
        for _ in range(4):
            await pilot.press("d")
            sizes.append(len(pane.listed.sections))
        assert sizes[0] == sizes[4] > sizes[3] > sizes[1] > sizes[2] > 0


async def test_the_lens_in_force_is_on_screen_and_in_the_list(shipped_index: Index) -> None:
    """= changes whose figures count: the line below the bar says whose, and the list's column follows."""
    async with CttuiApp(Explorer(shipped_index, at="2024-12-21-makeen")).run_test(size=WIDE) as pilot:
        assert "all figures" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is a CttuiApp
        await pilot.press("=", "=", "=")
        text = screen_text(pilot.app)  # type: ignore[arg-type]  # the same
        assert "official figures" in text
        line = next(row for row in text.split("\n") if "Sixteen soldiers" in row and "KP" in row)
        assert line.split("KP")[1].split()[0] == "16"


async def test_the_dead_are_counted_in_provinces_and_facets(shipped_index: Index) -> None:
    """The key d counts the dead behind every value, and each number is the total of the list it stands for."""
    async with CttuiApp(Explorer(shipped_index)).run_test(size=WIDE) as pilot:
        await pilot.press("d")
        explorer = pilot.app.explorer  # type: ignore[attr-defined]  # it is a CttuiApp
        for facet in explorer.facets().facets[:3]:
            for choice in facet.choices[:4]:
                chosen = explorer.index.select(explorer.query.only(facet.field, choice.token))
                assert choice.dead == explorer.index.total(chosen, explorer.lens)


async def test_sources_are_listed_ordered_and_filtered(shipped_index: Index, library: Library) -> None:
    """The sources screen lists what the selection cites, S orders it otherwise, and its bar filters both screens."""
    async with app_with(shipped_index, library, "province:KP").run_test(size=WIDE) as pilot:
        await pilot.press("s")
        pane = pilot.app.screen.query_one(SourceListPane)
        assert pane.view is not None
        before = len(pane.view.rows)
        await pilot.press("S")
        assert pane.view.order == "date"
        await pilot.press("slash", *" publisher:dawn", "escape")
        assert 0 < len(pane.view.rows) < before
        assert {row.publisher for row in pane.view.rows} == {"Dawn"}
        await pilot.press("escape")
        assert "publisher:dawn" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is a CttuiApp


async def test_the_timeline_tells_how_it_was_made(shipped_index: Index) -> None:
    """The key i shows licence and method, and Esc closes them."""
    async with CttuiApp(Explorer(shipped_index)).run_test(size=NARROW) as pilot:
        await pilot.press("i")
        text = screen_text(pilot.app)  # type: ignore[arg-type]  # it is a CttuiApp
        assert "CC-BY-4.0" in text
        assert "chosen by hand" in " ".join(text.split())
        await pilot.press("escape")
        assert screen_name(pilot.app) == "ExploreScreen"  # type: ignore[arg-type]  # the same


async def test_the_place_in_a_copy_is_kept(shipped_index: Index, library: Library) -> None:
    """Leaving a source and coming back finds its text where it was left."""
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=NARROW) as pilot:
        pane = await read_patriot(pilot)
        await pilot.press("pagedown", "pagedown")
        place = pane.scroll_y
        await pilot.press("escape")
        back = await read_back(pilot)
        assert back.scroll_y == place > 0


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_similar_passage_is_shown_beside_its_quote(shipped_index: Index, tmp_path: Path, size: tuple[int, int]) -> None:
    """Where the copy has another number, the reader shows quote and passage side by side before all else, and goes there."""
    library = Library(tmp_path / "library")
    keep(library, PATRIOT, PAGE.encode(), name="page.txt")
    keep(library, PATRIOT, PAGE.replace("59,775", "59,757").encode(), name="page.txt")
    async with app_with(shipped_index, library, f"source:{PATRIOT}").run_test(size=size) as pilot:
        pane = await read_patriot(pilot)
        lines = whole(pane).split("\n")
        assert "Similar, not identical: 1 quote" in lines[0]
        assert any("59,775" in line and "59,757" in line for line in lines[1:4])
        assert "not in the latest" in " ".join(" ".join(lines[:9]).split())
        assert "similar, not identical" in pane.go_to_quote("total of 59,775 operations")
