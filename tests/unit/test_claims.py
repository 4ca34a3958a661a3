"""Claims: what can be compared, what cannot both hold, what replaces what, and an event's toll."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.model import claims
from cttui.model.claims import Interval, Range
from cttui.model.rates import PerDay, per_day
from cttui.model.records import Claim, Event, Population, Source
from cttui.model.register import Register
from cttui.model.sources import independent
from strategies import CLAIMANTS, POPULATIONS
from strategies import claims as random_claims

ISSUED = {"s1": "2024-03-26", "s2": "2024-03-28", "s3": ""}


def claim(**given_: Any) -> Claim:
    """A claim on all the dead, by the police, in the first source."""
    return Claim(**{"measure": "killed", "who": "all", "by": "police", "source": "s1", **given_})


def event(*found: Claim, **given_: Any) -> Event:
    """An attack with some claims."""
    plain = {"id": "e", "date": "2024-03-26", "kind": "attack", "title": "Attack", "provinces": ("PK-KP",)}
    return Event(**{**plain, "claims": found, **given_})


STATED: list[tuple[dict[str, Any], Interval | None, str]] = [
    ({"value": 6}, Interval(6, 6), "6"),
    ({"value": 76.3}, Interval(76.3, 76.3), "76.3"),
    ({"value": 59775}, Interval(59775, 59775), "59,775"),
    ({"value": 12345678901.5}, Interval(12345678901.5, 12345678901.5), "12,345,678,901.5"),
    ({"value": 0}, Interval(0, 0), "0"),
    ({"value": 1000, "approx": True}, Interval(900, 1100), "about 1,000"),
    ({"min": 20}, Interval(20, math.inf), "at least 20"),
    ({"min": 20, "approx": True}, Interval(18, math.inf), "at least about 20"),
    ({"max": 5}, Interval(0, 5), "at most 5"),
    ({"max": 0}, Interval(0, 0), "at most 0"),
    ({"min": 2, "max": 4}, Interval(2, 4), "2–4"),
    ({"min": 10, "max": 20, "approx": True}, Interval(9, 22), "about 10–20"),
    ({"words": "dozens"}, None, "dozens"),
]
"""What a claim gives, the numbers it allows, and how it is read."""

RANGES: list[tuple[list[Claim], str]] = [
    ([claim(value=6)], "6"),
    ([claim(value=5), claim(value=8)], "5–8"),
    ([claim(min=20)], "20+"),
    ([claim(value=37), claim(min=74)], "37–74+"),
    ([claim(value=80), claim(min=74)], "74–80"),
    ([claim(min=20), claim(value=20)], "20"),
    ([claim(min=2, max=4), claim(max=6)], "2–6"),
    ([claim(value=1000, approx=True)], "1,000"),
    ([claim(value=6), claim(words="dozens")], "6"),
    ([claim(words="dozens")], "None"),
    ([], "None"),
]


def test_a_claim_allows_an_interval_and_is_stated_as_its_source_does() -> None:
    """A figure's interval holds every number that fits it; "about" reaches a tenth to each side; words allow none."""
    allowed = [claims.interval(claim(**given_)) for given_, _, _ in STATED]
    rounded = [found and Interval(round(found.low, 9), round(found.high, 9)) for found in allowed]
    assert [
        (given_, found, claims.stated(claim(**given_))) for (given_, _, _), found in zip(STATED, rounded, strict=True)
    ] == STATED


def test_a_range_runs_from_the_lowest_to_the_highest_number_stated() -> None:
    """A range says what is claimed, not what is allowed; a plus says that the highest was "at least"."""
    assert [(found, str(claims.range_of(found))) for found, _ in RANGES] == RANGES


