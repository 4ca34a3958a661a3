"""Holding a timeline against a reference set: what is compared, what speaks for a pair, and what the reader said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.audit.audit import Audit, Pair, audit
from cttui.audit.evidence import Bounds, Rarity, evidence, km_apart
from cttui.audit.side import Point, Reader, bare
from cttui.errors import NotebookError, StoppedError
from cttui.model.records import Claim, Event, Meta, Place, Population, Province, Source, Spelling, Timeline
from cttui.notebook.file import Notebook
from cttui.query.language import Query, parse
from cttui.store import stopping
from cttui.store.cache import index_of
from strategies import timelines

KP = Province(code="PK-KP", name="Khyber Pakhtunkhwa", short="KP", aliases=("NWFP",))
BA = Province(code="PK-BA", name="Balochistan", short="BA")
PK = Province(code="PK", name="Pakistan (nationwide)", short="PK")
SOURCE = Source(id="s", type="report", title="A report", publisher="Dawn", standpoint="press")
BESHAM = Place(name="Besham", district="Shangla", lat=34.93, lon=72.88, precision="town")


def killed(value: int | None = None, **more: object) -> Claim:
    """A claim on the dead."""
    return Claim(measure="killed", value=value, source="s", **{"who": "all", "by": "police", **more})  # type: ignore[arg-type]  # as a test gives them


def event(id_: str, date: str = "2024-03-26", title: str = "Suicide bomber rams engineers' convoy", **more: object) -> Event:
    """An event at Besham."""
    plain: dict[str, object] = {"kind": "attack", "provinces": ("PK-KP",), "place": BESHAM, "sources": ("s",), **more}
    return Event(id=id_, date=date, title=title, **plain)  # type: ignore[arg-type]  # as a test gives them


def timeline(*events: Event, id_: str = "ours", **more: object) -> Timeline:
    """A timeline of 2024."""
    plain: dict[str, object] = {
        "meta": Meta(id=id_, title=id_, period="2024"), "provinces": (PK, KP, BA), "sources": (SOURCE,),
        "actors": (Spelling(name="BLA", aliases=("Baloch Liberation Army",)),), **more,
    }  # fmt: skip
    return Timeline(events=events, **plain)  # type: ignore[arg-type]  # as a test gives them


def held(
    ours: Timeline,
    theirs: Timeline,
    bounds: Bounds = Bounds(),  # noqa: B008 - it is frozen
    judged: Mapping[tuple[str, str], str] | None = None,
    query: str = "",
) -> Audit:
    """An audit of one timeline against another."""
    index = index_of(ours, None)
    return audit(index, parse(query, index.vocabulary), index_of(theirs, None), bounds, judged)


def said(pair: Pair, part: str) -> str:
    """What a part of the evidence says; empty if nothing is said of it."""
    return next((one.says for one in pair.evidence if one.part == part), "")


def pairs(found: Audit) -> list[tuple[str, str]]:
    """The ids of the pairs."""
    return [(pair.ours.id, pair.theirs.id) for pair in found.pairs]


# -- how far apart ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "bounds", "says"),
    [
        ("2024-03-26", Bounds(), "the same day"),
        ("2024-03-27", Bounds(), "1 day apart"),
        ("2024-03-25", Bounds(), "1 day apart"),
        ("2024-03-28", Bounds(), None),
        ("2024-03-28", Bounds(days=2), "2 days apart"),
        ("2024-03-27", Bounds(days=0), None),
        ("2024-03", Bounds(), "overlapping dates"),
        ("2024-03-20/2024-03-25", Bounds(), "1 day apart"),
        ("2024-04", Bounds(), None),
        ("2024-03-2X", Bounds(), "overlapping dates"),
        ("", Bounds(), None),
    ],
)
def test_dates_are_compared_by_their_possible_days(other: str, bounds: Bounds, says: str | None) -> None:
    """A date that is not exact meets every day that it may be; what is farther apart than the bound is never paired."""
    found = held(timeline(event("a")), timeline(event("b", other)), bounds)
    assert [said(pair, "days") for pair in found.pairs] == ([says] if says is not None else [])


@pytest.mark.parametrize("other", ["2024-03-25", "2024-03-27/2024-03-30", "2024-03-27/..", "../2024-03-25", "2000/2024-03-25"])
def test_a_long_date_that_leaves_a_day_out_speaks_against_it(other: str) -> None:
    """However long a date is, or open at an end: an event on the day before it or behind it is rather another one."""
    (pair,) = held(timeline(event("a")), timeline(event("b", other))).pairs
    assert said(pair, "days") == "1 day apart"
    assert next(one.bits for one in pair.evidence if one.part == "days") < 0


def test_nothing_in_common_is_not_the_same_beside_an_open_date() -> None:
    """Two events of one province that have nothing in common but that one begins the day after the other are two."""
    ours = event("a", "2024-07-01/..", "Fishing licence rule", kind="court", place=None)
    theirs = event("b", "2024-06-30", "Teachers march for wages", kind="protest", place=None)
    assert not held(timeline(ours), timeline(theirs)).pairs


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (BESHAM, "the same place, the same point"),
        (replace(BESHAM, lat=35.03), "the same place, 11 km apart"),
        (replace(BESHAM, lat=35.15), None),  # 24.5 km
        (replace(BESHAM, name="BESHAM town", district="", lat=None, lon=None, precision=None), "the same place"),
        (Place(district="Shangla District"), "the same district"),
        # the middle of the district is farther than the bound, but stands for the district
        (Place(district="Shangla", lat=35.4, lon=72.6, precision="district"), "the same district"),
    ],
)
def test_places_are_compared_by_coordinates_and_names(place: Place, says: str | None) -> None:
    """Coordinates within the bound agree, and so do names in any spelling, where coordinates are missing or coarse."""
    found = held(timeline(event("a")), timeline(event("b", place=place)))
    assert pairs(found) == [("a", "b")]
    assert said(found.pairs[0], "place") == (says or "the same place, 24 km apart")


@pytest.mark.parametrize("place", [replace(BESHAM, lat=35.2), Place(name="Quetta", lat=30.2, lon=67.0, precision="town")])
def test_what_is_farther_than_the_bound_is_not_paired(place: Place) -> None:
    """However much else agrees: a larger bound finds it."""
    ours, theirs = timeline(event("a", claims=(killed(47),))), timeline(event("b", place=place, claims=(killed(47),)))
    assert not held(ours, theirs).pairs
    assert pairs(held(ours, theirs, Bounds(km=40))) == ([("a", "b")] if place.name == "Besham" else [])


def test_an_event_with_only_a_province_is_paired_by_its_name_in_another_spelling() -> None:
    """Provinces of the reference set that are called otherwise are the same, and other provinces are not."""
    theirs = Province(code="PAK-3", name="KHYBER PAKHTUNKHWA province", short="KHYBER")
    other = Province(code="PAK-2", name="Balochistan province", short="BALOCH")
    mine = timeline(event("a", place=None, claims=(killed(47),)))
    told = event("b", place=None, provinces=("PAK-3",), claims=(killed(47),))
    found = held(mine, timeline(told, provinces=(theirs, other)))
    assert pairs(found) == [("a", "b")]
    assert said(found.pairs[0], "place") == "the same province"
    assert found.scope.places == "Khyber Pakhtunkhwa"
    assert not held(mine, timeline(replace(told, provinces=("PAK-2",)), provinces=(theirs, other))).pairs


def test_the_rows_that_were_looked_at_are_those_that_are_listed() -> None:
    """A pair outside the places that are named counts among the rows that were looked at."""
    mine = timeline(event("a"), event("b", place=None, provinces=("PK",), kind="report", title="Year-end report on attacks"))
    found = held(mine, timeline(*mine.events, event("c", "2024-03-20", "Protest at a toll gate", kind="protest"), id_="theirs"))
    assert (found.looked_at, len(found.pairs), found.missing_here_count) == (3, 2, 1)


def test_who_waits_is_told_how_far_an_audit_is_and_can_end_it() -> None:
    """Each event is counted before it is compared, whether by its days or alone; a stop ends it there."""
    mine = timeline(*(event(f"e-{number}", date) for number, date in enumerate(("2024-03-26", "2024", "", "2024-05-02"))))
    told: list[tuple[int, int]] = []
    ours, theirs = index_of(mine, None), index_of(timeline(event("b"), id_="theirs"), None)
    audit(ours, Query(), theirs, progress=lambda done, count: told.append((done, count)))
    assert told == [(number, 4) for number in range(4)]
    told.clear()
    with stopping.until(lambda: len(told) > 1), pytest.raises(StoppedError):
        audit(ours, Query(), theirs, progress=lambda done, count: told.append((done, count)))
    assert len(told) == 2


def test_units_of_a_dataset_are_provinces_and_no_countries() -> None:
    """The units that an import makes have no ISO codes; they are found by their own names, without the country behind them."""
    unit = Province(code="Balochistan Province (Pakistan)", name="Balochistan Province (Pakistan)", short="Baloch")
    told = event("b", place=None, provinces=(unit.code,), claims=(killed(47),))
    mine = event("a", place=None, provinces=("PK-BA",), claims=(killed(47),))
    found = held(timeline(mine), timeline(told, provinces=(unit,)))
    assert pairs(found) == [("a", "b")]
    assert said(found.pairs[0], "place") == "the same province"
    assert (found.scope.count, found.scope.places) == (1, "Balochistan")
    assert not held(timeline(replace(mine, provinces=("PK-KP",))), timeline(told, provinces=(unit,))).pairs


def test_a_best_value_is_said_beside_its_interval() -> None:
    """A figure with a lowest, a best and a highest value is compared by its interval, and printed with all three."""
    (pair,) = held(
        timeline(event("a", claims=(killed(6),))), timeline(event("b", claims=(killed(min=2, best=4, max=9),)))
    ).pairs
    assert pair.status == "same"
    assert pair.figures[0][1].said == "2–9, best 4 (police)"


def test_the_antimeridian_parts_no_pair() -> None:
    """Two points on either side of 180 degrees are near each other."""
    fiji, beyond = (replace(BESHAM, lat=-16.8, lon=lon) for lon in (179.95, -179.95))
    assert pairs(held(timeline(event("a", place=fiji)), timeline(event("b", place=beyond)))) == [("a", "b")]
    assert km_apart(Point(-16.8, 179.95, False), Point(-16.8, -179.95, False)) == pytest.approx(10.65, abs=0.1)
    assert km_apart(Point(90, 0, False), Point(-90, 0, False)) == pytest.approx(20015, abs=1)


# -- what else speaks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Baloch Liberation Army", "BLA", "Baloch Liberaton Army", "baloch liberation  ARMY"])
def test_parties_are_the_same_in_any_spelling(name: str) -> None:
    """By the timeline's aliases, by initials, and with a letter wrong."""
    found = held(
        timeline(event("a", actors=("BLA",)), event("c", "2024-07-01")), timeline(event("b", actors=(name,)), actors=())
    )
    assert said(found.pairs[0], "actors") == "BLA"


