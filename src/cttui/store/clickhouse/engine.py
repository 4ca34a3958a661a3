"""Opening a table: what stands beside its events says which format its rows are of, and what is known of all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cttui.errors import CttuiError, ServerError
from cttui.imports import provenance
from cttui.imports.known import by_id
from cttui.imports.provenance import Provenance
from cttui.store import layout
from cttui.store.clickhouse import schema, whole
from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.begins import Begins
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.reader import Reader
from cttui.store.clickhouse.rounds import Asked, Kept, run
from cttui.store.clickhouse.schema import quoted
from cttui.store.clickhouse.server import Server
from cttui.store.clickhouse.shards import Shards
from cttui.store.clickhouse.tables import BEGINS, INDEXED, META, imports
from cttui.store.clickhouse.ways import Ways
from cttui.store.clickhouse.whole import Whole


def opened(address: Address, *, partly: bool = False) -> ClickHouseIndex:
    """Open the table of events at an address.

    Args:
        address: The address.
        partly: Whether answers may be of the shards alone that answer, and say which are missing.

    Raises:
        ServerError: The server cannot be asked, or the table is not one that this release reads.
    """
    server = Server(address, partly=partly)
    try:
        return over(server, address, partly=partly)
    except CttuiError:
        server.close()
        raise


def over(server: Asked, address: Address, *, partly: bool = False) -> ClickHouseIndex:
    """The index over the table at an address.

    Args:
        server: The server.
        address: The address.
        partly: Whether some shards may be missing.

    Raises:
        ServerError: The server did not answer, or the table is not one that this release reads.
    """
    database = quoted(address.database)
    table, meta = (f"{database}.{quoted(name)}" for name in (address.table, address.table + META))
    (found,) = server.ask([f"SELECT key, argMax(value, at), max(at) FROM {meta} GROUP BY key"])
    said = {str(row[0]): str(row[1]) for row in found.rows}
    schema.check_layout(said.get("layout"), address.name)
    try:
        known_imports = imports(said)
        done = [about for about in known_imports.values() if about.get("done")]
        if "head" not in said or not done:
            raise ServerError(
                f"the first import into {address.name} did not come to its end; run it again, and it goes on where it ended"
            )
        head, count, sources = layout.read_head(said["head"])
        came = _came(done)
        columns = {number: (tuple(about["header"]), str(about["delimiter"])) for number, about in known_imports.items()}
        known = _whole(said.get("whole"), server, table, count, sources)
        begins = Begins(json.loads(said[BEGINS]))
        indexed = json.loads(said.get(INDEXED, "false")) is True
        at = max(int(row[2]) for row in found.rows)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        if isinstance(error, CttuiError):
            raise
        raise ServerError(
            f"what stands beside the events of {address.name} cannot be read ({error}); import them into another table"
        ) from None
    if (form := by_id(came.format)) is None:
        raise ServerError(f"the rows of {address.name} are of a format that this release does not know; use a newer one")
    shards = Shards(address.cluster) if partly and address.cluster else None
    # what an import says of itself before it sends a row stands there too
    stamp = (f"SELECT max(at) FROM {meta}", at)
    still = stamp if len(done) == len(known_imports) and known.lists else None
    # nodes of a cluster may have other rows at a time
    ways = Ways(table, known.days, still) if still is not None and not address.cluster else None
    reader = Reader(form, columns)
    return ClickHouseIndex(server, table, head, reader, known, came, shards, begins, still, ways, indexed=indexed)


def _came(done: Sequence[Mapping[str, Any]]) -> Provenance:
    """Where all rows of a table come from, by what is said of its imports."""
    each = [provenance.read(json.dumps(about)) for about in done]
    last = max(each, key=lambda one: one.when)
    return Provenance(
        format=last.format,
        title=last.title,
        files=tuple(file for one in each for file in one.files),
        kept=sum(one.kept for one in each),
        left_out=sum(one.left_out for one in each),
        mended=sum(one.mended for one in each),
        when=last.when,
        version=last.version,
    )


def _whole(said: str | None, server: Asked, table: str, count: int, sources: int) -> Whole:
    """What is known of the whole table; asked for where it is not said, or is of another state of it."""
    if said is not None and (known := whole.read(json.loads(said))).count == count:
        return known
    found, _ = run(whole.counted(table), server, Kept())
    # how many there are is said beside them: some may be away
    return Whole(count, sources, found.measures, found.has_best, found.days)
