"""Suggestions for the word at the cursor of the filter bar."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from cttui.lazy import dataclass
from cttui.model import dates
from cttui.query.fields import FIELDS, Vocabulary
from cttui.query.language import ORDERS, written
from cttui.text import words

MEANT = tuple(name for name, field in FIELDS.items() if field.facet or name == "province")
"""The fields whose values a bare word is held against, so that ``surrender`` is offered as ``kind:surrender`` too."""
_SHORT = ("kind", "is")
"""Those of them that have a few values of ours, which the first letters of a word tell apart."""
_SHORTEST = 3
"""Letters with which a word in short begins to mean a value: with fewer, too much would be offered."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A suggestion for the word at the cursor."""

    start: int
    """Where the inserted text goes, in characters."""
    stop: int
    insert: str
    label: str
    """What it stands for, if not obvious from the text."""


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, count: Callable[[str, str], int] | None = None, most: int = 8
) -> list[Completion]:
    """Suggestions for the word before the cursor, best first.

    Args:
        text: The text of the bar.
        cursor: Position of the cursor, in characters.
        vocabulary: The fields and values to choose from.
        count: How many events a field's value would leave; values with more come first.
        most: The most suggestions.
    """
    start, bare = _word(text, cursor)
    name, colon, rest = bare.partition(":")
    if not colon:
        if not bare:
            return []
        begun = [field for field in vocabulary.fields.values() if field.name.startswith(bare.lower())]
        names = [Completion(start, cursor, f"{field.name}:", field.help) for field in begun if field.name in FIELDS]
        figures = [Completion(start, cursor, f"{field.name}:", field.help) for field in begun if field.name not in FIELDS]
        return [*names, *_meant(start, cursor, bare, vocabulary, count), *figures][:most]
    if name.lower() == "order":
        orders = [(order, said) for order, said in ORDERS.items() if order.startswith(rest.lower())]
        return [Completion(cursor - len(rest), cursor, order, said or "by date") for order, said in orders]
    if not (fields := proposed(text, cursor, vocabulary)):
        return []
    field = vocabulary.fields[fields[0]]
    begin = cursor - len(rest) + _after_last(rest, lambda char: char == ",")
    last = text[begin:cursor].lstrip('"')
    wanted = words(last)
    if vocabulary.is_vast(field.name):
        # so many can only be told by how they begin, and are not counted
        found = list(islice((value for value in vocabulary.values[field.name] if value.token.startswith(last)), most))
    else:
        fitting = vocabulary.fitting(field.name, wanted)
        found = [value for value in vocabulary.values[field.name] if value.token in fitting]
    if count is not None and not vocabulary.is_vast(field.name):
        found.sort(key=lambda value: -count(field.name, value.token))
    return [
        Completion(begin, cursor, written(value.token), value.label if value.label != value.token else "")
        for value in found[:most]
    ]


def proposed(text: str, cursor: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields whose values the word at the cursor may be finished with or may mean; none if it stands for itself."""
    _, bare = _word(text, cursor)
    name, colon, _ = bare.partition(":")
    if not colon:
        return tuple(_values(bare, vocabulary))
    field = vocabulary.fields.get(name.lower())
    return (field.name,) if field is not None and field.shape == "values" else ()


def _values(bare: str, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """By field, the tokens of the values that a bare word or phrase spells in full, or begins, where there are few."""
    spelling = bare.strip('"')
    if not (folded := words(spelling)):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name in MEANT:
        token = vocabulary.resolve(name, spelling)
        tokens: tuple[str, ...] = (token,) if token is not None else ()
        if not tokens and name in _SHORT and len(folded) == 1 and len(folded[0]) >= _SHORTEST:
            tokens = tuple(value.token for value in vocabulary.values[name] if value.token.startswith(folded[0]))
        if tokens:
            found[name] = tokens
    return found


def _meant(
    start: int, cursor: int, bare: str, vocabulary: Vocabulary, count: Callable[[str, str], int] | None
) -> list[Completion]:
    """The clauses that a bare word may mean, those that find more events first: a word finds texts, a clause a value."""
    clauses: list[tuple[int, Completion]] = []
    for name, tokens in _values(bare, vocabulary).items():
        for token in tokens:
            events = count(name, token) if count is not None else None
            label = vocabulary.label(name, token)
            number = f"{events:,} event{'s' if events != 1 else ''}" if events is not None else ""
            said = " · ".join(filter(None, (number, label if label != token else "")))
            clauses.append((-(events or 0), Completion(start, cursor, f"{name}:{written(token)}", said)))
    return [*_month(start, cursor, bare, vocabulary), *(way for _, way in sorted(clauses, key=lambda pair: pair[0]))]


def _month(start: int, cursor: int, bare: str, vocabulary: Vocabulary) -> list[Completion]:
    """The clause for a month of the timeline's period, of which a word is the name or its beginning."""
    begins = bare.casefold()
    near = len(begins) >= _SHORTEST and [month for month in dates.MONTHS if month.casefold().startswith(begins)]
    if not near or not vocabulary.period:
        return []
    from cttui.query import datewords

    value = datewords.read(near[0], dates.parse(vocabulary.period))
    return [Completion(start, cursor, f"date:{value}", dates.describe(dates.parse(value)))] if value else []


def _word(text: str, cursor: int) -> tuple[int, str]:
    """The start of the word before the cursor, and the word, both without a leading hyphen."""
    start = _after_last(text[:cursor], str.isspace)
    bare = text[start:cursor].removeprefix("-")
    return cursor - len(bare), bare


def _after_last(text: str, divides: Callable[[str], bool]) -> int:
    """The start of the last part of a text, with parts divided outside of quotation marks."""
    start, inside, escaped = 0, False, False
    for at, char in enumerate(text):
        if char == '"' and not escaped:
            inside = not inside
        elif not inside and divides(char):
            start = at + 1
        escaped = inside and char == "\\" and not escaped
    return start
