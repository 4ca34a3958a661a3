"""BibTeX: sources for LaTeX. Titles and names stand in double braces, so that no style takes them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from cttui.exports.citations import Dating, container, dated, phrases, title_of
from cttui.exports.left import Left
from cttui.exports.subjects import Events, Sources
from cttui.model.records import Source
from cttui.text import on_one_line

_LEFT = phrases("the note gives it in words")
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
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIALS = re.compile(r"[\\{}$&%#_~^]")


def write(subject: Sources | Events, stream: TextIO) -> Left:
    """Write an entry a source."""
    left = Left(_LEFT, "source")
    for number, (source, found) in enumerate(dated(subject, left)):
        kind = _TYPES.get(source.type, "misc")
        stream.write(_head(number, kind, source.id))
        stream.writelines(f"  {name} = {value},\n" for name, value in _fields(source, kind, found))
        stream.write("}\n")
    return left


def _head(number: int, kind: str, id_: str) -> str:
    # a key may not hold a tilde, which an id may
    blank = "\n" if number else ""
    return f"{blank}@{kind}{{{id_.replace('~', '+')},\n"


def _fields(source: Source, kind: str, found: Dating) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{escaped(title_of(source))}}}}}"
    if source.author:
        yield "author", "{" + " and ".join(f"{{{escaped(name)}}}" for name in source.author) + "}"
    if source.publisher:
        yield (
            _NAMES.get(kind, "publisher") if kind != "misc" or container(source) else "organization",
            _braced(source.publisher),
        )
    if found.parts:
        first = found.parts[0]
        yield "year", f"{{{first[0]}}}"
        if len(first) > 1:
            yield "month", _MONTHS[first[1] - 1]
        if len(first) > 2 and len(found.parts) == 1:
            yield "day", f"{{{first[2]}}}"
    if found.doubt == "uncertain" or len(found.parts) > 1 or found.season:
        yield "note", _braced(f"Published {found.words}")
    if source.url:
        # in url fields only what would end the field, or begin a comment, is escaped
        yield "url", "{" + source.url.replace("%", r"\%").replace("#", r"\#").replace("_", r"\_").replace("&", r"\&") + "}"
    if source.language:
        yield "language", _braced(source.language)
    yield "keywords", _braced(source.standpoint)
    if source.digest:
        yield "annote", _braced(source.digest)


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"


def escaped(text: str) -> str:
    """A text on one line, with what LaTeX would run made plain."""
    return _SPECIALS.sub(lambda found: _SPECIAL[found[0]], on_one_line(text))
