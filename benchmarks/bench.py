"""What cttui's budgets say, measured: ``python benchmarks/bench.py [launch|keep|index|keys|all] [--rounds N]``.

Every budget but one is a ratio of two things measured in turn in one run, so that a slow machine is slow on both sides. A
timing never decides a test: the exit code is 0 whatever the numbers are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from bare import FIRST
from ptys import Terminal
from synthetic import EVENTS, FIRST_YEAR, YEARS, dice_of, vocabulary

from cttui.explore.asking import view_class
from cttui.explore.explorer import Explorer
from cttui.model import dates
from cttui.model.sources import in_order
from cttui.query.fields import event_sources
from cttui.query.language import Query, parse, written
from cttui.settings import shipped_timeline
from cttui.store import cache as store
from cttui.store import index as store_index
from cttui.store.cache import open_timeline
from cttui.store.index import Ask
from cttui.store.selection import BitSelection as Selection
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import words as folded

T = TypeVar("T")

HERE = Path(__file__).parent
SMALL = 100
"""Events of the small store that the large one is held against."""


class NothingShownError(Exception):
    """A program did not show what was waited for."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report."""

    what: str
    measured: str
    budget: str = ""
    kept: bool | None = None
    """Whether the budget is kept; ``None`` where there is none."""


def ratio(what: str, value: float, most: float | None = None) -> Result:
    """A line for a ratio."""
    return Result(what, f"{value:.2f} ×", f"≤ {most:g} ×" if most else "", value <= most if most else None)


def milliseconds(what: str, seconds: Sequence[float], most: float | None = None) -> Result:
    """A line for times: their median and 95th percentile; the budget, in milliseconds, is on the latter."""
    middle, high = median(seconds) * 1000, percentile(seconds) * 1000
    budget, kept = (f"p95 ≤ {most:g} ms", high <= most) if most else ("", None)
    return Result(what, f"{middle:.2f} ms, p95 {high:.2f} ms", budget, kept)


def percentile(seconds: Sequence[float], share: float = 0.95) -> float:
    """The time that a share of all times does not exceed."""
    return sorted(seconds)[min(int(len(seconds) * share), len(seconds) - 1)]


def say(text: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(text, file=sys.stderr, flush=True)


# -- in a terminal ---------------------------------------------------------------------------------------------------


def environ(cache: Path) -> dict[str, str]:
    """The environment of a program in a terminal: a common terminal, no wishes, its own cache."""
    wishes = {"NO_COLOR", "CTTUI_THEME", "CTTUI_DEBUG", "PYTHONDONTWRITEBYTECODE", "TEXTUAL_ANIMATIONS", "TEXTUAL"}
    kept = {name: value for name, value in os.environ.items() if name not in wishes}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "CTTUI_CACHE": str(cache),
        "CTTUI_LIBRARY": str(cache / "copies"),
        "CTTUI_NOTEBOOK": str(cache / "notebook"),
    }


def first_frame(command: Sequence[str], cache: Path, shown: Callable[[str], bool]) -> float:
    """Seconds from starting a program to the first frame that shows its data."""
    with Terminal(command, environ(cache)) as terminal:
        terminal.read(quiet=0.3, least=2000)
        second = terminal.recording.when(shown)
        if second is None:
            shown_instead = terminal.recording.text().rstrip()
            raise NothingShownError(f"{' '.join(command)} showed no data:\n{shown_instead}")
        return second - terminal.started


def filled(index: Index) -> Callable[[str], bool]:
    """Whether a screen shows all of a timeline: every event counted, the first one in the list and in full beside it."""
    title = index.rows(index.select(Query()), 0, 1)[0].title[:12]
    counted = re.compile(rf"{index.count:,} of {index.count:,}|{index.count} of {index.count}")
    return lambda text: counted.search(text) is not None and text.count(title) >= 2


BARE = (sys.executable, str(HERE / "bare.py"))
CTTUI = (sys.executable, "-m", "cttui")


