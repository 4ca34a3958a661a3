"""The command that writes timeline files in the canonical layout."""

from __future__ import annotations

import argparse
from pathlib import Path

from cttui.cli.exits import ExitCode
from cttui.cli.streams import put
from cttui.errors import Problem, TimelineError
from cttui.text import shorten


def options(parser: argparse.ArgumentParser) -> None:
    """Files, and whether they are only looked at."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a timeline file")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; name the files whose layout would change, and exit 1"
    )


def fmt(options: argparse.Namespace) -> ExitCode:
    """Write each file in the canonical layout and name those that changed."""
    from cttui.timeline import file, load
    from cttui.timeline.format import formatted

    changed = []
    for path in options.files:
        content = file.read(path)
        # what cannot be read is not written either
        load.parse(content, str(path))
        marked, text = content.startswith(b"\xef\xbb\xbf"), content.decode("utf-8-sig")
        after = (b"\xef\xbb\xbf" if marked else b"") + formatted(text).encode()
        if after != content:
            changed.append(path)
            if not options.check:
                _write(path, after)
    put(str(path) for path in changed)
    return ExitCode.PROBLEMS if changed and options.check else ExitCode.OK


def _write(path: Path, content: bytes) -> None:
    """Put new content in the place of a file, whole or not at all; a link stays one."""
    from cttui import disk

    try:
        target = path.resolve()
        disk.write(target, content, mode=target.stat().st_mode & 0o777)
    except OSError as error:
        said = f"it cannot be written: {disk.reason(error)}; nothing was changed"
        raise TimelineError(shorten(str(path), 400), (Problem(0, "", "", "", said),)) from None
