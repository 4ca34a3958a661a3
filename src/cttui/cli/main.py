"""The command line: commands, their options, and the exit codes.

stdout is data, stderr is talk. The screen is imported only by the command that opens it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import __version__
from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.streams import put, tell
from cttui.errors import CttuiError, QueryError, TimelineError

if TYPE_CHECKING:
    from cttui.copies.fetch import Fetched
    from cttui.copies.library import Library
    from cttui.model.records import Source, Timeline
    from cttui.notebook.desk import Desk
    from cttui.notebook.file import Notebook
    from cttui.store.selection import Selection
    from cttui.store.sqlite import Index


def main(argv: Sequence[str] | None = None) -> int:
    """Run cttui and return the exit code; nothing but a sentence is ever printed for a failure."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        streams.prepare()
        code = _run(arguments)
        streams.finish()
    except BrokenPipeError:
        # the reader of a pipe went away, as head does
        code = ExitCode.OK
    except streams.OutputError as error:
        tell(f"cttui: {error}")
        code = ExitCode.USAGE
    streams.give_up()
    return code


def _run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Raises:
        OutputError: What is printed cannot be written.
        BrokenPipeError: Nobody reads it any more.
    """
    try:
        words = arguments[1:] if arguments and arguments[0] in COMMANDS else arguments
        options = _parser(arguments).parse_args(words)
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
        tell(f"cttui: {error.sentence()}")
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


# -- what the command line takes -------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and what to type next."""

    def error(self, message: str) -> None:  # type: ignore[override]  # ends the program, as its base does
        tell(f"{self.prog}: {message}; see '{self.prog} --help'")
        raise SystemExit(ExitCode.USAGE)

    def _print_message(self, message: str, _file: object = None) -> None:
        # help and version; argparse would say nothing where they cannot be written
        put([message.removesuffix("\n")])


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command that the first argument names, or of the one that opens the screen."""
    if arguments and arguments[0] in COMMANDS:
        add, run, help_ = COMMANDS[arguments[0]]
        parser = _Parser(prog=f"cttui {arguments[0]}", description=help_)
        add(parser)
        parser.set_defaults(run=run)
        return parser
    rows = "\n".join(f"  {name:8} {help_}" for name, (_, _, help_) in COMMANDS.items())
    codes = "\n".join(f"  {code.value:<8} {code.meaning}" for code in ExitCode)
    parser = _Parser(
        prog="cttui",
        description="Explore a curated timeline: every figure is a claim, in a source, at a place in that source.",
        epilog=f"commands:\n{rows}\n\nexit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cttui {__version__}")
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="a timeline file (default: the one that comes with cttui)"
    )
    _filter(parser)
    _count(parser)
    parser.add_argument("--at", metavar="EVENT", help="put the cursor on the event with this id")
    parser.add_argument(
        "--theme", metavar="NAME", default=os.environ.get("CTTUI_THEME", ""), help="a theme: cttui-dark, cttui-light, …"
    )
    parser.add_argument("--ascii", action="store_true", help="draw signs in plain ASCII")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.set_defaults(run=_open)
    return parser


def _filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--filter", metavar="QUERY", default="", help="what the filter bar says, as 'province:KP kind:attack'")


def _path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="a timeline file (default: the one that comes with cttui)"
    )


def _count(parser: argparse.ArgumentParser) -> None:
    help_ = "whose figures count the dead: all, lowest, highest, official, a claimant, or a source's id (default: all)"
    parser.add_argument("--count", metavar="LENS", default="all", help=help_)


def _format(parser: argparse.ArgumentParser, formats: Mapping[str, object]) -> None:
    """Offer the formats of a registry; the first is the default."""
    names = list(formats)
    parser.add_argument("--format", choices=names, default=names[0], help=f"how to print (default: {names[0]})")


def _claims_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.formats import CLAIM_FORMATS

    _path(parser)
    _filter(parser)
    _format(parser, CLAIM_FORMATS)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--disputed", dest="only", action="store_const", const="disputed", help="figures that cannot both hold")
    only.add_argument(
        "--differing", dest="only", action="store_const", const="differing", help="figures that differ but could hold"
    )


def _list_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.formats import FORMATS

    _path(parser)
    _filter(parser)
    _count(parser)
    _format(parser, FORMATS)


def _show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="an event's id")
    parser.add_argument(
        "--timeline", type=Path, metavar="PATH", help="a timeline file (default: the one that comes with cttui)"
    )


def _attach_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a source's id")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="the file to store: HTML, PDF, Markdown or plain text"
    )
    parser.add_argument("--fetch", action="store_true", help="download the source's address and store that")
    parser.add_argument("--all", action="store_true", help="with --fetch: every source that has an address and no copy yet")
    parser.add_argument("--allow-private", action="store_true", help="with --fetch: private and loopback addresses too")
    _timeline(parser)
    _filter(parser)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.formats import VERIFY_FORMATS

    _path(parser)
    _filter(parser)
    _format(parser, VERIFY_FORMATS)


def _marks_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.marks import FORMATS

    _path(parser)
    _format(parser, FORMATS)


def _timeline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeline", type=Path, metavar="PATH", help="a timeline file (default: the one that comes with cttui)"
    )


def _check_options(parser: argparse.ArgumentParser) -> None:
    from cttui.cli.formats import CHECK_FORMATS

    _path(parser)
    _format(parser, CHECK_FORMATS)
    parser.add_argument(
        "--strict", action="store_true", help="advice too: single sources, missing quotes, unexplained disputes"
    )


def _no_options(_parser: argparse.ArgumentParser) -> None:
    pass


# -- what the commands do --------------------------------------------------------------------------------------------


def _index(path: Path | None) -> Index:
    from cttui.settings import paths
    from cttui.store.cache import open_timeline

    places = paths()
    index = open_timeline(path or places.timeline, places.cache)
    index.owner = lambda: _notebook(index).read().values()
    return index


def _library(path: Path | None, timeline: Timeline) -> Library:
    from cttui.copies.library import Library, folder_for
    from cttui.settings import shipped_timeline

    return Library(folder_for(path or shipped_timeline(), timeline.meta.id))


def _desk(index: Index) -> Desk:
    from cttui.notebook.desk import Desk

    return Desk(index, _notebook(index))


def _notebook(index: Index) -> Notebook:
    from cttui.notebook.file import Notebook, file_for

    about = index.head.meta
    return Notebook(file_for(about.id), about.id, about.title)


def _select(index: Index, text: str) -> Selection:
    from cttui.query.language import parse

    return index.select(parse(text, index.vocabulary))


def _open(options: argparse.Namespace) -> int:
    """Open the screen, and tell what it left to tell once the terminal is as it was."""
    if not streams.on_terminal():
        tell("cttui needs a terminal to draw on; 'cttui list' prints the same events, 'cttui show ID' one of them")
        return ExitCode.USAGE
    if not streams.can_draw():
        tell(f"cttui cannot draw in the encoding {streams.encoding()}; 'PYTHONIOENCODING=utf-8 cttui' draws in UTF-8")
        return ExitCode.USAGE
    if not os.environ.get("NO_COLOR"):
        # set but empty asks for nothing (no-color.org); Textual would take it for a yes
        os.environ.pop("NO_COLOR", None)
    # nothing that is made until the first frame is garbage, and looking for some takes a tenth of that time;
    # the app lets it begin
    gc.disable()
    from cttui.explore.explorer import Explorer
    from cttui.settings import load_settings

    settings = load_settings()
    opened: Explorer | TimelineError
    try:
        index = _index(options.path)
        opened = Explorer(index, options.filter, options.at, _library(options.path, index.head), partial(_desk, index))
        opened.offers_last = not (options.filter or options.at)
        opened.count_as(options.count)
    except TimelineError as error:
        opened = error
    from cttui.ui.app import CttuiApp, unknown_theme
    from cttui.ui.base.glyphs import carried_by

    if trouble := unknown_theme(options.theme):
        tell(f"cttui: {trouble}")
        return ExitCode.USAGE
    ascii_only = options.ascii or not carried_by(streams.encoding())
    app = CttuiApp(opened, theme=options.theme, ascii_only=ascii_only, settings=settings)
    app.run(mouse=not options.no_mouse)
    for trouble in (*app.troubles, opened.leave() if isinstance(opened, Explorer) else ""):
        if trouble:
            tell(f"cttui: {trouble}")
    if app.failure is not None:
        raise app.failure
    if app.ended_by:
        return 128 + app.ended_by
    return ExitCode.USAGE if isinstance(opened, TimelineError) else ExitCode.OK


def _list(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.formats import FORMATS

    index = _index(options.path)
    lens = index.lens(options.count)
    selection = _select(index, options.filter)
    put(FORMATS[options.format](index, selection, lens))
    if sys.stdout.isatty():
        total = index.total(selection, lens)
        tell(f"{selection.count} of {index.count} events, killed {total} in {total.counted}, {total.without} without a figure")
    return ExitCode.OK


def _claims(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.formats import CLAIM_FORMATS
    from cttui.explore.claims import ledger

    index = _index(options.path)
    found = ledger(index, list(_select(index, options.filter).bits), "", options.only or "")
    put(CLAIM_FORMATS[options.format](found))
    return ExitCode.OK


def _show(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.formats import event_text
    from cttui.explore.sources import cited
    from cttui.explore.views import DetailView

    index = _index(options.timeline)
    for place, number in enumerate([index.number(event_id) for event_id in options.ids]):
        if place:
            put([""])
        put(event_text(DetailView.build(index, number), cited(index, number)))
    return ExitCode.OK


def _check(options: argparse.Namespace) -> ExitCode:
    from cttui.checks.rules import check_content
    from cttui.cli.formats import CHECK_FORMATS
    from cttui.settings import paths
    from cttui.timeline.file import read

    places = paths()
    path = options.path or places.timeline
    content = read(path)

    def library(timeline: Timeline) -> Library:
        return _library(options.path, timeline)

    try:
        problems = check_content(content, str(path), strict=options.strict, library=library, cache=places.cache)
    except TimelineError as error:
        problems = error.problems
    if problems or options.format == "json":
        put(CHECK_FORMATS[options.format](str(path), problems))
    return ExitCode.PROBLEMS if problems else ExitCode.OK


def _attach(options: argparse.Namespace) -> ExitCode:
    index = _index(options.timeline)
    library = _library(options.timeline, index.head)
    if options.all:
        if not options.fetch or options.source:
            tell("cttui attach: --all goes with --fetch and names no source; see 'cttui attach --help'")
            return ExitCode.USAGE
        return _attach_all(options, index, library)
    if not options.source or bool(options.file) == options.fetch:
        tell("cttui attach: give a source's id and a FILE, or a source's id and --fetch; see 'cttui attach --help'")
        return ExitCode.USAGE
    from cttui.copies.attach import keep_file, keep_url

    source = _source(index, options.source)
    if options.file:
        capture = keep_file(library, source.id, options.file)
    elif not source.url:
        raise CttuiError(f"the source {source.id} has no address to fetch; save it and give the file")
    else:
        capture = keep_url(library, source.id, source.url, allow_private=options.allow_private, progress=_progress(source.id))
    tell(
        f"stored {source.id}: {capture.media_type}, {capture.size:,} bytes, SHA-256 {capture.sha256[:12]}… in {library.folder}"
    )
    return ExitCode.OK


def _source(index: Index, source_id: str) -> Source:
    from cttui.text import shorten

    token = index.vocabulary.resolve("source", source_id) or source_id
    if found := index.sources([token]):
        return found[0]
    close = index.vocabulary.nearest_value("source", source_id)
    raise CttuiError(f"there is no source '{shorten(source_id)}'" + (f"; did you mean {close}?" if close else ""))


def _progress(name: str) -> Callable[[int, int | None], None] | None:
    """A line that says how much has come, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def told(received: int, total: int | None) -> None:
        share = f" of {total / 1e6:.1f}" if total else ""
        streams.progress(f"{name}: {received / 1e6:.1f}{share} MB")

    return told


