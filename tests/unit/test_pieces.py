"""Items of lists, tables below a record and new records: only what was meant is touched, in any layout."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import TimelineEditError
from cttui.timeline import spans
from cttui.timeline.edit import Editor, Splice
from cttui.timeline.load import TABLES
from cttui.timeline.positions import TOKEN
from layouts import AROUND, BEHIND, laid_out

SHIPPED = (Path(__file__).parents[2] / "data" / "timeline.toml").read_text(encoding="utf-8")
CLAIM = {"measure": "killed", "who": "all", "min": 3, "by": 'the "Herald"', "source": "s1", "quote": "three\\four — ≥"}


def events(plain: dict[str, Any]) -> dict[str, Any]:
    """The event ``a``."""
    found: dict[str, Any] = next(event for event in plain["event"] if event["id"] == "a")
    return found


def comments(text: str) -> list[str]:
    """The comments of a text."""
    return [match[0].rstrip() for match in TOKEN.finditer(text) if match[0].startswith("#")]


def outside(before: str, after: str, splice: Splice, editor: Editor, table: str, label: str) -> None:
    """Nothing but the record was touched, and the line ends are the file's."""
    found = editor.find(table, label)
    assert found.start <= splice.start <= splice.stop <= max(found.stop, len(before.rstrip()))
    assert splice.undone(before).applied(after) == before
    assert "\n" not in splice.text.replace("\r\n", "") or "\r\n" not in before


LISTS = (
    'tags = ["x", "y", "z"]\n',
    'tags = [ "x","y" , "z", ] # why\n',
    'tags = [\n  "x",\n  "y",  # of y\n  # above z\n  "z"\n]\n',
    'tags = [\n\t"x", "y",\n\t"z", # the end\n]\n',
    'tags = [ # first\n\n  \'x\'\n  , \'y\'\n  , """z"""\n]\n',
    'tags = ["x"\n,"y",\n"z"]',
)


@st.composite
def listed(draw: st.DrawFn) -> str:
    """A text with an event ``a`` that has three tags."""
    more = draw(st.sampled_from(("", '[event.place]\nname = "X"\n', 'kind = "attack"\n')))
    text = f'{draw(st.sampled_from(AROUND))}[[event]]\nid = "a"\n{draw(st.sampled_from(LISTS))}'
    text = text + ("" if text.endswith("\n") else "\n") + more + draw(st.sampled_from(BEHIND))
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@given(listed(), st.integers(0, 2), st.sampled_from(("new", 'a "b"', None)))
def test_one_item_of_a_list_is_changed_or_taken_out(text: str, place: int, new: str | None) -> None:
    """The other items stay as they stand; a comment goes only with the item on whose line it is."""
    wanted = tomli.loads(text)
    events(wanted)["tags"][place : place + 1] = [] if new is None else [new]
    editor = Editor(text)
    splice = editor.set_item(editor.find("event", "a"), "tags", place, new)
    after = splice.applied(text)
    assert tomli.loads(after) == wanted
    outside(text, after, splice, editor, "event", "a")
    gone = set(comments(text)) - set(comments(after))
    assert not gone if new is not None else len(gone) <= 1
    assert "# first" not in gone
    assert "# above z" not in gone


@given(listed(), st.lists(st.sampled_from(("x", "y", "z", "n", "m")), max_size=5))
def test_a_list_is_given_other_items(text: str, new: list[str]) -> None:
    """Whatever the new items, the file says them; where comments would be lost, it says that it cannot."""
    wanted = tomli.loads(text)
    events(wanted)["tags"] = new
    editor = Editor(text)
    try:
        splice = editor.set_value(editor.find("event", "a"), "tags", new)
    except TimelineEditError as error:
        assert "event a cannot be changed here" in str(error)  # noqa: PT017
        assert pieces_with_comments(text)
        return
    after = splice.applied(text)
    assert tomli.loads(after) == wanted
    outside(text, after, splice, editor, "event", "a")
    if new[:3] == ["x", "y", "z"]:
        assert comments(after) == comments(text)


def pieces_with_comments(text: str) -> bool:
    """Whether a comment stands in the list of tags."""
    return bool(re.search(r"tags = \[[^\]]*#", text))


