"""Figures in the bar: numbers, comparisons, ranges, and alternatives separated by commas."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_AMOUNT = re.compile(r"\d{1,15}|\d{1,12}\.\d{1,32}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,32})?")
"""A number with separated thousands: ``1,000``; any other comma separates alternatives: ``5,7``."""


class Range(NamedTuple):
    """Two ends of a range of numbers."""

    low: float
    high: float
    low_open: bool = False
    """Whether ``low`` itself is excluded."""
    high_open: bool = False


def ranges(typed: str) -> tuple[Range, ...]:
    """The ranges of a figure clause: one, or numbers and ranges separated by commas.

    Raises:
        ValueError: The text is neither.
    """
    try:
        return (one_range(typed),)
    except ValueError:
        parts = typed.split(",")
        # a comma after a comparison is probably a decimal comma; so is one after a leading 0
        if "<" in typed or ">" in typed or any(re.match(r"0\d", end) for part in parts for end in part.split("..")):
            raise
        return tuple(dict.fromkeys(one_range(part) for part in parts))


def one_range(typed: str) -> Range:
    """One range: a number, a comparison, or two ends of which one may be missing.

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
    """A number, with or without separated thousands.

    Raises:
        ValueError: The text is none.
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(text)
    return float(plain)
