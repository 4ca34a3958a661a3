"""The command that writes timeline files in the canonical layout."""

from __future__ import annotations

import argparse
from pathlib import Path

from cttui.cli.exits import ExitCode
from cttui.cli.opened import curated
from cttui.cli.streams import put


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
        curated(path, "is a dataset; expected a timeline file")
        content = file.read(path)
        # what cannot be read is not written either
        load.parse(content, str(path))
        marked, text = content.startswith(b"\xef\xbb\xbf"), content.decode("utf-8-sig")
        after = (b"\xef\xbb\xbf" if marked else b"") + formatted(text).encode()
        if after != content:
            changed.append(path)
            if not options.check:
                file.replace(path, content, after)
    put(str(path) for path in changed)
    return ExitCode.PROBLEMS if changed and options.check else ExitCode.OK
