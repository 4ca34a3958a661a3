"""The app's part in reading: an event's sources, their stored copies, and how a copy is attached."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from cttui.errors import CttuiError
from cttui.ui.base import messages
from cttui.ui.base_app import BaseApp

if TYPE_CHECKING:
    from cttui.explore.copy import CopyView
    from cttui.ui.read.panes import ReaderPane


class ReadingApp(BaseApp):
    """An app that reads sources."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As ``BaseApp``."""
        super().__init__(*args, **options)
        self.places: dict[str, float] = {}
        """Where the reader was in each source, in lines from its top."""
        self._goal = ""
        """The quote to go to when the copy that it stands in has been read."""
        self._fetching: Event | None = None
        """Set when the fetch that is under way is not wanted any more, or has ended."""

    # -- the reader --------------------------------------------------------------------------------------------------

    @property
    def reader(self) -> ReaderPane:
        """The pane that is read, on the screen on top."""
        from cttui.ui.read.panes import ReaderPane

        return self.screen.query_one(ReaderPane)

    def open_reader(self) -> None:
        """Show the reader at the event under the cursor."""
        from cttui.ui.read.screen import ReadScreen

        self.open_screen(ReadScreen)
        self.call_later(self.load_copy)

    def load_copy(self) -> None:
        """Read the copy of the source that is shown, in a thread: hashing, extracting and finding may take a second."""
        view = self.explorer.read() if self.explorer else None
        if view is not None and view.copied and self.screen.query("ReaderPane"):
            work = partial(self._open_copy, view.source_id)
            self.run_worker(work, thread=True, group="copy", description="read a copy", exclusive=True, exit_on_error=False)

    def _open_copy(self, source_id: str) -> None:
        if self.explorer is None:
            return
        try:
            copy = self.explorer.copy(source_id)
        except (CttuiError, OSError) as error:
            self.call_from_thread(self.say, f"the stored copy cannot be read: {error}")
        else:
            self.call_from_thread(self._show_copy, source_id, copy)

    def _show_copy(self, source_id: str, copy: CopyView | None) -> None:
        """Show a copy that was read, unless another source is shown by now."""
        if self.screen.query("ReaderPane") and (view := self.reader.view) is not None and view.source_id == source_id:
            self.reader.copy = copy
            if self._goal:
                self.say(self.reader.go_to_quote(self._goal))
                self._goal = ""

    def on_read_source(self, message: messages.ReadSource) -> None:
        """Another source was asked for."""
        if self.explorer is not None:
            self.explorer.read_source(message.position)
            self.say("")
            self.show_views(query_changed=False)
            self.load_copy()

    def on_read_source_by(self, message: messages.ReadSourceBy) -> None:
        """A source before or after was asked for."""
        if self.explorer is not None:
            self.on_read_source(messages.ReadSource(self.explorer.reading + message.by))

    def on_seek(self, message: messages.Seek) -> None:
        """A text is looked for in the copy; by now the reader may be closed."""
        if not self.screen.query("ReaderPane"):
            return
        pane = self.reader
        pane.seeking = message.text
        pane.focus()
        self.say(pane.next_hit(1) if message.text else "")

    # -- commands of the reader --------------------------------------------------------------------------------------

    def run_next_source(self, _place: int) -> None:
        """The event's next source."""
        self._source(1)

    def run_previous_source(self, _place: int) -> None:
        """The event's previous source."""
        self._source(-1)

    def _source(self, by: int) -> None:
        self.on_read_source_by(messages.ReadSourceBy(by))

    def run_next_event(self, _place: int) -> None:
        """Read the list's next event."""
        self._event(1)

    def run_previous_event(self, _place: int) -> None:
        """Read the list's previous event."""
        self._event(-1)

    def _event(self, by: int) -> None:
        """The next event that way that has a source."""
        if self.explorer is None:
            return
        if self.explorer.walking:
            self.say("" if self.explorer.step(by) else "no further step that way")
            self.show_views(query_changed=False)
            self.load_copy()
            return
        if not self.explorer.move_to_sourced(by):
            self.say("no further event that way has a source")
        self.show_views(query_changed=False)
        self.load_copy()

    def run_next_hit(self, _place: int) -> None:
        """The next quote, or place found."""
        self.say(self.reader.next_hit(1))

    def run_previous_hit(self, _place: int) -> None:
        """The previous quote, or place found."""
        self.say(self.reader.next_hit(-1))

    def run_seek(self, _place: int) -> None:
        """Ask what to look for in the copy."""
        if self.reader.copy is None:
            self.say("there is no copy to look in")
            return
        bar = self.screen.query_one("#find")
        bar.display = True
        bar.focus()

    def run_attach(self, _place: int) -> None:
        """Attach a copy to the source that is read."""
        view = self.explorer.read() if self.explorer else None
        if self.explorer is None or view is None or self.explorer.library is None:
            self.say("there is no library to store a copy in")
            return
        from cttui.ui.read.attach import AttachScreen

        self.push_screen(AttachScreen(view, Path.cwd()))

    def on_attach_file(self, message: messages.AttachFile) -> None:
        """A file was chosen: store it, in a thread."""
        from cttui.copies.attach import keep_file

        library = self.explorer.library if self.explorer else None
        if library is not None:
            self._store(message.source_id, lambda: keep_file(library, message.source_id, message.path))

    def on_fetch(self, message: messages.Fetch) -> None:
        """An address is to be fetched: do so in a thread, with progress, until done or cancelled."""
        from cttui.copies.attach import keep_url

        library = self.explorer.library if self.explorer else None
        if library is None or (self._fetching is not None and not self._fetching.is_set()):
            return
        cancelled = self._fetching = Event()

        def tell(received: int, total: int | None) -> None:
            share = f" of {total / 1e6:.1f}" if total else ""
            self.call_from_thread(
                self._tell_attach, f"{received / 1e6:.1f}{share} MB have come; {self.keys.shown('back')} cancels"
            )

        self._tell_attach(f"asking for it; {self.keys.shown('back')} cancels")
        fetch = partial(keep_url, library, message.source_id, message.url, progress=tell, cancelled=cancelled.is_set)
        self._store(message.source_id, fetch)

    def on_cancel_fetch(self) -> None:
        """The fetch is not wanted any more."""
        if self._fetching is not None:
            self._fetching.set()

    def _store(self, source_id: str, store: Callable[[], object]) -> None:
        def work() -> None:
            try:
                store()
                trouble = ""
            except CttuiError as error:
                trouble = str(error)
            except OSError as error:
                trouble = f"the copy could not be stored: {error.strerror or error}"
            self.call_from_thread(self._stored, source_id, trouble)

        self.run_worker(work, thread=True, group="attach", description="store a copy", exit_on_error=False)

    def _stored(self, source_id: str, trouble: str) -> None:
        """A copy was stored, or could not be."""
        if self._fetching is not None:
            self._fetching.set()
        if trouble:
            self._tell_attach(trouble)
            self.say(trouble)
            return
        if self.screen.query("FetchPane"):
            self.pop_screen()
        self.show_views()
        self.say(f"stored a copy of {source_id}")
        self.load_copy()

    def _tell_attach(self, text: str) -> None:
        if self.screen.query("FetchPane"):
            from cttui.ui.read.attach import FetchPane

            self.screen.query_one(FetchPane).tell(text)

    def run_open_url(self, _place: int) -> None:
        """Open the address of the source that is read, or of the event's first."""
        import webbrowser

        view = self.explorer.read() if self.explorer else None
        if view is None or not view.url.startswith(("http://", "https://")):
            self.say("there is no web address to open here")
        elif webbrowser.open(view.url):
            self.say(f"opened {view.url}")
        else:
            self.say(f"no browser could be started; the address is {view.url}")

    def run_cite(self, _place: int) -> None:
        """Send the citation of the source that is read, or of the event's first, to the clipboard."""
        view = self.explorer.read() if self.explorer else None
        if view is None:
            self.say("there is no source to cite here")
        else:
            self.copy_to_clipboard(view.citation)
            self.say(f"sent to the clipboard: {view.citation}")
