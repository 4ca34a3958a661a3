"""``cttui export`` of a dataset: all sources leave, what nobody could open is refused, and nothing half is left behind."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given

from cli.helpers import Run
from cttui.cli import progress
from cttui.cli.main import main
from cttui.explore import claims, sources
from cttui.explore.explorer import Explorer
from cttui.exports import file, offers, timeline_file, workbook
from cttui.exports.items import Item
from cttui.exports.registry import exported
from cttui.exports.subjects import Events
from cttui.imports.ged import GED
from cttui.model.claims import ALL, group_all
from cttui.model.records import Timeline
from cttui.query.language import Query
from cttui.store.index import Index
from cttui.store.opening import open_path
from packing import write_csv
from strategies import indexed, timelines
from tables import rows_of

COUNT = 120


@pytest.fixture(autouse=True)
def _cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset's file."""
    path = tmp_path / "ged.csv"
    write_csv(path, GED, rows_of(GED, COUNT, 3))
    return path


def left_in(folder: Path) -> set[str]:
    """The files of a folder, hidden ones too."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("query", ["", "kind:attack", "publisher:herald"])
def test_all_sources_of_a_dataset_leave(run: Run, dataset: Path, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    """As many as the events cite, each once, though a list shows the most cited alone."""
    events = run("export", dataset, "--format", "csv", "--filter", query)[1]
    cited = {id_ for row in csv.DictReader(io.StringIO(events)) for id_ in row["sources"].split(";")}
    monkeypatch.setattr(sources, "MOST_SOURCES", 3)
    code, printed, _ = run("export", dataset, "--format", "csl-json", "--filter", query)
    found = json.loads(printed)
    assert code == 0
    if query.startswith("publisher:"):
        assert {item.get("container-title", item.get("publisher")) for item in found} == {"Herald"}
        cited = {item["id"] for item in found} & cited
    assert sorted(item["id"] for item in found) == sorted(cited)


def test_the_form_says_that_it_writes_the_most_cited(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the list leaves out is said in the heading of what is offered, and its count is what is written."""
    monkeypatch.setattr(sources, "MOST_SOURCES", 3)
    index = open_path(dataset, tmp_path / "cache")
    explorer = Explorer(index)
    offer = offers.sources(explorer, explorer.sources())
    assert offer.title == f"Most cited of {index.source_count:,} sources of the selection"
    assert offer.count == len(list(offer.subject.records())) == 3
    index.close()


