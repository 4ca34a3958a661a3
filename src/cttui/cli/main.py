"""The command line: commands, their options, and the exit codes.

stdout is for data, stderr for messages. The screen is imported only by the command that opens it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import __version__
from cttui.cli import add, audit, check, diff, export, fmt, import_, mcp, new, streams
from cttui.cli.attach import attach
from cttui.cli.cite import cite
from cttui.cli.exits import ExitCode, ending
from cttui.cli.open import open_link
from cttui.cli.opened import (
    NO_COPIES,
    cited_by,
    curated,
    index_of,
    lens_of,
    library_of,
    mark_since,
    notebook_of,
    query_of,
    revision_of,
    settings,
    timeline_of,
)  # fmt: skip
from cttui.cli.parsing import Parser, named, placed, seconds
from cttui.cli.streams import put, put_by, tell
from cttui.cli.terminal import draw, looks
from cttui.errors import CttuiError, QueryError, TimelineError
from cttui.text import cells

if TYPE_CHECKING:
    from cttui.exports.subjects import Subject, Takes


MAX_POINTED = 200
"""Longest query to print again with its error marked, in characters."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run cttui and return the exit code; a failure prints only one sentence."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        streams.prepare()
        code = _run(arguments)
        streams.finish()
    except BrokenPipeError:
        # the reader of a pipe has exited, as head does
        code = ExitCode.OK
    except streams.OutputError as error:
        tell(f"cttui: {error}")
        code = ExitCode.USAGE
    streams.give_up()
    return ending(code) if argv is None else code


