"""A store that is made from the one before a change is the store that is compiled whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.errors import QueryError
from cttui.model.records import Event, Spelling, Thread, Timeline, View
from cttui.query.language import parse
from cttui.store import cache, checked, layout, renewal, writer
from cttui.store.sqlite import SqliteIndex
from cttui.store.whole import read_timeline
from cttui.timeline import load
from strategies import WORDS, edtf, events, query_texts, small_timeline, timelines

Tables = dict[str, Any]


def tables(connection: sqlite3.Connection) -> Tables:
    """All that a store holds, sets as sets, words as words."""
    found: Tables = {}
    for table, columns in layout.SEALED.items():
        rows = connection.execute(f"SELECT {columns}, seal FROM {table}").fetchall()  # noqa: S608 - our own columns
        assert all(layout.seal(*row[:-1]) == row[-1] for row in rows)
        found[table] = sorted((row[:-1] for row in rows), key=repr)
    found["bits"] = {
        (field, token): bits if field.endswith("/rest") else set(BitMap.deserialize(bits))
        for field, token, bits in found["bits"]
    }
    found["point"] = [(*row[:-1], set(BitMap.deserialize(row[-1]))) for row in found["point"]]
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    found["document"] = [(n, layout.read_document(words)) for n, words in found["document"]]
    found["meta"] = {name: value for name, value in meta.items() if name not in {"sums", "seal"}}
    return found


def compiled(timeline: Timeline) -> sqlite3.Connection:
    """The store of a timeline, compiled whole, with its checks."""
    connection = sqlite3.connect(":memory:")
    writer.write(timeline, connection)
    checked.sign(connection)
    return connection


# -- changes ---------------------------------------------------------------------------------------------------------


def _without(timeline: Timeline, gone: str) -> Timeline:
    """A timeline without an event, and without all that refers to it."""

    def left(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ != gone)

    kept = [event for event in timeline.events if event.id != gone]
    threads = (replace(thread, events=left(thread.events)) for thread in timeline.threads)
    return replace(
        timeline,
        events=tuple(replace(event, responds_to=left(event.responds_to), related=left(event.related)) for event in kept),
        threads=tuple(thread for thread in threads if thread.events),
    )


@st.composite
def changes(draw: st.DrawFn, timeline: Timeline) -> Timeline:
    """A timeline after one change that a person makes to its file."""
    count = len(timeline.events)
    place = draw(st.integers(0, count - 1))
    codes, ids = [province.code for province in timeline.provinces], [source.id for source in timeline.sources]
    others = [event.id for event in timeline.events]

    def put(event: Event) -> Timeline:
        return replace(timeline, events=(*timeline.events[:place], event, *timeline.events[place + 1 :]))

    def drawn(id_: str) -> Event:
        return replace(
            draw(events(0, 1, ids, codes)), id=id_, responds_to=tuple(draw(st.lists(st.sampled_from(others), max_size=1)))
        )

    def another_source() -> Timeline:
        source = draw(st.sampled_from(timeline.sources))
        key, value = draw(
            st.sampled_from((("issued", "2023-12"), ("title", "Baloch karachi"), ("publisher", "AP"), ("derived_from", ())))
        )
        found = replace(source, **{key: value})  # type: ignore[arg-type]  # a key with a value of its type
        return replace(timeline, sources=tuple(found if one == source else one for one in timeline.sources))

    def another_thread() -> Timeline:
        steps = tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=4, unique=True)))
        made = Thread(id="drawn", title=draw(st.sampled_from(WORDS)), summary="", events=steps)
        return replace(timeline, threads=(*(one for one in timeline.threads if one.id != "drawn"), made))

    event = timeline.events[place]
    ways: tuple[Callable[[], Timeline], ...] = (
        lambda: put(replace(drawn(event.id))),
        lambda: put(replace(event, claims=(*event.claims, *drawn("x").claims))),
        lambda: put(replace(event, date=draw(edtf()))),
        lambda: put(replace(event, tags=("rest", *event.tags))),
        lambda: put(replace(event, place=draw(st.sampled_from(timeline.events)).place)),
        lambda: replace(
            timeline,
            events=(*timeline.events[:place], drawn(f"new{count}-{draw(st.integers(0, 99))}"), *timeline.events[place:]),
        ),
        lambda: _without(timeline, event.id) if count > 2 else timeline,
        lambda: replace(timeline, events=tuple(draw(st.permutations(timeline.events)))),
        another_source,
        another_thread,
        lambda: replace(timeline, threads=timeline.threads[1:]),
        lambda: replace(timeline, views=(View(name="drawn", query="kind:attack"),)),
        lambda: replace(timeline, meta=replace(timeline.meta, title="Another")),
        lambda: replace(timeline, terms=(*timeline.terms, Spelling(name=f"karachi {count}", aliases=("Kar",)))),
    )
    return draw(st.sampled_from(ways))()


def sound(timeline: Timeline) -> bool:
    """Whether every event has an id of its own."""
    return len({event.id for event in timeline.events}) == len(timeline.events)


# -- properties ------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_renewed_store_is_the_one_that_is_compiled_whole(data: st.DataObject) -> None:
    """After any changes, one after the other, a store that was renewed each time holds what a new one of the timeline holds."""
    before = data.draw(timelines(most=7))
    connection = compiled(before)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(renewal, "SHARE", 10.0)
        for turn in range(data.draw(st.integers(1, 4))):
            after = replace(data.draw(changes(before)), digest=f"{turn}" * 64)
            if not sound(after):
                continue
            made = sqlite3.connect(":memory:")
            if renewal.renew(connection, made, before, after):
                pass
            else:
                assert renewal.touched(before, after) is None
                made = compiled(after)
            fresh = compiled(after)
            assert tables(made) == tables(fresh)
            assert read_timeline(made) == after
            # each row, each group and the store's own seal hold
            found = checked.Checked(made, None)
            for table in (*layout.SEALED, "meta"):
                found.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own tables
            index, again = SqliteIndex(made), SqliteIndex(fresh)
            with suppress(QueryError):
                query = parse(data.draw(query_texts(index.vocabulary)), index.vocabulary)
                assert list(index.select(query).bits) == list(again.select(query).bits)
            before, connection = after, made


def test_values_used_alike_stay_in_the_order_in_which_events_have_them() -> None:
    """An event whose tags only change places changes no set of events, but which of two values is listed first."""
    base = small_timeline()
    event = Event(id="e", date="2024", kind="attack", title="T", provinces=(), tags=("one", "other"))
    before = replace(base, events=(event,), threads=(), views=(), digest="a" * 64)
    after = replace(before, events=(replace(event, tags=("other", "one")),), digest="b" * 64)
    with (
        closing(compiled(before)) as old,
        closing(compiled(after)) as fresh,
        closing(sqlite3.connect(":memory:")) as made,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(renewal, "SHARE", 10.0)
        assert renewal.renew(old, made, before, after)
        assert tables(made) == tables(fresh)


@given(timelines())
@settings(max_examples=30, deadline=None)
def test_a_timeline_is_read_back_from_its_store(timeline: Timeline) -> None:
    """A store gives back every record of its timeline, in the order of the file."""
    assert read_timeline(compiled(timeline)) == timeline


# -- the shipped timeline --------------------------------------------------------------------------------------------


def test_a_claim_more_changes_its_events_rows_alone(shipped_path: Path, tmp_path: Path) -> None:
    """With a claim more, one event is worked out anew, and what stands in the cache is the store of the changed timeline."""
    timeline = load.load(shipped_path)
    index = cache.index_of(timeline, tmp_path)
    event = timeline.events[100]
    claim = replace(event.claims[0], who="nobody that was ever counted", quote="a quote that is new")
    changed = replace(event, claims=(*event.claims, claim))
    after = replace(timeline, events=tuple(changed if one is event else one for one in timeline.events), digest=f"{'c' * 64}")
    assert renewal.touched(timeline, after) == frozenset({event.id})
    found = cache.renewed(index, timeline, after, tmp_path)
    assert cache.compiled(after.digest, tmp_path).exists()
    assert isinstance(found.store, sqlite3.Connection)
    assert tables(found.store) == tables(compiled(after))
    assert [one.id for one in found.events(list(found.select(parse('"a quote that is new"', found.vocabulary)).bits))] == [
        event.id
    ]
    # and it is opened like any other
    again = cache.index_of(after, tmp_path)
    assert again.count == index.count


def test_a_store_of_something_else_is_not_carried_over(tmp_path: Path, shipped_path: Path) -> None:
    """An index that is older than what was read of the file since makes no store: what is cached is compiled whole."""
    old = load.load(shipped_path)
    index = cache.index_of(old, tmp_path)
    event = old.events[100]
    changed = replace(event, title="Another title", claims=())
    events = tuple(changed if one is event else one for one in old.events)
    before = replace(old, events=events, digest="e" * 64)
    added = replace(old.events[5], id="one-more", date="2024-01-01", responds_to=(), related=())
    after = replace(before, events=(added, *events), digest="f" * 64)
    found = cache.renewed(index, before, after, tmp_path)
    assert isinstance(found.store, sqlite3.Connection)
    assert tables(found.store) == tables(compiled(after))
    assert cache.index_of(after, tmp_path).events([after.events.index(added)])


def test_a_damaged_store_is_not_carried_over(tmp_path: Path, shipped_path: Path) -> None:
    """Where a row of the old store does not match its check, the new one is compiled whole."""
    timeline = load.load(shipped_path)
    index = cache.index_of(timeline, None)
    assert isinstance(index.store, sqlite3.Connection)
    index.store.execute("UPDATE bits SET bits = zeroblob(8) WHERE field = 'kind'")
    index.store.commit()
    after = replace(timeline, events=timeline.events[1:], digest="d" * 64)
    gone = timeline.events[0].id
    after = _without(after, gone)
    found = cache.renewed(index, timeline, after, tmp_path)
    assert isinstance(found.store, sqlite3.Connection)
    assert tables(found.store) == tables(compiled(after))
