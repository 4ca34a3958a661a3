"""An event as it is typed in its form, read field by field: what it says, what is wrong, and how each field is understood."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any

from cttui.curation import typed as values_of
from cttui.curation.book import Book
from cttui.curation.places import Known
from cttui.model import values
from cttui.model.records import KINDS, Event, Place
from cttui.model.sources import called
from cttui.text import nearest, numbered, shorten

LONG = 100
"""Characters of a title from which their number is said: titles that are read at a glance have fewer."""
MOST_ID = 200
"""Characters of an id, at most: it is the name of files too."""
MOST_TOLD = 3
"""Names of a list of which something is said one by one."""
PLACE_KEYS = ("place", "district", "coordinates")
"""The fields that make up an event's place."""


class Draft:
    """What is typed, read field by field."""

    def __init__(self, book: Book, before: Event | None, typed: Mapping[str, str]) -> None:
        """Read what is typed in the fields, by their keys.

        Args:
            book: The timeline.
            before: The event that is changed; ``None`` for a new one.
            typed: The text of each field.
        """
        self._book = book
        self._before = before
        self._typed = typed
        self._begun = texts_of(book, before) if before is not None else {}
        self.problems: dict[str, str] = {}
        self.readings: dict[str, str] = {}
        self.plain: dict[str, Any] = {"id": before.id if before is not None else ""}
        """The record, as it is written; a new one without the keys that say nothing."""
        date = self._date()
        kind = self._kind()
        title = self._line("title", values.Name)
        if not title:
            self.problems["title"] = "a title is needed"
        summary = typed.get("summary", "").strip()
        if problem := values_of.wrong(values.Text, summary):
            self.problems["summary"] = problem
        if len(title) > LONG:
            self.readings["title"] = f"{len(title)} characters"
        provinces = self._provinces()
        place = self._place(provinces)
        self.plain |= {
            "date": date,
            "kind": kind,
            "title": title,
            "summary": summary,
            "provinces": provinces,
            "place": place,
            "actors": self._actors(),
            "tags": self._tags(),
            "sources": self._sources(),
            "responds_to": self._related("responds_to"),
            "related": self._related("related"),
        }
        if before is None:
            self._id(date, title)
            required = {"id", "date", "kind", "title", "provinces"}
            self.plain = {key: value for key, value in self.plain.items() if value or key in required}

    @property
    def event(self) -> Event:
        """The event as far as it can be read, to be compared with others."""
        plain = self.plain
        place = plain.get("place")
        return Event(
            id=plain["id"] if self._before is not None else "",
            date=plain["date"],
            kind=plain["kind"],
            title=plain["title"],
            provinces=tuple(plain["provinces"]),
            place=Place(**place) if place else None,
        )

    def _text(self, key: str) -> str:
        return self._typed.get(key, "").strip()

    def _line(self, key: str, kind: Any) -> str:
        text = self._text(key)
        if text and (problem := values_of.wrong(kind, text)):
            self.problems[key] = problem
        return text

    def _date(self) -> str:
        text = self._text("date")
        found = self._book.when(text)
        if found.problem:
            self.problems["date"] = found.problem
            return ""
        said, period = found.words(text), self._book.period
        if found.when is not None and period is not None and not found.when.possibly_within(period.earliest, period.latest):
            said += f" · outside the timeline's period, {period.text}"
        self.readings["date"] = said or "not known"
        return found.edtf

    def _kind(self) -> str:
        text = self._text("kind").casefold()
        if not text:
            self.problems["kind"] = "a kind is needed"
        elif text not in KINDS:
            close = self._book.vocabulary.nearest_value("kind", text)
            self.problems["kind"] = _unknown("kind", text, close, f"expected {', '.join(KINDS)}")
        return text

    def _provinces(self) -> list[str]:
        found, said = [], []
        for item in values_of.items(self._text("provinces")):
            short = self._book.vocabulary.resolve("province", item)
            if short is None and "provinces" not in self.problems:
                close = self._book.vocabulary.nearest_value("province", item)
                known = shorten(", ".join(self._book.codes), 60)
                otherwise = f"expected {known}" if known else "add it to the file, under a heading [[province]]"
                self.problems["provinces"] = _unknown("province", item, close, otherwise)
            elif short is not None:
                found.append(self._book.codes[short])
                said.append(self._book.vocabulary.label("province", short))
        self.readings["provinces"] = ", ".join(said)
        return list(dict.fromkeys(found))

    # -- where -------------------------------------------------------------------------------------------------------

    def _place(self, provinces: Sequence[str]) -> dict[str, Any] | None:
        """The place; what is not said of it is taken from what the file has for its name."""
        name, district, where = (self._text(key) for key in ("place", "district", "coordinates"))
        if self._before is not None and all(self._text(key) == self._begun.get(key, "") for key in PLACE_KEYS):
            return _plain_place(self._before.place)
        for key in ("place", "district"):
            self._line(key, values.Line)
        known = self._known(name, "" if district == values_of.NONE else district, provinces)
        if not district and name:
            there = list(dict.fromkeys(one.place.district for one in known if one.place.district))
            if len(there) == 1:
                district = there[0]
                self.readings["district"] = f"{district}, as in {numbered(sum(one.events for one in known), 'event')}"
            elif there:
                self.readings["district"] = f"{' or '.join(there)}? Type which."
        spot = self._coordinates(where, name, known)
        if known and name != known[0].place.name:
            name = self.readings["place"] = known[0].place.name
        found = {"name": name, "district": "" if district == values_of.NONE else district}
        plain: dict[str, Any] = {key: value for key, value in found.items() if value}
        if spot is not None:
            plain |= {"lat": spot.lat, "lon": spot.lon}
            if spot.precision:
                plain["precision"] = spot.precision
        return plain or None

    def _known(self, name: str, district: str, provinces: Sequence[str]) -> list[Known]:
        """What the file has for a name: there, or else anywhere."""
        places = self._book.places
        return places.called(name, district, provinces) or places.called(name, district)

    def _coordinates(self, text: str, name: str, known: Sequence[Known]) -> values_of.Coordinates | None:
        there = [spot for one in known if (spot := coordinates_of(one.place)) is not None]
        if text and text != values_of.NONE:
            found = values_of.coordinates(text)
            if isinstance(found, str):
                self.problems["coordinates"] = found
                return None
            said = found.words if found.precision else f"{found.words}; precision not given"
            if there and all((found.lat, found.lon) != (one.lat, one.lon) for one in there):
                said = f"the file has {there[0].text} for {shorten(name, 30)}"
            self.readings["coordinates"] = said
            return found
        if text == values_of.NONE or self._was_cleared(name):
            self.readings["coordinates"] = "none"
            return None
        if len(there) == 1:
            self.readings["coordinates"] = f"{there[0].text}, as the file has it"
            return there[0]
        if there:
            self.readings["coordinates"] = "several places have this name; give the district"
        return None

    def _was_cleared(self, name: str) -> bool:
        """Whether the coordinates of an event that keeps its place were deleted."""
        return bool(self._begun.get("coordinates")) and name == self._begun.get("place", "")

    # -- lists -------------------------------------------------------------------------------------------------------

    def _actors(self) -> list[str]:
        found, said, new = [], [], []
        kept = set(self._before.actors) if self._before is not None else set()
        for item in values_of.items(self._text("actors")):
            name = item if item in kept else self._book.vocabulary.resolve("actor", item)
            if name is None:
                new.append(item)
                if problem := values_of.wrong(values.Name, item):
                    self.problems.setdefault("actors", problem)
            elif name != item:
                said.append(f"{shorten(item, 40)} is {name}")
            found.append(name or item)
        self.readings["actors"] = _listed([*said, *self._new("actor", new)])
        return list(dict.fromkeys(found))

    def _tags(self) -> list[str]:
        found = values_of.items(self._text("tags"))
        for item in found:
            if problem := values_of.wrong(values.Id, item):
                problem = problem.replace("an id", "a tag").partition(", e.g.")[0]
                self.problems.setdefault("tags", f"{shorten(item, 40)}: {problem}")
        new = [item for item in found if self._book.vocabulary.resolve("tag", item) != item]
        self.readings["tags"] = _listed(self._new("tag", new))
        return found

    def _new(self, field: str, items: Sequence[str]) -> list[str]:
        """What is said of names that the file does not have yet: the nearest that it has, of the first few."""
        said = []
        for item in items[:MOST_TOLD]:
            close = self._book.vocabulary.resolve(field, item) or self._book.vocabulary.nearest_value(field, item)
            said.append(f"new: {shorten(item, 40)}" + (f" (did you mean {close}?)" if close else ""))
        return [*said, *(f"new: {shorten(item, 40)}" for item in items[MOST_TOLD:])]

    def _sources(self) -> list[str]:
        found = values_of.items(self._text("sources"))
        known = self._book.sources
        if (wrong := next((item for item in found if item not in known), None)) is not None:
            self.problems["sources"] = _unknown("source", wrong, _meant(wrong, known))
        said = [str(called(known[item])) for item in found if item in known]
        self.readings["sources"] = shorten(said[0], 80) if len(said) == 1 else f"{len(said)} sources" if said else "none yet"
        return found

    def _related(self, key: str) -> list[str]:
        found = values_of.items(self._text(key))
        events = self._book.by_id
        if self._before is not None and self._before.id in found:
            self.problems[key] = "an event cannot name itself"
        elif (wrong := next((item for item in found if item not in events), None)) is not None:
            self.problems[key] = _unknown("event", wrong, _meant(wrong, events))
        said = [events[item].title for item in found if item in events]
        self.readings[key] = shorten(said[0], 80) if len(said) == 1 else f"{len(said)} events" if said else ""
        return found

    def _id(self, date: str, title: str) -> None:
        text = self._text("id")
        if problem := values_of.wrong(values.Id, text) if text else "":
            self.problems["id"] = problem
        elif len(text) > MOST_ID:
            self.problems["id"] = f"an id has at most {MOST_ID} characters"
        elif text in self._book.by_id:
            self.problems["id"] = f"an event already has this id: {shorten(self._book.by_id[text].title, 60)}"
        proposed = self._book.new_id(date, title) if title or date else ""
        if not text:
            self.readings["id"] = proposed
        self.plain["id"] = text or proposed


