"""Quotes: found as they are whatever typesetting did to them, found nearly with a score, or orphans."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies.quotes import CUTOFF, Folded, Match, find

EXACT = [
    ("383 brave soldiers", "The nation lost 383 brave soldiers and officers.", "383 brave soldiers"),
    ("FIVE chinese NATIONALS", "killed five Chinese nationals on", "five Chinese nationals"),
    ("five Chinese nationals", "five\n  Chinese \t\u00a0nationals", "five\n  Chinese \t\u00a0nationals"),
    ("  their driver\n", "and their driver died", "their driver"),
    (
        "Pakistan's 'most-wanted'",
        "of Pakistan\u2019s \u201cmost\u2011wanted\u201d men",
        "Pakistan\u2019s \u201cmost\u2011wanted\u201d",
    ),
    ('"we will not bow"', "said: \u00abwe will not bow\u00bb.", "\u00abwe will not bow\u00bb"),
    ("2\u20134 \u2014 at most", "some 2-4 - at most", "2-4 - at most"),
    ("\u22125 degrees", "at -5 degrees", "-5 degrees"),
    ("operations", "some opera\u00adtions", "opera\u00adtions"),
    ("opera\u00adtions", "some operations", "operations"),
    ("operations", "some \ufeffopera\u200btions.", "opera\u200btions"),
    ("cafe emigre", "the Café Émigré is", "Café Émigré"),
    ("Café Émigré", "the cafe emigre is", "cafe emigre"),
    ("cafe", "the cafe\u0301.", "cafe\u0301"),
    ("Azm-e Estehkam", "Operation Azm\u2010e Esteḥkām was", "Azm\u2010e Esteḥkām"),
    ("sa'b", "the word ṣaʿb here", "ṣaʿb"),
    ("strasse", "Die STRAẞE und", "STRAẞE"),
    ("five killed", "ﬁve killed", "ﬁve killed"),
    ("ISIK", "\u0131şık", "\u0131şık"),
    ("total of 59,775 operations", "a total of 59,775 operations.", "total of 59,775 operations"),
    ("کراچی میں", "شہر كراچي میں ہے", "كراچي میں"),
    ("پاکستان", "پاکـسْتان زندہ", "پاکـسْتان"),
    ("میرود", "او می\u200cرود.", "می\u200cرود"),
    ("12 حملے", "کل ۱۲ حملے ہوئے", "۱۲ حملے"),
    ("ہلاک ١٢", "ہلاک ۱۲ افراد", "ہلاک ۱۲"),
    ("五名中国公民", "袭击造成五名中国公民死亡", "五名中国公民"),
    ("‘N KRUGER", "in ŉ Kruger", "ŉ Kruger"),
    ("killed 10", "killed 10², it says", "killed 10"),
    ("2024", "在2024年", "2024"),
    ("Besham", "near Besham.5 men", "Besham"),
    ("5 men", "near Besham.5 men", "5 men"),
    ("in 2024", "in 2024, it says", "in 2024"),
    ("rose by 12.5", "rose by 12.5. Then", "rose by 12.5"),
    ("300 killed", "1,300 killed; 300 killed", "300 killed"),
]
"""A quote, a text, and the passage of that text which is found: the same but for what typesetting changes."""

NEARLY = [
    (
        "lost 383 brave soldiers and officers",
        "it lost 383 brave troops and officers then",
        "lost 383 brave troops and officers",
        85,
        90,
    ),
    ("383 soldiers", "lost 382 soldiers", "382 soldiers", 91, 92),
    ("2,801 operations", "in 12,801 operations", "12,801 operations", 96, 97),
    ("801 operations", "in 2,801 operations", "2,801 operations", 93, 94),
    ("killed in 59 operations", "killed in 59,775 operations.", "killed in 59,775 operations", 92, 93),
    ("5 per cent", "rose 3.5 per cent", "3.5 per cent", 90, 91),
    ("two attacks in June", "the two attack in June.", "two attack in June", 97, 98),
    ("5 years", "some 5½ years", "5½ years", 93, 94),
    ("51 years", "some 5½ years", "5½ years", 87, 88),
    (
        "five men were killed in the attack",
        "Five men were then killed in the attack.",
        "Five men were then killed in the attack",
        92,
        94,
    ),
    ("دہشت گردوں نے حملہ کیا تھا", "کہ دہشتگردوں نے حملہ کیا تھا۔", "دہشتگردوں نے حملہ کیا تھا", 98, 99),
]
"""A quote, a text, the passage that is like it, and the two scores that the likeness lies between."""

ORPHANS = [
    ("six dead", "nobody was hurt"),
    ("killed six", "killed sixteen"),
    ("5", "5½"),
    ("101", "10¹"),
    ("102", "10²"),
    ("6 dead", "5 dead"),
    ("five killed", "four killed"),
    ("", "some text"),
    ("  \u200b ", "some text"),
    ("words", ""),
    ("words", " \n "),
    ("a long quote that holds the whole text", "the text"),
    ("中国", "日本"),
    ("क", "काम"),
]
"""A quote and a text that does not hold it."""

QUOTATION_MARKS = "'\"\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a`\u00b4\u02bc\u2032"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

DISGUISES: dict[str, Callable[[str], str]] = {
    "none": lambda words: words,
    "upper case": str.upper,
    "lower case": str.lower,
    "other case": str.swapcase,
    "double spaces": lambda words: words.replace(" ", "  "),
    "line breaks": lambda words: words.replace(" ", "\r\n"),
    "other quotation marks": lambda words: words.translate({ord(mark): "\u201d" for mark in QUOTATION_MARKS}),
    "other dashes": lambda words: words.translate({ord(dash): "\u2014" for dash in DASHES}),
    "composed": lambda words: unicodedata.normalize("NFC", words),
    "decomposed": lambda words: unicodedata.normalize("NFD", words),
    "soft hyphens": "\u00ad".join,
    "no joiners": lambda words: words.replace("\u200c", ""),
}
"""What may happen to words between a source and who quotes it."""

letters = st.characters(categories=("L", "M", "N", "P", "S"), exclude_characters="\u0345")
"""All that is printed, but an iota that becomes a letter only where it stands under one."""
words = st.one_of(
    st.text(letters, min_size=1, max_size=8),
    st.text("abcéİıßÆøşQqK", min_size=1, max_size=8),
    st.text("اآبپتكکيیىهہۀةـ\u064b\u200cئؤأ", min_size=1, max_size=8),
    st.text("0123456789۱۲٣.,", min_size=1, max_size=8),
    st.text(QUOTATION_MARKS + DASHES + "ab", min_size=1, max_size=8),
)
texts = st.lists(words, min_size=1, max_size=20).map(" ".join)


@pytest.mark.parametrize(("quote", "text", "passage"), EXACT)
def test_what_typesetting_changes_does_not_hide_a_quote(quote: str, text: str, passage: str) -> None:
    """A quote is found exactly, its offsets into the text as given, whatever was folded away on the way."""
    found = find(quote, text)
    assert found is not None
    assert (text[found.start : found.stop], found.score, found.exact) == (passage, 100.0, True)


@pytest.mark.parametrize(("quote", "text", "passage", "low", "high"), NEARLY)
def test_a_changed_word_or_number_is_found_by_likeness_and_never_passed_off_as_exact(
    quote: str, text: str, passage: str, low: float, high: float
) -> None:
    """A passage that is like the quote is found whole, from word to word, with a score below 100."""
    found = find(quote, text)
    assert found is not None
    assert text[found.start : found.stop] == passage
    assert not found.exact
    assert low <= found.score <= high


@pytest.mark.parametrize(("quote", "text"), ORPHANS)
def test_a_quote_that_nothing_is_like_is_an_orphan(quote: str, text: str) -> None:
    """Other words, part of another word or number, nothing at all: there is no place to point to."""
    assert find(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The storm killed 1", "The storm killed 1·5 million people"),
        ("5 million people", "The storm killed 1·5 million people"),
        ("500 people", "12٬500 people were hurt"),
        ("counted 5", "he counted 5\u202f000 dead"),
        ("000 dead", "he counted 5\u2009000 dead"),
        ("250 people missing", "and 1\u00a0250 people missing"),
        ("killed 3", "those killed³ later"),
        ("killed 1", "soldiers killed ¹ by a mine"),
        ("Police counted 5", "Police counted 5-million"),
        ("Losses of 3", "Losses of 3 millions in May"),
        ("counted 5", "counted 5 dozens"),
        ("死者は5", "死者は5万人"),
        ("5 percent in May", "it rose .5 percent in May"),
        ("killed sixty", "it killed sixty-\nfive men"),
        ("five men", "it killed sixty-\nfive men"),
        ("lethal wounds", "with non-\nlethal wounds"),
        ("fewer than six", "no-\n fewer than six"),
        ("< 5", "a value ≮ 5"),
        ("= b", "where a ≠ b"),
    ],
)
def test_part_of_a_number_or_of_a_sign_is_not_found(quote: str, text: str) -> None:
    """Decimals and thousands by whatever mark, a scale behind the number, the sign of a note, a stroke through a sign."""
    assert not Folded(text).holds(quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("killed 1·5 million", "The storm killed 1·5 million people"),
        ("counted 5000 dead", "he counted 5\u202f000 dead"),
        ("in 2024 it", "In 2024¹ it rained"),
        ("H2O and x2", "H₂O and x²"),
        ("5 people died", "No. 5 people died"),
        ("killed 5 thousand", "killed 5 thousand people"),
        ("≮ 5", "a value ≮ 5"),
        ("sixty-five men", "it killed sixty-\nfive men"),
        ("five men", "a group of- five men"),
        ("based group", "a Kabul-\nbased group"),
    ],
)
def test_the_whole_number_is_found(quote: str, text: str) -> None:
    """The same texts say what they say."""
    assert Folded(text).holds(quote)


def test_the_first_of_several_places_is_found() -> None:
    """Where a text says it twice, the first place is shown."""
    assert find("nine men", "Nine men. nine men") == Match(0, 8, 100.0, True)


def test_the_likest_of_several_places_is_found() -> None:
    """Where several passages are like a quote, the likest is shown, not the first."""
    text = "eight old policemen were shot. nine policemen were shot, they say."
    found = find("nine policemen were shut", text)
    assert found is not None
    assert text[found.start : found.stop] == "nine policemen were shot"


@pytest.mark.thorough
def test_a_wrong_character_in_a_very_long_quote_still_shows_in_the_score() -> None:
    """However long the quote, only what is the same has 100."""
    text = "word " * 2000
    found = find(text.strip()[:-1] + "t", text)
    assert found is not None
    assert not found.exact
    assert found.score == 99.9


def test_the_cutoff_decides_what_is_too_unlike() -> None:
    """A passage is found at a cutoff of its own score and not above it; at 0 the likest is found, however unlike."""
    quote, text = "383 soldiers", "lost 382 soldiers"
    found = find(quote, text)
    assert found is not None
    assert find(quote, text, cutoff=found.score) == found
    assert find(quote, text, cutoff=found.score + 0.01) is None
    assert find(quote, "382 xyz", cutoff=0) is not None
    assert found.score > CUTOFF


def test_many_quotes_are_found_in_a_text_folded_once() -> None:
    """A folded text gives what ``find`` gives for each quote of the tables."""
    table = [row[:2] for row in EXACT] + [row[:2] for row in NEARLY] + ORPHANS
    for quote, text in table:
        folded = Folded(text)
        assert folded.text == text
        assert [folded.find(quote), folded.find(quote)] == [find(quote, text)] * 2


@given(texts, st.data(), st.sampled_from(list(DISGUISES)), st.sampled_from(list(DISGUISES)))
def test_any_run_of_whole_words_is_found_exactly(text: str, data: st.DataObject, quoted: str, printed: str) -> None:
    """Whatever case, spaces, quotation marks, dashes or code points either side uses, the same words are found."""
    spoken = text.split(" ")
    start = data.draw(st.integers(0, len(spoken) - 1))
    stop = data.draw(st.integers(start + 1, len(spoken)))
    quote = DISGUISES[quoted](" ".join(spoken[start:stop]))
    folded = Folded(DISGUISES[printed](text))
    wanted = Folded(quote).folded.strip()
    found = folded.find(quote)
    if not wanted:
        assert found is None
        return
    assert found is not None
    assert found.exact
    assert found.score == 100
    assert Folded(folded.text[found.start : found.stop]).folded.strip() == wanted


@given(st.text(max_size=60), st.text(max_size=60), st.floats(0, 100))
def test_whatever_is_found_lies_within_the_text_and_above_the_cutoff(quote: str, text: str, cutoff: float) -> None:
    """Offsets are a piece of the text, not empty; 100 is the mark of an exact find and of nothing else."""
    found = find(quote, text, cutoff=cutoff)
    if found is not None:
        assert 0 <= found.start < found.stop <= len(text)
        assert found.exact == (found.score == 100)
        assert found.exact or found.score >= min(cutoff, 99.9)


@given(st.text())
def test_folding_keeps_the_order_of_characters(text: str) -> None:
    """Each folded character comes from a place in the text, none before that of the one it follows."""
    folded = Folded(text)
    places = [folded.origin(at, at + 1) for at in range(len(folded.folded))]
    assert all(0 <= start < stop <= len(text) for start, stop in places)
    assert all(here[0] <= after[0] and here[1] <= after[1] for here, after in pairwise(places))


@given(st.text())
def test_what_is_folded_has_nothing_left_to_fold(text: str) -> None:
    """Folding a folded text changes nothing, and leaves no two spaces in a row."""
    folded = Folded(text).folded
    assert Folded(folded).folded == folded
    assert "  " not in folded
