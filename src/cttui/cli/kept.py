"""What the screen leaves in the settings file: how wide the reader made its panes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cttui import disk
from cttui.settings import MAX_SIZE


def keep_widths(path: Path, before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Write the widths that changed into a settings file, its comments and all else as they stand there.

    Args:
        path: The settings file; it is made where there is none.
        before: The widths that it gave, by the names of panes.
        now: Those that the reader left.

    Returns:
        What is wrong where they cannot be kept, as a sentence; empty where all is well.
    """
    values = {name: now.get(name) for name in sorted({*before, *now}) if now.get(name) != before.get(name)}
    if not values:
        return ""
    from cttui.notebook.editing import Change, EditError, revised

    try:
        path = path.resolve()
        text = _read(path)
        if text or any(value is not None for value in values.values()):
            changed = revised(text, Change("widths", values))
            disk.write(path, changed.lstrip("\r\n").encode(), path.stat().st_mode & 0o777 if text else None)
    except OSError as error:
        return f"the widths of panes were not kept: {path} cannot be written ({disk.reason(error)})"
    except (disk.FileError, EditError, ValueError) as error:
        return f"the widths of panes were not kept: {path} cannot be changed ({error})"
    return ""


def _read(path: Path) -> str:
    """The settings file as it is now, another window may have written to it; empty where there is none.

    Raises:
        FileError: It cannot be read.
        ValueError: It is no UTF-8 text.
    """
    try:
        return disk.read(path, MAX_SIZE).decode()
    except disk.FileError as error:
        if error.kind in {"none", "astray"}:
            return ""
        raise
