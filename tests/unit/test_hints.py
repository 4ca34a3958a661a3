"""What looks like a clause and is none: pointed out where it stands, with the clause that says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.model.records import Claim, Event, Meta, Timeline
from cttui.query import language
from cttui.query.fields import Vocabulary, vocabulary_of
from cttui.query.language import Phrase, Query
from strategies import ACTORS, PROVINCES

CLAIM = Claim(measure="killed", who="all", value=1, by="police", source="s0")
EVENT = Event(id="e0", date="2024", kind="attack", title="Attack", provinces=(), claims=(CLAIM,))
VOCABULARY = vocabulary_of(
    Timeline(meta=Meta(id="small", title="Small", period="2024"), provinces=PROVINCES, actors=ACTORS, events=(EVENT,)), {}
)

HINTS = {
    # what is typed: (what is marked, what is offered in its place; empty where nothing says the same)
    "killed>=3": ("killed>=3", "killed:>=3"),
    "killed≥3": ("killed≥3", "killed:>=3"),
    "killed >= 3": ("killed >= 3", "killed:>=3"),
    "x killed=3 y": ("killed=3", "killed:3"),
    "-killed>3": ("-killed>3", "-killed:>3"),
    "kiled>3": ("kiled>3", "killed:>3"),
    "killed!=3": ("killed!=3", "-killed:3"),
    "killed>3<5": ("killed>3<5", ""),
    "killed>": ("killed>", ""),
    "kind=attack": ("kind=attack", "kind:attack"),
    "kind==attack": ("kind==attack", "kind:attack"),
    "KIND = attack": ("KIND = attack", "kind:attack"),
    "kind=atack": ("kind=atack", "kind:attack"),
    "kind!=attack": ("kind!=attack", "-kind:attack"),
    "-kind<>attack": ("-kind<>attack", "kind:attack"),
    'province="Khyber Pakhtunkhwa"': ('province="Khyber Pakhtunkhwa"', 'province:"Khyber Pakhtunkhwa"'),
    "date>2024": ("date>2024", "date:>2024"),
    "date = 2024": ("date = 2024", "date:2024"),
    "kind :attack": ("kind :attack", "kind:attack"),
    "kind : attack": ("kind : attack", "kind:attack"),
    "foo=bar": ("foo=bar", ""),
    "NOT typo": ("NOT typo", "-typo"),
    'x NOT "a b" y': ('NOT "a b"', '-"a b"'),
    "NOT -typo": ("NOT -typo", "typo"),
    "NOT": ("NOT", ""),
    "NOT NOT x": ("NOT NOT", ""),
    "typo AND most": ("typo AND most", "typo most"),
    "typo && most": ("typo && most", "typo most"),
    "AND most": ("AND most", "most"),
    "typo OR most": ("OR", ""),
    "typo || most": ("||", ""),
    "a|b": ("a|b", ""),
    "kind:attack OR kind:strike": ("kind:attack OR kind:strike", "kind:attack,strike"),
    "kind:attack OR strike x": ("kind:attack OR strike", "kind:attack,strike"),
    "kind:attack OR province:KP": ("OR", ""),
    "(kind:attack)": ("(kind:attack)", "kind:attack"),
    "-(kind:attack)": ("-(kind:attack)", "-kind:attack"),
    "[kind:attack]": ("[kind:attack]", "kind:attack"),
    "NOT(kind:attack)": ("NOT(kind:attack)", "-kind:attack"),
    "~kind:attack x": ("~kind:attack", "-kind:attack"),
    "¬kind:attack": ("¬kind:attack", "-kind:attack"),
    "--kind:attack": ("--kind:attack", "-kind:attack"),
    "--five": ("--five", "-five"),
    "x ---five": ("---five", "-five"),
    '--"five six"': ('--"five six"', '-"five six"'),
    "-–five": ("-–five", "-five"),
    "!!five": ("!!five", "-five"),
    "¬five": ("¬five", "-five"),
    "++five": ("++five", "five"),
    # joined in small letters, where a clause or phrase is beside the word
    "killed:5 or killed:7": ("killed:5 or killed:7", "killed:5,7"),
    "killed:>=5 or killed:<=1": ("killed:>=5 or killed:<=1", "killed:5..,..1"),
    "kind:attack or strike": ("kind:attack or strike", "kind:attack,strike"),
    "date:2023 or date:2024": ("date:2023 or date:2024", "date:{2023,2024}"),
    "killed:5 and kind:attack": ("killed:5 and kind:attack", "killed:5 kind:attack"),
    "kind:attack Not killed:5": ("Not killed:5", "-killed:5"),
    "kind:attack and not killed:5": ("kind:attack and not killed:5", "kind:attack -killed:5"),
    "kind:attack AND NOT x": ("kind:attack AND NOT x", "kind:attack -x"),
    "kind:attack not typo": ("not typo", "-typo"),
    "not kind:attack": ("not kind:attack", "-kind:attack"),
    "killed:>=5 and <9": ("killed:>=5 and <9", "killed:>=5 killed:<9"),
    '"five" or "seven"': ("or", ""),
    'x and "seven"': ('x and "seven"', 'x "seven"'),
    '"five"|"seven"': ('|"seven"', ""),
    "five |seven": ("|seven", ""),
    "five&seven": ("five&seven", "five seven"),
    'five&&"a & b"': ('five&&"a & b"', 'five "a & b"'),
    "five,seven": ("five,seven", "five seven"),
    "five;seven,eight": ("five;seven,eight", "five seven eight"),
    '"five","seven"': ('"five","seven"', '"five" "seven"'),
    '"five"&seven': ('"five"&seven', '"five" seven'),
    "five+seven": ("five+seven", "five seven"),
    "-five,seven": ("-five,seven", ""),
    # another sign than a colon, or none before a comparison
    "killed.>=5": ("killed.>=5", "killed:>=5"),
    "killed.:5": ("killed.:5", "killed:5"),
    "-killed.5": ("-killed.5", "-killed:5"),
    "kind;attack": ("kind;attack", "kind:attack"),
    "killed:>=5 <9": ("<9", "killed:<9"),
    ">=5": (">=5", ""),
    # figures as people write them
    "killed:1 000": ("killed:1 000", "killed:1,000"),
    "killed:>1 000 x": ("killed:>1 000", "killed:>1,000"),
    "killed:1\u202f000 000..2\u202f000 000": ("killed:1\u202f000 000..2\u202f000 000", "killed:1,000,000..2,000,000"),
    "killed:>= 1'000": ("killed:>= 1'000", "killed:>=1,000"),
    "killed>1 000": ("killed>1 000", "killed:>1,000"),
    "killed=5-7": ("killed=5-7", "killed:5..7"),
    "killed>=5<=7": ("killed>=5<=7", "killed:5..7"),
    "killed:=5": ("killed:=5", "killed:5"),
    "killed::5": ("killed::5", "killed:5"),
    "killed:!=5": ("killed:!=5", "-killed:5"),
    "-killed:≠5": ("-killed:≠5", "killed:5"),
    "killed:≥5": ("killed:≥5", "killed:>=5"),
    "killed:≤ 5": ("killed:≤ 5", "killed:<=5"),
    "killed:=>5": ("killed:=>5", "killed:>=5"),
    "killed:5-7": ("killed:5-7", "killed:5..7"),
    "killed:5–7": ("killed:5–7", "killed:5..7"),
    "killed:5 - 7 x": ("killed:5 - 7", "killed:5..7"),
    "killed:5…7": ("killed:5…7", "killed:5..7"),
    "killed:5 to 7 x": ("killed:5 to 7", "killed:5..7"),
    "killed:between 5 and 7": ("killed:between 5 and 7", "killed:5..7"),
    "killed:5+": ("killed:5+", "killed:>=5"),
    "killed:5 or more": ("killed:5 or more", "killed:>=5"),
    "killed:at least 5": ("killed:at least 5", "killed:>=5"),
    "killed:fewer than 5": ("killed:fewer than 5", "killed:<5"),
    "killed:5|7": ("killed:5|7", "killed:5,7"),
    "killed:5|100": ("killed:5|100", "killed:5.0,100.0"),
    "killed:5|killed:7": ("killed:5|killed:7", "killed:5,7"),
    "killed:5, 7": ("killed:5, 7", "killed:5,7"),
    'killed:"5"': ('killed:"5"', "killed:5"),
    "killed:7-5": ("7-5", ""),
    "killed:5²": ("5²", ""),
    "kind:attack|kind:strike": ("kind:attack|kind:strike", "kind:attack,strike"),
    # dates in other signs, and ranges of them
    "date:2024–05": ("date:2024–05", "date:2024-05"),
    "date:2024‑05": ("date:2024‑05", "date:2024-05"),
    "-date!:2024−05": ("-date!:2024−05", "-date!:2024-05"),
    "date:\uff12\uff10\uff12\uff14": ("date:\uff12\uff10\uff12\uff14", "date:2024"),
    "date:2024-05—2024-06": ("date:2024-05—2024-06", "date:2024-05..2024-06"),
    "date:2023-2024": ("date:2023-2024", "date:2023..2024"),
    "date:2023 – 2024": ("date:2023 – 2024", "date:2023..2024"),
    "date:=2024": ("date:=2024", "date:2024"),
    "date:≥2024": ("date:≥2024", "date:>=2024"),
    "date:!=2024": ("date:!=2024", "-date:2024"),
    # orders
    "order:-killed": ("order:-killed", "order:killed"),
    "x order:>killed": ("order:>killed", "order:killed"),
    "order:killed-desc": ("killed-desc", "killed"),
    # what else is counted under another name, and never a field without values
    "dead:5": ("dead", "killed"),
    "-dead>5": ("-dead>5", "-killed:>5"),
    "fatalities>=5": ("fatalities>=5", "killed:>=5"),
    "deaths:5": ("deaths", "killed"),
    "casualties:5": ("casualties", "killed"),
    "wounded:5": ("wounded", ""),
    "dyd:5": ("dyd", ""),
    # what its own text would not say
    "march order:killed 2024": ("march order:killed 2024", ""),
    "killed:..5 000": ("killed:..5 000", ""),
    "kind\uff1aattack": ("kind\uff1aattack", "kind:attack"),
    "killed\uff1a>=3": ("killed\uff1a>=3", "killed:>=3"),
    "killed\uff1e3": ("killed\uff1e3", "killed:>3"),
    "\uff08kind:attack\uff09": ("\uff08kind:attack\uff09", "kind:attack"),
    "!typo": ("!typo", "-typo"),
    '!"at most"': ('!"at most"', '-"at most"'),
    "!kind:attack": ("!kind:attack", "-kind:attack"),
    "-!x": ("-!x", ""),
    "+word": ("+word", "word"),
    "-+word": ("-+word", "-word"),
    "–typo": ("–typo", "-typo"),
    "−kind:attack": ("−kind:attack", "-kind:attack"),
    "(a b)": ("(a b)", "a b"),
    "(a OR b)": ("(a OR b)", ""),
    "-(a b)": ("-(a b)", ""),
    "(a b": ("(a", ""),
    "“at most” x": ("“at most”", '"at most"'),
    "„at most“": ("„at most“", '"at most"'),
    "-'at most'": ("-'at most'", '-"at most"'),
    "“at most": ("“at", ""),
    "*ypo": ("*ypo", "ypo"),
    "t*o": ("t*o", "t"),
    "kind:attack|strike": ("kind:attack|strike", "kind:attack,strike"),
    "-kind:attack/strike": ("-kind:attack/strike", "-kind:attack,strike"),
    "kind:(attack OR strike)": ("kind:(attack OR strike)", "kind:attack,strike"),
    "kind:!attack": ("kind:!attack", "-kind:attack"),
    "kind:-attack": ("kind:-attack", "-kind:attack"),
    "kind:attack, strike": (" strike", "strike"),
    "killed:[1 TO 5]": ("killed:[1 TO 5]", "killed:1..5"),
    "killed:1 to 5": ("killed:1 to 5", "killed:1..5"),
    "date:[2024 TO 2025]": ("date:[2024 TO 2025]", "date:2024..2025"),
    "after:2024": ("after:2024", "date:>2024"),
    "-before:2024-03": ("-before:2024-03", "-date:<2024-03"),
    "type:attack": ("type:attack", "kind:attack"),
    "august 2024": ("august 2024", "date:2024-08"),
    "bomb august 2024 typo": ("august 2024", "date:2024-08"),
    "-august 2024": ("-august 2024", "-date:2024-08"),
    "since June": ("since June", "date:>=2024-06"),
    "last week of May": ("last week of May", "date:2024-05-25..2024-05-31"),
    "date:august 2024": ("date:august 2024", "date:2024-08"),
    "date:since 2024 x": ("date:since 2024", "date:>=2024"),
}

WORDS = [
    "typ*",
    "C++",
    "(KP)",
    "x-y",
    "rock'n'roll",
    "not typo",
    "and or",
    "march",
    "2024",
    "a_b",
    "10:30",
    "'quoted'",
    "kind:=attack",
    "search and rescue",
    "kind:attack search and rescue",
    "not guilty",
    "killed:5 or",
    "killed:5 2024",
    "AT&T",
    "q&a",
    "Karachi, Lahore",
    "1,000",
    "9/11",
    "order:Killed",
]


def outcome(text: str) -> Query | QueryError:
    """The query that a text says, or why it says none."""
    try:
        return language.parse(text, VOCABULARY)
    except QueryError as error:
        return error


def mended(text: str, fault: QueryError) -> str:
    """A text with what is offered in the place of what is marked."""
    return text[: fault.start] + fault.suggestion + text[fault.stop :]


@pytest.mark.parametrize("typed", HINTS)
def test_what_is_no_clause_is_pointed_out_with_the_right_one(typed: str) -> None:
    """Signs of other languages and dates in words are marked where they stand, and what is offered is a query."""
    fault = outcome(typed)
    assert isinstance(fault, QueryError)
    assert (typed[fault.start : fault.stop], fault.suggestion) == HINTS[typed]
    if fault.suggestion:
        assert isinstance(outcome(mended(typed, fault)), Query)


@pytest.mark.parametrize("typed", HINTS)
def test_whoever_wants_the_text_itself_quotes_it(typed: str) -> None:
    """In quotation marks each of them is a phrase to look for."""
    asked = language.parse(language.quoted(typed), VOCABULARY)
    assert asked.clauses == (Phrase(False, typed),)


@pytest.mark.parametrize("typed", WORDS)
def test_what_a_person_may_well_look_for_is_left_alone(typed: str) -> None:
    """Words that only resemble a sign are words."""
    assert isinstance(outcome(typed), Query)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "killed:5 and kind:attack",
            "words and clauses must match anyway; to search for 'and', put it in",
        ),
        ("killed:1 000", "a number must not have a space in it; to search for 000, put it in quotation marks"),
        ("killed:5-7", "'5-7' is not a number range; did you mean killed:5..7?"),
        ("date:2024–05", "write a date with plain digits and signs, without en dash (U+2013)"),
        ("date:2024\uff0d05", "without fullwidth hyphen-minus (U+FF0D)"),
        ("date:2023-2024", "write a range of dates with two dots"),
        ("date:2024-01,2024-02", "in square brackets; did you mean date:[2024-01,2024-02]?"),
        ("-date!:2024-01-05,2024-02..2024-03,", "did you mean -date!:[2024-01-05,2024-02..2024-03]?"),
        ("date:2023,Mai", "'2023,Mai' is not an EDTF date; write dates like"),
        ("date:≥2024", "'≥2024' is not written as a date"),
        ("order:-killed", "an order has no sign and cannot be reversed: it lists the most first"),
        ("dead>5", "unknown field 'dead'"),
        ("five,seven", "a comma between words has no meaning"),
        (">=5", ">= needs a field and a colon before it, e.g. date:>=2024"),
        ("killed:..5 000", "written in full, this is killed:<=5 000; a number must not have a space in it"),
    ],
)
def test_a_fault_says_what_is_wrong(typed: str, words: str) -> None:
    """The sentence names the sign or the word that is wrong, and how to search for it if it is meant."""
    fault = outcome(typed)
    assert isinstance(fault, QueryError)
    assert words in fault.sentence()


def test_the_measure_that_a_timeline_has_is_proposed() -> None:
    """Where a timeline counts the wounded, nobody is led to another word; a name that no word resembles leads nowhere."""
    vocabulary = Vocabulary(("fatalities", "wounded"), {})
    assert [vocabulary.nearest_field(name) for name in ("dead", "injured", "wonded", "zzz")] == [
        "fatalities", "wounded", "wounded", "",
    ]  # fmt: skip


_PIECES = [
    "or", "and", "not", "1 000", "5", "&", ";", "<", "≥", "more", "dead", "order", ".",
    "killed", "kind", "date", "attack", "2024", "3", "NOT", "AND", "OR", ">=", "=", ":", "!", "+", "-", "(", ")", "|", "*",
    '"', "“", "”", "'", " ", " ", " ", "august", "of", "[", "]", "TO", ",", "–", "\\",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_every_offer_is_a_clause_and_leads_on(typed: str) -> None:
    """Whatever is typed: a fault lies within the text, and with its offer taken the text before the offer's end is read."""
    fault = outcome(typed)
    if isinstance(fault, QueryError):
        assert 0 <= fault.start < fault.stop <= len(typed) + 1
        if fault.suggestion and ":" in fault.suggestion:
            assert isinstance(outcome(fault.suggestion), Query)
    else:
        assert language.parse(fault.text, VOCABULARY) == fault


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a" * 4_001, "this query has 4,001 characters; the limit is 4,000"),
        ("a " * 201, "a query can have at most 200 clauses"),
        ("-killed:9 " * 300, "a query can have at most 200 clauses"),
        (f"province:{','.join(['pk'] * 3)}" + " province:nationwide,kpk" * 150, ""),
    ],
)
def test_a_query_that_nobody_types_is_told_its_limit(typed: str, message: str) -> None:
    """A text of many thousands of characters, or of more clauses than a line shows, is a sentence and not a long wait."""
    found = outcome(typed)
    assert isinstance(found, QueryError) == bool(message)
    if isinstance(found, QueryError):
        assert found.message == message
        assert 0 < found.start < found.stop


@pytest.mark.parametrize("sign", ["(", "NOT ", "!", "-", "a|", "a OR ", "“", "killed=", "[", "august "])
def test_signs_without_end_are_one_fault(sign: str) -> None:
    """As many signs as a query has room for are a query or a fault, and nothing deeper."""
    outcome((sign * 4_000)[:4_000])
