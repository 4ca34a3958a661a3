"""The script folds text, reads dates and parses queries as cttui does, without a page around it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from cttui.errors import DateError
from cttui.explore.links import Link, fragment
from cttui.model import dates, periods
from cttui.model.periods import Days
from cttui.query import datewords, hints
from cttui.query.fields import SAME_FIGURES
from cttui.text import fold, folding, words
from strategies import RARE, edtf

FILES = ("text", "dates", "datewords", "hints", "query", "state")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the parts of the script that need no document."""
    found = browser.new_page()
    folder = resources.files("cttui.exports.page").joinpath("script")
    body = "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in FILES)
    given = "fold: folder(rules), readDate, rangeEnds, spanEnds, dateWords, fragmentOf, readFragment, OTHER_NAMES, SAME_FIGURES"
    found.evaluate(f"rules => {{ {body}\n window.parts = {{ {given} }}; }}", folding())
    yield found
    found.close()


@pytest.mark.thorough
def test_every_character_folds_alike(page: Page) -> None:
    """Each character that Python's and the browser's Unicode take for the same, alone and between letters, folds alike."""
    given = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in {"Cn", "Cs"}]
    marks: list[bool] = page.evaluate("texts => texts.map(text => /^\\p{Mn}$/u.test(text))", given)
    # one version of Unicode corrects another
    characters = [char for char, mark in zip(given, marks, strict=True) if mark == (unicodedata.category(char) == "Mn")]
    assert len(given) - len(characters) < 20
    texts = [f"a{char}b {char}" for char in characters]
    found: list[str] = page.evaluate("texts => texts.map(text => parts.fold.key(text))", texts)
    differing = [
        (hex(ord(char)), " ".join(words(text)), other)
        for char, text, other in zip(characters, texts, found, strict=True)
        if " ".join(words(text)) != other
    ]
    assert differing == []


@given(text=st.text(max_size=30))
@settings(max_examples=300)
def test_text_folds_alike(page: Page, text: str) -> None:
    """So does any text of them."""
    known = "".join(char for char in text if unicodedata.category(char) not in {"Cn", "Cs"})
    assert page.evaluate("text => parts.fold.fold(text)", known) == fold(known)


@given(texts=st.lists(st.one_of(edtf(), edtf(1, 9990), st.sampled_from(RARE), st.text("0123456789X-~?%/.[]{},YT", max_size=14)),
                      min_size=1, max_size=30))  # fmt: skip
@settings(max_examples=150)
def test_dates_are_read_alike(page: Page, texts: list[str]) -> None:
    """A date of a query covers the same days, or is refused in both."""

    def read(text: str) -> Any:
        try:
            low, high = dates.ends(text)
        except DateError:
            return None
        return [low, high, *[[list(run) for run in dates.parse(end).runs] for end in (low, high) if end]]

    found = page.evaluate(
        """texts => texts.map((text) => {
            try {
                const [low, high] = parts.rangeEnds(text);
                return [low, high, ...[low, high].filter(Boolean).map((end) => parts.readDate(end).runs)];
            } catch (fault) { if (fault.suggestion === undefined) throw fault; return null; }
        })""",
        texts,
    )  # fmt: skip
    assert dict(zip(texts, found, strict=True)) == {text: read(text) for text in texts}


@given(first=st.integers(-4_000_000, 4_000_000), days=st.sampled_from([0, 1, 6, 27, 30, 58, 89, 364, 365, 1460]))
@settings(max_examples=200)
def test_spans_are_written_alike(page: Page, first: int, days: int) -> None:
    """A span that is brushed is written as the app writes a window."""
    for start in (first, periods.start_of("month", first), periods.start_of("year", first)):
        span = Days(start, start + days)
        assert page.evaluate("([a, b]) => parts.spanEnds(a, b)", [span.first, span.last]) == list(periods.edtf(span))


SAID = (
    "august 2024", "26 March 2024", "March 26, 2024", "the last week of May", "since June", "before 2024", "from May to July",
    "10-14 May 2024", "mid-2024", "early June 2024", "spring 2024", "second quarter of 2024", "2024 q3", "the 2020s", "219 BC",
    "about May 2024", "until 10 May", "between 3 and 9 June 2024", "first half of 2024", "week of 5 May 2024", "31 April",
    "March", "from November to February", "the first 10 days of June", "21st century", "3/4/2024", "26/3/2024",
    "hello world", "a march",
    "end of 2024", "in the autumn of 2023", "throughout 2024", "5 may 2024 or later", "after march", "second week of june 2024",
)  # fmt: skip


def test_dates_in_words_mean_the_same(page: Page) -> None:
    """Words for a date are offered as the same clause."""
    found = page.evaluate("texts => texts.map((text) => parts.dateWords(text, '2024'))", list(SAID))
    period = dates.parse("2024")
    assert dict(zip(SAID, found, strict=True)) == {text: datewords.read(text, period) for text in SAID}


def test_fields_of_other_languages_are_the_same(page: Page) -> None:
    """Each field of another language has the same clause in the page as in cttui."""
    assert page.evaluate("Object.fromEntries(parts.OTHER_NAMES)") == hints.OTHER_NAMES
    assert page.evaluate("parts.SAME_FIGURES") == [list(line) for line in SAME_FIGURES]


values = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(query=values, event=values, lens=st.sampled_from(["all", "official", "lowest", "ISPR"]))
@settings(max_examples=200)
def test_fragments_are_those_of_links(page: Page, query: str, event: str, lens: str) -> None:
    """The page writes the fragment that a link of the app has, and reads what it says."""
    written = fragment(query, event, lens)
    assert page.evaluate("said => parts.fragmentOf(said)", {"q": query, "event": event, "count": lens}) == written
    read = page.evaluate("text => parts.readFragment('#' + text)", written)
    assert read == {"q": query, "event": event, "count": "" if lens == "all" else lens}
    assert Link.parse(f"cttui:t#{written}") == Link("t", "", query, event, lens)
