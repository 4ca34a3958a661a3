"""Text of copies: HTML, PDF, Markdown and plain text in any charset, or one plain sentence."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies.extract import HTML, MARKDOWN, PDF, PLAIN, NoTextError, decode, media_type_of, read, text_of, tidy
from cttui.copies.quotes import find


def pdf_of(*pages: str) -> bytes:
    """A real PDF, written by hand: one line of Helvetica a page, with its table of offsets."""
    fonts = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for n, line in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET" if line else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {fonts} /Contents {4 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


def locked(password: str) -> bytes:
    """A PDF that opens with a password; an empty one opens by itself."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of("Five men were killed.")))
    writer.encrypt(password, "of the owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PARAGRAPHS = [
    f"Paragraph {n}: security forces killed {n} men in an operation near Besham, officials told reporters on Tuesday."
    for n in range(1, 7)
]
ARTICLE = f"""<!DOCTYPE html><html><head><title>Six operations - The Daily</title><style>p {{ color: red }}</style>
<script>var killed = 99</script></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<h1><b>S</b>ix operations<br>in\n one week</h1><article>{"".join(f"<p>{one}</p>" for one in PARAGRAPHS)}</article>
<div id="comments">
<p>A reader thinks that this is all quite wrong.</p></div>
<footer>All rights reserved</footer><script>document.write("killed 98")</script></body></html>"""

SMALL_PAGES = {
    "<p>It killed <del>5</del><ins>7</ins> men</p>": "It killed 5 7 men",
    "<p>It killed <s>5</s>7 men, attack<ins>s</ins></p>": "It killed 5 7 men, attacks",
    "<p><math><mfrac><mn>2</mn><mn>3</mn></mfrac></math> of them</p>": "2 3 of them",
    "<p>Nine men died.</p><p>Two were hurt.</p>": "Nine men died.\nTwo were hurt.",
    "<title>Nine dead</title><p>Police said so.": "Nine dead\n\nPolice said so.",
    "<title>Nine dead - News</title><h1>Nine\n<br>dead</h1><p>Police said so.": "Nine\ndead\nPolice said so.",
    "<h1> </h1><h1>Second</h1><p>Text": "Second\nText",
    "<p>Caf&eacute; &amp; bar &#8217;24": "Café & bar ’24",
    "<p>one<br>two<br/>three<div>four</div>five": "one\ntwo\nthree\nfour\nfive",
    "<table><tr><td>KP</td><td>12</td></tr><tr><th>BA</th><th>13</th></tr></table>": "KP 12\nBA 13",
    "<p>a<script>var x = '<p>no</p>'</script>b<style>p{}</style>c<!-- no -->d <b>e</b>f 1 2 3 4 5 6 7 8 9 10 11": (
        "abcd ef 1 2 3 4 5 6 7 8 9 10 11"
    ),
    "<template><p>no</p><template>no</template>no</template><svg><title>no</title></svg><p>yes": "yes",
    "<noscript>no</noscript><select><option>no</select><textarea>no</textarea><p>yes": "yes",
    "<p>yes<svg/> and so on": "yes\nand so on",
    "<p>an unfinished <b tag": "an unfinished",
    "<p>Be<b>sh</b>am": "Besham",
    "<p>men of AT&T": "men of AT&T",
    "<p>a bar &amp": "a bar &",
    "<p>yes <!-- never <b>closed</b>": "yes",
    "<svg><title/></svg><p>yes": "yes",
    "<p>one two three four five six seven eight nine ten eleven <b>12</b> 13<script></script>": (
        "one two three four five six seven eight nine ten eleven 12 13"
    ),
    "<p>yes yes yes yes yes yes yes yes yes yes yes yes yes <script>never closed": " ".join(["yes"] * 13),
    "<p>yes <style>never closed": "yes",
    "<p>عزمِ استحکام": "عزمِ استحکام",
    "no tags at all": "no tags at all",
}
"""Pages too small for an article to be told from the rest, and all that is shown of them."""

EMPTY_PAGES = {
    "": "has no text;",
    "<html><body></body></html>": "has no text;",
    "<title>App</title><div id=root></div><script src=app.js></script><p></p>": "until its scripts run",
    "<p>one two three four five six seven eight nine ten eleven 12<script></script><p>": "until its scripts run",
    "<div>Loading…</div><noscript>You need JavaScript to run this app, please allow it.</noscript><script></script>": (
        "until its scripts run"
    ),
    "<!-- " * 5000: "has no text;",
    "<" * 5000: "has no text;",
}

