"""Words for dates: what people type, and the clause that they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.model import calendar, dates
from cttui.query import datewords
from cttui.query.fields import Vocabulary
from cttui.query.language import Dates, parse

PERIOD = dates.parse("2024")
TODAY = calendar.number_of(2026, 11, 25)

MEANT = {
    "august 2024": "2024-08",
    "Aug. 2024": "2024-08",
    "August": "2024-08",
    "2024 august": "2024-08",
    "in 2024": "2024",
    "26 March 2024": "2024-03-26",
    "March 26, 2024": "2024-03-26",
    "on the 26th of March": "2024-03-26",
    "since June": ">=2024-06",
    "from 22 June 2024 on": ">=2024-06-22",
    "May onwards": ">=2024-05",
    "until 10 May": "<=2024-05-10",
    "by august": "<=2024-08",
    "before 2024": "<2024",
    "after March": ">2024-03",
    "about May 2024": "2024-05~",
    "last week of May": "2024-05-25..2024-05-31",
    "in the first week of February 2024": "2024-02-01..2024-02-07",
    "the week of 27 March": "2024-03-25..2024-03-31",
    "last 3 days of May": "2024-05-29..2024-05-31",
    "last day of February": "2024-02-29",
    "early May": "2024-05-01..2024-05-10",
    "mid-May": "2024-05-11..2024-05-20",
    "end of June": "2024-06-21..2024-06-30",
    "late 2024": "2024-09..2024-12",
    "from May to July": "2024-05..2024-07",
    "May - July 2024": "2024-05..2024-07",
    "from November to February 2024": "2023-11..2024-02",
    "between 10 and 14 May": "2024-05-10..2024-05-14",
    "10–14 May 2024": "2024-05-10..2024-05-14",
    "between 2023 and 2025": "2023..2025",
    "spring 2024": "2024-21",
    "fall": "2024-23",
    "Q3 2024": "2024-07..2024-09",
    "2024Q3": "2024-07..2024-09",
    "the last quarter of 2024": "2024-10..2024-12",
    "second half of 2024": "2024-07..2024-12",
    "the 1990s": "1990..1999",
    "19th century": "1801..1900",
    "219 BC": "-0218",
    "26/03/2024": "2024-03-26",
    "03/26/2024": "2024-03-26",
    "since 2024-06-22": ">=2024-06-22",
    "yesterday": "2026-11-24",
    "this week": "2026-11-23..2026-11-29",
    "last month": "2026-10",
    "next year": "2027",
    "the last 30 days": "2026-10-27..2026-11-25",
    "two weeks ago": "2026-11-09..2026-11-15",
}
"""Words, and the value of the date clause that they mean, in a timeline about 2024, on 25 November 2026."""

NO_DATES = (
    "", "police", "since", "since police", "from to", "march to karachi", "5 killed", "30 February", "31 April 2024",
    "3/4/2024", "13/13/2024", "between May", "last week of police", "0 BC", "May 2024 police",
    "the second of", "July to May 2024x",
)  # fmt: skip
"""What is no date, or may be either of two."""


def test_words_for_a_date_are_read_as_the_clause_that_says_so() -> None:
    """What a person types for a date is the clause that finds it."""
    assert {text: datewords.read(text, PERIOD, TODAY) for text in MEANT} == MEANT


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    """Words that are about nothing in time, or not plainly, mean no date."""
    assert datewords.read(text, PERIOD, TODAY) == ""


@pytest.mark.parametrize("value", sorted(set(MEANT.values())))
def test_what_is_offered_is_a_query(value: str) -> None:
    """Followed, an offer is a clause that the language reads."""
    (clause,) = parse(f"date:{value}", Vocabulary((), {})).clauses
    assert isinstance(clause, Dates)


FOUND = {
    "attack august 2024 police": (7, 18, "date:2024-08"),
    "killed since June": (7, 17, "date:>=2024-06"),
    "police in the last week of May": (7, 30, "date:2024-05-25..2024-05-31"),
    "report 2024-08": (7, 14, "date:2024-08"),
    "blast 26 March": (6, 14, "date:2024-03-26"),
    "long march": None,
    "may 5x": None,
    "2024": None,
    "31 April 2024": None,
    "march on Islamabad": None,
}


@pytest.mark.parametrize("text", FOUND)
def test_words_for_a_date_are_found_among_others(text: str) -> None:
    """As many words together as mean a date are pointed at; a month or a year alone is a word like any other."""
    found = datewords.find(text, PERIOD, TODAY)
    assert (found and (found.start, found.stop, found.clause)) == FOUND[text]


def test_words_without_a_year_lie_in_the_timelines_period() -> None:
    """The latest year of the period is taken that has them, else the latest before today; without either there is none."""
    period = dates.parse("2019/2024-06")
    assert datewords.read("august", period, TODAY) == "2023-08"
    assert datewords.read("may", period) == "2024-05"
    assert datewords.read("august", dates.parse("2020/.."), TODAY) == "2026-08"
    assert datewords.read("august", dates.parse("2020/..")) == "2020-08"
    assert datewords.read("august", dates.parse("../2020")) == "2020-08"
    assert datewords.read("december", None, TODAY) == "2025-12"
    assert datewords.read("december") == ""
    assert datewords.read("yesterday") == ""
    assert datewords.read("29 February", dates.parse("2021/2023")) == ""


def test_a_date_clause_of_words_is_refused_with_the_right_one() -> None:
    """``date:august 2024`` is pointed at whole, and the month offered."""
    with pytest.raises(QueryError) as refused:
        parse("police date:august 2024 killed:>=3", Vocabulary(("killed",), {}))
    assert (refused.value.start, refused.value.stop, refused.value.suggestion) == (7, 23, "date:2024-08")


_TYPED = """
    the last first week of month year quarter since until before after from to between and in on may june 2024 10 1st q1 days
    ago about - spring century bc 's , half early end
"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_TYPED.split()), max_size=9).map(" ".join))
def test_whatever_is_typed_is_a_readable_clause_or_nothing(text: str) -> None:
    """No words stop the reader, and what it offers the language reads."""
    value = datewords.read(text, PERIOD, TODAY)
    found = datewords.find(text, PERIOD, TODAY)
    for offered in (f"date:{value}" if value else "", found.clause if found else ""):
        assert bool(parse(offered, Vocabulary((), {}))) == bool(offered)
