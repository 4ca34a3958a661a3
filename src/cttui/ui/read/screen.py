"""Read: the sources of an event."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input

from cttui.curation.here import Here
from cttui.errors import CttuiError
from cttui.explore.explorer import Explorer
from cttui.explore.sources import ReadView
from cttui.ui.base import messages
from cttui.ui.base.columns import Column, ColumnCommands, Columns
from cttui.ui.base.commands import Command
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import MARKED_READ_ONLY, FooterPane, FrameLine, NewsPane, renew_footer
from cttui.ui.base.host import host_of
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, columns, fit
from cttui.ui.base.marks import MarkCommands
from cttui.ui.base.screen import MEDIUM, TooSmallPane
from cttui.ui.base.source import SourceCommands
from cttui.ui.base.text_field import TextField
from cttui.ui.read.figures import FiguresPane
from cttui.ui.read.panes import ReaderPane
from cttui.ui.read.sources import SourcesPane
from cttui.ui.read.taking import TakingCommands
from cttui.ui.read.words import WordsBar

if TYPE_CHECKING:
    from cttui.explore.copy import CopyView


SOURCES = Column("sources", "SourcesPane", lambda total: 28 if total < MEDIUM else 38, 20)
"""The event's sources, beside the one that is read."""


NOTHING_TO_SEARCH = "There is no copy to search"


class ReadScreen(TakingCommands, MarkCommands, SourceCommands, EditorCommands, ExportCommands, ColumnCommands):
    """Read the sources of an event."""

    AUTO_FOCUS = "ReaderPane"
    KEYS = ("read", "marking", "everywhere", "panes")
    SHOWS_EVENTS = True

    def __init__(self, explorer: Explorer, quote: str = "") -> None:
        """Read the event's sources; with a quote, go to it once its copy has been read."""
        super().__init__(explorer)
        self.about_one = True
        self._goal = quote
        self._asked = ""
        """The source whose copy was requested last."""

    def panes(self) -> ComposeResult:
        """The event's line, then its sources beside the current one."""
        yield self.filled(ReadHeader())
        yield NewsPane()
        with Columns(rest=32, left=SOURCES):
            yield self.filled(SourcesPane())
            yield FiguresPane()
            yield self.filled(ReaderPane(self.explorer.places))
        yield FindBar()
        yield WordsBar()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def on_mount(self) -> None:
        """Read the copy of the first source."""
        self._load_copy()

    def show(self, *, query_changed: bool = True) -> None:
        """Another source may be current: its copy follows."""
        super().show(query_changed=query_changed)
        view = self.reader.view
        if view is not None and view.source_id != self._asked:
            self._load_copy()

    def renew(self, *, still: bool) -> None:
        """The quotes in the copy may be others."""
        self._asked = ""
        super().renew(still=still)

    def here_in_file(self) -> Here | None:
        """The event; the source, if the list of sources has the keyboard."""
        view = self.reader.view
        if view is not None and isinstance(self.focused, SourcesPane):
            return Here("source", view.source_id)
        return super().here_in_file()

    # -- the copy ----------------------------------------------------------------------------------------------------

    def _load_copy(self) -> None:
        """Read the copy of the current source, in a thread: hashing, extracting and searching may take a second."""
        view = self.reader.view
        self._asked = view.source_id if view is not None else ""
        self.begin_figures(self._asked, copied=view is not None and view.copied)
        if view is not None and view.copied:
            work = partial(self._open_copy, view.source_id)
            self.run_worker(work, thread=True, group="copy", description="read a copy", exclusive=True, exit_on_error=False)

    def _open_copy(self, source_id: str) -> None:
        """In a thread: read a copy, and then its figures."""
        try:
            copy = self.curator.copy(source_id)
        except (CttuiError, OSError) as error:
            self.app.call_from_thread(self._no_copy, f"The stored copy cannot be read: {error}")
            return
        self.app.call_from_thread(self._show_copy, source_id, copy)
        if copy is not None and copy.text:
            self.read_figures(copy)
        else:
            self.app.call_from_thread(self._no_copy)

    def _no_copy(self, trouble: str = "") -> None:
        """There is no copy with figures: nothing waits for them."""
        self.begin_figures(self._asked, copied=False)
        if trouble:
            self.say(trouble)

    def _show_copy(self, source_id: str, copy: CopyView | None) -> None:
        """Show a copy that was read, unless another source is current by then."""
        reader = self.reader
        if reader.view is not None and reader.view.source_id == source_id:
            reader.copy = copy
            renew_footer(reader)
            if self._goal:
                self.say(reader.go_to_quote(self._goal))
                self._goal = ""
            self.end_reading()

    # -- going through sources and events ------------------------------------------------------------------------------

    def on_read_source(self, message: messages.ReadSource) -> None:
        """Another source was chosen."""
        self.explorer.read_source(message.position)
        self.say("")
        self.show(query_changed=False)

    def on_read_source_by(self, message: messages.ReadSourceBy) -> None:
        """A previous or next source was chosen."""
        self.on_read_source(messages.ReadSource(self.explorer.reading + message.by))

    def run_next_source(self) -> None:
        """The event's next source."""
        self.on_read_source_by(messages.ReadSourceBy(1))

    def run_previous_source(self) -> None:
        """The event's previous source."""
        self.on_read_source_by(messages.ReadSourceBy(-1))

    def run_next_event(self) -> None:
        """Read the list's next event."""
        self._event(1)

    def run_previous_event(self) -> None:
        """Read the list's previous event."""
        self._event(-1)

    def _event(self, by: int) -> None:
        none = "There are no more steps that way." if self.explorer.walking else "No more events that way have a source."
        if not self.explorer.next_event(by):
            self.say(none)
        self.show(query_changed=False)

    # -- going through the text ----------------------------------------------------------------------------------------

    def run_next_hit(self) -> None:
        """The next quote, match or figure."""
        self._next(1)

    def run_previous_hit(self) -> None:
        """The previous quote, match or figure."""
        self._next(-1)

    def _next(self, by: int) -> None:
        if self.listing:
            self.query_one(FiguresPane).step(by)
        else:
            self.once_read(lambda: self.say(self.reader.next_hit(by)))

    def run_back(self) -> None:
        """Go from the figures to the sources, or back to the list."""
        if self.listing:
            self.list_figures(shown=False)
        else:
            super().run_back()

    def run_seek(self) -> None:
        """Ask for a text to find in the copy; without one, what is typed in one breath runs no commands all the same."""
        self.query_one(FindBar).ask(nothing="" if self.reader.searchable else NOTHING_TO_SEARCH)

    def on_seek(self, message: messages.Seek) -> None:
        """Find a text in the copy."""
        reader = self.reader
        reader.seeking = message.text if reader.searchable else ""
        reader.focus()
        if not message.text:
            self.say("")
        elif not reader.searchable:
            self.say(f"{NOTHING_TO_SEARCH}.")
        else:
            self.once_read(lambda: self.say(reader.next_hit(1)))

    def can(self, command: Command) -> bool:
        """What is done with the text of a copy only where there is one, or one is being read."""
        if command.id in {"seek", "select_words", "figures"} and not self.reader.searchable:
            return False
        if command.id in {"next_hit", "previous_hit"} and not self.listing:
            reader = self.reader
            return super().can(command) and (reader.has_hits if reader.copy is not None else self.reader.searchable)
        return super().can(command)

    # -- sources ---------------------------------------------------------------------------------------------------------

    def run_add_source(self) -> None:
        """Add a source that the event cites, and read it."""
        from cttui.ui.base.adding import add_source

        event = self.explorer.subject_event()
        add_source(self, event.id if event is not None else "", then=self._read_added)

    def _read_added(self, source_id: str) -> None:
        """Read the source that was added, if the event cites it."""
        view = self.explorer.read()
        place = next((n for n, line in enumerate(view.sources) if line.id == source_id), None) if view is not None else None
        if place is not None:
            self.explorer.read_source(place)
            self.show(query_changed=False)

    def run_change_record(self) -> None:
        """Change the source that is read."""
        from cttui.ui.base.adding import change_source

        if (view := self.reader.view) is not None:
            change_source(self, view.source_id)

    # -- a copy of one's own -------------------------------------------------------------------------------------------

    def run_attach(self) -> None:
        """Attach a copy of the current source."""
        view, library = self.reader.view, self.explorer.library
        if view is None or library is None:
            self.say("There is no library to store a copy in.")
        else:
            self.host.open("attach", view, library, then=self._attached)

    def _attached(self, stored: str | None) -> None:
        """A copy was stored: read it, and show the message."""
        if stored:
            self._asked = ""
            self.show()
            self.say(stored)


