"""The canonical layout: no value changes, no comment is lost, and formatting again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cttui.timeline import written
from cttui.timeline.format import _comments, formatted
from layouts import laid_out
from strategies import timelines, to_toml

SHIPPED = (Path(__file__).parents[2] / "data" / "timeline.toml").read_text(encoding="utf-8")


def test_the_shipped_timeline_is_in_the_canonical_layout() -> None:
    """The timeline that comes with cttui is the example of the layout."""
    assert formatted(SHIPPED) == SHIPPED


@given(laid_out())
def test_any_layout_keeps_its_values_and_comments(text: str) -> None:
    """Whatever the layout, values and comments are the same afterwards, and once is enough."""
    after = formatted(text)
    assert tomli.loads(after) == tomli.loads(text)
    assert _comments(after) == _comments(text.replace("\r\n", "\n"))
    assert formatted(after) == after
    assert ("\r\n" in after) == ("\r\n" in text[: text.find("\n") + 1])


@given(timelines())
def test_a_generated_timeline_keeps_its_values(timeline: object) -> None:
    """Timelines of every content keep it."""
    text = to_toml(timeline)  # type: ignore[arg-type]  # drawn as a Timeline
    after = formatted(text)
    assert tomli.loads(after) == tomli.loads(text)
    assert formatted(after) == after


@given(st.lists(st.sampled_from(["# a", "", "  # b", "\t", "# c [[event]]"]), max_size=6))
def test_comments_between_records_stay_between_them(lines: list[str]) -> None:
    """Comments between two records stay there, in their order, with at most one blank line on end."""
    text = "\n".join(['[[view]]\nname = "a"\nquery = ""', *lines, '[[view]]\nname="b"\nquery = ""', ""])
    after = formatted(text)
    said = [line.strip() for line in lines if line.strip()]
    assert [line for line in after.split("\n") if line.startswith("#")] == said
    assert "\n\n\n" not in after
    assert formatted(after) == after


@pytest.mark.parametrize("ends", ["#", "# a", "x\n# b ''' c", "\n\n#", "# [[event]]"])
@pytest.mark.parametrize("behind", ["", '\n# a comment with """ in it\n', "\n# one\n\n# ''' two\n"])
def test_a_text_whose_last_line_begins_as_a_comment_does_is_whole(ends: str, behind: str) -> None:
    """What looks like a comment at the end of a record is part of its last text."""
    source = {"id": "s", "type": "report", "title": "t", "publisher": "p", "standpoint": "press", "digest": f"a\n{ends}"}
    text = written.table("source", source) + behind
    assert tomli.loads(formatted(text)) == tomli.loads(text)
    assert formatted(formatted(text)) == formatted(text)
