"""The reader's notebook: what is kept comes back, nobody's change is lost, and a file that cannot be read is left alone."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest
import tomlkit
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cttui import disk
from cttui.errors import NotebookError
from cttui.notebook import editing
from cttui.notebook import file as notebook
from cttui.notebook.file import Notebook, file_for
from cttui.notebook.records import Kept, LastPlace, Mark, Note, SavedView, event_digest, state_of
from cttui.text import has_control
from cttui.timeline import save
from disks import needs_exchange, saved

NOW = datetime(2026, 11, 22, 3, 15, 57, tzinfo=UTC)
AT = "2026-11-22T03:15:57Z"
BESHAM = {"title": 'Suicide "car" bomb', "date": "2024-03-26", "digest": "0123456789abcdef"}


def book(folder: Path) -> Notebook:
    """A notebook in a folder, at one moment."""
    return Notebook(folder / "t.toml", "t", "A timeline", clock=lambda: NOW)


@pytest.fixture
def own(tmp_path: Path) -> Notebook:
    """A notebook that nothing was written in."""
    return book(tmp_path / "notebook")


CHANGES: dict[str, Callable[[Notebook], Kept]] = {
    "mark": lambda found: found.mark("e1", **BESHAM),
    "unmark": lambda found: found.unmark("kept"),
    "write_note": lambda found: found.write_note("e1", "A note", **BESHAM),
    "save_view": lambda found: found.save_view("New", "kind:attack"),
    "rename_view": lambda found: found.rename_view("Kept", "Other"),
    "delete_view": lambda found: found.delete_view("Kept"),
    "leave": lambda found: found.leave("kind:attack", "e1"),
}
"""A call of each method that changes the file."""


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_an_unwritten_notebook_is_empty_and_makes_nothing(own: Notebook) -> None:
    """Before the first mark there is nothing to read, and no file or folder appears by looking."""
    assert own.changed()
    assert own.read() == Kept()
    assert not own.changed()
    assert not own.file.parent.exists()


def test_what_is_kept_comes_back(own: Notebook) -> None:
    """A mark, a note, a view and the last place are read again as they were written, here and by another window."""
    own.mark("e1", **BESHAM)
    own.write_note("e2", "One line\nand another", title="T", date="", digest="")
    own.save_view("Attacks in KP", 'kind:attack province:KP "apex committee"')
    kept = own.leave("kind:attack", "e1")
    assert kept == Kept(
        (Mark("e1", made=AT, **BESHAM),),
        (Note("e2", "T", "", AT, "", "One line\nand another"),),
        (SavedView("Attacks in KP", 'kind:attack province:KP "apex committee"'),),
        LastPlace("kind:attack", "e1", AT),
    )
    assert own.read() == book(own.file.parent).read() == kept
    assert (kept.mark_of("e1"), kept.note_of("e2")) == (kept.marks[0], kept.notes[0])
    assert (kept.mark_of("e2"), kept.note_of("e1")) == (None, None)
    assert kept.values() == {("is", "marked"): {"e1"}, ("has", "note"): {"e2"}}


def test_the_file_can_be_read_by_a_person(own: Notebook) -> None:
    """The file opens by saying what it is and that it may be edited, and then holds one table for each thing kept."""
    own.mark("e1", **BESHAM)
    own.write_note("e1", "One\nTwo", **BESHAM)
    assert own.file.read_text(encoding="utf-8") == (
        "# Your marks, notes and saved views of a timeline, and where you last were; cttui reads and writes this file.\n"
        "# You may edit it by hand: comments, order and keys of your own are left as they are.\n"
        '\n[timeline]\nid = "t"\ntitle = "A timeline"\n'
        '\n[[mark]]\nevent = "e1"\ntitle = "Suicide \\"car\\" bomb"\ndate = "2024-03-26"\ndigest = "0123456789abcdef"\n'
        f'made = "{AT}"\n'
        '\n[[note]]\nevent = "e1"\ntitle = "Suicide \\"car\\" bomb"\ndate = "2024-03-26"\ndigest = "0123456789abcdef"\n'
        f'changed = "{AT}"\ntext = """\nOne\nTwo"""\n'
    )


def test_marks_come_and_go(own: Notebook) -> None:
    """A mark is taken away alone, one that is not there is no fault, and the file does not grow by going to and fro."""
    own.mark("e1", **BESHAM)
    own.mark("e2", **BESHAM)
    before = own.file.read_bytes()
    for _ in range(3):
        assert [mark.event for mark in own.unmark("e2").marks] == ["e1"]
        assert [mark.event for mark in own.mark("e2", **BESHAM).marks] == ["e1", "e2"]
    assert own.file.read_bytes() == before
    own.unmark("e3")
    assert own.file.read_bytes() == before
    own.unmark("e1")
    assert own.unmark("e2") == Kept()


def test_a_second_mark_is_of_the_event_as_it_is_now(own: Notebook) -> None:
    """Marking an event again keeps one mark with the event's present title; where nothing differs the file is not touched."""
    own.mark("e1", **BESHAM)
    stamp = own.file.stat()
    own.mark("e1", **BESHAM)
    assert own.file.stat() == stamp
    kept = own.mark("e1", **{**BESHAM, "title": "New title"})
    assert [mark.title for mark in kept.marks] == ["New title"]