CHARSETS = [
    ("five “killed”".encode(), "", "five “killed”"),
    ("five “killed”".encode(), "iso-8859-1", "five “killed”"),
    ("five “killed”".encode(), "no-such-charset", "five “killed”"),
    ("five “killed”".encode("utf-8-sig"), "cp1252", "five “killed”"),
    ("five “killed”".encode("utf-16"), "utf-8", "five “killed”"),
    ("five “killed”".encode("utf-16-be"), "utf-16-be", "five “killed”"),
    ("\ufefffive".encode("utf-32-le"), "", "five"),
    ("five “killed” café".encode("cp1252"), "ISO-8859-1", "five “killed” café"),
    ("five “killed” café".encode("cp1252"), '"us-ascii"', "five “killed” café"),
    (
        "five “killed” café in the café, said “police”".encode("cp1252"),
        "utf-8",
        "five “killed” café in the café, said “police”",
    ),
    ("كراچي".encode("cp1256"), "windows-1256", "كراچي"),
    ("五名中国公民".encode("gb18030"), "gb2312", "五名中国公民"),
    ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
    ("“é” ".encode() * 40 + b"\xff.", "utf-8", "“é” " * 40 + "\ufffd."),
    ("é".encode(), "iso-8859-1", "é"),
    (b"\xfe\xff\x00a", "utf-8", "a"),
    (b"\x00\x00\xfe\xff\x00\x00\x00a", "utf-8", "a"),
    (b"\xff\xfea\x00b", "", "a\ufffd"),
    (b"\x80 5", "us-ascii", "€ 5"),
    (b"\xd0 \x80", "ISO-8859-9", "Ğ €"),
    ("㐀".encode("gb18030"), "gb2312", "㐀"),
    ("㐀".encode("gb18030"), "gbk", "㐀"),
    (
        ("He said so, and again he said so. " * 9 + "“No”").encode("cp1252"),
        "",
        "He said so, and again he said so. " * 9 + "“No”",
    ),
    ("الجيش قتل خمسة من المسلحين في العملية".encode("cp1256"), "", "الجيش قتل خمسة من المسلحين في العملية"),
    (b"caf\\u00e9", "unicode_escape", "caf\\u00e9"),
    (b"xn--caf-dma", "idna", "xn--caf-dma"),
    (b"plain", "hex", "plain"),
    (b"plain", "\0", "plain"),
    (b"", "utf-8", ""),
]
"""Bytes, the charset that a server gives, and what they say."""

KINDS = [
    ("a.pdf", b"%PDF-1.7", "", PDF),
    ("a.html", b"\r\n%PDF-1.7", "text/html", PDF),
    ("a.txt", b"<!DOCTYPE HTML>", "", HTML),
    ("a", b" <?xml version='1.0'?>\n<!-- a --> <html>", "text/plain", HTML),
    ("a.pdf", b"<html><body>Not found", "application/pdf", HTML),
    ("a", "\ufeff<html>".encode(), "", HTML),
    ("a", "<html>".encode("utf-16"), "", HTML),
    ("a.HTM", b"some text", "", HTML),
    ("a.md", b"# Title", "", MARKDOWN),
    ("a.md", b"# Title", "text/plain", MARKDOWN),
    ("a.md", b"<p>a page about a.md", "text/html", HTML),
    ("a", b"# Title", "text/markdown", MARKDOWN),
    ("a", b"text", "application/xhtml+xml", HTML),
    ("a", b"text", " Text/HTML ", HTML),
    ("a", b"cut off", "application/x-pdf", PDF),
    ("a", b"text", "text/x-markdown", MARKDOWN),
    ("a.html", b"text", "", HTML),
    ("a.xhtml", b"text", "", HTML),
    ("a.markdown", b"text", "", MARKDOWN),
    ("a #1? yes.md", b"text", "", MARKDOWN),
    ("a", "<html>x".encode("utf-16") + b"y", "", HTML),
    ("a.txt", b"text", "", PLAIN),
    ("a", b"a < b and <b>c</b>", "application/octet-stream", PLAIN),
    ("", b"", "", PLAIN),
    ("a.pdf", b"cut off", "", PDF),
    ("https://dawn.md", b"text", "", PLAIN),
    ("https://dawn.com/a.md?x=.html#.pdf", b"text", "", MARKDOWN),
    ("https://dawn.com?x=/a.md", b"text", "", PLAIN),
    ("a", "wörter".encode("utf-16"), "", PLAIN),
]
"""A name, first bytes, the media type that a server gives, and what it is."""

