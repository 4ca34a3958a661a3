"""The EDTF that a text almost is: its digits and hyphens only look like those of a date, or its parts are not filled up."""

from __future__ import annotations

import re
import unicodedata

_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNFILLED = re.compile(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_BOTH = re.compile(r"~\?|\?~")
_LONG = re.compile(r"Y(-?\d{4})", re.ASCII)


def is_unseen(text: str) -> bool:
    """Whether some of a text is not seen, as a mark of direction or a space without width."""
    return _UNSEEN.search(text) is not None


def in_ascii(text: str) -> str:
    """A text with the digits and hyphens of other scripts as those of EDTF, without what is not seen."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_HYPHENS).strip()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def meant(text: str) -> str:
    """What may be meant, which need not be a date either; the text itself if nothing is known to be wrong."""
    plain = _LONG.sub(r"\1", _BOTH.sub("%", in_ascii(text)))
    if match := _UNFILLED.fullmatch(plain):
        return "-".join(part.zfill(2) for part in match.group(1, 3, 4) if part)
    return plain
