"""The form of an event: a new one, or one of the file that is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from functools import cached_property
from typing import Any

from cttui.curation import dating
from cttui.curation import typed as values_of
from cttui.curation.book import Book, Named
from cttui.curation.changes import AddRecord, Change, SetValue
from cttui.curation.event_draft import Draft, coordinates_of, plain_of, texts_of
from cttui.curation.forms import Beside, Field, Review, Suggestion
from cttui.curation.places import Known
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.records import KINDS, Claim, Event, Source
from cttui.query.language import Dates, Query, Values
from cttui.store.index import Index
from cttui.text import fits, numbered
from cttui.text import words as words_of

MOST = 50
"""Suggestions for a field, at most."""
AS_KNOWN = f"empty: as the file has it for this place; {values_of.NONE} for none"
_FIELDS = {"tags": "tag", "actors": "actor", "provinces": "province", "kind": "kind"}
"""The fields of the query language whose values a key of an event has."""


@dataclass(frozen=True, slots=True)
class Told:
    """What another set has of a new event besides what is typed in its form."""

    sources: Sequence[Source] = ()
    """Sources that the timeline lacks."""
    claims: Sequence[Claim] = ()

    def changes(self, plain: Mapping[str, Any]) -> tuple[tuple[Change, ...], str]:
        """What adds an event with them, and that in a few words; only what rests on sources that the event cites is added."""
        cited = plain.get("sources", ())
        claims = [_plain(claim) for claim in self.claims if claim.source in cited and not claim.province]
        sources = [source for source in self.sources if source.id in cited]
        event = {**plain, "claims": claims} if claims else dict(plain)
        counts = ((len(claims), "claim"), (len(sources), "source"))
        more = " and ".join(numbered(count, one) for count, one in counts if count)
        added = (*(AddRecord("source", _plain(source)) for source in sources), AddRecord("event", event))
        return added, f" with {more}" if more else ""


def _plain(record: Claim | Source) -> dict[str, Any]:
    """A record as the file has it, without the keys that say nothing."""
    found = {one.name: getattr(record, one.name) for one in fields_of(record)}
    said = {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
    return {
        key: value for key, value in said.items() if value is not None and value != "" and value != [] and value is not False
    }


class EventForm:
    """The form of an event."""

    def __init__(
        self,
        book: Book,
        before: Event | None = None,
        given: Mapping[str, str] | None = None,
        why: str = "",
        told: Told | None = None,
    ) -> None:
        """Begin with an event of the file, or with a new one.

        Args:
            book: The timeline.
            before: The event to change; ``None`` for a new one.
            given: Texts of fields by their keys, that are known already.
            why: Where those come from: ``from the filter``.
            told: Sources and claims that another set has of a new event.
        """
        self._book = book
        self._before = before
        self._given = dict(given or {})
        self._why = why
        self._told = told or Told()
        self.made = before.id if before is not None else ""
        """The id of the event, as it was reviewed last."""

    @classmethod
    def new(cls, index: Index, query: Query | None = None, today: int | None = None) -> EventForm:
        """A new event, filled in with nothing but what a query says: one province, one kind, one date."""
        return cls(Book(index, today), None, _said_by(query) if query is not None else {}, "from the filter")

    @classmethod
    def told(
        cls,
        index: Index,
        event: Event,
        sources: Sequence[Source],
        provinces: Sequence[str],
        why: str,
        today: int | None = None,
    ) -> EventForm:
        """A new event, filled in with what another set says of one, as far as that is fact: no summary, tags or links.

        Args:
            index: The timeline.
            event: The event, as the other set has it.
            sources: Its sources there; those that the timeline lacks are added with the event, as long as it cites them.
            provinces: Its provinces, as the timeline spells them.
            why: Where it comes from: ``from UCDP GED``.
            today: Today's day, for words like ``yesterday``.
        """
        book = Book(index, today)
        new = tuple(source for source in sources if source.id not in book.sources)
        book.sources.update((source.id, source) for source in new)
        place = event.place
        where = coordinates_of(place) if place is not None else None
        given = {
            "date": event.date,
            "title": event.title,
            "kind": event.kind,
            "provinces": values_of.listed(provinces),
            "place": place.name if place is not None else "",
            "district": place.district if place is not None else "",
            "coordinates": where.text if where is not None else "",
            "actors": values_of.listed(dict.fromkeys(book.vocabulary.resolve("actor", one) or one for one in event.actors)),
            "sources": values_of.listed(source.id for source in sources),
        }
        return cls(book, None, {key: text for key, text in given.items() if text}, why, Told(new, event.claims))

    @classmethod
    def of(cls, index: Index, event: Event, today: int | None = None) -> EventForm:
        """An event of the file, to be changed."""
        return cls(Book(index, today), event)

    @property
    def title(self) -> str:
        """What is written with it."""
        return "New event" if self._before is None else f"Change event · {self._before.id}"

    @cached_property
    def fields(self) -> Sequence[Field]:
        """The keys of an event, what says when, where and what first."""
        start = texts_of(self._book, self._before) if self._before is not None else {}
        start |= self._given

        def field(key: str, label: str, help_: str, **more: Any) -> Field:
            reason = self._why if key in self._given else ""
            return Field(key, label, start.get(key, ""), reason, help_, **more)

        comma, new = {"separator": ", "}, self._before is None
        found = [
            field("date", "date", "EDTF or words, as 26 mar 2024 or late March 2024; empty if not known", sure=not new),
            field("title", "title", "what happened, in one line", required=True),
            field("kind", "kind", ", ".join(KINDS), required=True),
            field("provinces", "provinces", "badges, names or codes, separated by commas", sure=bool(start), **comma),
            field("place", "place", "town or site"),
            field("district", "district", AS_KNOWN),
            field("coordinates", "coordinates", f"as 34.93, 72.88 town; {AS_KNOWN}"),
            field("summary", "summary", "what is known, in your own words", lines=2),
            field("actors", "actors", "parties, in any spelling, separated by commas", **comma),
            field("tags", "tags", "separated by commas", **comma),
            field("sources", "sources", "ids; type words of the title or the publisher to find one", **comma),
            field("responds_to", "responds to", "the events that this one answers, by id; type words of their titles", **comma),
            field("related", "related", "other events, by id; type words of their titles", **comma),
        ]
        if new:
            found.append(field("id", "id", "empty: as proposed; an id never changes"))
        return found

    def renew(self, index: Index) -> bool:
        """Change the event as the file has it now; false if it is gone. A new one stays new."""
        book = Book(index, self._book.today)
        before = self._before
        if before is not None and (before := book.by_id.get(before.id)) is None:
            return False
        new = tuple(source for source in self._told.sources if source.id not in book.sources)
        book.sources.update((source.id, source) for source in new)
        self._book, self._before, self._told = book, before, Told(new, self._told.claims)
        vars(self).pop("fields", None)
        return True

    # -- suggestions -------------------------------------------------------------------------------------------------

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:
        """What may be meant in a field; of a list, in the item at the cursor."""
        text = typed.get(key, "")
        book = self._book
        match key:
            case "date":
                return dating.suggestions(text, book.period, book.today)
            case "kind" | "tags" | "actors" | "provinces":
                return self._named(key, text)[:MOST]
            case "place":
                return [Suggestion(known.place.name, _of_place(known)) for known in book.places.begun(text)][:MOST]
            case "district":
                there = [known.place.district for known in book.places.called(typed.get("place", ""))]
                every = Counter(event.place.district for event in book.events if event.place and event.place.district)
                found = dict.fromkeys((*filter(None, there), *(name for name, _ in every.most_common())))
                return [Suggestion(name, numbered(every[name], "event")) for name in found if fits(words_of(text), (name,))][
                    :MOST
                ]
            case "coordinates":
                known = book.places.called(typed.get("place", ""), typed.get("district", ""))
                said = ((coordinates_of(one.place), one) for one in known)
                return [Suggestion(where.text, _of_place(one)) for where, one in said if where is not None]
            case "sources":
                return self._nearest(book.source_rows, text, typed)
            case "responds_to" | "related":
                return self._nearest(book.event_rows, text, typed)
            case "id":
                draft = Draft(self._book, self._before, typed)
                return [Suggestion(book.new_id(str(draft.plain["date"]), str(draft.plain["title"])), "proposed")]
        return ()

    def _named(self, key: str, text: str) -> list[Suggestion]:
        """Values of the vocabulary by any spelling, the most used first."""
        book, wanted = self._book, words_of(text)
        counted = book.counted(key)
        if key == "provinces":
            counted = Counter({short: counted[code] for short, code in book.codes.items()})
        found = []
        for value in book.vocabulary.values.get(_FIELDS[key], ()):
            if fits(wanted, (value.token, value.label, *value.aliases)):
                label = f"{value.label} · " if value.label != value.token else ""
                found.append(
                    (-counted[value.token], Suggestion(value.token, f"{label}{numbered(counted[value.token], 'event')}"))
                )
        return [one for _, one in sorted(found, key=lambda row: row[0])]

    def _nearest(self, rows: Sequence[Named], text: str, typed: Mapping[str, str]) -> list[Suggestion]:
        """Sources or events by words of their title or id, those nearest in time first."""
        when, wanted = self._book.when(typed.get("date", "")).when, words_of(text)
        mine = self._before.id if self._before is not None else ""
        found = [row for row in rows if row.id != mine and row.fits(wanted)]
        found.sort(key=lambda row: _apart(row.when, when))
        return [Suggestion(row.id, row.title) for row in found[:MOST]]

    # -- reviewing ---------------------------------------------------------------------------------------------------

    def review(self, typed: Mapping[str, str]) -> Review:
        """What is typed, reviewed as a whole, with what else happened then and there."""
        draft = Draft(self._book, self._before, typed)
        beside = self._beside(draft)
        if draft.problems:
            return Review(draft.problems, draft.readings, beside)
        if self._before is None:
            plain = draft.plain
            self.made = plain["id"]
            changes, more = self._told.changes(plain)
            return Review({}, draft.readings, beside, changes, f"Event {plain['id']} added{more}.")
        before, id_ = plain_of(self._before), self._before.id
        changed = [key for key in draft.plain if key != "id" and (draft.plain[key] or None) != (before.get(key) or None)]
        changes = tuple(SetValue("event", id_, key, draft.plain[key] or _empty(key), before.get(key)) for key in changed)
        return Review({}, draft.readings, beside, changes, f"Event {id_} changed: {', '.join(changed)}." if changes else "")

    def _beside(self, draft: Draft) -> list[Beside]:
        """The events that this one may be."""
        event = draft.event
        found = self._book.others.alike(event)
        shorts = {code: short for short, code in self._book.codes.items()}
        where = f" in {', '.join(shorts.get(code, code) for code in event.provinces)}" if event.provinces else ""
        lines: list[Beside] = []
        head = ""
        for one in found:
            if not one.looks_same and head != (said := f"On those days{where}" if one.same_days else "Similar wording"):
                lines.append(Beside(head := said, "heading"))
            at = one.event.place.name if one.event.place else ""
            about = (*(shorts.get(code, code) for code in one.event.provinces), at, one.event.kind, one.event.id)
            title = f"{dates.brief(one.event.when) if one.event.when else 'undated'}  {one.event.title}"
            lines.append(Beside(f"Looks the same: {title}", "fault") if one.looks_same else Beside(title))
            lines.append(Beside(f"  {' · '.join(filter(None, about))}", "muted"))
        if not lines and event.when is not None:
            lines.append(Beside(f"No similar event on {dates.describe(event.when)}{where}.", "muted"))
        return lines


def _said_by(query: Query) -> dict[str, str]:
    """What a query says of all its events: the one province, kind or date that it asks for."""
    found: dict[str, str] = {}
    for clause in query.clauses:
        if clause.negated:
            continue
        if isinstance(clause, Values) and len(clause.tokens) == 1 and clause.field in {"province", "kind"}:
            found[{"province": "provinces"}.get(clause.field, clause.field)] = values_of.listed(clause.tokens)
        elif isinstance(clause, Dates) and clause.low and clause.low == clause.high:
            found["date"] = clause.low
    return found


def _empty(key: str) -> object:
    """What a key has that says nothing: the required ones stay, the others go."""
    return {"date": "", "provinces": []}.get(key)


def _of_place(known: Known) -> str:
    where = coordinates_of(known.place)
    return " · ".join(filter(None, (known.place.district, where.text if where else "", numbered(known.events, "event"))))


def _apart(one: dates.Edtf | None, other: dates.Edtf | None) -> int:
    """Days between the starts of two dates; a year if either is not known."""
    if one is None or other is None or not (one.has_ends and other.has_ends):
        return 366
    return abs(one.lower - other.lower)
