"""How a file's ids are made, learned from those that it has: a publisher, a date and a few words, in whatever order.

The timeline that comes with cttui calls a source ``dawn-2024-03-26-besham`` and an event ``2024-03-26-besham``. Another file
may call them ``besham_20240326``, ``khan2024besham`` or ``s017``: a new id follows the file's own pattern, and ``cttui check``
knows those that do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from cttui.lazy import dataclass
from cttui.text import fold, same
from cttui.text import words as words_of

T = TypeVar("T")

Part = Literal["publisher", "author", "date", "words", "number"]
"""What a part of an id is made of."""

MOST_WORDS = 3
"""The most words in a new id."""
LONGEST = 120
"""The longest new id, and how much of an id is looked at, in characters."""
TELLING = 0.6
"""The share of ids that must begin with something of their publisher's or author's name for that to be the pattern."""
UNDATED = "nd"
"""What stands for a date that is not known, unless the file has another sign for it."""

_DATE = re.compile(r"(?<![0-9])(?:1[5-9]|20|21)\d\d(?:([-_.]?)(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12]\d|3[01]))?)?(?![0-9])")
"""A year, month or day, with or without signs between its parts."""
_MARK = re.compile(r"(?:\A|(?<=[-_.~]))(?:nd|undated|unknown|0000)(?=[-_.~]|\Z)")
_NUMBER = re.compile(r"[0-9]{1,12}\Z")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_JOINTS = "-_.~"
_SPLIT = re.compile(f"[{_JOINTS}]")
_SECOND_LEVEL = frozenset({"com", "co", "org", "net", "gov", "gob", "gouv", "edu", "ac", "or", "ne", "info"})
STOP = frozenset(
    words_of(
        "a about after against ahead all amid among an and are as at be been before being but by can could dead de del "
        "der die du el en for from had has have he her his how in into is it its killed kills la latest le les live more "
        "most near new news no not of off on one or out over reported reports said say says she six that the their there "
        "these they this those three to two under up updates was we week were what when where which while who why will "
        "with would year you"
    )
)
"""Words of a title that do not say what it is about."""


class Named(NamedTuple):
    """A record, as far as its id is made of it."""

    id: str = ""
    date: str = ""
    """EDTF; when a source was issued."""
    publisher: str = ""
    author: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How the ids of a table are made."""

    parts: tuple[Part, ...]
    """In their order."""
    joint: str = "-"
    """What stands between them."""
    within: str = "-"
    """What stands between the parts of a date."""
    precision: int = 3
    """Parts of a date at most: year, month, day."""
    words: int = 2
    """How many words most ids have."""
    undated: str = UNDATED
    prefix: str = ""
    """What stands before a number."""
    digits: int = 1
    """Digits of a number at least."""
    known: int = 0
    """How many ids it was learned from."""
    follow: int = 0
    """How many of these follow it."""

    @property
    def share(self) -> float:
        """The share of the ids that follow it, from 0 to 1; 0 if there are none."""
        return self.follow / self.known if self.known else 0.0

    @property
    def shown(self) -> str:
        """What its ids look like, for a sentence: ``publisher-date-words``."""
        return self.prefix + self.joint.join(self.parts)

    def fits(self, name: str) -> bool:
        """Whether an id has the parts of the pattern; what they say does not matter, since ids never change."""
        shape = _Shape.of(name)
        if self.parts == ("number",):
            return shape.numbered and shape.before == self.prefix
        return shape.outline == _outline(self.parts)

    def dated(self, edtf: str) -> str:
        """A date as ids have it."""
        found = _EDTF.search(edtf)
        return self.within.join([part for part in found.groups() if part][: self.precision]) if found else self.undated


SOURCE_STYLE = Style(("publisher", "date", "words"))
EVENT_STYLE = Style(("date", "words"))
"""The patterns of the timeline that comes with cttui, for a file that has no ids or no pattern."""


