"""The line of a record, where an editor is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.model.records import Timeline
from cttui.timeline import load
from cttui.timeline.lines import line_of

TEXT = """\
[timeline]
id = "t"
title = "T"
period = "2024"
[[province]]
code = "PK"
name = "Pakistan"
short = "PK"
[[source]]
id = "s"
type = "webpage"
standpoint = "press"
[[event]]
id = "a"
date = "2024"
kind = "attack"
title = "A"
provinces = ["PK"]
claims = [
  { measure = "killed", who = "all", value = 5, by = "x", source = "s" },
  { measure = "killed", who = "all", value = 6, by = "x", source = "s" }, \
{ measure = "injured", who = "all", min = 0, by = "x", source = "s" },
]
[[event]]
id = "b"
date = "2024"
kind = "attack"
title = "B"
provinces = ["PK"]
[[event.claims]]
measure = "killed"
who = "all"
value = 1
by = "x"
source = "s"
as_of = 2024-03-01

[[event.claims]]
measure = "killed"
who = "all"
value = 1
by = "x"
source = "s"
as_of = 2024-03-02
"""


def test_records_and_claims_in_every_layout() -> None:
    """Records by their id, claims in lists and in tables of their own, two of which differ in a date alone."""
    timeline = load.parse(TEXT.encode(), "t.toml")
    lines = TEXT.splitlines()
    one, other = timeline.events
    assert lines[line_of(TEXT, "source", "s") - 1] == "[[source]]"
    assert [line_of(TEXT, "event", event.id) for event in (one, other)] == [13, 23]
    assert [line_of(TEXT, "event", "a", claim) for claim in one.claims] == [20, 21, 21]
    assert [line_of(TEXT, "event", "b", claim) for claim in other.claims] == [29, 37]


@pytest.mark.parametrize("text", ["", "not toml [", TEXT.replace('"b"', '"c"'), TEXT + "\n[[event]\nid = "])
def test_a_record_that_is_gone_opens_the_file_at_its_top(text: str) -> None:
    """Where the file has no such record, or is broken, the line is the first."""
    assert line_of(text, "event", "no-such") == 1


def test_a_claim_that_is_gone_opens_its_event() -> None:
    """Where somebody took the claim out meanwhile, the line is that of the event."""
    claim = load.parse(TEXT.encode(), "t.toml").events[0].claims[0]
    assert line_of(TEXT.replace("value = 5", "value = 7"), "event", "a", claim) == 13


@pytest.mark.thorough
def test_every_claim_of_the_shipped_timeline_has_its_line(shipped: Timeline, shipped_path: Path) -> None:
    """The line holds the claim's own source and measure."""
    text = shipped_path.read_text()
    lines = text.splitlines()
    for event in shipped.events[::9]:
        assert lines[line_of(text, "event", event.id) - 1] == "[[event]]"
        for claim in event.claims:
            line = lines[line_of(text, "event", event.id, claim) - 1]
            assert f'measure = "{claim.measure}"' in line
            assert f'source = "{claim.source}"' in line
