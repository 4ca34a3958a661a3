"""Why a text is not TOML: the line, what is wrong there, and what to write, in words for whoever wrote it by hand.

A parser says where it could not go on, in its own terms. What is wrong often stands elsewhere, as a quotation mark that is not
closed, or looks right, as a no-break space. Whatever is proposed has been read before it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cttui.text import shorten

_HUGE = re.compile(r"\d[\d_]{4000}")
_VALUE = re.compile(r"\s*[\w\"'.-]+\s*=")
_TYPOGRAPHIC = re.compile("[\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\uff02\uff07]")
_SEPARATOR = re.compile("[\u2028\u2029\u0085\v\f]")
_STRING = re.compile(r""""(?:[^"\\]|\\.)*+"|'[^']*+'|\#.*+""")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_COLON = re.compile(r"^(\s*[\w.-]++\s*+):(?=\s)(?!\s*=)")
_ENDED = re.compile(r"[;,]\s*$")
_BARE = re.compile(r"^(\s*[\w.-]++\s*+=\s*+)([^\W\d_][^\"'=\[\]{}#\\]*+)$")
_GROUPED = re.compile(
    r"(?<==)(\s*+[+-]?)(\d{1,3}(?:[ ,'\u2019\u00a0\u2009\u202f]\d{3})++(?:\.\d++)?|\d{1,3}(?:\.\d{3}){2,}+)"
    r"(?=\s*+(?:[,}\]#]|$))"
)
"""A number behind an equals sign, with its thousands separated by a sign that TOML does not allow there."""
_DECIMAL = re.compile(r"(?<==)(\s*+[+-]?\d++),(\d++)(?=\s*+(?:[,}\]#]|$))")
_LONGEST = 2_000
"""The most characters of a line for which a change is proposed."""
_MOST_PROBED = 2_000_000
"""The most characters that are read again to find where a table goes wrong, its beginnings one after another."""

_QUOTED = re.compile(r"'([^']*)'")
_WHOLE = re.compile(r"Cannot .*|Duplicate .*|Invalid (?:date|hex).*|Escaped .*|Unescaped .*|Expected newline.*", re.DOTALL)
"""Messages on something that is whole, although it stands at the end."""
_SAID: tuple[tuple[str, str], ...] = (
    (r"(?:Illegal|Found invalid) character '\\n'", "the string is not closed on its line"),
    (r"(?:Illegal|Found invalid) character '(?P<sign>.*)'", "TOML does not allow {sign}; remove it"),
    (r"Invalid statement", "expected a heading such as [[event]], a key with its value, or a comment after #"),
    (r"Expected '=' after a key.*", "expected an equals sign after the key"),
    (r"Invalid value", "expected a value: text in quotation marks, a number, true, false, a list or a table"),
    (
        r"Expected newline or end.*",
        "expected the end of the line after the value; write each key on its own line, and remarks after #",
    ),
    (r"Cannot overwrite a value|Duplicate inline table key.*", "this key has a value already; keep one of them"),
    (r"Cannot declare \((?P<key>.*)\) twice", "the table [{key}] is declared twice; put its keys under one heading"),
    (r"Cannot (?:mutate immutable|redefine) namespace.*", "this table is complete already; put all its keys in one place"),
    (r"Unclosed array", "the list is not closed, or a comma is missing; a list ends with ]"),
    (r"Unclosed inline table", "the table is not closed, or a comma is missing; such a table ends with }}"),
    (r"Expected '(?P<sign>\]+)' at the end.*", "the heading is not closed; it ends with {sign}"),
    (r"Invalid initial character for a key part", "a key has letters from a to z, digits, - and _ alone"),
    (
        r"Unescaped '\\' in a string",
        "a backslash before other signs; write \\\\ for one, or put the text in single quotation marks",
    ),
    (
        r"Invalid hex value|Escaped character is not.*",
        "expected the four digits of a character behind \\u, or eight behind \\U",
    ),
    (r"Unterminated string|Expected [\"'].*", "the string is not closed"),
    (r"Invalid date or datetime", "no calendar has this day, or no clock this time"),
)
"""What is said for each of the parser's messages."""


class Fault(NamedTuple):
    """Where a text is not TOML, and why."""

    line: int
    """From 1."""
    said: str
    """What is wrong and what to write, without a full stop."""
    at_end: bool
    """Whether the text ends on the line where the parser stopped, so that it may have been cut off."""


def fault_of(lines: Sequence[str]) -> Fault | None:
    """The first fault of a text that has these lines; ``None`` if it is TOML."""
    import tomli

    text = "\n".join(lines)
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        number = min(error.lineno, len(lines))
        at_end = number == len(lines)
        if error.pos >= len(text) - 1 and not _WHOLE.fullmatch(error.msg):
            # something unclosed is only detected at the end
            number, unclosed = _begun(lines)
            if unclosed:
                return Fault(
                    number, _mended(lines, number) or "what begins here is not closed, or its line is incomplete", at_end
                )
        return Fault(number, _mended(lines, number) or said(error.msg), at_end)
    except ValueError:  # Python's own, for a number of more than 4,300 digits
        number = next((n for n, line in enumerate(lines, 1) if _HUGE.search(line)), 1)
        return Fault(number, "this number has too many digits", at_end=False)
    except RecursionError:
        number = max(range(1, len(lines) + 1), key=lambda n: lines[n - 1].count("[") + lines[n - 1].count("{"))
        return Fault(number, "lists or tables are nested too deeply", at_end=False)
    return None


