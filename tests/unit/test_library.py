"""The library: copies under their hash, several of a source over time, whole whatever is cut off and when.

Run as a program it kills and checks for as many rounds as it is told: ``python tests/unit/test_library.py 200``.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui import disk
from cttui.copies import captures, extract, sandbox, texts
from cttui.copies.captures import Capture, RecordError
from cttui.copies.extract import HTML, PLAIN, NoTextError
from cttui.copies.library import CopyChangedError, CopyMissingError, Library, LibraryError, folder_for
from cttui.text import shorten

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
IDS = ("dawn", "ispr-2024")


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    """A library that has no copy yet."""
    return Library(tmp_path / "library", tmp_path / "cache")


def attach(shelf: Library, source: str = "dawn", content: bytes = b"five killed", now: datetime | None = NOON) -> Capture:
    """A copy as plain text."""
    return shelf.attach(source, content, media_type=PLAIN, charset="utf-8", origin="page.txt", now=now)


def path_of(shelf: Library, capture: Capture) -> Path:
    """Where the bytes of a copy lie."""
    return shelf.folder / "objects" / capture.sha256[:2] / capture.sha256


def record_of(shelf: Library, source: str = "dawn") -> Path:
    """The only record of a source."""
    (found,) = (shelf.folder / "captures" / source).iterdir()
    return found


def files(shelf: Library) -> set[str]:
    """All files of a library, by their paths in it."""
    return {str(path.relative_to(shelf.folder)) for path in shelf.folder.rglob("*") if path.is_file()}


# -- keeping and finding ---------------------------------------------------------------------------------------------


def test_a_copy_is_kept_with_when_and_from_where(shelf: Library) -> None:
    """What attach gives back is what is read again, by this object or another, and the bytes are those that came."""
    content = b"\x00\xff page \r\n"
    kept = shelf.attach(
        "dawn", content, media_type=HTML, charset="utf-8", origin="https://dawn.com/1", final_url="https://dawn.com/2", now=NOON
    )
    name = sha256(content).hexdigest()
    assert kept == Capture(
        "dawn", name, 10, HTML, "utf-8", "2026-11-22T12:00:00.123456Z", "https://dawn.com/1", "https://dawn.com/2"
    )
    again = Library(shelf.folder)
    assert again.captures("dawn") == [kept]
    assert again.content(kept) == content
    assert files(shelf) == {f"objects/{name[:2]}/{name}", f"captures/dawn/20261122T120000.123456Z-{name[:12]}.json"}


def test_an_empty_file_is_a_copy_too(shelf: Library) -> None:
    """What holds nothing is stored and read as what it is."""
    kept = attach(shelf, content=b"")
    assert (kept.size, shelf.latest("dawn"), shelf.content(kept), shelf.state("dawn")) == (0, kept, b"", "intact")


def test_an_empty_library_holds_nothing_and_makes_nothing(shelf: Library) -> None:
    """Looking into a library that is not there is no fault and leaves no trace."""
    assert (shelf.sources(), shelf.captures("dawn"), shelf.latest("dawn"), shelf.problems()) == ([], [], None, [])
    assert shelf.state("dawn") == "none"
    assert not shelf.folder.exists()


def test_the_latest_of_several_copies_is_shown_and_all_are_kept(shelf: Library) -> None:
    """Copies of a source are listed by time, whatever order they came in; other sources have their own."""
    late = attach(shelf, content=b"late", now=NOON + timedelta(days=1))
    early = attach(shelf, content=b"early", now=NOON)
    other = attach(shelf, "ispr-2024", b"other")
    assert shelf.captures("dawn") == [early, late]
    assert shelf.latest("dawn") == late
    assert shelf.sources() == ["dawn", "ispr-2024"]
    assert [shelf.content(one) for one in (late, early, other)] == [b"late", b"early", b"other"]


def test_the_same_bytes_are_stored_once_and_each_capture_is_recorded(shelf: Library) -> None:
    """A page that has not changed takes no more room; that it was looked at again, even in the same moment, is kept."""
    first, second, third = attach(shelf), attach(shelf), attach(shelf, now=NOON + timedelta(seconds=1))
    assert len({first.sha256, second.sha256, third.sha256}) == 1
    assert [one.captured[17:] for one in shelf.captures("dawn")] == ["00.123456Z", "00.123457Z", "01.123456Z"]
    assert shelf.captures("dawn") == [first, second, third]
    assert len(list((shelf.folder / "objects").rglob("*"))) == 2


def test_a_moment_is_kept_in_utc(shelf: Library) -> None:
    """A moment of another time zone is the same moment; without one it is this moment."""
    karachi = attach(shelf, now=NOON.astimezone(timezone(timedelta(hours=5))))
    assert karachi.captured == "2026-11-22T12:00:00.123456Z"
    before = datetime.now(UTC)
    assert before <= datetime.fromisoformat(attach(shelf, now=None).captured) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "source", ["", ".", "..", "../x", "a/b", "/etc", "A", "-a", "a b", "a\n", "\u0430", "a" * 201, "~a", "a\0"]
)
def test_only_an_id_becomes_a_file_s_name(shelf: Library, source: str) -> None:
    """Whatever would lead out of the library, or is no id, is refused before anything is written."""
    for refused in (shelf.captures, shelf.latest, shelf.state, lambda source: attach(shelf, source)):
        with pytest.raises(LibraryError, match=rf"^{re.escape(shorten(source) or 'an empty text')} is not an id; "):
            refused(source)
    with pytest.raises(LibraryError, match="is not an id"):
        folder_for(shelf.folder / "t.toml", source, {})
    assert not shelf.folder.exists()


@pytest.mark.parametrize("source", ["a", "0", "2024-03-26-besham", "a..b", "a_b.c~d-e", "a" * 200])
def test_every_id_of_the_format_has_its_place(shelf: Library, source: str) -> None:
    """What the model takes for an id, the library stores under it."""
    kept = attach(shelf, source)
    assert (shelf.sources(), shelf.latest(source)) == ([source], kept)


def test_a_file_s_name_is_kept_as_a_line_of_text(shelf: Library) -> None:
    """Control characters and bytes that are no text do not reach the record, and the record is read again."""
    kept = shelf.attach("dawn", b"x", media_type="a\nb", charset="\x1b[31m", origin="a\u202eb\udcff", final_url="\tu", now=NOON)
    assert (kept.media_type, kept.charset, kept.origin, kept.final_url) == ("a\ufffdb", "\ufffd[31m", "a\ufffdb?", " u")
    assert (shelf.latest("dawn"), shelf.problems()) == (kept, [])


# -- what is no longer as it was -------------------------------------------------------------------------------------


def test_one_changed_byte_is_noticed(shelf: Library) -> None:
    """Bytes that are not those that were stored are never given out, nor is their text; a new copy of them heals it."""
    capture = attach(shelf)
    assert (shelf.state("dawn"), shelf.text(capture)) == ("intact", "five killed")
    path_of(shelf, capture).write_bytes(b"nine killed")
    assert shelf.state("dawn") == "changed"
    for read in (shelf.content, shelf.text):
        with pytest.raises(CopyChangedError, match="copy of dawn has changed"):
            read(capture)
    attach(shelf)
    assert (shelf.state("dawn"), shelf.state_of(capture), shelf.content(capture)) == ("intact", "intact", b"five killed")


def test_a_copy_that_is_gone_is_noticed(shelf: Library) -> None:
    """Without its bytes a copy is missing, and its text with it, also where the text is still there."""
    capture = attach(shelf)
    shelf.text(capture)
    path_of(shelf, capture).unlink()
    assert shelf.state("dawn") == "missing"
    for read in (shelf.content, shelf.text):
        with pytest.raises(CopyMissingError, match="copy of dawn is missing"):
            read(capture)
    path_of(shelf, capture).parent.rmdir()
    path_of(shelf, capture).parent.write_bytes(b"no folder")
    assert shelf.state("dawn") == "missing"


def test_the_state_is_that_of_the_latest_copy(shelf: Library) -> None:
    """An earlier copy that is gone does not speak against the one that is shown."""
    early = attach(shelf, content=b"early")
    attach(shelf, content=b"late", now=NOON + timedelta(days=1))
    path_of(shelf, early).unlink()
    assert (shelf.state("dawn"), shelf.state_of(early)) == ("intact", "missing")


def test_bytes_that_may_not_be_read_are_told_in_a_sentence(shelf: Library) -> None:
    """What the system refuses is a sentence that names the source, and counts as missing."""
    capture = attach(shelf)
    path_of(shelf, capture).unlink()
    path_of(shelf, capture).mkdir()
    with pytest.raises(LibraryError, match="copy of dawn cannot be read"):
        shelf.content(capture)
    assert shelf.state_of(capture) == "missing"


def test_a_library_that_cannot_be_written_is_told_in_a_sentence(shelf: Library) -> None:
    """A file in the library's place is a sentence that says what to do, for reading and for writing."""
    shelf.folder.write_bytes(b"no folder")
    with pytest.raises(LibraryError, match=r"copy of dawn cannot be stored in .* \(File exists\); free some space"):
        attach(shelf)
    assert (shelf.sources(), shelf.captures("dawn"), shelf.problems()) == ([], [], [])


