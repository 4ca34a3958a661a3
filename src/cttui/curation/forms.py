"""What every form is made of, as values: fields, suggestions, and a review of what is typed so far.

A form knows its fields and what is already known of each, with where it comes from. Whatever is typed is reviewed as a
whole: what is wrong and where, how it is read, what stands beside it, and the changes that saving it makes. The same form
serves the screen and the command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cttui.curation.changes import Change
from cttui.lazy import dataclass

if TYPE_CHECKING:
    from cttui.store.index import Index


@dataclass(frozen=True)
class Field:
    """A line of a form."""

    key: str
    """The record's key; the option of the command line is called so too: ``publisher``."""
    label: str
    """What the form calls it: ``published by``."""
    text: str = ""
    """What stands in it at first, as a person would type it."""
    reason: str = ""
    """Where that comes from: ``from the text``, ``from the page's JSON-LD``; empty where nothing was guessed."""
    help: str = ""
    """What may be typed, in one line."""
    required: bool = False
    """Whether it may not be empty."""
    sure: bool = True
    """Whether what stands in it at first needs no second look; the cursor starts on the first that is unsure, or required and
    empty."""
    lines: int = 1
    """How many lines of the screen it takes: more than one for running text, which is wrapped."""
    separator: str = ""
    """What stands between its items if it is a list: ``, ``; empty if it holds one value."""


@dataclass(frozen=True)
class Suggestion:
    """What may be meant in a field."""

    text: str
    """What takes the place of the field's text, or of the item at the cursor where it is a list."""
    about: str = ""
    """What speaks for it: ``129 claims``."""


@dataclass(frozen=True)
class Beside:
    """A line of what is known already, shown beside a form."""

    text: str
    role: str = ""
    """How it is painted: ``heading``, ``muted``, ``fault``; empty for plain."""
    lead: str = ""
    """What stands before it in a column of its own, flush right: a figure, a date."""


@dataclass(frozen=True)
class Review:
    """A form's text, reviewed as a whole."""

    problems: Mapping[str, str] = field(default_factory=dict)
    """What is wrong, a sentence without a full stop by the field's key."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """How a field is read, by its key: ``26 March 2024, about``; ``49 of 120 characters``."""
    beside: Sequence[Beside] = ()
    """What is known already about what is typed."""
    changes: Sequence[Change] = ()
    """What saving writes; empty where there are problems."""
    says: str = ""
    """What saving does, as a sentence: ``Claim added to 2024-03-26-besham.``"""


class Form(Protocol):
    """A form for one record."""

    @property
    def title(self) -> str:
        """What is written with it: ``New claim · The News, 30 Nov 2024``."""

    @property
    def fields(self) -> Sequence[Field]:
        """Its lines, from top to bottom."""

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:
        """What may be meant in a field, the likeliest first, by what is typed in it and in the others.

        Args:
            key: The field.
            typed: The text of each field by its key; of a field that is a list, the item at the cursor.
        """

    def review(self, typed: Mapping[str, str]) -> Review:
        """What is typed in the fields, by their keys, reviewed as a whole."""

    def renew(self, index: Index) -> bool:
        """Take what the file says now as what is changed, and its texts as those of the fields.

        Args:
            index: The timeline, as the file has it now.

        Returns:
            Whether the record is still there; if not, the form stays as it is.
        """


class Merged(NamedTuple):
    """The texts of a form's fields, after its record was changed in the file meanwhile."""

    texts: Mapping[str, str]
    """What stands in each field now, by its key."""
    taken: frozenset[str]
    """The fields that took what the file says now: nobody had typed in them."""
    clashes: Mapping[str, str]
    """What the file says now in fields that were changed on both sides; what was typed stays."""


def merged(begun: Mapping[str, str], typed: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """What was typed, over what the file says now: a field keeps the text of whoever changed it, or the typed one if both did.

    Args:
        begun: The texts with which the form was opened.
        typed: The texts as they stand in it.
        now: The texts with which it would be opened now.
    """
    mine = {key for key, text in typed.items() if text.strip() != begun[key].strip()}
    theirs = {key for key, text in now.items() if text.strip() != begun[key].strip()}
    clashes = {key: now[key] for key in now if key in mine & theirs and now[key].strip() != typed[key].strip()}
    texts = {key: typed[key] if key in mine else text for key, text in now.items()}
    return Merged(texts, frozenset(theirs - mine), clashes)
