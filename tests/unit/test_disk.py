"""Files: only regular ones are read, bounded, at once; only what was begun here is cleared away; a lock goes round."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui import disk
from cttui.disk import FileError
from cttui.errors import SettingsError
from cttui.settings import load_settings
from cttui.ui.base.own_editor import EditorError, written_in

# -- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_regular_file_is_read_whole_up_to_its_limit(tmp_path: Path, size: int) -> None:
    """All its bytes, through a link too; one byte more than the limit is refused."""
    path = tmp_path / "a"
    path.write_bytes(b"x" * size)
    (tmp_path / "link").symlink_to("a")
    assert disk.read(path, 10) == disk.read(tmp_path / "link", size) == b"x" * size
    if size:
        with pytest.raises(FileError, match=rf"^this file is larger than {size - 1} bytes$") as told:
            disk.read(path, size - 1)
        assert told.value.kind == "large"


def kind_of(path: Path, limit: int = 1 << 20, within: Path | None = None) -> str:
    """Why a file is not read."""
    with pytest.raises(FileError) as told:
        disk.read(path, limit, within)
    assert str(told.value).startswith(("this ", "this file does not exist"))
    assert str(told.value).isprintable()
    return told.value.kind


def test_what_is_no_regular_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a device, a socket, a folder, what is not there, links to each, a circle of links."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket is bound to be short
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
    found = {"pipe": "special", "socket": "special", "/dev/zero": "special", "/dev/null": "special", "folder": "folder"}
    found |= {"gap": "none", "file/inside": "astray", "zero\0byte": "other", "x" * 300: "other"}
    for number, (name, kind) in enumerate(found.items()):
        assert (name, kind_of(tmp_path / name)) == (name, kind)
        if "\0" not in name:
            (tmp_path / f"link{number}").symlink_to(tmp_path / name)
            assert kind_of(tmp_path / f"link{number}") == kind
    (tmp_path / "circle").symlink_to("circle")
    assert kind_of(tmp_path / "circle") == "other"


def test_a_file_of_gigabytes_is_told_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even opened."""
    with (tmp_path / "a").open("wb") as file:
        file.truncate(3 << 30)
    monkeypatch.setattr(os, "open", None)
    assert kind_of(tmp_path / "a") == "large"


def test_a_file_that_becomes_a_pipe_or_grows_on_the_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at is looked at again once it is open, and no more is read than is allowed."""
    path = tmp_path / "a"
    path.write_bytes(b"five")
    real = os.open

    def swap(name: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(name, flags)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", swap)
        assert kind_of(path) == "special"
    path.unlink()
    path.write_bytes(b"five")

    def grow(name: Path, flags: int) -> int:
        handle = real(name, flags)
        path.write_bytes(b"x" * 100)
        return handle

    monkeypatch.setattr(os, "open", grow)
    assert kind_of(path, 50) == "large"


@given(st.lists(st.sampled_from(["in", "..", ".", "loop", "out", "file"]), max_size=6))
def test_nothing_outside_a_folder_is_read_as_lying_within(tmp_path_factory: pytest.TempPathFactory, way: list[str]) -> None:
    """Whatever way through links, up and down: what is read is a file of the folder, or nothing is."""
    root = tmp_path_factory.getbasetemp() / "within"
    folder = root / "folder"
    if not root.exists():
        (folder / "in").mkdir(parents=True)
        (folder / "in" / "loop").symlink_to("..")
        (folder / "loop").symlink_to("in")
        (folder / "out").symlink_to("..")
        (folder / "in" / "out").symlink_to(root)
        for place in (folder, folder / "in", root):
            (place / "file").write_text("inside" if place != root else "outside")
    try:
        assert disk.read(folder.joinpath(*way), 100, within=folder) == b"inside"
    except FileError as error:
        assert error.kind in {"none", "astray", "folder", "link"}  # noqa: PT017 - one of several ends


def test_the_first_link_on_the_way_is_named(tmp_path: Path) -> None:
    """From the folder down; the folder itself may be a link."""
    (tmp_path / "real" / "a").mkdir(parents=True)
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "real" / "b").symlink_to("a")
    folder = tmp_path / "folder"
    assert disk.link_on_the_way(folder / "a" / "c", folder) is None
    assert disk.link_on_the_way(folder / "b" / "c", folder) == folder / "b"


@pytest.mark.parametrize("kind", ["pipe", "device", "huge", "latin-1"])
def test_settings_that_are_no_file_are_told(tmp_path: Path, kind: str) -> None:
    """A sentence that names the file, and no wait."""
    path = tmp_path / "s.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(3 << 30)
    else:
        path.write_bytes(b"# \xff")
    with pytest.raises(SettingsError) as told:
        load_settings({"CTTUI_SETTINGS": str(path)})
    assert str(told.value).startswith(f"{path}: ")
    assert {"huge": "larger than 1 MB", "latin-1": "not valid UTF-8"}.get(kind, "not a regular file") in str(told.value)


def test_an_editor_that_leaves_a_pipe_for_the_note_holds_nobody_up() -> None:
    """The note stays as it was."""
    code = "import os, sys; os.unlink(sys.argv[1]); os.mkfifo(sys.argv[1])"
    told = written_in(f"{sys.executable} -c '{code}'", "text")
    assert isinstance(told, EditorError)
    assert "not a regular file" in str(told)


# -- clearing away ---------------------------------------------------------------------------------------------------


def test_only_what_write_began_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that ``write`` left where it was killed has such a name; whatever else lies there stays."""
    begun: list[str] = []

    def killed(path: Path, _target: Path) -> Path:
        begun.append(path.name)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            disk.write(tmp_path / "a.txt", b"half")
    stay = ["b.part", ".a.txt.part", ".a.txt.ABCDEFGH.part", ".a.txt.abc.part", ".b.txt.abcdefgh.part", "a.txt.abcdefgh.part"]
    for name in stay:
        (tmp_path / name).touch()
    (tmp_path / ".a.txt.linked_1.part").symlink_to(tmp_path / "b.part")
    (tmp_path / ".a.txt.folder_1.part").mkdir()
    disk.clear(tmp_path, disk.begun(r"a\.txt"), disk.STALE)
    assert (tmp_path / begun[0]).exists()
    (tmp_path / "link").symlink_to(tmp_path)
    disk.clear(tmp_path / "link", disk.begun(r"a\.txt"))
    assert (tmp_path / begun[0]).exists()
    disk.clear(tmp_path, disk.begun(r"a\.txt"))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*stay, ".a.txt.linked_1.part", ".a.txt.folder_1.part", "link"}
    disk.clear(tmp_path / "gap", disk.begun(r"a\.txt"))


