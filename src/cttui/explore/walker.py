"""Which thread or chain of decisions is read, at which step, and of which event that makes everything else speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.explore.navigator import Navigator
from cttui.store.index import Ask
from cttui.store.wants import Chain, ToEvent

if TYPE_CHECKING:
    from cttui.explore.moved import Moved
    from cttui.explore.state import Path
    from cttui.store.index import Index


class Walker(Navigator):
    """Reads threads step by step.

    Attributes:
        path: The thread or chain of decisions that is read; it stays open while the reader is elsewhere.
        walking: Whether what is read, cited and marked is its step and not the event at the cursor.
    """

    def __init__(self, index: Index, text: str = "", at: str | None = None) -> None:
        """As ``Explorer``."""
        super().__init__(index, text, at)
        self.path: Path | None = None
        self.walking = False
        self._read_steps: dict[str, int] = {}
        self._reading: int | str = 0
        """Position or id of the current source."""

    def _renew(self, index: Index, moved: Moved) -> None:
        """What is read stays open, at the same step, as far as its events are still there."""
        from cttui.explore.threads import threads

        before, after = ({path.id: path for path in threads(head)} for head in (self.index.head, index.head))
        super()._renew(index, moved)
        for id_, at in list(self._read_steps.items()):
            if id_ in before:
                del self._read_steps[id_]
                if id_ in after:
                    self._read_steps[id_] = _at(after[id_].steps, before[id_].steps[at])
        if (path := self.path) is not None:
            steps = tuple(filter(moved.holds, path.steps))
            found = after.get(path.id) if path.id in before else path._replace(steps=steps)
            self.path = found._replace(at=_at(found.steps, path.steps[path.at])) if found and found.steps else None
            self.walking = self.walking and self.path is not None

    @property
    def _step(self) -> str:
        """The id of the current step; empty if it is the event at the cursor."""
        return self.path.steps[self.path.at] if self.walking and self.path is not None else ""

    @property
    def subject(self) -> int | None:
        """Number of the event that commands act on: the step of a path, or the event at the cursor."""
        return self.index.numbers((self._step,))[0] if self._step else self.cursor

    @property
    def subject_id(self) -> str:
        """Its id; empty if there is none."""
        return self._step or (self.row.id if self.row is not None else "")

    def open_path(self, path_id: str) -> None:
        """Open a path at the step read last; an event's chain, at that event."""
        from cttui.explore.threads import CHAIN, LONGEST, chain_path, threads

        if path_id == CHAIN:
            found = chain_path(self._part(Chain(LONGEST)), self.row) or self.path
        else:
            found = next((path for path in threads(self.index.head) if path.id == path_id), self.path)
        if found is not None:
            at = found.at if path_id == CHAIN else self._read_steps.get(path_id, 0)
            if self.path is None or self.path.id != found.id or path_id == CHAIN:
                self.path = found._replace(at=at)
            self.step(0)

    def open_next(self) -> bool:
        """Read the next thread that the event is on, at it, and after all of them its chain of decisions; false for none.

        The event is that of the step that is read, or else the one at the cursor. Where the thread that was left is open at
        it, that one comes first.
        """
        event = self.subject_id
        if not self.walking and self.path is not None and self.path.steps[self.path.at] == event:
            return self.step(0)
        found = self.paths_here()
        here = [path.id for path in found].index(self.path.id) if self.walking and self.path in found else -1
        if not found or (self.walking and here >= 0 and len(found) == 1):
            return False
        self.path = found[(here + 1) % len(found)]
        return self.step(0)

    def paths_here(self) -> tuple[Path, ...]:
        """The threads that the event which is read is on, and its chain of decisions, each at it."""
        from cttui.explore.threads import CHAIN, LONGEST, chain_path, fitting

        event = self.subject_id
        found = list(fitting(self.index.head, event))
        if self.walking and self.path is not None and self.path.id == CHAIN:
            found.append(self.path)
        elif self.row is not None and self.row.id == event:
            if (chain := chain_path(self._part(Chain(LONGEST)), self.row)) is not None and chain.steps[chain.at] == event:
                found.append(chain)
        elif event:
            # the cursor of the list is elsewhere, and what is said of it is of another event
            answer = self.index.answer(Ask(at=ToEvent(event), wants=(Chain(LONGEST),)))
            if (chain := chain_path(answer[Chain(LONGEST)], answer.row)) is not None:
                found.append(chain)
        return tuple(found)

    def step(self, by: int) -> bool:
        """Read a previous or next step; false at the path's ends."""
        if self.path is None or not 0 <= self.path.at + by < len(self.path.steps):
            return False
        self.path = self.path._replace(at=self.path.at + by)
        self._read_steps[self.path.id] = self.path.at
        self.walking = True
        self._reading = 0
        return True

    def leave_path(self) -> None:
        """Move the cursor to the step's event, clearing the filters if they hide it; the path stays open at this step."""
        if self.path is not None:
            self.walking = False
            self.go_to(self.path.steps[self.path.at])


def _at(steps: tuple[str, ...], event_id: str) -> int:
    """The position of an event among the steps of a path; 0 if it is none of them."""
    return steps.index(event_id) if event_id in steps else 0
