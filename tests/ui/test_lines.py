"""Lines as panes write them: every width is counted in cells of the terminal, and no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, ticks, told_apart, width_of, wrap

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcde  \n中国公民ｗ\u0301\u0308چھوٹی…"),
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")),
    ),
    max_size=60,
)
"""Texts of letters of one cell, of two and of none, with spaces and line breaks."""
WIDTHS = st.integers(1, 40)


def text_of(line: Line) -> str:
    """A line without its roles."""
    return "".join(span.text for span in line)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("中国", 4), ("e\u0301galite\u0301", 7), ("a中", 3), ("قانون", 5), ("\u0301", 0)]
)
def test_a_text_takes_the_cells_that_a_terminal_gives_it(text: str, width: int) -> None:
    """A wide character takes two cells, a combining one none."""
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("abc", 5, "abc  "),
        ("abc", 3, "abc"),
        ("abcdef", 4, "abc…"),
        ("ab cdef", 4, "ab… "),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -3, ""),
        ("", 3, "   "),
        ("中国公民", 8, "中国公民"),
        ("中国公民", 7, "中国公…"),
        ("中国公民", 6, "中国… "),
        ("中", 1, "…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
    ],
)
def test_a_text_is_cut_with_an_ellipsis_or_filled(text: str, width: int, fitted: str) -> None:
    """A text too long for its cells ends with an ellipsis, one too short with spaces; half a wide character is a space."""
    assert fit(text, width) == fitted


@given(TEXTS, WIDTHS)
@example("中中中", 2)
@example("\u0301", 1)
def test_fit_gives_exactly_the_width(text: str, width: int) -> None:
    """Whatever the text, the cells it is given are all filled and no more."""
    assert cell_len(fit(text, width)) == width


@given(st.text(max_size=30), st.integers(0, 20))
def test_fit_lets_no_control_character_through(text: str, width: int) -> None:
    """A text that holds control characters is fitted without them, on one line."""
    fitted = fit(text, width)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in fitted)


@given(TEXTS, WIDTHS)
@example("中中中", 2)
def test_right_gives_exactly_the_width_with_the_text_at_its_end(text: str, width: int) -> None:
    """A text at the right fills its cells with spaces before it, or is cut as any other."""
    line = "".join(text.split("\n"))
    placed = right(line, width)
    assert cell_len(placed) == width
    assert placed.endswith(line) if cell_len(line) <= width else placed == fit(line, width)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("one  two\tthree", 13, ["one two three"]),
        ("one\ntwo\n\nthree", 10, ["one", "two", "", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a bcdefgh i", 4, ["a", "bcde", "fgh", "i"]),
        ("中国公民", 5, ["中国", "公民"]),
        ("abc", 0, ["a", "b", "c"]),
        ("abc", -4, ["a", "b", "c"]),
        ("xx 中国", 5, ["xx", "中国"]),
    ],
)
def test_a_text_is_broken_at_spaces(text: str, width: int, lines: list[str]) -> None:
    """Lines are broken at spaces, inside a word only where it is longer than a line, and a paragraph keeps its own."""
    assert wrap(text, width) == lines


@given(TEXTS, WIDTHS)
@example("中\u0301国", 1)
@example("a中", 1)
@example("ab cd", 4)
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    """Every line fits its width; only a single wide character on a line of one cell cannot."""
    for line in wrap(text, width):
        fits = cell_len(line) <= width
        alone = width == 1 and sum(cell_len(char) > 0 for char in line) == 1
        assert fits or alone


@given(TEXTS, WIDTHS)
def test_no_word_is_lost(text: str, width: int) -> None:
    """All characters but the spaces are there in order, and a word that fits a line is never broken."""
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    words = [word for line in lines for word in line.split()]
    for word in text.split():
        if cell_len(word) <= width:
            assert word in words


@given(TEXTS, st.integers(3, 40), st.integers(0, 2))
def test_a_paragraph_is_its_wrapped_text_moved_in(text: str, width: int, indent: int) -> None:
    """A paragraph's lines are the text wrapped into what the indent leaves, each after that many spaces."""
    lines = [text_of(line) for line in paragraph(text, width, "strong", indent)]
    assert lines == [" " * indent + line for line in wrap(text, width - indent)]


