"""The line at which a record stands in a timeline's text, or one of its claims: where an editor is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cttui.errors import TimelineEditError
from cttui.model.records import Claim
from cttui.model.values import spelt
from cttui.timeline.edit import Editor, Found

_SAME = (
    "measure",
    "who",
    "value",
    "min",
    "max",
    "best",
    "words",
    "unit",
    "by",
    "source",
    "quote",
    "period",
    "province",
    "as_of",
)
"""The keys of a claim that tell it from the event's others."""


def line_of(text: str, table: str, label: str, claim: Claim | None = None) -> int:
    """The line of a record, from 1, or of one of an event's claims; 1 if the text has no such record.

    Args:
        text: The file's text as it stands.
        table: The record's table: ``event``.
        label: Its id, code or name.
        claim: One of its claims.
    """
    editor = Editor(text)
    try:
        found = editor.find(table, label)
        start = found.start if claim is None else _claim_start(editor, found, claim)
    except (TimelineEditError, ValueError):
        # not TOML just now, or the record is gone: the reader opens the file to see what is there
        return 1
    return text.count("\n", 0, start) + 1


def _claim_start(editor: Editor, found: Found, claim: Claim) -> int:
    """Where a claim begins; where its event does, if the claim is gone or stands in an unusual layout."""
    plain = editor.plain(found).get("claims", ())
    place = next((place for place, one in enumerate(plain) if _is(claim, one)), None)
    if place is None:
        return found.start
    pair = found.pair("claims")
    starts = [block.start for block in found.under if block.below == ("claims",)]
    if pair is not None:
        starts = [item.start for item in pair.value.items or ()]
    return starts[place] if place < len(starts) else found.start


def _is(claim: Claim, plain: Mapping[str, Any]) -> bool:
    return all(spelt(plain.get(key) or "") == str(getattr(claim, key) or "") for key in _SAME)