def test_what_agrees_by_chance_weighs_less_than_what_is_rare() -> None:
    """A party, a word and a kind of many events speak less for a pair than those of one."""
    often = [event(f"e{n}", f"2024-01-{n:02}", "Convoy hit", actors=("TTP",)) for n in range(1, 21)]
    rare = event("r", "2024-05-01", "Polytechnic stormed", kind="court", actors=("Jaish",))
    reader = Reader(index_of(timeline(*often, rare), None))
    sides = reader.sides(range(21))
    rarity = Rarity(sides)
    bits = {
        side.id: {part.part: part.bits for part in evidence(side, side, Bounds(), rarity) or ()}
        for side in (sides[0], sides[-1])
    }
    for part in ("kind", "actors", "words"):
        assert bits["r"][part] > bits["e1"][part] + 2, part


@pytest.mark.parametrize(
    ("mine", "theirs", "state", "status"),
    [
        ((killed(6),), (killed(6),), "equal", "same"),
        ((killed(5), killed(8, by="hospital")), (killed(6),), "overlapping", "same"),
        ((killed(min=5),), (killed(60),), "overlapping", "same"),
        ((killed(100, approx=True),), (killed(108),), "overlapping", "same"),
        ((killed(6),), (killed(7),), "apart", "different figures"),
        ((killed(min=8),), (killed(7),), "apart", "different figures"),
        ((killed(words="dozens"),), (killed(7),), "in words", "same"),
        # the widest population, in any spelling, and no statistics
        ((killed(2, who="soldiers"), killed(6)), (killed(6, who="in all"),), "equal", "same"),
        ((killed(6), killed(900, period="2024")), (killed(6),), "equal", "same"),
        # the same body corrected itself
        ((killed(4, as_of="2024-03-26"), killed(6, as_of="2024-03-27")), (killed(4),), "apart", "different figures"),
    ],
)
def test_figures_are_compared_through_claims(
    mine: tuple[Claim, ...], theirs: tuple[Claim, ...], state: str, status: str
) -> None:
    """Equal and overlapping figures are the same, others differ; both sides are kept with who says them."""
    people = (Population(name="all", aliases=("in all",)), Population(name="soldiers", part_of=("all",)))
    found = held(timeline(event("a", claims=mine), populations=people), timeline(event("b", claims=theirs), populations=people))
    (pair,) = found.pairs
    assert [state for _, _, state in pair.figures] == [state]
    assert pair.status == status
    assert pair.figures[0][0].by == tuple(dict.fromkeys(claim.by for claim in mine if not claim.period and claim.value != 2))


