"""The command that writes a first timeline."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from cttui.cli.exits import ExitCode
from cttui.cli.streams import tell
from cttui.errors import CttuiError, DateError, TimelineError
from cttui.text import line


def options(parser: argparse.ArgumentParser) -> None:
    """Where to, and what it is about."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the file to write; never overwrites one")
    parser.add_argument("--title", metavar="TEXT", default="", help="what it is about (default: from the file's name)")
    parser.add_argument(
        "--period",
        metavar="DATE",
        default="",
        help="what it covers, e.g. 2024 or 2023/2025 (default: from the file's name, or this year)",
    )
    parser.add_argument(
        "--id",
        metavar="ID",
        default="",
        help="its id, which never changes (default: from the file's name)",
    )


def new(options: argparse.Namespace) -> ExitCode:
    """Write a first timeline, with comments and an example of each record.

    Raises:
        CttuiError: It cannot be written there, or what is said of it cannot be.
    """
    from cttui import disk
    from cttui.timeline import beginning, load

    path: Path = options.path
    try:
        content = beginning.content(path, options.title, options.period, options.id)
        load.parse(content, str(path))
    except DateError as error:
        raise CttuiError(f"--period: {error}") from None
    except TimelineError as error:
        fault = error.problems[0]
        raise CttuiError(f"--{fault.key}: found {fault.found}: {fault.remedy}") from None
    shown = line(str(path))
    try:
        with disk.writing(path, disk.shared(), replace=False) as file:
            file.write(content)
    except FileExistsError:
        raise CttuiError(f"{shown} exists and is unchanged; give the path of a new file") from None
    except FileNotFoundError:
        raise CttuiError(
            f"{shown}: the folder {line(str(path.parent))} does not exist; create it, or give another path"
        ) from None
    except (OSError, ValueError) as error:
        reason = disk.reason(error) if isinstance(error, OSError) else str(error)
        raise CttuiError(f"{shown} cannot be written: {reason}; give another path") from None
    typed = shlex.quote(shown)
    tell(f"wrote {shown}; open it with: cttui {typed}")
    return ExitCode.OK
