"""Facets: the values of kind, actor, tag and so on, with the number of events for each under the other filters."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.explore.facets import Choice, FacetsView, FacetView
from cttui.lazy import dataclass
from cttui.model import kinds
from cttui.model.records import KINDS
from cttui.text import clean, fits, on_one_line, words
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, right, width_of
from cttui.ui.base.messages import Clear, Exclude, Look, Only, Run, Toggle
from cttui.ui.base.pane import LinePane

FIRST = 6
"""Values of a facet shown before it is opened; the kinds are all shown."""
SPARKS = ((0, 4), (30, 6), (44, 12))
"""Cells of a sparkline, in a line of at least this many cells; each is as many parts of the same period as divide twelve."""
FIGURE = 4
"""Fewest cells of a count with the blank before it; where one is longer, all take as much as it needs."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the pane: a facet's head, a value, or what opens the rest."""

    facet: FacetView
    choice: Choice | None = None
    hidden: int = 0
    of: int = 0
    """Values of the facet, on its head."""


class FacetsPane(LinePane):
    """Value lists with counts."""

    VIEW = "facets"

    KEYS = ("facets", "values", "list")

    view: reactive[FacetsView | None] = reactive[FacetsView | None](None, layout=False, repaint=False)
    """The facets to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.wanted: str | None = None
        """The text that narrows the lists of values; ``None`` for none."""
        self._typing = False
        self._open: set[str] = set()
        self._entries: list[_Entry] = []
        self._figures = FIGURE
        """Cells of every count."""
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
        wanted = words(self.wanted or "")
        for facet in self.view.facets if self.view else ():
            found = [c for c in facet.choices if fits(wanted, (c.token, c.label))]
            if wanted and not found:
                continue
            most = len(found) if wanted or facet.field in self._open or facet.field == "kind" else FIRST
            kept = [c for place, c in enumerate(found) if place < most or c.chosen or c.excluded]
            self._entries.append(_Entry(facet, of=len(found)))
            self._entries += [_Entry(facet, choice) for choice in kept]
            if hidden := len(found) - len(kept):
                self._entries.append(_Entry(facet, hidden=hidden))
        figures = (width_of(entry.choice.figure) for entry in self._entries if entry.choice)
        self._figures = max(FIGURE, 1 + max(figures, default=0))
        self._at = max(0, min(self._at, len(self._entries) - 1))
        if self._entries and self._is_head(self._at):
            self._at += 1
        said = "" if self.wanted is None else f" – with {self.wanted}{'▏' if self._typing else '…'}"
        self.entitle(f"Facets{said}")

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Heads, values and openers, or a line for an empty list."""
        return len(self._entries) or 1

    def cursor_line(self) -> int | None:
        """The line at the cursor, while the pane has focus."""
        return self._at if self.has_focus and self._entries else None

    def line(self, number: int, width: int) -> Line:
        """A head, a value or an opener."""
        if not self._entries:
            return (Span("  No values match." if self.wanted else "  No values to choose from.", "muted"),)
        entry = self._entries[number]
        edge = Span(glyphs.CURSOR if number == self.cursor_line() else " ", "accent")
        if entry.hidden:
            return edge, Span(f"   {glyphs.ELLIPSIS} {entry.hidden} more", "muted", f"{entry.facet.field}:")
        if entry.choice is None:
            values = f"{entry.of:,} values " if entry.of > FIRST else ""
            return edge, *columns((Span(entry.facet.title, "heading"),), (Span(values, "faint"),), width - 1)
        return edge, *self._value(entry.facet.field, entry.choice, width - 1)

    def cursor_in_sight(self) -> bool:
        """Also true while letters are typed, which act on no value."""
        return self._typing or super().cursor_in_sight()

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

    @property
    def _entry(self) -> _Entry | None:
        return self._entries[self._at] if self._at < len(self._entries) else None

    def action_choose(self) -> None:
        """Toggle the value at the cursor, or open the rest of its facet."""
        self._send(Toggle)

    def action_only_value(self) -> None:
        """Filter by the value at the cursor alone, or open the rest of its facet."""
        self._send(Only)

    def action_leave_out(self) -> None:
        """Exclude the value at the cursor."""
        self._send(Exclude)

    def _send(self, request: type[Toggle | Only | Exclude]) -> None:
        if (entry := self._entry) is not None and entry.choice:
            self.post_message(request(entry.facet.field, entry.choice.token))
        elif entry is not None and entry.hidden:
            self.picked(f"{entry.facet.field}:")

    def action_clear_field(self) -> None:
        """Clear the filters on the field at the cursor; if it has none, do as everywhere else."""
        if (entry := self._entry) is not None:
            filtered = any(choice.chosen or choice.excluded for choice in entry.facet.choices)
            self.post_message(Clear(entry.facet.field) if filtered else Run("clear"))

    def picked(self, target: str) -> None:
        """A value or an opener was clicked."""
        field, _, token = target.partition(":")
        if token:
            self.post_message(Toggle(field, token))
        else:
            self._open ^= {field}
            self.post_message(Look(self.VIEW, {"opened": frozenset(self._open)}))
            self.prepare()
            self.repaint()

    # -- narrowing ---------------------------------------------------------------------------------------------------

    def action_narrow_values(self) -> None:
        """Let typed text narrow the lists of values."""
        self._narrow(self.wanted or "", typing=True)

    def _narrow(self, wanted: str | None, *, typing: bool) -> None:
        if (wanted or "") != (self.wanted or ""):
            self.post_message(Look(self.VIEW, {"narrowed": wanted or ""}))
        self.wanted, self._typing = wanted, typing
        self._at = 0
        self.prepare()
        self.repaint()
        self.show_cursor()

    def on_key(self, event: events.Key) -> None:
        """Take letters while narrowing, even those bound to commands."""
        if self.wanted is None or not (self._typing or event.key == "escape"):
            return
        if event.key == "escape":
            self._narrow(None, typing=False)
        elif event.key == "enter":
            self._narrow(self.wanted or None, typing=False)
        elif event.key == "backspace":
            self._narrow(self.wanted[:-1], typing=True)
        elif event.character and event.is_printable:
            self._narrow(self.wanted + clean(event.character), typing=True)
        elif event.key in {"up", "down"}:
            self._narrow(self.wanted or None, typing=False)
            return
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text while narrowing, joined into one line."""
        if self._typing:
            self._narrow((self.wanted or "") + on_one_line(event.text), typing=True)
            event.stop()

    def on_blur(self) -> None:
        """Without focus, stop taking letters."""
        self._typing = False
        self.prepare()
        super().on_blur()

    # -- a value -----------------------------------------------------------------------------------------------------

    def _value(self, field: str, choice: Choice, width: int) -> Line:
        mark = glyphs.CHOSEN if choice.chosen else glyphs.EXCLUDED if choice.excluded else " "
        role = "chosen" if choice.chosen else "muted" if choice.excluded or not choice.weight else ""
        target = f"{field}:{choice.token}"
        sign = (
            (Span(f"{kinds.SIGNS[choice.token]} ", f"kind-{choice.token}"),)
            if field == "kind" and choice.token in KINDS
            else ()
        )
        cells = next(cells for least, cells in reversed(SPARKS) if width >= least)
        counts = choice.spark or (0,) * SPARKS[-1][1]
        # fewer parts of the same period: each is some of the others
        each = len(counts) // cells
        counts = tuple(sum(counts[part * each : (part + 1) * each]) for part in range(cells))
        return columns(
            (Span(f"{mark} ", "chosen"), *sign, Span(choice.label, role, target)),
            (Span(f" {sparkline(counts)}", "bar"), Span(f"{right(choice.figure, self._figures)} ", role or "muted")),
            width,
        )


def sparkline(counts: tuple[int, ...]) -> str:
    """Numbers as a row of bars, one cell each, the highest nearly a full cell; anything above zero is visible."""
    most = max(counts, default=0)
    # a full cell would touch the line above
    levels = len(glyphs.BLOCKS) - 2
    return "".join(glyphs.BLOCKS[max(1, count * levels // most) if count else 0] for count in counts)
