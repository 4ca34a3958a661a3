"""Where cttui keeps files, and what a person sets once: by the environment, or in a settings file.

The settings file is TOML. Its keys are those of ``SETTINGS``; its table ``[keys]`` gives commands other keys, by the
commands' ids as the help shows them, and ``[widths]`` holds how wide panes are, in columns of the terminal, which cttui
writes itself when a pane was made wider or narrower::

    theme = "cttui-light"

    [keys]
    quit = "ctrl+x"
    next_hit = ["n", "f3"]
    cite = []

    [widths]
    event = 50

What the command line says comes first, then the environment, then the file, then the default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from cttui import disk
from cttui.errors import SettingsError
from cttui.lazy import dataclass
from cttui.text import nearest, shorten

IMPORTS = "imports"
"""The folder in the cache for datasets that were opened; deleting it loses nothing but the time to import them."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders, by the XDG Base Directory Specification on Linux and by convention elsewhere."""

    timeline: Path
    """The timeline that comes with cttui."""
    cache: Path
    """Compiled timelines; deleting it loses nothing."""


def paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Where things are; ``CTTUI_CACHE`` names another folder for compiled timelines."""
    given = environ.get("CTTUI_CACHE")
    return Paths(shipped_timeline(), Path(given) if given else _user_cache(environ))


def _user_cache(environ: Mapping[str, str]) -> Path:
    # if XDG names it, platformdirs (12 ms to import) is not needed
    if xdg := environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "cttui"
    import platformdirs

    return Path(platformdirs.user_cache_dir("cttui", appauthor=False))


def shipped_timeline() -> Path:
    """The timeline that comes with cttui: in the installed package, or beside the sources in a checkout."""
    package = Path(__file__).parent
    installed = package / "data" / "timeline.toml"
    return installed if installed.exists() else package.parent.parent / "data" / "timeline.toml"


# -- what can be set -------------------------------------------------------------------------------------------------


class _UnfitError(ValueError):
    """A value cannot be a setting's; the message says what is expected."""


def _text(value: object, _folder: Path) -> str:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise _UnfitError("a string")


def _command(value: object, folder: Path) -> str:
    import shlex

    text = _text(value, folder)
    try:
        shlex.split(text)
    except ValueError:
        raise _UnfitError("a command whose quotation marks are closed") from None
    return text


def _path(value: object, folder: Path) -> Path:
    path = Path(_text(value, folder))
    try:
        path = path.expanduser()
    except RuntimeError:  # the name of a user that there is not
        raise _UnfitError("the path of a file") from None
    return folder / path