def test_an_empty_note_is_none(own: Notebook) -> None:
    """A note is replaced by the next on the same event, and an empty one or spaces take it away."""
    own.write_note("e1", "First", **BESHAM)
    assert [note.text for note in own.write_note("e1", "Second", **BESHAM).notes] == ["Second"]
    assert own.write_note("e1", " \n", **BESHAM).notes == ()
    assert own.write_note("e1", "", **BESHAM).notes == ()


def test_a_view_has_a_name_of_its_own(own: Notebook) -> None:
    """No two views have one name, none goes without, and one that is gone cannot be renamed; each is said in a sentence."""
    own.save_view("A", "kind:attack")
    own.save_view(" B  b ", "")
    with pytest.raises(NotebookError, match=r"there is already a view 'B b'"):
        own.save_view("B b", "kind:report")
    with pytest.raises(NotebookError, match=r"there is already a view 'A'"):
        own.rename_view("B b", "A")
    with pytest.raises(NotebookError, match=r"the view 'C' was renamed or deleted"):
        own.rename_view("C", "D")
    with pytest.raises(NotebookError, match=r"a view needs a name"):
        own.save_view(" ", "kind:report")
    assert own.rename_view("A", "A").views[0].name == "A"
    assert own.rename_view("A", "Z").views == (SavedView("Z", "kind:attack"), SavedView("B b", ""))
    assert own.delete_view("Z").views == (SavedView("B b", ""),)
    assert own.delete_view("Z").views == (SavedView("B b", ""),)


def test_times_are_in_utc(tmp_path: Path) -> None:
    """A mark's moment is written in UTC, by the clock of the machine where none is given."""
    before = datetime.now(UTC).replace(microsecond=0)
    (mark,) = Notebook(tmp_path / "t.toml", "t").mark("e1", **BESHAM).marks
    assert before <= datetime.fromisoformat(mark.made) <= datetime.now(UTC)
    assert mark.made.endswith("Z")


def test_an_event_is_told_from_its_later_self() -> None:
    """An event's digest changes with its content and not with the order of its keys; an event that is gone is missing."""
    first, same = event_digest('{"id": "e", "title": "T"}'), event_digest('{"title":"T","id":"e"}')
    other = event_digest('{"id": "e", "title": "Two"}')
    assert (len(first), first == same, first == other) == (16, True, False)
    assert [state_of(first, current) for current in (same, other, None)] == ["same", "changed", "missing"]
    assert [state_of("", current) for current in (other, None)] == ["same", "missing"]