@pytest.mark.parametrize(
    ("owner", "step", "turn"), [(os, "fsync", 2), (os, "fsync", 4), (Path, "replace", 1), (Path, "replace", 2)]
)
def test_a_full_disk_leaves_nothing_behind(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, owner: object, step: str, turn: int
) -> None:
    """Wherever writing fails it is told, the earlier copies stay, and no file that was begun is left."""
    capture = attach(shelf)
    real, count = getattr(owner, step), itertools.count(1)

    def full(*arguments: object) -> object:
        if next(count) == turn:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        with pytest.raises(LibraryError, match="No space left on device"):
            attach(shelf, content=b"more")
    assert not [name for name in files(shelf) if name.endswith(".part")]
    assert (shelf.captures("dawn"), shelf.problems()) == ([capture], [])
    assert attach(shelf, content=b"more") in shelf.captures("dawn")


def test_a_library_that_may_not_be_looked_into_is_told_in_a_sentence(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses, a library is not taken for an empty one."""
    attach(shelf)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(LibraryError, match=r"the library in .*library cannot be read \(Permission denied\)"):
        shelf.sources()
    with pytest.raises(LibraryError, match=r"the copies of dawn in .*library cannot be read \(Permission denied\)"):
        shelf.captures("dawn")


# -- records ---------------------------------------------------------------------------------------------------------


def record_keys() -> list[str]:
    """The keys of a record."""
    return [field.name for field in fields(Capture)]


def record(**changed: object) -> bytes:
    """A sound record of ``dawn``, but for what is changed."""
    plain = {
        "source": "dawn",
        "sha256": "a" * 64,
        "size": 1,
        "media_type": PLAIN,
        "charset": "",
        "captured": "2026-11-22T12:00:00.123456Z",
        "origin": "page.txt",
        "final_url": "",
    }
    return json.dumps({**plain, **changed}).encode()


BROKEN = {
    b"": "invalid JSON",
    record()[:-20]: "invalid JSON",
    b"\xff": "invalid JSON",
    b"[" * 100_000: "invalid JSON",
    b"[]": "not a JSON object",
    b"{}": "its source is not a line",
    record(sha256="../../etc/passwd"): "its sha256 is invalid",
    record(sha256="A" * 64): "its sha256 is invalid",
    record(sha256="a" * 64 + "\n"): "its sha256 is not a line",
    record(source="ispr-2024"): "belongs to the source ispr-2024",
    record(size="1"): "not a number of bytes",
    record(size=-1): "not a number of bytes",
    record(size=True): "not a number of bytes",
    record(origin=None): "its origin is not a line",
    record(origin="\x1b[2J"): "its origin is not a line",
    record(origin="\ud800"): "its origin is not a line",
    record(captured="yesterday"): "yesterday",
    record(captured="2026-11-22T12:00:00"): "not in UTC",
    record(captured="2026-11-22T12:00:00+05:00"): "not in UTC",
}


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_record_is_passed_over_and_told(shelf: Library, content: bytes) -> None:
    """A record that is cut off, or made by somebody who means no good, is left out; the copies beside it stay."""
    capture = attach(shelf)
    broken = record_of(shelf).with_name("20261123T120000.000000Z-aaaaaaaaaaaa.json")
    broken.write_bytes(content)
    assert (shelf.captures("dawn"), shelf.latest("dawn"), shelf.state("dawn")) == ([capture], capture, "intact")
    (told,) = shelf.problems()
    assert broken.name in told
    assert BROKEN[content] in told
    assert "\x1b" not in told


def test_a_sound_record_is_read_with_what_later_versions_add(shelf: Library) -> None:
    """A key that is not known yet does no harm; the bytes that it speaks of are missing all the same."""
    attach(shelf)
    record_of(shelf).write_bytes(record(mood="good"))
    assert [one.sha256 for one in shelf.captures("dawn")] == ["a" * 64]
    assert (shelf.problems(), shelf.state("dawn")) == ([], "missing")


def test_records_that_cannot_be_opened_and_strange_names_are_told(shelf: Library) -> None:
    """A folder in a record's place and a name that is no id are problems; files of other kinds are nobody's business."""
    attach(shelf)
    captures = shelf.folder / "captures"
    record_of(shelf).with_name("0.json").mkdir()
    (captures / "dawn" / "notes.txt").write_text("mine")
    (captures / "Not An Id").mkdir()
    (captures / "ispr-2024").mkdir()
    cannot, strange = shelf.problems()
    assert "0.json: cannot be read: this is a folder" in cannot
    assert "Not An Id: not a valid source id" in strange
    assert shelf.sources() == ["dawn"]


def test_a_record_that_was_damaged_anywhere_is_told_and_never_shows_anything_else(shelf: Library) -> None:
    """Each bit of a record turned, and each length it may be cut to: the same copy is read, or what is wrong is a sentence."""
    capture = attach(shelf)
    whole = record_of(shelf).read_bytes()
    assert captures.read(whole, "dawn") == capture
    spoiled = [whole[:length] for length in range(len(whole))]
    for place, bit in itertools.product(range(len(whole)), range(8)):
        spoiled.append(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
    faults: list[RecordError] = []
    for content in spoiled:
        try:
            assert captures.read(content, "dawn") == capture
        except RecordError as error:
            faults.append(error)
    assert all(0 <= fault.line <= whole.count(b"\n") + 1 and str(fault).isprintable() for fault in faults)
    assert len(faults) > 0.97 * len(spoiled)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.dictionaries(
            st.sampled_from([*record_keys(), "version", "digest"]),
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers(), max_size=2)),
        ).map(lambda changed: record(**changed)),
    )
)
def test_no_record_raises_anything_but_what_is_told(content: bytes) -> None:
    """Whatever bytes lie in a record's place, and whatever values stand in it."""
    with contextlib.suppress(RecordError):
        assert captures.read(content, "dawn").source == "dawn"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"version": 3}, r":1: not a record of a copy \(version 3\); open the library with a newer cttui$"),
        ({"version": "2"}, "version 2"),
        ({"version": True}, "version True"),
        ({"version": 2}, "its digest does not match"),
        ({"digest": "a" * 64}, r"its digest does not match\); delete it and attach the source again$"),
    ],
)
def test_a_record_of_another_form_or_with_another_digest_is_told(
    shelf: Library, changed: dict[str, object], sentence: str
) -> None:
    """A record of a later form is not guessed at, and one whose values are not those that were written does not count."""
    attach(shelf)
    record_of(shelf).write_bytes(record(**changed))
    (told,) = shelf.problems()
    assert re.search(sentence, told)
    assert shelf.captures("dawn") == []


