"""Named rules for a valid timeline; each yields its findings.

To add a rule, add a function and its row in ``CHECKS``, or in ``ADVICE`` if a finished timeline may well break it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path

from cttui.copies.library import Library
from cttui.errors import CttuiError, Problem, QueryError
from cttui.lazy import dataclass
from cttui.model import claims, dates
from cttui.model.records import Timeline
from cttui.model.sources import independent
from cttui.query import language as query
from cttui.query.fields import event_sources
from cttui.store.cache import index_of
from cttui.store.index import Index
from cttui.text import MOST_MARKS, is_crowded, is_unseen, shorten
from cttui.timeline import file as files
from cttui.timeline import load, outline
from cttui.timeline.faults import key_of
from cttui.timeline.positions import lines


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules check."""

    timeline: Timeline
    index: Index
    library: Library | None
    path: Path
    """The timeline's file."""


Finding = tuple[tuple[str | int, ...], str, str, str, str]
"""Path of the value, then the record, the key, what was found and what would be right, as in ``Problem``."""


def _views(subject: Subject) -> Iterator[Finding]:
    """A view's query is valid."""
    for number, view in enumerate(subject.timeline.views):
        try:
            query.parse(view.query, subject.index.vocabulary)
        except QueryError as error:
            found = f'"{view.query[error.start : error.stop]}"'
            yield ("view", number, "query"), f"view {view.name}", "query", found, error.sentence()


def _quotes(subject: Subject) -> Iterator[Finding]:
    """A quote is in the stored copy of its source, if there is one."""
    if subject.library is None:
        return
    from cttui.copies.quotes import Folded

    texts: dict[str, Folded] = {}
    for source in subject.library.sources():
        capture = subject.library.latest(source)
        if capture is not None:
            with suppress(CttuiError):
                texts[source] = Folded(subject.library.text(capture))
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            if claim.quote and (text := texts.get(claim.source)) and not text.holds(claim.quote):
                path = ("event", number, "claims", place, "quote")
                remedy = f"not in the stored copy of {claim.source}"
                if (similar := text.find(claim.quote)) is not None:
                    passage = " ".join(text.text[similar.start : similar.stop].split())
                    remedy += f", which says “{shorten(passage, 200)}”"
                yield path, f"event {event.id}", f"claims[{place + 1}].quote", f'"{claim.quote}"', remedy


def _unseen(subject: Subject) -> Iterator[Finding]:
    """Text is visible, and no letter has more combining marks than a terminal cell can show."""
    timeline = subject.timeline
    tables = {table: getattr(timeline, f"{table}s") for table in load.TABLES}
    records = [
        ("timeline", 0, timeline.meta),
        *((t, n, record) for t, found in tables.items() for n, record in enumerate(found)),
    ]
    for table, number, record in records:
        for inner, value in _texts(record):
            if not value or value.isascii() or not (is_unseen(value) or is_crowded(value)):
                continue
            if table == "timeline":
                path, where = ("timeline", *inner), "[timeline]"
            else:
                path = (table, number, *inner)
                where = load.where_of(table, number, getattr(record, load.TABLES[table][1], ""))
            if is_unseen(value):
                remedy = "this text is invisible; write visible text, or remove it"
            else:
                remedy = f"a letter has too many combining marks; keep at most {MOST_MARKS}"
            yield path, where, key_of(inner), f'"{shorten(value, 20)}"', remedy


