"""Numbers that are no figures: dates, times, ages, sections, roads, units of an army, scores, labels of every kind.

Each rule is a function that looks at a number from one side or from both; ``DATES`` and ``NAMES`` are asked of every
number, then ``UNITS`` where it has a unit, else ``COUNTS``; the first that knows it ends the question.
"""

from __future__ import annotations

from collections.abc import Callable

from cttui.proposals.nouns import Head
from cttui.proposals.numbers import Number
from cttui.proposals.rules import Rules
from cttui.proposals.tokens import DIGITS, WORD, Block

FIRST_YEAR, LAST_YEAR = 1700, 2100
"""Numbers of four digits between these are years, where nothing speaks against it."""
LAST_AGE = 115
_DAYS = 31
_HOURS = 24
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_BEFORE_LABEL = frozenset("#@_=\\^*\u2116/")
_NUMBER_SIGNS = frozenset("#\u2116")
_AFTER_LABEL = frozenset("_=@\\^\u00b0\u00ba\u2032")


class Seen:
    """A number as the rules look at it.

    Args:
        block: Where it stands.
        number: The number.
        head: What it counts.
        bounded: Whether a phrase of a bound stands before it.
        rules: The rules.
    """

    __slots__ = ("after", "before", "block", "bounded", "head", "number", "rules")

    def __init__(self, block: Block, number: Number, head: Head, bounded: bool, rules: Rules) -> None:
        self.block, self.number, self.head, self.bounded, self.rules = block, number, head, bounded, rules
        self.before = block.low[number.first - 1]
        """The token before it."""
        self.after = block.low[number.last + 1]
        """The token behind it."""

    @property
    def counts(self) -> bool:
        """Whether it counts people, things or what a measure is named for, by a word that is known."""
        return self.head.noun is not None and self.head.noun.counted != "never"

    def word(self, offset: int) -> str:
        """A token by its distance from the number: -1 is the one before, 1 the one behind."""
        return self.block.low[self.number.last + offset if offset > 0 else self.number.first + offset]

    def is_in(self, word: str, table: str) -> bool:
        """Whether a word stands in a table of exclusions."""
        return word in self.rules.sets[table]

    def sentence(self) -> range:
        """The tokens of its sentence, as far as fifty on either side."""
        low, high = self.block.window(self.number.first)
        return range(max(low, self.number.first - 50), min(high, self.number.last + 50))


Rule = Callable[[Seen], bool]


# -- how it is written -----------------------------------------------------------------------------------------------


def glued_before(seen: Seen) -> bool:
    """Right behind letters or a sign that makes a name of it: A320, PK-8303, #7, +92 300, 12/24."""
    block, first = seen.block, seen.number.first
    if seen.number.spelled or not block.glued(first):
        return seen.before in _NUMBER_SIGNS
    sign = seen.before
    if block.kind[first - 1] == WORD:
        return sign not in seen.rules.money_before
    if sign == ".":
        return not (block.glued(first - 1) and block.low[first - 2] in seen.rules.money_before)
    if sign in _HYPHENS and block.glued(first - 1):
        letters = block.low[first - 2]
        return block.kind[first - 2] == WORD and letters not in seen.rules.ones and letters not in seen.rules.tens
    if sign == ":":
        return block.glued(first - 1)
    return sign in _BEFORE_LABEL or (sign == "+" and len(block.low[first]) > 1)


def glued_after(seen: Seen) -> bool:
    """Right before letters or a sign that makes a name, an ordinal, a date or a time of it: 20th, 1980s, 5G, 9:30, 5/6."""
    block, last = seen.block, seen.number.last
    if not block.glued(last + 1):
        return False
    sign = seen.after
    rules = seen.rules
    if block.kind[last + 1] == WORD:
        if seen.number.suffixed or seen.number.spelled:
            return seen.number.suffixed
        if not sign.isascii():
            return False
        return not (sign in rules.size or sign in rules.time or sign in rules.money_after)
    if sign in (":", "/") and block.glued(last + 2):
        return sign == ":" or not (block.low[last + 2] == "-" or block.low[last + 2] in rules.size)
    if sign == "(" and block.glued(last + 2) and block.low[last + 3] == ")":
        return True
    return sign in _AFTER_LABEL


