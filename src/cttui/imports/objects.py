"""Rows of JSON: a line an object (JSON Lines), a list of objects, or the features of GeoJSON (RFC 7946).

The columns are all keys that any object has, so the file is gone through twice: once for its keys, once for its rows. It is
never in memory as a whole.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import NamedTuple

from cttui.errors import DatasetError
from cttui.imports.lines import BLOCK, Lines, sort_of
from cttui.imports.made import Made, Record, text_of
from cttui.imports.rows import MOST_COLUMNS, MOST_LINE
from cttui.imports.shapes import GEOMETRY, IDENT, LATITUDE, LONGITUDE, point_on
from cttui.text import shorten

FEATURE = IDENT, LONGITUDE, LATITUDE, GEOMETRY
"""The columns of GeoJSON that are no properties."""
LISTS = ("features", "data", "events", "results", "result", "Result", "rows", "items", "records")
"""Members of an object that may hold its rows, the likeliest first."""


_BRACKETS = re.compile(r'\\.|["\[\]{}]', re.DOTALL)


class NestedError(ValueError):
    """A value is nested too deeply to be read."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("it is nested too deeply")


class Found(NamedTuple):
    """What stands where an object should."""

    line: int
    read: int
    value: object
    fault: str = ""
    """Why there is no value."""
    mended: str = ""


def open_objects(path: Path, size: int, stop: Callable[[], bool], _columns: Sequence[str] | None) -> Objects:
    """The rows of a file of JSON.

    Raises:
        DatasetError: It has no objects.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(MOST_LINE)
    skipped, codec, _ = sort_of(start)
    first, ended, _ = start[skipped:].decode(codec, "replace").lstrip("\ufeff \t\r\n").partition("\n")
    try:
        value = _loads(first)
    except ValueError:
        lined = False
    else:
        # a document may be one line as well
        lined = isinstance(value, dict) and (
            value.get("type") != "FeatureCollection"
            and (bool(ended) or not any(isinstance(value.get(name), list) for name in LISTS))
        )
    return Objects(path, size, stop, lined=lined)


def _loads(text: str) -> object:
    """The value of a JSON text.

    Raises:
        ValueError: It is none, or it is nested too deeply.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise NestedError from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        # a number has more digits than Python takes: its cell says so as text, and the others are read
        return json.loads(text, parse_int=str)


class Objects(Made):
    """The rows of a file of JSON."""

    def __init__(self, path: Path, size: int, stop: Callable[[], bool], *, lined: bool) -> None:
        """Open a file and collect the keys of all objects.

        Args:
            path: The file.
            size: Its size in bytes.
            stop: Whether to stop.
            lined: Whether it has a line for each object.

        Raises:
            DatasetError: It has no objects.
            OSError: It cannot be read.
        """
        self._lined = lined
        self.path = path
        self.paths = (path,)
        keys: dict[str, None] = {}
        features = numbered = found = 0
        for count, one in enumerate(self._values()):
            if count % 1024 == 0 and stop():
                break
            if isinstance(one.value, dict):
                found += 1
                if _is_feature(one.value):
                    features += 1
                    numbered |= one.value.get("id") is not None
                keys.update(dict.fromkeys(_plain(one.value)))
                if len(keys) > MOST_COLUMNS:
                    raise DatasetError(f"{path.name} has more than {MOST_COLUMNS:,} different keys")
        if not found and not stop():
            raise DatasetError(f"{path.name} has no JSON objects; expected an object a line, a list of objects, or GeoJSON")
        own = FEATURE[not numbered :] if features else ()
        self._keys, self._own = list(keys), own
        # names of our own first, so that no property takes them
        super().__init__(path, size, stop, [*own, *keys])
        self.kind = "geojson" if features else "jsonl" if lined else "json"
        self._notes: list[str] = []
        self.check()

    def anew(self) -> Objects:
        """The same rows from the first on, without collecting their keys again."""
        again = copy(self)
        again.notes, again._notes = [], []  # noqa: SLF001 - it is one of ours
        return again

    def records(self) -> Iterator[Record]:
        """The cells of each object."""
        for line, read, value, fault, mended in self._values():
            if fault or not isinstance(value, dict):
                yield Record(line, read, None, fault or f"is not a JSON object: {shorten(_shown(value))}")
                continue
            plain = _plain(value)
            cells = [text_of(plain.get(key)) for key in self._keys]
            feature = self._feature(value)
            lost = GEOMETRY in self._own and feature[-1] and not feature[-2] and _is_somewhere(value["geometry"])
            told = (mended, "its geometry has no degrees that can be read, so no point is kept" if lost else "")
            yield Record(line, read, [*feature, *cells], "; ".join(filter(None, told)))
        self.notes += self._notes

    def _feature(self, value: Mapping[str, object]) -> list[str]:
        """What of a feature is no property."""
        if not self._own:
            return []
        geometry = value.get("geometry")
        at = point_on(geometry)
        lon, lat = (text_of(float(at[0])), text_of(float(at[1]))) if at else ("", "")
        found = [text_of(value.get("id")), lon, lat, text_of(geometry)]
        return found[-len(self._own) :] if _is_feature(value) else [""] * len(self._own)

    def _values(self) -> Iterator[Found]:
        with self.path.open("rb", buffering=0) as file:
            if self._lined:
                lines = Lines(file)
                yield from _by_line(lines)
                self._notes = lines.notes()
            else:
                start = file.read(BLOCK)
                yield from _Document(file.read, start, self.path.name).values()


