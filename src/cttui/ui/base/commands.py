"""Which keys run which commands where: bindings of the table in ``explore.commands``, with the reader's own keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from textual.binding import Binding, BindingsMap
from textual.keys import KEY_TO_UNICODE_NAME, REPLACED_KEYS

from cttui.errors import READ_ONLY
from cttui.explore.commands import COMMANDS, SCOPES, Command, Scope
from cttui.text import sentence

__all__ = ["COMMANDS", "SCOPES", "Command", "Keys", "Scope"]

TOGETHER: tuple[tuple[Scope, ...], ...] = (
    (
        "provinces", "facets", "values", "list", "event", "marking", "noting", "digits", "explore", "time", "numbers",
        "counting", "everywhere", "panes",
    ),
    ("bar",),
    ("figures", "list", "read", "marking", "everywhere", "panes"),
    ("select",),
    ("list", "claims", "counting", "everywhere"),
    ("list", "audit", "everywhere"),
    ("list", "sources", "everywhere"),
    ("grid", "list", "numbers", "counting", "everywhere"),
    ("box", "plot", "list", "map", "event", "marking", "noting", "digits", "everywhere", "panes"),
    ("threads", "list", "path", "event", "marking", "noting", "everywhere", "panes"),
    ("views", "list", "everywhere"),
    ("faults", "list"),
    ("form",),
)  # fmt: skip
"""Scopes whose keys work at the same time, innermost first: inner bindings take precedence over outer ones."""

SHADOWS = frozenset(
    {
        ("only_value", "read"), ("clear_field", "clear"), ("leave_out", "zoom_out"), ("narrow_values", "filter"),
        ("exclude_province", "faults"),
        ("fix_corner", "read"), ("give_up", "back"), ("open_path", "read"), ("take_figure", "change_record"),
    }
)  # fmt: skip
"""Commands that may share a key with an outer one: in a pane that filters, Enter filters."""

AT_CURSOR = frozenset(
    {
        "only_value", "choose", "leave_out", "clear_field", "take_cell", "open_path", "use_kept", "rename_view", "delete_kept",
        "open_source",
    }
)  # fmt: skip
"""Commands that act on the item at the cursor of the focused pane."""

ON_EVENT = frozenset({"claims", "mark", "note", "note_in_editor", "open_editor", "change_record", "open_url", "cite", "narrow"})
"""Commands that act on the event at the list's cursor, whichever pane is focused."""

NOTHING: Mapping[str, str] = MappingProxyType({})

NONE_GIVEN = "the palette"
"""Stands in a sentence for the key of a command without one."""


def typed_by(key: str) -> str:
    """The character that a key types into a field; empty for none."""
    if key == "space":
        return " "
    name = REPLACED_KEYS.get(key, key)
    try:
        found = key if len(key) == 1 else unicodedata.lookup(KEY_TO_UNICODE_NAME.get(name, name.replace("_", " ").upper()))
    except KeyError:
        return ""
    return found if found.isprintable() and found != " " else ""


class Keys:
    """The commands with their keys in this app."""

    def __init__(
        self, commands: tuple[Command, ...] = COMMANDS, *, read_only: bool = False, without: Mapping[str, str] = NOTHING
    ) -> None:
        """Take every command, with its default keys or others.

        Args:
            commands: The commands.
            read_only: Whether those that write are refused.
            without: Why others are refused, in a sentence, by their ids.
        """
        self.read_only = read_only
        self._all = commands
        self._by_id = {command.id: command for command in commands}
        writing = {command.id: sentence(READ_ONLY) for command in commands if command.writes} if read_only else {}
        self._refused = {**writing, **without}
        self.commands = tuple(command for command in commands if command.id not in self._refused)
        """Those that are offered: footer, help and palette have no others."""
        self._made: dict[tuple[bool, tuple[Scope, ...]], BindingsMap] = {}

    def shown(self, command: str) -> str:
        """The key of a command as a sentence names it."""
        words = self._by_id[command].shown.split()
        return words[0] if words else NONE_GIVEN if command == "palette" else self.shown("palette")

    def refusal(self, command: str) -> str:
        """Why a command does nothing here, as a sentence; empty if it does something. Whatever runs commands asks this."""
        return self._refused.get(command, "")

    def hint(self, said: str, *commands: str) -> str:
        """A sentence with the keys of some commands in the places of ``{}``; empty if one of them does nothing here."""
        return "" if any(map(self.refusal, commands)) else said.format(*map(self.shown, commands))

    def by_place(self, command: str) -> bool:
        """Whether each of a command's keys means something different."""
        return self._by_id[command].by_place

    def is_bound(self, key: str) -> bool:
        """Whether some command has a key, by Textual's name for it."""
        return any(key in command.keys for command in self._all)

    def runs(self, key: str, *commands: str) -> bool:
        """Whether one of some commands has a key, by Textual's name for it."""
        return any(key in self._by_id[command].keys for command in commands)

    def of(self, *scopes: Scope) -> Iterator[Command]:
        """The commands of some scopes that are offered, in the order of the scopes and of the table."""
        for scope in scopes:
            yield from (command for command in self.commands if command.scope == scope)

    def _action(self, command: str, action: str) -> str:
        """What a command's key does; where the command is refused, the screen says so."""
        return f"screen.run({command!r}, 1)" if command in self._refused else action

    def bindings(self, *scopes: Scope) -> BindingsMap:
        """The bindings of a screen; ``run`` gets the command and which of its keys was pressed, from 1."""
        return self._bindings(True, scopes)

    def own_bindings(self, *scopes: Scope) -> BindingsMap:
        """The bindings of a widget that has an action of each command's name."""
        return self._bindings(False, scopes)

    def _bindings(self, runs: bool, scopes: tuple[Scope, ...]) -> BindingsMap:
        if (runs, scopes) not in self._made:
            found = [
                Binding(
                    key,
                    self._action(command.id, f"run({command.id!r}, {place})" if runs else command.id),
                    command.title,
                    show=False,
                    tooltip=command.help,
                    id=f"{command.id}.{place}",
                )
                for scope in scopes
                for command in self._all
                if command.scope == scope
                for place, key in enumerate(command.keys, 1)
            ]
            self._made[runs, scopes] = BindingsMap(found)
        return self._made[runs, scopes]

    def bound(self, action: str, *commands: str, first: bool = False) -> BindingsMap:
        """The keys of some commands, bound to one action; with ``first``, they take precedence over any pane's bindings."""
        keys: dict[str, str] = {}
        for command in commands:
            for key in self._by_id[command].keys:
                keys.setdefault(key, self._action(command, action))
        return BindingsMap(Binding(key, does, show=False, priority=first) for key, does in keys.items())

    def ways_out(self, action: str, *commands: str) -> BindingsMap:
        """The same, for closing a text field or dialog: Escape is added if none of their keys could work there."""
        found = self.bound(action, *commands)
        if all(typed_by(key) for key in found.key_to_bindings):
            found.bind("escape", action, show=False)
        return found
