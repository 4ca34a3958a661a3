"""Text: what spellings have in common, and what is safe to show."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
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


def plainly_folded(written: str) -> str:
    """A text folded as the rules say it, character by character and pattern by pattern, however long that takes."""
    tables = text.folding()
    dropped = re.compile(f"[{tables['dropped']}{tables['invisible']}]")
    letters = {letter: plain for plain, found in tables["letters"].items() for letter in found}  # type: ignore[attr-defined]  # a table
    folded = unicodedata.normalize("NFKD", dropped.sub("", written)).casefold()
    marked = [one for one in unicodedata.normalize("NFKD", folded) if unicodedata.category(one) != "Mn"]
    plain = "".join("" if one in str(tables["dropped"]) else letters.get(one, one) for one in marked)
    shown = re.sub(f"[{tables['invisible']}]", "", plain).replace("l\u00b7l", "ll")
    # a comma after a day separates it from a number
    return re.sub(r"(?<=\d)(?<!-\d\d-\d\d),(?=\d{3}(?!\d))", "", shown)


@given(st.text(alphabet=st.sampled_from("ab1é2٣²,.-\u2013&/_ 字'\u02bcøL\u00b7\u0301\n")) | st.text())
@example("1,000,000 and 12,3456, a-b.c--d_e-f")
@example("2016-01-01,179 killed")
def test_faster_patterns_find_what_the_plain_ones_find(written: str) -> None:
    """Folding, and joining the parts of words, give what the rules give when they are followed one by one."""
    folded = plainly_folded(written)
    chains = re.findall(r"[^\W_]+(?:[-\u2010-\u2015.&/][^\W_]+)*", folded)
    together = ["".join(re.findall(r"[^\W_]+", chain)) for chain in chains if not chain.isalnum()]
    assert text.fold(written) == folded
    assert text.joined(written) == together
    assert text.terms(written) == (text.words(written), together)
    assert text.words(written) == re.findall(r"[^\W_]+", folded)


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
    """What was cleaned holds nothing below U+0020 nor from U+007F to U+009F; only marks of direction and floods are gone."""
    cleaned = text.clean(anything)
    kept = [char for char in anything if char not in "\u061c\u200e\u200f"]
    assert len(cleaned) == len(kept) or (text.is_crowded("".join(kept)) and len(cleaned) < len(kept))
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
        ("descripton", ["id", "date", "kind", "title", "responds_to"], ""),
        ("response", ["responds_to", "sources"], ""),
        ("source", ["sources"], "sources"),
        ("friday", ["Dawn", "The Friday Times"], "The Friday Times"),
        ("at", ["attack"], ""),
        ("prot", ["riot", "protest", "operation"], "protest"),
        ("pro", ["riots", "protest", "province"], "protest"),
    ],
)
def test_a_misspelt_word_finds_the_candidate_most_like_it(word: str, candidates: list[str], nearest: str) -> None:
    """The nearest candidate is offered, the first of equals, and none where nothing is like the word."""
    assert text.nearest(word, candidates) == nearest


TYPED = {
    "łódź": "lodz", "Øresund": "oresund", "đorđe": "dorde", "Ħal Għaxaq": "hal ghaxaq", "Weiß": "weiss", "Æsir": "aesir",
    "Œuvre": "oeuvre", "Þórr": "thorr", "Reyðarfjörður": "reydarfjordur", "Ispartalı": "ispartali", "İzmir": "izmir",
    "Hawai\u02bbi": "hawaii", "O\u2019Brien": "obrien", "O\uff07Brien": "obrien", "col\u00b7legi": "collegi",
    "Əliyev": "eliyev", "Ŋgũgĩ": "ngugi", "ǃKung": "kung", "Ĳssel": "ijssel", "ﬀ": "ff", "Ɓaayo": "baayo", "Ｗｉｄｅ": "wide",
}  # fmt: skip
"""Names as they are written, and as somebody types them whose keyboard has only English letters."""

UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2069\ufeff\ufe0f\u034f\u061c\u3164\U000e0061"


def test_a_person_at_an_english_keyboard_finds_every_latin_name() -> None:
    """Strokes, ligatures, dotless letters and apostrophes of all kinds are folded to what an English keyboard has."""
    assert {name: " ".join(text.words(name)) for name in TYPED} == TYPED


def test_every_latin_letter_that_is_named_after_one_or_two_of_english_folds_to_them() -> None:
    """What the Unicode Character Database calls LATIN SMALL LETTER D WITH TOPBAR is a d, whatever it is with."""
    name = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH (?!SMALL|MIDDLE DOT).*| DIGRAPH.*)?")
    # those that carry two letters' names or that Unicode itself composes are decomposed to their own
    found = {
        char: match[1].lower()
        for char in map(chr, range(0x80, 0x1E000))
        if (match := name.fullmatch(unicodedata.name(char, ""))) and match[1] not in {"IS", "ET", "UM"}
    }
    assert len(found) > 500
    assert {char: folded for char in found if (folded := text.fold(char)) != found[char]} == {}


@given(st.lists(st.sampled_from("abcłøß"), min_size=1, max_size=8), st.data())
def test_characters_of_no_width_are_no_part_of_a_word(letters: list[str], data: st.DataObject) -> None:
    """Wherever soft hyphens, joiners, marks of direction and the like stand, a word is the word without them."""
    plain = "".join(letters)
    set_apart = "".join(letter + data.draw(st.text(UNSEEN, max_size=2)) for letter in letters)
    assert text.words(set_apart) == text.words(plain)
    assert text.key(f"{set_apart} x") == text.key(f"{plain} x")


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u064b"])
def test_a_letter_carries_a_few_marks_and_no_flood(mark: str) -> None:
    """Of many marks on a letter as many are shown as a cell can hold; so many as a language sets are all shown."""
    assert text.clean(f"a{mark * 50}b{mark}") == f"a{mark * text.MOST_MARKS}b{mark}"
    assert text.clean(f"a{mark * text.MOST_MARKS}b") == f"a{mark * text.MOST_MARKS}b"
    assert (text.is_crowded(f"a{mark * 5}"), text.is_crowded(f"a{mark * 4}b{mark * 4}")) == (True, False)


def test_a_flood_of_unseen_characters_is_cut_and_what_they_join_is_not() -> None:
    """Of characters of no width in a row few are left; flags and families of emoji, which are joined by them, stay whole."""
    assert len(text.clean("a" + "\u200b" * 500 + "b")) <= 10
    for joined in (
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩\u200d👩\u200d👧\u200d👦",
        "❤\ufe0f",
        "می\u200cرود",
    ):
        assert text.clean(joined) == joined


@given(st.text(alphabet=st.sampled_from("ab \u0301\u20dd\u200b\u200d\ufe0fé…"), max_size=40))
@example("\u0301" * 40)
def test_no_more_than_a_few_marks_stand_in_a_row(anything: str) -> None:
    """Whatever a text holds, no run of marks in what is shown is longer than a cell can hold, and letters are all there."""
    shown = text.clean(anything)
    assert max((len(run) for run in re.findall("[\u0301\u20dd]+", shown)), default=0) <= text.MOST_MARKS
    assert [char for char in shown if char.isalnum()] == [char for char in anything if char.isalnum()]
    assert text.clean(shown) == shown
    assert not text.is_crowded(shown)


@pytest.mark.parametrize(
    ("shown", "unseen"),
    [("", False), ("a", False), ("\u200b", True), ("\u0301 \u2060", True), ("\u3164", True), ("e\u0301", False), (" ", True)],
)
def test_a_text_that_shows_nothing_is_told_from_one_that_does(shown: str, unseen: bool) -> None:
    """Marks without a letter, characters of no width and blanks show nothing; an empty text is left empty on purpose."""
    assert text.is_unseen(shown) == unseen


@pytest.mark.parametrize(
    ("found", "meant", "named"),
    [
        ("s1 ", "s1", "the space at the ends"),
        ("s\u200b1", "s1", "the zero-width character U+200B"),
        ("s\u00a01", "s 1", "the space U+00A0, no-break space"),
        ("att\u0430ck", "attack", "the letter U+0430, cyrillic small letter a"),
        ("atack", "attack", ""),
        ("s1", "s1", ""),
        ("", "", ""),
    ],
)
def test_what_parts_two_texts_that_look_alike_is_named(found: str, meant: str, named: str) -> None:
    """A space, a character of no width and a letter of another script are named; what is plain to see is not."""
    assert text.stray(found, meant) == named


def test_a_word_of_any_length_is_folded_in_a_moment() -> None:
    """Ten million letters without a hyphen are gone through once."""
    assert text.joined("a" * 10_000_000) == []
    assert text.joined("al-Qa\u0304ida") == ["alqaida"]


@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.text("aB,. -'\n\t19", max_size=12), st.sampled_from(["", "1,000", "2016-01-01,179"]))
    )
)
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    """Names that are folded together are folded as each is by itself, whatever stands at their ends."""
    assert text.keys(names) == {name: text.key(name) for name in names}
