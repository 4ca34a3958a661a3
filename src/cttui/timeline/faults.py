"""Problems of records, in sentences that say what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from cttui.model import records as model
from cttui.model import values
from cttui.model.records import Record
from cttui.text import nearest, shorten, stray

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_PROBLEMS = 200
"""The most problems reported in one run; with more, the file is something else."""


def explained(
    record: type[Record], detail: ErrorDetails, unknown: Callable[[str, str, Collection[str]], str]
) -> tuple[str, str, str, str]:
    """The rule that is broken, the key, what was found and what would be right, from one of pydantic's errors."""
    loc, kind = detail["loc"], detail["type"]
    key = key_of(loc)
    found = _found(detail["input"])
    if kind == "missing":
        return "missing", key, "", f"{loc[-1]} is missing"
    if kind == "unexpected_keyword_argument":
        allowed = [item.name for item in fields(_record_at(record, loc[:-1]))]
        return "unknown-key", key, "", unknown("key", str(loc[-1]), allowed)
    if kind == "literal_error":
        allowed = [part.strip("'") for part in re.split(", | or ", str(detail["ctx"]["expected"]))]
        close = nearest(str(detail["input"]), allowed)
        advice = meant(str(detail["input"]), close) if close else f"expected one of {', '.join(allowed)}"
        return "unknown-value", key, found, f"unknown {_what(loc)}; {advice}"
    if kind == "value_error":
        error = detail["ctx"]["error"]
        return values.broken(error), key, found, str(error)
    if kind == "tuple_type":
        if loc == ("claims",) and isinstance(detail["input"], dict):
            return "value-type", key, found, "write [[event.claims]], in double brackets, above each claim"
        return "value-type", key, found, "expected a list in square brackets"
    if kind in {"dataclass_type", "dict_type"}:
        return "value-type", key, found, 'expected a table in braces, e.g. { key = "value" }'
    return "value-type", key, found, lower(detail["msg"])


def key_of(path: tuple[str | int, ...]) -> str:
    """A path inside a record as messages show it: ``claims[3].quote``."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{shorten(part)}" for part in path).removeprefix(".")


def _what(path: tuple[str | int, ...]) -> str:
    """What a value is, by its key, or by that of the list in which it stands."""
    last = path[-1]
    return last if isinstance(last, str) else str(path[-2]).removesuffix("s")


def _found(value: object) -> str:
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, dict):
        return shorten("{ " + ", ".join(f"{key} = {item!r}" for key, item in value.items()) + " }")
    return shorten(values.spelt(value))


def _record_at(record: type[Record], loc: tuple[str | int, ...]) -> type[Any]:
    """The class of the record at a path inside ``record``."""
    inner: dict[str | int, type[Record]] = {"claims": model.Claim, "place": model.Place}
    return inner.get(loc[0], record) if loc else record


def meant(found: str, close: str) -> str:
    """The suggestion of one text for another; if they look alike, it names the difference."""
    unseen = stray(found, close)
    return f"did you mean {close}, without {unseen}?" if unseen else f"did you mean {close}?"


def lower(message: str) -> str:
    """A parser's message in the form used after a colon."""
    return message[:1].lower() + message[1:]
