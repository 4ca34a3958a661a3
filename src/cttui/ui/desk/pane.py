"""Saved views with live counts, the timeline's and the reader's, and below them marks and notes."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.lazy import dataclass
from cttui.notebook.desk import STATES, DeskView, KeptEvent, ViewLine
from cttui.ui.base import glyphs
from cttui.ui.base.frame import renew_footer
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph
from cttui.ui.base.messages import AskName, DeleteView, Forget, RunView, ShowKept, Tell
from cttui.ui.base.pane import LinePane

DATE = 10
"""Cells for the date of a marked event; a longer one takes what it needs."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the pane."""

    heading: str = ""
    view: ViewLine | None = None
    entry: KeptEvent | None = None
    said: str = ""
    """Text for an empty section."""


class ViewsPane(LinePane):
    """Saved views, marks and notes."""

    VIEW = "desk_view"
    KEYS = ("views", "list")

    view: reactive[DeskView | None] = reactive[DeskView | None](None, layout=False, repaint=False)
    """All that is kept."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Line of the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: list[_Row] = []
        self._doomed: object = None
        """What a second press deletes."""

    def watch_view(self) -> None:
        """Show the current desk, with the cursor on the same item if it still exists."""
        here = self.chosen
        self.prepare()
        same = (n for n, row in enumerate(self._lines) if here is not None and _same(row.view or row.entry, here))
        self.set_reactive(ViewsPane.at, next(same, min(self.at, max(len(self._lines) - 1, 0))))
        self._settle(1)
        self.repaint()
        self.show_cursor()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere; other keys may be available there."""
        self.repaint()
        self.show_cursor()
        renew_footer(self)

    def go_to(self, name: str) -> None:
        """Put the cursor on a view of the reader's own."""
        found = (n for n, row in enumerate(self._lines) if row.view is not None and row.view.own and row.view.name == name)
        self.at = next(found, self.at)

    def prepare(self) -> None:
        """Make the lines."""
        view = self.view
        self._lines = []
        if view is None:
            return
        for heading, own in (("The timeline's views", False), ("Your views", True)):
            rows = [_Row(view=line) for line in view.views if line.own == own]
            yours = self.keys.hint("{} saves the current filter as a view.", "save_view") or "You have saved no views."
            said = yours if own else "This timeline has no views."
            self._lines += [_Row(heading=heading), *(rows or [_Row(said=said)]), _Row()]
        entries = [_Row(entry=entry) for entry in view.entries]
        how = self.keys.hint(" In the list, {} marks an event and {} writes a note.", "mark", "note")
        self._lines += [_Row(heading="Marks and notes"), *(entries or [_Row(said=view.trouble or f"None yet.{how}")])]
        own_views = sum(line.own for line in view.views)
        self.entitle(f"Views – {len(view.views)}, {own_views} yours; marks and notes – {len(view.entries)}")
        if not self.is_mounted:
            self.set_reactive(ViewsPane.at, 0)
            self._settle(1)

    @property
    def chosen(self) -> ViewLine | KeptEvent | None:
        """The item at the cursor."""
        return (self._lines[self.at].view or self._lines[self.at].entry) if self.at < len(self._lines) else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Headings, views and entries."""
        return len(self._lines)

    def cursor_line(self) -> int | None:
        """The line of the cursor."""
        return self.at if self.chosen is not None else None

    def line(self, number: int, width: int) -> Line:
        """A heading, a view with its count, or an event."""
        row = self._lines[number]
        edge = Span(glyphs.CURSOR if number == self.cursor_line() else " ", "accent")
        if row.heading:
            return Span(" "), Span(row.heading, "heading")
        if row.said:
            return Span("   "), *next(iter(paragraph(row.said, width - 4, "muted")))
        if row.view is not None:
            return edge, *self._view_line(row.view, width - 1)
        return (edge, *self._entry_line(row.entry, width - 1)) if row.entry is not None else ()

    def _view_line(self, view: ViewLine, width: int) -> Line:
        here = self.view is not None and view.query == self.view.asked
        names = max(24, min(44, width // 2))
        count = f"{view.events:,} events " if view.events != 1 else "1 event  "
        tail = Span(f" {count}", "muted") if view.events is not None else Span(" not valid here ", "fault")
        head = (
            Span(f"{glyphs.CHOSEN if here else ' '} ", "chosen"),
            Span(fit(view.name, names) + " "),
            Span(view.query if view.events is not None else view.fault, "muted"),
        )
        return columns(head, (tail,), width)

    def _entry_line(self, entry: KeptEvent, width: int) -> Line:
        marked, noted = glyphs.MARKED if entry.marked else " ", glyphs.NOTED if entry.note else " "
        state = STATES[entry.state]
        note = " ".join(entry.note.split())
        head = (
            Span(f"{marked}{noted} ", "accent"),
            Span(f"{entry.date or 'undated':{DATE}}  ", "muted"),
            Span(entry.title or entry.event),
            Span(f"  {note}" if note else "", "quote"),
        )
        return columns(head, (Span(f" {state} ", "fault"),) if state else (), width)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor over views and events, past what lies between."""
        self._doomed = None
        before = self.at
        self.set_reactive(ViewsPane.at, max(0, min(self.at + by, len(self._lines) - 1)))
        self._settle(1 if by > 0 else -1)
        if self.at != before:
            self.watch_at()

    def _settle(self, step: int) -> None:
        """Move the cursor to the nearest selectable line, trying the given direction first."""
        for way in (step, -step):
            at = self.at
            while 0 <= at < len(self._lines):
                if self._lines[at].view or self._lines[at].entry:
                    self.set_reactive(ViewsPane.at, at)
                    return
                at += way

    # -- commands ----------------------------------------------------------------------------------------------------

    def action_use_kept(self) -> None:
        """Open the view, or go to the event."""
        match self.chosen:
            case ViewLine(query=query, events=int()):
                self.post_message(RunView(query))
            case ViewLine(fault=fault):
                self.post_message(Tell(fault))
            case KeptEvent(state="missing", what=what):
                self.post_message(Tell(f"This event is not in the timeline; its {what} {'are' if ' ' in what else 'is'} kept."))
            case KeptEvent(event=event):
                self.post_message(ShowKept(event))

    def action_save_view(self) -> None:
        """Ask for a name for the current filter."""
        if self.view is not None:
            self.post_message(AskName(f"Name for “{self.view.asked or 'all events'}”", "", ""))

    def action_rename_view(self) -> None:
        """Ask for another name."""
        match self.chosen:
            case ViewLine(own=True, name=name):
                self.post_message(AskName("New name", name, name))
            case ViewLine():
                self.post_message(Tell("This view belongs to the timeline; rename it in the timeline's file."))
            case _:
                self.post_message(Tell("Only views can be renamed."))

    def action_delete_kept(self) -> None:
        """Delete the item at the cursor on the second press."""
        chosen = self.chosen
        if isinstance(chosen, ViewLine) and not chosen.own:
            self.post_message(Tell("This view belongs to the timeline; delete it in the timeline's file."))
        elif chosen is not None and self._doomed != chosen:
            self._doomed = chosen
            what = f"the view {chosen.name}" if isinstance(chosen, ViewLine) else f"the {chosen.what} of this event"
            self.post_message(Tell(f"Press {self.keys.shown('delete_kept')} again to delete {what}."))
        elif isinstance(chosen, ViewLine):
            self.post_message(DeleteView(chosen.name))
        elif chosen is not None:
            self.post_message(Forget(chosen.event, chosen.what))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the mouse; a second click opens."""
        number = event.y - 1 + round(self.scroll_y)
        if 0 <= number < len(self._lines) and (self._lines[number].view or self._lines[number].entry):
            if number == self.at and event.chain > 1:
                self.action_use_kept()
            self.at = number


def _same(one: ViewLine | KeptEvent | None, other: ViewLine | KeptEvent) -> bool:
    """Whether two are the same view or event, even if other details changed."""
    if isinstance(one, ViewLine) and isinstance(other, ViewLine):
        return (one.name, one.own) == (other.name, other.own)
    return isinstance(one, KeptEvent) and isinstance(other, KeptEvent) and one.event == other.event
