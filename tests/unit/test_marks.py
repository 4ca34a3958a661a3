"""The reader's marks and notes in the query language and in the listing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.exports.registry import formats
from cttui.exports.subjects import Marks
from cttui.model.claims import ALL
from cttui.model.records import Timeline
from cttui.notebook.desk import entries
from cttui.notebook.records import Kept, Mark, Note, event_digest
from cttui.query.fields import OWN
from cttui.query.language import Query, parse
from cttui.store.sqlite import SqliteIndex as Index
from strategies import exported, ids, indexed, query_texts, timelines


@settings(max_examples=50)
@given(timelines(), st.data())
def test_what_is_the_readers_own_is_found_and_counted(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever is marked or noted, is:marked and has:note find just that, and a facet's number is that of the list."""
    with indexed(timeline) as index:
        for _ in range(3):
            events = st.frozensets(st.sampled_from([event.id for event in timeline.events] + ["gone"]))
            own = {name: data.draw(events) for name in OWN}
            index.own(own)
            other = parse(
                data.draw(query_texts(index.vocabulary, 1).filter(lambda text: _is_query(text, index))), index.vocabulary
            )
            for (field, token), marked in own.items():
                everything = ids(index, Query())
                assert ids(index, parse(f"{field}:{token}", index.vocabulary)) == [id_ for id_ in everything if id_ in marked]
                assert ids(index, parse(f"-{field}:{token}", index.vocabulary)) == [i for i in everything if i not in marked]
                for asked in (Query(), other, other.exclude(field, token), other.toggle("kind", "attack")):
                    counts = index.facet(field, asked)
                    assert counts == {value: index.select(asked.only(field, value)).count for value in counts}
                    assert token in counts


def _is_query(text: str, index: Index) -> bool:
    try:
        return parse(text, index.vocabulary) is not None
    except ValueError:
        return False