def test_a_fault_of_a_record_is_told_with_its_line(shelf: Library) -> None:
    """The line of the value that is wrong, or where the JSON ends."""
    attach(shelf)
    path = record_of(shelf)
    whole = path.read_bytes()
    for spoiled, number in [
        (whole.replace(b'"size": 11', b'"size": -1'), 5),
        (whole[:70], 4),
        (whole.replace(b"page", b"p\xffge"), 9),
    ]:
        path.write_bytes(spoiled)
        (told,) = shelf.problems()
        assert told.startswith(f"{path}:{number}: not a record of a copy (")


def test_the_latest_copy_is_the_one_whose_record_says_so(shelf: Library) -> None:
    """Records whose files were given other names count by the times in them."""
    early, late = attach(shelf, content=b"early"), attach(shelf, content=b"late", now=NOON + timedelta(days=1))
    folder = shelf.folder / "captures" / "dawn"
    first, second = sorted(folder.iterdir())
    first.rename(folder / "z.json")
    second.rename(folder / "a.json")
    assert shelf.captures("dawn") == [early, late]


def test_bytes_of_another_size_than_their_record_says_are_no_copy(shelf: Library) -> None:
    """A record of the first form, which has no digest, cannot say a size that its copy has not."""
    capture = attach(shelf)
    record_of(shelf).write_bytes(record(sha256=capture.sha256, size=5))
    assert shelf.state("dawn") == "changed"


