"""Paths through events: the timeline's threads and the chain of decisions around an event, read step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cttui.explore.views import DetailView, brief_date
from cttui.model import dates
from cttui.model.dates import Edtf
from cttui.store.selection import Selection
from cttui.store.sqlite import Index

CHAIN = "<chain>"
"""The id of the path that is no thread of the file: what an event answers, and what answered it. No thread can have it."""
LONGEST = 200
"""Most steps of a chain."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path that is being read."""

    id: str
    """A thread's id, or ``CHAIN``."""
    title: str
    summary: str
    steps: tuple[str, ...]
    """Ids of its events, in order."""
    at: int = 0
    """Position of the step that is read."""


class PathLine(NamedTuple):
    """A path in the list of paths."""

    id: str
    title: str
    steps: int
    selected: int
    """Steps that the filters in force leave."""
    here: bool
    """Whether the event at the cursor is one of them."""
    at: int | None
    """Position of the step that was read last; ``None`` where none was."""


class ThreadsView(NamedTuple):
    """The paths there are to read."""

    lines: tuple[PathLine, ...]
    open: str
    """The id of the path that is read; empty where none is."""


class Step(NamedTuple):
    """A step of a path."""

    id: str
    kind: str
    date: str
    title: str
    gap: str
    """The days since the step before, in words; empty at the first step and where a date is not known."""
    answers: tuple[str, ...]
    """What it answers, each with the days between."""


class PathView(NamedTuple):
    """A path and the step that is read."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    at: int
    detail: DetailView

    @classmethod
    def build(cls, index: Index, path: Path) -> PathView:
        """The path with its steps in words."""
        events = [index.event(index.number(step)) for step in path.steps]
        when = {event.id: event.when for event in events}
        steps, before = [], None
        for event in events:
            answers = tuple(
                f"answers {brief_date(row.date)}{_after(dates.dated(row.date), event.when)}: {row.title}"
                for row in index.rows_of(event.responds_to)
            )
            gap = dates.describe_gap(before, event.when) if before and event.when else ""
            steps.append(Step(event.id, event.kind, brief_date(event.date), event.title, gap, answers))
            before = when[event.id]
        return cls(
            path.id, path.title, path.summary, tuple(steps), path.at, DetailView.build(index, index.number(path.steps[path.at]))
        )


def _after(first: Edtf | None, then: Edtf | None) -> str:
    """The days between an event and what answered it, in brackets; empty where a date is not known."""
    gap = dates.describe_gap(first, then) if first and then else ""
    return f" ({gap})" if gap else ""


def chain_of(index: Index, n: int) -> tuple[str, ...]:
    """The ids of an event, of all that it answers, directly or by way of others, and of all that answers it, in date order."""

    def walk(step: Callable[[int], Iterable[str]]) -> dict[int, None]:
        found: dict[int, None] = {n: None}
        for here in (waiting := [n]):
            for number in (index.number(event_id) for event_id in step(here)):
                if number not in found and len(found) < LONGEST:
                    found[number] = None
                    waiting.append(number)
        return found

    found = sorted(walk(lambda here: index.event(here).responds_to) | walk(index.answered_by))
    return tuple(index.event(number).id for number in found)


def paths(index: Index, cursor: int | None) -> tuple[Path, ...]:
    """The chain of the event at the cursor, where it has one, and the timeline's threads."""
    found = []
    if cursor is not None and len(steps := chain_of(index, cursor)) > 1:
        event = index.event(cursor)
        summary = "What this event answers, and what answered it."
        found.append(Path(CHAIN, f"Decisions around: {event.title}", summary, steps, steps.index(event.id)))
    threads = (
        Path(thread.id, thread.title, thread.summary, tuple(dict.fromkeys(thread.events))) for thread in index.head.threads
    )
    return (*found, *(thread for thread in threads if thread.steps))


def threads_view(
    index: Index, selection: Selection, cursor: int | None, read: Mapping[str, int], open_: Path | None
) -> ThreadsView:
    """The list of paths.

    Args:
        index: The timeline's index.
        selection: The events that the filters leave.
        cursor: Number of the event at the cursor.
        read: For each path that was read, the position of the step read last.
        open_: The path that is read.
    """
    found = paths(index, cursor)
    if open_ is not None and open_.id == CHAIN:
        found = (open_, *(path for path in found if path.id != CHAIN))
    lines = []
    for path in found:
        numbers = [index.number(step) for step in path.steps]
        selected = sum(number in selection for number in numbers)
        at = open_.at if open_ is not None and open_.id == path.id else read.get(path.id)
        lines.append(PathLine(path.id, path.title, len(numbers), selected, cursor in numbers, at))
    return ThreadsView(tuple(lines), open_.id if open_ else "")
