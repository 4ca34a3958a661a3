"""The rules of the reader of figures, from their file of data: what words mean, and what a number beside them is.

A rule of the reader is a row of ``english.toml``; this module reads it once and lays it out for finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from cttui.proposals.tokens import words_of

FILE = Path(__file__).with_name("english.toml")

_DOUBTING = (
    "denying",
    "disproved",
    "false",
    "falsely",
    "negations",
    "none",
    "would",
    "expected",
    "modals",
    "supposing",
    "attempting",
)
"""The tables of ``[unreal]`` with a word of which every denial and every expectation begins or ends."""

T = TypeVar("T")
Phrase = tuple[str, ...]
"""Words and signs of a rule in their order, in small letters."""
Counted = Literal["people", "things", "never", "event"]
"""What a noun counts: people, things, something that no figure counts, or what a measure is named for."""
Side = Literal["min", "max", "about", "none"]
"""What a phrase beside a number says of it: at least, at most, about, or nothing."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that is counted."""

    counted: Counted
    plural: bool
    measure: str = ""
    """The measure that it is named for; empty if it is for none."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says of a number beside it."""

    measure: str
    of: str
    """What is counted: ``people``, ``things``, ``time``, ``percent``; anything where empty."""
    before: bool = False
    """Whether it may stand before the number."""
    after: bool = False
    """Whether it may stand after the number."""
    active: bool = False
    """Whether it is done by those that are counted, and says nothing of those that it was done to."""


class Phrases(Generic[T]):
    """Phrases found by the word that they begin with, or end with, the longest first."""

    def __init__(self, rows: Iterable[tuple[Phrase, T]], *, backward: bool = False) -> None:
        self.backward = backward
        self.found: dict[str, list[tuple[Phrase, T]]] = {}
        for words, meaning in rows:
            self.found.setdefault(words[-1 if backward else 0], []).append((words, meaning))
        # many phrases end with "of" or begin with "at": those of two words and more are found by two
        self.pairs: dict[tuple[str, str], list[tuple[Phrase, T]]] = {}
        self.alone: dict[str, T] = {}
        for word, same in self.found.items():
            same.sort(key=lambda row: -len(row[0]))
            for words, meaning in same:
                if len(words) == 1:
                    self.alone.setdefault(word, meaning)
                else:
                    self.pairs.setdefault((word, words[-2 if backward else 1]), []).append((words, meaning))

    def at(self, low: Sequence[str], place: int, edge: int) -> tuple[int, T] | None:
        """The longest phrase that begins at a place, or ends there: how many words it has, and its meaning.

        Args:
            low: Words in small letters.
            place: Where it begins, or ends.
            edge: Where the words end that it may take; for phrases found by their end, where they begin.
        """
        word = low[place]
        if word not in self.found:
            return None
        beside = place - 1 if self.backward else place + 1
        if beside >= edge if self.backward else beside < edge:
            for words, meaning in self.pairs.get((word, low[beside]), ()):
                size = len(words)
                first = place - size + 1 if self.backward else place
                fits = first >= edge if self.backward else place + size <= edge
                if fits and (size == 2 or tuple(low[first : first + size]) == words):
                    return size, meaning
        inside = place >= edge if self.backward else place < edge
        return (1, self.alone[word]) if inside and word in self.alone else None