def test_what_is_offered_of_a_dataset_is_counted_once(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form opens without a question to the engine, which may be servers: what is on the screen is counted already."""
    index = open_path(dataset, tmp_path / "cache")
    explorer = Explorer(index, "kind:attack")
    count = explorer.selection.count

    def never(*_: object) -> None:
        raise AssertionError("something is asked")

    monkeypatch.setattr(index, "answer", never)
    offer = offers.selection(explorer)
    assert (offer.count, offer.kept) == (count, 0)
    index.close()


def test_claims_say_if_they_are_not_of_all_events(run: Run, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is never passed for the whole: what was printed is of the first events alone, and all are a filter away."""
    monkeypatch.setattr(claims, "MOST_EVENTS", 40)
    code, printed, told = run("claims", dataset, "--format", "jsonl")
    assert (code, told) == (0, "cttui: only the claims of the first 40 were read; narrow the filter to read the others\n")
    assert len({json.loads(line)["event"] for line in printed.splitlines()}) <= 40
    assert run("claims", dataset, "--format", "jsonl", "--filter", "killed:>=12")[2] == ""


@pytest.mark.parametrize("where", ["the number of events", "the number of sources", "the text"])
def test_a_timeline_that_could_not_be_opened_is_not_written(
    run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """A sentence says how much a timeline file holds and what holds more; nothing is written, to a file or to a pipe.

    Where numbers tell, no event is read, and else no more than the file has room for.
    """
    read: list[str] = []

    def items(subject: Events) -> Iterator[Item]:
        for item in whole(subject):
            read.append(item.event.id)
            yield item

    whole = Events.items
    monkeypatch.setattr(Events, "items", items)
    for what, name in (("the number of events", "EVENT_SIGNS"), ("the number of sources", "SOURCE_SIGNS")):
        if where != what:
            monkeypatch.setattr(timeline_file, name, 0)
    monkeypatch.setattr(timeline_file, "MAX_SIGNS", 40)
    if where == "the number of events":
        # to count the sources of a large table takes long
        monkeypatch.delattr(timeline_file, "_cited")
    before = left_in(tmp_path)
    for more in ((), ("-o", tmp_path / "out.toml")):
        code, printed, told = run("export", dataset, "--format", "toml", *more)
        assert (code, printed) == (2, "")
        assert told == (
            f"cttui: {COUNT} events are more than a timeline file holds (32 MB; 40 keys, items and tables); "
            "filter them further, or export to sqlite, which holds any number\n"
        )
    assert left_in(tmp_path) - before <= {"cache"}
    assert len(read) < COUNT / 2 if where == "the text" else not read
    monkeypatch.undo()


def test_a_timeline_of_some_events_is_opened_again(run: Run, dataset: Path, tmp_path: Path) -> None:
    """The events that a filter leaves are a timeline of which the same filter finds the same events."""
    out = tmp_path / "out.toml"
    assert run("export", dataset, "--format", "toml", "--filter", "kind:attack", "-o", out)[0] == 0
    here, there = (run("list", path, "--filter", "kind:attack", "--format", "jsonl")[1] for path in (out, dataset))
    ids = [json.loads(line)["id"] for line in there.splitlines()]
    assert [json.loads(line)["id"] for line in here.splitlines()] == ids
    assert ids


def test_a_page_says_what_its_search_does_not_find(run: Run, dataset: Path, tmp_path: Path) -> None:
    """A page of a dataset has no texts of its rows, and says so in the page too: no events there is no proof of none."""
    out, said = tmp_path / "out.html", "texts of the dataset's rows left out: a search in the page does not find their words"
    code, _, told = run("export", dataset, "--format", "html", "-o", out)
    assert code == 0
    assert f"cttui: {said}" in told.splitlines()
    assert said[1:] in unescape(out.read_text(encoding="utf-8"))


def test_a_sheet_for_more_events_than_it_holds_is_not_written(
    run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused at once, with what holds more; rows that are not events are left out and counted as rows."""
    out = tmp_path / "out.xlsx"
    monkeypatch.setattr(workbook, "MOST_ROWS", COUNT - 1)
    code, _, told = run("export", dataset, "--format", "xlsx", "-o", out)
    assert (code, out.exists()) == (2, False)
    assert told.startswith(f"cttui: a sheet holds at most {COUNT - 1} events, and {COUNT} are selected; ")
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    code, _, told = run("export", dataset, "--format", "xlsx", "--filter", "killed:>=99", "-o", out)
    assert code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_half_file(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Whoever ends an export finds the folder as it was, and so does whoever looks for temporary files."""
    before, seen = left_in(tmp_path), []

    def writes(_subject: object, stream: BinaryIO) -> None:
        stream.write(b"half")
        seen.append(left_in(tmp_path))
        os.kill(os.getpid(), number)

    monkeypatch.setattr("cttui.exports.database.write", writes)
    assert main(["export", str(dataset), "--format", "sqlite", "-o", str(tmp_path / "out.db")]) == 128 + number
    assert any(name.endswith(".part") for name in seen[0])
    assert left_in(tmp_path) - before <= {"cache"}
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("name", ["xlsx", "sqlite", "parquet"])
def test_what_is_not_wanted_any_more_ends_before_it_is_written(dataset: Path, tmp_path: Path, name: str) -> None:
    """A workbook, a database and columns are given up while events are read, and not when all of them were."""
    if name == "parquet":
        pytest.importorskip("pyarrow")
    index = open_path(dataset, tmp_path / "cache")
    subject = Events(index, Query(), ALL)
    read: list[object] = []
    inner = index.reading

    def reading(*arguments: object) -> object:
        for part in inner(*arguments):  # type: ignore[arg-type]  # handed on
            read.append(part)
            yield part

    index.reading = reading  # type: ignore[method-assign, assignment]  # of this one
    with pytest.raises(file.CancelledError):
        file.save(exported()[name], subject, tmp_path / "out", cancelled=lambda: True)
    assert read == []
    assert not (tmp_path / "out").exists()
    index.close()


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize("name", ["csv", "ics", "xlsx", "csl-json", "table"])
def test_a_terminal_is_told_how_far_an_export_is(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Events and their share, whatever the format; at the end the line is gone, and a pipe is told nothing."""
    monkeypatch.setattr(progress, "EVERY", 0.0)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(sources, "MOST_SOURCES", 3)
    assert main(["export", str(dataset), "--format", name, "-o", str(tmp_path / f"out.{name}")]) == 0
    said = terminal.getvalue().split("\r\x1b[K")
    assert f"out.{name}: 50 % · {COUNT // 2} events" in said
    assert f"out.{name}: 99 % · {COUNT} events" in said
    last = next(place for place in reversed(range(len(said))) if said[place].startswith("out."))
    assert said[last + 1] == "" or said[last + 1].startswith("cttui:")


@given(timelines())
def test_conflicts_gathered_on_the_way_are_those_of_all_claims(timeline: Timeline) -> None:
    """Conflicts across events are the same, in the same order, as if all claims were grouped at once."""
    with indexed(timeline) as index:
        assert Events(index, Query(), ALL).conflicts() == _of_all(index)


def _of_all(index: Index) -> tuple[object, ...]:
    items = list(Events(index, Query(), ALL).items())
    pairs = [(item.event.id, claim) for item in items for claim in item.event.claims]
    issued = {source.id: source.issued for item in items for source in item.sources}
    return tuple(found for found in group_all(pairs, issued, index.register) if found.disputes)
