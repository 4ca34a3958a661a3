"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui import __version__
from cttui.cli import formats
from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS
from cttui.explore.explorer import Explorer
from cttui.exports import registry as exports
from cttui.exports.items import Record
from cttui.exports.subjects import Takes
from cttui.model.sources import in_order
from cttui.query.fields import event_sources
from cttui.store import writer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import file as files
from cttui.timeline import load
from cttui.timeline.load import TABLES
from strategies import exported, rows_of

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
MINIMAL = '[timeline]\nid = "t"\ntitle = "T"\nperiod = "2024"\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CTTUI_CACHE", str(folder))
    monkeypatch.delenv("CTTUI_DEBUG", raising=False)
    monkeypatch.delenv("CTTUI_THEME", raising=False)
    return folder


def command(*arguments: str | Path) -> list[str]:
    """The command line of a program of its own."""
    return [sys.executable, "-m", "cttui", *map(str, arguments)]


# -- list ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["", "kind:attack"])
def test_list_prints_what_the_tiles_count(run: Run, shipped_index: Index, other: str) -> None:
    """For every province, alone and with a second filter, the list has as many events as the tile on the screen says."""
    codes = {province.short: province.code for province in shipped_index.head.provinces}
    for tile in Explorer(shipped_index, other).provinces().tiles:
        badge = tile.choice.token
        code, printed, told = run("list", "--filter", f"{other} province:{badge}", "--format", "jsonl")
        records = [json.loads(line) for line in printed.splitlines()]
        assert (code, told, len(records)) == (0, "", tile.choice.count)
        assert all(codes[badge] in record["provinces"] for record in records)
        assert all(record["kind"] == "attack" for record in records if other)