@dataclass(frozen=True)
class Rules:
    """All rules, laid out for finding; the comments in the file of data say what each table means."""

    ones: Mapping[str, Decimal]
    tens: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    suffixes: Mapping[str, str]
    kept: Mapping[str, str]
    bare: frozenset[str]
    halves: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    vague: Phrases[str]
    starts: frozenset[str]
    """Every word that a number in words may begin with."""
    after_article: frozenset[str]
    """What stands behind the article that a number begins with: a dozen, a few, a quarter, an hour."""
    weak: frozenset[str]
    partial: frozenset[str]
    done: frozenset[str]
    undergone: frozenset[str]
    """What may stand before one of those: and scores were wounded."""
    single: frozenset[str]
    ordinals: frozenset[str]

    before: Phrases[Side]
    after: Phrases[Side]
    risen: frozenset[str]
    joins: frozenset[str]
    ranging: frozenset[str]
    changing: frozenset[str]
    moved: frozenset[str]
    """Before "by" and a number, that it is how much a count changed: rose by two to 14."""
    behind: frozenset[str]
    """What a bound behind what is counted begins with: 12 people at most."""
    listing: frozenset[str]
    """What makes the words of a bound behind a noun the next of a list: 12 soldiers and more than five guards."""
    paired: frozenset[str]

    percent: Phrases[str]
    time: Mapping[str, str]
    size: Mapping[str, str]
    lengths: frozenset[str]
    containers: frozenset[str]
    off: frozenset[str]
    trips: frozenset[str]
    levels: frozenset[str]
    hauls: frozenset[str]
    masses: frozenset[str]
    weights: frozenset[str]
    flying: frozenset[str]
    dimensions: frozenset[str]
    joined: Mapping[str, str]
    bodies: frozenset[str]
    weighed: frozenset[str]
    planned: frozenset[str]
    worth: frozenset[str]
    walked: frozenset[str]
    whose: frozenset[str]
    """Words between a number and its currency."""
    shared: frozenset[str]
    """Currencies that many countries have, which another country's name makes another unit."""
    more: frozenset[str]
    """Words between a number and its unit."""
    money_before: Mapping[str, str]
    money_after: Mapping[str, str]

    nouns: Mapping[str, Noun]
    stops: frozenset[str]
    auxiliaries: frozenset[str]
    passives: frozenset[str]
    adverbs: frozenset[str]
    known: frozenset[str]
    partitive: frozenset[str]
    """What may stand behind "of" where a number is a part of something known: 12 of them."""
    joining: frozenset[str]
    collective: frozenset[str]
    short: frozenset[str]
    apart: frozenset[str]
    """The words of numbers, which a hyphen at a line's end leaves apart: twenty-five."""
    unclear: frozenset[Phrase]
    leading: frozenset[str]
    """Words for several that also lead to another noun: police officers."""
    states: frozenset[str]
    """What people are that no noun leads to: at least one official dead."""
    participles: frozenset[str]
    """Cues of one word that stand on either side: killed, injured."""

    sets: Mapping[str, frozenset[str]]
    """The tables of ``[exclusions]``, by name."""
    unreal: Mapping[str, frozenset[str]]
    """The tables of ``[unreal]``, by name."""
    doubting: frozenset[str]
    """Words without one of which a text denies and expects no number."""
    ages: Phrases[str]
    age_before: Phrases[str]

    linking: frozenset[str]
    acting: frozenset[str]
    objects: frozenset[str]
    ends: frozenset[str]
    counts: frozenset[str]
    sparing: frozenset[str]
    risks: frozenset[str]
    fleeing: frozenset[str]
    reaching: frozenset[str]
    lately: frozenset[str]
    tolls: frozenset[str]
    standing: frozenset[str]
    events: frozenset[str]
    """The measures that count no people: attacks, incidents, operations."""
    rising: frozenset[str]
    parts: frozenset[str]
    rates: Phrases[bool]
    following: frozenset[str]
    placing: frozenset[str]
    counting: Phrases[bool]
    instead: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    """For a measure, another that holds where one of some words stands before it."""
    enclosing: Mapping[str, str]
    modals: frozenset[str]
    infinitives: frozenset[str]
    cues: Phrases[tuple[Cue, ...]]
    costs: Mapping[str, float]
    passing: Mapping[str, float]
    """What passing a word costs, where it is not what any word costs."""


