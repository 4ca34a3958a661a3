"""Datasets at their real size: ``python benchmarks/at_size.py [--rows N …] [--rounds N] [--peers BIN] [--search]``.

For each number of rows a made-up export (``ged_rows.py``) is imported in turn with VisiData's load of the same file, each as a
whole process; DuckDB and sqlite-utils load it once. Then the store is opened in a terminal in turn with the shipped timeline,
filters are typed key by key in both, and word prefixes are held against SQLite's own full-text index over the same texts.
Ratios are of two things measured in turn in this run; a timing never decides a test, and the exit code is 0 whatever it is.

``--peers`` names the folder with the programs ``vd``, ``sqlite-utils`` and a ``python`` that has DuckDB; what is not there is
left out of the table. ``--search`` lets VisiData search too, which takes minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import BARE, CTTUI, Result, environ, filled, first_frame, keystrokes, percentile, press, ratio, say, timed
from ged_rows import write
from ptys import Terminal

from cttui.api import opening
from cttui.query.language import parse
from cttui.settings import shipped_timeline

ROWS = (386_000, 2_700_000)
TEXTS = ("source_article", "source_original", "dyad_name", "side_a", "side_b", "conflict_name", "adm_1", "where_coordinates")
"""The columns whose words both full-text indexes have."""
PREFIXES = ("kar", "att", "gov", "mar", "sold", "ba", "vill", "kill", "pol", "dist")
EVERY = 0.5
"""Seconds between two looks at the memory of a program: each walks all its pages, which takes time from it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took."""

    seconds: float
    """By the clock."""
    processor: float
    """Seconds of processor time, with those of the processes that it started."""
    memory: float
    """Peak of the memory of all its processes together (proportional set size), in MB."""


def run(command: Sequence[str], env: dict[str, str]) -> Run:
    """Run a program to its end, and look at its memory meanwhile.

    Raises:
        CalledProcessError: It failed.
    """
    with tempfile.TemporaryFile() as told:
        before = time.perf_counter()
        process = subprocess.Popen(list(command), env=env, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        ended, peaks = threading.Event(), [0.0]

        def watch() -> None:
            while not ended.wait(EVERY):
                peaks[0] = max(peaks[0], sum(memory_of(pid) for pid in family(process.pid)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            sys.stderr.write(told.read().decode(errors="replace")[-2000:])
            raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, used.ru_utime + used.ru_stime, max(peaks[0], 0.0))


def family(pid: int) -> list[int]:
    """A process and all that it started, directly or indirectly."""
    found = [pid]
    for one in found:
        try:
            found += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii").split()]
        except OSError:
            continue
    return found


def memory_of(pid: int) -> float:
    """The proportional set size of a process in MB; 0 if it has ended."""
    try:
        shown = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", shown, re.MULTILINE)
    return int(found.group(1)) * 1024 / 1e6 if found else 0.0


# -- the peers -------------------------------------------------------------------------------------------------------


def visidata(program: str, path: Path, folder: Path, search: str = "") -> list[str]:
    """VisiData's load of a file to its end, and a search of all columns for a word, if one is given."""
    steps = [{"longname": "open-file", "input": str(path)}, {"longname": "go-bottom"}]
    steps += [{"longname": "select-cols-regex", "input": search}] if search else []
    steps += [{"longname": "quit-all"}]
    log = folder / f"load{'-search' * bool(search)}.vdj"
    log.write_text("".join(f"{line}\n" for line in ("#!vd -p", *map(json.dumps, steps))), encoding="utf-8")
    # -b lets it read in its own thread, so that the load is whole before the next step
    return [program, "-b", "--motd-url=", "-p", str(log)]


DUCKDB = """
import sys, duckdb
source, target, word = sys.argv[1:]
base = duckdb.connect(target)
if word:
    columns = [name for (name, *_) in base.execute("DESCRIBE events").fetchall()]
    found = " OR ".join(f'"{name}" ILIKE ?' for name in columns)
    print(base.execute(f"SELECT count(*) FROM events WHERE {found}", [f"%{word}%"] * len(columns)).fetchone())
else:
    base.execute("CREATE TABLE events AS SELECT * FROM read_csv(?, all_varchar=true)", [source])
"""