def _listed(said: Sequence[str]) -> str:
    """Remarks on items of a list, the first few of many."""
    more = f"{len(said) - MOST_TOLD} more"
    return "; ".join(said if len(said) <= MOST_TOLD else [*said[:MOST_TOLD], more])


def _meant(item: str, ids: Collection[str]) -> str:
    """The id that an unknown one most likely means: one that it begins, or the nearest."""
    return next((name for name in ids if name.startswith(item)), "") or nearest(item, ids)


def _unknown(what: str, item: str, close: str, otherwise: str = "") -> str:
    """What is wrong with a name that the file does not have."""
    said = f"did you mean {close}?" if close else otherwise
    return f"unknown {what} '{shorten(item, 40)}'{f'; {said}' if said else ''}"


def texts_of(book: Book, event: Event) -> dict[str, str]:
    """An event as it is typed."""
    shorts = {code: short for short, code in book.codes.items()}
    place = event.place or Place()
    where = coordinates_of(place)
    return {
        "date": event.date,
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary,
        "provinces": values_of.listed(shorts[code] for code in event.provinces),
        "place": place.name,
        "district": place.district,
        "coordinates": where.text if where is not None else "",
        **{key: values_of.listed(getattr(event, key)) for key in ("actors", "tags", "sources", "responds_to", "related")},
    }


def plain_of(event: Event) -> dict[str, Any]:
    """An event as the file has it, without its claims."""
    found = {one.name: getattr(event, one.name) for one in fields_of(event) if one.name != "claims"}
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
    return {**plain, "place": _plain_place(event.place)}


def _plain_place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    found = {one.name: getattr(place, one.name) for one in fields_of(place)}
    return {key: value for key, value in found.items() if value is not None and value != ""} or None


def coordinates_of(place: Place) -> values_of.Coordinates | None:
    """Where a place is; ``None`` if the file does not say."""
    if place.lat is None or place.lon is None:
        return None
    return values_of.Coordinates(place.lat, place.lon, place.precision or "")
