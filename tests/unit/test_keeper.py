"""The file of an open timeline: what is written, what is merged, what is refused, and the way back."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cttui import disk
from cttui.curation import keeper as keeping
from cttui.curation.changes import AddItem, AddRecord, FileChange, SetItem, SetValue
from cttui.curation.keeper import Keeper, Made
from cttui.errors import ConflictError, TimelineEditError, TimelineError
from cttui.timeline import file as files
from cttui.timeline import save, spans
from cttui.timeline.edit import Editor
from disks import needs_exchange, saved, tells_writers
from layouts import laid_out

SHIPPED = (Path(__file__).parents[2] / "data" / "timeline.toml").read_bytes()
BESHAM = "2024-03-26-besham"
CLAIM = {"measure": "killed", "who": "all", "min": 3, "by": 'the "Herald"', "source": "s1", "quote": "three\\four — ≥"}

TEXT = """\ufeff# A timeline\r
[timeline]\r
id = "t"   # the id\r
\r
[[event]]\r
id = "a"\r
title = "A"\r
tags = ["x"]\r
\r
# about b\r
[[event]]\r
id = "b"\r
title = "B"\r
claims = [\r
\t{ measure = "killed", value = 1 },\r
]\r
\r
[[thread]]\r
id = "p"\r
events = ["a"]"""


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """A file with a byte order mark, CRLF, tabs and no line end at its end."""
    path = tmp_path / "t.toml"
    path.write_bytes(TEXT.encode())
    return Keeper(path, TEXT.encode())


def on_disk(keeper: Keeper) -> str:
    """What stands in the file."""
    return keeper.path.read_bytes().decode()


def elsewhere(keeper: Keeper, old: str, new: str) -> None:
    """Somebody else saves the file with one thing changed."""
    assert old in on_disk(keeper)
    keeper.path.write_bytes(on_disk(keeper).replace(old, new, 1).encode())


def shown(made: Made) -> list[str]:
    """The lines of a change as they are shown."""
    return [f"{line.sign}{line.text}" for line in made.lines]


# -- every change, every byte ----------------------------------------------------------------------------------------

CHANGES: dict[str, FileChange] = {
    "AddRecord": AddRecord("event", {"id": "n", "date": "2024-05-12", "kind": "attack", "title": "N", "provinces": ["PK"]}),
    "AddRecord source": AddRecord("source", {"id": "n", "type": "report", "issued": "2024-01-02", "standpoint": "press"}),
    "AddRecord coverage": AddRecord("coverage", {"provinces": ["PK"], "period": "2024", "sought": "n", "result": "some"}),
    "AddItem claim": AddItem("event", BESHAM, "claims", CLAIM),
    "AddItem source": AddItem("event", BESHAM, "sources", "dawn-nd-x"),
    "AddItem thread": AddItem("thread", "chinese-nationals", "events", BESHAM),
    "SetValue": SetValue("event", BESHAM, "kind", "operation", "attack"),
    "SetValue none": SetValue("event", "2024-05-12-lahore-karol", "nothing", None),
    "SetValue timeline": SetValue("timeline", "", "updated", "2027-01-01", "2026-11-25"),
    "SetValue coverage": SetValue("coverage", "3", "note", "another", None),
}


def first_claim(text: str, label: str = BESHAM) -> dict[str, Any]:
    """The first claim of an event."""
    editor = Editor(text)
    found: dict[str, Any] = editor.plain(editor.find("event", label))["claims"][0]
    return found


@pytest.mark.parametrize("kind", [*CHANGES, "SetItem", "SetItem none"])
def test_the_diff_of_a_write_shows_only_the_record(kind: str, tmp_path: Path) -> None:
    """Each change of the shipped timeline: all other records keep every byte, and undoing it gives the same bytes back."""
    path = tmp_path / "timeline.toml"
    path.write_bytes(SHIPPED)
    keeper = Keeper(path, SHIPPED)
    if kind == "SetValue coverage":
        editor = Editor(keeper.text)
        change: FileChange = SetValue("coverage", "3", "note", "another", editor.plain(editor.find("coverage", "3"))["note"])
    elif kind in CHANGES:
        change = CHANGES[kind]
    else:
        was = first_claim(keeper.text)
        change = SetItem("event", BESHAM, "claims", was, None if kind.endswith("none") else {**was, "value": 77})
    made = keeper.make([change], "Done.")
    assert path.read_bytes() == keeper.content
    table, before = change.table, SHIPPED.decode()
    texts = [
        Counter((block.table, text[block.start : block.stop]) for block in spans.blocks(text)) for text in (before, keeper.text)
    ]
    differ = (texts[0] - texts[1]) + (texts[1] - texts[0])
    assert {name for name, _ in differ} == ({table} if made.lines else set())
    assert differ.total() <= 2
    new, old = keeper.text.splitlines(), before.splitlines()
    for line in made.lines:
        assert line.text == (old if line.sign == "-" else new)[line.number - 1]
    assert len([line for line in made.lines if line.sign != " "]) <= 12
    keeper.undo()
    assert path.read_bytes() == SHIPPED == keeper.content


def test_bytes_that_a_change_need_not_touch_stay(keeper: Keeper) -> None:
    """Byte order mark, CRLF, tabs, comments, and that there is no line end at the end of the file."""
    made = keeper.make([AddItem("event", "b", "claims", CLAIM), AddItem("thread", "p", "events", "b")], "Done.")
    wanted = TEXT.replace("value = 1 },\r\n", "value = 1 },\r\n\t" + shown(made)[1].strip("+ ") + "\r\n")
    assert on_disk(keeper) == wanted.replace('["a"]', '["a", "b"]')
    assert [line.sign for line in made.lines] == list(" +  -+")
    keeper.undo()
    assert on_disk(keeper) == TEXT


@given(laid_out(), st.lists(st.sampled_from(("claim", "tag", "title", "summary", "event", "thread")), min_size=1, max_size=4))
def test_changes_of_any_layout_lead_back_to_the_same_bytes(text: str, kinds: list[str]) -> None:
    """Any changes, in one go or one after the other, say what was meant, and undone leave what was."""
    changes: dict[str, Callable[[int], FileChange]] = {
        "claim": lambda n: AddItem("event", "a", "claims", {**CLAIM, "value": n}),
        "tag": lambda n: AddItem("event", "a", "tags", f"t{n}"),
        "title": lambda n: AddItem("event", "a", "actors", f"X{n}"),
        "summary": lambda n: AddItem("event", "a", "related", f"r{n}"),
        "event": lambda n: AddRecord("event", {"id": f"n{n}", "date": "2024-05-01"}),
        "thread": lambda n: AddRecord("thread", {"id": f"n{n}", "events": ["a"]}),
    }
    wanted = [changes[kind](number) for number, kind in enumerate(kinds)]
    content = text.encode()
    with kept(content) as keeper:
        keeper.make(wanted, "All.")
        at_once = tomli.loads(keeper.text)
        keeper.undo()
        assert keeper.path.read_bytes() == content
        for change in wanted:
            keeper.make([change], "One.")
        assert tomli.loads(keeper.text) == at_once
        while keeper.made:
            keeper.undo()
        assert keeper.path.read_bytes() == content == keeper.content


@contextmanager
def kept(content: bytes) -> Iterator[Keeper]:
    """A keeper of a file, without the time that a disk takes to be sure."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.toml"
        path.write_bytes(content)
        yield Keeper(path, content)