def why_not(text: str) -> tuple[int, str]:
    """The line of a text's first fault and what is wrong there, for a text that is known to be no TOML."""
    fault = fault_of(text.replace("\r\n", "\n").split("\n"))
    return (fault.line, fault.said) if fault is not None else (0, "it cannot be read")


def said(message: str) -> str:
    """A message of the parser in words."""
    for pattern, words in _SAID:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            given = match.groupdict()
            return words.format(sign=_sign(given.get("sign", "")), key=".".join(_QUOTED.findall(given.get("key", ""))))
    return message[:1].lower() + message[1:]


def _sign(shown: str) -> str:
    """A sign that a message shows as Python writes it."""
    sign = shown.encode("latin-1", "replace").decode("unicode_escape") if shown.startswith("\\") else shown
    return _named(sign) if len(sign) == 1 and sign not in "[]" else sign


def _named(sign: str) -> str:
    """A sign by its name and number; control characters have no name."""
    name = unicodedata.name(sign, "").lower()
    return f"{name or 'a control character'} (U+{ord(sign):04X})"


def _reads(lines: Sequence[str]) -> bool:
    import tomli

    try:
        tomli.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False
    return True


def _begun(lines: Sequence[str]) -> tuple[int, bool]:
    """Where what could not be read began, in a text that failed at its very end; and whether something is not closed there."""
    last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    if _reads(lines[: last - 1]):
        return last, _VALUE.match(lines[last - 1]) is not None
    if sum(map(len, lines)) * last > _MOST_PROBED:
        return max((n for n, line in enumerate(lines, 1) if _VALUE.match(line)), default=last), True
    # it begins behind the longest beginning that can be read
    read = next((n for n in range(last - 2, 0, -1) if _reads(lines[:n])), 0)
    return next(n for n, line in enumerate(lines, 1) if n > read and line.strip()), True


# -- what may be meant -------------------------------------------------------------------------------------------------


def _mended(lines: Sequence[str], number: int) -> str:
    """What is wrong with a line that one change would mend; empty if none is known to."""
    line = lines[number - 1]
    if "\r" in line:
        return "carriage return (CR) inside a line; save the file with LF or CRLF line ends"
    if len(line) > _LONGEST:
        return ""
    before = lines[: number - 1]
    if (found := _SEPARATOR.search(line)) and _reads([*before, _SEPARATOR.sub("\n", line)]):
        return f"lines end with {_named(found[0])}; save the file with LF or CRLF line ends"
    for why, better in _changed(line):
        # the line may stand in a list that is closed further below
        if better != line and any(_reads([*before, better, *end]) for end in ((), ("]",))):
            return f"{why}: {shorten(better.strip())}"
    return ""


def _changed(line: str) -> Iterator[tuple[str, str]]:
    """A line with one change each, and why."""
    whole = _outside(line, lambda part: _GROUPED.sub(_ungrouped, part))
    yield "a number has no comma or other sign between its thousands; write", whole
    decimal = _outside(line, lambda part: _DECIMAL.sub(r"\1.\2", part))
    yield "a number has a point before its decimals, not a comma; write", decimal
    yield "typographic quotation marks; use straight ones", _TYPOGRAPHIC.sub('"', line)
    plain = _outside(line, _in_ascii)
    if plain != line:
        sign = next(
            sign for sign in _outside(line, lambda part: part, lambda _: "") if not sign.isascii() and _in_ascii(sign) != sign
        )
        yield f"{_named(sign)} instead of a plain sign; write", plain
    yield "expected an equals sign between a key and its value; write", _COLON.sub(lambda found: f"{found[1].rstrip()} =", line)
    yield "expected nothing after the value; write", _ENDED.sub("", line)
    yield "text needs quotation marks; write", _BARE.sub(lambda found: f'{found[1]}"{found[2].strip()}"', line)


def _ungrouped(found: re.Match[str]) -> str:
    """A number without the signs between its thousands."""
    whole, point, decimals = found[2].rpartition(".") if found[2].count(".") == 1 else (found[2], "", "")
    return f"{found[1]}{re.sub('[^0-9]', '', whole)}{point}{decimals}"


def _outside(line: str, change: Callable[[str], str], quoted: Callable[[str], str] = lambda part: part) -> str:
    """A line whose parts outside of its strings and its comment are changed."""
    pieces, at = [], 0
    for found in _STRING.finditer(line):
        pieces += [change(line[at : found.start()]), quoted(found[0])]
        at = found.end()
    return "".join((*pieces, change(line[at:])))


def _in_ascii(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
