"""Several files of one dataset, read one after the other as if they were one.

They have the same columns; where they stand in another order, or the cells are parted by something else, rows are written anew
as the first file has them, so that all rows of a store are read back in one way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cttui.errors import DatasetError
from cttui.imports.reading import open_rows
from cttui.imports.rows import BATCH, Batch, Rows, never, written
from cttui.text import shorten


def open_files(paths: Sequence[Path], *, stop: Callable[[], bool] = never, columns: Sequence[str] | None = None) -> Rows:
    """Open the files of a dataset.

    Args:
        paths: One file or several.
        stop: Whether to stop; it is asked before every batch.
        columns: Names of the columns for files without a header.

    Raises:
        DatasetError: A file cannot be read, is no dataset, or has other columns than the first.
        StoppedError: ``stop`` says so.
    """
    if len(paths) == 1:
        return open_rows(paths[0], stop=stop, columns=columns)
    return Joined(paths, stop, columns)


class Joined(Rows):
    """The rows of several files."""

    def __init__(self, paths: Sequence[Path], stop: Callable[[], bool], columns: Sequence[str] | None) -> None:
        """Read the header of each file, so that nothing is imported if one of them does not fit.

        Raises:
            DatasetError: A file cannot be read, or has other columns than the first.
        """
        super().__init__(0, stop)
        self._paths, self._columns = paths, columns
        names = [path.name for path in paths]
        self._names = names if len({*names}) == len(names) else [str(path) for path in paths]
        """What tells the files apart."""
        for path in paths:
            with open_rows(path, stop=stop, columns=columns) as one:
                self.size += one.size
                self.paths += one.paths
                if path is paths[0]:
                    self.header, self.delimiter, self.kind, self.first = one.header, one.delimiter, one.kind, one.first
                elif self.first and len(one.first) == len(self.first):
                    continue  # neither has a header, and their first rows differ
                elif one.header.places.keys() != self.header.places.keys():
                    raise DatasetError(f"{path.name} has other columns than {paths[0].name}: {self._differing(one)}")
        self._open: Rows | None = None
        self._number = 0
        self._begins: list[int] = []
        """How many rows come before each file that was begun."""

    def _differing(self, one: Rows) -> str:
        """What sets the columns of a file apart."""
        lacking = [name for name in self.header.columns if name.strip().lower() not in one.header.places]
        more = [name for name in one.header.columns if name.strip().lower() not in self.header.places]
        said = [f"{what} {shorten(', '.join(names))}" for what, names in (("no", lacking), ("also", more)) if names]
        return f"{'; '.join(said)}; import it into a store of its own"

    def close(self) -> None:
        """Close the file that is being read."""
        if self._open is not None:
            self._open.close()

    def file_of(self, row: int) -> str:
        """The name of the file that a row is of."""
        return self._names[bisect_left(self._begins, row) - 1]

    def __iter__(self) -> Iterator[Batch]:
        """The batches, filled up across the ends of files."""
        waiting = Batch([], [], [], [], 0)
        for path, name in zip(self._paths, self._names, strict=True):
            before = sum(file.size for file in self.files)
            self._begins.append(self._number)
            self._open = one = open_rows(path, stop=self._stop, columns=self._columns)
            for batch in one:
                self._fit(batch, one)
                batch.read += before
                waiting.add(batch)
                while len(waiting.rows) >= BATCH:
                    full, waiting = _divided(waiting)
                    yield full
            self._number += one.taken + one.left_out
            self.taken += one.taken
            self.left_out += one.left_out
            self.notes += [f"{name}: {note}" for note in one.notes]
            self.files += one.files
        if waiting.rows or waiting.faults:
            yield waiting

    def _fit(self, batch: Batch, one: Rows) -> None:
        """Make the rows of a batch those of the first file, numbered through."""
        if one.header.columns != self.header.columns or one.delimiter != self.delimiter:
            write = written(self.delimiter)
            order = [one.header.places[column.strip().lower()] for column in self.header.columns]
            batch.rows = [[row[place] for place in order] for row in batch.rows]
            batch.raw = [write(row) for row in batch.rows]
        batch.place = None
        batch.numbers = [number + self._number for number in batch.numbers]
        batch.faults = [fault._replace(row=fault.row + self._number) for fault in batch.faults]


def _divided(batch: Batch) -> tuple[Batch, Batch]:
    """The first rows of a batch with all its faults, and the others."""
    full = Batch(batch.numbers[:BATCH], batch.rows[:BATCH], batch.lines[:BATCH], batch.raw[:BATCH], batch.read, batch.faults)
    left = Batch(batch.numbers[BATCH:], batch.rows[BATCH:], batch.lines[BATCH:], batch.raw[BATCH:], batch.read)
    return full, left