def test_without_comparable_figures_nothing_differs() -> None:
    """Dead on one side and arrested on the other cannot be compared."""
    arrested = Claim(measure="arrested", who="all", value=9, by="police", source="s")
    (pair,) = held(timeline(event("a", claims=(killed(3),))), timeline(event("b", claims=(arrested,)))).pairs
    assert pair.figures == ()
    assert pair.status == "same"


def test_an_unrelated_event_on_the_same_day_in_the_same_town_is_not_paired() -> None:
    """Days and kilometres alone make no pair."""
    court = event("b", title="Judges adjourn land dispute hearing", kind="court")
    found = held(timeline(event("a")), timeline(court))
    assert not found.pairs
    assert found.missing_there[0].reason == "they have no event of the kind attack or one like it"


# -- one to one ------------------------------------------------------------------------------------------------------


def test_further_rows_of_one_event_are_named_beside_its_pair() -> None:
    """A day's fighting that they split by place is one pair, and the further rows are neither pairs nor missing here."""
    more = event("c", place=replace(BESHAM, lat=35.0), claims=(killed(2),))
    found = held(timeline(event("a", claims=(killed(6),))), timeline(event("b", claims=(killed(6),)), more))
    assert pairs(found) == [("a", "b")]
    assert found.pairs[0].also == ("c",)
    assert found.missing_here_count == 0
    assert [side.id for side in found.missing_here()] == []