FOREIGN = [
    ("a.docx", b"PK\x03\x04", "", "office"),
    ("a.doc", b"\xd0\xcf\x11\xe0", "", "office"),
    ("a.rtf", b"{\\rtf1", "", "rich text"),
    ("a.html", b"\x89PNG\r\n", "text/html", "picture"),
    ("a", b"\xff\xd8\xff\xe0", "", "picture"),
    ("a.gz", b"\x1f\x8b\x08", "", "compressed"),
    ("a.mhtml", b"From: <Saved by Blink>", "", "web archive"),
    ("a.mht", b"From: <Saved by IE>", "", "web archive"),
    ("a", b"--next", "multipart/related", "web archive"),
    ("a", b"MIME-Version: 1.0\r\n", "", "web archive"),
    ("a", b"text", "image/svg+xml", "this is a picture;"),
    ("a", b"text", "video/mp4", "this is a recording;"),
    ("a", b"text", "audio/mp3", "this is a recording;"),
    ("a", b"text", "font/woff", "font"),
    ("a.bin", b"\x00\x01\x02", "", "another kind"),
]
"""The same of what cannot be read, and a word of the sentence that says so."""


HIDDEN_PAGES = {
    "<p hidden>no</p><p>yes": "yes",
    "<p HIDDEN='until-found'>no</p>yes": "yes",
    "<p style='display:none'>no</p><p>yes": "yes",
    "<p style=' color:red; DISPLAY : none !important'>no <b>no</b></p><p>yes": "yes",
    "<p>a<span style='visibility: hidden'>no</span>b": "ab",
    "<p>a <i style='opacity:0'>no</i> <i style='font-size:0px'>no</i>b": "a b",
    "<p style='opacity:0.5'>yes": "yes",
    "<style>.x, #y { display: none }</style><p class='a x'>no</p><p id=y>no</p><p>yes": "yes",
    "<style>.x{display:none} .x{display:block}</style><p class=x>yes": "yes",
    "<style>@media print { .x { display: none } .y{display:none} }</style><p class=x>yes</p><p class=y>too": "yes\ntoo",
    "<style>/* .x{display:none} */ p .x{display:none}</style><p class=x>yes": "yes",
    "<style>.all{visibility:hidden}</style><div class=all><p>yes": "yes",
    "<dialog>no</dialog><dialog open>yes</dialog>": "yes",
    "<p aria-hidden=true>yes": "yes",
    "<p>5<!-- 0 -->0 men": "50 men",
    "<h1 hidden>no</h1><title>Told</title><p>yes": "Told\n\nyes",
    "<details><summary>More</summary>yes</details>": "More\nyes",
    "<svg><title>no</title><text>yes</text></svg>": "yes",
    "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby>": "漢字",
    "<p>he said <q>no more</q>.": "he said \u201cno more\u201d.",
    "<dl><dt>Dead<dd>29 persons</dl><figure><img alt=no><figcaption>13 men</figcaption></figure>": "Dead\n29 persons\n13 men",
    "<aside>52 arrests</aside><ul><li>61 houses<ul><li>17 boats</ul></ul>": "52 arrests\n61 houses\n17 boats",
    "<p>quay<wbr>side, <b>4</b>1 and <span>six</span><span>teen</span>": "quayside, 41 and sixteen",
    "<table><tr><td>A<table><tr><td>b<td>23</table><td>C 5</table>": "A\nb 23\nC 5",
}
"""Pages, and what of them is shown."""

