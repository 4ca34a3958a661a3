"""Safe exports: what is sensitive stays, what a redaction names is taken out, and both are counted and said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.explore.claims import ledger_of
from cttui.explore.explorer import Explorer
from cttui.exports import offers
from cttui.exports.guard import Guard, sensitive
from cttui.exports.redaction import DROPPED, Redaction, RedactionError, read
from cttui.exports.registry import FORMATS, exported
from cttui.exports.subjects import Claims, Events, Sources
from cttui.model import claims as figures
from cttui.model.claims import ALL
from cttui.model.records import Timeline
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.cache import open_timeline
from cttui.store.index import Index
from cttui.timeline import load
from exporting import HARBOUR, NAMED, SECRETS, dump, written
from strategies import indexed, query_texts, timelines


@pytest.fixture
def harbour() -> Iterator[Index]:
    """A small timeline of which one source is sensitive."""
    index = open_timeline(HARBOUR, None)
    yield index
    index.close()


def redaction(tmp_path: Path, text: str) -> Redaction:
    """A redaction as its file says it."""
    path = tmp_path / "redact.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def guarded(index: Index, redacted: Redaction, *, include: bool = False) -> Guard:
    """The guard of an export."""
    return Guard(None if include else sensitive(index), redacted)


# -- sensitive -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_nothing_sensitive_leaves(harbour: Index, name: str) -> None:
    """No format holds anything of a sensitive source, nor of claims, figures, disputes and events that rest on it."""
    content, left = written(harbour, name)
    text = dump(name, content) if NAMED[name].binary else content.decode()
    text = text.replace("repeats-leak", "")
    assert [secret for secret in SECRETS if secret in text] == []
    assert "--include-sensitive on the command line includes them" not in text
    assert left[-1].startswith("1 sensitive source kept back")


@pytest.mark.parametrize(
    "name", [name for name in NAMED if NAMED[name].takes == "events" and name not in {"csv", "table", "timesketch"}]
)
def test_all_of_it_leaves_if_that_is_asked_for(harbour: Index, name: str) -> None:
    """With a guard that is open, source, claim and event are there, and nothing is said of them."""
    content, left = written(harbour, name, "", Guard())
    text = dump(name, content) if NAMED[name].binary else content.decode().replace("\r\n ", "")
    assert "A meeting that only the list tells of" in text
    assert "leak" in text.replace("repeats-leak", "") or "A leaked list" in text
    assert not any("sensitive" in phrase for phrase in left)


def test_a_filter_that_names_what_stays_is_not_in_the_file(harbour: Index) -> None:
    """Whoever filters by a sensitive source gets a file that does not tell which."""
    for name in ("toml", "ics", "geojson", "markdown"):
        content, _ = written(harbour, name, "source:leak")
        text = content.decode().replace("\r\n ", "").replace("repeats-leak", "")
        assert "leak" not in text
        assert "a filter that is not named here" in text


def test_the_claims_that_are_shown_leave_without_sensitive_ones(harbour: Index) -> None:
    """An export of claims holds no sensitive figure, and what is said of the others is as if there were none."""
    shown = ledger_of(harbour, Query())
    subject = Claims(shown, harbour)
    records = list(subject.records())
    assert subject.count() == len(records) == shown.claims - 1
    assert not any(secret in json.dumps(records, ensure_ascii=False) for secret in SECRETS[1:])
    (dispute,) = {record["spread"] for record in records if record["state"] == "disputed"}
    assert dispute == "2–5, 2.5 times"
    assert subject.guard.said() == (
        "1 sensitive source kept back, with 1 claim; --include-sensitive on the command line includes them",
    )


def test_the_form_keeps_back_what_is_sensitive(harbour: Index) -> None:
    """What the screen offers to export passes the same guard: events, claims and sources."""
    explorer = Explorer(harbour)
    for offer, name in (
        (offers.selection(explorer), "jsonl"),
        (offers.claims(explorer, ledger_of(harbour, Query())), "jsonl"),
        (offers.sources(explorer, explorer.sources()), "csl-json"),
    ):
        import io

        (format_,) = [row for row in FORMATS if (row.takes, row.name) == (offer.takes, name)]
        stream = io.StringIO()
        left = format_.write(offer.subject, stream).left
        assert not any(secret in stream.getvalue().replace("repeats-leak", "") for secret in SECRETS)
        assert any("sensitive" in phrase for phrase in left)


@settings(max_examples=50)
@given(timelines(), st.data())
def test_an_export_is_that_of_a_timeline_without_it(timeline: Timeline, data: st.DataObject) -> None:
    """Events as they leave are those of the same timeline written without its sensitive sources and all that rests on them."""
    ids = [source.id for source in timeline.sources]
    hidden = frozenset(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    marked = replace(timeline, sources=tuple(replace(one, sensitive=one.id in hidden) for one in timeline.sources))
    gone = {event.id for event in timeline.events if event_sources(event) and hidden.issuperset(event_sources(event))}
    with indexed(marked) as index:
        explorer = Explorer(index)
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        subject = Events(index, explorer.query, ALL)
        items = list(subject.items())
        listed = [row.id for page in subject.pages() for row in page]
        assert [item.event.id for item in items] == [id_ for id_ in listed if id_ not in gone]
        assert subject.count() == len(items)
        register = index.register
        issued = {source.id: source.issued for source in timeline.sources}
        whole = {event.id: event for event in timeline.events}
        for item in items:
            event = whole[item.event.id]
            own = tuple(claim for claim in event.claims if claim.source not in hidden)
            assert item.event.claims == own
            assert hidden.isdisjoint(event_sources(item.event))
            assert gone.isdisjoint((*item.event.responds_to, *item.event.related))
            bare = replace(event, claims=own)
            assert item.toll == figures.toll(bare, ALL, register, issued)
            assert item.row.disputes == figures.disputes(figures.group(bare, issued, register))
            assert all(hidden.isdisjoint(source.derived_from) for source in item.sources)
        seen = {id_ for id_ in listed for id_ in event_sources(whole[id_])} & hidden
        assert subject.guard.counted("sources") == len(seen)
        assert bool(subject.guard.said()) == bool(seen)
        view = explorer.sources()
        assert [source.id for source in Sources(index, view.rows).cited()] == [
            row.id for row in view.rows if row.id not in hidden
        ]


# -- redaction -------------------------------------------------------------------------------------------------------


def test_fields_are_dropped_and_counted(harbour: Index, tmp_path: Path) -> None:
    """What the redaction names is in no file; the file and the command line say what was removed, and from how many."""
    redacted = redaction(tmp_path, 'drop = ["event.summary", "source.url", "claim.note"]\nquotes = false\n')
    for name in ("toml", "geojson", "markdown", "ics", "sqlite", "xlsx", "parquet"):
        content, left = written(harbour, name, "", guarded(harbour, redacted))
        text = dump(name, content) if NAMED[name].binary else content.decode().replace("\r\n ", "")
        assert [one for one in ("The march passed", "example.org/march", "as told", "two were killed") if one in text] == []
        assert "event.summary removed from 1 event" in left
        assert "claim.quote removed from 2 claims" in left
        assert "source.url removed from 2 sources" in left
        if name != "parquet":  # whose metadata is no part of its rows
            assert "event.summary removed from 1 event" in text


@pytest.mark.parametrize("field", DROPPED)
def test_every_field_that_may_be_dropped_leaves_a_sound_timeline(harbour: Index, field: str) -> None:
    """Whatever is dropped, the exported timeline opens, and the figures that are left count as they did."""
    content, _ = written(harbour, "toml", "", guarded(harbour, Redaction(frozenset({field}))))
    small = load.parse(content, "export.toml")
    record, _, key = field.partition(".")
    records = {"event": small.events, "source": small.sources, "claim": [one for event in small.events for one in event.claims]}
    assert not any(getattr(one, key) for one in records[record])
    with indexed(small) as again:
        tolls = {item.event.id: item.row.toll for item in Events(again, Query(), ALL).items()}
    assert tolls["march"] == ("" if field == "event.claims" else "2–5")


def test_places_are_coarsened(harbour: Index, tmp_path: Path) -> None:
    """To the district: no name of a place, coordinates on a grid of half a degree; to the province: no place at all.

    Those of a district are no exception: a dataset's may be those of a town that stands for it.
    """
    found = {
        item.event.id: item
        for item in Events(harbour, Query(), ALL, guarded(harbour, redaction(tmp_path, 'places = "district"'))).items()
    }
    place = found["march"].event.place
    assert place is not None
    assert (place.name, place.district, place.lat, place.lon, place.precision) == ("", "Karachi West", 25.0, 67.0, "district")
    act = found["quay-act"].event.place
    assert act is not None
    assert (act.lat, act.lon) == (25.0, 62.5)
    guard = guarded(harbour, redaction(tmp_path, 'places = "province"'))
    content, left = written(harbour, "geojson", "", guard)
    assert all(feature["geometry"] is None for feature in json.loads(content)["features"])
    assert "Keamari" not in content.decode()
    assert "places of 2 events coarsened to the province" in left
    assert left[-1].startswith("ids, titles and texts may still name people and places")
    assert "may still name" not in content.decode()


def test_names_are_replaced_and_still_tell_who_is_the_same(harbour: Index, tmp_path: Path) -> None:
    """Actors and authors are left out and claimants numbered: one number for one body, so that figures count as before."""
    guard = guarded(harbour, redaction(tmp_path, "names = false"))
    content, left = written(harbour, "toml", "", guard)
    text = content.decode()
    assert [name for name in ("UDW", "Union", 'police"', "A. Khan", "Port Board", "Quay Act") if name in text] == []
    small = load.parse(content, "export.toml")
    (march,) = [event for event in small.events if event.id == "march"]
    by = [claim.by for claim in march.claims]
    assert by[0] == by[2] == by[3] != by[1]
    assert {one.name: one.standpoint for one in small.claimants}[by[0]] == "official"
    before = {item.event.id: (item.row.toll, item.row.disputes) for item in Events(harbour, Query(), ALL).items()}
    with indexed(small) as again:
        assert before == {item.event.id: (item.row.toll, item.row.disputes) for item in Events(again, Query(), ALL).items()}
    assert "names of the claimants of 6 claims replaced by numbers" in left
    assert "event.actors removed from 2 events" in left
    assert "source.author removed from 1 source" in left


def test_a_filter_is_not_in_a_redacted_file(harbour: Index, tmp_path: Path) -> None:
    """A filter may name what a redaction leaves out, so a redacted file does not hold it."""
    guard = guarded(harbour, redaction(tmp_path, "names = false"))
    assert "Dockers" not in written(harbour, "ics", 'actor:"Dockers\' Union"', guard)[0].decode().replace("Dockers march", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dropp = []", "unknown key 'dropp'; expected drop, places, quotes, names; did you mean drop?"),
        ('drop = ["event.sumary"]', "drop: 'event.sumary' is not a field that can be dropped; did you mean event.summary?"),
        ('drop = ["claim.value"]', "drop: 'claim.value' is not a field that can be dropped; "),
        ("drop = [1]", "drop: '1' is not a field that can be dropped; "),
        ('drop = "event.summary"', 'drop: expected a list of fields, e.g. ["event.summary"]'),
        ('places = "town"', 'places: found \'town\', expected "district" or "province"'),
        ("names = 0", "names: expected true or false; false leaves them out"),
        ("names =", ":1: invalid TOML: "),
        ("x = " + "[" * 500, ":1: invalid TOML: "),
    ],
)
def test_a_redaction_that_is_none_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    """An unknown key, a field that cannot be dropped or a wrong value is named with what would be right."""
    with pytest.raises(RedactionError) as told:
        redaction(tmp_path, text)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_a_redaction_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    """A missing file, a folder and a file that is not UTF-8 are said with their path."""
    (tmp_path / "latin").write_bytes("names = false # é".encode("latin-1"))
    for name in ("missing.toml", ".", "latin"):
        with pytest.raises(RedactionError, match=r"^cannot read "):
            read(tmp_path / name)


def test_every_format_passes_the_guard() -> None:
    """Formats take events and sources through their subjects; none reads the timeline behind them by itself."""
    source = Path(Guard.__init__.__code__.co_filename).parent
    for format_ in exported().values():
        folder, _, name = format_.function.partition(":")[0].rpartition(".")
        # a format that is a package of its own passes it in all of its modules
        files = list((source / folder).glob("*.py" if folder else f"{name}.py"))
        assert files
        for file in files:
            text = file.read_text(encoding="utf-8")
            assert "index.events(" not in text
            assert "index.sources(" not in text.replace("guard.sources(", "")
