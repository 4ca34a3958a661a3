"""What a browser may send, as ``textual.js`` of textual-serve writes it: JSON lists of a kind and its value."""

from __future__ import annotations

import json
from typing import NamedTuple

MOST_TEXT = 1 << 16
"""Longest message of a browser, in characters; a longer paste ends the session."""
MOST_TYPED = 64 << 20
"""Bytes that a session takes in all, of keys and of the mouse; more than a hand makes in days."""
COLUMNS, LINES = (20, 500), (5, 250)
"""Fewest and most columns and lines of a screen."""


class Typed(NamedTuple):
    """Keys, the mouse, or pasted text, as a terminal sends them."""

    data: bytes


class Resized(NamedTuple):
    """The screen has another size."""

    width: int
    height: int


class Ping(NamedTuple):
    """The browser measures how far away the server is."""

    sent: str


class Looked(NamedTuple):
    """The page has the keyboard, or has it no more."""

    here: bool


Packet = Typed | Resized | Ping | Looked


def read(text: str) -> Packet | None:
    """A message of the browser; ``None`` if it is none of those that are expected."""
    if len(text) > MOST_TEXT:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match found:
        case ["stdin", str() as typed]:
            try:
                return Typed(typed.encode())
            except UnicodeEncodeError:
                return None
        case ["resize", {"width": int() as width, "height": int() as height}] if not isinstance(width, bool):
            return Resized(*size(width, height))
        case ["ping", str() as sent] if len(sent) <= 20 and sent.isdecimal():
            return Ping(sent)
        case ["focus"] | ["blur"]:
            return Looked(found == ["focus"])
    return None


def size(width: int, height: int) -> tuple[int, int]:
    """A size within what a screen may have."""
    return max(COLUMNS[0], min(width, COLUMNS[1])), max(LINES[0], min(height, LINES[1]))


def asked_size(width: str, height: str) -> tuple[int, int]:
    """The size that the page asks for at first; a terminal's usual one where it says nothing of use."""
    columns, lines = (int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0 for text in (width, height))
    return size(columns or 80, lines or 24)