def test_jsonl_holds_each_event_in_the_lists_order(run: Run, shipped_index: Index) -> None:
    """Every line is one event as JSON, in date order, with its id, its days, its figures and the ids of its sources."""
    code, printed, _ = run("list", "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    rows = rows_of(Explorer(shipped_index))
    assert (code, [record["id"] for record in records]) == (0, [row.id for row in rows])
    for record, row in zip(records, rows, strict=True):
        event = shipped_index.event(row.n)
        assert record["killed"] == row.toll
        assert record["disputed"] is row.disputed
        cited = shipped_index.sources(event_sources(event))
        assert record["sources"] == [source.id for source in in_order(event, cited)]
        assert record["earliest"] <= record["latest"] if event.date else record["earliest"] is None


def test_jsonl_keeps_every_letter(run: Run) -> None:
    """Urdu, wide letters and square brackets come out of JSON as they stand in the file."""
    _, printed, _ = run("list", SMALL, "--format", "jsonl")
    titles = [json.loads(line)["title"] for line in printed.splitlines()]
    assert "قانون منظور ہوا [/red]" in titles
    assert "Attack on a post [/red] [citation needed]" in titles
    assert "قانون" in printed


def test_list_prints_a_line_for_each_event(run: Run) -> None:
    """The table has one line an event with date, kind, provinces, toll and title, nothing asked for left out."""
    code, printed, told = run("list", SMALL)
    lines = printed.splitlines()
    assert (code, told, len(lines)) == (0, "", 9)
    assert " ".join(lines[1].split()) == "2024-01-05 attack KP 5–7 ≠ Attack on a post [/red] [citation needed]"
    assert lines[-1].startswith("undated")


def test_a_list_longer_than_a_page_is_whole(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are read by the page, and every page is printed."""
    wanted = run("list", SMALL)
    monkeypatch.setattr("cttui.exports.subjects.PAGE", 2)
    assert run("list", SMALL) == wanted


def test_csv_is_a_table_with_heads(run: Run) -> None:
    """CSV has a line of heads and a line an event, several values of a cell divided by semicolons."""
    code, printed, told = run("list", SMALL, "--format", "csv", "--filter", "province:KP")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert (code, told, len(rows)) == (0, "", 4)
    assert rows[0]["provinces"] == "PK-KP;AF"
    assert rows[1]["sources"] == "dawn-1;ispr-1;jang-1"
    assert list(rows[0])[:3] == ["id", "date", "earliest"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_defuses_formulas(run: Run, tmp_path: Path, start: str) -> None:
    """A cell that a spreadsheet would run as a formula starts with an apostrophe; dates and counts are left alone."""
    path = tmp_path / "formula.toml"
    title = f"{start}HYPERLINK(0)"
    path.write_text(SMALL.read_text().replace('title = "Shooting at the border"', f'title = "{title}"'))
    code, printed, _ = run("list", path, "--format", "csv")
    first = next(csv.DictReader(io.StringIO(printed)))
    assert (code, first["title"], first["date"]) == (0, f"'{title}", "2024-01-03")


def test_an_empty_selection_is_no_failure(run: Run) -> None:
    """A filter that nothing matches prints no record and succeeds, in every format; CSV still names its columns."""
    for format_ in ("table", "jsonl", "csv"):
        code, printed, told = run("list", SMALL, "--filter", "zzzz", "--format", format_)
        assert (code, told) == (0, "")
        assert printed.strip().partition(",")[0] == ("id" if format_ == "csv" else "")
        assert "\n" not in printed.strip()


@pytest.mark.parametrize("name", ["list", "check"])
def test_the_path_may_stand_before_or_after_the_options(run: Run, name: str) -> None:
    """A command takes its file wherever it stands among the options."""
    options = ("--format", "json") if name == "check" else ("--format", "jsonl", "--filter", "kind:attack")
    before, after = run(name, SMALL, *options), run(name, *options, SMALL)
    assert before[0] == 0
    assert before == after


def test_a_file_named_as_a_command_is_reached_by_its_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeline whose file is named list is listed as ./list."""
    (tmp_path / "list").write_text(SMALL.read_text())
    monkeypatch.chdir(tmp_path)
    code, printed, _ = run("list", "./list")
    assert (code, len(printed.splitlines())) == (0, 9)


# -- show ------------------------------------------------------------------------------------------------------------


def test_show_prints_claims_and_sources(run: Run) -> None:
    """An event is shown with its figures, who states each, its sources with their citations and quotes, and its links."""
    code, printed, told = run("show", "post-attack", "--timeline", SMALL)
    assert (code, told) == (0, "")
    for part in (
        "Attack on a post [/red] [citation needed]",
        "5 January 2024 · attack · Mir Ali [/red], North Waziristan, Khyber Pakhtunkhwa",
        "killed, all  ≠ disputed",
        "5  police [/red] [1]",
        "7  ISPR [2]",
        "injured, soldiers  differing",
        "fined, owners (million rupees, 2024, Balochistan [/red])",
        "Sources  3, 2 independent",
        "[1] A. Reporter. “Attack [/red] reported [citation needed]”. Dawn, 6 January 2024. https://example.org/dawn-1",
        "5 killed, all: “five [/red] dead [citation needed]”",
        "[3] [no headline [/red] was found]. جنگ [citation needed], n.d.",
        "Responses",
    ):
        assert part in printed


def test_show_prints_every_claim_and_source_of_the_shipped_timeline(run: Run, shipped_index: Index) -> None:
    """Whatever event is shown, each of its sources is cited and each body that states a figure is named."""
    ids = [row.id for row in rows_of(Explorer(shipped_index))]
    code, printed, told = run("show", *ids)
    assert (code, told) == (0, "")
    for number in range(shipped_index.count):
        event = shipped_index.event(number)
        assert event.id in printed
        assert all(f"{source} · " in printed for source in event_sources(event))
        assert all(claim.by in printed for claim in event.claims)
        assert all(f"“{claim.quote}”" in printed for claim in event.claims if claim.quote)


def test_show_prints_several_events_apart(run: Run) -> None:
    """Several events stand in the order asked for, with an empty line between them."""
    code, printed, _ = run("show", "truce", "no-source", "--timeline", SMALL)
    assert code == 0
    assert printed.index("A truce is signed") < printed.index("\n\nA word that nobody printed")


def test_show_of_an_unknown_event_names_the_nearest(run: Run) -> None:
    """An id that no event has is refused on one line that names the nearest, and nothing is printed."""
    code, printed, told = run("show", "post-atack", "--timeline", SMALL)
    assert (code, printed) == (ExitCode.USAGE, "")
    assert told == "cttui: unknown event 'post-atack'; did you mean post-attack?\n"
    code, printed, told = run("show", "truce", "zzzzzz", "--timeline", SMALL)
    assert (code, printed, told.count("\n")) == (ExitCode.USAGE, "", 1)


# -- wrong usage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("provinc:KP", "province"),
        ("province:Pujab", "PB"),
        ("kind:attak", "attack"),
        ("is:disputd", "disputed"),
        ("kiled:>=3", "killed"),
    ],
)
def test_a_faulty_filter_names_the_nearest_right_one(run: Run, text: str, nearest: str) -> None:
    """A filter with a misspelt word is refused on one line that names the nearest right word."""
    code, printed, told = run("list", "--filter", text)
    assert (code, printed, told.count("\n")) == (ExitCode.USAGE, "", 1)
    assert told.startswith("cttui: unknown")
    assert told.endswith(f"did you mean {nearest}?\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--formt", "csv"),
        ("list", "--format", "xml"),
        ("list", "a.toml", "b.toml"),
        ("list", "--filter"),
        ("show",),
        ("check", "--format", "table"),
        ("schema", "extra"),
        ("paths", "--all"),
        ("--colour",),
        ("list", "--filter", "kind:attak"),
        ("list", "--filter", '"open'),
        ("list", "--filter", "date:2024-13"),
        ("list", "--filter", "killed:many"),
        ("list", "missing.toml"),
        ("list", "."),
        ("check", "missing.toml"),
        ("show", "nothing-like-it", "--timeline", "missing.toml"),
    ],
    ids=" ".join,
)
def test_a_failure_is_one_sentence_and_code_2(
    run: Run, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with a command line, stdout stays empty, one line on stderr says it, and the exit code is 2."""
    monkeypatch.chdir(tmp_path)
    code, printed, told = run(*arguments)
    assert (code, printed, told.count("\n")) == (ExitCode.USAGE, "", 1)
    assert "Traceback" not in told


def test_control_characters_are_told_without_them(run: Run) -> None:
    """What a message repeats of the command line holds no escape sequence."""
    for arguments in (
        ("list", "--filter", "kind:\x1b[31mattack\x9b"),
        ("list", SMALL, "\x1b[31mmore\x9b"),
        ("list", "\x1b[31mmissing\x9b"),
        ("--count", "\x1b[31m\x9b", "--colour\x1b"),
        ("show", "\x1b[31m\x9b", "--timeline", SMALL),
    ):
        code, printed, told = run(*arguments)
        assert (code, printed) == (ExitCode.USAGE, "")
        assert not {"\x1b", "\x9b"} & set(told)


def test_a_missing_file_is_named(run: Run, tmp_path: Path) -> None:
    """A file that is not there is named with what to give instead."""
    missing = tmp_path / "missing.toml"
    code, printed, told = run("list", missing)
    assert (code, printed) == (ExitCode.USAGE, "")
    assert str(missing) in told
    assert "this file does not exist" in told


def test_an_error_that_nobody_foresaw_is_one_sentence(run: Run, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside ends with a sentence that says where its report is, unless the traceback is asked for."""

    def fail(*_arguments: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("cttui.store.cache.open_timeline", fail)
    code, printed, told = run("list")
    assert (code, printed) == (ExitCode.INTERNAL, "")
    report = cache / "report.txt"
    assert told == f"cttui stopped because of an internal error; a report was written to {report}\n"
    assert "RuntimeError: the sky fell" in report.read_text()
    assert "Traceback" in report.read_text()
    monkeypatch.setenv("CTTUI_DEBUG", "1")
    with pytest.raises(RuntimeError, match="sky fell"):
        run("list")


def test_an_interruption_is_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends a command with code 130 and without a word."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cttui.store.cache.open_timeline", interrupt)
    assert run("list") == (ExitCode.INTERRUPTED, "", "")


# -- check -----------------------------------------------------------------------------------------------------------


def test_check_is_silent_about_the_shipped_timeline(run: Run, shipped_path: Path) -> None:
    """The timeline that comes with cttui is sound, given by name or not, and of that nothing is said."""
    assert run("check") == (0, "", "")
    assert run("check", shipped_path) == (0, "", "")
    assert run("check", shipped_path, "--format", "github") == (0, "", "")


@pytest.fixture
def faulty(tmp_path: Path) -> tuple[Path, list[int]]:
    """A timeline with five planted faults, and the lines that they stand on."""
    lines = SMALL.read_text().split("\n")
    faults = {
        'id = "small"': 'id = "Small"',
        'date = "2024-01-03"': 'date = "2024-13-03"',
        'kind = "protest"': 'kind = "protests"',
        'sources = ["unnamed-1"]': 'sources = ["unamed-1"]',
        'url = "https://example.org/dawn-1"': 'url = "ftp://example.org/dawn-1"',
    }
    at = []
    for right, wrong in faults.items():
        number = lines.index(right)
        lines[number] = wrong
        at.append(number + 1)
    path = tmp_path / "faulty.toml"
    path.write_text("\n".join(lines))
    return path, sorted(at)


def test_check_finds_all_faults_at_once(run: Run, faulty: tuple[Path, list[int]]) -> None:
    """Five faults are told in one run, each on a line of its own with file and line, and the exit code is 1."""
    path, lines = faulty
    code, printed, told = run("check", path)
    assert (code, told) == (ExitCode.PROBLEMS, "")
    found = printed.splitlines()
    assert [line.split(" ")[0] for line in found] == [f"{path}:{number}:" for number in lines]
    assert "did you mean protest?" in printed
    assert "did you mean unnamed-1?" in printed


def test_check_as_json(run: Run, faulty: tuple[Path, list[int]]) -> None:
    """The same findings are JSON for programs; a sound file is an empty list."""
    path, lines = faulty
    code, printed, _ = run("check", path, "--format", "json")
    found = json.loads(printed)
    assert (code, [problem["line"] for problem in found]) == (ExitCode.PROBLEMS, lines)
    assert {problem["file"] for problem in found} == {str(path)}
    assert all(problem["remedy"] for problem in found)
    code, printed, _ = run("check", SMALL, "--format", "json")
    assert (code, json.loads(printed)) == (0, [])


def test_check_reads_parses_and_compiles_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check reads the file once, parses it once and compiles it once; the second one finds the store and compiles nothing."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    counted: Counter[str] = Counter()

    def counting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def count(*arguments: object) -> object:
            counted[name] += 1
            return real(*arguments)

        return count

    for module, name in ((files, "read"), (load, "parse"), (writer, "write")):
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    assert run("check", SMALL) == (0, "", "")
    assert counted == {"read": 1, "parse": 1, "write": 1}
    assert run("check", SMALL) == (0, "", "")
    assert counted == {"read": 2, "parse": 2, "write": 1}


@pytest.mark.parametrize(("command", "registry"), [("check", "CHECK_FORMATS"), ("verify", "VERIFY_FORMATS")])
def test_a_format_of_a_registry_is_offered(
    run: Run, command: str, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that is put into a registry is taken by the command line with no other edit, and is what is printed."""
    monkeypatch.setitem(getattr(formats, registry), "shout", lambda *_found: iter(["LOUD"]))
    faulty = tmp_path / "faulty.toml"
    faulty.touch()
    _, printed, told = run(command, faulty if command == "check" else SMALL, "--format", "shout")
    assert (printed, told) == ("LOUD\n", "")


@pytest.mark.parametrize(("command", "takes"), [("list", "events"), ("claims", "claims"), ("marks", "marks")])
def test_a_row_of_the_exports_is_a_format_of_the_command_line(
    run: Run, command: str, takes: Takes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format with a row among the exports is taken by the command that prints what it takes, and by no other."""
    row = exports.Format("shout", "LOUD", ".loud", takes, "json_lines:write")
    monkeypatch.setattr(exports, "FORMATS", (*exports.FORMATS, row))
    code, printed, _ = run(command, SMALL, "--format", "shout")
    assert (code, printed) == (0, run(command, SMALL, "--format", "jsonl")[1])
    other = "claims" if command == "list" else "list"
    assert run(other, SMALL, "--format", "shout")[0] == ExitCode.USAGE


def test_check_as_annotations(run: Run, faulty: tuple[Path, list[int]]) -> None:
    """The same findings are workflow commands that mark the lines in a review."""
    path, lines = faulty
    code, printed, _ = run("check", path, "--format", "github")
    found = printed.splitlines()
    assert (code, len(found)) == (ExitCode.PROBLEMS, 5)
    for line, number in zip(found, lines, strict=True):
        assert line.startswith(f"::error file={path},line={number}::")


def test_annotations_escape_what_would_end_them(run: Run, tmp_path: Path) -> None:
    """A percent sign, colon or comma in a file's name or a text cannot end an annotation early or start another."""
    path = tmp_path / "50%,a:b.toml"
    path.write_text(MINIMAL.replace('"2024"', '"20%0A24"'))
    code, printed, _ = run("check", path, "--format", "github")
    assert (code, printed.count("\n")) == (ExitCode.PROBLEMS, 1)
    assert "50%25%2Ca%3Ab.toml,line=4::" in printed
    assert '"20%250A24"' in printed


def test_check_finds_a_view_that_is_no_query(run: Run, tmp_path: Path) -> None:
    """A saved view is held against the query language, with its line and the nearest right word."""
    path = tmp_path / "view.toml"
    path.write_text(MINIMAL + '\n[[view]]\nname = "Attacks"\nquery = "kind:attak"\n')
    code, printed, told = run("check", path)
    assert (code, told) == (ExitCode.PROBLEMS, "")
    assert printed.startswith(f"{path}:8: view Attacks query")
    assert "did you mean attack?" in printed


def test_a_faulty_timeline_is_neither_listed_nor_shown(run: Run, faulty: tuple[Path, list[int]]) -> None:
    """Other commands on a faulty file print nothing, tell all faults on stderr as check does, and exit with 2."""
    path, lines = faulty
    for arguments in (("list", path), ("show", "truce", "--timeline", path)):
        code, printed, told = run(*arguments)
        assert (code, printed) == (ExitCode.USAGE, "")
        assert [line.split(" ")[0] for line in told.splitlines()] == [f"{path}:{number}:" for number in lines]


@pytest.mark.parametrize("char", ["\x9b", "\x85", "\x1b", "\u202e", "\ufeff", "\u2066"], ids=lambda char: f"U+{ord(char):04X}")
def test_a_timeline_with_control_characters_is_refused(run: Run, tmp_path: Path, char: str) -> None:
    """Text that would move a terminal's cursor or turn letters round is a fault, and no message repeats it."""
    path = tmp_path / "control.toml"
    title = f"\\u{ord(char):04X}"
    path.write_text(SMALL.read_text().replace('title = "A truce is signed"', f'title = "A truce{title} is signed"'))
    code, printed, _ = run("check", path)
    assert (code, printed.count("\n")) == (ExitCode.PROBLEMS, 1)
    assert "event truce title" in printed
    assert char not in printed
    code, printed, told = run("list", path)
    assert (code, printed) == (ExitCode.USAGE, "")
    assert char not in told


# -- the others ------------------------------------------------------------------------------------------------------


def test_the_schema_names_every_table(run: Run) -> None:
    """The JSON Schema is valid JSON, knows every table of a file and refuses others."""
    code, printed, told = run("schema")
    schema = json.loads(printed)
    assert (code, told) == (0, "")
    assert set(schema["properties"]) == {"timeline", *TABLES}
    assert schema["additionalProperties"] is False
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"Meta", "Event", "Claim", "Source", "Province"} <= set(schema["$defs"])


def test_paths_says_where_files_are(run: Run, cache: Path, shipped_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths command names the shipped timeline, and the cache folder and settings file that the environment asks for."""
    monkeypatch.setenv("CTTUI_SETTINGS", "mine.toml")
    code, printed, told = run("paths")
    lines = dict(line.split(maxsplit=1) for line in printed.splitlines())
    assert (code, told, lines["timeline"], lines["cache"]) == (0, "", str(shipped_path), str(cache))
    assert lines["settings"] == "mine.toml"


def test_the_version_is_the_packages(run: Run) -> None:
    """--version prints the version and nothing else."""
    assert run("--version") == (0, f"cttui {__version__}\n", "")


def test_the_help_lists_every_command(run: Run) -> None:
    """--help names every command with what it does, every option and every exit code."""
    code, printed, told = run("--help")
    assert (code, told) == (0, "")
    for name, (_, _, help_) in COMMANDS.items():
        assert f" {name} {help_} " in f" {' '.join(printed.split())} "
    for option in ("--filter", "--at", "--theme", "--ascii", "--no-mouse", "--version"):
        assert option in printed
    for code_ in ExitCode:
        assert str(int(code_)) in printed


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_help_of_its_own(run: Run, name: str) -> None:
    """A command's --help says what it does, by its own name."""
    code, printed, told = run(name, "--help")
    assert (code, told) == (0, "")
    assert printed.startswith(f"usage: cttui {name}")
    assert " ".join(COMMANDS[name][2].split()) in " ".join(printed.split())


def test_the_second_opening_needs_no_parsing(run: Run, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeline once opened is opened from the cache folder, with the same answer; without the folder it is made anew."""
    first = run("list", SMALL)
    assert len(list(cache.glob("*.cttui"))) == 1

    def fail(*_arguments: object) -> None:
        raise AssertionError("parsed again")

    with monkeypatch.context() as patch:
        patch.setattr("cttui.timeline.load.parse", fail)
        assert run("list", SMALL) == first
    for path in cache.iterdir():
        path.write_bytes(b"no store")
    assert run("list", SMALL) == first


def test_a_cache_that_cannot_be_written_is_done_without(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache folder cannot be made, commands answer all the same."""
    wanted = run("list", SMALL)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "file" / "cache"))
    assert run("list", SMALL) == wanted


# -- as a program ----------------------------------------------------------------------------------------------------


def test_without_a_terminal_it_says_what_to_run(cache: Path) -> None:
    """Where nothing can be drawn, cttui exits with 2 and names the commands that print instead."""
    done = subprocess.run(command(), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "cttui needs a terminal" in done.stderr
    assert "cttui list" in done.stderr
    assert "cttui show ID" in done.stderr
    assert done.stderr.count("\n") == 1


def test_python_m_cttui_is_cttui(cache: Path) -> None:
    """The package can be run as a module, with the same answers."""
    done = subprocess.run(command("--version"), capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (0, f"cttui {__version__}\n", "")


@pytest.mark.parametrize("format_", ["table", "jsonl", "csv"])
def test_a_closed_pipe_is_no_failure(cache: Path, format_: str) -> None:
    """A reader that goes away early, as head does, ends the list without a word."""
    with subprocess.Popen(  # noqa: S603
        command("list", "--format", format_),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=30) == 0


def test_letters_survive_an_output_that_knows_none(cache: Path) -> None:
    """Where the output takes ASCII alone, Urdu and signs are written in some form, and no event is lost."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command("list", SMALL), capture_output=True, env=environment, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 9


@pytest.mark.parametrize("command_", ["list", "claims", "verify"])
def test_a_filter_may_begin_with_a_hyphen(run: Run, command_: str) -> None:
    """``--filter -kind:report`` is ``--filter=-kind:report``, shortened too; a missing value is still told."""
    wanted = run(command_, SMALL, "--filter=-kind:attack")
    assert wanted[0] in {0, 1}
    assert run(command_, SMALL, "--filter", "-kind:attack") == wanted
    assert run(command_, "--filt", "-kind:attack", SMALL) == wanted
    code, _, told = run(command_, SMALL, "--filter", "--format", "csv")
    assert (code, "expected one argument" in told) == (2, True)
    code, printed, told = run(command_, SMALL, "--filter=--")
    assert (code, printed, "no letter or digit to search for" in told) == (2, "", True)


def test_the_word_that_is_no_clause_is_marked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a query's fault is told with the query below it and marks under the word, in cells."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    code, printed, told = run("list", SMALL, "--filter", "中国 killed>=3 x")
    assert (code, printed) == (2, "")
    assert told.splitlines()[1:] == ["  中国 killed>=3 x", "       ^^^^^^^^^"]
    assert "did you mean killed:>=3?" in told


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), (" =1+1", "' =1+1"), ("'=1+1", "''=1+1"), ('"@SUM', "'\"@SUM"), ("\uff1d1", "'\uff1d1"),
        ("\u200b+x", "'\u200b+x"),
        ("\tx", "'\tx"), ("\rx", "'\nx"), ("-5 degrees", "'-5 degrees"), ("-5", "-5"), ("+5.25", "+5.25"), ("a=b", "a=b"),
        ("", ""), ("x", "x"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_defused(cell: str, written: str) -> None:
    """A sign of a formula counts behind blanks and quotation marks and in full width; numbers stay numbers."""

    class One:
        columns = ("a", "b")

        def count(self) -> int:
            return 1

        def records(self) -> Iterator[Record]:
            yield {"a": "x", "b": cell}

    text = exported("spreadsheet:write", One())
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ["x", written]]


def test_a_timeline_without_events_is_no_fault(run: Run, tmp_path: Path) -> None:
    """A timeline that has only begun is listed as nothing, and checked as sound."""
    path = tmp_path / "new.toml"
    path.write_text(MINIMAL)
    assert run("list", path)[:2] == (0, "")
    assert run("check", path) == (0, "", "")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("\u200b\u2060", "this text is invisible"),
        ("e" + "\u0301" * 50, "a letter has too many combining marks"),
        ("é", ""),
    ],
)
def test_check_tells_texts_that_show_nothing_and_floods_of_marks(run: Run, tmp_path: Path, title: str, told: str) -> None:
    """A text all of marks or of characters of no width, and a letter with a flood of marks, are told with their place."""
    path = tmp_path / "unseen.toml"
    path.write_text(SMALL.read_text(encoding="utf-8").replace("Shooting at the border", title), encoding="utf-8")
    _, printed, _ = run("check", path)
    assert (told in printed and " title: found " in printed) if told else "unseen" not in printed
    assert ("\u0301" * 5) not in printed


# -- settings --------------------------------------------------------------------------------------------------------


def set_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """A settings file of the test's own."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CTTUI_SETTINGS", str(path))
    return path


def test_the_settings_name_the_timeline_to_open(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a PATH a command takes the settings' timeline, or the variable's; one that is not there is told with its line."""
    (tmp_path / "own.toml").write_bytes(SMALL.read_bytes())
    path = set_to(tmp_path, monkeypatch, '# mine\ntimeline = "own.toml"\n')
    assert run("list")[1] == run("list", SMALL)[1]
    assert str(tmp_path / "own.toml") in run("paths")[1]
    (tmp_path / "empty.toml").write_text(MINIMAL)
    monkeypatch.setenv("CTTUI_TIMELINE", str(tmp_path / "empty.toml"))
    assert run("list")[1] == ""
    monkeypatch.delenv("CTTUI_TIMELINE")
    path.write_text('\ntimeline = "gone.toml"\n')
    code, printed, told = run("list")
    assert (code, printed) == (2, "")
    assert told.startswith(f"cttui: {path}:2: timeline: the file {tmp_path / 'gone.toml'} does not exist; correct the path, or")
    assert run("list", SMALL)[0] == 0


def test_the_settings_say_whose_figures_count(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lens of the settings counts where --count gives none; one that a timeline does not have is told, and all count."""
    path = set_to(tmp_path, monkeypatch, 'lens = "lowest"\n')
    everything, lowest = run("list", SMALL, "--count", "all")[1], run("list", SMALL, "--count", "lowest")[1]
    assert everything != lowest
    assert run("list", SMALL)[1] == lowest
    path.write_text('lens = "nobody"\n')
    code, printed, told = run("list", SMALL)
    assert (code, printed) == (0, everything)
    assert told.startswith(f"cttui: {path}:1: lens: unknown lens 'nobody'")
    assert run("list", SMALL, "--count", "nobody")[0] == 2
