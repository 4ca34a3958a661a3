"""The lines that frame the screen: header, note and footer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.css.scalar import Scalar
from textual.reactive import reactive
from textual.widget import Widget

from cttui.explore.header import BarView, HeaderView
from cttui.text import numbered
from cttui.ui.base.commands import Command
from cttui.ui.base.lines import Line, Span, columns, fit, width_of, wrap
from cttui.ui.base.messages import Run
from cttui.ui.base.pane import LinePane

INDENT = 3
"""Cells of indentation for the sentence below the bar."""
MARKED_READ_ONLY = " · read-only"
"""What the header ends with where nothing can be changed."""
TITLE = 4
"""The title keeps at least a part of this many of the header, whatever else there is to say."""
BESIDE = 10
"""Lines of the screen that even the longest sentence leaves free."""


class FrameLine(LinePane):
    """One line across the screen, without a border or the keyboard."""

    can_focus = False

    DEFAULT_CSS = """
    FrameLine { border: none; height: 1; background: $surface; overflow: hidden; }
    """

    def line_total(self) -> int:
        """One."""
        return 1


class HeaderPane(FrameLine):
    """The timeline's title, and how much of it is selected."""

    VIEW = "header"

    view: reactive[HeaderView | None] = reactive[HeaderView | None](None, layout=False, repaint=False)
    """The header to show."""
    waited: reactive[int | None] = reactive[int | None](None, layout=False, repaint=False)
    """Seconds that servers have been waited for; ``None`` while nothing is."""

    def watch_view(self) -> None:
        """Paint other counts."""
        self.repaint()

    def watch_waited(self) -> None:
        """Paint how long it has been."""
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """The title on the left; the count, which is never truncated, on the right."""
        if self.view is None:
            return (Span(f" {self._waiting()}", "muted"),) if self.waited is not None else ()
        view, cost = self.view, self.view.cost
        # as for figures, + says that there may be more
        count = f" {view.count:,}{'+' if cost is not None and cost.missing else ''} of {numbered(view.total, 'event')}"
        span = f" · {view.span}" if view.span and width >= 100 else ""
        rest = f" · {numbered(view.marks, 'mark')}" if view.marks else ""
        rest += MARKED_READ_ONLY if self.keys.read_only else ""
        room = width - min(width_of(view.title) + 1, width // TITLE) - width_of(f"{count}{rest} ")
        asked = self._asked(room)
        if asked and sum(width_of(one.text) for one in asked) + width_of(span) > room:
            span = ""
        return columns(
            (Span(f" {view.title}", "strong"),), (Span(count, "accent"), *asked, Span(f"{span}{rest} ", "muted")), width
        )

    def _asked(self, room: int) -> list[Span]:
        """What is said of servers: which are missing, always; then how long they took or are waited for, if there is room."""
        cost = self.view.cost if self.view is not None else None
        missing = cost.missing if cost is not None else ()
        took = (self._waiting(),) if self.waited is not None else cost.took if cost is not None else ()
        spans: list[Span] = []
        for texts, role in ((missing, "fault"), (took, "muted")):
            least = missing[-1:] if texts is missing else ()
            for text in [text for text in texts if width_of(text) + 3 <= room][:1] or least:
                spans += [Span(" · ", "muted"), Span(text, role)]
                room -= width_of(text) + 3
        return spans

    def _waiting(self) -> str:
        """That the servers are waited for, and for how long."""
        return f"asking… {self.waited} s" if self.waited else "asking…"


class NewsPane(LinePane):
    """The latest message, until the next key; on as many lines as needed, so that no address or path is truncated."""

    can_focus = False

    DEFAULT_CSS = """
    NewsPane { border: none; height: 1; background: $surface; overflow: hidden; }
    """

    news: reactive[str] = reactive("", layout=False, repaint=False)
    """The message; empty for none."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._told: list[Line] = []

    def watch_news(self) -> None:
        """Repaint the message."""
        self.repaint()

    def told(self, width: int) -> list[Line]:
        """The lines for a pane of ``width`` cells."""
        return self.wrapped(self.news, width, "accent") if self.news else []

    def wrapped(self, text: str, width: int, role: str, first: Line = ()) -> list[Line]:
        """A sentence wrapped and indented; ``first`` precedes its first line."""
        first = first or (Span(" " * INDENT),)
        room = width - sum(width_of(span.text) for span in first) - 1
        most = max(1, self.app.size.height - BESIDE)
        parts = wrap(text[: 4 * most * width], room)
        if len(parts) > most:
            parts[most - 1 :] = [fit(f"{parts[most - 1]} {parts[most]}", room)]
        indent = Span(" " * (width - room - 1))
        return [(*(first if number == 0 else (indent,)), Span(part, role)) for number, part in enumerate(parts)]

    def repaint(self) -> None:
        """Grow or shrink to the number of lines."""
        self._told = self.told(self.inner_width) if self.inner_width > 2 * INDENT else []
        height = max(1, len(self._told))
        if self.size.height != height and self.styles.height != Scalar.from_number(height):
            self.styles.height = height
        super().repaint()

    def line_total(self) -> int:
        """One, or as many as there are."""
        return max(1, len(self._told))

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - laid out for it already
        """A line of the message."""
        return self._told[number] if number < len(self._told) else ()


class NotePane(NewsPane):
    """Below the bar: the query in words, its error, or the latest message."""

    VIEW = "bar"

    view: reactive[BarView | None] = reactive[BarView | None](None, layout=False, repaint=False)
    """The bar's view."""

    def __init__(self, *, hints: bool = True, bar: bool = True) -> None:
        """Say how to filter, and what is wrong in the bar.

        Args:
            hints: Whether the key that filters leads to the bar here.
            bar: Whether the bar is on the screen; else the last good query is told, which is in force.
        """
        super().__init__()
        self._hints, self._bar = hints and bar, bar

    def watch_view(self) -> None:
        """Paint another sentence."""
        self.repaint()

    def told(self, width: int) -> list[Line]:
        """An error is placed under the word that it points at, if there is room; the total gives way to the query's words."""
        view = self.view
        if self.news or view is None:
            return super().told(width)
        if view.fault and self._bar:
            carets = "^" * max(1, min(view.fault[1] - view.fault[0], 12))
            room = max(0, width - 2 * INDENT - len(carets) - 1 - width_of(view.sentence))
            start = INDENT + min(width_of(view.text[: view.fault[0]]), room)
            return self.wrapped(view.sentence, width, "fault", (Span(" " * start), Span(carets, "fault"), Span(" ")))
        example = 'words, "a phrase", kind:attack, date:2024-03, killed:>=10'
        hint = f"all events · {self.keys.shown('filter')} to filter: {example}"
        hinted = self._hints and width > 160 and not view.order
        words = view.held if view.fault else view.sentence
        left = f"events {words}" if words else hint if hinted else "all events"
        left += f", {view.order}" if view.order else ""
        if view.lifted:
            back, around = self.keys.shown("clear"), self.keys.shown("around")
            lifted = f"{view.lifted} filter{'s' if view.lifted > 1 else ''} cleared"
            left = f"{left}, {lifted} · {back} restores, {around} goes back"
        head = Span(" " * INDENT + left, "muted")
        room = width - min(width_of(head.text), width - width // 2)
        killed, whose = view.total.partition(" in ")[0], view.total.rpartition(" · ")[2]
        # the name of the lens is dropped first if all figures count, and last if the reader chose some
        least = (view.total.rpartition(" · ")[0], view.total.partition(", ")[0])
        shorter = (*(least if whose == "all figures" else (f"{killed} · {whose}",)), killed)
        total = next((text for text in (view.total, *shorter) if width_of(text) + 3 <= room), "")
        return [columns((head,), (Span(f"  {total} ", "muted"),) if total else (), width)]


class PromptPane(FrameLine):
    """The sign before the bar: the key that leads there."""

    def __init__(self, command: str = "filter") -> None:
        """Take the id of the command that leads there."""
        super().__init__()
        self._command = command

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """A slash, unless the key is remapped; a long key name would not fit."""
        key = self.keys.shown(self._command)
        return (Span(f" {key if width_of(key) == 1 else '>'} ", "accent"),)


def renew_footer(pane: Widget) -> None:
    """Other keys may be available, since something else is at a pane's cursor."""
    for footer in pane.screen.query(FooterPane) if pane.is_mounted else ():
        footer.repaint()


class FooterPane(FrameLine):
    """The keys available here; the less useful ones are left out if there is little room."""

    offers: Callable[[], Iterable[Command]]
    """The commands available now, as the screen reports them."""

    def __init__(self, offers: Callable[[], Iterable[Command]]) -> None:
        super().__init__()
        self.offers = offers
        self._shown: list[Command] = []

    def repaint(self) -> None:
        """Repaint if other keys are available; this is asked for whenever the cursor moves."""
        shown, self._shown = self._shown, self._fitting(self.inner_width)
        if shown != self._shown:
            super().repaint()

    def _fitting(self, width: int) -> list[Command]:
        """The commands for which there is room, in order; help is always one of them."""
        offered = [command for command in self.offers() if command.footer and command.keys]
        offered.sort(key=lambda command: command.footer)
        kept: list[Command] = []
        room = width - 1
        for command in sorted(offered, key=lambda command: command.id != "help"):
            room -= width_of(command.shown) + width_of(command.title) + 3
            if room < -2:
                break
            kept.append(command)
        return sorted(kept, key=lambda command: command.footer)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """Keys and titles, in order."""
        spans = [Span(" ")]
        for command in self._fitting(width):
            spans += [Span(command.shown, "chosen", command.id), Span(f" {command.title}  ", "muted", command.id)]
        return tuple(spans)

    def picked(self, target: str) -> None:
        """A key was clicked."""
        self.post_message(Run(target))
