"""Which rows of a reference set are near an event: found for many events together as for each alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cttui.audit import scope
from cttui.audit.evidence import Bounds
from cttui.audit.scope import Near, Reference
from cttui.audit.side import Reader, Side
from cttui.imports.ged import GED
from cttui.query.language import Query
from cttui.store.named import open_named
from packing import both, pack, rows
from tables import rows_of


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_rows_near_many_events_are_those_near_each(data: st.DataObject) -> None:
    """Whatever their dates and places: days and boxes and provinces mean the same for events together as for one alone."""
    bounds = Bounds(data.draw(st.sampled_from([0, 1, 40])), data.draw(st.sampled_from([0.0, 25.0, 900.0, 20_000.0])))
    with both(GED, data.draw(rows(GED))) as (_, index):
        reader = Reader(index)
        reference = Reference(reader, index.head.provinces)
        sides = list(reader.selected(Query()))
        found = dict(reference.near_each(sides, bounds))
        assert found == {side: reference.near(side, bounds) for side in sides}


def test_of_many_events_each_row_is_read_about_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neighbours in time are looked for together: the set is asked a few times for hundreds of events, and not for each."""
    index = open_named(pack(tmp_path, GED, list(rows_of(GED, 300, 9))))
    reader = Reader(index)
    sides = list(reader.selected(Query()))
    asked: list[int] = []
    near, read = Reference.near, Reader.sides

    def asked_for_one(self: Reference, side: Side, bounds: Bounds) -> Near:
        asked.append(side.n)
        return near(self, side, bounds)

    def read_alone(self: Reader, numbers: Sequence[int]) -> list[Side]:
        asked.extend(numbers)
        return read(self, numbers)

    monkeypatch.setattr(Reference, "near", asked_for_one)
    monkeypatch.setattr(Reader, "sides", read_alone)
    reference = Reference(reader, index.head.provinces)
    together = [side for side in sides if side.days and side.days[1] - side.days[0] < scope.LONG and (side.point or side.codes)]
    assert len(together) > 200
    for side, found in reference.near_each(sides, Bounds()):
        assert side.n in found.numbers or not side.days
        if side in together:
            assert [one.n for one in reference.sides(found.numbers)] == list(found.numbers)
    assert {side.n for side in together}.isdisjoint(asked)
    index.close()
