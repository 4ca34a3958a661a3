"""The text of a PDF's pages: signs of notes, words from right to left, spaces, and the heads and feet of pages."""

from __future__ import annotations

import pytest
from test_extract import lined, pdf_of

from cttui.copies.extract import PDF, text_of
from cttui.copies.quotes import find
from cttui.copies.running import without_running


def drawn(instructions: str) -> bytes:
    """A PDF whose one page is drawn so."""
    return pdf_of(f") Tj ET BT {instructions} ET BT (")


def glyphs(*meant: str) -> str:
    """Instructions that draw signs of no known letter, each with what it stands for, from left to right."""
    return " ".join(f"/Span << /ActualText <FEFF{ord(char):04X}> >> BDC (\\001) Tj EMC 6.7 0 Td" for char in meant)


# -- signs of notes --------------------------------------------------------------------------------------------------

RAISED = {
    "Td": "/F1 12 Tf 72 720 Td (toll was 41) Tj /F1 7 Tf 57 4 Td (2) Tj /F1 12 Tf 4 -4 Td ( on Sunday) Tj",
    "Tm": "/F1 1 Tf 12 0 0 12 72 720 Tm (toll was 41) Tj 7 0 0 7 129 724 Tm (2) Tj 12 0 0 12 133 720 Tm ( on Sunday) Tj",
    "Ts": "/F1 12 Tf 72 720 Td (toll was 41) Tj /F1 7 Tf 4 Ts (2) Tj /F1 12 Tf 0 Ts ( on Sunday) Tj",
}


@pytest.mark.parametrize("how", RAISED)
def test_a_raised_sign_of_a_note_joins_no_number(how: str) -> None:
    """Whichever way it is raised, the sign behind 41 does not make it 412."""
    assert text_of(drawn(RAISED[how]), PDF) == "toll was 41 on Sunday"


@pytest.mark.parametrize(
    ("before", "sign", "after", "text"),
    [
        ("41", "1,2", " died", "41 died"),
        ("police", "3", " said", "police said"),
        ("12", "a", " died", "12 died"),
        ("the 12", "th", " man", "the 12th man"),
        ("5 km", "2", " large", "5 km\u00b2 large"),
        ("", "1", "See the report", "1 See the report"),
    ],
)
def test_raised_signs_are_read_as_those_of_a_page(before: str, sign: str, after: str, text: str) -> None:
    """Notes go, at words and numbers; ordinals and units stay; a note's own sign stays apart from it."""
    size = "/F1 12 Tf 72 720 Td" if before else "/F1 12 Tf 71 720 Td"
    content = drawn(f"{size} ({before}) Tj /F1 7 Tf 4 Ts ({sign}) Tj /F1 12 Tf 0 Ts ({after}) Tj")
    assert text_of(content, PDF) == text


def test_small_numbers_that_stand_apart_are_no_signs() -> None:
    """A cell of a table that is set smaller and a little higher is text of its own."""
    content = drawn("/F1 12 Tf 72 720 Td (Killed 41) Tj /F1 9 Tf 90 3 Td (12) Tj")
    assert text_of(content, PDF) == "Killed 41 12"


def test_a_raised_letter_of_a_word_stays() -> None:
    """Only a sign at a word's end is a note's."""
    assert text_of(drawn("/F1 12 Tf 72 720 Td (l) Tj /F1 7 Tf 4 Ts (a) Tj /F1 12 Tf 0 Ts (er) Tj"), PDF) == "laer"


# -- what glyphs stand for -------------------------------------------------------------------------------------------


def meaning(shown: str, meant: str) -> str:
    """The text of "5?000 men" whose middle is drawn as one thing and said to stand for another."""
    code = meant.encode("utf-16-be").hex()
    return text_of(
        drawn(f"/F1 12 Tf 72 720 Td (5) Tj /Span << /ActualText <FEFF{code}> >> BDC ({shown}) Tj EMC (000 men) Tj"), PDF
    )


def test_a_space_within_a_number_and_a_hyphen_that_is_not_shown_are_read_so() -> None:
    """A no-break space stays one, so that no quote begins within the number; a soft hyphen parts nothing."""
    assert meaning(" ", "\u00a0") == "5\u00a0000 men"
    assert find("000 men", meaning(" ", "\u00a0")).exact is False  # type: ignore[union-attr]
    assert meaning(" ", "\u00ad") == "5000 men"


@pytest.mark.parametrize("meant", ["7", "not ", "million", "x" * 200, ""], ids=["number", "word", "scale", "long", "nothing"])
def test_what_is_printed_counts_and_not_what_is_said_of_it(meant: str) -> None:
    """Glyphs that can be read are not replaced by other words."""
    assert meaning("1", meant) == "51000 men"
    assert meaning(" ", "7") == "5 000 men"


def test_small_capitals_are_words() -> None:
    """A word that goes on in another size, placed from the line's start, is one word."""
    text = "/F1 12 Tf 1 0 0 1 72 720 Tm (K) Tj ET BT /F1 8 Tf 1 0 0 1 72 720 Tm 8 0 Td (ILLED) Tj"
    assert text_of(drawn(text), PDF) == "KILLED"


