"""Markdown (CommonMark): marks and notes as a document to go on writing in."""

from __future__ import annotations

import re
from typing import TextIO

from cttui.exports.subjects import Marks
from cttui.notebook.desk import STATES
from cttui.text import clean

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!&])")


def write_marks(subject: Marks, stream: TextIO) -> None:
    """Write a heading an event; the note below it is quoted, so that whatever it says stays in its place."""
    for number, entry in enumerate(subject.entries()):
        if not number:
            stream.write(f"# {plain(subject.title)}\n")
        stream.write(f"\n## {plain(entry.title or entry.event)}\n\n")
        done = f"marked {entry.made[:10]}".strip() if entry.marked else ""
        wrote = f"note from {entry.changed[:10]}" if entry.changed else ""
        said = (plain(entry.date) or "undated", plain(entry.event), done, wrote, STATES[entry.state])
        stream.write(f"{' · '.join(part for part in said if part)}\n")
        if entry.note:
            stream.write("\n")
            stream.writelines(f"{f'> {clean(line)}'.rstrip()}\n" for line in entry.note.splitlines())


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return _MARKUP.sub(r"\\\1", clean(text))