def hyphenated(seen: Seen) -> bool:
    """Before a hyphen and a word that makes an adjective of it: two-way, four-wheel, 12-year-old; not 16-point, 10-day."""
    block, last = seen.block, seen.number.last
    if seen.after not in _HYPHENS or not block.glued(last + 1) or not block.glued(last + 2):
        return False
    word = seen.word(2)
    rules = seen.rules
    if block.kind[last + 2] == DIGITS or word in rules.ones or word in rules.tens or word in rules.scales:
        return False
    fine = word in rules.time or word in rules.size or word in rules.joined or word in rules.money_after
    return not (fine or word in ("plus", "odd", "percent", "per") or word in rules.joins)


def misshapen(seen: Seen) -> bool:
    """A code and no number: 0300, 007; a decimal that counts nothing measured is asked for elsewhere."""
    digits = seen.block.low[seen.number.first]
    return not seen.number.spelled and len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def numbering(seen: Seen) -> bool:
    """The number of a list or a heading at a line's start, a note's in brackets, a page's alone on its line."""
    block, first, last = seen.block, seen.number.first, seen.number.last
    if seen.number.spelled:
        return False
    if last - first + 1 == block.size:
        return True
    if first == 0 and seen.after in (".", ")", ":", "\u2013", "\u2014"):
        return True
    if first <= 1 and seen.before == "(" and seen.after == ")":
        return first == 1
    return seen.before == "[" and seen.after == "]"


def in_a_row(seen: Seen) -> bool:
    """One of several numbers in a row with nothing between, as in tables and telephone numbers."""
    if seen.number.spelled:
        return False
    block = seen.block
    before, after = seen.number.first - 1, seen.number.last + 1
    behind = after < block.size and block.kind[after] == DIGITS
    front = before >= 0 and block.kind[before] == DIGITS
    return behind or (front and not seen.counts)


# -- dates and times -------------------------------------------------------------------------------------------------


def _month(block: Block, place: int, rules: Rules) -> bool:
    word = block.low[place]
    return word in rules.sets["months"] and block.capital(place)


def date(seen: Seen) -> bool:
    """A day beside its month, across a list or a range: 26 March, March 26-28, 5 and 6 May, July 13 and 18."""
    block, rules = seen.block, seen.rules
    number = seen.number
    if number.value > _DAYS or number.value != int(number.value) or number.words:
        return False
    return _date_behind(block, number, rules) or _date_before(seen, block, number, rules)


_AFTER_WORD = frozenset({".", "(", "no", "nos"})
"""What may stand between a label and its number."""
_LIST = frozenset({",", "and", "to", "or", "&", "through", "till", "until", *_HYPHENS})


def _date_behind(block: Block, number: Number, rules: Rules) -> bool:
    at = number.last + 1
    for _ in range(6):
        if _month(block, at, rules):
            return True
        word = block.low[at]
        if word == "of" and _month(block, at + 1, rules):
            return True
        if not (word in _LIST or (word and block.kind[at] == DIGITS)):
            return False
        at += 1
    return False


def _date_before(seen: Seen, block: Block, number: Number, rules: Rules) -> bool:
    at = number.first - 1
    for step in range(7):
        if _month(block, at, rules):
            return step == 0 or not (seen.counts or seen.after == "of" or seen.after in rules.following)
        word = block.low[at]
        if not (word in _LIST or word == "." or (word and block.kind[at] == DIGITS)):
            return False
        if word == "," and step == 0 and seen.head.found:
            return False
        at -= 1
    return False


def year(seen: Seen) -> bool:
    """A year: 2024, the 1973 Constitution; not 2,024, and not killed 2000 people."""
    digits = seen.block.low[seen.number.first]
    if seen.number.spelled or seen.number.first != seen.number.last or len(digits) != 4:
        return False
    if not digits.isdigit() or not FIRST_YEAR <= seen.number.value <= LAST_YEAR:
        return False
    if seen.before in seen.rules.money_before or (seen.before == "." and seen.word(-2) in seen.rules.money_before):
        return False
    if not seen.counts:
        return True
    cued = seen.rules.cues.at(seen.block.low, seen.number.first - 1, seen.number.first) if seen.number.first else None
    return not (seen.bounded or cued is not None or (seen.before == "of" and seen.word(-2) == "total"))


