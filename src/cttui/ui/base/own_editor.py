"""The reader's own editor, which gets the terminal while a note is written in it, or the timeline at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui import disk
from cttui.errors import CttuiError

if TYPE_CHECKING:
    from textual.app import App

MAX_SIZE = 4 << 20
"""Largest note accepted from an editor, in bytes: a book of a thousand pages."""

PATH, LINE = "{path}", "{line}"
"""What stands for the file and the line in a command of the settings."""

_PLUS = ("+{line}", "{path}")
_COLON = ("{path}:{line}",)
_WAITING_COLON = ("--wait", "{path}:{line}")
_CODE = ("--wait", "--goto", "{path}:{line}")
KNOWN: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "view", "nvi", "elvis", "vis", "emacs", "emacsclient", "nano", "pico", "micro"), _PLUS
    ),
    **dict.fromkeys(("kak", "joe", "jstar", "jmacs", "mg", "ne", "zile", "jove", "mcedit", "tilde", "ee", "dte"), _PLUS),
    **dict.fromkeys(("gvim", "mvim"), ("-f", *_PLUS)),
    **dict.fromkeys(("gedit", "gnome-text-editor", "pluma", "xed"), ("--wait", *_PLUS)),
    **dict.fromkeys(("hx", "helix", "amp"), _COLON),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor"), _WAITING_COLON),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"), _CODE),
    "kate": ("--block", "--line", "{line}", "{path}"),
    "mate": ("--wait", "--line", "{line}", "{path}"),
    "jed": ("{path}", "-g", "{line}"),
}
"""What follows the name of an editor so that it opens a file at a line, and ends no earlier than the reader is done.

Source: the editors' own manuals. ``+LINE`` before the file is what POSIX gives vi and ex (as ``-c LINE``), and most kept it.
"""
_WAITS = {"--wait", "-w", "--block", "-b", "-f", "--nofork"}
"""Options with which an editor waits: one that the reader gives already is not given again."""


class EditorError(CttuiError):
    """The editor did not save the note; the note is unchanged, and the message says where the text is."""


# -- which one, and how it is called -----------------------------------------------------------------------------------


def own_editor(setting: str, environ: Mapping[str, str] = os.environ) -> str:
    """The reader's own editor, a command: that of the settings, else ``$VISUAL``, else ``$EDITOR``; empty for none."""
    named = (setting, *(environ.get(name, "").strip() for name in ("VISUAL", "EDITOR")))
    return next(filter(None, named), "")


def command_at(editor: str, path: Path, line: int = 1) -> list[str]:
    """The command that opens a file in an editor at a line, as words for the system, which no shell reads.

    ``{path}`` and ``{line}`` are filled in where the editor has them; an editor without them gets the options that ``KNOWN``
    has for it, and one that is not known the path alone.

    Raises:
        ValueError: A quotation mark of the editor's command is not closed.
    """
    words = shlex.split(editor)
    if any(PATH in word or LINE in word for word in words[1:]):
        rest = words[1:] if any(PATH in word for word in words) else [*words[1:], PATH]
    else:
        name = Path(words[0]).name.lower()
        for ending in (".exe", ".cmd", ".bat"):
            name = name.removesuffix(ending)
        known = KNOWN.get(name, (PATH,))
        rest = [*words[1:], *(word for word in known if word not in _WAITS or not _WAITS & set(words))]
    return [words[0], *(_filled(word, path, line) for word in rest)]


def _filled(word: str, path: Path, line: int) -> str:
    """A word with the line and the path in it; the path is absolute and goes in last, since it may hold anything."""
    return word.replace(LINE, str(line)).replace(PATH, str(path.absolute()))


# -- running it --------------------------------------------------------------------------------------------------------


def editor_at(app: App[Any], editor: str, path: Path, line: int = 1) -> str:
    """Lend the terminal to an editor at a line of a file until it ends.

    Args:
        app: The app, whose terminal it is.
        editor: Its command, as ``own_editor`` finds it.
        path: The file.
        line: The line, from 1.

    Returns:
        What went wrong, a phrase; empty if nothing did.
    """
    from textual.app import SuspendNotSupported

    try:
        with app.suspend():
            # nothing may be raised in here, or Textual would not take the terminal back
            return ran(editor, path, line)
    except SuspendNotSupported:
        return "an editor cannot run in this terminal"


def ran(editor: str, path: Path, line: int = 1) -> str:
    """Run an editor until it ends; returns what went wrong, a phrase; empty if nothing did."""
    # Ctrl+C belongs to the editor and does not end cttui; a handler, since an ignored signal stays ignored in the child
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run(command_at(editor, path, line), check=True)  # noqa: S603 - the reader's own editor, no shell
    except subprocess.CalledProcessError as error:
        how = f"failed with code {error.returncode}" if error.returncode > 0 else "was killed by a signal"
        return f"the editor '{editor}' {how}"
    except FileNotFoundError:
        return f"the editor '{editor}' was not found"
    except ValueError:
        return f"the editor '{editor}' is not a valid command: a quotation mark is not closed"
    except OSError as error:
        return f"the editor '{editor}' could not be started ({disk.reason(error)})"
    finally:
        signal.signal(signal.SIGINT, before)
    return ""


# -- notes -------------------------------------------------------------------------------------------------------------


def set_aside(text: str, name: str = "note.md") -> Path:
    """Save a text in a new temporary file that only the reader may read.

    Args:
        text: The text.
        name: What the file is called; its folder is named for it, too.

    Raises:
        OSError: It cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"cttui-{Path(name).stem}-"))
    path = folder / name
    try:
        disk.write(path, text.encode("utf-8"))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return path


def written_in(editor: str, text: str) -> str | EditorError:
    """Edit a text in an editor; return the new text, or the error instead of raising it.

    Args:
        editor: A command as in ``$EDITOR``; it is split as a shell would split it, and run without a shell.
        text: The text to begin with.
    """
    path: Path | None = None
    try:
        path = set_aside(text)
        if wrong := ran(editor, path):
            return _failed(wrong, path, text)
        written = disk.read(path, MAX_SIZE).decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return _failed(f"the editor '{editor}' saved text that is not UTF-8", path, text)
    except disk.FileError as error:
        return _failed(f"the note saved by the editor '{editor}' cannot be read ({error})", path, text)
    except OSError as error:
        return _failed(f"the note cannot be written for the editor '{editor}' ({disk.reason(error)})", path, text)
    _remove(path)
    return written


def _failed(why: str, path: Path | None, text: str) -> EditorError:
    """The error for a failure; the file is kept if its text differs from the initial one."""
    try:
        left = path is not None and disk.read(path, MAX_SIZE) != text.encode("utf-8")
    except disk.FileError as error:
        left = error.kind != "none"
    if path is None or not left:
        _remove(path)
        return EditorError(f"{why}; the note is unchanged")
    return EditorError(f"{why}; the note is unchanged, and your text is saved in {path}")


def _remove(path: Path | None) -> None:
    """Remove a temporary file and its folder."""
    if path is not None:
        shutil.rmtree(path.parent, ignore_errors=True)
