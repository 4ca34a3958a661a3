"""Where a rule of ``cttui check`` speaks and where it does not: uncertain dates, neighbours, near names, parts and wholes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.checks.registry import RULES
from cttui.checks.rules import check_content

HEAD = """\
[timeline]
id = "t"
title = "T"
period = "2024"

[[province]]
code = "XX"
name = "Xland"
short = "X"

[[province]]
code = "XX-A"
name = "Aland"
short = "A"

[[province]]
code = "XX-B"
name = "Bland"
short = "B"

[[population]]
name = "soldiers"
aliases = ["troops"]
part_of = ["security forces"]

[[population]]
name = "security forces"
part_of = ["all"]

[[source]]
id = "s"
type = "webpage"
url = "https://example.org/a"
standpoint = "press"

[[source]]
id = "s2"
type = "webpage"
standpoint = "press"
"""


def event(id_: str = "e", date: str = "2024-05-01", more: str = "", kind: str = "attack", provinces: str = '"XX-A"') -> str:
    """An event's table."""
    return (
        f'\n[[event]]\nid = "{id_}"\ndate = "{date}"\nkind = "{kind}"\ntitle = "{id_}"\nprovinces = [{provinces}]\n'
        f'sources = ["s", "s2"]\n{more}\n'
    )


def found(text: str, rule: str) -> list[int]:
    """The lines at which a rule finds something."""
    report = check_content((HEAD + text).encode(), "t.toml", rules=[RULES[rule]], library=lambda _: None)
    return [problem.line for problem in report.problems]


@pytest.mark.parametrize(
    ("answer", "question", "wrong"),
    [
        ("2024-05-01", "2024-05-02", True),
        ("2024-05-02", "2024-05-02", False),
        ("2024-05", "2024-05-31", False),
        ("2024-04", "2024-05-31", True),
        ("2024-05~", "2024-06-03", False),
        ("2024-05-10/2024-06-20", "2024-06-01", False),
        ("", "2024-06-01", False),
        ("2024-05-01", "", False),
        ("2024-05-01", "2024-06/..", True),
        ("2024-05-01", "../2024-06", False),
    ],
)
def test_an_answer_is_before_only_if_no_day_fits(answer: str, question: str, wrong: bool) -> None:
    """Both ends of uncertain dates are used: only what is certainly before is reported."""
    text = event("q", question) + event("a", answer, 'responds_to = ["q"]')
    assert bool(found(text, "answer-before")) == wrong


@pytest.mark.parametrize(
    ("date", "wrong"),
    [("2024-12-31", False), ("2025-01-01", True), ("2023-12-31", True), ("2023/2025", False), ("2025~", False), ("", False)],
)
def test_a_date_is_outside_only_if_no_day_fits(date: str, wrong: bool) -> None:
    """An interval that touches the period, an approximate year beside it and no date at all are not outside."""
    assert bool(found(event(date=date), "date-outside")) == wrong


@pytest.mark.parametrize(
    ("kind", "period", "wrong"), [("report", "2024", False), ("report", "2023", True), ("attack", "2024", True)]
)
def test_a_report_may_come_after_its_period(kind: str, period: str, wrong: bool) -> None:
    """A year's figures are published in the next: a report is in its place if one of its claims covers the period."""
    claim = f'claims = [{{ measure = "killed", who = "all", value = 1, by = "b", source = "s", period = "{period}" }}]'
    assert bool(found(event(date="2025-01-10", kind=kind, more=claim), "date-outside")) == wrong


def placed(id_: str, name: str, province: str, district: str = "") -> str:
    """An event at a place."""
    return event(id_, more=f'place = {{ name = "{name}", district = "{district}" }}', provinces=province)


def test_a_place_is_doubted_only_if_the_others_agree() -> None:
    """Two others in one province are needed; a whole country has every place, and a place of two provinces has none."""
    two = placed("a", "Quay", '"XX-A"') + placed("b", "quay", '"XX-A"')
    assert len(found(two + placed("c", "Quay", '"XX-B"'), "place-province")) == 1
    for more in ('"XX"', '"XX-B", "XX-A"', '"XX-A"'):
        assert found(two + placed("c", "Quay", more), "place-province") == []
    assert found(two + placed("c", "Quay", '"XX-B"', "Elsewhere"), "place-province") == []
    assert found(placed("a", "Quay", '"XX-A"') + placed("c", "Quay", '"XX-B"'), "place-province") == []
    mixed = two + placed("c", "Quay", '"XX-B"') + placed("d", "Quay", '"XX-B"')
    assert found(mixed, "place-province") == []
    districts = "".join(placed(n, n, '"XX-A"', "Harbour") for n in "ab") + placed("c", "c", '"XX-B"', "Harbour")
    assert len(found(districts, "place-province")) == 1


