"""``cttui cite``: references to events and selections, as text, CSL-JSON and BibTeX, with a link that opens the same again."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import warnings
from functools import partial
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.main import main
from cttui.explore.links import Link
from cttui.model import calendar
from exporting import HARBOUR

EDITION = hashlib.sha256(HARBOUR.read_bytes()).hexdigest()
CLOSED = f"cttui:harbour?edition={EDITION}"
TITLE = 'Harbour <b>2024</b>; strikes, quays & "rules"'


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``cttui cite`` of the small timeline on 1 February 2025."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(calendar, "today", lambda: datetime.date(2025, 2, 1).toordinal())
    return partial(run, "cite", "--timeline", HARBOUR)


def test_an_event_is_cited_with_its_sources(run: Run) -> None:
    """The text names event, timeline, edition, licence, day and link, and numbers the sources as cttui cites them."""
    code, printed, told = run("march")
    lines = printed.splitlines()
    kept = "1 sensitive source kept back, with 1 claim; --include-sensitive on the command line includes them"
    assert (code, told) == (0, f"cttui: {kept}\n")
    assert lines[0] == (
        '“Dockers march, "peacefully"; <script>alert(1)</script>”, 2 May 2024. '
        f"In: {TITLE}. Edition of 31 December 2024, SHA-256 {EDITION}. CC-BY-4.0. Accessed 1 February 2025. "
        f"{CLOSED}#event=march [1, 2]"
    )
    assert lines[1:4] == ["", "Sources", ""]
    assert [line[:3] for line in lines[4:]] == ["1. ", "2. "]
    assert "A leaked list" not in printed


def test_several_events_share_their_numbers(run: Run) -> None:
    """Events are cited in the order they are named in, each once; a source that two of them cite has one number."""
    _, printed, _ = run("quay-act", "march", "quay-act")
    paragraphs = printed.split("\n\nSources\n\n")[0].split("\n\n")
    assert [paragraph.partition("”")[0] for paragraph in paragraphs] == [
        "“=1+1 is passed as the Quayside Act", '“Dockers march, "peacefully"; <script>alert(1)</script>',
    ]  # fmt: skip
    numbers = [paragraph.rpartition(" [")[2].rstrip("]") for paragraph in paragraphs]
    sources = printed.split("\n\nSources\n\n")[1].splitlines()
    assert {int(one) for group in numbers for one in group.split(", ")} == set(range(1, len(sources) + 1))


def test_an_uncertain_date_stays_uncertain(run: Run) -> None:
    """A date with a question mark is said so in words, circa in CSL-JSON and in the note of BibTeX; no date is said too."""
    assert "Quayside Act”, perhaps March 2024. In:" in run("quay-act")[1]
    assert json.loads(run("quay-act", "--format", "csl-json")[1])[0]["event-date"] == {"date-parts": [[2024, 3]], "circa": True}
    assert "Event of perhaps March 2024" in run("quay-act", "--format", "bibtex")[1]
    assert "”, undated. In:" in run("surrender")[1]
    assert "event-date" not in json.loads(run("surrender", "--format", "csl-json")[1])[0]


def test_a_selection_is_cited_with_its_query(run: Run) -> None:
    """A view says what was asked, in words and as typed, how many events that is, whose figures count, and its link."""
    _, printed, _ = run("--filter", "province:SD -kind:policy", "--count", "official")
    first = printed.splitlines()[0]
    assert first.startswith(
        "Events in Sindh, not of kind policy [province:SD -kind:policy]. 2 of 6 events, figures: official. In: Harbour"
    )
    assert first.endswith(f". {CLOSED}#q=province:SD%20-kind:policy&count=official")
    assert run("--filter", "killed:>=1")[1].startswith("Events with possibly 1 or more killed [killed:>=1]. ")
    whole = run()[1].splitlines()[0]
    assert whole.startswith(TITLE + ". ")
    assert whole.endswith(f"Accessed 1 February 2025. {CLOSED}")


def test_a_single_event_is_one_event(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timeline of a single event is cited as of "1 event", in every format."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "first.toml"
    assert main(["new", str(path)]) == 0
    for format_ in ("text", "csl-json", "bibtex"):
        capsys.readouterr()
        assert main(["cite", "--timeline", str(path), "--format", format_]) == 0
        assert re.search(r"\b1 event\b", capsys.readouterr().out)


@pytest.mark.parametrize(("arguments", "count"), [(("march", "quay-act"), 2), (("--filter", "march"), 1), ((), 1)])
def test_references_are_read_by_citeproc(run: Run, arguments: tuple[str, ...], count: int) -> None:
    """citeproc-py takes every item, whose keys are of CSL 1.0.2; what is cited has version, day, licence and link."""
    with warnings.catch_warnings():
        # the package's own style has attributes that its own schema does not know
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        found = json.loads(run(*arguments, "--format", "csl-json")[1])
        own = [item for item in found if item.get("URL", "").startswith("cttui:")]
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(found), formatter.plain)
        for item in found:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len({item["id"] for item in found}) == len(found)
    assert len(own) == count
    for item in own:
        assert item["version"] == f"SHA-256 {EDITION}"
        assert item["accessed"] == {"date-parts": [[2025, 2, 1]]}
        assert item["issued"] == {"date-parts": [[2024, 12, 31]]}
        assert item["custom"]["license"] == "CC-BY-4.0"
        assert item["type"] == ("entry" if Link.parse(item["URL"]).event else "dataset")


@pytest.mark.parametrize("arguments", [("march", "quay-act"), ("--filter", 'march -"zz {}%#_&~"'), ()])
def test_references_are_read_by_bibtexparser(run: Run, arguments: tuple[str, ...]) -> None:
    """Every entry is read, the link among its fields is the one that is printed, and hostile texts end no field."""
    from bibtexparser.entrypoint import parse_string

    library = parse_string(run(*arguments, "--format", "bibtex")[1])
    assert library.failed_blocks == []
    first = library.entries[0].fields_dict
    url = first["url"].value.replace("\\", "")
    assert str(Link.parse(url)) == url
    assert url in run(*arguments)[1]
    assert first["urldate"].value == "2025-02-01"
    assert EDITION in first["note"].value


def test_what_is_sensitive_is_not_named(run: Run) -> None:
    """An event that rests on a sensitive source alone, and a filter or lens that names one, are refused with the way out."""
    for arguments, said in (
        (("meeting",), "event 'meeting' rests on sources that are marked as sensitive; --include-sensitive cites it"),
        (("--filter", "source:leak"), "the filter names what is marked as sensitive; --include-sensitive cites it"),
        (("march", "--count", "leak"), "the lens names what is marked as sensitive; --include-sensitive cites it"),
    ):
        assert run(*arguments) == (2, "", f"cttui: {said}\n")
        code, printed, _ = run(*arguments, "--include-sensitive")
        assert (code, "leak" in printed or "only the list tells" in printed) == (0, True)


def test_what_there_is_not_is_refused(run: Run) -> None:
    """An unknown event suggests the nearest; ids and a filter at once are too much."""
    assert run("marsh") == (2, "", "cttui: unknown event 'marsh'; did you mean march?\n")
    assert run("march", "--filter", "x") == (2, "", "cttui: give ids of events, or a filter, and not both\n")
