"""Commands that read: the event, its sources and their copies, claims, threads, and counts by value and time."""

from __future__ import annotations

import io
from collections.abc import Iterator

from cttui.explore.claims import ONLY, Ledger
from cttui.explore.copy import CopyView, Quoted, open_copy
from cttui.explore.detail import DetailView
from cttui.explore.matching import matching
from cttui.explore.printed import event_text
from cttui.explore.sources import ReadView, cited
from cttui.linear.finding import unknown
from cttui.linear.saying import current
from cttui.linear.session import LinearError, Session
from cttui.model import dates, periods
from cttui.text import numbered, sentence, shorten

# -- an event --------------------------------------------------------------------------------------------------------


def show(session: Session, _text: str) -> Iterator[str]:
    """The event in full, with the reader's mark and note."""
    session.event()
    number = session.explorer.subject
    detail = session.explorer.detail()
    assert detail is not None  # noqa: S101 - there is an event
    assert number is not None  # noqa: S101 - and so it has a number
    yield from event_text(DetailView.build(session.explorer.index, number), cited(session.explorer.index, number))
    if detail.threads:
        yield from ("", "Threads", *(f"  {title}" for title in detail.threads))
    if detail.marked:
        yield from ("", "Marked")
    if detail.note:
        yield from ("", "Note", *(f"  {line}" for line in detail.note.splitlines()))


def read(session: Session, text: str) -> Iterator[str]:
    """The event's sources with digest and quotes; with a number, the copy of one."""
    session.event()
    views = list(_read(session))
    if not views:
        yield "This event has no sources."
        return
    if text:
        yield from _copy(session, views, text)
        return
    yield f"{numbered(len(views), 'source')} of: {views[0].event_title}"
    for view in views:
        yield ""
        yield from _source(view)


def _read(session: Session) -> Iterator[ReadView]:
    """The reader at each of the event's sources."""
    explorer, at = session.explorer, 0
    while True:
        explorer.read_source(at)
        view = explorer.read()
        if view is None or view.current != at:
            return
        yield view
        at += 1


def _source(view: ReadView) -> Iterator[str]:
    yield f"Source {view.current + 1} of {len(view.sources)}: {view.citation}"
    yield f"  {view.source_id}, {view.sources[view.current].about.replace(' · ', ', ')}"
    for origin in view.derived_from:
        yield f"  Repeats {origin}"
    if view.url:
        yield f"  Address: {view.url}"
    yield f"  Digest, in our own words: {view.digest or 'none'}"
    yield f"  {numbered(len(view.claims), 'figure')} from this source for this event{':' if view.claims else ''}"
    for claim in view.claims:
        scope = f" ({claim.scope})" if claim.scope else ""
        note = f" ({claim.note})" if claim.note else ""
        quote = f": “{claim.quote}”" if claim.quote else ""
        yield f"    {claim.stated} {claim.measure}, {claim.who}{scope}, according to {claim.by}{note}{quote}"
    yield f"  Copy: {f'stored; read {view.current + 1} reads it' if view.copied else 'none stored'}"


def _copy(session: Session, views: list[ReadView], text: str) -> Iterator[str]:
    """The text of a source's copy, with its quotes marked in words."""
    if not text.isdecimal() or not 1 <= int(text[:6]) <= len(views):
        raise LinearError(f"there is no source {shorten(text)}; this event has {numbered(len(views), 'source')}")
    view = views[int(text[:6]) - 1]
    session.explorer.read_source(view.current)
    library = session.explorer.library
    copy = open_copy(session.explorer.index, library, view.source_id) if library is not None else None
    if copy is None:
        raise LinearError(f"no copy of {view.source_id} is stored; cttui attach {view.source_id} FILE stores one")
    session.copy, session.quote = copy, -1
    yield f"Source {view.current + 1} of {len(views)}: {view.citation}"
    yield f"Copy, {copy.state}: {copy.about}"
    yield from (sentence(trouble) for trouble in (*copy.damage, copy.trouble) if trouble)
    numbers = _numbered(copy)
    for quoted in copy.quotes:
        where = f"quote {numbers[quoted]}" if quoted in numbers else "not in the copy"
        exact = ", similar and not identical" if quoted.state == "similar" else ""
        yield f"{where[0].upper()}{where[1:]}{exact}: {quoted.label}: “{quoted.quote}”"
        if quoted.withdrawn:
            yield f"  {sentence(quoted.withdrawn)}"
    yield ""
    yield from _marked(copy, numbers).split("\n")


