"""ACLED: Armed Conflict Location & Event Data, as the CSV that its export tool writes.

Codes: "ACLED Codebook" (2023 and 2024), and ACLED's answers to questions about fatalities. The export has 31 columns since
March 2023; older ones also have ``data_id``, ``event_id_no_cnty`` and ``iso3``. Dates are written in digits or words, types of
actors in words or numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cttui.imports import apart, codebooks, units
from cttui.imports import cells as read
from cttui.imports.format import Cells, Format, Parts, Piece, Reader, Said, Sourcing, filled, source_id
from cttui.model.records import Claim, Claimant, Precision, Source

DATASET = Source(
    id="acled", type="dataset", title="Armed Conflict Location & Event Data (ACLED)", publisher="ACLED",
    url="https://acleddata.com/", standpoint="think-tank",
    digest="Political violence, demonstrations and developments of strategic importance, coded from news and other reports.",
)  # fmt: skip
CLAIMANT = Claimant(
    name="ACLED",
    standpoint="think-tank",
    aliases=("Armed Conflict Location & Event Data", "Armed Conflict Location and Event Data Project"),
    counts=(
        "Reported deaths on all sides; where reports differ, the most conservative estimate. Vague words are coded as numbers:"
        " 10 for tens, 12 for dozens, 100 for hundreds; 0 may also mean that no number is known. A total for several events is"
        " divided among them."
    ),
)

_KINDS = {
    "battles": "battle", "explosions/remote violence": "attack", "violence against civilians": "attack", "protests": "protest",
    "riots": "riot", "strategic developments": "other",
    # up to 2018
    "battle-no change of territory": "battle", "battle-government regains territory": "battle",
    "battle-non-state actor overtakes territory": "battle", "remote violence": "attack", "riots/protests": "protest",
    "strategic development": "other", "non-violent transfer of territory": "other", "headquarters or base established": "other",
}  # fmt: skip
"""By event_type, in lower case."""
_OPERATIONS = frozenset({"arrests", "disrupted weapons use"})
"""Strategic developments, by sub_event_type, that are an act of one side against another."""

_HALF_A_WEEK = timedelta(3)


def _dates(cells: Cells) -> Said:
    """The day; about the week around it, or about its month, where ACLED coded only the middle of what the source says."""
    written, precision, year = cells
    day = read.day(written)
    if day is None:
        said = read.year(year)
        taken = f"the event is dated {said}" if said else "the event has no date"
        told = f"event_date {read.quoted(written)} is not a date" if written.strip() else "event_date is empty"
        return Said(date=said, faults=(f"{told}; {taken}",))
    code = read.code(precision)
    if code in {"", "1"}:
        return Said(date=day.isoformat())
    if code == "2":
        return Said(date=_week(day))
    if code == "3":
        return Said(date=f"{day.isoformat()[:7]}~")
    fault = f"time_precision {read.quoted(precision)} is not 1, 2 or 3; the date is approximate"
    return Said(date=f"{day.isoformat()}~", faults=(fault,))


def _week(middle: date) -> str:
    try:
        return f"{(middle - _HALF_A_WEEK).isoformat()}~/{(middle + _HALF_A_WEEK).isoformat()}~"
    except OverflowError:
        return f"{middle.isoformat()}~"


def _event(cells: Cells) -> Said:
    event, sub, disorder = (read.name(cell) for cell in cells)
    kind = _KINDS.get(event.lower(), "")
    faults = () if kind or not event else (f"event_type {read.quoted(event)} is none of ACLED's; the kind is other",)
    if kind == "other" and sub.lower() in _OPERATIONS:
        kind = "operation"
    categories = (event, sub, *read.split(disorder))
    return Said(
        kind=kind or "other",
        title=sub or event,
        values=read.values(*(("category", one) for one in categories)),
        faults=faults,
    )


def _actor(cells: Cells) -> Said:
    """A main actor, who is a part of the title too."""
    return Said(title=read.name(cells[0]), values=read.values(("actor", cells[0])))


def _associates(cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    """The actors beside a main one; up to 2016 their columns were called otherwise."""
    named, before = cells
    return [(_associate, (one,)) for one in (named or before).split(";")]


def _associate(cells: Cells) -> Said:
    return Said(values=read.values(("actor", cells[0])))


def _target(cells: Cells) -> Said:
    return Said(values=read.values(("target", "civilians")) if read.name(cells[0]) else ())


_PRECISION: dict[str, Precision] = {"1": "town", "2": "district", "3": "province"}
"""By ``geo_precision``: a town that is named, a town that stands for an area near it, a natural place or a capital that stands
for a larger region."""


_precise = apart.precise("geo_precision", _PRECISION, _PRECISION, "1, 2 or 3")


_place = Parts(apart.by(apart.where, 0), apart.by(apart.district, 1), apart.by(_precise, 4), apart.by(apart.at, 2, 3))


def _fatalities(cells: Cells) -> Said:
    faults: list[str] = []
    killed = read.figure("fatalities", cells[0], faults, whole=True)
    if killed is None:
        return Said(faults=tuple(faults))
    return Said(claims=(Claim(measure="killed", who="all", value=killed, by=CLAIMANT.name, source=DATASET.id),))


def _tag(cells: Cells) -> Said:
    """A tag, unless it is the size of a crowd, which is a figure in words and has thousands of forms."""
    if cells[0].strip().lower().startswith("crowd size"):
        return Said()
    return Said(values=read.values(("tag", read.slug(cells[0]))))


def _keys(cells: Cells) -> tuple[str, ...]:
    """The publishers that a row names; asked of every row."""
    if ";" not in cells[0]:
        return (only,) if (only := cells[0].strip()) and only not in read.MISSING else ()
    return tuple(dict.fromkeys(one for part in cells[0].split(";") if (one := part.strip())))


def _sources(cells: Cells) -> tuple[Source, ...]:
    return tuple(
        Source(id=source_id(key), type="article", publisher=read.name(key), standpoint="unknown") for key in _keys(cells)
    )


ACLED = Format(
    id="acled",
    title="ACLED",
    required=frozenset({"event_id_cnty", "event_date", "event_type"}),
    older=(frozenset({"event_date", "event_type", "sub_event_type"}),),
    ident="event_id_cnty",
    pieces=filled(
        Piece("dates", ("event_date", "time_precision", "year"), _dates),
        Piece("event", ("event_type", "sub_event_type", "disorder_type"), _event),
        Piece("actor1", ("actor1",), _actor),
        Piece("actor2", ("actor2",), _actor),
        apart.piece("associates1", ("assoc_actor_1", "ally_actor_1"), _associates),
        apart.piece("associates2", ("assoc_actor_2", "ally_actor_2"), _associates),
        Piece("target", ("civilian_targeting",), _target),
        Piece("country", ("country", "region", "admin1"), units.said_home),
        apart.piece("place", ("location", "admin2", "latitude", "longitude", "geo_precision"), _place),
        Piece("fatalities", ("fatalities",), _fatalities),
        apart.piece("tags", ("tags",), apart.each(_tag)),
        apart.piece("publishers", ("source",), apart.each(apart.publisher), aside=True),
    ),
    texts=("notes", "admin3"),
    summary="notes",
    dataset=DATASET,
    claimant=CLAIMANT,
    sourcing=Sourcing(("source",), _keys, _sources),
    prefix="acled-",
    joined=", ",
    meanings=codebooks.ACLED,
    days=("event_date",),
    method=(
        "Each event is a row of an ACLED export, as ACLED coded it. With time_precision 2, the date is about the week around"
        " the day that ACLED gives; with 3, about its month. Coordinates are those of a town where geo_precision is 1, of a"
        " district where it is 2 and of a province where it is 3. The fatalities of a row are one claim by ACLED, even if they"
        " are 0. The sources of a row are the publishers that it names, one source each for all rows; neither their articles"
        " nor their standpoints are known. ACLED corrects and withdraws rows later, so an export shows the state on its day."
    ),
    terms="ACLED's terms of use and its attribution rules apply to the file and to anything made from it.",
)
"""The format of ACLED."""
