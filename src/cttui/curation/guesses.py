"""What a new source may say, guessed from its document and from the sources that there are: each value with its reason.

A guess is sure where the place that it was read from says just that, and no other place says something else. Everything
else is shown to be looked at. Nothing is guessed in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cttui.copies.metadata import AUTHORS, About, Reading
from cttui.curation.retold import Credit, credits_in
from cttui.curation.shelf import Shelf, likeness
from cttui.curation.typed import listed
from cttui.model import dates
from cttui.model.addresses import address_key
from cttui.text import key, same
from cttui.timeline.ids import before_and_date, subject

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.similar import Similar
    from cttui.model.records import Source

SAID = 3
"""Shared words from which two texts of the same days tell of the same."""


class Guess(NamedTuple):
    """What may stand in a field."""

    text: str = ""
    """As a person would type it."""
    reason: str = ""
    """Where it comes from; empty where nothing was guessed."""
    sure: bool = True
    """Whether it needs no second look."""
    others: tuple[Reading, ...] = ()
    """What other places say instead."""


class Origin(NamedTuple):
    """A source that a new one may repeat."""

    source: str
    reason: str


class Guesses(NamedTuple):
    """All that is guessed of a document."""

    fields: Mapping[str, Guess]
    """By the key of a source's record."""
    credits: tuple[Credit, ...]
    """Whose report its text repeats, as it says itself."""
    origins: tuple[Origin, ...]
    """The sources that it may repeat, with the reason."""
    twin: str
    """The source that has the same text and the same publisher; empty for none."""


def guessed(
    document: Document,
    shelf: Shelf,
    zone: str = "",
    similar: Sequence[Similar] = (),
    url: str = "",
    publisher: str = "",
) -> Guesses:
    """What a source of a document may say.

    Args:
        document: As it was taken.
        shelf: The sources that there are.
        zone: The timeline's time zone.
        similar: The sources whose copies have much of its text.
        url: Its address, if a person gave it.
        publisher: Its publisher, if a person named it.
    """
    about = document.about
    named = _of_name(document, shelf)
    fields = {"title": _title(about), "url": _url(about, document.final_url or url, url), "issued": _issued(about, zone)}
    if not fields["issued"].text and "issued" in named:
        fields["issued"] = named["issued"]
    read = Guess(shelf.spelt(publisher)) if publisher else _publisher(about, shelf, fields["url"].text)
    fields["publisher"] = read if read.text else named.get("publisher", read)
    own, issued, title = fields["publisher"].text, fields["issued"].text, fields["title"].text
    said = credits_in(document.text, shelf.values("publisher"), own)
    fields["author"] = _author(about, own, said)
    fields["language"] = _language(about, shelf, own, document.text)
    fields["type"] = _type(about, shelf, own, fields["url"].text)
    fields["standpoint"] = _standpoint(shelf, own, fields["author"].text)
    origins, twin = _origins(shelf, similar, said, own, issued, f"{title} {document.text[:1_500]}")
    fields["derived_from"] = Guess(
        listed(origin.source for origin in origins[:1]), origins[0].reason if origins else "", sure=not origins
    )
    return Guesses(fields, tuple(said), origins, twin)


def _told(rows: Sequence[Reading], agree: Mapping[str, str] | None = None) -> Guess:
    """The first reading, and those that say something else; ``agree`` gives what two that mean the same share."""
    if not rows:
        return Guess()
    spelt = [agree.get(row.text, row.text) if agree else key(row.text) for row in rows]
    others = tuple(row for row, mine in zip(rows[1:], spelt[1:], strict=True) if not _agrees(spelt[0], mine))
    sure = rows[0].sure and not any(row.sure for row in others)
    return Guess(rows[0].text, rows[0].where, sure, others)


