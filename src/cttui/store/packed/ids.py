"""The ids of an import's events: each its own, and found by its hash.

In the embedded store they belong to the words' side of an import, which otherwise waits for the rows' side.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.imports.report import Fault, Report
from cttui.store import layout
from cttui.store.packed.citing import put_hashed
from cttui.store.packed.parts import pack

if TYPE_CHECKING:
    import numpy as np

    from cttui.store.packed.spill import Spill
    from cttui.store.sealing import Sealing

    Numbers = np.ndarray[Any, Any]

_KEPT = 1 << 20
"""Bytes of ids that are kept in memory."""
_AT_ONCE = 1 << 22
"""Bytes that are looked through for line ends at once."""


class Renamed(NamedTuple):
    """The rows whose id another row has before them."""

    rows: bytes = b""
    """Which they are, in the order of the file: four bytes each."""
    ids: str = ""
    """What each is called instead, with line ends between: the id with a number behind it."""

    def report(self, kept: Spill, report: Report) -> None:
        """Report these rows.

        Args:
            kept: What ``Coder`` keeps columns in.
            report: What takes them.
        """
        import numpy as np

        if not self.rows:
            return
        lines, numbers = kept.take("line", "<u4"), kept.take("number", "<u4")
        for row, new in zip(np.frombuffer(self.rows, np.uint32).tolist(), self.ids.split("\n"), strict=True):
            reason = f"the id {new.rpartition('-')[0]} is that of another row before it; called {new}"
            report.take(Fault(int(lines[row]), int(numbers[row]), reason, True))


class Ids:
    """Takes the ids of rows."""

    def __init__(self, kept: Spill) -> None:
        """Take where they are kept meanwhile."""
        self._kept = kept
        self._content, self._hashes = bytearray(), bytearray()

    def take(self, ids: str) -> None:
        """Take those of some rows, with a line end after each."""
        content = ids.encode()
        self._content += content
        self._hashes += b"".join([blake2b(id_, digest_size=8).digest() for id_ in content.split(b"\n")[:-1]])
        if len(self._content) >= _KEPT:
            self._flush()

    def _flush(self) -> None:
        for name, column in (("id", self._content), ("ident", self._hashes)):
            self._kept.put(name, column)
            column.clear()

    def write(self, store: Sealing, rank: Numbers) -> Renamed:
        """Write the ids; of several rows with one id the first keeps it, and the others are told apart by a number.

        Args:
            store: What they are written to.
            rank: For each row its event's number.
        """
        import numpy as np

        content, ends, hashes, found = self.renamed()
        # where each begins, and where the last one ends
        edges = np.zeros(len(ends) + 1, ends.dtype)
        np.add(ends, 1, out=edges[1:])
        del ends
        rows = np.empty(len(rank), np.uint32)
        rows[rank] = np.arange(len(rank), dtype=np.uint32)
        again = np.fromiter(found, np.uint32, len(found))
        cuts = (rows[at : at + layout.IDS] for at in range(0, len(rows), layout.IDS))
        parts = (_lines(content, edges, some, found if np.isin(some, again).any() else {}) for some in cuts)
        store.put("column", (("id", part, pack(body)) for part, body in enumerate(parts)))
        del content, edges, rows
        put_hashed(store, "ident", hashes, rank)
        return told(found)

    def renamed(self) -> tuple[Numbers, Numbers, Numbers, dict[int, bytes]]:
        """The ids of rows, of which each has one of its own.

        Returns:
            The bytes of the ids in the order of the file with a line end after each, where each ends, their hashes, and the
            rows that have another id instead, with a number behind the one that they share.
        """
        import numpy as np

        self._flush()
        hashes = self._kept.take("ident", ">u8")
        known = np.sort(hashes)
        shared = np.unique(known[1:][known[1:] == known[:-1]])
        found: dict[int, bytes] = {}
        if not len(shared):
            del known
            content = self._kept.take("id", "u1")
            return content, _ends(content), hashes, found
        content = self._kept.take("id", "u1")
        ends = _ends(content)
        again: dict[bytes, int] = {}
        for row in np.flatnonzero(np.isin(hashes, shared)).tolist():
            begin = int(ends[row - 1]) + 1 if row else 0
            id_ = content[begin : int(ends[row])].tobytes()
            if id_ not in again:
                again[id_] = 1
                continue
            while True:
                again[id_] += 1
                new = b"%s-%d" % (id_, again[id_])
                hashed = int.from_bytes(blake2b(new, digest_size=8).digest())
                place = int(np.searchsorted(known, np.uint64(hashed)))
                if place == len(known) or int(known[place]) != hashed:
                    break
            found[row] = new
            hashes[row] = hashed
        return content, ends, hashes, found


def told(found: Mapping[int, bytes]) -> Renamed:
    """Rows with the ids that they have instead of their own, as these are reported."""
    return Renamed(array("I", found).tobytes(), b"\n".join(found.values()).decode())


def _lines(content: Numbers, edges: Numbers, rows: Numbers, renames: dict[int, bytes]) -> bytes:
    """The ids of some rows, with line ends between."""
    import numpy as np

    begins, sizes = edges[rows].astype(np.int64), (edges[rows + 1] - edges[rows]).astype(np.int64)
    if renames:
        spans = zip(rows.tolist(), begins.tolist(), sizes.tolist(), strict=True)
        return b"\n".join([renames.get(row) or content[at : at + size - 1].tobytes() for row, at, size in spans])
    places = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    places += np.arange(len(places))
    found: bytes = content[places[:-1]].tobytes()
    return found


def _ends(content: Numbers) -> Numbers:
    """Where line ends are, in numbers no larger than is needed."""
    import numpy as np

    kind = np.uint32 if len(content) < 1 << 32 else np.uint64
    cuts = range(0, len(content), _AT_ONCE)
    parts = [(np.flatnonzero(content[at : at + _AT_ONCE] == ord("\n")) + at).astype(kind) for at in cuts]
    return np.concatenate((np.empty(0, kind), *parts))
