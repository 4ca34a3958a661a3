"""The form of a source: what is guessed of a document and why, what is wrong, and what saving writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cttui.copies.attach import Document, take_file
from cttui.copies.captures import Capture
from cttui.copies.library import Library
from cttui.copies.similar import Similar
from cttui.curation.adding import AlreadyThereError, agreed, form_for, form_of, paths_from
from cttui.curation.changes import AddItem, AddRecord, SetValue, StoreCopy
from cttui.curation.forms import Review
from cttui.curation.opened import Open
from cttui.curation.retold import credits_in
from cttui.curation.shelf import Shelf
from cttui.curation.source import SourceForm
from cttui.errors import CttuiError, TimelineEditError
from cttui.store.cache import open_content
from cttui.store.index import Index
from cttui.timeline import load
from pages import OTHER, STORY, TIMELINE, page, served

Taken = Callable[..., Document]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A timeline's file."""
    file = tmp_path / "t.toml"
    file.write_text(TIMELINE)
    return file


@pytest.fixture
def index(path: Path) -> Index:
    """Its index."""
    return open_content(path.read_bytes(), path, None)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of the test's own."""
    return Library(tmp_path / "library", tmp_path / "cache")


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    """Takes a page as a file of some name."""

    def take(markup: str, name: str = "page.html") -> Document:
        (tmp_path / name).write_text(markup)
        return take_file(tmp_path / name)

    return take


def typed(form: SourceForm, **said: str) -> dict[str, str]:
    """What stands in a form's fields at first, with some of it typed over."""
    return {**{one.key: one.text for one in form.fields}, **said}


def reviewed(form: SourceForm, **said: str) -> Review:
    """The review of that."""
    return form.review(typed(form, **said))


def field(form: SourceForm, key: str) -> tuple[str, str, bool]:
    """What stands in a field at first, why, and whether it is sure."""
    one = form.fields_by_key[key]
    return one.text, one.reason, one.sure


def beside(review: Review) -> list[str]:
    """The lines beside a form."""
    return [line.text for line in review.beside]


# -- what is guessed -------------------------------------------------------------------------------------------------


def test_every_guess_says_where_it_comes_from(index: Index, taken: Taken) -> None:
    """A page of a publisher that the file knows fills the form: read values by their place, others as its sources have them."""
    form = SourceForm(index, taken(page(url="https://www.dawn.com/news/9/bus", site="DAWN.COM")))
    assert field(form, "title") == ("Bus attacked on the road to the dam", "JSON-LD headline", True)
    assert field(form, "issued") == ("2024-03-26", "JSON-LD datePublished", True)
    assert field(form, "publisher") == ("Dawn", "as all 3 sources of dawn.com", True)
    assert field(form, "author") == ("Umar Bacha", "JSON-LD author", True)
    assert field(form, "url") == ("https://www.dawn.com/news/9/bus", "canonical link", True)
    assert field(form, "standpoint") == ("press", "as all 3 sources of Dawn", True)
    assert field(form, "type") == ("article-newspaper", "as all 3 sources of Dawn", True)
    assert all(one.reason for one in form.fields if one.text)
    assert reviewed(form).readings["id"] == "dawn-2024-03-26-dam"


def test_places_that_disagree_are_shown_and_are_not_sure(index: Index, taken: Taken) -> None:
    """JSON-LD says 26 March, OpenGraph 27 March: the first stands in the field, not sure, and both stand beside it."""
    head = '<meta property="article:published_time" content="2024-03-27T08:00:00+05:00">'
    form = SourceForm(index, taken(page().replace("</head>", f"{head}</head>")))
    assert field(form, "issued") == ("2024-03-26", "JSON-LD datePublished", False)
    lines = beside(reviewed(form))
    assert "published on: 2024-03-26 (JSON-LD datePublished)" in lines
    assert "  2024-03-27 (OpenGraph article:published_time)" in lines
    assert [one.text for one in form.suggest("issued", typed(form, issued=""))] == ["2024-03-26", "2024-03-27"]


