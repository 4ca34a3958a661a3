"""The map: the dots, their legend, and a line for the event at the cursor or the box being drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from cttui.explore.map import AtlasView
from cttui.model import dates, geo, kinds
from cttui.model.window import Spot, Window
from cttui.store.parts import CellCounts
from cttui.timeline.outline import Outline
from cttui.ui.base import glyphs
from cttui.ui.base.frame import FrameLine
from cttui.ui.base.host import host_of
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, width_of
from cttui.ui.base.messages import FilterBox, GoToCells, GoToPlace, Look, MoveBy
from cttui.ui.base.pane import LinePane, TextPane
from cttui.ui.map.dense import DensePicture
from cttui.ui.map.dense import legend as dense_legend
from cttui.ui.map.outline import ground
from cttui.ui.map.plot import FINEST_DOT, Picture, legend

NOWHERE = (
    "No event in this timeline has coordinates, so there is nothing to draw.",
    'To give an event a dot, add this to the file: place = { name = "Besham", lat = 34.93, lon = 72.88, precision = "town" }',
    "precision is one of site, town, district, province.",
)
"""Shown instead of a map if nothing has coordinates."""
BESIDE = 40
"""Cells from which the legend has two columns."""
LEAP = (8, 4)
"""Cells and lines that the cross-hair moves with Shift."""


class MapPane(LinePane):
    """The points of the timeline; the list's cursor is one of them."""

    VIEW = "atlas"
    FOLLOWS_CURSOR = True
    ALLOW_SELECT = False

    # the box's own keys, so that the following keys of a burst already move the cross-hair
    KEYS = ("box", "plot", "list")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1, 0)", "left", show=False),
        Binding("right", "step(1, 0)", "right", show=False),
        Binding("shift+left", f"step({-LEAP[0]}, 0)", "far left", show=False),
        Binding("shift+right", f"step({LEAP[0]}, 0)", "far right", show=False),
        Binding("shift+up", f"step(0, {-LEAP[1]})", "far up", show=False),
        Binding("shift+down", f"step(0, {LEAP[1]})", "far down", show=False),
    ]

    view: reactive[AtlasView | None] = reactive[AtlasView | None](None, layout=False, repaint=False)
    """The map to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.border_title = "Map"
        self.zoomed = 0
        """How many times the map has been zoomed in."""
        self.cross: Spot | None = None
        """The cross-hair, while a box is drawn."""
        self.corner: Spot | None = None
        """The first corner of that box."""
        self._centre: tuple[float, float] | None = None
        self._pressed: Spot | None = None
        self._dragged = False
        self._made: Picture | None = None
        self._outlined: tuple[tuple[Outline, Window], dict[Spot, str]] | None = None
        """An outline in a window, and its signs."""
        self._lines: list[Line] = []

    def watch_view(self) -> None:
        """Draw other points; if the cursor's point is out of sight, move the map to it."""
        point = self._point
        if self.zoomed and point is not None and self.picture is not None and self.picture.window.spot(*point) is None:
            self._centre = point
            self._look()
        elif self.view is not None and self.view.extent is not None and self.view.cells and not self.view.cells.window:
            # it was asked for before the pane had a size
            self._look()
        self.repaint()

    def _look(self) -> None:
        """Have other cells counted, where the events are counted by cells."""
        if self.view is not None and self.view.cells is not None:
            width, height = self.scrollable_content_region.size
            self.post_message(Look(self.VIEW, {"map": (width, height, self.zoomed, self._centre)}))

    def on_resize(self) -> None:
        """There are more or fewer cells."""
        self._look()
        super().on_resize()

    @property
    def _point(self) -> tuple[float, float] | None:
        """Where the event at the cursor was."""
        view = self.view
        return None if view is None or view.here is None else view.places[view.here][:2]

    @property
    def picture(self) -> Picture | None:
        """The points in the current window; ``None`` if there are none."""
        view, (width, height) = self.view, self.scrollable_content_region.size
        if view is None or view.extent is None or width < 1 or height < 1:
            return None
        if view.cells is not None:
            return self._dense(view, view.cells)
        window = Window.fit(view.extent, width, height, self.zoomed, self._centre)
        if self._made is None or self._made.places is not view.places or self._made.window != window:
            self._made = Picture(view.places, window, self._signs_below(view, window))
        return self._made

    def _dense(self, view: AtlasView, cells: CellCounts) -> Picture | None:
        """The cells as they were last counted; ``None`` before that."""
        if cells.window is None:
            return None
        made = self._made
        if not isinstance(made, DensePicture) or made.counts is not cells:
            made = self._made = DensePicture(cells, cells.window, self._signs_below(view, cells.window))
        made.follow(view.places)
        return made

    def _signs_below(self, view: AtlasView, window: Window) -> dict[Spot, str]:
        """The signs of the outline in a window, made once for it: filters leave it as it is."""
        if view.outline is None:
            return {}
        if self._outlined is None or self._outlined[0] != (view.outline, window):
            signs = ground(view.outline, window, braille=host_of(self).braille)
            self._outlined = ((view.outline, window), signs)
        return self._outlined[1]

    # -- lines -------------------------------------------------------------------------------------------------------

    def repaint(self) -> None:
        """Repaint."""
        view, picture = self.view, self.picture
        self._lines = []
        if picture is not None and view is not None:
            self.cross = self.cross and picture.window.within(self.cross)
            self._lines = picture.lines(view.here, view.box, self.cross, self.corner)
        elif view is not None and view.extent is None:
            for sentence in NOWHERE:
                self._lines += [(), *paragraph(sentence, max(self.inner_width - 2, 1), "muted", indent=1)]
        super().repaint()

    def line_total(self) -> int:
        """The lines of the picture."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - drawn for the width already
        """A line of the picture."""
        return self._lines[number]

    def cursor_cell(self) -> tuple[int, int] | None:
        """The cross-hair."""
        return self.cross

    def caret_pane(self) -> LinePane:
        """The list, whose cursor is moved here, or the line that says what is at the cursor; the map while a box is drawn."""
        if self.cross is not None:
            return self
        events = next((pane for pane in self.screen.query(LinePane) if pane.VIEW == "events" and pane.region), None)
        return events or self.screen.query_one(MapLine)

    # -- moving and zooming ------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by events, or the cross-hair by lines."""
        if self.cross is not None:
            self.action_step(0, by)
        elif self.view and self.view.selected:
            self.post_message(MoveBy(by))

    def zoom(self, by: int) -> bool:
        """Zoom in on the cursor's point, or zoom out; false at the limit."""
        picture = self.picture
        wanted = self.zoomed + by
        if picture is None or wanted < 0 or (by > 0 and picture.window.down * 2 > FINEST_DOT):
            return False
        window = picture.window
        middle = (window.north - 2 * window.height / window.down, window.west + window.width / window.across)
        self._centre = (self._point or self._centre or middle) if wanted else None
        self.zoomed = wanted
        self._look()
        self._give_up()
        return True

    # -- a box -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Box commands work only while a box is being drawn."""
        if action in {"fix_corner", "give_up", "step"}:
            return self.cross is not None
        return super().check_action(action, parameters)

    @property
    def area(self) -> geo.Area | None:
        """The box being drawn."""
        picture = self.picture
        return picture.window.area(self.corner or self.cross, self.cross) if picture and self.cross is not None else None

    def action_draw_box(self) -> None:
        """Show a cross-hair at the cursor's point."""
        if (picture := self.picture) is not None:
            window = picture.window
            spot = window.spot(*self._point) if self._point else None
            self._draw(spot or (window.width // 2, window.height // 2), None)

    def action_step(self, dx: int, dy: int) -> None:
        """Move the cross-hair."""
        if self.cross is not None and (picture := self.picture) is not None:
            self._draw(picture.window.within((self.cross[0] + dx, self.cross[1] + dy)), self.corner)

    def action_fix_corner(self) -> None:
        """Set the first corner, or filter by the box."""
        if self.corner is None:
            self._draw(self.cross, self.cross)
        elif (area := self.area) is not None:
            self._give_up()
            self.post_message(FilterBox(area))

    def action_give_up(self) -> None:
        """Cancel the box."""
        self._give_up()

    def _give_up(self) -> None:
        self._draw(None, None)

    def _draw(self, cross: Spot | None, corner: Spot | None) -> None:
        self.cross, self.corner = cross, corner
        self.repaint()
        for pane in self.screen.query(FrameLine):
            pane.repaint()

    # -- the mouse ---------------------------------------------------------------------------------------------------

    def _spot_of(self, event: events.MouseEvent) -> Spot | None:
        picture, (x, y) = self.picture, event.get_content_offset_capture(self)
        return picture.window.within((x, y)) if picture else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A box may begin here."""
        self._dragged = False
        self._pressed = self._spot_of(event)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the box to where the mouse is."""
        spot = self._spot_of(event)
        if self._pressed is not None and spot is not None and (spot != self._pressed or self._dragged):
            self._dragged = True
            self._draw(spot, self._pressed)

    def on_mouse_up(self) -> None:
        """Filter by the box that was drawn."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.capture_mouse(False)
            if self._dragged:
                self.action_fix_corner()

    def on_click(self, event: events.Click) -> None:
        """Go to the next event at the point that was clicked."""
        spot = self._spot_of(event)
        if spot is not None and not self._dragged and self._made is not None:
            if isinstance(self._made, DensePicture):
                self.post_message(GoToCells(self._made.spots_at(spot)))
            else:
                self.post_message(GoToPlace(tuple(self._made.at(spot))))
        self._dragged = False


class MapLine(FrameLine):
    """Below the map: the event at the cursor and its place, or the box being drawn."""

    VIEW = "atlas"
    FOLLOWS_CURSOR = True

    view: reactive[AtlasView | None] = reactive[AtlasView | None](None, layout=False, repaint=False)
    """The map's view."""

    def watch_view(self) -> None:
        """Paint another event."""
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """Day, kind and title at the left, the place at the right."""
        view, pane = self.view, self.screen.query_one(MapPane)
        if pane.area is not None:
            next_ = "filters by the box" if pane.corner else "sets the first corner"
            fix, give_up = self.keys.shown("fix_corner"), self.keys.shown("give_up")
            keys = f"{'arrows move, ' if width >= 100 else ''}{fix} {next_}, {give_up} cancels"
            return (Span(fit(f"   {pane.area.words}   {keys}", width), "accent"),)
        if view is None or view.row is None:
            return (Span("   No event is selected.", "muted"),)
        row = view.row
        day = dates.brief(dates.parse(row.date)) if row.date else "?"
        where = "no coordinates"
        if view.here is not None:
            lat, lon, precision, name, _ = view.places[view.here]
            exact = f" ({precision})" if precision else ""
            where = f"{name}{exact}  {geo.coordinates(lat, lon)}" if width >= 100 else f"{name}{exact}"
        return columns(
            (
                Span(f" {glyphs.CURSOR}{day} ", "muted"),
                Span(kinds.SIGNS[row.kind], f"kind-{row.kind}"),
                Span(f" {row.title}", "strong"),
            ),
            (Span("  "), Span(fit(where, min(width_of(where), width // 2)), "accent"), Span(" ")),
            width,
        )


class LegendPane(TextPane):
    """What the shapes mean, how many events have each, and what is not placed."""

    VIEW = "atlas"
    FOLLOWS_CURSOR = True
    can_focus = False

    view: reactive[AtlasView | None] = reactive[AtlasView | None](None, layout=False, repaint=False)
    """The map's view."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.border_title = "Precision"

    def watch_view(self, old: AtlasView | None, new: AtlasView | None) -> None:
        """Lay out other counts; the cursor is not shown here."""
        dense = new is not None and new.cells is not None
        self.border_title = "Events by cell" if dense else "Precision"
        if old is None or new is None or _counted(old) is not _counted(new) or old.outline is not new.outline:
            self.repaint()

    def compose_lines(self, width: int) -> list[Line]:
        """Shapes, then provinces below them, or beside them if there is room."""
        if self.view is None:
            return []
        whose, forms, beside = legend(self.view)
        if self.view.cells is not None:
            forms = dense_legend(self.view, self.view.cells)
        head = list(paragraph(whose, width, "muted"))
        return [*head, *self._forms(forms, beside, width), *self._lines_are(width)]

    def _forms(self, forms: list[Line], beside: list[Line], width: int) -> list[Line]:
        title: Line = (Span("without coordinates", "heading"),)
        if not beside:
            return _rows(forms, width)
        if width < BESIDE:
            return [*_rows(forms, width), (), title, *_rows(beside, width)]
        half = (width - 3) // 2
        left, other = _rows(forms, half), [title, *_rows(beside, half)]
        count = max(len(left), len(other))
        blank = (Span(" " * half),)
        left += [blank] * (count - len(left))
        other += [()] * (count - len(other))
        return [(*one, Span("   "), *two) for one, two in zip(left, other, strict=True)]

    def _lines_are(self, width: int) -> list[Line]:
        """Whose lines the outline is made of, or why there are none."""
        if self.view is None:
            return []
        notice = self.view.outline.notice if self.view.outline is not None else ""
        trouble = f"The map's outline cannot be drawn: {self.view.trouble}." if self.view.trouble else ""
        lines: list[Line] = list(paragraph(trouble or notice, width, "fault" if trouble else "muted"))
        # on a small screen there is no line to spare
        return [] if not (trouble or notice) else lines if width < BESIDE else [(), *lines]


def _counted(view: AtlasView) -> object:
    """What a view counts: cells, or points."""
    return view.cells if view.cells is not None else view.places


def _rows(lines: Iterable[Line], width: int) -> list[Line]:
    """Signs, words, and counts at the right; words without either are a remark, on as many lines as it takes."""
    found: list[Line] = []
    for sign, words, count in lines:
        if not (sign.text or count.text):
            found += paragraph(words.text, width, words.role)
            continue
        across = max(5, 1 + width_of(count.text)) if count.text else 0
        room = max(width - width_of(sign.text) - across, 1)
        found.append((sign, Span(fit(words.text, room), words.role), Span(right(count.text, across), count.role)))
    return found
