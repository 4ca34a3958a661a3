"""BibTeX: sources for LaTeX. Titles and names stand in double braces, so that no style takes them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from cttui.exports.citations import Dating, container, dated, in_four_digits, phrases, title_of
from cttui.exports.left import Left
from cttui.exports.subjects import Events, Sources
from cttui.model.records import Source
from cttui.text import on_one_line

LEFT = phrases("the note gives it in words")
"""What is said of sources that an entry cannot give whole."""
Entry = tuple[str, str, Iterable[tuple[str, str]]]
"""An entry: its type, its key, and its fields with values as they are written."""

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis",
    "pamphlet": "booklet",
}  # fmt: skip
"""The entry of each type of CSL that BibTeX has one for; all others are ``misc``."""
_NAMES = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "techreport": "institution",
    "phdthesis": "school", "misc": "howpublished", "booklet": "howpublished",
}  # fmt: skip
"""The field of an entry for who published it, where it is not ``publisher``."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
"""What LaTeX shows of each sign that it would run. Braces have names, since BibTeX counts escaped ones too."""
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""What would end a field of an address or escape its end. All else is taken as it is: ``url`` is verbatim."""
_SPECIALS = re.compile(r"[\\{}$&%#_~^]")


def write(subject: Sources | Events, stream: TextIO) -> Left:
    """Write an entry a source."""
    left = Left(LEFT, "source")
    write_entries(entries(subject.cited(), left), stream)
    return left


def write_entries(found: Iterable[Entry], stream: TextIO) -> None:
    """Write entries with a blank line between."""
    for number, (kind, id_, fields) in enumerate(found):
        # a key may not hold a tilde, which an id may
        blank = "\n" if number else ""
        stream.write(f"{blank}@{kind}{{{id_.replace('~', '+')},\n")
        stream.writelines(f"  {name} = {value},\n" for name, value in fields)
        stream.write("}\n")


def entries(sources: Iterable[Source], left: Left) -> Iterator[Entry]:
    """An entry a source; what it cannot give whole is counted."""
    for source, found in dated(sources, left):
        kind = _TYPES.get(source.type, "misc")
        yield kind, source.id, _fields(source, kind, in_four_digits(found))


def _fields(source: Source, kind: str, found: Dating) -> Iterator[tuple[str, str]]:
    yield "title", titled(title_of(source))
    if source.author:
        yield "author", "{" + " and ".join(f"{{{escaped(name)}}}" for name in source.author) + "}"
    if source.publisher:
        yield (
            _NAMES.get(kind, "publisher") if kind != "misc" or container(source) else "organization",
            braced(source.publisher),
        )
    yield from published(found)
    if not_whole(found):
        yield "note", braced(f"Published {found.words}")
    if source.url:
        yield "url", addressed(source.url)
    if source.language:
        yield "language", braced(source.language)
    yield "keywords", braced(source.standpoint)
    if source.digest:
        yield "annote", braced(source.digest)


def published(found: Dating) -> Iterator[tuple[str, str]]:
    """Year, month and day, as far as a date gives them; of two ends, those of the first without its day."""
    if found.parts:
        first = found.parts[0]
        yield "year", f"{{{first[0]}}}"
        if len(first) > 1:
            yield "month", _MONTHS[first[1] - 1]
        if len(first) > 2 and len(found.parts) == 1:
            yield "day", f"{{{first[2]}}}"


def not_whole(found: Dating) -> bool:
    """Whether ``published`` says less of a date than its words, which then belong in a note."""
    unsaid = bool(found.words) and not found.parts
    return unsaid or found.doubt == "uncertain" or len(found.parts) > 1 or bool(found.season)


def titled(text: str) -> str:
    """A title, in double braces, so that no style changes its letters."""
    return f"{{{{{escaped(text)}}}}}"


def braced(text: str) -> str:
    """A text as the value of a field."""
    return f"{{{escaped(text)}}}"


def addressed(url: str) -> str:
    """An address as the value of a field, which programs and styles take as it is."""
    return "{" + url.translate(_IN_ADDRESS) + "}"


def escaped(text: str) -> str:
    """A text on one line, with what LaTeX would run made plain."""
    return _SPECIALS.sub(lambda found: _SPECIAL[found[0]], on_one_line(text))
