"""Where in a TOML text a value stands: the line of ``event[12].claims[3].quote``.

TOML readers forget positions, so a fault found after reading has no line. The text, which a reader has taken, is then
gone through a second time by its signs (https://toml.io/en/v1.1.0), on the way to an error message. Only what is asked
for is kept, so that a flood of values costs time in line with its length and no memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import tomli

Path = tuple[str | int, ...]
"""Keys and list indices from the top of the file down to a value."""

TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\ufeff]++|\#[^\n]*+)
    | (?P<string>
        \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}\"{0,2}
      | '{3}(?:[^']++|'(?!''))*+'{3}'{0,2}
      | "(?:[^"\\\n]++|\\.)*+"
      | '[^'\n]*+' )
    | (?P<bare>[^\s\[\]{},=.\#"']++)
    | (?P<sign>\n++|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def lines(content: bytes, paths: Iterable[Sequence[str | int]]) -> list[int]:
    """For each path the line, from 1, of the key or value there, or of the nearest thing around it; 0 if there is none.

    Args:
        content: TOML, in UTF-8; what is none is passed over.
        paths: Keys and list indices from the top of the file down.
    """
    wanted = [tuple(path) for path in paths]
    scan = _Scan({path[:length] for path in wanted for length in range(len(path) + 1)})
    scan.run(content.decode("utf-8", "replace"))
    found = scan.found
    return [next((found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in found), 0) for path in wanted]


class _Scan:
    """One pass over the signs; a path that nobody asked for, and all below it, is ``None``."""

    def __init__(self, wanted: set[Path]) -> None:
        self.wanted = wanted
        self.found: dict[Path, int] = {}
        self.last: dict[Path, int] = {}
        """Of each array of tables, written under headings, the index of its last table."""
        self.line = 1
        self.base: Path | None = ()
        """The table that pairs belong to."""
        self.keys: list[str] = []
        self.began = 0
        """The line of the first of ``keys``."""
        self.stack: list[tuple[Path | None, list[int]]] = []
        """Arrays, each with the index of its next item, and inline tables, with none, that are open."""
        self.place: Path | None = None
        """Where the value that comes next stands."""
        self.step: Callable[[str, str], None] = self._key
        self.brackets = 0

    def run(self, text: str) -> None:
        for match in TOKEN.finditer(text):
            kind, sign = match.lastgroup, match[0]
            if kind != "space":
                self.step(kind or "", "\n" if sign[0] == "\n" else sign)
            if kind == "string" or sign[0] == "\n":
                self.line += sign.count("\n")
        self.step("sign", "\n")

    def _below(self, path: Path | None, *parts: str | int) -> Path | None:
        """A path one step or more down, each step noted where it is first met."""
        for part in parts:
            path = None if path is None or (*path, part) not in self.wanted else (*path, part)
            if path is not None:
                self.found.setdefault(path, self.began)
        return path

    # -- steps: what may come next -----------------------------------------------------------------------------------

    def _key(self, kind: str, sign: str) -> None:
        """A key or a part of one, a heading, or the end of an inline table."""
        if kind in {"bare", "string"}:
            self.began = self.began if self.keys else self.line
            self.keys.append(plain_key(sign))
        elif sign == "=" and self.keys:
            self.place = self._below(self.stack[-1][0] if self.stack else self.base, *self.keys)
            self.keys = []
            self.step = self._value
        elif sign == "}" and self.stack:
            self._close()
        elif sign == "[" and not self.stack and not self.keys:
            self.brackets = 1
            self.began = self.line
            self.step = self._heading
        elif sign == "\n" and not self.stack:
            self.keys = []

    def _heading(self, kind: str, sign: str) -> None:
        if kind in {"bare", "string"}:
            self.keys.append(plain_key(sign))
        elif sign == "[" and not self.keys:
            self.brackets += 1
        elif sign == "\n":
            self._enter()
            self.step = self._key

    def _enter(self) -> None:
        """Make the table of a heading the one that pairs belong to."""
        parts: list[str | int] = []
        for number, key in enumerate(self.keys, 1):
            parts.append(key)
            path = tuple(parts)
            if number == len(self.keys) and self.brackets > 1:
                self.last[path] = self.last.get(path, -1) + 1
            if path in self.last:
                parts.append(self.last[path])
        self.base = self._below((), *parts)
        self.keys = []

    def _value(self, _kind: str, sign: str) -> None:
        if sign == "[":
            self.stack.append((self.place, [0]))
            self.step = self._item
        elif sign == "{":
            self.stack.append((self.place, []))
            self.step = self._key
        else:
            self.step = self._after

    def _item(self, kind: str, sign: str) -> None:
        """An item of an array, or its end."""
        path, index = self.stack[-1]
        if sign == "]":
            self._close()
        elif sign not in {"\n", ","}:
            self.began = self.line
            self.place = self._below(path, index[0])
            index[0] += 1
            self._value(kind, sign)

    def _after(self, _kind: str, sign: str) -> None:
        """What follows a value: a comma, a bracket, or on the top level a new line."""
        if not self.stack:
            self.step = self._key if sign == "\n" else self._after
        elif sign == ",":
            self.step = self._item if self.stack[-1][1] else self._key
        elif sign in {"]", "}"}:
            self._close()

    def _close(self) -> None:
        self.stack.pop()
        self.keys = []
        self.step = self._after


def plain_key(sign: str) -> str:
    """A key as it is meant: without its quotation marks, its escape sequences read."""
    if sign[0] == "'":
        return sign[1:-1]
    if sign[0] != '"':
        return sign
    try:
        (key,) = tomli.loads(f"{sign} = 0") if "\\" in sign else (sign[1:-1],)
    except tomli.TOMLDecodeError:
        return sign
    return str(key)
