"""Threads, which the timeline has, and the chain of decisions around an event: both are read step by step."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.detail import DetailView, brief_date
from cttui.explore.state import Path, State
from cttui.model import dates
from cttui.model.records import Timeline
from cttui.store.index import Answer
from cttui.store.parts import ChainPart, Row
from cttui.store.wants import Chain, InFull, Selected, Steps, Want

CHAIN = "<chain>"
"""The id of a chain of decisions: what an event answers, and what answered it. No thread can have it."""
LONGEST = 200
"""The most events of a chain on each side."""


class PathLine(NamedTuple):
    """A thread, or the chain of decisions, in the list."""

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
    """The threads, and the chain of decisions of the event at the cursor."""

    lines: tuple[PathLine, ...]
    open: str
    """The id of what is read; empty if nothing is."""

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


class Answered(NamedTuple):
    """An event that a step answers."""

    step: int | None
    """Its number in what is read, from 1; ``None`` if it is no step of it."""
    date: str
    gap: str
    """The days from it to the step, in words; empty if a date is not known."""

    def __str__(self) -> str:
        """``11 days after step 1``, ``the same day as 26 Mar 2024``."""
        what = f"step {self.step}" if self.step is not None else self.date
        if not self.gap:
            return f"responds to {what}"
        if self.gap == SAME_DAY:
            return f"{self.gap} as {what}"
        return f"{self.gap.replace(' later', ' after').replace(' earlier', ' before')} {what}"


SAME_DAY = "the same day"
"""What ``dates.describe_gap`` says for no days."""


class Step(NamedTuple):
    """A step of a thread or a chain of decisions."""

    id: str
    kind: str
    date: str
    title: str
    gap: str
    """The days since the previous step, in words; empty at the first step and if a date is unknown."""
    answers: tuple[Answered, ...]
    """What it answers, what comes first first."""

    @property
    def follows(self) -> str:
        """How it follows on what it answers, or else on the step before."""
        return ", ".join(map(str, self.answers)) or self.gap


class PathView(NamedTuple):
    """A thread or a chain of decisions, and the step that is read."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    at: int
    detail: DetailView
    year: str
    """The year of all steps; empty if they are of several."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The steps, and the current one in full."""
        return (Steps(state.path.steps), InFull(state.path.steps[state.path.at])) if state.path is not None else ()

    @staticmethod
    def of(answer: Answer, state: State) -> PathView | None:
        """The steps in words; ``None`` if nothing is read."""
        path = state.path
        if path is None:
            return None
        steps, before = [], None
        for event, answered in answer[Steps(path.steps)]:
            answers = tuple(
                Answered(
                    path.steps.index(row.id) + 1 if row.id in path.steps else None,
                    brief_date(row.date),
                    dates.describe_gap(when, event.when) if (when := dates.dated(row.date)) and event.when else "",
                )
                for row in answered
            )
            gap = dates.describe_gap(before, event.when) if before and event.when else ""
            steps.append(Step(event.id, event.kind, brief_date(event.date), event.title, gap, answers))
            before = event.when
        read = answer[InFull(path.steps[path.at])]
        assert read is not None  # noqa: S101 - it was asked for by its id
        detail = DetailView.shown(read, state.register, state.head)
        years = {step.date.rpartition(" ")[2] for step in steps}
        year = years.pop() if len(years) == 1 else ""
        return PathView(path.id, path.title, path.summary, tuple(steps), path.at, detail, year if year.isdecimal() else "")


def chain_path(chain: ChainPart | None, row: Row | None) -> Path | None:
    """The chain of decisions of the event at the cursor, read from that event; ``None`` if it has none."""
    if chain is None or row is None or len(chain.ids) < 2:
        return None
    summary = "What this event responds to, and what responded to it."
    return Path(CHAIN, f"Chain of decisions: {row.title}", summary, chain.ids, chain.ids.index(row.id))


def threads(head: Timeline) -> tuple[Path, ...]:
    """The timeline's threads, each from its first step."""
    found = (Path(thread.id, thread.title, thread.summary, tuple(dict.fromkeys(thread.events))) for thread in head.threads)
    return tuple(path for path in found if path.steps)


def fitting(head: Timeline, event: str) -> tuple[Path, ...]:
    """The threads that an event is on, each at it: first where it comes earliest, so that what followed is read on from there.

    Of two where it comes equally early the shorter one is first.
    """
    found = (path._replace(at=path.steps.index(event)) for path in threads(head) if event in path.steps)
    return tuple(sorted(found, key=lambda path: (path.at, len(path.steps))))