def _run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Raises:
        OutputError: What is printed cannot be written.
        BrokenPipeError: Nobody reads it any more.
    """
    settings.cache_clear()
    try:
        if arguments[:1] == ["complete"]:
            return _complete(arguments[1:])
        _, words = named(arguments, COMMANDS)
        parser = _parser(arguments)
        options = parser.parse_args(parser.joined(words))
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.USAGE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, streams.OutputError):
        raise
    except TimelineError as error:
        for line in error.lines():
            tell(line)
        return ExitCode.USAGE
    except QueryError as error:
        tell("\n".join((f"cttui: {error.sentence()}", *_pointed(error))))
        return ExitCode.USAGE
    except CttuiError as error:
        tell(f"cttui: {error}")
        return ExitCode.USAGE
    except Exception as error:
        if os.environ.get("CTTUI_DEBUG"):
            raise
        from cttui.cli.report import stopped

        tell(stopped(error))
        return ExitCode.INTERNAL


def _pointed(error: QueryError) -> list[str]:
    """On a terminal, the query with its faulty word marked below; nothing if the query is too long for a line."""
    fits = 0 < len(error.text) <= MAX_POINTED and error.stop <= len(error.text) and error.text.isprintable()
    if not fits or not sys.stderr.isatty():
        return []
    before, marked = cells(error.text[: error.start]), cells(error.text[error.start : error.stop])
    return [f"  {error.text}", f"  {' ' * before}{'^' * max(1, marked)}"]


# -- what the command line takes -------------------------------------------------------------------------------------


def _parser(arguments: Sequence[str]) -> Parser:
    """The parser of the command that the first arguments name, or of the one that opens the screen."""
    if name := " ".join(named(arguments, COMMANDS)[0]):
        parser = Parser(prog=f"cttui {name}", description=COMMANDS[name][2] if name in COMMANDS else None)
        if name in COMMANDS:
            COMMANDS[name][0](parser)
            parser.set_defaults(run=COMMANDS[name][1])
        else:
            kinds = seconds(name, COMMANDS)
            parser.add_argument("what", choices=kinds, metavar="|".join(kinds), help=f"what to {name}; it comes first")
            parser.set_defaults(run=lambda _: parser.error(f"expected {' or '.join(kinds)} first"))
        return parser
    below = ";\n" + " " * 13
    rows = "\n".join(f"  {name:10} {help_.replace('; ', below)}" for name, (_, _, help_) in COMMANDS.items())
    codes = "\n".join(f"  {code.value:<10} {code.meaning}" for code in ExitCode)
    parser = Parser(
        prog="cttui",
        description="Explore a curated timeline; every figure is a claim traced to a source.",
        epilog=f"commands:\n{rows}\n\nexit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cttui {__version__}")
    _path(parser)
    _filter(parser)
    _count(parser)
    parser.add_argument("--at", metavar="EVENT", help="start at the event with this id")
    parser.add_argument(
        "--beside", action="append", type=placed, metavar="FILE",
        help="reference set to compare with, a store or a timeline file; may be given several times",
    )  # fmt: skip
    _since(parser, "mark what is new or changed since a revision of git, or another file (find it with is:changed)")
    looks(parser)
    parser.set_defaults(run=draw)
    return parser


def _filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--filter", metavar="QUERY", default="", help="filter, as in the filter bar: 'province:KP kind:attack'")


def _since(parser: argparse.ArgumentParser, help_: str) -> None:
    parser.add_argument("--since", metavar="REVISION", default="", help=help_)


def _path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", nargs="?", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )


def _count(parser: argparse.ArgumentParser) -> None:
    help_ = "whose figures to count: all, lowest, highest, official, a claimant or a source id (default: as set, or all)"
    parser.add_argument("--count", metavar="LENS", default="", help=help_)


def _format(parser: argparse.ArgumentParser, formats: Mapping[str, object], default: str = "") -> None:
    """Offer the formats of a registry; the first is the default where none is named."""
    names = list(formats)
    default = default or names[0]
    parser.add_argument("--format", choices=names, default=default, help=f"output format (default: {default})")


def _export_format(parser: argparse.ArgumentParser, takes: Takes) -> None:
    """Offer the formats that something is exported in."""
    from cttui.exports.registry import formats

    _format(parser, {name: one for name, one in formats(takes).items() if not one.export_only}, "table")


def _claims_options(parser: argparse.ArgumentParser) -> None:
    _path(parser)
    _filter(parser)
    _export_format(parser, "claims")
    export.include_sensitive(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--disputed", dest="only", action="store_const", const="disputed", help="only conflicting figures")
    only.add_argument(
        "--differing", dest="only", action="store_const", const="differing", help="only figures that differ without conflicting"
    )
    only.add_argument("--alone", dest="only", action="store_const", const="alone", help="only figures from a single publisher")
    parser.add_argument(
        "--matching",
        metavar="WORDS",
        default="",
        help="claims with these words, or words that begin with them, in measure, people, claimant, publisher, period or quote,"
        " and the counts that include the people named; publisher:dawn searches one of these",
    )


def _sort(parser: argparse.ArgumentParser) -> None:
    from cttui.query.language import ORDERS

    help_ = "sort order, most first except for date; overrides order: in the filter (default: date)"
    parser.add_argument("--sort", choices=ORDERS, help=help_)


def _list_options(parser: argparse.ArgumentParser) -> None:
    _path(parser)
    _filter(parser)
    _count(parser)
    _sort(parser)
    _export_format(parser, "events")
    export.include_sensitive(parser)
    _since(parser, "let is:changed find what is new or changed since a revision of git, or another file")


def _export_options(parser: argparse.ArgumentParser) -> None:
    _path(parser)
    _filter(parser)
    _count(parser)
    export.options(parser)


def _serve_options(parser: argparse.ArgumentParser) -> None:
    _path(parser)
    _filter(parser)
    _count(parser)
    from cttui.cli.serve import options

    options(parser)


def _show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="event id")
    parser.add_argument(
        "--timeline", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )


def _cite_options(parser: argparse.ArgumentParser) -> None:
    from cttui.exports.references import WAYS

    parser.add_argument("ids", nargs="*", metavar="ID", help="event id; without one, what the filter shows is cited")
    _timeline(parser)
    _filter(parser)
    _count(parser)
    _format(parser, WAYS)
    export.include_sensitive(parser)


def _open_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("link", metavar="LINK", help="link to a view, as 'cttui cite' prints it and Y copies it")
    _timeline(parser)
    _since(parser, "the edition that was linked to, if it is not found: a revision of git, or another file")
    looks(parser)


def _attach_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="source id")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="file to store: HTML, PDF, Markdown or plain text")
    parser.add_argument("--fetch", action="store_true", help="fetch the source's address and store the page")
    parser.add_argument("--all", action="store_true", help="with --fetch: all sources that have an address and no copy")
    parser.add_argument("--allow-private", action="store_true", help="with --fetch: allow private and loopback addresses")
    _timeline(parser)
    _filter(parser)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.formats import VERIFY_FORMATS

    _path(parser)
    _filter(parser)
    _format(parser, VERIFY_FORMATS)


def _propose_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.propose import FORMATS

    parser.add_argument("what", metavar="SOURCE|FILE", help="source id, to read its stored copy, or a file")
    parser.add_argument(
        "timeline", nargs="?", type=placed, metavar="TIMELINE", help="timeline file (default: the one that comes with cttui)"
    )
    _format(parser, FORMATS)


def _marks_options(parser: argparse.ArgumentParser) -> None:
    _path(parser)
    _export_format(parser, "marks")


def _timeline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeline", type=placed, metavar="PATH", help="timeline file (default: as set, or the one that comes with cttui)"
    )


def _no_options(_parser: argparse.ArgumentParser) -> None:
    pass


# -- what the commands do --------------------------------------------------------------------------------------------


def _export(takes: Takes, name: str, subject: Subject) -> None:
    """Print something in a format."""
    from cttui.exports.registry import formats

    left: list[str] = []
    put_by(lambda stream: left.extend(formats(takes)[name].write(subject, stream).left))
    for phrase in left:
        tell(f"cttui: {phrase}")


def _list(options: argparse.Namespace) -> ExitCode:
    from cttui.exports.subjects import Events
    from cttui.store.index import Ask
    from cttui.store.wants import Dead

    revision = revision_of(options.path, options.since) if options.since else None
    index = index_of(options.path)
    if revision is not None:
        mark_since(index, revision)
    lens, trouble = lens_of(index, options.count)
    if trouble:
        tell(f"cttui: {trouble}")
    query = query_of(index, options.filter)
    if options.sort:
        query = query.listed(options.sort)
    _export("events", options.format, Events(index, query, lens, export.guard_for(index, options)))
    if not index.count and sys.stderr.isatty():
        tell("this timeline has no events yet")
    elif sys.stdout.isatty():
        answer = index.answer(Ask(query, (Dead(lens),)))
        count, total = answer.selection.count, answer[Dead(lens)]
        tell(f"{count:,} of {index.count:,} events; {total.sentence}")
    return ExitCode.OK


def _claims(options: argparse.Namespace) -> ExitCode:
    from cttui.explore.claims import MOST_EVENTS, ledger_of, unread
    from cttui.explore.matching import matching
    from cttui.exports.subjects import Claims
    from cttui.store.index import Ask

    index = index_of(options.path)
    query = query_of(index, options.filter)
    if left := unread(index.answer(Ask(query)).selection.count, MOST_EVENTS):
        tell(f"cttui: {left}")
    found = matching(ledger_of(index, query, options.only or "", MOST_EVENTS), options.matching)
    _export("claims", options.format, Claims(found, index, export.guard_for(index, options)))
    return ExitCode.OK


def _show(options: argparse.Namespace) -> ExitCode:
    from cttui.explore.detail import DetailView
    from cttui.explore.printed import event_text
    from cttui.explore.sources import cited

    index = index_of(options.timeline)
    for place, number in enumerate(index.numbers(options.ids)):
        if place:
            put([""])
        put(event_text(DetailView.build(index, number), cited(index, number)))
    return ExitCode.OK


def _verify(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.formats import VERIFY_FORMATS
    from cttui.explore.copy import damaged, verify

    curated(options.path, NO_COPIES)
    index = index_of(options.path)
    library = library_of(options.path, index.head)
    cited = [source.id for source in cited_by(index, options.filter)]
    rows = [*verify(index, library, cited), *damaged(library, cited if options.filter else None)]
    found = [one for one in rows if options.format == "json" or not one.well]
    put(VERIFY_FORMATS[options.format](found))
    return ExitCode.OK if all(one.well for one in found) else ExitCode.PROBLEMS


def _propose(options: argparse.Namespace) -> int:
    from cttui.cli.propose import run

    return run(options)


def _serve(options: argparse.Namespace) -> int:
    from cttui.cli.serve import serve

    return serve(options)


def _marks(options: argparse.Namespace) -> ExitCode:
    from cttui.exports.subjects import Marks

    index = index_of(options.path)
    notebook = notebook_of(index)
    kept = notebook.read()
    _export("marks", options.format, Marks(index, kept))
    if not (kept.marks or kept.notes) and sys.stderr.isatty():
        tell(f"no marks or notes in {notebook.file}")
    return ExitCode.OK


def _schema(_options: argparse.Namespace) -> ExitCode:
    import json

    from cttui.timeline.load import json_schema

    put([json.dumps(json_schema(), indent=2)])
    return ExitCode.OK


def _paths(_options: argparse.Namespace) -> ExitCode:
    from cttui.settings import IMPORTS, paths, settings_path

    places = paths()
    index = index_of(None)
    found = {
        "timeline": timeline_of(None),
        "library": library_of(None, index.head).folder,
        "notebook": notebook_of(index).file,
        "cache": places.cache,
        "imports": places.cache / IMPORTS,
        "settings": settings_path(),
    }
    put(f"{name:9} {path}" for name, path in found.items())
    return ExitCode.OK


def _completion_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.shells import SCRIPTS

    parser.add_argument("shell", choices=list(SCRIPTS), metavar="SHELL", help="bash, zsh or fish")


def _completion(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.shells import SCRIPTS

    put(SCRIPTS[options.shell].splitlines())
    return ExitCode.OK


def _complete(arguments: Sequence[str]) -> ExitCode:
    """What the shells' scripts ask at each Tab; no command of its own, as nobody types it."""
    from cttui.cli.completion import answer

    put(answer(arguments, _parser, {name: help_ for name, (_, _, help_) in COMMANDS.items()}))
    return ExitCode.OK


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str]] = {
    "list": (_list_options, _list, "print the events that match a filter"),
    "show": (_show_options, _show, "print events with their figures and sources"),
    "claims": (_claims_options, _claims, "print who reports which figure, disputes first"),
    "marks": (_marks_options, _marks, "print your marks and notes, and which events have changed since"),
    "export": (_export_options, export.export, "write a selection for other programs, and say what the format cannot carry"),
    "cite": (_cite_options, cite, "print a reference to events or a selection, with its sources and a link that opens it"),
    "open": (_open_options, open_link, "open the view that a link names, and say what has changed in it since"),
    "serve": (_serve_options, _serve, "show the screen in a browser, read-only; prints the address to open"),
    "import": (
        import_.options,
        import_.run,
        "import a dataset (UCDP GED, ACLED, GTD and others) into a store, which opens like a timeline",
    ),
    "attach": (_attach_options, attach, "store a copy of a source, from a file or its address"),
    **{f"add {name}": row for name, row in add.ADD.items()},
    "verify": (
        _verify_options,
        _verify,
        "check stored copies and their quotes; prints nothing and exits 0 if there are no problems",
    ),
    "propose": (
        _propose_options,
        _propose,
        "print figures in a stored copy or file that the timeline lacks",
    ),
    "check": (check.options, check.check, "check a timeline file; prints nothing and exits 0 if there are no problems"),
    "audit": (
        audit.options,
        audit.audit,
        "compare a timeline with reference sets: same, different figures, missing on either side",
    ),
    "diff": (diff.options, diff.diff, "print what changed between two editions of a timeline; exit 0 if nothing did"),
    "new": (new.options, new.new, "write a first timeline, with comments and examples to replace"),
    "fmt": (fmt.options, fmt.fmt, "format timeline files; values and comments are kept"),
    "mcp": (mcp.options, mcp.mcp, "serve a timeline to an assistant over standard input and output (MCP); nothing is changed"),
    "schema": (_no_options, _schema, "print the JSON Schema of timeline files, for editors"),
    "paths": (_no_options, _paths, "print where cttui keeps its files"),
    "completion": (_completion_options, _completion, "print a completion script for bash, zsh or fish"),
}
"""Every command except the one that opens the screen: its options, function and help. A file of that name is ./list."""
