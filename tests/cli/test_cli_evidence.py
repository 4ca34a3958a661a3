"""Claims, copies and their verification from the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from cli.helpers import Run

PATRIOT = "dailythepatriot-2024-resilient-year"
QUOTED = "total of 59,775 operations"


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a library of the test's own."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CTTUI_LIBRARY", str(tmp_path / "library"))


def test_disputed_claims_are_printed_a_claim_a_line(run: Run) -> None:
    """Among the disputes are 12,801 against 2,801 operations and the tolls of the Kurram convoy; every line is JSON."""
    code, printed, _ = run("claims", "--disputed", "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert {record["state"] for record in records} == {"disputed"}
    ten_months = {
        record["stated"]
        for record in records
        if record["scope"] == "January 2024 – October 2024" and record["measure"] == "operations"
    }
    assert {"12,801", "2,801"} <= ten_months
    assert {"38", "52"} <= {record["stated"] for record in records if record["event"] == "2024-11-21-kurram-convoy"}


def test_differing_claims_are_those_that_could_both_hold(run: Run) -> None:
    """At least 179 against at least 169 operations a day differ and are no dispute."""
    _, printed, _ = run("claims", "--differing", "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    daily = {record["stated"] for record in records if record["measure"] == "operations-per-day"}
    assert daily == {"at least 169", "at least 179"}


def test_the_table_of_claims_has_our_arithmetic(run: Run) -> None:
    """The table of statistics gives the year's sums by each body, and our own arithmetic as ours."""
    code, printed, _ = run("claims", "--filter", "tag:statistics")
    assert code == 0
    assert "our arithmetic: 59,775 operations over the 366 days of 2024 are 163 a day" in printed


def test_claims_are_kept_to_words(run: Run) -> None:
    """``--matching`` takes beginnings of words; what sources repeat is one line of the table and a record a claim."""
    code, printed, _ = run("claims", "--matching", "SOLD killed 2024")
    assert code == 0
    first = [" ".join(line.split()) for line in printed.splitlines()[:6]]
    assert first == [
        "killed 2024",
        "soldiers, 1 Jan – 27 Dec 2024",
        "383 ×2 ISPR official · The Nation, 27 Dec 2024; Dunya News, 27 Dec 2024",
        "soldiers",
        "383 Daily The Patriot opinion · Daily The Patriot, no date",
        "security forces includes soldiers ≠ disputed, 527–685",
    ]
    _, printed, _ = run("claims", "--matching", "sold killed 2024", "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    counted = [(record["stated"], record["publisher"], record["includes"]) for record in records if record["scope"] == "2024"]
    assert counted[:3] == [("383", "The Nation", ""), ("383", "Dunya News", ""), ("383", "Daily The Patriot", "")]
    assert ("527", "The Nation", "soldiers") in counted
    assert run("claims", "--matching", "no such word") == (0, "", "")


def test_figures_of_one_publisher_alone_are_printed(run: Run) -> None:
    """``--alone`` keeps to figures that nobody else carries; of Dawn there are as many as the screen says."""
    _, printed, _ = run("claims", "--alone", "--matching", 'publisher:"Dawn"', "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    assert {record["publisher"] for record in records} == {"Dawn"}
    figures = {tuple(record[name] for name in ("measure", "scope", "who", "stated", "by")) for record in records}
    assert len(figures) == 202


def test_a_list_counts_by_a_lens(run: Run) -> None:
    """``--count`` decides whose figures stand in the list; a name that is no lens is refused with the nearest."""
    _, official, _ = run("list", "--filter", "makeen", "--count", "official", "--format", "jsonl")
    rows = {record["id"]: record["killed"] for record in map(json.loads, official.splitlines())}
    assert rows["2024-12-21-makeen"] == "16"
    code, printed, told = run("list", "--count", "PICS")
    assert (code, printed) == (2, "")
    assert "did you mean PICSS?" in told


def test_a_copy_is_attached_and_verified(run: Run, tmp_path: Path) -> None:
    """Attaching says where the copy went; verify names the orphans and exits 1, and with all quotes found is silent."""
    page = tmp_path / "page.txt"
    page.write_text(f"A {QUOTED} and no more.")
    assert run("verify") == (0, "", "")
    code, printed, told = run("attach", PATRIOT, page)
    assert (code, printed) == (0, "")
    assert f"stored {PATRIOT}: text/plain" in told
    code, printed, _ = run("verify")
    assert code == 1
    assert "orphan" in printed
    assert QUOTED not in printed
    states = {
        quote["quote"]: quote["state"]
        for source in json.loads(run("verify", "--format", "json")[1])
        for quote in source["quotes"]
    }
    assert states[QUOTED] == "found"
    assert "orphan" in states.values()
    page.write_text("\n".join(states))
    run("attach", PATRIOT, page)
    assert run("verify") == (0, "", "")


def test_a_quote_that_is_only_similar_is_shown_with_the_passage(run: Run, tmp_path: Path) -> None:
    """One stands under the other in the table, both stand in JSON, and verify exits 1; the copy before had it right."""
    page = tmp_path / "page.txt"
    page.write_text(f"A {QUOTED} and no more.")
    run("attach", PATRIOT, page)
    page.write_text(f"A {QUOTED.replace('59,775', '59,757')} and no more.")
    run("attach", PATRIOT, page)
    code, printed, _ = run("verify")
    lines = printed.splitlines()
    at = lines.index(f"    quote  “{QUOTED}”")
    assert code == 1
    assert lines[at - 1] == "  similar, not identical"
    assert lines[at + 1] == "    copy   “total of 59,757 operations”"
    assert lines[at + 3].startswith("    found in the copy of ")
    code, printed, _ = run("verify", "--format", "json")
    (quote,) = [quote for source in json.loads(printed) for quote in source["quotes"] if quote["quote"] == QUOTED]
    assert code == 1
    assert (quote["state"], quote["passage"]) == ("similar", "total of 59,757 operations")
    assert quote["stood"]
    assert quote["score"] < 100


def test_pages_without_text_are_told_when_a_copy_is_stored(run: Run, tmp_path: Path) -> None:
    """A PDF of which a page is a picture is stored, and one sentence says how many of its pages cannot be searched."""
    page = tmp_path / "page.pdf"
    writer = PdfWriter()
    for stream in (b"BT /F1 12 Tf 72 720 Td (Five men were killed.) Tj ET", b""):
        sheet = writer.add_blank_page(612, 792)
        content = StreamObject()
        content.set_data(stream)
        sheet[NameObject("/Contents")] = writer._add_object(content)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): fonts})})
    writer.write(page)
    code, _, told = run("attach", PATRIOT, page)
    assert code == 0
    assert f"{PATRIOT}: 1 of 2 pages has no text" in told