class Ids:
    """The ids of a table: their pattern, and new ones that follow it. Time is linear in the ids.

    Args:
        records: All that there are.
        default: The pattern if they have none.
    """

    def __init__(self, records: Iterable[Named], default: Style) -> None:
        found = [(record, _Shape.of(record.id)) for record in records]
        self.style = _learned(found, default)
        self._taken = {record.id for record, _ in found}
        self._found = found

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """How the ids that follow the pattern call each publisher."""
        slugs: dict[str, str] = {}
        for record, shape in self._found if "publisher" in self.style.parts else ():
            if record.publisher and shape.outline == _outline(self.style.parts):
                slugs.setdefault(same(record.publisher), shape.before)
        return slugs

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        """The words of all ids."""
        return Counter(word for _, shape in self._found for word in _SPLIT.split(shape.after or shape.before))

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def new(self, named: Named, words: Sequence[str] = (), title: str = "") -> str:
        """An id that no record has.

        Args:
            named: What the record says; an id that it has already is not looked at.
            words: The words to use, if they are known: those of the event that a source is about.
            title: What to take words from otherwise.
        """
        style = self.style
        if style.parts == ("number",):
            numbers = (_NUMBER.search(name) for name in self._taken if name.startswith(style.prefix))
            last = max((int(found[0]) for found in numbers if found), default=0)
            return f"{style.prefix}{last + 1:0{style.digits}d}"
        author = named.author[0].split() if named.author else []
        said = {
            "publisher": self._slugs.get(same(named.publisher), "") or slug(named.publisher, named.url),
            "author": slug(author[-1]) if author else "",
            "date": style.dated(named.date),
            "words": (style.joint or "-").join(words or self.telling(title)),
        }
        stem = style.joint.join(filter(None, (said[part] for part in style.parts)))[:LONGEST].strip(_JOINTS) or UNDATED
        return next(name for name in _numbered(stem) if name not in self._taken)

    def telling(self, title: str) -> list[str]:
        """The words of a title that say best what it is about, as they stand in it: those that other ids have, then names."""
        found = title.replace("\u2019s", "").replace("'s", "").split()
        # a title that writes all its words with a capital does not tell names apart
        names = sum(word[:1].isupper() for word in found) * 2 <= len(found) + 2
        rated: list[tuple[int, int, str]] = []
        for place, word in enumerate(found):
            for folded in words_of(word):
                if len(folded) > 2 and folded.isascii() and folded.isalpha() and folded not in STOP:
                    named = names and place > 0 and word[:1].isupper()
                    rated.append((-2 * named - (folded in self._vocabulary), len(rated), folded))
        best = list(dict.fromkeys(word for _, _, word in sorted(rated)))
        return sorted(best[: min(MOST_WORDS, max(self.style.words, 1))], key=[word for _, _, word in rated].index)


def are_alike(names: Iterable[str]) -> bool:
    """Whether ids all have the same parts, so that each follows whatever pattern they have; quicker than to learn it."""
    shapes = map(_Shape.of, names)
    return len({(shape.outline, shape.before if shape.numbered else "") for shape in shapes}) < 2


def subject(name: str) -> list[str]:
    """The words of an id without its date: what an event is called in the ids of its sources."""
    shape = _Shape.of(name)
    return [word for word in _SPLIT.split(shape.after or shape.before) if word]


def before_and_date(name: str) -> tuple[str, str]:
    """What an id begins with, and its date as EDTF; empty for none."""
    shape = _Shape.of(name)
    digits = re.sub(r"\D", "", shape.date)
    return shape.before, "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)


def slug(publisher: str, url: str = "") -> str:
    """A publisher's short name in ids: that of its site if made of the publisher's name, else its words or initials."""
    words = [word for word in words_of(publisher) if word.isascii()]
    site = _site(url)
    if site and (not words or _is_of(site, "".join(words))):
        return site
    telling = [word for word in words if word not in {"the", "of", "and", "for"}] or words
    joined = "".join(telling)
    return "".join(word[0] for word in telling) if len(joined) > 18 and len(telling) > 2 else joined


