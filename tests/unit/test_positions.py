"""The line of a fault: that of the key or value, in whichever way TOML writes the record."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.timeline.positions import Path, lines

PLAIN = st.one_of(
    st.integers(0, 99), st.booleans(), st.sampled_from(["", "a", "# no comment", "[x]", "a = 1", 'q"uote', "é", "two\nlines"])
)
KEYS = st.sampled_from(["id", "place", "claims", "lat", "a b", "é", "x.y", "1"])
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


class Writer:
    """Writes tables in one of the ways that TOML has for each, and notes the line of all that it writes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.found: dict[Path, int] = {}

    @property
    def line(self) -> int:
        return self.text.count("\n") + 1

    def choice(self, *ways: str) -> str:
        return self.draw(st.sampled_from(ways))

    def note(self, path: Path) -> None:
        self.found.setdefault(path, self.line)

    def key(self, name: str) -> str:
        bare = name.isascii() and name.isalnum()
        ways = [json.dumps(name), json.dumps(name, ensure_ascii=False), f"'{name}'", *([name, name] if bare else [])]
        return self.draw(st.sampled_from(ways))

    def gap(self) -> None:
        self.text += self.choice("", "", "\n", "# [x] = {\n", "  # ' \"\n\n")

    def array_gap(self) -> None:
        self.text += self.choice("", " ", "\n", "\n  # ], }\n")

    def string(self, value: str) -> str:
        ways = [json.dumps(value), json.dumps(value, ensure_ascii=False)]
        ways.append('"""\n' + value.replace('"', '\\"') + '"""')
        if "'" not in value:
            ways.append(f"'''{value}'''")
            ways += [f"'{value}'"] * ("\n" not in value)
        return self.draw(st.sampled_from(ways))

    def inline(self, path: Path, value: object) -> None:
        """A value after its key, or an item of an array."""
        self.note(path)
        if isinstance(value, dict):
            self.text += "{ "
            for number, (name, inner) in enumerate(value.items()):
                self.text += ", " if number else ""
                self.note((*path, name))
                self.text += f"{self.key(name)} = "
                self.inline((*path, name), inner)
            self.text += " }"
        elif isinstance(value, list):
            self.text += "["
            for number, inner in enumerate(value):
                self.array_gap()
                self.inline((*path, number), inner)
                self.array_gap()
                self.text += "," if number + 1 < len(value) else self.choice("", ",")
            self.array_gap()
            self.text += "]"
        else:
            self.text += self.string(value) if isinstance(value, str) else json.dumps(value)

    def pair(self, path: Path, name: str, value: object, prefix: str = "") -> None:
        """A key of a table, dotted where it leads into a table of its own."""
        inner = (*path, name)
        if isinstance(value, dict) and value and self.choice("inline", "dotted") == "dotted":
            for below, one in value.items():
                self.pair(inner, below, one, f"{prefix}{self.key(name)}{self.choice('.', ' . ')}")
            return
        self.gap()
        for length in range(len(inner) if prefix else 0):
            self.note(inner[:length])
        self.note(inner)
        self.text += f"{self.choice('', '  ')}{prefix}{self.key(name)}{self.choice('=', ' = ')}"
        self.inline(inner, value)
        self.text += self.choice("\n", " # x = 1\n")

    def table(self, path: Path, heading: str, record: dict[str, object]) -> None:
        """The pairs of a table under its heading, then its tables under headings of their own."""
        later: list[str] = []
        for name, value in record.items():
            tables = isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(v, dict) for v in value))
            if tables and self.choice("here", "below") == "below":
                later.append(name)
            else:
                self.pair(path, name, value)
        for name in later:
            value = record[name]
            inner = f"{heading}{self.choice('.', ' . ')}{self.key(name)}"
            for number, one in enumerate(value if isinstance(value, list) else [value]):
                self.gap()
                self.note((*path, name))
                below = (*path, name, number) if isinstance(value, list) else (*path, name)
                self.note(below)
                self.text += f"[[{inner}]]\n" if isinstance(value, list) else f"[{inner}]\n"
                self.table(below, inner, one)

    def records(self, name: str, records: list[dict[str, object]]) -> None:
        """An array of tables: under headings, or in brackets."""
        if self.choice("headings", "headings", "brackets") == "brackets":
            self.pair((), name, records)
            return
        for number, record in enumerate(records):
            self.gap()
            self.note((name,))
            self.note((name, number))
            self.text += f"[[{self.choice('', ' ')}{self.key(name)}{self.choice('', ' ')}]]{self.choice('', ' # x')}\n"
            self.table((name, number), self.key(name), record)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[Path, int], dict[str, object]]:
    """Records, as a file writes them, with the line of every key and value."""
    data: dict[str, object] = {"event": draw(st.lists(RECORDS, min_size=1, max_size=3))}
    writer = Writer(draw)
    writer.gap()
    writer.records("event", data["event"])  # type: ignore[arg-type]  # the list just drawn
    return writer.text, writer.found, data


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Every place in a value."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


@settings(max_examples=60)
@given(written())
def test_a_fault_has_the_line_of_its_key_or_value_in_every_way_to_write_it(
    file: tuple[str, dict[Path, int], dict[str, object]],
) -> None:
    """Headings, brackets, dotted keys, tables of tables, quoted keys, texts and lists over many lines: all have their line."""
    text, found, data = file
    assert tomli.loads(text) == data
    wanted = list(places(data))
    assert dict(zip(wanted, lines(text.encode(), wanted), strict=True)) == {path: found[path] for path in wanted}


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("", ("a",), 0),
        ("a = 1", ("a",), 1),
        ("a = 1", ("a", "b", 3), 1),
        ("a = 1", ("b",), 0),
        ("\ufeff\n[a]\nb = 1", ("a", "b"), 3),
        ("a = [\n  1,\n  2, # ]\n]\nb = 2", ("a", 1), 3),
        ("a = [\n  1,\n  2, # ]\n]\nb = 2", ("b",), 5),
        ('a = """"\n\n"""""\nb = 1', ("b",), 4),
        ("[[e]]\n[e.p]\nx = 1\n[[e]]\n[[e.c]]\n[[e.c]]\ny = 1\n[e.p]\nx = 2", ("e", 1, "c", 1, "y"), 7),
        ("[[e]]\n[e.p]\nx = 1\n[[e]]\n[[e.c]]\n[[e.c]]\ny = 1\n[e.p]\nx = 2", ("e", 1, "p", "x"), 9),
        ("e = {\n  a = 1,\n  b = [\n 2,\n ],\n}\nc = 1", ("e", "b", 0), 4),
        ('"\\u0069d" = 1', ("id",), 1),
        ("a.b = 1\r\na.c = 2\r\n", ("a", "c"), 2),
    ],
)
def test_the_line_of_a_place(text: str, path: Path, line: int) -> None:
    """A place that the file does not name has the line of the nearest thing around it, and nothing has none."""
    assert lines(text.encode(), [path]) == [line]


@given(st.text(alphabet=st.sampled_from("[]{}=,.\"'#\\ \nab1"), max_size=60))
def test_what_is_no_toml_is_passed_over(text: str) -> None:
    """Whatever a text holds, looking for a line in it ends with a line that it has."""
    (line,) = lines(text.encode(), [("a", 0, "b")])
    assert 0 <= line <= text.count("\n") + 1