EARLY, LATE = {"source": "s1"}, {"source": "s2"}


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ({"value": 5}, {"value": 6, "by": "ISPR"}, "dispute"),
        ({"value": 5}, {"value": 5, "by": "ISPR"}, ""),
        ({"min": 169}, {"min": 179, "by": "ISPR"}, "difference"),
        ({"value": 5}, {"min": 2, "max": 5, "by": "ISPR"}, "difference"),
        ({"value": 5}, {"min": 6, "by": "ISPR"}, "dispute"),
        ({"max": 4}, {"value": 5, "by": "ISPR"}, "dispute"),
        ({"value": 1000, "approx": True}, {"value": 1090, "by": "ISPR"}, "difference"),
        ({"value": 1000, "approx": True}, {"value": 1101, "by": "ISPR"}, "dispute"),
        ({"value": 1000, "approx": True}, {"value": 1000, "by": "ISPR"}, ""),
        ({"value": 5}, {"words": "dozens", "by": "ISPR"}, ""),
        ({"value": 5, **EARLY}, {"value": 6, **LATE}, "revision"),
        ({"value": 5, **LATE}, {"value": 6, **EARLY}, "revision"),
        ({"value": 5, "by": "The Police"}, {"value": 6, "by": "the  police", **LATE}, "revision"),
        ({"value": 5, **EARLY}, {"value": 6, "by": "ISPR", **LATE}, "dispute"),
        ({"value": 5}, {"value": 6, "source": "s1"}, "dispute"),
        ({"value": 5}, {"value": 6, "source": "s3"}, "dispute"),
        ({"value": 5, "as_of": "2024-03-26"}, {"value": 6, "as_of": "2024-03-27"}, "revision"),
        ({"value": 5, "as_of": "2024-03-26"}, {"value": 6, "as_of": "2024-03"}, "dispute"),
        ({"value": 5, "as_of": "2024-03-27", **EARLY}, {"value": 6, "as_of": "2024-03-27", **LATE}, "dispute"),
        ({"value": 5, "as_of": "2024-03-27", **EARLY}, {"value": 6, **LATE}, "revision"),
        ({"value": 5, **EARLY}, {"value": 5, **LATE}, ""),
        ({"value": 5, **EARLY}, {"words": "dozens", **LATE}, ""),
    ],
)
def test_two_comparable_claims_are_a_dispute_a_difference_a_revision_or_agree(
    one: dict[str, Any], other: dict[str, Any], kinds: str
) -> None:
    """Apart they are a dispute, overlapping with other numbers a difference, and by one body at a later time a revision."""
    (group,) = claims.group(event(claim(**one), claim(**other)), ISSUED)
    found = {"dispute": group.disputes, "difference": group.differences, "revision": group.superseded}
    assert " ".join(kind for kind, pairs in found.items() if pairs) == kinds
    assert claims.is_disputed([group]) == (kinds == "dispute")


def test_a_revised_number_is_out_of_every_comparison() -> None:
    """Of a rising toll only the last number stands, and it is that one which another body disputes."""
    rising = [claim(value=5), claim(value=7, source="s2"), claim(value=5, by="ISPR")]
    (group,) = claims.group(event(*rising), ISSUED)
    assert (group.superseded, group.disputes) == (frozenset({0}), ((1, 2),))


@pytest.mark.parametrize(
    "apart", [{"measure": "injured"}, {"who": "soldiers"}, {"unit": "per cent"}, {"period": "2024"}, {"province": "PK-BA"}]
)
def test_claims_on_different_things_are_never_compared(apart: dict[str, str]) -> None:
    """Another measure, population, unit, period or province is another question, and no dispute."""
    groups = claims.group(event(claim(value=5), claim(value=9, by="ISPR", **apart)), ISSUED)
    assert len(groups) == 2
    assert not claims.is_disputed(groups)


def test_the_timeline_says_which_names_mean_the_same() -> None:
    """Populations and claimants that are spelt in two ways are compared and revised as one; without a register they are two."""
    pair = claim(value=5, who="troops", by="dg ispr"), claim(value=6, who="Soldiers", by="ISPR", source="s2")
    register = Register(CLAIMANTS, POPULATIONS)
    assert len(claims.group(event(*pair), ISSUED)) == 2
    (group,) = claims.group(event(*pair), ISSUED, register)
    assert (group.who, group.superseded) == ("soldiers", frozenset({0}))
    assert (register.claimant("DG ISPR"), register.standpoint("the military"), register.counts("x")) == ("ISPR", "official", "")


def test_a_part_is_known_through_its_wholes() -> None:
    """A population is part of another directly or by a third, never of itself, however the file's parts go in circles."""
    circle = Population(name="a", part_of=("b",)), Population(name="b", part_of=("a",))
    register = Register(populations=(*POPULATIONS, *circle))
    assert register.is_part("troops", "ALL")
    assert not register.is_part("all", "soldiers")
    assert not register.is_part("a", "soldiers")
    assert not register.is_part("nobody", "all")


