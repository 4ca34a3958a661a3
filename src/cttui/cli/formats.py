"""What the command line alone prints: an event as text, and findings of verify; exports are ``cttui.exports``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from cttui.cli.findings import CHECK_FORMATS
from cttui.explore.copy import Quoted, Verified
from cttui.explore.detail import DetailView
from cttui.explore.sources import Cited
from cttui.text import clean


def event_text(detail: DetailView, cited: Iterable[Cited]) -> Iterator[str]:
    """An event with its figures and sources, as plain lines."""
    yield clean(detail.title)
    where = ", ".join(dict.fromkeys(part for part in (detail.place, *detail.provinces) if part))
    yield clean(f"{detail.date} · {detail.kind} · {where}")
    yield clean(detail.id)
    yield ""
    yield from map(clean, detail.summary.splitlines())
    if detail.figures:
        yield from ("", "Figures")
        for group in detail.figures:
            state = "  ≠ disputed" if group.disputed else "  differing" if group.differing else ""
            yield clean(f"  {group.measure}, {group.who}" + (f" ({group.scope})" if group.scope else "") + state)
            for figure in group.figures:
                said = "; ".join(f"{c.by} [{c.source}]" + (" superseded" if c.superseded else "") for c in figure.claimants)
                notes = f" ({'; '.join(figure.notes)})" if figure.notes else ""
                yield clean(f"    {figure.stated:>12}  {said}{notes}")
    independent = f", {detail.independent} independent" if detail.independent != len(detail.sources) else ""
    yield from ("", f"Sources  {len(detail.sources)}{independent}")
    for line, source in zip(detail.sources, cited, strict=True):
        yield clean(f"  [{line.number}] {source.citation}")
        yield clean(f"      {line.id} · {line.about}")
        for claim in source.claims:
            if claim.quote:
                yield clean(f"      {claim.stated} {claim.measure}, {claim.who}: “{claim.quote}”")
    for heading, links in detail.links:
        yield from ("", heading)
        for link in links:
            yield clean(f"  {link.date}{f', {link.gap}' if link.gap else ''}  {link.title}  {link.id}")


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

__all__ = ["CHECK_FORMATS", "VERIFY_FORMATS", "event_text"]
