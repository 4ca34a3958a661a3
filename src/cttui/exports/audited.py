"""What came of holding a timeline against a reference set, as plain values: a record a pair, and one an event that is alone."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TextIO

from cttui.audit.audit import STATUSES, Alone, Audit, Pair, Status
from cttui.audit.evidence import told
from cttui.audit.side import Counted, Side
from cttui.exports import spreadsheet
from cttui.lazy import dataclass
from cttui.text import clean, numbered

Record = dict[str, Any]
"""A record as plain values."""

SAID: dict[Status, str] = {
    "different figures": "different figures",
    "missing there": "missing there: only in the timeline",
    "missing here": "missing here: only in the reference set",
    "same": "same",
}
"""The heading of each status."""


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit that is printed."""

    audit: Audit

    def pairs(self, status: Status) -> Iterator[Pair]:
        """The pairs of a status, in the order of the timeline."""
        return (pair for pair in self.audit.pairs if pair.status == status)

    def heading(self) -> str:
        """What was held against what, in a sentence that states both sets."""
        audit = self.audit
        where = f" ({audit.scope.places})" if audit.scope.places else ""
        kept = numbered(audit.looked_at, "event")
        return (
            f"{numbered(audit.count, 'event')} of the timeline, {kept} of {audit.name} of the same days and places{where};"
            f" pairs are at most {audit.bounds.words} apart."
        )

    def summary(self) -> str:
        """How many there are of each status, in one line."""
        return " · ".join(f"{count:,} {status}" for status, count in self.audit.counts.items())

    # -- for spreadsheets and programs ---------------------------------------------------------------------------------

    def documents(self) -> Iterator[Record]:
        """A record each, under the same names for every status, with the evidence and the figures as objects."""
        for status in STATUSES:
            for pair in self.pairs(status):
                yield self._pair(pair)
            if status == "missing there":
                yield from map(self._there, self.audit.missing_there)
            elif status == "missing here":
                yield from map(self._here, self.audit.missing_here())

    def _pair(self, pair: Pair) -> Record:
        km = pair.km
        return {
            **_record(self.audit.name, pair.status, pair.ours, pair.theirs),
            "sure": round(pair.sure, 3),
            "judged": pair.judged,
            "days_apart": pair.days,
            "km_apart": round(km, 1) if km is not None else None,
            "why": [{"part": part.part, "says": part.says, "bits": round(part.bits, 1)} for part in pair.evidence],
            "figures": [
                {"measure": mine.measure, "state": state, "ours": _figure(mine), "theirs": _figure(theirs)}
                for mine, theirs, state in pair.figures
            ],
            "also": list(pair.also),
            "rivals": list(pair.rivals),
        }

    def _there(self, alone: Alone) -> Record:
        return {**_record(self.audit.name, "missing there", alone.side, None), "reason": alone.reason}

    def _here(self, side: Side) -> Record:
        return _record(self.audit.name, "missing here", None, side)


def _record(reference: str, status: Status, ours: Side | None, theirs: Side | None) -> Record:
    return {
        "reference": reference,
        "status": status,
        **{name: getattr(ours, name, "") for name in ("id", "date", "kind", "title")},
        "place": ours.where if ours is not None else "",
        **{f"their_{name}": getattr(theirs, name, "") for name in ("id", "date", "kind", "title")},
        "their_place": theirs.where if theirs is not None else "",
        "sure": None,
        "judged": "",
        "days_apart": None,
        "km_apart": None,
        "why": [],
        "figures": [],
        "also": [],
        "rivals": [],
        "reason": "",
    }


def _figure(counted: Counted) -> Record:
    found = counted.range
    return {
        "who": counted.who,
        "low": found.low if found is not None else None,
        "high": found.high if found is not None and not found.open and math.isfinite(found.high) else None,
        "stated": counted.text,
        "by": list(counted.by),
    }


def _told(figure: Record) -> str:
    return f"{figure['stated']} ({', '.join(figure['by'])})"


@dataclass(frozen=True, slots=True)
class Audits:
    """Audits against several reference sets; a subject of exports."""

    all: tuple[Audited, ...]

    @property
    def columns(self) -> Sequence[str]:
        """The names that each of its records has, in their order."""
        return tuple(_record("", "same", None, None))

    def count(self) -> int:
        """Their records."""
        return sum(sum(one.audit.counts.values()) for one in self.all)

    def documents(self) -> Iterator[Record]:
        """Their records, one set after another."""
        return chain.from_iterable(one.documents() for one in self.all)

    def records(self) -> Iterator[Record]:
        """The same of texts, numbers and lists of texts alone, for the cells of a table."""
        for one in self.documents():
            yield {
                **one,
                "why": [f"{part['part']}: {part['says']} ({part['bits']:+.1f})" for part in one["why"]],
                "figures": [
                    f"{figure['measure']}: {_told(figure['ours'])} | {_told(figure['theirs'])}, {figure['state']}"
                    for figure in one["figures"]
                ],
            }


# -- as text -----------------------------------------------------------------------------------------------------------


def write_table(subject: Audits, stream: TextIO) -> None:
    """Write the sets, and under a heading for each status what there is of it."""
    for place, one in enumerate(subject.all):
        stream.write("\n" if place else "")
        _write_audit(one, stream)


def _write_audit(subject: Audited, stream: TextIO) -> None:
    counts = subject.audit.counts
    stream.write(f"{clean(subject.heading())}\n")
    for status in STATUSES:
        if not counts[status]:
            continue
        stream.write(f"\n{SAID[status]}  {counts[status]:,}\n")
        if status == "missing there":
            stream.writelines(f"{_line(alone.side)}\n{' ' * 6}{clean(alone.reason)}\n" for alone in subject.audit.missing_there)
        elif status == "missing here":
            stream.writelines(f"{_line(side)}\n" for side in subject.audit.missing_here())
        else:
            for pair in subject.pairs(status):
                stream.writelines(f"{clean(line)}\n" for line in _pair_lines(pair))
    if not any(counts.values()):
        stream.write("\nThere is nothing to compare on either side.\n")


def _line(side: Side) -> str:
    where = f"  {side.where}" if side.where else ""
    return clean(f"  {side.date or 'undated'}  {side.id}  {side.title}{where}")


def _pair_lines(pair: Pair) -> Iterator[str]:
    yield _line(pair.ours)
    sure = "the same, as you judged" if pair.judged == "same" else f"{min(pair.sure, 0.99):.0%} sure"
    unsure = ", you are unsure" if pair.judged == "unsure" else ""
    yield f"  = {pair.theirs.date or 'undated'}  {pair.theirs.id}  {pair.theirs.title}  {sure}{unsure}"
    for mine, theirs, state in pair.figures:
        sign = "≠" if state == "apart" else " "
        yield f"    {sign} {mine.measure}  {mine.said} here, {theirs.said} there, {state}"
    if why := "; ".join(told(part.part, part.says) for part in pair.evidence if part.part != "figures"):
        yield f"      {why}"
    if pair.also:
        yield f"      also {', '.join(pair.also)}"
    if pair.rivals:
        yield f"      ambiguous: {', '.join(pair.rivals)} would do nearly as well"


def write_jsonl(subject: Audits, stream: TextIO) -> None:
    """Write a JSON object a line."""
    stream.writelines(f"{json.dumps(record, ensure_ascii=False)}\n" for record in subject.documents())


FORMATS: dict[str, Callable[[Audits, TextIO], None]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "csv": spreadsheet.write,
}
"""The formats of ``cttui audit`` by name."""
