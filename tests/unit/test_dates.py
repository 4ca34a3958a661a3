"""Dates: what is read, what it spans, and how it is put in words."""

from __future__ import annotations

import re
from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import DateError
from cttui.model import calendar, dates
from cttui.model.dates import FIRST_DAY, LAST_DAY
from strategies import edtf, points

OPEN = {"-inf": FIRST_DAY, "inf": LAST_DAY}


def day(text: str) -> int:
    """The number of a day of any year as ISO writes it; of an open end the day that stands for it."""
    year, month, date_ = re.fullmatch(r"([+-]?\d+)-(\d\d)-(\d\d)", text).groups() if text not in OPEN else ("", "", "")  # type: ignore[union-attr]  # else the test fails
    return OPEN[text] if text in OPEN else calendar.number_of(int(year), int(month), int(date_))


def days(text: str) -> tuple[int, int]:
    """The numbers of two ISO days, written with a space between; one day stands for both."""
    first, _, last = text.partition(" ")
    return day(first), day(last or first)


SPANS = {
    "2024-03-26": ("2024-03-26", "2024-03-26"),
    "2024-03-26~": ("2024-03-26", "2024-03-25 2024-03-27"),
    "2024-03-26%": ("2024-03-26", "2024-03-24 2024-03-28"),
    "2024-02": ("2024-02-01 2024-02-29", "2024-02-01 2024-02-29"),
    "2023-02-XX": ("2023-02-01 2023-02-28", "2023-02-01 2023-02-28"),
    "2024-07~": ("2024-07-01 2024-07-31", "2024-06-01 2024-08-31"),
    "2024-01?": ("2024-01-01 2024-01-31", "2023-12-01 2024-02-29"),
    "2024-12%": ("2024-12-01 2024-12-31", "2024-10-01 2025-02-28"),
    "2024": ("2024-01-01 2024-12-31", "2024-01-01 2024-12-31"),
    "2024-XX": ("2024-01-01 2024-12-31", "2024-01-01 2024-12-31"),
    "2024-XX-XX?": ("2024-01-01 2024-12-31", "2023-01-01 2025-12-31"),
    "202X~": ("2020-01-01 2029-12-31", "2010-01-01 2039-12-31"),
    "19XX%": ("1900-01-01 1999-12-31", "1700-01-01 2199-12-31"),
    "000X": ("0000-01-01 0009-12-31", "0000-01-01 0009-12-31"),
    "0001-01~": ("0001-01-01 0001-01-31", "0000-12-01 0001-02-28"),
    "9999?": ("9999-01-01 9999-12-31", "9998-01-01 10000-12-31"),
    "0000": ("0000-01-01 0000-12-31", "0000-01-01 0000-12-31"),
    "-0218-06": ("-0218-06-01 -0218-06-30", "-0218-06-01 -0218-06-30"),
    "-0004-02": ("-0004-02-01 -0004-02-29", "-0004-02-01 -0004-02-29"),
    "-20XX": ("-2099-01-01 -2000-12-31", "-2099-01-01 -2000-12-31"),
    "-000X": ("-0009-01-01 -0001-12-31", "-0009-01-01 -0001-12-31"),
    "Y17000": ("17000-01-01 17000-12-31", "17000-01-01 17000-12-31"),
    "Y-170000002": ("-170000002-01-01 -170000002-12-31", "-170000002-01-01 -170000002-12-31"),
    "2024-05-10T08:30:00": ("2024-05-10", "2024-05-10"),
    "2024-05-10T24:00:00-04": ("2024-05-10", "2024-05-10"),
    "2024-21": ("2024-03-01 2024-05-31", "2024-03-01 2024-05-31"),
    "2024-23~": ("2024-09-01 2024-11-30", "2024-06-01 2025-02-28"),
    "2024-24": ("2024-12-01 2024-12-31", "2023-12-01 2025-02-28"),
    "2024-30": ("2024-12-01 2024-12-31", "2023-12-01 2025-02-28"),
    "2024-34": ("2024-04-01 2024-06-30", "2024-04-01 2024-06-30"),
    "2024-38": ("2024-05-01 2024-08-31", "2024-05-01 2024-08-31"),
    "2024-41": ("2024-07-01 2024-12-31", "2024-07-01 2024-12-31"),
    "2004-06~-11": ("2004-06-11", "2004-05-11 2004-07-11"),
    "?2004-06-~11": ("2004-06-11", "2003-06-10 2005-06-12"),
    "2004?-02-29": ("2004-02-29", "2003-02-28 2005-02-28"),
    "156X-12-25": ("1560-12-25 1569-12-25", "1560-12-25 1569-12-25"),
    "20XX-02-29": ("2000-02-29 2096-02-29", "2000-02-29 2096-02-29"),
    "2023-02-2X": ("2023-02-20 2023-02-28", "2023-02-20 2023-02-28"),
    "2004-1X": ("2004-10-01 2004-12-31", "2004-10-01 2004-12-31"),
    "2004-06-1X~": ("2004-06-10 2004-06-19", "2004-05-31 2004-06-29"),
    "2024-07/2024-07-15": ("2024-07-01 2024-07-15", "2024-07-01 2024-07-15"),
    "2024-05-XX/2024-05-10": ("2024-05-01 2024-05-10", "2024-05-01 2024-05-10"),
    "2024/2024-03": ("2024-01-01 2024-03-31", "2024-01-01 2024-03-31"),
    "-0044-03-15/0014": ("-0044-03-15 0014-12-31", "-0044-03-15 0014-12-31"),
    "2024-05/": ("2024-05-01 2024-05-31", "2024-05-01 inf"),
    "/2024-05": ("2024-05-01 2024-05-31", "-inf 2024-05-31"),
    "../..": ("-inf inf", "-inf inf"),
    "[2024-05-10..2024-05-14]": ("2024-05-10 2024-05-14", "2024-05-10 2024-05-14"),
    "{1960,1961-12~}": ("1960-01-01 1961-12-31", "1960-01-01 1962-01-31"),
    "[..1760-12-03]": ("-inf 1760-12-03", "-inf 1760-12-03"),
    "2024-05-10/2024-05-14": ("2024-05-10 2024-05-14", "2024-05-10 2024-05-14"),
    "2024-05~/2024-06-14?": ("2024-05-01 2024-06-14", "2024-04-01 2024-06-15"),
    "../2024-05": ("-inf 2024-05-31", "-inf 2024-05-31"),
    "2024-05-10/..": ("2024-05-10 inf", "2024-05-10 inf"),
}
"""Of some dates, the first and last day of the strict span and of the possible one; one day stands for both."""

