"""The audit on the screen: pairs are walked and judged, and what is missing becomes an event of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest

from cttui.audit.scope import ReferenceSet
from cttui.curation.opened import Open
from cttui.errors import StoppedError
from cttui.explore.audit import Auditing
from cttui.explore.explorer import Explorer
from cttui.model.records import Claim, Event, Meta, Source, Timeline
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store import stopping
from cttui.store.cache import index_of, open_content
from cttui.timeline import load
from cttui.ui.app import CttuiApp
from ui.helpers import NARROW, SMALL, WIDE, pane_of, screen_name, screen_text, until, whole


def reference(*, without: int = 1) -> Timeline:
    """The small timeline in another hand: an event is missing, one is new with its own source, and one has fewer dead."""
    small = load.parse(SMALL.read_bytes(), "small")
    dated = sorted((event for event in small.events if event.date), key=lambda event: event.date)[without:]

    def told(event: Event) -> Event:
        claim = Claim(measure="killed", who="all", value=2, by="coders", source="ged")
        claims = (claim,) if event.id == "post-attack" else ()
        return replace(event, id=f"their-{event.id}", claims=claims, responds_to=(), related=())

    source = Source(id="ged", type="dataset", title="Coded [/red] rows", standpoint="academic")
    new = Event(
        id="their-own", date=dated[0].date, kind="attack", title="Grenade thrown at a [/red] tea stall", sources=("ged",),
        provinces=dated[0].provinces, claims=(Claim(measure="killed", who="all", value=4, by="coders", source="ged"),),
    )  # fmt: skip
    return replace(
        small, meta=Meta(id="theirs", title="The [/red] coders", period=small.meta.period), threads=(), views=(), digest="",
        sources=(*small.sources, source), events=(*map(told, dated), new),
    )  # fmt: skip


def opened(folder: Path) -> tuple[CttuiApp, Path, Notebook]:
    """The app on a copy of the small timeline, with a reference set and a notebook."""
    path = folder / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    index = open_content(content, path, None)
    notebook = Notebook(folder / "notebook.toml", index.head.meta.id)
    explorer = Explorer(index, desk=Desk(index, notebook))
    theirs = index_of(reference(), None)
    explorer.references = (ReferenceSet(theirs.head.meta.title, theirs),)
    return CttuiApp(explorer, file=Open(path, None, index, content)), path, notebook


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_pairs_are_listed_by_status_with_both_events_side_by_side(tmp_path: Path, size: tuple[int, int]) -> None:
    """P lists what differs first; the event at the cursor stands there in both hands, hostile text as it is."""
    app, _, _ = opened(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        listed = whole(pane_of(app, "PairsPane"))
        for heading in ("Different figures", "Missing there  2", "Missing here  1"):
            assert heading in listed
        await until(pilot, lambda: "sure to be the same" in whole(pane_of(app, "ComparisonPane")))
        assert "≠" in whole(pane_of(app, "ComparisonPane"))
        await pilot.press("G", "f", "f", "f")
        await until(pilot, lambda: "They have this event" in whole(pane_of(app, "ComparisonPane")))
        alone = whole(pane_of(app, "ComparisonPane"))
        assert "Grenade thrown at a [/red] tea stall" in alone
        assert "I adds it to the timeline." in " ".join(alone.split())


async def test_a_pair_is_judged_and_the_judgement_is_kept(tmp_path: Path) -> None:
    """D judges and goes on to the next row; the same key on the same row removes the judgement; the next audit respects it."""
    app, _, notebook = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        await pilot.press("d")
        await pilot.pause()
        (judged,) = notebook.read().judgements
        assert (judged.reference, judged.says) == ("theirs", "not the same")
        assert judged.theirs == f"their-{judged.event}"
        assert "Judged not the same." in screen_text(app)
        await pilot.press("k", "d")
        await pilot.pause()
        assert notebook.read().judgements == ()
        assert "Judgement removed." in screen_text(app)
        await pilot.press("d", "escape", "P")
        await until(pilot, lambda: "Missing there  3" in whole(pane_of(app, "PairsPane")))
        assert screen_name(app) == "AuditScreen"


async def test_the_counts_follow_a_judgement_and_the_rows_stay(tmp_path: Path) -> None:
    """D on a pair counts it as missing there; its row stays where it is, so that d takes it back, and f lists it anew."""
    app, _, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        listed = whole(pane_of(app, "PairsPane")).count("2024")
        assert "2 missing there" in whole(pane_of(app, "AuditHeaderPane"))
        await pilot.press("d")
        await until(pilot, lambda: "3 missing there" in whole(pane_of(app, "AuditHeaderPane")))
        assert whole(pane_of(app, "PairsPane")).count("2024") == listed
        await pilot.press("k", "d")
        await until(pilot, lambda: "2 missing there" in whole(pane_of(app, "AuditHeaderPane")))
        await pilot.press("k", "d")
        await until(pilot, lambda: "3 missing there" in whole(pane_of(app, "AuditHeaderPane")))
        await pilot.press("f")
        await until(pilot, lambda: "Missing there  3" in whole(pane_of(app, "PairsPane")))


async def test_of_two_sets_the_one_that_is_open_is_named(tmp_path: Path) -> None:
    """On a small screen its name and number come before the counts, which the list has, too."""
    app, _, _ = opened(tmp_path)
    explorer = app.explorer
    assert explorer is not None
    (first,) = explorer.references
    explorer.references = (first, ReferenceSet("Another set of rows with a name", first.index))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        assert "(1 of 2)" in screen_text(app).splitlines()[0]
        await pilot.press("r")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        assert "Another set of rows with a name (2 of 2)" in screen_text(app).splitlines()[0]


async def test_what_is_missing_here_becomes_an_event_with_its_claims_and_source(tmp_path: Path) -> None:
    """I opens the form filled in from theirs; nothing is written before Ctrl+S, and then event, claim and source are."""
    app, path, _ = opened(tmp_path)
    before = path.read_bytes()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        await pilot.press("f", "f", "f", "I")
        await pilot.pause()
        assert screen_name(app) == "FormScreen"
        assert "from The [/red] coders" in screen_text(app)
        assert path.read_bytes() == before
        await pilot.press("ctrl+s")
        await pilot.pause()
        text = path.read_text()
        assert 'title = "Grenade thrown at a [/red] tea stall"' in text
        assert 'measure = "killed", who = "all", value = 4, by = "coders", source = "ged"' in text
        assert 'id = "ged"' in text
        assert "their-own" not in text
        assert any(one.id == "ged" for one in load.parse(path.read_bytes(), "small").sources)


async def test_the_next_of_one_reference_set_changes_nothing(tmp_path: Path) -> None:
    """R says that there is only one set, and its pairs stay listed whatever is asked of them next."""
    app, _, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        await pilot.press("r")
        assert "There is only one reference set." in screen_text(app)
        await pilot.press("f", "f")
        assert "Missing there  2" in whole(pane_of(app, "PairsPane"))


async def test_how_far_a_comparison_is_stands_there_and_leaving_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets of many thousands take a minute: the screen counts their events, and nothing goes on behind it once it is left."""
    ended = Flag()

    def compare(_: Auditing, progress: Callable[[int, int], object]) -> None:
        """Never come to the end."""
        progress(1_200, 40_000)
        try:
            while not ended.wait(0.01):
                stopping.check()
        except StoppedError:
            ended.set()
            raise

    monkeypatch.setattr(Auditing, "compare", compare)
    app, _, _ = opened(tmp_path)
    try:
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("P")
            await until(pilot, lambda: "Comparing: 1,200 of 40,000 events" in whole(pane_of(app, "PairsPane")))
            assert not ended.is_set()
            await pilot.press("escape")
            await until(pilot, ended.is_set)
    finally:
        ended.set()


async def test_the_selection_is_exported_from_an_audit(tmp_path: Path) -> None:
    """X opens the form here as everywhere, and what stands above the pairs stays."""
    app, _, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Missing there" in whole(pane_of(app, "PairsPane")))
        await pilot.press("X")
        assert screen_name(app) == "ExportScreen"


async def test_without_a_reference_set_the_key_says_how_to_open_one(tmp_path: Path) -> None:
    """P is not offered, and says what to start cttui with."""
    app, _, _ = opened(tmp_path)
    assert app.explorer is not None
    app.explorer.references = ()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("P")
        await pilot.pause()
        assert "No reference set is open; start cttui with --beside FILE." in screen_text(app)
