"""Reading a timeline file: what is taken, and how every fault is told with its line."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cttui.errors import Problem, TimelineError
from cttui.model.records import Claim, Timeline
from cttui.timeline import file as files
from cttui.timeline import load
from cttui.timeline.faults import MAX_PROBLEMS
from strategies import timelines, to_toml

GOOD = """\
[timeline]
id = "small"
title = "A small timeline"
period = "2024"
updated = 2024-12-31

[[province]]
code = "PK-KP"
name = "Khyber Pakhtunkhwa"
short = "KP"
aliases = ["KPK"]
tile = [1, 1]

[[province]]
code = "PK-BA"
name = "Balochistan"
short = "BA"
tile = [1, 2]

[[source]]
id = "dawn-besham"
type = "article-newspaper"
title = "Five engineers killed"
url = "https://example.org/besham"
standpoint = "press"

[[event]]
id = "besham"
date = "2024-03-26"
kind = "attack"
title = "Attack near Besham"
summary = '''
An attack.
[1]
It was answered.
'''
provinces = ["PK-KP"]
place = { name = "Besham", lat = 34.93, lon = 72.88, precision = "town" }
sources = ["dawn-besham"]
claims = [
  { measure = "killed", who = "all", value = 6, by = "police", source = "dawn-besham", quote = "six dead" },
  # as of the evening
  { measure = "injured", who = "all", min = 2, max = 4, by = "police", source = "dawn-besham" },
]

[[event]]
id = "answer"
date = ""
kind = "policy"
title = "The answer"
provinces = []
responds_to = ["besham"]

[[thread]]
id = "path"
title = "Attack and answer"
events = ["besham", "answer"]