def _numbered(copy: CopyView) -> dict[Quoted, int]:
    """The quotes that are in the copy, numbered as they stand there."""
    return {quoted: number for number, quoted in enumerate(copy.placed, 1)}


def _marked(copy: CopyView, numbers: dict[Quoted, int]) -> str:
    """The text with its quotes in brackets, each with its number; one inside another has its number at its start."""
    pieces, at = [], 0
    for quoted, number in numbers.items():
        start = max(at, quoted.start)
        pieces.append(copy.text[at:start])
        if quoted.stop <= start:
            pieces.append(f"[quote {number}]")
            continue
        pieces.append(f"[quote {number}: {copy.text[start : quoted.stop]}]")
        at = quoted.stop
    return "".join((*pieces, copy.text[at:]))


AROUND = 300
"""Characters on either side of a quote that are read with it."""


def next_quote(by: int, session: Session, _text: str) -> Iterator[str]:
    """The next or previous quote of the copy that is read, with the words around it."""
    copy = session.copy
    if copy is None:
        raise LinearError("no copy is read; read 1 reads the copy of the event's first source")
    if not copy.placed:
        yield "The copy has none of the timeline's quotes."
        return
    session.quote = (session.quote + by) % len(copy.placed) if session.quote >= 0 or by > 0 else len(copy.placed) - 1
    quoted = copy.placed[session.quote]
    exact = ", similar and not identical" if quoted.state == "similar" else ""
    yield f"Quote {session.quote + 1} of {len(copy.placed)}{exact}: {quoted.label}"
    before = " ".join(copy.text[max(0, quoted.start - AROUND) : quoted.start].split()[1 if quoted.start > AROUND else 0 :])
    behind = " ".join(
        copy.text[quoted.stop : quoted.stop + AROUND].split()[: -1 if quoted.stop + AROUND < len(copy.text) else None]
    )
    yield f"{before} [quote {session.quote + 1}: {quoted.passage}] {behind}".strip()


# -- claims and sources ----------------------------------------------------------------------------------------------


def claims(of_all: bool, session: Session, text: str) -> Iterator[str]:
    """Who reports which figure, disputes first: all, those in dispute, or those with some words."""
    from cttui.exports import table
    from cttui.exports.guard import Guard
    from cttui.exports.subjects import Claims

    if not of_all:
        session.event()
    shown = ledger(session, text, of_all=of_all)
    yield f"{shown.title}: {_totals(shown)}"
    stream = io.StringIO()
    table.write_claims(Claims(shown, guard=Guard()), stream)
    yield from ("", *map(str.rstrip, stream.getvalue().splitlines())) if shown.sections else ()


def ledger(session: Session, text: str, *, of_all: bool) -> Ledger:
    """The ledger of the event or of all listed events, kept to one of ``ONLY`` or to what some words ask for."""
    explorer = session.explorer
    explorer.open_ledger(of_all=of_all)
    first, _, rest = text.partition(" ")
    if first in ONLY:
        explorer.ledger_only = next(only for only in ONLY if only == first)
        text = rest
    return matching(explorer.ledger(), text)


def _totals(shown: Ledger) -> str:
    alone = f", {shown.alone:,} on one publisher alone" if shown.alone else ""
    disputed = f", {shown.disputed:,} in dispute" if shown.disputed else ", none in dispute"
    populations = numbered(sum(1 for _ in shown.accounts), "population")
    return f"{numbered(shown.figures, 'figure')} in {numbered(shown.claims, 'claim')}{alone}; {populations}{disputed}"


def sources(session: Session, _text: str) -> Iterator[str]:
    """The sources that the listed events cite."""
    view = session.explorer.sources()
    events = numbered(session.explorer.selection.count, "listed event")
    yield f"{numbered(len(view.rows), 'source')} of {events}, {view.copies:,} with a copy"
    for row in view.rows:
        copy = (", sensitive" if row.sensitive else "") + (", copy stored" if row.copy else "")
        figures = f"{numbered(row.events, 'event')}, {numbered(row.claims, 'claim')}{copy}"
        yield f"{row.publisher}, {row.issued or 'no date'}, {row.standpoint}, {figures}: {row.title} ({row.id})"


# -- threads ---------------------------------------------------------------------------------------------------------


