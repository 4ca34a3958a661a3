"""The form of an event: what is typed becomes the record that a careful person would write, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.curation import dating, typed
from cttui.curation.alike import Others
from cttui.curation.book import Book
from cttui.curation.changes import AddRecord, SetValue, StoreCopy
from cttui.curation.event import EventForm
from cttui.curation.keeper import Keeper
from cttui.errors import DateError
from cttui.model import calendar, dates, values
from cttui.model.records import Event, Timeline
from cttui.query.language import parse
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load

TODAY = calendar.number_of(2026, 11, 26)
PERIOD = dates.parse("2024")


@pytest.fixture(scope="module")
def book(shipped_index: Index) -> Book:
    """The shipped timeline, as forms complete from it."""
    return Book(shipped_index, TODAY)


def filled(form: EventForm, **texts: str) -> dict[str, str]:
    """What stands in a form's fields, some of them typed."""
    return {**{one.key: one.text for one in form.fields}, **texts}


def reviewed(book: Book, **texts: str) -> dict[str, object]:
    """The record of a new event."""
    form = EventForm(book)
    review = form.review(filled(form, **{"title": "A", "kind": "attack", **texts}))
    assert not review.problems
    (change,) = review.changes
    assert isinstance(change, AddRecord)
    return dict(change.plain)


def event_of(book: Book, id_: str) -> Event:
    """An event of the timeline."""
    return book.by_id[id_]


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [
        ("2024-03-26", "2024-03-26", "Tuesday, 26 March 2024"),
        ("26 mar 2024", "2024-03-26", "2024-03-26 · Tuesday, 26 March 2024"),
        ("26 mar", "2024-03-26", "2024-03-26 · Tuesday, 26 March 2024"),
        ("late March 2024", "2024-03-21/2024-03-31", "2024-03-21/2024-03-31 · 21–31 March 2024"),
        ("about May 2024", "2024-05~", "2024-05~ · about May 2024"),
        ("since June", "2024-06/..", "2024-06/.. · from June 2024"),
        ("until 10 May", "../2024-05-10", "../2024-05-10 · until 10 May 2024"),
        ("yesterday", "2026-11-25", "2026-11-25 · Wednesday, 25 November 2026"),
        ("13/4/2024", "2024-04-13", "2024-04-13 · Saturday, 13 April 2024"),
        ("2024-03-XX", "2024-03-XX", "some day in March 2024"),
        ("  ", "", ""),
    ],
)
def test_dates_as_people_type_them(text: str, edtf: str, words: str) -> None:
    """EDTF and words become EDTF, read back in words."""
    found = dating.read(text, PERIOD, TODAY)
    assert (found.edtf, found.words(text), found.problem) == (edtf, words, "")
    if edtf not in {"", text}:
        assert [one.text for one in dating.suggestions(text, PERIOD, TODAY)] == [edtf]


def test_an_ambiguous_date_is_not_guessed() -> None:
    """Of two days that a date may be, both are offered and neither is taken."""
    assert dating.read("3/4/2024").problem == "'3/4/2024' is one of two days; write 2024-04-03 or 2024-03-04"
    assert [one.about for one in dating.suggestions("3/4/2024")] == ["3 April 2024", "4 March 2024"]
    assert "is not an EDTF date" in dating.read("31/31/2024").problem


@given(st.text(max_size=300) | st.from_regex(r"[0-9/.~?%X-]{1,24}", fullmatch=True))
def test_any_text_is_a_date_or_says_why_not(text: str) -> None:
    """Whatever is typed, the reading is valid EDTF, or a problem, or nothing for blanks."""
    found = dating.read(text, PERIOD, TODAY)
    assert bool(found.edtf) + bool(found.problem) + (not text.strip()) == 1
    if found.edtf:
        assert dates.parse(found.edtf) == found.when
    for one in dating.suggestions(text, PERIOD, TODAY):
        try:
            dates.parse(one.text)
        except DateError:  # pragma: no cover - the failure
            pytest.fail(one.text)


# -- lists and coordinates ---------------------------------------------------------------------------------------------


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters='"'), min_size=1).map(str.strip).filter(bool), unique=True)
)
def test_a_list_survives_being_typed(items: list[str]) -> None:
    """What is written as a list is read as the same items, those with commas too."""
    assert typed.items(typed.listed(items)) == items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("34.93, 72.88 town", (34.93, 72.88, "town")),
        ("34.93 72.88", (34.93, 72.88, "")),
        ("34.93°N, 72.88°W", (34.93, -72.88, "")),
        ("12.5 S 70 E site", (-12.5, 70.0, "site")),
        ("-12.5,-70", (-12.5, -70.0, "")),
    ],
)
def test_coordinates_as_people_write_them(text: str, found: tuple[float, float, str]) -> None:
    """With signs or letters, with how exact they are or without."""
    assert typed.coordinates(text) == found