SPANS = st.lists(TEXTS.map(lambda text: Span(text.replace("\n", " "))), max_size=4)


@given(SPANS, SPANS, st.integers(0, 60))
def test_columns_fill_the_line_and_the_right_never_gives_way(left: list[Span], right_: list[Span], width: int) -> None:
    """Spans at the right stand whole at the line's end, those at the left take what room there is, and no cell is over."""
    line = columns(left, right_, width)
    tail = "".join(span.text for span in right_)
    assert text_of(line).endswith(tail)
    assert cell_len(text_of(line)) == max(width, cell_len(tail))


def test_columns_keep_roles_and_targets() -> None:
    """A span that is cut keeps what it is and what a click on it means."""
    line = columns((Span("abcdefgh", "accent", "here"),), (Span("12", "muted"),), 6)
    assert line == (Span("abc…", "accent", "here"), Span(""), Span("12", "muted"))


def test_letters_too_wide_for_the_line_leave_no_empty_one() -> None:
    """Letters of two cells in a line of one stand one to a line, with nothing after the last."""
    assert wrap("中国", 1) == ["中", "国"]


def test_a_word_of_any_length_is_cut_in_one_pass() -> None:
    """A word of a million letters is cut into lines, and a word of nothing but marks is not lost before another."""
    assert wrap("a" * 1_000_000, 100) == ["a" * 100] * 10_000
    assert "".join(wrap("\u0301 abc defg", 4)).replace(" ", "") == "\u0301abcdefg"


def test_labels_that_would_be_cut_to_the_same_are_told_apart() -> None:
    """Names that begin with the same words lose these where they are cut, and only as many as it takes; others stay."""
    names = ["Government of Arcadia", "Government of Lower Arcadia", "Civilians", "Military Forces of Arcadia"]
    assert told_apart(names, 12) == {
        "Government of Arcadia": "…Arcadia",
        "Government of Lower Arcadia": "…Lower Arcadia",
        "Civilians": "Civilians",
        "Military Forces of Arcadia": "Military Forces of Arcadia",
    }
    assert told_apart(names, 40) == {name: name for name in names}
    dyads = ["Government of Arcadia - Dockers", "Government of Arcadia - Sailors", "Government of Ruritania - Dockers"]
    assert list(told_apart(dyads, 10).values()) == ["…Dockers", "…Sailors", "…Ruritania - Dockers"]
    forces = ["Military Forces of Syria (2000-2024)", "Police Forces of Syria (2000-2024)"]
    forces += ["Military Forces of Iraq (2014-)", "Police Forces of Iraq (2014-)"]
    said = ["Mil…Syria (2000-2024)", "Pol…Syria (2000-2024)", "Mil…Iraq (2014-)", "Pol…Iraq (2014-)"]
    assert told_apart(forces, 18) == dict(zip(forces, said, strict=True))
    assert told_apart(["Government of Syria", "Government of Syria and its allies"], 12) == {
        "Government of Syria": "…Syria",
        "Government of Syria and its allies": "…Syria and its allies",
    }
    assert told_apart(["Nonsense-word", "Nonsense-work"], 6) == {one: one for one in ("Nonsense-word", "Nonsense-work")}


@given(st.lists(st.text(alphabet="ab -", max_size=12).map(str.strip), max_size=8), st.integers(0, 12))
def test_every_label_has_something_that_stands_for_it(labels: list[str], width: int) -> None:
    """Whatever labels there are, each is given with its own end, and all labels that fit are given as they are."""
    found = told_apart(labels, width)
    assert found.keys() == set(labels)
    for label, said in found.items():
        assert said == label or (label.endswith(end := said.partition("…")[2]) and end)
        assert said == label or width_of(label) > width


def test_the_head_of_the_first_column_may_fill_it() -> None:
    """A year of four letters stands in its four cells, since there is none before it to touch; of two, the second gives way."""
    assert ticks(("2024", "", "2025"), (4, 4, 4)) == "2024    2025"
    assert ticks(("2024", "2025", ""), (4, 4, 4)) == "2024        "
    assert ticks(("Jan", "all"), (4, 7)) == " Jan    all"
