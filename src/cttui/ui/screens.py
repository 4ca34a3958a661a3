"""The screens: which panes each has. How they sit is in ``app.tcss``, how each looks inside is its own CSS."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from cttui.errors import Problem
from cttui.ui.bar import Bar, CompletionsPane
from cttui.ui.claims_pane import ClaimPane, ClaimsPane
from cttui.ui.commands import COMMANDS, SCOPES, Command, bindings
from cttui.ui.detail_pane import DetailPane
from cttui.ui.events_pane import EventsPane
from cttui.ui.facets_pane import FacetsPane
from cttui.ui.frame import FooterPane, FrameLine, HeaderPane, NewsPane, NotePane
from cttui.ui.line_list import LinePane, TextPane
from cttui.ui.lines import Line, Span, fit, paragraph
from cttui.ui.messages import Run
from cttui.ui.provinces_pane import ProvincesPane
from cttui.ui.reader_panes import ReaderPane, SourcesPane
from cttui.ui.time_pane import TimePane
from cttui.views import ReadView

MEDIUM = 100
"""Columns from which the event stands beside the list."""
WIDE = 130
"""Columns from which provinces and facets stand there too."""
SMALLEST = (60, 16)
"""Columns and lines that cttui needs."""


P = TypeVar("P", bound=LinePane)


class CommandScreen(Screen[None]):
    """A screen whose keys run commands."""

    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (SMALLEST[0], "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST[1], "-mid"), (30, "-high")]

    def __init__(self, fill: Callable[[LinePane], None]) -> None:
        """Take what gives a pane its view, so that the first frame has data and nothing is drawn twice."""
        super().__init__()
        self._fill = fill

    def filled(self, pane: P) -> P:
        """A pane with its view."""
        self._fill(pane)
        return pane

    def compose(self) -> ComposeResult:
        """The panes, on a screen that knows already how large it is."""
        for length, steps in zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            self.add_class([name for least, name in steps if length >= least][-1])
        yield from self.panes()

    def panes(self) -> ComposeResult:
        """The panes from top to bottom."""
        raise NotImplementedError

    def can(self, command: Command) -> bool:
        """Whether a command can do something here and now."""
        raise NotImplementedError

    def on_descendant_focus(self) -> None:
        """Other keys may matter now."""
        for footer in self.query(FooterPane):
            footer.repaint()

    def action_run(self, command: str, place: int) -> None:
        """Run a command; ``place`` says which of its keys it was, from 1."""
        self.post_message(Run(command, str(place)))


class ExploreScreen(CommandScreen):
    """Filter and look: the bar, the time strip, provinces and facets, the list, the event."""

    AUTO_FOCUS = "EventsPane"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("explore", "counting", "everywhere"))

    def panes(self) -> ComposeResult:
        """The panes from top to bottom."""
        note = self.filled(NotePane())
        yield self.filled(HeaderPane())
        with Horizontal(id="question"):
            yield PromptPane()
            yield Bar(note.view.text if note.view else "")
        yield note
        yield self.filled(TimePane())
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield self.filled(ProvincesPane())
                yield self.filled(FacetsPane())
            yield self.filled(EventsPane())
            yield self.filled(DetailPane())
        yield FooterPane(self.can)
        yield CompletionsPane()
        yield TooSmallPane()

    def can(self, command: Command) -> bool:
        """What the panes' contents allow; ``back`` only where there is a way back, space only where it chooses."""
        events, bar = self.query_one(EventsPane).view, self.query_one(NotePane).view
        detail = self.query_one(DetailPane).view
        in_side = isinstance(self.focused, ProvincesPane | FacetsPane)
        if isinstance(self.focused, Bar):
            return command.scope == "bar"
        match command.id:
            case "back":
                return not isinstance(self.focused, EventsPane)
            case "read":
                return bool(events and events.count) and not in_side
            case "claims":
                return bool(detail and detail.figures) and not in_side
            case "open_url" | "cite":
                return bool(detail and detail.sources) and not in_side
            case "clear" | "all_provinces":
                return bool(bar and ("province" in bar.text if command.id == "all_provinces" else bar.text))
        return command.scope in {"explore", "counting", "everywhere"} or (command.scope == "facets" and in_side)

    @property
    def detail_in_sight(self) -> bool:
        """Whether the event is on screen, beside the list or over it."""
        return bool(self.query_one(DetailPane).display) and not self.has_class("show-side")

    @property
    def side_in_sight(self) -> bool:
        """Whether provinces and facets stand beside the list for good."""
        return self.has_class("-wide")


