"""Themes: choosing one saves it, and every theme that is offered can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.explore.explorer import Explorer
from cttui.settings import Settings, load_settings
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from ui.helpers import WIDE, screen_text, until


@pytest.mark.parametrize("variable", ["", "gruvbox"])
async def test_a_theme_chosen_in_the_palette_is_saved(small: Index, tmp_path: Path, variable: str) -> None:
    """Choosing a theme shows it, writes it into the settings file and says so; it says too what still comes before the file."""
    path = tmp_path / "settings.toml"
    path.write_text("# mine\nascii = false\n")
    settings = load_settings({"CTTUI_SETTINGS": str(path), "CTTUI_THEME": variable})
    app = CttuiApp(Explorer(small), theme=settings.theme, settings=settings)
    async with app.run_test(size=WIDE) as pilot:
        app.run_theme()
        await pilot.pause()
        await pilot.press(*"nord")
        await until(pilot, lambda: "nord" in screen_text(app).replace("nord_", ""))
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.theme == "nord")
        await pilot.pause()
        said = "Theme nord saved, but CTTUI_THEME overrides it." if variable else "Theme nord saved."
        assert said in screen_text(app)
        assert ("CTTUI_THEME" in screen_text(app)) == bool(variable)
    assert path.read_text() == '# mine\nascii = false\ntheme = "nord"\n'


async def test_a_theme_that_cannot_be_saved_is_shown(small: Index, tmp_path: Path) -> None:
    """Where the settings cannot be written, the theme holds until cttui is left, and a sentence says why."""
    path = tmp_path / "settings.toml"
    path.mkdir()
    app = CttuiApp(Explorer(small), settings=Settings(path))
    async with app.run_test(size=WIDE) as pilot:
        app.choose_theme("nord")
        await pilot.pause()
        assert app.theme == "nord"
        assert "this is a folder" in " ".join(screen_text(app).split())


async def test_an_app_without_settings_saves_none(small: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no settings file to speak of, choosing a theme writes nothing anywhere."""
    monkeypatch.chdir(tmp_path)
    app = CttuiApp(Explorer(small))
    async with app.run_test(size=WIDE):
        app.choose_theme("nord")
    assert list(tmp_path.iterdir()) == []
