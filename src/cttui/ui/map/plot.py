"""The map as lines: points of degrees become signs in cells, drawn so that distances are right.

A cell is two dots across and four down, which on common fonts lie as far apart in both directions. Degrees of longitude are
shortened by the cosine of the middle latitude (plate carrée). Each cell is drawn in the most precise form that the
selection has there; counts are the legend's and lose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cttui.explore.map import AtlasView
from cttui.model import geo
from cttui.model.window import Spot, Window
from cttui.store.parts import PointCount
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, width_of

FINEST = 3
"""Rank of what is known exactly."""
RANKS = {"site": FINEST, "town": FINEST, "": FINEST, "district": 2, "province": 1}
"""Which precision wins a cell with points of several; points without an event of the selection have 0."""
SIGNS = (glyphs.OTHERS, glyphs.PROVINCE, glyphs.DISTRICT, glyphs.PLACE)
"""The sign of each rank."""
OUTLINE = "outline"
"""The look of the outline."""
ROLES = ("faint", "accent", "accent", "chosen")
"""The look of each rank."""

LONGEST_LABEL = 22
"""Cells of a label, at most."""
ACROSS = 4
"""Cells of a province's short name in the legend, with the blank after it; a dataset's are names."""
MOST_NAMES = 250
"""The most names to place: no screen has room for more."""
FINEST_DOT = 5_000
"""Dots per degree at the closest zoom: 22 metres each."""


class Cell:
    """A cell that some point lies in: the highest rank there, and the places of all points."""

    __slots__ = ("places", "rank")

    def __init__(self) -> None:
        self.rank = 0
        self.places: list[int] = []

    @property
    def sign(self) -> str:
        """What is drawn."""
        return SIGNS[self.rank]

    @property
    def role(self) -> str:
        """How it looks."""
        return ROLES[self.rank]


class Label(NamedTuple):
    """A place's name on the map."""

    x: int
    y: int
    text: str
    role: str


class Picture:
    """The points of a view in one window: computed once, and redrawn for each step of the cursor."""

    def __init__(self, places: Sequence[PointCount], window: Window, ground: Mapping[Spot, str] | None = None) -> None:
        """Put every point into its cell.

        Args:
            places: The points.
            window: What is shown.
            ground: The signs of an outline by their cells, under everything else.
        """
        self.places = places
        self.window = window
        self._ground: list[dict[int, tuple[str, str]]] = [{} for _ in range(window.height)]
        for (x, y), sign in (ground or {}).items():
            self._ground[y][x] = (sign, OUTLINE)
        self.cells: dict[Spot, Cell] = {}
        """The cells with points."""
        names: dict[str, tuple[int, int, Spot]] = {}
        for number, (lat, lon, precision, name, events) in enumerate(places):
            if (here := window.spot(lat, lon)) is None:
                continue
            cell = self.cells.setdefault(here, Cell())
            cell.places.append(number)
            cell.rank = max(cell.rank, RANKS[precision] if events else 0)
            if name and events:
                total, most, spot = names.get(name, (0, 0, here))
                names[name] = (total + events, max(most, events), here if events > most else spot)
        order = sorted((-total, name, spot) for name, (total, _, spot) in names.items())
        # one name per cell: that of the place with most events
        first = {spot: (name, -total) for total, name, spot in reversed(order)}
        self._totals = {name: total for name, (total, _, _) in names.items()}
        self._names = [(name, spot) for total, name, spot in order if first[spot] == (name, -total)][:MOST_NAMES]

    def labels(self, here: int | None = None) -> list[Label]:
        """Names beside their points, those with most events first, overlapping neither dots nor each other."""
        taken = set(self.cells)
        found: list[Label] = []
        spot = self._spot(here)
        if spot is not None:
            x, y = spot
            taken |= {(x - 1, y), (x + 1, y)}
            if name := self.places[here or 0].name:
                self._put(found, taken, name, (x - 1, x + 1, y), "strong")
        for name, (x, y) in self._names:
            if (x, y) != spot:
                self._put(found, taken, name, (x, x, y), "muted")
        return found

    def _put(self, found: list[Label], taken: set[Spot], name: str, beside: tuple[int, int, int], role: str) -> None:
        """Write a name right or left of its point, or else above or below, if there is room."""
        left, right, y = beside
        short = fit(name, min(width_of(name), LONGEST_LABEL))
        events = self._totals.get(name, 0)
        for text in (f"{short} {events:,}", short)[0 if events > 1 else 1 :]:
            size = width_of(text)
            slots = [(right + 2, y), (left - 1 - size, y)]
            slots += [(x, line) for x in (right + 1, left - size) for line in (y - 1, y + 1)]
            for x, line in slots:
                # one free cell next to its own point and two elsewhere, so that each name clearly belongs to its point
                room = {(cell, line) for cell in range(x - 2, x + size + 2)} - {(left, y), (right, y)}
                # the last cell stays free, or a name would run into what stands beside the map
                inside = 0 <= line < self.window.height and x >= 0 and x + size < self.window.width
                if inside and not taken & room:
                    found.append(Label(x, line, text, role))
                    taken.update((cell, line) for cell in range(x, x + size))
                    return

    def _spot(self, place: int | None) -> Spot | None:
        return None if place is None else self.window.spot(self.places[place].lat, self.places[place].lon)

    def lines(
        self, here: int | None = None, asked: geo.Area | None = None, cross: Spot | None = None, corner: Spot | None = None
    ) -> list[Line]:
        """The picture, line by line.

        Args:
            here: The place of the cursor's event.
            asked: The box in the query; like the one being drawn, it is behind the dots.
            cross: The cross-hair while a box is being drawn.
            corner: The first corner of that box.
        """
        drawn: dict[Spot, tuple[str, str]] = dict(_frame(*self._corners(asked), "faint", self.window)) if asked else {}
        if cross is not None:
            drawn = dict(_frame(corner or cross, cross, "accent", self.window))
        spot = self._spot(here)
        if spot is not None:
            for x, sign in zip((spot[0] - 1, spot[0] + 1), glyphs.AROUND, strict=True):
                drawn[x, spot[1]] = (sign, "strong")
        drawn.update({place: (cell.sign, cell.role) for place, cell in self.cells.items()})
        if spot is not None:
            drawn[spot] = (self.cells[spot].sign, "now")
        if cross is not None:
            drawn[cross] = (glyphs.CROSS, "now")
        rows: list[dict[int, tuple[str, str]]] = [{} for _ in range(self.window.height)]
        for (x, y), look in drawn.items():
            if 0 <= y < self.window.height and 0 <= x < self.window.width:
                rows[y][x] = look
        below = [dict(row) for row in self._ground]
        for label in self.labels(here):
            end = label.x + width_of(label.text)
            if rows[label.y].keys().isdisjoint(range(label.x, end)):
                # a cell free on both sides, so that no sign of the outline is read as part of the name
                for x in range(label.x - 1, end + 1):
                    below[label.y].pop(x, None)
                rows[label.y][label.x] = (label.text, label.role)
        width = self.window.width
        return [tuple(_merged(_spans(ground | row, width))) for ground, row in zip(below, rows, strict=True)]

    def _corners(self, area: geo.Area) -> tuple[Spot, Spot]:
        """The cells of a box's corners, which may lie outside the window."""
        window = self.window
        # half a dot of tolerance, since a box is written with few decimals
        left = (area.west - window.west) % 360 * window.across
        if left > 2 * window.width and (area.west - window.west) % 360 > 180:
            left -= 360 * window.across
        right = left + area.width * window.across
        top, bottom = ((window.north - lat) * window.down for lat in (area.north, area.south))
        first = math.floor((left + 0.5) / 2), math.floor((top + 0.5) / 4)
        return first, (math.ceil((right - 0.5) / 2) - 1, math.ceil((bottom - 0.5) / 4) - 1)

    def at(self, spot: Spot) -> list[int]:
        """The places with events of the selection in a cell, or in the nearest cell around it that has any."""
        x, y = spot
        around = sorted(
            ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)),
            key=lambda cell: (cell[0] - x) ** 2 + (cell[1] - y) ** 2,
        )
        for near in around:
            cell = self.cells.get(near)
            if cell is not None and cell.rank > 0:
                return [place for place in cell.places if self.places[place].events]
        return []


