"""The command that stores copies of sources."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.opened import NO_COPIES, cited_by, curated, index_of, library_of, source_of
from cttui.cli.streams import put, tell
from cttui.errors import CttuiError

if TYPE_CHECKING:
    from cttui.copies.library import Library
    from cttui.store.index import Index


def attach(options: argparse.Namespace) -> ExitCode:
    """Store a copy of a source from a file or its address, or of every source without one."""
    curated(options.timeline, NO_COPIES)
    index = index_of(options.timeline)
    library = library_of(options.timeline, index.head)
    if options.all:
        if not options.fetch or options.source:
            tell("cttui attach: --all requires --fetch and takes no source; see 'cttui attach --help'")
            return ExitCode.USAGE
        return _attach_all(options, index, library)
    if not options.source or bool(options.file) == options.fetch:
        tell("cttui attach: expected a source id with either FILE or --fetch; see 'cttui attach --help'")
        return ExitCode.USAGE
    from cttui.copies.attach import keep_file, keep_url

    source = source_of(index, options.source)
    if options.file:
        capture = keep_file(library, source.id, options.file, tell=tell)
    elif not source.url:
        raise CttuiError(f"source {source.id} has no address to fetch; save the page and attach the file")
    else:
        capture = keep_url(
            library,
            source.id,
            source.url,
            allow_private=options.allow_private,
            progress=_progress(source.id),
            tell=tell,
        )
    tell(
        f"stored {source.id}: {capture.media_type}, {capture.size:,} bytes, SHA-256 {capture.sha256[:12]}… in {library.folder}"
    )
    for damage in library.damaged([source.id]):
        tell(f"cttui attach: {damage.sentence()}")
    return ExitCode.OK


def _progress(name: str) -> Callable[[int, int | None], None] | None:
    """A progress line on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def told(received: int, total: int | None) -> None:
        share = f" of {total / 1e6:.1f}" if total else ""
        streams.progress(f"{name}: {received / 1e6:.1f}{share} MB")

    return told


def _attach_all(options: argparse.Namespace, index: Index, library: Library) -> ExitCode:
    from cttui.copies.attach import keep_fetched
    from cttui.copies.batch import fetch_all

    stored = set(library.sources())
    wanted = [source for source in cited_by(index, options.filter) if source.url]
    missing = [(source.id, source.url) for source in wanted if source.id not in stored]
    failed = 0

    for number, outcome in enumerate(
        fetch_all(missing, keep=partial(keep_fetched, library, tell=tell), allow_private=options.allow_private), 1
    ):
        failed += not outcome.ok
        put([f"{'stored' if outcome.ok else 'failed':7} {outcome.source_id:48} {outcome.message}"])
        streams.progress(f"{number} of {len(missing)}")
    tell(f"{len(missing) - failed} stored, {failed} failed, {len(wanted) - len(missing)} already had a copy")
    return ExitCode.PROBLEMS if failed else ExitCode.OK
