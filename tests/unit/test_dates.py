"""Dates: what is read, what it spans, and how it is put in words."""

from __future__ import annotations

from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import DateError
from cttui.model import dates
from cttui.model.dates import FIRST_DAY, LAST_DAY
from strategies import edtf, points


def days(text: str) -> tuple[int, int]:
    """The ordinals of two ISO days, written with a space between; one day stands for both."""
    first, _, last = text.partition(" ")
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last or first).toordinal()


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
    "000X": ("0001-01-01 0009-12-31", "0001-01-01 0009-12-31"),
    "0001-01~": ("0001-01-01 0001-01-31", "0001-01-01 0001-02-28"),
    "9999?": ("9999-01-01 9999-12-31", "9998-01-01 9999-12-31"),
    "2024-05-10/2024-05-14": ("2024-05-10 2024-05-14", "2024-05-10 2024-05-14"),
    "2024-05~/2024-06-14?": ("2024-05-01 2024-06-14", "2024-04-01 2024-06-15"),
    "../2024-05": ("0001-01-01 2024-05-31", "0001-01-01 2024-05-31"),
    "2024-05-10/..": ("2024-05-10 9999-12-31", "2024-05-10 9999-12-31"),
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
}

NO_DATES = {
    "26 March 2024": "write a date as 2024-03-26",
    "2024-3-26": "write a date as 2024-03-26",
    "2024-03-26\n": "write a date as 2024-03-26",
    "٢٠٢٤": "write a date as 2024-03-26",
    "2024-03-26T10:00": "as 2024-03-26",
    "2024-13": "months run from 01 to 12",
    "2024-00-01": "months run from 01 to 12",
    "2024-02-30": "February 2024 has 29 days",
    "2023-02-29": "February 2023 has 28 days",
    "0000": "years run from 0001 to 9999",
    "2024-XX-05": "gives a part inside one that it leaves unspecified",
    "202X-05": "gives a part inside one that it leaves unspecified",
    "../..": "neither a start nor an end",
    "2024-05/": "write '..' where it is open",
    "/2024-05": "write '..' where it is open",
    "2024-05-14/2024-05-10": "ends before it starts",
    "2024-05-14/2024-05": "ends before it starts",
    "2024-05/2024-05-14": "ends before it starts",
    "2024/2025/2026": "write a date as 2024-03-26",
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
