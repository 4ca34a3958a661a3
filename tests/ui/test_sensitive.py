"""Sensitive sources on the screen: said in words wherever they are listed, and counted apart where one exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cttui.cli.main import main
from cttui.query.language import parse
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from exporting import HARBOUR
from ui.helpers import NARROW, WIDE, app_on, pane_of, screen_name, screen_text, until, whole

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


@pytest.fixture
def harbour() -> Iterator[Index]:
    """A small timeline of which one source is sensitive; two events cite it, one of them alone."""
    index = open_timeline(HARBOUR, None)
    yield index
    index.close()


def test_the_bar_finds_what_cites_a_sensitive_source(harbour: Index) -> None:
    """``is:sensitive`` finds the events that cite a source marked so."""
    found = harbour.select(parse("is:sensitive", harbour.vocabulary))
    assert {row.id for row in harbour.rows(found, 0, 9)} == {"march", "meeting"}


@SIZES
async def test_a_sensitive_source_is_called_so(harbour: Index, size: tuple[int, int]) -> None:
    """The list of sources, the reader and the event's own sources all say sensitive of it, and of no other."""
    app = app_on(harbour, at="march")
    async with app.run_test(size=size) as pilot:
        if size == WIDE:  # where the event stands beside the list
            detail = [line for line in whole(pane_of(app, "DetailPane")).splitlines() if "sensitive" in line]
            assert len(detail) == 1
            assert "opinion · sensitive" in detail[0]
        await pilot.press("s")
        listed = [line for line in screen_text(app).splitlines() if "sensitive" in line]
        assert any("1 sensitive" in line for line in listed)
        assert [line for line in listed if "A clerk" in line and "sensitive " in line]
        while "A clerk" not in str(getattr(pane_of(app, "SourceListPane"), "row", None)):
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(app) == "ReadScreen")
        assert "sensitive  stays out of exports" in screen_text(app)


@SIZES
async def test_the_form_counts_what_leaves(
    harbour: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """The form says how many events leave and how many are kept back; as many are written, and what was kept back is said."""
    monkeypatch.chdir(tmp_path)
    app = app_on(harbour)
    async with app.run_test(size=size) as pilot:
        await pilot.press("X")
        assert "5 events, 1 kept back as sensitive" in whole(pane_of(app, "FormatPane"))
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(app) == "ExploreScreen")
        await pilot.pause()
        told = "".join(whole(pane_of(app, "NotePane")).split())
        assert "Wrote5eventsto" in told
        assert "1sensitivesourcekeptback" in told
    (path,) = tmp_path.glob("*.csv")
    assert len(path.read_text(encoding="utf-8").splitlines()) >= 6


async def test_nothing_is_written_of_what_is_all_sensitive(harbour: Index) -> None:
    """Where every event rests on sensitive sources alone, X opens no form and says how to include them."""
    app = app_on(harbour, "source:leak -kind:protest")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("X")
        assert screen_name(app) == "ExploreScreen"
        assert "Nothing to export here: all of it is sensitive" in screen_text(app)


def test_show_calls_it_so(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``cttui show`` says of a source that it is sensitive, beside its standpoint."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    assert main(["show", "march", "--timeline", str(HARBOUR)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines if "sensitive" in line] == ["leak · opinion · sensitive"]
