"""How the screen looks, on the small timeline; after a change that is meant, run pytest with --snapshot-update."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cttui.checks import check
from cttui.errors import TimelineError
from cttui.index import Index
from cttui.ui.app import CttuiApp
from ui.helpers import NARROW, SMALL, WIDE, app_on

Compare = Callable[..., bool]


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()


def test_explore(snap_compare: Compare, small: Index) -> None:
    """The list at 140x40, dark, with KP marked: four events, the one at the cursor told at the right, its dead disputed."""
    app = app_on(small, "province:KP", "post-attack", theme="cttui-dark")
    assert snap_compare(app, terminal_size=WIDE, run_before=_settled)


def test_explore_on_a_small_light_terminal(snap_compare: Compare, small: Index) -> None:
    """The list at 80x24, light: a strip of three lines, below it all nine events under their months, nothing cut off."""
    assert snap_compare(app_on(small, theme="cttui-light"), terminal_size=NARROW, run_before=_settled)


def test_read(snap_compare: Compare, small: Index) -> None:
    """The reader at 140x40, dark: the second of three sources marked, at the right who says it, its digest and two figures."""
    app = app_on(small, at="post-attack", theme="cttui-dark")
    assert snap_compare(app, press=["enter", "right"], terminal_size=WIDE, run_before=_settled)


def test_facets_without_colour(snap_compare: Compare, small: Index) -> None:
    """Provinces and facets at 80x24 in greys alone: attacks are marked as chosen by a dot, not by a colour."""
    app = app_on(small, theme="cttui-mono")
    assert snap_compare(app, press=["f", "space"], terminal_size=NARROW, run_before=_settled)


def test_faults(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with two faults at 80x24: each with its line, what was found and what would be right."""
    monkeypatch.chdir(tmp_path)
    path = Path("broken.toml")
    text = SMALL.read_text()
    path.write_text(text.replace('kind = "operation"', 'kind = "operatoin"').replace('"2024-01-05"', '"2024-13-05"'))
    with pytest.raises(TimelineError) as found:
        check(path)
    assert snap_compare(CttuiApp(found.value, theme="cttui-dark"), terminal_size=NARROW, run_before=_settled)


def test_map(snap_compare: Compare, places: Index) -> None:
    """The map at 140x40, dark: the port in brackets with its name and two events, the list and the forms at the right."""
    app = app_on(places, at="port", theme="cttui-dark")
    assert snap_compare(app, press=["M"], terminal_size=WIDE, run_before=_settled)


def test_map_on_a_small_light_terminal(snap_compare: Compare, places: Index) -> None:
    """The map at 80x24, light: of attacks alone three are placed, other events are faint; a box around the gate is drawn."""
    app = app_on(places, "kind:attack", theme="cttui-light")
    press = ["M", "b", "left", "up", "enter", "right", "right", "down", "down"]
    assert snap_compare(app, press=press, terminal_size=NARROW, run_before=_settled)


def test_help(snap_compare: Compare, small: Index) -> None:
    """The help at 140x40, dark: a line to type in, below it the list's keys, then the screen's, ids at the right."""
    app = app_on(small, theme="cttui-dark")
    assert snap_compare(app, press=["question_mark"], terminal_size=WIDE, run_before=_settled)


def test_help_filtered_on_a_small_light_terminal(snap_compare: Compare, small: Index) -> None:
    """The help at 80x24, light, with "prov" typed: what has to do with provinces, under its headings, and how many that is."""
    app = app_on(small, theme="cttui-light")
    assert snap_compare(app, press=["question_mark", *"prov", "down"], terminal_size=NARROW, run_before=_settled)