def test_coordinates_are_far_only_from_a_compact_province() -> None:
    """A point is doubted beyond the extent of at least four others, and never one of a wide or little known province."""

    def at(number: int, lat: float, lon: float) -> str:
        return event(f"e{number}", more=f"place = {{ lat = {lat}, lon = {lon} }}")

    near = "".join(at(n, 30 + n / 10, 70 - n / 10) for n in range(4))
    assert len(found(near + at(9, 70.0, 30.0), "place-far")) == 1
    assert found(near + at(9, 30.9, 70.9), "place-far") == []
    assert found("".join(at(n, 30 + n / 10, 70) for n in range(3)) + at(9, 70.0, 30.0), "place-far") == []
    assert found(near + at(8, 40, 60) + at(9, 50.0, 50.0), "place-far") == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Frontier Crops", True),
        ("Corps Frontier", True),
        ("frontier corps", True),
        ("FrontierCorps", True),
        ("Frontier Corps South", False),
        ("Punjab Police", False),
        ("Frontier Cops", True),
    ],
)
def test_a_name_used_once_is_near_by_a_letter_or_two(name: str, wrong: bool) -> None:
    """Swapped and missing letters, another order and other capitals are near; another word is not."""
    often = "".join(event(f"e{n}", more='actors = ["Frontier Corps"]') for n in range(3))
    assert bool(found(often + event("x", more=f'actors = ["{name}"]'), "near-actor")) == wrong
    declared = f'\n[[actor]]\nname = "{name}"\n'
    assert found(declared + often + event("x", more=f'actors = ["{name}"]'), "near-actor") == []


@pytest.mark.parametrize(
    ("tag", "wrong"), [("elections-2023", False), ("election-2024", True), ("bla", False), ("cpec", False)]
)
def test_tags_that_differ_in_digits_or_are_short_are_others(tag: str, wrong: bool) -> None:
    """A tag of another year is another tag, and so are two abbreviations."""
    often = "".join(event(f"e{n}", more='tags = ["elections-2024", "blf", "cpecs"]') for n in range(3))
    assert bool(found(often + event("x", more=f'tags = ["{tag}"]'), "near-tag")) == wrong


def claims(*rows: str) -> str:
    """The claims of an event, all by one claimant in one source unless they say otherwise."""
    said = [row if "source =" in row else f'{row}, by = "police", source = "s"' for row in rows]
    return "claims = [\n" + "".join(f'  {{ measure = "killed", {row} }},\n' for row in said) + "]"


@pytest.mark.parametrize(
    ("part", "whole", "wrong"),
    [
        ('who = "soldiers", value = 9', 'who = "all", value = 8', True),
        ('who = "troops", value = 9', 'who = "security forces", value = 8', True),
        ('who = "soldiers", min = 9', 'who = "all", max = 8', True),
        ('who = "soldiers", max = 9', 'who = "all", value = 8', False),
        ('who = "soldiers", value = 9', 'who = "all", min = 8', False),
        ('who = "soldiers", value = 9', 'who = "all", value = 9', False),
        ('who = "soldiers", value = 9', 'who = "all", words = "some"', False),
        ('who = "soldiers", value = 9', 'who = "civilians", value = 1', False),
        ('who = "soldiers", value = 105, approx = true', 'who = "all", value = 100', False),
        ('who = "soldiers", value = 9', 'who = "all", value = 8, by = "police", source = "s2"', False),
        ('who = "soldiers", value = 9', 'who = "all", value = 8, by = "army", source = "s"', False),
    ],
)
def test_a_part_exceeds_its_whole_only_if_it_must(part: str, whole: str, wrong: bool) -> None:
    """Bounds, about, other claimants and other sources leave room; aliases and parts of parts do not."""
    assert bool(found(event(more=claims(part, whole)), "part-exceeds-whole")) == wrong
    assert bool(found(event(more=claims(whole, part)), "part-exceeds-whole")) == wrong


