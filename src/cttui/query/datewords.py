"""Words for dates as people type them, and the clause that they mean: for ``last week of May`` ``date:2024-05-25..2024-05-31``.

The query language has one way to write dates. Whoever types ``august 2024`` or ``since June`` is shown it. Ambiguous text
is left alone: ``march`` by itself may be a march, and ``3/4/2024`` is either of two days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from cttui.errors import DateError
from cttui.lazy import dataclass
from cttui.model import calendar, dates, periods
from cttui.model.dates import MONTHS, Edtf
from cttui.model.periods import Days

LONGEST = 80
"""The most characters of words for a date."""
YEARS_BACK = 50
"""The most years of a period searched for words without a year."""
MOST = 10
"""The most words of one date."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NUMBER = r"(\d\d?)(?:st|nd|rd|th)?"
_YEAR = r"(?: (?:of )?(?:the year )?(?P<year>\d{4}))?"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1, "final": -1}
_ORDINAL = rf"(?:the )?(?P<nth>{'|'.join(_ORDINALS)})"
_PARTS = {"early": 0, "start of": 0, "beginning of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
_PART = rf"(?:in )?(?:the )?(?P<part>{'|'.join(_PARTS)})"
_UNITS = "day|week|month|quarter|year|decade"
_SPELT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(_SPELT)})"


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of a text that mean a date."""

    start: int
    """Offset of the first, in characters."""
    stop: int
    """Offset just after the last."""
    clause: str
    """What says it in the query language: ``date:2024-08``."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What some words name: the days of a year, and the year where they say one."""

    days: Callable[[int], Days | None]
    year: int | None
    edtf: str = ""
    """Its EDTF, with ``{}`` for the year, if that is more than its first and last day."""


def find(text: str, period: Edtf | None = None, today: int | None = None) -> DateWords | None:
    """The first words of a text that clearly mean a date, as many as possible; ``None`` if there are none.

    Args:
        text: Words, without quotation marks and clauses.
        period: The timeline's period, in which the year of words without one is searched.
        today: Today, for ``yesterday`` and ``last month``, and for words without a year if there is no period.
    """
    found = list(re.finditer(r"\S+", text))
    for first, word in enumerate(found):
        if first and found[first - 1][0].isdigit() and not word[0][0].isdigit():
            # "31 April" is not read as the month without the day
            continue
        for last in range(min(len(found), first + MOST) - 1, first - 1, -1):
            said = text[word.start() : found[last].end()]
            if last == first and (said.isdigit() or not said[:1].isdigit()):
                # a month or a year alone may be any word
                continue
            if value := read(said, period, today):
                return DateWords(word.start(), found[last].end(), f"date:{value}")
    return None


def leading(text: str, period: Edtf | None = None, today: int | None = None) -> tuple[int, str]:
    """As ``read``, for as many leading words of a text as mean a date; with the offset just after them, or 0."""
    found = list(re.finditer(r"\S+", text[: 2 * LONGEST]))[:MOST]
    values = ((word.end(), read(text[: word.end()], period, today)) for word in reversed(found))
    return next(((stop, value) for stop, value in values if value), (0, ""))


def read(text: str, period: Edtf | None = None, today: int | None = None) -> str:
    """Some words as the value of a date clause: ``2024-08``, ``>=2024-06``, ``2024-05-25..2024-05-31``; otherwise empty.

    Args:
        text: All of the words; if any is not part of a date, the result is empty.
        period: As in ``find``.
        today: As in ``find``.
    """
    said = _normal(text)
    if not said or len(said) > LONGEST:
        return ""
    reader = _Reader(period, today)
    return reader.range(said) or reader.bound(said) or reader.about(said) or reader.plain(said)


def _normal(text: str) -> str:
    """Words in lower case, separated by single blanks, without commas and dots."""
    text = re.sub(r"[\u2010-\u2015]", "-", text.casefold())
    text = re.sub(r"(?<=[^\W\d])\.|,(?!\d)|,(?=\d{4})|['\u2019]s\b", " ", text)
    return " ".join(text.split())


_DAYS_OF_MONTH = re.compile(
    rf"(?:from |between )?(?:the )?{_NUMBER} ?(?:-|to|and|until|till) ?{_NUMBER} (?:of )?({_MONTH}.*)", re.ASCII
)
_TO = "(?:to|until|till|through|-)"
_FROM_TO = re.compile(rf"from (.+?) {_TO} (.+)|between (.+?) and (.+)|(.+?) {_TO} (.+)")


