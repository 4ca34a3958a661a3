"""The form that exports: what and how in one list, and below it the file's path."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from cttui.errors import CttuiError
from cttui.exports import file
from cttui.exports.offers import Offer, counted
from cttui.exports.registry import Format, formats
from cttui.text import clean, line, sentence
from cttui.ui.base import glyphs
from cttui.ui.base.frame import FrameLine
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, columns, fit
from cttui.ui.base.messages import Chosen
from cttui.ui.base.pane import LinePane
from cttui.ui.base.said import SaidPane
from cttui.ui.base.text_field import TextField

BESIDE_LIST = 9
"""Lines of the screen that the list leaves to its frame, the path, what is said, and a rim."""


NAME_WIDTH = 12
"""Cells of a format's name, with the gap behind it."""


class FormatPane(LinePane):
    """What can be exported, each with its formats; the cursor goes from format to format."""

    can_focus = False
    FOR_FIELD = True

    DEFAULT_CSS = """
    FormatPane { height: auto; border: none; }
    """

    def __init__(self, offers: tuple[Offer, ...]) -> None:
        """Take what can be exported."""
        super().__init__()
        self._rows: list[tuple[Offer, Format | None] | None] = []
        for offer in offers:
            # a blank line before each heading but the first
            self._rows += [None, (offer, None)] if self._rows else [(offer, None)]
            self._rows += [(offer, format_) for format_ in formats(offer.takes).values()]
        self._at = 1

    @property
    def chosen(self) -> tuple[Offer, Format]:
        """What is at the cursor, and how it would be written."""
        row = self._rows[self._at]
        assert row is not None  # noqa: S101 - the cursor is on formats alone
        assert row[1] is not None  # noqa: S101 - the same
        return row[0], row[1]

    def line_total(self) -> int:
        """Headings and formats."""
        return len(self._rows)

    def get_content_height(self, *_: object) -> int:
        """All of the lines, where there is room."""
        return len(self._rows)

    def cursor_line(self) -> int | None:
        """The format at the cursor."""
        return self._at

    def line(self, number: int, width: int) -> Line:
        """A heading with its count, or a format."""
        row = self._rows[number]
        if row is None:
            return ()
        offer, format_ = row
        if format_ is None:
            return columns((Span(f" {offer.title}", "heading"),), (Span(f" {offer.counted} ", "muted"),), width)
        at_cursor = number == self._at
        head = Span(glyphs.CURSOR if at_cursor else " ", "accent"), Span(f" {glyphs.CHOSEN if at_cursor else ' '} ", "chosen")
        return columns((*head, Span(fit(format_.name, NAME_WIDTH), "strong"), Span(format_.title)), (), width)

    def move(self, by: int) -> None:
        """Move the cursor by formats; a page is the next or the last thing to export."""
        places = [place for place, row in enumerate(self._rows) if row is not None and row[1] is not None]
        self._go(places[max(0, min(places.index(self._at) + by, len(places) - 1))])

    def leap(self, by: int) -> None:
        """Move the cursor to the first format of the next thing to export, or of the one before."""
        heads = [place + 1 for place, row in enumerate(self._rows) if row is not None and row[1] is None]
        here = max(place for place, head in enumerate(heads) if head <= self._at)
        self._go(heads[max(0, min(here + by, len(heads) - 1))])

    def _go(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self.repaint()
            self.show_cursor()
            self.post_message(Chosen())

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        number = event.y + round(self.scroll_y)
        row = self._rows[number] if 0 <= number < len(self._rows) else None
        if row is not None and row[1] is not None:
            self._go(number)


class NamePane(FrameLine):
    """What is typed beside it."""

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """One word."""
        return (Span(" File", "heading"),)


class ExportScreen(ModalScreen[str]):
    """Choose what to write, in which format and where; closes with what to say of it, or an empty text."""

    AUTO_FOCUS = "#path"

    DEFAULT_CSS = """
    ExportScreen { align: center middle; }
    #export {
        width: 92; max-width: 96%; height: auto; max-height: 92%; border: round $primary; background: $surface;
        border-title-color: $primary; border-title-style: bold; border-subtitle-color: $muted;
    }
    #where { height: 1; margin-top: 1; }
    #where NamePane { width: 6; }
    #where TextField { width: 1fr; height: 1; border: none; background: $boost; padding: 0; margin-right: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # the keyboard is in the path, where arrows, Tab and pages have no other use
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "leap(1)", show=False, priority=True),
        Binding("pageup", "leap(-1)", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(self, offers: tuple[Offer, ...], own: str) -> None:
        """Take what can be exported, the most likely first, and the digest of the timeline; there is something to export."""
        super().__init__()
        self._offers = offers
        self._own = own
        self._back = way_out(host_of(self).keys, "back", typing=True)
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("close", "back"), self._bindings])
        self._proposed = ""
        self._completed = ""
        """The path as Tab wrote it out last."""
        self._doomed: Path | None = None
        """The file that the next Enter replaces."""
        self._cancelled: Event | None = None
        """Set when what is being written is not wanted any more; ``None`` while nothing is being written."""

    def compose(self) -> ComposeResult:
        """The list, the path, and what is said."""
        with Vertical(id="export") as frame:
            frame.border_title = "Export"
            ways = f"↑↓ choose, Enter writes, Tab completes, {self._back} closes"
            frame.border_subtitle = Content(ways.translate(host_of(self).signs))
            yield FormatPane(self._offers)
            with Horizontal(id="where"):
                yield NamePane()
                yield TextField(compact=True, id="path", select_on_focus=False)
            yield SaidPane()

    def on_mount(self) -> None:
        """Propose a path."""
        self._propose()
        self._say()

    def on_resize(self) -> None:
        """Leave room for the path and for what is said, whatever the list would take."""
        self.query_one(FormatPane).styles.max_height = max(self.size.height - BESIDE_LIST, 2)

    # -- the form ----------------------------------------------------------------------------------------------------

    @property
    def _field(self) -> Input:
        return self.query_one("#path", Input)

    def _propose(self) -> None:
        """Name the file after what is chosen; of a path that was typed, change only its suffix."""
        offer, format_ = self.query_one(FormatPane).chosen
        before, typed = self._proposed, self._field.value
        self._proposed = f"{offer.name}{format_.suffix}"
        if typed in {"", before}:
            self._field.value = self._proposed
        elif typed.endswith(before_suffix := Path(before).suffix):
            self._field.value = f"{typed.removesuffix(before_suffix)}{format_.suffix}"
        self._field.cursor_position = len(self._field.value)

    def _say(self, text: str = "", role: str = "fault") -> None:
        for pane in self.query(SaidPane):
            pane.say(text or f"In {line(str(self._folder))}", role if text else "muted")

    @property
    def _folder(self) -> Path:
        """Where the file would be; the current folder as long as nothing is named."""
        try:
            return file.path_of(self._field.value).parent
        except CttuiError:
            return Path.cwd()

    def on_chosen(self, message: Chosen) -> None:
        """Another row of the list is chosen."""
        message.stop()
        self._doomed = None
        self._propose()
        self._say()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another path was typed: what was said of the one before no longer holds."""
        event.stop()
        self._doomed = None
        # what Tab wrote out it has spoken of already
        if event.value != self._completed:
            self._say()

    def action_move(self, by: int) -> None:
        """Choose another row."""
        self.query_one(FormatPane).move(by)

    def action_leap(self, by: int) -> None:
        """Choose another thing to export."""
        self.query_one(FormatPane).leap(by)

    def action_complete(self) -> None:
        """Write out the folder that the path begins to name."""
        path, several = file.completed(self._field.value)
        nothing = "" if path != self._field.value else "No folder starts with that."
        self._completed = self._field.value = path
        self._field.cursor_position = len(path)
        self._say(" ".join(several) or nothing, "muted")

    # -- writing -----------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: write, or ask whether a file that is there may be replaced."""
        event.stop()
        if self._cancelled is not None:
            return
        offer, format_ = self.query_one(FormatPane).chosen
        try:
            path = file.path_of(event.value)
        except CttuiError as error:
            self._say(sentence(clean(str(error))))
            return
        self._cancelled = Event()
        self._say(f"Writing {counted(offer.count, offer.takes)}…; {self._back} stops", "accent")
        work = partial(self._save, offer, format_, path, self._cancelled, replace=path == self._doomed)
        self.run_worker(work, thread=True, group="export", description="write an export", exit_on_error=False)

    def _save(self, offer: Offer, format_: Format, path: Path, cancelled: Event, *, replace: bool) -> None:
        """In a thread: write, and tell what became of it."""
        doomed: Path | None = None
        try:
            left: list[str] = []
            count = file.save(
                format_, offer.subject, path, replace=replace, own=self._own, cancelled=cancelled.is_set, tell=left.append
            )
            wrote = f"Wrote {counted(count, offer.takes)} to {line(str(path))}"
            # a path by itself has no full stop, so that it can be copied
            said, trouble = ". ".join((wrote, *map(clean, left))) + ("." if left else ""), ""
        except file.FileThereError as error:
            said, trouble, doomed = "", f"{error}; press Enter again to replace it", path
        except CttuiError as error:
            said, trouble = "", str(error)
        if not cancelled.is_set():
            self.app.call_from_thread(self._saved, said, trouble, doomed)

    def _saved(self, said: str, trouble: str, doomed: Path | None) -> None:
        """It was written, or something is in the way; what was typed stays."""
        self._cancelled, self._doomed = None, doomed
        if said and self.app.screen is self:
            self.dismiss(said)
        else:
            self._say(said or sentence(clean(trouble)))

    def action_close(self) -> None:
        """Give up, also what is being written."""
        self._give_up()
        self._close("")

    def _close(self, said: str) -> None:
        """Close the form; a key that arrives when it is gone, or below another screen, would close that one."""
        if self.app.screen is self:
            self.dismiss(said)

    def on_unmount(self) -> None:
        """Stop writing when the form closes."""
        self._give_up()

    def _give_up(self) -> None:
        if self._cancelled is not None:
            self._cancelled.set()