def spelt(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Phrases as words, each alternative apart: ``his|her life`` is two."""
    for phrase in phrases:
        for chosen in product(*(part.split("|") for part in phrase.split())):
            yield tuple(word for part in chosen for word in words_of(part))


def _numbers(table: Mapping[str, int | str]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in table.items()}


def _plurals(noun: str) -> Iterator[str]:
    """How a noun may be written for several: as English adds its s."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        yield f"{noun[:-1]}ies"
    elif noun.endswith(("s", "sh", "ch", "x", "z")):
        yield f"{noun}es"
    else:
        yield f"{noun}s"


def _nouns(data: Mapping[str, Any]) -> dict[str, Noun]:
    """Every form of every noun; a word that several tables hold means what the last one says."""
    found: dict[str, Noun] = {}
    irregular = frozenset(data["nouns"]["several"])

    def add(word: str, counted: Counted, measure: str = "") -> None:
        several = word in irregular or word.endswith(("men", "women"))
        found[word] = Noun(counted, several, measure)
        if not several:
            for plural in _plurals(word):
                found[plural] = Noun(counted, True, measure)

    for counted in ("people", "things", "never"):
        for word in data["nouns"][counted]:
            add(word, counted)
    for row in data["measure"]:
        for words in spelt(row["nouns"]):
            if len(words) == 1:
                add(words[0], "event", row["name"])
    return found


def _cues(measures: Iterable[Mapping[str, Any]]) -> Phrases[tuple[Cue, ...]]:
    """The cues of all measures: a phrase that is in both lists of one is a cue on either side."""
    grouped: dict[Phrase, list[Cue]] = {}
    for row in measures:
        before, after = set(spelt(row["before"])), set(spelt(row["after"]))
        for phrase in sorted(before | after):
            cue = Cue(row["name"], row["of"], phrase in before, phrase in after, row.get("active", False))
            grouped.setdefault(phrase, []).append(cue)
    return Phrases((phrase, tuple(cues)) for phrase, cues in grouped.items())


@cache
def rules() -> Rules:
    """The rules for English, read once."""
    # compiled, it reads the file in a tenth of the time that the standard library takes
    import tomli

    data = tomli.loads(FILE.read_text(encoding="utf-8"))
    numbers, bounds, units, nouns = data["numbers"], data["bounds"], data["units"], data["nouns"]
    words = {name: frozenset(table) for name, table in data["exclusions"].items() if name not in ("ages", "age_before")}
    unreal = {name: frozenset(table) for name, table in data["unreal"].items()}
    sides: tuple[Side, ...] = ("none", "about", "min", "max")
    costs = dict(data["costs"])
    passing = costs.pop("words")
    vague = Phrases((phrase, " ".join(phrase)) for phrase in spelt(numbers["vague"]))
    return Rules(
        ones=_numbers(numbers["ones"]),
        tens=_numbers(numbers["tens"]),
        scales=_numbers(numbers["scales"]),
        suffixes=numbers["suffixes"],
        kept=numbers["kept"],
        bare=frozenset(numbers["bare"]),
        halves=_numbers(numbers["halves"]),
        fractions=_numbers(numbers["fractions"]),
        vague=vague,
        starts=frozenset({*vague.found, *numbers["ones"], *numbers["tens"], *numbers["bare"], *numbers["halves"], "a", "an"}),
        after_article=frozenset(
            {
                *(words[1] for words, _ in vague.found["a"] if len(words) > 1),
                *(*numbers["bare"], *numbers["kept"], *numbers["halves"], *units["time"]),
            }
        ),
        partial=frozenset(numbers["partial"]),
        weak=frozenset(numbers["weak"]),
        done=frozenset(numbers["done"]),
        undergone=frozenset(numbers["undergone"]),
        single=frozenset(numbers["single"]),
        ordinals=frozenset(numbers["ordinals"]),
        before=Phrases(((phrase, side) for side in sides for phrase in spelt(bounds[side])), backward=True),
        after=Phrases((phrase, side) for side in sides for phrase in spelt(bounds["after"][side])),
        risen=frozenset(bounds["risen"]),
        joins=frozenset(bounds["range"]["joins"]),
        paired=frozenset(bounds["range"]["counts"]),
        ranging=frozenset(bounds["range"]["ranging"]),
        changing=frozenset(bounds["range"]["changing"]),
        moved=frozenset(bounds["range"]["moved"]),
        behind=frozenset(bounds["after"]["behind"]),
        listing=frozenset(bounds["after"]["next"]),
        percent=Phrases((tuple(words_of(phrase)), unit) for phrase, unit in units["percent"].items()),
        time={form: unit for word, unit in units["time"].items() for form in (word, *_plurals(word))},
        size={form: unit for word, unit in units["size"].items() for form in (word, *_plurals(word))},
        lengths=frozenset(units["lengths"]),
        containers=frozenset(units["containers"]),
        off=frozenset(units["off"]),
        trips=frozenset(units["trips"]),
        levels=frozenset(units["levels"]),
        hauls=frozenset(units["hauls"]),
        masses=frozenset(units["masses"]),
        weights=frozenset(units["weights"]),
        flying=frozenset(units["flying"]),
        dimensions=frozenset(units["dimensions"]),
        joined=units["joined"],
        bodies=frozenset(units["bodies"]),
        weighed=frozenset(units["weighed"]),
        planned=frozenset(units["planned"]),
        worth=frozenset(units["worth"]),
        walked=frozenset(units["walked"]),
        whose=frozenset(units["money"]["whose"]),
        shared=frozenset(units["money"]["shared"]),
        more=frozenset(units["more"]),
        money_before=units["money"]["before"],
        money_after=units["money"]["after"],
        nouns=_nouns(data),
        stops=frozenset(nouns["stops"]),
        passives=frozenset(nouns["passives"]),
        auxiliaries=frozenset(nouns["auxiliaries"]),
        adverbs=frozenset(nouns["adverbs"]),
        collective=frozenset(nouns["collective"]),
        joining=frozenset(nouns["joining"]),
        short=frozenset(data["short"]),
        apart=frozenset({*numbers["ones"], *numbers["tens"], *numbers["scales"], *numbers["halves"], "a"}),
        partitive=frozenset({*nouns["known"], "them", "whom", "us"}),
        known=frozenset(nouns["known"]),
        unclear=frozenset(spelt(nouns["unclear"])),
        leading=frozenset(nouns["leading"]),
        states=frozenset(nouns["states"]),
        participles=frozenset(
            phrase[0]
            for row in data["measure"]
            for phrase in {*spelt(row["before"])} & {*spelt(row["after"])}
            if len(phrase) == 1 and phrase[0].endswith(("ed", "en", "ain", "hurt"))
        ),
        sets=words,
        unreal=unreal,
        doubting=frozenset().union(*(unreal[name] for name in _DOUBTING)),
        ages=Phrases((phrase, "age") for phrase in spelt(data["exclusions"]["ages"])),
        age_before=Phrases(((phrase, "age") for phrase in spelt(data["exclusions"]["age_before"])), backward=True),
        linking=frozenset(data["cues"]["linking"]),
        objects=frozenset(data["cues"]["objects"]),
        acting=frozenset(data["cues"]["acting"]),
        ends=frozenset(data["cues"]["ends"]),
        counts=frozenset(data["cues"]["counts"]),
        sparing=frozenset(data["cues"]["sparing"]),
        risks=frozenset(data["cues"]["risks"]),
        fleeing=frozenset(data["cues"]["fleeing"]),
        rates=Phrases((phrase, True) for phrase in spelt(data["cues"]["rates"])),
        parts=frozenset(data["cues"]["parts"]),
        rising=frozenset(data["cues"]["rising"]),
        following=frozenset(data["cues"]["following"]),
        modals=frozenset(data["cues"]["modals"]),
        infinitives=frozenset(data["cues"]["infinitives"]),
        counting=Phrases(((phrase, True) for phrase in spelt(data["cues"]["counting"])), backward=True),
        instead={
            name: tuple((other, frozenset(said)) for other, said in table.items())
            for name, table in data["cues"]["instead"].items()
        },
        enclosing=data["cues"]["enclosing"],
        placing=frozenset(data["cues"]["placing"]),
        reaching=frozenset(data["cues"]["reaching"]),
        lately=frozenset(data["cues"]["lately"]),
        tolls=frozenset(data["cues"]["tolls"]),
        standing=frozenset(data["cues"]["standing"]),
        events=frozenset(row["name"] for row in data["measure"] if row["name"] and not row["of"]),
        cues=_cues(data["measure"]),
        costs=costs,
        passing=passing,
    )
