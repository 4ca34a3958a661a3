"""The TOML of a timeline file, read as far as possible: a broken table is set aside, and the rest is still checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

import tomli

from cttui.errors import Problem
from cttui.syntax import fault_of, why_not
from cttui.text import shorten

_QUOTES = "\"'`\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\uff02\uff07"
_LABEL = re.compile(
    rf"""
    ^ [^\w\n]* (?: id | code | name ) \b ["']? [^\S\n]*
    (?: [=:\uff1d] [^\S\n]* )?+
    (?: " (?P<double> [^"\n]* ) | ' (?P<single> [^'\n]* ) | [{_QUOTES}] (?P<other> [^{_QUOTES}\n]* )
      | (?<= [=:\uff1d\s] ) (?<! \w\s ) (?P<bare> [^\s{_QUOTES}\#,;] [^\n{_QUOTES}\#,;]* ) )
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The key that names a record with its value, which may be in quotation marks that TOML does not know, or in none."""
_NAME = re.compile(r"\s*\[\[?\s*([^\]\n#]*)")
_BARE_RETURN = re.compile(r"\r(?!\n)")

MAX_PARTS = 20
"""The most parts of a dotted key; a timeline's longest has three, and reading time is quadratic in them."""
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DOTTED = re.compile(rf"^(?:[^.\n]*+\.){{{MAX_PARTS}}}[^\n]*+", re.MULTILINE)
"""A line that may contain such a key."""
_PARTS = re.compile(rf"(?:^|[\[{{,])[ \t]*+(?:{_PART}){{{MAX_PARTS}}}")

MAX_SIGNS = 600_000
"""The most equals signs, commas and opening brackets of a file, including those in its strings: twelve times what the
timeline that comes with cttui has, and a second to read."""


def signs(text: str) -> int:
    """How many of these signs a text has."""
    return text.count("=") + text.count(",") + text.count("[")


class Toml:
    """The text of a file being turned into tables."""

    def __init__(self, content: bytes, tables: Collection[str]) -> None:
        """Take a file's bytes and the names of its possible tables, at whose headings it can be divided."""
        self.content = content
        self.kept = content
        """The content without the tables that were set aside; every line keeps its number."""
        self.problems: list[Problem] = []
        self.set_aside: set[str] = set()
        """Ids in the tables that were set aside; references to them are not faults."""
        self.nameless: set[str] = set()
        """The tables of which one was set aside whose id cannot be read: it may be any that is referred to."""
        self.cut = False
        """Whether the file ends in the midst of a line that has a fault: it may have been cut off, and nobody knows which ids
        stood behind."""
        self._lists = {*tables, "event.claims"} - {"timeline"}
        """The tables of which there are many, each under a heading in double brackets."""
        self._heading = re.compile(rf"\s*\[\[?\s*[\"']?(?:{'|'.join(tables)})\b[\w.\"' -]*\]\]?\s*(#.*)?$")

    def read(self) -> dict[str, Any] | None:
        """The tables without faults; ``None`` if nothing can be read. The faults are in ``problems``."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            found, remedy = _encoding(self.content, error.start)
            self.problems.append(Problem(line, "", "", found, remedy, "encoding"))
            return None
        if _BARE_RETURN.search(text) and "\n" not in text:
            remedy = "lines end with bare carriage returns (CR), as on old Macs; save the file with LF or CRLF line ends"
            self.problems.append(Problem(1, "", "", "", remedy, "encoding"))
            text = text.replace("\r", "\n")
            self.kept = text.encode()
        if "\0" in text[:4] and len(text) > 3:
            self.problems.append(
                Problem(1, "", "", "", "the file contains NUL bytes, as UTF-16 does; save it as UTF-8", "encoding")
            )
            return None
        if (number_of := signs(text)) > MAX_SIGNS:
            remedy = f"the file has {number_of:,} keys, items and tables; the limit is {MAX_SIGNS:,}"
            self.problems.append(Problem(0, "", "", "", f"{remedy}; split it into several timelines", "limit"))
            return None
        for match in _DOTTED.finditer(text):
            if _PARTS.search(match[0]):
                number = text.count("\n", 0, match.start()) + 1
                remedy = f"this key has more than {MAX_PARTS} parts; a timeline's keys have at most three, e.g. place.lat"
                self.problems.append(Problem(number, "", "", shorten(match[0][:400]), remedy, "limit"))
                return None
        try:
            return tomli.loads(text)
        except (ValueError, RecursionError):
            # tomli lets Python's own ValueError through for a number of more than 4,300 digits
            return self._salvage(text.replace("\r\n", "\n").split("\n"))

    def _salvage(self, lines: list[str]) -> dict[str, Any] | None:
        """What can be read when the tables with faults are set aside; line numbers stay as they are."""
        starts = [0, *(number for number, line in enumerate(lines) if number and self._heading.match(line)), len(lines)]
        gone = ""
        for first, last in pairwise(starts):
            broken = self._set_aside_if_broken(lines, first, last)
            record, below, _ = _heading_of(broken or lines[first]).partition(".")
            if not below:
                gone = record if broken else ""
            elif record == gone:
                # what stands below a record that was set aside must not become part of the record before it
                lines[first:last] = [""] * (last - first)
        while True:
            self.kept = "\n".join(lines).encode()
            try:
                return tomli.loads("\n".join(lines))
            except (ValueError, RecursionError):
                # each table is valid by itself, so one of them appears twice
                line, why = why_not("\n".join(lines))
            if not self._doubled(lines, line):
                self.problems.append(Problem(line, "", "", shorten(lines[line - 1]), f"invalid TOML: {why}", "syntax"))
                return None

    def _doubled(self, lines: list[str], number: int) -> bool:
        """Whether a heading is there twice that needs double brackets; each that has single ones is told, and given them."""
        name = _heading_of(lines[number - 1])
        if name not in self._lists:
            return False
        single = re.compile(rf"\s*\[\s*[\"']?{re.escape(name)}[\"']?\s*\](?!\])")
        for at, line in enumerate(lines):
            if single.match(line):
                remedy = f"write [[{name}]], in double brackets, above each {name.rpartition('.')[2].removesuffix('s')}"
                self.problems.append(Problem(at + 1, "", "", shorten(line), remedy, "syntax"))
                lines[at] = f"[[{name}]]"
        return lines[number - 1] == f"[[{name}]]"

    def _set_aside_if_broken(self, lines: list[str], first: int, last: int) -> str:
        """The first line of what was set aside; empty if it is sound."""
        table = lines[first:last]
        if (fault := fault_of(table)) is None:
            return ""
        number, message = fault.line, fault.said
        self.cut = last == len(lines) and fault.at_end and bool(table[-1].strip())
        if self.cut:
            message += "; the file ends in the midst of this: if it was cut off, get the whole file again"
        # what stands above all headings is no record, and its first line may be the faulty one
        name = _heading_of(table[0])
        labels = [label for label in map(_label, _LABEL.finditer("\n".join(table))) if label]
        heading = shorten(table[0].partition("#")[0].strip()) if name and number > 1 else ""
        where = f"{shorten(name)} {shorten(labels[0])}" if name and labels else heading
        self.problems.append(
            Problem(first + number, where, "", shorten(table[number - 1]), f"invalid TOML: {message}", "syntax")
        )
        self.set_aside.update(labels)
        if name and not labels:
            self.nameless.add(name)
        lines[first:last] = [""] * len(table)
        return table[0]


def _heading_of(line: str) -> str:
    """The table that a heading names, without its brackets, quotation marks and comment; empty if the line is no heading."""
    match = _NAME.match(line)
    return re.sub(r"[\s\"']", "", match[1]) if match else ""


def _label(match: re.Match[str]) -> str:
    """What a record is called by."""
    return str(next(filter(None, match.groups()), "")).strip()


def _encoding(content: bytes, at: int) -> tuple[str, str]:
    """What was found where a file is not UTF-8, and what to do."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "", "the file is UTF-32; save it as UTF-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", "the file is UTF-16; save it as UTF-8"
    found = f"byte 0x{content[at]:02x}"
    letter = content[at : at + 1].decode("cp1252", "ignore")
    old = f" ({letter} in Windows-1252)" if letter.isprintable() and letter else ""
    return f"{found}{old}", "not valid UTF-8; save the file as UTF-8"
