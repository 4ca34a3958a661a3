"""Text: what spellings have in common, and what is safe to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui import text

FOLDED = {
    "KARACHI": "karachi",
    "Café Émigré": "cafe emigre",
    "Straße": "strasse",
    "ﬁve": "five",
    "Qur'an": "quran",
    "Qur\u2019an": "quran",
    "Qur´an": "quran",
    "Qur\u02beān": "quran",
    "1,000": "1000",
    "59,775,000": "59775000",
    "1,00": "1,00",
    "5,1234": "5,1234",
    "1, 000": "1, 000",
    "كراچي": "کراچی",
    "پاکسـتان": "پاکستان",
    "مدرسة": "مدرسہ",
    "فِتنۀ": "فتنە",
    "می\u200cرود": "میرود",
}

WORDS = {
    "Azm-e-Istehkam!": (["azm", "e", "istehkam"], ["azmeistehkam"], "azm e istehkam"),
    "al-Qaida's men": (["al", "qaidas", "men"], ["alqaidas"], "al qaidas men"),
    "D.I. Khan": (["d", "i", "khan"], ["di"], "d i khan"),
    "at least 1,000": (["at", "least", "1000"], [], "at least 1000"),
    "K\u2013P  AND  k-p": (["k", "p", "and", "k", "p"], ["kp", "kp"], "k p and k p"),
    "snake_case": (["snake", "case"], [], "snake case"),
    "عزمِ استحکام": (["عزم", "استحکام"], [], "عزم استحکام"),
    f"a{text.SEPARATOR}b": (["a", "b"], [], "a b"),
    "… — !": ([], [], ""),
}
"""Of some texts the words, the words that are also one, and the key."""

SHOWN = {
    "plain text — عزم": (False, "plain text — عزم"),
    "a\tb": (False, "a b"),
    "a\nb": (False, "a\ufffdb"),
    "\x1b[31mred": (True, "\ufffd[31mred"),
    "\x9b31m": (True, "\ufffd31m"),
    "nul\0": (True, "nul\ufffd"),
    "\r": (True, "\ufffd"),
    "\x7f": (True, "\ufffd"),
    "a\u202eb": (True, "a\ufffdb"),
    "\u2066x\u2069": (True, "\ufffdx\ufffd"),
    "\u2028": (True, "\ufffd"),
}
"""Of some texts, whether they hold what moves a terminal or reorders letters, and what is shown of them."""


def test_folding_takes_away_what_spellings_differ_in() -> None:
    """Case, accents, ligatures, apostrophes, thousands separators and Arabic letter forms are folded away."""
    assert {spelling: text.fold(spelling) for spelling in FOLDED} == FOLDED


@given(st.text())
def test_folding_twice_is_folding_once(anything: str) -> None:
    """What is folded has nothing left to fold."""
    assert text.fold(text.fold(anything)) == text.fold(anything)


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "Zs")), max_size=12))
def test_composed_and_decomposed_texts_have_the_same_words(anything: str) -> None:
    """Whether a keyboard composes its accents makes no difference to what is found, and neither does its case."""
    assert text.words(unicodedata.normalize("NFC", anything)) == text.words(unicodedata.normalize("NFD", anything))
    assert text.words(anything.casefold()) == text.words(anything)


def test_words_are_runs_of_letters_and_digits() -> None:
    """A text's words are folded and in order; those that a hyphen or dot divides are also one word."""
    assert {typed: (text.words(typed), text.joined(typed), text.key(typed)) for typed in WORDS} == WORDS


def test_what_would_move_the_terminal_or_reorder_letters_is_told_and_cleaned() -> None:
    """No escape sequence and no override of the reading direction reaches the screen; tab and line feed are no fault."""
    assert {shown: (text.has_control(shown), text.clean(shown)) for shown in SHOWN} == SHOWN


@given(st.text(alphabet=st.characters(max_codepoint=0x2100)))
def test_clean_text_holds_no_control_character_and_keeps_its_length(anything: str) -> None:
    """What was cleaned holds nothing below U+0020 nor from U+007F to U+009F, and only marks of direction are gone from it."""
    cleaned = text.clean(anything)
    assert len(cleaned) == len([char for char in anything if char not in "\u061c\u200e\u200f"])
    assert all(ord(char) >= 0x20 and not 0x7F <= ord(char) <= 0x9F and not 0x202A <= ord(char) <= 0x202E for char in cleaned)


@pytest.mark.parametrize(
    ("long", "length", "short"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two\n  lines\there", 60, "two lines here"),
        ("\x1b[2J" + "x" * 80, 10, "\ufffd[2Jxxxxx…"),
    ],
)
def test_a_shortened_text_is_one_clean_line_of_at_most_so_many_characters(long: str, length: int, short: str) -> None:
    """A text is cut with an ellipsis where it does not fit, and stands on one line."""
    assert text.shorten(long, length) == short


@pytest.mark.parametrize(
    ("word", "candidates", "nearest"),
    [
        ("atack", ["operation", "attack", "strike"], "attack"),
        ("BALOCHISTAN", ["Sindh", "Balochistán"], "Balochistán"),
        ("kindd", ["kind", "Kind"], "kind"),
        ("zzz", ["operation", "attack"], ""),
        ("x", [], ""),
        ("", ["attack"], ""),
    ],
)
def test_a_misspelt_word_finds_the_candidate_most_like_it(word: str, candidates: list[str], nearest: str) -> None:
    """The nearest candidate is offered, the first of equals, and none where nothing is like the word."""
    assert text.nearest(word, candidates) == nearest