def test_the_notebook_lies_where_the_environment_says() -> None:
    """CTTUI_NOTEBOOK names the folder, else it is in the user's data folder; only an id may name the file."""
    assert file_for("pk-2024", {"CTTUI_NOTEBOOK": "/given", "XDG_DATA_HOME": "/data"}) == Path("/given/pk-2024.toml")
    assert file_for("pk-2024", {"XDG_DATA_HOME": "/data"}) == Path("/data/cttui/notebook/pk-2024.toml")
    assert file_for("pk-2024", {"CTTUI_NOTEBOOK": ""}).parts[-3:] == ("cttui", "notebook", "pk-2024.toml")
    for name in ("", ".", "..", "../x", "a/b", "/etc/x", "A", "a\0", "a" * 201):
        with pytest.raises(NotebookError, match="is not an id"):
            file_for(name, {"CTTUI_NOTEBOOK": "/given"})


# -- hostile texts ---------------------------------------------------------------------------------------------------

_pieces = st.sampled_from(
    (
        *('"', "'", '"""', "'''", "\\", "\n", "\r\n", "\r", "\t", " ", "}", "=", "[/red]", "[[mark]]", "# no comment"),
        *(
            "\U0001f600",
            "\u0642\u0627\u0646\u0648\u0646",
            "\u200f",
            "\u200c",
            "\u202e",
            "\x1b[31m",
            "\0",
            "\x85",
            "\u2028",
            "\ufeff",
        ),
        *("\u00e9", "\\u0041", "\\n"),
    )
)
_hostile = st.lists(st.one_of(_pieces, st.text(max_size=3)), max_size=8).map("".join)


@settings(max_examples=150)
@given(_hostile, _hostile, _hostile)
@example('"', "\n\n", "\\")
@example("\n", "\n\na\n\n", "a\\\nb")
def test_any_text_comes_back(title: str, text: str, query: str) -> None:
    """Whatever is typed, and whatever an event is called, the file is sound and gives it back, less what a terminal obeys."""
    with tempfile.TemporaryDirectory() as folder:
        own = book(Path(folder))
        own.mark("e1", title=title, date=title, digest=title)
        own.write_note("e1", text, title=title, date="", digest="")
        own.save_view("V", query)
        own.leave(query, "e1")
        kept = own.rename_view("V", f"W{title}")
        assert book(Path(folder)).read() == kept
        assert [note.text for note in kept.notes] == ([shown(text)] if shown(text).strip() else [])
        if not has_control(query) and not set("\n\t") & set(query):
            assert kept.views[0].query == query
            assert kept.place == LastPlace(query, "e1", AT)
        before = own.file.read_bytes()
        own.write_note("e2", text, title=title, date="", digest="")
        own.write_note("e2", "", title="", date="", digest="")
        assert book(Path(folder)).read() == kept
        assert own.file.read_bytes().split() == before.split()


def shown(text: str) -> str:
    """A note as it comes back: one end of a line, and marks in the place of control characters."""
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    text = "".join(char for char in text if char not in "\u061c\u200e\u200f")
    return "".join("\ufffd" if has_control(char) else char for char in text)


# -- written by hand -------------------------------------------------------------------------------------------------

BY_HAND = """\
# mine
[timeline]
id = "t"   # of 2024
colour = "red"

# --- marks ---
[[mark]]
event = "e1"
because = 1.5   # a key of my own

# about the second
[[mark]]
event = "e2"

# --- notes ---
[[note]]
event = "e1"
text = '''
As I
wrote it'''

[[view]]
name = "Kept"
query = ""

[mine]
x = [1,
  nan]
"""