def test_one_other_source_of_a_site_does_not_overrule_what_a_page_says(path: Path, taken: Taken) -> None:
    """The one source of a site has another publisher than the page names: both are shown, and neither is sure."""
    text = TIMELINE.replace("www.dawn.com/news/2", "a.example/2").replace("www.dawn.com/news/1", "a.example/1", 1)
    text = text.replace("https://a.example/1", "https://b.example/1", 1)
    form = SourceForm(open_content(text.encode(), path, None), taken(page(url="https://b.example/9", site="Harbour Echo")))
    assert field(form, "publisher") == ("Dawn", "as the only other source of b.example", False)
    assert "  Harbour Echo (JSON-LD publisher)" in beside(reviewed(form))


def test_a_time_in_utc_is_a_day_of_the_timelines_zone(index: Index, taken: Taken) -> None:
    """22:15 UTC on 26 March is 27 March in Karachi, and the reason says so; another zone is the publisher's own day."""
    form = SourceForm(index, taken(page(datePublished="2024-03-26T22:15:00Z")))
    assert field(form, "issued")[:2] == ("2024-03-27", "JSON-LD datePublished: 22:15 UTC, the next day in Karachi")
    form = SourceForm(index, taken(page(datePublished="2024-03-26T22:15:00-04:00")))
    assert field(form, "issued")[:2] == ("2024-03-26", "JSON-LD datePublished")


def test_a_files_name_made_like_an_id_is_read(index: Index, taken: Taken) -> None:
    """A text without a word about itself is called as the file's ids are: publisher and date come from there, not sure."""
    form = SourceForm(index, taken(f"{STORY}\n", "dawn-2024-03-26-dam.txt"))
    assert field(form, "publisher") == ("Dawn", "the file's name", False)
    assert field(form, "issued") == ("2024-03-26", "the file's name", False)
    assert field(form, "standpoint")[0] == "press"


def test_what_cannot_be_read_is_asked_for(index: Index, taken: Taken) -> None:
    """Of a bare text of an unknown publisher, title, publisher, date and standpoint are empty and not sure."""
    form = SourceForm(index, taken("Words without any head to them.\nMore of them.\n", "x.txt"))
    assert {one.key for one in form.fields if not one.sure and not one.text} >= {"title", "publisher", "issued", "standpoint"}
    review = reviewed(form)
    assert not review.problems
    assert not review.changes


def test_a_publisher_is_not_its_own_author(index: Index, taken: Taken) -> None:
    """Where a page gives its publisher for its author, it gives none."""
    form = SourceForm(index, taken(page(url="https://www.dawn.com/news/9/bus", author=[{"name": "Dawn"}])))
    assert field(form, "author") == ("", "", True)


def test_what_came_later_is_no_origin(index: Index, taken: Taken) -> None:
    """A text does not repeat one that was published after it, however alike they are; it stands beside all the same."""
    likes = [Similar("reuters-2024-03-26-dam", 0.97, part=False)]
    form = SourceForm(index, taken(page(site="The Echo", datePublished="2024-03-24")), similar=likes)
    assert field(form, "derived_from")[0] == ""
    assert "reuters-2024-03-26-dam" in beside(reviewed(form))
    later = SourceForm(index, taken(page(site="The Echo", datePublished="2024-03-26")), similar=likes)
    assert field(later, "derived_from")[0] == "reuters-2024-03-26-dam"


def test_an_agencys_text_has_its_standpoint(index: Index, taken: Taken) -> None:
    """What Reuters wrote and an unknown site shows is a wire's, as the other sources by Reuters are."""
    form = SourceForm(index, taken(page(site="Daily Echo", author="Reuters")))
    assert field(form, "standpoint") == ("wire", "as the only other source of Reuters", False)


# -- what is there already -------------------------------------------------------------------------------------------


def test_an_address_that_is_there_is_refused(index: Index, taken: Taken) -> None:
    """However an address is spelt, the source that has it is named, and the form cannot be saved."""
    form = SourceForm(index, taken(page(url="http://m.dawn.com/news/1/port/?utm_source=x#top")))
    assert reviewed(form).problems == {"url": "dawn-2024-03-20-port already has this address"}
    assert form.known is not None
    assert "Port attacked" in beside(reviewed(form))
    with pytest.raises(AlreadyThereError, match="dawn-2024-03-20-port already has this address"):
        form_for("https://dawn.com/news/1/port", index, None, None)


