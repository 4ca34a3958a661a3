"""Links: any view as a line of text, read back as it was; anything else is refused in a sentence that helps."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cttui.errors import LinkError
from cttui.explore.explorer import Explorer
from cttui.explore.links import MAX_LINK, Link, fragment, link_of
from cttui.query.language import MAX_TEXT
from cttui.text import clean
from strategies import indexed, query_texts, timelines

SHA256 = "0123456789abcdef" * 4
IDS = st.from_regex(r"[a-z0-9][a-z0-9_.~-]{0,20}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LINKS = st.builds(
    Link,
    IDS,
    st.just("") | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    TEXTS,
    st.just("") | IDS,
    st.just("all") | TEXTS.filter(bool),
)
URI = re.compile(
    r"cttui:(?P<path>(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+)(?:\?edition=[0-9a-f]{64})?"
    r"(?:#(?P<fragment>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*))?"
)
"""A URI of our scheme, its characters as RFC 3986 (appendix A) has them."""


@given(LINKS)
@example(Link("t", SHA256, "a&b=c#d?e%20+f g\n\x00\u202e", "e~1", 'jang "جنگ"'))
def test_a_link_is_read_back_as_it_was(link: Link) -> None:
    """Whatever stands in a link, its text is read back as the same link, and is one line of RFC 3986's characters."""
    assert Link.parse(str(link)) == link
    assert URI.fullmatch(str(link))
    assert str(link).partition("#")[2] == link.fragment == fragment(link.query, link.event, link.lens)


@given(LINKS, st.sampled_from(["<{}>", "  {}\n", "<{}>\n"]), st.integers(0, 200))
def test_a_link_that_a_letter_broke_over_lines_is_whole(link: Link, around: str, at: int) -> None:
    """Angle brackets, blanks at the ends and line breaks that a mail program put in do not belong to a link."""
    text = str(link)
    assert Link.parse(around.format(f"{text[:at]}\r\n  {text[at:]}" if 0 < at < len(text) else text)) == link


@given(st.data())
def test_the_link_of_a_view_names_what_is_shown(data: st.DataObject) -> None:
    """An explorer opened from the link of another one has its query, selection, cursor and lens, and the same link.

    A step of a thread that the query hides is at the cursor too, and the filters are cleared.
    """
    timeline = data.draw(timelines())
    with indexed(timeline) as index:
        one = Explorer(index)
        one.ask(data.draw(query_texts(index.vocabulary)))
        for _ in range(data.draw(st.integers(0, 5))):
            one.next_list_order()
        for _ in range(data.draw(st.integers(0, 3))):
            one.move_to(data.draw(st.integers(0, 12)))
        if data.draw(st.booleans()):
            one.next_lens()
        if data.draw(st.booleans()) and timeline.threads:
            one.open_path(timeline.threads[0].id)
            one.step(data.draw(st.integers(-1, 1)))
        link = Link.parse(str(link_of(one)))
        two = Explorer(index, link.query, link.event or None)
        two.count_as(link.lens)
        if not one.walking:
            assert (two.query, two.cursor, two.lens) == (one.query, one.cursor, one.lens)
            assert two.position == one.position
        assert two.subject_id == one.subject_id
        assert two.lens == one.lens
        assert two.query in {one.query, one.query.of(())}
        assert link_of(two) == link


def test_a_fragment_stays_readable() -> None:
    """What queries are made of stands in a fragment as it was typed; only blanks and what has a meaning there do not."""
    assert (
        fragment("province:KP,BA kind:attack date:2024-03..2024-06") == "q=province:KP,BA%20kind:attack%20date:2024-03..2024-06"
    )
    assert fragment("date!:2024 killed:>=10") == "q=date%21:2024%20killed:%3E%3D10"
    assert fragment("near:33.1,70.2/50 kar*", "2024-03-26-besham", "official") == (
        "q=near:33.1,70.2/50%20kar*&count=official&event=2024-03-26-besham"
    )
    assert fragment('"five & ten" استحكام') == ("q=%22five%20%26%20ten%22%20%D8%A7%D8%B3%D8%AA%D8%AD%D9%83%D8%A7%D9%85")
    assert fragment() == fragment(lens="all") == ""
    assert str(Link("t")) == "cttui:t"


def test_what_a_browser_shows_is_read_too() -> None:
    """A scheme in capitals, letters and blanks that are not encoded, and an edition in capitals are read; + is a plus."""
    assert Link.parse(f"CTTUI:t?edition={SHA256.upper()}#q=استحكام KP+1") == Link("t", SHA256, "استحكام KP+1")
    assert Link.parse("cttui:t?#&q=&event=&count=") == Link("t")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is not a link of cttui; expected cttui:TIMELINE?edition=SHA256#q=QUERY&event=ID"),
        ("https://example.org/page.html#q=KP", "'https://example.org/page.html#q=KP' is not a link of cttui"),
        ("cttui:", "expected the id of a timeline after cttui:, found nothing"),
        ("cttui://t#q=KP", "expected the id of a timeline after cttui:, found '//t'"),
        ("cttui:T", "found 'T'"),
        ("cttui:t?edition=12", "edition '12' in the link is not 64 hexadecimal digits; copy the whole link"),
        ("cttui:t?editon=" + SHA256, "unknown key 'editon' in the link; did you mean edition?"),
        ("cttui:t#query=KP", "unknown key 'query' in the link"),
        ("cttui:t#besham", "unknown key 'besham' in the link; expected q or count or event"),
        ("cttui:t#q=a&q=b", "'q' stands twice in the link; remove one of them"),
        ("cttui:t#q=KP%2", "'%2' in the link is not a percent sign with two hexadecimal digits; copy the whole link"),
        ("cttui:t#q=%zz", "'%zz' in the link is not a percent sign"),
        ("cttui:t#q=%ff%fe", "the value of 'q' in the link is not UTF-8; copy the whole link"),
        ("cttui:t#q=\udcff", "the value of 'q' in the link is not text; copy the whole link"),
        ("cttui:t#q=" + "a" * MAX_LINK, "this link has 64,010 characters; the limit is 64,000"),
    ],
)  # fmt: skip
def test_what_is_no_link_is_refused_in_a_sentence(text: str, said: str) -> None:
    """A broken link is refused with what is wrong and what to do."""
    with pytest.raises(LinkError, match=re.escape(said)):
        Link.parse(text)


@given(
    st.text(max_size=200)
    | st.text(max_size=200).map(lambda text: f"cttui:t?edition={text}")
    | st.text().map("cttui:t#q=".__add__)
)
def test_hostile_text_is_a_link_or_a_sentence(text: str) -> None:
    """Any text is either a link or an error in one line that is safe for a terminal; nothing else is raised."""
    try:
        found = Link.parse(text)
    except LinkError as error:
        said = str(error)
    else:
        said = str(found)
        assert Link.parse(said) == found
    assert said == clean(said)


def test_the_longest_query_fits_in_a_link() -> None:
    """A query as long as the bar takes, of letters that take the most room, makes a link that is read."""
    link = Link("t", SHA256, "\U0001f9ed" * MAX_TEXT, "e" * 200, "l" * 200)
    assert Link.parse(str(link)) == link
