"""Shared by every screen that shows records of the timeline's file: the own editor, the event's form, a new source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cttui.curation.here import Here
from cttui.errors import CttuiError
from cttui.explore.forms import event_changed, new_event
from cttui.text import sentence
from cttui.ui.base.forms import write
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.curation.event import EventForm


class EditorCommands(CommandScreen):
    """Opens the record at the cursor in the reader's own editor, and adds sources."""

    def here_in_file(self) -> Here | None:
        """The record at the cursor: the event in view, unless a screen knows better."""
        event = self.explorer.subject_event()
        return Here("event", event.id) if event is not None else None

    def run_add_source(self) -> None:
        """Add a source to the timeline."""
        from cttui.ui.base.adding import add_source

        add_source(self)

    def run_add_event(self) -> None:
        """Open the form of a new event, filled in with what the filters say."""
        form = new_event(self.explorer)
        write(self, form, partial(self.event_added, form))

    def event_added(self, form: EventForm, news: str | None) -> None:  # noqa: ARG002 - for screens with the list
        """An event was added: say so."""
        if news:
            self.say(f"{news} {self.keys.shown('undo')} undoes it.")

    def run_open_editor(self) -> None:
        """Open the timeline's file at the line of the record; what is saved there is taken over."""
        from cttui.ui.base.own_editor import editor_at, own_editor

        path, here = self.host.following.timeline_path, self.here_in_file()
        if path is None:
            self.say(self.host.following.refusal)
            return
        if not (editor := own_editor(self.host.settings.editor)):
            self.say("No editor is set; set $VISUAL or $EDITOR, or editor in the settings.")
            return
        try:
            line = here.line_in(path) if here is not None else 1
        except CttuiError as error:
            self.say(sentence(str(error)))
            return
        if trouble := editor_at(self.app, editor, path, line):
            self.say(sentence(trouble))
        else:
            self.host.look()


class EventFormCommands(CommandScreen):
    """Changes the event at the cursor by its form."""

    def run_change_record(self) -> None:
        """Open the form of the event in view."""
        form = event_changed(self.explorer)
        if form is None:
            self.say("No event is selected.")
        else:
            write(self, form, self.said)

    def said(self, news: str | None) -> None:
        """A form has closed: say what was done."""
        if news:
            self.say(f"{news} {self.keys.shown('undo')} undoes it.")
