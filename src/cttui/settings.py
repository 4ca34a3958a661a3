"""Where cttui keeps files, what the environment asks for, and what the reader's settings file says.

The settings file is TOML. Its one table gives commands other keys, by the commands' ids as the help tells them::

    [keys]
    quit = "ctrl+x"
    next_hit = ["n", "f3"]
    cite = []
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cttui import disk
from cttui.errors import SettingsError
from cttui.text import nearest, shorten


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders, by the XDG Base Directory Specification on Linux and the platform's custom elsewhere."""

    timeline: Path
    """The timeline that comes with cttui."""
    cache: Path
    """Compiled timelines; deleting it loses nothing."""


def paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Where things are; ``CTTUI_CACHE`` names another folder for compiled timelines."""
    given = environ.get("CTTUI_CACHE")
    return Paths(shipped_timeline(), Path(given) if given else _user_cache(environ))


def _user_cache(environ: Mapping[str, str]) -> Path:
    # where XDG says so outright, platformdirs (12 ms) has nothing to add
    if xdg := environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "cttui"
    import platformdirs

    return Path(platformdirs.user_cache_dir("cttui", appauthor=False))


def shipped_timeline() -> Path:
    """The timeline that comes with cttui: in the package where it was installed, beside the sources in a checkout."""
    package = Path(__file__).parent
    installed = package / "data" / "timeline.toml"
    return installed if installed.exists() else package.parent.parent / "data" / "timeline.toml"


# -- the settings file -----------------------------------------------------------------------------------------------

TABLES = ("keys",)
"""The tables that a settings file may have."""


MAX_SIZE = 1 << 20
"""Largest settings file, in bytes; some hundred times what all commands with keys of their own would take."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader's settings file says; as it stands here where there is none."""

    path: Path
    """Where the file is, or would be."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the id of their command, as they are written; none for a command that shall have no key."""
    text: str = field(default="", repr=False)
    """The file's own text, for the lines of faults."""

    def fault(self, message: str, name: str = "") -> SettingsError:
        """What is wrong in the file, as an error that says where: at the line on which a name is set, where one is found."""
        set_here = re.compile(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=\].]", re.MULTILINE)
        found = set_here.search(self.text) if name else None
        return SettingsError(str(self.path), self.text.count("\n", 0, found.start()) + 1 if found else 0, message)


def settings_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the settings file is or would be; ``CTTUI_SETTINGS`` names another."""
    if given := environ.get("CTTUI_SETTINGS"):
        return Path(given)
    if xdg := environ.get("XDG_CONFIG_HOME"):
        return Path(xdg) / "cttui" / "settings.toml"
    import platformdirs

    return Path(platformdirs.user_config_dir("cttui", appauthor=False)) / "settings.toml"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings file; where there is none, nothing is set and no TOML reader is loaded.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or sets what there is not.
    """
    path = settings_path(environ)
    try:
        content = disk.read(path, MAX_SIZE)
    except disk.FileError as error:
        if error.kind in {"none", "astray"}:
            return Settings(path)
        raise SettingsError(
            str(path), 0, f"the settings cannot be read: {error}; fix that, or set another file with CTTUI_SETTINGS"
        ) from None
    try:
        # lines as Python's own reading of text has them
        text = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise SettingsError(str(path), 0, "not valid UTF-8; save the file as UTF-8") from None
    import tomli

    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise SettingsError(str(path), error.lineno, f"invalid TOML: {shorten(error.msg)}") from None
    unread = Settings(path, text=text)
    for name in data:
        if name not in TABLES:
            close = nearest(name, TABLES)
            known = f"did you mean [{close}]?" if close else f"expected [{TABLES[0]}]"
            raise unread.fault(f"unknown table [{shorten(name, 40)}]; {known}", name)
    table = data.get("keys", {})
    if not isinstance(table, dict):
        raise unread.fault('expected a table: a heading [keys], and below it e.g. quit = "ctrl+x"', "keys")
    return Settings(path, {name: _keys(unread, name, value) for name, value in table.items()}, text)


def _keys(settings: Settings, name: str, value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(key, str) for key in given):
        raise settings.fault(f"{shorten(name, 40)} needs a key in quotation marks, or a list of such keys", name)
    return tuple(given)