@pytest.mark.parametrize(
    ("provinces", "claimed", "wrong"),
    [('"XX-A"', "XX-B", True), ('"XX-A"', "XX-A", False), ('"XX"', "XX-B", False), ('"XX-A"', "XX", True), ("", "XX-A", True)],
)
def test_a_claim_is_for_a_province_of_its_event(provinces: str, claimed: str, wrong: bool) -> None:
    """A country has its parts; a part has neither its country nor another part. Statistics may be about another."""
    row = f'who = "all", value = 1, province = "{claimed}"'
    assert bool(found(event(more=claims(row), provinces=provinces), "claim-province")) == wrong
    assert found(event(more=claims(f'{row}, period = "2024"'), provinces=provinces), "claim-province") == []


@pytest.mark.parametrize(
    ("ids", "odd"),
    [
        ([f"2024-05-{n:02}-event" for n in range(1, 11)], "fire"),
        ([f"e{n:03}" for n in range(1, 12)], "fire"),
    ],
)
def test_an_id_off_the_pattern_is_found(ids: list[str], odd: str) -> None:
    """Dates with words, or numbers: one that has neither stands out among ten, and none among a few or among all kinds."""
    text = "".join(map(event, ids))
    assert len(found(text + event(odd), "id-pattern")) == 1
    assert found(text, "id-pattern") == []
    assert found("".join(map(event, ids[:3])) + event(odd), "id-pattern") == []


def test_sources_with_one_address_are_told_at_the_second() -> None:
    """The later one is reported, however its address is spelt; an address that is not known is nobody's."""
    more = '\n[[source]]\nid = "{}"\ntype = "webpage"\nurl = "{}"\nstandpoint = "press"\n'
    text = more.format("x", "http://www.example.org/a/?utm_source=x#top") + more.format("y", "https://example.org/a?p=2")
    assert found(text + event(), "same-address") == [HEAD.count("\n") + 5]
    assert len(found(more.format("x", "https://example.org/%61") + event(), "same-address")) == 1


def test_a_big_file_is_checked_in_line_with_its_length(tmp_path: Path) -> None:
    """Ten thousand parts, doubles and remarks in one event are found, one by one, without comparing each with each."""
    rows = [f'who = "soldiers", value = {n + 10}' for n in range(3_000)]
    text = event(more=claims('who = "all", value = 9', *rows) + "\ntags = [" + '"a", ' * 5_000 + "]")
    assert len(found(text, "part-exceeds-whole")) == 3_000
    assert len(found(text, "duplicate-items")) == 4_999


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Karchi", 'did you mean "Asia/Karachi"?'),
        ("asia/karachi", 'did you mean "Asia/Karachi"?'),
        ("Karachi", 'did you mean "Asia/Karachi"?'),
        ("PKT", 'did you mean "Asia/Karachi"?'),
        ("UTC+5", 'write "Etc/GMT-5"'),
        ("-05:00", 'write "Etc/GMT+5"'),
        ("Nowhere/X", 'e.g. "Asia/Karachi" or "UTC"'),
        ("../etc/passwd", 'e.g. "Asia/Karachi" or "UTC"'),
    ],
)
def test_an_unknown_time_zone_is_told_with_a_way_out(zone: str, said: str) -> None:
    """A zone that the database does not have is no fault that keeps the file from opening; the nearest name is given."""
    content = HEAD.replace('period = "2024"\n', f'period = "2024"\ntime_zone = "{zone}"\n') + event()
    problems = check_content(content.encode(), "t.toml", rules=[RULES["time-zone"]], library=lambda _: None).problems
    assert [problem.line for problem in problems] == [5]
    assert said in problems[0].remedy


@pytest.mark.parametrize("zone", ["", "Asia/Karachi", "UTC", "Etc/GMT-5", "US/Eastern"])
def test_a_time_zone_that_there_is_is_not_told(zone: str) -> None:
    """No zone, a city's, a fixed one and an older name are right."""
    content = HEAD.replace('period = "2024"\n', f'period = "2024"\ntime_zone = "{zone}"\n') + event()
    assert not check_content(content.encode(), "t.toml", rules=[RULES["time-zone"]], library=lambda _: None).problems
