"""A packed store that is cut or changed anywhere: it is refused, or says so when it is read, or shows the same as before."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from cttui.errors import StoreError
from cttui.imports.ged import GED
from cttui.query.language import parse
from cttui.store import layout
from cttui.store.index import Ask, Index
from cttui.store.named import open_named
from cttui.store.packed.parts import MOST, unpack
from datasets import row
from packing import asked, pack

STEP = 1999
"""Bytes between two places that are damaged: a prime, so that all kinds of places of pages are met."""
QUERIES = ("", "quay", '"of the"', "nowhere")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store of rows that differ."""
    told = ("of the quay", "at the north pier")
    content = [
        row(GED, id=str(n), best=str(n % 5), high="6", low="0", adm_1=f"Unit {n % 7}", where_description=told[n % 2],
            source_article=f"Herald,2031-05-03,Shots {n}")
        for n in range(90)
    ]  # fmt: skip
    return pack(tmp_path_factory.mktemp("damage"), GED, content)


def told(index: Index) -> Iterator[object]:
    """All that a store says of itself, or that it is damaged, question by question."""
    for text in QUERIES:
        query = parse(text, index.vocabulary)
        for want in asked(index.calendar, ("ged-3", "ged-80", "ged-17"), ("ucdp-ged",), query):
            try:
                answer = index.answer(Ask(query, (want,), anchor=11))
                yield answer.cursor, answer.row, answer[want]
            except StoreError:
                yield StoreError


def outcome(path: Path) -> list[object] | None:
    """What a store tells; nothing if it is refused."""
    try:
        index = open_named(path)
    except StoreError:
        return None
    try:
        return list(told(index))
    except StoreError:
        return None
    finally:
        index.close()


def frame(size: int) -> bytes:
    """Five bytes as zstd stores them (RFC 8878, section 3.1.1), with a size of the whole that may be forged."""
    return bytes.fromhex("28b52ffde0") + size.to_bytes(8, "little") + b"\x29\0\0abcde"


@pytest.mark.parametrize("size", [6, 400_000, 1 << 29, 1 << 40, 1 << 62])
def test_a_part_does_not_get_the_room_that_it_claims(size: int) -> None:
    """A part that says that it is larger than it is, or than it may be, is damaged, and no such room is taken for it."""
    assert unpack(frame(5)) == unpack(frame(5), 5) == b"abcde"
    tracemalloc.start()
    try:
        for most in (MOST, 4096):
            with pytest.raises(StoreError, match=r"^the store is damaged "):
                unpack(frame(size), most)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.thorough
def test_damage_is_refused_or_changes_nothing(store: Path, tmp_path: Path) -> None:
    """A flipped byte anywhere, and a cut at any length, never give another answer, and no other error than the store's own."""
    sound = outcome(store)
    assert sound is not None
    assert StoreError not in sound
    content = store.read_bytes()
    damaged = tmp_path / "damaged.cttui"
    noticed = 0
    for place in range(0, len(content), STEP):
        for changed in (
            content[:place] + bytes((content[place] ^ 0x55,)) + content[place + 1 :],
            *([content[:place]] if place % 7 == 0 else ()),
        ):
            damaged.write_bytes(changed)
            found = outcome(damaged)
            noticed += found != sound
            if found is not None:
                assert [one for one, other in zip(found, sound, strict=True) if one not in (other, StoreError)] == [], place
    assert noticed > len(content) / STEP / 20


def test_a_store_without_a_row_says_so(store: Path, tmp_path: Path) -> None:
    """A row that is missing from any table is damage, not an absent value."""
    import sqlite3

    sound = outcome(store)
    assert sound is not None
    keys = {"said": "part", "bits": "token", "value": "token"}
    # all of them are fixed words
    rows = [f"{table} WHERE {(key := keys.get(table, 'rowid'))} = (SELECT max({key}) FROM {table})"  # noqa: S608
            for table in (*layout.PACKED_SEALED, *layout.BY_FIELD) if table != "column"]  # fmt: skip
    rows += [f"column WHERE name = '{name}'" for name in ("row", "lexicon", "sets/word", "point", "sets/point")]
    for number, gone in enumerate(rows):
        damaged = tmp_path / f"{number}.cttui"
        damaged.write_bytes(store.read_bytes())
        with sqlite3.connect(damaged) as connection:
            assert connection.execute(f"DELETE FROM {gone}").rowcount, gone  # noqa: S608
        connection.close()
        found = outcome(damaged)
        assert found != sound, gone
        if found is not None:
            assert [one for one, other in zip(found, sound, strict=True) if one not in (other, StoreError)] == [], gone
