"""First-level units of datasets, which name them and have no codes for them: what a person types for one.

The cells of a row know nothing of other rows, so ``unit`` gives a short name that no other unit can have: with the country.
``named`` then gives all units of a file the shortest names that tell them apart; whoever makes the table of units calls it
once, at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cttui.imports.cells import name, several, values
from cttui.imports.format import Cells, Said
from cttui.model.records import Unit
from cttui.text import key

_KIND = (
    "autonomous region|autonomous republic|autonomous province|capital territory|union territory|federal district|"
    "metropolitan area|special region|governorate|prefecture|department|departamento|département|municipality|republic|"
    "province|provincia|division|district|territory|estado|county|oblast|region|région|state|krai|city|zone"
)
_BEHIND = re.compile(rf"(.{{1,200}}?) (?:{_KIND})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_KIND}) (?:of |de |du |d')?(.{{1,200}})", re.IGNORECASE)


def stem(unit: str) -> str:
    """A unit's name without what kind of unit it is: ``Aleppo`` for ``Aleppo Governorate``; as it stands if that is all."""
    match = _BEHIND.fullmatch(unit) or _BEFORE.fullmatch(unit)
    return match[1].strip() if match and key(match[1]) else unit


def unit(country: str, cell: str) -> tuple[Unit, ...]:
    """The unit that a cell names; none if it is empty."""
    if not (called := name(cell)):
        return ()
    home = name(country)
    whole = f"{called} ({home})" if home else called
    return (Unit(code=whole, name=called, short=typed(whole), aliases=_aliases(called, home)),)


def said_home(cells: Cells) -> Said:
    """What the cells of country, region of the world and first-level unit say."""
    country, region, called = cells
    units = tuple(found for one in several(called) for found in unit(country, one))
    return Said(values=values(("country", country), ("region", region)), units=units)


def typed(called: str) -> str:
    """A name as a person can type it in a filter, and as a list of names shows it: without commas and quotation marks."""
    return " ".join(called.replace(",", " ").replace('"', "'").split())


def _aliases(called: str, home: str) -> tuple[str, ...]:
    bare = stem(called)
    found = [bare, f"{bare} ({home})"] if home else [bare]
    return tuple(alias for alias in dict.fromkeys(found) if alias != called)


def named(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """All units of a file, by name, each with the shortest name that no other has.

    ``Aleppo`` if only one unit is called so, else ``Aleppo Governorate``, else the stem with the country (``Punjab (India)``),
    else what ``unit`` gave it. A spelling that several share stands for none of them, and where it is their name, lists show it
    with the country. The same units get the same names in any order.
    """
    known = sorted({one.code: one for one in units}.values(), key=lambda one: (key(one.name), one.code))
    ways = [(typed(stem(one.name)), typed(one.name), typed(_with_country(one)), one.short) for one in known]
    # of each spelling, how many units go by it: in one of the ways above or by an alias
    shared = Counter(
        way for one, tried in zip(known, ways, strict=True) for way in {key(way) for way in (*tried, *one.aliases)}
    )
    found: list[Unit] = []
    used: set[str] = set()
    for one, tried in zip(known, ways, strict=True):
        short = next((way for way in tried if shared[key(way)] == 1 and way not in used), one.short)
        number = 1
        while key(short) in used or short in used:
            number += 1
            short = f"{one.short} {number}"
        used |= {key(short), short}
        aliases = tuple(alias for alias in one.aliases if shared[key(alias)] == 1 and alias != short)
        called = one.name if shared[key(one.name)] == 1 else one.code
        found.append(replace(one, name=called, short=short, aliases=aliases))
    return tuple(found)


def _with_country(one: Unit) -> str:
    """The unit's stem with its country, which stands behind its name in its code."""
    return stem(one.name) + one.code[len(one.name) :]
