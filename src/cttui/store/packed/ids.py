"""The ids of an import's events: each its own, and found by its hash."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cttui.imports.report import Fault, Report
from cttui.store import layout
from cttui.store.packed.citing import put_hashed
from cttui.store.packed.parts import pack

if TYPE_CHECKING:
    import numpy as np

    from cttui.store.packed.spill import Spill
    from cttui.store.sealing import Sealing

    Numbers = np.ndarray[Any, Any]

_AT_ONCE = 1 << 22
"""Bytes that are looked through for line ends at once."""


def write_ids(store: Sealing, kept: Spill, rows: Numbers, report: Report) -> None:
    """Write the events' ids; of several with one id the first keeps it, and the others are told apart by a number.

    Args:
        store: What they are written to.
        kept: What ``Coder`` keeps columns in.
        rows: The row of each event.
        report: Takes the rows whose id another row has before them.
    """
    import numpy as np

    content, ends, hashes, renames = renamed(kept, report)
    # where each begins, and where the last one ends
    edges = np.zeros(len(ends) + 1, ends.dtype)
    np.add(ends, 1, out=edges[1:])
    again = np.fromiter(renames, np.uint32, len(renames))
    cuts = (rows[at : at + layout.PART] for at in range(0, len(rows), layout.PART))
    parts = (_lines(content, edges, some, renames if np.isin(some, again).any() else {}) for some in cuts)
    store.put("column", (("id", part, pack(body)) for part, body in enumerate(parts)))
    del content, ends, edges
    put_hashed(store, "ident", hashes[rows], np.arange(len(rows), dtype=np.uint32))


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


def renamed(kept: Spill, report: Report) -> tuple[Numbers, Numbers, Numbers, dict[int, bytes]]:
    """The ids of rows that were taken, of which each has one of its own.

    Args:
        kept: What ``Coder`` keeps columns in.
        report: Takes the rows whose id another row has before them.

    Returns:
        The bytes of the ids in the order of the file with a line end after each, where each ends, their hashes, and the rows
        that have another id instead, with a number behind the one that they share.
    """
    import numpy as np

    hashes = kept.take("ident", ">u8")
    known = np.sort(hashes)
    shared = np.unique(known[1:][known[1:] == known[:-1]])
    found: dict[int, bytes] = {}
    if not len(shared):
        del known
        content = kept.take("id", "u1")
        return content, _ends(content), hashes, found
    content = kept.take("id", "u1")
    ends = _ends(content)
    again: dict[bytes, int] = {}
    lines, numbers = kept.take("line", "<u4"), kept.take("number", "<u4")
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
        reason = f"the id {id_.decode()} is that of another row before it; called {new.decode()}"
        report.take(Fault(int(lines[row]), int(numbers[row]), reason, True))
    return content, ends, hashes, found


def _ends(content: Numbers) -> Numbers:
    """Where line ends are, in numbers no larger than is needed."""
    import numpy as np

    kind = np.uint32 if len(content) < 1 << 32 else np.uint64
    cuts = range(0, len(content), _AT_ONCE)
    parts = [(np.flatnonzero(content[at : at + _AT_ONCE] == ord("\n")) + at).astype(kind) for at in cuts]
    return np.concatenate((np.empty(0, kind), *parts))
