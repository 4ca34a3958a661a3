"""The reader's own editor, lent the terminal for as long as a note is written in it."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from cttui import disk
from cttui.errors import CttuiError

MAX_SIZE = 4 << 20
"""Largest note that is taken from an editor, in bytes; a book of a thousand pages."""


class EditorError(CttuiError):
    """The editor did not write the note; the note is as it was."""


def written_in(editor: str, text: str) -> str | EditorError:
    """What a text became in an editor; what went wrong is given back and not raised.

    Args:
        editor: A command as in ``$EDITOR``; it is split as a shell would, and run without one.
        text: The text to begin with.
    """
    nothing = EditorError(f"there is no editor '{editor}', or no note when it ended; the note stays as it was")
    # Ctrl+C is the editor's, and not the end of cttui; a handler, as what is ignored here would be ignored there
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "note.md"
            path.write_text(text, encoding="utf-8")
            subprocess.run([*shlex.split(editor), str(path)], check=True)  # noqa: S603 - the reader's own editor, no shell
            return disk.read(path, MAX_SIZE).decode().replace("\r\n", "\n").replace("\r", "\n")
    except subprocess.CalledProcessError as error:
        how = f"ended with code {error.returncode}" if error.returncode > 0 else "was ended by a signal"
        return EditorError(f"the editor '{editor}' {how}; the note stays as it was")
    except FileNotFoundError:
        return nothing
    except disk.FileError as error:
        told = EditorError(f"the editor '{editor}' wrote no note ({error}); it stays as it was")
        return nothing if error.kind == "none" else told
    except (OSError, ValueError) as error:
        return EditorError(f"the editor '{editor}' wrote no note ({error}); it stays as it was")
    finally:
        signal.signal(signal.SIGINT, before)
