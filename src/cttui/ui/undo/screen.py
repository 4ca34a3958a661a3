"""What can be taken back, and what could not be written because somebody else changed the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cttui.curation.edits import DiffLine
from cttui.text import clean, sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.said import SaidPane
from cttui.ui.undo.panes import DiffPane, MadePane, Picked, TextSidePane

MOST_LISTED = 5
"""Changes in sight at a time."""
BROAD = 90
"""Columns from which two texts stand side by side, and not one above the other."""


class UndoScreen(ModalScreen[int]):
    """The last change as the lines that it changed; closes with how many changes to take back, 0 for none."""

    AUTO_FOCUS = "MadePane"

    DEFAULT_CSS = """
    UndoScreen { align: center middle; }
    #undo {
        width: 120; max-width: 96%; height: 80%; border: round $primary; background: $surface;
        border-title-color: $primary; border-title-style: bold; border-subtitle-color: $muted;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # the list has the keyboard; pages go through the lines below it
        Binding("pagedown,space", "leaf(1)", show=False, priority=True),
        Binding("pageup", "leaf(-1)", show=False, priority=True),
    ]

    def __init__(self, made: Sequence[tuple[str, Sequence[DiffLine]]]) -> None:
        """Take what each change did and the lines that it changed, the last change first; there is one."""
        super().__init__()
        self._made = made
        keys = host_of(self).keys
        self._back, self._undo = way_out(keys, "back"), keys.shown("undo")
        out = keys.ways_out("keep", "back", "quit")
        back = keys.bound("take_back", "undo", first=True)
        if not back.key_to_bindings:
            # it has no key of its own in the settings, and was run from the palette
            back.bind("enter", "take_back", show=False, priority=True)
            self._undo = "Enter"
        self._bindings = BindingsMap.merge([back, out, self._bindings])

    def compose(self) -> ComposeResult:
        """The changes, and the lines of the one at the cursor."""
        with Vertical(id="undo") as frame:
            frame.border_title = "Undo"
            listed = MadePane([says for says, _ in self._made])
            listed.styles.height = min(len(self._made), MOST_LISTED)
            yield listed
            yield DiffPane(self._made[0][1])

    def on_mount(self) -> None:
        """Say what the keys do, once it is known whether all lines are in sight."""
        self.call_after_refresh(self._describe)

    def on_resize(self) -> None:
        """Other lines are in sight."""
        self.call_after_refresh(self._describe)

    def _describe(self) -> None:
        place, pane = self.query_one(MadePane).at, self.query_one(DiffPane)
        what = "undoes it" if place == 0 else f"undoes these {place + 1}"
        keeps = "keeps it" if place == 0 else "keeps them"
        earlier = " · ↑↓ earlier" if len(self._made) > 1 else ""
        more = " · PgDn more" if pane.line_total() > pane.scrollable_content_region.height else ""
        said = f"{self._undo} again {what} · {self._back} {keeps}{earlier}{more}"
        self.query_one("#undo").border_subtitle = Content(said.translate(host_of(self).signs))

    def on_picked(self, message: Picked) -> None:
        """Another change is at the cursor."""
        message.stop()
        self.query_one(DiffPane).show(self._made[message.place][1])
        self._describe()

    def action_leaf(self, by: int) -> None:
        """Go a page on in the lines, or back."""
        pane = self.query_one(DiffPane)
        pane.move(by * pane.page)

    def action_take_back(self) -> None:
        """Take back the change at the cursor, and those after it."""
        self._close(self.query_one(MadePane).at + 1)

    def action_keep(self) -> None:
        """Leave the file as it is."""
        self._close(0)

    def _close(self, count: int) -> None:
        """Close; a key that arrives when it is gone would close another screen."""
        if self.app.screen is self:
            self.dismiss(count)


class ConflictScreen(ModalScreen[None]):
    """A record that was changed here and elsewhere: both texts, and that nothing was written."""

    AUTO_FOCUS = "TextSidePane"

    DEFAULT_CSS = """
    ConflictScreen { align: center middle; }
    #conflict {
        width: 160; max-width: 96%; height: 90%; border: round $primary; background: $surface;
        border-title-color: $primary; border-title-style: bold; border-subtitle-color: $muted;
    }
    #texts { layout: vertical; height: 1fr; }
    #texts.-broad { layout: horizontal; }
    """

    def __init__(self, trouble: str, mine: str, theirs: str) -> None:
        """Take what stands in the way, the record as it was to be, and as it stands in the file; empty for none."""
        super().__init__()
        self._trouble = trouble
        self._texts = (mine, theirs)
        keys = host_of(self).keys
        self._back = way_out(keys, "back")
        self._bindings = BindingsMap.merge([keys.ways_out("close", "back", "quit"), self._bindings])

    def compose(self) -> ComposeResult:
        """The sentence, and the two texts."""
        mine, theirs = self._texts
        with Vertical(id="conflict") as frame:
            frame.border_title = "Not written"
            frame.border_subtitle = Content(f"{self._back} closes · Tab other text".translate(host_of(self).signs))
            yield SaidPane()
            with Container(id="texts"):
                yield TextSidePane("Your change", mine, theirs, "You removed it.")
                yield TextSidePane("In the file now", theirs, mine, "It was removed from the file.")

    def on_mount(self) -> None:
        """Say what stands in the way."""
        self.query_one(SaidPane).say(sentence(clean(self._trouble)), "fault")

    def on_resize(self) -> None:
        """Side by side where there is room."""
        self.query_one("#texts").set_class(self.size.width >= BROAD, "-broad")
        for pane in self.query(TextSidePane):
            pane.call_after_refresh(pane.show_difference)

    def action_close(self) -> None:
        """Go back."""
        if self.app.screen is self:
            self.dismiss()
