"""The event at the cursor: what happened, who reports which figure, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textual.reactive import reactive

from cttui.explore.detail import DetailView, FiguresView, SourceLine
from cttui.model import kinds
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, paragraph, right, width_of, wrap
from cttui.ui.base.messages import GoTo
from cttui.ui.base.pane import TextPane

STATED_WIDTH = 14
"""Most cells for a figure as stated; a longer one takes a line of its own."""
STATED_INDENT = 3
"""Cells before the longest of the others."""


BORDER = 6
"""Cells of the pane's top border that its title leaves free."""


class DetailPane(TextPane):
    """An event, whole."""

    VIEW = "detail"
    FOLLOWS_CURSOR = True

    view: reactive[DetailView | None] = reactive[DetailView | None](None, layout=False, repaint=False)
    """The event to show."""
    _titled = True
    """Whether the date is in the title rather than above the event."""

    def watch_view(self, old: DetailView | None, new: DetailView | None) -> None:
        """Paint another event, from its top."""
        self.prepare()
        self.repaint()
        if old is None or new is None or old.id != new.id:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def prepare(self) -> None:
        """Use the date as the title if it fits."""
        date = self.view.date if self.view else "No event"
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
        return [*([] if self._titled else paragraph(self.view.date, width, "muted")), *_event(self.view, width)]

    def picked(self, target: str) -> None:
        """A related event was clicked."""
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