# -- one at a time ---------------------------------------------------------------------------------------------------


class Clock:
    """Time that goes on only where somebody waits, and what happens in the meantime."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.turns = 0
        self.meanwhile: list[int] = []
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(time, "sleep", self.sleep)

    def sleep(self, _seconds: float) -> None:
        """A second goes by."""
        self.now += 1
        self.turns += 1


def test_patience_is_counted_from_the_last_change_of_hands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the lock goes from hand to hand for minutes, who waits waits on; where one holds it, not for longer."""
    path, beside = tmp_path / "t.toml", tmp_path / ".t.toml.lock"
    clock = Clock(monkeypatch)
    sleep = clock.sleep

    def handed_on(seconds: float) -> None:
        sleep(seconds)
        if clock.turns <= 100 and clock.turns % 9 == 0:
            os.utime(beside, ns=(clock.turns, clock.turns))

    monkeypatch.setattr(time, "sleep", handed_on)
    with disk.locked(path), pytest.raises(TimeoutError), disk.locked(path):
        pass
    assert 99 + disk.PATIENCE <= clock.turns <= 101 + disk.PATIENCE


def test_who_lets_a_lock_go_and_wants_it_again_has_to_queue(tmp_path: Path) -> None:
    """While somebody waits, nobody who comes later gets the lock before them."""
    path = tmp_path / "t.toml"
    order: list[str] = []
    waiting = threading.Event()
    real = disk._take

    def wait() -> None:
        with disk.locked(path):
            order.append("first in line")

    def note(handle: int) -> None:
        try:
            real(handle)
        except BlockingIOError:
            waiting.set()
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "_take", note)
        with disk.locked(path):
            thread = threading.Thread(target=wait)
            thread.start()
            assert waiting.wait(20)
        with disk.locked(path):
            order.append("again")
        thread.join()
    assert order == ["first in line", "again"]


def test_a_lock_is_not_taken_through_a_link(tmp_path: Path) -> None:
    """A link in the lock's place is no lock, and what it leads to is not made."""
    (tmp_path / ".t.toml.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="Too many levels of symbolic links"), disk.locked(tmp_path / "t.toml"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_where_a_folder_cannot_be_locked_nobody_queues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock itself is what counts."""
    real = disk._take

    def refuse(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112 - what an open file is
            raise OSError(95, "Operation not supported")
        real(handle)

    monkeypatch.setattr(disk, "_take", refuse)
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    with disk.locked(tmp_path / "t.toml"), pytest.raises(TimeoutError), disk.locked(tmp_path / "t.toml"):
        pass
