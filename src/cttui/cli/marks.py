"""What ``cttui marks`` prints: the reader's marks and notes, beside what became of their events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from cttui.cli.formats import csv_lines
from cttui.notebook.desk import STATES, KeptEvent
from cttui.text import clean

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!&])")


# -- formats ---------------------------------------------------------------------------------------------------------


def _table(_title: str, found: Iterable[KeptEvent]) -> Iterator[str]:
    for entry in found:
        mark = "marked" if entry.marked else ""
        state = f"  ({STATES[entry.state]})" if STATES[entry.state] else ""
        when = entry.last[:16].replace("T", " ")
        yield f"{clean(entry.date) or 'undated':24} {when:16} {mark:6} {clean(entry.title or entry.event)}{state}"
        yield from (f"    {clean(line)}".rstrip() for line in entry.note.splitlines())


def _records(found: Iterable[KeptEvent]) -> Iterator[dict[str, object]]:
    for entry in found:
        yield {
            "event": entry.event,
            "date": entry.date,
            "title": entry.title,
            "state": entry.state,
            "marked": entry.marked,
            "made": entry.made,
            "changed": entry.changed,
            "note": entry.note,
        }


def _jsonl(_title: str, found: Iterable[KeptEvent]) -> Iterator[str]:
    for record in _records(found):
        yield json.dumps(record, ensure_ascii=False)


def _csv(_title: str, found: Iterable[KeptEvent]) -> Iterator[str]:
    yield from csv_lines(_records(found))


def _markdown(title: str, found: Iterable[KeptEvent]) -> Iterator[str]:
    """A heading an event; the note below it is quoted, so that whatever it says stays in its place."""
    for number, entry in enumerate(found):
        if not number:
            yield f"# {_plain(title)}"
        yield from ("", f"## {_plain(entry.title or entry.event)}", "")
        done = f"marked {entry.made[:10]}".strip() if entry.marked else ""
        wrote = f"note from {entry.changed[:10]}" if entry.changed else ""
        said = (_plain(entry.date) or "undated", _plain(entry.event), done, wrote, STATES[entry.state])
        yield " · ".join(part for part in said if part)
        if entry.note:
            yield ""
            yield from (f"> {clean(line)}".rstrip() for line in entry.note.splitlines())


def _plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


FORMATS: dict[str, Callable[[str, Iterable[KeptEvent]], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
"""How marks and notes are printed, by name, under the timeline's title; each yields lines."""