# -- when somebody else saves ----------------------------------------------------------------------------------------


def test_what_others_saved_is_merged_if_other_records_were_touched(keeper: Keeper) -> None:
    """My change is made in their text, both are there, and mine alone can be taken back."""
    elsewhere(keeper, 'title = "A"', 'title = "Theirs"\r\nkind = "attack"')
    elsewhere(keeper, "# about b", "# about the second")
    theirs = on_disk(keeper)
    made = keeper.make([AddItem("event", "b", "claims", CLAIM)], "Mine.")
    assert on_disk(keeper).replace("\t" + shown(made)[1].strip("+ ") + "\r\n", "") == theirs
    elsewhere(keeper, 'title = "Theirs"', 'title = "Again"')
    undone = keeper.undo()
    assert on_disk(keeper) == theirs.replace("Theirs", "Again")
    assert [line for line in shown(undone) if line[0] != " "] == ["-" + shown(made)[1][1:]]
    assert not keeper.made


def test_a_record_laid_out_anew_but_saying_the_same_is_merged(keeper: Keeper) -> None:
    """Somebody put its keys in another order or layout: nothing of what is known of it changed."""
    elsewhere(keeper, 'title = "A"\r\ntags = ["x"]', 'tags = [\r\n  "x", # why\r\n]\r\ntitle="A"')
    keeper.make([AddItem("event", "a", "tags", "y")], "Mine.")
    assert '"x", "y", # why' in on_disk(keeper)


