"""What a PDF, a Markdown document or a plain text says of itself.

A PDF says when its file was made, which is often not when it was published: such a date is not sure. A text says what its
first lines say, a title among them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cttui.copies.metadata import About, Gathered, Key
from cttui.copies.writtendates import spelt_in

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_XMP = 400_000
"""Bytes of a PDF's XMP that are read."""
FIRST_LINES = 12
"""Lines of a text in which it says what it is."""
LONGEST_TITLE = 160
"""Characters of a first line that can be a title; a longer one is a sentence."""

_PROGRAM = re.compile(r"(?:microsoft (?:word|powerpoint|excel) - |powerpoint presentation$|slide 1$|untitled)", re.IGNORECASE)
"""What programs write for a title."""
_FILE = re.compile(r"\.(?:docx?|rtf|odt|pages|indd|qxd|pptx?|tex|dvi|pdf|pub|cdr|ai)$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<label>title|headline|author|authors|by|date|published|issued|publisher|publication|newspaper|language|lang|url|link"
    r"|address|source)\s?:\s{0,4}(?P<value>\S.{0,1999})\Z",
    re.IGNORECASE,
)
_LABELS: dict[str, Key] = {
    "title": "title", "headline": "title", "author": "author", "authors": "author", "by": "author", "date": "issued",
    "published": "issued", "issued": "issued", "publisher": "publisher", "publication": "publisher", "newspaper": "publisher",
    "language": "language", "lang": "language", "url": "url", "link": "url", "address": "url", "source": "url",
}  # fmt: skip
_IN_PARENTHESES = re.compile(r"\((?:by )?([^\W\d_][^()\n]{2,60})\)\Z", re.IGNORECASE)
_BY = re.compile(r"by:? ([^\W\d_][^.:\n]{2,60})\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S{4,2000}\Z")
_HEADING = re.compile(r"#{1,2}[ \t]{1,8}(\S.*?)[ \t#]*\Z")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP: dict[str, tuple[Key, str, bool]] = {
    "{http://purl.org/dc/elements/1.1/}title": ("title", "XMP title", True),
    "{http://purl.org/dc/elements/1.1/}creator": ("author", "XMP creator", True),
    "{http://purl.org/dc/elements/1.1/}publisher": ("publisher", "XMP publisher", True),
    "{http://purl.org/dc/elements/1.1/}language": ("language", "XMP language", True),
    "{http://purl.org/dc/elements/1.1/}date": ("issued", "XMP date", False),
    "{http://prismstandard.org/namespaces/basic/2.0/}publicationDate": ("issued", "XMP publicationDate", True),
    "{http://prismstandard.org/namespaces/basic/2.0/}publicationName": ("publisher", "XMP publicationName", True),
    "{http://prismstandard.org/namespaces/basic/2.0/}url": ("url", "XMP url", True),
    "{http://ns.adobe.com/xap/1.0/}CreateDate": ("issued", "XMP CreateDate", False),
}


def of_pdf(reader: PdfReader, text: str) -> About:
    """What a PDF says of itself; what cannot be read says nothing.

    Args:
        reader: The opened file.
        text: Its text.
    """
    found = Gathered()
    for read in (_information, _catalog, _xmp):
        try:
            read(reader, found)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112  # foreign bytes: what is said in a broken way is not said
            continue
    found.put("type", "report", "a PDF", sure=False)
    if not found.has("title"):
        _first_line(text, found)
    return found.about


def _information(reader: PdfReader, found: Gathered) -> None:
    said = reader.metadata
    if said is None:
        return
    title = _text(said.get("/Title"))
    if not _PROGRAM.match(title) and not _FILE.search(title):
        found.put("title", title, "PDF Title")
    found.put("author", _text(said.get("/Author")), "PDF Author", sure=False)
    found.put("issued", _text(said.get("/CreationDate")), "PDF CreationDate", sure=False)


