"""RIS, the format of reference managers: sources as tagged lines. Lines end as on the systems that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from cttui.exports.citations import Dating, container, dated, in_four_digits, phrases, title_of
from cttui.exports.left import Left
from cttui.exports.subjects import Events, Sources
from cttui.model.records import Source
from cttui.text import on_one_line

_LEFT = phrases("DA gives it in words")
_TYPES = {
    "article": "EJOUR", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL",
    "book": "BOOK", "broadcast": "MPCT", "chapter": "CHAP", "dataset": "DATA", "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC", "hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT", "map": "MAP",
    "motion_picture": "MPCT", "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT", "post": "ICOMM",
    "post-weblog": "BLOG", "report": "RPRT", "software": "COMP", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
"""The type of each type of CSL that RIS has one for; all others are ``GEN``."""


def write(subject: Sources | Events, stream: TextIO) -> Left:
    """Write a record a source."""
    left = Left(_LEFT, "source")
    for source, found in dated(subject.cited(), left):
        stream.writelines(f"{tag}  - {on_one_line(value)}\r\n" for tag, value in _tags(source, in_four_digits(found)))
        stream.write("ER  - \r\n\r\n")
    return left


def _tags(source: Source, found: Dating) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(source.type, "GEN")
    yield "ID", source.id
    yield "TI", title_of(source)
    # whether a name is a person's is not known, so none is taken apart
    yield from (("AU", name) for name in source.author)
    if source.publisher:
        yield "T2" if container(source) else "PB", source.publisher
    if found.parts:
        yield "PY", f"{found.parts[0][0]:04}"
    if found.words:
        yield "DA", _date(found)
    if source.url:
        yield "UR", source.url
    if source.language:
        yield "LA", source.language
    yield "KW", source.standpoint
    if source.digest:
        yield "N1", source.digest


def _date(found: Dating) -> str:
    """Year, month, day and a remark, divided by slashes: what is not certain is said in the remark."""
    parts = found.parts[0] if found.parts else ()
    digits = [f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts)]
    digits += [""] * (3 - len(digits))
    plain = not found.doubt and len(found.parts) == 1 and not found.season
    return "/".join((*digits, "" if plain else found.words.replace("/", "-")))
