"""From the rows of a dataset to a packed store."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pyroaring import BitMap

from cttui import disk
from cttui.errors import ImportingError, StoppedError
from cttui.imports.heading import heading
from cttui.imports.provenance import KEY, Provenance, ReadFile
from cttui.imports.report import Progress, Report, Summary
from cttui.imports.units import named
from cttui.model.records import Timeline, Unit
from cttui.store import checked
from cttui.store.packed import shares
from cttui.store.packed.beside import Beside
from cttui.store.packed.citing import wanted
from cttui.store.packed.codes import Coder, Codes
from cttui.store.packed.finish import Finish, Order, order_of
from cttui.store.packed.memory import give_back, give_back_large
from cttui.store.packed.sayings import LISTED
from cttui.store.packed.shares import whole_of
from cttui.store.packed.spill import Spill
from cttui.store.packed.words import Coded, Texts
from cttui.store.sealing import Sealing, opened
from cttui.store.writer import without_collector, write_meta
from cttui.text import words

if TYPE_CHECKING:
    from cttui.imports.format import Apart, Format
    from cttui.imports.rows import Rows


SMALL = 8 << 20
"""Bytes of a file below which one process is faster than two: starting the second takes a third of a second."""


def write(
    rows: Rows,
    form: Format,
    target: Path,
    *,
    progress: Callable[[Progress], object] = lambda _: None,
    report: Report | None = None,
    processes: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    when: str = "",
    version: str = "",
) -> Summary:
    """Write a store of the rows of a dataset; it comes into its place when it is whole.

    Args:
        rows: The rows, read once.
        form: Their format.
        target: Where the store goes; a file that is there is replaced.
        progress: Told after each batch how far it is.
        report: Takes the faults of rows.
        processes: How many work on it: one or two, by default as many as there are cores for. The store is the same.
        stop: Asked after each batch; the import ends if it is true.
        when: When it is imported, as ISO 8601; now by default.
        version: The release of cttui that imports it.

    Raises:
        StoppedError: ``stop`` said so; nothing is left behind.
        ImportingError: The store cannot be written.
    """
    report = report or Report()
    give_back_large()
    part, words_part = (target.with_name(f".{target.name}.{os.getpid()}{ending}{disk.PART}") for ending in ("", ".words"))
    try:
        with without_collector():
            _Import(rows, form, part, words_part, progress, report, processes, stop, when, version).run()
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise ImportingError(f"{target}: cannot be written ({_reason(error)})") from None
    finally:
        for path in (part, words_part):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return Summary(rows.taken, report.left_out, report.mended)


def _reason(error: OSError | sqlite3.Error) -> str:
    return disk.reason(error) if isinstance(error, OSError) else str(error)


def cores() -> int:
    """How many cores this process may use."""
    # only Linux says so of a process
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def second_helps(processes: int | None, size: int) -> bool:
    """Whether a second process works on an import.

    Args:
        processes: How many were asked for; ``None`` for as many as there are cores for.
        size: Bytes of the files.
    """
    if not sys.executable:
        return False
    return processes > 1 if processes is not None else size >= SMALL and cores() > 1


class _Import:
    """One import."""

    def __init__(
        self,
        rows: Rows,
        form: Format,
        part: Path,
        words_part: Path,
        progress: Callable[[Progress], object],
        report: Report,
        processes: int | None,
        stop: Callable[[], bool],
        when: str,
        version: str,
    ) -> None:
        self.rows = rows
        self.form = form
        self.part = part
        self.words_part = words_part
        self.progress = progress
        self.report = report
        self.processes = processes
        self.stop = stop
        self.when = when
        self.version = version
        self._says: list[list[str]] = []
        """What each of the pieces says that a list shows."""
        self._counts = b""
        """How many sources each row names."""

    def run(self) -> None:
        with Spill(self.part.parent) as kept, closing(self._texts()) as texts:
            aside = self._aside() if isinstance(texts, Beside) else {}
            coder = Coder(self.form, self.rows.header, kept, self.report, aside)
            self._read(coder, texts)
            self._tell(self.rows.size, ending=True)
            # it has the rows' own text by now
            with closing(opened(self.part)) as connection:
                self._finish(Sealing(connection), coder, texts, kept)

    def _texts(self) -> Texts | Beside:
        """What takes the texts: another process, where that is worth starting one."""
        _, sources = wanted(self.form, self.rows.header)
        if not second_helps(self.processes, self.rows.size):
            return Texts(self.part, self.words_part, sources)
        paths = self.rows.paths
        file = paths[0] if len(paths) == 1 else None
        return Beside(self.part, self.words_part, sources, file, self._aside())

    def _aside(self) -> dict[str, tuple[Apart, list[int | None]]]:
        """The pieces that the other process numbers, which has their columns anyway."""
        sent, _ = wanted(self.form, self.rows.header)
        found = {}
        for piece in self.form.pieces:
            places = self.rows.header.positions(piece.columns)
            if piece.aside and piece.apart is not None and all(place in sent for place in places if place is not None):
                found[piece.name] = piece.apart, [None if place is None else sent.index(place) for place in places]
        return found

    def _read(self, coder: Coder, texts: Texts | Beside) -> None:
        places, _ = wanted(self.form, self.rows.header)
        for batch in self.rows:
            self._check()
            if taken := coder.take(batch):
                columns = [taken.columns[place] for place in places]
                texts.take(batch.raw, columns, taken.ids, len(batch.rows), batch.place)
            self._tell(batch.read)
        texts.ending(self.rows.files)
        # while the last rows are worked on beside
        coder.flush()
        coder.shut()
        ended = texts.end()
        self._counts = ended.counts
        coder.end(ended.aside)
        del ended
        coder.shut()
        give_back()
        shares.forget()

    def _check(self) -> None:
        if self.stop():
            raise StoppedError("the import was stopped")

    def _tell(self, read: int, *, ending: bool = False) -> None:
        self.progress(Progress(self.rows.taken, read, self.rows.size, ending))

    def _finish(self, store: Sealing, coder: Coder, texts: Texts | Beside, kept: Spill) -> None:
        pieces = coder.pieces
        order = order_of(pieces, kept, coder.rows)
        give_back()
        units = named({code: unit for piece in pieces for code, unit in piece.units.items()}.values())
        by_code = {unit.code: unit for unit in units}
        finish = Finish(store, kept, order, whole_of(self.form))
        kinds = finish.has_kind(pieces)
        # first of all, since the words are written meanwhile
        self._begin(texts, finish, pieces, by_code, kinds)
        give_back()
        self._pieces(finish, pieces, by_code)
        finish.points()
        finish.events(kinds, self.form.dataset, self._counts)
        finish.lists()
        finish.rest()
        head = self._head(finish, order, units)
        finish.values(head)
        texts.wait()
        texts.renamed.report(kept, self.report)
        measures = sorted({measure for piece in pieces for measure in piece.measures})
        store.connection.commit()
        store.add(texts.sums)
        about = json.dumps(self._said(pieces, texts.cited.entries, texts.spelt, finish.point_count))
        write_meta(store.connection, head, coder.rows, measures, order.starts, texts.cited.sources + 1, ((KEY, about),))
        self._join(store)

    def _begin(
        self,
        texts: Texts | Beside,
        finish: Finish,
        pieces: Sequence[Codes],
        units: Mapping[str, Unit],
        kinds: BitMap,
    ) -> None:
        """Have the words written."""
        everything = BitMap(range(finish.count), optimize=False)
        # those with most cells last: the other process takes no more until it has worked out those before
        said = ((piece, piece.worded(units)) for piece in sorted(pieces, key=len))
        # a piece without words, such as that of dates, has nothing to send
        worded = (Coded(*found, finish.codes(piece)) for piece, found in said if any(found[0]))
        sets = {**dict.fromkeys(finish.whole.words, everything), "other": everything - kinds}
        texts.begin(finish.order.rank(), worded, sets)

    def _pieces(self, finish: Finish, pieces: Sequence[Codes], units: Mapping[str, Unit]) -> None:
        """Write what the pieces say."""
        finish.columns()
        shared = finish.shared(name for piece in pieces for name in piece.names(units))
        for number, piece in enumerate(pieces):
            # one after the other: what hundreds of thousands of codes say takes more room than all else
            self._check()
            finish.said(piece, piece.within_units(units))
            give_back()
            piece.end()
            piece.settle(units)
            says = _says(piece)
            self._says.append(says)
            finish.piece(number, piece, shared, listed=bool(says))
            piece.forget()
            give_back()
        self._check()
        finish.firsts(words(self.form.title))

    def _join(self, store: Sealing) -> None:
        """Copy what was written beside into the store, and sign it."""
        store.connection.commit()
        store.connection.execute("ATTACH ? AS beside", (str(self.words_part),))
        # as they stand: rows of an empty table are taken over as they are if no order is asked for
        for table in ("bits", "column", "cited", "ident"):
            store.connection.execute(f"INSERT INTO main.{table} SELECT * FROM beside.{table}")  # noqa: S608 - our own names
        store.connection.commit()
        store.connection.execute("DETACH beside")
        checked.sign(store.connection, sums=store.sums)

    def _said(self, pieces: Sequence[Codes], entries: int, spelt: int, points: int) -> dict[str, object]:
        """Where the rows come from, and what is needed to read them."""
        rows, report = self.rows, self.report
        files = tuple(ReadFile(file.name, file.size, file.sha256) for file in rows.files)
        when = self.when or datetime.now(UTC).isoformat(timespec="seconds")
        said = Provenance(
            self.form.kept_as, self.form.title, files, rows.taken, report.left_out, report.mended, when, self.version
        )
        more = {
            "header": rows.header.columns,
            "delimiter": rows.delimiter,
            "pieces": [[codes.piece.name, len(codes), says] for codes, says in zip(pieces, self._says, strict=True)],
            "entries": entries,
            "words": spelt,
            "points": points,
        }
        return {**said.plain(), **more}

    def _head(self, finish: Finish, order: Order, units: tuple[Unit, ...]) -> Timeline:
        countries = sorted(token for field, token in finish.places if field == "country")
        days = (min(order.starts), max(order.starts)) if order.starts else (None, None)
        return Timeline(
            meta=heading(self.form, countries, *days),
            provinces=units,
            claimants=(self.form.claimant,),
            populations=self.form.populations,
            sources=(self.form.dataset,),
        )


def _says(piece: Codes) -> list[str]:
    """What some codes of a piece say of what a list shows of an event."""
    found = (piece.orders, piece.kinds, piece.firsts, piece.units, piece.measures)
    return [what for what, some in zip(LISTED, found, strict=True) if some]