def _is_feature(value: Mapping[str, object]) -> bool:
    return value.get("type") == "Feature" and "geometry" in value


def _is_somewhere(geometry: object) -> bool:
    """Whether a geometry says where something is: in GeoJSON empty coordinates say nothing, as ``null`` does."""
    return not isinstance(geometry, dict) or any(geometry.get(name) for name in ("coordinates", "geometries"))


def _shown(value: object) -> str:
    """A value that is no object, as the file has it: strings and lists too."""
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Mapping[str, object]) -> Mapping[str, object]:
    """The keys of an object that are columns: of a feature its properties, and what else it says of itself."""
    if not _is_feature(value):
        return value
    properties = value.get("properties")
    more = {key: one for key, one in value.items() if key not in {"type", "id", "geometry", "properties", "bbox"}}
    return {**(properties if isinstance(properties, dict) else {}), **more}


def _by_line(lines: Lines) -> Iterator[Found]:
    """The objects of a file that has a line for each."""
    for block in lines.blocks:
        for text in block:
            number = lines.number
            lines.take(1)
            lost, mended = lines.lost.pop(number, ""), lines.mended.pop(number, "")
            if lost:
                yield Found(number, lines.read, None, lost)
            elif line := text.strip():
                try:
                    yield Found(number, lines.read, _loads(line), "", mended)
                except ValueError as error:
                    yield Found(number, lines.read, None, f"is not JSON ({_why(error)}): {shorten(line[:200])}")


def _why(error: ValueError) -> str:
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else shorten(str(error))


class _Document:
    """One JSON text that holds a list of objects, read piece by piece."""

    def __init__(self, read: Callable[[int], bytes], start: bytes, name: str) -> None:
        skipped, codec, _ = sort_of(start)
        self._decode = codecs.getincrementaldecoder(codec)("replace").decode
        self._read = read
        self._name = name
        self._taken = len(start)
        self._text = self._decode(start[skipped:])
        self._at = 0
        self._ended = False
        self._decoder = json.JSONDecoder()

    def values(self) -> Iterator[Found]:
        """The items of the list.

        Raises:
            DatasetError: There is no list.
        """
        if not self._find():
            raise DatasetError(f"{self._name} has no list of objects; expected a list, or a member 'features' or 'data'")
        while (sign := self._sign()) not in {"", "]"}:
            if sign == ",":
                self._at += 1
                continue
            try:
                yield Found(0, self._taken, self._value())
            except NestedError as error:
                if not self._skip():
                    yield Found(0, self._taken, None, "the file ends within this record")
                    break
                yield Found(0, self._taken, None, f"is not read: {error}")
            except ValueError as error:
                ended = "the file ends within this record" if self._ended else f"is not JSON ({_why(error)})"
                yield Found(0, self._taken, None, f"{ended}; what follows was not read")
                break

    def _find(self) -> bool:
        """Go to the first item of the list of rows; whether there is one."""
        if self._sign() == "[":
            self._at += 1
            return True
        self._at += 1
        while self._sign() == '"':
            try:
                key = self._value()
                if self._sign() != ":":
                    return False
                self._at += 1
                if self._sign() == "[" and key in LISTS:
                    self._at += 1
                    return True
                self._value()
            except ValueError:
                return False
            if self._sign() == ",":
                self._at += 1
        return False

    def _sign(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if not self._text[self._at].isspace():
                    return self._text[self._at]
                self._at += 1
            if not self._more(BLOCK):
                return ""

    def _value(self) -> object:
        """The next value.

        Raises:
            ValueError: There is none, or it is longer than ``MOST_LINE``.
        """
        size = BLOCK
        while True:
            try:
                value, at = self._decoded()
            except RecursionError:
                raise NestedError from None
            except ValueError:
                at = -1
                if len(self._text) - self._at > MOST_LINE:
                    raise ValueError(f"it is longer than {MOST_LINE >> 20} MB or broken") from None
                if not self._more(size):
                    raise
                size *= 2
            else:
                # a number goes on where the text does
                if at < len(self._text) or not self._more(BLOCK):
                    self._at = at
                    return value

    def _skip(self) -> bool:
        """Go behind the value that begins here by counting its brackets; whether it ends in the file."""
        depth, quoted = 0, False
        while True:
            for found in _BRACKETS.finditer(self._text, self._at):
                sign = found[0]
                if sign == '"':
                    quoted = not quoted
                elif not quoted and sign in "[{":
                    depth += 1
                elif not quoted and sign in "]}":
                    depth -= 1
                    if not depth:
                        self._at = found.end()
                        return True
            # a backslash and what it escapes stay together
            at = len(self._text) - (len(self._text) - len(self._text.rstrip("\\"))) % 2
            self._at = max(self._at, at)
            if not self._more(BLOCK):
                return False

    def _decoded(self) -> tuple[object, int]:
        """The value that begins here, and where it ends; as ``_loads``."""
        try:
            return self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError:
            raise
        except ValueError:
            return json.JSONDecoder(parse_int=str).raw_decode(self._text, self._at)

    def _more(self, size: int) -> bool:
        """Read on; whether there was more."""
        block = self._read(size)
        self._taken += len(block)
        more = self._decode(block, not block)
        self._text, self._at = self._text[self._at :] + more, 0
        self._ended = not block
        return bool(block)
