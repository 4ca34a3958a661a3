"""Runs the rules over a timeline's file, and applies its remarks to what they find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cttui.checks.registry import RULES, chosen
from cttui.checks.remarks import Remark, remarks
from cttui.checks.rule import Level, Rule, Subject
from cttui.copies.library import Library
from cttui.errors import Problem, TimelineError
from cttui.model.records import Timeline
from cttui.store.cache import index_of
from cttui.timeline import file as files
from cttui.timeline import load
from cttui.timeline.places import Places


class Silenced(NamedTuple):
    """A problem that a remark in the file ignores."""

    problem: Problem
    reason: str


class Report(NamedTuple):
    """What came of checking a file."""

    problems: tuple[Problem, ...]
    """In the order of the file."""
    silenced: tuple[Silenced, ...] = ()


def check(path: Path, *, strict: bool = False, library: Library | None = None) -> tuple[Problem, ...]:
    """The findings of the rules for a timeline file that can be opened.

    Args:
        path: The file.
        strict: Whether to include advice.
        library: The reader's stored copies, to check quotes against.

    Raises:
        TimelineError: The file cannot be read, or has problems that prevent opening it.
    """
    content = files.read(path)
    return check_content(content, str(path), rules=chosen(strict=strict), library=lambda _: library).problems


def check_content(
    content: bytes,
    name: str,
    *,
    rules: Sequence[Rule],
    library: Callable[[Timeline], Library | None],
    cache: Path | None = None,
) -> Report:
    """The findings of the rules for the bytes of a timeline file, which are parsed once and compiled at most once.

    Args:
        content: The bytes.
        name: Its path, which messages call it by and which what it names lies beside.
        rules: Those to run; the ones of reading run always.
        library: Finds the reader's stored copies for a timeline.
        cache: The folder for compiled stores; ``None`` compiles into memory.

    Raises:
        TimelineError: The file has problems that prevent opening it.
    """
    timeline = load.parse(content, name)
    index = index_of(timeline, cache)
    subject = Subject(timeline, index, library(timeline), Path(name))
    found = [(rule, finding) for rule in rules if rule.find is not None for finding in rule.find(subject)]
    index.close()
    places = Places(content.decode("utf-8-sig"))
    said = _remarks(places)
    if not found and not said:
        return Report(())
    problems: list[Problem] = []
    silenced: list[Silenced] = []
    used: set[tuple[int, str]] = set()
    sound = {(remark.target, rule): remark for remark in said if not remark.fault for rule in remark.rules}
    lines = _lines(places, [finding.path for _, finding in found], around=bool(sound))
    for (rule, finding), around in zip(found, lines, strict=True):
        problem = Problem(around[0], *finding[1:], rule.name)
        spot = next((spot for line in around if (spot := (line, rule.name)) in sound), None)
        if spot is None:
            problems.append(problem)
        else:
            silenced.append(Silenced(problem, sound[spot].reason))
            used.add(spot)
    problems += _of_remarks(said, {rule.name: rule for rule in rules}, used)
    problems.sort(key=lambda problem: problem.line)
    silenced.sort(key=lambda one: one.problem.line)
    return Report(tuple(problems), tuple(silenced))


def faults(content: bytes, name: str) -> tuple[Problem, ...]:
    """The problems that keep the bytes of a file from being opened."""
    try:
        load.parse(content, name)
    except TimelineError as error:
        return error.problems
    return ()


def _remarks(places: Places) -> list[Remark]:
    """The remarks of a file that opens."""
    fixed = {rule.name for rule in RULES.values() if rule.level is Level.ERROR}
    return list(remarks(places, RULES, fixed))


def _lines(places: Places, paths: Sequence[tuple[str | int, ...]], *, around: bool) -> list[list[int]]:
    """For each path its line and, with ``around``, the lines of what it stands in: its list, its record by heading and id."""
    if not around:
        return [[line] for line in places.lines(paths)]
    # the first step of a path into a table of records is no place of its own
    steps = [[path[:length] for length in range(len(path), 0 if path[0] == "timeline" else 1, -1)] for path in paths]
    for one in steps:
        if label := load.TABLES[str(one[-1][0])][1] if len(one[-1]) > 1 else "":
            one.append((*one[-1], label))
    found = iter(places.lines([step for one in steps for step in one]))
    return [[next(found) for _ in one] for one in steps]


def _of_remarks(said: Sequence[Remark], rules: Mapping[str, Rule], used: Collection[tuple[int, str]]) -> Iterator[Problem]:
    """What is wrong with the remarks themselves, as far as this run can tell."""
    for remark in said:
        if remark.fault:
            if "ignore-form" in rules:
                yield Problem(remark.line, "this comment", "", "", remark.fault, "ignore-form")
            continue
        for name in remark.rules if "ignore-unused" in rules else ():
            # what depends on the reader's own copies may be found on another machine
            if name in rules and not rules[name].local and (remark.target, name) not in used:
                remedy = f"ignores nothing: {name} finds nothing here; remove it"
                yield Problem(remark.line, "this comment", "", "", remedy, "ignore-unused")