@pytest.mark.parametrize("change", [AddItem("event", "a", "tags", "mine"), SetValue("event", "a", "title", "mine", "A")])
def test_a_record_that_others_changed_is_refused_with_both_texts(keeper: Keeper, change: FileChange) -> None:
    """Nothing is written; the change is there as it would have been, and so is theirs."""
    elsewhere(keeper, 'title = "A"', 'title = "Theirs"')
    theirs = on_disk(keeper)
    with pytest.raises(ConflictError, match="event a was changed in the file meanwhile; nothing was written; ") as told:
        keeper.make([change], "Mine.")
    assert "mine" in told.value.mine
    assert "Theirs" not in told.value.mine
    assert "Theirs" in told.value.theirs
    assert "mine" not in told.value.theirs
    assert on_disk(keeper) == theirs
    assert not keeper.made


def test_a_record_that_others_took_out_or_added_is_refused(keeper: Keeper) -> None:
    """One that is gone cannot be changed; one of that name that came cannot be added."""
    elsewhere(keeper, '[[event]]\r\nid = "a"\r\ntitle = "A"\r\ntags = ["x"]\r\n\r\n', "")
    with pytest.raises(ConflictError, match="event a was removed from the file meanwhile") as told:
        keeper.make([AddItem("event", "a", "tags", "mine")], "Mine.")
    assert (told.value.theirs, '["x", "mine"]' in told.value.mine) == ("", True)
    elsewhere(keeper, "[[thread]]", '[[thread]]\r\nid = "n"\r\nevents = []\r\n\r\n[[thread]]')
    with pytest.raises(
        ConflictError, match="thread n was added to the file meanwhile; nothing was written; give yours another id"
    ) as told:
        keeper.make([AddRecord("thread", {"id": "n", "events": ["b"]})], "Mine.")
    assert '"b"' in told.value.mine
    assert "[]" in told.value.theirs


def test_a_change_that_was_typed_over_an_older_text_is_refused(keeper: Keeper) -> None:
    """The file was taken over while a form was open: what the form would replace is no longer what it showed."""
    elsewhere(keeper, "value = 1", "value = 2")
    keeper.content = keeper.path.read_bytes()
    was = {"measure": "killed", "value": 1}
    with pytest.raises(ConflictError) as told:
        keeper.make([SetItem("event", "b", "claims", was, {**was, "value": 3})], "Mine.")
    assert "value = 3" in told.value.mine
    with pytest.raises(ConflictError):
        keeper.make([SetItem("event", "b", "claims", was, None)], "Mine.")
    with pytest.raises(ConflictError):
        keeper.make([SetValue("event", "a", "title", "mine")], "Mine.")
    keeper.make([SetItem("event", "b", "claims", {**was, "value": 2, "note": ""}, {**was, "value": 3})], "Mine.")
    assert "value = 3" in on_disk(keeper)


def test_of_a_claim_only_what_was_changed_is_touched(keeper: Keeper) -> None:
    """A form knows a claim as a record: what that leaves out, or says in the timeline's time zone, stays as it stands."""
    claim = '{ measure = "killed", value = 1, note = "", as_of = "2024-03-26T03:30:00Z", approx = false }'
    elsewhere(keeper, '{ measure = "killed", value = 1 }', claim)
    elsewhere(keeper, 'id = "t"   # the id', 'id = "t"\r\ntime_zone = "Asia/Karachi"')
    keeper.content = keeper.path.read_bytes()
    was = {"measure": "killed", "value": 1, "as_of": "2024-03-26T08:30:00+05:00"}
    keeper.make([SetItem("event", "b", "claims", was, {**was, "value": 2, "by": "police"})], "Mine.")
    assert claim.replace("value = 1", "value = 2").replace("false }", 'false, by = "police" }') in on_disk(keeper)


