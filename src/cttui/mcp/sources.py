"""The tools for sources: one in full, and where quotes stand in the reader's stored copy of it."""

from __future__ import annotations

from collections.abc import Sequence

from cttui.copies.quotes import Folded
from cttui.errors import CttuiError
from cttui.explore.citation import cite
from cttui.explore.copy import CopyView, Quoted, open_copy, quotes_of
from cttui.mcp import schemas
from cttui.mcp.arguments import Given
from cttui.mcp.bounds import Plain, more, page, passage, sound, window
from cttui.mcp.rows import cited, when
from cttui.mcp.schemas import arguments, many, or_none, record, text, texts, whole
from cttui.mcp.served import Served
from cttui.model.claims import stated
from cttui.model.records import Event, Source
from cttui.store.index import Ask
from cttui.store.wants import Citing, Rows
from cttui.text import numbered, words

TAKEN = 20
"""Events that cite a source, in one answer."""
QUOTES = 20
MOST_CLAIMS = 20
"""Claims of one event from one source."""
AROUND = 150
"""Characters of a copy on either side of a quote."""
STATES = ("found", "similar", "missing", "no copy")


# -- source ----------------------------------------------------------------------------------------------------------

SOURCE = arguments(
    ("id",),
    id=text("id of the source"),
    offset=whole("how many citing events to skip (default: 0)"),
    limit=schemas.limit(TAKEN),
)
_TAKEN = record(
    "a figure taken from the source",
    measure=text("what is counted"),
    who=text("who is counted"),
    stated=text("the figure as the source states it"),
    by=text("who states it"),
    quote=text("the words that state it"),
)
DESCRIBED = schemas.answer(
    source=record(
        "the source",
        id=text("id"),
        title=text("headline; between ‹ and ›, a description because the headline is unknown"),
        citation=text("formatted citation"),
        type=text("CSL item type"),
        publisher=text("who published it"),
        author=texts("authors"),
        issued=text("date of publication; EDTF, empty if unknown"),
        url=text("web address; empty if unknown"),
        language=text("BCP 47 tag"),
        standpoint=text("perspective"),
        digest=text("the timeline's own summary, not the source's text"),
        repeats=many(schemas.CITED, "sources that it repeats or rewords; it does not confirm them independently"),
        copy=schemas.flag("whether the reader has stored a copy, which the tool quote searches"),
    ),
    page=schemas.PAGE,
    events=many(
        record(
            "an event that cites the source",
            id=text("id"),
            when=text("the date in words"),
            title=text("title"),
            claims=many(_TAKEN, "figures that the event takes from the source"),
            claims_left=text("how many more there are, and how to get them"),
        ),
        "by date",
    ),
)


def source(served: Served, given: Given) -> Plain:
    """A source, and what the timeline takes from it."""
    found = served.source(given.text("id").strip())
    count = _citing(served, found.id)
    offset, stop = window(given.number("offset"), given.number("limit", TAKEN), count, "events")
    rows = page((_cites(event, found.id) for event in _cited_by(served, found.id, offset, stop)), offset, count)
    link = served.link(served.query(f'source:"{found.id}"')) if count else served.link()
    covers = f"one source, cited by {numbered(count, 'event')}"
    return served.answer(covers, link, source=sound(_described(served, found)), page=rows.about, events=rows.rows)


def _citing(served: Served, source_id: str) -> int:
    """How many events cite a source."""
    if served.index.imported is None:
        return len(served.index.answer(Ask(wants=(Citing(source_id),)))[Citing(source_id)])
    return served.index.answer(Ask(served.query(f'source:"{source_id}"'))).selection.count


def _cited_by(served: Served, source_id: str, start: int, stop: int) -> Sequence[Event]:
    """The events that cite a source, by date, from one position up to another; all events of a dataset cite the dataset."""
    if served.index.imported is None:
        return served.index.answer(Ask(wants=(Citing(source_id),)))[Citing(source_id)][start:stop]
    want = Rows(start, stop)
    rows = served.index.answer(Ask(served.query(f'source:"{source_id}"'), (want,)))[want].rows
    return served.index.events([row.n for row in rows])


def _described(served: Served, found: Source) -> Plain:
    origins = served.sources(found.derived_from)
    return {
        **cited(found),
        "citation": cite(found),
        "type": found.type,
        "author": list(found.author),
        "language": found.language,
        "digest": found.digest,
        "repeats": [cited(one) for one in origins.values()],
        "copy": bool(served.library.captures(found.id)),
    }


def _cites(event: Event, source_id: str) -> Plain:
    taken: list[Plain] = [
        {"measure": claim.measure, "who": claim.who, "stated": stated(claim), "by": claim.by, "quote": claim.quote}
        for claim in event.claims if claim.source == source_id
    ]  # fmt: skip
    return {
        "id": event.id,
        "when": when(event.date),
        "title": event.title,
        "claims": taken[:MOST_CLAIMS],
        "claims_left": more(len(taken) - MOST_CLAIMS, f"event with id={event.id}"),
    }


