"""Evidence: quotes held against stored copies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from cttui.checks import rules as checks
from cttui.copies.attach import keep, keep_file
from cttui.copies.library import Library, LibraryError
from cttui.errors import CttuiError
from cttui.explore.copy import damaged, open_copy, verify
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


def test_what_is_only_similar_is_shown_beside_the_quote_and_does_not_verify(index: Index, library: Library) -> None:
    """Another number is a passage to look at, with its place in the text, and no evidence."""
    keep(library, "one", TEXT.replace("five", "fifteen").encode(), name="page.txt")
    copy = open_copy(index, library, "one")
    assert copy is not None
    (similar,) = copy.similar
    assert (similar.quote, similar.passage) == ("five people were killed", "fifteen people were killed")
    assert similar.state == "similar"
    assert 0 < similar.score < 100
    assert (copy.found, copy.placed) == ((), (similar,))
    assert " ".join(copy.text[similar.start : similar.stop].split()) == similar.passage
    assert not next(verify(index, library, ["one"])).well


@pytest.mark.parametrize(("said", "state"), [("fifteen", "similar"), ("nobody else. Some", "orphan")])
def test_a_figure_that_a_second_copy_corrects_is_told(index: Index, library: Library, said: str, state: str) -> None:
    """A quote that the latest copy does not hold names the day of the latest earlier one that does."""
    for day, text in enumerate([TEXT, TEXT, TEXT.replace("five  people\nwere killed", said + " people were killed")], 1):
        moment = datetime(2024, 4, day, tzinfo=UTC)
        library.attach("one", text.encode(), media_type="text/plain", origin="page.txt", now=moment)
    (found,) = verify(index, library, ["one"])
    told = {quoted.quote: (quoted.state, quoted.stood, quoted.withdrawn) for quoted in found.quotes}
    if state == "similar":
        assert told["five people were killed"] == (state, "2024-04-02", "found in the copy of 2024-04-02, not in the latest")
    assert told["five people were killed"][1] == "2024-04-02"
    assert told["nine others hurt"] == ("orphan", "", "")
    assert not found.well


def test_an_earlier_copy_that_cannot_be_read_tells_nothing(index: Index, library: Library) -> None:
    """What is gone from the library holds no quote, and the latest copy is shown all the same."""
    for day, text in enumerate([TEXT, TEXT.replace("five", "six")], 1):
        moment = datetime(2024, 4, day, tzinfo=UTC)
        capture = library.attach("one", text.encode(), media_type="text/plain", origin="page.txt", now=moment)
        if day == 1:
            next(library.folder.glob(f"objects/*/{capture.sha256}")).unlink()
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert copy.state == "intact"
    assert {quoted.stood for quoted in copy.quotes} == {""}


def test_a_quote_that_the_latest_copy_holds_says_nothing_of_earlier_ones(index: Index, library: Library) -> None:
    """A figure that came into the page later is found, and that is all."""
    for day, text in enumerate([TEXT.replace("five", "four"), TEXT], 1):
        moment = datetime(2024, 4, day, tzinfo=UTC)
        library.attach("one", text.encode(), media_type="text/plain", origin="page.txt", now=moment)
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert [(quoted.quote, quoted.stood) for quoted in copy.found] == [("five people were killed", "")]


def test_check_names_what_the_copy_says_instead(library: Library, tmp_path: Path) -> None:
    """``cttui check`` reports a quote that the copy says something similar to, with the passage."""
    path = tmp_path / "t.toml"
    path.write_text(TIMELINE)
    keep(library, "one", TEXT.replace("five", "fifteen").encode(), name="page.txt")
    remedies = [problem.remedy for problem in checks.check(path, library=library)]
    assert remedies == [
        "not in the stored copy of one, which says “fifteen people were killed”",
        "not in the stored copy of one",
    ]


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
    rules = {problem.remedy for problem in checks.check(path, strict=True)}
    assert any("words of the source" in rule for rule in rules)
    assert any("is disputed" in rule for rule in rules)
    alone = text.replace('source = "two" }', 'source = "one" }')
    path.write_text(alone)
    assert any("not cited by any event" in problem.remedy for problem in checks.check(path))
    assert any("one independent source" in problem.remedy for problem in checks.check(path, strict=True))


def forged(library: Library, text: str) -> None:
    """A text put beside every copy and into the cache, with its seal made anew."""
    for place in [*library.folder.parent.rglob("text")]:
        for path in place.glob("*.txt"):
            head = path.read_bytes().partition(b" ")[0].decode()
            path.write_bytes(f"{head} {sha256(text.encode()).hexdigest()}\n{text}".encode())


def test_a_forged_text_certifies_nothing(index: Index, tmp_path: Path) -> None:
    """A text with a quote that the copy does not hold, under a seal that fits: ``verify`` and ``check`` look at the copy."""
    library = Library(tmp_path / "library", tmp_path / "cache")
    capture = keep(library, "one", TEXT.encode(), name="page.txt")
    library.text_to_show(capture)
    beside = library.folder / "text" / f"{capture.sha256}.1.txt"
    beside.parent.mkdir()
    beside.write_bytes(next((tmp_path / "cache" / "text").iterdir()).read_bytes())
    forged(library, TEXT + " nine others hurt")
    (verified,) = verify(index, library, ["one"])
    assert [quoted.quote for quoted in verified.quotes if not quoted.found] == ["nine others hurt"]
    path = tmp_path / "t.toml"
    path.write_text(TIMELINE)
    assert [problem.key for problem in checks.check(path, library=library)] == ["claims[2].quote"]
    beside.unlink()
    copy = open_copy(index, Library(library.folder), "one")
    assert copy is not None
    assert [quoted.quote for quoted in copy.orphans] == ["nine others hurt"]


def test_a_damaged_record_is_told_beside_the_copies_that_are_sound(index: Index, library: Library) -> None:
    """The reader shows the copy whose record is sound and says what is wrong with the other; ``verify`` has a row for it."""
    keep(library, "one", TEXT.encode(), name="page.txt")
    broken = library.folder / "captures" / "one" / "20990101T000000.000000Z-aaaaaaaaaaaa.json"
    broken.write_bytes(b'{"source": "one",')
    copy = open_copy(index, library, "one")
    assert copy is not None
    assert (copy.state, len(copy.found)) == ("intact", 1)
    assert [str(broken) in sentence for sentence in copy.damage] == [True]
    assert [one.state for one in verify(index, library, ["one"])] == ["intact"]
    (row,) = damaged(library)
    assert (row.source_id, row.state, row.well) == ("one", "damaged", False)
    assert str(broken) in row.trouble
    assert list(damaged(library, ["two"])) == []


def test_a_source_with_nothing_but_a_damaged_record_says_so(index: Index, library: Library) -> None:
    """It is not taken for one without a copy, and is no copy either."""
    (library.folder / "captures" / "two").mkdir(parents=True)
    (library.folder / "captures" / "two" / "x.json").write_bytes(b"[]")
    copy = open_copy(index, library, "two")
    assert copy is not None
    assert (copy.state, copy.captures, copy.text) == ("damaged", 0, "")
    assert "x.json:1: not a record of a copy (not a JSON object)" in copy.trouble
    assert list(verify(index, library, ["two"])) == []
    assert (library.sources(), library.sources(damaged=True)) == ([], ["two"])


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "gap", "huge"])
def test_what_is_no_file_to_attach_is_told_at_once(library: Library, tmp_path: Path, kind: str) -> None:
    """Each ends in a sentence that names the path, before a byte of it is read; nothing is stored."""
    path = tmp_path / "page.html"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(3 << 30)
    said = {"folder": "this is a folder", "gap": "this file does not exist", "huge": "larger than 20 MB; attach only the part"}
    with pytest.raises(LibraryError) as told:
        keep_file(library, "one", path)
    assert str(told.value).startswith(f"'{path}' cannot be read: ")
    assert said.get(kind, "this is not a regular file") in str(told.value)
    assert not library.folder.exists()
