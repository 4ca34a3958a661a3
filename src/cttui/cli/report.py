"""What is said where cttui itself is at fault, and the report for whoever mends it."""

from __future__ import annotations

import platform
import sys
import time
import traceback

from cttui import __version__

NAME = "report.txt"
"""The report's name in the cache folder; there is one, of the latest fault."""


def stopped(error: Exception) -> str:
    """Write a report of a fault of cttui, and say where it is, or why there is none, in one sentence."""
    from cttui.disk import reason, write
    from cttui.settings import paths

    path = paths().cache / NAME
    try:
        write(path, _report(error).encode("utf-8", "backslashreplace"))
    except OSError as trouble:
        return (
            f"cttui stopped because of an internal error, and no report could be written to {path} ({reason(trouble)}); "
            "set CTTUI_DEBUG=1 to see the details"
        )
    return f"cttui stopped because of an internal error; a report was written to {path}"


def _report(error: Exception) -> str:
    return "\n".join(
        (
            f"cttui {__version__}, Python {platform.python_version()}, {platform.platform()}",
            time.strftime("%Y-%m-%d %H:%M:%S %z"),
            f"arguments: {sys.argv[1:]}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
