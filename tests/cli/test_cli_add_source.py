"""``cttui add source``: from an address or a file to a record with its copy, by options alone."""

from __future__ import annotations

import shlex
import tomllib
from functools import partial
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.main import main
from cttui.copies.library import Library
from cttui.curation.source import EVENTS, LINES
from cttui.timeline import load
from pages import OTHER, STORY, TIMELINE, page, served


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``cttui add source`` in a folder of its own, with a timeline and a page."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CTTUI_LIBRARY", str(tmp_path / "copies"))
    Path("t.toml").write_text(TIMELINE)
    Path("page.html").write_text(page(url="https://www.dawn.com/news/9/bus"))
    return partial(run, "add", "source")


def test_what_was_read_is_taken_with_its_reasons(run: Run) -> None:
    """A page of a known publisher needs no answers: each value is told with its reason, record and copy are there."""
    code, out, err = run("page.html", "t.toml")
    assert (code, out) == (0, "")
    assert "title: Bus attacked on the road to the dam (JSON-LD headline)\n" in err
    assert "published by: Dawn (as all 3 sources of dawn.com)\n" in err
    assert err.count("published on:") == 1
    assert "issued" not in err
    assert err.endswith("Source dawn-2024-03-26-dam added with its copy. Next: cttui propose dawn-2024-03-26-dam t.toml\n")
    ids = [source.id for source in load.load(Path("t.toml")).sources]
    assert ids[-2:] == ["reuters-2024-03-26-dam", "dawn-2024-03-26-dam"]
    assert Library(Path("copies")).state("dawn-2024-03-26-dam") == "intact"


def test_a_dry_run_prints_the_record_and_writes_nothing(run: Run) -> None:
    """The record is printed as the file would have it, and it is TOML; timeline and library are as they were."""
    code, out, _ = run("page.html", "t.toml", "--dry-run")
    assert code == 0
    (source,) = tomllib.loads(out)["source"]
    assert source["id"] == "dawn-2024-03-26-dam"
    assert list(source) == ["id", "type", "title", "publisher", "author", "issued", "url", "language", "standpoint"]
    assert Path("t.toml").read_text() == TIMELINE
    assert not Path("copies").exists()


def test_every_field_has_an_option_that_comes_first(run: Run) -> None:
    """What an option says stands in the record, whatever the page says; a list's option may be given several times."""
    said = {
        "title": "A title", "publisher": "The Echo", "issued": "late March 2024", "url": "https://echo.example/1",
        "language": "ur", "type": "report", "standpoint": "official", "title_note": "A note", "digest": "Our words.",
        "id": "echo-2024-03-x",
    }  # fmt: skip
    options = [word for key, value in said.items() for word in (f"--{key.replace('_', '-')}", value)]
    lists = [
        "--author",
        "Sara Khan",
        "--author",
        "A. Ali",
        "--derived-from",
        "dawn-2024-03-20-port",
        "--event",
        "2024-03-26-dam",
    ]
    assert {option.replace("-", "_") for option in (*options[::2], *lists[::2])} == {
        f"__{'event' if line is EVENTS else line.key}" for line in (*LINES, EVENTS)
    }
    code, _, err = run("page.html", "t.toml", *options, *lists)
    assert code == 0, err
    timeline = load.load(Path("t.toml"))
    (source,) = [source for source in timeline.sources if source.id == "echo-2024-03-x"]
    assert (source.title, source.publisher, source.language, source.type) == ("A title", "The Echo", "ur", "report")
    assert (source.author, source.derived_from) == (("Sara Khan", "A. Ali"), ("dawn-2024-03-20-port",))
    assert timeline.events[0].sources[-1] == "echo-2024-03-x"


