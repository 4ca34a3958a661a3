"""What a page says of itself: in JSON-LD and microdata (schema.org), OpenGraph, the meta tags of papers, and what it shows.

The places are asked in this order, which is that of their reliability; each has its row in a table. Work is bounded: of a page
of any size, so many scripts, tags and characters are read, and what is nested too deeply is nothing.

``trafilatura`` reads metadata too, and is not used: it does not say where a value stood or that two places disagree, makes a
date of one that cannot be (1 February of 30 February, 1 January of 2024-99-99), keeps control characters, takes 300 ms to
import where this takes 40, and 12 s of a page with 200,000 meta tags where this takes 0.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cttui.copies.metadata import About, Gathered, Key, plain
from cttui.text import key

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SCRIPT = 600_000
"""Characters of JSON-LD of a page that are read; a page of news has a few thousand."""
MOST_TAGS = 3_000
"""Meta tags, links and marked elements that are looked at."""
MOST_TIMES = 50
"""Elements that are marked, and elements of time, that are read."""
MOST_OBJECTS = 2_000
"""Objects of JSON-LD that are looked at."""

TYPES = {
    "newsarticle": "article-newspaper", "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper", "backgroundnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper", "reviewnewsarticle": "article-newspaper",
    "askpublicnewsarticle": "article-newspaper", "liveblogposting": "article-newspaper",
    "report": "report", "scholarlyarticle": "article-journal", "medicalscholarlyarticle": "article-journal",
    "blogposting": "post-weblog", "socialmediaposting": "post", "discussionforumposting": "post", "legislation": "legislation",
    "dataset": "dataset", "book": "book", "chapter": "chapter", "thesis": "thesis", "interview": "interview",
    "podcastepisode": "broadcast", "videoobject": "broadcast", "advertisercontentarticle": "article", "techarticle": "webpage",
    "article": "webpage", "webpage": "webpage", "itempage": "webpage",
}  # fmt: skip
"""The types of schema.org that a source may be, and what CSL calls them."""
_GENERAL = frozenset({"article", "webpage", "itempage", "advertisercontentarticle", "techarticle", "videoobject"})
"""Types that say little: sites give them to pages of any kind."""
_WHOLE = ("webpage", "itempage", "videoobject")
"""Types that stand beside an article's own object on its page."""

_META: dict[str, tuple[Key, str, bool]] = {
    "og:title": ("title", "OpenGraph title", True),
    "article:published_time": ("issued", "OpenGraph article:published_time", True),
    "og:published_time": ("issued", "OpenGraph published_time", True),
    "og:site_name": ("publisher", "OpenGraph site_name", True),
    "article:author": ("author", "OpenGraph article:author", True),
    "og:url": ("url", "OpenGraph url", True),
    "og:locale": ("language", "OpenGraph locale", False),
    "citation_title": ("title", "citation_title", True),
    "citation_publication_date": ("issued", "citation_publication_date", True),
    "citation_date": ("issued", "citation_date", True),
    "citation_online_date": ("issued", "citation_online_date", False),
    "citation_publisher": ("publisher", "citation_publisher", True),
    "citation_journal_title": ("publisher", "citation_journal_title", True),
    "citation_technical_report_institution": ("publisher", "citation_technical_report_institution", True),
    "citation_language": ("language", "citation_language", True),
    "dc.title": ("title", "Dublin Core title", True),
    "dcterms.title": ("title", "Dublin Core title", True),
    "dc.date": ("issued", "Dublin Core date", True),
    "dc.date.issued": ("issued", "Dublin Core date issued", True),
    "dcterms.issued": ("issued", "Dublin Core issued", True),
    "dcterms.date": ("issued", "Dublin Core date", True),
    "dcterms.created": ("issued", "Dublin Core created", False),
    "dc.creator": ("author", "Dublin Core creator", True),
    "dcterms.creator": ("author", "Dublin Core creator", True),
    "dc.publisher": ("publisher", "Dublin Core publisher", True),
    "dcterms.publisher": ("publisher", "Dublin Core publisher", True),
    "dc.language": ("language", "Dublin Core language", True),
    "dcterms.language": ("language", "Dublin Core language", True),
    "headline": ("title", "microdata headline", True),
    "datepublished": ("issued", "microdata datePublished", True),
    "inlanguage": ("language", "microdata inLanguage", True),
    "article:published": ("issued", "meta article:published", True),
    "parsely-title": ("title", "meta parsely-title", True),
    "parsely-pub-date": ("issued", "meta parsely-pub-date", True),
    "parsely-author": ("author", "meta parsely-author", True),
    "sailthru.title": ("title", "meta sailthru.title", True),
    "sailthru.date": ("issued", "meta sailthru.date", True),
    "sailthru.author": ("author", "meta sailthru.author", True),
    "pubdate": ("issued", "meta pubdate", True),
    "publishdate": ("issued", "meta publishdate", True),
    "publish-date": ("issued", "meta publish-date", True),
    "publish_date": ("issued", "meta publish_date", True),
    "publication_date": ("issued", "meta publication_date", True),
    "article.published": ("issued", "meta article.published", True),
    "date": ("issued", "meta date", True),
    "author": ("author", "meta author", True),
    "byl": ("author", "meta byl", True),
    "content-language": ("language", "meta content-language", False),
    "application-name": ("publisher", "meta application-name", False),
    "apple-mobile-web-app-title": ("publisher", "meta apple-mobile-web-app-title", False),
    "twitter:title": ("title", "Twitter title", False),
}
"""The meta tags that are read, by their name or property in lower case: what they say, how it is named, if it is sure."""
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author")
"""Tags that stand once for each author."""
_MARKED: dict[str, Key] = {"headline": "title", "datepublished": "issued", "author": "author", "inlanguage": "language"}
"""Properties of microdata that stand on elements."""

