"""Themes: choosing one saves it, and every theme that is offered can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot

from cttui.errors import TimelineError
from cttui.explore.explorer import Explorer
from cttui.settings import Settings, load_settings
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.contrast import FRAME, RGB, TEXT, contrast, near, readable
from cttui.ui.base.palette import ROLES, Palette
from cttui.ui.base.theme import defaults, mended
from ui.helpers import WIDE, app_on, screen_text, until


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


# -- contrast --------------------------------------------------------------------------------------------------------

WAYS: dict[str, tuple[str, ...]] = {
    "explore": (),
    "window": ("shift+down",),
    "facets": ("f", "space", "j"),
    "bar": ("slash", *"kin"),
    "read": ("enter",),
    "claims": ("C",),
    "grid": ("x", "right"),
    "map": ("M",),
    "threads": ("t",),
    "sources": ("s",),
    "views": ("v",),
    "note": ("N", "a"),
    "help": ("question_mark",),
    "about": ("i",),
    "palette": ("ctrl+p",),
}
"""Each screen, and the keys that lead there."""
QUICK = ("explore", "read", "claims", "grid", "map")
OWN = ("cttui-dark", "cttui-light", "cttui-mono")


async def wear(pilot: Pilot[None], app: CttuiApp, theme: str) -> None:
    """Show a theme; the palette is no screen of cttui's own and has to be opened in it."""
    palette = isinstance(app.screen, CommandPalette)
    if palette:
        await pilot.press("escape")
    app.theme = theme
    await pilot.pause()
    if palette:
        await pilot.press(*WAYS["palette"])
        await until(pilot, lambda: bool(app.screen.query_one("CommandList").region))


def too_faint(app: CttuiApp) -> dict[str, float]:
    """What of the screen has too little contrast, with the contrast that it has.

    Bars that stand on other bars are held by what all of them have on the pane, and the outline behind them is not text.
    """
    variables = app.theme_variables
    surface, outline = (RGB(*Color.parse(variables[name]).rgb) for name in ("surface", "outline"))
    dialogs = [app.screen.query_one("CommandList").region] if isinstance(app.screen, CommandPalette) else []
    found: dict[str, float] = {}
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            x += segment.cell_length
            style, text = segment.style, segment.text.strip()
            if any(not (one.y <= y < one.bottom and one.x < x <= one.right) for one in dialogs):
                continue  # dimmed, as it cannot be used while something lies above it
            if not text or style is None or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (RGB(*colour.get_truecolor()) for colour in (style.color, style.bgcolor))
            drawn = all(char in GRAPHIC for char in text)
            if drawn and outline in (ink, ground):
                continue
            has = contrast(ink, surface if drawn and text[0] in BLOCKS else ground)
            if has < (FRAME if drawn else TEXT):
                found[f"{text[:30]} {ink} on {ground}"] = round(has, 2)
    return found


BLOCKS = "▁▂▃▄▅▆▇█"
GRAPHIC = {" ", *BLOCKS, *map(chr, range(0x2500, 0x2580)), *map(chr, range(0x2800, 0x2900))}
"""Bars, frames and dots of Braille."""


@pytest.mark.parametrize("way", [pytest.param(way, marks=() if way in QUICK else pytest.mark.thorough) for way in WAYS])
async def test_text_and_frames_can_be_read(small: Index, way: str) -> None:
    """In cttui's own themes all text has a contrast of 4.5 on what it stands on, and frames and bars of 3, on every screen."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*WAYS[way])
        for theme in OWN:
            await wear(pilot, app, theme)
            assert len(screen_text(app).split()) > 10
            assert too_faint(app) == {}, theme


def test_every_colour_of_every_theme_can_be_read() -> None:
    """In each theme that is offered, each role can be read on a pane, and on the ground of a cursor, a shade or a quote."""
    app = CttuiApp(TimelineError("", ()))
    for theme in app.available_themes.values():
        if theme.ansi:
            continue
        given = {**defaults(theme.dark), **theme.to_color_system().generate(), **theme.variables}
        variables = {**given, **mended(given, theme.variables)}
        palette = Palette(variables).styles
        surface = RGB(*Color.parse(variables["surface"]).rgb)
        for role in sorted(ROLES - {"outline"}):
            for ground in ("", "cursor", "rest", "window"):
                style = palette.on(role, ground) if ground else palette[role]
                ink, below = (RGB(*one.get_truecolor()) if one else None for one in (style.color, style.bgcolor))
                has = contrast(ink or RGB(*Color.parse(variables["foreground"]).rgb), below or surface)
                assert has >= TEXT, (theme.name, role, ground)
        assert contrast(RGB(*Color.parse(variables["frame"]).rgb), surface) >= FRAME, theme.name


@pytest.mark.thorough
@pytest.mark.parametrize("way", [*QUICK, "facets", "help", "palette"])
async def test_every_theme_can_be_read(small: Index, way: str) -> None:
    """The same in each theme of Textual's that is offered, but those whose colours the terminal chooses."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*WAYS[way])
        for theme in app.available_themes.values():
            if not theme.ansi:
                await wear(pilot, app, theme.name)
                assert too_faint(app) == {}, theme.name


colours = st.builds(RGB, *[st.integers(0, 255)] * 3)


@given(colours, colours, st.sampled_from([FRAME, TEXT]))
def test_a_readable_colour_is_readable(colour: RGB, ground: RGB, least: float) -> None:
    """A colour that is mended has the contrast asked for on any one ground, and one that had it is not touched."""
    found = readable(colour, [ground], least)
    assert contrast(found, ground) >= least
    assert (found == colour) == (contrast(colour, ground) >= least)


@given(colours, colours, colours)
def test_a_ground_gives_way_to_what_is_written_on_it(ground: RGB, base: RGB, ink: RGB) -> None:
    """A ground goes towards another only as far as it takes, and all the way where that does not help either."""
    found = near(ground, base, ink, TEXT)
    assert contrast(ink, found) >= TEXT or found == base
    assert found == ground or contrast(ink, ground) < TEXT


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#767676", "#FFFFFF", 4.54), ("#0000FF", "#FFFFFF", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Contrast is what the examples of WCAG's own tools give."""
    pair = (RGB(*Color.parse(one).rgb), RGB(*Color.parse(other).rgb))
    assert round(contrast(*pair), 2) == round(contrast(*pair[::-1]), 2) == ratio