@pytest.mark.parametrize("broken", [b'[[event]\nid = "a', b"\xff\xfe", b"a\0b\0", b"x = [" + b"[" * 5000])
def test_a_broken_save_is_not_written_over(keeper: Keeper, broken: bytes) -> None:
    """What somebody else saved stands until it is mended; the sentence says where it is broken, and how to see it."""
    keeper.path.write_bytes(broken)
    with pytest.raises(TimelineEditError, match="the file was saved elsewhere and cannot be read now"):
        keeper.make([AddItem("event", "a", "tags", "mine")], "Mine.")
    assert keeper.path.read_bytes() == broken


def test_undoing_a_record_that_others_changed_is_refused_and_the_change_before_comes_next(keeper: Keeper) -> None:
    """Both texts are shown, nothing is written, and what was done before can still be taken back."""
    keeper.make([AddItem("thread", "p", "events", "b")], "First.")
    keeper.make([AddItem("event", "a", "tags", "mine")], "Second.")
    elsewhere(keeper, '"mine"', '"mine", "theirs"')
    theirs = on_disk(keeper)
    with pytest.raises(ConflictError, match="event a was changed since, so that change stays; undo again") as told:
        keeper.undo()
    assert ("theirs" in told.value.theirs, "mine" in told.value.mine) == (True, False)
    assert on_disk(keeper) == theirs
    assert keeper.undo().says == "Undone: First."
    assert on_disk(keeper) == theirs.replace('["a", "b"]', '["a"]')
    with pytest.raises(TimelineEditError, match="there is no change to undo"):
        keeper.undo()


def test_a_new_record_is_taken_back_with_what_came_with_it(keeper: Keeper) -> None:
    """Its blank line goes, and the comment of its month unless another record came below it."""
    plain = {"id": "n", "date": "2024-05-01", "title": "N"}
    head = "# -- April 2024 ------\r\n\r\n"
    elsewhere(keeper, '[[event]]\r\nid = "a"', f'{head}[[event]]\r\nid = "a"\r\ndate = "2024-04-01"')
    elsewhere(keeper, 'id = "b"', 'id = "b"\r\ndate = "2024-04-02"')
    keeper.content = keeper.path.read_bytes()
    start = on_disk(keeper)
    keeper.make([AddRecord("event", plain)], "New.")
    assert "# -- May 2024 ------\r\n\r\n[[event]]" in on_disk(keeper)
    elsewhere(keeper, "# A timeline", "# Theirs")
    keeper.undo()
    assert on_disk(keeper) == start.replace("# A timeline", "# Theirs")
    keeper.make([AddRecord("event", plain)], "New.")
    elsewhere(keeper, 'title = "N"\r\n', 'title = "N"\r\n\r\n[[event]]\r\nid = "theirs"\r\n')
    keeper.undo()
    assert '# -- May 2024 ------\r\n\r\n[[event]]\r\nid = "theirs"\r\n\r\n[[thread]]' in on_disk(keeper)
    assert '"n"' not in on_disk(keeper)


def test_two_records_of_one_change_are_taken_back_together(keeper: Keeper) -> None:
    """A source that is cited by an event added with it: both go, in a file that others saved since too."""
    keeper.make(
        [AddRecord("source", {"id": "s"}), AddRecord("source", {"id": "s2"}), AddItem("event", "a", "sources", "s")], "x"
    )
    elsewhere(keeper, "# about b", "# about the second")
    keeper.undo()
    assert tomli.loads(on_disk(keeper).removeprefix("\ufeff")) == tomli.loads(TEXT.removeprefix("\ufeff"))
    assert on_disk(keeper).replace("# about the second", "# about b") == TEXT


def test_no_more_changes_are_kept_than_can_be_read(keeper: Keeper) -> None:
    """The oldest are forgotten."""
    for number in range(keeping.MAX_MADE + 3):
        keeper.make([AddItem("event", "a", "tags", f"t{number}")], f"{number}")
    assert (len(keeper.made), keeper.made[0].says) == (keeping.MAX_MADE, "3")


# -- the file itself -------------------------------------------------------------------------------------------------


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    """Its target is written, with the permissions that it had."""
    target = tmp_path / "far" / "real.toml"
    target.parent.mkdir()
    target.write_bytes(TEXT.encode())
    target.chmod(0o664)
    link = tmp_path / "t.toml"
    link.symlink_to("far/real.toml")
    Keeper(link, TEXT.encode()).make([AddItem("event", "a", "tags", "y")], "Done.")
    assert link.is_symlink()
    assert b'["x", "y"]' in target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o664
    assert sorted(path.name for path in target.parent.iterdir()) == ["real.toml"]


