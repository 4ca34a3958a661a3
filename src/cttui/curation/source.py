"""The form of a source: a new one from its document, or one of the file to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.curation import dating
from cttui.curation.changes import AddItem, AddRecord, Change, SetValue, StoreCopy
from cttui.curation.forms import Beside, Field, Review, Suggestion
from cttui.curation.guesses import Guess, Guesses, guessed
from cttui.curation.shelf import Shelf
from cttui.curation.typed import items, listed, wrong
from cttui.model import dates, values
from cttui.model.records import STANDPOINTS, Source, SourceType
from cttui.model.sources import called, issued_of, publisher_of
from cttui.text import nearest, same, shorten
from cttui.timeline.ids import Named, subject

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.library import Library
    from cttui.copies.similar import Similar
    from cttui.store.index import Index

TYPES: tuple[str, ...] = SourceType.__args__  # type: ignore[attr-defined]  # a Literal has them
MOST = 50
"""The most suggestions for a field."""
DIGEST_LINES = 2
"""Lines of the screen for a digest."""


class Line(NamedTuple):
    """A field of the form, as both the screen and the command line have it."""

    key: str
    label: str
    metavar: str
    """What stands for its value in the help of the command line."""
    help: str
    many: bool = False
    """Whether it is a list; its option may be given several times."""
    required: bool = False


LINES: tuple[Line, ...] = (
    Line("title", "title", "TEXT", "the headline, word for word; empty if it is not known"),
    Line("publisher", "published by", "PUBLISHER", "who published it, as the file spells it"),
    Line("issued", "published on", "DATE", "when: 2024-03-26, 26 March 2024 or March 2024"),
    Line("author", "by", "AUTHOR", "authors or agencies, with commas between them", many=True),
    Line("url", "address", "ADDRESS", "its web address, http or https"),
    Line("language", "language", "LANGUAGE", "its language as a BCP 47 tag: en, ur"),
    Line("type", "type", "TYPE", "its type, as CSL names it: article-newspaper, report, webpage and so on", required=True),
    Line("standpoint", "standpoint", "STANDPOINT", f"its perspective: {', '.join(STANDPOINTS)}", required=True),
    Line("derived_from", "repeats", "SOURCE", "ids of the sources whose text it repeats or rewords", many=True),
    Line("title_note", "note on title", "TEXT", "a description, if its headline is not known"),
    Line("digest", "digest", "TEXT", "what it says, in your own words; may be empty"),
    Line("id", "id", "TEXT", "empty: made like the file's other ids"),
)
"""Every field, in the order in which they are asked for."""
EVENTS = Line("events", "cited by", "EVENT", "ids of the events whose sources it joins", many=True)
"""The events that shall cite a new source; no key of its record."""
_BY_KEY = {line.key: line for line in (*LINES, EVENTS)}
_RULES: dict[str, Any] = {
    "title": values.Line, "publisher": values.Line, "url": values.Url, "language": values.Line, "title_note": values.Line,
    "digest": values.Text, "id": values.Id,
}  # fmt: skip


class SourceForm:
    """A new source, or another text for one that the file has.

    Args:
        index: The timeline.
        document: What the source is made from; ``None`` for one without a copy, or one that is changed.
        library: Where the document is to be stored; ``None`` for nowhere.
        similar: The sources whose copies have much of its text.
        url: Its address, if a person gave it.
        events: The events that shall cite it.
        publisher: Its publisher, if a person named it.
        source: The source that is changed; ``None`` for a new one.
        today: The number of a day, for dates such as ``yesterday``.
    """

    def __init__(
        self,
        index: Index,
        document: Document | None = None,
        *,
        library: Library | None = None,
        similar: Sequence[Similar] = (),
        url: str = "",
        events: Sequence[str] = (),
        publisher: str = "",
        source: Source | None = None,
        today: int | None = None,
    ) -> None:
        self._document = document
        self._library = library
        self._similar = {row.source: row for row in similar}
        self._events = tuple(events)
        self._given = (tuple(similar), url, publisher)
        self._today = today
        self.added = ""
        """The id of the source that saving the form as it was last reviewed adds; empty for none."""
        self.uncompared = 0
        """How many stored copies its text was not compared with, as there was no time."""
        self._begin(index, source)

    def _begin(self, index: Index, source: Source | None) -> None:
        """Fill in what is known, the first time or anew."""
        self._index = index
        self._source = source
        self._shelf = Shelf.of(index)
        meta, (similar, url, publisher) = index.head.meta, self._given
        self._period = dates.dated(meta.period)
        self._guesses = (
            guessed(self._document, self._shelf, meta.time_zone, similar, url, publisher)
            if self._document is not None
            else Guesses({"url": Guess(url, "the address given" if url else "")}, (), (), "")
        )
        self.fields = tuple(self._fields())

    def renew(self, index: Index) -> bool:
        """Change the source as the file has it now; false if it is gone. A new one stays new."""
        found = index.sources([self._own]) if self._own else ()
        if self._own and not found:
            return False
        self._begin(index, found[0] if found else None)
        return True

    @property
    def title(self) -> str:
        """What is written: a new source, or which one is changed."""
        if self._source is not None:
            return f"Change source · {self._source.id}"
        return f"New source · {shorten(self._document.name, 60)}" if self._document is not None else "New source"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of what was taken, a sentence each."""
        document = self._document
        about = f"{shorten(document.name)}: {document.note}" if document is not None and document.note else ""
        left = f"{self.uncompared:,} stored copies have not been compared with it yet; adding the next source compares more"
        return tuple(filter(None, (about, left if self.uncompared else "")))

    @property
    def twin(self) -> Source | None:
        """The source that has the same text, or nearly, from the same publisher already."""
        return self._shelf.sources.get(self._guesses.twin)

    @property
    def is_exact(self) -> bool:
        """Whether the ``twin`` has the same text word by word; otherwise this may be a corrected edition."""
        row = self._similar.get(self._guesses.twin)
        return row is not None and row.exact

    @property
    def known(self) -> Source | None:
        """The source that has the document's address already."""
        document = self._document
        addresses = (self.fields_by_key["url"].text, *((document.final_url, document.name) if document else ()))
        return next((found for url in addresses if (found := self._shelf.at(url, self._own))), None)

    @property
    def namesake(self) -> Source | None:
        """The source whose id is the file's name: what is taken is probably its copy."""
        name = self._document.name if self._document is not None and not self._document.final_url else ""
        return self._shelf.sources.get(name.rpartition("/")[2].rpartition(".")[0])

    @property
    def fields_by_key(self) -> Mapping[str, Field]:
        """Its fields by their keys."""
        return {one.key: one for one in self.fields}

    @property
    def _own(self) -> str:
        return self._source.id if self._source is not None else ""

    def _fields(self) -> Iterator[Field]:
        lines = LINES if self._source is not None else (*LINES, EVENTS)
        for line in lines:
            if line.key == "id" and self._source is not None:
                continue  # an id never changes
            text, reason, sure = self._first(line)
            yield Field(
                line.key,
                line.label,
                text,
                reason,
                line.help,
                required=line.required,
                sure=sure,
                lines=DIGEST_LINES if line.key == "digest" else 1,
                separator=", " if line.many else "",
            )

    def _first(self, line: Line) -> tuple[str, str, bool]:
        """What stands in a field at first, why, and whether that needs no second look."""
        if self._source is not None:
            found = getattr(self._source, line.key)
            return listed(found) if line.many else str(found), "", True
        if line is EVENTS:
            return listed(self._events), "the event that you read" if self._events else "", True
        guess = self._guesses.fields.get(line.key, Guess())
        asked = not guess.text and line.key in {"publisher", "issued", "title", "digest"}
        return guess.text, guess.reason, guess.sure and not asked

    # -- what may be meant -------------------------------------------------------------------------------------------

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:
        """What may be meant in a field, the likeliest first."""
        text = typed.get(key, "").strip()
        found: dict[str, Suggestion] = {}
        for one in (*self._read(key), *self._meant(key, text, typed)):
            found.setdefault(one.text, one)
        fits = [one for one in found.values() if not text or _fits(text, one)]
        return (fits or list(found.values()))[:MOST] if key in {"standpoint", "type"} else fits[:MOST]

    def _read(self, key: str) -> Iterator[Suggestion]:
        """What was read from the document."""
        guess = self._guesses.fields.get(key)
        if guess is not None and guess.text:
            yield Suggestion(guess.text, guess.reason)
            yield from (Suggestion(row.text, row.where) for row in guess.others)

    def _meant(self, key: str, text: str, typed: Mapping[str, str]) -> Iterator[Suggestion]:
        """What may be meant besides what was read."""
        match key:
            case "publisher" | "author" | "language" | "type" | "standpoint":
                counted = self._shelf.values(key, typed.get("publisher", "") if key != "publisher" else "")
                for value, count in counted.most_common():
                    yield Suggestion(value, "1 source" if count == 1 else f"{count:,} sources")
                yield from map(Suggestion, TYPES if key == "type" else STANDPOINTS if key == "standpoint" else ())
            case "issued":
                yield from dating.suggestions(text, self._period, self._today)
            case "id":
                yield Suggestion(self._new_id(typed), f"as {self._shelf.ids.style.shown}")
            case "derived_from":
                yield from self._sources(text, typed)
            case "events":
                yield from self._cited(text, typed)

    def _sources(self, text: str, typed: Mapping[str, str]) -> Iterator[Suggestion]:
        """Those that the document seems to repeat, then those of the same days, then those that are typed."""
        yield from (Suggestion(origin.source, origin.reason) for origin in self._guesses.origins)
        when = dating.read(typed.get("issued", ""), self._period, self._today).when
        for source in self._shelf.sources.values():
            other = dates.dated(source.issued)
            near = when is not None and other is not None and abs(when.earliest - other.earliest) <= 1
            if (near or text) and source.id != self._own:
                yield Suggestion(source.id, shorten(str(called(source)), 60))

    def _cited(self, text: str, typed: Mapping[str, str]) -> Iterator[Suggestion]:
        """The events of the days before the source was published, and those that are typed."""
        from cttui.store.index import Ask
        from cttui.store.wants import Rows

        want = Rows(0, self._index.count)
        when = dating.read(typed.get("issued", ""), self._period, self._today).when
        for row in self._index.answer(Ask(wants=(want,)))[want].rows:
            other = dates.dated(row.date)
            near = when is not None and other is not None and -1 <= when.latest - other.latest <= 3
            if near or text:
                yield Suggestion(row.id, shorten(row.title, 60))

    # -- what is typed -----------------------------------------------------------------------------------------------

    def review(self, typed: Mapping[str, str]) -> Review:
        """What is wrong, how it is read, what is known of it already, and what saving writes."""
        problems: dict[str, str] = {}
        readings: dict[str, str] = {}
        plain = self._plain(typed, problems, readings)
        name = self._own or plain["id"]
        changes: tuple[Change, ...] = ()
        says = ""
        if not problems and not any(one.required and not typed.get(one.key, "").strip() for one in self.fields):
            changes, says = self._changes(plain, name, items(typed.get("events", "")))
        self.added = name if changes and not self._own else ""
        return Review(problems, readings, tuple(self._beside(typed)), changes, says)

    def _plain(self, typed: Mapping[str, str], problems: dict[str, str], readings: dict[str, str]) -> dict[str, Any]:
        """The record as it is written, with what is wrong with it."""
        plain: dict[str, Any] = {}
        for line in LINES:
            text = typed.get(line.key, "").strip()
            plain[line.key] = items(text) if line.many else text
            if (rule := _RULES.get(line.key)) is not None and text and (trouble := wrong(rule, text)):
                problems[line.key] = trouble
        issued = dating.read(typed.get("issued", ""), self._period, self._today)
        plain["issued"] = issued.edtf
        if issued.problem:
            problems["issued"] = issued.problem
        elif words := issued.words(typed.get("issued", "")):
            readings["issued"] = words
        self._look_at_choices(plain, problems)
        if (other := self._shelf.at(plain["url"], self._own)) is not None:
            problems["url"] = f"{other.id} already has this address"
        if not self._own:
            if not plain["id"] and "issued" not in problems:
                plain["id"] = readings["id"] = self._new_id({**typed, "issued": issued.edtf})
            elif plain["id"] in self._shelf.ids:
                problems["id"] = f"there is already a source {plain['id']}"
            elif plain["id"] and self._shelf.ids.style.share > 0.9 and not self._shelf.ids.style.fits(plain["id"]):
                readings["id"] = f"the file's other ids are made as {self._shelf.ids.style.shown}"
        if not plain["title"] and plain["url"]:
            readings["title"] = "the words of the address are used"
        if length := len(typed.get("digest", "")):
            readings["digest"] = f"{length:,} characters"
        return plain

    def _look_at_choices(self, plain: Mapping[str, Any], problems: dict[str, str]) -> None:
        for key, choices in (("type", TYPES), ("standpoint", STANDPOINTS)):
            if plain[key] and plain[key] not in choices:
                close = nearest(plain[key], choices)
                problems[key] = f"did you mean {close}?" if close else f"expected one of {', '.join(choices[:9])} …"
        for name in plain["derived_from"]:
            if name == (self._own or plain["id"]):
                problems["derived_from"] = "a source does not repeat itself"
            elif name not in self._shelf.sources:
                close = nearest(name, self._shelf.sources)
                problems["derived_from"] = f"there is no source {shorten(name)}" + (f"; did you mean {close}?" if close else "")
        for author in plain["author"]:
            if trouble := wrong(values.Name, author):
                problems["author"] = trouble

    def _new_id(self, typed: Mapping[str, str]) -> str:
        """An id like the others: of publisher, date, and the words of the event that cites it or of the title."""
        edtf = dating.read(typed.get("issued", ""), self._period, self._today).edtf
        named = Named("", edtf, typed.get("publisher", ""), items(typed.get("author", "")), typed.get("url", ""))
        cited = items(typed.get("events", "")) or list(self._events)
        if len(cited) == 1:
            return self._shelf.ids.new(named, words=subject(cited[0]))
        title = typed.get("title", "") or typed.get("title_note", "")
        return self._shelf.ids.new(named, title=title or called(_bare(typed.get("url", ""))).text)

    def _changes(self, plain: Mapping[str, Any], name: str, events: Sequence[str]) -> tuple[tuple[Change, ...], str]:
        if self._source is not None:
            changed = []
            for key in plain:
                was = getattr(self._source, key)
                now = tuple(plain[key]) if isinstance(was, tuple) else plain[key]
                if key != "id" and was != now:
                    # what is required, or stands in every record of the file, is emptied and not taken out
                    changed.append(SetValue("source", name, key, plain[key] or _emptied(key), was or None))
            return tuple(changed), f"Source {name} changed." if changed else ""
        kept = {key: value for key, value in plain.items() if value or key in _WRITTEN}
        changes: list[Change] = []
        if self._document is not None and self._library is not None:
            changes.append(StoreCopy(self._library, name, self._document))
        changes.append(AddRecord("source", kept))
        changes += [AddItem("event", event, "sources", name) for event in events]
        says = f"Source {name} added" + (" with its copy" if len(changes) > 1 + len(events) else "")
        return tuple(changes), f"{says}{f', cited by {listed(events)}' if events else ''}."

    # -- what is known already ---------------------------------------------------------------------------------------

    def _beside(self, typed: Mapping[str, str]) -> Iterator[Beside]:
        yield from self._there(typed)
        yield from self._repeats()
        yield from self._elsewhere()

    def _there(self, typed: Mapping[str, str]) -> Iterator[Beside]:
        """The sources with the same text or address, side by side with this one; and those of this publisher and day."""
        alike = sorted(self._similar.values(), key=lambda row: -row.share)[:3]
        known = self._shelf.at(typed.get("url", ""), self._own) or (self.known if self._source is None else None)
        if known is not None:
            yield Beside("A source already has this address", "heading")
            yield from _shown(known)
        if self.namesake is not None:
            yield Beside("A source has the file's name", "heading")
            yield from _shown(self.namesake)
        for row in alike:
            source = self._shelf.sources.get(row.source)
            if source is not None and source.id != self._own:
                nearly = "A source has nearly the same text" if row.same else "A source already has much of this text"
                what = "A source already has this text" if row.exact else nearly
                yield Beside(what, "heading")
                yield Beside(f"{round(100 * row.share)}% of {'the shorter text' if row.part else 'it'} is also in", "muted")
                yield from _shown(source)
                yield Beside(f"here {shorten(typed.get('title', '') or 'no title', 120)}")
        publisher, issued = typed.get("publisher", ""), dating.read(typed.get("issued", ""), self._period, self._today).edtf
        same_day = [s for s in self._shelf.near(publisher, issued, 0) if s.id != self._own] if publisher and issued else []
        if same_day:
            yield Beside(f"{publisher} on that day", "heading")
            yield from (Beside(str(called(source))) for source in same_day[:6])

    def _repeats(self) -> Iterator[Beside]:
        """Whose report the text repeats, as it says itself."""
        if self._guesses.credits or self._guesses.origins:
            yield Beside("The text repeats", "heading")
        for credit in self._guesses.credits:
            yield Beside(f"{credit.name}: “{credit.words}”")
        for origin in self._guesses.origins:
            yield Beside(f"perhaps {origin.source}: {origin.reason}")

    def _elsewhere(self) -> Iterator[Beside]:
        """What other places of the document say instead."""
        said = [(key, guess) for key, guess in self._guesses.fields.items() if guess.others]
        if said:
            yield Beside("Other values found", "heading")
        for key, guess in said:
            label = _BY_KEY[key].label
            yield Beside(f"{label}: {shorten(guess.text, 60)} ({guess.reason})")
            yield from (Beside(f"  {shorten(row.text, 60)} ({row.where})") for row in guess.others[:3])


_WRITTEN = frozenset({"id", "type", "title", "publisher", "issued", "url", "language", "standpoint"})
"""Keys that a new record has even if they are empty, as those of the shipped timeline: an empty one says "not known"."""


def _emptied(key: str) -> Any:
    return "" if key in _WRITTEN else None


def _shown(source: Source) -> Iterator[Beside]:
    """A source in a few lines."""
    yield Beside(source.id)
    yield Beside(f"{publisher_of(source)}, {issued_of(source)}", "muted")
    yield Beside(str(called(source)))


def _bare(url: str) -> Source:
    return Source(id="x", type="webpage", url=url, standpoint="press")


def _fits(text: str, one: Suggestion) -> bool:
    asked = same(text)
    return asked in same(one.text) or asked in same(one.about) or text.lower() in one.text.lower()
