"""Timelines to compare: files, and files as they stood in a git repository: ``git:HEAD~3:data/timeline.toml``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cttui import disk
from cttui.errors import Problem, TimelineError
from cttui.model.records import Timeline
from cttui.text import clean, shorten
from cttui.timeline import file, load

MOST = 500
"""The most revisions of a file in which an edition is looked for."""
GIT = "git:"
"""How a revision begins; a file of that name is ``./git:…``."""
_MISSING = "git has no such file there"
_NEITHER = "there is no file of this name, and git has no such revision"


def read(given: str) -> Timeline:
    """The timeline of a file, or of a revision.

    Raises:
        TimelineError: It cannot be read, or has faults.
    """
    if not given.startswith(GIT):
        return load.parse(file.read(Path(given)), given)
    revision, _, path = given.removeprefix(GIT).partition(":")
    if not revision or not path or revision.startswith("-"):
        raise _fault(given, "write git:REVISION:PATH, e.g. git:HEAD~1:data/timeline.toml")
    return load.parse(_shown(given, revision, path), given)


def since(given: str, path: Path) -> Timeline:
    """An earlier state of a timeline's file: a revision of its repository, another file, or what ``read`` takes.

    Raises:
        TimelineError: It cannot be read, or has faults.
    """
    if given.startswith(GIT) or disk.is_file(Path(given)):
        return read(given)
    if not given or given.startswith("-"):
        raise _fault(given, "give a revision of git, e.g. HEAD~1, or a file")
    return load.parse(_shown(given, given, path.name, path.absolute().parent, _NEITHER), given)


def by_line(old: str, new: str) -> list[str]:
    """How two files differ line by line, as git tells it; nothing if they do not, or git is not installed."""
    try:
        # no shell: the words are ours, and the files' names come behind --
        asked = subprocess.run(  # noqa: S603 - our own program with our own words
            ["git", "diff", "--no-index", "--no-ext-diff", "--no-color", "--", old, new],  # noqa: S607 - the person's git
            capture_output=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return []
    return asked.stdout.decode("utf-8", "replace").splitlines()


def with_digest(digest: str, path: Path) -> tuple[str, bytes] | None:
    """The revision of a file's repository in which the file had bytes of this SHA-256, on any branch, and the bytes.

    At most ``MOST`` revisions that touched the file are looked at, the latest first; ``None`` if none of them is it, or if the
    file is in no repository. Renames are not followed.
    """
    folder, name = path.absolute().parent, f"./{path.name}"
    if "\n" in name:
        return None
    listed = _git(folder, "rev-list", f"--max-count={MOST}", "--all", "--", name)
    if not listed:
        return None
    commits = listed.split()
    sizes = _git(folder, "cat-file", "--batch-check", told=[f"{commit.decode()}:{name}" for commit in commits])
    blobs: dict[bytes, str] = {}
    for commit, line in zip(commits, (sizes or b"").splitlines(), strict=False):
        blob, _, kind_and_size = line.partition(b" ")
        kind, _, size = kind_and_size.partition(b" ")
        if kind == b"blob" and size.isdigit() and int(size) <= file.MAX_SIZE:
            blobs.setdefault(blob, commit.decode())
    for blob, revision in blobs.items():
        content = _git(folder, "cat-file", "blob", blob.decode())
        if content is not None and file.digest(content) == digest:
            return revision, content
    return None


def _git(folder: Path, *words: str, told: Sequence[str] = ()) -> bytes | None:
    """What git prints, asked in a folder and told some lines; ``None`` if it fails or is not installed."""
    try:
        # no shell: the words are ours, and names come behind -- or on lines of their own
        asked = subprocess.run(  # noqa: S603 - our own program with our own words
            ["git", "--literal-pathspecs", *words],  # noqa: S607 - the git that the person has
            capture_output=True, check=False, cwd=folder, input=b"".join(os.fsencode(line) + b"\n" for line in told),
        )  # fmt: skip
    except OSError:
        return None
    return asked.stdout if asked.returncode == 0 else None


def _shown(given: str, revision: str, path: str, folder: Path | None = None, missing: str = _MISSING) -> bytes:
    """The bytes of a file at a revision, as git has them; a path is taken from a folder, by default the current one."""
    place = path if path.startswith(("./", "../", "/")) else f"./{path}"
    try:
        # no shell: git gets three words, and none of them is an option
        asked = subprocess.run(  # noqa: S603 - our own program with our own words
            ["git", "cat-file", "-s", f"{revision}:{place}"],  # noqa: S607 - the git that the person has
            capture_output=True, check=False, stdin=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        if asked.returncode:
            said = clean(asked.stderr.decode("utf-8", "replace").strip()).removeprefix("fatal: ")
            raise _fault(given, f"{missing}: {shorten(said, 200)}" if said else missing)
        if int(asked.stdout) > file.MAX_SIZE:
            raise _fault(given, f"the file is larger than {file.MAX_SIZE >> 20} MiB; split it into several timelines")
        shown = subprocess.run(  # noqa: S603 - as above
            ["git", "cat-file", "blob", f"{revision}:{place}"],  # noqa: S607 - as above
            capture_output=True, check=False, stdin=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
    except OSError:
        raise _fault(given, "git is not installed here; give two files") from None
    return shown.stdout


def _fault(given: str, said: str) -> TimelineError:
    return TimelineError(shorten(given, 200), (Problem(0, "", "", "", said),))