def launch(rounds: int) -> Iterator[Result]:
    """Launch, against a bare app of the same toolkit."""
    say(f"launch: {rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        index = open_timeline(shipped_timeline(), cache)
        is_filled, has_row = filled(index), partial(re.search, re.escape(FIRST))
        index.close()
        times = []
        for n in range(rounds + 1):
            found = (
                first_frame(BARE, cache, lambda text: bool(has_row(text))),
                first_frame(CTTUI, cache, is_filled),
                first_frame(CTTUI, cache / f"empty-{n}", is_filled),
            )
            # the first round only writes what Python compiles
            times += [found] if n else []
    bare, warm, cold = (median(column) for column in zip(*times, strict=True))
    yield Result("launch: bare Textual app, table of 100 rows", f"{bare * 1000:.0f} ms")
    yield Result("launch: cttui, shipped timeline", f"{warm * 1000:.0f} ms")
    yield ratio("launch: cttui to bare app", warm / bare, 1.5)
    yield Result("launch: cttui, empty cache", f"{cold * 1000:.0f} ms")
    yield ratio("launch: cttui with an empty cache to bare app", cold / bare)


def press(terminal: Terminal, key: bytes = b"\x1b[B") -> float:
    """Seconds from a key, the one that moves the cursor down, to the last byte painted for it."""
    before = terminal.write(key)
    last = terminal.read(quiet=0.12, longest=5)
    if last is None:
        raise NothingShownError("a key painted nothing")
    return last - before


def keys(rounds: int, big: Path) -> Iterator[Result]:
    """The same key in the shipped timeline and in the large store, and opening the two."""
    say(f"keys: {rounds} rounds")
    command = (sys.executable, str(HERE / "big_app.py"), str(big))
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        open_timeline(shipped_timeline(), cache).close()
        small_times, large_times = [], []
        with Terminal(CTTUI, environ(cache)) as small, Terminal(command, environ(cache)) as large:
            for terminal in (small, large):
                terminal.read(quiet=0.5, least=2000)
            for n in range(rounds + 3):
                times = press(small), press(large)
                # the first keys fill caches
                if n >= 3:
                    small_times.append(times[0])
                    large_times.append(times[1])
        shipped, synthetic = open_timeline(shipped_timeline(), cache), Index(store.open_store(big))
        is_small, is_large = filled(shipped), filled(synthetic)
        opened = [(first_frame(CTTUI, cache, is_small), first_frame(command, cache, is_large)) for _ in range(6)][1:]
        shipped.close()
        synthetic.close()
    yield milliseconds("cursor down to last byte: shipped timeline", small_times)
    yield milliseconds(f"cursor down to last byte: {EVENTS:,} events", large_times)
    yield ratio("cursor down: large to shipped", median(large_times) / median(small_times), 2)
    yield ratio("opening: large store to shipped timeline", median(b for _, b in opened) / median(a for a, _ in opened), 1.3)


EXPLORING = {
    "shorter bars": ("+", "-"),
    "narrow the window": ("\x1b[1;2B", "\x1b[1;2A"),
    "next month": ("\x1b[1;2C", "\x1b[1;2D"),
    "surely": ("p", "p"),
    "count the dead": ("d", "d"),
    "a province": ("1", "1"),
    "around": ("w", "w"),
    "history": ("[", "]"),
    "grid": ("x", "\x1b"),
    "threads": ("t", "\x1b"),
    "map": ("M", "\x1b"),
    "views": ("v", "\x1b"),
}
"""Keys of exploring, each with one that undoes it."""
OPENING = ("grid", "threads", "map", "views")
"""Those that open a screen, which the toolkit makes anew: they are held only against the same in the shipped timeline."""
MOST = 50
"""Milliseconds that a key that changes all panes may take at most, in 19 of 20 cases."""


def explore_keys(rounds: int, big: Path) -> Iterator[Result]:
    """Every key of exploring in the shipped timeline and in the large store, to the last byte painted for it."""
    say(f"keys of exploring: {rounds} rounds")
    command = (sys.executable, str(HERE / "big_app.py"), str(big))
    times: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what in EXPLORING}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        open_timeline(shipped_timeline(), cache).close()
        with Terminal(CTTUI, environ(cache)) as small, Terminal(command, environ(cache)) as large:
            for terminal in (small, large):
                terminal.read(quiet=0.5, least=2000)
                # a filter and a window, so that there is something to look around of and to move
                for key in (b"\x1b[B", b"1", b"\x1b[1;2B"):
                    press(terminal, key)
            for what, (there, back) in EXPLORING.items():
                for n in range(rounds + 1):
                    for terminal, found in zip((small, large), times[what], strict=True):
                        second = press(terminal, there.encode())
                        press(terminal, back.encode())
                        # the first time loads the screen
                        found.extend([second] if n else [])
    for what, (shipped, synthetic) in times.items():
        yield milliseconds(f"{what}: {EVENTS:,} events", synthetic, None if what in OPENING else MOST)
        yield ratio(f"{what}: large to shipped", median(synthetic) / median(shipped), 2)


