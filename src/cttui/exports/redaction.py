"""What a redaction takes out of an export, read from a small TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from cttui.errors import CttuiError
from cttui.lazy import dataclass
from cttui.text import line, nearest, shorten

Places = Literal["district", "province"]
"""How exactly places may leave: by their district, or by their province alone."""

DROPPED = (
    "event.summary", "event.place", "event.actors", "event.tags", "event.responds_to", "event.related", "event.claims",
    "claim.quote", "claim.note",
    "source.title", "source.title_note", "source.publisher", "source.author", "source.url", "source.language", "source.digest",
)  # fmt: skip
"""The fields that may be dropped: those without which a record is still valid, and still counts as it did."""

MAX_REDACTION = 100_000
"""Largest file, in bytes."""


class RedactionError(CttuiError):
    """A redaction cannot be read; nothing was exported."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is taken out of an export."""

    drop: frozenset[str] = frozenset()
    """Of ``DROPPED``."""
    places: Places | None = None
    quotes: bool = True
    """Whether quotes stay."""
    names: bool = True
    """Whether the names of actors, authors and claimants stay."""

    @property
    def is_empty(self) -> bool:
        """Whether everything stays."""
        return not self.drop and self.places is None and self.quotes and self.names

    def drops(self, field: str) -> bool:
        """Whether a field is taken out, by whichever key."""
        return field in self.drop or (field == "claim.quote" and not self.quotes)


NOTHING = Redaction()


def read(path: Path) -> Redaction:
    """Read a redaction.

    Raises:
        RedactionError: The file cannot be read, or asks for what there is not; the sentence names it.
    """
    # needed by nobody who takes nothing out
    import tomli

    from cttui import disk

    name = line(str(path))
    try:
        text = disk.read(path, MAX_REDACTION).decode("utf-8-sig")
    except disk.FileError as error:
        raise RedactionError(f"cannot read {name}: {error}") from None
    except UnicodeDecodeError:
        raise RedactionError(f"cannot read {name}: it is not UTF-8") from None
    try:
        data = tomli.loads(text)
    except (ValueError, RecursionError):
        from cttui.syntax import why_not

        number, why = why_not(text)
        raise RedactionError(f"{name}:{number}: invalid TOML: {why}") from None
    try:
        return _checked(data)
    except ValueError as error:
        raise RedactionError(f"{name}: {error}") from None


def _checked(data: Mapping[str, object]) -> Redaction:
    keys = ("drop", "places", "quotes", "names")
    for key in data:
        if key not in keys:
            close = nearest(key, keys) or "drop"
            raise ValueError(f"unknown key '{shorten(key)}'; expected {', '.join(keys)}; did you mean {close}?")
    drop, places = data.get("drop", []), data.get("places")
    if not isinstance(drop, list):
        raise ValueError('drop: expected a list of fields, e.g. ["event.summary"]')
    for field in drop:
        if field not in DROPPED:
            close = nearest(str(field), DROPPED)
            remedy = f"did you mean {close}?" if close else f"expected some of {', '.join(DROPPED)}"
            raise ValueError(f"drop: '{shorten(str(field))}' is not a field that can be dropped; {remedy}")
    if places is not None and places not in get_args(Places):
        raise ValueError(f'places: found \'{shorten(str(places))}\', expected "district" or "province"')
    for key in ("quotes", "names"):
        if not isinstance(data.get(key, True), bool):
            raise ValueError(f"{key}: expected true or false; false leaves them out")
    quotes, names = data.get("quotes", True) is True, data.get("names", True) is True
    return Redaction(frozenset(drop), places, quotes, names)  # type: ignore[arg-type]  # it is one of the two, or none