# -- links and what is no regular file -------------------------------------------------------------------------------


def elsewhere(shelf: Library, moved: Path) -> Path:
    """Put something of a library outside and a link in its place; where it is now."""
    outside = shelf.folder.parent / "outside"
    moved.rename(outside)
    moved.symlink_to(outside)
    return outside


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_bytes_behind_a_link_that_leads_out_are_refused(shelf: Library, depth: int) -> None:
    """The copy itself, its folder, or all of them: what lies outside is not read; storing it again heals a lone copy."""
    capture = attach(shelf)
    path = path_of(shelf, capture)
    outside = elsewhere(shelf, [path, path.parent, path.parents[1]][depth])
    before = sorted(outside.rglob("*")) if depth else outside.read_bytes()
    with pytest.raises(LibraryError, match=r"copy of dawn cannot be read: .*: this symbolic link points outside its folder"):
        shelf.text(capture)
    if depth:
        with pytest.raises(LibraryError, match="is a symbolic link, and cttui does not write through links inside a library"):
            attach(shelf)
        assert sorted(outside.rglob("*")) == before
    else:
        attach(shelf)
        assert (path.is_symlink(), shelf.content(capture), outside.read_bytes()) == (False, b"five killed", before)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_records_behind_a_link_that_leads_out_are_told(shelf: Library, depth: int) -> None:
    """A record, a source's folder, or all of them: each is a sentence that names the link; nothing is written through it."""
    attach(shelf)
    attach(shelf, "ispr-2024")
    path = record_of(shelf)
    link = [path, path.parent, path.parents[1]][depth]
    outside = elsewhere(shelf, link)
    before = sorted(outside.rglob("*"))
    (told,) = shelf.problems()
    assert told.startswith(f"{link}: ")
    assert "this symbolic link points outside" in told
    assert shelf.captures("dawn") == []
    assert shelf.sources() == (["ispr-2024"] if depth < 2 else [])
    if depth:
        with pytest.raises(LibraryError, match="does not write through links"):
            attach(shelf, content=b"more")
        assert sorted(outside.rglob("*")) == before
    else:
        assert attach(shelf, content=b"more", now=NOON + timedelta(days=1)) == shelf.latest("dawn")


