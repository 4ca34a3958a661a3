"""What pages, PDFs and texts say of themselves: every value with the place where it was read, and nothing of hostile ones."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies import html_text
from cttui.copies.document_metadata import of_markdown, of_pdf, of_text
from cttui.copies.kinds import HTML, PDF
from cttui.copies.metadata import AUTHORS, KEYS, LONGEST, About, Gathered, Reading, packed, plain, unpacked
from cttui.copies.page_metadata import MOST_TIMES, of_page, without_site
from cttui.copies.texts import derive
from cttui.copies.writtendates import edtf_of, spelt_in
from cttui.text import has_control

WORDS = "<p>" + "Some words of a page that goes on. " * 5 + "</p>"


def page(head: str, body: str = WORDS, attributes: str = "") -> About:
    """What a page with a head says of itself."""
    markup = f"<html {attributes}><head>{head}</head><body>{body}</body></html>"
    root = html_text.tree(markup)
    assert root is not None
    return of_page(root, markup)


def ld(**said: Any) -> str:
    """A script of JSON-LD with an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


def first(about: About, key: str) -> tuple[str, str]:
    """The first reading of a key: the value and where it stands."""
    text, where, _ = about[key][0]
    return text, where


# -- pages -----------------------------------------------------------------------------------------------------------


def test_json_ld_comes_first() -> None:
    """A page's JSON-LD says what it is, and each value carries the property it was read from."""
    about = page(
        ld(
            headline="Bus attacked",
            datePublished="2024-03-26",
            author=[{"@type": "Person", "name": "Umar Bacha"}, "Imtiaz Ali"],
            publisher={"@type": "Organization", "name": "Dawn"},
            inLanguage="en-GB",
            mainEntityOfPage={"@id": "https://dawn.com/news/1"},
        )
        + '<meta property="og:site_name" content="DAWN.COM">'
    )
    assert first(about, "title") == ("Bus attacked", "JSON-LD headline")
    assert first(about, "issued") == ("2024-03-26", "JSON-LD datePublished")
    assert first(about, "author") == ("Umar Bacha; Imtiaz Ali", "JSON-LD author")
    assert first(about, "publisher") == ("Dawn", "JSON-LD publisher")
    assert about["publisher"][1] == Reading("DAWN.COM", "OpenGraph site_name")
    assert first(about, "language") == ("en", "JSON-LD inLanguage")
    assert first(about, "type") == ("article-newspaper", "JSON-LD @type NewsArticle")
    assert first(about, "url") == ("https://dawn.com/news/1", "JSON-LD mainEntityOfPage")


def test_places_that_disagree_all_stand() -> None:
    """JSON-LD says 26 March and OpenGraph 27 March: both are there, none is chosen."""
    about = page(
        ld(headline="A", datePublished="2024-03-26")
        + '<meta property="article:published_time" content="2024-03-27T08:00:00+05:00">'
    )
    assert about["issued"] == (
        Reading("2024-03-26", "JSON-LD datePublished"),
        Reading("2024-03-27T08:00:00+05:00", "OpenGraph article:published_time"),
    )