LENSES = {"all": "5–9+", "lowest": "5", "highest": "9+", "official": "7", "BLA": "9+", "s3": "5"}


def test_a_lens_counts_only_the_figures_it_admits() -> None:
    """The dead are counted by all, by the lowest or highest, by official figures, by one claimant or by one source."""
    found = event(claim(value=5, source="s3"), claim(value=7, by="the military"), claim(min=9, by="BLA", source="s2"))
    register = Register(CLAIMANTS)
    assert {name: str(claims.toll(found, claims.Lens(name), register)) for name in LENSES} == LENSES
    assert claims.toll(found, claims.Lens("nobody"), register) is None
    assert str(claims.Total(0, 0, False, 0, 3)) == "–"


def test_a_best_number_stands_between_the_lowest_and_the_highest_and_has_a_lens() -> None:
    """A claim may give its best number between min and max and nowhere else; the lens ``best`` counts by it, others do not."""
    found = claim(min=2, max=9, best=4)
    assert claims.stated(found) == "2–9, best 4"
    tolls = {name: str(claims.toll(event(found), claims.Lens(name))) for name in ("all", "lowest", "highest", "best")}
    assert tolls == {"all": "2–9", "lowest": "2", "highest": "9", "best": "4"}
    assert str(claims.toll(event(found, claim(value=6, by="UN")), claims.Lens("best"))) == "4–6"
    for wrong in ({"min": 2, "max": 9, "best": 10}, {"min": 2, "best": 3}, {"value": 3, "best": 3}):
        with pytest.raises(ValueError, match="best needs min and max"):
            claim(**wrong)


def test_claims_are_grouped_by_what_they_count_in_the_order_of_the_event() -> None:
    """Spelling does not divide a group, and groups stand as the event first names them."""
    groups = claims.group(event(claim(value=1, who="Soldiers"), claim(value=2), claim(value=1, who="soldiers")))
    assert [(group.who, len(group.claims)) for group in groups] == [("Soldiers", 2), ("all", 1)]


def test_statistics_are_compared_wherever_they_stand() -> None:
    """Claims on one period are one question in whichever event they stand; figures of two events are two."""
    year, toll = {"value": 5, "period": "2024"}, {"value": 5}
    found = [
        ("a", claim(**year)),
        ("b", claim(**{**year, "value": 6, "by": "ISPR"})),
        ("a", claim(**toll)),
        ("b", claim(**toll)),
    ]
    groups = claims.group_all(found)
    assert [(group.period, group.events) for group in groups] == [("2024", ("a", "b")), ("", ("a",)), ("", ("b",))]
    assert [bool(group.disputes) for group in groups] == [True, False, False]


def test_a_sum_is_held_against_a_rate_only_where_a_claim_invites_it() -> None:
    """Where one claim gives so many a day, the sums of the same measure over the same period are given a day, each once."""
    total = claim(measure="operations", value=59775, period="2024")
    rate = claim(measure="operations-per-day", value=160, period="2024")
    others = [
        replace(total, period="2023"),
        replace(total, province="PK-KP"),
        replace(total, unit="raids"),
        replace(total, by="x"),
    ]
    assert per_day([total]) == ()
    assert [str(found) for found in per_day([total, rate, *others])] == [
        "59,775 operations over the 366 days of 2024 are 163 a day"
    ]
    assert str(PerDay(claim(value=50, period="2024-02"), 29)).endswith("over the 29 days of February 2024 are 1.7 a day")


_claims = st.lists(random_claims(["s1", "s2", "s3"], ["PK-KP"]), max_size=5)