WORDS = {
    "2024-03-26": "26 March 2024",
    "2024-03": "March 2024",
    "2024": "2024",
    "202X": "the 2020s",
    "19XX": "the 1900s",
    "2024-07~": "about July 2024",
    "2024-07-01?": "perhaps 1 July 2024",
    "2024%": "perhaps about 2024",
    "2024-03-XX": "some day in March 2024",
    "2024-XX": "some day in 2024",
    "2024-05-10/2024-05-14": "10–14 May 2024",
    "2024-05-10/2024-05-10": "10 May 2024",
    "2024-01-29/2024-02-02": "29 January – 2 February 2024",
    "2023-12-30/2024-01-02": "30 December 2023 – 2 January 2024",
    "2024-05-10~/2024-05-14": "about 10 May 2024 – 14 May 2024",
    "2024-05/2024-06": "May 2024 – June 2024",
    "../2024-05": "until May 2024",
    "2024-05-10/..": "from 10 May 2024",
    "2024-05-10/": "from 10 May 2024, end unknown",
    "/2024-05": "until May 2024, start unknown",
    "../..": "start open, end open",
    "2024-05-10T08:30:00": "10 May 2024, 08:30",
    "2024-05-10T08:30:05Z": "10 May 2024, 08:30:05 UTC",
    "2024-05-10T08:30:00+04:30": "10 May 2024, 08:30 (UTC+04:30)",
    "-0218-06": "June 219 BC",
    "0000-02": "February, 1 BC",
    "0005": "AD 5",
    "Y17000": "17000",
    "Y-17000": "17001 BC",
    "000X": "the years 1 BC – AD 9",
    "190X": "the years 1900–1909",
    "1XXX": "the years 1000–1999",
    "-20XX": "the years 2100–2001 BC",
    "2024-21": "spring 2024",
    "2024-24~": "about winter 2024",
    "2024-29": "southern spring 2024",
    "2024-34": "the second quarter of 2024",
    "?2004-06-~11": "11 June 2004 (year uncertain, day approximate)",
    "2004-06~-11": "11 June 2004 (year and month approximate)",
    "?2004-06-04~": "about 4 June 2004 (year uncertain)",
    "%2001": "perhaps about 2001",
    "156X-12-25": "25 December in some year of the 1560s",
    "2024-XX-25": "day 25 of some month in 2024",
    "1984-1X": "some month from October to December in 1984",
    "2004-06-1X": "some day, 10–19, of June 2004",
    "15XX-12-XX": "some day in December in some year of the 1500s",
    "20X0": "the years 20X0 (X is any digit)",
    "[1667,1668,1670..1672]": "one of: 1667, 1668, 1670 – 1672",
    "{1960,1961-12}": "all of: 1960, December 1961",
    "[..1760-12-03]": "one of: 3 December 1760 or earlier",
    "[1667,1760-12..]": "one of: 1667, December 1760 or later",
}

