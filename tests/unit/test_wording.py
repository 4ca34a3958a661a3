"""Whether a passage carries a quote: only where its numbers, bounds, negations and words stand, however it is set."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cttui.copies.quotes import Folded, find

SAME = [
    # line ends, and hyphens of line ends
    ("about 4,000 protesters on the quay", "about 4,000 protes-\nters on the quay"),
    ("sixteen arrests", "and six-\nteen arrests"),
    ("six-teen arrests", "and six-\nteen arrests"),
    ("north-western town", "the north-\nwestern town"),
    ("north western town", "the north-\nwestern town"),
    ("northwestern protesters", "the north-\nwestern protes-\r\n ters"),
    ("12,500 jobs", "lost 12,-\n500 jobs"),
    ("5-9 people", "some 5-\n9 people"),
    ("hundred and fifty people", "Two hundred and\nfifty people"),
    ("Two hundred and fifty people", "Two hundred and\nfifty people"),
    ("soldiers were killed", "sol\u00ad\ndiers were killed"),
    ("soldiers were killed", "sol\u00ad \n diers were killed"),
    ("forty seven on Sunday", "rose to forty\n\nseven on Sunday"),
    ("forty-seven", "rose to forty\n\nseven on Sunday"),
    ("pre- and post-war", "in pre- and post-war years"),
    ("中国公民", "五名中国\n公民死亡"),
    # spaces
    ("five men", "five \u2003\u00a0 men"),
    ("10%", "by 10 %."),
    ("10 %", "by 10%."),
    ("4 000 marchers", "4\u00a0000 marchers"),
    ("4000 marchers", "4\u202f000 marchers"),
    ("4,500 others", "4\u202f500 others"),
    ("toll was 1250", "toll was 1,250"),
    ("toll was 1,250", "toll was 1250"),
    ("1,25,000 people", "125000 people"),
    ("1200000 votes", "1\u2009200\u2009000 votes"),
    ("Rs. 500", "paid Rs.500 each"),
    ("Rs 500", "paid Rs500 each"),
    ("5kg", "a bomb of 5 kg went off"),
    ("said: five", "he said : five died"),
    ("(five men)", "there ( five men ) were"),
    # quotation marks and dashes
    ("'most wanted' men", "the \u201cmost wanted\u201d men"),
    ("most wanted men", "the \u201cmost wanted\u201d men"),
    ("very bad\u2026 said he", "It was very bad\u2026\u201d said he"),
    ("very bad... said he", "It was very bad\u2026 said he"),
    ("they can't", "they can\u2019t go"),
    ("2-4 dead", "some 2\u20134 dead"),
    ("2 - 4 dead", "some 2\u20134 dead"),
    ("2\u20134 dead", "some 2 \u2013 4 dead"),
    ("the raid -- police say", "the raid\u2014police say"),
    ("well known", "a well-known man"),
    ("12-year-old", "a 12 year old boy"),
    ("-5 degrees", "at \u22125 degrees"),
    # case, ligatures, characters of no width, forms of letters
    ("FIFTY-FIVE OFFICERS", "\ufb01fty-\ufb01ve o\ufb03cers"),
    ("fishermen drowned", "fisher\u00admen drown\u00aded"),
    ("harbour master", "har\u200bbour mas\u2060ter"),
    ("12 dead", "\u06f1\u06f2 dead"),
    ("5\u00bd hours", "5 1/2 hours"),
    ("5 1/2 hours", "5\u00bd hours"),
    ("H2O", "of H\u2082O"),
    ("5 km2", "over 5 km\u00b2"),
    # the sign of a footnote at a number
    ("toll was 41 on Sunday", "The toll was 41\u00b2 on Sunday"),
    ("killed 10", "killed 10\u00b9\u00b3, it says"),
    ("He said. She left", "He said.\u00b3 She left"),
    ("41 men on Sunday", "41 men\u00b2 on Sunday"),
    ("41% on", "41%\u00b2 on"),
    ("41, on", "41,\u00b2 on"),
    ("(41) on", "(41)\u00b2 on"),
    ("41 men on", "41[2] men[13] on"),
    ("12 dead in", "12* dead\u2020 in"),
    ("12* dead", "12* dead in"),
    ("41[2] men", "41[2] men"),
    # what may be left outside
    ("Pakistan", "in Pakistan's north"),
    ("fifty", "At least fifty houses"),
    ("27", "said 27 militants"),
    ("7", "up from 7."),
    ("troops were killed", "denied that any troops were killed"),
    ("5 men", "\u2013 5 men were killed"),
    ("killed 14", "killed 14\u2014all of them soldiers"),
    ("killed five", "killed five\u2014all of them soldiers"),
    ("killed twenty", "killed twenty \u2014 one of them a child"),
    ("killed twenty - one of them", "killed twenty \u2014 one of them a child"),
    ("twenty-one", "some twenty \u2010one"),
    ("no one died", "that no-one died"),
    ("5 - 10", "some 5-\n10 are missing"),
    ("7\u00bd acres", "some 7 1/2 acres"),
    ("二十人", "死亡二十人。"),
    ("14-year-old", "killed a 14-year-old"),
    ("50%", "killed 50% of the herd"),
    ("two-thirds of them", "two-\nthirds of them"),
    ("one third", "no. one third man"),
    ("two and a half tons", "seized two and a half tons"),
    ("half a million fled", "half a million fled"),
    ("women were killed", "not men but women were killed"),
    ("5 and 7 men", "killed 5 and 7 men"),
    ("five to ten", "some five-to-ten men"),
    ("5 boys", "killed 5 boys < 60 girls"),
]
"""A quote and a text that carries it, set differently."""

OTHER = [
    # numbers
    ("killed six soldiers", "killed sixteen soldiers"),
    ("killed sixty soldiers", "killed sixteen soldiers"),
    ("killed 60 soldiers", "killed 16 soldiers"),
    ("killed 6 soldiers", "killed six soldiers"),
    ("said 72 militants", "said 27 militants"),
    ("wounded 4,000 people", "wounded 14,000 people"),
    ("wounded 14,800 people", "wounded 14,000 people"),
    ("toll was 1,520", "toll was 1,250"),
    ("toll was 1,250", "toll was 1.250"),
    ("toll was 125", "toll was 1,250"),
    ("12,5 percent", "12.5 percent"),
    ("125 percent", "12.5 percent"),
    ("for May was 12", "for May was 12.5 percent"),
    ("59 people", "5-\n9 people"),
    ("59 people", "5\u20139 people"),
    ("5 9 people", "5\u20139 people"),
    ("9 people", "5\u20139 people"),
    ("some 5", "some 5\u20139 people"),
    ("5 degrees", "at \u22125 degrees"),
    ("at 5 degrees", "at \u22125 degrees"),
    ("rose .5", "rose. 5 men"),
    ("4500 men", "on 4 500 men"),
    ("12,500 men", "on May 12, 500 men"),
    ("12500 men", "on May 12 500 men"),
    ("four lakh people", "four crore people"),
    ("4 lakh", "4 million"),
    ("killed 5", "killed 5 million cattle"),
    ("killed five", "killed five thousand cattle"),
    ("the third attack", "the thirteenth attack"),
    ("the 3rd attack", "the 13th attack"),
    ("first in ten years", "first in two years"),
    ("twenty people died", "one hundred and twenty people died"),
    ("and twenty people", "one hundred and twenty people died"),
    ("one hundred", "one hundred and twenty people died"),
    ("three hundred were missing", "two thousand three hundred were missing"),
    ("two thousand", "two thousand three hundred were missing"),
    ("five killed", "two hundred five killed"),
    ("a million fled", "half a million fled"),
    ("seized two", "seized two and a half tons"),
    ("a half tons", "seized two and a half tons"),
    ("took 5", "took 5 and a half hours"),
    ("dozen", "two dozen"),
    ("million people", "1.5 million people"),
    ("ten dead", "five\u2013ten dead"),
    ("10 men", "5-to-10 men"),
    ("some 5", "some 5-to-10 men"),
    ("5", "5\uff5e7"),
    ("5", "5\u202610"),
    ("10", "5\u202610"),
    ("was 8", "was 8 pc of them"),
    ("killed a 12", "killed a 12-\nyear-old"),
    ("60 boys", "had < 60 boys"),
    ("50 men", "had >\u00a050 men"),
    ("80", "some ~ 80"),
    ("5", "\u2a7d5"),
    ("killed 20", "killed 20 + men"),
    ("250 \u0627\u0641\u0631\u0627\u062f", "\u06f1\u060c\u06f2\u06f5\u06f0 \u0627\u0641\u0631\u0627\u062f"),
    ("five officers", "fifty-five officers"),
    ("five officers", "fifty five officers"),
    ("fifty", "fifty-five officers"),
    ("half the men", "all the men"),
    ("5 percent", "5 percentage points"),
    ("10%", "10\u2030"),
    ("$5 million", "\u20ac5 million"),
    ("5 years", "5\u00bd years"),
    ("51/2 years", "5\u00bd years"),
    ("2 of 3 men", "12/3 men"),
    ("at 2 of", "at 1/2 of"),
    ("102", "10\u00b2"),
    ("men2 on", "41 men\u00b2 on"),
    ("41 men", "4[2]1 men"),
    ("412 men", "41[2] men"),
    ("toll was 412", "toll was 41\u00b2"),
    ("killed dozens", "killed dozen"),
    ("a hundred men", "hundreds of men"),
    ("killed twenty-one of them", "killed twenty - one of them a child"),
    ("killed twenty one of them", "killed twenty \u2014 one of them a child"),
    ("sixty-nine", "killed sixty -- nine of them children"),
    ("sixty - nine", "killed sixty-nine"),
    ("10 are missing", "said 5-\n10 are missing"),
    ("10 are missing", "said 5 - 10 are missing"),
    ("said 5", "said 5 \u2013 10 are missing"),
    ("\u00bd years", "took 3 \u00bd years"),
    ("took 3", "took 3 \u00bd years"),
    ("1/2 acres", "some 7 1/2 acres"),
    ("killed two", "killed two-\nthirds of them"),
    ("thirds of them", "killed two thirds of them"),
    ("killed one", "killed one third of them"),
    ("killed a 14", "killed a 14-year-old"),
    ("a fourteen", "a fourteen-year-old"),
    ("killed 50", "killed 50% of the herd"),
    ("killed 50", "killed 50 per cent of the herd"),
    ("killed 40", "killed 40+ men"),
    ("5 men", "killed >5 men"),
    ("死亡二", "死亡二十人。"),
    ("十人", "死亡二十人。"),
    ("五十人", "死亡三百五十人。"),
    # bounds
    ("At most fifty houses", "At least fifty houses"),
    ("At least fifteen houses", "At least fifty houses"),
    ("more than 20 men", "nearly 20 men"),
    ("over 20 men", "up to 20 men"),
    ("about 20 men were hurt", "20 men were hurt"),
    ("killed 20 men", "killed about 20 men"),
    ("fewer than 20", "no fewer than 20"),
    (">5 men", "<5 men"),
    ("~50 men", "50 men"),
    # negations
    ("no troops were killed", "that any troops were killed"),
    ("The minister confirmed that any", "The minister denied that any"),
    ("militants were not killed", "militants were killed"),
    ("militants were killed", "militants were not killed"),
    ("never said so", "ever said so"),
    ("with losses", "without losses"),
    ("either man", "neither man"),
    ("they were killed", "they weren't killed"),
    ("they can", "they can't go"),
    ("they cant go", "they can't go"),
    ("combatants were killed", "non-combatants were killed"),
    ("No, troops were killed", "No troops were killed"),
    ("known men", "unknown men"),
    ("one died in the blast", "No one died in the blast."),
    ("one died in the blast", "No-one died in the blast."),
    ("one man", "not one man"),
    ("civilians were killed", "No civilians were killed"),
    ("a single soldier died", "Not a single soldier died"),
    ("all were killed", "Not all were killed"),
    ("more than 5", "never more than 5"),
    ("more than 5", "wasn\u2019t more than 5"),
    ("losses", "without losses"),
    # words and names
    ("nowhere", "now here"),
    ("were five", "we're five"),
    ("police killed men", "police killed armed men"),
    ("police killed armed men", "police killed men"),
    ("in South Waziristan", "in North Waziristan"),
    ("by the BLA", "by the BLF"),
    ("killed or wounded", "killed and wounded"),
    ("men killed women", "women killed men"),
    ("injured five", "killed five"),
    ("preand post", "pre- and post"),
    ("cooperate", "co operate"),
    # other scripts: signs of vowels and of voicing are letters
    ("कुल", "कल"),
    ("がん", "かん"),
    ("十二人", "二十人"),
    ("五名公民", "五十名公民"),
]
"""A quote and a text that says something else, however like it."""


@pytest.mark.parametrize(("quote", "text"), SAME)
def test_what_is_only_set_differently_is_found(quote: str, text: str) -> None:
    """Line ends, spaces, quotation marks, dashes, case and characters of no width decide nothing."""
    found = find(quote, text)
    assert found is not None
    assert found.exact
    assert found.score == 100


@pytest.mark.parametrize(("quote", "text"), OTHER)
def test_what_says_something_else_is_never_found(quote: str, text: str) -> None:
    """Another number, bound, negation or word, or a part of one: at best it is similar, and never 100."""
    found = find(quote, text)
    assert found is None or (not found.exact and found.score < 100)


def test_a_passage_that_says_the_same_is_found_behind_one_that_is_only_like_it() -> None:
    """The likest passage is looked for only where none says the same."""
    text = "killed sixteen soldiers, they said. Later: killed six\u00ad sol-\ndiers."
    found = find("killed six soldiers", text)
    assert found is not None
    assert found.exact
    assert text[found.start : found.stop] == "killed six\u00ad sol-\ndiers"


# -- mangling ----------------------------------------------------------------------------------------------------------

SENTENCE = (
    "police said that at least sixteen soldiers and 14,000 people were not hurt on 12 May while 5\u20139 others never returned"
    " nearly 1,250 houses fell in Kurram said the minister's office no more than 3.5 percent of them without notice"
)
WORDS = SENTENCE.split()


sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=14)


@st.composite
def mangled(draw: st.DrawFn, words: list[str]) -> str:
    """A sentence set as a typesetter or a browser might set it: it says the same."""
    pieces: list[str] = []
    for word in words:
        shown = draw(st.sampled_from([word, word, word.upper(), word.capitalize()]))
        if word.isalpha() and len(word) > 5:
            at = draw(st.integers(2, len(word) - 2))
            sign = draw(st.sampled_from(["", "", "\u00ad", "\u200b", "-\n", "-\r\n  ", "\u2010\n"]))
            shown = shown[:at] + sign + shown[at:]
        shown = shown.replace("'", draw(st.sampled_from(["'", "\u2019", "\u02bc"])))
        shown = shown.replace("\u2013", draw(st.sampled_from(["-", "\u2013", "\u2212", " \u2013 "])))
        shown = shown.replace("fi", draw(st.sampled_from(["fi", "\ufb01"])))
        if draw(st.integers(0, 9)) == 0:
            shown = f"\u201c{shown}\u201d"
        pieces.append(shown + draw(st.sampled_from([" ", "  ", "\n", "\u00a0", "\t", " \r\n", "\u2003"])))
    return "".join(pieces)


@given(st.data(), sentences)
def test_a_sentence_is_found_however_it_is_set(data: st.DataObject, words: list[str]) -> None:
    """Soft and line-end hyphens, ligatures, cases, quotation marks, dashes and spaces of every kind hide no quote."""
    assume(not any(one.isdigit() and two[0].isdigit() for one, two in pairwise(words)))
    page = "It was told: " + data.draw(mangled(words)) + "; so they say."
    found = find(" ".join(words), page)
    assert found is not None
    assert found.exact


NUMBERS = [
    "six",
    "sixteen",
    "sixty",
    "6",
    "16",
    "60",
    "1,600",
    "1.6",
    "27",
    "72",
    "half",
    "dozen",
    "5\u20139",
    "6\u20139",
    "no",
    "an",
]
BOUNDS = [
    "",
    "at least ",
    "at most ",
    "nearly ",
    "more than ",
    "fewer than ",
    "up to ",
    "over ",
    "about ",
    "not ",
    "no more than ",
]
VERBS = ["were killed", "were not killed", "weren't killed", "were never killed", "were wounded", "denied being killed"]


@given(*[st.tuples(st.sampled_from(BOUNDS), st.sampled_from(NUMBERS), st.sampled_from(VERBS))] * 2, st.data())
def test_another_figure_bound_or_verb_is_never_found(
    said: tuple[str, str, str], printed: tuple[str, str, str], data: st.DataObject
) -> None:
    """A sentence is found on a page that says it, and on no page that says it with another number, bound or negation."""
    quote = "Officials in Kurram said {}{} soldiers {} on Sunday".format(*said)
    page = "Officials in Kurram said {}{} soldiers {} on Sunday".format(*printed)
    found = find(quote, data.draw(mangled(page.split())))
    assert (found is not None and found.exact) == (said == printed)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["{}", "{:,}"]), st.sampled_from(["{}", "{:,}"]))
def test_a_number_is_found_only_as_itself(said: int, printed: int, one: str, other: str) -> None:
    """However thousands are set, a number is found where it is printed, and in no other: longer, a part, the digits turned."""
    quote, text = one.format(said), f"a toll of {other.format(printed)} in all"
    found = find(quote, text)
    assert (found is not None and found.exact) == (said == printed)


@pytest.mark.parametrize("letters", ["a", "7 ", "- ", "a-\n", "'", "7,", "\u00b2", "a\u0301"])
@pytest.mark.parametrize("quote", ["a" * 119 + "b", "7 " * 59 + "8", "7, " * 40, "- " * 60, "7-" * 59 + "7", "a\u0301" * 60])
def test_looking_is_bounded_in_a_text_that_is_made_to_hold_it_up(letters: str, quote: str) -> None:
    """Where every place in a text begins like the quote, the answer still comes, and is no false one."""
    text = letters * 4_000
    found = Folded(text).find(quote)
    if found is not None and found.exact:
        said = [char for char in quote if char.isalnum()]
        assert [char for char in text[found.start : found.stop] if char.isalnum()] == said
