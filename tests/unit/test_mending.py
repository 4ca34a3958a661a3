"""``cttui check --fix``: what is safe is fixed where it stands, and no other byte of the file changes."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.checks.registry import RULES
from cttui.checks.texts import composed, without_hidden, without_outer_whitespace
from cttui.curation.mending import mend
from cttui.model.records import Timeline
from cttui.timeline.edit import Editor
from cttui.timeline.format import formatted
from strategies import timelines, to_toml

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "Fog closes the port\\u200B"', 'title = "Fog closes the port"'),
        ("title = 'Fog\u200b closes the port'", "title = 'Fog closes the port'"),
        ('title = """\\\n  Fog closes \\\n  the\u00ad port"""', 'title = """\\\n  Fog closes \\\n  the port"""'),
        (
            '"title" = "Fog \\u0022closes\\u0022 the port "  # not yet',
            '"title" = "Fog \\u0022closes\\u0022 the port"  # not yet',
        ),
        ('title = "Cafe\u0301 \\u00e9te"', 'title = "Café \\u00e9te"'),
        ('title = "Cafe\\u0301"', 'title = "Café"'),
        ('title = "Fog\u202e closes\\u0007"', 'title = "Fog closes"'),
        ('title = "F"\nsummary = """One.  \nTwo.\t\n"""', 'title = "F"\nsummary = """One.\nTwo.\n"""'),
        (
            'title = "F"\nsummary = """\nOne\\u200b.\nTwo \\u0041nd."""',
            'title = "F"\nsummary = """\nOne.\nTwo \\u0041nd."""',
        ),
        ('title = "F"\nactors = ["Harbor Board", "UDW"]', 'title = "F"\nactors = ["Harbour Board", "Dockers\' Union"]'),
        ('title = "F"\nactors = ["UDW", "Dockers\' Union"]', 'title = "F"\nactors = ["Dockers\' Union"]'),
        ('title = "F"\ntags = [\n  "a", # first\n  "b",\n  "a",\n]', 'title = "F"\ntags = [\n  "a", # first\n  "b",\n]'),
        ('title = "F"\ntags = ["a", "a", "a", "b"]', 'title = "F"\ntags = ["a", "b"]'),
    ],
)
def test_a_fault_is_fixed_in_the_layout_that_it_has(before: str, after: str) -> None:
    """Quotation marks, escapes, lines and comments stay; the second time nothing is done."""
    text = SOUND.replace('title = "Fog closes the port"', before)
    if "actors =" in before:
        text = text.replace(
            'actors = ["Harbour Board"]\nsources = ["tide-2024-10-05-fog", "post', 'sources = ["tide-2024-10-05-fog", "post'
        )
    found = mend(text, RULES)
    assert after in found.text
    assert found.text.replace(after, before) == text
    assert found.done
    assert mend(found.text, RULES) == (found.text, ())


@pytest.mark.parametrize(
    "text",
    [
        SOUND.replace("six barges", "six\\u200b barges "),
        SOUND.replace('date = "2024-10-04"', 'date = "2024-10-04 "'),
        SOUND.replace('id = "2024-10-04-fog"', 'id = "2024-10-04-fog\\u200b"'),
        SOUND.replace("https://example.org/act", "https://example.org/act\\u200b"),
        SOUND.replace('tags = ["quay-act", "council"]', 'tags = [\n  "a",\n  # of the board\n  "a",\n]'),
        SOUND.replace('title = "Fog closes the port"', 'title = "\\u200b"'),
        SOUND.replace(
            'title = "Fog closes the port"', 'title = "ما می\u200cخواهیم 👨\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f"'
        ),
        SOUND.replace('events = ["2024-05-02-march", "2024-06-quay-act"]', 'events = ["2024-05-02-march", "2024-05-02-march"]'),
        "x = [",
        "",
        "title = 1\n[[event]]\nactors = 5\n[[actor]]\nname = 3\naliases = [1]\n",
    ],
)
def test_what_is_not_safe_stays(text: str) -> None:
    """Quotes, dates, ids, addresses, joiners that join, comments between, and what is no TOML or of no type are not touched."""
    assert mend(text, RULES) == (text, ())


def strings(found: Any) -> list[str]:
    """Every text in what a file says."""
    if isinstance(found, dict):
        return [text for value in found.values() for text in strings(value)]
    if isinstance(found, list):
        return [text for value in found for text in strings(value)]
    return [found] if isinstance(found, str) else []


@settings(max_examples=40)
@given(timelines(), st.data())
def test_fixing_any_timeline_changes_nothing_else(timeline: Timeline, data: st.DataObject) -> None:
    """With faults put into titles at random, the file says then what it said, without them; twice is as once."""
    text = to_toml(timeline)
    rows = text.split("\n")
    titles = [
        n for n, row in enumerate(rows) if row.startswith(('title = "', 'summary = "')) and row.endswith('"') and len(row) > 14
    ]
    for row in data.draw(st.lists(st.sampled_from(titles), max_size=4, unique=True)) if titles else ():
        junk = data.draw(st.sampled_from(["\u200b", "\u00ad", "\\u2060", "\\u00AD"]))
        rows[row] = f'{rows[row][:-1]}{junk}"'
    planted = "\n".join(rows)
    once = mend(planted, RULES)
    clean = mend(text, RULES)
    assert tomli.loads(once.text) == tomli.loads(clean.text)
    assert mend(once.text, RULES).done == ()
    changed = {one.line for one in once.done}
    if "\n" not in "".join(strings(tomli.loads(planted))):
        before, after = planted.split("\n"), once.text.split("\n")
        assert {n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b} <= changed


@given(st.text(max_size=40))
def test_each_fix_of_a_text_is_done_at_once(text: str) -> None:
    """Fixing a text twice is as once, nothing visible goes, and plain text is never touched."""
    for fix in (without_hidden, composed):
        assert fix(fix(text)) == fix(text)
    for kind in ("Text", "Line", "Name"):
        once = without_outer_whitespace(text, kind)
        assert without_outer_whitespace(once, kind) == once
        assert "".join(once.split()) == "".join(text.split())
    bare = without_hidden(text)
    gone = [char for char in text if char not in bare]
    assert all(unicodedata.category(char) in {"Cf", "Cn"} for char in gone)


def test_writing_keeps_remarks() -> None:
    """A change of a value, a new claim and the canonical layout leave each remark at its record, line and item."""
    remark = "# cttui: ignore alias: the board's own word"
    text = SOUND.replace(
        'actors = ["Harbour Board"]\ntags = ["quay-act", "council"]',
        f'{remark}\nactors = ["Harbor Board"]  # so\ntags = ["quay-act"]',
    )
    editor = Editor(text)
    found = editor.find("event", "2024-06-quay-act")
    text = editor.set_value(found, "title", "Another title").applied(text)
    editor = Editor(text)
    added = {"measure": "seats", "who": "all", "value": 9, "by": "police", "source": "post-2024-06-21-act"}
    text = editor.add_item(editor.find("event", "2024-06-quay-act"), "claims", added).applied(text)
    for after in (text, formatted(text)):
        assert f'{remark}\nactors = ["Harbor Board"]' in after
        assert "# cttui: ignore single-source: only the barge company reported it\nid = " in after
        assert mend(after, RULES).done == ()
