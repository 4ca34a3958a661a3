"""Colours that can be read on their grounds: contrast as WCAG 2.1 defines it, and the nearest colour that has enough."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

TEXT = 4.5
"""Least contrast of text (WCAG 2.1, success criterion 1.4.3, level AA)."""
FRAME = 3.0
"""Least contrast of frames, bars and other things that are no text (criterion 1.4.11)."""
OUTLINE = 1.8
"""Least contrast of what stands behind bars, which have to differ from it as it does from the ground."""
_STEPS = 20
"""Steps from a colour to the ink that it is blended with."""


class RGB(NamedTuple):
    """A colour, each part from 0 to 255."""

    red: int
    green: int
    blue: int


@lru_cache(1024)
def luminance(colour: RGB) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG 2.1 defines it."""
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast of two colours, from 1 (the same) to 21 (black and white), as WCAG 2.1 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: RGB, grounds: Iterable[RGB], least: float) -> RGB:
    """A colour, or the nearest on the way to black or white that has a contrast on each of some grounds.

    Where neither black nor white has it on all of them, the one that has more.
    """
    below = tuple(grounds)
    if _least(colour, below) >= least:
        return colour
    ink = max(RGB(0, 0, 0), RGB(255, 255, 255), key=lambda one: _least(one, below))
    for step in range(1, _STEPS):
        found = blend(colour, ink, step / _STEPS)
        if _least(found, below) >= least:
            return found
    return ink


def near(ground: RGB, base: RGB, ink: RGB, least: float) -> RGB:
    """A ground, or the nearest on the way to another on which an ink has a contrast; that other where none has."""
    shares = (step / _STEPS for step in range(_STEPS))
    return next((found for share in shares if contrast(ink, found := blend(ground, base, share)) >= least), base)


def blend(colour: RGB, other: RGB, share: float) -> RGB:
    """A colour with a share, from 0 to 1, of another."""
    return RGB(*(round(part + (end - part) * share) for part, end in zip(colour, other, strict=True)))


def _least(colour: RGB, grounds: tuple[RGB, ...]) -> float:
    return min((contrast(colour, ground) for ground in grounds), default=21.0)
