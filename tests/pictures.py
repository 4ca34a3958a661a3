"""Pictures of the main screens, made from the running app: ``python tests/pictures.py`` makes all of them anew.

They are SVG of text and rectangles alone: no font, no script and no address is in them, and what is on the screen stands in
their description too, which tests/test_pictures.py holds against the app.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from cttui.explore.explorer import Explorer
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline.outline import beside
from cttui.ui.app import CttuiApp

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
TIMELINE = Path(__file__).parents[1] / "data" / "timeline.toml"
SIZE = (132, 36)
"""Columns and lines."""
CELL = (8, 17)
"""Width and height of a cell."""
SHADES = {"dark": "cttui-dark", "light": "cttui-light"}
FONT = "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
EVENT = "2024-03-26-besham"


class Shot(NamedTuple):
    """How a screen is reached, and what it is."""

    title: str
    keys: tuple[str, ...] = ()
    text: str = ""


SHOTS = {
    "explore": Shot("The list of events with the time strip, provinces and facets, and the event"),
    "read": Shot("The sources of an event, and what each one states", ("enter",)),
    "claims": Shot("Who states which number about an event", ("c",)),
    "grid": Shot("Provinces by months, each cell a filter", ("x",), "kind:attack"),
    "map": Shot("Where the events of the list were", ("M",), "kind:attack"),
    "threads": Shot("A thread of events, step by step", ("t",)),
}
"""Each picture by its name."""


async def _rest(app: CttuiApp, pause: Callable[[], Awaitable[None]]) -> list[str]:
    """Wait until the screen stays as it is; returns its lines."""
    seen: list[list[str]] = []
    while len(seen) < 4 or any(lines != seen[-1] for lines in seen[-4:]):
        await pause()
        seen.append(lines_of(app))
    return seen[-1]


def lines_of(app: CttuiApp) -> list[str]:
    """What is on the screen, line by line."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


async def shoot(index: Index, shot: Shot, themes: tuple[str, ...]) -> list[str]:
    """A screen in some themes, each as SVG."""
    outline = partial(beside, TIMELINE, index.head.meta.outline)
    app = CttuiApp(Explorer(index, shot.text, EVENT, outline=outline), theme=themes[0])
    found = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*shot.keys)
        for theme in themes:
            app.theme = theme
            found.append(picture(app, shot.title, await _rest(app, pilot.pause)))
    return found


def picture(app: CttuiApp, title: str, lines: list[str]) -> str:
    """The screen as SVG: grounds first, then frames and bars, then words."""
    (columns, rows), (width, height) = app.size, CELL
    ground = app.theme_variables["surface"]
    grounds: list[str] = []
    letters: list[str] = []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in Segment.simplify(strip):
            style = segment.style or Style.null()
            ink, below = _colours(style, app.theme_variables["foreground"], ground)
            cells = segment.cell_length
            if below.lower() != ground.lower():
                grounds.append(
                    f'<path fill="{below}" d="M{x * width} {y * height}h{cells * width}v{height}h-{cells * width}z"/>'
                )
            letters += _drawn(segment.text, x, y, ink, style)
            x += cells
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * width} {rows * height}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(chr(10).join(lines))}</desc>",
            f"<style>text{{font:13.3px {FONT};white-space:pre}}.b{{font-weight:bold}}.i{{font-style:italic}}</style>",
            f'<path fill="{ground}" d="M0 0h{columns * width}v{rows * height}H0z"/>',
            *grounds,
            *letters,
            "</svg>\n",
        ]
    )


def _colours(style: Style, ink: str, ground: str) -> tuple[str, str]:
    """The colours of letters and of the ground under them."""
    front = style.color.get_truecolor().hex if style.color else ink
    below = style.bgcolor.get_truecolor().hex if style.bgcolor else ground
    return (below, front) if style.reverse else (front, below)


BLOCKS = {sign: eighths for eighths, sign in enumerate("▁▂▃▄▅▆▇█", 1)}
LINES = {"─": "we", "│": "ns", "╭": "se", "╮": "sw", "╰": "ne", "╯": "nw", "├": "nse", "┤": "nsw", "━": "we"}
"""Signs of frames, and the sides of the cell that they lead to."""


def _drawn(text: str, x: int, y: int, ink: str, style: Style) -> Iterator[str]:
    """Words as text, bars and frames as shapes, so that no font breaks their lines."""
    (width, height), words = CELL, ""
    shapes = []
    for at, char in enumerate(text, x) if len(text) == Segment(text).cell_length else ():
        if char in BLOCKS or char in LINES or char == "▌":
            shapes.append(_shape(char, at * width, y * height))
            words += " "
        else:
            words += char
    words = words or text
    fills = "".join(shape for shape in shapes if shape.endswith("z"))
    strokes = "".join(shape for shape in shapes if not shape.endswith("z"))
    if fills:
        yield f'<path fill="{ink}" d="{fills}"/>'
    if strokes:
        yield f'<path stroke="{ink}" fill="none" d="{strokes}"/>'
    look = "".join(name for name, on in (("b", style.bold), ("i", style.italic)) if on)
    kind = f' class="{" ".join(look)}"' if look else ""
    line = ' text-decoration="underline"' if style.underline else ""
    # what stands apart is placed by itself, since some programs draw many spaces as one
    for found in re.finditer(r"\S+(?: \S+)*", words):
        at = x + Segment(words[: found.start()]).cell_length
        cells = Segment(found[0]).cell_length
        yield (
            f'<text x="{at * width}" y="{y * height + 13}" textLength="{cells * width}" fill="{ink}"{kind}{line}>'
            f"{escape(found[0], quote=False)}</text>"
        )


def _shape(char: str, left: int, top: int) -> str:
    """A sign of a bar or of a frame as a path."""
    width, height = CELL
    if char == "▌":
        return f"M{left} {top}h{width // 2}v{height}h-{width // 2}z"
    if char in BLOCKS:
        high = round(height * BLOCKS[char] / 8, 1)
        return f"M{left} {top + height - high:g}h{width}v{high:g}h-{width}z"
    middle, centre = left + width / 2, top + height / 2
    ends = {"w": f"H{left}", "e": f"H{left + width}", "n": f"V{top}", "s": f"V{top + height}"}
    return "".join(f"M{middle:g} {centre:g}{ends[side]}" for side in LINES[char])


async def main(folder: Path = FOLDER) -> None:
    """Make every picture anew."""
    folder.mkdir(exist_ok=True)
    index = open_timeline(TIMELINE, None)
    for name, shot in SHOTS.items():
        for shade, made in zip(SHADES, await shoot(index, shot, tuple(SHADES.values())), strict=True):
            (folder / f"{name}-{shade}.svg").write_text(made, encoding="utf-8")
    index.close()


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0)