@pytest.mark.parametrize("text", ["x", "91, 2", "1, 181", "1", "1, 2 exact", "1" * 5000, "1 " * 5000, " " * 9000 + "x"])
def test_what_are_no_coordinates_says_so(text: str) -> None:
    """Whatever else is typed gets a sentence."""
    assert isinstance(typed.coordinates(text), str)


# -- a new event -------------------------------------------------------------------------------------------------------


def test_a_new_event_says_only_what_was_typed(book: Book) -> None:
    """Names in any spelling become the file's, what is empty is left out, and the id is in the file's style."""
    plain = reviewed(
        book,
        date="26 mar 2024",
        title="Bus attacked near Besham",
        provinces="khyber pakhtunkhwa, PB",
        actors="Tehrik-i-Taliban Pakistan, New Party",
        tags="cpec",
    )
    assert plain == {
        "id": "2024-03-26-bus-besham",
        "date": "2024-03-26",
        "kind": "attack",
        "title": "Bus attacked near Besham",
        "provinces": ["PK-KP", "PK-PB"],
        "actors": ["TTP", "New Party"],
        "tags": ["cpec"],
    }


def test_coordinates_come_from_the_file_and_say_so(book: Book) -> None:
    """A place that the file knows brings its district and coordinates; a hyphen leaves each out, and what is typed counts."""
    form = EventForm(book)
    besham = {"name": "Besham", "district": "Shangla", "lat": 34.93, "lon": 72.88, "precision": "town"}
    assert reviewed(book, place="besham")["place"] == besham
    readings = form.review(filled(form, place="besham")).readings
    assert readings["district"] == "Shangla, as in 1 event"
    assert readings["coordinates"] == "34.93, 72.88 town, as the file has it"
    assert reviewed(book, place="Besham", district="-", coordinates="-")["place"] == {"name": "Besham"}
    assert reviewed(book, place="Besham", coordinates="1, 2")["place"] == {
        "name": "Besham",
        "district": "Shangla",
        "lat": 1.0,
        "lon": 2.0,
    }
    assert (
        "the file has 34.93, 72.88 town"
        in form.review(filled(form, place="Besham", coordinates="1, 2")).readings["coordinates"]
    )
    assert reviewed(book, place="Nowhere at all")["place"] == {"name": "Nowhere at all"}
    assert "place" not in reviewed(book)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("date", "2024-13-01", "month 13"),
        ("kind", "atack", "unknown kind 'atack'; did you mean attack?"),
        ("kind", "", "a kind is needed"),
        ("title", "", "a title is needed"),
        ("title", "a\x1b[31m", "control characters"),
        ("title", "x" * 100_001, "the limit is 100,000"),
        ("summary", "\u202eback", "remove the zero-width character U+202E"),
        ("provinces", "Atlantis", "unknown province 'Atlantis'; expected"),
        ("provinces", "Balochistn", "did you mean BA?"),
        ("coordinates", "99, 99", "is on no map"),
        ("actors", "a\x07b", "control characters"),
        ("tags", "Not A Tag", "expected a tag of lower-case letters"),
        ("sources", "dawn-nd-usman", "unknown source 'dawn-nd-usman'; did you mean dawn-nd-usmani?"),
        ("related", "2024-03-26-beshan", "did you mean 2024-03-26-besham?"),
        ("title", "\ufffdabc", "remove \ufffd, which stands for a character that cannot be shown"),
        ("id", "x" * 201, "an id has at most 200 characters"),
        ("id", "Not an id", "expected an id"),
        ("id", "2024-03-26-besham", "an event already has this id: Suicide car bomb near Besham"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(book: Book, key: str, text: str, said: str) -> None:
    """Nothing is written then, and the sentence names what was found and what would be right."""
    form = EventForm(book)
    review = form.review(filled(form, **{"title": "A", "kind": "attack", key: text}))
    assert list(review.problems) == [key]
    assert said in review.problems[key]
    assert not review.changes


def test_a_new_name_is_taken_and_told_with_the_nearest_known(book: Book) -> None:
    """Actors and tags may be new; one that is nearly one of the file's is pointed out."""
    form = EventForm(book)
    readings = form.review(filled(form, actors="China Gezouba", tags="dasuu")).readings
    assert readings["actors"] == "new: China Gezouba (did you mean China Gezhouba Group?)"
    assert readings["tags"] == "new: dasuu (did you mean dasu?)"


def test_a_date_outside_the_period_is_told(book: Book) -> None:
    """It is taken, since the period may be wrong, and said."""
    form = EventForm(book)
    review = form.review(filled(form, date="1999", title="A", kind="attack"))
    assert review.readings["date"] == "1999 · outside the timeline's period, 2024"
    assert review.changes


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("province:KP kind:attack date:2024-03-26", {"provinces": "KP", "kind": "attack", "date": "2024-03-26"}),
        ("province:KP,BA -kind:report date:2024-03..2024-05", {}),
        ("besham actor:TTP", {}),
    ],
)
def test_the_filter_fills_in_what_it_says(shipped_index: Index, query: str, texts: Mapping[str, str]) -> None:
    """One province, one kind, one date: with where that comes from; nothing else."""
    form = EventForm.new(shipped_index, parse(query, shipped_index.vocabulary), TODAY)
    assert {one.key: one.text for one in form.fields if one.text} == dict(texts)
    assert {one.reason for one in form.fields if one.text} <= {"from the filter"}


