"""The command that compares two editions of a timeline, or two people's."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.cli.exits import ExitCode
from cttui.cli.streams import put, tell
from cttui.text import clean, shorten

if TYPE_CHECKING:
    from cttui.model.records import Timeline
    from cttui.timeline.compare import Changes, Difference, FieldChange, Plain, Revised

FORMATS = ("text", "json", "markdown")
LONGEST = 60
"""Characters of a value that is printed; of longer ones it is only said that they changed."""
GIT_ARGUMENTS = 7
"""What git hands to a program that it has compare two files: path, old file, hash, mode, new file, hash, mode."""


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
    driven = len(given) == GIT_ARGUMENTS
    if driven:
        name, given = given[0], [given[1], given[4]]
        if "/dev/null" in given:
            put([f"{clean(name)}: the file is {'new' if given[0] == '/dev/null' else 'deleted'}"])
            return ExitCode.OK
    if len(given) != 2:
        tell("cttui diff: give two editions, the old one first; see 'cttui diff --help'")
        return ExitCode.USAGE
    old, new = map(revisions.read, given)
    before, after = compare.plain(old), compare.plain(new)
    if options.agree:
        return _agree(before, after, options.format)
    found = compare.compare(before, after)
    if options.format == "json":
        put([json.dumps(compare.to_json(found) | {"totals": _totals(old, new)}, ensure_ascii=False, indent=2)])
    elif found:
        put(_text(found, old, new) if options.format == "text" else _markdown(found, old, new))
    # git takes any other code of its driver for a failure
    return ExitCode.PROBLEMS if found and not driven else ExitCode.OK


def _totals(old: Timeline, new: Timeline) -> dict[str, dict[str, str]]:
    """The dead of both editions under each lens."""
    from cttui.model.claims import LENSES, Lens
    from cttui.model.totals import total

    return {name: {"old": str(total(old, Lens(name))), "new": str(total(new, Lens(name)))} for name in LENSES}


# -- as text ---------------------------------------------------------------------------------------------------------


def _counts(old: Timeline, new: Timeline) -> Iterator[tuple[str, str]]:
    """The counts before and after, if they changed."""
    pairs = [
        ("events", len(old.events), len(new.events)),
        ("sources", len(old.sources), len(new.sources)),
        ("claims", sum(len(e.claims) for e in old.events), sum(len(e.claims) for e in new.events)),
    ]
    yield from ((name, f"{was:,} → {now:,}") for name, was, now in pairs if was != now)
    for name, sides in _totals(old, new).items():
        if sides["old"] != sides["new"]:
            yield f"killed, {name}", f"{sides['old']} → {sides['new']}"


def _text(found: Difference, old: Timeline, new: Timeline) -> Iterator[str]:
    for name, said in _counts(old, new):
        yield f"{name:16} {said}"
    for change in found.meta:
        yield f"timeline {_field(change)}"
    for heading, lines in _sections(found):
        yield from ("", heading)
        for depth, line in lines:
            yield clean(f"{'  ' * (depth + 1)}{line}")


def _markdown(found: Difference, old: Timeline, new: Timeline) -> Iterator[str]:
    yield from ("# Changes", "")
    for name, said in _counts(old, new):
        yield f"- {name}: {said}"
    for change in found.meta:
        yield f"- timeline {_escaped(_field(change))}"
    for heading, lines in _sections(found):
        yield from ("", f"## {heading}", "")
        for depth, line in lines:
            yield f"{'  ' * depth}- {_escaped(clean(line))}"


def _escaped(line: str) -> str:
    """A line of which Markdown makes nothing else."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in line)


def _sections(found: Difference) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Headings with their lines, each with its depth."""
    from cttui.timeline.load import PLURALS

    # what a reader asks first: events, then what they rest on, then the rest
    for table in sorted(
        found.tables, key=lambda table: ("event", "source").index(table) if table in {"event", "source"} else 2
    ):
        changes = found.tables[table]
        plural = PLURALS[table]
        if changes.added:
            yield f"{plural} added  {len(changes.added):,}", [(0, _named(record)) for _, record in changes.added]
        if changes.withdrawn:
            yield (
                f"{plural} withdrawn  {len(changes.withdrawn):,}",
                [(0, _named(record)) for _, record in changes.withdrawn],
            )
        altered = [one for one in changes.revised if one.changes or one.claims]
        if altered:
            yield f"{plural} changed  {len(altered):,}", [line for one in altered for line in _altered(one)]
        moved = [one for one in changes.revised if one.moved]
        if moved:
            yield (
                f"{plural} moved  {len(moved):,}",
                [(0, f"{one.label or 'number'}  {one.was + 1:,} → {one.now + 1:,}") for one in moved],
            )


def _named(record: Plain) -> str:
    label = (
        record.get("id") or record.get("code") or record.get("name") or f"{', '.join(record['provinces'])}, {record['period']}"
    )
    title = (
        record.get("sought")
        or record.get("title")
        or (record.get("name") if "code" in record else "")
        or record.get("title_note", "")
    )
    return f"{label}  {title}".rstrip()


def _altered(one: Revised) -> Iterator[tuple[int, str]]:
    yield 0, one.label or f"number {one.now + 1:,}"
    for change in one.changes:
        yield 1, _field(change)
    if one.claims is not None:
        yield from _claims(one.claims)


def _claims(changes: Changes) -> Iterator[tuple[int, str]]:
    for _, claim in changes.added:
        yield 1, f"claim added: {_claim(claim)}"
    for one in changes.revised:
        if one.changes:
            yield 1, f"claim revised: {'; '.join(_field(change) for change in one.changes)}"
    for _, claim in changes.withdrawn:
        yield 1, f"claim withdrawn: {_claim(claim)}"


def _claim(claim: Mapping[str, Any]) -> str:
    from cttui.model.claims import stated
    from cttui.model.records import Claim

    figure = " ".join(filter(None, (stated(Claim(**claim)), claim.get("unit", ""))))
    return f"{claim['measure']}, {claim['who']}: {figure}, by {claim['by']} [{claim['source']}]"


def _field(change: FieldChange) -> str:
    """What became of a key: both values where they are short, and of a list what came and went."""
    old, new = change.old, change.new
    if isinstance(old or new, list) and not isinstance((old or new)[0], Mapping):
        return f"{change.key}: {_list_change(old or [], new or [])}"
    if old is None:
        return f"{change.key}: added {_value(new)}"
    if new is None:
        return f"{change.key}: removed {_value(old)}"
    was, now = _value(old), _value(new)
    return f"{change.key}: {was} → {now}" if len(was) + len(now) <= 2 * LONGEST else f"{change.key}: changed"


def _list_change(old: Sequence[object], new: Sequence[object]) -> str:
    came = [str(item) for item in new if item not in old]
    went = [str(item) for item in old if item not in new]
    said = [f"added {', '.join(came)}" if came else "", f"removed {', '.join(went)}" if went else ""]
    return "; ".join(filter(None, said)) or "in another order"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return shorten(" ".join(str(value).split()), 10 * LONGEST)


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
    return _value(value) if value not in (None, []) else "none"