[[view]]
name = "Deaths"
query = "killed:>=1"
"""


def problems(content: str | bytes) -> list[tuple[int, str]]:
    """The line and the sentence of each problem that a file has."""
    with pytest.raises(TimelineError) as refused:
        load.parse(content if isinstance(content, bytes) else content.encode(), "small.toml")
    return [(problem.line, problem.sentence()) for problem in refused.value.problems]


def outcome(content: bytes) -> Timeline | tuple[Problem, ...]:
    """The timeline in a file, or its problems."""
    try:
        return load.parse(content, "damaged.toml")
    except TimelineError as error:
        return error.problems


def line_of(content: str, mark: str) -> int:
    """The line on which a text first stands, from 1."""
    return content[: content.index(mark)].count("\n") + 1


def planted(*faults: tuple[str, str]) -> str:
    """The good file with some texts replaced by others."""
    content = GOOD
    for right, wrong in faults:
        assert right in content
        content = content.replace(right, wrong, 1)
    return content


def test_a_good_file_becomes_a_timeline() -> None:
    """A file without faults is read whole: records, dates written bare, claims, and the digest of its bytes."""
    timeline = load.parse(GOOD.encode(), "small.toml")
    assert [event.id for event in timeline.events] == ["besham", "answer"]
    assert timeline.meta.updated == "2024-12-31"
    assert timeline.provinces[0].aliases == ("KPK",)
    assert timeline.events[0].claims[1] == Claim(measure="injured", who="all", min=2, max=4, by="police", source="dawn-besham")
    assert timeline.events[1].when is None
    assert timeline.digest == files.digest(GOOD.encode())


@settings(max_examples=30)
@given(timelines())
def test_a_timeline_that_is_written_down_is_read_again_as_it_was(timeline: Timeline) -> None:
    """Whatever a timeline holds stands in its file and comes back from it."""
    assert load.parse(to_toml(timeline).encode(), "random.toml") == timeline


@pytest.mark.parametrize("content", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n")], ids=["mark", "windows"])
def test_a_file_from_another_editor_reads_the_same(content: str) -> None:
    """A byte order mark and Windows line ends change nothing, and neither do they move the line of a fault."""
    assert load.parse(content.encode(), "x").events[1] == load.parse(GOOD.encode(), "x").events[1]
    faulty = content.replace('"attack"', '"attck"')
    assert [line for line, _ in problems(faulty)] == [line_of(faulty, '"attck"')]


def test_all_faults_are_reported_in_one_run_in_the_order_of_the_file() -> None:
    """Five faults in five records are five problems, each with the line it stands on."""
    faults = [
        ('period = "2024"', 'period = "2024-13"'),
        ('code = "PK-BA"', 'code = "Balochistan"'),
        ('standpoint = "press"', 'standpiont = "press"\nstandpoint = "press"'),
        ("value = 6", 'value = "6"'),
        ('responds_to = ["besham"]', 'responds_to = ["beshem"]'),
    ]
    content = planted(*faults)
    assert [line for line, _ in problems(content)] == [line_of(content, wrong.partition("\n")[0]) for _, wrong in faults]


MOST = "a figure must be at most 1,000,000,000,000,000; use a larger unit"

FAULTS = {
    # name: (what is right, what stands instead, what stands on the fault's line, the place told, the end of the sentence)
    "an unknown key": (
        'kind = "policy"', 'kind = "policy"\nsumary = ""', "sumary", "event answer sumary",
        "unknown key sumary; did you mean summary?",
    ),
    "a key unlike any other": (
        'kind = "policy"', 'kind = "policy"\nzzzz = ""', "zzzz", "event answer zzzz", "unknown key zzzz",
    ),
    "an escape sequence for a key": (
        'kind = "policy"', 'kind = "policy"\n"\\u001b[31m" = 1', '"\\u001b[31m" = 1', "event answer \ufffd[31m",
        "unknown key \ufffd[31m",
    ),
    "a missing key": ('kind = "policy"\n', "", '[[event]]\nid = "answer"', "event answer kind", "kind is missing"),
    "a missing id": ('id = "path"\n', "", "[[thread]]", "thread 1 (no id) id", "id is missing"),
    "an unknown kind": (
        'kind = "policy"', 'kind = "polcy"', "polcy", 'event answer kind: found "polcy"',
        "unknown kind; did you mean policy?",
    ),
    "a number for a text": (
        'title = "The answer"', "title = 5", "title = 5", "event answer title: found 5",
        'expected a string, e.g. "5"',
    ),
    "a text for a number": (
        "value = 6", 'value = "6"', 'value = "6"', 'event besham claims[1].value: found "6"',
        "expected a number; write 6, without quotation marks",
    ),
    "a text with thousands for a number": (
        "value = 6", 'value = "1,250"', 'value = "1,250"', 'event besham claims[1].value: found "1,250"',
        "expected a number; write 1250, without quotation marks",
    ),
    "a word for a number": ("value = 6", 'value = "six"', '"six"', "event besham claims[1].value", "e.g. 5 or 76.3"),
    "a number below 0": ("value = 6", "value = -6", "-6", "event besham claims[1].value: found -6", "e.g. 5 or 76.3"),
    "a number beyond floats": ("value = 6", f"value = 1{'0' * 400}", "1000", "event besham claims[1].value", MOST),
    "a number beyond counting": ("value = 6", "value = 1e16", "1e16", "event besham claims[1].value", MOST),
    "an endless number": ("value = 6", "value = inf", "inf", "event besham claims[1].value: found inf", MOST),
    "no number": ("value = 6", "value = nan", "nan", "event besham claims[1].value: found nan", "e.g. 5 or 76.3"),
    "a text for a flag": (
        "value = 6", 'value = 6, approx = "true"', "approx", 'event besham claims[1].approx: found "true"',
        "expected true or false, without quotation marks",
    ),
    "a control character": (
        'title = "The answer"', 'title = "The\\u001banswer"', "u001b", 'event answer title: found "The\ufffdanswer"',
        "text must not contain control characters or characters that reorder letters; remove them",
    ),
    "a line break": (
        'title = "The answer"', 'title = "The\\nanswer"', "The\\n", 'event answer title: found "The answer"',
        "this text must be on one line; remove the line break or tab",
    ),
    "an empty title": ('title = "The answer"', 'title = " "', '" "', "event answer title", "this text must not be empty"),
    "a space at the end": (
        'title = "The answer"', 'title = "a "', 'title = "a "', "event answer title", 'remove the space at the ends: "a"',
    ),
    "a line end at the end": (
        'title = "The answer"', 'title = "a\\n"', '"a\\n"', "event answer title", 'remove the line break at the ends: "a"',
    ),
    "a tab at the end": (
        'title = "The answer"', 'title = "a\\t"', '"a\\t"', "event answer title", 'remove the tab at the ends: "a"',
    ),
    "several kinds of white space": (
        'title = "The answer"', 'title = "\\na "', '"\\na "', "event answer title", 'remove the white space at the ends: "a"',
    ),
    "a letter of another script in an id": (
        'events = ["besham", ', 'events = ["be\u0455ham", ', "be\u0455ham", "thread path events[1]",
        'the letter U+0455, cyrillic small letter dze, only looks like s; write "besham"',
    ),
    "a dash in an id": (
        'sources = ["dawn-besham"]', 'sources = ["dawn\u2013besham"]', "dawn\u2013besham", "event besham sources[1]",
        'the sign U+2013, en dash, only looks like -; write "dawn-besham"',
    ),
    "a letter of another script in a code": (
        "provinces = []", 'provinces = ["\u0420K-KP"]', "\u0420K-KP", "event answer provinces[1]",
        'the letter U+0420, cyrillic capital letter er, only looks like P; write "PK-KP"',
    ),
    "a letter with an accent in an id": (
        'id = "path"', 'id = "p\u00e1th"', "p\u00e1th", "thread p\u00e1th id",
        "e.g. 2024-03-26-besham, without the letter U+00E1, latin small letter a with acute",
    ),
    "an id with capitals": (
        'id = "path"', 'id = "Path"', "Path", 'thread Path id: found "Path"',
        "expected an id of lower-case letters, digits and - _ . ~, e.g. 2024-03-26-besham",
    ),
    "a day that is none": (
        'date = ""', 'date = "2024-02-30"', "2024-02-30", 'event answer date: found "2024-02-30"',
        "'2024-02-30' has day 30; February 2024 has 29 days",
    ),
    "no period": (
        'period = "2024"', 'period = ""', "period", '[timeline] period: found ""',
        "expected a date, e.g. 2024 or 2024-03-26",
    ),
    "a text for a list": (
        "provinces = []", 'provinces = "PK-KP"', 'provinces = "PK-KP"', 'event answer provinces: found "PK-KP"',
        "expected a list in square brackets",
    ),
    "a text for a table": (
        "place = {", 'place = "Besham"\n#', 'place = "Besham"', 'event besham place: found "Besham"',
        'expected a table in braces, e.g. { key = "value" }',
    ),
    "an unknown province": (
        "provinces = []", 'provinces = ["PK-KPP"]', "PK-KPP", 'event answer provinces[1]: found "PK-KPP"',
        "unknown province PK-KPP; did you mean PK-KP?",
    ),
    "an unknown province of a claim": (
        "value = 6", 'value = 6, province = "XY"', '"XY"', 'event besham claims[1].province: found "XY"',
        "unknown province XY",
    ),
    "an unknown event": (
        'events = ["besham", ', 'events = ["basham", ', "basham", 'thread path events[1]: found "basham"',
        "unknown event basham; did you mean besham?",
    ),
    "an unknown source": (
        'sources = ["dawn-besham"]', 'sources = ["dawn-besam"]', "dawn-besam", 'event besham sources[1]: found "dawn-besam"',
        "unknown source dawn-besam; did you mean dawn-besham?",
    ),
    "an unknown source of a claim": (
        'max = 4, by = "police", source = "dawn', 'max = 4, by = "police", source = "dwn', "dwn",
        'event besham claims[2].source: found "dwn-besham"', "unknown source dwn-besham; did you mean dawn-besham?",
    ),
    "an unknown source of a source": (
        'type = "article-newspaper"', 'type = "report"\nderived_from = ["x"]', '["x"]',
        'source dawn-besham derived_from[1]: found "x"', "unknown source x",
    ),
    "an event that answers itself": (
        'responds_to = ["besham"]', 'responds_to = ["answer"]', "responds_to",
        'event answer responds_to[1]: found "answer"', "this event refers to itself",
    ),
    "a long quote": (
        "six dead", "x" * 121, "xxx", f'event besham claims[1].quote: found "{"x" * 59}…"',
        "this quote has 121 characters; keep the words that state the figure, at most 120 characters",
    ),
    "a measure that no bar can ask for": (
        'measure = "killed"', 'measure = "Dead men"', "Dead men", 'event besham claims[1].measure: found "Dead men"',
        "expected one word of lower-case letters, digits and hyphens, e.g. killed or people-displaced",
    ),
    "two ways in one claim": (
        "value = 6", 'value = 6, words = "six"', "six dead", "event besham claims[1]: found { measure = 'killed', ",
        "a claim needs exactly one of value, min and/or max, or words",
    ),
    "no way in a claim": ("value = 6, ", "", "six dead", "event besham claims[1]", "value, min and/or max, or words"),
    "ends turned round": ("min = 2", "min = 5", "min = 5", "event besham claims[2]", "min 5 is greater than max 4"),
    "an unknown key of a claim": (
        "value = 6", "value = 6, aprox = true", "aprox", "event besham claims[1].aprox",
        "unknown key aprox; did you mean approx?",
    ),
    "half a place": (
        "lat = 34.93, ", "", "lon", "event besham place: found { name = ", "lat and lon must be given together",
    ),
    "the other half": (", lon = 72.88", "", "lat", "event besham place", "lat and lon must be given together"),
    "off the globe": (
        "lat = 34.93", "lat = 134.93", "134.93", "event besham place.lat: found 134.93",
        "expected degrees from -90 to 90, e.g. 34.93",
    ),
    "braces in an address": (
        "https://example.org/besham", "https://example.org/?b={x}", "?b=", "source dawn-besham url",
        "an address must not contain {; replace it by %7B",
    ),
    "another scheme": (
        "https://example.org/besham", "ftp://example.org", "ftp", 'source dawn-besham url: found "ftp://example.org"',
        "expected an address that starts with http:// or https:// and has no spaces",
    ),
    "a long badge": (
        'short = "BA"', 'short = "B-A"', '[[province]]\ncode = "PK-BA"', "province PK-BA",
        "expected one word of at most six letters and digits, e.g. KP",
    ),
    "no code": ('code = "PK-BA"', 'code = "Ba"', '"Ba"', 'province Ba code: found "Ba"', "e.g. PK-KP or AF"),
    "one id twice": (
        "[[thread]]", '[[event]]\nid = "answer" # too\ndate = ""\nkind = "court"\ntitle = "x"\nprovinces = []\n[[thread]]',
        "# too", 'event answer id: found "answer"',
        "duplicate id: another event has it",
    ),
    "one spelling of two provinces": (
        'short = "BA"', 'short = "kpk"', '[[province]]\ncode = "PK-BA"', 'province PK-BA: found "kpk"',
        "duplicate spelling: PK-KP has it too; a spelling can name only one province",
    ),
    "one tile of two provinces": (
        "tile = [1, 2]", "tile = [1, 1] # too", "# too", "province PK-BA tile: found [1, 1]",
        "PK-KP already has this tile",
    ),
    "off the map": (
        "tile = [1, 2]", "tile = [1, 20]", "[1, 20]", "province PK-BA tile: found [1, 20]",
        "expected two whole numbers from 0 to 9: [column, row]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_kind_of_fault_has_its_line_and_its_sentence(fault: str) -> None:
    """A fault is told once, on its line, with the record, the key, what was found and what would be right."""
    right, wrong, mark, place, remedy = FAULTS[fault]
    content = planted((right, wrong))
    ((line, sentence),) = problems(content)
    assert line == line_of(content, mark)
    assert sentence.startswith(place)
    assert sentence.endswith(remedy)


@pytest.mark.parametrize("body", ['code = "PK-KP"\n', ""])
def test_a_table_in_single_brackets_is_told_to_be_a_list(body: str) -> None:
    """Whoever writes one pair of brackets where there are many records is told to write two."""
    content = GOOD.partition("[[province]]")[0] + f"[province]\n{body}"
    assert problems(content) == [
        (
            line_of(content, "[province]"),
            "[province]: expected each province under its own heading [[province]], in double brackets",
        )
    ]


@pytest.mark.parametrize(
    ("heading", "where"),
    [("[[timeline]]", "write [timeline], in single brackets"), ("[timeline]\n[event.x]", "[event]: expected each event")],
)
def test_the_wrong_brackets_are_told_on_their_line(heading: str, where: str) -> None:
    """One table among many, and many where there is one, are faults with a line."""
    line, sentence = problems(f'# a comment\n{heading}\nid = "x"\n')[-1]
    assert line == 2 + heading.count("\n")
    assert sentence.startswith(where)


def test_an_unknown_table_is_told_with_the_nearest_known_one() -> None:
    """A misspelt heading is a fault, and the right one is offered."""
    content = GOOD + '\n[evnts]\nid = "x"\n'
    assert problems(content) == [(line_of(content, "[evnts]"), "[evnts]: unknown table evnts; did you mean event?")]


BROKEN = {
    "an unclosed string": ('title = "The answer"', 'title = "The answer', 'title = "The answer'),
    "an unclosed list": ('responds_to = ["besham"]', 'responds_to = ["besham"', 'responds_to = ["besham"'),
    "a missing bracket of a heading": ('[[event]]\nid = "answer"', '[[event]\nid = "answer"', "[[event]\n"),
    "a line of rubbish": ('title = "The answer"', '%% !\ntitle = "The answer"', "%% !"),
    "rubbish at the end": ('responds_to = ["besham"]', 'responds_to = ["besham"]\nrubbish', "rubbish"),
    "an unclosed string at the end": ('responds_to = ["besham"]', 'responds_to = "besham', 'responds_to = "besham'),
    "a number of too many digits": ('date = ""', f"date = {'9' * 4301}", "9999"),
    "lists in lists in lists": ('date = ""', f"date = {'[' * 5000}{']' * 5000}", "[[[["),
    "the same key twice": ('kind = "policy"', 'kind = "policy"\nkind = "attack"', 'kind = "attack"\ntitle = "The answer"'),
    "a day that no calendar has": ('date = ""', "date = 2024-02-30", "2024-02-30"),
    "a raw control character": ('title = "The answer"', 'title = "The\0answer"', 'title = "The\0answer"'),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_toml_is_told_on_its_line_and_hides_no_other_fault(fault: str) -> None:
    """A table that is no TOML is one problem, on its line, and the other tables' faults stand beside it."""
    right, wrong, mark = BROKEN[fault]
    others = ('code = "PK-BA"', 'code = "Balochistan"'), ("value = 6", "value = -6"), ('"Deaths"', '" Deaths"')
    content = planted((right, wrong), *others)
    found = problems(content)
    assert [line for line, _ in found] == [line_of(content, sign) for sign in ('"Balochistan"', "-6", mark, '" Deaths"')]
    assert "invalid TOML" in found[2][1]


