"""A timeline's file gets its new content, and whoever else saves it in the same moment loses nothing."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cttui.timeline import save
from disks import needs_exchange, saved, tells_writers


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that says ``old``."""
    path = tmp_path / "t.toml"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def alone(path: Path) -> bool:
    """Whether nothing else was left in the folder."""
    return names(path.parent) == [path.name]


def test_a_file_that_is_what_it_was_is_replaced(file: Path) -> None:
    """As a whole, with its permissions, and nothing is left beside it."""
    file.chmod(0o640)
    assert save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert alone(file)


def test_a_file_that_was_changed_is_left_alone(file: Path) -> None:
    """Nothing is written, and it is the same file as before."""
    inode = file.stat().st_ino
    assert not save.replace(file, b"older", b"new")
    assert (file.read_bytes(), file.stat().st_ino) == (b"old", inode)
    assert alone(file)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_a_read_only_file_is_left_alone(file: Path) -> None:
    """It could be replaced, but must not be."""
    file.chmod(0o444)
    with pytest.raises(save.ReadOnlyError):
        save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_file_that_is_gone_does_not_come_back(file: Path) -> None:
    """Whoever took it away has his reasons."""
    file.unlink()
    with pytest.raises(FileNotFoundError):
        save.replace(file, b"old", b"new")
    assert not names(file.parent)


def at(monkeypatch: pytest.MonkeyPatch, name: str, number: int, act: Callable[[], object], *, before: bool) -> None:
    """Do something before or after a step of the replacement, at the time it is done for the ``number``-th time."""
    real, count = getattr(save, name), [0]

    def step(*arguments: object) -> object:
        count[0] += 1
        if before and count[0] == number:
            act()
        found = real(*arguments)
        if not before and count[0] == number:
            act()
        return found

    monkeypatch.setattr(save, name, step)


@needs_exchange
@pytest.mark.parametrize("way", ["anew", "in place"])
@pytest.mark.parametrize("number", [1, 2])
def test_what_is_saved_between_the_look_and_the_exchange_is_given_back(
    file: Path, monkeypatch: pytest.MonkeyPatch, way: str, number: int
) -> None:
    """Whether an editor writes a new file or into the old one, before we exchange the two, its text stands in the end."""
    act = {"anew": lambda: saved(file, b"theirs"), "in place": lambda: file.write_bytes(b"theirs")}[way]
    at(monkeypatch, "_holds" if number == 1 else "_exchange", 1, act, before=number == 2)
    assert not save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"theirs"
    assert alone(file)


@needs_exchange
def test_a_file_that_somebody_is_writing_to_is_left_to_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They opened it before the exchange, and write only after we looked: the file that they write to is in its place again."""
    if not tells_writers(file.parent):
        pytest.skip("this file system has no leases")
    opened: list[int] = []
    at(monkeypatch, "_exchange", 1, lambda: opened.append(os.open(file, os.O_WRONLY | os.O_APPEND)), before=True)
    assert not save.replace(file, b"old", b"new")
    os.write(opened[0], b", theirs")
    os.close(opened[0])
    assert file.read_bytes() == b"old, theirs"
    assert alone(file)


@needs_exchange
@pytest.mark.parametrize("way", ["anew", "in place", "opened"])
def test_a_second_save_in_the_moment_of_giving_back_stands(file: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """The newest text stands, never ours over it; the one before it is kept beside it, since the newest may not know it."""
    opened: list[int] = []
    if way == "opened" and not tells_writers(file.parent):
        pytest.skip("this file system has no leases")

    def act() -> None:
        if way == "anew":
            saved(file, b"newest")
        elif way == "in place":
            file.write_bytes(b"newest")
        else:
            opened.append(os.open(file, os.O_WRONLY | os.O_TRUNC))

    at(monkeypatch, "_holds", 2, act, before=True)
    at(monkeypatch, "_exchange", 1, lambda: saved(file, b"theirs"), before=True)
    with pytest.raises(save.SavedTwiceError) as told:
        save.replace(file, b"old", b"new")
    for handle in opened:
        os.write(handle, b"newest")
        os.close(handle)
    assert file.read_bytes() == b"newest"
    assert told.value.kept.read_bytes() == b"theirs"
    assert names(file.parent) == ["t.toml", "t.toml.saved-1"]


@needs_exchange
def test_whoever_saves_again_and_again_has_the_newest_in_its_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often they save while files change places, the last save stands, and the one before it is kept beside it."""
    count = iter(range(100))
    real = save._exchange

    def exchange(part: Path, path: Path) -> bool:
        if (number := next(count)) < 5:
            saved(file, b"theirs %d" % number)
        return real(part, path)

    monkeypatch.setattr(save, "_exchange", exchange)
    file.with_name("t.toml.saved-1").write_bytes(b"another time")
    with pytest.raises(save.SavedTwiceError) as told:
        save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"theirs 4"
    assert (told.value.kept.name, told.value.kept.read_bytes()) == ("t.toml.saved-2", b"theirs 3")
    assert names(file.parent) == ["t.toml", "t.toml.saved-1", "t.toml.saved-2"]