def _agrees(one: str, other: str) -> bool:
    """Whether two texts are the same, or one only adds something at an end of the other."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (long.startswith(short) or long.endswith(short))


def _title(about: About) -> Guess:
    """The first title; where that was cut off at its end, the next that goes on."""
    rows = list(about.get("title", ()))
    if rows and (cut := key(rows[0].text.rstrip(".\u2026"))) and rows[0].text.endswith(("...", "\u2026")):
        whole = next((row for row in rows[1:] if row.sure and key(row.text).startswith(cut)), None)
        rows = [whole, *(row for row in rows[1:] if row is not whole)] if whole is not None else rows
    return _told(rows)


def _issued(about: About, zone: str) -> Guess:
    """The day of issue: that of the publisher, or where the time is given in UTC that of the timeline's zone."""
    rows = [row._replace(text=_day(row.text, zone)) for row in about.get("issued", ())]
    days = {row.text: row.text for row in rows}
    found = _told(rows, days)
    first = about["issued"][0].text if rows else ""
    if rows and found.text != first[:10]:
        place = zone.rpartition("/")[2].replace("_", " ")
        day = "the next day" if found.text > first[:10] else "the day before"
        found = found._replace(reason=f"{found.reason}: {first[11:16]} UTC, {day} in {place}")
    return found


def _day(edtf: str, zone: str) -> str:
    """The day of a date with a time."""
    if "T" not in edtf:
        return edtf
    # sites give UTC where they mean no place; any other zone is the publisher's own
    if zone and edtf.endswith(("Z", "+00:00")):
        from cttui.model.edtf.zones import in_zone

        return in_zone(edtf, zone)[:10]
    return edtf[:10]


def _url(about: About, answered: str, given: str) -> Guess:
    """The page's canonical address if it is at the same site as the one that answered, else that one."""
    rows = sorted(about.get("url", ()), key=lambda row: ("canonical" not in row.where, "OpenGraph" not in row.where))
    site = _site(answered)
    own = [row for row in rows if not site or _site(row.text) == site]
    if own:
        found = _told(own, {row.text: address_key(row.text) for row in own})
        # a page that was fetched is at this site; a file may have been saved from anywhere
        return found._replace(sure=found.sure or bool(site))
    reason = "the address given" if answered == given else "the address that answered"
    return Guess(answered, reason if answered else "", True, tuple(rows))


def _site(url: str) -> str:
    return address_key(url).partition("/")[0].partition("?")[0]


def _publisher(about: About, shelf: Shelf, url: str) -> Guess:
    """The publisher of what is at this site, as the file spells it; else as the page names it."""
    read = _told(about.get("publisher", ()))
    usual = shelf.publisher_at(url)
    if usual is not None and usual.value:
        said = (Reading(read.text, read.reason),) if read.text and not _agrees(key(read.text), key(usual.value)) else ()
        # one or two sources of a site say little against what the page says of itself
        return Guess(usual.value, usual.reason, usual.sure or (usual.having == usual.total and not said), said)
    spelt = shelf.spelt(read.text)
    if read.text and spelt == read.text and not shelf.values("publisher", read.text):
        return read
    return read._replace(text=spelt)


def _author(about: About, publisher: str, said: Iterable[Credit]) -> Guess:
    """Those whom the page names, but for its publisher; else the agency that its text credits."""
    rows = []
    for row in about.get("author", ()):
        names = [name for name in row.text.split(AUTHORS) if same(name) != same(publisher)]
        if names:
            rows.append(row._replace(text=listed(names)))
    if rows:
        return _told(rows)
    credit = next((one for one in said if one.words.startswith(("(", "\u2014", "\u2013", "-"))), None)
    return Guess(credit.name, f"the text says “{credit.words}”", sure=False) if credit else Guess()


def _language(about: About, shelf: Shelf, publisher: str, text: str) -> Guess:
    read = _told(about.get("language", ()))
    script = _script(text)
    if read.text:
        if script and (read.text in _ARABIC_SCRIPT) != (script == "Arabic"):
            return read._replace(sure=False, others=(*read.others, Reading(f"{script} script", "its letters")))
        return read
    usual = shelf.usual("language", publisher)
    if usual is not None and (not script or (usual.value in _ARABIC_SCRIPT) == (script == "Arabic")):
        return Guess(usual.value, usual.reason, usual.sure)
    return Guess("en", "its words", sure=True) if script == "Latin" and _is_english(text) else Guess(sure=False)


