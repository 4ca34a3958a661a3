"""What the command line alone prints: findings of verify; exports are ``cttui.exports``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from cttui.cli.findings import CHECK_FORMATS
from cttui.explore.copy import Quoted, Verified
from cttui.text import clean


def _verify_table(found: Iterable[Verified]) -> Iterator[str]:
    for one in found:
        yield clean(f"{one.source_id}  {one.state}" + (f": {one.trouble}" if one.trouble else ""))
        for quoted in one.quotes if one.state == "intact" else ():
            if not quoted.found:
                yield from map(clean, _unfound(quoted))


def _unfound(quoted: Quoted) -> Iterator[str]:
    """A quote that is not found, and right below it the similar passage, so that the difference is visible."""
    if quoted.state == "similar":
        yield "  similar, not identical"
        yield f"    quote  “{quoted.quote}”"
        yield f"    copy   “{quoted.passage}”"
        yield f"    claim  {quoted.event_id}: {quoted.label}"
    else:
        yield f"  orphan  “{quoted.quote}”  {quoted.event_id}: {quoted.label}"
    if quoted.withdrawn:
        yield f"    {quoted.withdrawn}"


def _verify_json(found: Iterable[Verified]) -> Iterator[str]:
    records = [
        {
            "source": one.source_id,
            "copy": one.state,
            "trouble": one.trouble,
            "quotes": [
                {
                    "event": quoted.event_id,
                    "claim": quoted.label,
                    "quote": quoted.quote,
                    "state": quoted.state,
                    "score": round(quoted.score, 1),
                    "passage": quoted.passage if quoted.placed else None,
                    "start": quoted.start if quoted.placed else None,
                    "stop": quoted.stop if quoted.placed else None,
                    "stood": quoted.stood or None,
                }
                for quoted in (one.quotes if one.state == "intact" else ())
            ],
        }
        for one in found
    ]
    yield json.dumps(records, ensure_ascii=False, indent=2)


VERIFY_FORMATS: dict[str, Callable[[Iterable[Verified]], Iterator[str]]] = {"table": _verify_table, "json": _verify_json}
"""The output formats of ``cttui verify``, by name.

Offsets are into the copy's text, in characters; ``stood`` is the day of the latest earlier copy that holds the quote.
"""

__all__ = ["CHECK_FORMATS", "VERIFY_FORMATS"]