class _Reader:
    """Reads words relative to a timeline's period and to today."""

    def __init__(self, period: Edtf | None, today: int | None) -> None:
        self.period = period
        self.today = today

    # -- what stands around a date -------------------------------------------------------------------------------------

    def range(self, said: str) -> str:
        """``from May to July``, ``between 10 and 14 May``, ``10-14 May 2024``."""
        if match := _DAYS_OF_MONTH.fullmatch(said):
            low, high = self._unit(f"{match[1]} {match[3]}"), self._unit(f"{match[2]} {match[3]}")
        elif match := _FROM_TO.fullmatch(said):
            first, last = (part for part in match.groups() if part)
            low, high = self._unit(first), self._unit(last)
        else:
            return ""
        if low is None or high is None:
            return ""
        end = self._days(high)
        if end is None:
            return ""
        year = calendar.day_of(end.first).year
        start = low.days(year if low.year is None else low.year)
        if start is not None and low.year is None and start.first > end.first:
            # from November to February
            start = low.days(year - 1)
        if start is None or start.first > end.last:
            return ""
        ends = periods.edtf(start)[0], periods.edtf(end)[1]
        return ends[0] if ends[0] == ends[1] else f"{ends[0]}..{ends[1]}"

    _BOUNDS = (
        (r"(?:since|starting|from) (.+?)(?: on(?:wards?)?)?", ">=", 0),
        (r"(.+?) (?:onwards?|or later|and later)", ">=", 0),
        (r"(?:until|till|up to|through|by|no later than) (.+)", "<=", 1),
        (r"(.+?) (?:or earlier|and earlier|or before)", "<=", 1),
        (r"(?:before|prior to|earlier than) (.+)", "<", 0),
        (r"(?:after|later than|following) (.+)", ">", 1),
    )

    def bound(self, said: str) -> str:
        """``since June``, ``until 10 May``, ``before 2024``, ``after March``."""
        for pattern, sign, end in self._BOUNDS:
            if (match := re.fullmatch(pattern, said)) and (unit := self._unit(match[1])) and (days := self._days(unit)):
                return f"{sign}{periods.edtf(days)[end]}"
        return ""

    def about(self, said: str) -> str:
        """``about May 2024``, ``around 10 May``: EDTF's approximate date."""
        match = re.fullmatch(r"(?:about|around|circa|approximately|c) (.+)", said)
        if match is None or (unit := self._unit(match[1])) is None or (days := self._days(unit)) is None:
            return ""
        low, high = periods.edtf(days)
        return f"{low}~" if low == high else f"{low}..{high}"

    def plain(self, said: str) -> str:
        """``august 2024``, ``in the last week of May``."""
        unit = self._unit(re.sub(r"^(?:in|on|during|within|throughout|of|for) ", "", said))
        days = self._days(unit) if unit else None
        if unit is None or days is None:
            return ""
        if unit.edtf:
            return unit.edtf.format(calendar.iso_year(calendar.day_of(days.first).year))
        low, high = periods.edtf(days)
        return low if low == high else f"{low}..{high}"

    def _days(self, unit: _Unit) -> Days | None:
        """The days of a unit, in the year that it names, or the latest possible year of the timeline."""
        if unit.year is not None:
            return unit.days(unit.year)
        limits = self._limits()
        if limits is None:
            return None
        latest, earliest = calendar.day_of(limits.last).year, calendar.day_of(limits.first).year
        for year in range(latest, max(earliest, latest - YEARS_BACK) - 1, -1):
            days = unit.days(year)
            if days is not None and days.last >= limits.first and days.first <= limits.last:
                return days
        return None

    def _limits(self) -> Days | None:
        """The days for words without a year: the timeline's period, or else the years up to today."""
        period = self.period
        if period is None or not period.is_dated:
            return None if self.today is None else Days(self.today - 8 * 366, self.today)
        # an open end extends to today, an open start counts as the last year before the end
        first, last = period.lower, period.upper
        if period.end.is_missing:
            last = max(first, self.today) if self.today is not None else first + 365
        if period.start.is_missing:
            first = last - 366
        return Days(first, last)

    # -- what a date is ------------------------------------------------------------------------------------------------

    def _unit(self, said: str) -> _Unit | None:
        said = said.removeprefix("the ") if not said.startswith("the last") else said
        for pattern, make in _FORMS:
            if match := pattern.fullmatch(said):
                return make(match)
        return self._relative(said) or _edtf(said)

    def _relative(self, said: str) -> _Unit | None:
        """``yesterday``, ``last month``, ``this year``, ``the last 30 days``, ``two weeks ago``: relative to today."""
        today = self.today
        if today is None:
            return None
        here: Days | None = None
        if said in {"today", "yesterday", "tomorrow"}:
            day = today + {"today": 0, "yesterday": -1, "tomorrow": 1}[said]
            here = Days(day, day)
        elif match := re.fullmatch(rf"(?:the )?(this|last|previous|past|next) ({_UNITS})", said):
            here = periods.around(match[2], today)
            if match[1] != "this":
                here = periods.around(match[2], here.last + 1 if match[1] == "next" else here.first - 1)
        elif match := re.fullmatch(rf"(?:the )?(?:last|past|previous) {_COUNT} (day|week|month|year)s?", said):
            here = Days(_back(today, _number(match["count"]), match[2]) + 1, today)
        elif match := re.fullmatch(rf"{_COUNT} (day|week|month|year)s? ago", said):
            here = periods.around(match[2], _back(today, _number(match["count"]), match[2]))
        return None if here is None else _Unit(partial(_fixed, here), calendar.day_of(here.first).year)