RAISED = {
    "41<sup>[a]</sup>3 more": "41 3 more",
    "41<sup>2</sup>3 more": "41 3 more",
    "41<sup>2</sup> men": "41 men",
    "41<sub>2</sub> men": "41 men",
    "37<sup>[3]</sup> men": "37 men",
    "37<sup><a href='#n'>[a]</a></sup> men": "37 men",
    "Dead<sup>1</sup>: 19": "Dead: 19",
    "19<sup>*</sup> and 20<sup>†‡</sup>": "19 and 20",
    "19<sup>1,2</sup> men": "19 men",
    "the 12<sup>th</sup> man, 1<sup>st</sup>": "the 12th man, 1st",
    "x<sup>2</sup>, 5 km<sup>2</sup>, H<sub>2</sub>O, CO<sub>2</sub>": "x², 5 km², H₂O, CO₂",
    "3 × 10<sup>6</sup> men": "3 × 10⁶ men",
    "10<sup>6</sup> men": "10 men",
    "5<sup>1</sup>/<sub>2</sub> hours": "5 1/2 hours",
    "five<sup>more words of it</sup>men": "five more words of it men",
    "Brand<sup>TM</sup> men": "Brand TM men",
    "<sup>1</sup> A note": "1 A note",
    "41<span style='vertical-align: super; color: red'>2</span> men": "41 men",
    "41<sup>a</sup> men": "41 men",
    "41 <sup>2</sup> men, 7 <sup>[2]</sup>, 8 <sup>a</sup>.": "41 men, 7, 8.",
    "41<sup>2</sup> <sup>3</sup> men, 7<sup>2</sup><sup>,</sup><sup>3</sup>": "41 men, 7",
    "killed <sup>3</sup>52 men": "killed 52 men",
    "<sup>3</sup>52 men": "52 men",
    "41<sup>1, 2, 3, 4, 5, 6, 7, 8, 9, 10</sup> men, 7<sup>[citation needed]</sup>": "41 men, 7",
    "ward B<sup>2</sup> took in<sup>2</sup> 5 in<sup>2</sup>": "ward B took in 5 in²",
    "3 × 10 <sup>6</sup> men": "3 × 10 ⁶ men",
    "killed <span style='text-decoration: line-through'>59</span>60 men": "killed 59 60 men",
    "<span style='display:block'>killed 4</span><span style='display:block'>1 hurt</span>": "killed 4\n1 hurt",
    "<span style='float: left; display: block'>T</span>he toll": "The toll",
    "41<a href='#n' role='doc-noteref'>2</a> men": "41 men",
    "12<span style='position:relative; top:-.5em'>3</span> boys": "12 boys",
    "<span style='float:left'>2024</span>12 killed": "2024 12 killed",
    "5<span style='position:absolute; left:20px'>7</span> dead": "5 7 dead",
    "<span style='display:inline-flex'><b>5</b><b>7</b></span> dead": "5 7 dead",
    "<del>five</del><ins>six</ins> were hurt, wo<ins>r</ins>d": "five six were hurt, word",
    "14<sup>a,b</sup> men, 8<sup>[Note 1]</sup>, 9<sup>*,†</sup>, 7<sup>[a][b]</sup>": "14 men, 8, 9, 7",
    "<i style='display:table-cell'>4</i><i style='display:table-cell'>1</i>": "4 1",
    "37<span style='vertical-align: 0.4em'>5</span> men, 12<a style='vertical-align:text-top'>3</a>": "37 men, 12",
    "37<span style='vertical-align: middle'>5</span> men": "375 men",
    "41<sup>2<span hidden>, see below</span></sup> men": "41 men",
    "41<sup></sup>7 men": "417 men",
}
"""Lines with raised or lowered text, and what is read of them."""


# -- what it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "head", "declared", "kind"), KINDS)
def test_a_copy_s_kind_is_told_by_its_bytes_then_by_the_server_then_by_its_name(
    name: str, head: bytes, declared: str, kind: str
) -> None:
    """A PDF is a PDF and a page a page whatever they are called; a url's host is not taken for a file's name."""
    assert media_type_of(name, head, declared) == kind


@pytest.mark.parametrize(("name", "head", "declared", "word"), FOREIGN)
def test_what_cannot_be_read_is_refused_by_its_kind(name: str, head: bytes, declared: str, word: str) -> None:
    """A picture, a recording, an archive or an office document is named in one sentence that says what to do."""
    with pytest.raises(NoTextError, match=word) as refused:
        media_type_of(name, head, declared)
    assert "save it as one of those" in str(refused.value)


@given(st.text(max_size=30), st.binary(max_size=50), st.text(max_size=30))
def test_any_bytes_have_a_kind_or_are_refused(name: str, head: bytes, declared: str) -> None:
    """No name, no bytes and no media type make telling a kind fail in any other way."""
    with contextlib.suppress(NoTextError):
        assert media_type_of(name, head, declared) in {HTML, PDF, MARKDOWN, PLAIN}


# -- pages -----------------------------------------------------------------------------------------------------------


def test_all_that_a_page_shows_is_its_text_in_the_order_of_the_page() -> None:
    """Menus, the readers' comments and the page's foot can be quoted too; scripts and styles cannot."""
    lines = text_of(ARTICLE.encode(), HTML).split("\n")
    readers = "A reader thinks that this is all quite wrong."
    assert lines == ["Home World", "Six operations", "in one week", *PARAGRAPHS, readers, "All rights reserved"]