def clock(seen: Seen) -> bool:
    """A time of the day: 9 am, 9:30 p.m., 1400 hours, 10 o'clock."""
    if seen.is_in(seen.after, "clock"):
        return True
    if seen.before in ("around", "about") and not seen.head.found and seen.number.value <= _HOURS and seen.word(-2) == "at":
        return True
    if seen.after == "in" and seen.word(2) == "the" and seen.is_in(seen.word(3), "daytimes"):
        return True
    if seen.before == "at" and seen.number.value <= _HOURS and not seen.head.found and not _is_told(seen):
        return True
    if seen.after in ("a", "p") and seen.word(2) == "." and seen.word(3) == "m":
        return True
    if seen.after == ":" and seen.block.low[seen.number.last + 2][:1].isdigit() and seen.block.glued(seen.number.last + 1):
        return True
    digits = seen.block.low[seen.number.first]
    return (
        len(digits) == 4
        and digits.isdigit()
        and seen.after in ("hours", "hrs", "hour")
        and int(digits) % 100 < 60
        and seen.number.value <= 2400
    )


def _is_told(seen: Seen) -> bool:
    """Whether words before a number say that a count stands at it: put the toll at 9."""
    back = seen.block.low[max(0, seen.number.first - 9) : seen.number.first - 1]
    return any(word in seen.rules.counts or word in seen.rules.rising or word in seen.rules.nouns for word in back)


def period(seen: Seen) -> bool:
    """A date that is told from another: three days ago, the past five years, first ten months, two weeks later.

    A duration is none: for three days, for the past 72 days, at least seven days before the event, after four days of clashes.
    """
    block, number, rules = seen.block, seen.number, seen.rules
    at = number.last + 1
    if block.low[at] in _HYPHENS:
        at += 1
    while block.low[at] in rules.more:
        at += 1
    unit = block.low[at].removesuffix("'")
    if unit not in rules.time:
        return False
    before, earlier = seen.before, seen.word(-2)
    if seen.is_in(before, "past"):
        return not (seen.is_in(before, "lasting") and "for" in (earlier, seen.word(-3)))
    after = block.low[at + 1]
    if after == "of" and before == "after":
        return False
    if seen.is_in(after, "after_time"):
        return before not in ("least", "for", "than", "within") or after in ("ago", "later", "earlier")
    if before in ("over", "about", "around", "nearly", "almost", "just", "only", "some", "than", "least"):
        before, earlier = earlier, seen.word(-3)
        if before in ("more", "at", "less"):
            before = earlier
    return before in ("in", "after", "every", "since", "by", "before") or after in ("old", "olds")


def aged(seen: Seen) -> bool:
    """An age: aged 12, 12 years old, a 12-year-old, Ali Khan, 32, and Sara (7); children under five."""
    block, number, rules = seen.block, seen.number, seen.rules
    at = number.last + 1
    words = [word for word in block.low[at : at + 5] if word not in _HYPHENS]
    if words and rules.ages.at(words, 0, len(words)) is not None:
        return True
    if words[1:2] in (["old"], ["olds"]) and words[0] in rules.time:
        return True
    if seen.after in _HYPHENS and len(words) > 1 and words[0] in rules.time and (noun := rules.nouns.get(words[1])) is not None:
        return noun.counted == "people" and not noun.plural
    edge, _ = block.window(number.first)
    if number.first > edge and rules.age_before.at(block.low, number.first - 1, edge) is not None:
        return not seen.counts
    if seen.after in ("age", "ages") or (seen.after in ("and", "to", *_HYPHENS) and seen.word(3) == "age"):
        return True
    if number.value > LAST_AGE or number.words:
        return False
    return _over_age(seen) or _beside_name(seen)


def _over_age(seen: Seen) -> bool:
    """A bound of age: people over 60, children under five, the under-19 team."""
    block, rules, at = seen.block, seen.rules, seen.number.last + 1
    if seen.before in _HYPHENS:
        return seen.word(-2) in ("under", "over")
    if seen.head.found or seen.before not in ("under", "over", "above", "below"):
        return False
    noun = rules.nouns.get(seen.word(-2))
    folks = noun is not None and noun.counted == "people" and seen.word(-2) not in rules.participles
    folks = folks or seen.is_in(seen.word(-2), "age_of")
    return folks or (seen.before == "under" and block.low[at] not in rules.scales)


