"""A made-up timeline of any size, the same every time: ``python benchmarks/synthetic.py STORE [EVENTS]`` compiles one.

Its shape is that of a large conflict dataset: 36 years of days, ten provinces, 96 actors, 300 sources, short summaries in
a vocabulary of some thousand words of very different frequency, and one to three claims an event.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import get_args

from cttui.model.records import Claim, Event, Kind, Meta, Place, Province, Source, Spelling, Standpoint, Thread, Timeline, View
from cttui.store import cache as store

EVENTS = 386_000
FIRST_YEAR, YEARS = 1989, 36
SEED = 2024

_KINDS: tuple[Kind, ...] = get_args(Kind)
_STANDPOINTS: tuple[Standpoint, ...] = get_args(Standpoint)
_SYLLABLES = (
    "ba",
    "da",
    "ghar",
    "ir",
    "jan",
    "ka",
    "la",
    "mir",
    "na",
    "or",
    "pur",
    "qu",
    "ra",
    "shah",
    "ti",
    "um",
    "wa",
    "zai",
)
_BODIES = ("police", "rescue service", "army", "hospital", "district officials", "a witness")
_POPULATIONS = ("all", "civilians", "soldiers", "militants")


def dice_of(seed: int) -> random.Random:
    """Dice that always fall the same way."""
    return random.Random(seed)  # noqa: S311 - made-up events keep no secret


def vocabulary(size: int = 6000) -> list[str]:
    """Made-up words, the frequent ones first."""
    dice = dice_of(SEED)
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4)))] = None
    return list(found)


def head() -> Timeline:
    """Everything but the events."""
    words = vocabulary()
    dice = dice_of(SEED)
    names = [word.capitalize() for word in words]
    return Timeline(
        meta=Meta(id="synthetic", title="Synthetic timeline", period=f"{FIRST_YEAR}/{FIRST_YEAR + YEARS - 1}"),
        provinces=tuple(
            Province(code=f"PK-{n}", name=names[1000 + n], short=f"P{n}", aliases=(names[1100 + n],), tile=(n % 4, n // 4))
            for n in range(10)
        ),
        actors=tuple(
            Spelling(name=f"{names[2000 + n]} {names[2100 + n]}", aliases=(f"{names[2200 + n]} Front",)) for n in range(96)
        ),
        terms=tuple(
            Spelling(name=f"{names[2400 + n]}-e-{names[2500 + n]}", aliases=(f"{names[2400 + n]}-i-{names[2600 + n]}",))
            for n in range(12)
        ),
        sources=tuple(
            Source(
                id=f"source-{n}",
                type="article-newspaper",
                title=" ".join(dice.choices(words, k=6)),
                publisher=f"The {names[3000 + n]}",
                issued=f"{FIRST_YEAR + n % YEARS}",
                url=f"https://example.org/{n}",
                standpoint=_STANDPOINTS[n % len(_STANDPOINTS)],
                derived_from=(f"source-{n - 1}",) if n % 10 == 9 else (),
            )
            for n in range(300)
        ),
        threads=(
            Thread(id="first", title="The first hundred", events=tuple(f"event-{n:06}" for n in range(100))),
            Thread(id="second", title="Every ninth of the first", events=tuple(f"event-{n:06}" for n in range(0, 100, 9))),
        ),
        views=(View(name="Deaths of ten or more", query="killed:>=10"),),
    )


def events(count: int, timeline: Timeline) -> Iterator[Event]:
    """``count`` events in date order, over the same 36 years however many they are."""
    dice = dice_of(SEED)
    words = vocabulary()
    # as in running text, the n-th word is about 1/n as frequent as the first
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    tags = [f"tag-{word}" for word in words[4000:4030]]
    districts = [word.capitalize() for word in words[5000:5150]]
    codes = [province.code for province in timeline.provinces]
    actors = [actor.name for actor in timeline.actors]
    sources = [source.id for source in timeline.sources]
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(FIRST_YEAR + YEARS - 1, 12, 31).toordinal()

    def text(length: int) -> str:
        return " ".join(dice.choices(words, cum_weights=weights, k=length))

    for n in range(count):
        day = date.fromordinal(first + n * (last - first) // max(count - 1, 1))
        district = dice.choice(districts)
        cited = tuple(dict.fromkeys(dice.choices(sources, k=dice.randint(1, 3))))
        yield Event(
            id=f"event-{n:06}",
            date=day.isoformat(),
            kind=dice.choice(_KINDS),
            title=text(8).capitalize(),
            summary=text(dice.randint(15, 40)).capitalize() + ".",
            provinces=(dice.choice(codes),),
            place=Place(name=text(1).capitalize(), district=district, lat=34.0, lon=72.0, precision="town"),
            actors=tuple(dict.fromkeys(dice.choices(actors, k=2))),
            tags=tuple(dict.fromkeys(dice.choices(tags, k=dice.randint(0, 2)))),
            sources=cited,
            responds_to=(f"event-{n - 1:06}",) if n % 50 == 49 else (),
            claims=tuple(_claim(dice, cited[k % len(cited)]) for k in range(dice.randint(1, 3))),
        )


def _claim(dice: random.Random, source: str) -> Claim:
    figure = min(int(dice.paretovariate(1.2)), 5000)
    measure = "killed" if dice.random() < 0.6 else "injured"
    who, by = dice.choice(_POPULATIONS), dice.choice(_BODIES)
    if dice.random() < 0.2:
        return Claim(measure=measure, who=who, min=figure, by=by, source=source, quote=f"at least {figure} {who}")
    return Claim(measure=measure, who=who, value=figure, by=by, source=source, quote=f"{figure} {who} {measure}")


def compile_to(path: Path, count: int) -> None:
    """Compile ``count`` events into a new store, telling stderr how far it is."""

    def told() -> Iterator[Event]:
        for n, event in enumerate(events(count, timeline)):
            if n % 20_000 == 0 and sys.stderr.isatty():
                print(f"\r{n:,} of {count:,} events", end="", file=sys.stderr, flush=True)
            yield event
        print(f"\r{count:,} of {count:,} events", file=sys.stderr)

    timeline = head()
    store.compile_to(path, timeline, told())


def main() -> None:
    """Compile a store and print, as JSON, the seconds it took and the most memory, in bytes."""
    path = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else EVENTS
    begun = time.perf_counter()
    for _ in events(count, head()):
        pass
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    compile_to(path, count)
    seconds = time.perf_counter() - begun - made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