@given(laid_out(), st.integers(0, 3), st.sampled_from(("change", "more", "less", "other", "none")))
def test_one_claim_is_changed_or_taken_out_in_any_layout(text: str, place: int, what: str) -> None:
    """Of the claim only the keys that differ are touched; claims in tables of their own are changed there."""
    wanted = tomli.loads(text)
    claims = events(wanted).get("claims", [])
    claims = [claim for claim in claims if isinstance(claim, dict)]
    if place >= len(claims):
        return
    was = copy.deepcopy(claims[place])
    changed = {
        "change": {**was, "measure": "injured"},
        "more": {**was, "by": "police", "quote": "a # b"},
        "less": {key: value for key, value in was.items() if key == "measure"},
        "other": CLAIM,
        "none": None,
    }[what]
    events(wanted)["claims"][place : place + 1] = [] if changed is None else [changed]
    if not events(wanted)["claims"] and "[[event.claims]]" in text:
        del events(wanted)["claims"]
    editor = Editor(text)
    splice = editor.set_item(editor.find("event", "a"), "claims", place, changed)
    after = splice.applied(text)
    assert tomli.loads(after) == wanted
    outside(text, after, splice, editor, "event", "a")
    if what in {"change", "more"}:
        assert comments(after) == comments(text)
        for key in set(was) - {"measure"}:
            assert after.count(f"{key} = ") >= text.count(f"{key} = ")


def test_a_list_of_which_most_is_changed_is_written_anew() -> None:
    """Thousands of items are not looked for one by one; where a comment would be lost, that is refused."""
    old = [f"x{n}" for n in range(1000)]
    text = '[[event]]\nid = "a"\ntags = [\n' + "".join(f'  "{item}",\n' for item in old) + "]\n"
    editor = Editor(text)
    after = editor.set_value(editor.find("event", "a"), "tags", old[::2]).applied(text)
    assert tomli.loads(after)["event"][0]["tags"] == old[::2]
    editor = Editor(text.replace('"x5",', '"x5", # why'))
    with pytest.raises(TimelineEditError, match="event a cannot be changed here"):
        editor.set_value(editor.find("event", "a"), "tags", old[::2])


PLACES = (
    'place = { name = "X", lat=1.5 } # told\n',
    'place.name = "X" # told\nplace.lat = 1.5\n',
    'kind = "attack"\n[event.place] # told\n  lat = 1.5 # exactly\n  name = "X"\n',
    "",
)


@given(
    st.sampled_from(PLACES),
    st.sampled_from(AROUND),
    st.sampled_from(BEHIND),
    st.sampled_from((None, {"name": "Y", "lat": 1.5}, {"name": "X"}, {"name": "X", "lat": 1.5, "lon": 2.5}, {"district": "Z"})),
    st.booleans(),
)
def test_a_place_is_changed_in_any_layout(
    place: str, around: str, behind: str, value: dict[str, Any] | None, returns: bool
) -> None:
    """In braces, with dotted keys or as a table below its event, only the keys that differ are touched."""
    text = f'{around}[[event]]\nid = "a"\n{place}{behind}'
    text = text.replace("\n", "\r\n") if returns else text
    wanted = tomli.loads(text)
    events(wanted).pop("place", None)
    if value is not None:
        events(wanted)["place"] = value
    editor = Editor(text)
    splice = editor.set_value(editor.find("event", "a"), "place", value)
    after = splice.applied(text)
    assert tomli.loads(after) == wanted
    outside(text, after, splice, editor, "event", "a")
    if value == {"name": "X", "lat": 1.5, "lon": 2.5}:
        assert comments(after) == comments(text)


@given(laid_out(), laid_out())
def test_the_tables_of_a_changed_text_are_found_without_reading_all_of_it(one: str, other: str) -> None:
    """After any change to a record, the tables are those that the whole text has."""
    text = one if "\r\n" in other else f"{one}\n{other.replace('a', 'c')}" if "\r\n" not in one else one
    editor = Editor(text)
    found = editor.find("event", "a")
    for splice in (
        editor.add_item(found, "claims", CLAIM),
        editor.set_value(found, "title", "Another\nline"),
        Splice(found.start, found.start, f'[[event]]{editor.end}id = "new"{editor.end}{editor.end}'),
    ):
        assert editor.after(splice).blocks == spans.blocks(splice.applied(text))


DEEP = 'x = [ [ [ [ [ [\n[ "]" ],\n] ] ] ] ] ]\n'


@given(laid_out(), st.sampled_from(("", DEEP, "x = '''\n[[event]]\n'''\n", "# '''\n", 'x = """"[[y]]""""\n', "x = 5\n")))
def test_headings_are_found_by_leaps_as_by_signs(text: str, lead: str) -> None:
    """Lists and strings are leapt over whole; where they are nested too deep for that, sign by sign, with the same result."""
    text = lead + text
    assert [block.start for block in spans.blocks(text)] == [start for start, *_ in spans._heads_by_signs(text)]


