"""Events and sources made of the own text of rows when they are read, as a packed store makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cttui.errors import ServerError
from cttui.imports.events import Header, composed, event_of, header_of, said_of, share_of, sources_of, summary_of
from cttui.imports.format import Format
from cttui.imports.rows import parse
from cttui.model.records import Event, Source
from cttui.store.clickhouse.schema import IMPORT


class Reader:
    """Reads the rows of one table, each under the header of the import that wrote it."""

    def __init__(self, form: Format, columns: Mapping[int, tuple[Sequence[str], str]]) -> None:
        """Take the format of the rows, and the columns of each import by its number, with what parts its cells."""
        self.form = form
        self._headers = {number: (header_of(names), delimiter) for number, (names, delimiter) in columns.items()}

    @property
    def dataset(self) -> Source:
        """The dataset itself, a source of every event."""
        return self.form.dataset

    def event(self, seq: int, id_: str, raw: str) -> Event:
        """The event of a row.

        Args:
            seq: The number of its import and of the row in it.
            id_: The event's id.
            raw: The row's own text.
        """
        header, cells = self._read(seq, raw)
        made = event_of(self.form, header, cells, (seq & ((1 << IMPORT) - 1)) + 1)
        return made if made.id == id_ else replace(made, id=id_)

    def bare(self, seq: int, id_: str, raw: str) -> Event:
        """The event of a row without the row's own cells and its running texts."""
        header, cells = self._read(seq, raw)
        summary = summary_of(self.form, header, cells)
        said = [share_of(one) for _, one in said_of(self.form, header, cells)]
        sources = sources_of(self.form, header, cells)
        return composed(self.form, said, id_=id_, summary=summary, sources=sources)

    def sources(self, seq: int, raw: str) -> tuple[Source, ...]:
        """The sources of a row, the dataset last."""
        return (*sources_of(self.form, *self._read(seq, raw)), self.form.dataset)

    def _read(self, seq: int, raw: str) -> tuple[Header, list[str]]:
        """The header above a row, and its cells."""
        known = self._headers.get(seq >> IMPORT)
        if known is None:
            raise ServerError(
                "the table has rows of an import that it does not name; it was begun after this was opened: open it again"
            )
        header, delimiter = known
        width = len(header.columns)
        # one, unless somebody has changed the table
        cells = next(iter(parse(raw.encode("utf-8", "replace"), delimiter, width)), [""] * width)
        return header, cells