@pytest.mark.parametrize("page", SMALL_PAGES)
def test_a_small_page_gives_all_that_is_shown_of_it(page: str) -> None:
    """Blocks are lines, entities are characters; what is never shown, and what never ends, is left out."""
    assert text_of(page.encode(), HTML) == SMALL_PAGES[page]


@pytest.mark.parametrize("page", EMPTY_PAGES)
def test_a_page_without_text_is_told_in_a_sentence(page: str) -> None:
    """A page that is empty or is written by its scripts says so, and what to do."""
    with pytest.raises(NoTextError, match=EMPTY_PAGES[page]) as told:
        text_of(page.encode(), HTML)
    assert "attach that" in str(told.value)


@pytest.mark.parametrize("page", HIDDEN_PAGES)
def test_what_a_page_hides_is_no_text(page: str) -> None:
    """By an attribute, a style or a style sheet of its own, in a closed dialog, in a comment: nobody sees it there."""
    assert text_of(page.encode(), HTML) == HIDDEN_PAGES[page]


@pytest.mark.parametrize("line", RAISED)
def test_raised_and_lowered_text_never_joins_a_number_or_a_word(line: str) -> None:
    """The sign of a footnote falls away, ordinals stay whole, x² and H₂O are written as they look."""
    assert text_of(f"<p>{line}</p>".encode(), HTML) == RAISED[line]


def test_a_style_sheet_s_class_raises_a_footnote_too() -> None:
    """A page whose own styles raise a class, an id or an element's class has notes there, not digits of its numbers."""
    sheet = ".n { font-size: 70%; vertical-align: super } #m{vertical-align:.5em} span.o { vertical-align: top }"
    sheet += " b.n { vertical-align: baseline } td.n { vertical-align: super } .s { text-decoration: line-through }"
    rows = "37<span class='x n'>1</span> men, 12<i id=m>2</i>, 5<span class=o>6</span>, 8<b class=n>9</b>, <u class=s>4</u>1"
    page = f"<style>{sheet}</style><p>{rows}</p><table><tr><td class=n>4<td>5</table>"
    assert text_of(page.encode(), HTML).split("\n") == ["37 men, 12, 56, 89, 4 1", "4 5"]


def test_the_numbers_of_a_list_that_does_not_begin_with_1_are_shown() -> None:
    """A line of Markdown that begins with a number and a full stop is a list, and its number part of what was written."""
    page = "<ol><li>a<li>b</ol><ol start=12><li>c<li>d</ol><ol><li>e<li value=7>f<li>g</ol><ol start=x><li>h</ol>"
    assert text_of(page.encode(), HTML).split("\n") == ["a", "b", "12. c", "13. d", "e", "7. f", "8. g", "h"]
    assert text_of(b"The toll.\n\n12. soldiers were killed", MARKDOWN) == "The toll.\n12. soldiers were killed"


def test_a_letter_behind_a_number_is_an_ordinal_where_the_page_s_language_has_such() -> None:
    """``1ª`` of a Spanish page stays whole; on an English page a letter that is raised is a note."""
    assert text_of(b"<html lang=es-MX><p>la 1<sup>a</sup> vez</p>", HTML) == "la 1a vez"
    assert text_of(b"<html lang=en><p>killed 41<sup>a</sup> men</p>", HTML) == "killed 41 men"


@given(st.integers(0, 10**6), st.integers(0, 9), st.sampled_from(["sup", "sub", 'span style="vertical-align: super"']))
def test_no_footnote_makes_another_number(number: int, note: int, tag: str) -> None:
    """Whatever number stands before a raised or lowered digit, the text has that number and no longer one."""
    page = f"<p>The toll was {number}<{tag}>{note}</{tag.split(maxsplit=1)[0]}> on Sunday"
    assert text_of(page.encode(), HTML) == f"The toll was {number} on Sunday"


def test_a_page_s_own_spaces_stay_and_its_source_s_line_ends_are_spaces() -> None:
    """A space that holds thousands together is not that of a line's end."""
    assert text_of(b"<p>4&nbsp;000\n  men</p>", HTML) == "4\u00a0000 men"
    assert text_of(b"<pre>one\n  two  three</pre>", HTML) == "one\ntwo three"


