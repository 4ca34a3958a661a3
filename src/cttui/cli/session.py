"""The process behind one browser: the screen, read-only, drawn into a pipe. ``cttui serve`` starts it; nobody types it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.opened import lens_of, settings
from cttui.cli.streams import tell
from cttui.cli.terminal import explored
from cttui.errors import CttuiError, TimelineError

if TYPE_CHECKING:
    from cttui.curation.opened import Open
    from cttui.explore.explorer import Explorer


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the screen until the reader quits or the browser has gone."""
    parser = argparse.ArgumentParser(prog="cttui serve", add_help=False)
    parser.add_argument("path", type=Path)
    parser.add_argument("--filter", default="")
    parser.add_argument("--count", default="")
    parser.add_argument("--shared", action="store_true")
    parser.set_defaults(at=None, since="", read_only=True)
    options = parser.parse_args(argv)
    try:
        streams.prepare()
        return _draw(options)
    except CttuiError as error:
        tell(f"cttui: {error}")
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - a fault of cttui, reported as everywhere
        from cttui.cli.report import stopped

        tell(stopped(error))
        return ExitCode.INTERNAL


def _draw(options: argparse.Namespace) -> int:
    from cttui.ui.app import CttuiApp, unknown_theme

    own = settings()
    opened: Explorer | TimelineError
    file: Open | None = None
    again = partial(explored, options)
    if options.shared:
        opened = _edition(options)
    else:
        try:
            opened, file = again()
        except TimelineError as error:
            opened = error
    app = CttuiApp(
        opened,
        theme="" if unknown_theme(own.theme) else own.theme,
        ascii_only=own.ascii,
        braille=bool(own.braille),
        settings=own,
        file=file,
        again=None if options.shared else again,
        follows=options.path if file is not None or isinstance(opened, TimelineError) else None,
        read_only=True,
        served=True,
    )
    app.run(mouse=own.mouse)
    app.following.stop()
    if app.failure is not None:
        raise app.failure
    return ExitCode.OK


def _edition(options: argparse.Namespace) -> Explorer:
    """What other machines may see: the edition alone, and nothing that the reader keeps beside the timeline."""
    from cttui.explore.explorer import Explorer
    from cttui.serving.edition import OUTLINE
    from cttui.settings import paths
    from cttui.store.opening import open_path
    from cttui.timeline.outline import beside

    index = open_path(options.path, paths().cache)
    outline = partial(beside, options.path, OUTLINE) if (options.path.parent / OUTLINE).exists() else None
    opened = Explorer(index, options.filter, outline=outline)
    opened.lens, opened.greeting = lens_of(index, options.count)
    return opened


if __name__ == "__main__":
    sys.exit(main())
