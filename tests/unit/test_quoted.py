"""What a quote says of its claim's figure: the reader of figures speaks only where nothing else can be meant."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from cttui.model.claims import stated
from cttui.model.records import Timeline
from cttui.proposals import quoted
from cttui.proposals.quoted import verdict
from cttui.proposals.rules import rules


def claim(measure: str = "killed", unit: str = "", **figure: Any) -> Any:
    """A claim, as far as its figure goes."""
    said = {"value": None, "min": None, "max": None, "words": "", "approx": False, **figure}
    return SimpleNamespace(measure=measure, unit=unit, **said)


@pytest.mark.parametrize(
    ("quote", "figure"),
    [
        ("five Chinese nationals were killed", {"value": 5}),
        ("killed 1,250 people", {"value": 1250}),
        ("1,23,456 people were killed", {"value": 123456}),
        ("at least 20 were killed", {"min": 20}),
        ("between 10 and 20 people were killed", {"min": 10, "max": 20}),
        ("about 1,000 were killed", {"value": 1000, "approx": True}),
        ("dozens were killed", {"words": "dozens"}),
        ("no policemen were killed", {"value": 0}),
        ("both were killed", {"value": 2}),
        ("the ninth attack this year", {"value": 9, "measure": "attacks"}),
        ("down from 178 in Q1 to 96 in Q2", {"value": 96}),
        ("two-dozen houses were burned", {"value": 24, "measure": "destroyed"}),
        ("five score people were killed", {"value": 100}),
        ("a fine of Rs2 million", {"value": 2, "unit": "million rupees", "measure": "fine"}),
        ("killed two and twelve were hurt", {"value": 2}),
    ],
)
def test_a_quote_states_its_figure(quote: str, figure: dict[str, Any]) -> None:
    """In digits or words, as an ordinal, with its bound: the number is there."""
    assert verdict(quote, claim(**figure)).kind == "states"


@pytest.mark.parametrize(
    ("quote", "figure", "said"),
    [
        ("five Chinese nationals were killed", {"value": 6}, "5"),
        ("killed 125 people", {"value": 1250}, "125"),
        ("2 people were killed and 12 injured", {"value": 40, "measure": "injured"}, "12"),
        ("seven people died and 31 were injured", {"value": 9}, "7"),
        ("at least 1,520 militants killed", {"min": 1250}, "at least 1,520"),
        ("30 people, among them 12 women, were killed", {"value": 300}, "30"),
        ("one hundred and twenty people were killed", {"value": 20}, "120"),
        ("one hundred and twenty people were killed", {"value": 100}, "120"),
        ("twenty-five people were killed", {"value": 20}, "25"),
        ("two dozen people were killed", {"value": 2}, "24"),
        ("two-dozen houses were burned", {"value": 12, "measure": "destroyed"}, "24"),
        ("half a dozen people were killed", {"value": 12}, "6"),
        ("a dozen people were killed", {"value": 1}, "12"),
        ("five score people were killed", {"value": 5}, "100"),
        ("2 million people were displaced", {"value": 2, "measure": "displaced"}, "2,000,000"),
    ],
)
def test_a_quote_states_another_figure(quote: str, figure: dict[str, Any], said: str) -> None:
    """A number of the same measure that cannot be the claim's is found, with what it says."""
    kind, found = verdict(quote, claim(**figure))
    assert kind == "differs"
    assert found is not None
    assert stated(found) == said


@pytest.mark.parametrize("quote", ["at least 20 people were killed", "more than 20 killed", "killing up to 20 people"])
def test_a_bound_is_no_exact_number(quote: str) -> None:
    """At least and at most are told where the claim has the number alone; "about" is no bound."""
    assert verdict(quote, claim(value=20)).kind == "bound"
    assert verdict(quote, claim(min=20)).kind != "bound"
    assert verdict("about 20 people were killed", claim(value=20)).kind == "states"


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("killing three women and four children", 7),
        ("an election hopeful and two other people were shot dead", 3),
        ("the club's president along with two others were killed", 3),
        ("three women and three children were killed", 6),
        ("lost his life in an explosion, while nine others sustained injuries", 1),
        ("three policemen were martyred while a citizen was killed", 1),
        ("a soldier was martyred and 15 terrorists were killed", 1),
        ("his death was confirmed by his family", 1),
        ("Majeed Brigade, BLA, BLF, and BRAS", 4),
        ("a guard and a passerby were killed", 2),
        ("پانچ بے گناہ شہری شہید ہوئے", 5),
        ("أكثر من 22 ألف عملية أمنية", 22_000),
    ],
)
def test_what_may_be_meant_is_no_fault(quote: str, value: int) -> None:
    """Sums, somebody who is not counted by a number, lists and other scripts are left alone."""
    assert verdict(quote, claim(value=value)).kind in {"states", "unclear"}


@pytest.mark.parametrize(("quote", "value"), [("during the first half of the year", 432), ("senators abstained", 4)])
def test_a_quote_without_a_number_is_silent(quote: str, value: int) -> None:
    """A quote that counts nothing does not show a figure above 1."""
    assert verdict(quote, claim(value=value)).kind == "silent"
    assert verdict(quote, claim(value=1)).kind == "unclear"


def test_the_short_way_never_hides_a_fault(shipped: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a figure plainly stands in its quote, the reader of the whole quote finds nothing against it either."""
    rows = [one for event in shipped.events for one in event.claims if one.quote]
    plain = [one for one in rows if verdict(one.quote, one).kind == "states"]
    assert len(plain) > 1_300
    monkeypatch.setattr(quoted, "_is_plain", lambda *_: False)
    assert {verdict(one.quote, one).kind for one in plain} <= {"states", "unclear"}


def test_the_short_way_knows_every_word_of_a_number() -> None:
    """What stands beside a number and is a part of it is never overlooked."""
    table = rules()
    for word in (*table.ones, *table.tens, *table.scales, *table.halves):
        assert re.fullmatch(quoted.NUMERALS, word), word


def test_a_slip_of_the_hand_is_found_in_most_quotes(shipped: Timeline) -> None:
    """Of exact figures written with a nought too many, the quote contradicts more than three quarters, and confirms none."""
    rows = [one for event in shipped.events for one in event.claims if one.value and one.quote]
    rows = [one for one in rows if verdict(one.quote, one).kind == "states" and any(map(str.isdigit, one.quote))]
    kinds = [
        verdict(one.quote, claim(one.measure, one.unit, value=one.value * 10)).kind
        for one in rows
        if one.value and one.value > 1
    ]
    assert kinds.count("differs") / len(kinds) > 0.75
    assert kinds.count("states") / len(kinds) < 0.01
