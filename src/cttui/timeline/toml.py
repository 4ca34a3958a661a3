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

_LABEL = re.compile(r"^[ \t]*(?:id|code|name)[ \t]*=[ \t]*[\"']([^\"'\n]*)", re.MULTILINE)
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
        self.cut = False
        """Whether the file ends in the midst of a line that has a fault: it may have been cut off, and nobody knows which ids
        stood behind."""
        self._heading = re.compile(rf"\s*\[\[?\s*(?:{'|'.join(tables)})\b[\w.\"' -]*\]\]?\s*(#.*)?$")

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
        for first, last in pairwise(starts):
            self._set_aside_if_broken(lines, first, last)
        self.kept = "\n".join(lines).encode()
        try:
            return tomli.loads("\n".join(lines))
        except (ValueError, RecursionError):
            # each table is valid by itself, so one of them appears twice
            line, why = why_not("\n".join(lines))
            self.problems.append(Problem(line, "", "", shorten(lines[line - 1]), f"invalid TOML: {why}", "syntax"))
            return None

    def _set_aside_if_broken(self, lines: list[str], first: int, last: int) -> None:
        table = lines[first:last]
        if (fault := fault_of(table)) is None:
            return
        number, message = fault.line, fault.said
        self.cut = last == len(lines) and fault.at_end and bool(table[-1].strip())
        if self.cut:
            message += "; the file ends in the midst of this: if it was cut off, get the whole file again"
        # what stands above all headings is no record, and its first line may be the faulty one
        headed = table[0].lstrip().startswith("[")
        label = _LABEL.search("\n".join(table)) if headed else None
        heading = shorten(table[0]) if headed and number > 1 else ""
        where = f"{shorten(table[0].strip('[ ]'))} {shorten(label[1])}" if label else heading
        self.problems.append(
            Problem(first + number, where, "", shorten(table[number - 1]), f"invalid TOML: {message}", "syntax")
        )
        self.set_aside.update(match[1] for match in _LABEL.finditer("\n".join(table)))
        lines[first:last] = [""] * len(table)


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