def peers(folder: Path, bin_: Path | None) -> dict[str, str]:
    """The programs to measure beside cttui that are there, by name."""
    found = {name: shutil.which(name, path=str(bin_) if bin_ else None) for name in ("vd", "sqlite-utils")}
    python = shutil.which("python", path=str(bin_)) if bin_ else sys.executable
    if python and subprocess.run([python, "-c", "import duckdb"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        found["duckdb"] = python
    (folder / "duck.py").write_text(DUCKDB, encoding="utf-8")
    return {name: path for name, path in found.items() if path}


def others(path: Path, folder: Path, programs: dict[str, str], env: dict[str, str], *, search: bool) -> Iterator[Result]:
    """What DuckDB and sqlite-utils take to load the file and to search it, once each."""
    if duck := programs.get("duckdb"):
        base = str(folder / "duck.db")
        loaded = run([duck, str(folder / "duck.py"), str(path), base, ""], env)
        found = run([duck, str(folder / "duck.py"), str(path), base, "kara"], env)
        yield Result("DuckDB: load", shown(loaded))
        yield Result("DuckDB: a word in all columns, as a process", shown(found))
        Path(base).unlink()
    if utils := programs.get("sqlite-utils"):
        base = str(folder / "utils.db")
        loaded = run([utils, "insert", base, "events", str(path), "--csv"], env)
        indexed = run([utils, "enable-fts", base, "events", *TEXTS], env)
        found = run([utils, "search", base, "events", "kara*", "--limit", "60", "--nl"], env)
        yield Result("sqlite-utils: insert", shown(loaded))
        yield Result(f"sqlite-utils: full text of {len(TEXTS)} columns", shown(indexed))
        yield Result("sqlite-utils: a word, as a process", shown(found))
        Path(base).unlink()
    if search and (vd := programs.get("vd")):
        yield Result("VisiData: load, and a word in all columns", shown(run(visidata(vd, path, folder, "kara"), env)))


def shown(one: Run) -> str:
    """What a program took, in a cell."""
    return f"{one.seconds:.1f} s, processor {one.processor:.1f} s, {one.memory:,.0f} MB"


# -- import ----------------------------------------------------------------------------------------------------------


def imports(
    path: Path, store: Path, folder: Path, vd: str | None, env: dict[str, str], rounds: int
) -> tuple[list[Run], list[Run]]:
    """Import a file and let VisiData load it, in turn."""
    own, theirs = [], []
    for n in range(rounds):
        say(f"  import {n + 1} of {rounds}")
        store.unlink(missing_ok=True)
        own.append(run([*CTTUI, "import", str(path), "-o", str(store)], env))
        if vd:
            theirs.append(run(visidata(vd, path, folder), env))
    return own, theirs


def import_results(count: int, path: Path, store: Path, own: Sequence[Run], theirs: Sequence[Run]) -> Iterator[Result]:
    """What an import took, and how it stands to VisiData's load."""
    name = f"{count:,} rows"
    best = sorted(own, key=lambda one: one.seconds)[len(own) // 2]
    yield Result(f"{name}: export", f"{path.stat().st_size / 1e6:,.0f} MB")
    yield Result(f"{name}: import", f"{shown(best)}; {count / best.seconds:,.0f} rows a second")
    yield ratio(f"{name}: store to export", store.stat().st_size / path.stat().st_size, 0.6)
    if theirs:
        yield Result(f"{name}: VisiData's load", shown(sorted(theirs, key=lambda one: one.seconds)[len(theirs) // 2]))
        pairs = [one.seconds / other.seconds for one, other in zip(own, theirs, strict=True)]
        yield ratio(f"{name}: import to VisiData's load, median of {len(pairs)} pairs", median(pairs), 1.5)
        yield ratio(f"{name}: the lowest of them", min(pairs))
        yield ratio(f"{name}: the highest of them", max(pairs))
        memory = max(one.memory for one in own) / max(one.memory for one in theirs)
        yield ratio(f"{name}: memory of all processes to VisiData's", memory, 1 / 3)


# -- asking ----------------------------------------------------------------------------------------------------------


def fts(path: Path, folder: Path) -> sqlite3.Connection:
    """SQLite's own full-text index of the same columns, with prefixes, as cttui had it before."""
    base = sqlite3.connect(folder / "fts.db")
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61', prefix='1 2 3')")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        places = [header.index(name) for name in TEXTS]
        texts = ((n, " | ".join(row[place] for place in places)) for n, row in enumerate(rows))
        base.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", texts)
    base.commit()
    return base


def words(store: Path, path: Path, folder: Path) -> Iterator[Result]:
    """Word prefixes in the store, and in SQLite's full-text index of the same rows, in turn; each asked for the first time."""
    say("  words")
    index, base = opening.index_of(store), fts(path, folder)
    count = f"{index.count:,} rows"

    def own(prefix: str) -> object:
        return index.select(parse(prefix, index.vocabulary))  # type: ignore[attr-defined]  # the engine's own, below the ask

    def theirs(prefix: str) -> object:
        return base.execute("SELECT json_group_array(rowid) FROM words WHERE words MATCH ?", (f"{prefix}*",)).fetchone()

    # pages that the system reads from the disk are no matter of either
    theirs("zzz")
    pairs = [(timed(own, [prefix])[0], timed(theirs, [prefix])[0]) for prefix in PREFIXES]
    yield Result(f"{count}: a word's beginning", times([one for one, _ in pairs]))
    yield Result(f"{count}: the same in SQLite's full-text index", times([other for _, other in pairs]))
    yield ratio(f"{count}: words to SQLite's full-text index", median(a / b for a, b in pairs), 0.2)
    index.close()
    base.close()
    (folder / "fts.db").unlink()


def times(seconds: Sequence[float]) -> str:
    """Times in a cell."""
    return f"{median(seconds) * 1000:.1f} ms, p95 {percentile(seconds) * 1000:.1f} ms"


def asking(store: Path, cache: Path, rounds: int, most: float) -> Iterator[Result]:
    """Filters typed key by key, cursor down and opening, in the store and in the shipped timeline in turn."""
    say("  filters, keys, opening")
    large, small = opening.index_of(store), opening.index_of(shipped_timeline())
    count = f"{large.count:,} rows"
    found, beside = keystrokes(large, rounds), keystrokes(small, rounds)
    yield Result(f"{count}: filter keystroke, all panes", times(found))
    yield Result("shipped timeline: filter keystroke, all panes", times(beside))
    yield ratio(f"{count}: filter keystroke to the shipped timeline's, p95", percentile(found) / percentile(beside), most)
    is_large, is_small = filled(large), filled(small)  # type: ignore[arg-type]  # rows are the engine's own, below the ask
    opened, pressed = [], []
    own = environ(cache)
    for n in range(rounds // 20 + 2):
        pair = (
            first_frame((*CTTUI, str(store)), cache, is_large),
            first_frame(CTTUI, cache, is_small),
            first_frame(BARE, cache, lambda text: "2024-01-01" in text),
        )
        # the first round only writes what Python compiles
        opened += [pair] if n else []
    with Terminal((*CTTUI, str(store)), own) as one, Terminal(CTTUI, own) as other:
        for terminal in (one, other):
            terminal.read(quiet=0.7, least=2000)
        for n in range(rounds // 4 + 3):
            pressing = (press(one), press(other))
            pressed += [pressing] if n > 2 else []
    yield Result(f"{count}: opening to the first frame", f"{median(a for a, _, _ in opened) * 1000:.0f} ms")
    yield ratio(
        f"{count}: opening to the shipped timeline's, median of {len(opened)}", median(a / b for a, b, _ in opened), 1.3
    )
    yield ratio(f"{count}: opening to a bare Textual app's", median(a / c for a, _, c in opened))
    yield Result(f"{count}: cursor down to the last byte painted", times([a for a, _ in pressed]))
    yield ratio(f"{count}: cursor down to the shipped timeline's", median(a / b for a, b in pressed), 2)
    for index in (large, small):
        index.close()


# -- the run ---------------------------------------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> Iterator[Result]:
    """Everything, one number of rows after the other."""
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        cache = folder / "cache"
        own = environ(cache)
        os.environ.update({name: own[name] for name in ("CTTUI_CACHE", "CTTUI_LIBRARY", "CTTUI_NOTEBOOK")})
        programs = peers(folder, options.peers)
        first: list[Run] = []
        for count in options.rows:
            say(f"{count:,} rows")
            path, store = folder / f"{count}.csv", folder / f"{count}.cttui"
            with path.open("w", encoding="utf-8", newline="") as out:
                write(count, 1, out)
            is_first = not first
            runs, theirs = imports(
                path, store, folder, programs.get("vd") if is_first else None, own, options.rounds if is_first else 1
            )
            yield from import_results(count, path, store, runs, theirs)
            if is_first:
                first = runs
                yield from others(path, folder, programs, own, search=options.search)
            else:
                least = median(one.seconds for one in first)
                yield ratio(
                    f"{count:,} rows: import to that of {options.rows[0]:,}", median(one.seconds for one in runs) / least, 8
                )
                peak = max(one.memory for one in runs)
                yield Result(f"{count:,} rows: memory of all processes", f"{peak:,.0f} MB", "≤ 600 MB", peak <= 600)
            yield from words(store, path, folder)
            yield from asking(store, cache, options.keys, 2 if is_first else 6)
            path.unlink()
            store.unlink()


def table(results: Sequence[Result]) -> str:
    """The results as a table in Markdown."""
    said = {True: "kept", False: "not kept", None: ""}
    rows = [f"| {one.what} | {one.measured} | {one.budget} | {said[one.kept]} |" for one in results]
    return "\n".join(("| what | measured | budget | |", "|---|---|---|---|", *rows))


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--rows", type=int, nargs="+", default=list(ROWS), help="how many rows; the first is held against peers"
    )
    parser.add_argument("--rounds", type=int, default=3, help="pairs of an import and VisiData's load")
    parser.add_argument("--keys", type=int, default=100, help="filters typed in each")
    parser.add_argument("--peers", type=Path, help="the folder of the other programs (default: those on the path)")
    parser.add_argument("--folder", type=Path, help="where exports and stores are written (default: the system's own)")
    parser.add_argument("--search", action="store_true", help="let VisiData search, which takes minutes")
    results = []
    for one in measure(parser.parse_args()):
        say(f"  {one.what}: {one.measured} {one.budget}")
        results.append(one)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n"
    )
    print(table(results))


if __name__ == "__main__":
    main()