def test_ids_in_a_broken_table_are_no_unknown_ids() -> None:
    """What refers to a record of a table that could not be read is not blamed for it."""
    content = planted(('title = "Attack near Besham"', 'title = "Attack near Besham'))
    assert [line for line, _ in problems(content)] == [line_of(content, 'title = "Attack near Besham')]


@pytest.mark.parametrize(
    "written",
    ["“dawn-besham”", "«dawn-besham»", "`dawn-besham`", "dawn-besham # so", '"dawn-besham', "\uff02dawn-besham\uff02"],
)
@pytest.mark.parametrize("key", ["id =", "id:", "id\u00a0=", '"id" =', "="])
def test_an_id_that_cannot_be_read_is_told_once(written: str, key: str) -> None:
    """However the line of an id is broken, what refers to the record is not blamed for it."""
    content = planted(('id = "dawn-besham"', f"{key} {written}"))
    found = outcome(content.encode())
    assert isinstance(found, tuple)
    assert [problem.rule for problem in found] == ["syntax"]
    assert found[0].where == ("source dawn-besham" if key != "=" else "[[source]]")


def test_an_id_with_a_letter_that_only_looks_right_is_told_once() -> None:
    """What refers to the id as it looks is right, and is not told that there is none."""
    found = problems(planted(('id = "dawn-besham"', 'id = "dawn-be\u0455ham"')))
    assert ["only looks like s" in sentence for _, sentence in found] == [True]