def threads(session: Session, text: str) -> Iterator[str]:
    """All threads, those of the event named as such; with a number or an id, the steps of one."""
    explorer = session.explorer
    lines = explorer.threads().lines
    if not text:
        yield f"{numbered(len(lines), 'thread')}{'; threads 1 reads the first' if lines else ''}"
        for number, line in enumerate(lines, 1):
            here = ", with the current event" if line.here else ""
            yield f"{number}: {line.title}, {numbered(line.steps, 'step')}, {line.selected:,} in the list{here}"
        return
    by_name = {line.id: line for line in lines} | {str(number): line for number, line in enumerate(lines, 1)}
    if text not in by_name:
        raise unknown("thread", text, [line.id for line in lines])
    explorer.open_path(by_name[text].id)
    view = explorer.path_view()
    explorer.walking = False
    assert view is not None  # noqa: S101 - it was just opened
    yield f"{view.title}, {numbered(len(view.steps), 'step')}"
    yield from filter(None, (view.summary,))
    for number, step in enumerate(view.steps, 1):
        follows = f" ({step.follows})" if step.follows else ""
        yield f"{number}: {step.date}, {step.kind}{follows}: {step.title} ({step.id})"


# -- counts ----------------------------------------------------------------------------------------------------------


def facets(session: Session, text: str) -> Iterator[str]:
    """The values of a field with their events; without one, the fields."""
    view = session.explorer.facets()
    by_field = {facet.field: facet for facet in view.facets}
    if not text:
        yield f"{numbered(len(by_field), 'field')} with values; facets kind lists those of kind"
        for facet in view.facets:
            yield f"{facet.field}: {facet.title}, {numbered(facet.of, 'value')}"
        return
    if text not in by_field:
        raise unknown("field", text, by_field)
    facet = by_field[text]
    first = f", the first {len(facet.choices):,} of them" if facet.of > len(facet.choices) else ""
    yield f"{facet.title}: {numbered(facet.of, 'value')}{first}, with their {_counted(session)} under the other filters"
    for choice in facet.choices:
        state = ", chosen" if choice.chosen else ", excluded" if choice.excluded else ""
        label = f" ({choice.label})" if choice.label != choice.token else ""
        yield f"{choice.token}{label}: {choice.figure}{state}"


def _counted(session: Session) -> str:
    return "deaths" if session.explorer.counts_dead else "events"


def time(session: Session, text: str) -> Iterator[str]:
    """The list by day, week, month or longer; each event counts at its first day."""
    explorer = session.explorer
    if text and text not in periods.UNITS:
        raise unknown("unit", text, periods.UNITS)
    explorer.sight = explorer.sight._replace(unit=text or explorer.sight.unit or "month")
    view = explorer.time()
    counted = "deaths, by the highest figures," if view.dead else "events"
    how = "certainly" if view.surely else "possibly"
    window = "" if view.window is None else f"; the window is {_window(view.window)}, matched {how}"
    yield f"{counted[0].upper()}{counted[1:]} of the list by {view.layout.unit}{window}"
    for slot, number in zip(view.layout.slots, view.counts.shown, strict=True):
        if number:
            yield f"{periods.label(view.layout.unit, slot.start)}: {number:,}"
    yield f"Undated: {numbered(view.undated, 'event')} under the other filters"


def _window(window: periods.Days) -> str:
    low, high = periods.edtf(window)
    return dates.describe(dates.parse(low if low == high else f"{low}/{high}"))


def changes(session: Session, _text: str) -> Iterator[str]:
    """What has changed in the list since an earlier edition."""
    from cttui.explore.earlier import no_earlier

    explorer = session.explorer
    if explorer.earlier is None:
        raise LinearError(no_earlier(explorer.index))
    found = explorer.earlier.changed(explorer.index, explorer.query, explorer.lens.name, explorer.subject_id)
    yield f"Since {explorer.earlier.name}, {found.summary}"
    yield from found.lines()


def about(session: Session, _text: str) -> Iterator[str]:
    """What the timeline is and how it was made."""
    view = session.explorer.about()
    yield view.title
    yield from (f"{name[0].upper()}{name[1:]}: {value}" for name, value in view.facts)
    yield from ("", *view.method.splitlines())
    yield from ("", *map(str, view.searches)) if view.searches else ()


def here(session: Session, _text: str) -> Iterator[str]:
    """The current event on a line."""
    return current(session.explorer)
