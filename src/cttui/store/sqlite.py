"""The SQLite engine: an index over one compiled store, and how a timeline file comes to be one."""

from __future__ import annotations

from pathlib import Path

from cttui.errors import StoreError
from cttui.store import writer as store
from cttui.store.answers import ANSWERS, place
from cttui.store.bitmaps import Bitmaps
from cttui.store.index import Answer, Ask
from cttui.timeline import file as files


class SqliteIndex(Bitmaps):
    """Answers for one store, within a frame."""

    at_once = True
    """An answer is there before the next frame."""

    def answer(self, ask: Ask) -> Answer:
        """Answer a question, whole.

        Raises:
            UnknownEventError: No event has the id that ``ask.at`` or a want names; the sentence offers the nearest.
        """
        here = place(self, ask)
        row = self.rows_numbered([here.cursor])[0] if here.cursor is not None else None
        parts = {want: ANSWERS[type(want)](self, want, here) for want in ask.wants}
        return Answer(ask, here.selection, here.cursor, here.position, row, here.found, parts)


def open_timeline(path: Path, cache: Path | None) -> SqliteIndex:
    """Open a timeline file, by way of its compiled store.

    An unchanged file is neither parsed nor validated again: its bytes are hashed and the store of that hash is opened.

    Args:
        path: The TOML file.
        cache: The folder for compiled stores; ``None`` keeps the store in memory.

    Raises:
        TimelineError: The file cannot be read or has faults.
    """
    content = files.read(path)
    if cache is not None:
        place_of_store = store.compiled(files.digest(content), cache)
        try:
            return SqliteIndex(store.open_store(place_of_store))
        except StoreError:
            # none yet, another version's, or damaged: it is made anew
            pass
    from cttui.timeline import load

    return SqliteIndex(store.compile_into(load.parse(content, str(path)), cache))