@pytest.mark.parametrize("heading", ["[[event]] # the first", "  [[ event ]]  ", '[["event"]]', "[[event]]\t#[[x]]"])
def test_a_record_is_named_without_what_stands_beside_its_heading(heading: str) -> None:
    """Neither a comment nor spaces nor quotation marks of a heading become part of the name."""
    content = planted(('[[event]]\nid = "answer"', f'{heading}\nid = "answer"\nx y'))
    assert [sentence.partition(":")[0] for _, sentence in problems(content)] == ["event answer"]


@pytest.mark.parametrize(
    ("right", "wrong", "marks"),
    [
        ("[[event]]", "[event]", ['[event]\nid = "besham', '[event]\nid = "answer']),
        ('[[event]]\nid = "answer"', '[ event ] # two\nid = "answer"', ["[ event ]"]),
        ('[[event]]\nid = "besham"', '[event]\nid = "besham"', ["[event]"]),
    ],
)
def test_single_brackets_are_told_at_each_heading(right: str, wrong: str, marks: list[str]) -> None:
    """Each heading in single brackets of a table among many is one fault that says to write double ones, and hides no other."""
    content = planted((right, wrong), ("value = 6", "value = -6")) if wrong != "[event]" else GOOD.replace(right, wrong)
    found = problems(content)
    said = [(line, sentence.partition(":")[0]) for line, sentence in found if "[[event]]" in sentence]
    assert said == [(line_of(content, mark), "write [[event]], in double brackets, above each event") for mark in marks]
    assert len(found) - len(said) == ("-6" in content)


