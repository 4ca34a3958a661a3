"""Reading cells: a line of text, a number, a day, a point, a span of days; what all formats of datasets share.

Nothing here raises. What cannot be read gives ``None``, and the caller says so in a fault that names column and value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from cttui.lazy import dataclass
from cttui.model.calendar import MONTHS
from cttui.model.records import Claim, Place, Precision
from cttui.query.fields import Value
from cttui.text import line, shorten

LONGEST = 500
"""The most characters of a name that a cell gives: what is longer is no name, and stands in the row's own cells."""

MISSING = frozenset({"NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NaT", "NULL", "null", "None", "\\N", ".", "-", "--"})
"""What programs write for a value that is not there: R, pandas, spreadsheets, databases and Stata, and a dash by hand."""
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,18})?", re.ASCII)
_BOUNDS = re.compile(r"(\d{1,15})(?:\s?[-\u2013\u2014]\s?(\d{1,15}))?(\+?)", re.ASCII)
THOUSANDS = re.compile(r"\d{1,3}(,\d{3}){1,5}(\.\d{1,9})?", re.ASCII)
"""A number with commas between its thousands."""
_POINTED = re.compile(r"\d{1,3}(\.\d{3})+", re.ASCII)
"""A number with points between its thousands, or with three decimals."""
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ][^\n]{0,40})?", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}|\d\d)", re.ASCII)
_NO_ID = re.compile(r"[^a-z0-9_.~]+")
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""By the first three letters of the name, in lower case."""


def present(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Some cells, those of them empty that say that there is no value."""
    return cells if MISSING.isdisjoint(cells) else tuple("" if cell in MISSING else cell for cell in cells)


def name(cell: str) -> str:
    """A cell as a name: on one line, without what a terminal must not get, at most ``LONGEST`` characters.

    A longer one ends with a word: half a word would be found by nobody who looks for the whole. One long word is no name.
    """
    one = " ".join(cell.split())
    if len(one) > LONGEST:
        one = one[: LONGEST + 1].rpartition(" ")[0]
    return one if one.isascii() and one.isprintable() else line(one).strip()


@lru_cache(maxsize=8192)  # a district has many places, and a country many units
def values(*pairs: tuple[str, str]) -> tuple[tuple[str, Value], ...]:
    """Values of fields, each once, without empty ones; of each its field and its cell."""
    found = dict.fromkeys((field, name(cell)) for field, cell in pairs)
    return tuple((field, Value(token, token)) for field, token in found if token)


def split(cell: str, separator: str = ";") -> tuple[str, ...]:
    """The names in a cell of several, each once."""
    return tuple(dict.fromkeys(one for part in cell.split(separator) if (one := name(part))))


def several(cell: str, separator: str = "") -> Sequence[str]:
    """The values in a cell: the items of a list, as JSON has it, or what a separator parts; without either the cell itself."""
    if cell[:1] == "[" and cell[-1:] == "]":
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and not any(isinstance(one, list | dict) for one in found):
            return ["" if one is None else one if isinstance(one, str) else json.dumps(one) for one in found]
    return cell.split(separator) if separator else (cell,)


def quoted(cell: str) -> str:
    """A cell as a fault quotes it; short."""
    return shorten(cell, 40) or "(blank)"


def number(cell: str) -> int | float | None:
    """The number in a cell, also as a spreadsheet writes whole ones (``3.0``); ``None`` if there is none."""
    typed = cell.strip()
    if not _NUMBER.fullmatch(typed):
        return None
    found = float(typed)
    return int(found) if found == int(found) else found


def code(cell: str) -> str:
    """A cell's code as its codebook writes it: ``3`` for ``3.0``."""
    typed = cell.strip()
    if typed.isalpha() or (len(typed) == 1 and typed.isascii()):
        return typed
    found = number(typed)
    return str(found) if isinstance(found, int) else typed


def figure(
    column: str, cell: str, faults: list[str], unknown: frozenset[float] = frozenset(), *, whole: bool = False
) -> int | float | None:
    """How many, in a cell; ``None`` if it is empty, unknown or no such number.

    Args:
        column: Its heading, for the fault.
        cell: The cell.
        faults: Takes a sentence if something stands there that is no figure.
        unknown: The numbers by which a dataset says that it does not know.
        whole: Whether the dataset counts whole people, so that a point can only part thousands, and nobody knows which number
            that is.
    """
    if not cell.strip():
        return None
    found = number(cell.replace(",", "") if "," in cell and THOUSANDS.fullmatch(cell.strip()) else cell)
    if found is not None and found in unknown:
        return None
    pointed = whole and (not isinstance(found, int) or _POINTED.fullmatch(cell.strip()))
    if found is None or not 0 <= found <= 1e15 or pointed:
        faults.append(f"{column} {quoted(cell)} is not a number of people; the event has no such figure")
        return None
    return found