KEPT_EVENT = "2024-03-26-besham"
"""The event of the shipped timeline to which claims are added."""
SAVE = b"\x13"


def keep(rounds: int) -> Iterator[Result]:
    """Adding a claim to the shipped timeline in the app, from the key that saves it to the last byte painted, against check."""
    say(f"adding claims: {rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        cache, path, page = Path(folder) / "cache", Path(folder) / "timeline.toml", Path(folder) / "page.txt"
        path.write_bytes(shipped_timeline().read_bytes())
        said = (f"The blast injured {n + 1000} people in village {n}, police said." for n in range(rounds + 1))
        page.write_text("\n\n".join(said))
        index = open_timeline(path, cache)
        (event,) = index.events(index.numbers((KEPT_EVENT,)))
        source = in_order(event, index.sources(event_sources(event)))[0].id
        index.close()
        own = environ(cache)
        attach = (*CTTUI, "attach", source, str(page), "--timeline", str(path))
        subprocess.run(attach, env=own, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times, text = [], path.read_text(encoding="utf-8")
        with Terminal((*CTTUI, str(path), "--at", KEPT_EVENT), own) as terminal:
            terminal.read(quiet=0.5, least=2000)
            for key in (b"\r", b"F"):
                terminal.write(key)
                terminal.read(quiet=1.0, longest=20)
            for n in range(rounds + 1):
                # what is typed is the same as a person's; the claimant is the one that was used last
                for typed in (b"\r", b"all"):
                    terminal.write(typed)
                    terminal.read(quiet=1.0, longest=10)
                before = terminal.write(SAVE)
                last = terminal.read(quiet=1.0, longest=10)
                if last is None:
                    raise NothingShownError("the key that saves painted nothing")
                saving = last - before
                after = path.read_text(encoding="utf-8")
                if after == text:
                    raise NothingShownError(f"no claim was written:\n{terminal.recording.text()}")
                text = after
                before = time.perf_counter()
                subprocess.run((*CTTUI, "check", str(path)), env=own, check=False, stdout=subprocess.DEVNULL)
                # the first round only writes what Python compiles
                times += [(saving, time.perf_counter() - before)] if n else []
    yield milliseconds("a claim: from Ctrl+S to the last byte painted, saved", [one for one, _ in times])
    yield milliseconds("a claim: cttui check of the same file", [other for _, other in times])
    yield ratio("a claim: saving it to checking the file", median(one / other for one, other in times), 0.5)


# -- in the index ----------------------------------------------------------------------------------------------------


def compiled(path: Path, count: int) -> Iterator[Result]:
    """Compile a store in a process of its own, so that its memory is its own too."""
    say(f"compiling {count:,} events" + ("; this takes some minutes" if count > SMALL else ""))
    command = [sys.executable, str(HERE / "synthetic.py"), str(path), str(count)]
    found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    yield Result(f"store of {count:,} events: compiling", f"{found['seconds']:.1f} s")
    yield Result(f"store of {count:,} events: size", f"{path.stat().st_size / 1e6:,.0f} MB")
    yield Result(f"store of {count:,} events: peak memory of compiling", f"{found['peak'] / 1e6:,.0f} MB")


def timed(run: Callable[[T], object], arguments: Sequence[T]) -> list[float]:
    """Seconds that each call takes."""
    found = []
    for argument in arguments:
        before = time.perf_counter()
        run(argument)
        found.append(time.perf_counter() - before)
    return found


def index_times(rounds: int, big: Path) -> Iterator[Result]:
    """What panes ask of the index, one question at a time."""
    say(f"index: {rounds} rounds")
    index = Index(store.open_store(big))
    dice = dice_of(7)
    words = vocabulary()
    pairs = [f"{dice.choice(words[:2000])[:5]} {dice.choice(words[:2000])[:5]}" for _ in range(rounds)]
    tags = islice(cycle([value.token for value in index.vocabulary.values["tag"]]), rounds)
    spans = [f"date:{FIRST_YEAR + n % YEARS}-0{1 + n % 9}..{FIRST_YEAR + n % YEARS + n % 5}-11" for n in range(rounds)]
    edges = [date_of(n) for n in range(YEARS * 12 + 1)]

    state = Explorer(index).state(())

    def panes(query: Query) -> None:
        asked = state._replace(query=query)
        kinds = [view_class(name) for name in ("facets", "provinces")]
        answer = index.answer(Ask(query, tuple(want for kind in kinds for want in kind.wants(asked))))
        for kind in kinds:
            kind.of(answer, asked)

    def histogram(selection: Selection) -> None:
        index.histogram(selection, edges)

    def page(start: int) -> None:
        index.rows(everything, start, start + 60)

    def ask(text: str) -> None:
        index.select(parse(text, index.vocabulary))

    everything = index.select(Query())
    queries = [parse(f"tag:{tag}", index.vocabulary) for tag in tags]
    selections = [index.select(query) for query in queries]
    panes(Query())
    yield milliseconds("index: all facets and provinces under a filter", timed(panes, queries))
    yield milliseconds(f"index: histogram of {len(edges) - 1} months", timed(histogram, selections))
    yield milliseconds("index: page of 60 rows in the middle", timed(page, [index.count // 2 + 61 * n for n in range(rounds)]))
    yield milliseconds("index: two words, each a prefix", timed(ask, pairs))
    yield milliseconds("index: span of dates", timed(ask, spans))
    yield milliseconds("index: killed:>=N", timed(ask, [f"killed:>={10 + n}" for n in range(rounds)]))
    index.close()
    large, shipped = Index(store.open_store(big)), open_timeline(shipped_timeline(), None)
    found, beside = keystrokes(large, rounds), keystrokes(shipped, rounds)
    yield milliseconds("filter keystroke: all panes", found, 50)
    yield milliseconds("filter keystroke: shipped timeline", beside)
    yield ratio("filter keystroke: large to shipped, p95", percentile(found) / percentile(beside), 3)
    for one in (large, shipped):
        one.close()


def date_of(month: int) -> int:
    """The first day of a month, counted from the first of all, as an ordinal."""
    return dates.parse(f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}").lower


def typed_queries(index: store_index.Index, rounds: int) -> Iterator[str]:
    """What people type, key by key: words, fields, dates, figures and a few of each together, of what the store has."""
    dice = dice_of(11)
    known = index.vocabulary.values
    names = (value.label for field in ("actor", "province", "district") for value in known[field])
    words = [word for word in dict.fromkeys(word for name in names for word in folded(name)) if len(word) > 2]
    # a dataset has no tags, and a timeline no conflicts
    name = "tag" if known["tag"] else "conflict"
    values, provinces = ([written(value.token) for value in known[field]] for field in (name, "province"))
    period = dates.parse(index.vocabulary.period)
    years = range(date.fromordinal(period.lower).year, date.fromordinal(period.upper).year + 1)
    for n in range(max(rounds // 5, 1)):
        one, other = dice.choice(words[:300]), dice.choice(words[:3000])
        year = dice.choice(years)
        whole = (
            f"{one} {other}",
            f"kind:attack {other}",
            f"{name}:{dice.choice(values)} -kind:report",
            f"date:{year}-03..{year + 2}-06 {one}",
            f"killed:>={5 + n} province:{dice.choice(provinces)}",
        )[n % 5]
        yield from (whole[:length] for length in range(1, len(whole) + 1))


SCREEN = ("header", "bar", "time", "provinces", "facets", "events", "detail")
"""The views of the first screen."""
FOLLOWING = ("time", "events", "detail")
"""Those of them that follow the cursor."""


def look(explorer: Explorer) -> None:
    """Every view of the screen, by one question."""
    explorer.views(SCREEN)


def look_at_cursor(explorer: Explorer) -> None:
    """The views that follow the cursor, by one question."""
    explorer.views(FOLLOWING)


def keystrokes(index: store_index.Index, rounds: int) -> list[float]:
    """Seconds from each key in the filter bar to all views, with proposals, as 120 by 40 cells have them in sight."""
    explorer = Explorer(index)
    explorer.sight = explorer.sight._replace(width=104, lines=27, fields=frozenset())
    explorer.move_to(explorer.index.count // 2)
    look(explorer)

    def type_key(text: str) -> None:
        explorer.ask(text)
        look(explorer)
        explorer.complete(text, len(text))

    return timed(type_key, list(typed_queries(index, rounds)))


def moves(rounds: int, big: Path, small: Path) -> Iterator[Result]:
    """A move of the cursor in the large store and in the small one, step by step in turn."""
    explorers = [Explorer(Index(store.open_store(path))) for path in (big, small)]
    times: list[list[float]] = [[], []]
    for explorer in explorers:
        explorer.move_to(explorer.index.count // 2 - 40)
        look(explorer)
    for _ in range(max(rounds, 40)):
        for explorer, found in zip(explorers, times, strict=True):
            before = time.perf_counter()
            explorer.move_to(explorer.position + 1)
            look_at_cursor(explorer)
            found.append(time.perf_counter() - before)
    for explorer in explorers:
        explorer.index.close()
    yield milliseconds(f"cursor move: {SMALL} events", times[1])
    yield milliseconds(f"cursor move: {EVENTS:,} events", times[0])
    yield ratio("cursor move: large to small", median(times[0]) / median(times[1]), 2)


# -- the report ------------------------------------------------------------------------------------------------------


def table(results: Sequence[Result]) -> Iterator[str]:
    """The report: what, measured, budget, ok or over."""
    rows = [("what", "measured", "budget", "")]
    rows += [(r.what, r.measured, r.budget, "" if r.kept is None else "ok" if r.kept else "over") for r in results]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def measure(part: str, rounds: int | None) -> Iterator[Result]:
    """The results of a part, or of all."""
    if part in {"launch", "all"}:
        yield from launch(rounds or 15)
    if part in {"keep", "all"}:
        yield from keep(rounds or 10)
    if part in {"launch", "keep"}:
        return
    with tempfile.TemporaryDirectory() as folder:
        big, small = Path(folder) / "big.cttui", Path(folder) / "small.cttui"
        results = list(compiled(big, EVENTS))
        if part in {"index", "all"}:
            list(compiled(small, SMALL))
            yield from results
            yield from index_times(rounds or 60, big)
            yield from moves(rounds or 60, big, small)
        if part in {"keys", "all"}:
            yield from keys(rounds or 40, big)
            yield from explore_keys(rounds or 20, big)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("part", nargs="?", choices=["launch", "keep", "index", "keys", "all"], default="all")
    parser.add_argument("--rounds", type=int, help="how often each thing is measured")
    options = parser.parse_args()
    versions = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors"
    results: list[Result] = []
    try:
        results.extend(measure(options.part, options.rounds))
    except NothingShownError as error:
        say(str(error))
    print(versions)
    for line in table(results):
        print(line)


if __name__ == "__main__":
    main()
