"""What tests of exports share: the small timeline, what a format writes of it, and a binary export as text.

``python tests/exporting.py`` writes the golden files anew.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from cttui.explore.explorer import Explorer
from cttui.exports.guard import Guard
from cttui.exports.registry import Format, exported
from cttui.exports.subjects import Events, Sources
from cttui.model.claims import ALL, Lens
from cttui.query.language import parse
from cttui.store.cache import open_timeline
from cttui.store.index import Index

GOLDEN = Path(__file__).parent / "unit" / "golden"
HARBOUR = GOLDEN / "timeline.toml"
NAMED = exported()
"""The formats by name."""
HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What no file may hold: characters that a terminal obeys, and those that reorder text."""
SECRETS = ("leak", "A leaked list", "A clerk", "a clerk", "nine names", "A meeting that only", "2–9", "5–9")
"""What the small timeline has of its sensitive source alone: its id, texts, claimant, quote and figure, and the event."""


def subject_of(index: Index, format_: Format, text: str = "", lens: Lens = ALL, guard: Guard | None = None) -> Events | Sources:
    """What a format takes of a query."""
    if format_.takes == "events":
        return Events(index, parse(text, index.vocabulary), lens, guard)
    return Sources(index, Explorer(index, text).sources().rows, guard)


def written(index: Index, name: str, text: str = "", guard: Guard | None = None) -> tuple[bytes, tuple[str, ...]]:
    """What an export writes, and what it says that it could not carry."""
    format_ = NAMED[name]
    content = io.BytesIO()
    subject = subject_of(index, format_, text, ALL, guard)
    if format_.binary:
        left = format_.write(subject, content).left
    else:
        stream = io.TextIOWrapper(content, encoding="utf-8", newline="\n")
        left = format_.write(subject, stream).left
        stream.flush()
        stream.detach()
    return content.getvalue(), left


def text_of(index: Index, name: str, text: str = "", guard: Guard | None = None) -> str:
    """The same of a format of text."""
    return written(index, name, text, guard)[0].decode()


def ids_of(index: Index, text: str = "") -> list[str]:
    """The events of a query that leave."""
    return [item.event.id for item in Events(index, parse(text, index.vocabulary), ALL).items()]


def dump(name: str, content: bytes) -> str:
    """A binary export as text, by its other reader."""
    if name == "sqlite":
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        lines = [line for line in connection.iterdump() if not re.match(r'INSERT INTO "?\w+_fts|.*_fts_', line)]
        connection.close()
        return "\n".join(lines) + "\n"
    if name == "xlsx":
        rows = {sheet.title: [list(row) for row in sheet.values] for sheet in openpyxl_of(content)}
        return "".join(f"{title}\t{json.dumps(row, ensure_ascii=False)}\n" for title, found in rows.items() for row in found)
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(content))
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in table.to_pylist())


def openpyxl_of(content: bytes) -> Any:
    """A workbook as openpyxl reads it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def kept(name: str, content: bytes) -> bytes:
    """What the golden file of an export holds: itself, or what its other reader finds in it if it is not text.

    A page without the bodies of its style and its script, which are files of their own, and without their hashes.
    """
    if NAMED[name].binary:
        return dump(name, content).encode()
    if name == "html":
        content = re.sub(rb"(<style>|<script>).*?(?=</)", rb"\1", content, flags=re.DOTALL)
        return re.sub(rb"'sha256-[^']*'", b"'sha256-'", content)
    return content


def golden_of(name: str) -> Path:
    """The golden file of a format."""
    return GOLDEN / f"harbour.{name}{'.txt' if NAMED[name].binary else ''}"


def main() -> None:
    """Write the golden files anew."""
    index = open_timeline(HARBOUR, None)
    for name in NAMED:
        content, _ = written(index, name)
        golden_of(name).write_bytes(kept(name, content))
    index.close()


if __name__ == "__main__":
    main()
