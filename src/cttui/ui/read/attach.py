"""Attaching a copy to a source: choose a file, or fetch the source's address."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree
from textual.widgets._directory_tree import DirEntry
from textual.widgets._tree import TreeNode

from cttui.copies.attach import keep_file, keep_url
from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.explore.sources import ReadView
from cttui.text import clean, sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, paragraph
from cttui.ui.base.messages import Fetch
from cttui.ui.base.pane import TextPane


class FilePicker(DirectoryTree):
    """Files and folders; names are cleaned before they reach the terminal, and signs are one cell wide."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """A name without control characters."""
        label = super().render_label(node, base_style, style)
        return Text(clean(label.plain), style=label.style)


class FetchPane(TextPane):
    """The source, and the offer to fetch its address; Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "fetch", "fetch", show=False)]

    def __init__(self, view: ReadView) -> None:
        """Offer the address of a source."""
        super().__init__()
        self._view = view
        self._progress = ""
        self.border_title = "Attach a copy"

    def compose_lines(self, width: int) -> list[Line]:
        """The source, and what Enter does or has started."""
        lines = [*paragraph(self._view.citation, width, "muted")]
        offer = self._progress or ("Enter fetches the address" if self._view.url else "This source has no address to fetch")
        ways = f"Tab chooses a file · {way_out(self.keys, 'back')} closes"
        return [*lines, *paragraph(offer, width, "accent"), (Span(ways, "muted"),)]

    def tell(self, progress: str) -> None:
        """Show the progress of the fetch, or its result."""
        self._progress = progress
        self.repaint()

    def action_fetch(self) -> None:
        """Ask for the address to be fetched."""
        if self._view.url:
            self.post_message(Fetch())


class AttachScreen(ModalScreen[str]):
    """Choose a file or fetch; closes with a message about the stored copy, or an empty text."""

    def __init__(self, view: ReadView, library: Library, folder: Path | None = None) -> None:
        """Attach to a source; shows the files of a folder, by default the current one."""
        super().__init__()
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("close", "back"), self._bindings])
        self._view = view
        self._library = library
        self._folder = folder or Path.cwd()
        self._cancelled: Event | None = None
        """Set when the running fetch is cancelled or has ended."""

    def compose(self) -> ComposeResult:
        """The offer to fetch above the files."""
        with Vertical(id="attach"):
            yield FetchPane(self._view)
            yield FilePicker(self._folder)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """A file was chosen: store it, in a thread."""
        event.stop()
        self._store(partial(keep_file, self._library, self._view.source_id, event.path))

    def on_fetch(self) -> None:
        """Fetch the address in a thread, with progress, until done or cancelled."""
        if self._cancelled is not None and not self._cancelled.is_set():
            return
        self._cancelled = Event()
        back = way_out(host_of(self).keys, "back")

        def tell(received: int, total: int | None) -> None:
            share = f" of {total / 1e6:.1f}" if total else ""
            self.app.call_from_thread(self._tell, f"{received / 1e6:.1f}{share} MB received; {back} cancels")

        self._tell(f"Fetching…; {back} cancels")
        view = self._view
        self._store(partial(keep_url, self._library, view.source_id, view.url, progress=tell, cancelled=self._cancelled.is_set))

    def _store(self, store: Callable[..., object]) -> None:
        notes: list[str] = []

        def work() -> None:
            try:
                store(tell=notes.append)
                trouble = ""
            except CttuiError as error:
                trouble = sentence(str(error))
            except OSError as error:
                trouble = f"The copy could not be stored: {error.strerror or error}"
            self.app.call_from_thread(self._stored, trouble, notes)

        self.run_worker(work, thread=True, group="attach", description="store a copy", exit_on_error=False)

    def _stored(self, trouble: str, notes: list[str]) -> None:
        """A copy was stored, or could not be; the screen may have been closed meanwhile."""
        if self._cancelled is not None:
            self._cancelled.set()
        if trouble:
            self._tell(trouble)
        elif self.is_current:
            self.dismiss("; ".join([f"Stored a copy of {self._view.source_id}", *notes]))

    def _tell(self, text: str) -> None:
        for pane in self.query(FetchPane):
            pane.tell(text)

    def action_close(self) -> None:
        """Cancel a running fetch, and close."""
        if self._cancelled is not None:
            self._cancelled.set()
        self.dismiss("")
