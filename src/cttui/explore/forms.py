"""The forms of events, filled in from what is explored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.model import calendar
from cttui.store.index import Ask
from cttui.store.wants import ToEvent

if TYPE_CHECKING:
    from cttui.curation.event import EventForm
    from cttui.explore.explorer import Explorer


def new_event(explorer: Explorer) -> EventForm:
    """The form of a new event, filled in with nothing but what the query says."""
    from cttui.curation.event import EventForm

    return EventForm.new(explorer.index, explorer.query, calendar.today())


def event_changed(explorer: Explorer) -> EventForm | None:
    """The form of the event at the cursor; ``None`` if there is none."""
    from cttui.curation.event import EventForm

    event = explorer.subject_event()
    return EventForm.of(explorer.index, event, calendar.today()) if event is not None else None


def show_if_listed(explorer: Explorer, event_id: str) -> bool:
    """Move the cursor to an event if the list has it, the filters as they are; whether it has."""
    found = explorer.index.answer(Ask(explorer.query, at=ToEvent(event_id)))
    if found.selection.query != explorer.query:
        return False
    explorer.go_to(event_id)
    return True
