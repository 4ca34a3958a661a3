"""Dates in words: in full, with short months, and in the few cells of a list. The words say no more than the date."""

from __future__ import annotations

from collections.abc import Sequence

from cttui.model import calendar
from cttui.model.calendar import MONTHS, Day, day_of, year_words
from cttui.model.edtf.points import Edtf, Point
from cttui.model.edtf.single import Parts, parts_of

_MARKS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}

_SEASONS = (
    "spring", "summer", "autumn", "winter",
    "northern spring", "northern summer", "northern autumn", "northern winter",
    "southern spring", "southern summer", "southern autumn", "southern winter",
    "the first quarter of", "the second quarter of", "the third quarter of", "the fourth quarter of",
    "the first third of", "the second third of", "the last third of", "the first half of", "the second half of",
)  # fmt: skip
"""The words before the year for each division of a year, from 21 on."""

LABEL = 7
"""The most characters of ``short_label``."""


def describe(when: Edtf) -> str:
    """The date in words: ``26 March 2024``, ``29 January – 2 February 2024``, ``about July 2024``, ``until May 2024``."""
    if when.members:
        kind = "one of:" if when.text[0] == "[" else "all of:"
        return f"{kind} {', '.join(_member(member) for member in when.members)}"
    if not when.is_interval:
        return _words(when.start)
    start, end = when.start, when.end
    if start.is_missing or end.is_missing:
        return _half(start, end)
    if start.precision == end.precision == "day" and not (start.qualifier or end.qualifier):
        first, last = day_of(start.lower), day_of(end.lower)
        if first == last:
            return _words(end)
        if first[:2] == last[:2]:
            return f"{first.day}–{_words(end)}"
        if first.year == last.year:
            return f"{first.day} {MONTHS[first.month - 1]} – {_words(end)}"
    return f"{_words(start)} – {_words(end)}"


def _half(start: Point, end: Point) -> str:
    """An interval with one or both ends open or unknown."""
    if start.is_missing and end.is_missing:
        names = {"open": "open", "unknown": "unknown"}
        return f"start {names[start.precision]}, end {names[end.precision]}"
    if start.is_missing:
        return f"until {_words(end)}" + (", start unknown" if start.precision == "unknown" else "")
    return f"from {_words(start)}" + (", end unknown" if end.precision == "unknown" else "")


def _member(when: Edtf) -> str:
    """A date of a set."""
    if when.start.is_missing:
        return f"{_words(when.end)} or earlier"
    if when.end.is_missing:
        return f"{_words(when.start)} or later"
    return describe(when)


def _words(point: Point) -> str:
    if point.precision == "day" and not point.qualifier:
        return calendar.words_of(point.lower) + _time(point)
    if point.text[0] == "Y":
        return year_words(day_of(point.lower).year)
    parts = parts_of(point.text)
    plain = _plain(point, parts)
    doubts = _doubts(parts)
    return _MARKS[parts.whole_mark] + plain + (f" ({doubts})" if doubts else "")


def _time(point: Point) -> str:
    """The time of day and its offset: ``, 08:30``, ``, 23:20:30 (UTC+04:30)``."""
    if point.seconds < 0:
        return ""
    written = point.text.partition("T")[2]
    clock, offset = written[:8], written[8:]
    shown = clock.removesuffix(":00") if clock.count(":") == 2 else clock
    zone = " UTC" if offset == "Z" else f" (UTC{offset})" if offset else ""
    return f", {shown}{zone}"