_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "prs", "sd", "ckb", "ug"})
_ENGLISH = frozenset({"the", "of", "and", "in", "to", "was", "said", "for", "on", "that", "were", "with", "by", "at"})


def _script(text: str) -> str:
    """The script of most letters at a text's beginning: Latin or Arabic; empty for another."""
    letters = [char for char in text[:4_000] if char.isalpha()]
    latin = sum(char < "\u0250" for char in letters)
    arabic = sum("\u0600" <= char <= "\u06ff" for char in letters)
    return "Latin" if 2 * latin > len(letters) else "Arabic" if 2 * arabic > len(letters) else ""


def _is_english(text: str) -> bool:
    """Whether so many of a text's first words are English ones as in no other language."""
    found = text[:4_000].lower().split()
    return sum(word in _ENGLISH for word in found) * 8 > len(found) > 0


def _type(about: About, shelf: Shelf, publisher: str, url: str) -> Guess:
    """What the publisher's other sources are, unless the document itself says what it is."""
    read = _told(about.get("type", ()))
    usual = shelf.usual("type", publisher)
    if usual is not None and usual.value != read.text and read.text and read.sure:
        return Guess(usual.value, usual.reason, usual.sure, (Reading(read.text, read.reason),))
    if usual is not None:
        return Guess(usual.value, usual.reason, usual.sure or usual.value == read.text)
    if read.text:
        return read
    return Guess("webpage", "it has an address and names no type", sure=False) if url else Guess(sure=False)


def _standpoint(shelf: Shelf, publisher: str, author: str) -> Guess:
    """That of the publisher's other sources; of those by its author, where that is an agency."""
    by_author = shelf.usual_by("standpoint", author)
    usual = shelf.usual("standpoint", publisher)
    if by_author is not None and by_author.value == "wire" and (usual is None or by_author.value != usual.value):
        said = (Reading(usual.value, usual.reason),) if usual else ()
        return Guess(by_author.value, by_author.reason, by_author.sure and not said, said)
    return Guess(usual.value, usual.reason, usual.sure) if usual is not None else Guess(sure=False)


def _origins(
    shelf: Shelf, similar: Sequence[Similar], said: Iterable[Credit], own: str, issued: str, text: str
) -> tuple[tuple[Origin, ...], str]:
    """The sources that a text may repeat, the likeliest first; and the one that has it from the same publisher."""
    found: dict[str, Origin] = {}
    twin = ""
    for row in similar:
        source = shelf.sources.get(row.source)
        if source is None:
            continue
        if row.same and same(source.publisher) == same(own):
            twin = twin or source.id
        elif row.same and not _before(issued, source.issued):
            found[source.id] = Origin(source.id, f"{round(100 * row.share)}% of its words are in the copy of {source.id}")
    for credit in said:
        rows = [(likeness(text, _words(source)), source) for source in shelf.near(credit.name, issued)]
        told = [row for row in sorted(rows, key=lambda row: -row[0]) if row[0] >= SAID]
        for _, source in told[:1]:
            reason = f"the text says “{credit.words}”, and {source.id} is of those days"
            found.setdefault(source.id, Origin(source.id, reason))
    return tuple(found.values()), twin


def _words(source: Source) -> str:
    return f"{source.title} {source.title_note} {source.digest} {' '.join(subject(source.id))}"


def _before(one: str, other: str) -> bool:
    """Whether a date surely comes before another."""
    first, second = dates.dated(one), dates.dated(other)
    return first is not None and second is not None and first.latest < second.earliest


def _of_name(document: Document, shelf: Shelf) -> dict[str, Guess]:
    """What a file's name says if it is made as the ids of the file's sources are: publisher and date."""
    if "://" in document.name:
        return {}
    stem = document.name.rpartition("/")[2].rpartition(".")[0].lower()
    style = shelf.ids.style
    if style.parts[:2] != ("publisher", "date") or not style.fits(stem):
        return {}
    slug, issued = before_and_date(stem)
    found = {}
    if name := shelf.publisher_called(slug):
        found["publisher"] = Guess(name, "the file's name", sure=False)
    if issued:
        found["issued"] = Guess(issued, "the file's name", sure=False)
    return found