def test_the_articles_own_object_is_meant() -> None:
    """In a graph, the article is read and not the page or the site around it, and what it refers to is looked up there."""
    graph = [
        {"@type": "WebSite", "name": "The site"},
        {"@type": "WebPage", "name": "The page", "datePublished": "2020-01-01"},
        {"@type": "Person", "@id": "#a", "name": "Sara Khan"},
        {
            "@type": ["Article", "NewsArticle"],
            "headline": "The article",
            "author": {"@id": "#a"},
            "datePublished": "2024-01-02",
        },
    ]
    about = page(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')
    assert first(about, "title") == ("The article", "JSON-LD headline")
    assert first(about, "author") == ("Sara Khan", "JSON-LD author")
    assert [reading.text for reading in about["issued"]] == ["2024-01-02"]


def test_tags_are_read_where_there_is_no_json_ld() -> None:
    """OpenGraph, the tags of papers and the page itself say what they say, each by its name."""
    about = page(
        '<meta name="citation_title" content="On tolls"><meta name="citation_author" content="Khan, Imran">'
        '<meta name="citation_author" content="Ali, Sara"><meta name="citation_publication_date" content="2024/03/26">'
        '<meta name="citation_journal_title" content="Review of Tolls"><link rel="canonical" href="https://x.org/a">',
        attributes='lang="en-US"',
    )
    assert first(about, "title") == ("On tolls", "citation_title")
    assert first(about, "author") == ("Imran Khan; Sara Ali", "citation_author")
    assert first(about, "issued") == ("2024-03-26", "citation_publication_date")
    assert first(about, "publisher") == ("Review of Tolls", "citation_journal_title")
    assert first(about, "type") == ("article-journal", "citation_journal_title")
    assert first(about, "language") == ("en", "the page's language tag")
    assert first(about, "url") == ("https://x.org/a", "canonical link")


def test_what_a_page_shows_is_not_sure() -> None:
    """A title without the site's name, a heading, a first time and the day in an address are read, and are not sure."""
    about = page("<title>Bus attacked | Dawn</title>" + '<meta property="og:site_name" content="Dawn">')
    assert about["title"] == (Reading("Bus attacked", "the page's title", sure=False),)
    about = page("", "<h1>Bus <b>attacked</b></h1><time>26 March 2024</time>" + WORDS)
    assert about["title"] == (Reading("Bus attacked", "the page's heading", sure=False),)
    assert about["issued"] == (Reading("2024-03-26", "the page's first time", sure=False),)
    about = page('<link rel="canonical" href="https://x.org/2024/3/6/bus">')
    assert about["issued"] == (Reading("2024-03-06", "the address", sure=False),)


def test_a_saved_page_says_where_it_came_from() -> None:
    """The comment that a browser writes into a page that it saves gives its address."""
    markup = f"<!-- saved from url=(0031)https://www.dawn.com/news/18239 --><html><body>{WORDS}</body></html>"
    root = html_text.tree(markup)
    assert root is not None
    assert of_page(root, markup)["url"] == (Reading("https://www.dawn.com/news/18239", "the browser that saved the page"),)


@pytest.mark.parametrize(
    ("title", "publisher", "url", "bare"),
    [
        ("Bus attacked - Dawn", "Dawn", "", "Bus attacked"),
        ("DAWN.COM | Bus attacked", "", "https://www.dawn.com/x", "Bus attacked"),
        ("Bus \u2013 five killed - Dawn", "Dawn", "", "Bus \u2013 five killed"),
        ("Bus - five killed", "Dawn", "", "Bus - five killed"),
        ("Bus attacked", "Bus attacked", "http://[", "Bus attacked"),
    ],
)
def test_a_sites_name_is_no_part_of_a_title(title: str, publisher: str, url: str, bare: str) -> None:
    """The site's name is cut from an end of a title; any other part of it stays."""
    assert without_site(title, publisher, url) == bare


# -- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024-03-26", "2024-03-26"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("20240326", "2024-03-26"),
        ("2024/03/26", "2024-03-26"),
        ("2024-03-26 10:15:00", "2024-03-26"),
        ("2024-03-26T22:15:00.123Z", "2024-03-26T22:15:00Z"),
        ("2024-03-26T22:15+0500", "2024-03-26T22:15:00+05:00"),
        ("2024-03-26T99:15:00Z", "2024-03-26"),
        ("Tue, 26 Mar 2024 10:00:00 GMT", "2024-03-26"),
        ("March 26th, 2024", "2024-03-26"),
        ("26. M\u00e4rz 2024", "2024-03-26"),
        ("D:20240326101500+05'00'", "2024-03-26"),
        ("26/03/2024", "2024-03-26"),
        ("03/04/2024", ""),
        ("2024-02-30", ""),
        ("2024-99-99", ""),
        ("0000-00-00", ""),
        ("202403", ""),
        ("9999-01-01", ""),
        ("32 March 2024", ""),
        ("yesterday", ""),
    ],
)
def test_dates_are_read_or_are_none(written: str, edtf: str) -> None:
    """A date in any usual writing becomes EDTF; one that cannot be, or may be two days, is none."""
    assert edtf_of(written) == edtf


def test_days_are_found_in_a_text() -> None:
    """The days that a line writes out are found in its order."""
    assert list(spelt_in("Posted 27 March 2024, updated April 2, 2024 (2024-04-03)")) == [
        "2024-03-27",
        "2024-04-02",
        "2024-04-03",
    ]