def test_the_headings_of_the_shipped_timeline_are_found_by_leaps_as_by_signs() -> None:
    """All of them."""
    assert spans._heads(SHIPPED) == spans._heads_by_signs(SHIPPED)


# -- new records -----------------------------------------------------------------------------------------------------


def plain_of(table: str, label: str, **more: object) -> dict[str, Any]:
    """A record that says as little as can be."""
    key = TABLES[table][1]
    return {key: label, **more} if key else {"sought": label, **more}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_new_record_follows_its_table_in_the_shipped_timeline(table: str) -> None:
    """It stands behind the last of its table, the undated too, one blank line between them, and nothing else changes."""
    editor = Editor(SHIPPED)
    splice = editor.put_record(table, plain_of(table, "new"))
    after = splice.applied(SHIPPED)
    assert splice.start == splice.stop
    wanted = tomli.loads(SHIPPED)
    wanted[table].append(plain_of(table, "new"))
    assert tomli.loads(after) == wanted
    assert f'\n\n[[{table}]]\n{TABLES[table][1] or "sought"} = "new"\n\n' in f"{after}\n"
    assert "\n\n\n" not in splice.applied(SHIPPED)[splice.start - 5 : splice.start + len(splice.text) + 5]


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_first_record_of_a_table_comes_where_the_order_of_tables_wants_it(table: str, end: str) -> None:
    """Whatever tables a file has, a new one stands between those before it and those after it."""
    names = ["timeline", *TABLES]
    for present in (names, ["timeline"], ["timeline", "thread"], ["thread", "view"], []):
        there = [name for name in names if name in present and name != table]
        text = end.join(f"{f'[[{name}]]' if name != 'timeline' else '[timeline]'}{end}x = 1{end}" for name in there)
        for said in (text, text.rstrip(), f"# a remark{end}{end}{text}"):
            editor = Editor(said)
            after = editor.put_record(table, plain_of(table, "new")).applied(said)
            assert re.findall(r"^\[+(\w+)", after, re.MULTILINE) == [name for name in names if name in {*there, table}]
            assert not re.search(r"(\r?\n){3}", after)
            assert tomli.loads(after)[table][-1] == plain_of(table, "new")
            assert "\n" not in after.replace("\r\n", "") or end not in said or end == "\n"


HEADED = """[timeline]
id = "t"

# ====
# Events
# ====

# -- February 2024 ------

[[event]]
id = "b"
date = "2024-02-02"

# -- April 2024 ------

# about c
[[event]]
id = "c"
date = "2024-04-04"

# -- May 2024 ------

# ====
# Threads
# ====

# -- May 2024 ------

[[thread]]
id = "d"
"""


