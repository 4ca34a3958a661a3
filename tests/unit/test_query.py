"""The query language: what a text means, how it is written, changed, told and completed."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.model.geo import Area
from cttui.model.records import Claim, Event, Meta, Source, Thread, Timeline
from cttui.query import language as query
from cttui.query.completion import complete
from cttui.query.fields import FIELDS, Value, Vocabulary, vocabulary_of
from cttui.query.language import Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from strategies import ACTORS, CLAIMANTS, MEASURES, PROVINCES, PUBLISHERS, TAGS, clause_texts, query_texts


def _vocabulary() -> Vocabulary:
    claims = tuple(Claim(measure=measure, who="all", value=1, by="police", source="s0") for measure in MEASURES)
    timeline = Timeline(
        meta=Meta(id="small", title="Small", period="2024"),
        provinces=PROVINCES,
        actors=ACTORS,
        claimants=CLAIMANTS,
        sources=(Source(id="s0", type="report", standpoint="press"),),
        events=(Event(id="e0", date="2024", kind="attack", title="Attack", provinces=(), claims=claims),),
        threads=(Thread(id="path", title="A path through Bannu", events=("e0",)),),
    )
    used = {
        "publisher": filter(None, PUBLISHERS),
        "tag": TAGS,
        "district": ("Shangla", "D.I. Khan"),
        "actor": ("jirga of elders",),
    }
    return vocabulary_of(timeline, used)


VOCABULARY = _vocabulary()


def parse(text: str) -> Query:
    """A query over the small vocabulary."""
    return query.parse(text, VOCABULARY)


CLAUSES: dict[str, list[Clause]] = {
    "": [],
    "  istehkam \t Karachi ": [Word(False, "istehkam"), Word(False, "Karachi")],
    "-istehkam": [Word(True, "istehkam")],
    "10:30": [Word(False, "10:30")],
    '"apex committee"': [Phrase(False, "apex committee")],
    r'-"say \"no\" \\ now"': [Phrase(True, r'say "no" \ now')],
    '"one"two': [Phrase(False, "one"), Word(False, "two")],
    "province:KP,BA": [Values(False, "province", ("KP", "BA"))],
    "-kind:report,report": [Values(True, "kind", ("report",))],
    'publisher:"AP, Reuters",dawn': [Values(False, "publisher", ("AP, Reuters", "Dawn"))],
    "date:2024-03": [Dates(False, "2024-03", "2024-03")],
    "date!:2024-03..2024-06": [Dates(False, "2024-03", "2024-06", True)],
    "date:2024-03..": [Dates(False, "2024-03", "")],
    "date:<=2024-03~": [Dates(False, "", "2024-03~")],
    "date:>2024-02": [Dates(False, "2024-03-01", "")],
    "date:<2024-02?": [Dates(False, "", "2023-12-31")],
    "-date:../2024-05": [Dates(True, "../2024-05", "../2024-05")],
    "killed:>=10": [Figures(False, "killed", 10, math.inf)],
    "killed:>1,000": [Figures(False, "killed", 1000, math.inf, low_open=True)],
    "killed:<2.5": [Figures(False, "killed", 0, 2.5, high_open=True)],
    "injured:1..5": [Figures(False, "injured", 1, 5)],
    "injured:..5": [Figures(False, "injured", 0, 5)],
    "people-displaced:1000..": [Figures(False, "people-displaced", 1000, math.inf)],
    "killed:6": [Figures(False, "killed", 6, 6)],
    "bbox:69.5,33,72.1,34.5": [Box(False, Area(69.5, 33, 72.1, 34.5))],
    "-BBOX:170,-90,-170.25,90": [Box(True, Area(170, -90, -170.25, 90))],
}

CANONICAL = {
    "province:kpk": "province:KP",
    "PROVINCE:pk-kp": "province:KP",
    'province:"khyber pakhtunkhwa"': "province:KP",
    "province:khyberpakhtunkhwa": "province:KP",
    "actor:baloch-liberation-army": "actor:BLA",
    "actor:AlQaeda": "actor:al-Qaida",
    "publisher:news": 'publisher:"The News"',
    'publisher:"the dawn"': "publisher:Dawn",
    'publisher:"the friday times"': r'publisher:"The \"Friday\" Times"',
    "publisher:جنگ": "publisher:جنگ",
    "thread:PATH": "thread:path",
    'thread:"a path through bannu"': "thread:path",
    "district:d.i.khan": 'district:"D.I. Khan"',
    "by:the-military": "by:ISPR",
    "tag:chinese_nationals": "tag:chinese-nationals",
    "date:2024..2024": "date:2024",
    "date:..2024": "date:<=2024",
    "killed:0..5": "killed:<=5",
    "killed:5..5": "killed:5",
    "killed:1,000": "killed:1000",
    '  "a"   b ': '"a" b',
    "bbox:069.50,33.0,72.10000,34.50004": "bbox:69.5,33,72.1,34.5",
    "bbox:-0.00001,-0.0,0.00005001,0": "bbox:0,0,0.0001,0",
    r'"say \"no\" \\ now"': r'"say \"no\" \\ now"',
}

SENTENCES = {
    "istehkam": "mentioning istehkam…",
    '-"apex committee"': "not mentioning “apex committee”",
    "province:kpk,BA -kind:report": "in Khyber Pakhtunkhwa or Balochistan, not of kind report",
    "thread:path": "on the thread A path through Bannu",
    "date:2024-03": "possibly in March 2024",
    "-date!:2024-03..2024-06": "not certainly from March 2024 to June 2024",
    "date:>=2024-06-22": "possibly from 22 June 2024 onwards",
    "date:<=2024": "possibly until 2024",
    "killed:>=1,000": "with possibly 1,000 or more killed",
    "killed:>10": "with possibly more than 10 killed",
    "injured:<2.5": "with possibly fewer than 2.5 injured",
    "injured:<=5": "with possibly 5 or fewer injured",
    "-killed:1..5": "not with possibly 1 to 5 killed",
    "people-displaced:6": "with possibly 6 people displaced",
    "bbox:69.5,33,72.1,34.5": "inside 69.5°E 33°N – 72.1°E 34.5°N",
    "-bbox:-12,-3.25,0,0": "not inside 12°W 3.25°S – 0° 0°",
}

COMPLETIONS: dict[str, list[str]] = {
    "x ki": ["kind:", "killed:"],
    "-prov": ["province:"],
    "province:bal": ["BA"],
    "PROVINCE:KP,af": ["AF"],
    "actor:army": ["BLA"],
    "actor:liberation bal": [],
    'publisher:"the': ['"The News"', r'"The \"Friday\" Times"'],
    "thread:ban": ["path"],
    "date:2024": [],
    "nothing:x": [],
    'publisher:"the n': ['"The News"'],
    'publisher:dawn,"ap, reu': ['"AP, Reuters"'],
    "": [],
    "x -": [],
    "dawn": ["publisher:Dawn"],
    "-attack": ["kind:attack"],
    "x kp": ["province:KP"],
    "sindh": ["province:SD"],
    '"khyber pakhtunkhwa"': ["province:KP"],
    "daw": [],
    "-rep": ["kind:report"],
    "x stat": ["kind:statement"],
    "disp": ["is:disputed"],
    "aug": ["date:2024-08"],
    "-september": ["date:2024-09"],
    "at": [],
    "august 20": [],
}


def test_a_text_means_its_clauses() -> None:
    """Words, phrases, values, dates and figures are read as the manual says, and a hyphen turns each round."""
    assert {text: list(parse(text).clauses) for text in CLAUSES} == CLAUSES


def test_a_query_is_written_in_one_canonical_way() -> None:
    """However a value is spelt, the query says its one name, and both are the same query."""
    assert {typed: parse(typed).text for typed in CANONICAL} == CANONICAL
    assert {typed: parse(typed) for typed in CANONICAL} == {typed: parse(text) for typed, text in CANONICAL.items()}


@pytest.mark.parametrize(
    ("text", "word", "message", "suggestion"),
    [
        ("a kindd:attack b", "kindd", "unknown field 'kindd'", "kind"),
        ("a -kindd:attack", "kindd", "unknown field 'kindd'", "kind"),
        ("see zzzz://x.org", "zzzz", "put text with a colon in quotation marks", ""),
        ("kind:atack,report", "atack", "unknown kind 'atack'", "attack"),
        ("kind:report,atack", "atack", "unknown kind 'atack'", "attack"),
        ('publisher:"the nws"', '"the nws"', "unknown publisher 'the nws'", '"The News"'),
        ("kind:qqqq", "qqqq", "unknown kind 'qqqq'", ""),
        ("a kind:", "kind:", "a value is missing after kind: (what kind of event it is)", ""),
        ("kind: attack", "kind:", "e.g. kind:attack,operation", ""),
        ("kind:attack,,report", ",report", "a value of kind is missing here", ""),
        ('kind:"attack"x', "x", "a space or comma is missing here", ""),
        ('a "b c', '"b c', "this quotation mark is not closed", ""),
        ("a - b", "-", "nothing to exclude after the hyphen", ""),
        ("a -", "-", "nothing to exclude after the hyphen", ""),
        ("a ... b", "...", "... has no letter or digit", ""),
        ('a ""', '""', "the phrase has no letter or digit", ""),
        ("kind!:attack", "kind!:attack", "! works only with date, as in date!:2024-07", "-kind:attack"),
        ("-kind!:attack x", "-kind!:attack", "! works only with date, as in date!:2024-07", "kind:attack"),
        ("kind!: attack", "kind!:", "! works only with date, as in date!:2024-07", ""),
        ("x date:2024-13", "2024-13", "months run from 01 to 12", ""),
        ("date:..", "..", "a date range needs a start or an end", ""),
        ("date:2025..2024", "2025..2024", "the start is after the end", ""),
        ("killed:ten", "ten", "write killed:>=10, killed:1..5 or killed:6", ""),
        ("killed:1..999999999999999.9", "1..9", "write killed:>=10, killed:1..5 or killed:6", ""),
        ("killed:..", "..", "write killed:>=10, killed:1..5 or killed:6", ""),
        ("killed:5..1", "5..1", "no number is in this range", ""),
        ("killed:<0", "<0", "no number is in this range", ""),
        ("x bbox:1,2,3 y", "1,2,3", "a box needs four numbers of degrees: west,south,east,north", ""),
        ("bbox:1,2,3,4,5", "1,2,3,4,5", "a box needs four numbers", ""),
        ("bbox:1, 2, 3, 4", "1,", "a box needs four numbers", ""),
        ("bbox:1,,3,4", "1,,3,4", "a box needs four numbers", ""),
        ("bbox:1,2,3e,4", "3e", "'3e' is not a number of degrees, e.g. 69.5 or -12", ""),
        ("bbox:1,2,181,4", "181", "east must be from -180 to 180 degrees", ""),
        ("bbox:1,-90.5,3,4", "-90.5", "south must be from -90 to 90 degrees", ""),
        ("bbox:1,4,3,2", "1,4,3,2", "south is above north", ""),
        ("bbox:", "bbox:", "a value is missing after bbox: (coordinates within a box", ""),
    ],
)
def test_a_fault_points_at_its_word_and_offers_the_right_one(text: str, word: str, message: str, suggestion: str) -> None:
    """What is no query is marked where it stands, explained, and corrected where something is near."""
    with pytest.raises(QueryError) as refused:
        parse(text)
    fault = refused.value
    assert message in fault.message
    assert fault.suggestion == suggestion
    assert text[fault.start :].startswith(word)
    assert fault.start < fault.stop
    assert text[fault.start : fault.stop].startswith(word) or fault.stop <= fault.start + len(word)
    assert suggestion in fault.sentence()


def outcome(text: str) -> Query | QueryError:
    """The query that a text says, or why it says none."""
    try:
        return parse(text)
    except QueryError as error:
        return error


def sound(text: str) -> Query:
    """The query that a random text says; an example whose text says none is left out."""
    found = outcome(text)
    assume(isinstance(found, Query))
    assert isinstance(found, Query)
    return found


_any = st.one_of(
    st.text(st.characters(), max_size=30),
    st.text(st.sampled_from('ak1 -:!,."\\<>=KP\x1bé'), max_size=20),
    st.builds("{}{}{}".format, query_texts(VOCABULARY), st.sampled_from(("", " ", ",", '"', "-")), st.text(max_size=5)),
)


@given(_any)
def test_any_text_is_a_query_or_its_fault_lies_within_it(text: str) -> None:
    """Whatever is typed is a query or is refused, with a place that the bar can mark."""
    found = outcome(text)
    if isinstance(found, QueryError):
        assert 0 <= found.start < found.stop <= len(text) + 1
        assert found.message
    else:
        assert parse(found.text) == found


@given(query_texts(VOCABULARY, 5))
def test_a_query_that_is_written_and_read_is_the_same_query(text: str) -> None:
    """The text and the value of a query are two faces of one thing."""
    found = sound(text)
    assert parse(found.text) == found
    assert parse(found.text).text == found.text


def test_every_value_is_found_by_its_own_name() -> None:
    """What a list shows as a value's token can be typed, quoted where it must be."""
    for field, values in VOCABULARY.values.items():
        for value in values:
            assert parse(Values(False, field, (value.token,)).text).clauses == (Values(False, field, (value.token,)),)


