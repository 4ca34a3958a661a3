"""The first half of an import into a table: rows are read once, and what can be known of all of them is.

What first-level units are called depends on all that occur, and whether an id is taken on all rows; so nothing is sent before
the last row is read. Meanwhile rows stand as the codes of their pieces, and as the ends that ``tails`` keeps in a file.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.errors import StoppedError
from cttui.imports.report import Progress, Report
from cttui.model.records import Unit
from cttui.store.clickhouse.blocks import Ids
from cttui.store.clickhouse.meanings import Makes, Meanings
from cttui.store.clickhouse.schema import NEWEST
from cttui.store.clickhouse.tails import Beside, Sources, Tails
from cttui.store.packed import ids as packed
from cttui.store.packed.citing import wanted
from cttui.store.packed.codes import Coder
from cttui.store.packed.spill import Spill
from cttui.store.packed.writer import second_helps

if TYPE_CHECKING:
    from io import RawIOBase

    import numpy as np

    from cttui.imports.format import Format
    from cttui.imports.rows import Rows

    Numbers = np.ndarray[Any, Any]


class _Coder(Coder):
    """Takes batches of rows and keeps their codes in columns."""

    def __init__(self, makes: Makes, rows: Rows, kept: Spill, report: Report) -> None:
        super().__init__(makes.form, rows.header, kept, report)
        self.meanings = [Meanings(piece, makes) for piece in makes.form.pieces]
        self.pieces = list(self.meanings)

    @property
    def worked(self) -> int:
        """How many of the rows have their cells worked out."""
        return self._worked

    @property
    def taken(self) -> list[list[int]]:
        """For each piece the codes of the rows of the last batch."""
        return [piece.taken for piece in self.meanings]

    def years(self, taken: Sequence[Sequence[int]]) -> list[int]:
        """The year of each row of a batch whose cells are worked out, by the codes of its pieces."""
        dated = [
            map(piece.years.__getitem__, codes)
            for piece, codes in zip(self.meanings, taken, strict=True)
            if "dated" in piece.says
        ]
        if len(dated) == 1:
            return [year or NEWEST for year in dated[0]]
        return [next(filter(None, years), NEWEST) for years in zip(*dated, strict=True)] if dated else [NEWEST] * len(taken[0])


class Read:
    """What is known of rows once they are read."""

    def __init__(self, rows: Rows, form: Format, folder: Path | None, report: Report, begins: tuple[str, ...] = ()) -> None:
        """Take the rows, their format, the folder for temporary files, and what takes the faults of rows.

        Args:
            rows: The rows.
            form: Their format.
            folder: The folder.
            report: What takes faults.
            begins: The beginnings of words that have bits.

        Raises:
            OSError: There is no room for a temporary file.
        """
        self.rows = rows
        self.report = report
        self.makes = Makes(form)
        self.begins = begins
        self._closing = ExitStack()
        where = folder or Path(tempfile.gettempdir())
        self._kept = self._closing.enter_context(Spill(where))
        self.file: RawIOBase = self._closing.enter_context(tempfile.TemporaryFile(dir=where, buffering=0))  # noqa: SIM115
        self._coder = _Coder(self.makes, rows, self._kept, report)
        self._ids = packed.Ids(self._kept)
        self.pages: Mapping[int, Sequence[tuple[int, int]]] = {}
        """For each year where the ends of its rows stand in ``file``."""

    def close(self) -> None:
        """Remove what was kept in files."""
        self._closing.close()

    @property
    def pieces(self) -> Sequence[Meanings]:
        """The pieces of the format."""
        return self._coder.meanings

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._coder.rows

    def read(self, progress: Callable[[Progress], object], stop: Callable[[], bool], processes: int | None = None) -> None:
        """Read all rows.

        Raises:
            StoppedError: ``stop`` said so.
            ImportingError: There is no room for what is kept meanwhile.
        """
        rows, coder = self.rows, self._coder
        places, sources = wanted(coder.form, rows.header)
        # on Windows a process cannot be handed an open file
        beside = sys.platform != "win32" and second_helps(processes, rows.size)
        waiting: list[list[list[int]]] = []
        """The codes of the batches whose cells are not worked out yet."""
        cited = Sources(sources, coder.form.dataset.id)
        wants = (sources.texts, self.begins, rows.delimiter, self.file)
        own = rows.paths[0] if len(rows.paths) == 1 else None
        with closing(Beside(*wants, own) if beside else Tails(*wants)) as tails:

            def worked() -> None:
                tails.dated([year for taken in waiting for year in coder.years(taken)])
                waiting.clear()

            for batch in rows:
                if stop():
                    raise StoppedError("the import was stopped")
                if batched := coder.take(batch):
                    columns = [batched.columns[place] for place in places]
                    self._ids.take(batched.ids)
                    # here and not there: whoever takes texts has more to do
                    tails.take(batch.raw, columns[: sources.texts], cited.of(columns, len(batch.rows)), batch.place)
                    waiting.append(coder.taken)
                    if coder.worked == coder.rows:
                        worked()
                progress(Progress(rows.taken, batch.read, rows.size))
            tails.ending(rows.files)
            coder.end()
            worked()
            for piece in self.pieces:
                piece.end()
            tails.flush()
            self.pages = tails.pages

    # -- what all rows say together ----------------------------------------------------------------------------------

    def units(self) -> tuple[Unit, ...]:
        """The first-level units as the rows name them."""
        return tuple({code: unit for piece in self.pieces for code, unit in piece.units.items()}.values())

    def codes(self) -> list[Numbers]:
        """For each piece the code of each row."""
        return [self._kept.take(f"piece/{piece.piece.name}", "<u4") for piece in self.pieces]

    def ids(self) -> Ids:
        """The ids of the rows; of several with one id, the first keeps it."""
        content, ends, _, found = self._ids.renamed()
        packed.told(found).report(self._kept, self.report)
        return Ids(content.tobytes(), ends, found)
