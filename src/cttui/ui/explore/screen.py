"""Explore: filter and look."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane, PromptPane
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.explore.bar import Bar, CompletionsPane
from cttui.ui.explore.detail import DetailPane
from cttui.ui.explore.events import EventsPane
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.explore.time import TimePane


class ExploreScreen(CommandScreen):
    """Filter and look: the bar, the time strip, provinces and facets, the list, the event."""

    AUTO_FOCUS = "EventsPane"
    KEYS = ("event", "marking", "noting", "digits", "explore", "time", "numbers", "counting", "everywhere")

    def __init__(self, fill: Callable[[LinePane], None]) -> None:
        """As every screen; the filter's key is heard at once, so that what is typed behind it in one breath is typed there."""
        super().__init__(fill)
        at_once = self.keys.bound("filter", "filter", first=True)
        self._bindings = BindingsMap.merge([at_once, self._bindings])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the bar the filter's key is a letter, and in the facets it may narrow their values."""
        if action == "filter":
            return not isinstance(self.focused, Bar | FacetsPane)
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Put the keyboard in the bar; on a small screen, with the list in sight."""
        self.remove_class("show-side", "show-detail")
        self.set_focus(self.query_one(Bar))

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
        yield FooterPane(self.offers)
        yield CompletionsPane()
        yield TooSmallPane()

    def can(self, command: Command) -> bool:
        """What the panes' contents allow; ``back`` only where there is a way back, space only where it chooses."""
        events, bar = self.query_one(EventsPane).view, self.query_one(NotePane).view
        detail = self.query_one(DetailPane).view
        in_side = isinstance(self.focused, ProvincesPane | FacetsPane)
        match command.id:
            case "back":
                return not isinstance(self.focused, EventsPane)
            case "mark" | "note":
                return bool(events and events.count) and not in_side
            case "read":
                return bool(events and events.count) and not in_side
            case "claims":
                return bool(detail and detail.figures) and not in_side
            case "open_url" | "cite":
                return bool(detail and detail.sources) and not in_side
            case "filter" | "clear" if in_side:
                return False
            case "clear" | "all_provinces":
                return bool(bar and ("province" in bar.text if command.id == "all_provinces" else bar.text))
        return True

    @property
    def detail_in_sight(self) -> bool:
        """Whether the event is on screen, beside the list or over it."""
        return bool(self.query_one(DetailPane).display) and not self.has_class("show-side")

    @property
    def side_in_sight(self) -> bool:
        """Whether provinces and facets stand beside the list for good."""
        return self.has_class("-wide")
