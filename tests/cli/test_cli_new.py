"""``cttui new``: a first timeline that explains itself."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.helpers import Run
from cttui import disk
from cttui.cli.main import main
from cttui.model import dates
from cttui.timeline import beginning, load
from cttui.timeline.format import formatted


def test_passes_check_and_has_the_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``new`` writes, ``check`` and ``fmt --check`` have nothing to say about; nothing is printed to stdout."""
    path = tmp_path / "t.toml"
    assert main(["new", str(path)]) == 0
    assert main(["check", str(path)]) == 0
    assert main(["fmt", "--check", str(path)]) == 0
    out, err = capsys.readouterr()
    assert not out
    assert err == f"wrote {path}; open it with: cttui {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == disk.shared()


def test_what_is_added_stands_under_its_heading(tmp_path: Path) -> None:
    """Headings of sections are no months: an event before all others comes below that of events, and makes none of its own."""
    path = tmp_path / "harbour-2024.toml"
    assert main(["new", str(path)]) == 0
    before = path.read_text(encoding="utf-8")
    assert (
        main(["add", "event", str(path), "--date", "2024-01-05", "--kind", "protest", "--title", "Early", "--province", "NP"])
        == 0
    )
    after = path.read_text(encoding="utf-8")
    assert after.index("# -- Events:") < after.index('title = "Early"')
    assert after.count("# -- ") == before.count("# -- ")


def test_has_an_example_of_each_record(tmp_path: Path) -> None:
    """With its commented lines uncommented, it has a record of each table but terms, and is still right."""
    text = beginning.content(tmp_path / "t.toml").decode()
    head, more = text.split("# -- More")
    whole = head + "\n".join(line.removeprefix("# ").removeprefix("#") for line in more.split("\n")[1:])
    timeline = load.parse(whole.encode(), "t.toml")
    assert all(getattr(timeline, f"{table}s") for table in load.TABLES if table != "term")
    path = tmp_path / "t.toml"
    path.write_text(whole)
    assert main(["check", str(path)]) == 0


def test_takes_names_from_the_file(tmp_path: Path) -> None:
    """The file's name gives id, title and period; options come before it."""
    meta = load.parse(beginning.content(tmp_path / "Kenya_protests-2024.toml"), "").meta
    assert (meta.id, meta.title, meta.period) == ("kenya-protests-2024", "Kenya protests 2024", "2024")
    path = tmp_path / "t.toml"
    assert main(["new", str(path), "--title", 'A "B"', "--period", "2023/2025", "--id", "x"]) == 0
    meta = load.load(path).meta
    assert (meta.id, meta.title, meta.period) == ("x", 'A "B"', "2023/2025")


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1).filter(lambda name: name not in {".", ".."}))
def test_any_file_name_makes_a_valid_timeline(name: str) -> None:
    """Whatever the file is called, the timeline is right and formatted."""
    content = beginning.content(Path(name), period="2024")
    meta = load.parse(content, "t.toml").meta
    assert meta.period == "2024"
    assert formatted(content.decode()).encode() == content


@pytest.mark.parametrize(
    "period", ["2024-05", "2024-05-06", "../2024", "2024/..", "Y17000", "-9999", "9999", "-0218", "[2023,2024]", "2024-24"]
)
def test_example_lies_within_the_period(period: str) -> None:
    """The example's date is in the period, or in the nearest year that has days."""
    content = beginning.content(Path("t.toml"), period=period)
    (event,) = load.parse(content, "").events
    when = dates.parse(period)
    assert event.when is not None
    assert event.when.possibly_within(when.earliest, when.latest) or period == "Y17000"
    assert formatted(content.decode()).encode() == content


def test_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file, a folder or a dangling link in that place stays."""
    (tmp_path / "t.toml").write_text("mine")
    (tmp_path / "link.toml").symlink_to(tmp_path / "nowhere")
    for name in ("t.toml", "link.toml", "."):
        assert main(["new", str(tmp_path / name)]) == 2
        assert "exists and is unchanged; give the path of a new file" in capsys.readouterr().err
    assert (tmp_path / "t.toml").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.toml", "t.toml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no/t.toml"], "the folder "),
        (["t.toml", "--period", "soon"], "--period: 'soon' is not an EDTF date"),
        (["t.toml", "--period", "../.."], '--period: found "../..": expected a date with a start or an end'),
        (["t.toml", "--id", "A B"], '--id: found "A B": expected an id'),
        (["t.toml", "--title", "a\x1b[31m"], "--title: found "),
        (["t.toml", "--title", "x" * 100_001], "the limit is 100,000"),
        (["t\0.toml"], "null"),
    ],
)
def test_says_what_is_wrong(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be is said in one sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "period"),
    [("1999-2003-war", "1999/2003"), ("war-2024", "2024"), ("2024-1999", "2024"), ("of-2024-and-2024", "2024")],
)
def test_years_of_a_name_are_the_period(run: Run, tmp_path: Path, name: str, period: str) -> None:
    """From the first year to the last; years that go back are none."""
    path = tmp_path / f"{name}.toml"
    assert run("new", path)[0] == 0
    assert f'period = "{period}"\n' in path.read_text()
    assert run("check", path) == (0, "", "")
