"""The ledger: claims side by side, disputes first, parts below their whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cttui.explore.claims import Ledger, Only, Section, ledger
from cttui.model.claims import group, group_all
from cttui.model.rates import per_day
from cttui.model.records import Claim, Claimant, Event, Meta, Population, Source, Timeline
from cttui.model.register import Register
from cttui.query import language as query
from cttui.store.sqlite import SqliteIndex as Index
from strategies import indexed


def of(index: Index, text: str, only: Only = "") -> Ledger:
    """The ledger of a query on the shipped timeline."""
    return ledger(index, list(index.select(query.parse(text, index.vocabulary)).bits), text, only)


def section(found: Ledger, measure: str, scope: str) -> Section:
    """The section of a measure and scope."""
    return next(one for one in found.sections if (one.measure, one.scope) == (measure, scope))


def claim(value: float, by: str = "x", who: str = "all", measure: str = "killed", period: str = "") -> Claim:
    """A claim from one source."""
    return Claim(measure=measure, who=who, value=value, by=by, source="s", period=period)


def event(claims: Sequence[Claim], id_: str = "e") -> Event:
    """An event with claims."""
    return Event(id=id_, date="2024-03-26", kind="attack", title="t", provinces=("PK",), claims=tuple(claims))


def test_the_years_figures_stand_side_by_side(shipped_index: Index) -> None:
    """On one screen: the year's security-force deaths by PICSS, CRSS and ISPR, on one axis, with what each counts."""
    found = section(of(shipped_index, "tag:statistics"), "killed", "2024")
    entries = [entry for account in found.accounts for entry in account.entries]
    assert {("527", "PICSS"), ("685", "CRSS"), ("383", "ISPR")} <= {(entry.stated, entry.by) for entry in entries}
    assert all(entry.counts for entry in entries if entry.by in {"PICSS", "CRSS", "ISPR"})


def test_disputes_stand_first(shipped_index: Index) -> None:
    """Sections with a dispute come before those that only differ, and those before the rest."""
    found = of(shipped_index, "")
    urgency = [min(("disputed", "differing", "").index(account.state) for account in one.accounts) for one in found.sections]
    assert urgency == sorted(urgency)
    assert found.disputed > 70


def test_the_counts_of_ten_months_are_disputed(shipped_index: Index) -> None:
    """12,801 against 2,801 operations in ten months is a dispute, and its spread is said."""
    found = section(of(shipped_index, "tag:statistics", "disputed"), "operations", "January 2024 – October 2024")
    assert found.accounts[0].spread.startswith("2,801–12,801")


def test_at_least_169_and_at_least_179_differ(shipped_index: Index) -> None:
    """Two figures that could both hold are a difference and no dispute; our own arithmetic stands beside them."""
    found = next(one for one in of(shipped_index, "", "differing").sections if one.measure == "operations-per-day")
    assert {entry.stated for account in found.accounts for entry in account.entries} == {"at least 169", "at least 179"}
    assert "59,775 operations over the 366 days of 2024 are 163 a day" in found.arithmetic


def test_parts_stand_below_their_whole(shipped_index: Index) -> None:
    """Soldiers stand below the security forces that they are part of."""
    names = [account.who for account in section(of(shipped_index, "tag:statistics"), "killed", "2024").accounts]
    assert names.index("security forces") < names.index("soldiers")


def test_every_claim_is_in_the_ledger_once(shipped_index: Index) -> None:
    """The ledger of all events holds as many claims as the events have."""
    found = of(shipped_index, "")
    listed = sum(len(account.entries) for one in found.sections for account in one.accounts)
    assert listed == found.claims == sum(len(shipped_index.event(n).claims) for n in range(shipped_index.count))


def test_statistics_are_compared_across_events_and_tolls_are_not() -> None:
    """Claims with the same period are comparable wherever they stand; others only within their event."""
    period = [("a", claim(5, period="2024")), ("b", claim(7, period="2024"))]
    plain = [("a", claim(5)), ("b", claim(7))]
    assert [len(one.claims) for one in group_all(period)] == [2]
    assert [len(one.claims) for one in group_all(plain)] == [1, 1]


def test_names_are_one_only_where_the_timeline_says_so() -> None:
    """Two populations are compared when the timeline gives one as the other's alias, and never else."""
    claims = [claim(5, who="army men"), claim(7, who="soldiers")]
    register = Register(populations=[Population(name="soldiers", aliases=("army men",))])
    assert len(group(event(claims))) == 2
    assert [bool(one.disputes) for one in group(event(claims), register=register)] == [True]


def test_a_body_by_two_names_revises_itself() -> None:
    """A later number by the same body under another of its names is a revision and no dispute."""
    first, later = (
        Claim(measure="killed", who="all", value=v, by=by, source=s) for v, by, s in ((5, "DG ISPR", "s"), (7, "ISPR", "t"))
    )
    issued = {"s": "2024-03-26", "t": "2024-03-27"}
    register = Register(claimants=[Claimant(name="ISPR", aliases=("DG ISPR",), standpoint="official")])
    assert [bool(one.disputes) for one in group(event([first, later]), issued)] == [True]
    assert [bool(one.disputes) for one in group(event([first, later]), issued, register)] == [False]


def test_part_of_reaches_through_a_third() -> None:
    """A part of a part is a part of the whole, nothing is part of itself, and a ring ends."""
    register = Register(
        populations=[
            Population(name="soldiers", part_of=("security forces",)),
            Population(name="security forces", part_of=("all",)),
            Population(name="all", part_of=("soldiers",)),
        ]
    )
    assert register.is_part("soldiers", "all")
    assert not register.is_part("nobody", "all")


def test_arithmetic_is_made_only_where_a_source_invites_it() -> None:
    """A rate of our own is given where some claim gives one for the same period, in days of that period."""
    sums = [claim(366, measure="operations", period="2024"), claim(10, measure="killed", period="2024")]
    assert per_day(sums) == ()
    rates = per_day([*sums, claim(3, measure="operations-per-day", period="2024")])
    assert [str(rate) for rate in rates] == ["366 operations over the 366 days of 2024 are 1 a day"]


def test_a_part_that_outgrows_its_whole_is_told(shipped_index: Index) -> None:
    """At Mach the soldiers that one party claims last are more than the security forces of the other: our arithmetic."""
    (found,) = [one for one in of(shipped_index, "darra-e-bolan mach kolpur").sections if one.measure == "killed"]
    assert any(text == "soldiers (67) exceed security forces (4), of which they are a part" for text in found.arithmetic)


def test_a_population_without_a_name_is_listed_once() -> None:
    """A claim may name nobody at all: its figures stand by themselves, and are not looked for below themselves for ever."""
    sources = (Source(id="s", type="post", title="t", publisher="p", standpoint="press"),)
    events = (replace(event([claim(1, who=""), claim(2, who="soldiers")]), provinces=()),)
    timeline = Timeline(meta=Meta(id="t", title="T", period="2024"), provinces=(), sources=sources, events=events)
    with indexed(timeline) as index:
        found = ledger(index, [0], "", "")
    assert sorted(account.who for one in found.sections for account in one.accounts) == ["", "soldiers"]