@pytest.mark.parametrize(
    ("said", "tag"),
    [("en-GB", "en"), ("EN_us", "en"), ("English", "en"), ("urd", "ur"), ("Klingon", ""), ("x-default", ""), ("", "")],
)
def test_languages_are_tags(said: str, tag: str) -> None:
    """A language is given as a tag or by its English name; anything else is none."""
    found = Gathered()
    found.put("language", said, "here")
    assert found.first("language") == tag


def test_microdata_stands_in_tags_too() -> None:
    """A meta tag with a property of schema.org says what an element with it would."""
    about = page('<meta itemprop="datePublished" content="2024-03-26"><meta itemprop="headline" content="Bus attacked">')
    assert first(about, "issued") == ("2024-03-26", "microdata datePublished")
    assert first(about, "title") == ("Bus attacked", "microdata headline")


def test_names_of_programs_are_nobodys() -> None:
    """What a program writes for an author, an address or an account is no author; the others stay."""
    found = Gathered()
    found.put("author", "By Umar Bacha and Imtiaz Ali", "a")
    found.put("author", ["admin", "https://facebook.com/dawn", "@dawn", "x@y.org", None, 5], "b")
    assert found.about == {"author": (Reading("Umar Bacha; Imtiaz Ali", "a"),)}


@pytest.mark.parametrize("raw", [None, 5, ["x"], {}, "", " \u200b ", "x" * 5_000, "\x00\x1b"])
def test_what_is_no_text_is_none(raw: object) -> None:
    """Numbers, lists, blanks, control characters and texts beyond all measure are no values."""
    assert plain(raw, 400) == ""


def test_a_value_is_one_clean_line() -> None:
    """Markup, entities written twice, line breaks and characters that control a terminal or reorder text are taken out."""
    assert plain("A &amp;amp; B<br>\n<b>C</b>\x1b[31m \u202eD e\u0301", 400) == "A & B C [31m D \u00e9"


LEAVES = st.one_of(st.none(), st.integers(), st.text(max_size=60))
NAMES = st.sampled_from(["headline", "datePublished", "author", "publisher", "inLanguage", "url", "@type", "name", "@id"])
JSON_LD = st.dictionaries(
    NAMES,
    st.recursive(LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(NAMES, one, max_size=3), max_leaves=6),
)
ANSWERS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9)),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(st.sampled_from([*KEYS, "x"]), one, max_size=4),
)


@given(JSON_LD)
def test_any_json_ld_is_read_or_left(said: dict[str, Any]) -> None:
    """Whatever types a page's JSON-LD has, values are clean lines of a bounded length, and come unchanged out of a process."""
    about = page(ld(**said))
    for key, rows in about.items():
        for row in rows:
            assert row.text == row.text.strip()
            assert not has_control(row.text)
            assert "\n" not in row.text
            assert len(row.text) <= LONGEST[key] * 12  # type: ignore[index]  # it is one of the keys
    assert unpacked(packed(about)) == about


@given(ANSWERS)
def test_a_process_is_not_trusted(answer: Any) -> None:
    """Whatever a process that handled foreign bytes answers, only clean readings are taken from it."""
    for rows in unpacked(json.dumps(answer).encode()).values():
        assert all(row.text == plain(row.text, 5_000) and row.where == plain(row.where, 80) for row in rows)


def test_an_answer_that_is_no_json_says_nothing() -> None:
    """Broken or deeply nested bytes are no readings."""
    assert unpacked(b"\xff{") == unpacked(b"[" * 100_000) == unpacked(b"[]") == {}


# -- hostile pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "' + "a" * 4_000_000 + '"}',
        '{"@type": "NewsArticle", "headline": "H", "text": "' + "a" * 1_000_000 + '"}',
        "[" * 10_000 + "]" * 10_000,
        '{"@graph": ' * 5_000 + "{}" + "}" * 5_000,
        '{"@type": "NewsArticle", "headline": ' + "9" * 5_000 + "}",
        "{not json",
        '{"@type": "NewsArticle", "headline": {"headline": 5}, "author": [[["x"]]], "datePublished": true}',
    ],
    ids=["a large headline", "large", "nested lists", "nested graphs", "a long number", "no JSON", "other types"],
)
def test_hostile_json_ld_says_nothing(script: str) -> None:
    """JSON-LD that is too large, nested too deeply or of other types leaves the page's own title, and breaks nothing."""
    about = page(f'<title>T</title><script type="application/ld+json">{script}</script>')
    assert {key: first(about, key)[0] for key in about if key != "type"} == {"title": "T"}