def test_letters_that_are_set_apart_are_words() -> None:
    """Where the spaces between words are wider than those between letters; otherwise nothing can be told."""
    assert text_of(pdf_of("K i l l e d  1 2  m e n"), PDF) == "Killed 12 men"
    for line in ("1 2  3 4", "A B  C D", "a b c d", "Killed  1 2  men"):
        assert text_of(pdf_of(line), PDF) == line


# -- from right to left ----------------------------------------------------------------------------------------------

KILLED, PERSONS, IN = "\u0642\u062a\u0644", "\u0634\u062e\u0635\u0627", "\u0641\u064a"


def test_words_from_right_to_left_come_in_reading_order() -> None:
    """The line as it is seen, from left to right, is turned word by word; its numbers are not."""
    seen = glyphs(*IN[::-1], " ", *PERSONS[::-1], " ", *"1,250", " ", *KILLED[::-1])
    assert text_of(drawn(f"/F1 12 Tf 72 720 Td {seen}"), PDF) == f"{KILLED} 1,250 {PERSONS} {IN}"


def test_a_name_from_right_to_left_within_an_english_line_is_turned_alone() -> None:
    """The words around it stay in their order."""
    seen = f"(The word ) Tj 60 0 Td {glyphs(*PERSONS[::-1], ' ', *KILLED[::-1])} ( is said) Tj"
    assert text_of(drawn(f"/F1 12 Tf 72 720 Td {seen}"), PDF) == f"The word {KILLED} {PERSONS} is said"


def test_words_from_right_to_left_that_are_drawn_whole_come_in_reading_order() -> None:
    """Also where a font gives the letters; digits of Arabic are read from left to right."""
    names = "/uni0644 /uni062A /uni0642 /uni064A /uni0641 /uni0661 /uni0662"  # A to G, as they are seen
    fonts = f"/BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [65 {names}] >>"
    page = drawn("/F1 12 Tf 72 720 Td (DE) Tj 17 0 Td ( ) Tj 4 0 Td (FG) Tj 17 0 Td ( ) Tj 4 0 Td (ABC) Tj").replace(
        b"/BaseFont /Helvetica", fonts.encode()
    )
    assert text_of(page, PDF) == f"{KILLED} \u0661\u0662 {IN}"


# -- heads and feet --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heads",
    [
        ["Attacks in 2021", "Attacks in 2022", "Attacks in 2023"],
        ["12 soldiers were killed", "13 soldiers were killed"],
        ["12 soldiers were killed", "13 soldiers were killed", "14 soldiers were killed"],
        ["The toll was 7", "The toll was 8", "The toll was 9"],
        ["Day 4", "Day 5"],
        ["2021", "2022", "2023"],
        ["12", "13"],
        ["a 12 b", "a 13 b", "a 14 b"],
        ["see p. 12", "page 9"],
    ],
)
@pytest.mark.parametrize("foot", [False, True])
def test_numbers_that_are_no_page_numbers_stay_at_the_edges_of_pages(heads: list[str], foot: bool) -> None:
    """Years, tolls and what may be one are printed words and can be found."""
    bodies = [f"Text {chr(97 + n)}.\nMore {chr(97 + n)}." for n in range(len(heads))]
    pages = [f"{body}\n{head}" if foot else f"{head}\n{body}" for head, body in zip(heads, bodies, strict=True)]
    assert without_running(pages) == pages


@pytest.mark.parametrize(
    "heads",
    [
        ["The Herald 1", "The Herald 2"],
        ["The Herald 31", "The Herald 32", "The Herald 33"],
        ["31 The Herald", "32 The Herald", "33 The Herald"],
        ["Herald, page 8 of 9", "Herald, page 9 of 9"],
        [f"Annual report {n}" for n in range(20, 26)],
    ],
)
def test_page_numbers_part_no_sentence(heads: list[str]) -> None:
    """A head with the page's number goes, and the first of it stays."""
    bodies = [f"seven on {word}\nthe {word} toll rose to" for word in "abcdef"[: len(heads)]]
    kept = without_running([f"{head}\n{body}" for head, body in zip(heads, bodies, strict=True)])
    assert kept == [f"{heads[0]}\n{bodies[0]}", *bodies[1:]]


@pytest.mark.parametrize("number", ["\u2013 {} \u2013", "Page {} of 9", "{}"])
def test_a_line_of_a_page_number_goes(number: str) -> None:
    """By itself it says nothing."""
    bodies = ["Men a rose to\nforty a", "Men b rose to\nforty b", "Men c rose to\nforty c"]
    assert without_running([f"{body}\n{number.format(n)}" for n, body in enumerate(bodies, 1)]) == bodies


def test_a_running_head_is_read_from_a_pdf() -> None:
    """The pages of a PDF go through the same."""
    text = text_of(lined("Attacks in 2021\nOne.", "Attacks in 2022\nTwo.", "Attacks in 2023\nThree."), PDF)
    assert text == "Attacks in 2021\nOne.\n\nAttacks in 2022\nTwo.\n\nAttacks in 2023\nThree."
