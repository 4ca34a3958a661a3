"""Remedies: what a message offers, followed to the letter, gives a file that passes or a query that is read."""

from __future__ import annotations

import re

import pytest

from cttui.errors import TimelineError
from cttui.timeline import load

GOOD = """\
[timeline]
id = "t"
title = "T"
period = "2024"

[[province]]
code = "XX-AA"
name = "Alpha"
short = "AA"

[[source]]
id = "s1"
type = "webpage"
title = "Page"
url = "https://example.org/a"
standpoint = "press"

[[event]]
id = "a"
date = "2024-01-01"
kind = "attack"
title = "Event"
provinces = ["XX-AA"]
sources = ["s1"]
place = { name = "Here" }
claims = [{ measure = "killed", who = "all", value = 5, by = "police", source = "s1" }]
"""

FAULTS = [
    ('date = "2024-01-01"', 'date = "2024-01-01 "'),
    ('date = "2024-01-01"', 'date = "\\u00a02024-01-01"'),
    ('date = "2024-01-01"', 'date = "2024-01\\u200b-01"'),
    ('date = "2024-01-01"', "date = 2024"),
    ('date = "2024-01-01"', "date = 2024-01-01T10:00:00.5+05:00"),
    ('kind = "attack"', 'kind = "attack "'),
    ('kind = "attack"', 'kind = "att\\u0430ck"'),
    ('kind = "attack"', 'kind = "atack"'),
    ('sources = ["s1"]', 'sources = ["s1 "]'),
    ('sources = ["s1"]', 'sources = ["s\\u200b1"]'),
    ('sources = ["s1"]', 'sources = ["s11"]'),
    ('code = "XX-AA"', 'code = " XX-AA"'),
    ('measure = "killed"', 'measure = "killed "'),
    ('url = "https://example.org/a"', 'url = "https://example.org/a "'),
    ('title = "Event"', "title = 5"),
    ('title = "Event"', "title = true"),
    ('title = "Event"', "title = 10:00:00"),
    ('title = "Event"', 'title = " Event"'),
    ('title = "Event"', 'title = "Eve\\u200ent"'),
    ('id = "s1"', 'id = "s1 "'),
    ('kind = "attack"', 'kind = "attack"\nsumary = "x"'),
    ('kind = "attack"', "kind = “attack”"),
    ('id = "t"', "id = ‘t’"),
    ("[[source]]", "[[sorce]]"),
]


def faults(content: str) -> tuple[tuple[int, str, str], ...]:
    """The line, what was found and the remedy of each fault of a file."""
    try:
        load.parse(content.encode(), "x.toml")
    except TimelineError as error:
        return tuple((problem.line, problem.found, problem.remedy) for problem in error.problems)
    return ()


def followed(content: str, line: int, remedy: str) -> str:
    """A file with the value on a line as its fault's remedy says."""
    rows = content.split("\n")
    row = rows[line - 1]
    if match := re.search(r"use straight ones: (.+)$", remedy):
        rows[line - 1] = match[1]
    elif match := re.search(r"unknown (?:key|table) (\S+); did you mean (\S+)\?$", remedy):
        rows[line - 1] = row.replace(match[1], match[2])
    elif match := re.search(r'(?:e\.g\. |: )"([^"]*)"$|did you mean ([^\s,?]+)|(?:, e\.g\.|; write) (\S+)$', remedy):
        value = next(filter(None, match.groups())).strip('"')
        key, equals, rest = row.partition(" = ")
        if rest.startswith("[{"):
            rest = re.sub(r'measure = "[^"]*"', f'measure = "{value}"', rest)
        else:
            rest = f'["{value}"]' if rest.startswith("[") else f'"{value}"'
        rows[line - 1] = f"{key}{equals}{rest}"
    return "\n".join(rows)


@pytest.mark.parametrize(("right", "wrong"), FAULTS)
def test_a_remedy_that_is_followed_gives_a_file_that_passes(right: str, wrong: str) -> None:
    """What stands in the message is put in the place of what was found, and the file opens; neither looks like the other."""
    assert right in GOOD
    content = GOOD.replace(right, wrong, 1)
    told = faults(content)
    assert told
    line, found, remedy = told[0]
    assert f"did you mean {found.strip(chr(34))}?" not in remedy
    mended = followed(content, line, remedy)
    assert mended != content
    assert faults(mended) == ()


def test_one_fault_is_told_once() -> None:
    """An id that no record may have is told as such, and not as that of an unknown record besides."""
    assert len(faults(GOOD.replace('sources = ["s1"]', 'sources = ["s1 "]', 1))) == 1


def test_no_guess_is_better_than_a_far_one() -> None:
    """A key that is like none is told without another in its place."""
    ((_, _, remedy),) = faults(GOOD.replace('kind = "attack"', 'kind = "attack"\ndescripton = "x"', 1))
    assert remedy == "unknown key descripton"


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        (GOOD.replace("\n", "\r").encode(), 1, "lines end with bare carriage returns"),
        (GOOD.encode("utf-16"), 1, "the file is UTF-16; save it as UTF-8"),
        (GOOD.encode("utf-16-le"), 1, "the file contains NUL bytes"),
        (GOOD.encode("utf-32"), 1, "the file is UTF-32; save it as UTF-8"),
        (GOOD.replace("Event", "Bahía").encode("cp1252"), 22, "not valid UTF-8; save the file as UTF-8"),
        (GOOD.replace('title = "Event"', 'title = "Ev\rent"').encode(), 22, "carriage return (CR) inside a line"),
        (f"{GOOD}{'a.' * 20}b = 1\n".encode(), 27, "this key has more than 20 parts"),
        (GOOD.replace('"Event"', f'"{"a" * 100_001}"').encode(), 22, "characters; the limit is 100,000"),
        (f"{GOOD}tags = [{'1,' * 10_001}]\n".encode(), 27, "items; the limit is 10,000"),
        (f"{GOOD}tags = [{'1,' * 600_000}]\n".encode(), 0, "the file has 600,0"),
    ],
    ids=["mac", "utf-16", "utf-16 without mark", "utf-32", "windows", "return", "deep key", "long text", "long list", "flood"],
)
def test_another_encoding_line_ends_and_limits_are_named(content: bytes, line: int, remedy: str) -> None:
    """What another editor saved, and what is larger or deeper than a timeline, is named with its line and what to do."""
    with pytest.raises(TimelineError) as refused:
        load.parse(content, "x.toml")
    (problem,) = refused.value.problems
    assert problem.line == line
    assert remedy in problem.remedy


def test_lines_of_an_old_mac_are_read_once_they_are_named() -> None:
    """The faults behind the line ends are told too, on the lines that the file has when it is saved as advised."""
    content = GOOD.replace('"attack"', '"atack"')
    with pytest.raises(TimelineError) as refused:
        load.parse(content.replace("\n", "\r").encode(), "x.toml")
    assert [problem.line for problem in refused.value.problems] == [1, 21]
