"""Writing an export to a file: whole or not at all, over another file only where the reader said so."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cttui import disk
from cttui.errors import CttuiError, StoppedError
from cttui.exports.registry import Format
from cttui.exports.subjects import Subject
from cttui.store import stopping
from cttui.text import clean, line

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOST_NAMES = 10_000
"""Names of a folder that are looked through to complete one."""


class ExportError(CttuiError):
    """An export cannot be written; nothing was changed."""


class FileThereError(ExportError):
    """There is a file of this name already, and nobody said that it may go."""


class OwnFileError(ExportError):
    """The file is one that the export itself is made of."""


class CancelledError(ExportError):
    """It is not wanted any more."""


def path_of(typed: str) -> Path:
    """The file that is meant by what was typed: ``~`` is the reader's own folder.

    Raises:
        ExportError: It names no file.
    """
    text = typed.strip()
    if not text:
        raise ExportError("a file name is missing")
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        raise ExportError(f"there is no folder {line(text.split('/')[0])}; type another path") from None
    if text.endswith(("/", os.sep)) or disk.is_folder(path):
        raise ExportError(f"'{line(text)}' is a folder; add a file name")
    return path.absolute()


def save(
    format_: Format,
    subject: Subject,
    path: Path,
    *,
    replace: bool = False,
    own: str = "",
    read: Sequence[Path] = (),
    cancelled: Callable[[], bool] = lambda: False,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Write an export to a file, and return how many records were written.

    Args:
        format_: How.
        subject: What.
        path: Where to.
        replace: Whether a file that is there may be replaced.
        own: The digest of the timeline that is exported: a file with its content is never replaced.
        read: Further files that the export is made of, and which are not replaced either.
        cancelled: Whether it is not wanted any more; asked often, and then nothing is written.
        tell: Takes what the format could not carry and what was kept back, a phrase at a time.

    Raises:
        FileThereError: There is a file, and it is not to be replaced.
        OwnFileError: There is a file that the export is made of.
        CancelledError: It was cancelled.
        ExportError: It cannot be written; the sentence says why.
        CttuiError: What is exported cannot be read.
    """
    try:
        # a link's file is written, and the link stays
        place = Path(os.path.realpath(path))
        if not place.parent.is_dir():
            raise ExportError(f"there is no folder {line(str(place.parent))}; create it, or type another path")
        if os.path.lexists(place):
            if not place.is_file():
                raise ExportError(f"{line(str(place))} is not a regular file; type another path")
            if any(disk.is_same(place, other) for other in read) or (own and _digest(place) == own):
                raise OwnFileError(f"{line(str(place))} is a file that this export is made of; type another path")
            if not replace:
                raise FileThereError(f"{line(str(place))} already exists")
        with disk.writing(place, disk.shared(), replace=replace) as file:
            with (
                _Bytes(file, cancelled) if format_.binary else _Text(file, cancelled) as stream,
                # much is read before a workbook or a database is written
                stopping.until(cancelled),
            ):
                outcome = format_.write(subject, stream)
            count = subject.count() - outcome.missing
    except StoppedError:
        raise CancelledError("cancelled") from None
    except FileExistsError:
        raise FileThereError(f"{line(str(place))} already exists") from None
    except (OSError, ValueError) as error:
        why = disk.reason(error).lower() if isinstance(error, OSError) else "not a valid file name"
        raise ExportError(f"cannot write {line(str(path))}: {why}") from None
    for phrase in outcome.left:
        tell(phrase)
    return count


def _digest(path: Path) -> str:
    """The digest of a file's content, as ``timeline.file.digest``; empty for one that cannot be read, and so was not opened."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


class _Text(io.TextIOWrapper):
    """UTF-8 output that stops when cancelled, and leaves its file open."""

    def __init__(self, file: BinaryIO, cancelled: Callable[[], bool]) -> None:
        super().__init__(file, encoding="utf-8", errors="replace", newline="\n")
        self._cancelled = cancelled

    def write(self, text: str) -> int:
        if self._cancelled():
            raise CancelledError("cancelled")
        return super().write(text)

    def __exit__(self, *_: object) -> None:
        self.flush()
        self.detach()


class _Bytes(io.RawIOBase):
    """Output of bytes that stops when cancelled, and leaves its file open."""

    def __init__(self, file: BinaryIO, cancelled: Callable[[], bool]) -> None:
        super().__init__()
        self._file = file
        self._cancelled = cancelled

    def write(self, content: Buffer) -> int:
        if self._cancelled():
            raise CancelledError("cancelled")
        return self._file.write(content)


def completed(typed: str) -> tuple[str, tuple[str, ...]]:
    """A typed path with the folder that it begins to name written out, as far as that is plain.

    Returns:
        The path, and the folders that may be meant where there are several.
    """
    head, _, start = typed.rpartition("/")
    head = f"{head}/" if "/" in typed else ""
    try:
        folder = Path(head or ".").expanduser()
        found = sorted(_folders(folder, start))
    except (OSError, RuntimeError, ValueError):
        return typed, ()
    if not found:
        return typed, ()
    together = os.path.commonprefix(found)  # noqa: RUF071 - the letters that all names begin with
    if len(found) == 1:
        return f"{head}{together}/", ()
    return f"{head}{together}", tuple(f"{name}/" for name in found)


def _folders(folder: Path, start: str) -> Iterator[str]:
    """Names of the folders in a folder that begin so; hidden ones only where a dot was typed."""
    with os.scandir(folder) as entries:
        for entry in islice(entries, MOST_NAMES):
            name = entry.name
            shown = name.isprintable() and clean(name) == name and (start or not name.startswith("."))
            if name.startswith(start) and shown and entry.is_dir():
                yield name
