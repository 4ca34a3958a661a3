"""What keeps an answer safe and small: no character that steers a screen or hides, no text or list without an end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cttui.errors import CttuiError
from cttui.text import line

Plain = dict[str, object]
"""A JSON object."""

MOST_TEXT = 2_000
"""Characters of one text."""
MOST_METHOD = 12_000
"""Characters of a timeline's account of itself, which is one text."""
MOST_ITEMS = 50
"""Items of a list inside a row."""
MOST_CHARACTERS = 30_000
"""Characters of the rows of one answer, as JSON: about 8,000 tokens."""
MOST_BESIDE = 6_000
"""Characters of a list that stands beside them."""

_HIDDEN = re.compile("[\U000e0000-\U000e0fff]")
"""Tags and supplementary variation selectors (Unicode 16, section 23.9 and 23.4): invisible, and read by language models."""


class PageError(CttuiError):
    """A call asks for rows that there are not."""


def sound(value: object, most: int = MOST_TEXT, items: int = MOST_ITEMS) -> object:
    """A JSON value with every text made safe and cut, and every list of texts cut; what was cut says how much is missing.

    Args:
        value: The value.
        most: Characters of a text.
        items: Texts of a list.
    """
    if isinstance(value, str):
        return _text(value, most)
    if isinstance(value, Mapping):
        return {name: sound(one, most, items) for name, one in value.items()}
    if isinstance(value, Sequence):
        texts = bool(value) and all(isinstance(one, str) for one in value)
        kept = [sound(one, most, items) for one in (value[:items] if texts else value)]
        return kept if len(kept) == len(value) else [*kept, f"… [{len(value) - len(kept):,} more]"]
    return value


def _text(value: str, most: int) -> str:
    # what a line feed parts are lines; all else that would start a new one is no text
    kept = "\n".join(line(part) for part in _HIDDEN.sub("", value[: most + 1]).split("\n"))
    return kept if len(value) <= most else f"{kept[:most]}… [{len(value) - most:,} more characters]"


class Page(NamedTuple):
    """Some rows of all."""

    rows: list[Plain]
    about: Plain
    """As ``schemas.PAGE`` has it."""


def window(offset: int, limit: int, of: int, what: str) -> tuple[int, int]:
    """The positions that a call asks for.

    Raises:
        PageError: It skips more rows than there are.
    """
    if offset and offset >= of:
        raise PageError(f"offset {offset:,} is past the last of {of:,} {what}; expected 0 to {max(of - 1, 0):,}")
    return offset, min(offset + limit, of)


def page(rows: Iterable[Plain], offset: int, of: int) -> Page:
    """As many of some rows as an answer may hold, one at least.

    Args:
        rows: The rows that the call asks for.
        offset: The position of the first.
        of: Rows in all.
    """
    kept = _fitting(rows, MOST_CHARACTERS)
    return Page(kept, paged(len(kept), offset, of))


def _fitting(rows: Iterable[Plain], most: int) -> list[Plain]:
    """The first rows that have no more characters together, one at least."""
    kept: list[Plain] = []
    size = 0
    for row in rows:
        safe = sound(row)
        assert isinstance(safe, dict)  # noqa: S101 - it was made of one
        size += len(json.dumps(safe, ensure_ascii=False))
        if kept and size > most:
            break
        kept.append(safe)
    return kept


def paged(rows: int, offset: int, of: int) -> Plain:
    """Which rows of all some are."""
    after = offset + rows
    again = f"call again with offset={after}" if after < of else ""
    return {"first": offset + 1 if rows else 0, "rows": rows, "of": of, "left": of - after, "more": again}


def first(rows: Sequence[Plain], most: int, how: str) -> tuple[list[Plain], str]:
    """The first rows of a list that is not paged, and how many are missing and how to get them; empty for none."""
    kept = _fitting(rows[:most], MOST_BESIDE)
    return kept, more(len(rows) - len(kept), how)


def more(left: int, how: str) -> str:
    """How many rows are missing and how to get them; empty for none."""
    return f"{left:,} more: {how}" if left > 0 else ""


def passage(told: str, start: int, stop: int, around: int) -> str:
    """What stands at a place of a text and around it, on one line.

    Args:
        told: The text.
        start: Where the place begins, in characters.
        stop: Where it ends.
        around: Characters on either side of it.
    """
    first, last = max(0, start - around), stop + around
    return f"{'…' if first else ''}{' '.join(told[first:last].split())}{'…' if last < len(told) else ''}"
