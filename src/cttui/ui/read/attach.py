"""Attaching a copy to a source: choose a file, or fetch the source's address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree
from textual.widgets._directory_tree import DirEntry
from textual.widgets._tree import TreeNode

from cttui.explore.sources import ReadView
from cttui.text import clean
from cttui.ui.base.lines import Line, Span, fit, paragraph
from cttui.ui.base.messages import AttachFile, CancelFetch, Fetch
from cttui.ui.base.pane import TextPane

if TYPE_CHECKING:
    from cttui.ui.app import CttuiApp


class FilePicker(DirectoryTree):
    """Files and folders; names are cleaned on their way to the terminal, and signs are one cell wide."""

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
        """The source, and what Enter does or has begun."""
        lines = [*paragraph(self._view.citation, width, "muted")]
        offer = self._progress or ("Enter fetches the address" if self._view.url else "This source has no address to fetch")
        ways = f"Tab goes to the files; {self.keys.shown('back')} closes"
        return [*lines, (Span(fit(offer, width), "accent"),), (Span(ways, "muted"),)]

    def tell(self, progress: str) -> None:
        """Say how far the fetch is, or how it ended."""
        self._progress = progress
        self.repaint()

    def action_fetch(self) -> None:
        """Ask for the address to be fetched."""
        if self._view.url:
            self.post_message(Fetch(self._view.source_id, self._view.url))


class AttachScreen(ModalScreen[None]):
    """Choose a file or fetch."""

    def __init__(self, view: ReadView, folder: Path) -> None:
        """Attach to a source; the files shown are those of a folder."""
        super().__init__()
        app: CttuiApp = self.app  # type: ignore[assignment]  # this screen lives in no other app
        self._bindings = BindingsMap.merge([app.keys.ways_out("close", "back"), self._bindings])
        self._view = view
        self._folder = folder

    def compose(self) -> ComposeResult:
        """The offer to fetch above the files."""
        with Vertical(id="attach"):
            yield FetchPane(self._view)
            yield FilePicker(self._folder)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """A file was chosen."""
        event.stop()
        self.post_message(AttachFile(self._view.source_id, event.path))

    def action_close(self) -> None:
        """Cancel a fetch that is under way, and close."""
        self.post_message(CancelFetch())
        self.dismiss()
