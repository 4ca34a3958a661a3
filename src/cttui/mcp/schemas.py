"""JSON Schemas (2020-12) of what tools take and answer, put together from a few words.

Every field of a record is always there, and no other, so that an answer that is not as its schema says fails a test.
"""

from __future__ import annotations

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
COUNT = text("whose figures count the dead: all, lowest, highest, official, a claimant's name or a source's id (default: all)")
MEASURE = text("what is counted, e.g. killed, injured, operations; the tool coverage lists the measures")
PEOPLE = text("who is counted, e.g. soldiers; populations that include them are answered too, and say so in 'includes'")
BY = text("who states the figure, e.g. ISPR, in any spelling")
OFFSET = whole("how many rows to skip, as 'page' of the answer before says (default: 0)")


def limit(rows: int = ROWS) -> Schema:
    """How many rows are wanted."""
    return whole(f"the most rows to answer (default: {rows})", 1, MOST_ROWS)


# -- what all tools answer -------------------------------------------------------------------------------------------

PAGE = record(
    "which rows of all these are",
    first=whole("the number of the first row, from 1; 0 if there are none"),
    rows=whole("rows in this answer"),
    of=whole("rows in all"),
    left=whole("rows after these"),
    more=text("how to get the rows after these; empty if there are none"),
)
TIMELINE = record(
    "what is answered from",
    id=text("id"),
    title=text("title"),
    edition=text("SHA-256 of the file"),
    updated=text("the date of the edition, as the file says; EDTF"),
    licence=text("SPDX identifier"),
)


def answer(**fields: Schema) -> Schema:
    """What a tool answers: what stands in all answers, then its own."""
    return record(
        note=text("how to read the answer"),
        timeline=TIMELINE,
        set=text("what the answer covers, in words"),
        kept_back=texts("what is not answered, and why"),
        link=text("opens the same view in cttui: cttui open LINK"),
        **fields,
    )


# -- records ---------------------------------------------------------------------------------------------------------

ROW = record(
    "an event in a list",
    id=text("id, which the tool event takes"),
    date=text("EDTF; empty if not known"),
    when=text("the date in words"),
    kind=text("what sort of event"),
    title=text("title"),
    provinces=texts("provinces, by their short names"),
    killed=text("the dead, from the lowest to the highest claim that counts; a plus means at least; empty if none count"),
    disputes=whole("populations whose figures cannot all hold"),
    sources=whole("sources"),
    link=text("opens the event in cttui"),
)
LINKED = record(
    "another event",
    id=text("id, which the tool event takes"),
    when=text("the date in words"),
    title=text("title"),
    link=text("opens the event in cttui"),
)
CITED = record(
    "a source in short",
    id=text("id, which the tools source and quote take"),
    title=text("headline; between ‹ and › what stands for one that is not known"),
    publisher=text("who published it"),
    issued=text("when; EDTF, empty if not known"),
    url=text("address; empty if none is known"),
    standpoint=text("its perspective: official, press, think-tank …"),
)
_FIGURE: dict[str, Schema] = {
    "stated": text("the figure as the source states it"),
    "low": number_or_none("the lowest number that it allows; null for words"),
    "high": number_or_none("the highest; null for words and for 'at least'"),
    "by": text("who states it"),
    "by_standpoint": text("the claimant's perspective, or the source's"),
    "quote": text("the words of the source that state the figure; empty if none are recorded"),
    "note": text("what else to know of the figure"),
    "as_of": text("the day that the figure is of; EDTF"),
    "superseded": flag("whether a later figure by the same claimant replaces it"),
    "event": text("the event that it is recorded with"),
    "source": CITED,
}
FIGURE = record("a figure that somebody states in a source", **_FIGURE)
CLAIMANTS = many(
    record(
        "a claimant of which the timeline knows what its figures cover",
        name=text("as 'by' gives it"),
        counts=text("what its figures cover and leave out"),
    ),
    "what the figures of these claimants cover; read it before comparing two of them",
)
CONFLICTS = ("disputed", "differing", "none")
POPULATION = record(
    "comparable figures: one measure, population, unit, period and province",
    measure=text("what is counted"),
    who=text("who is counted"),
    unit=text("unit; empty for people"),
    period=text("what the figures cover; empty for figures about one event"),
    province=text("province; empty for the whole"),
    event=text("the event that they are about, by its title; empty for figures of a period"),
    includes=text("the people asked for, of whom these are a wider count; empty if these are the people asked for"),
    conflict=one_of(CONFLICTS, "disputed: some figures cannot all hold; differing: other numbers that could all hold"),
    spread=text("lowest and highest figure, if disputed"),
    claims=whole("figures in all, of which 'figures' may be some"),
    figures=many(FIGURE, "who states which figure, in which source"),
)
CLAIM = record(
    "a claim of an event",
    number=whole("its place among the claims of the event, from 1"),
    measure=text("what is counted"),
    who=text("who is counted"),
    unit=text("unit; empty for people"),
    period=text("what a statistic covers; EDTF, empty for the event itself"),
    province=text("province code; empty for all"),
    disputed=flag("whether figures on the same cannot all hold"),
    **_FIGURE,
)