def test_what_is_missing_is_named_with_its_options(run: Run) -> None:
    """Of a bare text without a terminal: one sentence names the options that are needed; with them it is added."""
    Path("x.txt").write_text(f"Words with no head to them, and no date.\n{STORY}\n")
    before = Path("t.toml").read_bytes()
    code, out, err = run("x.txt", "t.toml", "--yes")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "cttui: not read from the document: --standpoint; give it"
    code, _, err = run("x.txt", "t.toml", "--standpoint", "press")
    assert (code, err.splitlines()[-1]) == (2, "cttui: only guessed: --type; give it, or take what was read with --yes")
    assert Path("t.toml").read_bytes() == before
    assert not Path("copies").exists()
    assert run("x.txt", "t.toml", "--standpoint", "press", "--publisher", "The Echo", "--issued", "2024", "--yes")[0] == 0


def test_an_address_that_is_there_ends_with_1(run: Run) -> None:
    """An address that a source has is not even fetched; a saved page of one is read and refused: exit 1, nothing written."""
    code, out, err = run("http://www.dawn.com/news/1/port?utm_source=x", "t.toml", "--yes")
    assert (code, out) == (1, "")
    assert err.startswith("cttui add source: dawn-2024-03-20-port already has this address")
    Path("page.html").write_text(page(url="https://dawn.com/news/2/court"))
    code, _, err = run("page.html", "t.toml", "--yes")
    assert code == 1
    assert "dawn-2024-03-22-court already has this address" in err
    assert Path("t.toml").read_text() == TIMELINE


def test_the_same_text_under_another_address_is_shown(run: Run) -> None:
    """Nearly the same text of a publisher ends with 1, both shown; --again adds it; another publisher's is derived."""
    text = f"{STORY} {OTHER}"
    Path("page.html").write_text(page(text, url="https://www.dawn.com/news/9/bus"))
    assert run("page.html", "t.toml")[0] == 0
    Path("again.html").write_text(page(text, url="https://www.dawn.com/news/10/bus", title="Bus attacked near dam"))
    code, _, err = run("again.html", "t.toml", "--yes")
    assert code == 1
    assert "A source has nearly the same text\n" in err
    assert "  Bus attacked on the road to the dam\n  here Bus attacked near dam\n" in err
    assert err.splitlines()[-1].startswith(
        "cttui add source: dawn-2024-03-26-dam has nearly the same text, from the same publisher"
    )
    assert run("again.html", "t.toml", "--yes", "--again")[0] == 0
    Path("echo.html").write_text(page(text, url="https://echo.example/1", site="The Echo"))
    code, out, err = run("echo.html", "t.toml", "--yes", "--standpoint", "press", "--dry-run")
    assert code == 0
    assert tomllib.loads(out)["source"][0]["derived_from"] == ["dawn-2024-03-26-dam"]
    assert "% of its words are in the copy of dawn-2024-03-26-dam; not sure)" in err


def test_a_corrected_edition_is_not_called_the_same_text(run: Run) -> None:
    """A text of which one word was changed is nearly the same, and both ways to keep it work; the same words are the same."""
    story = [" ".join(f"word{n}x{m}" for m in range(12)) for n in range(30)]
    more = ("t.toml", "--yes", "--publisher", "P", "--type", "webpage", "--issued", "2024-03-01", "--standpoint", "press")
    Path("first.txt").write_text("Twelve people were killed, police said.\n" + "\n".join(story))
    assert run("first.txt", *more, "--title", "One")[0] == 0
    Path("second.txt").write_text("Thirteen people were killed, police said.\n" + "\n".join(story))
    code, _, err = run("second.txt", *more, "--title", "Two")
    assert code == 1
    assert "has nearly the same text, from the same publisher; if this is another edition, add it with --again" in err
    assert "already has this text" not in err
    way = shlex.split(err.rpartition("with '")[2].rstrip("'\n"))
    assert way[:2] == ["cttui", "attach"]
    assert main(way[1:]) == 0
    assert run("second.txt", *more, "--title", "Two", "--again")[0] == 0
    Path("copied.txt").write_text("Thirteen people were killed,   police said.\n\n" + "\n\n".join(story))
    code, _, err = run("copied.txt", *more, "--title", "Three")
    assert code == 1
    assert "already has this text, from the same publisher; add it anyway with --again" in err