LABELS = {
    "2024-03-26": "26",
    "2024-03-24~": "~24",
    "2024-03-25/2024-03-26": "25–26",
    "2024-03-25/2024-03-25": "25",
    "2024-03-25/2024-03-26?": "25–~26",
    "2024-01-29/2024-02-02": "29–2Feb",
    "2024-03-25/..": "25–",
    "2024-03": "Mar",
    "2024-03-XX~": "~Mar",
    "2024": "2024",
    "202X": "2020s",
    "20XX?": "~2000s",
    "../2024-03": "until",
    "../..": "?",
    "2024-05-10T08:30:00": "10",
    "2024/2025": "2024–",
    "2024-01-29/2026-02-02": "29–",
    "~2024-10-29/2024-11-28": "~29–Nov",
    "2024-22~": "~summer",
    "2024-34": "Q2",
    "2024-40": "Jan–Jun",
    "-0218": "219BC",
    "Y170000002": "170M",
    "190X": "1900–9",
    "156X-12-25": "156X",
    "2024-05-1X": "May",
    "[2024-05-10,2024-06]": "10…",
    "[..1984]": "until…",
}

NO_DATES = {
    "26 March 2024": "write dates like 2024-03-26",
    "2024-3-26": "write 2024-03-26",
    "2024.3": "write 2024-03",
    "2024/3/26": "write 2024-03-26",
    "2024-13-1": "'2024-13-01' has month 13",
    "2024-03-26\n": "since it has a space; write 2024-03-26",
    "2024\u201103\u201126": "since some of its signs only look like those of one; write 2024-03-26",
    "2024-03\u200b": "since it has signs that are not seen; write 2024-03",
    "2024~?": "write 2024%",
    "٢٠٢٤": "write 2024",
    "2024-03-26T10:00": "e.g. 2024-03-26",
    "2024-13": "months run from 01 to 12",
    "2024-00-01": "months run from 01 to 12",
    "2024-02-30": "February 2024 has 29 days",
    "2023-02-29": "February 2023 has 28 days",
    "2024-03-26 08:30": "e.g. 2024-03-26T08:30:00",
    "2024-03-26t08:30:00z": "e.g. 2024-03-26T08:30:00Z",
    "2024-03-26T24:00:01": "times run from 00:00:00",
    "2024-03-26T08:30:00-00:00": "offsets are Z or run from",
    "2024-03T08:30:00": "a time follows a day",
    "2024-03-26T08:30:00/2024-03-27": "the ends of an interval must be days, e.g. 2024-03-26",
    "-0000": "write 0000",
    "2024-42": "seasons from 21 to 41",
    "202X-21": "write the year in full",
    "2023-02-3X": "February 2023 has 28 days",
    "20XX-02-3X": "a day that does not exist in any year",
    "~2024~": "write one of ~ ? %",
    "Y2024": "write 2024",
    "Y1000000000000": "is valid EDTF, but",
    "Y-17E7": "cttui does not read an exponent",
    "1950S2": "cttui does not read significant digits",
    "Y17000/Y18000": "years of four digits",
    "198u-XX": "write 198X-XX",
    "2024/open": "write '..' for an open end",
    "2024-W05": "write its days as 2024-01-29/2024-02-04",
    "2009-W01": "write its days as 2008-12-29/2009-01-04",
    "/": "write dates like 2024-03-26",
    "[1667]": "write 1667 alone",
    "[2024;2025]": "write [2024,2025]",
    "[2024-13]": "months run from 01 to 12",
    "[]": "a set without dates",
    "[1667, 1668]": "has a space",
    "[1667,1668}": "without a closing bracket",
    "[1667,..1668]": "has an open end where a set cannot have one",
    "[1667..1668-03]": "a range with mixed units",
    "[1668..1667]": "a range whose start is after its end",
    "[1667?..1668]": "has ~, ? or % in a range of dates",
    "[2024-21,2025]": "sets contain days, months and years",
    "2024-05-14/2024-05-10": "is after its end",
    "2024-05-14/2024-05": "is after its end",
    "2024-05/2024-04-14": "is after its end",
    "0000/-0001": "is after its end",
    "2024/2025/2026": "write dates like 2024-03-26",
}
"""Texts that are no dates, and what whoever wrote them is told."""


def test_a_date_spans_the_days_of_its_digits_and_one_unit_more_where_qualified() -> None:
    """The strict span is what the digits say; a qualifier widens it by one unit of its precision, ``%`` by two."""
    found = {text: dates.parse(text) for text in SPANS}
    assert {text: (when.lower, when.upper) for text, when in found.items()} == {k: days(v) for k, (v, _) in SPANS.items()}
    assert {text: (when.earliest, when.latest) for text, when in found.items()} == {k: days(v) for k, (_, v) in SPANS.items()}