def test_a_link_that_stays_inside_is_read_and_not_written_through(shelf: Library) -> None:
    """What lies in the library is its own, by whatever name; writing still wants a folder."""
    capture = attach(shelf)
    dawn = shelf.folder / "captures" / "dawn"
    dawn.rename(shelf.folder / "captures" / "moved")
    dawn.symlink_to("moved")
    assert (shelf.captures("dawn"), shelf.state("dawn")) == ([capture], "intact")
    with pytest.raises(LibraryError, match=r"captures/dawn is a symbolic link, and cttui does not write"):
        attach(shelf)


def test_a_library_that_is_a_link_itself_is_the_reader_s_choice(tmp_path: Path) -> None:
    """A folder on another disk is read and written through the link that was given."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "library").symlink_to(tmp_path / "disk")
    shelf = Library(tmp_path / "library")
    capture = attach(shelf)
    assert (shelf.text(capture), shelf.problems()) == ("five killed", [])
    assert (tmp_path / "disk" / "captures" / "dawn").is_dir()


def test_pipes_and_devices_in_a_library_hold_nobody_up(shelf: Library) -> None:
    """A pipe in place of a copy or of a record, and a link to a device, are sentences; the others are read."""
    capture, other = attach(shelf), attach(shelf, content=b"other", now=NOON + timedelta(days=1))
    path_of(shelf, capture).unlink()
    os.mkfifo(path_of(shelf, capture))
    os.mkfifo(shelf.folder / "captures" / "dawn" / "pipe.json")
    (shelf.folder / "captures" / "dawn" / "zero.json").symlink_to("/dev/zero")
    with pytest.raises(LibraryError, match=r"copy of dawn cannot be read: .*: this is not a regular file"):
        shelf.content(capture)
    told = shelf.problems()
    assert [
        "pipe.json: cannot be read: this is not a regular file" in told[0],
        "zero.json: cannot be read: this symbolic link" in told[1],
    ] == [True] * 2
    assert shelf.latest("dawn") == other
    attach(shelf)
    assert shelf.content(capture) == b"five killed"


def test_a_copy_larger_than_any_that_is_stored_is_not_read(shelf: Library) -> None:
    """Gigabytes in a copy's place are not hashed: they are not what was stored. Nor is so much stored."""
    capture = attach(shelf)
    with path_of(shelf, capture).open("r+b") as file:
        file.truncate(3 << 30)
    with pytest.raises(CopyChangedError, match="has changed since it was stored"):
        shelf.content(capture)
    with pytest.raises(LibraryError, match="larger than 20 MB; attach only the part that is cited"):
        attach(shelf, content=bytes((20 << 20) + 1))


def test_a_record_larger_than_any_is_not_read(shelf: Library) -> None:
    """A megabyte is no record."""
    attach(shelf)
    with record_of(shelf).open("r+b") as file:
        file.truncate(3 << 30)
    (told,) = shelf.problems()
    assert "cannot be read: this file is larger than 1 MB" in told


# -- text ------------------------------------------------------------------------------------------------------------


def text_file(shelf: Library, capture: Capture) -> Path:
    """Where the cache keeps the text of a copy."""
    return shelf.folder.parent / "cache" / "text" / f"{capture.sha256}.{extract.EXTRACTOR_VERSION}.txt"


