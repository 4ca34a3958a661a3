"""Every field, once: its parser's shape, its values, its facet, its sentence and its help.

To add a field, add a row to ``FIELDS``. A row's ``read`` says which values an event has; the index, the facets, the
completion and the tests all follow from it. Each measure that a timeline's claims name is a field too (``killed:>=10``),
made by ``measure_field``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, Protocol, runtime_checkable

from cttui.lazy import dataclass
from cttui.model.records import KINDS, STANDPOINTS, Event, Province, Source, Thread, Timeline
from cttui.model.register import Register
from cttui.model.sources import called
from cttui.text import key, keys, nearest, same

Shape = Literal["values", "date", "figure", "box", "order"]


@dataclass(frozen=True, slots=True)
class Facts:
    """An event with everything that fields may need."""

    event: Event
    provinces: tuple[Province, ...]
    sources: tuple[Source, ...]
    threads: tuple[Thread, ...]
    disputed: bool
    """Whether any two of its claims conflict."""
    independent: int
    """Independent sources."""
    claimants: tuple[str, ...] = ()
    """The claimants of its figures, by their canonical spelling."""
    actors: tuple[str, ...] | None = None
    """Its actors by their canonical spelling; ``None`` where the timeline declares no other spellings."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field."""

    token: str
    """The value in the bar, which identifies it: ``KP``."""
    label: str
    """The value in lists: ``Khyber Pakhtunkhwa``."""
    aliases: tuple[str, ...] = ()
    """Other accepted spellings."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field."""

    name: str
    """What is typed before the colon."""
    title: str
    """The heading in a pane."""
    shape: Shape
    phrase: str
    """Its part of the query's sentence, with ``{}`` for the values."""
    help: str
    example: str
    read: Callable[[Facts], Iterable[str]] = lambda _facts: ()
    """The tokens of the values that an event has."""
    facet: bool = False
    """Whether the facets pane lists its values."""


def _flags(facts: Facts) -> Iterable[str]:
    if facts.disputed:
        yield "disputed"
    if facts.independent == 1:
        yield "single-source"
    if any(source.sensitive for source in facts.sources):
        yield "sensitive"
    if facts.event.when is None:
        yield "undated"


def coded(field: str) -> Callable[[Facts], Iterable[str]]:
    """What reads the values that a dataset gives an event of a field which no key of an event has."""

    def read(facts: Facts) -> Iterable[str]:
        return (token for name, token in getattr(facts.event, "coded", ()) if name == field)

    return read


def _district(facts: Facts) -> Iterable[str]:
    place = facts.event.place
    return (place.district,) if place and place.district else ()