_SAVED = re.compile(
    r"<!--\s{0,20}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,20}url:\s{0,20})(https?://[^\s<>]{1,2000})"
)
"""What browsers write at the head of a page that they save."""
_ENDS = re.compile(r"\s+[-\u2013\u2014|\u00b7\u2022\u00bb:]{1,2}\s+")
"""What stands between a headline and the site's name in a page's title."""
_DAY_IN_PATH = re.compile(r"/(\d{4})/(\d\d?)/(\d\d?)(?:/|\Z)")
_COMMENT = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")


def of_page(root: _Element, markup: str) -> About:
    """What a page says of itself.

    Args:
        root: Its elements.
        markup: Its source; of that, only the head is looked at.
    """
    found = Gathered()
    metas = list(_metas(root))
    _json_ld(root, found)
    for place in ("og:", "article:", "citation_", ""):
        _tags([row for row in metas if row[0].startswith(place)], found)
    _microdata(root, found)
    _head(root, found, markup)
    return found.about


# -- JSON-LD ---------------------------------------------------------------------------------------------------------


def _json_ld(root: _Element, found: Gathered) -> None:
    """What the first object that is about the page itself says."""
    objects = list(islice(_objects(root), MOST_OBJECTS))
    known = {name: one for one in objects if isinstance(name := one.get("@id"), str)}

    def resolved(value: Any) -> Any:
        """An object in the place of one that only refers to it."""
        if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
            return known.get(value["@id"], value)
        return value

    ranked = sorted((one for one in objects if _kinds(one)), key=lambda one: _kinds(one)[0] in _WHOLE)
    for one in ranked[:1]:
        kind = _kinds(one)[0]
        found.put(
            "title", one.get("headline") or one.get("name"), "JSON-LD headline" if one.get("headline") else "JSON-LD name"
        )
        found.put("issued", one.get("datePublished"), "JSON-LD datePublished")
        found.put("issued", one.get("dateCreated"), "JSON-LD dateCreated", sure=False)
        for name in ("author", "creator"):
            given = one.get(name)
            people = [_name(resolved(person)) for person in (given if isinstance(given, list) else [given])[:MOST_TAGS]]
            found.put("author", [person for person in people if person], f"JSON-LD {name}")
        found.put("publisher", _name(resolved(_first(one.get("publisher")))), "JSON-LD publisher")
        found.put("publisher", _name(resolved(_first(one.get("sourceOrganization")))), "JSON-LD sourceOrganization", sure=False)
        language = _first(one.get("inLanguage"))
        found.put("language", language.get("alternateName") if isinstance(language, dict) else language, "JSON-LD inLanguage")
        found.put("type", TYPES[kind], f"JSON-LD @type {plain(_first(one.get('@type')), 40)}", sure=kind not in _GENERAL)
        whole = one.get("mainEntityOfPage")
        found.put("url", whole.get("@id") if isinstance(whole, dict) else whole, "JSON-LD mainEntityOfPage")
        found.put("url", one.get("url"), "JSON-LD url")


def _objects(root: _Element) -> Iterator[dict[str, Any]]:
    """The objects that stand by themselves in the page's scripts, in a list, in a graph, or as what a page is about."""
    room = MOST_SCRIPT
    for script in islice(root.iter("script"), MOST_TAGS):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > room:
            continue
        room -= len(text)
        try:
            # many sites leave line breaks inside of texts, which JSON forbids
            waiting = [json.loads(_COMMENT.sub("", text), strict=False)]
        except (ValueError, RecursionError):
            continue
        for depth in range(4):
            following: list[Any] = []
            for one in waiting[:MOST_OBJECTS]:
                if isinstance(one, list):
                    following += one[:MOST_OBJECTS]
                elif isinstance(one, dict):
                    yield one
                    following += [one[name] for name in ("@graph", "mainEntity") if name in one and depth < 3]
            waiting = following