def _frame(one: Spot, other: Spot, role: str, window: Window) -> Iterator[tuple[Spot, tuple[str, str]]]:
    """The sides of a box in line characters, as far as they are in the window."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    for y in (top, bottom):
        if 0 <= y < window.height:
            for x in range(max(left, 0), min(right, window.width - 1) + 1):
                yield (x, y), (glyphs.ACROSS, role)
    for x in (left, right):
        if 0 <= x < window.width:
            for y in range(max(top, 0), min(bottom, window.height - 1) + 1):
                yield (x, y), (glyphs.DOWN, role)
    for corner, sign in zip(((left, top), (right, top), (left, bottom), (right, bottom)), glyphs.CORNERS, strict=True):
        yield corner, (sign, role)


def _spans(row: Mapping[int, tuple[str, str]], width: int) -> Iterator[Span]:
    """What begins at some cells of a line, with blanks between; those of the outline have its look, for fewer changes of it."""
    x, before = 0, ""
    for at in sorted(row):
        text, role = row[at]
        if at > x:
            yield Span(" " * (at - x), OUTLINE if OUTLINE in (before, role) else "")
        yield Span(text, role)
        x, before = at + width_of(text), role
    yield Span(" " * (width - x))


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    """Merge neighbours that look alike into one span."""
    text, role = "", ""
    for span in spans:
        if span.role != role and text:
            yield Span(text, role)
            text = ""
        text, role = text + span.text, span.role
    if text:
        yield Span(text, role)


FORMS = {precision: SIGNS[rank] for precision, rank in RANKS.items()}
"""The shape of a point of each precision."""


def legend(view: AtlasView) -> tuple[str, list[Line], list[Line]]:
    """What is counted; the shapes with their counts; what is not placed, by province, with its counts.

    Each line is a sign, words and a count.
    """
    whose = f"{view.selected:,} event{'s' if view.selected != 1 else ''}: {view.placed:,} placed, {view.unplaced:,} not"
    forms: list[Line] = [
        (Span(f"{FORMS[precision]}  ", "accent"), Span(precision or "not stated", "" if events else "faint"), count(events))
        for precision, events in view.by_precision
        if events or precision
    ]
    forms.append((Span(f"{glyphs.OTHERS}  ", "faint"), Span("other events", "faint"), Span("")))
    beside: list[Line] = [
        (
            Span(fit(_badge(one.short), ACROSS), "muted"),
            Span(one.name or "no province"),
            count(one.events),
        )
        for one in view.by_province
    ]
    if sum(one.events for one in view.by_province) > view.unplaced:
        beside.append((Span(""), Span("some count in several provinces", "faint"), Span("")))
    return whose, forms, beside


def _badge(short: str) -> str:
    """A province's short name where there is room for it and a blank; the name stands beside it in any case."""
    return short if width_of(short) < ACROSS else ""


def count(events: int) -> Span:
    """A number of events in the legend."""
    return Span(f"{events:,}", "muted")
