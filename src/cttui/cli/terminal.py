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
from cttui.cli.opened import desk_of, file_of, lens_of, library_of, mark_since, outline_of, revision_of, settings, timeline_of
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


def draw(options: argparse.Namespace, earlier: Earlier | None = None, greeting: str = "") -> int:
    """Open the screen, and tell what it left to tell once the terminal is as it was.

    Args:
        options: What the command line says.
        earlier: An edition since which changes are marked, instead of the one that ``--since`` names.
        greeting: What is said when the first frame stands.
    """
    if not streams.on_terminal():
        tell("cttui needs a terminal; 'cttui list' prints the same events, 'cttui show ID' prints one")
        return ExitCode.USAGE
    if not streams.can_draw():
        tell(f"cttui cannot draw in the encoding {streams.encoding()}; run it in UTF-8 with 'PYTHONIOENCODING=utf-8 cttui'")
        return ExitCode.USAGE
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
        from cttui.explore.earlier import Earlier

        earlier = Earlier(revision_of(options.path, options.since), options.since)
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
    ascii_only = own.ascii if options.ascii is None else options.ascii
    ascii_only |= not carried_by(streams.encoding())
    chosen = own.braille if options.braille is None else options.braille
    braille = draws_braille(os.environ) if chosen is None else chosen
    app = CttuiApp(
        opened, theme=options.theme or set_theme, ascii_only=ascii_only, braille=braille, settings=own,
        file=file, again=again, follows=timeline_of(options.path), read_only=options.read_only,
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


def explored(options: argparse.Namespace, earlier: Earlier | None = None, greeting: str = "") -> tuple[Explorer, Open]:
    """The timeline to explore, and its file.

    Raises:
        TimelineError: It has problems.
    """
    from cttui.explore.explorer import Explorer

    file = file_of(options.path)
    index = file.index
    if earlier is not None:
        mark_since(index, earlier.timeline)
    read_only = options.read_only
    library, outline = library_of(options.path, index.head, read_only=read_only), outline_of(options.path, index.head)
    desk = partial(desk_of, index, read_only=read_only)
    opened = Explorer(index, options.filter, options.at, library, desk, outline)
    opened.offers_last = not (options.filter or options.at)
    opened.lens, trouble = lens_of(index, options.count)
    opened.greeting = trouble or greeting
    if earlier is not None:
        opened.earlier = earlier
        opened.marks_changed = True
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
