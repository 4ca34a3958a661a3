"""The SQLite engine: an index over one compiled store."""

from __future__ import annotations

from cttui.store.answers import ANSWERS, place
from cttui.store.bitmaps import Bitmaps
from cttui.store.index import Answer, Ask


class SqliteIndex(Bitmaps):
    """Answers asks about one store within a frame."""

    at_once = True
    """Answers are there before the next frame."""

    def answer(self, ask: Ask) -> Answer:
        """Answer an ask completely.

        Raises:
            UnknownEventError: No event has the id in ``ask.at`` or a want; the message suggests the nearest.
        """
        here = place(self, ask)
        row = self.rows_numbered([here.cursor])[0] if here.cursor is not None else None
        parts = {want: ANSWERS[type(want)](self, want, here) for want in ask.wants}
        return Answer(ask, here.selection, here.cursor, here.position, row, here.found, parts)
