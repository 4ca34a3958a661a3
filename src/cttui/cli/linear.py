"""The command that talks in plain lines: at a terminal with a prompt, in a pipe line by line."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.cli.exits import ExitCode
from cttui.cli.opened import earlier_of, explorer_of, index_of
from cttui.cli.streams import put, tell
from cttui.errors import CttuiError
from cttui.text import clean, sentence

if TYPE_CHECKING:
    from cttui.explore.earlier import Earlier
    from cttui.linear.session import Session

PROMPT = "cttui> "
NOTE_PROMPT = "note> "
DUMB = "Nothing can be drawn on this terminal, so cttui talks in plain lines."
KEPT = 2
"""Lines of a page that are left for the prompt and for what says that there is more."""
MOST = 1 << 20
"""Characters that are read of a line; what is longer is read in pieces and refused."""


def talk(options: argparse.Namespace, earlier: Earlier | None = None, *, dumb: bool = False) -> ExitCode:
    """Read commands a line each, and say what each one shows.

    Args:
        options: The options of the command that opens the screen.
        earlier: An edition since which changes are marked, instead of the one that ``--since`` names.
        dumb: Whether a screen would be drawn if the terminal could.

    Returns:
        ``PROBLEMS`` if a line from a pipe could not be carried out.

    Raises:
        CttuiError: The timeline cannot be opened.
    """
    from cttui.linear.session import Session

    earlier = earlier or earlier_of(options)
    index = index_of(options.path)
    # a line is carried out before the next is read, however long that takes
    index.at_once = True
    explorer = explorer_of(options, index, earlier)
    interactive = streams.at_terminal()
    width, height = shutil.get_terminal_size() if interactive else (0, 0)
    page = options.lines if options.lines is not None else max(0, height - KEPT)
    session = Session(explorer, page=page, width=width, read_only=options.read_only)
    if explorer.greeting:
        tell(f"cttui: {explorer.greeting}")
    if not interactive:
        return _piped(session)
    code = _prompted(session, DUMB if dumb else "")
    if not options.read_only and (trouble := explorer.leave()):
        tell(f"cttui: {trouble}")
    return code


# -- in a pipe -------------------------------------------------------------------------------------------------------


def _piped(session: Session) -> ExitCode:
    """Carry out the lines of standard input; data goes to standard output, what is wrong with a line to standard error."""
    from cttui.linear.talk import answer

    code = ExitCode.OK
    number = 0
    for number, line in enumerate(_lines(), 1):
        try:
            put(answer(session, line))
        except streams.OutputError:
            raise
        except CttuiError as error:
            tell(f"cttui: line {number}: {error}")
            code = ExitCode.PROBLEMS
        sys.stdout.flush()
        if session.ended:
            break
    if session.draft is not None:
        tell(f"cttui: line {number}: the note has no line with a single dot, and was not saved")
        code = ExitCode.PROBLEMS
    return code


def _lines() -> Iterator[str]:
    """The lines of standard input, whatever bytes are in them."""
    with suppress(AttributeError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test may put another stream there
    mark = "\ufeff"  # Windows' programs write one before the first line
    while line := sys.stdin.readline(MOST):
        yield line.rstrip("\r\n").removeprefix(mark)
        mark = ""


# -- at a terminal ---------------------------------------------------------------------------------------------------


def _prompted(session: Session, greeting: str) -> ExitCode:
    """Ask for one line after the other, until the reader leaves."""
    from cttui.linear.saying import wrapped
    from cttui.linear.talk import answer, complete, opening

    _edit_lines(lambda line: complete(session, line))
    _say(filter(None, (greeting,)))
    _say(opening(session))
    _say(("Type help for the commands, quit to leave.",))
    while not session.ended:
        try:
            if (line := _line(session)) is not None:
                _say(answer(session, line))
        except KeyboardInterrupt:
            # as in a shell: the line is dropped, or the output ends
            print()
            if session.draft is not None:
                _drop(session)
        except streams.OutputError:
            raise
        except CttuiError as error:
            _say(wrapped(clean(sentence(str(error))), session.width))
    return ExitCode.OK


def _line(session: Session) -> str | None:
    """The line that is typed; none at the end of input, with which the reader leaves, or ends the note that is being typed."""
    try:
        return input(PROMPT if session.draft is None else NOTE_PROMPT)
    except EOFError:
        print()
        if session.draft is None:
            session.ended = True
        elif session.draft.lines:
            return "."
        else:
            _drop(session)
        return None


def _drop(session: Session) -> None:
    session.draft = None
    _say(("The note was not changed.",))


def _say(lines: Iterable[str]) -> None:
    put(lines)
    sys.stdout.flush()


def _edit_lines(ways: Callable[[str], list[str]]) -> None:
    """Let lines be edited and recalled, and completed with Tab, where there is readline; it writes no control sequence."""
    try:
        import readline
    except ImportError:  # it is not everywhere
        return
    found: list[str] = []

    def completed(_word: str, state: int) -> str | None:
        if state == 0:
            start, end = readline.get_begidx(), readline.get_endidx()
            begun = readline.get_line_buffer()[:end]
            found[:] = [way[start:] for way in ways(begun) if way.startswith(begun[:start])]
        return found[state] if state < len(found) else None

    if "libedit" in (readline.__doc__ or ""):
        readline.parse_and_bind("bind ^I rl_complete")
    else:
        for setting in ("enable-bracketed-paste off", "enable-meta-key off", "page-completions off", "bell-style none"):
            readline.parse_and_bind(f"set {setting}")
        readline.parse_and_bind("tab: complete")
    readline.set_completer_delims(" ")
    readline.set_completer(completed)
