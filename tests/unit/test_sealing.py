"""Rows of a store as they are written: all of them, each with its check, however many go into one statement."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from cttui.store import checked, layout
from cttui.store.sealing import Sealing, created


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 32, 63, 64, 65, 130])
def test_rows_are_written_whatever_their_number(tmp_path: Path, count: int) -> None:
    """None is lost or doubled at the end of a statement, and the sums that were counted are those that reading them gives."""
    bits = [("actor", f"dockers {n:03}", b"%d" % n) for n in range(count)]
    values = [("actor", n, f"dockers {n:03}", f"Dockers {n}", "[]") for n in range(count)]
    with closing(created(tmp_path / "x.cttui")) as connection:
        store = Sealing(connection)
        store.put("bits", iter(bits))
        store.put("value", iter(values))
        assert connection.execute("SELECT * FROM bits ORDER BY field, token").fetchall() == [
            (*row, layout.seal_set(*row)) for row in bits
        ]
        assert connection.execute("SELECT * FROM value ORDER BY position").fetchall() == [
            (*row, layout.seal(*row)) for row in values
        ]
        checked.sign(connection)
        (read,) = connection.execute("SELECT value FROM meta WHERE key = 'sums'").fetchone()
        sums = json.loads(read)
        assert {group: sums[group] for group in store.sums} == store.sums
