"""CSL-JSON: sources as items of the Citation Style Language 1.0.2, which Zotero and pandoc read."""

from __future__ import annotations

import json
from typing import TextIO

from cttui.exports.citations import Dating, container, dated, phrases, title_of
from cttui.exports.items import Record
from cttui.exports.left import Left
from cttui.exports.subjects import Events, Sources
from cttui.model.records import Source

_LEFT = phrases("marked circa, or given in words")


def write(subject: Sources | Events, stream: TextIO) -> Left:
    """Write an array of items, one a line."""
    left = Left(_LEFT, "source")
    items = (json.dumps(_item(source, found), ensure_ascii=False) for source, found in dated(subject, left))
    stream.write("[")
    stream.writelines(f"{',' if number else ''}\n{item}" for number, item in enumerate(items))
    stream.write("\n]\n")
    return left


def _item(source: Source, found: Dating) -> Record:
    item: Record = {"id": source.id, "type": source.type, "title": title_of(source)}
    if source.author:
        # whether a name is a person's is not known, so none is taken apart
        item["author"] = [{"literal": name} for name in source.author]
    if source.publisher:
        item["container-title" if container(source) else "publisher"] = source.publisher
    if issued := _issued(found):
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


def _issued(found: Dating) -> Record:
    if not found.words:
        return {}
    if not found.parts:
        return {"literal": found.words}
    issued: Record = {"date-parts": [list(part) for part in found.parts]}
    if found.season:
        issued["season"] = found.season
    return {**issued, "circa": True} if found.doubt else issued
