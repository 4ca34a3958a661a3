"""The outline under the dots of the map: lines of degrees as the dots of a window, and these as signs.

Dots are twice as fine as cells across and four times down. Signs that all common fonts have (WGL4) show at which height of
a cell the line passes; a braille cell shows each dot, where the terminal is known to draw it or the reader asked for it.
"""

from __future__ import annotations

import math

from cttui.model.window import Spot, Window
from cttui.timeline.outline import Outline
from cttui.ui.base import glyphs


def ground(outline: Outline, window: Window, *, braille: bool) -> dict[Spot, str]:
    """The signs of an outline by the cells of a window."""
    sign = _braille if braille else _plain
    return {spot: sign(bits) for spot, bits in dots(outline, window).items()}


def _braille(bits: int) -> str:
    return chr(glyphs.DOTS + bits)


_ROWS = tuple(one | other for one, other in glyphs.DOT_BITS)


def _plain(bits: int) -> str:
    """A dot at the height of the line in its cell; two where the line goes through most of its height."""
    rows = [row for row, both in enumerate(_ROWS) if bits & both]
    if rows[-1] - rows[0] > 1:
        return glyphs.STEEP
    return glyphs.HEIGHTS[(rows[0] + rows[-1] + 1) // 3]


def dots(outline: Outline, window: Window) -> dict[Spot, int]:
    """The dots of an outline that lie in a window: for each cell with some, their bits as in a braille cell."""
    found: dict[Spot, int] = {}
    wide, high = 2 * window.width, 4 * window.height
    middle = window.west + window.width / window.across
    centre = wide / 2
    across, down, north = window.across, window.down, window.north
    for line in outline.lines:
        # longitudes count from the middle of the window, so that lines go on over its edges and over the antimeridian
        points = [(((lon - middle + 180) % 360 - 180) * across + centre, (north - lat) * down) for lon, lat in line]
        x, y = points[0]
        for to_x, to_y in points[1:]:
            # where a step is half around the earth it is the one across the far side of it, which no window shows
            if abs(to_x - x) < 180 * across and (part := _clipped(x, y, to_x, to_y, wide, high)):
                _draw(found, *part, wide, high)
            x, y = to_x, to_y
    return found


def _clipped(x: float, y: float, to_x: float, to_y: float, wide: int, high: int) -> tuple[float, float, float, float] | None:
    """The part of a step inside a box of dots; ``None`` if there is none (Liang and Barsky, 1984)."""
    dx, dy = to_x - x, to_y - y
    first, last = 0.0, 1.0
    for way, room in ((-dx, x), (dx, wide - x), (-dy, y), (dy, high - y)):
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            first = max(first, room / way)
        else:
            last = min(last, room / way)
    return (x + first * dx, y + first * dy, x + last * dx, y + last * dy) if first <= last else None


def _draw(found: dict[Spot, int], x: float, y: float, to_x: float, to_y: float, wide: int, high: int) -> None:
    """Set the dots from one end of a step to the other, without a gap."""
    count = max(1, math.ceil(max(abs(to_x - x), abs(to_y - y))))
    dx, dy = (to_x - x) / count, (to_y - y) / count
    for number in range(count + 1):
        column, row = int(x + number * dx), int(y + number * dy)
        # the far edges belong to the last dots
        column, row = min(column, wide - 1), min(row, high - 1)
        spot = column >> 1, row >> 2
        found[spot] = found.get(spot, 0) | glyphs.DOT_BITS[row & 3][column & 1]
