"""What is wrong with TOML that cannot be read: the line, and what to write."""

from __future__ import annotations

import re

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cttui.syntax import fault_of, said, why_not

HEAD = ["[timeline]", 'id = "t"']
LINES: dict[str, tuple[int, str]] = {
    "title = “t”": (3, 'typographic quotation marks; use straight ones: title = "t"'),
    'title\u00a0= "t"': (3, 'no-break space (U+00A0) instead of a plain sign; write: title = "t"'),
    '\u00a0\ttitle = "a\u00a0b"': (3, 'no-break space (U+00A0) instead of a plain sign; write: title = "a b"'),
    'title \uff1d "t"': (3, 'fullwidth equals sign (U+FF1D) instead of a plain sign; write: title = "t"'),
    'title\u200b = "t"': (3, "zero width space (U+200B) instead of a plain sign"),
    '\ufefftitle = "t"': (3, "zero width no-break space (U+FEFF) instead of a plain sign"),
    "\uff3bevent\uff3d": (3, "write: [event]"),
    'title: "t"': (3, 'expected an equals sign between a key and its value; write: title = "t"'),
    "title = some words": (3, 'text needs quotation marks; write: title = "some words"'),
    'title = "t";': (3, 'expected nothing after the value; write: title = "t"'),
    'title = "t", # why': (3, "expected the end of the line after the value"),
    'title = "t"\u2028kind = "x"': (3, "lines end with line separator (U+2028)"),
    'title = "t"\vkind = "x"': (3, "lines end with a control character (U+000B)"),
    'title = "t"\rkind = "x"': (3, "carriage return (CR) inside a line"),
    "title = 't\nkind = 'x'": (3, "the string is not closed on its line"),
    "title = 't\nkind = 1\n": (3, "what begins here is not closed"),
    'title = """t\nkind = "x"\n\nmore = 1': (3, "what begins here is not closed"),
    'title = ["t"\nkind = "x"\nmore = 1': (4, "the list is not closed, or a comma is missing"),
    'title = "t\nkind = "x"': (3, "the string is not closed on its line"),
    'id = "again"': (3, "this key has a value already; keep one of them"),
    "a = 1\n[timeline]": (4, "the table [timeline] is declared twice"),
    "[event.a]\nb = 1\n[event.a]": (5, "the table [event.a] is declared twice"),
    "назв = 1": (3, "expected a heading such as [[event]], a key with its value, or a comment after #"),
    "[event": (3, "the heading is not closed; it ends with ]"),
    "[[event]": (3, "the heading is not closed; it ends with ]]"),
    'title = "C:\\q"': (3, "a backslash before other signs"),
    'title = "\\u12"': (3, "expected the four digits of a character"),
    'title = "a\x1bb"': (3, "TOML does not allow a control character (U+001B); remove it"),
    "date = 2024-02-30": (3, "no calendar has this day"),
    "value = 1,250": (3, "a number has no comma or other sign between its thousands; write: value = 1250"),
    "value=1,250,000.5 # so": (3, "write: value=1250000.5 # so"),
    "value = -1 250": (3, "write: value = -1250"),
    "value = 1'250": (3, "write: value = 1250"),
    "value = 1.250.000": (3, "write: value = 1250000"),
    "value = 1,5": (3, "a number has a point before its decimals, not a comma; write: value = 1.5"),
    "place = { lat = 34,5, lon = 70,1 }": (3, "write: place = { lat = 34.5, lon = 70.1 }"),
    'claims = [\n{ value = 1,250, who = "= 1,250," },\n]': (4, 'write: { value = 1250, who = "= 1,250," },'),
    "value = 1,25,0": (3, "expected"),
    "value = {a = 1, a = 2}": (3, "this key has a value already"),
    f"value = {'9' * 5000}": (3, "this number has too many digits"),
    f"a = 1\nvalue = {'[' * 5000}": (4, "lists or tables are nested too deeply"),
}
"""What is written below a heading, the line that is named, and what is said of it."""


@pytest.mark.parametrize("written", LINES, ids=range(len(LINES)))
def test_a_fault_is_told_on_its_line_with_what_to_write(written: str) -> None:
    """What only looks right is named, what is not closed is told where it begins, and a way out is given if one is known."""
    fault = fault_of([*HEAD, *written.split("\n")])
    assert fault is not None
    line, words = LINES[written]
    assert (fault.line, words in fault.said) == (line, True), fault.said
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", fault.said)


def test_toml_has_no_fault_whatever_its_strings_hold() -> None:
    """Signs that are told of in keys are nothing but text in a string or a comment."""
    assert fault_of([*HEAD, 'title = "“t”\u00a0\uff1d: x;" # \u00a0:']) is None


@given(st.text(st.sampled_from("ab= \"'[]{},;:#\\\u00a0\uff1d\u200b“”\u2028\n.1'25"), max_size=30))
def test_a_line_that_is_proposed_can_be_read(written: str) -> None:
    """Whatever is written: there is a fault exactly where TOML is broken, on one of its lines, and what to write is TOML."""
    lines = [*HEAD, *written.split("\n")]
    try:
        tomli.loads("\n".join(lines))
    except tomli.TOMLDecodeError:
        fault = fault_of(lines)
        assert fault is not None
        assert 1 <= fault.line <= len(lines)
        assert why_not("\n".join(lines)) == fault[:2]
        if found := re.search(r"(?:write|use straight ones): (.*)", fault.said):
            tomli.loads("\n".join([*lines[: fault.line - 1], found[1]]))
    else:
        assert fault_of(lines) is None


def test_no_message_of_the_parser_is_passed_on_as_it_is() -> None:
    """Each of the parser's messages, as its source has them, is said in words of our own."""
    from pathlib import Path

    source = Path(tomli.__file__).with_name("_parser.py").read_text(encoding="utf-8")
    found = re.findall(r"""TOMLDecodeError\(\s*f?(?:"([^"\n]+)"|'([^'\n]+)')""", source)
    messages = [one or other for one, other in found]
    assert len(messages) > 20
    given = {
        "{c!r}": "'\\x00'", "{char!r}": "'\\n'", "{expect!r}": "'\"'", "{src[pos]!r}": "'\\t'", "{key}": "('a', 'b')",
        "{cont_key}": "('a',)", "{abs_key_parent}": "('a',)", "{key_stem!r}": "'a'", "\\\\": "\\",
    }  # fmt: skip
    for message in messages:
        shown = re.sub("|".join(map(re.escape, given)), lambda found: given[found[0]], message)
        assert "{" not in shown
        assert said(shown) != shown[:1].lower() + shown[1:], shown
        assert "('" not in said(shown)
