"""JSON Schemas (2020-12) of what tools take and answer, put together from a few words.

Every field of a record is always there, and no other, so that an answer that is not as its schema says fails a test.
"""

from __future__ import annotations

from cttui.explore.claims import STATES
from cttui.model.claims import LENSES

Schema = dict[str, object]
"""A JSON Schema."""

MOST_ROWS = 100
"""The most rows of one answer."""
ROWS = 20
"""Rows of an answer if the call does not say how many."""


def text(about: str) -> Schema:
    """A text."""
    return {"type": "string", "description": about}


def one_of(values: tuple[str, ...], about: str) -> Schema:
    """One of some texts."""
    return {"type": "string", "enum": list(values), "description": about}


def whole(about: str, least: int = 0, most: int | None = None) -> Schema:
    """A whole number."""
    found: Schema = {"type": "integer", "minimum": least, "description": about}
    return found if most is None else {**found, "maximum": most}


def flag(about: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": about}


def number_or_none(about: str) -> Schema:
    """A number, or null."""
    return {"type": ["number", "null"], "description": about}


def text_or_none(about: str) -> Schema:
    """A text, or null."""
    return {"type": ["string", "null"], "description": about}


def many(of: Schema, about: str) -> Schema:
    """A list."""
    return {"type": "array", "items": of, "description": about}


def texts(about: str) -> Schema:
    """A list of texts."""
    return many({"type": "string"}, about)


def record(about: str = "", /, **fields: Schema) -> Schema:
    """An object of which every field is there."""
    found: Schema = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {**found, "description": about} if about else found


def or_none(of: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [of, {"type": "null"}]}


def arguments(required: tuple[str, ...] = (), /, **fields: Schema) -> Schema:
    """What a tool takes."""
    return {"type": "object", "properties": fields, "required": list(required), "additionalProperties": False}


# -- what tools take -------------------------------------------------------------------------------------------------

FILTER = text(
    "which events, in the query language of cttui: words, and fields such as province:KP, kind:attack,operation, actor:BLA,"
    " tag:cpec, thread:kurram, publisher:dawn, standpoint:official, by:ISPR, source:ID, is:disputed, date:2024-03..2024-06,"
    " killed:>=10, order:killed; a hyphen excludes (-kind:report); empty for all events"
)
COUNT = text(f"whose figures count the dead: {', '.join(LENSES)}, a claimant's name or a source's id (default: {LENSES[0]})")
MEASURE = text("what is counted, e.g. killed, injured, operations; coverage lists the measures")
PEOPLE = text("who is counted, e.g. soldiers; wider populations that include them are also returned, marked by 'includes'")
BY = text("who states the figure, e.g. ISPR, in any known spelling")
OFFSET = whole("how many rows to skip, as 'page' of the previous answer says (default: 0)")


def limit(rows: int = ROWS) -> Schema:
    """How many rows are wanted."""
    return whole(f"how many rows to return at most (default: {rows})", 1, MOST_ROWS)


# -- what all tools answer -------------------------------------------------------------------------------------------

PAGE = record(
    "the rows in this answer",
    first=whole("number of the first row, from 1; 0 if there are none"),
    rows=whole("rows in this answer"),
    of=whole("rows in all"),
    left=whole("remaining rows"),
    more=text("how to get the remaining rows; empty if there are none"),
)
TIMELINE = record(
    "the timeline that this answer comes from",
    id=text("id"),
    title=text("title"),
    edition=text("SHA-256 of the file"),
    updated=text("date of this edition according to the file; EDTF"),
    licence=text("SPDX identifier"),
)


def answer(**fields: Schema) -> Schema:
    """What a tool answers: what stands in all answers, then its own."""
    return record(
        note=text("how to use this answer"),
        timeline=TIMELINE,
        set=text("what this answer covers, in words"),
        kept_back=texts("what is withheld, and why"),
        link=text("link to the same view: cttui open LINK"),
        **fields,
    )


# -- records ---------------------------------------------------------------------------------------------------------

ROW = record(
    "an event in a list",
    id=text("id, for the tool event"),
    date=text("EDTF; empty if unknown"),
    when=text("the date in words"),
    kind=text("what sort of event"),
    title=text("title"),
    provinces=texts("provinces, by their short names"),
    killed=text("deaths, from the lowest to the highest claim that counts; + means at least; empty if no claim counts"),
    disputes=whole("populations with conflicting figures"),
    sources=whole("number of sources"),
    link=text("link to the event"),
)
LINKED = record(
    "another event",
    id=text("id, for the tool event"),
    when=text("the date in words"),
    title=text("title"),
    link=text("link to the event"),
)
CITED = record(
    "a source in short",
    id=text("id, for the tools source and quote"),
    title=text("headline; between ‹ and ›, a description because the headline is unknown"),
    publisher=text("who published it"),
    issued=text("date of publication; EDTF, empty if unknown"),
    url=text("web address; empty if unknown"),
    standpoint=text("perspective: official, press, think-tank …"),
)
_FIGURE: dict[str, Schema] = {
    "stated": text("the figure as the source states it"),
    "low": number_or_none("lowest number that it allows; null for words"),
    "high": number_or_none("highest number that it allows; null for words and for 'at least'"),
    "by": text("who states it"),
    "by_standpoint": text("perspective of the claimant, or else of the source"),
    "quote": text("words of the source that state the figure; empty if none are recorded"),
    "note": text("a remark on the figure"),
    "as_of": text("the date to which the figure refers; EDTF"),
    "superseded": flag("whether a later figure from the same body replaces it"),
    "event": text("id of the event that records it"),
    "source": CITED,
}
FIGURE = record("a figure that somebody states in a source", **_FIGURE)
CLAIMANTS = many(
    record(
        "a claimant, and what its figures cover",
        name=text("name, as in 'by'"),
        counts=text("what its figures include and leave out"),
    ),
    "what these claimants count; read it before comparing their figures",
)
CONFLICTS = tuple(state or "none" for state in STATES)
POPULATION = record(
    "comparable figures: the same measure, population, unit, period and province",
    measure=text("what is counted"),
    who=text("who is counted"),
    unit=text("unit; empty for people"),
    period=text("period covered; empty for figures about one event"),
    province=text("province; empty for the whole"),
    event=text("title and date of the event; empty for figures about a period"),
    includes=text("the people asked for, if this is a wider population that includes them; else empty"),
    conflict=one_of(CONFLICTS, "disputed: conflicting figures; differing: compatible figures with different numbers"),
    spread=text("lowest and highest figure if disputed; else empty"),
    claims=whole("number of claims; 'figures' may hold only some of them"),
    figures=many(FIGURE, "who states which figure, in which source"),
)
CLAIM = record(
    "a claim of an event",
    number=whole("its position among the event's claims, from 1"),
    measure=text("what is counted"),
    who=text("who is counted"),
    unit=text("unit; empty for people"),
    period=text("period covered by a statistic; EDTF, empty for the event itself"),
    province=text("province code; empty if not limited to one"),
    disputed=flag("whether it is one of conflicting figures"),
    **_FIGURE,
)