def _flag(value: object, _folder: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise _UnfitError("true or false")


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that a person sets once."""

    name: str
    """Its key in the file, and its field of ``Settings``."""
    help: str
    """What it is, in a phrase."""
    example: str
    """A value, as the file writes it."""
    default: str
    """The default, in words."""
    option: str = ""
    """The option of the command line that comes before it; empty for none."""
    taken: Callable[[object, Path], object] | None = None
    """Makes a value of what is said, paths from the file's folder on; ``None`` for a table, which only the file can have."""

    @property
    def variable(self) -> str:
        """The environment variable that comes before the file; empty for a table."""
        return f"CTTUI_{self.name.upper()}" if self.taken else ""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "timeline", "the timeline to open without a PATH; a relative path starts at the settings file's folder",
        '"~/timelines/harbour.toml"', "the one that comes with cttui", "PATH", _path,
    ),
    Setting("theme", "the colour theme; the theme command sets it too", '"cttui-light"', "cttui-dark", "--theme", _text),
    Setting("ascii", "whether signs are drawn in plain ASCII", "true", "only if the terminal needs it", "--ascii", _flag),
    Setting(
        "braille", "whether the map's outline is drawn in braille cells, which many fonts do not have",
        "true", "if the terminal is known to draw them", "--braille", _flag,
    ),
    Setting("mouse", "whether cttui captures the mouse", "false", "true", "--mouse", _flag),
    Setting(
        "linear", "whether cttui talks in plain lines instead of drawing a screen",
        "true", "only where nothing can be drawn", "--linear", _flag,
    ),
    Setting(
        "cursor", "whether the terminal's cursor, which stands on the focused row or field, is visible",
        "true", "false", "--cursor", _flag,
    ),
    Setting(
        "lens", "whose figures to count: all, lowest, highest, official, a claimant or a source id",
        '"official"', "all", "--count", _text,
    ),
    Setting(
        "editor", "the editor for notes and for the timeline's file; one that cttui does not know needs `{line}` and `{path}`",
        '"myed +{line} {path}"', "`$VISUAL` or `$EDITOR`", "", _command,
    ),
    Setting("browser", "the browser, as in `$BROWSER`", '"firefox %s"', "`$BROWSER`, or the desktop's", "", _text),
    Setting("widths", "a table of pane widths, in columns; cttui writes it", "{ event = 50 }", "as wide as each pane needs"),
    Setting("keys", "a table of keys by command id; the help shows the ids", '{ filter = ["f3", "/"] }', "as in the help"),
)  # fmt: skip
"""Every setting, in the order of the documents."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
"""What an environment variable says for true and false, in small letters."""

WIDTHS = ("facets", "event", "sources", "threads", "legend")
"""The panes whose widths are kept: beside the list, beside what is read, beside a path, beside the map."""
WIDEST = 1_000
"""Widest pane that is taken, in columns; what a terminal has no room for is narrower there."""

MAX_SIZE = 1 << 20
"""Largest settings file, in bytes; some hundred times what all commands with keys of their own would take."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader has set, in the file or the environment; these defaults otherwise."""

    path: Path
    """Where the file is, or would be."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the id of their command, as they are written; none for a command that shall have no key."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """Columns across by the name of a pane in ``WIDTHS``; where a pane is not named, it is as wide as cttui makes it."""
    text: str = field(default="", repr=False)
    """The file's own text, for the lines of faults."""
    timeline: Path | None = None
    """The timeline to open if none is given; ``None`` for the one that comes with cttui."""
    theme: str = ""
    """The name of a theme; empty for cttui's own choice."""
    ascii: bool = False
    """Whether signs are plain ASCII."""
    braille: bool | None = None
    """Whether the map's outline is drawn in braille cells; ``None`` if the terminal decides."""
    mouse: bool = True
    """Whether the mouse is captured."""
    linear: bool = False
    """Whether cttui talks in plain lines."""
    cursor: bool = False
    """Whether the terminal's own cursor is visible."""
    lens: str = ""
    """The name of a lens; empty for all figures."""
    editor: str = ""
    """A command that edits a file; empty for the one that the environment names for all programs."""
    browser: str = ""
    """Commands as in ``$BROWSER``; empty for the one that the environment names for all programs."""
    by_environment: frozenset[str] = frozenset()
    """The names of settings that the environment gives."""

    @property
    def opens(self) -> Path:
        """The timeline to open if none is given.

        Raises:
            SettingsError: It does not exist.
        """
        if self.timeline is not None and not disk.is_there(self.timeline):
            raise self.fault(
                f"timeline: the file {self.timeline} does not exist; correct the path, or remove the setting to open the"
                " timeline that comes with cttui",
                "timeline",
            )
        return self.timeline or shipped_timeline()

    def fault(self, message: str, name: str = "", table: str = "") -> SettingsError:
        """What is wrong with a setting, as an error that says where: the variable, or the line of the file.

        Args:
            message: What is wrong.
            name: The key that is meant; empty for the file as a whole.
            table: The table that the key stands in; empty for none.
        """
        if not table and name in self.by_environment:
            return SettingsError(_BY_NAME[name].variable, 0, message)
        start = 0
        if table and (head := re.search(rf"^[ \t]*\[?[ \t]*[\"']?{table}\b", self.text, re.MULTILINE)):
            start = head.start()
        key = rf"[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=\].]"
        found = name and (
            re.compile(rf"^[ \t]*\[?{key}", re.MULTILINE).search(self.text, start)
            or re.compile(rf"[.,{{]{key}").search(self.text, start)
        )
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
    """Read the settings; without a file, no TOML reader is loaded.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or has an unknown or invalid setting; or a variable does.
    """
    path = settings_path(environ)
    # lines as Python's own reading of text has them
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    unread = Settings(path, text=text)
    found = _from_file(unread) if text else {}
    given = _from_environment(environ)
    return Settings(path, text=text, by_environment=frozenset(given), **{**found, **given})


