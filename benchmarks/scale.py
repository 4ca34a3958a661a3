"""What a key costs where the events are on servers: ``python benchmarks/scale.py ADDRESS|STORE … [--rounds N] [--server PID]``.

For each address of a table, and each store to compare with, the keys of exploring are pressed on an ``Explorer`` with the panes
of the first screen in sight: letters of filters, values of facets, pages of the list. What is timed is the question of each key
until its answer is there, for all panes together; what servers read for it is their own figure. Nothing is drawn. All are
measured in turn, round by round, and the table is Markdown. Each is opened anew for a round: what was asked before is kept
while it is open, so that the same keys again would measure that.

``--server`` is the number of the server's process on this machine: its processor time is told too, which other work on the
machine changes less than the time by the clock.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import percentile, say

from cttui.errors import ServerError
from cttui.explore.explorer import Explorer
from cttui.store.index import Index
from cttui.store.opening import open_path, where

VIEWS = ("header", "bar", "time", "provinces", "facets", "events", "detail")
FIELDS = frozenset(("kind", "is", "actor", "country"))
"""The facets in sight on a screen of 140x40."""
TEXTS = ("government", "killed", "kind:attack", "killed:>=10", "date:2014-03", "ba", "police near")
"""Filters that are typed letter by letter."""
VALUES = (("kind", "attack"), ("kind", "battle"))


@dataclass
class Times:
    """What the questions of one kind of key took."""

    seconds: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Seconds of processor time, of the server and of this program."""
    failed: int = 0
    """How many were not answered."""


class Measured:
    """A table or store."""

    def __init__(self, name: str, index: Index, server: int, again: Callable[[], Index]) -> None:
        self.name, self.index, self._server, self._again = name, index, server, again
        self.times: dict[str, Times] = defaultdict(Times)

    def open(self) -> None:
        """Open it anew."""
        self.index.close()
        self.index = self._again()
        # as the screen does after its first frame
        gc.freeze()

    def ask(self, what: str, explorer: Explorer) -> None:
        """Ask until the panes have all that they need."""
        begun, rows, spent = time.perf_counter(), 0, self._processor()
        while (ask := explorer.question(VIEWS)) is not None:
            try:
                answer = self.index.answer(ask)
            except ServerError as error:
                say(f"{self.name}: {what} of {explorer.query.text}: {error}")
                self.times[what].failed += 1
                explorer.give_up(error)
                return
            rows += answer.cost.rows if answer.cost is not None else 0
            explorer.take(answer)
        self.times[what].seconds.append(time.perf_counter() - begun)
        self.times[what].rows.append(rows)
        self.times[what].processor.append(self._processor() - spent)

    def _processor(self) -> float:
        """Seconds of processor time until now."""
        own = time.process_time()
        if not self._server:
            return own
        # the fields after the program's name: proc(5)
        fields = Path(f"/proc/{self._server}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def round(self, texts: Sequence[str]) -> None:
        """Press every key once."""
        explorer = Explorer(self.index)
        explorer.sight = explorer.sight._replace(width=136, lines=40, fields=FIELDS)
        self.ask("first screen", explorer)
        for text in texts:
            for length in range(1, len(text) + 1):
                explorer.ask(text[:length])
                if explorer.fault is None:
                    self.ask("letter", explorer)
            explorer.clear_all()
            self.ask("all events again", explorer)
        provinces = explorer.views(("provinces",))["provinces"].tiles[:3]
        for one, token in (*VALUES, *(("province", tile.choice.token) for tile in provinces)):
            explorer.only(one, token)
            self.ask("value of a facet", explorer)
            explorer.clear_all()
            self.ask("all events again", explorer)
        for tenth in range(1, 10):
            explorer.move_to(explorer.selection.count * tenth // 10)
            self.ask("page", explorer)
            explorer.move_to(explorer.selection.count * tenth // 10 + 1)
            self.ask("cursor down", explorer)


def table(measured: list[Measured]) -> Iterator[str]:
    """What was measured."""
    yield "| what | " + " | ".join(f"{one.name} | processor | rows read" for one in measured) + " |"
    yield "|---|" + "---|---|---|" * len(measured)
    for what in measured[0].times:
        cells = []
        for one in measured:
            found = one.times[what]
            if not found.seconds:
                cells += ["not answered", "", ""]
                continue
            middle, high = (percentile(found.seconds, share) * 1000 for share in (0.5, 0.95))
            read = f"{percentile(found.rows, 0.5):,.0f}, p95 {percentile(found.rows, 0.95):,.0f}" if any(found.rows) else ""
            used = f"{percentile(found.processor, 0.5):,.2f} s, p95 {percentile(found.processor, 0.95):,.2f} s"
            cells += [
                f"{middle:,.1f} ms, p95 {high:,.1f} ms{f', {found.failed} not answered' * bool(found.failed)}",
                used,
                read,
            ]
        yield f"| {what} ({len(measured[0].times[what].seconds)}) | {' | '.join(cells)} |"


def opened(text: str, server: int) -> Measured:
    """A table or a store, named by how many events it has."""
    begun = time.perf_counter()
    path = where(text)
    again = partial(open_path, path, None)
    index = again()
    kind = "store" if isinstance(path, Path) else "servers"
    say(f"{text}: {index.count:,} events, opened in {time.perf_counter() - begun:.2f} s")
    return Measured(f"{kind}, {index.count:,}", index, 0 if isinstance(path, Path) else server, again)


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="+", help="address of a table, or a store")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of all keys (default: 3)")
    parser.add_argument("--texts", nargs="+", default=TEXTS, metavar="TEXT", help="filters to type (default: seven)")
    parser.add_argument("--server", type=int, default=0, metavar="PID", help="process of the server, if it is on this machine")
    options = parser.parse_args()
    measured = [opened(text, options.server) for text in options.what]
    for _ in range(options.rounds):
        for one in measured:
            one.open()
            one.round(options.texts)
    for line in table(measured):
        say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
