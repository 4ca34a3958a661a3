"""Links: a view of a timeline as one line of text that can be sent, printed and opened again.

A link is a URI (RFC 3986) of our own scheme: ``cttui:TIMELINE?edition=SHA256#FRAGMENT``. It names the timeline by its id and
the edition by the SHA-256 of the file's bytes, which is left out where there is no file. The fragment says what is shown,
``key=value`` joined by ``&``, and an HTML page has the same: ``q`` is the query's text, ``count`` the lens, ``event`` the id
of the event at the cursor; a key is left out where it says nothing. Values are percent-encoded UTF-8, and what is common in
queries stays readable::

    cttui:pakistan-2024?edition=0f3a…#q=province:KP%20kind:attack&count=official&event=2024-03-26-besham
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from cttui.errors import LinkError
from cttui.lazy import dataclass
from cttui.model.claims import LENSES
from cttui.store.index import Ask
from cttui.store.wants import ToEvent
from cttui.text import nearest, shorten

if TYPE_CHECKING:
    from cttui.explore.explorer import Explorer

SCHEME = "cttui:"
"""How every link begins."""

MAX_LINK = 64_000
"""The longest link that is read, in characters: the longest query takes 48,000 where each character is of four bytes."""

READABLE = ":,/*"
"""What stays as it is in a value, beside RFC 3986's unreserved letters, digits, ``-``, ``.``, ``_`` and ``~``."""

KEYS = ("q", "count", "event")
"""The keys of a fragment, in their order."""

EXAMPLE = "cttui:TIMELINE?edition=SHA256#q=QUERY&event=ID"
"""What a link looks like, for whoever has to mend one."""

_ID = re.compile(r"[a-z0-9][a-z0-9_.~-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WRAPPED = re.compile(r"[ \t]*[\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says."""

    timeline: str
    """The timeline's id."""
    edition: str = ""
    """SHA-256 of the file's bytes, in hexadecimal; empty if the link says nothing of it."""
    query: str = ""
    """The query's text."""
    event: str = ""
    """The id of the event at the cursor; empty for none."""
    lens: str = LENSES[0]
    """Whose figures count."""

    @classmethod
    def parse(cls, text: str) -> Link:
        """The link that a text is, in angle brackets and broken over lines or not, as RFC 3986 (appendix C) has it.

        Raises:
            LinkError: It is not one, or not whole; whether what it names exists is not known here.
        """
        if len(text) > MAX_LINK:
            raise LinkError(f"this link has {len(text):,} characters; the limit is {MAX_LINK:,}")
        text = _WRAPPED.sub("", text.strip())
        if text[:1] == "<" and text[-1:] == ">":
            text = text[1:-1]
        if text[: len(SCHEME)].lower() != SCHEME:
            raise LinkError(f"'{shorten(text, 40)}' is not a link of cttui; expected {EXAMPLE}")
        named, _, fragment_ = text[len(SCHEME) :].partition("#")
        timeline, _, of_file = named.partition("?")
        if not _ID.fullmatch(timeline):
            found = f"found '{shorten(timeline, 40)}'" if timeline else "found nothing"
            raise LinkError(f"expected the id of a timeline after {SCHEME}, {found}; a link is {EXAMPLE}")
        edition = _values(of_file, ("edition",)).get("edition", "").lower()
        if edition and not _SHA256.fullmatch(edition):
            raise LinkError(f"edition '{shorten(edition, 70)}' in the link is not 64 hexadecimal digits; copy the whole link")
        said = _values(fragment_, KEYS)
        return cls(timeline, edition, said.get("q", ""), said.get("event", ""), said.get("count", "") or LENSES[0])

    @property
    def fragment(self) -> str:
        """The part after ``#``; empty for the whole timeline."""
        return fragment(self.query, self.event, self.lens)

    def __str__(self) -> str:
        edition = f"?edition={self.edition}" if self.edition else ""
        return SCHEME + self.timeline + edition + (f"#{self.fragment}" if self.fragment else "")


def fragment(query: str = "", event: str = "", lens: str = LENSES[0]) -> str:
    """The fragment for a query's text, the id of the event at the cursor, and a lens; it does not begin with ``#``."""
    values = zip(KEYS, (query, "" if lens == LENSES[0] else lens, event), strict=True)
    return "&".join(f"{key}={_encoded(value)}" for key, value in values if value)


def link_of(explorer: Explorer) -> Link:
    """The link to the view that an explorer shows: its query, the event that commands act on, and its lens.

    A step of a thread that the query leaves out is linked to without it, since no view shows both.
    """
    head, query, event = explorer.index.head, explorer.query, explorer.subject_id
    if explorer.walking and event:
        found = explorer.index.answer(Ask(query, at=ToEvent(event)))
        query = found.selection.query
    return Link(head.meta.id, head.digest, query.text, event, explorer.lens.name)


def _encoded(value: str) -> str:
    # half of a surrogate pair has no UTF-8; a file's name or a terminal may give one
    return quote(value.encode("utf-8", "replace"), safe=READABLE)


def _values(text: str, keys: tuple[str, ...]) -> dict[str, str]:
    """The values of ``key=value`` joined by ``&``.

    Raises:
        LinkError: A key is unknown, or stands there twice, or a value is not percent-encoded UTF-8.
    """
    found: dict[str, str] = {}
    for part in filter(None, text.split("&")):
        key, _, value = part.partition("=")
        if key not in keys:
            close = nearest(key, keys)
            hint = f"; did you mean {close}?" if close else f"; expected {' or '.join(keys)}"
            raise LinkError(f"unknown key '{shorten(key, 30)}' in the link{hint}")
        if key in found:
            raise LinkError(f"'{key}' stands twice in the link; remove one of them")
        if broken := _BROKEN.search(value):
            cut = shorten(value[broken.start() : broken.start() + 3], 10)
            raise LinkError(f"'{cut}' in the link is not a percent sign with two hexadecimal digits; copy the whole link")
        try:
            found[key] = unquote_to_bytes(value).decode()
        except UnicodeDecodeError:
            raise LinkError(f"the value of '{key}' in the link is not UTF-8; copy the whole link") from None
        except UnicodeEncodeError:
            raise LinkError(f"the value of '{key}' in the link is not text; copy the whole link") from None
    return found