HOSTILE_PAGES = {
    "comments": "<!---->" * 40 + "x six killed",
    "a marked section": "<html><p>six killed</p><![x[",
    "lone signs": "<" * 200_000 + " six killed",
    "ampersands": "&" * 200_000 + " six killed",
    "attributes": "<a " + "x " * 100_000 + "> six killed",
    "a style without end": "<style>" + "/*" * 100_000 + "</style>six killed",
    "braces": "<style>" + "{" * 200_000 + "</style>six killed",
    "rules": "<style>" + ".a{" * 60_000 + "</style>six killed",
    "styles": "<p style='" + ":;" * 100_000 + "'>six killed",
    "closing tags": "</p>" * 50_000 + "six killed",
}
"""Pages that are made to hold up a parser; each says that six were killed."""


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_a_page_made_to_hold_up_a_parser_is_read(name: str) -> None:
    """Nothing in it takes time by the square of its length, and what it shows is there."""
    content = HOSTILE_PAGES[name].encode()
    assert media_type_of("a.html", content) == HTML
    assert text_of(content, HTML).endswith("six killed")


@pytest.mark.parametrize("tag", ["div", "b", "sup", "p><font"])
def test_a_page_that_nests_too_deeply_is_told_in_a_sentence(tag: str) -> None:
    """No part of it is passed off as the whole."""
    with pytest.raises(NoTextError, match="elements are nested too deeply"):
        text_of(f"six killed <{tag}>".encode() * 20_000, HTML)


def test_a_page_in_its_own_charset_is_read_by_its_meta_tag() -> None:
    """Without a word from the server the page's own declaration counts, in HTML and in XML, and not in plain text."""
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><p>كراچي میں'.replace("ی", "ي")
    assert text_of(page.encode("cp1256"), HTML) == "كراچي ميں"
    xml = "<?xml version='1.0' encoding='koi8-r'?><html><p>Москва"
    assert text_of(xml.encode("koi8-r"), HTML) == "Москва"
    assert decode(xml.encode("koi8-r"), "koi8-r") == xml
    assert decode(xml.encode("koi8-r"), "cp1251", markup=True) != xml
    assert decode(b"<META name=x charset = 'iso-8859-15'>\xa4", markup=True).endswith("€")
    assert text_of(b"<meta charset=iso-8859-15><p>5 \xa4", HTML) == "5 €"
    assert decode(b"<meta charset=utf-16>caf\xc3\xa9") == "<meta charset=utf-16>café"


# -- characters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "charset", "text"), CHARSETS)
def test_a_text_is_decoded_by_what_its_bytes_can_be(content: bytes, charset: str, text: str) -> None:
    """A wrong, unknown or dangerous charset never stands in the way of a text that says what it is by itself."""
    assert decode(content, charset) == text


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "latin-1", "utf-16", "utf-7", "gbk", "big5", "x"]), st.booleans())
def test_any_bytes_decode_to_something(content: bytes, charset: str, markup: bool) -> None:
    """There is no text that cannot be decoded, if with marks for what is wrong in it."""
    assert isinstance(decode(content, charset, markup=markup), str)


def test_plain_text_stays_as_it_is() -> None:
    """Nothing is taken from a text that is one already, tags and signs of Markdown included."""
    text = "# Title\n\n- *five* <b>killed</b>\n    code"
    assert text_of(text.encode(), PLAIN) == text


MARKED = {
    "# Title\n\n- *five* <b>killed</b>": "Title\nfive killed",
    "**41** people [were killed](https://example.org/very/long) on _Sunday_; `12` boats": (
        "41 people were killed on Sunday; 12 boats"
    ),
    "1\\.5 million\\! **more than 3**00": "1.5 million! more than 300",
    "The toll[^1] rose: ~~12~~ 19\n\n[^1]: note": "The toll rose: 12 19\nnote",
    "| Month | Killed |\n|---|---|\n| May | 41 |": "Month Killed\nMay 41",
    "> The minister said\n> that nobody was hurt": "The minister said that nobody was hurt",
    "two  \nbreaks, &amp; &nbsp;77 homes": "two\nbreaks, & \u00a077 homes",
    "---\ntitle: 'Nine dead'\n---\n# Storm\n\nmen": "Nine dead\n\nStorm\nmen",
    "<!-- no --><p hidden>no</p>\n\nyes 41<sup>2</sup>": "yes 41",
    "```\nfive\nmen\n```": "five\nmen",
    "![alt](a.png) [ref][1] <https://example.org>\n\n[1]: https://example.org 'no'": "ref https://example.org",
    "5 * 3 and snake_case_name": "5 * 3 and snake_case_name",
}
"""Markdown, and what it says."""


