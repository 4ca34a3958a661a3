"""What the command line prints: a selection as a table, JSON lines or CSV, an event as text, findings."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain

from cttui.errors import Problem
from cttui.explore.claims import Ledger, finite
from cttui.explore.copy import Quoted, Verified
from cttui.explore.detail import DetailView
from cttui.explore.sources import Cited
from cttui.model import dates
from cttui.model.claims import Lens
from cttui.model.records import Event
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Ask, Index
from cttui.store.parts import Row
from cttui.store.wants import Rows
from cttui.text import clean

PAGE = 500
"""Rows read at once."""


def pages(index: Index, query: Query, lens: Lens) -> Iterator[tuple[Row, ...]]:
    """The events of a query, read by the page, their dead counted under a lens."""
    start, count = 0, 1
    while start < count:
        want = Rows(start, start + PAGE, lens)
        answer = index.answer(Ask(query, (want,)))
        start, count = start + PAGE, answer.selection.count
        yield answer[want].rows


def _table(index: Index, query: Query, lens: Lens) -> Iterator[str]:
    for row in chain.from_iterable(pages(index, query, lens)):
        mark = "≠" if row.disputed else " "
        yield f"{row.date or 'undated':24} {row.kind:10} {' '.join(row.provinces):14} {row.toll:>8} {mark} {clean(row.title)}"


def _record(row: Row, event: Event) -> dict[str, object]:
    when = event.when
    return {
        "id": row.id,
        "date": row.date,
        "earliest": dates.day_text(when.earliest) if when else None,
        "latest": dates.day_text(when.latest) if when else None,
        "kind": row.kind,
        "title": row.title,
        "provinces": list(event.provinces),
        "place": event.place.name if event.place else "",
        "actors": list(event.actors),
        "tags": list(event.tags),
        "killed": row.toll,
        "disputed": row.disputed,
        "sources": list(event_sources(event)),
    }


def _records(index: Index, query: Query, lens: Lens) -> Iterator[dict[str, object]]:
    for rows in pages(index, query, lens):
        yield from map(_record, rows, index.events([row.n for row in rows]))


def _jsonl(index: Index, query: Query, lens: Lens) -> Iterator[str]:
    for record in _records(index, query, lens):
        yield json.dumps(record, ensure_ascii=False)


def _csv(index: Index, query: Query, lens: Lens) -> Iterator[str]:
    yield from csv_lines(_records(index, query, lens))


def csv_lines(records: Iterable[dict[str, object]]) -> Iterator[str]:
    """A line of heads and one for each record; texts that a spreadsheet would run as a formula are defused."""
    buffer = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for record in records:
        if writer is None:
            writer = csv.DictWriter(buffer, list(record), lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in record.items()})
        yield buffer.getvalue().removesuffix("\n")
        buffer.seek(0)
        buffer.truncate()


_FORMULA = re.compile(r"[\s\"'\u2018-\u201f\u200b-\u200f\u2060\ufeff]*+[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a cell begins that some spreadsheet runs: a sign of a formula, in full width too, after blanks and quotation marks.

From OWASP's page on CSV injection; a tab or a line end at the start lets what follows begin a cell of its own.
"""
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")


def _cell(value: object) -> object:
    """A value as it stands in a cell: text that a spreadsheet would run gets an apostrophe, which shows it as it is."""
    text = ";".join(map(str, value)) if isinstance(value, list) else value
    if not isinstance(text, str):
        return text
    # a bare carriage return would end the row, since the writer sets only line feeds in quotation marks
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


FORMATS: dict[str, Callable[[Index, Query, Lens], Iterator[str]]] = {"table": _table, "jsonl": _jsonl, "csv": _csv}
"""How a query's events are printed, by name; each yields lines."""


def _claims_table(found: Ledger) -> Iterator[str]:
    for section in found.sections:
        yield clean(f"{section.measure}  {section.scope}")
        yield from (f"  our arithmetic: {text}" for text in section.arithmetic)
        for account in section.accounts:
            state = {"disputed": f"  ≠ disputed, {account.spread}", "differing": "  differing", "": ""}[account.state]
            yield clean(f"  {account.who}{state}")
            for entry in account.entries:
                superseded = ", superseded" if entry.superseded else ""
                note = f"  ({entry.note})" if entry.note else ""
                about = f"{entry.standpoint} · {entry.publisher}, {entry.issued}"
                yield clean(f"    {entry.stated:>16}  {entry.by}{superseded}  {about}{note}")
        yield ""


def _claim_records(found: Ledger) -> Iterator[dict[str, object]]:
    for section in found.sections:
        for account in section.accounts:
            for entry in account.entries:
                yield {
                    "measure": section.measure,
                    "scope": section.scope,
                    "who": account.who,
                    "state": account.state,
                    "spread": account.spread,
                    "stated": entry.stated,
                    "low": finite(entry.low),
                    "high": finite(entry.high),
                    "by": entry.by,
                    "standpoint": entry.standpoint,
                    "superseded": entry.superseded,
                    "event": entry.event_id,
                    "source": entry.source_id,
                    "publisher": entry.publisher,
                    "issued": entry.issued,
                    "quote": entry.quote,
                    "note": entry.note,
                }


def _claims_jsonl(found: Ledger) -> Iterator[str]:
    for record in _claim_records(found):
        yield json.dumps(record, ensure_ascii=False)


def _claims_csv(found: Ledger) -> Iterator[str]:
    yield from csv_lines(_claim_records(found))


CLAIM_FORMATS: dict[str, Callable[[Ledger], Iterator[str]]] = {
    "table": _claims_table,
    "jsonl": _claims_jsonl,
    "csv": _claims_csv,
}
"""How a ledger is printed, by name; each yields lines, and all but the table a claim a line."""


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
        yield clean(f"      {line.id} · {line.standpoint}")
        for claim in source.claims:
            if claim.quote:
                yield clean(f"      {claim.stated} {claim.measure}, {claim.who}: “{claim.quote}”")
    for heading, links in detail.links:
        yield from ("", heading)
        for link in links:
            yield clean(f"  {link.date}{f', {link.gap}' if link.gap else ''}  {link.title}  {link.id}")


def _problem_text(path: str, problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield clean(f"{path}:{problem.line}: {problem.sentence()}" if problem.line else f"{path}: {problem.sentence()}")


def _problem_json(path: str, problems: Iterable[Problem]) -> Iterator[str]:
    yield json.dumps([{"file": path, **asdict(problem)} for problem in problems], ensure_ascii=False, indent=2)


def _problem_github(path: str, problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        message = clean(problem.sentence()).replace("%", "%25")
        file = path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        yield f"::error file={file},line={max(problem.line, 1)}::{message}"


CHECK_FORMATS: dict[str, Callable[[str, Iterable[Problem]], Iterator[str]]] = {
    "text": _problem_text,
    "json": _problem_json,
    "github": _problem_github,
}
"""How ``cttui check`` prints what it found, by name."""


def _verify_table(found: Iterable[Verified]) -> Iterator[str]:
    for one in found:
        yield clean(f"{one.source_id}  {one.state}" + (f": {one.trouble}" if one.trouble else ""))
        for quoted in one.quotes if one.state == "intact" else ():
            if not quoted.found:
                yield from map(clean, _unfound(quoted))


def _unfound(quoted: Quoted) -> Iterator[str]:
    """A quote that is not found, and right under it the passage that is similar, so that what differs is seen."""
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
"""How ``cttui verify`` prints what it found, by name.

Offsets are into the copy's text, in characters; ``stood`` is the day of the latest earlier copy that holds the quote.
"""
