"""One change to a TOML text: it is made, and all else stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.notebook.editing import Change, EditError, read, revised

TABLES = ("mark", "note", "view")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as a hand may write it: tables in any order, with comments and empty lines anywhere between them."""
    parts: list[str] = []

    def talk() -> None:
        for _ in range(draw(st.sampled_from((0, 0, 1, 2)))):
            parts.append(draw(st.sampled_from(("", "\n"))) + f"# c{len(parts)}c")

    talk()
    if draw(st.booleans()):
        parts.extend(["[timeline]", 'id = "x"  # its id', ""])
        talk()
    for number in range(draw(st.integers(0, 5))):
        table = draw(st.sampled_from(TABLES))
        parts.extend([f"[[{table}]]", f'event = "e{number}"'])
        parts.extend(
            draw(st.sampled_from(([], ["own = 1.5"], ["own = { a = nan, b = [1,\n  2] }"], [f"[{table}.sub]", "x = 1"])))
        )
        talk()
        parts.extend(draw(st.sampled_from(([], [""]))))
    text = "\n".join(parts) + draw(st.sampled_from(("", "\n", "\n\n")))
    return text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n"))))


@settings(max_examples=200)
@given(files(), st.data())
def test_a_change_touches_nothing_else(text: str, data: st.DataObject) -> None:
    """After any changes every comment between the tables is there, in its order within a table, and so is every other value."""
    for step in range(data.draw(st.integers(1, 4))):
        before = read(text)
        table = data.draw(st.sampled_from(TABLES))
        rows = before.get(table, [])
        row = data.draw(st.integers(0, len(rows)))
        values = {"event": f"new{step}", "text": data.draw(st.sampled_from(("a", 'a\n\n"""b\\', "\n")))}
        out = row < len(rows) and data.draw(st.booleans())
        new = revised(text, Change(table, None if out else values, row))
        rows[row : row + 1] = [] if out else [{**(rows[row] if row < len(rows) else {}), **values}]
        expected = {**before, table: rows} if rows else {key: value for key, value in before.items() if key != table}
        assert read(new) == expected
        # what stands within a table that has tables of its own goes with it
        if not (out and ".sub]" in text):
            assert sorted(re.findall("# c[0-9]+c", new)) == sorted(re.findall("# c[0-9]+c", text))
        assert ("\r\n" in new) == ("\r\n" in text) or "\n" not in text.strip()
        text = new


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ('mark = [{ event = "a" }]\n', Change("mark", {"event": "b"}, 1), 'mark = [{ event = "a" }, {event = "b"}]\n'),
        ('mark = [{ event = "a" }]\n', Change("mark", None, 0), "\n"),
        ('place.query = "a"\n', Change("place", {"query": "b"}), 'place.query = "b"\n'),
        ('place = { query = "a" } # here\n', Change("place", {"query": "b"}), 'place = { query = "b" } # here\n'),
        ("# only this", Change("mark", {"event": "a"}, 0), '# only this\n\n[[mark]]\nevent = "a"\n'),
    ],
)
def test_other_ways_to_write_a_table_are_kept(before: str, change: Change, after: str) -> None:
    """A list of tables in braces, a key with a dot, a file of comments alone: each is changed in its own way."""
    assert revised(before, change) == after


def test_what_cannot_be_changed_is_refused() -> None:
    """Where a name stands for something else than a table, nothing is done to it."""
    for text in ("place = 5\n", "mark = 5\n"):
        with pytest.raises(EditError):
            revised(text, Change(text[:5].strip(), {"event": "a"}, 0 if text[0] == "m" else None))