def test_claims_below_a_broken_event_are_not_those_of_the_one_before() -> None:
    """What stands below a record that was set aside goes with it."""
    below = 'rubbish\n\n[[event.claims]]\nmeasure = "killed"\n'
    content = GOOD.replace("\n[[thread]]", f'\n[[event]]\nid = "third"\n{below}\n[[thread]]')
    assert [line for line, _ in problems(content)] == [line_of(content, "rubbish")]


def test_one_claim_in_single_brackets_is_told() -> None:
    """A claim under ``[event.claims]`` alone is a table where a list must be."""
    content = GOOD.replace("\n[[thread]]", '\n[event.claims]\nmeasure = "killed"\n\n[[thread]]')
    assert any("write [[event.claims]], in double brackets, above each claim" in sentence for _, sentence in problems(content))


def test_a_file_that_was_cut_off_is_told_as_such() -> None:
    """Where a file ends in the midst of a line, that is the one fault: what was named may have stood behind it."""
    content = planted(('sources = ["dawn-besham"]', 'sources = ["dawn-besham"]\nrelated = ["answer", "nothing"]')).encode()
    first = content.index(b'\nid = "answer"')
    cut = 0
    for end in range(first, len(content)):
        found = outcome(content[:end])
        assert isinstance(found, tuple)
        rules = [problem.rule for problem in found]
        if "syntax" in rules:
            cut += 1
            assert rules == ["syntax"]
            assert found[0].line == content.count(b"\n", 0, end) + 1
            assert "the file ends in the midst of this: if it was cut off, get the whole file again" in found[0].sentence()
        else:
            assert "reference" in rules
    assert cut > 50
    # a line that is whole hides nothing, whether or not a line end follows
    for whole in (content, content.rstrip()):
        assert [problem.rule for problem in outcome(whole)] == ["reference"]  # type: ignore[union-attr]  # problems


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        (GOOD.encode().replace(b"An attack.", b"An \xff attack."), line_of(GOOD, "An attack."), "save the file as UTF-8"),
        (GOOD.encode("utf-16"), 1, "save it as UTF-8"),
        (b"", 0, "a timeline needs a table [timeline]"),
        (b"\xef\xbb\xbf", 0, "a timeline needs a table [timeline]"),
        (b"# nothing but a comment\n", 0, "a timeline needs a table [timeline]"),
        (b"timeline = 5\n", 1, "a timeline needs a table [timeline]"),
        (b"\n\n]\n", 3, "invalid TOML"),
        (b'[\x1b[31m]\nid = "x"\n', 1, "invalid TOML"),
        (b"\0", 1, "invalid TOML"),
        ((GOOD + "\n[timeline]\n").encode(), line_of(GOOD + "\n[timeline]\n", "\n\n[timeline]") + 2, "invalid TOML"),
    ],
    ids=["latin", "utf-16", "empty", "mark only", "comment", "a number", "a bracket", "an escape", "nul", "a table twice"],
)
def test_a_file_that_is_no_timeline_at_all_is_told_in_one_sentence(content: bytes, line: int, remedy: str) -> None:
    """What is far from a timeline is one problem, with its line where it has one."""
    ((found, sentence),) = problems(content)
    assert (found, remedy in sentence) == (line, True)
    assert not re.search("[\x00-\x1f\x7f-\x9f]", sentence)


