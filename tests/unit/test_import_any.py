"""Any table that the csv module can write is imported: its rows are kept or left out, and the store holds those kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.imports.by_mapping import format_of
from cttui.imports.mapping import check, parse
from cttui.imports.reading import open_rows
from cttui.imports.report import Fault, Report
from cttui.imports.rows import never
from cttui.imports.suggest import suggested
from cttui.store.index import Ask
from cttui.store.opening import open_path
from cttui.store.packed import writer

NAMES = [
    "id",
    "date",
    "end date",
    "lat",
    "lon",
    "deaths",
    "low",
    "high",
    "type",
    "notes",
    "admin1",
    "country",
    "source",
    "tags",
]
CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "2", "-9", "2031-02-03", "3/2/2031", "36.5", "Battle", "2031", "2031-02-30", "a;b", "\0", "x\r\ny"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.text("ab,;\t|\"'\n\r \u2028\u202eé\x85", max_size=8),
)


@pytest.mark.thorough
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=7, unique=True),
    data=st.data(),
    ending=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from(",;\t|"),
    cut=st.sampled_from([0, 0, 0, 1, 5]),
)
@settings(max_examples=60, deadline=None)
def test_any_table_is_imported(names: list[str], data: st.DataObject, ending: str, delimiter: str, cut: int) -> None:
    """Whatever stands in a table, it is imported without an exception, and rows kept and left out are the rows that it has."""
    table = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    table *= data.draw(st.sampled_from([1, 1, 20]))
    out = io.StringIO(newline="")
    writing = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=ending)
    writing.writerows([names, *table])
    content = out.getvalue().encode()
    with TemporaryDirectory() as folder:
        path, target = Path(folder) / "rows", Path(folder) / "rows.cttui"
        path.write_bytes(content[: len(content) - cut])
        found = parse(suggested(path).encode(), "m.toml")
        faults: list[Fault] = []
        with open_rows(path, columns=found.dataset.columns or None) as rows:
            check(found, rows.header, path.name)
            writer.write(rows, format_of(found), target, report=Report(faults.append), processes=1, stop=never)
        index = open_path(target, None)
        about = index.imported
        assert about is not None
        assert about.kept == rows.taken == index.answer(Ask()).selection.count
        assert about.left_out == rows.left_out == len({fault.row for fault in faults if not fault.kept})
        assert cut or about.kept + about.left_out == len(table) + (1 if found.dataset.columns else 0)
        index.close()