def _kinds(one: Mapping[str, Any]) -> list[str]:
    """The types of an object that a source may have, in lower case."""
    given = one.get("@type")
    names = given if isinstance(given, list) else [given]
    bare = (name.rpartition("/")[2].lower() for name in names[:10] if isinstance(name, str))
    return [name for name in bare if name in TYPES]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _name(value: Any) -> Any:
    """The name of a person or body, given as an object or as a text; anything else is none."""
    return _first(value.get("name")) if isinstance(value, dict) else value


# -- tags ------------------------------------------------------------------------------------------------------------


def _metas(root: _Element) -> Iterator[tuple[str, str]]:
    """The name and content of each meta tag."""
    for element in islice(root.iter("meta"), MOST_TAGS):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        content = element.get("content")
        if content and len(name) < 60:
            yield name.strip().lower(), content


def _tags(metas: list[tuple[str, str]], found: Gathered) -> None:
    for name in _AUTHORS:
        people = [content for known, content in metas if known == name]
        if len(people) > 1 or (people and name == "citation_author"):
            found.put("author", [_turned(person) for person in people], name if name == "citation_author" else f"meta {name}")
    for name, content in metas:
        if (row := _META.get(name)) is not None:
            found.put(row[0], content, row[1], sure=row[2])
    if any(name == "citation_journal_title" for name, _ in metas):
        found.put("type", "article-journal", "citation_journal_title")
    elif any(name == "citation_technical_report_institution" for name, _ in metas):
        found.put("type", "report", "citation_technical_report_institution")


def _turned(name: str) -> str:
    """A name as it is spoken: papers give it as ``Khan, Imran``."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name


def _microdata(root: _Element, found: Gathered) -> None:
    """Elements that are marked as headline, date or author, and those of time."""
    times = marked = 0
    for element in islice(root.iter("*"), 50 * MOST_TAGS):
        name = (element.get("itemprop") or "").lower()
        if (what := _MARKED.get(name)) is not None and element.tag != "meta" and marked < MOST_TIMES:
            # each may hold all the others, so that no more than so many are read
            marked += 1
            said = element.get("content") or element.get("datetime") or "".join(islice(element.itertext(), 20))
            found.put(what, said, f"microdata {element.get('itemprop')}")
        elif element.tag == "time" and times < MOST_TIMES and not found.has("issued"):
            times += 1
            said = element.get("datetime") or "".join(islice(element.itertext(), 20))
            found.put("issued", said, "the page's first time", sure=element.get("pubdate") is not None)


# -- what the page shows ---------------------------------------------------------------------------------------------


def _head(root: _Element, found: Gathered, markup: str) -> None:
    """The page's language, canonical address, title and first heading, and the day in its address."""
    for link in islice(root.iter("link"), MOST_TAGS):
        if "canonical" in (link.get("rel") or "").lower().split():
            found.put("url", link.get("href"), "canonical link")
    if saved := _SAVED.search(markup[:4_000]):
        found.put("url", saved[1], "the browser that saved the page")
    html = next(root.iter("html"), root)
    found.put("language", html.get("lang") or html.get("xml:lang"), "the page's language tag")
    title = next((one for one in root.iter("title") if next(one.iterancestors("svg"), None) is None), None)
    if title is not None:
        text = plain("".join(islice(title.itertext(), 20)), 600)
        found.put("title", without_site(text, found.first("publisher"), found.first("url")), "the page's title", sure=False)
    if not found.has("title"):
        heading = next(root.iter("h1"), None)
        found.put(
            "title", "".join(islice(heading.itertext(), 40)) if heading is not None else "", "the page's heading", sure=False
        )
    if not found.has("issued") and (day := _DAY_IN_PATH.search(found.first("url"))):
        found.put("issued", "-".join((day[1], day[2].zfill(2), day[3].zfill(2))), "the address", sure=False)


def without_site(title: str, publisher: str, url: str) -> str:
    """A page's title without the name of its site, before or behind it."""
    parts = _ENDS.split(title)
    if len(parts) < 2:
        return title
    try:
        site = (urlsplit(url).hostname or "").removeprefix("www.").partition(".")[0]
    except ValueError:
        site = ""
    for part, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
        joined = key(part).replace(" ", "")
        if joined and (key(part) == key(publisher) or joined.removesuffix("com") == site):
            return re.sub(r"^[\W_]+|[\s\-\u2013\u2014|\u00b7\u2022\u00bb:]+$", "", rest)
    return title