def test_values_that_are_spelt_alike_stay_apart() -> None:
    """Of values that folding makes one, each is found by its exact name, and any other spelling finds all of them."""
    tags = tuple(Value(token, token) for token in ("a-b", "a_b", "a.b"))
    vocabulary = Vocabulary((), {"tag": tags})
    asked = Query((Values(False, "tag", ("a_b", "a.b")),))
    assert query.parse(asked.text, vocabulary) == asked
    assert query.parse('tag:"A B"', vocabulary).clauses == (Values(False, "tag", ("a-b", "a_b", "a.b")),)
    assert query.parse("-tag:A-B", vocabulary).clauses == (Values(True, "tag", ("a-b", "a_b", "a.b")),)


_values = st.sampled_from([(field, value.token) for field, values in VOCABULARY.values.items() for value in values])


@given(query_texts(VOCABULARY), _values)
def test_toggling_twice_gives_the_query_back(text: str, value: tuple[str, str]) -> None:
    """A value that is neither asked for nor left out comes in with one toggle and goes with the next."""
    (field, token), found = value, sound(text)
    assume(token not in found.chosen(field) | found.excluded(field))
    for change in (Query.toggle, Query.exclude):
        once = change(found, field, token)
        assert (token in once.chosen(field), token in once.excluded(field)) == (change is Query.toggle, change is Query.exclude)
        assert change(once, field, token) == found


