"""Figures as the bar writes them: numbers, comparisons, spans, and alternatives that commas part."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_AMOUNT = re.compile(r"\d{1,15}|\d{1,12}\.\d{1,32}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,32})?")
"""A number whose thousands are set apart: ``1,000``; a comma that stands otherwise parts alternatives: ``5,7``."""


class Range(NamedTuple):
    """Two ends of a range of numbers."""

    low: float
    high: float
    low_open: bool = False
    """Whether ``low`` itself is left out."""
    high_open: bool = False


def ranges(typed: str) -> tuple[Range, ...]:
    """The ranges that a figure clause asks for: one, or numbers and spans that commas part.

    Raises:
        ValueError: The text is neither.
    """
    try:
        return (one_range(typed),)
    except ValueError:
        parts = typed.split(",")
        # a comma after a comparison is somebody's decimal comma; the same goes for what begins with a 0 that counts nothing
        if "<" in typed or ">" in typed or any(re.match(r"0\d", end) for part in parts for end in part.split("..")):
            raise
        return tuple(dict.fromkeys(one_range(part) for part in parts))


def one_range(typed: str) -> Range:
    """One range: a number, a comparison with one, or two ends of which one may be missing.

    Raises:
        ValueError: The text is none of these.
    """
    if match := re.fullmatch(r"(>=|>|<=|<)(.*)", typed):
        amount = _amount(match[2])
        if match[1][0] == ">":
            return Range(amount, math.inf, low_open=match[1] == ">")
        return Range(0.0, amount, high_open=match[1] == "<")
    first, dots, last = typed.partition("..")
    if not dots:
        return Range(_amount(typed), _amount(typed))
    low = _amount(first) if first or not last else 0.0
    return Range(low, _amount(last) if last else math.inf)


def _amount(text: str) -> float:
    """A number, its thousands set apart or not.

    Raises:
        ValueError: The text is none.
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(text)
    return float(plain)
