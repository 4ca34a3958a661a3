"""The command that opens the screen."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.opened import earlier_of, explorer_of, file_of, index_of, settings, timeline_of
from cttui.cli.parsing import positive
from cttui.cli.streams import tell
from cttui.errors import SettingsError, TimelineError

if TYPE_CHECKING:
    from cttui.curation.opened import Open
    from cttui.explore.earlier import Earlier
    from cttui.explore.explorer import Explorer
    from cttui.settings import Settings


def looks(parser: argparse.ArgumentParser) -> None:
    """The options that say how the screen looks, and whether it writes."""
    parser.add_argument(
        "--theme", metavar="THEME", default="", help="colour theme, e.g. cttui-light (default: as set, or cttui-dark)"
    )
    parser.add_argument("--read-only", action="store_true", help="change and save nothing: no key writes to disk")
    switch = argparse.BooleanOptionalAction
    parser.add_argument("--ascii", action=switch, help="draw in plain ASCII, or not (default: as set)")
    parser.add_argument("--braille", action=switch, help="draw the map's outline in braille, or not (default: as set)")
    parser.add_argument("--mouse", action=switch, help="capture the mouse, or not (default: as set, or capture it)")
    parser.add_argument(
        "--cursor",
        action=switch,
        help="show the terminal's cursor on the focused row or field, or not (default: as set, or hide it)",
    )
    parser.add_argument(
        "--linear", action=switch, help="talk in plain lines instead of drawing a screen, or not (default: as set)"
    )
    parser.add_argument(
        "--lines", type=positive, metavar="NUMBER",
        help="with --linear: lines to show at once (default: as high as the terminal, or all in a pipe)",
    )  # fmt: skip


def draw(options: argparse.Namespace, earlier: Earlier | None = None, greeting: str = "") -> int:
    """Open the screen, and tell what it left to tell once the terminal is as it was.

    Args:
        options: What the command line says.
        earlier: An edition since which changes are marked, instead of the one that ``--since`` names.
        greeting: What is said when the first frame stands.
    """
    if (instead := _instead(options, earlier)) is not None:
        return instead
    colourless = bool(os.environ.get("NO_COLOR"))
    if not colourless:
        # set but empty asks for nothing (no-color.org); Textual would take it for a yes
        os.environ.pop("NO_COLOR", None)
    # nothing that is made until the first frame is garbage, and looking for some takes a tenth of that time;
    # the app lets it begin
    gc.disable()
    own = settings()
    opened: Explorer | TimelineError
    file: Open | None = None
    if options.since:
        earlier = earlier_of(options)
    again = partial(explored, options, earlier, greeting)
    try:
        opened, file = again()
    except TimelineError as error:
        opened = error
    from cttui.ui.app import CttuiApp, unknown_theme
    from cttui.ui.base.glyphs import carried_by, draws_braille

    # NO_COLOR is the environment's, and comes before a file
    set_theme = "" if colourless and "theme" not in own.by_environment else own.theme
    if trouble := unknown_theme(options.theme or set_theme):
        tell(f"cttui: {trouble if options.theme else own.fault(f'theme: {trouble}', 'theme')}")
        return ExitCode.USAGE
    # a dataset is not followed: it is read when it is imported
    follows = timeline_of(options.path) if file is not None or isinstance(opened, TimelineError) else None
    ascii_only = own.ascii if options.ascii is None else options.ascii
    ascii_only |= not carried_by(streams.encoding())
    chosen = own.braille if options.braille is None else options.braille
    braille = draws_braille(os.environ) if chosen is None else chosen
    app = CttuiApp(
        opened, theme=options.theme or set_theme, ascii_only=ascii_only, braille=braille, settings=own,
        file=file, again=again, follows=follows, read_only=options.read_only,
    )  # fmt: skip
    app.shows_caret = own.cursor if options.cursor is None else options.cursor
    # the one that comes with cttui is replaced with each update
    app.following.keeps = options.path is not None or own.timeline is not None
    app.run(mouse=own.mouse if options.mouse is None else options.mouse)
    app.following.stop()
    explorer = app.explorer
    left = [*app.troubles]
    if not options.read_only:
        left += [explorer.leave() if explorer is not None else "", _keep_widths(own, app.widths)]
    for trouble in left:
        if trouble:
            tell(f"cttui: {trouble}")
    if app.failure is not None:
        raise app.failure
    if app.ended_by:
        return 128 + app.ended_by
    return ExitCode.USAGE if explorer is None else ExitCode.OK


def _instead(options: argparse.Namespace, earlier: Earlier | None) -> int | None:
    """Talk in plain lines where that is asked for or nothing can be drawn; the exit code, or ``None`` if a screen is drawn."""
    own = settings().linear if options.linear is None else options.linear
    dumb = streams.is_dumb() and options.linear is None
    if own or dumb:
        from cttui.cli.linear import talk

        return talk(options, earlier, dumb=dumb and not own)
    if not streams.on_terminal():
        tell("cttui needs a terminal; 'cttui --linear' takes commands by line, 'cttui list' and 'cttui show ID' print events")
        return ExitCode.USAGE
    if not streams.can_draw():
        tell(f"cttui cannot draw in the encoding {streams.encoding()}; run it in UTF-8 with 'PYTHONIOENCODING=utf-8 cttui'")
        return ExitCode.USAGE
    return None


def explored(options: argparse.Namespace, earlier: Earlier | None = None, greeting: str = "") -> tuple[Explorer, Open | None]:
    """The timeline to explore, and its file; a dataset has none.

    Raises:
        TimelineError: It has problems.
        StoreError: It is a store that cannot be opened.
        DatasetError: It is a dataset that cannot be imported.
        ServerError: It is a table whose servers do not answer.
    """
    file = file_of(options.path)
    opened = explorer_of(options, index_of(options.path, partly=True) if file is None else file.index, earlier, greeting)
    opened.offers_last = not (options.filter or options.at)
    if earlier is not None and file is not None:
        file.since(earlier.timeline)
    return opened, file


def _keep_widths(own: Settings, widths: Mapping[str, int]) -> str:
    """Save the widths that the reader gave panes; returns what is wrong where they cannot be saved."""
    changed = {name: widths.get(name) for name in {*own.widths, *widths} if widths.get(name) != own.widths.get(name)}
    if changed:
        from cttui.notebook.settings import keep_all

        try:
            keep_all(own.path, changed, "widths")
        except SettingsError as error:
            return str(error)
    return ""