@given(query_texts(VOCABULARY), _values)
def test_a_value_is_never_both_asked_for_and_left_out_by_a_toggle(text: str, value: tuple[str, str]) -> None:
    """Asking for what was left out lets it in, leaving out what was asked for drops it, and ``only`` asks for it alone."""
    (field, token), found = value, sound(text)
    asked = found.exclude(field, token) if token in found.chosen(field) else found.toggle(field, token)
    assert not asked.chosen(field) & {token} & asked.excluded(field)
    alone = found.only(field, token)
    assert alone.chosen(field) == {token}
    assert alone.excluded(field) == found.excluded(field) - {token}
    assert alone.without(field) == found.without(field)


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("kind:attack istehkam", lambda q: q.toggle("kind", "report"), "kind:attack,report istehkam"),
        ("kind:attack,report", lambda q: q.toggle("kind", "attack"), "kind:report"),
        ("-kind:report", lambda q: q.toggle("kind", "report"), "kind:report"),
        ("kind:report", lambda q: q.exclude("kind", "report"), "-kind:report"),
        ("-kind:report", lambda q: q.exclude("kind", "attack"), "-kind:report,attack"),
        ("kind:attack kind:report x", lambda q: q.only("kind", "court"), "x kind:court"),
        ("-kind:attack,report", lambda q: q.only("kind", "report"), "-kind:attack kind:report"),
        ("kind:attack -kind:report date:2024 x", lambda q: q.without("kind"), "date:2024 x"),
        ("date:2024 date!:2024-03 x", lambda q: q.without("date"), "x"),
        ("killed:>=1 injured:1", lambda q: q.without("killed"), "injured:1"),
        ("bbox:1,2,3,4 x -bbox:0,0,1,1", lambda q: q.boxed(Area(5, 6, 7, 8)), "x -bbox:0,0,1,1 bbox:5,6,7,8"),
        ("bbox:1,2,3,4 x -bbox:0,0,1,1", lambda q: q.without("bbox"), "x"),
    ],
)  # fmt: skip
def test_panes_change_a_query_by_its_values(text: str, change: Callable[[Query], Query], after: str) -> None:
    """Each change of a pane changes the bar's text in the least way."""
    assert change(parse(text)).text == after