def test_a_date_is_put_in_words() -> None:
    """A reader sees a date as a person would say it, with what is doubtful said."""
    assert {text: dates.describe(dates.parse(text)) for text in WORDS} == WORDS
    assert dates.brief(dates.parse("2024-01-29/2024-02-02")) == "29 Jan – 2 Feb 2024"


def test_a_list_shows_a_date_in_a_few_characters() -> None:
    """Under a month's heading a date is its day or days, and its month or year where the day is not known."""
    assert {text: dates.short_label(dates.parse(text)) for text in LABELS} == LABELS


def refusal(text: str) -> str:
    """Why a text is no date."""
    with pytest.raises(DateError) as refused:
        dates.parse(text)
    return str(refused.value)


def test_a_text_that_is_no_date_is_refused_with_the_right_way_out() -> None:
    """Whoever writes what is no date is told what to write."""
    assert {text: refusal(text) for text, remedy in NO_DATES.items() if remedy not in refusal(text)} == {}
    assert "\x1b" not in refusal("\x1b[31m")
    assert len(refusal("x" * 1000)) < 200


def _oracle_day(found: struct_time | float) -> int:
    if isinstance(found, float):
        return FIRST_DAY if found < 0 else LAST_DAY
    return date(*found[:3]).toordinal()


@settings(max_examples=150)
@given(edtf(1000, 2999).filter(lambda text: "/" not in text or "X" not in text))  # edtf reads no X in an interval
def test_strict_spans_are_those_of_the_edtf_package(text: str) -> None:
    """The days that a date strictly spans are the same here and in the reference implementation, open ends too."""
    when, oracle = dates.parse(text), parse_edtf(text)
    assert (when.lower, when.upper) == (_oracle_day(oracle.lower_strict()), _oracle_day(oracle.upper_strict()))


@given(edtf(1, 9999))
def test_the_possible_span_holds_the_strict_one(text: str) -> None:
    """A date starts no later than it may, and ends no earlier, within the calendar's years."""
    when = dates.parse(text)
    assert FIRST_DAY <= when.earliest <= when.lower <= when.upper <= when.latest <= LAST_DAY
    assert not when.is_exact or (when.earliest, when.latest) == (when.lower, when.upper)


_ordinals = st.dates(date(2021, 1, 1), date(2027, 12, 31)).map(date.toordinal)


@given(edtf(), _ordinals, _ordinals)
def test_what_is_surely_within_a_span_is_possibly_within_it(text: str, one: int, other: int) -> None:
    """Surely means every possible day, possibly means some day, and neither is out of the other's reach."""
    when, first, last = dates.parse(text), min(one, other), max(one, other)
    possible = range(max(when.earliest, first - 1), min(when.latest, last + 1) + 1)
    assert when.possibly_within(first, last) == any(first <= day <= last for day in possible)
    assert when.surely_within(first, last) == (
        bool(possible) and all(first <= day <= last for day in (when.earliest, when.latest, *possible))
    )


WITHIN = [
    ("2024-03", "2024-03-31", "2024-04-30", True, False),
    ("2024-03", "2024-03-01", "2024-03-31", True, True),
    ("2024-03~", "2024-03-01", "2024-03-31", True, False),
    ("2024-03~", "2024-04-30", "2024-05-31", True, False),
    ("2024-03~", "2024-05-01", "2024-05-31", False, False),
    ("2024-03-26", "2024-03-27", "2024-03-28", False, False),
    ("../2024-03", "1900-01-01", "1900-01-01", True, False),
]
"""A date, a span of days, and whether the date lies within it possibly and surely."""


def test_a_doubtful_date_is_possibly_within_and_not_surely() -> None:
    """A span that a date touches holds it possibly, and surely only where it holds all of it."""
    found = []
    for text, first, last, _, _ in WITHIN:
        when, (start, _), (stop, _) = dates.parse(text), days(first), days(last)
        found.append((text, first, last, when.possibly_within(start, stop), when.surely_within(start, stop)))
    assert found == WITHIN


def test_dates_are_ordered_by_first_day_then_the_shorter_first() -> None:
    """Lists put an earlier date first, of two that start on one day the shorter, and an open start where it ends."""
    ordered = ["2023-12-31", "../2024", "2024-03-01", "2024-03-01/2024-03-02", "2024-03", "2024-03-02", "2024-04/.."]
    reversed_order = ordered[::-1]
    assert sorted(reversed_order, key=lambda text: dates.parse(text).sort_key()) == ordered


@given(points())
def test_a_date_alone_is_no_interval_and_one_with_a_slash_is(text: str) -> None:
    """Only what was written with a slash is an interval, even where both ends are one day."""
    assert not dates.parse(text).is_interval
    assert dates.parse(f"{text}/{text}").is_interval
    assert dates.parse(f"{text}/{text}").upper == dates.parse(text).upper
