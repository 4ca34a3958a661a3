"""The command that compares two editions of a timeline, or two people's."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.cli.exits import ExitCode
from cttui.cli.opened import curated
from cttui.cli.streams import put, tell
from cttui.errors import TimelineError
from cttui.text import clean

if TYPE_CHECKING:
    from cttui.model.records import Timeline
    from cttui.timeline.compare import Difference, Plain

FORMATS = ("text", "json", "markdown")
GIT_ARGUMENTS = (7, 9)
"""How many words git hands to a program that it has compare two files: path, old file, hash, mode, new file, hash, mode; where
the file was renamed, its new path and git's own words on that besides (gitattributes(5), git(1))."""
UNMERGED = "GIT_DIFF_PATH_COUNTER"
"""A variable that git sets for such a program; of a file that is not merged it hands over the path alone."""


def options(parser: argparse.ArgumentParser) -> None:
    """Two editions, or what git gives a diff driver."""
    parser.add_argument(
        "editions", nargs="+", type=Path, metavar="EDITION",
        help="the old edition and the new one: timeline files, or git:REVISION:PATH; as a git diff driver, what git passes",
    )  # fmt: skip
    parser.add_argument("--format", choices=FORMATS, default="text", help="output format (default: text)")
    parser.add_argument(
        "--agree", action="store_true", help="compare two people's coding: agreement by field, with Krippendorff's alpha"
    )


def diff(options: argparse.Namespace) -> ExitCode:
    """Print what changed; exit 0 if nothing did, 1 if something did."""
    from cttui.timeline import compare, revisions

    given = list(map(str, options.editions))
    if len(given) in GIT_ARGUMENTS or (len(given) == 1 and UNMERGED in os.environ):
        return _driven(given, options)
    if len(given) != 2:
        tell("cttui diff: give two editions, the old one first; see 'cttui diff --help'")
        return ExitCode.USAGE
    for name in given:
        if not name.startswith(revisions.GIT):
            curated(Path(name), "is a dataset; 'cttui audit TIMELINE --against FILE' compares a timeline with one")
    old, new = map(revisions.read, given)
    if options.agree:
        return _agree(compare.plain(old), compare.plain(new), options.format)
    return ExitCode.PROBLEMS if _compared(old, new, options.format) else ExitCode.OK


def _driven(given: Sequence[str], options: argparse.Namespace) -> ExitCode:
    """Print what changed where git asks; it takes any code but 0 for a failure, and then shows no further file.

    What is no timeline, or one with faults, is compared line by line: ``*.toml`` are other files too, and who has a fault in a
    file looks for it in what has changed.
    """
    from cttui.timeline import revisions

    name, old, new = clean(given[0]), *(given[place] if len(given) > 1 else "" for place in (1, 4))
    if not old:
        put([f"{name}: the file is not merged"])
        return ExitCode.OK
    if os.devnull in {old, new}:
        put([f"{name}: the file is {'new' if old == os.devnull else 'deleted'}"])
        return ExitCode.OK
    if len(given) > GIT_ARGUMENTS[0]:
        put([f"{name}: the file is now {clean(given[7])}"])
    why = "no record has changed"
    try:
        if _compared(revisions.read(old), revisions.read(new), options.format):
            return ExitCode.OK
    except TimelineError as error:
        why = error.problems[0].sentence()
    if lines := revisions.by_line(old, new):
        put([f"{name}: {why}; line by line:", *map(clean, lines)])
    return ExitCode.OK


def _compared(old: Timeline, new: Timeline, form: str) -> bool:
    """Print what changed; whether anything did."""
    from cttui.timeline import compare, telling

    found = compare.compare(compare.plain(old), compare.plain(new))
    if form == "json":
        put([json.dumps(compare.to_json(found) | {"totals": telling.totals(old, new)}, ensure_ascii=False, indent=2)])
    elif found:
        put(telling.lines(found, old, new) if form == "text" else _markdown(found, old, new))
    return bool(found)


# -- as text ---------------------------------------------------------------------------------------------------------


def _markdown(found: Difference, old: Timeline, new: Timeline) -> Iterator[str]:
    from cttui.timeline import telling

    yield from ("# Changes", "")
    for name, said in telling.counts(old, new):
        yield f"- {name}: {said}"
    for change in found.meta:
        yield f"- timeline {_escaped(telling.field(change))}"
    for heading, lines in telling.sections(found):
        yield from ("", f"## {heading}", "")
        for depth, line in lines:
            yield f"{'  ' * depth}- {_escaped(clean(line))}"


def _escaped(line: str) -> str:
    """A line of which Markdown makes nothing else."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in line)


# -- agreement -------------------------------------------------------------------------------------------------------


def _agree(first: Plain, second: Plain, form: str) -> ExitCode:
    """Print how far two people agree, and on what they do not."""
    from cttui.timeline.agreement import agreements

    found = agreements(first, second)
    if form == "json":
        rows = [
            {
                "field": one.field, "events": one.events, "same": one.same, "share": one.share, "alpha": one.alpha,
                "disagreements": [{"event": d.event, "first": d.first, "second": d.second} for d in one.disagreements],
            }
            for one in found
        ]  # fmt: skip
        put([json.dumps(rows, ensure_ascii=False, indent=2)])
    else:
        put(_agreement_lines(found, form))
    return ExitCode.PROBLEMS if any(one.disagreements for one in found) else ExitCode.OK


def _agreement_lines(found: Sequence[Any], form: str) -> Iterator[str]:
    rows = [
        (one.field, f"{one.same:,} of {one.events:,}", f"{one.share:.0%}", "–" if one.alpha is None else f"{one.alpha:.3f}")
        for one in found
    ]
    if form == "markdown":
        yield from ("| field | same | share | alpha |", "| --- | ---: | ---: | ---: |")
        yield from (f"| {' | '.join(row)} |" for row in rows)
    else:
        yield f"{'field':16} {'same':>14} {'share':>6} {'alpha':>7}"
        yield from (f"{field:16} {same:>14} {share:>6} {alpha:>7}" for field, same, share, alpha in rows)
    for one in found:
        if one.disagreements:
            yield from ("", f"{'## ' if form == 'markdown' else ''}{one.field}", *([""] if form == "markdown" else []))
            for d in one.disagreements:
                line = clean(f"{d.event}: {_or_none(d.first)} | {_or_none(d.second)}")
                yield f"- {_escaped(line)}" if form == "markdown" else f"  {line}"


def _or_none(value: object) -> str:
    from cttui.timeline import telling

    return telling.value(value) if value not in (None, []) else "none"