FLAGS = {
    "disputed": "with conflicting figures",
    "single-source": "from one independent source",
    "sensitive": "citing a sensitive source",
    "undated": "without a date",
    "marked": "marked by you",
    "changed": "new or changed",
}
"""The values of ``is:`` and what each means."""

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(
            "province", "Provinces", "values", "in {}", "where it happened (PK for nationwide)", "province:KP,BA",
            lambda facts: (province.short for province in facts.provinces),
        ),
        Field(
            "kind", "Kind", "values", "of kind {}", "what kind of event it is", "kind:attack,operation",
            lambda facts: (facts.event.kind,), facet=True,
        ),
        Field(
            "is", "Is", "values", "{}", ", ".join(FLAGS), "is:disputed", _flags, facet=True,
        ),
        Field("has", "Yours", "values", "with your {}", "what you added: a note", "has:note", facet=True),
        Field(
            "actor", "Actors", "values", "naming {}", "a party, in any spelling", "actor:BLA",
            lambda facts: facts.event.actors if facts.actors is None else facts.actors, facet=True,
        ),
        Field("tag", "Tags", "values", "tagged {}", "a tag", "tag:cpec", lambda facts: facts.event.tags, facet=True),
        Field(
            "thread", "Threads", "values", "on the thread {}", "a thread of events", "thread:kurram",
            lambda facts: (thread.id for thread in facts.threads), facet=True,
        ),
        Field(
            "country", "Countries", "values", "in {}", "a country of a dataset", "country:syria", coded("country"), facet=True,
        ),
        Field(
            "region", "Regions", "values", "in {}", "a region of a dataset", "region:africa", coded("region"), facet=True,
        ),
        Field(
            "category", "Categories", "values", "classed as {}", "how a dataset classifies it", "category:protests",
            coded("category"), facet=True,
        ),
        Field(
            "conflict", "Conflicts", "values", "of the conflict {}", "a conflict as a dataset names it", "conflict:kashmir",
            coded("conflict"), facet=True,
        ),
        Field(
            "dyad", "Dyads", "values", "between {}", "two parties fighting each other, in a dataset", "dyad:pakistan-ttp",
            coded("dyad"), facet=True,
        ),
        Field(
            "target", "Targets", "values", "against {}", "what was attacked, in a dataset", "target:police", coded("target"),
            facet=True,
        ),
        Field(
            "weapon", "Weapons", "values", "with {}", "the weapon used, in a dataset", "weapon:explosives",
            coded("weapon"), facet=True,
        ),
        Field(
            "standpoint", "Standpoints", "values", "from a source of standpoint {}", "the standpoint of a source",
            "standpoint:official", lambda facts: (source.standpoint for source in facts.sources), facet=True,
        ),
        Field(
            "publisher", "Publishers", "values", "published by {}", "who published a source", "publisher:dawn",
            lambda facts: (source.publisher for source in facts.sources if source.publisher), facet=True,
        ),
        Field("district", "Districts", "values", "in the district {}", "a district", "district:shangla", _district, facet=True),
        Field(
            "by", "Claimants", "values", "with a figure by {}", "who reports a figure", "by:ISPR",
            lambda facts: facts.claimants, facet=True,
        ),
        Field(
            "source", "Sources", "values", "citing {}", "a source, by id", "source:dawn-nd-usmani",
            lambda facts: (source.id for source in facts.sources),
        ),
        Field("date", "Dates", "date", "{}", "possibly on these dates (date!: certainly)", "date:2024-03..2024-06"),
        Field("order", "Order", "order", "{}", "the order of the list, most first", "order:killed"),
        Field("bbox", "Box", "box", "{}", "coordinates within a box: west,south,east,north", "bbox:69.5,33,72.1,34.5"),
    )
}  # fmt: skip
"""Every field except the measures, by name."""

CHANGED = ("is", "changed")
"""The field and token of the events that are new or changed, since the timeline was opened or since a revision."""
OWN = (("is", "marked"), ("has", "note"), CHANGED)
"""Fields and tokens that depend on the reader: no event has them when a timeline is compiled."""


def measure_field(measure: str) -> Field:
    """The field of a measure: ``killed:>=10`` finds events that some claim possibly puts at ten or more."""
    return Field(
        measure, measure.capitalize(), "figure", f"{{}} {measure.replace('-', ' ')}", f"how many {measure}", f"{measure}:>=10"
    )


class FactsMaker(Protocol):
    """Makes ``Facts`` of an event."""

    def __call__(
        self, event: Event, disputed: bool, independent: int, own: Sequence[Source] | None = None
    ) -> Facts:  # fmt: skip
        """Make them; ``own`` are its sources if they are not those that the timeline has for it."""


def facts_of(timeline: Timeline) -> FactsMaker:
    """Return a factory of ``Facts`` for one timeline's events; its other arguments come from ``claims.py``."""
    provinces = {province.code: province for province in timeline.provinces}
    sources = {source.id: source for source in timeline.sources}
    register = Register(timeline.claimants, timeline.populations)
    actors = {same(alias): actor.name for actor in timeline.actors for alias in actor.aliases}
    actors.update((same(actor.name), actor.name) for actor in timeline.actors)
    threads: dict[str, list[Thread]] = {}
    for thread in timeline.threads:
        for event_id in dict.fromkeys(thread.events):
            threads.setdefault(event_id, []).append(thread)

    def make(event: Event, disputed: bool, independent: int, own: Sequence[Source] | None = None) -> Facts:
        return Facts(
            event,
            tuple(provinces[code] for code in event.provinces),
            tuple(own if own is not None else (sources[source] for source in event_sources(event))),
            tuple(threads.get(event.id, ())),
            disputed,
            independent,
            tuple(dict.fromkeys(register.claimant(claim.by) for claim in event.claims)),
            tuple(dict.fromkeys(actors.get(same(actor), actor) for actor in event.actors)) if actors else None,
        )

    return make


