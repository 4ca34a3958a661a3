"""Commands that keep something and hand it on: marks, notes, views, exports, references and links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cttui.errors import NotebookError
from cttui.explore.links import link_of
from cttui.linear.finding import unknown
from cttui.linear.reading import ledger
from cttui.linear.saying import announced, current
from cttui.linear.session import Draft, LinearError, Session
from cttui.model import calendar
from cttui.text import numbered

if TYPE_CHECKING:
    from cttui.exports.subjects import Takes

# -- the notebook ----------------------------------------------------------------------------------------------------


def mark(session: Session, _text: str) -> Iterator[str]:
    """Mark the event, or no longer."""
    session.event()
    yield "Marked:" if session.explorer.toggle_mark() else "No longer marked:"
    yield from current(session.explorer)


def note(session: Session, text: str) -> Iterator[str]:
    """Add a line to the note on the event; without a text, type a new note."""
    event, before = session.event(), session.explorer.note()
    if text:
        session.explorer.write_note(event, f"{before.rstrip()}\n\n{text}" if before else text, before)
        yield "Note saved."
        return
    if session.explorer.desk is None:
        raise NotebookError("there is no notebook to save to")
    if before:
        yield from ("The note is:", *(f"  {line}" for line in before.splitlines()))
    deletes = ", or alone deletes the one above" if before else ""
    yield f"Type the note; a line with a single dot ends it{deletes}."
    session.draft = Draft(event, before, [])


def typed(session: Session, line: str) -> Iterator[str]:
    """A line of a note that is being typed; a single dot ends and saves it."""
    draft = session.draft
    assert draft is not None  # noqa: S101 - one is being typed
    if line.strip() != ".":
        draft.lines.append(line)
        return
    session.draft = None
    text = "\n".join(draft.lines).strip()
    session.explorer.write_note(draft.event, text, draft.before)
    yield "Note saved." if text else "Note deleted." if draft.before else "No note was typed."


def views(session: Session, text: str) -> Iterator[str]:
    """Saved views, marks and notes; with a number or a name, open a view."""
    found = session.explorer.desk_view()
    if text:
        by_name = {line.name: line for line in found.views} | {str(n): line for n, line in enumerate(found.views, 1)}
        if text not in by_name:
            raise unknown("view", text, [line.name for line in found.views])
        session.explorer.run_view(by_name[text].query)
        session.moved()
        yield from announced(session.explorer)
        return
    if found.trouble:
        raise NotebookError(found.trouble)
    yield f"{numbered(len(found.views), 'view')}{'; views 1 opens the first' if found.views else ''}"
    for number, line in enumerate(found.views, 1):
        events = numbered(line.events, "event") if line.events is not None else line.fault
        yield f"{number}: {line.name}, {'yours' if line.own else 'of the timeline'}, {events}: {line.query or 'all events'}"
    yield f"{numbered(len(found.entries), 'event')} with a mark or a note"
    for entry in found.entries:
        state = ", ".join(filter(None, ("marked" if entry.marked else "", "has a note" if entry.note else "")))
        yield f"{entry.date or 'no date'}, {state}: {entry.title or entry.event} ({entry.event})"


def save(session: Session, text: str) -> Iterator[str]:
    """Save the filter as a view."""
    if not text:
        raise LinearError("save needs a name, e.g. save Attacks in August")
    query = session.explorer.query.text
    session.explorer.change_desk(lambda desk: desk.save_view(text, query))
    yield f"Filter saved as {text}."


# -- handing on ------------------------------------------------------------------------------------------------------

WHAT: tuple[Takes, ...] = ("events", "claims", "sources", "marks")
"""What can be exported."""
FORCE = "--force"
"""What is typed to replace a file."""


def export(session: Session, text: str) -> Iterator[str]:
    """Write the list, or the claims, sources or marks, to a file."""
    from cttui.exports import file, offers
    from cttui.exports.registry import exported, formats

    words = text.split()
    replace = FORCE in words
    what = next((one for one in WHAT if words[:1] == [one]), None)
    words = words[1:] if what else words
    known = formats(what) if what else exported()
    words = [word for word in words if word != FORCE]
    if len(words) < 2:
        raise LinearError(f"export needs a format and a file, e.g. export {what + ' ' if what else ''}{next(iter(known))} FILE")
    if words[0] not in known:
        raise unknown("format", words[0], known)
    format_ = known[words[0]]
    explorer, offer = session.explorer, None
    match format_.takes:
        case "events":
            offer = offers.selection(explorer)
        case "claims":
            offer = offers.claims(explorer, ledger(session, "", of_all=True))
        case "sources":
            offer = offers.sources(explorer, explorer.sources())
        case "marks":
            offer = offers.marks(explorer)
    if offer is None:
        raise LinearError("there are no marks or notes to export")
    path, left = file.path_of(" ".join(words[1:])), list[str]()
    try:
        count = file.save(format_, offer.subject, path, replace=replace, own=explorer.index.head.digest, tell=left.append)
    except file.FileThereError as error:
        raise LinearError(f"{error}; end the line with {FORCE} to replace it") from None
    yield f"Wrote {offers.counted(count, offer.takes)} to {path}"
    yield from (f"{phrase[0].upper()}{phrase[1:]}." for phrase in left)


def cite(session: Session, text: str) -> Iterator[str]:
    """The reference to the event with its sources; to the whole list with ``view``."""
    from cttui.exports import references
    from cttui.exports.subjects import Events

    if text not in {"", "view"}:
        raise LinearError("cite takes no more than the word view, which cites the whole list")
    explorer = session.explorer
    subject, today = Events(explorer.index, explorer.query, explorer.lens), calendar.today()
    found = references.of_view(subject, today) if text else references.of_events(subject, (session.event(),), today)
    stream = io.StringIO()
    references.write_text(found, stream)
    yield from stream.getvalue().splitlines()


def link(session: Session, _text: str) -> Iterator[str]:
    """The link that opens what is seen now."""
    yield str(link_of(session.explorer))
