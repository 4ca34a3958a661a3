"""Facets: the values of kind, actor, tag and so on, with how many events each stands for under the other filters."""

from __future__ import annotations

from dataclasses import dataclass

from textual.reactive import reactive

from cttui.model import KINDS
from cttui.ui import glyphs
from cttui.ui.line_list import LinePane
from cttui.ui.lines import Line, Span, columns, fit
from cttui.ui.messages import Exclude, Toggle
from cttui.views import Choice, FacetsView, FacetView

FIRST = 6
"""Values of a facet shown before it is opened; the kinds are all shown."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the pane: a facet's head, a value, or what opens the rest."""

    facet: FacetView
    choice: Choice | None = None
    hidden: int = 0


class FacetsPane(LinePane):
    """Value lists with counts."""

    VIEW = "facets"

    KEYS = ("facets", "list")

    view: reactive[FacetsView | None] = reactive[FacetsView | None](None, layout=False, repaint=False)
    """The facets to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.border_title = "Facets"
        self._open: set[str] = set()
        self._entries: list[_Entry] = []
        self._at = 1

    def watch_view(self) -> None:
        """Paint other counts, the cursor on the same value."""
        here = self._entries[self._at] if self._at < len(self._entries) else None
        self.prepare()
        if here and here.choice:
            same = (
                i
                for i, e in enumerate(self._entries)
                if e.choice and (e.facet.field, e.choice.token) == (here.facet.field, here.choice.token)
            )
            self._at = next(same, self._at)
        self.repaint()

    def prepare(self) -> None:
        """Make the lines."""
        self._entries = []
        for facet in self.view.facets if self.view else ():
            self._entries.append(_Entry(facet))
            most = len(facet.choices) if facet.field in self._open or facet.field == "kind" else FIRST
            kept = [c for place, c in enumerate(facet.choices) if place < most or c.chosen or c.excluded]
            self._entries += [_Entry(facet, choice) for choice in kept]
            if hidden := len(facet.choices) - len(kept):
                self._entries.append(_Entry(facet, hidden=hidden))
        self._at = max(0, min(self._at, len(self._entries) - 1))
        if self._entries and self._is_head(self._at):
            self._at += 1

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Heads, values and openers."""
        return len(self._entries)

    def cursor_line(self) -> int | None:
        """The line at the cursor, while the pane has the keyboard."""
        return self._at if self.has_focus and self._entries else None

    def line(self, number: int, width: int) -> Line:
        """A head, a value or an opener."""
        entry = self._entries[number]
        edge = Span(glyphs.CURSOR if number == self.cursor_line() else " ", "accent")
        if entry.hidden:
            return edge, Span(f"   {glyphs.ELLIPSIS} {entry.hidden} more", "muted", f"{entry.facet.field}:")
        if entry.choice is None:
            return edge, Span(fit(entry.facet.title, width - 1), "heading")
        return edge, *_value(entry.facet.field, entry.choice, width - 1)

    # -- moving and choosing -----------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor over values and openers, past the heads."""
        step = 1 if by > 0 else -1
        at = max(0, min(self._at + by, len(self._entries) - 1))
        while 0 <= at < len(self._entries) and self._is_head(at):
            at += step
        if 0 <= at < len(self._entries):
            self._at = at
            self.repaint()
            self.show_cursor()

    def _is_head(self, at: int) -> bool:
        return self._entries[at].choice is None and not self._entries[at].hidden

    def action_choose(self) -> None:
        """Toggle the value at the cursor, or open the rest of its facet."""
        if self._at < len(self._entries):
            entry = self._entries[self._at]
            if entry.choice:
                self.post_message(Toggle(entry.facet.field, entry.choice.token))
            elif entry.hidden:
                self.picked(f"{entry.facet.field}:")

    def action_leave_out(self) -> None:
        """Leave the value at the cursor out."""
        if self._at < len(self._entries) and (choice := self._entries[self._at].choice):
            self.post_message(Exclude(self._entries[self._at].facet.field, choice.token))

    def picked(self, target: str) -> None:
        """A value or an opener was clicked."""
        field, _, token = target.partition(":")
        if token:
            self.post_message(Toggle(field, token))
        else:
            self._open ^= {field}
            self.prepare()
            self.repaint()


def _value(field: str, choice: Choice, width: int) -> Line:
    mark = glyphs.CHOSEN if choice.chosen else glyphs.EXCLUDED if choice.excluded else " "
    role = "chosen" if choice.chosen else "faint" if choice.excluded or not choice.weight else ""
    target = f"{field}:{choice.token}"
    sign = (
        (Span(f"{glyphs.KIND_SIGNS[choice.token]} ", f"kind-{choice.token}"),)
        if field == "kind" and choice.token in KINDS
        else ()
    )
    return columns(
        (Span(f"{mark} ", "chosen"), *sign, Span(choice.label, role, target)),
        (Span(f" {choice.figure} ", role or "muted"),),
        width,
    )
