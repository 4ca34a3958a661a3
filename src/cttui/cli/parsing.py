"""How words of the command line are read: which of them name the command, and errors in one sentence."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.cli.exits import ExitCode
from cttui.cli.streams import put, tell
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.store.opening import Where


def named(words: Sequence[str], names: Collection[str]) -> tuple[list[str], list[str]]:
    """The words that name a command, and the others. A command has one or two words: ``list``, ``add source``.

    The first of two names nothing by itself, but it is not a file either, so it counts.
    """
    if " ".join(words[:2]) in names:
        return list(words[:2]), list(words[2:])
    if words and (words[0] in names or seconds(words[0], names)):
        return list(words[:1]), list(words[1:])
    return [], list(words)


def seconds(first: str, names: Collection[str]) -> list[str]:
    """The words that may follow the first of a command of two words."""
    return [name.removeprefix(f"{first} ") for name in names if name.startswith(f"{first} ")]


def placed(text: str) -> Where:
    """A file, or a table on servers by its address.

    Raises:
        ServerError: It is meant as an address, and is none.
    """
    if "://" in text:
        from cttui.store.opening import where

        return where(text)
    return Path(text)


def positive(text: str, most: int = 0) -> int:
    """A number of things, one at least.

    Args:
        text: The number.
        most: The most that it may be; 0 for any.

    Raises:
        ArgumentTypeError: It is none.
    """
    if text.isascii() and text.isdecimal() and 0 < int(text[:9]) == int(text[:5000]) and not 0 < most < int(text):
        return int(text)
    expected = f"1 to {most:,}" if most else "1, e.g. 20"
    raise argparse.ArgumentTypeError(f"expected a number from {expected}, found '{shorten(text)}'")


class Parser(argparse.ArgumentParser):
    """Reports an error in one sentence, with what to type next."""

    def error(self, message: str) -> None:  # type: ignore[override]  # ends the program, as its base does
        tell(f"{self.prog}: {message}; see '{self.prog} --help'")
        raise SystemExit(ExitCode.USAGE)

    def _print_message(self, message: str, _file: object = None) -> None:
        # help and version; argparse would stay silent if they cannot be written
        put([message.removesuffix("\n")])

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # argparse drops a value that is -- and gives the option an empty list
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def joined(self, words: Sequence[str]) -> list[str]:
        """The arguments with ``--filter -kind:report`` as ``--filter=-kind:report``.

        argparse treats anything with a leading hyphen as an option. Here it is the value of the preceding option,
        unless the command has such an option.
        """
        found: list[str] = []
        rest = list(words)
        while rest:
            word = rest.pop(0)
            if word == "--":
                return [*found, word, *rest]
            if rest and rest[0].startswith("-") and self._takes_value(word) and not self._is_option(rest[0]):
                word = f"{word}={rest.pop(0)}"
            found.append(word)
        return found

    def _takes_value(self, word: str) -> bool:
        named = [action for name, action in self._option_string_actions.items() if name == word]
        begun = [action for name, action in self._option_string_actions.items() if name.startswith(word)]
        actions = named or (begun if word.startswith("--") and len(word) > 2 else [])
        return len(actions) == 1 and actions[0].nargs is None

    def _is_option(self, word: str) -> bool:
        return word == "--" or word.partition("=")[0] in self._option_string_actions