def bounds(cell: str) -> tuple[int, int | None] | None:
    """The lowest and the highest number of a cell that has a range or an open end: ``5-7``, ``10+``; ``None`` of any other."""
    match = _BOUNDS.fullmatch(cell.strip()[:64].replace(",", ""))
    if match is None or not (match[2] or match[3]):
        return None
    least, most = int(match[1]), int(match[2] or match[1])
    return (least, None if match[3] else most) if least < most or not match[2] else None


def ranged(measure: str, who: str, figures: tuple[float | None, float | None, float | None], by: str, source: str) -> Claim:
    """The claim of a lowest, a best and a highest figure, which are in order, and of which one at least is known.

    A best number needs both bounds, and is the value where one is missing.
    """
    low, best, high = figures
    bounded = low is not None and high is not None and low < high
    value = None if bounded else best if best is not None else low if low == high else None
    if value is not None:
        low = high = None
    return Claim(measure=measure, who=who, value=value, min=low, max=high, best=best if bounded else None, by=by, source=source)


@lru_cache(maxsize=16384)  # forty years of days, which begin and end many spans
def day(cell: str) -> date | None:
    """The day in a cell: ``2024-03-05`` or ``2024/3/5``, also with a time after it, ``05 March 2024`` or ``5-Mar-24``."""
    typed = cell.strip()[:64]
    try:
        if match := _ISO.fullmatch(typed):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if (match := _WORDED.fullmatch(typed)) and (month := MONTH_NUMBERS.get(match[2][:3].lower())):
            return date(whole_year(match[3]), month, int(match[1]))
    except ValueError:
        pass
    return None


def whole_year(digits: str) -> int:
    """A year of which two digits may be written: 50 is 1950, 49 is 2049. What datasets tell of has happened."""
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number > 49 else 2000)


def year(cell: str) -> str:
    """The year in a cell as EDTF; empty if there is none."""
    found = number(cell)
    return f"{found:04}" if isinstance(found, int) and 1 <= found <= 9999 else ""


def span(first: date, last: date) -> str:
    """The days from one to another as EDTF: a day, a whole month or year, or an interval."""
    if first == last:
        return first.isoformat()
    # no month is shorter
    after = last + timedelta(1) if first.day == 1 and last.day >= 28 and last < date.max else last
    if after > last and after.day == 1:
        if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
            return f"{first.year:04}-{first.month:02}"
        if first.month == 1 and (after.year, after.month) == (first.year + 1, 1):
            return f"{first.year:04}"
    return f"{first.isoformat()}/{last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Point:
    """Coordinates in degrees, WGS 84."""

    lat: float
    lon: float


def point(lat: str, lon: str, faults: list[str]) -> Point | None:
    """The coordinates in two cells; ``None`` if both are empty, or either is no such number.

    Args:
        lat: The cell ``latitude``.
        lon: The cell ``longitude``.
        faults: Takes a sentence if something stands there that is no coordinate.
    """
    if not (lat.strip() or lon.strip()):
        return None
    found: list[float] = []
    for column, cell, limit in (("latitude", lat, 90), ("longitude", lon, 180)):
        # of degrees, no comma parts thousands
        degrees = number(cell.replace(",", ".", 1))
        if degrees is None or not -limit <= degrees <= limit:
            faults.append(
                f"{column} {quoted(cell)} is not a number of degrees from -{limit} to {limit}; the event has no coordinates"
            )
            return None
        found.append(float(degrees))
    return Point(*found)


def place(called: str, district: str, at: Point | None, precision: Precision | None) -> Place | None:
    """A place by what is known of it; ``None`` if that is nothing."""
    if at is not None:
        return Place(name=called, district=district, lat=at.lat, lon=at.lon, precision=precision)
    return Place(name=called, district=district) if called or district else None


def slug(cell: str) -> str:
    """A name as an id, which a tag is: ``women-targeted`` for ``women targeted``; empty if no letter or digit is left."""
    return _NO_ID.sub("-", name(cell).lower()).strip("-._~")


def listed(parts: Iterable[str]) -> str:
    """Names in a row as a sentence says them: ``a``, ``a and b``, ``a, b and c``."""
    *some, last = parts
    return f"{', '.join(some)} and {last}" if some else last