class ReadScreen(CommandScreen):
    """Read the sources of an event."""

    AUTO_FOCUS = "ReaderPane"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("read", "everywhere"))

    def can(self, command: Command) -> bool:
        """Every command of the reader."""
        return command.scope in {"read", "everywhere"}

    def panes(self) -> ComposeResult:
        """The event's line, then its sources beside the one that is read."""
        yield self.filled(ReadHeader())
        yield NewsPane()
        with Horizontal(id="body"):
            yield self.filled(SourcesPane())
            yield self.filled(ReaderPane())
        yield FooterPane(self.can)
        yield TooSmallPane()


class ClaimsScreen(CommandScreen):
    """Who says which number."""

    AUTO_FOCUS = "ClaimsPane"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("claims", "counting", "everywhere"))

    def can(self, command: Command) -> bool:
        """Every command of the claims screen; a source's own only in the reader."""
        return command.scope in {"claims", "counting", "everywhere"} and command.id not in {"open_url", "cite"}

    def panes(self) -> ComposeResult:
        """The ledger, and the claim at the cursor in full."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(ClaimsPane())
        yield ClaimPane()
        yield FooterPane(self.can)
        yield TooSmallPane()


class PromptPane(FrameLine):
    """The sign before the bar: the key that leads there."""

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """A slash."""
        return (Span(" / ", "accent"),)


class ReadHeader(FrameLine):
    """The event whose sources are read."""

    VIEW = "read"

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""

    def watch_view(self) -> None:
        """Paint another title."""
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """Date and title."""
        if self.view is None:
            return ()
        room = max(width - len(self.view.event_date) - 4, 1)
        return Span(f" {self.view.event_date}  ", "muted"), Span(fit(self.view.event_title, room), "strong")


class TooSmallPane(TextPane):
    """What stands there instead when the terminal is too small."""

    can_focus = False

    def compose_lines(self, width: int) -> list[Line]:
        """The size that is needed."""
        return list(
            paragraph(f"cttui needs {SMALLEST[0]}x{SMALLEST[1]}; this is {self.app.size.width}x{self.app.size.height}", width)
        )


class HelpPane(TextPane):
    """Every key, from ``COMMANDS``."""

    def compose_lines(self, width: int) -> list[Line]:
        """The commands by where they work."""
        found: list[Line] = []
        for scope, heading in SCOPES.items():
            found += [(), (Span(heading, "heading"),)] if found else [(Span(heading, "heading"),)]
            for command in (command for command in COMMANDS if command.scope == scope):
                for number, line in enumerate(paragraph(command.help, width - 10)):
                    found.append((Span(fit(command.shown if number == 0 else "", 10), "chosen"), *line))
        return found


class HelpScreen(ModalScreen[None]):
    """The keys, over whatever was there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "close", show=False)]

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = HelpPane()
        pane.border_title = "Keys"
        pane.border_subtitle = "Esc closes"
        yield pane


class FaultsPane(TextPane):
    """All that is wrong with a timeline file."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._path = path
        self._problems = problems

    def compose_lines(self, width: int) -> list[Line]:
        """A line number and a sentence for each fault."""
        count = len(self._problems)
        found: list[Line] = [
            *paragraph(f"{self._path} cannot be opened: {count} problem{'s' if count != 1 else ''}.", width, "strong"),
            *paragraph("Mend the file, then start again. 'cttui check' prints the same list.", width, "muted"),
            (),
        ]
        for problem in self._problems:
            place = f"line {problem.line}" if problem.line else "the file"
            for number, line in enumerate(paragraph(problem.sentence(), width - 12)):
                found.append((Span(fit(place if number == 0 else "", 12), "fault"), *line))
        return found


class FaultsScreen(Screen[None]):
    """Stands instead of the timeline when its file is broken."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.quit", "quit", show=False)]

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._faults = (path, problems)

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = FaultsPane(*self._faults)
        pane.border_title = "This timeline has faults"
        pane.border_subtitle = "q quits"
        yield pane
