"""The manual page, made from the parsers, the settings and the exit codes; ``python tests/test_docs.py`` writes it."""

from __future__ import annotations

import re
from argparse import Action, ArgumentParser
from collections.abc import Iterator

from cttui import __version__
from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS, _parser
from cttui.settings import SETTINGS

EXAMPLES = (
    ("cttui", "Open the timeline that comes with cttui."),
    ("cttui --filter 'province:KP killed:>=5'", "Open it with a filter."),
    ("cttui list --filter kind:surrender --format csv", "Print the events of a filter as a table for a spreadsheet."),
    ("cttui show 2024-03-26-besham", "Print an event with its figures and sources."),
    ("cttui export --format ics --filter kind:attack", "Write the attacks as a calendar."),
    ("cttui serve --port 0", "Show the screen in a browser, read-only, and print the address to open."),
    ("cttui check northport.toml", "Report what is wrong with a timeline file."),
)
"""Command lines, and what they do; tests/test_docs.py runs those that need no terminal and no file."""

FILES = (
    ("~/.config/cttui/settings.toml", "The settings."),
    ("~/.local/share/cttui/notebook/", "Marks, notes and saved views, a file for each timeline."),
    ("~/.local/share/cttui/library/", "Stored copies of sources, where the timeline has no library folder beside it."),
    ("~/.cache/cttui/", "Compiled timelines; deleting them loses nothing."),
)
"""Where things are kept on Linux."""


def manual() -> str:
    """The page, in the macros of man(7) and ASCII alone, without a date, so that it only changes when the program does."""
    return "\n".join([*_head(), *_commands(), *_tail()]) + "\n"


def _head() -> Iterator[str]:
    main = _parser([])
    yield f'.TH CTTUI 1 "" "cttui {__version__}" "User Commands"'
    yield from (".SH NAME", f"cttui \\- {text('explore a curated timeline in a terminal')}", ".SH SYNOPSIS")
    yield from _synopsis("cttui", main)
    yield ".br"
    yield ".B cttui"
    yield ".I command\n[\\fIargument\\fR ...\\&]"
    yield ".SH DESCRIPTION"
    yield text(f"{main.description} Without a command, cttui opens the timeline on the screen; press ? for the keys.")
    yield ".SH OPTIONS"
    yield from _arguments(main)


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    yield text("Data goes to standard output, everything else to standard error.")
    for name, (_, _, help_) in COMMANDS.items():
        parser = _parser([name])
        yield f".SS {text(name)}"
        yield from _synopsis(f"cttui {name}", parser)
        yield ".PP"
        yield text(f"{help_[0].upper()}{help_[1:]}.")
        yield from _arguments(parser)


def _tail() -> Iterator[str]:
    yield ".SH SETTINGS"
    yield text("The command line comes first, then the environment, then the settings file, then the default.")
    for setting in SETTINGS:
        yield from (".TP", f".B {text(setting.name)}")
        variable = f" Variable: {setting.variable}." if setting.variable else ""
        yield text(f"{_sentence(setting.help)}{variable} Default: {setting.default}.".replace("`", ""))
    yield ".SH EXIT STATUS"
    for code in ExitCode:
        yield from (".TP", f".B {code.value}", text(_sentence(code.meaning)))
    yield ".SH FILES"
    for path, what in FILES:
        yield from (".TP", f".I {text(path)}", text(what))
    yield ".PP"
    yield text("cttui paths prints where they are on this machine.")
    yield ".SH EXAMPLES"
    for line, what in EXAMPLES:
        yield from (".TP", f".B {text(line)}", text(what))


def _synopsis(name: str, parser: ArgumentParser) -> Iterator[str]:
    yield f".B {text(name)}"
    if any(action.option_strings for action in parser._actions if action.dest != "help"):
        yield "[\\fIoption\\fR ...\\&]"
    for action in parser._actions:
        if not action.option_strings:
            shown = f"\\fI{text(_value(action))}\\fR"
            yield {"?": f"[{shown}]", "+": f"{shown} ...\\&", "*": f"[{shown} ...]"}.get(str(action.nargs), shown)


def _arguments(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.dest == "help":
            continue
        yield ".TP"
        if action.option_strings:
            names = ", ".join(f"\\fB{text(option)}\\fR" for option in action.option_strings)
            yield names + (f" \\fI{text(_value(action))}\\fR" if action.nargs is None else "")
        else:
            yield f"\\fI{text(_value(action))}\\fR"
        choices = f": {', '.join(map(str, action.choices))}" if action.choices and not action.metavar else ""
        yield text(_sentence(f"{action.help or ''}{choices}".replace("%%", "%")))


def _value(action: Action) -> str:
    return str(action.metavar or action.dest.upper())


def _sentence(phrase: str) -> str:
    return f"{phrase[:1].upper()}{phrase[1:]}."


def text(words: str) -> str:
    """Words as roff takes them for themselves."""
    found = words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("~", "\\(ti")
    found = re.sub(r"[^\x00-\x7f]", lambda match: f"\\[u{ord(match[0]):04X}]", found)
    return f"\\&{found}" if found.startswith((".", "'")) else found
