"""The exit codes of every command; ``--help`` and docs/command-line.md say what they mean from here."""

from __future__ import annotations

import gc
from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """The exit codes of all commands.

    0, 1 and 2 are as in grep, 70 as in ``sysexits.h``; 128 plus a signal's number as in shells.
    """

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        """Make a member of a number and what it means, as ``--help`` and docs/command-line.md say it."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "success; nothing wrong"
    PROBLEMS = (
        1,
        (
            "problems found by check, verify or attach --all, changes by diff, open or fmt --check, differences by audit,"
            " duplicates found by add, rows left out by import, or a line that --linear cannot carry out"
        ),
    )
    USAGE = 2, "usage error, or an input that cannot be read"
    INTERNAL = 70, "internal error: a bug in cttui"
    HANGUP = 129, "the terminal was closed"
    INTERRUPTED = 130, "interrupted with Ctrl+C"
    QUIT = 131, "ended by SIGQUIT"
    TERMINATED = 143, "ended by SIGTERM"


def ending(code: int) -> int:
    """The exit code of a process that ends with it now.

    Python looks for garbage once more when it ends, which after an import takes a third of a second: what is there is let go of
    as it is.
    """
    gc.freeze()
    return code