def _attach_all(options: argparse.Namespace, index: Index, library: Library) -> ExitCode:
    from cttui.copies.attach import keep
    from cttui.copies.fetch import fetch_all

    stored = set(library.sources())
    wanted = [source for source in index.sources(sorted(index.cited(_select(index, options.filter)))) if source.url]
    missing = [(source.id, source.url) for source in wanted if source.id not in stored]
    failed = 0

    def store(source_id: str, got: Fetched) -> None:
        keep(library, source_id, got.content, name=got.url, charset=got.charset, declared=got.media_type, url=got.final_url)

    for number, outcome in enumerate(fetch_all(missing, keep=store, allow_private=options.allow_private), 1):
        failed += not outcome.ok
        put([f"{'stored' if outcome.ok else 'failed':7} {outcome.source_id:48} {outcome.message}"])
        streams.progress(f"{number} of {len(missing)}")
    tell(f"{len(missing) - failed} stored, {failed} failed, {len(wanted) - len(missing)} had a copy already")
    return ExitCode.PROBLEMS if failed else ExitCode.OK


def _verify(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.formats import VERIFY_FORMATS
    from cttui.explore.copy import verify

    index = _index(options.path)
    cited = sorted(index.cited(_select(index, options.filter)))
    found = [
        one for one in verify(index, _library(options.path, index.head), cited) if options.format == "json" or not one.well
    ]
    put(VERIFY_FORMATS[options.format](found))
    return ExitCode.OK if all(one.well for one in found) else ExitCode.PROBLEMS


def _marks(options: argparse.Namespace) -> ExitCode:
    from cttui.cli.marks import FORMATS
    from cttui.notebook.desk import entries

    index = _index(options.path)
    notebook = _notebook(index)
    found = entries(index, notebook.read())
    put(FORMATS[options.format](index.head.meta.title, found))
    if not found and sys.stderr.isatty():
        tell(f"there are no marks and no notes yet in {notebook.file}")
    return ExitCode.OK


def _schema(_options: argparse.Namespace) -> ExitCode:
    import json

    from cttui.timeline.load import json_schema

    put([json.dumps(json_schema(), indent=2)])
    return ExitCode.OK


def _paths(_options: argparse.Namespace) -> ExitCode:
    from cttui.settings import paths, settings_path

    places = paths()
    index = _index(None)
    found = {
        "timeline": places.timeline,
        "library": _library(None, index.head).folder,
        "notebook": _notebook(index).file,
        "cache": places.cache,
        "settings": settings_path(),
    }
    put(f"{name:9} {path}" for name, path in found.items())
    return ExitCode.OK


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str]] = {
    "list": (_list_options, _list, "print the events that match a filter"),
    "show": (_show_options, _show, "print events with their figures and sources"),
    "claims": (_claims_options, _claims, "print who says which number, disputes first"),
    "marks": (_marks_options, _marks, "print your marks and notes, and which of their events have changed since"),
    "attach": (_attach_options, _attach, "store a copy of a source, from a file or its address"),
    "verify": (_verify_options, _verify, "check stored copies and the quotes in them; silent and 0 when all is well"),
    "check": (_check_options, _check, "say what is wrong with a timeline file; silent and 0 when all is well"),
    "schema": (_no_options, _schema, "print the JSON Schema of a timeline file, for editors"),
    "paths": (_no_options, _paths, "print where cttui keeps its files"),
}
"""Every command but the one that opens the screen: its options, what it does, its help. A file named as one is ./list."""
