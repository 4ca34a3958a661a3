"""The command that checks a timeline file, and mends what is safe."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli.exits import ExitCode
from cttui.cli.opened import curated, library_of, timeline_of
from cttui.cli.parsing import placed
from cttui.cli.streams import put, tell
from cttui.errors import TimelineError
from cttui.text import clean

if TYPE_CHECKING:
    from cttui.copies.library import Library
    from cttui.model.records import Timeline


def options(parser: argparse.ArgumentParser) -> None:
    """A file, the form of the findings, which rules are run, and whether to mend."""
    from cttui.cli.findings import CHECK_FORMATS

    parser.add_argument(
        "path", nargs="?", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )
    parser.add_argument(
        "--format",
        choices=list(CHECK_FORMATS),
        default="text",
        help="output format (default: text); sarif is for code scanning",
    )
    parser.add_argument(
        "--select",
        metavar="RULES",
        action="append",
        default=[],
        help="run only these rules, e.g. unquoted,near-tag; may be repeated",
    )
    parser.add_argument("--ignore", metavar="RULES", action="append", default=[], help="skip these rules; may be repeated")
    parser.add_argument(
        "--strict", action="store_true", help="also report advice: single sources, missing quotes and unexplained disputes"
    )
    parser.add_argument("--fix", action="store_true", help="fix what is safe to fix, print what was done, and report the rest")
    parser.add_argument("--dry-run", action="store_true", help="with --fix: print the changes as a diff and write nothing")


def check(options: argparse.Namespace) -> ExitCode:
    """Print what the rules find; exit 0 if they find nothing."""
    from cttui.checks.registry import UnknownRuleError, chosen, named
    from cttui.checks.rules import Report, check_content
    from cttui.cli.findings import CHECK_FORMATS
    from cttui.settings import paths
    from cttui.timeline.file import read

    try:
        only, left_out = named(",".join(options.select)), named(",".join(options.ignore))
        rules = chosen(strict=options.strict, select=only, ignore=left_out)
    except UnknownRuleError as error:
        tell(f"cttui check: {error}")
        return ExitCode.USAGE
    if options.dry_run and not options.fix:
        tell("cttui check: --dry-run goes with --fix")
        return ExitCode.USAGE
    curated(
        options.path,
        "is a dataset, whose rows are checked when they are imported; 'cttui import FILE --report REPORT' lists the faults",
    )
    path = timeline_of(options.path)
    content = read(path)
    if options.fix:
        content = _mended(options, path, content, {rule.name for rule in rules})

    def library(timeline: Timeline) -> Library:
        return library_of(options.path, timeline)

    try:
        report = check_content(content, str(path), rules=rules, library=library, cache=paths().cache)
    except TimelineError as error:
        report = Report(error.problems)
    if options.dry_run:
        return ExitCode.PROBLEMS if report.problems else ExitCode.OK
    if report.problems or options.format not in ("text", "github"):
        put(CHECK_FORMATS[options.format](str(path), report))
    return ExitCode.PROBLEMS if report.problems else ExitCode.OK


def _mended(options: argparse.Namespace, path: Path, content: bytes, rules: Collection[str]) -> bytes:
    """A file's bytes after mending; they are written and what was done is printed, or with ``--dry-run`` the diff alone.

    Raises:
        TimelineError: The file cannot be written, or was changed meanwhile.
        TimelineEditError: It cannot be mended in its layout.
    """
    from cttui.curation.mending import mend
    from cttui.timeline import file

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content
    after, done = mend(text, rules)
    if not done:
        return content
    mended = content[: len(content) - len(text.encode())] + after.encode()
    if options.dry_run:
        put(_diff(str(path), text, after))
        return mended
    file.replace(path, content, mended)
    # findings for programs stand alone on standard output
    say = put if options.format == "text" else _tell_all
    say(clean(f"{path}:{one.line}: {one.sentence()} [{one.rule}]") for one in done)
    return mended


def _tell_all(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    """A unified diff of two texts of a file."""
    import difflib

    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm=""):
        yield clean(line)