def test_what_is_found_is_shown_safely() -> None:
    """A fault's sentence shows a text with control characters without them, and of a long text only the start."""
    (_, sentence), *_ = problems(planted(('kind = "policy"', f'kind = "\\u009b31m{"x" * 500}"')))
    assert not re.search("[\x00-\x1f\x7f-\x9f]", sentence)
    assert "xxx…" in sentence


_junk = st.one_of(st.binary(min_size=1, max_size=3), st.sampled_from([b"[", b"]", b'"', b"=", b"\n", b"#", b"{", b"'", b"\\"]))
_edits = st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 4), st.one_of(st.just(b""), _junk))


@settings(max_examples=300)
@given(st.lists(_edits, min_size=1, max_size=4))
@example([(0, len(GOOD), b"")])
def test_a_damaged_file_is_a_timeline_or_has_problems(edits: list[tuple[int, int, bytes]]) -> None:
    """Whatever becomes of a file's bytes, it is read or its problems are told, each on a line that exists."""
    content = bytearray(GOOD.encode())
    for at, gone, come in edits:
        content[at : at + gone] = come
    found = outcome(bytes(content))
    assert found
    assert isinstance(found, Timeline) or all(0 <= problem.line <= content.count(b"\n") + 1 for problem in found)


def test_a_flood_of_faults_is_cut_off() -> None:
    """Past two hundred problems the rest is not told."""
    assert len(problems(GOOD + "[[view]]\n" * 500)) == MAX_PROBLEMS


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("none.toml", "this file does not exist"), ("", "this is a folder"), ("a\0b", "this file cannot be read")],
    ids=["missing", "folder", "nul"],
)
def test_a_path_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, remedy: str) -> None:
    """A missing file, a folder and an impossible name are problems of the file as a whole, and are shown safely."""
    with pytest.raises(TimelineError) as refused:
        load.load(tmp_path / name)
    (problem,) = refused.value.problems
    assert problem.remedy.startswith(remedy)
    assert problem.line == 0
    assert "\0" not in "".join(refused.value.lines())


