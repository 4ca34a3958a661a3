"""What became of a text: the places that changed, their way back, and their lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cttui.curation import edits
from cttui.text import clean
from cttui.timeline.edit import Splice

WORDS = st.lists(st.sampled_from(("a\n", "b\n", "c\n", "\n", "a", "x\r\n")), max_size=12).map("".join)


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, list[Splice]]:
    """A text, and splices of what each one before leaves."""
    text = draw(WORDS)
    splices, now = [], text
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(now)))
        stop = draw(st.integers(start, len(now)))
        splices.append(Splice(start, stop, draw(WORDS)))
        now = splices[-1].applied(now)
    return text, splices


@given(changed())
def test_several_splices_are_places_that_do_not_touch(case: tuple[str, list[Splice]]) -> None:
    """However they overlap, the places add up to the same text, stand apart, and lead back."""
    text, splices = case
    wanted = text
    for splice in splices:
        wanted = splice.applied(wanted)
    after, found = edits.composed(text, splices)
    assert after == wanted
    assert edits.undone(after, found) == text
    assert edits.undone(text, edits.back(found)) == after
    for edit in found:
        assert edit.removed != edit.added
        assert text[edit.start : edit.start + len(edit.removed)] == edit.removed
        assert after[edit.at : edit.at + len(edit.added)] == edit.added
    for one, other in pairwise(found):
        assert one.start + len(one.removed) <= other.start
        assert one.at + len(one.added) <= other.at


@given(changed(), st.integers(0, 2))
def test_the_lines_of_a_change_are_those_that_differ(case: tuple[str, list[Splice]], around: int) -> None:
    """Each line has its number and its text; without those that went and those that came, both texts have the same lines."""
    text, splices = case
    after, found = edits.composed(text, splices)
    shown = edits.lines(text, after, found, around)
    old, new = (
        [clean(line.removesuffix("\r")) for line in one.removesuffix("\n").split("\n")] if one else [] for one in (text, after)
    )
    for line in shown:
        assert (old if line.sign == "-" else new)[line.number - 1] == line.text
    for sign in ("-", "+ "):
        numbers = [line.number for line in shown if line.sign in sign]
        assert numbers == sorted(set(numbers))
    kept = [
        [line for number, line in enumerate(lines, 1) if number not in {one.number for one in shown if one.sign == sign}]
        for lines, sign in ((old, "-"), (new, "+"))
    ]
    assert kept[0] == kept[1]
    if text == after:
        assert not shown


def test_the_lines_beside_a_change_are_shown_once() -> None:
    """Two changes with one line between them share it."""
    text = "".join(f"{n}\n" for n in range(1, 9))
    after, found = edits.composed(text, [Splice(4, 5, "x"), Splice(8, 9, "y")])
    assert [(line.sign, line.number, line.text) for line in edits.lines(text, after, found)] == [
        (" ", 2, "2"), ("-", 3, "3"), ("+", 3, "x"), (" ", 4, "4"), ("-", 5, "5"), ("+", 5, "y"), (" ", 6, "6"),
    ]  # fmt: skip


def test_nothing_of_a_file_reaches_the_terminal_as_a_command() -> None:
    """Control characters and those that turn the direction of writing are shown as what cannot be shown."""
    text = "a\n"
    after, found = edits.composed(text, [Splice(0, 1, "\x1b[2J\u202e")])
    assert all(line.text.isprintable() for line in edits.lines(text, after, found))


def test_a_change_of_many_lines_is_not_compared_line_by_line() -> None:
    """Beyond a few hundred lines, all that went come first, then all that came."""
    text = "".join(f"{n}\n" for n in range(500))
    after, found = edits.composed(text, [Splice(0, len(text), text.replace("1", "x"))])
    signs = "".join(line.sign for line in edits.lines(text, after, found))
    assert signs.strip(" ").count("-+") == 1
