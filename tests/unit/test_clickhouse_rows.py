"""The fast road of an import into a table: many rows at once are what each event's row is by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import ImportingError
from cttui.imports.events import event_of, header_of, sources_of, units_of
from cttui.imports.format import Format
from cttui.imports.known import by_id
from cttui.imports.reading import open_rows
from cttui.imports.report import Progress, Report
from cttui.imports.rows import written
from cttui.imports.units import named
from cttui.model.records import Meta, Timeline
from cttui.store.clickhouse import schema, tails
from cttui.store.clickhouse.begins import Begins, chosen
from cttui.store.clickhouse.blocks import Assembly, blocks_of
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.coding import Read
from cttui.store.clickhouse.rows import Maker
from cttui.store.clickhouse.tails import pages_of
from cttui.store.contribution import Contributor
from datasets import COLUMNS
from native import comparable, decoded
from packing import rows, write_csv


def format_of(name: str) -> Format:
    """One of the formats."""
    found = by_id(name)
    assert found is not None
    return found


FORMATS = tuple(map(format_of, ("ucdp-ged", "acled", "gtd")))
NUMBER = 3
"""The number of the import."""


def fast(form: Format, path: Path, begins: Begins, numbering: Numbering, processes: int = 1) -> list[dict[str, Any]]:
    """The rows of a file as an import sends them, in the order of the file."""
    with open_rows(path) as found:
        read = Read(found, form, path.parent, Report(), begins.beginnings)
        try:
            read.read(lambda _: None, lambda: False, processes)
            units = {unit.code: unit for unit in named(read.units())}
            assembly = Assembly(read.makes, read.pieces, read.codes(), units, read.ids(), NUMBER, begins, numbering)
            sent = []
            for year, places in read.pages.items():
                for block in blocks_of(year, pages_of(read.file, places)):
                    some = list(decoded(b"".join(assembly.body(block))))
                    assert {row["year"] for row in some} == {year}
                    assert len(some) == block.size
                    assert (some[0]["seq"], some[-1]["seq"]) == tuple(
                        NUMBER << schema.IMPORT | row for row in (block.first, block.last)
                    )
                    sent += some
        finally:
            read.close()
    return sorted(sent, key=lambda row: row["seq"])


def slow(form: Format, content: Sequence[Sequence[str]], begins: Begins, numbering: Numbering) -> list[dict[str, Any]]:
    """The rows of the events, one at a time: what the columns mean."""
    header = header_of(COLUMNS[form.id])
    sources = {form.dataset.id: form.dataset}
    sources |= {source.id: source for cells in content for source in sources_of(form, header, cells)}
    timeline = Timeline(
        meta=Meta(id=form.id, title=form.title, period=""),
        provinces=named([unit for cells in content for unit in units_of(form, header, cells)]),
        claimants=(form.claimant,),
        populations=form.populations,
        sources=tuple(sources.values()),
    )
    maker = Maker(Contributor(timeline), {source.id: source.issued for source in timeline.sources}, begins, numbering)
    found = []
    text = written(",")
    for number, cells in enumerate(content):
        event = event_of(form, header, cells, number + 1)
        row = maker.row(event, NUMBER << schema.IMPORT | number, text(cells))
        found.append(dict(zip(schema.NAMES, row, strict=True)))
    return found


def check(form: Format, content: Sequence[Sequence[str]], processes: int = 1) -> None:
    """Hold the fast road to the slow one."""
    begins, numbering = Begins(chosen(map(" ".join, content))), Numbering()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        write_csv(path, form, content)
        sent = fast(form, path, begins, numbering, processes)
    meant = slow(form, content, begins, numbering)
    assert len(sent) == len(meant)
    for one, other in zip(sent, meant, strict=True):
        assert comparable(one) == comparable(other)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
@given(data=st.data())
@settings(max_examples=60)
def test_many_rows_at_once_are_the_rows_of_their_events(form: Format, data: st.DataObject) -> None:
    """Every column of every row is what the event of the row means by itself, whatever rows stand beside it."""
    check(form, data.draw(rows(form)))


def test_two_processes_make_the_same_rows() -> None:
    """The texts that another process folds are those that this one would."""
    form = FORMATS[0]
    content = [row for n in range(40) for row in _examples(form, n)]
    check(form, content, processes=2)


@pytest.mark.parametrize("change", [lambda text: text.replace(b"Herald", b"herald"), lambda text: text[:-9]])
def test_a_file_that_changes_while_it_is_imported_is_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """If a file is not the same for both processes, nothing of it is sent, and a sentence says so."""
    form, path = FORMATS[0], tmp_path / "rows.csv"
    write_csv(path, form, [row for n in range(70) for row in _examples(form, n % 40)])

    def once(told: Progress) -> None:
        # the first batch, which waits until there are more
        if told.rows == 64:
            path.write_bytes(change(path.read_bytes()))

    with open_rows(path) as found:
        read = Read(found, form, tmp_path, Report())
        with closing(read), pytest.raises(ImportingError, match=r"^rows\.csv changed while it was imported; import it again$"):
            read.read(once, lambda: False, 2)


@pytest.mark.parametrize(
    ("raised", "error", "said"),
    [
        ("MemoryError", ImportingError, "^the process that folds texts ended .* done, as it does when memory runs out; "),
        ("SystemExit(9)", ImportingError, "^the process that folds texts ended before its work was done; import again$"),
        ("ZeroDivisionError('rows')", RuntimeError, r"^the process that folds texts failed:\n(.*\n)+ZeroDivisionError: rows$"),
        ("OSError(28, 'No space left')", OSError, "No space left"),
    ],
)
def test_why_the_other_process_ended_is_told(
    monkeypatch: pytest.MonkeyPatch, raised: str, error: type[Exception], said: str
) -> None:
    """No memory, no room and a fault of ours are told apart."""
    broken = f"from cttui.store.clickhouse import tails\ndef broken(*_): raise {raised}\n"
    monkeypatch.setattr(tails, "_PROGRAM", f"{broken}tails.Tails.add = broken; tails.serve()")
    with pytest.raises(error, match=said):
        check(FORMATS[0], _examples(FORMATS[0], 1), processes=2)


def _examples(form: Format, n: int) -> list[list[str]]:
    from datasets import row

    return [row(form, id=f"{n}", date_start=f"20{n:02}-01-02", date_end=f"20{n:02}-01-02", source_office="Herald;Radio")]
