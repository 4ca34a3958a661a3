"""What several formats say of an event in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cttui.exports.items import Item
from cttui.lazy import derived
from cttui.model import dates
from cttui.model.claims import Group, stated
from cttui.model.records import Place, Timeline


@derived
def _names(head: Timeline) -> dict[str, str]:
    """The names of a timeline's provinces by code; a dataset has thousands of them."""
    return {province.code: province.name for province in head.provinces}


def where(item: Item, head: Timeline) -> str:
    """Where an event was, from the place to the province: ``Besham, Shangla, Khyber Pakhtunkhwa``."""
    names = _names(head)
    place = item.event.place or Place()
    parts = (place.name, place.district, *(names.get(code, code) for code in item.event.provinces))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def dead(item: Item) -> str:
    """An event's dead: ``5–8 killed``; empty if none are counted."""
    return f"{item.toll} killed" if item.toll is not None else ""


def conflicts(groups: Iterable[Group]) -> Iterator[str]:
    """A sentence for each group of figures that cannot all hold: who states which."""
    for group in groups:
        if group.disputes:
            yield f"{about(group)}: {'; '.join(said(group))}"


def about(group: Group) -> str:
    """What a group of figures is about: ``killed, soldiers, 2024``."""
    period = dates.describe(dates.parse(group.period)) if group.period else ""
    return ", ".join(filter(None, (group.measure, group.who, group.unit, period, group.province)))


def said(group: Group) -> list[str]:
    """Each figure of a group with who states it, those that several sources repeat once: ``5 by police``."""
    return list(dict.fromkeys(f"{stated(claim)} by {claim.by}" for claim in group.standing))
