"""Plain text in columns, as the command line prints it by default."""

from __future__ import annotations

from typing import TextIO

from cttui.explore.claims import Figure
from cttui.exports.subjects import Claims, Events, Marks, Sources
from cttui.text import clean


def write_events(subject: Events, stream: TextIO) -> None:
    """Write a line an event: date, kind, provinces, dead or what the list is in order of, whether it is disputed, title."""
    order = subject.query.order
    for row in subject.rows():
        mark = "≠" if row.disputed else " "
        where = " ".join(row.provinces)
        stream.write(f"{row.date or 'undated':24} {row.kind:10} {where:14} {row.figure(order):>8} {mark} {clean(row.title)}\n")


def write_claims(subject: Claims, stream: TextIO) -> None:
    """Write a paragraph a section: its populations, and below each a line a figure, with every source that repeats it."""
    for section in subject.ledger.sections:
        lines = [f"{section.measure}  {section.scope}", *(f"  our arithmetic: {text}" for text in section.arithmetic)]
        for account in section.accounts:
            state = {"disputed": f"  ≠ disputed, {account.spread}", "differing": "  differing"}.get(account.state, "")
            wider = f"  includes {account.wider}" if account.wider else ""
            lines.append(f"  {account.name}{wider}{state}")
            lines.extend(map(_figure, account.figures))
        stream.writelines(f"{clean(line)}\n" for line in (*lines, ""))


def _figure(figure: Figure) -> str:
    """A figure, how many sources repeat it, who states it, and who published it when."""
    first = figure.entries[0]
    superseded = ", superseded" if figure.superseded else ""
    published = "; ".join(f"{entry.publisher}, {entry.issued}" for entry in figure.entries)
    notes = "; ".join(dict.fromkeys(entry.note for entry in figure.entries if entry.note))
    about = f"{first.standpoint} · {published}{f'  ({notes})' if notes else ''}"
    return f"    {first.stated:>16} {figure.times:4} {first.by}{superseded}  {about}"


def write_sources(subject: Sources, stream: TextIO) -> None:
    """Write a line a source: id, date, standpoint, publisher, title, address."""
    for record in subject.records():
        columns = [f"{record[name]:{width}}" for name, width in (("id", 40), ("issued", 10), ("standpoint", 12))]
        rest = (str(record[name]) for name in ("publisher", "title", "url") if record[name])
        stream.write(f"{clean(' '.join([*columns, '  '.join(rest)]))}\n")


def write_marks(subject: Marks, stream: TextIO) -> None:
    """Write a line an event: its date, when it was marked or written about, its title; below it the note."""
    # the notebook is loaded only where something of it is written
    from cttui.notebook.desk import STATES

    for entry in subject.entries():
        mark = "marked" if entry.marked else ""
        state = f"  ({STATES[entry.state]})" if STATES[entry.state] else ""
        when = entry.last[:16].replace("T", " ")
        stream.write(f"{clean(entry.date) or 'undated':24} {when:16} {mark:6} {clean(entry.title or entry.event)}{state}\n")
        stream.writelines(f"{f'    {clean(line)}'.rstrip()}\n" for line in entry.note.splitlines())
