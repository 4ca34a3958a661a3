"""Facets: the values of kind, actor, tag and so on, with the number of events for each under the other filters."""

from __future__ import annotations

from typing import Any

from textual.reactive import reactive

from cttui.explore.facets import MOST_LISTED, Choice, FacetsView, FacetView
from cttui.lazy import dataclass
from cttui.model import kinds
from cttui.model.records import KINDS
from cttui.text import fits, words
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, right, told_apart, width_of
from cttui.ui.base.messages import Clear, Exclude, Look, Only, Run, Toggle
from cttui.ui.explore.narrowing import NarrowedPane

FIRST = 6
"""Values of a facet shown before it is opened; the kinds are all shown."""
SPARKS = ((0, 4), (30, 6), (44, 12))
"""Cells of a sparkline, in a line of at least this many cells; each is as many parts of the same period as divide twelve."""
FIGURE = 4
"""Fewest cells of a count with the blank before it; where one is longer, all take as much as it needs."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the pane: a facet's head, a value, what opens the rest, or room for values that are not counted yet."""

    facet: FacetView
    choice: Choice | None = None
    hidden: int = 0
    head: bool = False


class FacetsPane(NarrowedPane):
    """Value lists with counts."""

    VIEW = "facets"

    KEYS = ("facets", "values", "list")
    NARROWS = "narrowed"

    view: reactive[FacetsView | None] = reactive[FacetsView | None](None, layout=False, repaint=False)
    """The facets to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._open: set[str] = set()
        self._entries: list[_Entry] = []
        self._asked: frozenset[str] = frozenset()
        """The fields of many values that are counted, as they are in sight."""
        self._lines_of: dict[str, int] = {}
        """How many lines each facet last had."""
        self._figures = FIGURE
        """Cells of every count."""
        self._labels: dict[tuple[str, int], dict[str, str]] = {}
        """What stands for the labels of a field in so many cells."""
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

    def sight(self) -> dict[str, Any]:
        """Before anything is on screen, no field of many values is in sight."""
        return {"fields": self._asked}

    def prepare(self) -> None:
        """Make the lines."""
        self._entries, self._labels = [], {}
        wanted = words(self.wanted or "")
        narrowed = self.view is not None and words(self.view.narrowed) == wanted
        for facet in self.view.facets if self.view else ():
            # what was typed a moment ago is not answered yet
            found = [c for c in facet.choices if narrowed or fits(wanted, (c.token, c.label))]
            if wanted and not found:
                continue
            begun = len(self._entries)
            self._entries.append(_Entry(facet, head=True))
            if facet.counted:
                self._entries += self._values(facet, found, len(found) if wanted and not narrowed else facet.of)
                self._lines_of[facet.field] = len(self._entries) - begun
            else:
                # as many lines as it had, so that nothing moves when it is counted
                room = self._lines_of.get(facet.field, 2 + min(FIRST, facet.of))
                self._entries += [_Entry(facet)] * (room - 1)
        figures = (width_of(entry.choice.figure) for entry in self._entries if entry.choice)
        self._figures = max(FIGURE, 1 + max(figures, default=0))
        self._at = max(0, min(self._at, len(self._entries) - 1))
        if self._entries and not self._is_stop(self._at):
            self._at = next((at for at in range(self._at, len(self._entries)) if self._is_stop(at)), self._at)
        self.entitle(f"Facets{self.with_wanted}")

    def _values(self, facet: FacetView, found: list[Choice], of: int) -> list[_Entry]:
        """The lines of a facet's values, and the one that says how many more there are."""
        opened = bool(self.wanted) or facet.field in self._open or facet.field == "kind"
        kept = [c for place, c in enumerate(found) if opened or place < FIRST or c.chosen or c.excluded]
        more = [_Entry(facet, hidden=of - len(kept))] if of > len(kept) else []
        return [*(_Entry(facet, choice) for choice in kept), *more]

    def _look(self) -> None:
        """Have the fields of many values counted that are on screen, and no others."""
        top = round(self.scroll_y)
        shown = self._entries[top : top + self.scrollable_content_region.height]
        many = frozenset(entry.facet.field for entry in shown if not entry.facet.counted or entry.facet.field in self._asked)
        # counted, one may have no value and no line; if it were forgotten for that, it would be shown and asked for again
        listed = {facet.field for facet in self.view.facets} if self.view else set[str]()
        many |= self._asked - listed
        if many != self._asked:
            self._asked = many
            self.post_message(Look(self.VIEW, {"fields": many}))

    def repaint(self) -> None:
        """Repaint, and have counted what is in sight now."""
        super().repaint()
        self._look()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other fields are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._look()

    def to_first(self) -> None:
        """Move the cursor to the first value."""
        self._at = 0

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
        if entry.head:
            values = f"{entry.facet.of:,} values " if entry.facet.of > FIRST else ""
            return edge, *columns((Span(entry.facet.title, "heading"),), (Span(values, "faint"),), width - 1)
        if entry.hidden:
            listed = sum(other.facet is entry.facet and other.choice is not None for other in self._entries) >= MOST_LISTED
            finds = f"; {self.keys.shown('narrow_values')} finds them" if listed else ""
            return edge, Span(f"   {glyphs.ELLIPSIS} {entry.hidden:,} more{finds}", "muted", f"{entry.facet.field}:")
        if entry.choice is None:
            return (Span(f"   {glyphs.ELLIPSIS}", "faint"),)
        return edge, *self._value(entry.facet, entry.choice, width - 1)

    # -- moving and choosing -----------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor over values and openers, past the heads."""
        step = 1 if by > 0 else -1
        at = max(0, min(self._at + by, len(self._entries) - 1))
        while 0 <= at < len(self._entries) and not self._is_stop(at):
            at += step
        if 0 <= at < len(self._entries):
            self._at = at
            self.repaint()
            self.show_cursor()

    def _is_stop(self, at: int) -> bool:
        """Whether the cursor stops at a line: at a value, and at what opens the rest."""
        return self._entries[at].choice is not None or self._entries[at].hidden > 0

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

    # -- a value -----------------------------------------------------------------------------------------------------

    def _label(self, facet: FacetView, label: str, room: int) -> str:
        """What stands for a label: what sets it apart from the others of its field, if it is too long."""
        if width_of(label) <= room:
            return label
        at = (facet.field, room)
        if at not in self._labels:
            listed = (entry.choice for entry in self._entries if entry.facet is facet)
            self._labels[at] = told_apart((choice.label for choice in listed if choice), room)
        return self._labels[at].get(label, label)

    def _value(self, facet: FacetView, choice: Choice, width: int) -> Line:
        field = facet.field
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
        figure = f"{right(choice.figure, self._figures)} "
        before = (Span(f"{mark} ", "chosen"), *sign)
        room = width - cells - 1 - width_of(figure) - sum(width_of(span.text) for span in before)
        return columns(
            (*before, Span(self._label(facet, choice.label, room), role, target)),
            (Span(f" {sparkline(counts)}", "bar"), Span(figure, role or "muted")),
            width,
        )


def sparkline(counts: tuple[int, ...]) -> str:
    """Numbers as a row of bars, one cell each, the highest nearly a full cell; anything above zero is visible."""
    most = max(counts, default=0)
    # a full cell would touch the line above
    levels = len(glyphs.BLOCKS) - 2
    return "".join(glyphs.BLOCKS[max(1, count * levels // most) if count else 0] for count in counts)