class FindBar(TextField):
    """The search field of the copy; Enter searches, the key that leaves a bar cancels."""

    DEFAULT_CSS = """
    FindBar {
        height: 3; border: round $primary; background: $surface; border-title-color: $primary;
        border-subtitle-color: $muted; display: none;
        &:focus { border: round $primary; background-tint: $primary 0%; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="find")
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("leave", "leave"), self._bindings])

    def ask(self, *, nothing: str) -> None:
        """Ask for a text, or say why there is none to find; the keys that end it stay in sight while it is typed."""
        leaves = way_out(host_of(self).keys, "leave", typing=True)
        if nothing:
            self.value = ""
        self.border_title = nothing or "Find in the copy"
        self.border_subtitle = Content(f"{leaves} leaves" if nothing else f"Enter finds · {leaves} leaves")
        self.display = True
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search for it."""
        event.stop()
        self.display = False
        self.post_message(messages.Seek(event.value))

    def action_leave(self) -> None:
        """Go through the quotes again."""
        self.value = ""
        self.display = False
        self.post_message(messages.Seek(""))


class ReadHeader(FrameLine):
    """The event whose sources are read."""

    VIEW = "read"
    FOLLOWS_CURSOR = True

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""

    def watch_view(self) -> None:
        """Paint another title."""
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """Date and title."""
        if self.view is None:
            return ()
        tail = f"{MARKED_READ_ONLY.removeprefix(' · ')} " if self.keys.read_only else ""
        room = max(width - len(self.view.event_date) - len(tail) - 4, 1)
        head = (Span(f" {self.view.event_date}  ", "muted"), Span(fit(self.view.event_title, room), "strong"))
        return columns(head, (Span(f" {tail}", "muted"),), width) if tail else head
