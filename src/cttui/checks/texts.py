"""Rules for texts: what they hold can be seen, is spelt in one way, and has no whitespace at its ends.

A quote stays exactly as it stands in its source, so only ``unseen`` looks at quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from cttui.checks.rule import Finding, Level, Rule, Subject
from cttui.text import CONTROL, MOST_MARKS, is_crowded, is_unseen, shorten, stray
from cttui.timeline.faults import key_of
from cttui.timeline.load import TABLES, where_of

_HIDDEN = re.compile(
    # never of use in a text: soft hyphens, joiners of words, deprecated formats, tags of languages
    "[\u00ad\u2060-\u2064\u206a-\u206f\U000e0000-\U000e001f]"
    # between words of scripts without blanks only: Thai, Lao, Burmese, Khmer
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
    # they join letters of other scripts and signs; between Latin letters, blanks and ends they do nothing
    "|(?<![^\x00-\u036f])[\u200c\u200d]+(?![^\x00-\u036f])"
    # letters of a flag, behind its black flag only
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]"
)
_BLANKS = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+"
_TRAILING = re.compile(rf"{_BLANKS}(?=\n|\Z)")
_AT_ENDS = re.compile(rf"\A{_BLANKS}|{_BLANKS}\Z")


def without_hidden(text: str, _kind: str = "") -> str:
    """A text without invisible characters; those that join letters or signs in their own scripts stay."""
    return text if text.isascii() else _HIDDEN.sub("", text)


def composed(text: str, _kind: str = "") -> str:
    """A text in Unicode's normal form C: each letter and its accents as one character if there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def without_outer_whitespace(text: str, kind: str) -> str:
    """A text without whitespace before it and at the ends of its lines."""
    return _TRAILING.sub("", text).lstrip() if kind == "Text" else _AT_ENDS.sub("", text)


def without_control(text: str, _kind: str = "") -> str:
    """A text without control characters and characters that reorder letters, which no text of a file may have."""
    return CONTROL.sub("", text)


MENDS: dict[str, Callable[[str, str], str]] = {
    "control-characters": without_control,
    "invisible": without_hidden,
    "nfc": composed,
    "whitespace": without_outer_whitespace,
}
"""By the name of a rule, what a text is without what the rule finds, given the text and its type (``Name``, ``Line`` or
``Text``)."""


def _unseen(subject: Subject) -> Iterator[Finding]:
    """Texts that are invisible, and letters with more combining marks than a terminal cell can show."""
    for table, number, record, path, _, value in subject.texts:
        if value.isascii() or not (is_unseen(value) or is_crowded(value)):
            continue
        if is_unseen(value):
            remedy = "this text is invisible; write visible text, or remove it"
        else:
            remedy = f"a letter has too many combining marks; keep at most {MOST_MARKS}"
        yield _in_text(table, number, record, path, f'"{shorten(value, 20)}"', remedy)


def _invisible(subject: Subject) -> Iterator[Finding]:
    """Invisible characters in visible texts."""
    for table, number, record, path, kind, value in subject.texts:
        if kind != "Quote" and (bare := without_hidden(value)) != value and bare.strip():
            remedy = f"remove {stray(value, bare)}, which nobody can see and no search expects"
            yield _in_text(table, number, record, path, f'"{shorten(bare)}"', remedy)


def _decomposed(subject: Subject) -> Iterator[Finding]:
    """Texts that are not in normal form C."""
    for table, number, record, path, kind, value in subject.texts:
        if kind == "Quote" or value.isascii() or is_crowded(value) or unicodedata.is_normalized("NFC", value):
            continue
        plain = unicodedata.normalize("NFC", value)
        at = next(n for n, char in enumerate(value) if n >= len(plain) or plain[n] != char)
        remedy = (
            f"write {plain[at : at + 1]} as one character, U+{ord(plain[at]):04X} (Unicode's normal form C)"
            if at < len(plain)
            else "write it in Unicode's normal form C"
        )
        yield _in_text(table, number, record, path, f'"{shorten(value)}"', remedy)


def _trailing(subject: Subject) -> Iterator[Finding]:
    """Whitespace at the ends of texts."""
    for table, number, record, path, kind, value in subject.texts:
        if kind != "Quote" and without_outer_whitespace(value, kind) != value and not is_unseen(value):
            where = "before this text, or at the ends of its lines" if kind == "Text" else "at the ends of this text"
            yield _in_text(table, number, record, path, "", f"remove the whitespace {where}")


def _in_text(table: str, number: int, record: object, path: tuple[str | int, ...], found: str, remedy: str) -> Finding:
    if table == "timeline":
        return Finding(("timeline", *path), "[timeline]", key_of(path), found, remedy)
    label = getattr(record, TABLES[table][1], "")
    return Finding((table, number, *path), where_of(table, number, label), key_of(path), found, remedy)


RULES = (
    Rule(
        "unseen",
        Level.WARNING,
        "Text is visible, and no letter has more combining marks than a terminal cell can show.",
        "Invisible text looks like missing text, and a pile of marks covers the lines around it.",
        'summary = "\\u2062\\u00a0"',
        'summary = "The council passed the act."',
        "Write visible text, or remove the key.",
        _unseen,
    ),
    Rule(
        "invisible",
        Level.WARNING,
        "A text has no invisible characters: soft hyphens, zero-width spaces, joiners that join nothing.",
        "They come along when words are copied from a page, and make texts differ that look the same.",
        'title = "Pilots vote on the Quay\\u200b Act"',
        'title = "Pilots vote on the Quay Act"',
        "Remove them. Joiners inside words of the scripts that need them, and inside emoji, are not reported.",
        _invisible,
        fixed=True,
    ),
    Rule(
        "nfc",
        Level.WARNING,
        "A text is in Unicode’s normal form C: a letter with its accent is one character.",
        "Other programs treat the same word in two forms as two words.",
        'title = "The Cafe\\u0301 on the quay reopens"',
        'title = "The Café on the quay reopens"',
        "Type the text again, or let `--fix` compose it.",
        _decomposed,
        fixed=True,
    ),
    Rule(
        "whitespace",
        Level.WARNING,
        "A text has no leading or trailing whitespace, and its lines have none at their ends.",
        "They show up as changes as soon as an editor removes them.",
        'summary = "The pilots voted against it.  "',
        'summary = "The pilots voted against it."',
        "Remove them.",
        _trailing,
        fixed=True,
    ),
)
