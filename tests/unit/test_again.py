"""A file that is read again after a change is read as if it were read for the first time."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import TimelineError
from cttui.model.records import Timeline
from cttui.timeline import load, spans
from cttui.timeline.again import Known, again
from strategies import timelines, to_toml

HEAD = re.compile(r"^\[\[?[\w.]+\]\]?$", re.MULTILINE)


def outcome(read: Callable[[], Timeline]) -> Timeline | tuple[str, ...]:
    """A timeline, or its problems line by line."""
    try:
        return read()
    except TimelineError as error:
        return tuple(error.lines())


def cut(text: str) -> list[str]:
    """A file's text, cut before each heading."""
    places = [0, *(match.start() for match in HEAD.finditer(text)), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(places)]


def edited(text: str, dice: random.Random) -> str:
    """A text after a change as one makes it in an editor, one in three of them faulty."""
    parts = cut(text)
    place = dice.randrange(1, len(parts))
    line = dice.choice(parts[place].splitlines() or [""])
    at = dice.randrange(len(text) + 1)
    ways: tuple[Callable[[], str], ...] = (
        lambda: "".join((*parts[:place], *parts[place + 1 :])),
        lambda: "".join((*parts[: place + 1], parts[place].replace('id = "', 'id = "more-', 1), *parts[place + 1 :])),
        lambda: "".join((*parts[: place + 1], parts[place], *parts[place + 1 :])),
        lambda: text.replace(line + "\n", "", 1),
        lambda: text.replace(line, f"# {line}", 1),
        lambda: text[:at] + dice.choice(('"', "'", "\n", "]", "[[event]]\n", "x", " ", "\r", '"""', "\0", "é")) + text[at:],
        lambda: text[:at] + text[at + dice.randrange(1, 40) :],
        lambda: text.replace('title = "', 'title = "Anew ', dice.randrange(1, 3)),
        lambda: text.replace('"s0"', '"nowhere"', 1),
        lambda: text.replace('who = "soldiers"', 'who = "the dead"', 1),
        lambda: text + '\n[[event]]\nid = "last"\nkind = "attack"\ntitle = "T"\ndate = "2024-05-10T08:30:00"\n',
        lambda: text.replace("\n\n[[", "\n# a remark\n\n[[", 1),
    )
    return dice.choice(ways)()


@pytest.mark.thorough
@given(timelines(most=5), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_file_read_again_is_the_file(timeline: Timeline, dice: random.Random) -> None:
    """Whatever was changed, the timeline is the same, or its problems with their lines are, as if all were read anew."""
    zoned = replace(timeline, meta=replace(timeline.meta, time_zone="Asia/Karachi"), digest="")
    text = to_toml(zoned)
    known = Known(text.encode(), load.parse(text.encode(), "x"))
    for _ in range(4):
        after = edited(text, dice)
        found = outcome(lambda after=after, known=known: again(known, after.encode(), "x").timeline)  # type: ignore[misc]
        assert found == outcome(lambda after=after: load.parse(after.encode(), "x"))  # type: ignore[misc]
        if isinstance(found, Timeline):
            known, text = again(known, after.encode(), "x"), after
            assert known.divided().blocks == tuple(spans.blocks(text))


def test_a_claim_more_reads_its_record_alone(shipped_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a claim more in the shipped timeline, the file as a whole is not read again."""
    content = shipped_path.read_bytes()
    known = Known(content, load.parse(content, "x")).divided()
    after = content.replace(b'\nsummary = """', b'\nsummary = """Anew: ', 1)
    assert after != content
    expected = load.parse(after, "x")
    monkeypatch.setattr(load, "parse", lambda *_: pytest.fail("the whole file was read"))
    assert again(known, after, "x").timeline == expected
