"""The event at the cursor: what happened, who reports which figure, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.reactive import reactive

from cttui.explore.detail import DetailView, FiguresView, SourceLine
from cttui.model import kinds
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, paragraph, right, width_of, wrap
from cttui.ui.base.messages import GoTo
from cttui.ui.base.pane import TextPane
from cttui.ui.base.rows import FEW, row_lines

if TYPE_CHECKING:
    from cttui.explore.beside import BesideView, Theirs

SHOWN = 5
"""The most events of a reference set that are listed beside one; the others are counted, and walked into."""
STATED_WIDTH = 14
"""Most cells for a figure as stated; a longer one takes a line of its own."""
STATED_INDENT = 3
"""Cells before the longest of the others."""


BORDER = 6
"""Cells of the pane's top border that its title leaves free."""


FOLD = "\n"
"""What a click on the heading of the row says: no event has such an id."""


class DetailPane(TextPane):
    """An event, whole."""

    VIEW = "detail"
    FOLLOWS_CURSOR = True

    view: reactive[DetailView | None] = reactive[DetailView | None](None, layout=False, repaint=False)
    """The event to show."""
    unfolded = False
    """Whether the whole row of a dataset is shown, and not only how much of it there is."""
    theirs: DetailView | None = None
    """An event of a reference set, shown in full instead of the own one."""
    _beside: BesideView | None = None
    _seeks_row = False
    """Whether the row is to be scrolled into sight, once the pane has a size."""
    _walked = -1
    """Which event of theirs was shown last, counted over all sets; -1 before the first."""
    _titled = True
    """Whether the date is in the title rather than above the event."""

    def watch_view(self, old: DetailView | None, new: DetailView | None) -> None:
        """Paint another event, from its top."""
        if old is None or new is None or old.id != new.id:
            self.theirs, self._walked = None, -1
        self.prepare()
        self.repaint()
        if old is None or new is None or old.id != new.id:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def prepare(self) -> None:
        """Use the date as the title if it fits."""
        shown = self.theirs or self.view
        date = shown.date if shown else "No event"
        self._titled = not self.size.width or width_of(date) + BORDER <= self.size.width
        self.entitle(date if self._titled else "Event")

    def repaint(self) -> None:
        """Repaint; another width may fit another title."""
        self.prepare()
        super().repaint()

    def compose_lines(self, width: int) -> list[Line]:
        """The event in lines."""
        if self.view is None:
            return [(Span("No event is selected.", "muted"),)]
        if self.theirs is not None:
            return list(self._of_theirs(self.theirs, width))
        return [*([] if self._titled else paragraph(self.view.date, width, "muted")), *self._event(self.view, width)]

    # -- theirs --------------------------------------------------------------------------------------------------------

    def is_of(self, event_id: str) -> bool:
        """Whether the own event is the one with this id."""
        return self.view is not None and self.view.id == event_id

    def stand_beside(self, view: BesideView) -> None:
        """Show what reference sets have next to the event."""
        if self.is_of(view.event) and self._beside is not view:
            self._beside = view
            self.repaint()

    def next_theirs(self) -> tuple[int, Theirs] | None:
        """The next event of theirs, after the last the first: the number of its set, and the event; ``None`` for none."""
        view = self._beside
        rows = view.walk if view is not None and self.is_of(view.event) else ()
        if not rows:
            return None
        self._walked = (self._walked + 1) % len(rows)
        return rows[self._walked]

    def show_theirs(self, whole: DetailView) -> None:
        """Show an event of theirs in full."""
        self.theirs = whole
        self.repaint()
        self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def leave_theirs(self) -> bool:
        """Show the own event again; false if it is shown."""
        if self.theirs is None:
            return False
        self.theirs, self._walked = None, -1
        self.repaint()
        return True

    def _of_theirs(self, whole: DetailView, width: int) -> Iterator[Line]:
        """An event of theirs under a line that says whose it is."""
        assert self._beside is not None  # noqa: S101 - it was found beside the own one
        at = self._walked
        for one in self._beside.sets:
            if at < len(one.rows):
                break
            at -= len(one.rows)
        told = f"{glyphs.ARROW} Theirs · {one.name} · {at + 1} of {len(one.rows)}; Esc goes back"
        yield from paragraph(told, width, "accent")
        yield from [] if self._titled else paragraph(whole.date, width, "muted")
        yield ()
        yield from self._event(whole, width)

    def _event(self, view: DetailView, width: int) -> Iterator[Line]:
        """The event, and below it the row of a dataset that it was made from; a long one is folded."""
        yield from _event(view, width)
        if (row := view.row) is not None:
            whole = self.unfolded or len(row.cells) <= FEW
            sign = "" if len(row.cells) <= FEW else f"{glyphs.UNFOLDED if whole else glyphs.FOLDED} "
            key = "" if whole else f"; {self.keys.shown('row')} shows it"
            yield ()
            yield from paragraph(f"{sign}{row.heading}{key}", width, "heading", target=FOLD)
            yield from row_lines(row, width) if whole else ()
        if self._beside is not None and view.id == self._beside.event and self.theirs is None:
            yield from beside_lines(self._beside, width, self.keys.shown("beside"))

    def fold(self) -> bool:
        """Show or hide the row of a dataset; false if the event was not made from one."""
        if self.view is None or self.view.row is None:
            return False
        self.unfolded = not self.unfolded
        self.repaint()
        self._seeks_row = self.unfolded
        self.call_after_refresh(self._show_row)
        return True

    def on_resize(self) -> None:
        """The width changed, or the pane is only now shown and has lines from here on."""
        super().on_resize()
        self.call_after_refresh(self._show_row)

    def _show_row(self) -> None:
        # a pane that is only now shown is as long as its lines once these are known at its width
        if not self._seeks_row or not self.size.height or self.virtual_size.width != self.inner_width:
            return
        self._seeks_row = False
        heading = (n for n, line in enumerate(self.lines()) if any(span.target == FOLD for span in line))
        self.scroll_to(y=next(heading, 0), animate=False, immediate=True, force=True)

    def picked(self, target: str) -> None:
        """A related event was clicked, or the heading of the row."""
        if target == FOLD:
            self.fold()
        else:
            self.post_message(GoTo(target))