@pytest.mark.parametrize(
    ("key", "text", "first"),
    [
        ("provinces", "bal", "BA"),
        ("kind", "str", "strike"),
        ("actors", "baloch lib", "BLA"),
        ("tags", "ch", "chinese-nationals"),
        ("place", "mir a", "Mir Ali"),
        ("sources", "besham dunya vehicle", "dunya-2024-04-07-besham-vehicle"),
        ("responds_to", "apex azm", "2024-06-22-azm-e-istehkam-approved"),
        ("date", "26 mar", "2024-03-26"),
    ],
)
def test_fields_complete_from_the_file(book: Book, key: str, text: str, first: str) -> None:
    """Each by what a person would type: any spelling, words of a title, the beginning of a name."""
    form = EventForm(book)
    found = form.suggest(key, filled(form, **{key: text}))
    assert found[0].text == first
    assert found[0].about


def test_a_place_offers_its_own_district_and_coordinates_first(book: Book) -> None:
    """Once the place is typed, its district leads, and its coordinates are offered."""
    form = EventForm(book)
    texts = filled(form, place="Besham")
    assert form.suggest("district", texts)[0].text == "Shangla"
    assert [one.text for one in form.suggest("coordinates", texts)] == ["34.93, 72.88 town"]


# -- one of the file ---------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_a_form_that_is_not_touched_changes_nothing(book: Book) -> None:
    """For every event of the shipped timeline."""
    for event in book.events:
        form = EventForm(book, event)
        review = form.review(filled(form))
        assert (review.changes, review.problems) == ((), {}), event.id


def test_only_what_was_changed_is_written(book: Book) -> None:
    """A change of a key is a change of that key, and taking its text out takes the key out."""
    event = event_of(book, "2024-03-26-besham")
    form = EventForm(book, event)
    review = form.review(filled(form, title="Bus attacked", summary="", tags="cpec"))
    assert review.says == "Event 2024-03-26-besham changed: title, summary, tags."
    assert [(one.key, one.value) for one in review.changes if isinstance(one, SetValue)] == [
        ("title", "Bus attacked"),
        ("summary", None),
        ("tags", ["cpec"]),
    ]


def test_another_place_brings_its_own_coordinates_and_an_old_one_keeps_them(book: Book) -> None:
    """Where only the coordinates are taken out they go; where the place changes and its fields are emptied, the file's come."""
    event = event_of(book, "2024-03-26-besham")
    form = EventForm(book, event)
    (out,) = form.review(filled(form, coordinates="")).changes
    assert isinstance(out, SetValue)
    assert out.value == {"name": "Besham", "district": "Shangla"}
    (moved,) = form.review(filled(form, place="Mir Ali", district="", coordinates="")).changes
    assert isinstance(moved, SetValue)
    assert moved.value == {"name": "Mir Ali", "district": "North Waziristan", "lat": 32.97, "lon": 70.27, "precision": "town"}
    assert "the file has 32.97, 70.27" in form.review(filled(form, place="Mir Ali", district="")).readings["coordinates"]


def test_an_event_does_not_name_itself(book: Book) -> None:
    """Neither offered nor taken."""
    event = event_of(book, "2024-03-26-besham")
    form = EventForm(book, event)
    assert form.review(filled(form, related=event.id)).problems == {"related": "an event cannot name itself"}
    assert event.id not in [one.text for one in form.suggest("related", filled(form, related="besham"))]


