"""What the desk shows: the reader's marks, notes and views, and the timeline's views."""

from __future__ import annotations

from typing import Any

from cttui.explore.state import State
from cttui.notebook.desk import DeskView
from cttui.store.index import Answer
from cttui.store.wants import Want


class Kept:
    """The desk as a view."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The marked and annotated events, and how many each view finds."""
        return state.desk.wants() if state.desk is not None else ()

    @staticmethod
    def of(answer: Answer, state: State) -> DeskView:
        """All that the reader keeps."""
        if state.desk is None:
            return DeskView((), (), state.query.text, "there is no notebook to save to")
        return state.desk.view(answer, state.query.text)
