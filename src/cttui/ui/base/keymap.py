"""Commands with the keys from the reader's settings: how keys are written, and what is not allowed.

Loaded only if the settings file has a table of keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from textual.keys import Keys as TextualKeys
from textual.keys import _character_to_key

from cttui.settings import SETTINGS, Settings
from cttui.text import nearest, shorten
from cttui.ui.base.commands import COMMANDS, SHADOWS, TOGETHER, Command, Keys, typed_by

_SHOWN = {
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space", "backspace": "Bksp", "delete": "Del", "insert": "Ins",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip
"""Display names of keys that are not characters."""
_ALSO = {
    **{shown.lower(): key for key, shown in _SHOWN.items()},
    "return": "enter", "page_up": "pageup", "page_down": "pagedown", "dash": "minus", "hyphen": "minus",
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape",
}  # fmt: skip
"""Other names of keys: their display names, and those a terminal sends for the same key."""
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = frozenset(key.value for key in TextualKeys if not key.value.startswith("<") and "+" not in key.value)
_TAKEN = {"ctrl+q": "always quits cttui"}
"""Keys that Textual itself takes before any command."""


def key_named(written: str) -> str:
    """A key as Textual names it, from its name or its character: ``question_mark`` from ``?``.

    Raises:
        ValueError: The key is unknown, or terminals send it differently; the message says what to write.
    """
    text = written.strip() or written
    if len(text) == 1 and text.isprintable() and text not in _ALSO:
        return _character_to_key(text)
    # the plus sign itself, as in ctrl++
    *modifiers, base = text.replace("++", "+plus").split("+")
    held = [modifier.strip().lower() for modifier in modifiers]
    base = base.strip()
    base = _ALSO.get(base.lower(), base if len(base) == 1 else base.lower())
    # a non-ASCII character is written as itself, not by one of a hundred thousand names
    character = typed_by(base) if len(base) == 1 or typed_by(base).isascii() else ""
    if character:
        base = _character_to_key(character)
    if any(modifier not in _MODIFIERS for modifier in held) or not (character or base in _NAMED):
        close = nearest(written, (*_NAMED, *_SHOWN.values()))
        raise ValueError(f"unknown key '{shorten(written, 30)}'" + (f"; did you mean {close}?" if close else ""))
    if held == ["shift"] and character.strip():
        if character.upper() != character:
            return character.upper()
        raise ValueError(f"instead of '{shorten(written, 30)}', write the character that Shift types, e.g. '!'")
    if len(base) == 1 and held:
        base = base.lower()
    name = "+".join((*(modifier for modifier in _MODIFIERS if modifier in held), base))
    return _ALSO.get(name, name)


def shown(key: str) -> str:
    """The display name of a key: ``?`` for ``question_mark``, ``Ctrl+F`` for ``ctrl+f``."""
    *held, base = key.split("+")
    name = _SHOWN.get(base) or typed_by(base) or base.capitalize()
    return "+".join((*(modifier.capitalize() for modifier in held), name.upper() if held and len(name) == 1 else name))


def way_out(keys: Keys, *commands: str, typing: bool = False) -> str:
    """The display name of the first key that ``Keys.ways_out`` binds; while typing, the first that types nothing."""
    bound = keys.ways_out("", *commands).key_to_bindings
    return next((shown(key) for key in bound if not (typing and typed_by(key))), shown("escape"))


def remapped(settings: Settings, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """The commands with the keys that the settings give them.

    Raises:
        SettingsError: A command or key is unknown, or two commands that work in the same place would share a key.
    """
    given: dict[str, tuple[str, ...]] = {}
    known = {command.id: command for command in commands}
    for name, written in settings.keys.items():
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean {close}?" if close else "the help (?) lists all commands"
            if any(name == setting.name for setting in SETTINGS):
                hint = f"the setting {name} belongs above [keys]"
            raise settings.fault(f"unknown command '{shorten(name, 40)}'; {hint}", name, "keys")
        try:
            given[name] = tuple(dict.fromkeys(key_named(key) for key in written))
            _check(known[name], given[name])
        except ValueError as error:
            misplaced = (
                f"; the setting {name} belongs above [keys]" if any(name == setting.name for setting in SETTINGS) else ""
            )
            raise settings.fault(f"{name}: {error}{misplaced}", name, "keys") from None
    found = tuple(
        replace(command, keys=given[command.id], shown=" ".join(map(shown, given[command.id])))
        if command.id in given and given[command.id] != command.keys
        else command
        for command in commands
    )
    for key, one, other in clashes(found):
        name = one.id if one.id in given else other.id
        both = " and ".join(f"{command.id} ({command.title})" for command in (one, other))
        raise settings.fault(f"the key {shown(key)} would run both {both} in the same place", name, "keys")
    return found


def _check(command: Command, keys: tuple[str, ...]) -> None:
    """Refuse keys that could never run a command."""
    for key in keys:
        if key in _TAKEN:
            raise ValueError(f"{shown(key)} {_TAKEN[key]}")
        if command.scope == "bar" and typed_by(key):
            raise ValueError(f"{shown(key)} types a character in the filter bar; choose a key that types nothing")
    if command.by_place and len(keys) > (most := len(_defaults()[command.id])):
        raise ValueError(f"it takes at most {most} keys, the first for the first province and so on")


def _defaults() -> Mapping[str, tuple[str, ...]]:
    return {command.id: command.keys for command in COMMANDS}


def clashes(commands: tuple[Command, ...]) -> Iterator[tuple[str, Command, Command]]:
    """Keys shared by two commands that work in the same place, with the two; intended shadowing does not count."""
    seen = set()
    for scopes in TOGETHER:
        here = [command for scope in scopes for command in commands if command.scope == scope]
        by_key: dict[str, list[Command]] = {}
        for command in here:
            for key in command.keys:
                by_key.setdefault(key, []).append(command)
        for key, found in by_key.items():
            for one, other in combinations(found, 2):
                pair = (key, one.id, other.id)
                if (one.id, other.id) not in SHADOWS and pair not in seen:
                    seen.add(pair)
                    yield key, one, other