# -- quote -----------------------------------------------------------------------------------------------------------

QUOTE = arguments(
    ("source",),
    source=text("id of the source"),
    event=text("event id, to return only the quotes of its claims (default: all quotes from the source)"),
    words=text("other words to look for in the copy, at most 400 characters"),
    offset=schemas.OFFSET,
    limit=schemas.limit(QUOTES),
)
MOST_WORDS = 400
"""Characters of words that are looked for in a copy."""
_STANDS = {
    "state": schemas.one_of(
        STATES,
        "found: the copy says the same, apart from typesetting; similar: a word or number differs; missing: not in the copy;"
        " no copy: there is no readable copy",
    ),
    "passage": text("the passage in the copy with its surroundings; empty if there is none"),
    "stood": text("date of an earlier copy that has the quote, if the latest does not; else empty"),
}
STAND = schemas.answer(
    source=schemas.CITED,
    copy=record(
        "the reader's stored copy",
        state=text("intact, changed, missing, unreadable, damaged, or none"),
        stored=text("date on which it was stored; empty if there is none"),
        sha256=text("SHA-256 of the copy; empty if it cannot be read"),
        trouble=text("what is wrong with it; empty if nothing is"),
    ),
    page=schemas.PAGE,
    quotes=many(
        record(
            "a claim's quote", event=text("the event"), claim=text("the claim in short"), quote=text("the quote"), **_STANDS
        ),
        "in the order of the copy, missing quotes last",
    ),
    words=or_none(record("the result for 'words'", quote=text("the words"), **_STANDS)),
)


def quote(served: Served, given: Given) -> Plain:
    """Where the quotes of a source stand in its stored copy."""
    found, only = served.source(given.text("source").strip()), given.text("event").strip()
    if only:
        served.index.numbers([only])  # an unknown id is an error
    asked = given.text("words").strip()
    if len(asked) > MOST_WORDS:
        raise CttuiError(f"words has {len(asked):,} characters; the limit is {MOST_WORDS}")
    if asked and not words(asked):
        raise CttuiError("words: expected letters or digits")
    view = open_copy(served.index, served.library, found.id)
    quotes = [one for one in (view.quotes if view else quotes_of(served.index, found.id)) if only in {"", one.event_id}]
    offset, stop = window(given.number("offset"), given.number("limit", QUOTES), len(quotes), "quotes")
    rows = page((_quoted(one, view) for one in quotes[offset:stop]), offset, len(quotes))
    of = f"{numbered(len(quotes), 'quote')} that the timeline takes from the source"
    covers = f"{of}{f' for {only}' if only else ''}; {_counted(quotes, view)}"
    return served.answer(
        covers, served.link(served.query(f'source:"{found.id}"')) if quotes else served.link(), source=sound(cited(found)),
        copy=sound(_copy(view)), page=rows.about, quotes=rows.rows, words=sound(_looked_for(asked, view)) if asked else None,
    )  # fmt: skip


def _readable(view: CopyView | None) -> bool:
    return view is not None and bool(view.text)


def _counted(quotes: list[Quoted], view: CopyView | None) -> str:
    """How many of some quotes stand in a copy."""
    if not _readable(view):
        return "there is no stored copy" if view is None else "the stored copy cannot be read"
    states = [_state(one, view) for one in quotes]
    return ", ".join(f"{states.count(state):,} {state}" for state in STATES[:3])


def _state(one: Quoted, view: CopyView | None) -> str:
    return "no copy" if not _readable(view) else "missing" if one.state == "orphan" else one.state


def _quoted(one: Quoted, view: CopyView | None) -> Plain:
    return {"event": one.event_id, "claim": one.label, "quote": one.quote, **_stands(one, view)}


def _stands(one: Quoted, view: CopyView | None) -> Plain:
    found = passage(view.text, one.start, one.stop, AROUND) if view is not None and one.placed else ""
    return {"state": _state(one, view), "passage": found, "stood": one.stood}


def _looked_for(asked: str, view: CopyView | None) -> Plain:
    if view is None or not view.text:
        return {"quote": asked, "state": "no copy", "passage": "", "stood": ""}
    match = Folded(view.text).find(asked)
    if match is None:
        return {"quote": asked, "state": "missing", "passage": "", "stood": ""}
    found = passage(view.text, match.start, match.stop, AROUND)
    return {"quote": asked, "state": "found" if match.exact else "similar", "passage": found, "stood": ""}


def _copy(view: CopyView | None) -> Plain:
    """What is known of a copy; not from where it was stored, which may name the reader's own folders."""
    if view is None:
        return {"state": "none", "stored": "", "sha256": "", "trouble": ""}
    stored = view.about.removeprefix("stored ")[:10]
    trouble = "the stored copy cannot be read; run 'cttui verify'" if view.trouble else ""
    return {"state": view.state, "stored": stored, "sha256": view.sha256, "trouble": trouble}
