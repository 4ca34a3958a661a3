"""CSL-JSON: sources as items of the Citation Style Language 1.0.2, which Zotero and pandoc read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from cttui.exports.citations import Dating, container, dated, phrases, title_of
from cttui.exports.items import Record
from cttui.exports.left import Left
from cttui.exports.subjects import Events, Sources
from cttui.model.records import Source

LEFT = phrases("marked circa, or given in words")
"""What is said of sources that an item cannot give whole."""


def write(subject: Sources | Events, stream: TextIO) -> Left:
    """Write an array of items, one a line."""
    left = Left(LEFT, "source")
    write_items(items(subject.cited(), left), stream)
    return left


def write_items(found: Iterable[Record], stream: TextIO) -> None:
    """Write items as an array, one a line."""
    lines = (json.dumps(item, ensure_ascii=False) for item in found)
    stream.write("[")
    stream.writelines(f"{',' if number else ''}\n{line}" for number, line in enumerate(lines))
    stream.write("\n]\n")


def items(sources: Iterable[Source], left: Left) -> Iterator[Record]:
    """An item a source; what it cannot give whole is counted."""
    return (_item(source, found) for source, found in dated(sources, left))


def _item(source: Source, found: Dating) -> Record:
    item: Record = {"id": source.id, "type": source.type, "title": title_of(source)}
    if source.author:
        # whether a name is a person's is not known, so none is taken apart
        item["author"] = [{"literal": name} for name in source.author]
    if source.publisher:
        item["container-title" if container(source) else "publisher"] = source.publisher
    if issued := date_of(found):
        item["issued"] = issued
    if source.url:
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    if source.digest:
        item["annote"] = source.digest
    custom: dict[str, str] = {"standpoint": source.standpoint}
    if source.derived_from:
        custom["derived_from"] = " ".join(source.derived_from)
    return {**item, "custom": custom}


def date_of(found: Dating) -> Record:
    """A date as CSL has it: parts, and whether they are certain, or words; empty if there is none."""
    if not found.words:
        return {}
    if not found.parts:
        return {"literal": found.words}
    issued: Record = {"date-parts": [list(part) for part in found.parts]}
    if found.season:
        issued["season"] = found.season
    return {**issued, "circa": True} if found.doubt else issued