def test_a_file_that_cannot_be_written_is_said_in_one_sentence(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is, that nothing was written, and a way out; no name of an exception."""
    change = AddItem("event", "a", "tags", "y")
    keeper.path.chmod(0o444)
    with pytest.raises(
        TimelineEditError, match=r"^t\.toml is read-only; nothing was written; allow writing to it \(chmod u\+w\)"
    ):
        keeper.make([change], "Done.")
    keeper.path.chmod(0o644)
    for error, said in (
        (
            PermissionError(13, "Permission denied"),
            "no file may be written in the folder of t.toml; nothing was written; change",
        ),
        (
            OSError(28, "No space left on device"),
            r"t\.toml cannot be written \(No space left on device\); nothing was written; ",
        ),
        (FileNotFoundError(2, "No such file"), r"t\.toml has disappeared; nothing was written; restore it"),
        (TimeoutError(110, "locked"), r"another program keeps the folder of t\.toml locked; nothing was written; close it"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(save, "replace", lambda *_, error=error: (_ for _ in ()).throw(error))
            with pytest.raises(TimelineEditError, match=f"^{said}"):
                keeper.make([change], "Done.")
    keeper.path.unlink()
    with pytest.raises(TimelineEditError, match=r"t\.toml can no longer be read \(this file does not exist\); nothing was"):
        keeper.make([change], "Done.")
    assert not keeper.made


def test_a_file_is_never_made_too_large_to_be_read_again(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is said before anything is written."""
    monkeypatch.setattr(files, "MAX_SIZE", len(TEXT.encode()) + 5)
    with pytest.raises(TimelineEditError, match="this would make the file larger than"):
        keeper.make([AddItem("event", "a", "tags", "long enough")], "Done.")
    assert on_disk(keeper) == TEXT


def test_what_no_file_can_hold_is_refused(keeper: Keeper) -> None:
    """Half a character, as a command line may have it, is named by its number."""
    with pytest.raises(TimelineEditError, match=r"^U\+DCFF cannot be written to a file; nothing was written; remove it"):
        keeper.make([AddItem("event", "a", "tags", "a\udcff")], "Done.")
    assert on_disk(keeper) == TEXT


def test_what_speaks_against_a_change_is_asked_before_it_is_written(keeper: Keeper) -> None:
    """Whoever looks at it sees the bytes as they would be, and the file still as it is."""

    def look(planned: keeping.Planned) -> None:
        assert b'"y"' in planned.after
        assert on_disk(keeper) == TEXT
        raise TimelineEditError("no")

    with pytest.raises(TimelineEditError, match="no"):
        keeper.write(lambda: keeper.plan([AddItem("event", "a", "tags", "y")], "Done."), look)
    assert on_disk(keeper) == TEXT
    assert not keeper.made


def test_a_save_between_plan_and_writing_is_planned_anew(keeper: Keeper) -> None:
    """Up to a few times; then it is said, and theirs stands."""
    change = AddItem("event", "b", "claims", CLAIM)
    times = iter(range(3))

    def look(_: keeping.Planned) -> None:
        if (time := next(times, None)) is not None:
            elsewhere(keeper, "about ", f"about {time} ")

    keeper.write(lambda: keeper.plan([change], "Done."), look)
    assert "# about 2 1 0 b" in on_disk(keeper)
    assert "Herald" in on_disk(keeper)
    with pytest.raises(TimelineEditError, match="the file kept changing while this was saved"):
        keeper.write(
            lambda: keeper.plan([change], "Done."),
            lambda _: keeper.path.write_bytes(keeper.path.read_bytes() + b"\n# x"),
        )


@pytest.mark.skipif(sys.platform == "win32", reason="folders are locked by flock")
def test_the_last_time_others_wait(keeper: Keeper) -> None:
    """Where other windows of cttui save each time before a plan is written, the last one is made while they wait."""
    import fcntl

    change, other = AddItem("event", "b", "claims", CLAIM), Keeper(keeper.path, TEXT.encode())
    held: list[bool] = []

    def look(_: keeping.Planned) -> None:
        folder = os.open(keeper.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.append(True)
        else:
            held.append(False)
            fcntl.flock(folder, fcntl.LOCK_UN)
            other.make([AddItem("event", "a", "tags", f"tag-{len(held)}")], "Other.")
        finally:
            os.close(folder)

    keeper.write(lambda: keeper.plan([change], "Done."), look)
    assert held == [False] * (keeping.TRIES - 1) + [True]
    assert "Herald" in on_disk(keeper)
    assert f"tag-{keeping.TRIES - 1}" in on_disk(keeper)


# -- two writers and an editor ---------------------------------------------------------------------------------------


class Turns:
    """Actors that act in turns, one at a time, as a seed decides: any of their steps may come between any two of another's.

    Each is a thread of its own that waits until it is its turn, so nothing happens at the same time, and each order can be
    had again.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - an order, no secret
        self.back = threading.Semaphore(0)
        self.waiting: dict[threading.Thread, threading.Semaphore] = {}
        self.failed: list[BaseException] = []
        self.locked_by: threading.Thread | None = None

    def add(self, act: Callable[[], None]) -> None:
        """An actor."""

        def run() -> None:
            self.waiting[thread].acquire()
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test shall show it
                self.failed.append(error)
            del self.waiting[thread]
            self.back.release()

        thread = threading.Thread(target=run, daemon=True)
        self.waiting[thread] = threading.Semaphore(0)

    def run(self) -> None:
        """Let them act until all are done."""
        for thread in self.waiting:
            thread.start()
        while self.waiting:
            self.random.choice(list(self.waiting.values())).release()
            self.back.acquire()
        if self.failed:
            raise self.failed[0]

    def step(self) -> None:
        """Let others act, by whoever acts now."""
        self.back.release()
        self.waiting[threading.current_thread()].acquire()

    def stepping(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """A function before and after which others may act."""

        def act(*arguments: Any) -> Any:
            self.step()
            found = real(*arguments)
            self.step()
            return found

        return act

    @contextmanager
    def locked(self, _folder: Path) -> Iterator[None]:
        """The lock of the folder."""
        while self.locked_by is not None:
            self.step()
        self.locked_by = threading.current_thread()
        try:
            yield
        finally:
            self.locked_by = None


START = "".join(f'[[event]]\nid = "e{n}"\ndate = "2024-05-0{n}"\ntags = []\n\n' for n in range(1, 5))


class Writer:
    """A window of cttui that adds, takes out and takes back."""

    def __init__(self, turns: Turns, path: Path, name: str) -> None:
        self.turns, self.name = turns, name
        self.keeper = Keeper(path, path.read_bytes())
        self.wanted: set[str] = set()
        """What it wrote and nobody took back."""
        self.tried: set[str] = set()
        """What it was told is not written."""

    def act(self) -> None:
        """A few changes; what is refused is looked at, and given up."""
        for number in range(4):
            token, label = f"{self.name}{number}", f"e{self.turns.random.randint(1, 4)}"
            what = self.turns.random.choice(("item", "item", "record", "remove", "undo"))
            try:
                if what == "undo" and self.keeper.made:
                    says = self.keeper.undo().says.removeprefix("Undone: ")
                    self.wanted ^= {says.removeprefix("-")}
                elif what == "remove" and self.wanted and (mine := self.find(token := min(self.wanted))):
                    self.keeper.make([SetItem("event", mine, "tags", token, None)], f"-{token}")
                    self.wanted.discard(token)
                elif what == "record":
                    self.keeper.make([AddRecord("event", {"id": token, "date": "2024-05-02", "tags": [token]})], token)
                    self.wanted.add(token)
                else:
                    self.keeper.make([AddItem("event", label, "tags", token)], token)
                    self.wanted.add(token)
            except TimelineEditError:
                self.tried.add(token)
                self.turns.step()
                try:
                    self.keeper.content = self.keeper.changed_on_disk() or self.keeper.content
                    tomli.loads(self.keeper.text)
                    Editor(self.keeper.text).find("event", "e4")
                except (tomli.TOMLDecodeError, TimelineError, TimelineEditError):
                    self.keeper.content = START.encode()  # the last good one, if somebody is writing just now

    def find(self, token: str) -> str | None:
        """The event that has a tag."""
        rows = tomli.loads(self.keeper.text)["event"]
        return next((row["id"] for row in rows if token in row.get("tags", ())), None)


def edit(turns: Turns, path: Path, wanted: set[str], way: str) -> None:
    """A person with an editor that looks, before it saves, whether the file changed since it was read, as most do."""
    for number in range(4):
        token = f"editor{number}"
        while True:
            read = path.read_bytes()
            turns.step()
            place = turns.random.choice([place for place in range(len(read)) if read[place:].startswith(b"[[event]]")])
            text = read[:place] + f"# {token}\n".encode() + read[place:]
            turns.step()
            if path.read_bytes() == read:
                break
        if way == "anew":
            saved(path, text)
        else:
            with path.open("r+b" if way == "over" else "wb") as file:
                for start in range(0, len(text), 200):
                    turns.step()
                    file.write(text[start : start + 200])
                    file.flush()
                file.truncate()
        wanted.add(token)
        turns.step()


def interleaved(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One order of the steps of two writers and an editor."""
    path = folder / f"{seed}.toml"
    path.write_bytes(START.encode())
    turns = Turns(seed)
    ways = ("anew", "anew", "in place", "over") if tells_writers(folder) else ("anew",)
    edited: set[str] = set()
    writers = [Writer(turns, path, name) for name in ("one", "two")]
    with monkeypatch.context() as patch:
        patch.setattr(disk, "locked_folder", turns.locked)
        patch.setattr(os, "fsync", lambda _: None)
        for module, name in ((save, "_holds"), (save, "_exchange"), (save, "_like"), (files, "read")):
            patch.setattr(module, name, turns.stepping(getattr(module, name)))
        for writer in writers:
            turns.add(writer.act)
        turns.add(lambda: edit(turns, path, edited, turns.random.choice(ways)))
        turns.run()
    text = path.read_bytes().decode()
    found = Counter(tag for row in tomli.loads(text)["event"] for tag in row.get("tags", ()))
    kept = [one.read_text(encoding="utf-8") for one in folder.iterdir() if one != path]
    wanted = Counter(writers[0].wanted | writers[1].wanted)
    # an editor may have read, and saved, what stood in the file for the moment until it was given back
    assert found == wanted or (
        kept and not wanted - found and not found - wanted - Counter(writers[0].tried | writers[1].tried)
    )
    assert all(f"# {token}\n" in text or any(f"# {token}\n" in one for one in kept) for token in edited)
    assert sum(text.count(f"# {token}\n") for token in edited) <= len(edited)
    for one in folder.iterdir():
        assert one.name == path.name or one.name.startswith(f"{path.name}.saved-")
        one.unlink()


@needs_exchange
@pytest.mark.parametrize(
    "seeds", [range(25), *(pytest.param(range(n, n + 25), marks=pytest.mark.thorough) for n in range(25, 200, 25))]
)
def test_nothing_is_lost_between_two_writers_and_an_editor(
    seeds: range, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In 200 random orders of their steps: what a writer was told is written is there, once, and so is all that was edited."""
    for seed in seeds:
        interleaved(seed, tmp_path, monkeypatch)


ADDS = """
import sys
from pathlib import Path
from cttui.curation.changes import AddItem
from cttui.curation.keeper import Keeper
from cttui.errors import TimelineEditError
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
keeper = Keeper(path, path.read_bytes())
for number in range(count):
    while True:
        try:
            keeper.make([AddItem("event", "e1", "tags", f"{name}{number}")], "Done.")
            break
        except TimelineEditError:
            keeper.content = path.read_bytes()
"""


@needs_exchange
@pytest.mark.thorough
def test_nothing_is_lost_between_programs(tmp_path: Path) -> None:
    """Two windows that add to one event, as fast as they can, and a program that appends lines: all is there in the end."""
    if not tells_writers(tmp_path):
        pytest.skip("this file system has no leases")
    path = tmp_path / "t.toml"
    path.write_bytes(START.encode())
    both = [subprocess.Popen([sys.executable, "-c", ADDS, str(path), name, "20"]) for name in ("one", "two")]  # noqa: S603 - ours
    lines = 200
    for number in range(lines):
        with path.open("ab") as file:
            file.write(f"# line {number}\n".encode())
        tomli.loads(path.read_text(encoding="utf-8"))
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    text = path.read_text(encoding="utf-8")
    tags = tomli.loads(text)["event"][0]["tags"]
    assert sorted(tags) == sorted(f"{name}{number}" for name in ("one", "two") for number in range(20))
    assert [line for line in text.splitlines() if line.startswith("# line")] == [f"# line {number}" for number in range(lines)]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