def _plain(point: Point, parts: Parts) -> str:
    """A date without its qualifiers."""
    year_text, month_text, day_text = parts.texts
    year = _year(year_text, parts.years)
    day = day_of(point.lower)
    match point.precision:
        case "day":
            return calendar.words_of(point.lower)
        case "season":
            return f"{_SEASONS[int(month_text) - 21]} {year}"
        case "month":
            return f"{'some day in ' if day_text else ''}{calendar.month_words(day.year, day.month)}"
    if month_text in {"", "XX"} and day_text in {"", "XX"}:
        return f"some day in {year}" if month_text else year
    months = parts.months or ()
    some_year = len(parts.years) > 1
    among = f"{'one' if year.startswith('the years') else 'some year'} of {year}" if some_year else year
    if len(months) == 1:
        month = f"{MONTHS[months[0] - 1]} in {among}" if some_year else calendar.month_words(day.year, months[0])
    else:
        month = f"{_months(month_text, months)} in {among}"
    days = parts.days
    if days is None:
        return month
    if day_text == "XX":
        return f"some day in {month}"
    if len(days) > 1:
        some = f"{days[0]}–{days[-1]}" if len(days) == days[-1] - days[0] + 1 else _or([str(day) for day in days])
        return f"some day, {some}, of {month}"
    return f"{days[0]} {month}" if len(months) == 1 else f"day {days[0]} of {month}"


def _months(text: str, months: Sequence[int]) -> str:
    if text == "XX":
        return "some month"
    names = [MONTHS[month - 1] for month in months]
    if len(names) > 2 and len(names) == months[-1] - months[0] + 1:
        return f"some month from {names[0]} to {names[-1]}"
    return _or(names)


def _or(names: Sequence[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} or {last}" if before else last


def _year(text: str, years: Sequence[int]) -> str:
    """A year, a decade (``the 2020s``), a century (``the 1900s``), or some years by their digits or their first and last."""
    unknown = len(text) - len(text.rstrip("X"))
    if "X" not in text:
        return year_words(years[0])
    if text.count("X") != unknown:
        return f"the years {text} (X is any digit)"
    if years[0] >= 100 and (unknown == 2 or (unknown == 1 and years[0] % 100)):
        # the 1900s are a century, never the decade from 1900
        return f"the {years[0]}s"
    return calendar.years_words(years[0], years[-1])


def _doubts(parts: Parts) -> str:
    """Which parts of a date have their own qualifiers: ``year and month approximate, day uncertain``."""
    names = ("year", "season" if parts.season else "month", "day")
    said = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}
    found = []
    for place, (left, right) in enumerate(parts.marks):
        if left and len(parts.marks) > 1:
            found.append(f"{names[place]} {said[left]}")
        if right and place < len(parts.marks) - 1:
            found.append(f"{' and '.join(names[: place + 1])} {said[right]}")
    return ", ".join(found)


def brief(when: Edtf) -> str:
    """The date in words with three-letter months: ``26 Mar 2024``, ``about Jul 2024``."""
    text = describe(when)
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


# -- in a list -------------------------------------------------------------------------------------------------------


def short_label(when: Edtf) -> str:
    """At most seven characters for a list under a month heading: ``26``, ``25–26``, ``29–2Feb``, ``~24``, ``~Jul``."""
    if when.members:
        name = _point_label(when.start) if not when.start.is_missing else "until"
        return f"{name}…" if len(name) < LABEL else name
    start, end = when.start, when.end
    if start.is_missing:
        return "until" if when.is_dated else "?"
    if start.precision != "day":
        text = _point_label(start)
        return f"{text}–" if when.is_interval and end.text != start.text and len(text) < LABEL else text
    first = day_of(start.lower)
    mark = "~" if start.qualifier else ""
    if not when.is_interval or (end.precision == "day" and end.lower == start.lower):
        return f"{mark}{first.day}"
    if end.precision != "day":
        return f"{mark}{first.day}–"
    last = day_of(end.lower)
    close = "~" if end.qualifier else ""
    if last[:2] == first[:2]:
        return f"{mark}{first.day}–{close}{last.day}"
    if end.lower - start.lower > calendar.HALF_YEAR:
        # its month would be mistaken for that of the heading above the date, or the next
        return f"{mark}{first.day}–"
    month = MONTHS[last.month - 1][:3]
    text = f"{mark}{first.day}–{close}{last.day}{month}"
    return text if len(text) <= LABEL else f"{mark}{first.day}–{month}"


