"""The list of events: month headings, and one line per event."""

from __future__ import annotations

from typing import Any

from textual.reactive import reactive

from cttui.explore.events import EventsView, Heading
from cttui.text import numbered
from cttui.ui.base.event_lines import day_width, event_line, figure_head, provinces_width
from cttui.ui.base.frame import renew_footer
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of
from cttui.ui.base.messages import Look, MoveBy, MoveTo, Run
from cttui.ui.base.pane import LinePane

EMPTY = ("  No events match.", "  {clear} clears the filters, {filter} edits them.")
"""Text of an empty list, with the keys of two commands."""
NOTHING = ("  This timeline has no events yet.",)
"""Text for a timeline without events, where no key would help."""


class EventsPane(LinePane):
    """The events of the selection."""

    VIEW = "events"
    FOLLOWS_CURSOR = True
    sticky = 1

    view: reactive[EventsView | None] = reactive[EventsView | None](None, layout=False, repaint=False)
    """The list to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.border_title = "Events"
        self._height = 0
        """Lines in sight, as they were told."""
        self._settled = True
        """Whether the list is where it is to be: another one may be scrolled several times before it is."""

    def watch_view(self, old: EventsView | None, new: EventsView | None) -> None:
        """Paint another list, or only move the cursor in the same one."""
        self._settled = False
        if old is not None and new is not None and old.edition != new.edition:
            self._follow(old, new)
        else:
            if old is None or new is None or _listed(old) != _listed(new):
                self.repaint()
            else:
                self.refresh()
            # where only the rows are others, it was scrolled away from the cursor, and stays there
            if old is None or new is None or _standing(old) != _standing(new):
                self.show_cursor()
        self._settled = True
        self._request()

    def _follow(self, old: EventsView, new: EventsView) -> None:
        """The file was changed: the lines stay where they are as far as can be, and those of the cursor exactly there."""
        top, line = round(self.scroll_y), self.sticky + old.line_of(old.position)
        seen = top + self.sticky <= line < top + self.scrollable_content_region.height
        self.repaint()
        if seen and old.count and new.count:
            top += new.line_of(new.position) - old.line_of(old.position)
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)
        if seen:
            super().show_cursor()

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """The column heads and the list."""
        return self.sticky + (self.view.line_count or len(_empty(self.view)) if self.view else 0)

    def sight(self) -> dict[str, Any]:
        """At most as many lines as the screen has."""
        return {"lines": self.app.size.height, "height": 0, "rows": None}

    def on_resize(self) -> None:
        """From now on as many as the pane has: every key reads the rows around the cursor for twice as many lines."""
        super().on_resize()
        height = self.scrollable_content_region.height
        if height and height != self._height:
            self._height = height
            self.post_message(Look(self.VIEW, {"height": height}))

    def show_cursor(self) -> None:
        """Where other events were selected, centre the cursor's line, wherever it was before."""
        line = self.cursor_line()
        if self.view is None or not self.view.centred or line is None:
            super().show_cursor()
            return
        top = line - self.sticky - (self.scrollable_content_region.height - self.sticky) // 2
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    def cursor_line(self) -> int | None:
        """The line of the event at the cursor."""
        if self.view is None or not self.view.count:
            return None
        return self.sticky + self.view.line_of(self.view.position)

    def line(self, number: int, width: int) -> Line:
        """Column heads, a month, or an event."""
        view = self.view
        if number < self.sticky or view is None:
            return heads(view, width)
        if not view.count:
            keys = {command: self.keys.shown(command) for command in ("clear", "filter")}
            return (Span(_empty(view)[number - self.sticky].format(**keys), "muted"),)
        found = view.at_line(number - self.sticky)
        if isinstance(found, Heading):
            return columns((Span(f" {found.label}", "heading"),), (Span(f"{found.count:,} ", "muted"),), width)
        row = view.row(found)
        if row is None:
            # requested when the list was scrolled; its line is empty until it arrives
            return ()
        marked, noted = row.n in view.marked, row.n in view.noted
        changed = row.id in view.fresh or row.n in view.changed
        here = found == view.position
        where = provinces_width(view.longest, width)
        return event_line(row, here, width, marked=marked, noted=noted, changed=changed, order=view.order, where=where)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Request the rows that scrolled into view."""
        super().watch_scroll_y(old_value, new_value)
        # commands on the event are offered while its line is in sight
        renew_footer(self)
        self._request()

    def _request(self) -> None:
        """Request the rows in sight, if some of them are not loaded."""
        if self.view is None or not self.view.count or not self._settled:
            return
        top = round(self.scroll_y)
        height = self.scrollable_content_region.height - self.sticky
        lines = range(top, min(top + height, self.view.line_count))
        found = [place for line in lines if isinstance(place := self.view.at_line(line), int)]
        if found and any(self.view.row(place) is None for place in (found[0], found[-1])):
            self.post_message(Look(self.VIEW, {"rows": (max(0, found[0] - height), found[-1] + height)}))

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by events."""
        if self.view and self.view.count:
            self.post_message(MoveBy(by))

    def on_click(self, event: object) -> None:
        """Move the cursor to the mouse; on the event at the cursor, read it."""
        line = int(getattr(event, "y", 0)) - (1 if self.styles.border_top[0] else 0)
        if self.view is None or line < self.sticky or not self.view.count:
            return
        number = line - self.sticky + round(self.scroll_y)
        if number < self.view.line_count and isinstance(found := self.view.at_line(number), int):
            self.post_message(Run("read") if found == self.view.position and getattr(event, "chain", 1) > 1 else MoveTo(found))


def heads(view: EventsView | None, width: int) -> Line:
    """The heads of the columns, and what the filters hide."""
    hidden = ""
    if view is not None and view.filters:
        filters = numbered(view.filters, "filter")
        # of what a missing shard has, nobody knows what a filter hides
        hidden = filters if view.part else f"{view.hidden:,} hidden by {filters}"
    order = view.order if view is not None else "date"
    head = f" {right('day' if order == 'date' else 'date', day_width(order))}   event  "
    across = provinces_width(view.longest if view is not None else 0, width)
    where, figure = fit("where", across), f" {figure_head(order)}"
    room = width - width_of(head + where + figure) - 4
    told = hidden if width_of(hidden) <= room else fit(hidden, room)
    ordered = "muted" if order == "date" else "accent"
    tail = (Span(where, "muted"), Span(figure, ordered), Span("   "))
    return columns((Span(head, "faint"), Span(told, "accent")), tail, width)


def _empty(view: EventsView) -> tuple[str, ...]:
    """Text of a list without events."""
    return EMPTY if view.hidden else NOTHING


def _listed(view: EventsView) -> tuple[object, ...]:
    """What a list's lines depend on, apart from the cursor."""
    return (view.query, view.lens, view.count, view.marked, view.noted, view.pages, view.fresh, view.changed)


def _standing(view: EventsView) -> tuple[object, ...]:
    """What the cursor's line depends on."""
    return (view.query, view.count, view.position, view.headings, view.centred)
