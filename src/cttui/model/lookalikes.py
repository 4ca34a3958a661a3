"""Letters of other scripts that only look like Latin ones: in an id nobody sees that they are others."""

from __future__ import annotations

import re

from cttui.model.edtf.meant import in_ascii
from cttui.text import stray

_CYRILLIC = dict(zip("аԁеһіјкӏмоԛрсѕтԝхугвАВЕНІЈКМОРԚСЅТԜХУ", "adehijklmoqpcstwxyrbABEHIJKMOPQCSTWXY", strict=True))
_GREEK = dict(zip("αικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aikvoptuxABEZHIKMNOPTYX", strict=True))
_OTHERS = {"ı": "i", "ɡ": "g", "օ": "o", "ս": "u", "հ": "h"}
_LETTERS = str.maketrans({**_CYRILLIC, **_GREEK, **_OTHERS})


def in_latin(text: str) -> str:
    """A text with the letters, digits and hyphens that only look like those of ASCII as the ones that they look like."""
    return in_ascii(text).translate(_LETTERS)


def unlike(text: str, pattern: str, expected: str) -> str:
    """Why a text does not fit a pattern of ASCII alone, and what to write in its place.

    Args:
        text: What was found.
        pattern: What it must be.
        expected: What is right, as a sentence without a full stop.
    """
    if text.isascii():
        return expected
    plain = in_latin(text)
    if plain != text and re.fullmatch(pattern, plain):
        sign = next(sign for sign in text if in_latin(sign) != sign)
        # a sign that is not seen looks like nothing
        like = f"{stray(sign, '')}, only looks like {in_latin(sign)}" if in_latin(sign) else f"remove {stray(sign, '')}"
        return f'{like}; write "{plain}"'
    return f"{expected}, without {stray(text, re.sub('[^ -~]', '', text))}"
