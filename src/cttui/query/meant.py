"""The value that what is typed behind a field almost is: a figure or a date in the signs and words of everyday writing.

``killed:5-7``, ``killed:=5``, ``killed:1 000`` and ``date:2024–05`` (with a dash) are not read, so that every clause has one
form. What is returned here need not be a valid value either: whoever offers it reads it first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from cttui.errors import DateError
from cttui.model import dates
from cttui.model.edtf.meant import in_ascii, meant
from cttui.query.figures import one_range, ranges

MOST_WORDS = 8
"""The most words of a figure: ``between 1 000 000 and 2 000 000``."""
LONGEST = 80
"""The most characters of a text that is read here."""

_NUMBER = re.compile(r"\d{1,3}(?:[ ,'_\u2019]\d{3})++(?:\.\d++)?(?!\d)|\d++(?:\.\d++)?")
"""A number, its thousands separated by any sign that people separate them by."""
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "=>": ">=", "=<": "<=", "<>": "!="}
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        ("#", "{0}"),
        (">= ?#(?: or more)?", ">={0}"),
        ("<= ?#(?: or (?:less|fewer))?", "<={0}"),
        ("> ?#", ">{0}"),
        ("< ?#", "<{0}"),
        (">= ?#(?:,| and)? ?<= ?#", "{0}..{1}"),
        (r"(?:from |between )?# ?(?:--?|\.\.+|to|until|till|through|and) ?#", "{0}..{1}"),
        (r"# ?\+|#plus|# (?:or|and) (?:more|above|over|up)|(?:at least|from|no (?:less|fewer) than) #", ">={0}"),
        ("# or (?:less|fewer|below|under)|(?:at most|up to|no more than|max) #", "<={0}"),
        ("(?:more than|over|above) #", ">{0}"),
        ("(?:less than|fewer than|under|below) #", "<{0}"),
    )
)
"""The forms of a figure with ``#`` for each of its numbers, and what the language writes for it."""
_EITHER = re.compile("#(?:(?: ?[|/;] ?|, | or )#)+")
_TURNED = re.compile(r"(?:!=|!) ?")
_BEHIND = re.compile(r"[=:]+ ?")
_DASH = re.compile("-+")


class Value(NamedTuple):
    """What may stand behind a field's colon."""

    text: str
    turned: bool = False
    """Whether it is what the clause does not say: ``!=5``."""


def figure(typed: str) -> Value | None:
    """The range or the numbers that a text means; ``None`` if it means none."""
    if len(typed) > LONGEST or any(unicodedata.category(sign) == "No" for sign in typed):
        # a raised figure marks a footnote: 5² is not 52
        return None
    plain = " ".join(in_ascii(typed).casefold().split())
    for sign, better in _SIGNS.items():
        plain = plain.replace(sign, better)
    for begin, end in ('""', "()"):
        if plain[:1] == begin and plain[-1:] == end:
            plain = plain[1:-1].strip()
    plain, turned = _without_signs(plain)
    if found := _ranged(plain) or _ranged(plain.rstrip(".;:?")):
        return Value(found, turned)
    return None


def _without_signs(plain: str) -> tuple[str, bool]:
    """What stands behind the signs that many write before a value, and whether they turn it into what it is not."""
    turned = _TURNED.match(plain)
    plain = plain[turned.end() :] if turned else plain
    if behind := _BEHIND.match(plain):
        plain = plain[behind.end() :]
    return plain, turned is not None


def _ranged(plain: str) -> str:
    with suppress(ValueError):
        ranges(plain)
        return plain
    numbers = [re.sub(r"[ '_\u2019]", ",", number) for number in _NUMBER.findall(plain)]
    form = _NUMBER.sub("#", plain)
    for pattern, value in _FORMS:
        # a sign # that is typed counts for no number
        if pattern.fullmatch(form) and form.count("#") == len(numbers):
            return value.format(*numbers)
    if not _EITHER.fullmatch(form) or form.count("#") != len(numbers):
        return ""
    numbers = [number.replace(",", "") for number in numbers]
    joined = ",".join(numbers)
    try:
        one_range(joined)
    except ValueError:
        return joined
    # 5,100 would be read as one number, not as 5 or 100
    return ",".join(number if "." in number else f"{number}.0" for number in numbers)


def date(typed: str) -> Value | None:
    """The date or range of dates that a text means; ``None`` if it means none, or is one."""
    if len(typed) > LONGEST:
        return None
    plain = in_ascii(typed)
    for sign, better in _SIGNS.items():
        plain = plain.replace(sign, better)
    plain, turned = _without_signs(plain)
    found = next((text for text in _dated(plain) if text != typed and _reads(text)), "")
    return Value(found, turned) if found else None


def _dated(plain: str) -> Iterator[str]:
    yield plain
    for dash in _DASH.finditer(plain):
        low, high = plain[: dash.start()], plain[dash.end() :]
        if len(low) >= 4 and len(high) >= 4:
            yield f"{meant(low)}..{meant(high)}"
    if "," in plain and plain[0] not in "[{":
        # alternatives of other fields stand between commas; those of dates are a set
        yield f"[{','.join(filter(None, plain.split(',')))}]"
    yield meant(plain)


def _reads(text: str) -> bool:
    try:
        dates.ends(text)
    except DateError:
        return False
    return True


def odd_sign(typed: str) -> str:
    """The first sign of a text that only looks like one of a date, by its name and number; empty if there is none."""
    sign = next((sign for sign in typed if in_ascii(sign) != sign and not sign.isspace()), "")
    return f"{unicodedata.name(sign, 'a sign').lower()} (U+{ord(sign):04X})" if sign else ""
