"""First-level units of datasets: what a person types for one, and that no two are typed alike."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.imports.units import named, stem, unit
from cttui.model.records import Meta, Timeline, Unit
from cttui.query.fields import Vocabulary, vocabulary_of
from cttui.text import key


def made(*names: tuple[str, str]) -> tuple[Unit, ...]:
    """Units of a file, each by country and name."""
    return named(one for country, name in names for one in unit(country, name))


def shorts(*names: tuple[str, str]) -> dict[str, str]:
    """The short names of units of a file by their codes."""
    return {one.code: one.short for one in made(*names)}


def vocabulary(*names: tuple[str, str]) -> Vocabulary:
    """What can be typed where a file has these units."""
    return vocabulary_of(Timeline(meta=Meta(id="x", title="X", period="2031"), provinces=made(*names)), {})


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Aleppo Governorate", "Aleppo"),
        ("Kabul province", "Kabul"),
        ("Province of Kabul", "Kabul"),
        ("Departamento de Cauca", "Cauca"),
        ("Kano state", "Kano"),
        ("Moscow city", "Moscow"),
        ("Free State", "Free"),
        ("Province", "Province"),
        ("North", "North"),
        ("?! province", "?! province"),
    ],
)
def test_stems(name: str, bare: str) -> None:
    """A stem is a unit's name without what kind of unit it is."""
    assert stem(name) == bare


def test_a_unit_is_typed_by_its_stem() -> None:
    """A unit that is alone with its name is typed without what kind it is, and found by every longer spelling."""
    typed = vocabulary(("Syria", "Aleppo Governorate"), ("Syria", "Homs Governorate"))
    for spelling in ("aleppo", "Aleppo Governorate", "aleppo (Syria)", "Aleppo Governorate (Syria)"):
        assert typed.resolve("province", spelling) == "Aleppo"


def test_units_of_one_name_in_two_countries_are_told_apart() -> None:
    """Two units of one name are typed with their countries, and the name alone stands for neither."""
    names = (("India", "Punjab state"), ("Pakistan", "Punjab province"))
    assert shorts(*names) == {"Punjab state (India)": "Punjab state", "Punjab province (Pakistan)": "Punjab province"}
    assert vocabulary(*names).resolve("province", "punjab") is None
    names = (("India", "Punjab"), ("Pakistan", "Punjab"))
    assert shorts(*names) == {"Punjab (India)": "Punjab (India)", "Punjab (Pakistan)": "Punjab (Pakistan)"}
    assert vocabulary(*names).resolve("province", "punjab") is None
    assert vocabulary(*names).resolve("province", "punjab india") == "Punjab (India)"


def test_units_of_one_stem_in_one_country_are_told_apart() -> None:
    """A city and the province around it are typed by their whole names."""
    names = (("Arcadia", "North province"), ("Arcadia", "North city"), ("Arcadia", "South"))
    assert shorts(*names) == {
        "North province (Arcadia)": "North province",
        "North city (Arcadia)": "North city",
        "South (Arcadia)": "South",
    }


def test_short_names_have_no_comma() -> None:
    """A comma separates values in a filter and names in a list, so that no short name has one."""
    assert shorts(("Arcadia", 'North, "Upper" province')) == {'North, "Upper" province (Arcadia)': "North 'Upper'"}


def test_an_empty_cell_is_no_unit() -> None:
    """A row without a unit has none, and one without a country has the unit alone."""
    assert unit("Syria", "  ") == ()
    assert [one.code for one in unit("", "Aleppo")] == ["Aleppo"]


PARTS = st.lists(st.sampled_from(["North", "north", "Aleppo", "province", "state", ",", '"', "é", "?", "(A)", "2"]), max_size=4)
CELLS = st.one_of(PARTS.map(" ".join), st.text(max_size=12))


@given(st.lists(st.tuples(st.sampled_from(["A", "B", ""]), CELLS), max_size=12), st.randoms())
def test_no_two_units_are_typed_alike(names: list[tuple[str, str]], dice: random.Random) -> None:
    """Short names of a file's units differ even when folded, have no comma, lead to their unit, and do not depend on order."""
    found = made(*names)
    typed = [one.short for one in found]
    assert len({key(short) or short for short in typed}) == len(typed)
    assert not any("," in short or '"' in short for short in typed)
    words = vocabulary(*names)
    for one in found:
        assert words.resolve("province", one.short) == one.short
    mixed = list(names)
    dice.shuffle(mixed)
    assert made(*mixed) == found