@needs_exchange
def test_whoever_never_stops_saving_loses_nothing_either(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some rounds their file stands as it is, and what was taken out last is kept."""
    real = save._exchange

    def exchange(part: Path, path: Path) -> bool:
        saved(file, b"theirs")
        return real(part, path)

    monkeypatch.setattr(save, "_exchange", exchange)
    with pytest.raises(save.SavedTwiceError):
        save.replace(file, b"old", b"new")
    assert [path.read_bytes() for path in file.parent.iterdir()] == [b"theirs", b"theirs"]


@needs_exchange
def test_an_editor_that_moves_the_file_away_first_gets_its_text_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It moved ours away to write anew; what it had saved before stands there until it does."""
    at(monkeypatch, "_holds", 2, lambda: file.rename(file.with_name("t.toml~")), before=True)
    at(monkeypatch, "_exchange", 1, lambda: saved(file, b"theirs"), before=True)
    assert not save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"theirs"
    assert names(file.parent) == ["t.toml", "t.toml~"]


@needs_exchange
def test_a_file_taken_away_before_the_exchange_stays_away(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and nothing is left."""
    at(monkeypatch, "_exchange", 1, file.unlink, before=True)
    with pytest.raises(FileNotFoundError):
        save.replace(file, b"old", b"new")
    assert not names(file.parent)


@needs_exchange
def test_what_was_taken_out_is_never_removed_unseen(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it cannot be read then, it stays beside the file."""

    def fail() -> None:
        raise OSError(errno.EIO, "broken")

    at(monkeypatch, "_holds", 2, fail, before=True)
    with pytest.raises(OSError, match="broken"):
        save.replace(file, b"old", b"new")
    assert sorted(path.read_bytes() for path in file.parent.iterdir()) == [b"new", b"old"]


def test_without_an_exchange_the_file_is_compared_right_before_it_is_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems and file systems that cannot do it."""
    monkeypatch.setattr(save, "_exchange", lambda *_: False)
    assert save.replace(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    at(monkeypatch, "_like", 1, lambda: saved(file, b"theirs"), before=False)
    assert not save.replace(file, b"new", b"newer")
    assert file.read_bytes() == b"theirs"
    assert alone(file)


@needs_exchange
def test_a_file_system_that_cannot_exchange_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever number the system has for that; any other fault is one."""
    import ctypes

    for number, unable in ((errno.EINVAL, True), (errno.ENOSYS, True), (errno.EIO, False)):
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: type("Library", (), {"renameat2": staticmethod(lambda *_: -1)}))
        monkeypatch.setattr(ctypes, "get_errno", lambda number=number: number)
        if unable:
            assert not save._exchange(file, file)
        else:
            with pytest.raises(OSError, match=os.strerror(number)):
                save._exchange(file, file)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert not save._exchange(file, file)