def _event(view: DetailView, width: int) -> Iterator[Line]:
    yield from paragraph(f"{glyphs.MARKED} {view.title}" if view.marked else view.title, width, "strong")
    where = ", ".join(dict.fromkeys((*([view.place] if view.place else []), *view.provinces)))
    yield from paragraph(where, width, "muted")
    yield Span(f"{kinds.SIGNS[view.kind]} ", f"kind-{view.kind}"), Span(view.kind, "muted")
    if view.note:
        yield ()
        yield (Span(f"Your note {glyphs.NOTED}", "heading"),)
        yield from paragraph(view.note, width, "quote")
    if view.summary:
        yield ()
        yield from paragraph(view.summary, width)
    if view.figures:
        yield ()
        yield (Span("Figures", "heading"),)
        stated = [width_of(figure.stated) for group in view.figures for figure in group.figures]
        across = STATED_INDENT + max((one for one in stated if one <= STATED_WIDTH), default=0)
        for group in view.figures:
            yield from _group(group, width, across)
    yield ()
    count = len(view.sources)
    independent = f", {view.independent} independent" if view.independent != count else ""
    yield (Span(f"Sources  {count}{independent}", "heading"),)
    for source in view.sources:
        yield from source_lines(source, width)
    for heading, links in view.links:
        yield ()
        yield (Span(heading, "heading"),)
        for link in links:
            if link.gap:
                yield from _under(Span(f"{glyphs.ARROW} "), f"{link.date}, {link.gap}", width, "muted", link.id)
                yield from _under(Span("  "), link.title, width, "accent", link.id)
            else:
                yield from _under(Span(f"{glyphs.ARROW} "), f"{link.date}  {link.title}", width, "accent", link.id)
    for heading, names in (("Parties", view.actors), ("Tags", view.tags), ("Threads", view.threads)):
        if names:
            yield ()
            yield (Span(heading, "heading"),)
            yield from paragraph(", ".join(names) if heading != "Threads" else "\n".join(names), width)
    yield ()
    yield from paragraph(view.id, width, "faint")


def beside_lines(view: BesideView, width: int, key: str) -> Iterator[Line]:
    """What each reference set has next to an event: the nearest with date, place and figures, marked as theirs."""
    for one in view.sets:
        yield ()
        yield from paragraph(f"Beside · {one.name} · {one.says}", width, "heading")
        for row in one.rows[:SHOWN]:
            about = " · ".join(filter(None, (row.date, row.place, row.apart, row.figures)))
            yield from _under(Span(f"{glyphs.ARROW} ", "accent"), f"theirs: {about}", width, "muted")
            yield from _under(Span("  "), row.title, width, "")
        more = f"and {len(one.rows) - SHOWN:,} more; " if len(one.rows) > SHOWN else ""
        if one.rows:
            yield from paragraph(f"{more}{key} shows theirs in full", width, "faint")


def _under(first: Span, text: str, width: int, role: str, target: str = "") -> Iterator[Line]:
    """A text after a first span, with continuation lines indented under it."""
    pad = width_of(first.text)
    for number, line in enumerate(wrap(text, width - pad)):
        yield first if number == 0 else Span(" " * pad), Span(line, role, target)


def _group(group: FiguresView, width: int, across: int) -> Iterator[Line]:
    """The figures of some people, as stated at the right of so many cells, and who states them."""
    state = f"  {glyphs.DISPUTED} disputed" if group.disputed else "  differing" if group.differing else ""
    scope = f" ({group.scope})" if group.scope else ""
    *full, last = wrap(f"{group.measure}, {group.who}{scope}{state}", width - 1)
    for line in full:
        yield Span(" "), Span(line, "muted")
    if state and last.endswith(state.strip()):
        yield Span(" "), Span(last.removesuffix(state.strip()), "muted"), Span(state.strip(), "accent")
    else:
        yield Span(" "), Span(last, "muted")
    for figure in group.figures:
        by: dict[str, Counter[str]] = {}
        for claimant in figure.claimants:
            mark = f"[{claimant.source}]" + (" superseded" if claimant.superseded else "")
            by.setdefault(claimant.by, Counter())[mark] += 1
        said = "; ".join(f"{name} {' '.join(_times(*mark) for mark in marks.items())}" for name, marks in by.items())
        notes = f" ({'; '.join(figure.notes)})" if figure.notes else ""
        if width_of(figure.stated) > STATED_WIDTH:
            yield from paragraph(figure.stated, width, "strong", STATED_INDENT)
            yield from paragraph(said + notes, width, "", across + 2)
        else:
            yield from _under(Span(right(figure.stated, across) + "  ", "strong"), said + notes, width, "")


def _times(mark: str, times: int) -> str:
    """A source's number, and how often a claimant gives one figure in it, if more than once."""
    return mark if times == 1 else f"{mark} twice" if times == 2 else f"{mark} {times} times"


def source_lines(source: SourceLine, width: int, role: str = "") -> Iterator[Line]:
    """A source in a list: number, publisher, date, standpoint, and whether it is background."""
    about = f"{source.publisher}, {source.issued}"
    for number, line in enumerate(wrap(f"{about} · {source.about}", width - 5)):
        yield Span(right(str(source.number), 3) + "  " if number == 0 else " " * 5, "muted"), Span(line, role)