def test_a_row_that_fits_too_little_is_not_named_beside_a_pair() -> None:
    """Another event of the same day and town stays missing here."""
    court = event("c", title="Judges adjourn land dispute hearing", kind="court")
    found = held(timeline(event("a", claims=(killed(6),))), timeline(event("b", claims=(killed(6),)), court))
    assert found.pairs[0].also == ()
    assert [side.id for side in found.missing_here()] == ["c"]


def test_a_pair_with_another_as_likely_is_called_ambiguous() -> None:
    """Two rows that fit alike are both named, and the first by id is taken."""
    found = held(timeline(event("a")), timeline(event("c"), event("b")))
    assert pairs(found) == [("a", "b")]
    assert found.pairs[0].rivals == ("c",)
    clear = held(
        timeline(event("a", claims=(killed(47),))),
        timeline(event("b", claims=(killed(47),)), event("c", claims=(killed(1),), title="Fog delays flights of the airline")),
    )
    assert clear.pairs[0].rivals == ()


@settings(max_examples=25)
@given(timelines(), timelines(), st.integers(0, 9), st.randoms())
def test_pairs_are_one_to_one_whatever_the_order_and_none_is_overlooked(
    ours: Timeline, theirs: Timeline, days: int, chance: object
) -> None:
    """The same pairs whatever the order of the files, each event in one at most, and nothing is lost."""
    bounds = Bounds(days, 40)
    theirs = replace(theirs, meta=replace(theirs.meta, id="theirs"))
    found = held(ours, theirs, bounds)
    assert len({mine for mine, _ in pairs(found)}) == len({other for _, other in pairs(found)}) == len(found.pairs)
    shuffled = [list(one.events) for one in (ours, theirs)]
    for events in shuffled:
        chance.shuffle(events)  # type: ignore[attr-defined]  # hypothesis' own random.Random
    again = held(replace(ours, events=tuple(shuffled[0])), replace(theirs, events=tuple(shuffled[1])), bounds)
    assert sorted(pairs(again)) == sorted(pairs(found))
    assert len(found.pairs) + len(found.missing_there) == len(ours.events)
    assert len(list(found.missing_here())) == found.missing_here_count


