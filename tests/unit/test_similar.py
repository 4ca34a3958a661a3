"""Near-duplicates: how much of a text stands in a stored copy, by sketches, held against sets of all runs of words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies.kinds import PLAIN
from cttui.copies.library import Library
from cttui.copies.similar import MOST, RUN, SAME, Sketch, similar, sketch, sketches
from cttui.text import words

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in "rstvz"]


def prose(seed: int, length: int = 400) -> str:
    """A text of words in no order, another for each seed."""
    made = random.Random(seed)  # noqa: S311 - words of a test
    return " ".join(made.choice(WORDS) for _ in range(length))


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of words of a text."""
    found = words(text)
    return {tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)}


def one(text: str, other: str) -> float:
    """The share of a text that a sketch finds in another; 0 if it names none."""
    found = similar(sketch(text), {"x": sketch(other)}, {})
    return found[0].share if found else 0.0


@given(st.integers(0, 10_000), st.integers(0, 400), st.integers(300, 900))
def test_the_share_is_that_of_all_runs(seed: int, shared: int, length: int) -> None:
    """What a sketch says of two texts is, within what a quarter of the runs can tell, what all their runs say."""
    common = prose(seed, shared)
    one_text, other = f"{prose(seed + 1, 300)} {common}", f"{common} {prose(seed + 2, length)}"
    left, right = runs(one_text), runs(other)
    exact = len(left & right) / min(len(left), len(right))
    found = one(one_text, other)
    # the standard deviation of a share estimated from n numbers is at most half of one by the root of n
    assert abs(found - exact) <= 0.23 or (found == 0 and exact < 0.45)


def test_the_same_text_is_the_same_and_another_is_not_named() -> None:
    """A text is wholly in its copy, however it is spelt or framed; a text that shares nothing with it is not named."""
    text = prose(1)
    assert one(text, text.upper().replace(" ", "\n")) == 1
    assert one(text, f"{prose(2, 60)} {text} {prose(3, 60)}") >= SAME
    assert one(text, prose(4)) == 0
    assert one("five words are not enough", "five words are not enough") == 0
    assert sketch("").numbers == ()


def test_a_part_is_found_in_the_whole() -> None:
    """A wire's short text stands in a long page, and is said to be a part of it."""
    wire = prose(1, 300)
    (found,) = similar(sketch(wire), {"page": sketch(f"{prose(2, 1_500)} {wire}")}, {})
    assert found.part
    assert found.share > SAME


def test_menus_of_a_publisher_do_not_count() -> None:
    """What stands in several copies of one publisher is no text of theirs: two of its pages are not alike by their menus."""
    menu = prose(9, 400)
    others = {f"dawn-{n}": sketch(f"{menu} {prose(n, 200)}") for n in range(5)}
    publishers = dict.fromkeys(others, "Dawn")
    new = sketch(f"{menu} {prose(77, 200)}")
    assert len(similar(new, others, {})) == 5
    assert similar(new, others, publishers, "Dawn") == []
    assert similar(new, others, publishers) == []
    repeated = sketch(f"{menu} {prose(3, 200)}")
    assert [found.source for found in similar(repeated, others, publishers, "Dawn")] == ["dawn-3"]


def test_a_wire_that_many_publishers_repeat_is_found_with_all() -> None:
    """A text that stands in the copies of five publishers is no menu."""
    wire = prose(5)
    others = {f"p{n}": sketch(f"{prose(100 + n, 100)} {wire}") for n in range(5)}
    found = similar(sketch(wire), others, {name: name for name in others}, "")
    assert {row.source for row in found} == set(others)
    assert all(row.same for row in found)


def test_a_book_has_no_larger_sketch_than_a_page_may_have() -> None:
    """The sketch of a long text is bounded, and still tells that a chapter stands in it."""
    chapter = prose(1, 3_000)
    book = sketch(f"{prose(2, 30_000)} {chapter}")
    assert len(book.numbers) == MOST
    assert all(number < book.below for number in book.numbers)
    (found,) = similar(sketch(chapter), {"book": book}, {})
    assert found.share > SAME


def attach(library: Library, source: str, text: str) -> None:
    """Store a text as a source's copy."""
    library.attach(source, text.encode(), media_type=PLAIN, origin=f"{source}.txt")


def test_sketches_are_kept_beside_the_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library's sketches are made once and read from the cache; a damaged file of them is made anew, old copies go."""
    library = Library(tmp_path / "library", tmp_path / "cache")
    attach(library, "a", prose(1))
    attach(library, "b", prose(2))
    made, left = sketches(library, tmp_path / "cache")
    assert (made, left) == ({"a": sketch(prose(1)), "b": sketch(prose(2))}, 0)
    with monkeypatch.context() as patch:
        patch.setattr(Library, "text_to_show", lambda *_: pytest.fail("a text was read again"))
        assert sketches(library, tmp_path / "cache") == (made, 0)
    (kept,) = (tmp_path / "cache" / "text").glob("*.sketches")
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x00")
    attach(library, "b", prose(3))
    assert sketches(library, tmp_path / "cache") == ({"a": sketch(prose(1)), "b": sketch(prose(3))}, 0)


def test_time_for_sketches_is_bounded(tmp_path: Path) -> None:
    """What has no sketch when the time is up is counted, and gets one the next time."""
    library = Library(tmp_path / "library", tmp_path / "cache")
    for name in "abc":
        attach(library, name, prose(ord(name)))
    assert sketches(library, tmp_path / "cache", seconds=-1) == ({}, 3)
    assert sketches(library, tmp_path / "cache", cancelled=lambda: True) == ({}, 3)
    told: list[tuple[int, int]] = []
    found, left = sketches(library, None, progress=lambda done, of: told.append((done, of)))
    assert (set(found), left, told) == ({"a", "b", "c"}, 0, [(1, 3), (2, 3), (3, 3)])


def test_a_copy_that_cannot_be_read_has_an_empty_sketch(tmp_path: Path) -> None:
    """A copy whose bytes are gone is like no text, and the others are compared all the same."""
    library = Library(tmp_path / "library", tmp_path / "cache")
    attach(library, "a", prose(1))
    attach(library, "b", prose(2))
    capture = library.latest("a")
    assert capture is not None
    (tmp_path / "library" / "objects" / capture.sha256[:2] / capture.sha256).unlink()
    found, _ = sketches(library, None)
    assert found["a"] == Sketch((), found["a"].below)
    assert [row.source for row in similar(sketch(prose(2)), found, {})] == ["b"]


def test_a_copy_is_detached_as_if_it_had_never_been(tmp_path: Path) -> None:
    """Taking back the copy that was just stored leaves no file of it; bytes that another source has too stay."""
    library = Library(tmp_path / "library")
    attach(library, "a", "the same words")
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    attach(library, "b", "the same words")
    attach(library, "c", "other words")
    for name in "bc":
        capture = library.latest(name)
        assert capture is not None
        library.detach(capture)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before
    assert library.sources() == ["a"]
    assert library.state("a") == "intact"
