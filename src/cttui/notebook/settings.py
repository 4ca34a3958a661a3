"""Settings written back into the reader's settings file; comments, order and everything else stay as they are."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from cttui import disk
from cttui.errors import SettingsError
from cttui.notebook.editing import Change, revised
from cttui.settings import read_text
from cttui.text import shorten

_HEAD = """\
# Settings of cttui; docs/settings.md lists them. cttui changes only the line of a setting that you choose in it.
"""


def keep(path: Path, name: str, value: str | int | bool, table: str = "") -> None:
    """Write one setting, as ``keep_all``."""
    keep_all(path, {name: value}, table)


def keep_all(path: Path, values: Mapping[str, str | int | bool | None], table: str = "") -> None:
    """Write settings, so that they apply the next time; the file is created if needed.

    Args:
        path: The settings file; a link stays one, and what it leads to is written.
        values: Values by the settings' keys; ``None`` for one that shall not be set any more.
        table: The table that the keys stand in; empty for above all tables.

    Raises:
        SettingsError: It cannot be written; the file is as it was.
    """
    file = Path(os.path.realpath(path))
    try:
        disk.make(file.parent)
        with disk.locked(file):
            disk.sweep(file)
            before = read_text(file)
            after = revised(before if before.strip() else _HEAD, Change(table, values))
            mode = None
            if file.exists():
                with file.open("r+b") as now:  # a read-only file could be replaced, but must not be
                    mode = stat.S_IMODE(os.fstat(now.fileno()).st_mode)
            if after != before:
                disk.write(file, after.encode(), mode)
    except TimeoutError:
        raise SettingsError(str(path), 0, "another program is writing here; the setting was not saved") from None
    except (ValueError, RecursionError) as error:  # the file is no longer TOML, or would be damaged
        raise SettingsError(str(path), 0, f"the setting was not saved ({shorten(str(error), 200)}); edit the file") from None
    except OSError as error:
        raise SettingsError(str(path), 0, f"the setting was not saved ({disk.reason(error)})") from None
