"""Ids: the pattern of those that a file has, and new ones that follow it."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cttui.model.records import Timeline
from cttui.timeline import load
from cttui.timeline.ids import EVENT_STYLE, SOURCE_STYLE, Ids, Named, Style, slug, subject

SHIPPED = Path(__file__).parents[2] / "data" / "timeline.toml"
AN_ID = re.compile(r"[a-z0-9][a-z0-9_.~-]*")
NEW = Named("", "2024-05-06", "Dawn", ("Ali Khan",))


@pytest.fixture(scope="module")
def shipped() -> Timeline:
    """The timeline that comes with cttui."""
    return load.load(SHIPPED)


def ids(*names: str, **about: str) -> Ids:
    """The ids of some records that are alike in all else."""
    return Ids(
        (Named(name, publisher=about.get("publisher", ""), author=(about.get("author", ""),)) for name in names), SOURCE_STYLE
    )


def test_the_shipped_timeline_has_the_style_of_an_empty_one(shipped: Timeline) -> None:
    """Its sources are called by publisher, date and words, its events by date and words; all of them follow that."""
    sources = Ids((Named(s.id, s.issued, s.publisher, s.author, s.url) for s in shipped.sources), SOURCE_STYLE)
    events = Ids((Named(e.id, e.date) for e in shipped.events), EVENT_STYLE)
    assert (sources.style.parts, events.style.parts) == (SOURCE_STYLE.parts, EVENT_STYLE.parts)
    assert (sources.style.undated, sources.style.joint) == (SOURCE_STYLE.undated, SOURCE_STYLE.joint)
    assert sources.style.share == events.style.share == 1
    assert all(sources.style.fits(source.id) for source in shipped.sources)
    assert all(events.style.fits(event.id) for event in shipped.events)


def test_a_publisher_keeps_its_name_in_ids(shipped: Timeline) -> None:
    """What a publisher is called in the ids that there are, it is called in a new one."""
    sources = Ids((Named(s.id, s.issued, s.publisher, s.author, s.url) for s in shipped.sources), SOURCE_STYLE)
    named = Named("", "2024-03-26", "Business Recorder", url="https://www.brecorder.com/x")
    assert sources.new(named, ["besham"]) == "brecorder-2024-03-26-besham"
    assert sources.new(named._replace(date=""), ["kalat"]) == "brecorder-nd-kalat"
    assert sources.new(named._replace(date="2024-03"), ["kalat"]) == "brecorder-2024-03-kalat"


@pytest.mark.parametrize(
    ("names", "new"),
    [
        (("s001", "s002", "s017"), "s018"),
        (("9", "10", "11"), "12"),
        (("besham_20240326", "turbat_20240328"), "besham_20240506"),
        (("2024.03.26.besham", "2024.03.28.turbat"), "2024.05.06.besham"),
        (("besham", "turbat-base"), "besham"),
        (("2024-besham", "2023-turbat"), "2024-besham"),
        ((), "dawn-2024-05-06-attack-besham"),
    ],
)
def test_new_ids_follow_the_files_own_pattern(names: tuple[str, ...], new: str) -> None:
    """Numbers count on, dates keep their signs and their precision, and without any ids the shipped pattern holds."""
    found = ids(*names).new(NEW, title="An attack in Besham kills five")
    assert found == (f"{new}-2" if new in names else new)


def test_authors_name_what_authors_named() -> None:
    """Where ids begin with the authors' names, as reference managers make them, so does a new one."""
    found = Ids([Named("khan2024besham", author=["Imran Khan"]), Named("ali2023lahore", author=["Sara Ali"])], SOURCE_STYLE)
    assert found.style.parts == ("author", "date", "words")
    assert found.new(NEW, title="Attack in Quetta") == "khan2024quetta"


def test_a_file_without_a_pattern_has_the_default() -> None:
    """If no pattern holds for more than half of the ids, the default one is used, and few of them follow it."""
    found = ids("besham", "dawn-2024-01-02-x", "2024-03-04-y", "k", publisher="Dawn")
    assert (found.style.parts, found.style.known) == (SOURCE_STYLE.parts, 4)
    assert found.style.share < 0.5


def test_an_id_that_is_off_the_pattern_does_not_fit() -> None:
    """Another order, no date, or no words do not follow publisher, date and words; whose date it is does not matter."""
    style = Style(("publisher", "date", "words"))
    assert style.fits("dawn-2024-03-26-besham")
    assert style.fits("dawn-nd-besham-2024")
    assert style.fits("dawn-1999-besham")
    assert not any(map(style.fits, ("besham", "2024-03-26-besham", "dawn-2024-03-26", "dawn-202403261-besham", "s12")))


def test_words_come_from_the_title() -> None:
    """The words of a title in an id are those that other ids have, then names, never numbers or small words."""
    known = Ids([Named(f"2024-01-0{n}-{word}-post") for n, word in enumerate(("gwadar", "turbat", "panjgur"), 1)], EVENT_STYLE)
    assert known.telling("Five killed as gunmen attack a post in Gwadar") == ["post", "gwadar"]
    assert known.telling("Khuzdar\u2019s press club: 3 held") == ["khuzdar", "press"]
    assert known.telling("2024: 500 killed") == []
    assert known.new(Named("", "2024-02-03"), title="\u06af\u0644\u06af\u062a") == "2024-02-03"


def test_a_site_names_its_publisher() -> None:
    """A publisher that no id has yet is called as its site is, or by its words or initials."""
    assert slug("The Economic Times", "https://m.economictimes.com/x") == "economictimes"
    assert slug("Human Rights Commission of Pakistan", "https://hrcp-web.org/x") == "hrcp"
    assert slug("", "https://www.bbc.co.uk/news/1") == "bbc"
    assert slug("Vivekananda International Foundation") == "vif"
    assert slug("The Hindu", "http://[::1") == "hindu"


def test_an_event_lends_its_words() -> None:
    """The words of an event's id are those after its date."""
    assert subject("2024-03-26-mir-ali") == ["mir", "ali"]
    assert subject("besham_20240326") == ["besham"]


@example(["_0"], "", "", "", "")
@given(
    st.lists(st.text(string.ascii_lowercase + string.digits + "-_.~", min_size=1, max_size=30), max_size=12),
    st.text(max_size=20), st.text(max_size=40), st.text(max_size=40),
    st.sampled_from(["", "2024", "2024-03-26", "2024-03~", "x"]),
)  # fmt: skip
def test_a_new_id_is_an_id_and_new(names: list[str], publisher: str, title: str, url: str, date: str) -> None:
    """Whatever a file's ids and a record's texts are, the new id is one that a file may have, and that no record has."""
    found = Ids((Named(name, date, publisher) for name in names), SOURCE_STYLE)
    new = found.new(Named("", date, publisher, (publisher,), url), title=title)
    assert AN_ID.fullmatch(new), new
    assert new not in names
