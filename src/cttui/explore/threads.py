"""Paths through events: the timeline's threads and the chain of decisions around an event, read step by step."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.detail import DetailView, brief_date
from cttui.explore.state import Path, State
from cttui.model import dates
from cttui.model.dates import Edtf
from cttui.model.records import Timeline
from cttui.store.index import Answer
from cttui.store.parts import ChainPart, Row
from cttui.store.wants import Chain, InFull, Selected, Steps, Want

CHAIN = "<chain>"
"""The id of the path that is not a thread: what an event responds to, and what responded to it. No thread can have it."""
LONGEST = 200
"""The most events of a chain on each side."""


class PathLine(NamedTuple):
    """A path in the list of paths."""

    id: str
    title: str
    steps: int
    selected: int
    """Steps that match the current filters."""
    here: bool
    """Whether the event at the cursor is one of them."""
    at: int | None
    """Position of the step read last; ``None`` if none was."""


class ThreadsView(NamedTuple):
    """The list of paths."""

    lines: tuple[PathLine, ...]
    open: str
    """The id of the open path; empty if none is."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The chain around the cursor, and how many steps of each path are selected."""
        return Chain(LONGEST), _selected(state)

    @staticmethod
    def of(answer: Answer, state: State) -> ThreadsView:
        """The chain of the event at the cursor, or the open one, and the timeline's threads."""
        chain, read = answer[Chain(LONGEST)], state.path
        numbers = iter(answer[_selected(state)])
        found: list[tuple[Path, int]] = []
        if read is not None and read.id == CHAIN:
            found = [(read, next(numbers))]
        elif (around := chain_path(chain, answer.row)) is not None and chain is not None:
            found = [(around, chain.selected)]
        found += zip(threads(state.head), numbers, strict=True)
        here, steps_read = answer.row.id if answer.row is not None else "", dict(state.steps_read)
        lines = []
        for path, selected in found:
            at = read.at if read is not None and read.id == path.id else steps_read.get(path.id)
            lines.append(PathLine(path.id, path.title, len(path.steps), selected, here in path.steps, at))
        return ThreadsView(tuple(lines), read.id if read is not None else "")


def _selected(state: State) -> Selected:
    """The number of selected steps of the open chain, if any, and of each thread."""
    read = [state.path.steps] if state.path is not None and state.path.id == CHAIN else []
    return Selected((*read, *(path.steps for path in threads(state.head))))


class Step(NamedTuple):
    """A step of a path."""

    id: str
    kind: str
    date: str
    title: str
    gap: str
    """The days since the previous step, in words; empty at the first step and if a date is unknown."""
    answers: tuple[str, ...]
    """What it responds to, each with the days between."""


class PathView(NamedTuple):
    """A path and its current step."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    at: int
    detail: DetailView

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The steps, and the current one in full."""
        return (Steps(state.path.steps), InFull(state.path.steps[state.path.at])) if state.path is not None else ()

    @staticmethod
    def of(answer: Answer, state: State) -> PathView | None:
        """The path with its steps in words; ``None`` if none is open."""
        path = state.path
        if path is None:
            return None
        steps, before = [], None
        for event, answered in answer[Steps(path.steps)]:
            answers = tuple(
                f"responds to {brief_date(row.date)}{_after(dates.dated(row.date), event.when)}: {row.title}"
                for row in answered
            )
            gap = dates.describe_gap(before, event.when) if before and event.when else ""
            steps.append(Step(event.id, event.kind, brief_date(event.date), event.title, gap, answers))
            before = event.when
        read = answer[InFull(path.steps[path.at])]
        assert read is not None  # noqa: S101 - it was asked for by its id
        detail = DetailView.shown(read, state.register, state.head)
        return PathView(path.id, path.title, path.summary, tuple(steps), path.at, detail)


def _after(first: Edtf | None, then: Edtf | None) -> str:
    """The days between an event and the response to it, in brackets; empty if a date is unknown."""
    gap = dates.describe_gap(first, then) if first and then else ""
    return f" ({gap})" if gap else ""


def chain_path(chain: ChainPart | None, row: Row | None) -> Path | None:
    """The chain of the event at the cursor as a path, starting at that event; ``None`` if it has none."""
    if chain is None or row is None or len(chain.ids) < 2:
        return None
    summary = "What this event responds to, and what responded to it."
    return Path(CHAIN, f"Decisions around: {row.title}", summary, chain.ids, chain.ids.index(row.id))


def threads(head: Timeline) -> tuple[Path, ...]:
    """The timeline's threads as paths."""
    found = (Path(thread.id, thread.title, thread.summary, tuple(dict.fromkeys(thread.events))) for thread in head.threads)
    return tuple(path for path in found if path.steps)
