"""Evidence: quotes held against stored copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cttui.checks import rules as checks
from cttui.copies.attach import keep, keep_file
from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.explore.copy import open_copy, verify
from cttui.store import cache as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load

TIMELINE = """
[timeline]
id = "t"
title = "T"
period = "2024"
[[province]]
code = "PK"
name = "Pakistan"
short = "PK"
[[source]]
id = "one"
type = "webpage"
standpoint = "press"
[[source]]
id = "two"
type = "webpage"
standpoint = "press"
[[event]]
id = "e"
date = "2024-03-26"
kind = "attack"
title = "E"
provinces = ["PK"]
sources = ["one", "two"]
claims = [
  { measure = "killed", who = "all", value = 5, by = "police", source = "one", quote = "five people were killed" },
  { measure = "injured", who = "all", value = 9, by = "police", source = "one", quote = "nine others hurt" },
  { measure = "killed", who = "all", value = 6, by = "hospital", source = "two", quote = "six dead" },
]
"""
TEXT = "On Tuesday, five  people\nwere killed near the bridge. Nobody else was harmed, the officer said later that day."


@pytest.fixture
def index() -> Iterator[Index]:
    """A timeline of one event with three quotes."""
    found = Index(store.compile_into(load.parse(TIMELINE.encode(), "t.toml"), None))
    yield found
    found.close()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "library")


def test_a_source_without_a_copy_has_no_view(index: Index, library: Library) -> None:
    """Without a stored copy there is nothing to show and nothing to verify."""
    assert open_copy(index, library, "one") is None
    assert list(verify(index, library, ["one", "two"])) == []


def test_quotes_are_placed_and_orphans_are_told(index: Index, library: Library) -> None:
    """A quote is found across line breaks at its offsets in the text; one that is not there is an orphan."""
    keep(library, "one", TEXT.encode(), name="page.txt")
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert copy.state == "intact"
    (found,), (orphan,) = copy.found, copy.orphans
    assert " ".join(copy.text[found.start : found.stop].split()) == "five people were killed"
    assert found.score == 100
    assert orphan.quote == "nine others hurt"
    assert [one.well for one in verify(index, library, ["one"])] == [False]


def test_one_changed_byte_is_told(index: Index, library: Library) -> None:
    """A copy whose bytes were changed is called changed, its text is not shown, and it does not verify."""
    capture = keep(library, "one", TEXT.encode(), name="page.txt")
    path = next(library.folder.glob(f"objects/*/{capture.sha256}"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"five", b"nine"))
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert (copy.state, copy.text) == ("changed", "")
    assert "changed" in copy.trouble
    assert not next(verify(index, library, ["one"])).well


def test_a_lost_file_is_told(index: Index, library: Library) -> None:
    """A copy whose file is gone is called missing."""
    capture = keep(library, "one", TEXT.encode(), name="page.txt")
    next(library.folder.glob(f"objects/*/{capture.sha256}")).unlink()
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert copy.state == "missing"


def test_a_file_without_text_is_not_stored(library: Library, tmp_path: Path) -> None:
    """A picture, a lost file and one that is too large each end in one sentence, and nothing is stored."""
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    for path in (picture, tmp_path / "none.txt", tmp_path):
        with pytest.raises(CttuiError):
            keep_file(library, "one", path)
    assert list(library.sources()) == []


def test_check_holds_quotes_against_copies(library: Library, tmp_path: Path) -> None:
    """``cttui check`` reports the line of a quote that the stored copy does not hold, and no other."""
    path = tmp_path / "t.toml"
    path.write_text(TIMELINE)
    keep(library, "one", TEXT.encode(), name="page.txt")
    (problem,) = checks.check(path, library=library)
    line = TIMELINE.split("\n").index(next(row for row in TIMELINE.split("\n") if "nine others hurt" in row)) + 1
    assert (problem.line, problem.key) == (line, "claims[2].quote")


def test_advice_comes_only_when_asked_for(tmp_path: Path) -> None:
    """Single sources, missing quotes and unexplained disputes are told with ``strict``, a source never cited always."""
    path = tmp_path / "t.toml"
    text = TIMELINE.replace('sources = ["one", "two"]', 'sources = ["one"]').replace(', quote = "six dead"', "")
    path.write_text(text)
    assert checks.check(path) == ()
    rules = {problem.remedy.split(";")[0] for problem in checks.check(path, strict=True)}
    assert any("words of the source" in rule for rule in rules)
    assert any("is disputed" in rule for rule in rules)
    alone = text.replace('source = "two" }', 'source = "one" }')
    path.write_text(alone)
    assert any("no event cites it" in problem.remedy for problem in checks.check(path))
    assert any("one independent source" in problem.remedy for problem in checks.check(path, strict=True))