CHANGED = {
    "date": st.sampled_from(["2024-05-01", "", "2024-05", "yesterday"]),
    "title": st.sampled_from(["Another title", 'He said "no" \\ [/red]', "é \u4e2d\u56fd"]),
    "kind": st.sampled_from(["court", "attack"]),
    "provinces": st.sampled_from(["KP, BA", "", "Punjab"]),
    "place": st.sampled_from(["Mir Ali", "", "Nowhere"]),
    "coordinates": st.sampled_from(["1, 2", "", "-", "34.5 72.5 site"]),
    "summary": st.sampled_from(["", 'Two "lines"\nof text.', "x"]),
    "actors": st.sampled_from(["", "BLA, New One"]),
    "tags": st.sampled_from(["", "cpec, a-new-one"]),
}


@pytest.mark.thorough
@given(st.data())
def test_whatever_is_changed_is_in_the_file_and_nothing_else(book: Book, shipped_path: Path, data: st.DataObject) -> None:
    """The file, read again, says what the form said, of that event alone; and every other byte is as it was."""
    event = data.draw(st.sampled_from(book.events))
    form = EventForm(book, event)
    texts = data.draw(st.fixed_dictionaries({}, optional=CHANGED))
    review = form.review(filled(form, **texts))
    content = shipped_path.read_bytes()
    changes = [change for change in review.changes if not isinstance(change, StoreCopy)]
    assert len(changes) == len(review.changes)
    after = Keeper(shipped_path, content).plan(changes, review.says).after if changes else content
    now = {one.id: one for one in load.parse(after, "t").events}
    assert {id_: one for id_, one in now.items() if id_ != event.id} == {
        id_: one for id_, one in book.by_id.items() if id_ != event.id
    }
    again = EventForm(Book(book.index, TODAY), now[event.id])
    assert not again.review(filled(again)).changes
    assert now[event.id].claims == event.claims
    if "title" in texts:
        assert now[event.id].title == texts["title"]
    start = content.find(f'id = "{event.id}"'.encode())
    assert after.startswith(content[: start - 20])
    stop = content.find(b"\n[[", start)
    assert after.endswith(content[stop:])


# -- what else happened then and there ---------------------------------------------------------------------------------


@pytest.mark.thorough
def test_an_event_entered_twice_is_first_and_marked(shipped: Timeline) -> None:
    """Each event of the shipped timeline, typed again under another id, finds itself first and looks the same."""
    others = Others(shipped.events, ("PK",))
    for event in shipped.events:
        first = others.alike(replace(event, id="new"))[0]
        assert (first.event.id, first.looks_same) == (event.id, True)


@pytest.mark.thorough
def test_few_events_look_the_same_that_are_not(shipped: Timeline) -> None:
    """Of the 268 events, which are all different, at most six look like another."""
    others = Others(shipped.events, ("PK",))
    assert sum(any(one.looks_same for one in others.alike(event)) for event in shipped.events) <= 6


def test_what_happened_then_and_there_stands_beside(book: Book) -> None:
    """The one that looks the same first and marked, then the others of those days, each with where to find it."""
    form = EventForm(book)
    texts = filled(form, date="2024-03-27", provinces="KP", title="Chinese nationals killed by car bomb near Besham")
    beside = form.review(texts).beside
    assert beside[0].text.startswith("Looks the same: 26 Mar 2024  Suicide car bomb near Besham kills five")
    assert beside[0].role == "fault"
    assert beside[1].text.endswith("2024-03-26-besham")
    assert any(one.text == "On those days in KP" and one.role == "heading" for one in beside)


def test_where_nothing_happened_that_is_said(book: Book) -> None:
    """With a date and nothing beside it, the form says so; with nothing typed, nothing is said."""
    form = EventForm(book)
    (said,) = form.review(filled(form, date="2031-01-01", provinces="KP")).beside
    assert said.text == "No similar event on 1 January 2031 in KP."
    assert not form.review(filled(form)).beside


@given(
    st.dictionaries(st.sampled_from([*CHANGED, "district", "sources", "responds_to", "related", "id"]), st.text(max_size=60))
)
def test_any_text_in_any_field_is_reviewed(book: Book, texts: dict[str, str]) -> None:
    """Whatever is typed, the form answers; what it would write then passes the rules of the file."""
    form = EventForm(book)
    review = form.review(filled(form, **texts))
    for key in texts:
        form.suggest(key, filled(form, **texts))
    for change in review.changes:
        assert isinstance(change, AddRecord)
        assert not typed.wrong(values.Id, change.plain["id"])
        assert not typed.wrong(values.Name, change.plain["title"])