def event_sources(event: Event) -> tuple[str, ...]:
    """The ids of an event's sources: those it lists, then those named only by its claims.

    A reader sees them as ``model.sources.in_order`` puts them.
    """
    return tuple(dict.fromkeys((*event.sources, *(claim.source for claim in event.claims))))


SAME_FIGURES = (
    ("killed", "dead", "deaths", "death", "died", "fatalities", "fatality", "toll", "kills", "martyred", "slain", "casualties"),
    ("injured", "wounded", "injuries", "injury", "hurt", "wounds", "casualties"),
    ("arrested", "detained", "arrests", "detentions", "apprehended", "captured"),
    ("abducted", "kidnapped", "abductions", "kidnappings", "hostages"),
    ("missing", "disappeared", "disappearances"),
    ("displaced", "people-displaced", "refugees", "evacuated"),
    ("surrendered", "surrenders"),
    ("affected", "victims"),
)
"""Words for what is counted, each line for the same: a measure of the timeline is proposed for the others of its line."""

VAST = 20_000
"""Values of a field up to which they are folded, offered and compared with what is typed: a tenth of a second, once."""


@runtime_checkable
class Counting(Protocol):
    """Values that are read on first use, and counted before."""

    def size(self, field: str) -> int:
        """How many values a field has; 0 for a field without values."""


class Vocabulary:
    """The fields and values of one timeline, and how people spell them."""

    def __init__(self, measures: Iterable[str], values: Mapping[str, tuple[Value, ...]], period: str = "") -> None:
        """Take the measures that claims name, the values of each field with the shape ``values``, and the timeline's period."""
        self.period = period
        self.measures = tuple(measures)
        self.fields = {**{name: measure_field(name) for name in self.measures if name not in FIELDS}, **FIELDS}
        self.values = values
        # asked for every key and field: to look whether an object fits a protocol takes longer than the answer
        self._size = cache(values.size) if isinstance(values, Counting) else lambda field: len(values.get(field, ()))
        self._key = lru_cache(maxsize=64)(key)
        """``key``, cached: what is typed is held against field after field."""
        self._labels: dict[str, dict[str, str]] = {}
        self._spellings: dict[str, dict[str, str]] = {}
        self._alike: dict[str, dict[str, list[str]]] = {}
        """Of each field, the values that differ by case, accents and marks alone, by what they have in common."""
        self._named: dict[str, list[tuple[str, str]]] = {}

    def resolve(self, field: str, spelling: str) -> str | None:
        """The token of the value with a given spelling; ``None`` if there is none."""
        if spelling in self._labels_of(field):
            return spelling
        if self.is_vast(field):
            return None
        spelt = self._spellings_of(field)
        folded = self._key(spelling)
        return spelt.get(folded) or spelt.get(folded.removeprefix("the "))

    def meant(self, field: str, spelling: str) -> tuple[str, ...]:
        """The tokens of the values that a spelling means; empty if there is none.

        They are several where a dataset writes one name in several ways, and none of them is this.
        """
        token = self.resolve(field, spelling)
        if token is None or token == spelling:
            return () if token is None else (token,)
        return tuple(self._alike.get(field, {}).get(self._key(token), (token,)))

    def is_vast(self, field: str) -> bool:
        """Whether a field has so many values (a source for nearly every event) that nobody is offered them in a list."""
        return self.size(field) > VAST

    def size(self, field: str) -> int:
        """How many values a field has; none of them is read for it where they are read on first use."""
        return self._size(field)

    def has(self, field: str, token: str) -> bool:
        """Whether a field has a value with a token."""
        return token in self._labels_of(field)

    def label(self, field: str, token: str) -> str:
        """The label of a value in lists."""
        return self._labels_of(field).get(token, token)

    def labelled(self, field: str, tokens: Sequence[str]) -> list[str]:
        """The labels of some values in lists."""
        return list(map(self._labels_of(field).get, tokens, tokens))

    def fitting(self, field: str, wanted: Sequence[str]) -> frozenset[str]:
        """The tokens of the values with a spelling whose words begin with all of some folded words."""
        if field not in self._named:
            # folded once: a person types letter after letter
            named = {
                value.token: dict.fromkeys((value.token, value.label, *value.aliases)) for value in self.values.get(field, ())
            }
            folded = keys(chain.from_iterable(named.values()))
            self._named[field] = [(token, "\n".join([f" {folded[name]}" for name in spelt])) for token, spelt in named.items()]
        starts = [f" {word}" for word in wanted]
        found = self._named[field]
        for start in starts:
            # most values have no such word in any spelling
            found = [named for named in found if start in named[1]]
        if len(starts) > 1:
            found = [named for named in found if any(all(start in name for start in starts) for name in named[1].split("\n"))]
        return frozenset(token for token, _ in found)

    def _labels_of(self, field: str) -> dict[str, str]:
        """The labels of a field's values by token, built on first use: a timeline has many sources."""
        if field not in self._labels:
            self._labels[field] = {value.token: value.label for value in self.values.get(field, ())}
        return self._labels[field]

    def _spellings_of(self, field: str) -> dict[str, str]:
        """The tokens of a field by every folded spelling, built on first use."""
        if field not in self._spellings:
            spelt = self._spellings[field] = {}
            values = self.values.get(field, ())
            folded = keys(chain.from_iterable((value.token, value.label, *value.aliases) for value in values))
            # a token or label takes precedence over another value's alias
            alike = self._alike[field] = {}
            for value in values:
                if (first := spelt.setdefault(folded[value.token], value.token)) != value.token:
                    alike.setdefault(folded[value.token], [first]).append(value.token)
            for value in values:
                for spelling in dict.fromkeys((value.label, *value.aliases)):
                    name = folded[spelling]
                    for form in (name, name.replace(" ", ""), name.removeprefix("the ")):
                        spelt.setdefault(form, value.token)
        return self._spellings[field]

    def namesakes(self, field: str, spelling: str) -> tuple[str, ...]:
        """The tokens of the values that share a name and are told apart by the country behind it; none if fewer than two."""
        folded = self._key(spelling)
        found = tuple(value.token for value in self.values.get(field, ()) if key(value.token.partition(" (")[0]) == folded)
        return found if len(found) > 1 else ()

    def nearest_field(self, name: str) -> str:
        """The field that a name means, by another word for what is counted or as a misspelling; empty for none.

        A field whose values no event has is not proposed.
        """
        usable = {field.name: field.name for field in self.fields.values() if field.shape != "values" or self.size(field.name)}
        for line in SAME_FIGURES:
            if measure := next((word for word in line if word in self.measures), ""):
                usable.update({word: usable.get(word, measure) for word in line if word not in usable})
        return usable.get(nearest(name, usable, cutoff=75), "")

    def nearest_value(self, field: str, spelling: str) -> str:
        """The token of the value most similar to a misspelt one; empty for none, and where there are too many to compare."""
        if self.is_vast(field):
            return ""
        spelt = self._spellings_of(field)
        return spelt.get(nearest(spelling, spelt, folded=True), "")


