"""The only place that paints: panes of lines, and lists of lines with a cursor.

Only lines on screen are requested, so a list of a million costs no more than a list of forty.
"""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingsMap
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from cttui.text import clean
from cttui.ui.base.commands import Keys, Scope
from cttui.ui.base.host import host_of
from cttui.ui.base.lines import Line, Span


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling pane of lines; subclasses define the content of each line.

    Textual's own scroll bindings are not inherited: a key remapped to another command would still scroll.
    """

    KEYS: ClassVar[tuple[Scope, ...]] = ("list",)
    """The scopes whose commands the pane runs as actions of the same name, innermost first."""

    DEFAULT_CSS = """
    LinePane {
        background: $surface; color: $foreground; scrollbar-size-vertical: 1; scrollbar-gutter: auto;
        overflow-x: hidden;
        scrollbar-color: $frame; scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        border: round $frame; border-title-color: $muted; border-subtitle-color: $muted; border-title-style: none;
        &:focus { border: round $primary; border-title-color: $primary; border-title-style: bold; }
    }
    """

    VIEW: ClassVar[str] = ""
    """The explorer's view that the pane shows: its screen gives it as ``view``. Empty for none."""
    FOLLOWS_CURSOR: ClassVar[bool] = False
    """Whether the view follows the cursor and not only the query."""

    FOR_FIELD: ClassVar[bool] = False
    """Whether it is a list whose cursor is moved by the keys of a field."""

    sticky: int = 0
    """Number of lines at the top that do not scroll."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._bindings = BindingsMap.merge([self.keys.own_bindings(*self.KEYS), self._bindings])
        self._strips: LRUCache[tuple[int, int, bool], Strip] = LRUCache(512)
        self._ground: Style | None = None
        """The pane's own colours; cached, since finding them walks the tree."""
        self.strip_hits = 0
        """How many lines were painted from the cache; for tests."""

    @property
    def keys(self) -> Keys:
        """The commands with their keys, for texts that name one."""
        return host_of(self).keys

    # -- what a subclass says ----------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """The number of lines, including sticky ones; none by default."""
        return 0

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - for subclasses
        """The content of a line, from 0, in a pane of ``width`` cells."""
        return ()

    def cursor_line(self) -> int | None:
        """The line of the cursor; ``None`` if there is none."""
        return None

    def cursor_place(self) -> int | None:
        """The line to scroll to for the cursor, even if it covers only part of the line."""
        return self.cursor_line()

    def cursor_in_sight(self) -> bool:
        """Whether the cursor's line is on screen; true if there is no cursor."""
        line = self.cursor_place()
        top = round(self.scroll_y) + self.sticky
        return line is None or top <= line < round(self.scroll_y) + self.scrollable_content_region.height

    def picked(self, target: str) -> None:
        """A span with this target was clicked."""

    def sight(self) -> dict[str, Any]:
        """What part of its view will be in sight, as fields of ``state.Sight``, before it is on screen."""
        return {}

    def prepare(self) -> None:
        """The view changed, or arrived before the pane was mounted: prepare whatever does not depend on the size."""

    def entitle(self, title: str, subtitle: str | None = None) -> None:
        """Set the titles in the border; the text is data, never markup."""
        self.border_title = Content(clean(title).translate(host_of(self).signs))
        if subtitle is not None:
            self.border_subtitle = Content(clean(subtitle).translate(host_of(self).signs))

    # -- painting ----------------------------------------------------------------------------------------------------

    @property
    def inner_width(self) -> int:
        """Cells across inside the border, without the scrollbar."""
        return self.scrollable_content_region.width

    def repaint(self) -> None:
        """Repaint after the view changed."""
        self._strips.clear()
        size = Size(self.inner_width, self.line_total())
        if self.styles.height is not None and self.styles.height.is_auto:
            self.virtual_size = size
        elif size != self.virtual_size:
            # if the pane's size does not depend on its content, only its scrollbar changes and no layout is needed
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint a line of the viewport."""
        number = y if y < self.sticky else y + round(self.scroll_y)
        # a line ends before the scrollbar, which would cover the text under it
        width = self.inner_width
        at_cursor = number == self.cursor_line()
        key = (number, width, at_cursor)
        if (strip := self._strips.get(key)) is not None:
            self.strip_hits += 1
            return strip
        strip = self._strip(self.line(number, width) if number < self.line_total() else (), width, at_cursor)
        self._strips[key] = strip
        return strip

    def _strip(self, line: Line, width: int, at_cursor: bool) -> Strip:
        styles, signs = host_of(self).palette.styles, host_of(self).signs
        if self._ground is None:
            self._ground = self.rich_style
        below = ("cursor" if self.has_focus else "rest") if at_cursor else ""
        ground = self._ground + styles[below]
        segments = []
        for text, role, target in line:
            style = ground + styles[f"{role}/{below}" if below else role]
            style += Style.from_meta({"target": target}) if target else Style.null()
            segments.append(Segment(clean(text).translate(signs), style))
        return Strip(segments).adjust_cell_length(max(width, self.size.width), ground)

    def notify_style_update(self) -> None:
        """The theme changed: all lines need repainting."""
        super().notify_style_update()
        self._ground = None
        self._strips.clear()

    def on_resize(self) -> None:
        """The width changed: all lines need repainting."""
        self.repaint()
        self.call_after_refresh(self.show_cursor)

    def on_focus(self) -> None:
        """The cursor's line looks different with focus."""
        self._strips.clear()
        self.refresh()

    def on_blur(self) -> None:
        """The same without focus."""
        self._strips.clear()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Hand a click on a span with a target to the pane."""
        if target := event.style.meta.get("target"):
            self.picked(str(target))

    # -- moving ------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The number of lines in a page."""
        return max(1, self.scrollable_content_region.height - self.sticky - 1)

    def show_cursor(self) -> None:
        """Scroll just far enough to show the cursor's line and the one above it; after a jump, centre it."""
        line = self.cursor_place()
        if line is None:
            return
        height = self.scrollable_content_region.height - self.sticky
        top = round(self.scroll_y)
        place = line - self.sticky
        if not top - height <= place < top + 2 * height:
            top = place - height // 2
        elif place <= top:
            top = place - 1
        elif place >= top + height:
            top = place - height + 1
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    def move(self, by: int) -> None:
        """Move by lines; a pane with a cursor moves that instead."""
        self.scroll_to(y=round(self.scroll_y) + by, animate=False, immediate=True, force=True)

    def action_line_down(self) -> None:
        """One line down."""
        self.move(1)

    def action_line_up(self) -> None:
        """One line up."""
        self.move(-1)

    def action_page_down(self) -> None:
        """Go down one page."""
        self.move(self.page)

    def action_page_up(self) -> None:
        """Go up one page."""
        self.move(-self.page)

    def action_top(self) -> None:
        """Go to the first line."""
        self.move(-self.line_total())

    def action_bottom(self) -> None:
        """Go to the last line."""
        self.move(self.line_total())


class TextPane(LinePane):
    """A pane of running text, laid out once per width."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: tuple[int, list[Line]] = (-1, [])

    def compose_lines(self, width: int) -> list[Line]:  # noqa: ARG002 - for subclasses
        """The whole text in lines of at most ``width`` cells; empty by default."""
        return []

    def lines(self) -> list[Line]:
        """The text at the present width."""
        width = self.inner_width
        if self._lines[0] != width:
            self._lines = (width, self.compose_lines(max(width - 2, 1)) if width > 2 else [])
        return self._lines[1]

    def repaint(self) -> None:
        """Lay out the text again and repaint."""
        self._lines = (-1, [])
        super().repaint()

    def line_total(self) -> int:
        """Lines of the text."""
        return len(self.lines())

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - the text is laid out for it already
        """A line of the text, indented by one cell."""
        return (Span(" "), *self.lines()[number])