@given(_claims, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_decide_what_is_disputed(found: list[Claim], random: Any) -> None:
    """The same claims in another order are disputed, or not, as before."""
    shuffled = random.sample(found, len(found))
    one, other = (claims.group(event(*some), ISSUED) for some in (found, shuffled))
    assert claims.is_disputed(one) == claims.is_disputed(other)
    assert sum(len(group.disputes) for group in one) == sum(len(group.disputes) for group in other)


@given(_claims)
def test_only_standing_claims_with_intervals_apart_dispute(found: list[Claim]) -> None:
    """A dispute is between two standing claims that no number fits both; one claim alone never disputes."""
    for group in claims.group(event(*found), ISSUED):
        assert len(group.claims) > 1 or not group.disputes
        for a, b in group.disputes:
            one, other = claims.interval(group.claims[a]), claims.interval(group.claims[b])
            assert one is not None
            assert other is not None
            assert max(one.low, other.low) > min(one.high, other.high)
            assert not group.superseded & {a, b}


TOLLS: list[tuple[list[Claim], dict[str, Any], str]] = [
    ([claim(value=6)], {}, "6"),
    ([], {}, "None"),
    ([claim(value=6, measure="injured")], {}, "None"),
    ([claim(value=5), claim(value=8, by="ISPR")], {}, "5–8"),
    ([claim(value=2, who="soldiers"), claim(value=6)], {}, "6"),
    ([claim(value=2, who="soldiers"), claim(value=9, who="militants")], {}, "9"),
    ([claim(value=2, who="soldiers"), claim(value=2, who="police")], {}, "2"),
    ([claim(words="dozens")], {}, "dozens"),
    ([claim(words="dozens"), claim(value=9, who="soldiers")], {}, "dozens"),
    ([claim(words="dozens", who="militants"), claim(value=0, who="soldiers")], {}, "0"),
    ([claim(value=6)], {"kind": "report"}, "None"),
    ([claim(value=6)], {"kind": "statement"}, "None"),
    ([claim(value=6, unit="per cent")], {}, "None"),
    ([claim(value=900, period="2024")], {}, "None"),
    ([claim(value=6, period="2024-03-26")], {}, "6"),
    ([claim(value=6, period="2024-03-26")], {"date": ""}, "None"),
    ([claim(value=6, period="2024-03-27")], {"date": "2024-03-26~"}, "6"),
    ([claim(value=6, province="PK-KP")], {}, "6"),
    ([claim(value=6, province="PK-KP")], {"provinces": ("PK-KP", "PK-BA")}, "None"),
]  # fmt: skip
"""The claims of an event, what else it has, and its toll."""


def test_the_toll_is_the_range_on_the_widest_population() -> None:
    """An event's dead are those of "all", else of the largest population named; parts, statistics and reports count none."""
    assert [(found, given_, str(claims.toll(event(*found, **given_)))) for found, given_, _ in TOLLS] == TOLLS


def sources(*derived: str) -> list[Source]:
    """Sources from texts like ``a<b``: a is derived from b."""
    pairs = [text.partition("<") for text in derived]
    return [
        Source(id=id_, type="report", standpoint="press", derived_from=tuple(filter(None, origin.split(","))))
        for id_, _, origin in pairs
    ]


DERIVED: list[tuple[list[str], int]] = [
    ([], 0),
    (["a"], 1),
    (["a", "b"], 2),
    (["a", "b<a"], 1),
    (["a", "b<a", "c<b"], 1),
    (["a<wire", "b<wire", "c"], 2),
    (["a<b", "b<a", "c"], 2),
    (["a<a"], 1),
    (["a<b,c", "b", "c", "d"], 2),
]


def test_a_dataset_does_not_count_beside_the_sources_that_it_codes() -> None:
    """Where other sources stand beside it, a dataset is no independent source of its own; alone it is one."""
    dataset = Source(id="coded", type="dataset", standpoint="academic")
    papers = [Source(id=name, type="article", standpoint="press") for name in ("a", "b")]
    assert [independent(found) for found in ([dataset], [dataset, papers[0]], [*papers, dataset])] == [1, 1, 2]


def test_sources_that_repeat_one_another_count_once() -> None:
    """Sources joined by what they repeat, directly or by a third that is not at hand, are one witness."""
    assert [(derived, independent(sources(*derived))) for derived, _ in DERIVED] == DERIVED


def test_a_range_knows_no_sum_and_prints_itself() -> None:
    """A range shows one number where both ends are one, and a plus where more is possible."""
    assert [str(Range(6, 6, False)), str(Range(6, 6, True)), str(Range(1000, 1234.5, False))] == ["6", "6+", "1,000–1,234.5"]


def test_a_claim_without_sources_of_known_date_is_never_a_revision() -> None:
    """Where no source's date is known, no number replaces another, unless the claims say as of when."""
    pair = claim(value=5), claim(value=6, source="s2")
    assert claims.is_disputed(claims.group(event(*pair)))
    dated = replace(pair[0], as_of="2024-03-26"), replace(pair[1], as_of="2024-03-27")
    assert not claims.is_disputed(claims.group(event(*dated)))
