"""Threads: choose one and read it step by step."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from cttui.curation.here import Here
from cttui.explore.explorer import Explorer
from cttui.ui.base import messages
from cttui.ui.base.columns import Column, ColumnCommands, Columns
from cttui.ui.base.commands import ON_EVENT, Command
from cttui.ui.base.detail import DetailPane
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NewsPane
from cttui.ui.base.keeping import EditorCommands, EventFormCommands
from cttui.ui.base.marks import MarkCommands, NoteCommands
from cttui.ui.base.moving import EventCommands
from cttui.ui.base.screen import MEDIUM, CommandScreen, TooSmallPane, with_list
from cttui.ui.base.source import SourceCommands
from cttui.ui.threads.panes import PathPane, ThreadListPane

ON_STEP = ON_EVENT - {"open_editor"} | {"next_step", "previous_step", "next_thread", "read"}
"""Commands that act on the current step, or on its event."""


THREADS = Column("threads", "ThreadListPane", lambda _total: 44, 24)
"""The list of threads, beside the steps of one."""


class ThreadsScreen(
    EventCommands, MarkCommands, NoteCommands, SourceCommands, EditorCommands, EventFormCommands, ExportCommands, ColumnCommands
):
    """Threads at the left; the steps of one, and the event of the step, at the right."""

    AUTO_FOCUS = "ThreadListPane"
    KEYS = ("path", "event", "marking", "noting", "everywhere", "panes")

    def __init__(self, explorer: Explorer) -> None:
        """Begin at the step that is read, where one is, else at the list of threads."""
        super().__init__(explorer)
        self.set_class(explorer.walking, "walking")

    def renew(self, *, still: bool) -> None:
        """A thread that is gone leads back to the list of them."""
        if self.explorer.path is None and self.has_class("walking"):
            self.remove_class("walking")
            self.query_one(ThreadListPane).focus()
        super().renew(still=still)

    def on_mount(self) -> None:
        """Where a step is read, its thread has the keyboard."""
        if self.has_class("walking"):
            self.set_focus(self.query_one(PathPane))
            self._say_which()

    def _say_which(self) -> None:
        """Say which of several threads is read, and how to come to the others."""
        found = self.explorer.paths_here()
        if self.explorer.path in found and len(found) > 1:
            place = found.index(self.explorer.path) + 1
            more, every = self.keys.shown("next_thread"), self.keys.shown("back")
            self.say(f"Thread {place} of {len(found)} with this event; {more} shows the next, {every} lists all threads.")

    def can(self, command: Command) -> bool:
        """The keys of the list of threads, or of the steps."""
        reading = isinstance(self.focused, PathPane | DetailPane)
        if command.scope == "threads":
            return not reading and self.query_one(ThreadListPane).path is not None
        apart = command.scope in {"everywhere", "panes"} and command.id not in {"open_url", "cite"}
        return (reading or apart) and super().can(command)

    def in_sight(self, command: str) -> bool:
        """The steps and the event are hidden behind the list of threads on a small screen."""
        return command not in ON_STEP or bool(self.query_one("#path").display)

    def reveal(self, command: str) -> bool:
        """Show the step read last; if there is none, say how to open a path."""
        if self.explorer.path is None:
            self.say(f"No thread is open yet; {self.keys.shown('open_path')} opens the one at the cursor.")
            return False
        self.add_class("walking")
        self.query_one(PathPane).focus()
        self.say(f"The step was off screen; press {self.keys.shown(command)} again to act on it.")
        return False

    def panes(self) -> ComposeResult:
        """The list, the steps, the event."""
        yield self.filled(HeaderPane())
        yield NewsPane()
        with Columns(rest=40, left=THREADS, least=MEDIUM):
            yield self.filled(ThreadListPane())
            with Vertical(id="path"):
                yield self.filled(PathPane())
                yield self.filled(DetailPane())
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def here_in_file(self) -> Here | None:
        """The thread at the cursor of the list, or the event of the step."""
        threads = self.query_one(ThreadListPane)
        if threads.has_focus:
            return Here("thread", threads.path.id) if threads.path is not None else None
        return super().here_in_file()

    def on_screen_resume(self) -> None:
        """Where a thread was being read, its step is what is read again."""
        if self.has_class("walking"):
            self.explorer.walking = True

    def on_open_path(self, message: messages.OpenPath) -> None:
        """A thread was chosen."""
        self.explorer.open_path(message.path_id)
        self.show()
        self.add_class("walking")
        self.query_one(PathPane).focus()

    def on_step_to(self, message: messages.StepTo) -> None:
        """A step was chosen."""
        if self.explorer.path is not None:
            self._step(message.position - self.explorer.path.at)

    def run_next_thread(self) -> None:
        """The next thread that the event of the step is on."""
        if self.explorer.open_next():
            self.show()
            self._say_which()
        else:
            self.say("This event is on no other thread.")

    def run_next_step(self) -> None:
        """The next step."""
        self._step(1)

    def run_previous_step(self) -> None:
        """The step before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        ends = "This is the first step." if by < 0 else "This is the last step."
        moved = self.explorer.step(by)
        self.say("" if moved or by == 0 else ends)
        self.show(query_changed=False)

    def run_leave_path(self) -> None:
        """Go to the step's event in the list."""
        path = self.explorer.path
        if path is None:
            return
        self.explorer.leave_path()
        news = f"Step {path.at + 1} of {len(path.steps)}; {self.keys.shown('threads')} returns to it."

        def show(screen: CommandScreen) -> None:
            screen.show()
            screen.say(news)

        with_list(self, show)

    def run_back(self) -> None:
        """From the steps to the list of threads; from there to the list of events, and no step is read any more."""
        paths = self.query_one(ThreadListPane)
        if paths.has_focus:
            self.explorer.walking = False
            self.close()
        else:
            self.remove_class("walking")
            paths.focus()
