"""Lines of values by leaps are those that going through the whole text finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings

from cttui.model.records import Timeline
from cttui.timeline.places import Places
from cttui.timeline.positions import lines
from strategies import timelines, to_toml

LAYOUTS = """\
# a comment
[timeline]
id = "t"
period = '''
2024'''
[[event]]
id = "a"
place.name = "X"
place.lat = 1.5
tags = [
  "one", # [ { "
  "two",
]
[[event.claims]]
measure = "killed"
[[event.claims]]
measure = "injured"
[event.more]
x = { y = [1, { z = 2 }] }
[[event]]
claims = [{ measure = "killed" }, { measure = "injured",
  who = "all" }]
"""


def paths(data: Any, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into what a file says, but those of whole tables of records."""
    found = [before] if len(before) > 1 or before == ("timeline",) else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths(value, (*before, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            found += paths(value, (*before, place))
    return found


@pytest.mark.parametrize("text", [LAYOUTS, LAYOUTS.replace("\n", "\r\n"), 'event = [{ id = "a" }, { id = "b" }]\n'])
def test_layouts_of_all_kinds_have_the_same_lines(text: str) -> None:
    """Sub-tables, dotted keys, lists over lines, records in one list: each value is on the line that the signs say."""
    wanted = paths(tomli.loads(text))
    assert Places(text).lines(wanted) == lines(text.encode(), wanted)


@settings(max_examples=25)
@given(timelines())
def test_any_timeline_has_the_same_lines(timeline: Timeline) -> None:
    """Both ways agree for every value of a timeline, and for what is missing."""
    text = to_toml(timeline)
    wanted = [*paths(tomli.loads(text)), ("event", 0, "nothing"), ("event", 999), ("nowhere", 3)]
    assert Places(text).lines(wanted) == lines(text.encode(), wanted)


@pytest.mark.thorough
def test_the_shipped_timeline_has_the_same_lines(shipped_path: Path) -> None:
    """So it is for every claim of the timeline that comes with cttui."""
    text = shipped_path.read_text(encoding="utf-8")
    wanted = [path for path in paths(tomli.loads(text)) if path[0] == "event"]
    assert Places(text).lines(wanted) == lines(text.encode(), wanted)