@pytest.mark.parametrize("source", MARKED)
def test_markdown_is_read_as_what_it_says(source: str) -> None:
    """Marks, targets of links and footnotes' signs are no words; what they are set around is."""
    assert text_of(source.encode(), MARKDOWN) == MARKED[source]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\u2028d\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
        ("a\x1b[31mb\x07\x00c\x9bd\x7f", "a[31mbcd"),
        ("a\u202eb\u2066c\ufeffd", "abcd"),
        ("a  \n\n\n\n\nb \n", "a\n\nb"),
        ("\n\n  a", "  a"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("ا\u200cب\u200f", "ا\u200cب\u200f"),
    ],
)
def test_a_tidy_text_has_line_feeds_and_no_control_characters(raw: str, clean: str) -> None:
    """Line ends are one kind, tabs are spaces, what would move the terminal is gone, halves of characters are joined."""
    assert tidy(raw) == clean


@given(st.text(st.characters(categories=("L", "Z", "C")), max_size=60))
def test_a_tidy_text_is_safe_and_tidying_it_again_changes_nothing(raw: str) -> None:
    """Nothing below a space but the line feed, nothing that cannot be written to a file, nothing left to do."""
    text = tidy(raw)
    assert all(char == "\n" or char >= " " for char in text)
    assert not set(text) & set("\x7f\x85\x9b\u2028\u2029\u202e\u2066\ufeff")
    text.encode()
    assert tidy(text) == text


def test_an_empty_text_and_an_unknown_type_are_told_in_a_sentence() -> None:
    """Nothing to read is no text, and what is stored under another type is not guessed at."""
    with pytest.raises(NoTextError, match="it has no text"):
        text_of(b" \r\n\x00 ", PLAIN)
    with pytest.raises(NoTextError, match="type image/png cannot be read"):
        text_of(b"x", "image/png")


# -- PDF -------------------------------------------------------------------------------------------------------------


def test_a_pdf_gives_its_pages_apart() -> None:
    """The text of every page, an empty line between two."""
    assert text_of(pdf_of("Five men were killed.", "Two were hurt."), PDF) == "Five men were killed.\n\nTwo were hurt."


def test_a_pdf_locked_for_its_owner_only_is_read() -> None:
    """Where no password is needed to open it, none is asked for."""
    assert text_of(locked(""), PDF) == "Five men were killed."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "damaged"),
        (b"%PDF-1.4\n", "damaged"),
        (pdf_of("Five men were killed.")[:300], "damaged"),
        (pdf_of(), "page images but no text"),
        (pdf_of("", ""), "page images but no text"),
        (locked("secret"), "password-protected"),
        (b"%PDF-1.4\n" + b"1 0 obj << /A " * 3000, "damaged"),
    ],
    # a locked PDF is another each time it is made, and a test's name must not be
    ids=["nothing", "a head alone", "cut off", "one empty page", "two empty pages", "locked", "one object in another"],
)
def test_a_pdf_that_gives_no_text_is_told_in_a_sentence(content: bytes, sentence: str) -> None:
    """Cut off, locked, scanned or nonsense: one sentence that says which, on one line."""
    with pytest.raises(NoTextError, match=sentence) as told:
        text_of(content, PDF)
    assert "\n" not in str(told.value)


def test_one_bad_page_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that cannot be read is marked in its place; a PDF of such pages only is damaged."""
    extract_text = pypdf.PageObject.extract_text
    bad = {0}

    def sometimes(page: pypdf.PageObject, **visitors: Any) -> str:
        if page.page_number in bad:
            raise KeyError("/Font")
        return extract_text(page, **visitors)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", sometimes)
    assert text_of(pdf_of("One.", "Two.", "Three."), PDF) == "[page 1 cannot be read]\n\nTwo.\n\nThree."
    bad |= {1, 2}
    with pytest.raises(NoTextError, match="none of its pages"):
        text_of(pdf_of("One.", "Two.", "Three."), PDF)


def test_a_fault_of_the_parser_is_told_without_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is always a reason in the sentence, and never that of a programmer."""

    def broken(*_args: object) -> None:
        raise RecursionError

    monkeypatch.setattr("pypdf.PdfReader", broken)
    with pytest.raises(NoTextError, match=r"damaged or truncated \(invalid structure\); attach"):
        text_of(pdf_of("Five"), PDF)


def lined(*pages: str) -> bytes:
    """A PDF whose pages have these lines."""
    return pdf_of(*(") Tj 0 -16 Td (".join(page.split("\n")) for page in pages))