def vocabulary_of(timeline: Timeline, used: Mapping[str, Iterable[str]]) -> Vocabulary:
    """The vocabulary of a timeline.

    Args:
        timeline: The timeline.
        used: For each field, the tokens that its events have, in the order to list them.
    """
    declared: dict[str, list[Value]] = {
        "province": [Value(p.short, p.name, (p.code, *p.aliases)) for p in timeline.provinces],
        "kind": [Value(kind, kind) for kind in KINDS],
        "is": [Value(flag, flag) for flag in FLAGS],
        "has": [Value("note", "note")],
        "standpoint": [Value(standpoint, standpoint) for standpoint in STANDPOINTS],
        "actor": [Value(actor.name, actor.name, actor.aliases) for actor in timeline.actors],
        "by": [Value(claimant.name, claimant.name, claimant.aliases) for claimant in timeline.claimants],
        "thread": [Value(thread.id, thread.title) for thread in timeline.threads],
        "source": [Value(source.id, str(called(source))) for source in timeline.sources],
    }
    values: dict[str, tuple[Value, ...]] = {}
    for field in FIELDS.values():
        if field.shape != "values":
            continue
        known = {value.token: value for value in declared.get(field.name, ())}
        for token in used.get(field.name, ()):
            known.setdefault(token, Value(token, token))
        values[field.name] = tuple(known.values())
    measures = sorted({claim.measure for event in timeline.events for claim in event.claims})
    return Vocabulary(measures, values, timeline.meta.period)