def test_what_a_hand_wrote_stays(own: Notebook) -> None:
    """Comments, order, spelling and keys of the reader's own are there after every kind of change, byte for byte."""
    own.file.parent.mkdir()
    own.file.write_text(BY_HAND, encoding="utf-8")
    assert own.read().marks == (Mark("e1", "", "", "", ""), Mark("e2", "", "", "", ""))
    own.mark("e3", **BESHAM)
    own.write_note("e1", "Anew", title="T", date="", digest="")
    own.rename_view("Kept", "Renamed")
    own.unmark("e2")
    own.leave("kind:attack", "e1")
    expected = (
        BY_HAND.replace('[[mark]]\nevent = "e2"\n', "MARK")
        .replace("'''\nAs I\nwrote it'''", f'"Anew"\ntitle = "T"\ndate = ""\ndigest = ""\nchanged = "{AT}"')
        .replace('"Kept"', '"Renamed"')
        .replace(
            "MARK",
            '[[mark]]\nevent = "e3"\ntitle = "Suicide \\"car\\" bomb"\ndate = "2024-03-26"\ndigest = "0123456789abcdef"\n'
            f'made = "{AT}"\n',
        )
    ) + f'\n[place]\nquery = "kind:attack"\nevent = "e1"\nat = "{AT}"\n'
    assert own.file.read_text(encoding="utf-8") == expected


