"""What a document says of itself: title, date, authors, publisher, language, kind and address, each with where it says so.

Pages are read by ``page_metadata``, other documents by ``document_metadata``; both put what they find into ``Gathered``, the
most reliable first. Nothing is decided here: where two places disagree, both stand in the result. What is no title, no date
or no name is left out, and what stays is one clean line of text. All of it runs where copies are read (``sandbox``).
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from cttui.copies.writtendates import edtf_of
from cttui.text import clean, has_control, is_unseen, key

Key = Literal["title", "issued", "author", "publisher", "language", "type", "url"]
"""What is read; called as the key of a source's record that it is meant for."""
KEYS: tuple[Key, ...] = get_args(Key)

MOST = 6
"""The most readings of a key that are kept."""
MOST_AUTHORS = 12
"""The most authors of a document that are kept; a paper with more is cited by its first ones."""
LONGEST: dict[Key, int] = {
    "title": 400,
    "issued": 40,
    "author": 120,
    "publisher": 120,
    "language": 40,
    "type": 40,
    "url": 2_000,
}
"""Characters of a value; a longer one is none."""
AUTHORS = "; "
"""What stands between the names in a reading of ``author``: names have commas in them."""


class Reading(NamedTuple):
    """A value, and where it was read."""

    text: str
    where: str
    """``JSON-LD datePublished``, ``OpenGraph title``, ``the file's name``."""
    sure: bool = True
    """Whether this place says what is asked for, and not something that is often the same."""


About = Mapping[str, tuple[Reading, ...]]
"""All readings by key, the most reliable first; keys of which nothing was read are missing."""


class Gathered:
    """Readings as they are found."""

    def __init__(self) -> None:
        self._found: dict[Key, list[Reading]] = {}

    def put(self, name: Key, raw: object, where: str, *, sure: bool = True) -> None:
        """Take a value that stands somewhere, if it is one; texts, and for authors lists of texts, are."""
        text = _author(raw) if name == "author" else _VALUES[name](plain(raw, LONGEST[name]))
        rows = self._found.setdefault(name, [])
        if text and len(rows) < MOST:
            for place, row in enumerate(rows):
                if key(row.text) == key(text):
                    # the same again, from a place that is surer
                    rows[place] = row if row.sure or not sure else Reading(row.text, where)
                    return
            rows.append(Reading(text, where, sure))

    def has(self, name: Key) -> bool:
        """Whether a value of it was found."""
        return bool(self._found.get(name))

    def first(self, name: Key) -> str:
        """The most reliable value; empty for none."""
        rows = self._found.get(name)
        return rows[0].text if rows else ""

    @property
    def about(self) -> About:
        """What was found."""
        return {name: tuple(sorted(self._found[name], key=lambda row: not row.sure)) for name in KEYS if self._found.get(name)}


# -- values ----------------------------------------------------------------------------------------------------------

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|\Z)")
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>\\^`{|}][^\s\"<>\\^`{|}]*")
_BYLINE = re.compile(r"(?:by|written by|von|par|por)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|\||\band\b|&|\bund\b)\s*", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "",
        "admin",
        "administrator",
        "author",
        "editor",
        "guest",
        "none",
        "null",
        "root",
        "staff",
        "system",
        "undefined",
        "unknown",
    }
    | {"user", "webmaster", "website", "n a", "anonymous", "microsoft office user", "windows user", "home"}
)
"""What programs write for an author where they know none."""
_LANGUAGES = {
    "english": "en", "eng": "en", "urdu": "ur", "urd": "ur", "hindi": "hi", "hin": "hi", "arabic": "ar", "ara": "ar",
    "persian": "fa", "farsi": "fa", "pashto": "ps", "french": "fr", "fra": "fr", "german": "de", "deu": "de", "spanish": "es",
    "spa": "es", "portuguese": "pt", "italian": "it", "russian": "ru", "rus": "ru", "chinese": "zh", "turkish": "tr",
    "bengali": "bn", "sindhi": "sd",
}  # fmt: skip
"""What documents write for a language in the place of its tag."""
_UNTITLED = frozenset(
    {"", "untitled", "untitled document", "home", "homepage", "index", "document", "null", "none", "undefined"}
)


def plain(raw: object, most: int) -> str:
    """A value as one line of plain text: without markup, entities and control characters; empty if there is none, or too much.

    Args:
        raw: The value as it was found; anything but a text is none.
        most: How many characters it may have.
    """
    if not isinstance(raw, str):
        return ""
    text = raw[: 4 * most + 400].encode("utf-8", "replace").decode()
    # sites escape what another program has escaped already
    text = _TAG.sub(" ", html.unescape(html.unescape(text)))
    text = clean(unicodedata.normalize("NFC", " ".join(_BLANK.split(text)).strip()))
    return "" if len(text) > most or len(raw) > 4 * most + 400 or is_unseen(text) or has_control(text) else text


def _title(text: str) -> str:
    return "" if key(text) in _UNTITLED else text


def _publisher(text: str) -> str:
    return "" if key(text) in _NOBODY or _ADDRESS.match(text) else text.removeprefix("@")


def _language(text: str) -> str:
    found = _LANGUAGE.match(text.lower())
    return _LANGUAGES.get(text.lower(), "") or (_LANGUAGES.get(found[0], found[0]) if found else "")


def _type(text: str) -> str:
    return text


def _url(text: str) -> str:
    return text if _ADDRESS.fullmatch(text) else ""


_VALUES = {"title": _title, "issued": edtf_of, "publisher": _publisher, "language": _language, "type": _type, "url": _url}


def _author(raw: object) -> str:
    """Names from a text or a list of texts, divided by ``AUTHORS``; programs, addresses and accounts are nobody's names."""
    given = raw if isinstance(raw, list) else _AND.split(plain(raw, 10 * LONGEST["author"]))
    names: dict[str, str] = {}
    for one in given[: 2 * MOST_AUTHORS]:
        name = _BYLINE.sub("", plain(one, LONGEST["author"]), count=1).strip(" ,;")
        if name[:1] != "@" and key(name) not in _NOBODY and not re.search(r"https?://|\S@\S", name) and ";" not in name:
            names.setdefault(key(name) or name, name)
    return AUTHORS.join(list(names.values())[:MOST_AUTHORS])


# -- between processes -----------------------------------------------------------------------------------------------


def packed(about: About) -> bytes:
    """Readings as JSON."""
    return json.dumps({name: [tuple(row) for row in rows] for name, rows in about.items()}, ensure_ascii=False).encode()


def unpacked(content: bytes) -> About:
    """Readings from JSON that a process which handled foreign bytes has written; what is not in order is left out."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    read = {name: tuple(_rows(name, found.get(name))) for name in KEYS}
    return {name: rows for name, rows in read.items() if rows}


def _rows(name: Key, rows: object) -> Iterable[Reading]:
    most = LONGEST[name] * (MOST_AUTHORS if name == "author" else 1)
    for row in rows[:MOST] if isinstance(rows, list) else ():
        match row:
            case [str(text), str(where), bool(sure)] if text == plain(text, most) and text and where == plain(where, 80):
                yield Reading(text, where, sure)