def test_problems_are_printed_as_compilers_print_them() -> None:
    """A problem is one line: path, line and sentence; one of the file as a whole has no line."""
    error = TimelineError("a.toml", (Problem(7, "event x", "kind", '"y"', "no"), Problem(0, "", "", "", "no such file")))
    assert error.lines() == ['a.toml:7: event x kind: found "y": no', "a.toml: no such file"]
    assert "2 problems" in str(error)


def test_the_schema_for_editors_names_every_table_and_key() -> None:
    """The JSON Schema knows what the loader knows: tables, required keys, kinds, and that no other key is allowed."""
    schema = load.json_schema()
    properties, definitions = schema["properties"], schema["$defs"]
    assert isinstance(properties, dict)
    assert isinstance(definitions, dict)
    assert set(properties) == {"timeline", *load.TABLES}
    assert set(definitions["Event"]["required"]) == {"id", "date", "kind", "title", "provinces"}
    assert "attack" in definitions["Event"]["properties"]["kind"]["enum"]
    assert definitions["Claim"]["additionalProperties"] is False


SCHEMA = Path(__file__).parents[2] / "data" / "timeline.schema.json"


def test_the_schema_beside_the_timeline_is_the_programs_own() -> None:
    """data/timeline.schema.json is what ``cttui schema`` prints; ``cttui schema > data/timeline.schema.json`` makes it anew."""
    assert SCHEMA.read_text(encoding="utf-8") == json.dumps(load.json_schema(), indent=2) + "\n"


def test_the_schema_takes_the_shipped_timeline_and_refuses_what_is_none(shipped_path: Path) -> None:
    """Somebody else's validator of JSON Schema takes the shipped timeline, and neither an unknown key nor an unknown kind."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    # JSON has no dates; editors that hold TOML against a schema take one for its text
    data = json.loads(json.dumps(tomllib.loads(shipped_path.read_text(encoding="utf-8")), default=str))
    assert [error.message for error in validator.iter_errors(data)] == []
    for key, value in (("knd", "attack"), ("kind", "atack")):
        faulty = {**data, "event": [{**data["event"][0], key: value}]}
        assert not validator.is_valid(faulty), key


@pytest.mark.parametrize("content", ["x = [", 'id = "a"\nx = [', "[timeline", "[[event]\nid = 'a'", "[other]\nx = ["])
def test_a_broken_line_is_shown_once(content: str) -> None:
    """What stands above all headings is no record: a fault there names its line alone, and so does one in a heading."""
    _, told = problems(content)[0]
    assert [line for line in content.splitlines() if told.count(line) > 1] == []