@settings(max_examples=25)
@given(timelines(6), timelines(6), st.data())
def test_judgements_are_respected(ours: Timeline, theirs: Timeline, data: st.DataObject) -> None:
    """What is the same is always paired, once; what is not the same never is, nor named beside a pair."""
    possible = st.tuples(st.sampled_from([one.id for one in ours.events]), st.sampled_from([one.id for one in theirs.events]))
    judged = data.draw(st.dictionaries(possible, st.sampled_from(("same", "not the same", "unsure")), max_size=6))
    found = held(ours, theirs, Bounds(3, 40), judged)
    refused = {pair for pair, says in judged.items() if says == "not the same"}
    assert not refused & set(pairs(found))
    assert not refused & {(pair.ours.id, row) for pair in found.pairs for row in pair.also}
    agreed = {pair for pair, says in judged.items() if says == "same"}
    for mine, other in agreed:
        taken = [pair for pair in agreed if mine == pair[0] or other == pair[1]]
        assert any(pair in pairs(found) for pair in taken)
    assert all(pair.judged == judged.get((pair.ours.id, pair.theirs.id), "") for pair in found.pairs)


def test_a_judgement_on_what_is_gone_changes_nothing() -> None:
    """Rows that the reference set has no longer, and events that the timeline has no longer, are passed over."""
    judged = {("a", "gone"): "same", ("gone", "b"): "same", ("a", "b"): "unsure"}
    found = held(timeline(event("a")), timeline(event("b")), judged=judged)
    assert pairs(found) == [("a", "b")]
    assert found.pairs[0].judged == "unsure"