def test_a_mark_that_is_made_during_a_search_is_found_next(shipped: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a thread still looks for a phrase in what was marked, the next question is answered by what is marked now."""
    with indexed(shipped) as index:
        first, second = (row.id for row in index.rows(index.select(Query()), 0, 2))
        asked = parse('is:marked "the"', index.vocabulary)

        def finding(_words: object, _begun: object) -> BitMap:
            monkeypatch.setattr(index, "_worded", lambda _words, _begun: index.everything)
            index.own({("is", "marked"): [second], ("has", "note"): []})
            return index.everything

        index.own({("is", "marked"): [first], ("has", "note"): []})
        monkeypatch.setattr(index, "_worded", finding)
        index.matching(asked)
        assert ids(index, asked) == [second]
        assert [row.id for row in index.page(asked, 0, 9, ALL)] == [second]


def test_a_selection_follows_the_notebook(shipped: Timeline) -> None:
    """What was asked before a mark is asked anew after it, and the selection that was made before stays as it was."""
    with indexed(shipped) as index:
        first, second = (row.id for row in index.rows(index.select(Query()), 0, 2))
        asked = parse("is:marked,disputed -has:note", index.vocabulary)
        disputed = index.select(asked).count
        index.own({("is", "marked"): [first, second], ("has", "note"): []})
        marked = parse("is:marked", index.vocabulary)
        before = index.select(marked)
        assert (before.count, index.facet("is", Query())["marked"]) == (2, 2)
        assert disputed <= index.select(asked).count <= disputed + 2
        index.own({("is", "marked"): [second], ("has", "note"): [second]})
        assert ids(index, marked) == [second]
        assert before.count == len(before.bits) == 2
        index.own({})
        assert ids(index, marked) == []


def test_the_notebook_is_read_only_when_it_is_asked_for(shipped: Timeline) -> None:
    """Filters on other fields leave the notebook alone; the first that needs it reads it, and the next does not again."""
    with indexed(shipped) as index:
        asked: list[int] = []
        event = index.event(0).id

        def owner() -> dict[tuple[str, str], set[str]]:
            asked.append(1)
            return {("is", "marked"): {event}}

        index.owner = owner
        index.select(parse("kind:attack is:disputed istehkam", index.vocabulary))
        index.facet("kind", Query())
        assert not asked
        assert ids(index, parse("is:marked", index.vocabulary)) == [event]
        assert index.facet("is", Query())["marked"] == 1
        assert ids(index, parse("has:note", index.vocabulary)) == []
        assert len(asked) == 1


# -- the listing -----------------------------------------------------------------------------------------------------


def mark(event: str, made: str, digest: str = "", title: str = "As it was") -> Mark:
    """A mark of an event."""
    return Mark(event, title, "2024-01-02", made, digest)


def note(event: str, changed: str, digest: str = "", text: str = "A note") -> Note:
    """A note about an event."""
    return Note(event, "As it was", "2024-01-02", changed, digest, text)


def test_entries_say_what_became_of_events(shipped_index: Index) -> None:
    """Entries are one an event, in date order, each held against what was done last; events that are gone come last."""
    first, second, third = (shipped_index.event(n) for n in range(3))
    digests = {id_: event_digest(body) for id_, body in shipped_index.bodies([first.id, second.id, third.id, "x"]).items()}
    assert list(digests) == [first.id, second.id, third.id]
    kept = Kept(
        (
            mark(third.id, "2026-11-01T00:00:00Z", "before"),
            mark("gone", "2026-11-02T00:00:00Z", "x", "A [/red] title"),
            mark(first.id, "2026-11-03T00:00:00Z", digests[first.id]),
        ),
        (
            note(third.id, "2026-11-02T00:00:00Z", digests[third.id]),
            note(second.id, "2026-11-01T00:00:00Z", "before"),
            note("earlier", "", ""),
        ),
    )
    found = entries(shipped_index, kept)
    assert [(entry.event, entry.state, entry.marked, bool(entry.note)) for entry in found] == [
        (first.id, "same", True, False),
        (second.id, "changed", False, True),
        (third.id, "same", True, True),
        ("earlier", "missing", False, True),
        ("gone", "missing", True, False),
    ]
    assert [entry.title for entry in found] == [first.title, second.title, third.title, "As it was", "A [/red] title"]
    assert [entry.date for entry in found][-2:] == ["2024-01-02", "2024-01-02"]
    assert found[2].last == "2026-11-02T00:00:00Z"
    # a note by hand has no digest, and so the mark's tells
    kept = Kept((mark(first.id, "2026-11-01T00:00:00Z", "before"),), (note(first.id, "2026-11-05T00:00:00Z"),))
    assert [entry.state for entry in entries(shipped_index, kept)] == ["changed"]


@pytest.fixture
def listed(shipped_index: Index, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A listing in every format: an event that changed with a note, and one that is gone."""
    first = shipped_index.event(0)
    kept = Kept(
        (mark(first.id, "2026-11-02T03:15:57Z", "before"), mark("gone", "2026-11-01T00:00:00Z", "x", "=Gone *[/red]*")),
        (note(first.id, "2026-11-01T00:00:00Z", "x", "# One\n\n<b>two [/red]\n"),),
    )
    monkeypatch.setattr(Marks, "title", "A *title*")
    found = Marks(shipped_index, kept)
    return {
        name: exported(format_.function, found).removesuffix("\n").split("\n") for name, format_ in formats("marks").items()
    }


def test_the_table_is_aligned(listed: dict[str, list[str]], shipped_index: Index) -> None:
    """A line an event with date, time, mark, title and what became of it, each in its column; a note's lines below it."""
    first = shipped_index.event(0)
    assert listed["table"] == [
        f"{first.date:24} 2026-11-02 03:15 marked {first.title}  (changed since)",
        "    # One",
        "",
        "    <b>two [/red]",
        f"{'2024-01-02':24} 2026-11-01 00:00 marked =Gone *[/red]*  (not in the timeline)",
    ]


def test_records_hold_everything(listed: dict[str, list[str]], shipped_index: Index) -> None:
    """JSON lines and CSV have the same columns; a spreadsheet runs no title as a formula."""
    records = [json.loads(line) for line in listed["jsonl"]]
    assert records[0] == {
        "event": shipped_index.event(0).id,
        "date": shipped_index.event(0).date,
        "title": shipped_index.event(0).title,
        "state": "changed",
        "marked": True,
        "made": "2026-11-02T03:15:57Z",
        "changed": "2026-11-01T00:00:00Z",
        "note": "# One\n\n<b>two [/red]\n",
    }
    assert listed["csv"][0] == ",".join(records[0])
    assert listed["csv"][-1].startswith("gone,2024-01-02,'=Gone")


def test_markdown_keeps_texts_in_their_place(listed: dict[str, list[str]], shipped_index: Index) -> None:
    """A title's signs are no markup, and a note is quoted, so that its own headings are none of the document's."""
    first = shipped_index.event(0)
    assert listed["markdown"] == [
        "# A \\*title\\*",
        "",
        f"## {first.title}",
        "",
        f"{first.date} · {first.id} · marked 2026-11-02 · note from 2026-11-01 · changed since",
        "",
        "> # One",
        ">",
        "> <b>two [/red]",
        "",
        "## =Gone \\*\\[/red\\]\\*",
        "",
        "2024-01-02 · gone · marked 2026-11-01 · not in the timeline",
    ]


def test_a_timeline_compiled_twice_has_the_same_digests(shipped: Timeline) -> None:
    """An event's digest follows from its own content: not from the order of the file, nor from other events."""
    less = replace(shipped, events=tuple(reversed(shipped.events[:20])), threads=())
    with indexed(shipped) as one, indexed(less) as other:
        wanted = [event.id for event in less.events]
        assert {id_: event_digest(body) for id_, body in one.bodies(wanted).items()} == {
            id_: event_digest(body) for id_, body in other.bodies(wanted).items()
        }
