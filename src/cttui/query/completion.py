"""Ways to finish the word at the cursor of the filter bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cttui.query.fields import Vocabulary
from cttui.query.language import written
from cttui.text import fits, words


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to finish the word at the cursor."""

    start: int
    """Where the finished text goes, in characters."""
    stop: int
    insert: str
    label: str
    """What it stands for, where that is not plain from the text."""


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, count: Callable[[str, str], int] | None = None, most: int = 8
) -> list[Completion]:
    """Ways to finish the word that the cursor stands behind, the likeliest first.

    Args:
        text: What the bar says.
        cursor: Where the cursor stands, in characters.
        vocabulary: The fields and values to choose from.
        count: How many events a field's value would leave; values with more come first.
        most: At most so many.
    """
    start = _after_last(text[:cursor], str.isspace)
    typed = text[start:cursor]
    bare = typed.removeprefix("-")
    start += len(typed) - len(bare)
    name, colon, rest = bare.partition(":")
    if not colon:
        if not bare:
            return []
        names = [field for field in vocabulary.fields.values() if field.name.startswith(bare.lower())]
        return [Completion(start, cursor, f"{field.name}:", field.help) for field in names[:most]]
    field = vocabulary.fields.get(name.lower())
    if field is None or field.shape != "values":
        return []
    begin = cursor - len(rest) + _after_last(rest, lambda char: char == ",")
    last = text[begin:cursor].lstrip('"')
    wanted = words(last)
    found = [value for value in vocabulary.values[field.name] if fits(wanted, (value.token, value.label, *value.aliases))]
    if count is not None:
        found.sort(key=lambda value: -count(field.name, value.token))
    return [
        Completion(begin, cursor, written(value.token), value.label if value.label != value.token else "")
        for value in found[:most]
    ]


def _after_last(text: str, divides: Callable[[str], bool]) -> int:
    """Where the last part of a text begins, parts being divided outside of quotation marks."""
    start, inside, escaped = 0, False, False
    for at, char in enumerate(text):
        if char == '"' and not escaped:
            inside = not inside
        elif not inside and divides(char):
            start = at + 1
        escaped = inside and char == "\\" and not escaped
    return start