def _back(day: int, count: int, unit: str) -> int:
    """The day a number of units before."""
    if unit in {"day", "week"}:
        return day - count * (7 if unit == "week" else 1)
    return calendar.moved(day, -count * (12 if unit == "year" else 1))


def _number(said: str) -> int:
    return _SPELT[said] if said in _SPELT else int(said)


def _month(said: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(said[:3]))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _month_days(month: int, year: int) -> Days:
    return Days(calendar.number_of(year, month), calendar.month_end(year, month))


def _one_day(month: int, day: int, year: int) -> Days | None:
    if not 1 <= day <= calendar.month_length(year, month):
        return None
    found = calendar.number_of(year, month, day)
    return Days(found, found)


def _week_of_month(month: int, nth: int, year: int) -> Days | None:
    """Seven days of a month, counted from its first, or its last seven."""
    whole = _month_days(month, year)
    if nth < 0:
        return Days(whole.last - 6, whole.last)
    first = whole.first + 7 * (nth - 1)
    return Days(first, min(first + 6, whole.last))


def _ends_of(whole: Callable[[int], Days], nth: int, count: int, year: int) -> Days:
    """The first or the last days, by number."""
    days, count = whole(year), max(count, 1)
    return (
        Days(days.first, min(days.last, days.first + count - 1))
        if nth > 0
        else Days(max(days.first, days.last - count + 1), days.last)
    )


def _third(month: int, part: int, year: int) -> Days:
    """Days 1–10, 11–20 or 21 to the end of a month."""
    whole = _month_days(month, year)
    return Days(whole.first + 10 * part, whole.last if part == 2 else whole.first + 10 * part + 9)


def _months(first: int, count: int, year: int) -> Days:
    return Days(calendar.number_of(year, first), calendar.month_end(year, first + count - 1))


def _week_around(month: int, day: int, year: int) -> Days | None:
    found = _one_day(month, day, year)
    return periods.around("week", found.first) if found else None


def _fixed(days: Days, _year: int) -> Days:
    return days


def _years(first: int, last: int) -> _Unit:
    days = Days(calendar.number_of(first), calendar.month_end(last, 12))
    return _Unit(partial(_fixed, days), first)


def _edtf(said: str) -> _Unit | None:
    """Text that is already EDTF, or a numeric day and month if unambiguous."""
    if match := re.fullmatch(r"(\d\d?)[./-](\d\d?)[./-](\d{4})", said):
        one, other = int(match[1]), int(match[2])
        if one <= 12 and other <= 12 and one != other:
            return None
        day, month = (one, other) if one > 12 or one == other else (other, one)
        return _Unit(partial(_one_day, month, day), int(match[3])) if 1 <= month <= 12 else None
    try:
        when = dates.parse(said.upper())
    except DateError:
        return None
    if not when.has_ends or when.start.seconds >= 0 or len(when.runs) > 1:
        return None
    return _Unit(partial(_fixed, Days(when.lower, when.upper)), calendar.day_of(when.lower).year)