@pytest.mark.parametrize(
    ("date", "before", "after"),
    [
        ("2024-01-05", "# ====\n\n# -- January 2024 ------\n\n", "\n# -- February 2024 ------\n\n[[event]]"),
        ("2024-02-01", "# -- February 2024 ------\n\n", '\n[[event]]\nid = "b"'),
        ("2024-02-09", 'date = "2024-02-02"\n\n', "\n# -- April 2024 ------"),
        ("2024-03-09", 'date = "2024-02-02"\n\n# -- March 2024 ------\n\n', "\n# -- April 2024 ------"),
        ("2024-04-01", "# -- April 2024 ------\n\n", "\n# about c\n"),
        ("2024-06-01", 'date = "2024-04-04"\n\n# -- June 2024 ------\n\n', "\n# -- May 2024 ------\n\n# ===="),
        ("", 'date = "2024-04-04"\n\n', "\n# -- May 2024 ------\n\n# ===="),
        ("2024-13", 'date = "2024-04-04"\n\n', "\n# -- May 2024 ------\n\n# ===="),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_event_comes_under_the_comment_of_its_month(date: str, before: str, after: str, end: str) -> None:
    """Under one that is there, or a new one of the same style where that month has none."""
    text = HEADED.replace("\n", end)
    plain = {"id": "new", "date": date}
    made = Editor(text).put_record("event", plain).applied(text)
    said = f'[[event]]\nid = "new"\ndate = "{date}"\n'
    assert f"{before}{said}{after}".replace("\n", end) in made


@given(st.lists(st.integers(1, 28), max_size=8), st.integers(1, 28), st.booleans())
def test_a_new_event_stands_in_the_order_that_the_file_has(days: list[int], day: int, turned: bool) -> None:
    """Behind those of its day or before, in a file that begins with the first day; before them in one with the last."""
    days = sorted(days, reverse=turned)
    text = "\n".join(f'[[event]]\nid = "e{n}"\ndate = "2024-05-{one:02}"\n' for n, one in enumerate(days))
    after = Editor(text).put_record("event", {"id": "new", "date": f"2024-05-{day:02}"}).applied(text)
    assert [event["id"] for event in tomli.loads(after)["event"] if event["id"] != "new"] == [f"e{n}" for n in range(len(days))]
    got = [event["date"] for event in tomli.loads(after)["event"]]
    assert got in (sorted(got), sorted(got, reverse=True))


def test_records_in_one_list_in_brackets_take_another() -> None:
    """Those of a table that stands in one list above all headings, an empty one too."""
    text = 'event = [\n  { id = "b" },\n]\nthread = []\n\n[timeline]\nid = "t"\n'
    editor = Editor(text)
    assert editor.put_record("event", {"id": "n"}).applied(text) == text.replace('"b" },\n', '"b" },\n  { id = "n" },\n')
    after = editor.put_record("thread", {"id": "n"}).applied(text)
    assert tomli.loads(after)["thread"] == [{"id": "n"}]


def test_a_name_that_is_there_is_said() -> None:
    """A second record of one name is not added."""
    for table, label in (("event", "2024-03-26-besham"), ("actor", "BLA")):
        with pytest.raises(TimelineEditError, match=f"there is already an {table} '{label}' in the file"):
            Editor(SHIPPED).put_record(table, plain_of(table, label))


def test_tables_that_stand_apart_from_their_record_are_refused() -> None:
    """A new event between an event and its claims would take them over; it is said where they stand."""
    text = '[[event]]\nid = "a"\n\n[[thread]]\nid = "t"\n\n[[event.claims]]\nmeasure = "killed"\n'
    for where in (lambda editor: editor.put_record("event", {"id": "b"}), lambda editor: editor.find("event", "a")):
        with pytest.raises(TimelineEditError, match=r"\[\[event.claims\]\] in line 7 is separated from its event; change it"):
            where(Editor(text))  # type: ignore[no-untyped-call]  # a lambda has no types of its own


@pytest.mark.parametrize(
    ("text", "key", "item"),
    [
        ('[[event]]\nid = "a"\nclaims = 5\n', "claims", CLAIM),
        ('[[event]]\nid = "a"\nclaims.x = 5\n', "claims", CLAIM),
        ('[[event]]\nid = "a"\n[event.claims]\nx = 5\n', "claims", CLAIM),
        ('[[event]]\nid = "a"\n[event.tags.x]\ny = 5\n', "tags", "x"),
    ],
)
def test_what_cannot_be_changed_names_the_record_and_a_way_out(text: str, key: str, item: object) -> None:
    """A layout in which no list can be made longer is refused in a sentence that says which record and what to do."""
    editor = Editor(text)
    with pytest.raises(TimelineEditError) as told:
        editor.add_item(editor.find("event", "a"), key, item)
    assert str(told.value).startswith("event a cannot be changed here: ")
    assert str(told.value).endswith("change it in an editor (e opens it there)")


@pytest.mark.parametrize("value", ["5", "-5.5e3", "true", "2024-03-26", "2024-03-26 08:30:00", "5 # five", "inf"])
def test_a_bare_value_ends_with_its_line(value: str) -> None:
    """What stands behind a number or a date is found too."""
    text = f'[[event]]\nid = "a"\nx = {value}\ntitle = "A"\n'
    editor = Editor(text)
    assert [pair.key for pair in editor.find("event", "a").pairs] == [("id",), ("x",), ("title",)]
    assert editor.set_value(editor.find("event", "a"), "title", "B").applied(text) == text.replace('"A"', '"B"')


@pytest.mark.parametrize("spelt", ["\"id\" = 'a'", '"\\u0069d" = "\\u0061"', "id = '''a'''", 'id="""a"""'])
def test_a_record_is_found_however_its_name_is_spelt(spelt: str) -> None:
    """Quoted keys, escapes and other quotation marks say the same."""
    text = f'[["event"]]\ntitle = "x"\n{spelt}\n'
    editor = Editor(text)
    assert editor.plain(editor.find("event", "a"))["id"] == "a"
    assert tomli.loads(editor.set_value(editor.find("event", "a"), "title", "y").applied(text))["event"][0]["title"] == "y"
