"""The reader's own editor, lent the terminal for as long as a note is written in it."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from cttui.errors import CttuiError


class EditorError(CttuiError):
    """The editor did not write the note; the note is as it was."""


def written_in(editor: str, text: str) -> str | EditorError:
    """What a text became in an editor; what went wrong is given back and not raised.

    Args:
        editor: A command as in ``$EDITOR``; it is split as a shell would, and run without one.
        text: The text to begin with.
    """
    # Ctrl+C is the editor's, and not the end of cttui; a handler, as what is ignored here would be ignored there
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "note.md"
            path.write_text(text, encoding="utf-8")
            subprocess.run([*shlex.split(editor), str(path)], check=True)  # noqa: S603 - the reader's own editor, no shell
            return path.read_text(encoding="utf-8")
    except subprocess.CalledProcessError as error:
        how = f"ended with code {error.returncode}" if error.returncode > 0 else "was ended by a signal"
        return EditorError(f"the editor '{editor}' {how}; the note stays as it was")
    except FileNotFoundError:
        return EditorError(f"there is no editor '{editor}', or no note when it ended; the note stays as it was")
    except (OSError, ValueError) as error:
        return EditorError(f"the editor '{editor}' wrote no note ({error}); it stays as it was")
    finally:
        signal.signal(signal.SIGINT, before)