_Make = Callable[[re.Match[str]], "_Unit | None"]


def _nth(match: re.Match[str]) -> int:
    return _ORDINALS[match["nth"]]


def _month_form(make: Callable[[re.Match[str]], Callable[[int], Days | None]]) -> _Make:
    """A unit that a year may follow."""
    return lambda match: _Unit(make(match), _year(match))


_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _season_form(match: re.Match[str]) -> _Unit:
    season = _SEASONS[match["season"]]
    return _Unit(
        partial(_months, 12 if season == 24 else 3 * (season - 20), 1 if season == 24 else 3), _year(match), f"{{}}-{season}"
    )


def _century_form(match: re.Match[str]) -> _Unit:
    last = int(match["nth"]) * 100
    return _years(last - 99, last)


def _bc_form(match: re.Match[str]) -> _Unit | None:
    year = 1 - int(match["year"])
    return _years(year, year) if year <= 0 else None


_QUARTER = r"(?:(?:the )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|q(?P<q>[1-4]))"


def _quarter_form(match: re.Match[str]) -> _Unit:
    nth = int(match["q"]) if match["q"] else _ORDINALS[match["nth"]]
    return _Unit(partial(_months, 3 * ((nth if nth > 0 else 4) - 1) + 1, 3), _year(match))


_WEEK = (
    rf"(?:the )?week of (?:{_DAY} (?:of )?(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?){_YEAR}"
)

_FORMS: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (rf"(?P<month>{_MONTH}){_YEAR}", _month_form(lambda m: partial(_month_days, _month(m["month"])))),
        (rf"(?P<year>\d{{4}}) (?P<month>{_MONTH})", _month_form(lambda m: partial(_month_days, _month(m["month"])))),
        (
            rf"{_DAY} (?:of )?(?P<month>{_MONTH}){_YEAR}",
            _month_form(lambda m: partial(_one_day, _month(m["month"]), int(m["day"]))),
        ),
        (rf"(?P<month>{_MONTH}) {_DAY}{_YEAR}", _month_form(lambda m: partial(_one_day, _month(m["month"]), int(m["day"])))),
        (
            rf"{_ORDINAL} week (?:of |in )(?P<month>{_MONTH}){_YEAR}",
            _month_form(lambda m: partial(_week_of_month, _month(m["month"]), _nth(m))),
        ),
        (
            rf"(?:the )?(?P<nth>first|last|final) (?:{_COUNT} )?days? (?:of |in )(?P<month>{_MONTH}){_YEAR}",
            _month_form(
                lambda m: partial(_ends_of, partial(_month_days, _month(m["month"])), _nth(m), _number(m["count"] or "one"))
            ),
        ),
        (
            _WEEK,
            _month_form(lambda m: partial(_week_around, _month(m["month"] or m["month2"]), int(m["day"] or m["day2"]))),
        ),
        (
            rf"{_PART}[ -](?P<month>{_MONTH}){_YEAR}",
            _month_form(lambda m: partial(_third, _month(m["month"]), _PARTS[m["part"]])),
        ),
        (rf"{_PART}[ -](?P<year>\d{{4}})", _month_form(lambda m: partial(_months, 4 * _PARTS[m["part"]] + 1, 4))),
        (rf"(?:the )?(?P<season>{_SEASON}){_YEAR}", _season_form),
        (rf"{_QUARTER}{_YEAR}", _quarter_form),
        (r"(?P<year>\d{4})[ -]?q(?P<q>[1-4])(?P<nth>)", _quarter_form),
        (
            rf"(?:the )?(?P<nth>first|second|last|1st|2nd) half{_YEAR}",
            _month_form(lambda m: partial(_months, 1 if _nth(m) == 1 else 7, 6)),
        ),
        (r"(?:the )?(?P<year>\d{3}0)s", lambda m: _years(int(m["year"]), int(m["year"]) + 9)),
        (r"(?:the )?(?P<nth>[1-9]\d?)(?:st|nd|rd|th) century", _century_form),
        (r"(?P<year>\d{1,4}) bce?", _bc_form),
    )
)
"""The forms of a date in words, each with the function for its unit; every pattern is linear in the words."""
