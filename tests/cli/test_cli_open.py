"""``cttui open LINK``, without a terminal: what changed in the view since the edition of the link, and how to list it."""

from __future__ import annotations

import hashlib
import io
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.main import main
from cttui.explore.links import Link
from ui.helpers import SMALL

OLD = SMALL.read_text(encoding="utf-8")
UNFIT = "the filter of the link does not fit this timeline: "
EDITION = hashlib.sha256(OLD.encode()).hexdigest()
NEW = (
    OLD.replace("Attack on a road", "Raid on a road")
    + '\n[[event]]\nid = "new"\ndate = "2024-05"\nprovinces = ["PK-KP"]\nkind = "attack"\ntitle = "New"\nsummary = "s"\n'
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache, notebook and library of the test's own."""
    for name in ("CACHE", "NOTEBOOK", "LIBRARY"):
        monkeypatch.setenv(f"CTTUI_{name}", str(tmp_path / name.lower()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The small timeline as it is now, in a folder that is no repository: one event has another title, one is new."""
    found = tmp_path / "work" / "small.toml"
    found.parent.mkdir()
    found.write_text(NEW, encoding="utf-8")
    return found


@pytest.fixture
def run(run: Run, path: Path) -> Run:
    """Opens a link in that file."""
    return lambda link, *arguments: run("open", link, "--timeline", path, *arguments)


def link(query: str = "", event: str = "", lens: str = "all", edition: str = EDITION) -> Link:
    """A link to a view of the old edition."""
    return Link("small", edition, query, event, lens)


def commit(path: Path, text: str) -> None:
    """Commit a file with some text in its folder's repository."""
    path.write_text(text, encoding="utf-8")
    for words in (
        ("init", "-q"), ("add", "."),
        ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", "one"),
    ):  # fmt: skip
        subprocess.run(["git", *words], cwd=path.parent, check=True, capture_output=True)  # noqa: S603, S607 - our own words


CHANGES = """\
events           2 → 3

events added  1
  new  New

events changed  1
  road-attack  Raid on a road
    title: Attack on a road → Raid on a road
"""


def test_the_same_edition_has_no_changes(run: Run, path: Path) -> None:
    """Where the file is the edition of the link, or the link names none, it says so; exit 0."""
    path.write_text(OLD, encoding="utf-8")
    for edition, said in (
        (EDITION, "Nothing has changed: this is the edition of the link."),
        ("", "The link names no edition, "),
    ):
        code, printed, told = run(link("kind:attack", "road-attack", edition=edition))
        assert (code, told) == (0, "")
        assert printed.startswith(said)


def test_the_command_lists_the_view(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that is printed is run by a shell as it stands, and lists the events of the view, counted by its lens."""
    _, printed, _ = run(link("kind:attack order:killed", lens="official"), "--since", str(SMALL))
    command = shlex.split(printed.splitlines()[-1].removeprefix("To list the view: "))
    assert command[:2] == ["cttui", "list"]
    assert command[3:] == ["--filter", "kind:attack order:killed", "--count", "official"]
    assert main(command[1:]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_the_command_takes_a_file_whose_name_begins_with_a_hyphen(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that is printed can be typed, even if the file's name looks like an option."""
    path.rename(path.with_name("-x.toml"))
    monkeypatch.chdir(path.parent)
    main(["open", str(link("kind:attack")), "--timeline=-x.toml"])
    command = capsys.readouterr().out.strip().splitlines()[-1].removeprefix("To list the view: cttui ")
    assert main(shlex.split(command)) == 0


@pytest.mark.parametrize("where", ["git", "the cache", "--since a file", "--since a revision"])
def test_what_changed_in_the_view_is_said(
    run: Run, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """The old edition is found in the history of git, among compiled timelines or where --since says; exit 1."""
    given: list[str] = []
    said = "which was found in the cache of opened timelines"
    if where in {"git", "--since a revision"}:
        commit(path, OLD)
        commit(path, NEW)
        said = "which was found in git, revision "
    if where == "the cache":
        # opened once, as a copy that is gone
        (tmp_path / "gone.toml").write_text(OLD, encoding="utf-8")
        assert main(["list", str(tmp_path / "gone.toml")]) == 0
        capsys.readouterr()
        (tmp_path / "gone.toml").unlink()
    if where.startswith("--since"):
        given = ["--since", "HEAD~1" if where.endswith("revision") else str(SMALL)]
        said = f"compared with {'HEAD~1' if where.endswith('revision') else ''}"
    code, printed, told = run(link("kind:attack", "road-attack"), *given)
    assert (code, told) == (1, "")
    first = printed.splitlines()[0]
    assert said in first
    assert first.endswith("Since then, 1 event added and 1 event changed.")
    assert CHANGES in printed


def test_what_did_not_change_in_the_view_is_said_too(run: Run) -> None:
    """Where only other events changed, the view is as it was, how much did elsewhere is said, and exit is 0."""
    code, printed, _ = run(link("-kind:attack"), "--since", str(SMALL))
    assert code == 0
    assert "Since then, nothing changed in this view." in printed
    assert "Elsewhere in the timeline, 2 events changed." in printed


def test_changes_begin_a_line_below_the_heading(run: Run) -> None:
    """A blank line stands before the changes, and one alone, whether a number changed or only an event."""
    for query in ("road", "kind:attack"):
        _, printed, _ = run(link(query), "--since", str(SMALL))
        assert "\nevents changed  1\n" in printed
        assert "\n\n\n" not in printed


def test_an_event_may_match_for_the_first_time(run: Run, path: Path) -> None:
    """An event that was there and matches now, or no longer, is told apart from one that is new or withdrawn."""
    code, printed, _ = run(link("raid"), "--since", str(SMALL))
    assert code == 1
    assert "events that match now  1\n  road-attack  Raid on a road\n    title: Attack on a road → Raid on a road" in printed
    assert "events that no longer match" not in printed
    gone = hashlib.sha256(NEW.encode()).hexdigest()
    newer = path.with_name("newer.toml")
    newer.write_text(NEW, encoding="utf-8")
    path.write_text(OLD, encoding="utf-8")
    _, printed, _ = run(link("raid", "new", edition=gone), "--since", str(newer))
    assert "events that no longer match  1\n  road-attack" in printed
    assert "events withdrawn  1\n  new  New" in printed


def test_a_filter_that_hides_the_event_is_cleared(run: Run, path: Path) -> None:
    """A link that names an event and a filter that leaves it out opens at the event, without the filter, and says so."""
    path.write_text(OLD, encoding="utf-8")
    code, printed, _ = run(link("-kind:attack", "road-attack"))
    assert code == 0
    assert printed.splitlines()[0] == "The filter of the link hides its event, so it was cleared."
    assert printed.splitlines()[-1] == f"To list the view: cttui list {path}"


def test_an_event_that_no_longer_matches_leaves_the_selection(run: Run) -> None:
    """Where the filter of the link hides its event by now, the selection opens, and the event is said to match no longer."""
    code, printed, _ = run(link('"attack on a road"', "road-attack"), "--since", str(SMALL))
    assert code == 1
    assert "The event of the link does not match its filter now. Since then, " in printed
    assert "events that no longer match  1\n  road-attack  Attack on a road\n    title: Attack on a road → Raid" in printed
    assert printed.splitlines()[-1].endswith("""--filter '"attack on a road"'""")


def test_an_edition_that_is_nowhere_is_said_in_a_sentence(run: Run) -> None:
    """It says where it looked, how to name the old file, and what this edition shows; exit 1."""
    code, printed, told = run(link("kind:attack"))
    assert (code, told) == (1, "")
    first = printed.splitlines()[0]
    assert first.startswith(
        f"This is not the edition of the link (SHA-256 {EDITION[:12]}…), which is neither in the git history of"
    )
    assert "name it with --since FILE or --since REVISION" in first
    assert first.endswith("shows 3 of 10 events in this view.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cttui:other#q=x", "the link is to the timeline 'other', and {path} is 'small'; name its file with --timeline PATH"),
        ("cttui:small#q=province:XX&event=road-attack",
         f"{UNFIT}unknown province 'XX'; to open the rest: cttui {{path}} --at road-attack"),
        ("cttui:small#q=kind:attack&count=ghost", "the lens of the link does not fit this timeline: unknown lens 'ghost'"),
        ("cttui:small#event=road-atack&q=x",
         "the link is to an unknown event 'road-atack'; did you mean road-attack?; to open the rest: cttui {path} --filter x"),
        ("small", "'small' is not a link of cttui; expected cttui:TIMELINE?edition=SHA256#q=QUERY&event=ID"),
        ("cttui:small#q=" + "x" * 5_000, f"{UNFIT}this query has 5,000 characters"),
        ("cttui:small#q=%1b[2J%0a:", UNFIT),
        ("cttui:small#q=" + "%F0" * 30_000, "this link has 90,014 characters; the limit is 64,000"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_a_sentence(run: Run, path: Path, text: str, said: str) -> None:
    """A link to what is not here is one line with a way out, without control characters; exit 2."""
    code, printed, told = run(text)
    assert (code, printed) == (2, "")
    assert told.startswith(f"cttui: {said.format(path=path)}")
    assert told.count("\n") == 1
    assert "\x1b" not in told


def test_a_file_that_cannot_be_read_is_said(run: Run) -> None:
    """What --since names must be a timeline; if it is neither a file nor a revision, one sentence says both."""
    code, _, told = run(link(), "--since", "nowhere")
    assert code == 2
    assert told.startswith("nowhere: there is no file of this name, and git has no such revision: ")
    assert told.count("\n") == 1
    assert "\ufffd" not in told


def test_a_link_is_opened_in_plain_lines(
    run: Run, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --linear the lines of a pipe are carried out at the link's view, as they are where its filter is given."""

    def piped() -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"here\nlist\n"), encoding="utf-8"))

    piped()
    code, printed, _ = run(str(link("kind:attack")), "--linear")
    piped()
    assert (code, main([str(path), "--linear", "--filter", "kind:attack"])) == (0, 0)
    assert printed == capsys.readouterr().out
    assert "attack" in printed
