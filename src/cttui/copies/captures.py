"""The record of one copy: which source, which bytes, when and from where, as JSON with its own digest.

A record may be truncated, damaged on disk, or come from somebody else: each value is checked before use.
The digest detects damage, not forgery: whoever writes a false record can write its digest too. Records of version 1, before
there was a ``version``, have none and are still read.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from datetime import datetime, timedelta

from cttui.lazy import dataclass
from cttui.text import line, shorten
from cttui.timeline.file import digest

VERSION = 2
"""The version written; version 1 had neither ``version`` nor ``digest``."""
MAX_SIZE = 1 << 20
"""Largest record, in bytes; it holds two addresses and a few short texts."""

_SHA = re.compile(r"[0-9a-f]{64}")
AGAIN = "delete it and attach the source again"
NEWER = "open the library with a newer cttui"


@dataclass(frozen=True, slots=True)
class Capture:
    """One copy of a source: which bytes, when they were taken, and from where."""

    source: str
    """The source's id."""
    sha256: str
    """Of its bytes, in hexadecimal."""
    size: int
    """In bytes."""
    media_type: str
    """``text/html``, ``application/pdf``, ``text/markdown`` or ``text/plain``."""
    charset: str
    """What the server said; empty for nothing."""
    captured: str
    """When, in UTC: ``2026-11-22T01:23:45.123456Z``."""
    origin: str
    """The name of the original file, or the requested URL."""
    final_url: str = ""
    """The final URL, after redirects; empty for a file."""


class RecordError(ValueError):
    """Some bytes are not a record of a copy; the message says what is wrong.

    Attributes:
        line: The line, from 1; 0 for the record as a whole.
        remedy: What to do about it.
    """

    def __init__(self, message: str, number: int = 0, remedy: str = AGAIN) -> None:
        super().__init__(message)
        self.line = number
        self.remedy = remedy


def written(capture: Capture) -> bytes:
    """A capture's record, one value per line."""
    plain = {"version": VERSION, **asdict(capture), "digest": _digest(capture)}
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes, source_id: str) -> Capture:
    """A capture from its record.

    Args:
        content: The record's bytes.
        source_id: The source whose folder it is in.

    Raises:
        RecordError: They are not a record, or belong to another source.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        byte = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise RecordError(f"invalid JSON, {byte}", content.count(b"\n", 0, error.start) + 1) from None
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        # a number of more than 4,300 digits and nesting that is too deep are Python's own errors
        raise RecordError("invalid JSON", getattr(error, "lineno", 0)) from None
    if not isinstance(plain, dict):
        raise RecordError("not a JSON object", 1)
    version = plain.get("version", 1)
    if type(version) is not int or not 1 <= version <= VERSION:
        raise RecordError(f"version {shorten(str(version), 20)}", _line(text, "version"), NEWER)
    for key in (field.name for field in fields(Capture)):
        value = plain.get(key)
        if key == "size":
            if type(value) is not int or value < 0:
                raise RecordError("its size is not a number of bytes", _line(text, key))
        elif not isinstance(value, str) or value != line(value):
            raise RecordError(f"its {key} is not a line of text", _line(text, key))
    capture = Capture(**{field.name: plain[field.name] for field in fields(Capture)})
    _sound(capture, source_id, text)
    if (version > 1 or "digest" in plain) and plain.get("digest") != _digest(capture):
        raise RecordError("damaged after it was written: its digest does not match", _line(text, "digest"))
    return capture


def _sound(capture: Capture, source_id: str, text: str) -> None:
    if not _SHA.fullmatch(capture.sha256):
        raise RecordError("its sha256 is invalid", _line(text, "sha256"))
    if capture.source != source_id:
        raise RecordError(f"it belongs to the source {shorten(capture.source)}", _line(text, "source"))
    try:
        offset = moment(capture).utcoffset()
    except ValueError:
        raise RecordError(f"its time is invalid: {shorten(capture.captured)}", _line(text, "captured")) from None
    if offset != timedelta(0):
        raise RecordError("its time is not in UTC", _line(text, "captured"))


def moment(capture: Capture) -> datetime:
    """When a copy was taken."""
    return datetime.fromisoformat(capture.captured)


def _digest(capture: Capture) -> str:
    return digest(json.dumps(asdict(capture), sort_keys=True).encode())


def _line(text: str, key: str) -> int:
    """The line of a key in a record; 0 if it has none."""
    before, found, _ = text.partition(f'"{key}"')
    return before.count("\n") + 1 if found else 0