def test_a_query_without_clauses_is_every_event_and_says_nothing() -> None:
    """An empty query is false, has no text and no sentence."""
    assert not Query()
    assert parse("x")
    assert (Query().text, query.describe(Query(), VOCABULARY)) == ("", "")


def test_a_query_is_told_as_a_sentence() -> None:
    """A reader who does not know the language can read what is shown."""
    assert {text: query.describe(parse(text), VOCABULARY) for text in SENTENCES} == SENTENCES


def test_the_word_at_the_cursor_is_completed() -> None:
    """Fields are offered by how they begin, values by any word of any spelling, quoted where they must be."""
    found = {text: [one.insert for one in complete(text, len(text), VOCABULARY)] for text in COMPLETIONS}
    assert {text: sorted(inserts) for text, inserts in found.items()} == {k: sorted(v) for k, v in COMPLETIONS.items()}


def test_likelier_values_are_offered_first_and_never_more_than_asked_for() -> None:
    """Values that leave more events come first, and each says what it stands for."""
    found = complete("province:", 9, VOCABULARY, lambda _field, token: {"BA": 7, "SD": 9}.get(token, 0), most=2)
    assert [(one.insert, one.label) for one in found] == [("SD", "Sindh"), ("BA", "Balochistan")]


def test_a_word_that_is_a_value_too_is_offered_as_its_clause_with_its_count() -> None:
    """Whoever types a value's name is told how many events have the value, which are not those that mention the word."""
    counts = {("publisher", "Dawn"): 66, ("tag", "cpec"): 1}
    found = {
        text: complete(text, len(text), VOCABULARY, lambda f, t: counts.get((f, t), 0)) for text in ("dawn", "cpec", "sindh")
    }
    assert [(one.insert, one.label) for one in found["dawn"]] == [("publisher:Dawn", "66 events")]
    assert [(one.insert, one.label) for one in found["cpec"]] == [("tag:cpec", "1 event")]
    assert [(one.insert, one.label) for one in found["sindh"]] == [("province:SD", "0 events · Sindh")]