def test_judgements_are_kept_in_the_notebook(tmp_path: Path) -> None:
    """Per reference set and pair, replaced by a later one, taken back by an empty one, and read by another window."""
    notebook = Notebook(tmp_path / "n.toml", "t", clock=lambda: datetime(2026, 11, 26, tzinfo=UTC))
    notebook.judge("ged", "a", "1", "same")
    notebook.judge("ged", "a", "2", "unsure")
    notebook.judge("acled", "a", "1", "not the same")
    notebook.judge("ged", "a", "2", "not the same")
    before = notebook.file.read_bytes()
    assert notebook.judge("ged", "a", "2", "not the same").judged("ged") == {("a", "1"): "same", ("a", "2"): "not the same"}
    assert notebook.file.read_bytes() == before
    assert Notebook(notebook.file, "t").read().judged("acled") == {("a", "1"): "not the same"}
    assert notebook.judge("ged", "a", "1", "").judged("ged") == {("a", "2"): "not the same"}
    notebook.file.write_text(before.decode().replace('"unsure"', '"x"').replace('says = "same"', 'says = "yes"'))
    with pytest.raises(NotebookError, match="'yes' is not a judgement; expected same, not the same, unsure"):
        notebook.read()


# -- what is held against what ---------------------------------------------------------------------------------------


def test_the_reference_set_is_narrowed_to_the_days_and_places_of_the_timeline() -> None:
    """Rows of another year or province are not missing here; under a filter, only those of its events' days are."""
    rows = (
        event("in", "2024-08-01"), event("late", "2025-08-01"), event("away", "2024-08-01", provinces=("PK-BA",)),
        event("march", "2024-03-25", "Fog delays flights", kind="policy"),
    )  # fmt: skip
    theirs = timeline(*rows, id_="theirs")
    found = held(timeline(event("a")), theirs)
    assert [side.id for side in found.missing_here()] == ["march", "in"]
    assert (found.scope.count, found.missing_here_count, found.scope.places) == (2, 2, "Khyber Pakhtunkhwa")
    assert [
        side.id for side in held(timeline(event("a"), event("b", "2024-12-01")), theirs, query="date:2024-03").missing_here()
    ] == ["march"]


def test_an_event_that_fits_too_many_rows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date and place that say too little are not compared row by row."""
    monkeypatch.setattr("cttui.audit.scope.MOST", 3)
    theirs = timeline(*(event(f"b{n}") for n in range(4)))
    found = held(timeline(event("a", "2024")), theirs)
    assert found.missing_there[0].reason == "4 rows of theirs fit its date and place, too many to compare"
    assert held(timeline(event("a", "")), theirs).missing_there[0].reason == "it has no date"


def test_what_is_kept_back_is_not_seen() -> None:
    """Events that may not be seen are in no pair, and claims that may not are not compared."""
    ours, theirs = (
        index_of(timeline(event("a", claims=(killed(6),)), event("c", "2024-06-01")), None),
        index_of(timeline(event("b", claims=(killed(7),))), None),
    )
    seen = (lambda one: replace(one, claims=()) if one.id == "a" else None, None)
    found = audit(ours, Query(), theirs, Bounds(), {}, seen)
    assert found.pairs[0].figures == ()
    assert found.count == 1


def test_names_are_compared_without_what_registers_add() -> None:
    """Administrative words, case and accents make no other place; a name of such words alone keeps them."""
    assert bare("Aleppo governorate") == bare("ALEPPO") == bare("Alèppo Governorate")
    assert bare("Federal District") == "federal"
    assert bare("Capital Territory") == "capital territory"


def test_few_rows_of_a_large_set_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only rows within the bounds of an event are read from the reference set."""
    far = [
        event(f"x{n}", f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", place=replace(BESHAM, lat=20.0 + n / 10)) for n in range(100)
    ]
    theirs = index_of(timeline(event("b"), *(replace(one, provinces=("PK-BA",)) for one in far)), None)
    read: list[int] = []
    sides = Reader.sides

    def counted(reader: Reader, numbers: list[int]) -> list[object]:
        if reader.index is theirs:
            read.extend(numbers)
        return sides(reader, numbers)  # type: ignore[return-value]  # as it is

    monkeypatch.setattr(Reader, "sides", counted)
    assert pairs(audit(index_of(timeline(event("a")), None), Query(), theirs)) == [("a", "b")]
    assert len(read) < 5