def test_the_same_text_is_shown_side_by_side(index: Index, taken: Taken, library: Library) -> None:
    """A text whose copy another source has is found by its words: its source stands beside, and is proposed as the origin."""
    text = f"{STORY}\n{OTHER}"
    library.attach("reuters-2024-03-26-dam", text.encode(), media_type="text/plain", origin="r.txt")
    taken(page(f"{text} (Reuters)", url="https://www.dawn.com/news/9/bus"), "bus.html")
    form = form_for(str(library.folder.parent / "bus.html"), index, library, None)
    assert field(form, "derived_from")[0] == "reuters-2024-03-26-dam"
    assert "of its words are in the copy of reuters-2024-03-26-dam" in field(form, "derived_from")[1]
    assert not form.fields_by_key["derived_from"].sure
    lines = beside(reviewed(form))
    assert lines[0] == "A source has nearly the same text"
    assert {"Suicide bomber kills engineers of dam, police say", "here Bus attacked on the road to the dam"} <= set(lines)
    assert form.twin is None


def test_the_same_text_of_the_same_publisher_is_a_twin(index: Index, taken: Taken) -> None:
    """The same text from the publisher itself is the same source under another address, and repeats nothing."""
    likes = [Similar("dawn-2024-03-20-port", 0.97, part=False)]
    form = SourceForm(index, taken(page(url="https://www.dawn.com/news/9/bus")), similar=likes)
    assert form.twin is not None
    assert form.twin.id == "dawn-2024-03-20-port"
    assert field(form, "derived_from")[0] == ""


def test_a_text_that_names_its_source_proposes_it(index: Index, taken: Taken) -> None:
    """The text ends with (Reuters), and the file has what Reuters published that day on it: proposed, with the words."""
    form = SourceForm(
        index, taken(page(f"{STORY} Engineers of the dam, police say. (Reuters)", url="https://www.dawn.com/news/9/bus"))
    )
    text, reason, sure = field(form, "derived_from")
    assert (text, sure) == ("reuters-2024-03-26-dam", False)
    assert reason == "the text says “(Reuters)”, and reuters-2024-03-26-dam is of those days"
    far = SourceForm(index, taken(page(f"{STORY} (Reuters)", datePublished="2024-05-01")))
    assert field(far, "derived_from")[0] == ""
    assert "Reuters: “(Reuters)”" in beside(reviewed(far))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PESHAWAR (Reuters) - Six people were killed", ["Reuters"]),
        ("ISLAMABAD, Mar 26 (APP): The prime minister", ["Associated Press of Pakistan"]),
        ("Words.\n\u2014 AFP", ["AFP"]),
        ("Words. (With inputs from PTI)", ["Press Trust of India"]),
        ("SOURCE: ANI", ["ANI"]),
        ("By Associated Press\nWords", ["Associated Press"]),
        ("According to Dawn, police said", ["Dawn"]),
        ("AFP/Reuters\nWords", ["AFP"]),
        ("he told Geo News on Tuesday", ["Geo News"]),
        ("Online shopping reported a rise", []),
        ("it was said (see Reuters) and", []),
        ("The Nation said that the (Army) came", []),
        ("according to police", []),
    ],
)
def test_credits_are_read_where_they_are_credits(text: str, names: list[str]) -> None:
    """Agencies and publishers are found in parentheses, behind a dash, as a line or in a phrase, and nowhere else."""
    assert [credit.name for credit in credits_in(text, ["Dawn", "Geo News", "The Nation"])] == names


def test_nobody_repeats_himself_and_credits_are_bounded() -> None:
    """A publisher's own name is no credit, and a text full of credits gives a few, in time that does not grow with it."""
    assert credits_in("according to Dawn", ["Dawn"], own="dawn") == []
    flood = "told AFP " * 200_000 + "(" * 100_000 + "A " * 100_000
    assert [credit.name for credit in credits_in(flood, ["Dawn"])] == ["AFP"]


# -- what is typed ---------------------------------------------------------------------------------------------------


