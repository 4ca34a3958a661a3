"""Dates as people type them in a form: EDTF, or words that mean a date, read back in words.

A form writes EDTF alone. Whoever types ``26 mar 2024`` or ``late March 2024`` sees the EDTF that it means, and that is written.
``3/4/2024`` is either of two days: both are offered, and neither is taken.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cttui.curation.forms import Suggestion
from cttui.errors import DateError
from cttui.model import calendar, dates
from cttui.model.dates import Edtf
from cttui.query import datewords

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EITHER = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_RANGE = re.compile(r"(?P<sign>>=|<=)?(?P<low>[^.<>]+)(?:\.\.(?P<high>[^.<>]+))?")
LONGEST = 200
"""The most characters of a date."""


class Reading(NamedTuple):
    """What a text means as a date."""

    edtf: str = ""
    """What is written; empty for no date, or for a text that is none."""
    when: Edtf | None = None
    problem: str = ""
    """What is wrong, a sentence without a full stop."""

    def words(self, typed: str) -> str:
        """The date in words, and as EDTF if that is not what was typed."""
        if self.when is None:
            return ""
        said = dates.describe(self.when)
        if self.when.has_ends and self.when.lower == self.when.upper:
            said = f"{_WEEKDAYS[calendar.weekday(self.when.lower)]}, {said}"
        return said if self.edtf == typed.strip() else f"{self.edtf} · {said}"


def read(text: str, period: Edtf | None = None, today: int | None = None) -> Reading:
    """What a text means.

    Args:
        text: EDTF, or words; blanks for no date.
        period: The timeline's, in which the year of words without one is looked for.
        today: A day's number, for ``yesterday``.
    """
    typed = text.strip()
    if not typed:
        return Reading()
    if len(typed) > LONGEST:
        return Reading(problem=f"a date has at most {LONGEST} characters")
    try:
        return Reading(typed, dates.parse(typed))
    except DateError as error:
        trouble = str(error)
    try:
        if edtf := _edtf(datewords.read(typed, period, today)):
            return Reading(edtf, dates.parse(edtf))
    except DateError:
        pass
    if either := _either(typed):
        trouble = f"'{typed}' is one of two days; write {' or '.join(either)}"
    return Reading(problem=trouble)


def suggestions(text: str, period: Edtf | None = None, today: int | None = None) -> list[Suggestion]:
    """The dates that a text may mean, as EDTF, if it is not EDTF itself."""
    typed = text.strip()
    found = _either(typed) or [read(typed, period, today).edtf]
    return [Suggestion(edtf, dates.describe(dates.parse(edtf))) for edtf in found if edtf not in {"", typed}]


def _either(typed: str) -> list[str]:
    """The two days that ``3/4/2024`` may mean, the day first as most of the world writes it; none for any other text."""
    match = _EITHER.fullmatch(typed)
    one, other, year = (int(part) for part in match.groups()) if match else (0, 0, 0)
    if not (1 <= one <= 12 and 1 <= other <= 12 and one != other):
        return []
    return [f"{year:04}-{month:02}-{day:02}" for day, month in ((one, other), (other, one))]


def _edtf(clause: str) -> str:
    """The value of a date clause as EDTF: ``>=2024-06`` as ``2024-06/..``; empty if EDTF has no way to say it."""
    match = _RANGE.fullmatch(clause)
    if match is None:
        return ""
    low, high = match["low"], match["high"]
    if match["sign"]:
        return "" if high else f"{low}/.." if match["sign"] == ">=" else f"../{low}"
    return f"{low}/{high}" if high else low
