"""An event as plain lines, for whatever prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cttui.explore.detail import DetailView
from cttui.explore.sources import Cited
from cttui.text import clean


def event_text(detail: DetailView, cited: Iterable[Cited]) -> Iterator[str]:
    """An event with its figures and sources, as plain lines."""
    yield clean(detail.title)
    where = ", ".join(dict.fromkeys(part for part in (detail.place, *detail.provinces) if part))
    yield clean(" · ".join(part for part in (detail.date, detail.kind, where) if part))
    yield clean(detail.id)
    if detail.summary:
        yield from ("", *map(clean, detail.summary.splitlines()))
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
