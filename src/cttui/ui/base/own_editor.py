"""The reader's own editor, which gets the terminal while a note is written in it."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from cttui import disk
from cttui.errors import CttuiError

MAX_SIZE = 4 << 20
"""Largest note accepted from an editor, in bytes: a book of a thousand pages."""


class EditorError(CttuiError):
    """The editor did not save the note; the note is unchanged, and the message says where the text is."""


def set_aside(text: str) -> Path:
    """Save a text in a new temporary file that only the reader may read.

    Raises:
        OSError: It cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix="cttui-note-"))
    path = folder / "note.md"
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
    # Ctrl+C belongs to the editor and does not end cttui; a handler, since an ignored signal stays ignored in the child
    before = signal.signal(signal.SIGINT, lambda *_: None)
    path: Path | None = None
    try:
        path = set_aside(text)
        subprocess.run([*shlex.split(editor), str(path)], check=True)  # noqa: S603 - the reader's own editor, no shell
        written = disk.read(path, MAX_SIZE).decode().replace("\r\n", "\n").replace("\r", "\n")
    except subprocess.CalledProcessError as error:
        how = f"failed with code {error.returncode}" if error.returncode > 0 else "was killed by a signal"
        return _failed(f"the editor '{editor}' {how}", path, text)
    except UnicodeDecodeError:
        return _failed(f"the editor '{editor}' saved text that is not UTF-8", path, text)
    except FileNotFoundError:
        return _failed(f"the editor '{editor}' was not found", path, text)
    except disk.FileError as error:
        return _failed(f"the note saved by the editor '{editor}' cannot be read ({error})", path, text)
    except ValueError:
        return _failed(f"the editor '{editor}' is not a valid command: a quotation mark is not closed", path, text)
    except OSError as error:
        return _failed(f"the editor '{editor}' could not be started ({disk.reason(error)})", path, text)
    finally:
        signal.signal(signal.SIGINT, before)
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