def _beside_name(seen: Seen) -> bool:
    """Between commas or brackets behind a name: Ali Khan, 32, said; Sara Bibi (7)."""
    block, first = seen.block, seen.number.first
    if seen.number.spelled or first < 2 or seen.before not in (",", "("):
        return False
    named = block.kind[first - 2] == WORD and block.capital(first - 2) and not _month(block, first - 2, seen.rules)
    if seen.before == "(":
        return named and seen.after == ")" and first >= 3 and block.kind[first - 3] == WORD and block.capital(first - 3)
    return named and seen.after in (",", ".", "and", ")", ";", "was", "from", "of", "who", "") and not seen.head.found


# -- names -----------------------------------------------------------------------------------------------------------


def label(seen: Seen) -> bool:
    """Behind a word that numbers are labels of, and the others of its list: Section 144, sections 302, 324 and 109."""
    if seen.number.words:
        return False
    block, rules = seen.block, seen.rules
    at = seen.number.first - 1
    edge, _ = block.window(seen.number.first)
    for step in range(12):
        word = block.low[at]
        if at < edge or not word:
            return False
        if _labels(block, at, rules):
            counted = seen.head.noun is not None and seen.head.noun.plural and seen.counts
            if counted and not block.capital(at) and step == 0 and word not in rules.sets["always"]:
                return False
            numbered = block.kind[at + 1] == DIGITS or block.low[at + 1] in _AFTER_WORD
            return step == 0 or (numbered and not seen.counts)
        listed = word in _LIST or word in (".", "(", ")", ":", "/", "no", "nos") or block.kind[at] == DIGITS
        single = step > 0 and word.isalpha() and (len(word) == 1 or (len(word) == 2 and block.low[at - 1] in _HYPHENS))
        if not listed and not single and word not in rules.ones:
            return False
        if word == "and" and step == 0 and seen.counts:
            return False
        at -= 1
    return False


def _labels(block: Block, at: int, rules: Rules) -> bool:
    word = block.low[at]
    if word not in rules.sets["labels"]:
        word = word.removesuffix("s")
    if word not in rules.sets["labels"]:
        return False
    if word in ("no", "nos"):
        return block.capital(at) or block.low[at + 1] == "."
    return word not in rules.sets["capital"] or block.capital(at)


def unit_name(seen: Seen) -> bool:
    """Before the name of what it is the number of: 111 Brigade, 10 Corps, 15 Punjab Regiment, 24 Street."""
    block, last = seen.block, seen.number.last
    if last + 1 >= block.size or seen.number.words or block.kind[last + 1] != WORD or not block.capital(last + 1):
        return False
    if seen.is_in(seen.after, "units"):
        return True
    at = last + 1
    while at < block.size and at < last + 4 and block.kind[at] == WORD and block.capital(at):
        if seen.is_in(block.low[at], "units"):
            return True
        at += 1
    one = seen.head.noun is not None and not seen.head.noun.plural and seen.number.value > 1
    return seen.is_in(seen.after, "unit_words") and (one or not seen.counts)


def proper(seen: Seen) -> bool:
    """A part of a name: Five Eyes, Brigade 313, Boeing 737, Group of Seven."""
    block, number = seen.block, seen.number
    edge, stop = block.window(number.first)
    if number.spelled and number.first > edge and block.capital(number.first) and not number.words:
        after = number.last + 1
        if after < stop and block.kind[after] == WORD and block.capital(after):
            return not _headline(seen)
        return not seen.counts and (seen.before == "of" or block.capital(number.first - 1)) and not _headline(seen)
    if number.spelled or seen.head.found or seen.bounded or number.first <= edge + 1:
        return False
    at = number.first - 1
    return block.kind[at] == WORD and block.capital(at) and block.low[at] not in seen.rules.money_before and not _headline(seen)