def _texts(value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a record, with its path."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from (((place, *inner), text) for inner, text in _texts(item))
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from (((item.name, *inner), text) for inner, text in _texts(getattr(value, item.name)))


def _outline(subject: Subject) -> Iterator[Finding]:
    """The map's outline is GeoJSON of lines that can be read."""
    if name := subject.timeline.meta.outline:
        try:
            outline.beside(subject.path, name)
        except CttuiError as error:
            yield ("timeline", "outline"), "[timeline]", "outline", f'"{name}"', str(error)


def _uncited(subject: Subject) -> Iterator[Finding]:
    """Every source is cited by an event."""
    cited = {source for event in subject.timeline.events for source in event_sources(event)}
    for number, source in enumerate(subject.timeline.sources):
        if source.id not in cited:
            yield ("source", number), f"source {source.id}", "", "", "not cited by any event; cite it or remove it"


def _coverage(subject: Subject) -> Iterator[Finding]:
    """A search is of the timeline's period, and names each province once."""
    period = dates.parse(subject.timeline.meta.period)
    for number, coverage in enumerate(subject.timeline.coverages):
        where = load.where_of("coverage", number, "")
        if not dates.parse(coverage.period).possibly_within(period.earliest, period.latest):
            remedy = f"outside the timeline's period, {period.text}"
            yield ("coverage", number, "period"), where, "period", f'"{coverage.period}"', remedy
        for place, code in enumerate(coverage.provinces):
            if code in coverage.provinces[:place]:
                path, key = ("coverage", number, "provinces", place), f"provinces[{place + 1}]"
                yield path, where, key, f'"{code}"', "named twice; remove one"


def _contradicted(subject: Subject) -> Iterator[Finding]:
    """A search that found nothing is contradicted by no event, or a note explains it."""
    for number, coverage in enumerate(subject.timeline.coverages):
        if coverage.result == "some" or coverage.note:
            continue
        when = dates.parse(coverage.period)
        found = [
            event.id
            for event in subject.timeline.events
            if event.kind in coverage.kinds
            and not set(event.provinces).isdisjoint(coverage.provinces)
            and event.when is not None
            and event.when.surely_within(when.lower, when.upper)
        ]
        if found:
            others = f" and {len(found) - 1} more" if len(found) > 1 else ""
            remedy = f"the timeline has {found[0]}{others} there; explain in a note what else was searched for"
            yield ("coverage", number, "result"), load.where_of("coverage", number, ""), "result", '"nothing"', remedy


def _single_source(subject: Subject) -> Iterator[Finding]:
    """An event has at least two independent sources."""
    sources = {source.id: source for source in subject.timeline.sources}
    for number, event in enumerate(subject.timeline.events):
        if independent([sources[source] for source in event_sources(event)]) < 2:
            yield (
                ("event", number, "sources"),
                f"event {event.id}",
                "sources",
                "",
                "only one independent source; add another",
            )


def _unquoted(subject: Subject) -> Iterator[Finding]:
    """A claim has a quote."""
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            if not claim.quote:
                path = ("event", number, "claims", place)
                yield (
                    path,
                    f"event {event.id}",
                    f"claims[{place + 1}]",
                    "",
                    "no quote; quote the words of the source that state the figure",
                )


def _unexplained(subject: Subject) -> Iterator[Finding]:
    """A dispute is explained by a note on one of its claims."""
    issued = {source.id: source.issued for source in subject.timeline.sources}
    for number, event in enumerate(subject.timeline.events):
        for group in claims.group(event, issued, subject.index.register):
            if group.disputes and not any(claim.note for claim in group.claims):
                place = event.claims.index(group.claims[group.disputes[0][0]])
                found = " vs ".join(dict.fromkeys(claims.stated(group.claims[n]) for n in group.disputes[0]))
                remedy = f"{group.measure}, {group.who}, is disputed and no claim has a note explaining why"
                yield ("event", number, "claims", place), f"event {event.id}", f"claims[{place + 1}]", found, remedy


Rule = Callable[[Subject], Iterable[Finding]]

CHECKS: dict[str, Rule] = {
    "views": _views,
    "quotes": _quotes,
    "uncited": _uncited,
    "unseen": _unseen,
    "outline": _outline,
    "coverage": _coverage,
}
"""Rules that a finished timeline follows, by name."""

ADVICE: dict[str, Rule] = {
    "single-source": _single_source,
    "unquoted": _unquoted,
    "unexplained": _unexplained,
    "contradicted": _contradicted,
}
"""Rules that point out what deserves another look, by name; ``--strict`` includes them."""


def check(path: Path, *, strict: bool = False, library: Library | None = None) -> tuple[Problem, ...]:
    """The findings of the rules for a timeline file that can be opened.

    Args:
        path: The file.
        strict: Whether to include ``ADVICE``.
        library: The reader's stored copies, to check quotes against.

    Raises:
        TimelineError: The file cannot be read, or has problems that prevent opening it.
    """
    return check_content(files.read(path), str(path), strict=strict, library=lambda _: library)


def check_content(
    content: bytes, name: str, *, strict: bool, library: Callable[[Timeline], Library | None], cache: Path | None = None
) -> tuple[Problem, ...]:
    """The findings of the rules for the bytes of a timeline file, which are parsed once and compiled at most once.

    Args:
        content: The bytes.
        name: Its path, which messages call it by and which what it names lies beside.
        strict: Whether to include ``ADVICE``.
        library: Finds the reader's stored copies for a timeline.
        cache: The folder for compiled stores; ``None`` compiles into memory.

    Raises:
        TimelineError: The file has problems that prevent opening it.
    """
    timeline = load.parse(content, name)
    index = index_of(timeline, cache)
    subject = Subject(timeline, index, library(timeline), Path(name))
    rules = {**CHECKS, **(ADVICE if strict else {})}
    findings = [finding for rule in rules.values() for finding in rule(subject)]
    index.close()
    if not findings:
        return ()
    places = lines(content, [where for where, *_ in findings])
    return tuple(Problem(line, *rest) for line, (_, *rest) in zip(places, findings, strict=True))