def test_an_editors_ways_are_kept(own: Notebook) -> None:
    """A file with a mark at its start and two-character line ends, as some editors write, is read, and keeps those ends."""
    own.file.parent.mkdir()
    own.file.write_bytes(b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    assert [note.text for note in own.read().notes] == ["As I\nwrote it"]
    kept = own.write_note("e2", "One\nTwo", title="", date="", digest="")
    assert [note.text for note in kept.notes] == ["As I\nwrote it", "One\nTwo"]
    content = own.file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > BY_HAND.count("\n")


def test_a_change_by_hand_is_seen(own: Notebook) -> None:
    """What an editor changes is noticed and read; what has not changed is not parsed again."""
    own.mark("e1", **BESHAM)
    assert not own.changed()
    own.file.write_text(BY_HAND, encoding="utf-8")
    assert own.changed()
    assert [mark.event for mark in own.read().marks] == ["e1", "e2"]
    assert not own.changed()
    own.file.unlink()
    assert own.changed()
    assert own.read() == Kept()


def test_an_unchanged_file_is_parsed_once(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading again and again costs one parsing, whether the file is sound or broken."""
    own.file.parent.mkdir()
    for content in (BY_HAND, "broken ="):
        own.file.write_text(content, encoding="utf-8")
        parsed: list[str] = []
        monkeypatch.setattr(notebook, "read", lambda text, parsed=parsed: parsed.append(text) or editing.read(text))
        for _ in range(3):
            if content == BY_HAND:
                assert own.read().place is None
            else:
                with pytest.raises(NotebookError, match="invalid TOML"):
                    own.read()
                assert not own.changed()
        assert len(parsed) == 1


def test_a_change_within_one_tick_of_the_disks_clock_is_seen(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two versions of one size in one tick look the same to the disk; while that can be, the bytes are compared."""
    own.mark("e1", **BESHAM)
    own.read()
    stamp = (time.time_ns(), 1, 1, 1, 1)
    monkeypatch.setattr(notebook, "_stamp", lambda _file: stamp)
    own.read()
    assert not own.changed()
    own.file.write_bytes(own.file.read_bytes().replace(b'"e1"', b'"e2"'))
    assert own.changed()
    assert [mark.event for mark in own.read().marks] == ["e2"]
    stamp = (time.time_ns() - 3_000_000_000, 1, 1, 1, 1)
    assert own.changed()
    own.read()
    monkeypatch.setattr(Path, "read_bytes", None)
    assert not own.changed()


# -- several windows -------------------------------------------------------------------------------------------------


class Window:
    """Somebody who marks, writes and saves at random, on events and views of their own, and knows what must be there."""

    def __init__(self, own: Notebook, who: str, seed: int) -> None:
        self.own, self.who, self.random = own, who, random.Random(seed)  # noqa: S311 - no secret
        self.marks: set[str] = set()
        self.notes: dict[str, str] = {}
        self.views: dict[str, str] = {}

    def act(self) -> None:
        """Make one change and hold what comes back against what must be there."""
        name = f"{self.who}{self.random.randrange(5)}"
        query = f"{self.who} {self.random.randrange(1000)}"
        text = f"{query}\nline"
        match self.random.randrange(6):
            case 0:
                kept = self.own.mark(name, title=name, date="", digest="")
                self.marks.add(name)
            case 1:
                kept = self.own.unmark(name)
                self.marks.discard(name)
            case 2:
                kept = self.own.write_note(name, text, title="", date="", digest="")
                self.notes[name] = text
            case 3:
                kept = self.own.write_note(name, "", title="", date="", digest="")
                self.notes.pop(name, None)
            case 4 if name not in self.views:
                kept = self.own.save_view(name, query)
                self.views[name] = query
            case 4:
                new = f"{name}+"
                self.own.delete_view(new)
                self.views.pop(new, None)
                kept = self.own.rename_view(name, new)
                self.views[new] = self.views.pop(name)
            case _:
                kept = self.own.delete_view(name)
                self.views.pop(name, None)
        self.holds(kept)

    def holds(self, kept: Kept) -> None:
        """All that this one did, and nothing else of theirs, is there."""
        assert {mark.event for mark in kept.marks if mark.event.startswith(self.who)} == self.marks
        assert {note.event: note.text for note in kept.notes if note.event.startswith(self.who)} == self.notes
        assert {view.name: view.query for view in kept.views if view.name.startswith(self.who)} == self.views


@pytest.mark.thorough
def test_two_windows_lose_nothing_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two windows that write two hundred times at the same moments: each change of either is there, and both see it."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # nothing is cut off here, and the disk is slow
    before = sys.getswitchinterval()
    windows = [Window(book(tmp_path), who, seed) for seed, who in enumerate("ab")]
    start = Barrier(2, timeout=60)

    def work(window: Window) -> None:
        try:
            for _ in range(200):
                start.wait()
                window.act()
        except BaseException:
            start.abort()
            raise

    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(work, window) for window in windows]:
                done.result()
    finally:
        sys.setswitchinterval(before)
    for window in windows:
        for other in windows:
            window.holds(other.own.read())
    assert sorted(path.name for path in tmp_path.iterdir()) == [".t.toml.lock", "t.toml"]


PROGRAM = """
import sys
from pathlib import Path
from cttui.notebook.file import Notebook
own = Notebook(Path(sys.argv[1]), "t")
own.read()
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    own.mark(f"{sys.argv[2]}{number}", title="", date="", digest="")
    own.write_note(f"{sys.argv[2]}{number}", "text", title="", date="", digest="")
    own.save_view(f"{sys.argv[2]}{number}", "")
"""


@pytest.mark.thorough
def test_two_programs_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """The same of two programs: all that both wrote at once is in the file."""
    file = tmp_path / "t.toml"
    command = [sys.executable, "-c", PROGRAM, str(file)]
    programs = [
        subprocess.Popen([*command, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for who in "ab"
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate(timeout=60)
        assert program.returncode == 0
    kept = book(tmp_path).read()
    everything = sorted(f"{who}{number}" for who in "ab" for number in range(25))
    assert sorted(mark.event for mark in kept.marks) == everything
    assert sorted(note.event for note in kept.notes) == everything
    assert sorted(view.name for view in kept.views) == everything


def test_another_window_that_never_ends_is_told(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another holds the lock for too long, the reader is told and nothing is changed; then it goes on."""
    own.mark("e1", **BESHAM)
    before = own.file.read_bytes()
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    with disk.locked(own.file), pytest.raises(NotebookError, match=r"another window or program .* nothing was changed"):
        own.mark("e2", **BESHAM)
    assert own.file.read_bytes() == before
    assert len(own.mark("e2", **BESHAM).marks) == 2


# -- broken files ----------------------------------------------------------------------------------------------------

BROKEN: dict[str, tuple[bytes, str]] = {
    "no TOML": (b'[[mark]]\nevent = "e1\n', r":2: invalid TOML: .*; fix this line"),
    "a huge number": (b"x = " + b"1" * 5000, r":1: invalid TOML: this number has too many digits"),
    "nested too deep": (b"x = " + b"[" * 100_000, r": invalid TOML: "),
    "not UTF-8": (b'# a\n[[mark]]\nevent = "\xff"\n', r":3: byte 0xff is not UTF-8; save the file as UTF-8"),
    "a number for a title": (
        b'[[mark]]\nevent = "e1"\ntitle = 5\n',
        r":3: the title of this mark is not a string; put it in quot",
    ),
    "a float": (b'[[mark]]\nevent = "e1"\n\ntitle = 1.5\n', r":4: the title of this mark is not a string"),
    "a date": (b'[[note]]\nevent = "e1"\ntext = "x"\ndate = 2024-03-26\n', r":4: the date of this note is not a string"),
    "one pair of brackets": (b'[mark]\nevent = "e1"\n', r":1: expected each mark under its own heading \[\[mark\]\],"),
    "a list of texts": (b'\nmark = ["e1"]\n', r":2: expected a table with the keys event, title"),
    "a place that is a text": (b'\n\nplace = "e1"\n', r":3: expected a table with the keys query, event, at"),
    "a timeline that is a text": (b'timeline = "t"\n', r":1: expected the timeline's id under a heading \[timeline\]"),
    "no event": (b'\n[[mark]]\ntitle = "T"\n', r":2: this mark has no event; add one, or delete the mark"),
    "no text": (b'\n[[note]]\nevent = "e1"\ntext = " "\n', r":2: this note has no text"),
    "no query": (b'[[view]]\nname = "V"\n', r":1: this view has no query"),
    "no place": (b'[place]\nevent = "e"\n', r":1: this place has no query"),
    "an escape": (
        b'[[mark]]\nevent = "e1"\ntitle = "\\u001b[31m"\n',
        r":3: the title .* contains the invisible character U\+001B",
    ),
    "reordered letters": (
        b'[[note]]\nevent = "e1"\ntext = "\\u202e"\n',
        r":3: the text of this note contains the invisible character U\+202E",
    ),
    "two lines": (b'[[view]]\nname = "a\\nb"\nquery = ""\n', r":2: the name of this view contains a line break"),
    "no time": (b'[[mark]]\nevent = "e1"\nmade = "yesterday"\n', r":3: 'yesterday' is not a time in UTC, e.g. 2026"),
    "a local time": (b'[[mark]]\nevent = "e1"\nmade = "2026-11-22T03:15:57+05:00"\n', r":3: .* is not a time in UTC"),
    "two views of one name": (
        b'[[view]]\nname = "V"\nquery = ""\n[[view]]\nname = "V"\nquery = ""\n',
        r":5: another view has this name, V; change or delete one of them",
    ),
    "two notes of one event": (
        b'[[note]]\nevent = "e"\ntext = "1"\n[[note]]\nevent = "e"\ntext = "2"\n',
        r":5: this event has another note, e; change or delete",
    ),
    "two marks of one event": (b'[[mark]]\nevent = "e"\n[[mark]]\nevent = "e"\n', r":4: this event has another mark"),
    "another timeline's": (
        b'[timeline]\nid = "u"\n',
        r":2: these marks and notes belong to the timeline u, not to t; move",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_and_left_as_it_is(own: Notebook, name: str) -> None:
    """Whatever is wrong in the file, a sentence names file, line and remedy, and no change touches a byte of it."""
    content, sentence = BROKEN[name]
    own.file.parent.mkdir()
    own.file.write_bytes(content)
    for act in (Notebook.read, *CHANGES.values()):
        with pytest.raises(NotebookError, match=sentence) as caught:
            act(own)
        assert str(caught.value).startswith(f"{own.file}:")
        assert "\n" not in str(caught.value)
        assert own.file.read_bytes() == content
    own.file.write_bytes(b"")
    assert own.mark("e1", **BESHAM).mark_of("e1")


SOUND = b'[[mark]]\nevent = "kept"\n\n[[view]]\nname = "Kept"\nquery = ""\n'


def refused(own: Notebook, sentence: str, *, reading: bool) -> None:
    """Each change is refused with a sentence, and reading too where that is not possible either."""
    if reading:
        with pytest.raises(NotebookError, match=sentence):
            own.read()
    else:
        own.read()
    for act in CHANGES.values():
        with pytest.raises(NotebookError, match=sentence) as caught:
            act(own)
        assert str(caught.value).startswith(f"{own.file}: ")


def test_what_is_no_file_is_told(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a pipe, a link to nowhere or to itself, a file in the folder's place, or a huge file is told and left."""
    own.file.mkdir(parents=True)
    refused(own, "this is a folder, where the file", reading=True)
    own.file.rmdir()
    os.mkfifo(own.file)
    refused(own, "this is not a regular file; move it away", reading=True)
    own.file.unlink()
    own.file.symlink_to("gone/t.toml")
    refused(own, "this is a symbolic link to .*gone/t.toml, whose folder does not exist; fix or remove", reading=True)
    own.file.unlink()
    own.file.symlink_to(own.file.name)
    refused(own, r"this file cannot be read \(Too many levels", reading=True)
    own.file.unlink()
    own.file.write_bytes(SOUND)
    monkeypatch.setattr(notebook, "MAX_SIZE", 1 << 20)
    with pytest.raises(NotebookError, match="would make the notebook larger than 1 MB; delete something first"):
        own.write_note("e1", "x" * (1 << 20), **BESHAM)
    assert own.file.read_bytes() == SOUND
    own.file.write_bytes(b"#" * ((1 << 20) + 1))
    refused(own, "this file is larger than 1 MB", reading=True)
    refused(Notebook(own.file / "t.toml", "t"), r"this file cannot be read \(Not a directory\)", reading=True)


@pytest.fixture
def mine() -> Iterator[Notebook]:
    """A sound notebook in the hands of somebody whom permissions bind; root sees through them all."""
    with tempfile.TemporaryDirectory() as name:
        rehearsal = book(Path(name))
        for act in (CHANGES["save_view"], CHANGES["rename_view"]):
            # what Python loads on the way might not be for that somebody to read
            with suppress(NotebookError):
                act(rehearsal)
        own = book(Path(name) / "notebook")
        own.file.parent.mkdir()
        own.file.write_bytes(SOUND)
        root = os.geteuid() == 0
        if root:
            for path in (Path(name), own.file.parent, own.file):
                os.chown(path, 65534, 65534)
            os.seteuid(65534)
        try:
            yield own
        finally:
            if root:
                os.seteuid(0)
            own.file.parent.chmod(0o700)
            own.file.chmod(0o600)


def test_a_file_that_may_not_be_read_is_told(mine: Notebook) -> None:
    """A notebook without permission to read is told; once it may be read, it is."""
    mine.file.chmod(0)
    refused(mine, "permission to read this file was denied; change its permissions", reading=True)
    mine.file.chmod(0o600)
    assert mine.read().mark_of("kept")


def test_a_file_that_may_only_be_read_is_read_and_not_replaced(mine: Notebook) -> None:
    """A notebook that its owner made read-only is shown, and no change goes around that."""
    mine.file.chmod(0o400)
    refused(mine, r"this file cannot be written \(Permission denied\); nothing was changed", reading=False)
    assert mine.file.read_bytes() == SOUND


def test_a_folder_that_may_not_be_written_is_told(mine: Notebook) -> None:
    """In a read-only folder the notebook is read, and a change is refused in a sentence; nothing is left lying about."""
    mine.file.parent.chmod(0o500)
    refused(mine, r"this file cannot be written \(Permission denied\).*CTTUI_NOTEBOOK", reading=False)
    assert [path.name for path in mine.file.parent.iterdir()] == ["t.toml"]
    assert mine.file.read_bytes() == SOUND


def test_a_full_disk_costs_nothing_but_the_change(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room, the old file stays whole, no half of a new one lies about, and the reader is told."""
    own.file.parent.mkdir()
    own.file.write_bytes(SOUND)

    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        refused(own, r"this file cannot be written \(No space left on device\); nothing was changed", reading=False)
    assert own.file.read_bytes() == SOUND
    assert not list(own.file.parent.glob("*.part"))
    assert own.mark("e1", **BESHAM).mark_of("kept")


def test_a_change_that_would_do_harm_is_not_made(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the writer of TOML ever change more than it was asked to, the file is left as it is."""
    own.file.parent.mkdir()
    own.file.write_bytes(SOUND)
    real = tomlkit.dumps
    monkeypatch.setattr(tomlkit, "dumps", lambda document: real(document).replace('"Kept"', '"Lost"'))
    with pytest.raises(NotebookError, match=r"without damaging the file .* edit the file by hand"):
        own.mark("e1", **BESHAM)
    assert own.file.read_bytes() == SOUND


def test_a_program_killed_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    """Killed before the new file takes the old one's place: the old one is whole, and the next change clears up."""
    own = book(tmp_path)
    own.mark("e1", **BESHAM)
    before = own.file.read_bytes()
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom cttui.notebook.file import Notebook\n"
        "from cttui.timeline import save\n"
        "Path.replace = save._exchange = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Notebook(Path(sys.argv[1]), 't').mark('e2', title='', date='', digest='')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(own.file)], check=False)  # noqa: S603 - our own
    assert done.returncode == -signal.SIGKILL
    assert own.file.read_bytes() == before
    assert not own.changed()
    assert len(list(tmp_path.glob(".t.toml.*.part"))) == 1
    foreign = tmp_path / ".t.toml.toml.abc.part"
    foreign.touch()
    assert [mark.event for mark in own.mark("e3", **BESHAM).marks] == ["e1", "e3"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".t.toml.lock", foreign.name, "t.toml"]


@needs_exchange
@pytest.mark.parametrize(("name", "calls"), [("_like", {0, 1}), ("_exchange", {0, 2})])  # the others give back
def test_what_an_editor_saves_while_a_mark_is_written_stays(
    name: str, calls: set[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is made once more, in what the editor saved."""
    own = book(tmp_path)
    own.mark("e1", **BESHAM)
    real, times = getattr(save, name), count()

    def step(*arguments: object) -> object:
        if (number := next(times)) in calls:
            saved(own.file, own.file.read_bytes() + f"# saved {number}\n".encode())
        return real(*arguments)

    monkeypatch.setattr(save, name, step)
    assert [mark.event for mark in own.mark("e2", **BESHAM).marks] == ["e1", "e2"]
    text = own.file.read_text(encoding="utf-8")
    assert [text.count(f"# saved {number}\n") for number in sorted(calls)] == [1, 1]


def test_an_editor_that_never_stops_saving_is_said(own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries nothing was changed, and the sentence says what to do."""
    own.mark("e1", **BESHAM)
    monkeypatch.setattr(save, "replace", lambda *_: False)
    with pytest.raises(NotebookError, match="another window or program keeps writing to this file; nothing was changed"):
        own.mark("e2", **BESHAM)


# -- the file itself -------------------------------------------------------------------------------------------------


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A notebook that is a link to a file elsewhere is written there, under the same lock as by whoever opens it there."""
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "real.toml").write_bytes(SOUND)
    own = book(tmp_path / "notebook")
    own.file.parent.mkdir()
    own.file.symlink_to("../cloud/real.toml")
    assert len(own.mark("e1", **BESHAM).marks) == 2
    assert own.file.is_symlink()
    assert b"e1" in (tmp_path / "cloud" / "real.toml").read_bytes()
    assert [path.name for path in own.file.parent.iterdir()] == ["t.toml"]
    (tmp_path / "cloud" / "real.toml").unlink()
    assert own.read() == Kept()
    assert len(own.mark("e1", **BESHAM).marks) == 1
    assert own.file.is_symlink()


def test_a_notebook_is_the_readers_alone_until_they_say_otherwise(own: Notebook) -> None:
    """A new notebook is for nobody else to read; permissions that its owner changed stay as they are."""
    own.mark("e1", **BESHAM)
    assert [path for path in (own.file.parent, *own.file.parent.iterdir()) if path.stat().st_mode & 0o077] == []
    own.file.chmod(0o644)
    own.mark("e2", **BESHAM)
    assert stat.S_IMODE(own.file.stat().st_mode) == 0o644