def _headline(seen: Seen) -> bool:
    """Whether most words of the sentence begin with a capital letter, as headlines do."""
    block = seen.block
    words = [at for at in seen.sentence() if block.kind[at] == WORD and len(block.low[at]) > 3]
    return len(words) > 3 and sum(map(block.capital, words)) * 4 >= len(words) * 3


# -- what it counts --------------------------------------------------------------------------------------------------


def game(seen: Seen) -> bool:
    """A score: won 3-1, by five wickets, 120 for 4; in a sentence that tells of a game every number that counts no people."""
    block, rules = seen.block, seen.rules
    head = seen.head.noun
    if head is not None and head.counted in ("people", "event"):
        return False
    low = {block.low[at] for at in seen.sentence()}
    if low & rules.sets["games"]:
        return True
    paired = seen.after in (*_HYPHENS, "to") or seen.before in (*_HYPHENS, "to")
    return paired and not seen.head.found and bool(low & rules.sets["results"])


def fraction(seen: Seen) -> bool:
    """A share in words, or of a count: two-thirds, one in five, one third."""
    number = seen.number
    after = seen.word(2) if seen.after in _HYPHENS else seen.after
    if number.spelled and after in seen.rules.ordinals:
        return True
    if (
        seen.after == "in"
        and number.value == 1
        and seen.word(2) in (seen.rules.ones.keys() | seen.rules.tens.keys() | {"every"})
    ):
        return True
    if seen.after == "in" and number.value == 1 and seen.word(2).isdigit() and number.spelled is False:
        return True
    return seen.before == "in" and seen.word(-2) in ("one", "1")


def uncounted(seen: Seen) -> bool:
    """Of something that no figure counts: five times, both sides, 9mm."""
    noun = seen.head.noun
    return noun is not None and noun.counted == "never"


def lone_one(seen: Seen) -> bool:
    """A one that counts nothing: no one, one of the most, one day, the one."""
    number = seen.number
    if number.value != 1 or not number.spelled or number.scale or number.first != number.last:
        return False
    if seen.is_in(seen.before, "one_before") and seen.before not in ("another", "only"):
        return True
    if seen.after == "of":
        return seen.word(2) not in ("them", "whom", "those", "these")
    if seen.after == "day":
        return not seen.bounded and seen.before not in ("within", "for")
    if seen.after in ("another", "'s", "-"):
        return True
    noun = seen.head.noun
    if noun is not None:
        return noun.plural or noun.counted not in ("people", "event", "things")
    return False


def children_of(seen: Seen) -> bool:
    """How many children somebody has: a mother of six."""
    return seen.before == "of" and seen.is_in(seen.word(-2), "parents")


def distance(seen: Seen) -> bool:
    """How far off a place lies: 30 km north of the city, five miles from the border."""
    rules = seen.rules
    at = seen.number.last + 1
    if seen.block.low[at] in _HYPHENS:
        at += 1
    unit, after = seen.block.low[at], seen.block.low[at + 1]
    if after in ("'", "\u2019"):
        after = seen.block.low[at + 2]
    if unit in rules.time:
        return after in rules.trips
    if after == "(" and ")" in seen.block.low[at + 2 : at + 6]:  # 20 km (12 miles) south
        after = seen.block.low[seen.block.low.index(")", at) + 1]
    if rules.size.get(unit) not in rules.lengths:
        return False
    if unit in ("feet", "foot") and seen.block.kind[at + 1] == DIGITS:
        return True
    off = after in rules.off or seen.block.low[at + 2] in rules.off
    return (
        off
        or after in rules.trips
        or seen.before in ("at", "within")
        or (seen.before == "of" and seen.word(-2) in rules.dimensions)
    )


DATES: tuple[Rule, ...] = (date, year, clock)
NAMES: tuple[Rule, ...] = (glued_before, glued_after, hyphenated, misshapen, numbering, in_a_row, label, unit_name, proper)
COUNTS: tuple[Rule, ...] = (aged, game, fraction, uncounted, lone_one, children_of)
UNITS: tuple[Rule, ...] = (aged, period, distance, lone_one)


def exclusion(seen: Seen, rules: tuple[Rule, ...]) -> str:
    """The name of the first rule that knows a number for no figure; empty where none does."""
    return next((rule.__name__ for rule in rules if rule(seen)), "")