def test_a_new_id_follows_what_is_typed(index: Index, taken: Taken) -> None:
    """The id that saving makes goes with publisher and date as typed, and with the words of the event that cites it."""
    form = SourceForm(index, taken(page()))
    assert reviewed(form, publisher="Reuters", issued="27 March 2024").readings["id"] == "reuters-2024-03-27-dam"
    cited = SourceForm(index, taken(page()), events=["2024-03-26-dam"])
    assert reviewed(cited).readings["id"] == "dawn-2024-03-26-dam"
    assert reviewed(cited, publisher="Reuters").readings["id"] == "reuters-2024-03-26-dam-2"


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("standpoint", "pres", "did you mean press?"),
        ("type", "article-newpaper", "did you mean article-newspaper?"),
        (
            "derived_from",
            "reuters-2024-03-26-dem",
            "there is no source reuters-2024-03-26-dem; did you mean reuters-2024-03-26-dam?",
        ),
        ("url", "dawn.com/x", "expected an address that starts with http:// or https:// and has no spaces"),
        ("issued", "30 February 2024", ""),
        ("id", "dawn-2024-03-20-port", "there is already a source dawn-2024-03-20-port"),
        ("id", "No Id", "expected an id"),
        ("title", "a\tb", "this text must be on one line; remove the line break or tab"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(index: Index, taken: Taken, key: str, text: str, problem: str) -> None:
    """A value that the file cannot have is a problem of its field, with what would be right."""
    review = reviewed(SourceForm(index, taken(page())), **{key: text})
    assert list(review.problems) == [key]
    assert review.problems[key].startswith(problem)
    assert not review.changes


def test_fields_complete_from_the_file(index: Index, taken: Taken) -> None:
    """Publishers, standpoints and ids complete from what the file has, those of the publisher and of the days first."""
    form = SourceForm(index, taken(page()))
    assert [one.text for one in form.suggest("publisher", typed(form, publisher="reu"))] == ["Reuters"]
    assert form.suggest("standpoint", typed(form, standpoint=""))[0].text == "press"
    assert "reuters-2024-03-26-dam" in [one.text for one in form.suggest("derived_from", typed(form, derived_from=""))]
    assert [one.text for one in form.suggest("events", typed(form, events=""))] == ["2024-03-26-dam"]
    assert form.suggest("id", typed(form, id=""))[0].text == "dawn-2024-03-26-dam"


# -- what is written -------------------------------------------------------------------------------------------------


def test_saving_writes_the_record_and_stores_the_copy(path: Path, index: Index, taken: Taken, library: Library) -> None:
    """The record stands in its place by date, the event cites it, the copy is in the library; no other line differs."""
    form = SourceForm(index, taken(page(url="https://www.dawn.com/news/9/bus")), library=library, events=["2024-03-26-dam"])
    review = reviewed(form)
    assert [type(change) for change in review.changes] == [StoreCopy, AddRecord, AddItem]
    assert review.says == "Source dawn-2024-03-26-dam added with its copy, cited by 2024-03-26-dam."
    Open(path, None, index, path.read_bytes()).change(*review.changes, says=review.says)
    after = path.read_text()
    record = after[after.index('[[source]]\nid = "dawn-2024-03-26-dam"') : after.index("[[event]]")].rstrip()
    assert record == (
        '[[source]]\nid = "dawn-2024-03-26-dam"\ntype = "article-newspaper"\ntitle = "Bus attacked on the road to the dam"\n'
        'publisher = "Dawn"\nauthor = ["Umar Bacha"]\nissued = "2024-03-26"\nurl = "https://www.dawn.com/news/9/bus"\n'
        'language = "en"\nstandpoint = "press"'
    )
    assert load.load(path).events[0].sources[-1] == "dawn-2024-03-26-dam"
    assert set(TIMELINE.splitlines()) - set(after.splitlines()) == {
        line for line in TIMELINE.splitlines() if line.startswith("sources = ")
    }
    assert library.state("dawn-2024-03-26-dam") == "intact"


def test_a_failure_leaves_neither_record_nor_copy(
    path: Path, index: Index, taken: Taken, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the file cannot be changed the copy is gone again; if the copy cannot be stored the file is as it was."""
    form = SourceForm(index, taken(page()), library=library)
    review = reviewed(form)
    file = Open(path, None, index, path.read_bytes())
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("cttui.curation.keeper.Keeper.write", _refuse)
        with pytest.raises(TimelineEditError):
            file.change(*review.changes, says=review.says)
    assert library.sources() == []
    assert [one for one in library.folder.rglob("*") if one.is_file()] == []
    with monkeypatch.context() as patch:
        patch.setattr(Library, "attach", _refuse)
        with pytest.raises(CttuiError):
            file.change(*review.changes, says=review.says)
    assert path.read_bytes() == before


def _refuse(*_: object, **__: object) -> Capture:
    raise TimelineEditError("refused")


def test_a_change_writes_only_what_changed(path: Path, index: Index) -> None:
    """The form of a source that is there begins with what it says; only keys that differ are written."""
    form = form_of(index, "reuters-2024-03-26-dam")
    assert form is not None
    assert "id" not in form.fields_by_key
    assert reviewed(form).changes == ()
    review = reviewed(form, title="Bomber kills engineers", author="", digest="What Reuters has.")
    assert {change.key for change in review.changes if isinstance(change, SetValue)} == {"title", "author", "digest"}
    Open(path, None, index, path.read_bytes()).change(*review.changes, says=review.says)
    source = load.load(path).sources[-1]
    assert (source.title, source.author, source.digest) == ("Bomber kills engineers", (), "What Reuters has.")
    assert form_of(index, "nobody") is None


def test_an_address_is_fetched_by_the_rules(index: Index, library: Library) -> None:
    """An address of this machine is refused unless that is meant; then its page fills the form, and names no other site."""
    with served({"/bus": page(url="https://elsewhere.example/bus", site="Harbour Echo")}) as site:
        with pytest.raises(CttuiError, match="run 'cttui add source' or 'cttui attach --fetch' with --allow-private"):
            form_for(f"{site}/bus", index, library, None)
        form = form_for(f"{site}/bus", index, library, None, allow_private=True)
        assert field(form, "url") == (f"{site}/bus", "the address given", True)
        assert "  https://elsewhere.example/bus (canonical link)" in beside(reviewed(form))
        with pytest.raises(CttuiError, match="404"):
            form_for(f"{site}/none", index, library, None, allow_private=True)


def test_what_is_neither_address_nor_file_is_said(index: Index, tmp_path: Path) -> None:
    """A host without https://, or with another scheme, is told from a file that does not exist, and said as it was given."""
    for given in ("www.dawn.com/news/1", "ftp://example.org/march", "ttps://localhost/march"):
        with pytest.raises(CttuiError, match=f"no file {given}; a web address starts with https://"):
            form_for(given, index, None, None)
    with pytest.raises(CttuiError, match="cannot be read"):
        form_for(str(tmp_path / "none.html"), index, None, None)


def test_paths_are_completed_to_what_can_be_read(tmp_path: Path) -> None:
    """A path goes on with folders and files of the kinds that can be read; hidden ones only where a dot is typed."""
    for name in ("page.html", "paper.pdf", "picture.png", ".hidden.txt"):
        (tmp_path / name).touch()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").touch()
    assert paths_from("pa", tmp_path) == ["page.html", "paper.pdf", "papers/"]
    assert paths_from("papers/", tmp_path) == ["papers/a.md"]
    assert paths_from("", tmp_path) == ["page.html", "paper.pdf", "papers/"]
    assert paths_from(".", tmp_path) == [".hidden.txt"]
    assert paths_from(str(tmp_path / "pag"), tmp_path) == [str(tmp_path / "page.html")]
    assert paths_from("none/x\0", tmp_path) == paths_from("~nobody-here/x", tmp_path) == []
    assert (agreed(["paper.pdf", "papers/"]), agreed([]), agreed(["x"])) == ("paper", "", "x")


def test_the_shelf_knows_sources_that_no_event_cites(path: Path) -> None:
    """A source counts as there though no event cites it yet."""
    path.write_text(TIMELINE.replace(', "dawn-2024-03-24-rally"', ""))
    shelf = Shelf.of(open_content(path.read_bytes(), path, None))
    assert shelf.at("https://www.dawn.com/news/3/rally/") is not None
    assert shelf.at("https://www.dawn.com/news/3/rally", but="dawn-2024-03-24-rally") is None
    assert shelf.at("https://web.archive.org/web/20240401000000id_/https://www.dawn.com/news/3/rally") is not None


def test_a_title_that_was_cut_off_is_taken_whole(index: Index, taken: Taken) -> None:
    """JSON-LD cuts a long headline, OpenGraph has all of it: that one stands in the field, and nothing speaks against it."""
    head = '<meta property="og:title" content="Bus attacked on the road to the dam, five engineers among the dead">'
    form = SourceForm(
        index, taken(page(title="Bus attacked on the road to the dam, five\u2026").replace("</head>", f"{head}</head>"))
    )
    assert field(form, "title") == (
        "Bus attacked on the road to the dam, five engineers among the dead",
        "OpenGraph title",
        True,
    )
