"""Where the events of the page were: a map of their coordinates, and provinces as tiles."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cttui.explore.detail import brief_date
from cttui.exports.guard import COARSE
from cttui.exports.page.content import Content
from cttui.exports.page.events import link
from cttui.exports.page.markup import bdi, h, shown
from cttui.model import geo
from cttui.model.records import Event
from cttui.store.contribution import point_of
from cttui.store.density import LEAST_MARGIN, MARGIN
from cttui.text import numbered, shorten

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDTH = 480
"""Of the map, in units of the picture."""
TILE = 60
"""The side of a tile, in units of the picture."""


class _Plan(NamedTuple):
    """How degrees become units of the picture: plate carrée, true to distance in the middle."""

    area: geo.Area
    scale: float
    """Units per degree north."""
    shrink: float
    """Degrees north of the length of a degree east."""

    @classmethod
    def of(cls, area: geo.Area) -> _Plan:
        shrink = max(math.cos(math.radians((area.south + area.north) / 2)), 0.05)
        return cls(area, WIDTH / max(area.width * shrink, 1e-6), shrink)

    @property
    def height(self) -> float:
        return (self.area.north - self.area.south) * self.scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """A point of the picture; what lies beyond its sides stays on the side where it is nearer."""
        east = (lon - self.area.west - self.area.width / 2 + 180) % 360 - 180 + self.area.width / 2
        return east * self.shrink * self.scale, (self.area.north - lat) * self.scale


def map_section(content: Content) -> _Element:
    """The map, with its places and their events in words."""
    found = h("section", {"id": "map", "aria-labelledby": "map-title"}, h("h2", {"id": "map-title"}, "Places"))
    if content.area is None:
        found.append(h("p", None, "No event of this page has coordinates."))
        return found
    plan = _Plan.of(geo.widened(content.area, MARGIN, LEAST_MARGIN))
    points = _points(content)
    placed = sum(map(len, points.values()))
    label = f"Map of {placed:,} events at {len(points):,} points; the same in words below"
    found.append(
        h("svg", {"role": "img", "aria-label": label, "viewBox": f"0 0 {WIDTH} {shown(plan.height)}"},
          h("path", {"class": "outline", "d": _outline(content, plan)}), list(_dots(content, plan, points)),
          list(_labels(plan, points)))
    )  # fmt: skip
    rough = sum(len(events) for events in points.values() if _is_rough(events[0]))
    if rough:
        found.append(
            h("p", {"class": "note"}, f"Dashed circles: {numbered(rough, 'event')} known to the district or province only.")
        )
    if content.outline.notice:
        found.append(h("p", {"class": "note"}, content.outline.notice))
    items = [
        h("li", None, bdi(_name(content, events[0])), ": ",
          [[", " if n else "", link(event.id, brief_date(event.date))] for n, event in enumerate(events)])
        for events in points.values()
    ]  # fmt: skip
    found.append(h("details", None, h("summary", None, "The same as a list of places"), h("ul", None, items)))
    return found


def _points(content: Content) -> dict[tuple[float, float], list[Event]]:
    """The events at each point, those with the most first."""
    found: dict[tuple[float, float], list[Event]] = {}
    for item in content.items:
        if point := point_of(item.event.place):
            found.setdefault(point[:2], []).append(item.event)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def _name(content: Content, event: Event) -> str:
    place = event.place
    name = (place.name or place.district) if place else ""
    return name or ", ".join(content.names[code].name for code in event.provinces) or "unnamed place"


def _dots(content: Content, plan: _Plan, points: dict[tuple[float, float], list[Event]]) -> Iterator[_Element]:
    for (lat, lon), events in points.items():
        x, y = plan.at(lat, lon)
        numbers = " ".join(str(content.positions[event.id]) for event in events)
        kind = "rough" if _is_rough(events[0]) else None
        yield h("circle", {"cx": x, "cy": y, "r": _radius(events), "class": kind, "data-n": numbers},
                h("title", None, f"{_name(content, events[0])}: {len(events):,}"))  # fmt: skip


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def _is_rough(event: Event) -> bool:
    return event.place is not None and event.place.precision in COARSE


MOST_LABELS = 14
"""Names on the map, at most; of all places the list below it has the names."""
LARGE = 7.0
"""The radius of a circle of four events."""
LETTER, LINE = 7.0, 13
"""The width of a letter and the height of a line of a label, in units of the picture, roughly."""


def _labels(plan: _Plan, points: dict[tuple[float, float], list[Event]]) -> Iterator[_Element]:
    """The names of the places with the most events, as far as they do not cover each other."""
    spots = [(*plan.at(lat, lon), events) for (lat, lon), events in points.items()]
    # a large circle is not written over, but by its own name
    taken = [(x - r, y - r, x + r, y + r) for x, y, events in spots if (r := _radius(events)) > LARGE]
    own, written = len(taken), 0
    for n, (x, y, events) in enumerate(spots):
        if written == MOST_LABELS:
            return
        place, radius = events[0].place, _radius(events) + 3
        name = shorten((place.name or place.district) if place else "", 24)
        wide = LETTER * len(name)
        left = x + radius if x + radius + wide < WIDTH else x - radius - wide
        box = (left, y - LINE / 2, left + wide, y + LINE / 2)
        others = (other for place_, other in enumerate(taken) if place_ != n or n >= own)
        if name and left > 0 and not any(_meet(box, other) for other in others):
            taken.append(box)
            written += 1
            yield h("text", {"x": round(left), "y": round(y + 4)}, name)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _radius(events: list[Event]) -> float:
    return 3 + 2 * math.sqrt(len(events))


def _outline(content: Content, plan: _Plan) -> str:
    """Coasts and borders as the path of a picture, in whole units, without the lines that are nowhere in it."""
    found = []
    for line in content.outline.lines:
        ends = [plan.at(lat, lon) for lon, lat in line]
        spots = list(dict.fromkeys((round(x), round(y)) for x, y in ends))
        for run in _runs(spots, plan):
            steps = (f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(run))
            found.append(f"M{run[0][0]} {run[0][1]}l{' '.join(steps)}")
    return "".join(found)


def _runs(spots: list[tuple[int, int]], plan: _Plan) -> Iterator[list[tuple[int, int]]]:
    """The stretches of a line that may be seen, each from the point before it to the point after it."""
    half = 180 * plan.shrink * plan.scale
    run: list[tuple[int, int]] = []
    for one, other in pairwise(spots):
        (left, right), (top, bottom) = (sorted(ends) for ends in zip(one, other, strict=True))
        # what goes around the back of the earth is in no picture
        if right - left < half and left <= WIDTH and right >= 0 and top <= plan.height and bottom >= 0:
            run = run or [one]
            run.append(other)
        elif run:
            yield run
            run = []
    if run:
        yield run


def tiles_section(content: Content) -> _Element:
    """Provinces as tiles, as the app has them, and those without a tile beside them."""
    found = h("section", {"id": "tiles", "aria-labelledby": "tiles-title"}, h("h2", {"id": "tiles-title"}, "Provinces"))
    most = max(content.provinces.values(), default=1) or 1
    cells = {code: province.tile for code, province in content.names.items() if province.tile}
    if cells:
        left, top = min(x for x, _ in cells.values()), min(y for _, y in cells.values())
        across, down = (max(xs) - low + 1 for xs, low in zip(zip(*cells.values(), strict=True), (left, top), strict=True))
        found.append(
            h("svg", {"aria-hidden": "true", "viewBox": f"0 0 {across * TILE} {down * TILE}"},
              [_tile(content, code, (x - left, y - top), most) for code, (x, y) in cells.items()])
        )  # fmt: skip
    items = [
        h(
            "li",
            {"data-province": code},
            bdi(province.name),
            f" ({province.short}): ",
            h("b", None, f"{content.provinces[code]:,}"),
        )
        for code, province in content.names.items()
    ]
    found.append(h("ul", None, items))
    return found


def _tile(content: Content, code: str, cell: tuple[int, int], most: int) -> _Element:
    province, count = content.names[code], content.provinces[code]
    x, y = cell[0] * TILE, cell[1] * TILE
    return h(
        "g",
        {"data-province": code, "class": "abroad" if province.abroad else None},
        h("title", None, f"{province.name}: {count:,}"),
        h(
            "rect",
            {
                "x": x + 2,
                "y": y + 2,
                "width": TILE - 4,
                "height": TILE - 4,
                "rx": 5,
                "fill-opacity": 0.08 + 0.62 * math.sqrt(count / most),
            },
        ),
        h("text", {"x": x + TILE / 2, "y": y + 25}, province.short),
        h("text", {"x": x + TILE / 2, "y": y + 44, "class": "count"}, f"{count:,}"),
    )
