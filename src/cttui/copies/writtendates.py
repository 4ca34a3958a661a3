"""Dates as documents write them, read as EDTF: ISO 8601, e-mail, PDF, and days spelt with the names of months.

A date that can be read in two ways (3/4/2024) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

LONGEST = 64
"""Characters of a text that are looked at."""
FIRST_YEAR, LAST_YEAR = 1500, 2199

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio", "feb february februar février febrero fevereiro febbraio",
            "mar march märz mars marzo março", "apr april avril abril aprile", "may mai mayo maio maggio",
            "jun june juni juin junio junho giugno", "jul july juli juillet julio julho luglio",
            "aug august août agosto", "sep sept september septembre septiembre setembro settembre",
            "oct october oktober octobre octubre outubro ottobre", "nov november novembre noviembre novembro",
            "dec december dezember décembre diciembre dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""Names of months in the languages that most pages of news are written in, in lower case."""

_ISO = re.compile(
    r"(\d{4})(?:([-/.]?)(\d\d)(?:\2(\d\d))?)?"
    r"(?:[T ]{1,2}(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[-+]\d\d:?(?:\d\d)?)?)?"
)
_PDF = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_SPELT = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]{1,2}(?:de\s)?(?P<month>[^\W\d_]{3,10})\.?[\s,-]{1,2}(?:de\s)?(?P<year>\d{4})(?!\d)"
)
_AMERICAN = re.compile(r"(?P<month>[^\W\d_]{3,10})\.?\s{1,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<year>\d{4})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_IN_TEXT = re.compile(r"(?<![\d/.-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")


def edtf_of(text: str) -> str:
    """A date that is a whole value, as EDTF; empty if it is none, or cannot be.

    A time stays where it has a zone, since the day depends on it: ``2024-03-26T22:30:00Z``.
    """
    text = text.strip()[:LONGEST]
    if found := _ISO.fullmatch(text):
        return _iso(found)
    if found := _PDF.match(text):
        return _day(*(int(part) if part else 0 for part in found.groups()))
    return next(spelt_in(text), "")


def _iso(found: re.Match[str]) -> str:
    year, sign, month, day, hour, minute, second, zone = found.groups()
    if month and not day and not sign:  # 202403 may be anything
        return ""
    written = _day(int(year), int(month or 0), int(day or 0))
    if not written or not day or not hour or not zone:
        return written
    zone = "Z" if zone in {"Z", "UTC", "GMT"} else zone.replace(":", "")
    zone = zone if zone == "Z" else f"{zone[:3]}:{zone[3:] or '00'}"
    stamp = f"{written}T{hour}:{minute}:{second or '00'}{zone}"
    try:
        datetime.fromisoformat(stamp)
    except ValueError:  # a time that cannot be
        return written
    return stamp


def spelt_in(text: str) -> Iterator[str]:
    """The days that a text writes out, in its order: ``26 March 2024``, ``Mar. 26, 2024``, ``2024-03-26``."""
    rows: list[tuple[int, str]] = []
    for pattern in (_SPELT, _AMERICAN):
        for found in pattern.finditer(text):
            month = MONTHS.get(found["month"].lower(), 0)
            if month and (written := _day(int(found["year"]), month, int(found["day"]))):
                rows.append((found.start(), written))
    whole = ((found.start(), _day(*map(int, found.groups()))) for found in _IN_TEXT.finditer(text))
    rows += [row for row in whole if row[1]]
    for found in _NUMBERS.finditer(text):
        one, two, year = map(int, found.groups())
        if (one > 12) != (two > 12) or one == two:
            day, month = (one, two) if one > 12 else (two, one)
            if written := _day(year, month, day):
                rows.append((found.start(), written))
    yield from (written for _, written in sorted(rows))


def _day(year: int, month: int = 0, day: int = 0) -> str:
    """A year, month or day as EDTF; empty if there is none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year}"
    if not day:
        return f"{year}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