def test_the_very_same_bytes_are_not_added_twice_however_few(run: Run) -> None:
    """A text of a few words has too little to be compared by, but the same file is known; --again adds it anyway."""
    Path("note.txt").write_text("At least 12 people were killed, police said.\n")
    more = ("t.toml", "--yes", "--publisher", "P", "--type", "webpage", "--issued", "2024-03-01", "--standpoint", "press")
    assert run("note.txt", *more, "--title", "One")[0] == 0
    code, _, err = run("note.txt", *more, "--title", "Two")
    assert code == 1
    assert "already has this text" in err
    assert run("note.txt", *more, "--title", "Two", "--again")[0] == 0


def test_a_file_that_is_called_like_a_source_is_its_copy(run: Run) -> None:
    """A saved page under a source's id is not added a second time: how to store it is said; --again adds another source."""
    Path("dawn-2024-03-20-port.html").write_text(page(url="https://www.dawn.com/news/9/bus"))
    code, _, err = run("dawn-2024-03-20-port.html", "t.toml", "--yes")
    assert code == 1
    assert "store its copy with 'cttui attach dawn-2024-03-20-port dawn-2024-03-20-port.html --timeline t.toml'" in err
    assert run("dawn-2024-03-20-port.html", "t.toml", "--yes", "--again")[0] == 0


def test_a_hostile_page_gives_clean_text_or_none(run: Run) -> None:
    """Control characters, markup, dates that cannot be and JSON-LD without end: what is printed and written is clean."""
    nested = f'<script type="application/ld+json">{"[" * 20_000}{"]" * 20_000}</script>'
    hostile = page(
        title="\x1b]0;owned\x07Bus \u202eattacked [/red] \x00<b>near</b> dam",
        url="javascript:alert(1)",
        datePublished="2024-02-30",
        author=["\x1b[2J", {"name": ["Sara \x07 Khan"]}, 5],
        inLanguage={"name": "\x9b31m"},
        site="Harbour\r\nEcho",
    )
    Path("page.html").write_text(hostile.replace("</head>", f"{nested}</head>"))
    code, out, err = run("page.html", "t.toml", "--yes", "--standpoint", "press", "--dry-run")
    assert code == 0, err
    (source,) = tomllib.loads(out)["source"]
    assert source["title"] == "]0;owned Bus attacked [/red] near dam"
    assert (source["publisher"], source["author"], source["issued"], source["url"]) == (
        "Harbour Echo",
        ["[2J", "Sara Khan"],
        "",
        "",
    )
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u2066" for char in (out + err).replace("\n", ""))


def test_an_address_is_fetched_only_from_the_open_web(run: Run) -> None:
    """A page of this machine is refused, and added with --allow-private; its address is the one that answered."""
    with served({"/bus": page(site="Harbour Echo")}) as site:
        code, _, err = run(f"{site}/bus", "t.toml", "--yes", "--standpoint", "press")
        assert code == 2
        assert "is not on the public internet" in err
        code, _, err = run(f"{site}/bus", "t.toml", "--yes", "--standpoint", "press", "--allow-private")
        assert code == 0, err
        (source,) = [source for source in load.load(Path("t.toml")).sources if source.publisher == "Harbour Echo"]
        assert source.url == f"{site}/bus"


def test_without_a_timeline_the_shipped_one_is_not_changed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No TIMELINE and none in the settings: one sentence says so; the one that is set is changed."""
    code, _, err = run("page.html")
    assert code == 2
    assert err.startswith("cttui: expected the TIMELINE to add to")
    monkeypatch.setenv("CTTUI_TIMELINE", "t.toml")
    assert run("page.html")[0] == 0
    assert Path("t.toml").read_text() != TIMELINE


def test_the_kind_of_record_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """``cttui add`` alone, or with an unknown kind, names what can be added; its help does too."""
    assert main(["add"]) == 2
    assert "source|event" in capsys.readouterr().err
    assert main(["add", "sauce"]) == 2
    assert "'source', 'event'" in capsys.readouterr().err
    assert main(["add", "--", "source"]) == 2
    assert capsys.readouterr().err == "cttui add: expected source or event first; see 'cttui add --help'\n"
    assert main(["add", "--help"]) == 0