def test_dates_that_cannot_be_are_none() -> None:
    """30 February and month 99 are no dates, and no other day is made of them."""
    about = page(ld(headline="A", datePublished="2024-02-30") + '<meta name="date" content="2024-99-99">')
    assert "issued" not in about


def test_a_page_with_any_number_of_tags_is_read_as_far_as_is_good() -> None:
    """Of 50,000 meta tags, links and times so many are looked at; a title behind them is found."""
    tags = '<meta name="date" content="x">' * 50_000 + '<link rel="x">' * 50_000
    about = page(f"{tags}<title>T</title>", "<time>1 foo 2024</time>" * 50_000 + WORDS)
    assert first(about, "title")[0] == "T"
    assert "issued" not in about


@pytest.mark.thorough
def test_what_a_page_says_comes_out_of_the_sandbox() -> None:
    """A page's text and what it says come from the same process; 20 MB of JSON-LD do not keep its text from being read."""
    big = f'<script type="application/ld+json">["{"a" * 19_000_000}"]</script>'
    found = derive(f"<html><head><title>T</title>{big}</head><body>{WORDS}</body></html>".encode(), HTML, about=True)
    assert found.text.startswith("T\n\nSome words")
    assert found.about == {"title": (Reading("T", "the page's title", sure=False),)}
    assert derive(f"<html><title>T</title><body>{WORDS}</body></html>".encode(), HTML).about == {}


# -- other documents -------------------------------------------------------------------------------------------------


def pdf(**said: str) -> bytes:
    """A PDF with document information."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{key}": value for key, value in said.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def about_pdf(content: bytes, text: str = "") -> About:
    """What a PDF says of itself."""
    from pypdf import PdfReader

    return of_pdf(PdfReader(io.BytesIO(content)), text)


def test_a_pdf_says_when_its_file_was_made() -> None:
    """A PDF's title is taken; the date at which it was made is shown and is not sure, nor is its author."""
    about = about_pdf(pdf(Title="Security Report 2024", Author="PIPS", CreationDate="D:20250110093000+05'00'"))
    assert about["title"] == (Reading("Security Report 2024", "PDF Title"),)
    assert about["issued"] == (Reading("2025-01-10", "PDF CreationDate", sure=False),)
    assert about["author"] == (Reading("PIPS", "PDF Author", sure=False),)


def test_a_title_may_stand_elsewhere_in_a_pdf() -> None:
    """Document information that only refers to its texts is read all the same; what is no text is none."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, NameObject, TextStringObject

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "x"})
    assert writer._info is not None
    writer._info[NameObject("/Title")] = writer._add_object(TextStringObject("Security Report"))
    writer._info[NameObject("/Author")] = writer._add_object(ArrayObject())
    out = io.BytesIO()
    writer.write(out)
    about = about_pdf(out.getvalue())
    assert about["title"] == (Reading("Security Report", "PDF Title"),)
    assert "author" not in about


def test_marked_elements_inside_one_another_are_read_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of hundreds of elements marked as author, each inside the next around a long text, so many are read."""
    read: list[object] = []
    monkeypatch.setattr(Gathered, "put", lambda _self, key, raw, *_, **__: read.append(raw) if key == "author" else None)
    page("", '<span itemprop="author">' * 200 + "x" * 100_000 + "</span>" * 200 + WORDS)
    assert len(read) == MOST_TIMES


@pytest.mark.parametrize("title", ["Microsoft Word - report final.docx", "untitled", "report_v3.indd", ""])
def test_a_programs_title_is_none(title: str) -> None:
    """The name of a program's file is no title; the first line of the text is, if it reads like one."""
    assert about_pdf(pdf(Title=title), "Pakistan Security Report\nMore.")["title"] == (
        Reading("Pakistan Security Report", "the first line", sure=False),
    )