def _site(url: str) -> str:
    """The name of a site: ``dailypakistan`` of ``https://en.dailypakistan.com.pk/…``; empty if there is none."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    labels = labels[:-1]
    while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    name = labels[-1] if labels else ""
    return "".join(words_of(name)) if name.isascii() else ""


def _is_of(short: str, name: str) -> bool:
    """Whether the letters of a short name stand in a longer one, in their order: ``brecorder`` in ``businessrecorder``."""
    letters = iter(name)
    return all(letter in letters for letter in short)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


# -- learning --------------------------------------------------------------------------------------------------------


class _Shape(NamedTuple):
    """What an id consists of."""

    before: str
    """What stands before the date, or the whole id; before a number at its end, where there is no date."""
    date: str = ""
    after: str = ""
    joint: str = ""
    within: str = "-"
    numbered: bool = False

    @property
    def outline(self) -> tuple[str, ...]:
        """Its parts, as far as they can be told from the id alone."""
        if not self.date:
            return ("words",)
        return (*(["words"] if self.before else []), "date", *(["words"] if self.after else []))

    @classmethod
    def of(cls, name: str) -> _Shape:
        name = name[:LONGEST]
        found, mark = _DATE.search(name), _MARK.search(name)
        if found is not None and mark is not None:
            found, mark = (found, None) if found.start() < mark.start() else (None, mark)
        marked = found or mark
        if marked is None:
            number = _NUMBER.search(name)
            return cls(name[: number.start()], numbered=True) if number else cls(name)
        before, after = name[: marked.start()], name[marked.end() :]
        joint = next((end for end in (before[-1:], after[:1]) if end and end in _JOINTS), "")
        within = (found[1] or "") if found else "-"
        return cls(before.rstrip(_JOINTS), marked[0], after.lstrip(_JOINTS), joint, within)


def _outline(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple("date" if part == "date" else "words" for part in parts)


def _learned(found: Sequence[tuple[Named, _Shape]], default: Style) -> Style:
    """The pattern that most ids follow; the default's if there is none."""
    known = len(found)
    # an id may not begin with what stands between its parts, whatever those of a faulty file begin with
    befores = (shape.before for _, shape in found if shape.numbered and not shape.before.startswith(tuple(_JOINTS)))
    numbered = Counter(befores).most_common(1)
    if numbered and numbered[0][1] * 2 > known:
        prefix, follow = numbered[0]
        digits = min(len(record.id) - len(prefix) for record, shape in found if shape.numbered and shape.before == prefix)
        return Style(("number",), prefix=prefix, digits=digits, known=known, follow=follow)
    outlines = Counter(shape.outline for _, shape in found)
    outline, follow = outlines.most_common(1)[0] if outlines else ((), 0)
    if not outline or follow * 2 <= known:
        return Style(default.parts, known=known, follow=outlines[_outline(default.parts)])
    rows = [(record, shape) for record, shape in found if shape.outline == outline]
    dates = [shape for _, shape in rows if shape.date[:1].isdigit()]
    first: Part = _first(rows) if len(outline) > 1 and outline[0] == "words" else "words"
    parts: list[Part] = ["date" if kind == "date" else "words" if place else first for place, kind in enumerate(outline)]
    if outline[0] == "date":
        parts[0] = "date"
    worded = [len(_SPLIT.split(shape.after or shape.before)) for _, shape in rows]
    return Style(
        tuple(parts),
        joint=_most((shape.joint for _, shape in rows), "-"),
        within=_most((shape.within for shape in dates if len(shape.date) > 4), "-"),
        precision=_most((1 + (len(re.sub(r"\D", "", shape.date)) - 4) // 2 for shape in dates), 3),
        words=_most(worded, 2),
        undated=_most((shape.date for _, shape in rows if not shape.date[:1].isdigit()), UNDATED),
        known=known,
        follow=follow,
    )


def _first(rows: Sequence[tuple[Named, _Shape]]) -> Part:
    """What the part before the date is: the publisher's name, the author's, or words."""
    published = [_is_of(s.before, _letters(r.publisher)) or s.before == _site(r.url) for r, s in rows if r.publisher or r.url]
    if sum(published) >= TELLING * max(len(published), 1) and published:
        return "publisher"
    written = [_is_of(s.before, _letters(r.author[0])) for r, s in rows if r.author]
    return "author" if written and sum(written) >= TELLING * len(written) else "words"


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


def _most(found: Iterable[T], otherwise: T) -> T:
    counted = Counter(found)
    return counted.most_common(1)[0][0] if counted else otherwise