def test_a_text_to_show_is_extracted_once(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reader takes the text that the cache has; what is certified is derived each time; the library has neither."""
    capture = attach(shelf, content="“five”\r\n killed".encode())
    assert shelf.text_to_show(capture) == "“five”\n killed"
    monkeypatch.setattr(sandbox, "read_apart", lambda *_, **__: extract.Extracted("anew"))
    again = Library(shelf.folder, shelf.folder.parent / "cache")
    assert again.text_to_show(capture) == "“five”\n killed"
    assert text_file(shelf, capture).read_text().endswith("\n“five”\n killed")
    assert (again.text(capture), Library(shelf.folder).text_to_show(capture)) == ("anew", "anew")
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["captures", "objects"]


def test_a_text_forged_with_its_seal_is_never_certified(shelf: Library) -> None:
    """Beside the copies a text counts for nothing, in the cache only for the eye: ``text`` gives what is in the copy."""
    capture = attach(shelf)
    shelf.text_to_show(capture)
    forged = b"nine killed"
    sealed = f"{PLAIN};utf-8 {sha256(forged).hexdigest()}\n".encode() + forged
    text_file(shelf, capture).write_bytes(sealed)
    beside = shelf.folder / "text" / text_file(shelf, capture).name
    beside.parent.mkdir()
    beside.write_bytes(sealed)
    assert shelf.text(capture) == "five killed"
    text_file(shelf, capture).unlink()
    assert shelf.text_to_show(capture) == "five killed"
    assert (shelf.problems(), beside.read_bytes()) == ([], sealed)


SPOILED: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda kept: kept[:-1],
    lambda kept: kept.replace(b"five", b"nine"),
    lambda kept: b"x" + kept,
    lambda kept: kept.replace(PLAIN.encode(), HTML.encode()),
    lambda kept: kept.replace(b";utf-8", b";latin-1"),
    lambda kept: kept.partition(b" ")[0] + b" " + sha256(b"\xff").hexdigest().encode() + b"\n\xff",
]


@pytest.mark.parametrize("spoil", SPOILED, ids=range(len(SPOILED)))
def test_a_kept_text_that_is_not_whole_or_another_s_is_extracted_anew(shelf: Library, spoil: Callable[[bytes], bytes]) -> None:
    """A kept text counts only as it was written, for the same bytes read as the same type and charset."""
    capture = attach(shelf)
    shelf.text_to_show(capture)
    good = text_file(shelf, capture).read_bytes()
    text_file(shelf, capture).write_bytes(spoil(good))
    assert shelf.text_to_show(capture) == "five killed"
    assert text_file(shelf, capture).read_bytes() == good


def test_a_text_of_another_extractor_is_not_used(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the extraction has changed, texts are extracted anew."""
    capture = attach(shelf)
    shelf.text_to_show(capture)
    monkeypatch.setattr(extract, "EXTRACTOR_VERSION", extract.EXTRACTOR_VERSION + 1)
    monkeypatch.setattr(sandbox, "read_apart", lambda *_, **__: extract.Extracted("by the new one"))
    assert shelf.text_to_show(capture) == "by the new one"


def test_the_cache_keeps_the_texts_read_last_and_deletes_only_its_own(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text too many, and the one least recently read goes; another program's files and what links lead to stay."""
    monkeypatch.setattr(texts, "KEPT", 2)
    folder = shelf.folder.parent / "cache" / "text"
    folder.mkdir(parents=True)
    other = shelf.folder.parent / "other"
    other.write_text("mine")
    name = "0" * 64
    foreign = [folder / "notes.txt", folder / "x.part", folder / f"{name}.txt", folder / f".{name}.1.txt.young_12.part"]
    for path in foreign:
        path.write_text("mine")
    begun = folder / f".{name}.1.txt.abcd_123.part"
    begun.write_text("half")
    (folder / f"{name}.1.txt").symlink_to(other)
    for path in [*foreign[:3], begun]:
        os.utime(path, (0, 0))
    copies = [attach(shelf, content=b"%d killed" % n) for n in range(3)]
    for age, capture in zip((50, 100, None), copies, strict=True):
        shelf.text_to_show(capture)
        if age is not None:
            os.utime(text_file(shelf, capture), (time.time() - age, time.time() - age))
    assert [text_file(shelf, capture).exists() for capture in copies] == [True, False, True]
    assert [path.read_text() for path in [*foreign, other]] == ["mine"] * 5
    assert not begun.exists()
    assert (folder / f"{name}.1.txt").is_symlink()


def test_the_same_bytes_in_two_charsets_have_two_texts(shelf: Library) -> None:
    """What one server called Latin-1 and another something else is read for each capture as it says."""
    arabic = shelf.attach("dawn", b"\xe3\xed\xe4", media_type=PLAIN, charset="cp1256", origin="a", now=NOON)
    latin = shelf.attach("dawn", b"\xe3\xed\xe4", media_type=PLAIN, charset="latin-1", origin="a", now=NOON)
    for read in (shelf.text, shelf.text_to_show):
        assert [read(arabic), read(latin), read(arabic)] == ["مين", "ãíä", "مين"]


def test_a_copy_without_text_says_so_and_a_library_that_may_not_be_written_is_read(shelf: Library) -> None:
    """A copy that holds no text is still a copy; where the text cannot be kept it is given all the same."""
    empty = attach(shelf, content=b" ")
    with pytest.raises(NoTextError):
        shelf.text(empty)
    assert shelf.state("dawn") == "intact"
    (shelf.folder.parent / "cache").write_bytes(b"no folder")
    assert shelf.text_to_show(attach(shelf)) == "five killed"


# -- where it lies ---------------------------------------------------------------------------------------------------


def test_a_library_beside_the_timeline_comes_first_then_the_environment_then_the_user_s_data(tmp_path: Path) -> None:
    """A folder beside the file is taken where there is one; a file of that name is none."""
    timeline = tmp_path / "t.toml"
    environ = {"CTTUI_LIBRARY": "/given", "XDG_DATA_HOME": "/data"}
    assert folder_for(timeline, "pakistan-2024", environ) == Path("/given")
    del environ["CTTUI_LIBRARY"]
    assert folder_for(timeline, "pakistan-2024", environ) == Path("/data/cttui/library/pakistan-2024")
    assert folder_for(timeline, "pakistan-2024", {}).parts[-3:] == ("cttui", "library", "pakistan-2024")
    (tmp_path / "library").write_bytes(b"")
    assert folder_for(timeline, "pakistan-2024", {"CTTUI_LIBRARY": "/given"}) == Path("/given")
    (tmp_path / "library").unlink()
    (tmp_path / "library").mkdir()
    assert folder_for(timeline, "pakistan-2024", {"CTTUI_LIBRARY": "/given"}) == tmp_path / "library"


def test_importing_the_library_loads_no_parser() -> None:
    """Launch never waits for what only a reader of copies needs, and no domain module knows the screen."""
    heavy = {"markdown_it", "pypdf", "urllib3", "rapidfuzz", "platformdirs", "lxml", "textual", "rich"}
    code = (
        "import sys, cttui.copies.library, cttui.copies.extract, cttui.copies.fetch, cttui.copies.quotes; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own text
    assert not heavy & set(done.stdout.split())


# -- cut off ---------------------------------------------------------------------------------------------------------


def test_what_was_begun_long_ago_is_removed_by_the_next_attach(shelf: Library) -> None:
    """A file that was never moved into place goes when it is an hour old, a younger one may still be written."""
    capture = attach(shelf)
    name = capture.sha256
    record = f"20261122T120000.123456Z-{name[:12]}.json"
    folders = {path_of(shelf, capture).parent: name, shelf.folder / "captures" / "dawn": record}
    old = [folder / f".{begun}.abcd_123.part" for folder, begun in folders.items()]
    young = [folder / f".{begun}.young_12.part" for folder, begun in folders.items()]
    for path in [*old, *young]:
        path.write_bytes(b"half")
    for path, age in [(path, 3700) for path in old] + [(path, 3500) for path in young]:
        os.utime(path, (time.time() - age, time.time() - age))
    assert (shelf.captures("dawn"), shelf.problems()) == ([capture], [])
    attach(shelf)
    assert [path.exists() for path in old] == [False] * 2
    assert [path.exists() for path in young] == [True] * 2


def test_what_another_program_left_is_never_removed(shelf: Library) -> None:
    """Neither by its ending, nor by a name like ours elsewhere, nor through a link, nor what is no regular file."""
    capture = attach(shelf)
    name = capture.sha256
    objects, dawn = path_of(shelf, capture).parent, shelf.folder / "captures" / "dawn"
    begun = f".{name}.abcd_123.part"
    theirs = [objects / "video.part", objects / f"{name}.part", objects / f".{name}.part", dawn / begun, shelf.folder / begun]
    theirs += [shelf.folder / "x.part", shelf.folder.parent / "outside" / begun, objects / "sub" / begun]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"theirs")
        os.utime(path, (0, 0))
    linked, folder = objects / f".{name}.linked_1.part", objects / f".{name}.folder_1.part"
    linked.symlink_to(theirs[-2])
    folder.mkdir()
    attach(shelf)
    assert [path.read_bytes() for path in theirs] == [b"theirs"] * len(theirs)
    assert linked.is_symlink()
    assert folder.is_dir()


def test_what_cannot_be_removed_does_not_keep_a_copy_from_being_stored(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tidying up is no reason to fail."""
    capture = attach(shelf)
    left = path_of(shelf, capture).parent / f".{capture.sha256}.abcd_123.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    def refuse(_path: Path, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert attach(shelf) in shelf.captures("dawn")
    assert left.exists()


def content_of(worker: int, turn: int) -> bytes:
    """Bytes that differ for each turn of each worker, of 1 to 200,000, which the parent can make again."""
    size = random.Random(f"{worker}/{turn}").choice((1, 100, 10_000, 200_000))  # noqa: S311  # no secret
    return f"{worker}/{turn}/".encode() + bytes(size)


def child(folder: str, worker: int) -> None:
    """Attach copy after copy, each told on stdout once it is stored, until somebody ends it."""
    shelf = Library(Path(folder))
    for turn in itertools.count():
        attach(shelf, IDS[turn % 2], content_of(worker, turn), now=None)
        print(turn, flush=True)


def start(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    """A program that attaches copies, in a process of its own."""
    command = [sys.executable, __file__, "--child", str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # this file, our arguments


def told_by(process: subprocess.Popen[str]) -> int:
    """How many copies a program that was ended had told of."""
    with process:
        assert process.stdout is not None
        return sum(line.endswith("\n") for line in process.stdout)


def check(folder: Path, told: dict[int, int]) -> int:
    """The library opens, holds every copy that was told of, and nothing that is half-written counts.

    Args:
        folder: The library's.
        told: By worker, how many copies it told of.

    Returns:
        How many copies there are.
    """
    shelf = Library(folder)
    assert shelf.problems() == []
    captures = [capture for source in shelf.sources() for capture in shelf.captures(source)]
    for capture in captures:
        assert len(shelf.content(capture)) == capture.size
    for path in (folder / "objects").glob("*/*"):
        assert path.suffix == ".part" or sha256(path.read_bytes()).hexdigest() == path.name
    stored = {(capture.source, capture.sha256) for capture in captures}
    expected = {
        (IDS[turn % 2], sha256(content_of(worker, turn)).hexdigest()) for worker, turns in told.items() for turn in range(turns)
    }
    assert expected <= stored
    assert len(stored) == len(captures)
    assert len(stored - expected) <= len(told)  # stored, and killed before it could be told
    return len(captures)


def kill_rounds(folder: Path, rounds: int) -> tuple[int, int]:
    """Kill a program that attaches copies, at random moments, and check the library after each.

    Returns:
        How many copies the library holds in the end, and how many files were left half-written in it.
    """
    told: dict[int, int] = {}
    copies = 0
    for number in range(rounds):
        process = start(folder, number)
        assert process.stdout is not None
        begun = process.stdout.readline()
        time.sleep(random.uniform(0, 0.03))  # noqa: S311  # the moment of the kill
        process.send_signal(signal.SIGKILL)
        told[number] = told_by(process) + begun.endswith("\n")
        copies = check(folder, told)
    return copies, len(list(folder.rglob("*.part")))


@pytest.mark.thorough
def test_a_program_killed_at_any_moment_loses_no_copy(tmp_path: Path) -> None:
    """After each of a few kills at random moments the library opens with every copy that was stored before."""
    copies, _ = kill_rounds(tmp_path, 8)
    assert copies >= 8


STEPS = ["fsync", "replace", "mkdir", "mkstemp"]


@pytest.mark.thorough
@pytest.mark.parametrize("step", STEPS)
def test_a_program_killed_at_any_step_loses_no_copy(tmp_path: Path, step: str) -> None:
    """Killed before its first, second, third … write to the disk: a copy is there whole, or as if never begun."""
    told: dict[int, int] = {}
    for number in range(1, 8):
        process = start(tmp_path, number, step, number)
        told[number] = told_by(process)
        assert process.returncode == -signal.SIGKILL
        check(tmp_path, told)


def die_at(step: str, turn: int) -> None:
    """Kill this program when it comes to a step for the nth time."""
    owner, count = {"fsync": os, "replace": Path, "mkdir": Path, "mkstemp": tempfile}[step], itertools.count(1)
    real = getattr(owner, step)

    def step_or_die(*arguments: object, **options: object) -> object:
        if next(count) == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    setattr(owner, step, step_or_die)


def test_the_bytes_are_on_the_disk_before_the_record_that_speaks_of_them(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is brought to the disk before it gets its name, and its folder after; first the bytes, then the record."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux tells the name of an open file")
    steps: list[str] = []
    on_disk: dict[Path, bytes] = {}
    fsync, replace = os.fsync, Path.replace

    def note_fsync(handle: int) -> None:
        fsync(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_file():
            on_disk[path] = path.read_bytes()
        steps.append("file" if path.is_file() else f"folder {path.relative_to(shelf.folder.parent)}")

    def note_replace(path: Path, target: Path) -> Path:
        assert on_disk[path] == path.read_bytes()
        steps.append(f"name {target.relative_to(shelf.folder).parts[0]}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    handles = len(list(Path("/proc/self/fd").iterdir()))
    prefix = attach(shelf).sha256[:2]
    assert len(list(Path("/proc/self/fd").iterdir())) == handles
    assert [step for step in steps if not step.startswith("folder")] == ["file", "name objects", "file", "name captures"]
    assert [step[7:] for step in steps if step.startswith("folder")] == [
        ".",
        "library",
        "library/objects",
        f"library/objects/{prefix}",
        "library",
        "library/captures",
        "library/captures/dawn",
    ]
    assert steps.index(f"folder library/objects/{prefix}") == steps.index("name objects") + 1


@pytest.mark.thorough
def test_two_programs_that_attach_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each copy that either of two programs told of is there, though they write the same sources."""
    processes = [start(tmp_path, worker) for worker in (1, 2)]
    begun = {}
    for worker, process in enumerate(processes, 1):
        assert process.stdout is not None
        begun[worker] = sum(process.stdout.readline().endswith("\n") for _ in range(10))
    for process in processes:
        process.send_signal(signal.SIGKILL)
    told = {worker: begun[worker] + told_by(process) for worker, process in enumerate(processes, 1)}
    assert check(tmp_path, told) >= 20


def test_threads_that_attach_the_same_bytes_at_once_lose_nothing(shelf: Library) -> None:
    """One object, and a record of each source, whoever was first."""
    threads = [threading.Thread(target=attach, args=(shelf, f"source-{n}")) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shelf.sources()) == 12
    assert len(files(shelf)) == 13


def test_a_library_s_folders_are_the_reader_s_own(shelf: Library) -> None:
    """What a person reads is not for others on the machine to see."""
    capture = attach(shelf)
    shelf.text_to_show(capture)
    paths = [path for folder in (shelf.folder, shelf.folder.parent / "cache") for path in [folder, *folder.rglob("*")]]
    assert [path for path in paths if path.stat().st_mode & 0o077] == []
    assert disk.STALE == 3600


if __name__ == "__main__":
    if sys.argv[1] == "--child":
        if len(sys.argv) > 4:
            die_at(sys.argv[4], int(sys.argv[5]))
        with contextlib.suppress(BrokenPipeError):
            child(sys.argv[2], int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as place:
            held, halves = kill_rounds(Path(place), int(sys.argv[1]))
        print(f"{sys.argv[1]} kills: {held} copies, all intact; {halves} files begun and not finished, none of which counts")
