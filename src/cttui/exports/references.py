"""A reference to a view or to events of a timeline, with the sources that they rest on, as text, CSL-JSON or BibTeX.

It says what RDA's recommendations on citing data that change ask for (Rauber et al., "Identification of reproducible subsets
for data citation, sharing and re-use", 2016): what was asked, of which edition, by its hash, and when it was looked at; the
link opens the same again. A view is a ``dataset`` of CSL 1.0.2, an event an ``entry`` in one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from cttui.errors import CttuiError
from cttui.explore.citation import cite
from cttui.explore.links import Link
from cttui.exports import bibtex, csl
from cttui.exports.citations import Dating, dating
from cttui.exports.items import Item, Record
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.lazy import dataclass
from cttui.model import calendar, dates
from cttui.model.claims import LENSES
from cttui.model.records import Meta, Source
from cttui.query.language import describe
from cttui.text import clean, numbered

MOST_WORDS = 160
"""Characters of a query in words that stand as a view's title; a longer one stands there as it was typed."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: the timeline, a view of it, or one of its events."""

    link: Link
    title: str
    date: str = ""
    """When an event happened, in EDTF; empty for a view."""
    shown: str = ""
    """How much of the timeline a view shows, and by whose figures; empty for an event."""
    sources: tuple[int, ...] = ()
    """The numbers of the sources that an event rests on; none for a view, which rests on all of them."""

    @property
    def key(self) -> str:
        """What a reference manager knows it by: the same for the same view, whatever the edition."""
        if not self.shown:
            return f"{self.link.timeline}:{self.link.event}"
        told = self.link.fragment
        return f"{self.link.timeline}:{hashlib.sha256(told.encode()).hexdigest()[:8]}" if told else self.link.timeline


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference, whatever it is written as."""

    about: Meta
    """The timeline."""
    accessed: int
    """The day on which it was looked at."""
    cited: tuple[Cited, ...]
    sources: tuple[Source, ...]
    """What all of that rests on."""

    @property
    def updated(self) -> Dating:
        """When the timeline was updated."""
        return dating(self.about.updated)


def of_view(subject: Events, accessed: int) -> Reference:
    """The reference to a selection under a lens.

    Args:
        subject: The selection, past the guard.
        accessed: The day on which it is looked at.

    Raises:
        CttuiError: The filter or the lens names what is marked as sensitive, and so must not stand in a link.
    """
    about, query = subject.about(), subject.query
    _may_name(subject)
    words = describe(query, subject.index.vocabulary)
    title = about["timeline"] if not query.clauses else f"Events {words if len(words) <= MOST_WORDS else f'of {query.text}'}"
    shown = f"{about['events']} events" if query.clauses else numbered(subject.count(), "event")
    if subject.lens.name != LENSES[0]:
        shown += f", figures: {subject.lens.name}"
    cited = Cited(_link(subject), title, shown=shown)
    return Reference(subject.index.head.meta, accessed, (cited,), tuple(subject.cited()))


def of_events(subject: Events, ids: Sequence[str], accessed: int) -> Reference:
    """The reference to some events, in the order of their ids.

    Raises:
        UnknownEventError: No event has such an id.
        CttuiError: An event rests on sensitive sources alone, or the lens names one.
    """
    subject.index.numbers(ids)
    _may_name(subject)
    items: dict[str, Item] = {item.event.id: item for item in subject.named(ids)}
    if held := next((id_ for id_ in ids if id_ not in items), ""):
        raise CttuiError(f"event '{held}' rests on sources that are marked as sensitive; --include-sensitive cites it")
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    cited: list[Cited] = []
    for id_ in dict.fromkeys(ids):
        event, own = items[id_].event, items[id_].sources
        for source in own:
            if source.id not in numbers:
                numbers[source.id] = len(numbers) + 1
                sources.append(source)
        rests_on = tuple(numbers[source.id] for source in own)
        cited.append(Cited(_link(subject, id_), event.title, event.date, sources=rests_on))
    return Reference(subject.index.head.meta, accessed, tuple(cited), tuple(sources))


def _may_name(subject: Events) -> None:
    about = subject.about()
    for what, said, meant in (("filter", about["filter"], subject.query.text), ("lens", about["figures"], subject.lens.name)):
        if said != meant:
            raise CttuiError(f"the {what} names what is marked as sensitive; --include-sensitive cites it")


def _link(subject: Events, event: str = "") -> Link:
    head = subject.index.head
    return Link(head.meta.id, head.digest, "" if event else subject.query.text, event, subject.lens.name)


# -- as text ---------------------------------------------------------------------------------------------------------


def write_text(reference: Reference, stream: TextIO) -> Left:
    """Write a paragraph for each thing that is cited, and the sources, numbered."""
    for number, cited in enumerate(reference.cited):
        blank = "\n" if number else ""
        stream.write(f"{blank}{clean(sentence(reference, cited))}\n")
    if reference.sources:
        stream.write("\nSources\n\n")
        width = len(str(len(reference.sources)))
        stream.writelines(f"{number:{width}}. {clean(cite(source))}\n" for number, source in enumerate(reference.sources, 1))
    return Left({})


def sentence(reference: Reference, cited: Cited, *, looked_at: bool = True) -> str:
    """The reference to one thing as a line of text, with the day it was looked at; it ends with the link and source numbers."""
    about, updated = reference.about, reference.updated
    is_part = cited.title != about.title
    title = f"“{cited.title}”" if not cited.shown else cited.title
    query = f"[{cited.link.query}]" if cited.link.query else ""
    when = (dates.describe(dates.parse(cited.date)) if cited.date else "undated") if not cited.shown else ""
    edition = f"SHA-256 {cited.link.edition}" if cited.link.edition else ""
    of_day = f"Edition of {updated.words}" if updated.words else "Edition" if edition else ""
    parts = (
        f"{' '.join(filter(None, (title, query)))}{f', {when}' if when else ''}",
        cited.shown,
        f"In: {about.title}" if is_part else "",
        ", ".join(filter(None, (of_day, edition))),
        about.licence,
        f"Accessed {calendar.words_of(reference.accessed)}" if looked_at else "",
        str(cited.link),
    )
    numbers = f" [{', '.join(map(str, cited.sources))}]" if cited.sources else ""
    return ". ".join(part.rstrip(".") for part in parts if part) + numbers


# -- for reference managers ------------------------------------------------------------------------------------------


def write_csl(reference: Reference, stream: TextIO) -> Left:
    """Write CSL-JSON: an item for each thing that is cited, then one a source."""
    left = Left(csl.LEFT, "source")

    def items() -> Iterator[Record]:
        yield from (_item(reference, cited) for cited in reference.cited)
        yield from csl.items(reference.sources, left)

    csl.write_items(items(), stream)
    return left


def _item(reference: Reference, cited: Cited) -> Record:
    about, link = reference.about, cited.link
    item: Record = {"id": cited.key, "type": "dataset" if cited.shown else "entry", "title": cited.title}
    if cited.title != about.title:
        item["container-title"] = about.title
    for key, date in (("issued", about.updated), ("event-date", cited.date)):
        if found := csl.date_of(dating(date)):
            item[key] = found
    item["accessed"] = {"date-parts": [list(calendar.day_of(reference.accessed))]}
    if link.edition:
        item["version"] = f"SHA-256 {link.edition}"
    item["URL"] = str(link)
    if note := _note(cited):
        item["note"] = note
    # what CSL has no names for
    custom: Record = {"license": about.licence} if about.licence else {}
    if cited.sources:
        custom["sources"] = [reference.sources[number - 1].id for number in cited.sources]
    return {**item, "custom": custom} if custom else item


def _note(cited: Cited) -> str:
    return "; ".join(filter(None, (cited.shown, f"filter: {cited.link.query}" if cited.link.query else "")))


def write_bibtex(reference: Reference, stream: TextIO) -> Left:
    """Write BibTeX: an entry for each thing that is cited, then one a source."""
    left = Left(bibtex.LEFT, "source")

    def entries() -> Iterator[bibtex.Entry]:
        yield from (("misc", cited.key, _fields(reference, cited)) for cited in reference.cited)
        yield from bibtex.entries(reference.sources, left)

    bibtex.write_entries(entries(), stream)
    return left


def _fields(reference: Reference, cited: Cited) -> Iterator[tuple[str, str]]:
    about, updated = reference.about, reference.updated
    yield "title", bibtex.titled(cited.title)
    if cited.title != about.title:
        yield "howpublished", bibtex.braced(about.title)
    yield from bibtex.published(updated)
    when = dates.describe(dates.parse(cited.date)) if cited.date else ""
    notes = (
        f"Event of {when}" if when else "",
        f"Updated {updated.words}" if bibtex.not_whole(updated) else "",
        _note(cited),
        f"SHA-256 {cited.link.edition}" if cited.link.edition else "",
        about.licence,
        f"accessed {calendar.words_of(reference.accessed)}",
    )
    yield "note", bibtex.braced("; ".join(filter(None, notes)))
    yield "url", bibtex.addressed(str(cited.link))
    yield "urldate", bibtex.braced(calendar.iso(reference.accessed))


WAYS: dict[str, Callable[[Reference, TextIO], Left]] = {"text": write_text, "csl-json": write_csl, "bibtex": write_bibtex}
"""How a reference is written, by name; the first is the usual one."""