@given(
    query_texts(VOCABULARY, 2),
    st.sampled_from(sorted(set(FIELDS) - {"date", "bbox", "order"})),
    st.sampled_from(("", "-")),
    st.text("abkp", max_size=2),
)
def test_a_completed_value_makes_a_query(before: str, field: str, hyphen: str, typed: str) -> None:
    """Whichever value is chosen from the list, the bar then says a query that asks for it."""
    sound(before)
    text = f"{before} {hyphen}{field}:{typed}"
    for found in complete(text, len(text), VOCABULARY):
        last = parse(text[: found.start] + found.insert + text[found.stop :]).clauses[-1]
        assert isinstance(last, Values)
        assert (last.field, last.negated) == (field, hyphen == "-")


@given(clause_texts(VOCABULARY))
def test_a_hyphen_turns_a_clause_round_and_nothing_else(text: str) -> None:
    """A clause and its opposite differ in one mark."""
    found = sound(text.removeprefix("-"))
    assert [clause.body for clause in parse(f"-{found.text}").clauses] == [clause.body for clause in found.clauses]
    assert parse(f"-{found.text}").clauses[0].negated


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        ("date:2024-05-10", "date:2024-05-10", "possibly on 10 May 2024"),
        ("date!:[1667,1668]", "date!:[1667,1668]", "certainly in one of: 1667, 1668"),
        ("date:{2023,2024-05..2024-06}", "date:{2023,2024-05..2024-06}", "possibly in all of: 2023, May 2024 – June 2024"),
        ("date:2024-05/..", "date:2024-05/..", "possibly from May 2024"),
        ("date:/2024", "date:/2024", "possibly until 2024, start unknown"),
        ("date:2024-21", "date:2024-21", "possibly in spring 2024"),
        ("date:-0218..-0100", "date:-0218..-0100", "possibly from 219 BC to 101 BC"),
        ("date:>0000", "date:>=0001-01-01", "possibly from 1 January AD 1 onwards"),
        ("date:<0000", "date:<=-0001-12-31", "possibly until 31 December 2 BC"),
        ("date:>9999", "date:>=Y10000", "possibly from 10000 onwards"),
        ("date:<-9999", "date:<=Y-10000", "possibly until 10001 BC"),
        ("date:>Y17000", "date:>=Y17001", "possibly from 17001 onwards"),
    ],
)
def test_dates_of_every_form_are_asked_for(typed: str, text: str, words: str) -> None:
    """Sets, seasons, open ends and years beyond four digits are clauses, and are said as what they are."""
    vocabulary = Vocabulary((), {})
    asked = query.parse(typed, vocabulary)
    assert (asked.text, query.parse(asked.text, vocabulary)) == (text, asked)
    assert query.describe(asked, vocabulary) == words


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("date:2024-05-10T08:30:00", "filters match whole days; write 2024-05-10"),
        ("date:2024-05-10T08:30:00..2025", "filters match whole days; write 2024-05-10"),
        ("date:>2024/..", "no date comes after it"),
        ("date:<../2024", "no date comes before it"),
        ("date:1950S2", "is valid EDTF"),
        ("date:TODAY", "'TODAY' is not an EDTF date; write dates like"),
        ("date:LATE/NEXT", "'LATE' is not an EDTF date; write dates like"),
        ("date:2024-05-10T08:30", "filters match whole days; write 2024-05-10"),
        ("date:2024-05-10T25h", "filters match whole days; write 2024-05-10"),
        ("date:2024-05-XXT08:30:00", "filters match whole days; write 2024-05-XX"),
        ("date:2024-02-30T08:30", "February 2024 has 29 days"),
    ],
)
def test_dates_that_cannot_be_asked_for_are_told(typed: str, remedy: str) -> None:
    """A time of day, a word with a T and a bound beyond an open end are refused in a sentence that says why."""
    with pytest.raises(QueryError, match=remedy):
        query.parse(typed, Vocabulary((), {}))