def read_text(path: Path) -> str:
    """The text of a settings file; empty if there is none.

    Raises:
        SettingsError: It cannot be read.
    """
    try:
        content = disk.read(path, MAX_SIZE)
    except disk.FileError as error:
        if error.kind in {"none", "astray"}:
            return ""
        raise SettingsError(
            str(path), 0, f"the settings cannot be read: {error}; fix that, or set another file with CTTUI_SETTINGS"
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(str(path), 0, "not valid UTF-8; save the file as UTF-8") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """What the variables say; one that is empty says nothing."""
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        if not setting.taken or not (said := environ.get(setting.variable, "")):
            continue
        value: object = _SWITCHES.get(said.lower(), said) if setting.taken is _flag else said
        try:
            found[setting.name] = setting.taken(value, Path())
        except _UnfitError as error:
            expected = "1 or 0" if setting.taken is _flag else error
            raise SettingsError(setting.variable, 0, f"found {_shown(said)}, expected {expected}") from None
    return found


def _from_file(unread: Settings) -> dict[str, Any]:
    import tomli

    try:
        data = tomli.loads(unread.text)
    except (ValueError, RecursionError):
        from cttui.syntax import why_not

        line, why = why_not(unread.text)
        raise SettingsError(str(unread.path), line, f"invalid TOML: {why}") from None
    found: dict[str, Any] = {}
    for name, value in data.items():
        setting = _BY_NAME.get(name)
        if setting is None:
            raise _unknown(unread, name, isinstance(value, dict | list))
        if setting.taken is None:
            found[name] = _keys_table(unread, value) if name == "keys" else _widths_table(unread, value)
            continue
        try:
            found[name] = setting.taken(value, unread.path.parent)
        except _UnfitError as error:
            such = "" if setting.taken is _flag else f", e.g. {name} = {setting.example}"
            raise unread.fault(f"{name}: found {_shown(value)}, expected {error}{such}", name) from None
    return found


def _unknown(unread: Settings, name: str, table: bool) -> SettingsError:
    names = [setting.name for setting in SETTINGS if (setting.taken is None) == table]
    close = nearest(name, names)
    if table:
        known = f"did you mean [{close}]?" if close else f"expected {' or '.join(f'[{each}]' for each in names)}"
        return unread.fault(f"unknown table [{shorten(name, 40)}]; {known}", name)
    known = f"did you mean {close}?" if close else f"expected one of {', '.join(names)}"
    return unread.fault(f"unknown setting '{shorten(name, 40)}'; {known}", name)


def _keys_table(unread: Settings, table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise unread.fault('expected a table: a heading [keys], and below it e.g. quit = "ctrl+x"', "keys")
    return {name: _keys(unread, name, value) for name, value in table.items()}


def _keys(settings: Settings, name: str, value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(key, str) for key in given):
        raise settings.fault(f"{shorten(name, 40)} needs a key in quotation marks, or a list of such keys", name, "keys")
    return tuple(given)


def _widths_table(settings: Settings, table: object) -> dict[str, int]:
    if not isinstance(table, dict):
        raise settings.fault("expected a table: a heading [widths], and below it e.g. event = 50", "widths")
    for name, value in table.items():
        if name not in WIDTHS:
            close = nearest(name, WIDTHS)
            known = f"did you mean {close}?" if close else f"expected one of {', '.join(WIDTHS)}"
            raise settings.fault(f"unknown pane '{shorten(name, 40)}'; {known}", name, "widths")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= WIDEST:
            said = f"{name}: found {_shown(value)}, expected a number of columns from 1 to {WIDEST:,}, e.g. {name} = 40"
            raise settings.fault(said, name, "widths")
    return table


def _shown(value: object) -> str:
    """A value as the file writes it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    return shorten(f'"{value}"' if isinstance(value, str) else str(value), 60)