def dated_label(when: Edtf) -> str:
    """A day in a list that no month heads, with its year: ``26 Mar 2024``, ``25 Mar 2024–``, ``~Jul 2024``.

    Of a date with two ends it is the first that is known, with a dash for what follows or goes before.
    """
    missing = when.start.is_missing
    point = when.end if missing else when.start
    if point.is_missing:
        return "?"
    if point.precision == "day":
        text = calendar.words_of(point.lower)
    else:
        text = year_words(day_of(point.lower).year) if point.text[0] == "Y" else _plain(point, parts_of(point.text))
    for month in MONTHS:
        text = text.replace(month, month[:3])
    mark = "~" if point.qualifier else ""
    if missing:
        return f"–{mark}{text}"
    several = when.end.text != when.start.text or bool(when.members)
    return f"{mark}{text}{'–' if several else ''}"


_DIVISIONS = ("Jan–Apr", "May–Aug", "Sep–Dec", "Jan–Jun", "Jul–Dec")


def _point_label(point: Point) -> str:
    """A single date in a list, if it is not a plain day: its month, season or year."""
    mark = "~" if point.qualifier else ""
    day = day_of(point.lower)
    if point.precision == "day":
        return f"{mark}{day.day}"
    if point.precision == "month":
        return f"{mark}{MONTHS[day.month - 1][:3]}"
    if point.precision == "season":
        season = parts_of(point.text).season
        if season > 36:
            return _DIVISIONS[season - 37]
        return mark + (f"Q{season - 32}" if season > 32 else _SEASONS[(season - 21) % 4])
    if point.precision == "year":
        return mark + _year_label(day)
    if point.text[0] != "-" and day.year > 0 and point.precision in {"decade", "century"}:
        return mark + (f"{day.year}–9" if point.precision == "decade" and day.year % 100 == 0 else f"{day.year}s")
    parts = parts_of(point.text)
    if len(parts.years) > 1:
        return mark + parts.texts[0]
    one_month = parts.months is not None and len(parts.months) == 1
    return mark + (MONTHS[day.month - 1][:3] if one_month else _year_label(day))


def _year_label(day: Day) -> str:
    """A year in at most six characters; of millions of years, the millions, and before year 1 BC."""
    count, era = (day.year, "") if day.year > 0 else (1 - day.year, "BC")
    for unit, scale in (("", 1), ("k", 10**3), ("M", 10**6), ("G", 10**9)):
        text = f"{count // scale}{unit}{era}"
        if len(text) <= LABEL - 1:
            return text
    return f"{count:.0e}{era}"


# -- between dates ---------------------------------------------------------------------------------------------------


def gap(first: Edtf, then: Edtf) -> tuple[int, int]:
    """Minimum and maximum days from one date to another, counted from their starts; negative if it is earlier."""
    (one_from, one_to), (other_from, other_to) = _began(first), _began(then)
    return other_from - one_to, other_to - one_from


def _began(when: Edtf) -> tuple[int, int]:
    """The first and the last day on which a date may begin; if its start is not given, on which it may end."""
    if when.members:
        return when.earliest, when.latest
    point = when.end if when.start.is_missing else when.start
    return point.earliest, point.latest


def describe_gap(first: Edtf, then: Edtf) -> str:
    """The days between two dates in words: ``88 days later``, ``the same day``, ``0 to 30 days later``, ``3 days earlier``.

    Empty if a date has no day, or is open on both sides, so that the number of days is unknown.
    """
    if not (first.is_dated and then.is_dated):
        return ""
    fewest, most = gap(first, then)
    if max(abs(fewest), abs(most)) > calendar.YEARS:
        return ""
    if fewest == most:
        return "the same day" if most == 0 else f"{_days(abs(most))} {'later' if most > 0 else 'earlier'}"
    if fewest >= 0:
        return f"{fewest:,} to {_days(most)} later"
    if most <= 0:
        return f"{-most:,} to {_days(-fewest)} earlier"
    return f"{_days(-fewest)} earlier to {_days(most)} later"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
