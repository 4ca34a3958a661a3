"""A whole timeline read back from its store: what a change needs to know of the rest, without reading the file again."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace

from cttui.errors import StoreError
from cttui.model.records import Timeline
from cttui.store import layout


def read_timeline(connection: layout.Reading) -> Timeline:
    """The timeline that a store was compiled from, its records in the order of the file.

    Raises:
        StoreError: The store was not compiled from a file, or is damaged.
    """
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        head, count, _ = layout.read_head(meta["head"])
        filed = array("I", meta["filed"])
        bodies = [body for (body,) in connection.execute("SELECT body FROM event ORDER BY n")]
        found = dict(connection.execute("SELECT id, body FROM source"))
        order = [token for (token,) in connection.execute("SELECT token FROM value WHERE field = 'source' ORDER BY position")]
        events = [layout.to_event(json.loads(bodies[n])) for n in filed]
        sources = [layout.to_source(json.loads(found[id_])) for id_ in order]
        actors, terms = layout.read_names(meta["names"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise StoreError(f"the store is damaged ({error})") from None
    if len(events) != count:
        raise StoreError("the store was not compiled from a file")
    return replace(head, events=tuple(events), sources=tuple(sources), actors=actors, terms=terms)
