"""The index over a packed store: a dataset's rows, asked like a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyroaring import BitMap

from cttui.errors import StoreError
from cttui.model.claims import Lens, Range
from cttui.model.sources import called
from cttui.query.fields import Vocabulary
from cttui.store import layout
from cttui.store.packed.archive import PackedArchive, read_packing
from cttui.store.packed.formats import format_of
from cttui.store.sqlite import StoreIndex

SOURCE = "source"
"""The field whose values are too many to be listed: they are known by their ids alone."""


class PackedIndex(StoreIndex):
    """The index over a store that an import wrote."""

    def __init__(self, connection: layout.Reading) -> None:
        """Take the open store; ``opening.open_named`` makes one.

        Raises:
            StoreError: The store is damaged, or its rows are of a format that is not known.
        """
        opened = layout.read_opened(connection)
        try:
            form, packing = format_of(opened.packed), read_packing(opened.packed)
            archive = PackedArchive(connection, form, packing, opened.head, opened.events)
        except StoreError:
            connection.close()
            raise
        super().__init__(connection, opened, archive)
        self.vocabulary = _Sourced(self.vocabulary, archive)
        self._packed = archive

    def _tolls_of(self, bits: BitMap, lens: Lens) -> Iterator[tuple[Range, BitMap]]:
        """The tolls of some events under a lens, each with the events that have it."""
        return ((toll, some) for toll, found in self._packed.tolls(lens) if (some := found & bits))


class _Sourced(Vocabulary):
    """A vocabulary whose sources are looked up by their ids."""

    def __init__(self, known: Vocabulary, archive: PackedArchive) -> None:
        super().__init__(known.measures, known.values, known.period)
        self._archive = archive

    def resolve(self, field: str, spelling: str) -> str | None:
        """The token of the value with a given spelling; ``None`` if there is none."""
        if field != SOURCE:
            return super().resolve(field, spelling)
        return spelling if self._archive.citing(spelling) else None

    def label(self, field: str, token: str) -> str:
        """The label of a value in lists."""
        if field != SOURCE:
            return super().label(field, token)
        found = self._archive.sources((token,))
        return str(called(found[0])) if found else token

    def labelled(self, field: str, tokens: Sequence[str]) -> list[str]:
        """The labels of some values in lists."""
        return [self.label(field, token) for token in tokens] if field == SOURCE else super().labelled(field, tokens)