def test_one_changed_byte_does_not_verify(run: Run, tmp_path: Path) -> None:
    """A stored copy with a changed byte makes verify exit 1 and say so."""
    page = tmp_path / "page.txt"
    page.write_text(QUOTED)
    run("attach", PATRIOT, page)
    (stored,) = (tmp_path / "library").glob("objects/*/*")
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes()[:-1] + b"!")
    code, printed, _ = run("verify")
    assert code == 1
    assert f"{PATRIOT}  changed" in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "expected a source id with either FILE or --fetch"),
        ((PATRIOT,), "expected a source id with either FILE or --fetch"),
        (("--all",), "--all requires --fetch"),
        (("dailythepatriot-2024-resilient", "x"), f"did you mean {PATRIOT}?"),
        ((PATRIOT, "no-such-file"), "cannot be read"),
    ],
)
def test_a_wrong_attach_is_one_sentence(run: Run, arguments: tuple[str, ...], told: str) -> None:
    """What cannot be attached is told in one line with the way out, and nothing is stored."""
    code, printed, said = run("attach", *arguments)
    assert (code, printed) == (2, "")
    assert told in said
    assert said.count("\n") == 1
    assert run("verify") == (0, "", "")


def test_strict_check_gives_advice(run: Run) -> None:
    """The shipped timeline is sound, and ``--strict`` finds what is worth another look."""
    assert run("check") == (0, "", "")
    code, printed, _ = run("check", "--strict")
    assert code == 1
    assert "no claim has a note explaining why" in printed


def test_verify_tells_damaged_records_a_sentence_each(run: Run, tmp_path: Path) -> None:
    """Each damaged record is one line that names its file and line, with exit code 1; with a filter only those it asks for."""
    page = tmp_path / "page.txt"
    page.write_text(f"There was a {QUOTED} in the year, it is said here for long enough to be read as a page of text.")
    assert run("attach", PATRIOT, page)[0] == 0
    folder = tmp_path / "library" / "captures"
    (record,) = (folder / PATRIOT).iterdir()
    whole = record.read_bytes()
    (folder / PATRIOT / "cut.json").write_bytes(whole[:100])
    (folder / "unknown").mkdir()
    (folder / "unknown" / "a.json").write_bytes(whole)
    code, printed, said = run("verify", "--filter", f"source:{PATRIOT}")
    damaged = [line for line in printed.splitlines() if "damaged" in line]
    assert (code, said) == (1, "")
    fault = "not a record of a copy (invalid JSON); delete it and attach the source again"
    assert damaged == [f"{PATRIOT}  damaged: {folder / PATRIOT / 'cut.json'}:4: {fault}"]
    code, printed, _ = run("verify", "--format", "json")
    rows = [row for row in json.loads(printed) if row["copy"] == "damaged"]
    assert code == 1
    assert [row["source"] for row in rows] == [PATRIOT, "unknown"]
    assert f"it belongs to the source {PATRIOT}" in rows[1]["trouble"]
    code, _, said = run("attach", PATRIOT, page)
    assert code == 0
    assert f"{folder / PATRIOT / 'cut.json'}:4: not a record of a copy" in said


@pytest.mark.parametrize("command", ["list", "claims", "check", "verify"])
@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_a_timeline_that_is_no_file_is_told_at_once(run: Run, tmp_path: Path, command: str, kind: str) -> None:
    """A pipe that nobody writes to, a device without end, three gigabytes: a sentence, and no wait."""
    path = tmp_path / "t.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(3 << 30)
    code, printed, said = run(command, path)
    assert (code, printed) == (2, "")
    assert ("this file is larger than 32 MB" if kind == "huge" else "this is not a regular file; save its output") in said
