"""What reference sets have beside the event at the cursor: which events, and how they are shown and walked into."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cttui.audit.evidence import days_apart, near_enough
from cttui.audit.scope import ReferenceSet
from cttui.audit.side import Reader
from cttui.explore.beside import BOUNDS, Beside
from cttui.explore.explorer import Explorer
from cttui.store.cache import index_of, open_timeline
from cttui.store.sqlite import SqliteIndex
from cttui.timeline import load
from cttui.ui.app import CttuiApp
from cttui.ui.base.detail import DetailPane, beside_lines

PLACES = Path(__file__).parent / "places.toml"


def beside(index: SqliteIndex) -> Beside:
    """A timeline beside itself."""
    return Beside(index, (ReferenceSet("Theirs", index),))


def test_what_stands_beside_is_what_the_audit_would_compare(shipped_index: SqliteIndex) -> None:
    """Every event of theirs is near by the audit's notion, the event itself among them; the nearest days come first."""
    found = beside(shipped_index)
    sides = Reader(shipped_index).sides(range(shipped_index.count))
    for event in shipped_index.events(range(0, shipped_index.count, 9)):
        if not event.date:
            continue
        side = found.side(event)
        (one,) = found.of(side).sets
        near = {other.n for other in sides if near_enough(side, other, BOUNDS) is not None}
        assert {row.n for row in one.rows} <= near
        apart = [days_apart(side, sides[row.n]) or 0 for row in one.rows]
        assert apart == sorted(apart)
        assert event.id in {shipped_index.events([row.n])[0].id for row in one.rows}
        assert one.says.startswith("1 event within" if len(one.rows) == 1 else f"{len(one.rows)} events within")
        assert found.known(event.id) is found.of(side)


def test_nothing_beside_says_what_was_looked_for(shipped_index: SqliteIndex) -> None:
    """Where a set has nothing it says so, with days and place; for an event without a date, that it was not looked up."""
    found = beside(shipped_index)
    event = shipped_index.events([0])[0]
    for one, said in (
        (replace(event, id="far", date="1901-01-01", place=None), "no event within 1 day in "),
        (replace(event, id="undated", date=""), "not looked up: the event has no date"),
    ):
        view = found.of(found.side(one))
        assert view.sets[0].says.startswith(said)
        assert not view.walk
        assert any(said.split()[0] in span.text for line in beside_lines(view, 60, "b") for span in line)


async def test_theirs_are_shown_in_full_and_left() -> None:
    """B shows theirs in the event's pane, marked as theirs, one after the other; Esc and another event go back to the own."""
    index = open_timeline(PLACES, None)
    timeline = load.load(PLACES)
    other = index_of(replace(timeline, digest="", meta=replace(timeline.meta, title="Another")), None)
    explorer = Explorer(index, at="gate")
    explorer.references = (ReferenceSet("Another", other),)
    app = CttuiApp(explorer)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        pane = app.screen.query_one(DetailPane)

        def text() -> str:
            return " ".join(" ".join(span.text for line in pane.lines() for span in line).split())

        assert "Beside · Another ·" in text()
        assert "theirs:" in text()
        await pilot.press("b")
        await pilot.pause()
        assert text().startswith("→ Theirs · Another · 1 of ")
        assert "Beside" not in text()
        await pilot.press("escape")
        await pilot.pause()
        assert "Theirs ·" not in text()
        await pilot.press("b", "j")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert pane.theirs is None