def xmp(body: str, head: str = "") -> bytes:
    """A PDF with XMP."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    stream = StreamObject()
    stream.set_data(
        f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
        f' xmlns:xmp="http://ns.adobe.com/xap/1.0/">{body}</rdf:RDF></x:xmpmeta>'.encode()
    )
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_xmp_is_read_as_elements_and_attributes() -> None:
    """XMP gives title, authors and dates in either of its writings; when it was published is sure, when it was made is not."""
    about = about_pdf(
        xmp(
            '<rdf:Description xmp:CreateDate="2024-03-01T10:00:00Z" prism:publicationDate="2024-03-26">'
            "<dc:title><rdf:Alt><rdf:li>Tolls</rdf:li></rdf:Alt></dc:title>"
            "<dc:creator><rdf:Seq><rdf:li>Sara Khan</rdf:li><rdf:li>A. Ali</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
        )
    )
    assert about["title"] == (Reading("Tolls", "XMP title"),)
    assert about["author"] == (Reading("Sara Khan; A. Ali", "XMP creator"),)
    assert about["issued"] == (
        Reading("2024-03-26", "XMP publicationDate"),
        Reading("2024-03-01T10:00:00Z", "XMP CreateDate", sure=False),
    )


def test_entities_of_xmp_are_not_resolved() -> None:
    """XMP that nests entities to become gigabytes, or names files, says nothing."""
    bomb = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + '<!ENTITY f SYSTEM "file:///etc/hostname">]>'  # fmt: skip
    body = "<rdf:Description><dc:title>&j;&f;</dc:title></rdf:Description>"
    assert "title" not in about_pdf(xmp(body, bomb))


def test_a_pdf_reads_no_files(tmp_path: Path) -> None:
    """Neither what a PDF declares inside of its XMP nor a file that it names there becomes a title."""
    (tmp_path / "secret").write_text("Secret")
    for entity in ('"Inside"', f'SYSTEM "{(tmp_path / "secret").as_uri()}"'):
        body = "<rdf:Description><dc:title>&a;</dc:title></rdf:Description>"
        assert "title" not in about_pdf(xmp(body, f"<!DOCTYPE x [<!ENTITY a {entity}>]>"))


@pytest.mark.thorough
def test_a_pdfs_metadata_comes_out_of_the_sandbox() -> None:
    """A PDF whose pages have no text is refused with or without what it says of itself."""
    from cttui.copies.kinds import NoTextError

    with pytest.raises(NoTextError):
        derive(pdf(Title="T"), PDF, about=True)


def test_the_first_lines_of_a_text_say_what_it_is() -> None:
    """A text that begins with a title, labels and an address has them; further down nothing is looked for."""
    about = of_text(
        "Bus attacked near Besham\nPublished: 26 March 2024\nSource: https://dawn.com/news/1\n(Umar Bacha)\n\nSix people died."
        + "\nwords" * 50
        + "\nTitle: another"
    )
    assert about["title"] == (Reading("Bus attacked near Besham", "the first line", sure=False),)
    assert about["issued"] == (Reading("2024-03-26", "line 2 of its text"),)
    assert about["url"] == (Reading("https://dawn.com/news/1", "line 3 of its text"),)
    assert about["author"] == (Reading("Umar Bacha", "line 4 of its text", sure=False),)


def test_a_sentence_is_no_title() -> None:
    """A text that begins with a sentence has no title, though a short line follows."""
    assert "title" not in of_text("Leaders have decided to launch an operation.\nThe need for a strategy\n")


@pytest.mark.parametrize(
    "written", ["[Ann Lee, Bob Ray]", "['Ann Lee', 'Bob Ray']", '["Ann Lee", "Bob Ray"]', '[ "Ann Lee", Bob Ray ]']
)
def test_front_matter_lists_authors(written: str) -> None:
    """A list of authors in one line is as many authors, with or without quotation marks."""
    assert first(of_markdown("text", f"author: {written}"), "author")[0].split(AUTHORS) == ["Ann Lee", "Bob Ray"]


def test_markdown_says_it_in_its_front_matter() -> None:
    """Front matter is sure; the first heading is not, and the same title is one reading."""
    about = of_markdown("# Storm report\n\ntext", 'title: "Storm"\nauthor: Sara Khan\ndate: 2024-03-26\nlang: en')
    assert about["title"] == (Reading("Storm", "front matter title"), Reading("Storm report", "the first heading", sure=False))
    assert (first(about, "author")[0], first(about, "issued")[0], first(about, "language")[0]) == (
        "Sara Khan",
        "2024-03-26",
        "en",
    )
