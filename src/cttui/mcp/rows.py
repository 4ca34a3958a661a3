"""Events, sources and figures as tools answer them: JSON objects as ``schemas`` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cttui.explore.claims import Account, Entry, Section, finite
from cttui.mcp.bounds import Plain
from cttui.mcp.schemas import Schema
from cttui.mcp.served import Served
from cttui.model import dates
from cttui.model.records import Source
from cttui.model.register import Register
from cttui.model.sources import called
from cttui.store.parts import Row

HERE = 12
"""Figures of one population where populations are listed: the highest and the lowest."""


def when(date: str) -> str:
    """A date in words."""
    return dates.describe(dates.parse(date)) if date else "date unknown"


def chosen(schema: Schema, plain: Plain) -> Plain:
    """What a schema names of a record."""
    names = schema["properties"]
    assert isinstance(names, dict)  # noqa: S101 - as schemas.record makes it
    return {name: plain[name] for name in names if name in plain}


def event_row(served: Served, row: Row) -> Plain:
    """An event in a list."""
    return {
        "id": row.id,
        "date": row.date,
        "when": when(row.date),
        "kind": row.kind,
        "title": row.title,
        "provinces": list(row.provinces),
        "killed": row.toll,
        "disputes": row.disputes,
        "sources": row.sources,
        "link": served.link(event=row.id),
    }


def cited(source: Source) -> Plain:
    """A source in short."""
    return {
        "id": source.id,
        "title": str(called(source)),
        "publisher": source.publisher,
        "issued": source.issued,
        "url": source.url,
        "standpoint": source.standpoint,
    }


def figure(entry: Entry, sources: Mapping[str, Source]) -> Plain:
    """A figure that somebody states."""
    return {
        "stated": entry.stated,
        "low": finite(entry.low),
        "high": finite(entry.high),
        "by": entry.by,
        "by_standpoint": entry.standpoint,
        "quote": entry.quote,
        "note": entry.note,
        "as_of": entry.claim.as_of,
        "superseded": entry.superseded,
        "event": entry.event_id,
        "source": cited(sources[entry.source_id]),
    }


def claimants(register: Register, names: Iterable[str]) -> list[Plain]:
    """What the figures of some claimants cover, as far as the timeline says."""
    return [{"name": name, "counts": counts} for name in dict.fromkeys(names) if (counts := register.counts(name))]


def population(section: Section, account: Account, entries: Iterable[Entry], sources: Mapping[str, Source]) -> Plain:
    """Comparable figures, or some of them."""
    # the year's axis also has counts that lack its last days, and those say so
    period = account.period or section.period
    return {
        "measure": section.measure,
        "who": account.who,
        "unit": section.unit,
        "period": period,
        "province": section.province,
        "event": ", ".join(filter(None, (section.event, section.date))),
        "includes": account.wider,
        "conflict": account.state or "none",
        "spread": account.spread,
        "claims": len(account.entries),
        "figures": [figure(entry, sources) for entry in entries],
    }


def ends(entries: Sequence[Entry], most: int = HERE) -> list[Entry]:
    """The highest and the lowest of some figures, which are in order; all if they are few."""
    if len(entries) <= most:
        return list(entries)
    return [*entries[: most - most // 2], *entries[len(entries) - most // 2 :]]
