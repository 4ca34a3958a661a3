"""Parsers work in a process that can be ended: whatever it does, there is a text or one sentence."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from cttui.copies import extract, sandbox
from cttui.copies.extract import HTML, MARKDOWN, PDF, PLAIN, NoTextError
from cttui.copies.sandbox import Limits, ParserEndedError, limits_for, read_apart

PAGE = b"<p>Five men <b>were</b> killed.</p>"
NEVER = "import time\nwhile True: time.sleep(60)"


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process do something else."""
    monkeypatch.setattr(sandbox, "_PROGRAM", code)


@pytest.mark.parametrize(
    ("content", "kind"), [(PAGE, HTML), (b"Five **men** were killed.", MARKDOWN), ("Fünf".encode("cp1252"), PLAIN)]
)
def test_a_process_gives_the_text_that_a_call_gives(content: bytes, kind: str) -> None:
    """It makes no difference to the text where it was read."""
    assert read_apart(content, kind, "cp1252") == extract.read(content, kind, "cp1252")


def test_a_process_says_why_there_is_no_text() -> None:
    """Its sentence arrives as it was said."""
    with pytest.raises(NoTextError, match="the PDF is damaged or truncated") as told:
        read_apart(b"%PDF-1.4", PDF)
    assert not isinstance(told.value, ParserEndedError)


def test_plain_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is started where there is nothing to parse."""
    monkeypatch.setattr(sandbox, "_start", lambda: pytest.fail("a process was started"))
    assert read_apart(b"Five men", PLAIN).text == "Five men"


def test_a_process_works_in_any_thread_and_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A worker may read a copy, and no file of the folder that cttui was started in is run."""
    (tmp_path / "cttui").mkdir()
    (tmp_path / "cttui" / "__init__.py").write_text("raise SystemExit")
    (tmp_path / "lxml.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    found: list[str] = []
    worker = threading.Thread(target=lambda: found.append(read_apart(PAGE, HTML).text))
    worker.start()
    worker.join()
    assert found == ["Five men were killed."]


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="the system keeps no count of a process's work there")
def test_a_parser_that_does_not_come_back_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its seconds of work the system ends it, and the sentence says so."""
    program(monkeypatch, "from cttui.copies.sandbox import _keep_to\n_keep_to(1, 1 << 30)\nwhile True: pass")
    with pytest.raises(ParserEndedError, match="took more than 1 seconds of CPU time"):
        read_apart(PAGE, HTML, limits=Limits(1, 600, 1 << 30))


def test_a_parser_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may work as little as it likes: patience has an end."""
    program(monkeypatch, NEVER)
    with pytest.raises(ParserEndedError, match="took more than 0 seconds;"):
        read_apart(PAGE * 100_000, HTML, limits=Limits(9, 0.2, 1 << 30))


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no count of memory")
def test_a_parser_that_fills_the_memory_is_ended() -> None:
    """It is refused more than its share, and the sentence says so; a part of a page is not passed off as the page."""
    with pytest.raises(ParserEndedError, match="took more than 80 MB of memory"):
        read_apart(b"<p>six<b>" * 400_000, HTML, limits=Limits(60, 600, 80 << 20))


@pytest.mark.parametrize(
    "code",
    ["import os; os.abort()", "raise SystemExit(1)", "pass", "print('{')", "print('[]')", "print('{\"size\": 9}')", "x" * 9],
)
def test_a_parser_that_crashes_is_one_sentence(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Also where it said a part of something before, or read nothing of what it was given."""
    program(monkeypatch, code)
    with pytest.raises(ParserEndedError, match="crashed; open the file"):
        read_apart(PAGE * 100_000, HTML)


def test_a_text_that_is_cut_off_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fewer bytes come than were said, nothing is taken for the text."""
    program(monkeypatch, 'print(\'{"size": 9, "pages": 0, "blank": 0}\\nfive\', end="")')
    with pytest.raises(ParserEndedError, match="crashed"):
        read_apart(PAGE, HTML)


def test_work_that_is_not_wanted_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked may think otherwise; the process goes with the wish."""
    program(monkeypatch, NEVER)
    with pytest.raises(ParserEndedError, match="cancelled"):
        read_apart(PAGE, HTML, cancelled=lambda: True)


def test_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the work ends, its process is gone when the call is over."""
    started = []
    start = sandbox._start

    def remembered() -> object:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(sandbox, "_start", remembered)
    read_apart(PAGE, HTML)
    program(monkeypatch, NEVER)
    with pytest.raises(ParserEndedError):
        read_apart(PAGE, HTML, cancelled=lambda: True)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox, "_asked", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_apart(PAGE, HTML)
    assert [process.poll() is not None for process in started] == [True] * 3


def test_where_no_process_can_be_started_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine may have no room for another."""

    def full(*_args: object, **_options: object) -> None:
        raise OSError(11, os.strerror(11))

    monkeypatch.setattr("subprocess.Popen", full)
    with pytest.raises(ParserEndedError, match=r"the reader process could not be started \(.*\); close other programs"):
        read_apart(PAGE, HTML)


def test_a_large_copy_is_given_more_time() -> None:
    """A report of twenty megabytes took longer than a page, and a page of a few bytes never long."""
    assert limits_for(20_000).work == 3
    assert limits_for(20 << 20).work == 83
    assert limits_for(20 << 20).patience > limits_for(20_000).patience > limits_for(20_000).work