def test_a_running_head_or_foot_parts_no_sentence_and_is_there_once() -> None:
    """Of what comes back at the edges of pages the first head and the last foot stay; page numbers go."""
    pages = [f"The Herald {n}\nMen {word}\nCity news\n{n}" for n, word in enumerate(["rose to forty", "seven on", "Sunday"], 5)]
    text = text_of(lined(*pages), PDF)
    assert " ".join(text.split()) == "The Herald 5 Men rose to forty Men seven on Men Sunday City news"
    assert find("forty men seven on men sunday", text).exact  # type: ignore[union-attr]  # where None fails the test too


def test_lines_that_differ_by_more_than_the_page_s_number_stay() -> None:
    """A figure at the top of each page is no running head, and a page keeps at least a line."""
    assert text_of(lined("41 dead\na", "37 dead\nb", "58 dead\nc"), PDF) == "41 dead\na\n\n37 dead\nb\n\n58 dead\nc"
    assert text_of(lined("Five men", "Five men"), PDF) == "Five men\n\nFive men"
    assert text_of(lined("Men\nPage 1 of 2", "died"), PDF) == "Men\n\ndied"


def test_pages_without_text_are_counted() -> None:
    """A picture among pages of text is told in a sentence that says what to do; where there is none, nothing is."""
    found = read(pdf_of("Five men", "", "were killed", ""), PDF)
    assert (found.pages, found.blank) == (4, 2)
    assert found.note.startswith("2 of 4 pages have no text")
    assert "ocrmypdf" in found.note
    assert read(pdf_of("Five men", ""), PDF).note.startswith("1 of 2 pages has no text")
    assert read(pdf_of("Five men"), PDF).note == read(b"Five men", PLAIN).note == ""


def test_a_pdf_of_too_many_pages_or_too_much_drawing_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a few bytes unpack to is counted before it is read."""
    content = pdf_of("Five men", "were killed")
    for limit, sentence in (("MAX_DRAWN", "decompress to more than"), ("MAX_PAGES", "has 2 pages"), ("MAX_TEXT", "characters")):
        with monkeypatch.context() as patched:
            patched.setattr(f"cttui.copies.pdf.{limit}", 1)
            with pytest.raises(NoTextError, match=sentence):
                text_of(content, PDF)


def test_a_page_that_is_there_many_times_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF may name one page a thousand times."""
    seen: list[pypdf.PageObject] = []
    extract_text = pypdf.PageObject.extract_text

    def counted(page: pypdf.PageObject, **visitors: Any) -> str:
        seen.append(page)
        return extract_text(page, **visitors)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", counted)
    content = pdf_of("Five men").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 3 0 R 3 0 R] /Count 3")
    assert text_of(content, PDF).count("Five men") == 3
    assert len(seen) == 1


def test_a_pdf_with_a_cipher_that_is_not_installed_counts_as_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing package of pypdf's is not the reader's affair: the PDF is locked, and the sentence says what to do."""

    def missing(*_args: object) -> None:
        raise pypdf.errors.DependencyError

    monkeypatch.setattr("pypdf.PdfReader.decrypt", missing)
    with pytest.raises(NoTextError, match="password-protected"):
        text_of(locked("secret"), PDF)


def test_parsers_say_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """What pypdf and the others log stays off the screen, also where nobody has set logging up."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        with pytest.raises(NoTextError):
            text_of(pdf_of("Five men")[:-300], PDF)
        with pytest.raises(NoTextError):
            text_of(b"<", HTML)
        assert decode(b"\xe3\xed\xe4 \xe3\xed\xe4")
        assert text_of(b"<html><body><article><p>Five men were killed near the dam.</p></article></body></html>", HTML)
        assert {"pypdf", "lxml", "charset_normalizer"} <= sys.modules.keys()
        for name in ("pypdf", "charset_normalizer"):
            logging.getLogger(name).error("loud")
    finally:
        root.handlers = handlers
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("source", [b"", b"<!-- so -->", b"[one]: https://example.org", b"---\ntitle: A\n---\n", b"* * *"])
def test_a_markdown_file_without_text_is_told_as_one(source: bytes) -> None:
    """Whoever attaches Markdown is not told to open a page in a browser."""
    with pytest.raises(NoTextError, match="the Markdown file has no text; attach another copy"):
        read(source, MARKDOWN)


def test_a_markdown_file_that_is_nested_too_deeply_is_told_as_one() -> None:
    """So is one whose parts are nested beyond what can be read."""
    with pytest.raises(NoTextError, match="the parts of the Markdown file are nested too deeply; attach a copy as plain text"):
        read(b"<div>" * 3000 + b"five", MARKDOWN)
