"""The import of a dataset into a table of ClickHouse: what ``cttui import FILE… --into clickhouse://…`` does.

All rows are read (``coding``), then sent in blocks of rows of one year over several connections. A block comes into the table
as a whole or not at all, and which of them are there the table itself says: its rows have the number of the import and their
own in ``seq``. So an import that broke off goes on where it stopped, whatever broke: the rows of each block that are there are
counted, and those that are not are sent.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.errors import ImportingError, ServerError, StoppedError
from cttui.imports.heading import heading
from cttui.imports.provenance import Provenance, ReadFile
from cttui.imports.report import Progress, Report
from cttui.imports.units import named
from cttui.model.records import Timeline, Unit
from cttui.store import layout
from cttui.store.clickhouse import lists, schema, whole
from cttui.store.clickhouse.begins import Begins, chosen, sample
from cttui.store.clickhouse.blocks import Assembly, Block, blocks_of
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.coding import Read
from cttui.store.clickhouse.columns import FORMAT
from cttui.store.clickhouse.rounds import Kept, run
from cttui.store.clickhouse.server import Limits, Server, started
from cttui.store.clickhouse.tables import BEGINS, IMPORT, Tables, imports
from cttui.store.clickhouse.tails import no_room, pages_of
from cttui.store.writer import without_collector

if TYPE_CHECKING:
    from cttui.imports.format import Format
    from cttui.imports.rows import Rows
    from cttui.store.clickhouse.address import Address

LIMITS = Limits(seconds=3_600, rows=10_000_000, again=False)
"""What a statement of an import may cost: what is known of the whole table takes a reading of it."""
PATIENCE = 10.0
"""Seconds that an import which ends waits for blocks that are on their way."""
LOOK = 0.2
"""Seconds between two looks at whether a block is still on its way."""
GOING_ON = "run the same command again to send the rest"
"""The way out where rows were sent."""


def write(
    rows: Rows,
    form: Format,
    address: Address,
    *,
    server: Server | None = None,
    progress: Callable[[Progress], object] = lambda _: None,
    report: Report | None = None,
    connections: int = 2,
    processes: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    folder: Path | None = None,
    version: str = "",
) -> Provenance:
    """Send the rows of a dataset to a table, which is made if it is not there.

    Args:
        rows: The rows, read once.
        form: Their format.
        address: Where the table is.
        server: The server to send to; that of the address by default.
        progress: Told after each batch and each block how far it is.
        report: Takes the faults of rows.
        connections: How many blocks are on their way at once.
        processes: How many read: one or two, by default as many as there are cores for. The rows are the same.
        stop: Asked after each batch and each block; the import ends if it is true.
        folder: Where rows are kept meanwhile, in files without a name; the system's folder for such files by default.
        version: The release of cttui that imports them.

    Raises:
        StoppedError: ``stop`` said so. What was sent stays, and the next import goes on from there.
        ServerError: The server refuses or does not answer, or the table is another's, of another layout or another format.
        ImportingError: There is no room for what is kept meanwhile.
    """
    with closing(server or Server(address, limits=LIMITS)) as asked, without_collector():
        work = _Import(rows, form, Tables(asked), progress, report or Report(), connections, stop, version)
        return work.run(folder, processes)


class _Import:
    """One import."""

    def __init__(
        self,
        rows: Rows,
        form: Format,
        tables: Tables,
        progress: Callable[[Progress], object],
        report: Report,
        connections: int,
        stop: Callable[[], bool],
        version: str,
    ) -> None:
        self.rows = rows
        self.form = form
        self.tables = tables
        self.progress = progress
        self.report = report
        self.connections = connections
        self.stop = stop
        self.version = version
        self.sent = 0
        """Rows that are in the table."""
        self.units: tuple[Unit, ...] = ()
        """The first-level units as the rows name them."""
        self.begins: tuple[str, ...] = ()
        """The beginnings of words that have bits."""

    @property
    def name(self) -> str:
        """The table, for sentences."""
        return f"{self.tables.server.address.name} at {self.tables.server.address.place}"

    def run(self, folder: Path | None, processes: int | None) -> Provenance:
        """Import the rows; what was known of them is forgotten when it ends, so that no collector looks through it."""
        self.begin()
        try:
            with closing(Read(self.rows, self.form, folder, self.report, self.begins)) as read:
                read.read(self.progress, self.stop, processes)
                return self.send(read)
        except OSError as error:
            raise ImportingError(no_room(error)) from None

    def begin(self) -> None:
        """See whether the table can take the rows, before they are read."""
        found = self.tables.found()
        if found and BEGINS in found:
            self.begins = tuple(json.loads(found[BEGINS]))
        else:
            self.begins = chosen(sample(self.rows.paths))
        if found is None:
            return
        if found:
            schema.check_layout(found.get("layout"), self.name)
        for one in imports(found).values():
            if one["format"] != self.form.kept_as:
                these = f"are of {self.form.title}" if one["title"] != self.form.title else "have days in another order"
                raise ServerError(
                    f"{self.name} holds rows of {one['title']}, and these {these}; name another table with"
                    " table=NAME in the address"
                )

    def send(self, read: Read) -> Provenance:
        """Send what was read."""
        self.tables.make()
        beside = self.tables.found() or {}
        if BEGINS not in beside:
            self.tables.put({BEGINS: json.dumps(self.begins)})
        elif tuple(json.loads(beside[BEGINS])) != self.begins:
            raise ServerError(f"another import into {self.name} was begun meanwhile; run the same command again")
        found = imports(beside)
        number, known = self._numbered(found)
        self.units = read.units()
        units = self._named(found, number)
        ids = read.ids()
        for note in self.rows.notes:
            self.report.note(note)
        said = self._said(known)
        if other := self.tables.claim(number, self._digest(), ", ".join(file.name for file in self.rows.files)):
            raise ServerError(
                f"an import of {other} into {self.name} was begun meanwhile; let it end, or run it again if it was broken off,"
                " and then run this one"
            )
        self.tables.put({f"{IMPORT}{number}": json.dumps({**said, "done": False})})
        numbering = self._numbering(again=bool(found))
        made = Assembly(read.makes, read.pieces, read.codes(), units, ids, number, Begins(self.begins), numbering)
        try:
            with closing(made) as assembly:
                self._send(read, assembly, number, bool(known))
            self._check(number, read.count)
        except StoppedError:
            raise
        except ServerError as error:
            raise ServerError(f"{error}; {self.sent:,} of {read.count:,} rows are in the table; {GOING_ON}") from None
        self._end(units, numbering, {f"{IMPORT}{number}": json.dumps({**said, "done": True})})
        return self._provenance(str(said["when"]))

    # -- what stands beside the events -------------------------------------------------------------------------------

    def _numbering(self, *, again: bool) -> Numbering:
        """The codes that the rows have which are there, if any are."""
        if not again:
            return Numbering()
        self._settle()
        return Numbering(run(lists.surveyed(self.tables.events), self.tables.server, Kept())[0])

    def _numbered(self, known: Mapping[int, dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        """The number of this import, and what is known of it if it was begun before.

        Raises:
            ServerError: Its files are in the table already, or those of another import are not yet.
        """
        digest = self._digest()
        for number, one in known.items():
            files = ", ".join(file["name"] for file in one["files"])
            if one["digest"] == digest and one["done"]:
                raise ServerError(f"{self.name} already has {files}, imported on {one['when'][:10]}; nothing was sent")
            if one["digest"] == digest:
                return number, one
            if not one["done"]:
                raise ServerError(
                    f"the import of {files} into {self.name} is not finished, or still runs; run it again first, or name"
                    " another table with table=NAME in the address"
                )
        return max(known, default=0) + 1, {}

    def _digest(self) -> str:
        """What tells the files from others: theirs, and how they are read."""
        said = [file.sha256 for file in self.rows.files]
        return hashlib.sha256(json.dumps([said, self.form.kept_as]).encode()).hexdigest()

    def _named(self, known: Mapping[int, dict[str, Any]], number: int) -> dict[str, Unit]:
        """The first-level units of all imports by code, with their names.

        Raises:
            ServerError: Units of this import would change what those in the table are called.
        """
        before = {
            unit["code"]: Unit(**{**unit, "aliases": tuple(unit.get("aliases", ()))})
            for place, one in sorted(known.items())
            if place != number
            for unit in one["units"]
        }
        found = {unit.code: unit for unit in named({**{unit.code: unit for unit in self.units}, **before}.values())}
        for unit in named(before.values()):
            if found[unit.code] != unit:
                raise ServerError(
                    f"'{unit.name}' in {self.name} and a province of these rows would have the same name; import all files"
                    " together into another table: cttui import FILE FILE --into ADDRESS"
                )
        return found

    def _said(self, known: Mapping[str, Any]) -> dict[str, object]:
        """What is kept of this import."""
        when = str(known.get("when") or datetime.now(UTC).isoformat(timespec="seconds"))
        return {
            **self._provenance(when).plain(),
            "header": self.rows.header.columns,
            "delimiter": self.rows.delimiter,
            "units": layout.to_plain(self.units),
            "digest": self._digest(),
        }

    def _provenance(self, when: str) -> Provenance:
        files = tuple(ReadFile(file.name, file.size, file.sha256) for file in self.rows.files)
        report = self.report
        return Provenance(
            self.form.kept_as, self.form.title, files, self.rows.taken, report.left_out, report.mended, when, self.version
        )

    def _end(self, units: Mapping[str, Unit], numbering: Numbering, done: Mapping[str, str]) -> None:
        """Say what is known of all events now, and that this import is done."""
        found = whole.survey(self.tables.server, self.tables.events, numbering.known())
        countries = sorted((found.values or {}).get("country", ()))
        days = (found.days[0], found.days[-1]) if found.days else (None, None)
        head = Timeline(
            meta=heading(self.form, countries, *days),
            provinces=tuple(units.values()),
            claimants=(self.form.claimant,),
            populations=self.form.populations,
            sources=(self.form.dataset,),
        )
        self.tables.put(
            {"head": layout.write_head(head, found.count, found.sources), "whole": json.dumps(found.plain()), **done}
        )

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _send(self, read: Read, assembly: Assembly, number: int, again: bool) -> None:
        """Send the blocks that are not there."""
        waiting: deque[Future[int]] = deque()
        self._tell(read)
        try:
            for block, without in self._missing(read, number, again):
                if self.stop():
                    raise StoppedError("the import was stopped")
                while len(waiting) >= self.connections:
                    self.sent += waiting.popleft().result()
                    self._tell(read)
                body = assembly.body(block, without)
                waiting.append(started(partial(self._sent, number, block, body, len(without))))
            while waiting:
                self.sent += waiting.popleft().result()
                self._tell(read)
        finally:
            # what is on its way comes in as a whole; a server that hangs holds up nobody
            wait(waiting, PATIENCE)

    def _sent(self, number: int, block: Block, body: Sequence[bytes], there: int) -> int:
        token = f"{self._token()}-{number}-{block.year}-{block.first}-{block.last}-{there}"
        settings: dict[str, str | int] = {"query_id": f"{token}-{time.time_ns()}"}
        if self.tables.server.address.cluster:
            settings["insert_distributed_sync"] = 1
        self.tables.server.insert(self.tables.events, schema.NAMES, body, token, settings, FORMAT)
        return block.size - there

    def _missing(self, read: Read, number: int, again: bool) -> Iterator[tuple[Block, frozenset[int]]]:
        """The blocks that are not there as a whole, each with the numbers of those of its rows that are."""
        counted = self.tables.counted(number) if again else {}
        for year, places in sorted(read.pages.items()):
            there = counted.get(year, 0)
            self.sent += there
            if not there:
                for block in blocks_of(year, pages_of(read.file, places)):
                    yield block, frozenset()
                continue
            spans = [(block.first, block.last, block.size) for block in blocks_of(year, pages_of(read.file, places))]
            if sum(size for _, _, size in spans) == there:
                continue
            counts = self.tables.counted_between(number, year, [(first, last) for first, last, _ in spans])
            for block, count in zip(blocks_of(year, pages_of(read.file, places)), counts, strict=True):
                if count < block.size:
                    span = (block.first, block.last)
                    yield block, self.tables.there(number, year, span) if count else frozenset()

    def _settle(self) -> None:
        """Wait until nothing is on its way any more of an import that was killed: a server takes what it has in full."""
        while self.tables.running(self._token()):
            if self.stop():
                raise StoppedError("the import was stopped")
            time.sleep(LOOK)

    def _token(self) -> str:
        """How the tokens of this import's blocks begin, and the ids of the statements that send them."""
        return f"cttui-import-{self._digest()[:16]}"

    def _check(self, number: int, count: int) -> None:
        """See that all rows are there, each once."""
        found = sum(self.tables.counted(number).values())
        if found != count:
            raise ServerError(f"{self.name} has {found:,} rows of this import instead of {count:,}")

    def _tell(self, read: Read) -> None:
        self.progress(Progress(read.count, self.rows.size, self.rows.size, ending=True, sent=self.sent))