def _text(value: Any) -> str:
    """A text of a PDF, which may stand elsewhere in it; empty for anything else."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return found[:4_000] if isinstance(found, str) else ""


def _catalog(reader: PdfReader, found: Gathered) -> None:
    found.put("language", _text(reader.root_object.get("/Lang")), "PDF language")


def _xmp(reader: PdfReader, found: Gathered) -> None:
    """The properties that stand in a PDF's XMP (ISO 16684-1), as elements or as attributes."""
    from lxml import etree

    stream = reader.root_object.get("/Metadata")
    content = stream.get_object().get_data() if stream is not None else b""
    if not content or len(content) > MOST_XMP:
        return
    # no entity is resolved, and nothing is fetched
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    for element in root.iter("*"):
        for name, (what, where, sure) in _XMP.items():
            if element.tag == name:
                items = [item.text or "" for item in element.iter(f"{_RDF}li")] or [element.text or ""]
                found.put(what, items if what == "author" else items[0], where, sure=sure)
            elif element.tag == f"{_RDF}Description" and element.get(name):
                found.put(what, element.get(name), where, sure=sure)


def of_markdown(source: str, front: str) -> About:
    """What a Markdown document says of itself: in its front matter, its first heading, and its first lines.

    Args:
        source: The document.
        front: Its front matter; empty for none.
    """
    found = Gathered()
    for line in front.splitlines()[:200]:
        if label := _LABEL.match(line.strip()[:3_000]):
            what, value = _LABELS[label["label"].lower()], label["value"].strip()
            given = _listed(value) if what == "author" and value[:1] == "[" else value.strip("\"'[]")
            found.put(what, given, f"front matter {label['label'].lower()}")
    for line in _lines(source):
        if heading := _HEADING.match(line):
            found.put("title", heading[1], "the first heading", sure=False)
            break
    found.put("type", "document", "a Markdown file", sure=False)
    _labelled(source, found)
    return found.about


def _listed(value: str) -> list[str]:
    """The items of a list as YAML has it in one line, without their quotation marks."""
    (items,) = csv.reader([value.strip("[] ")], skipinitialspace=True)
    return [item.strip().strip("\"'") for item in items]


def of_text(text: str) -> About:
    """What the first lines of a text say."""
    found = Gathered()
    _labelled(text, found)
    _first_line(text, found)
    found.put("type", "document", "a text file", sure=False)
    return found.about


def _lines(text: str) -> Iterator[str]:
    """The first lines of a text that are not empty, each as far as it is looked at."""
    start = seen = 0
    while seen < FIRST_LINES and start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if line := text[start : min(stop, start + 2_500)].strip():
            seen += 1
            yield line
        start = stop + 1


def _labelled(text: str, found: Gathered) -> None:
    """Values that the first lines give under a label, or that are lines of their own."""
    for number, line in enumerate(_lines(text), 1):
        where = "the first line" if number == 1 else f"line {number} of its text"
        if label := _LABEL.match(line):
            found.put(_LABELS[label["label"].lower()], label["value"], where)
        elif _ADDRESS.match(line):
            found.put("url", line, where)
        elif author := _IN_PARENTHESES.match(line) or _BY.match(line):
            found.put("author", author[1], where, sure=False)
        elif len(line) <= 80 and (day := next(spelt_in(line), "")):
            found.put("issued", day, where, sure=False)


def _first_line(text: str, found: Gathered) -> None:
    """The first line that reads as a title: short, no label, and no sentence."""
    for line in _lines(text):
        if _LABEL.match(line) or _ADDRESS.match(line) or _IN_PARENTHESES.match(line) or _BY.match(line):
            continue
        # whatever is further down is a heading of a part, or a sentence
        if len(line) <= LONGEST_TITLE and line[-1] not in ".;,:" and any(map(str.isalpha, line)):
            found.put("title", line.lstrip("# "), "the first line", sure=False)
        return
