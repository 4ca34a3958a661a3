"""Reading a dataset's file: whatever its bytes are, its rows are kept or left out, and never lost."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import DatasetError, StoppedError
from cttui.imports import lines, rows, separated
from cttui.imports.reading import open_rows
from cttui.imports.registry import unknown
from cttui.imports.report import Fault
from cttui.imports.rows import BATCH, STRAY, Rows, bare, parse


def read(path: Path, **how: object) -> tuple[Rows, list[list[str]], list[Fault], list[int], list[int]]:
    """All rows of a file, with what is promised of every file checked on the way."""
    found, faults, numbers, begun = list[list[str]](), list[Fault](), list[int](), list[int]()
    opened = open_rows(path, **how)  # type: ignore[arg-type]  # names of arguments as the test has them
    sizes = []
    content = path.read_bytes()
    for batch in opened:
        own = "".join(batch.raw).encode()
        assert batch.place is None or content[batch.place[0] :][: batch.place[1]] == own
        assert batch.columns == list(zip(*batch.rows, strict=True))
        assert len(batch.numbers) == len(batch.rows) == len(batch.lines) == len(batch.raw)
        assert parse(own, opened.delimiter, len(opened.header.columns)) == batch.rows
        sizes.append(len(batch.rows))
        found += batch.rows
        faults += batch.faults
        numbers += batch.numbers
        begun += batch.lines
    assert all(size == BATCH for size in sizes[:-1])
    assert all(len(row) == len(opened.header.columns) for row in found)
    assert not any(STRAY.search(cell) for row in found for cell in row)
    assert opened.taken == len(found)
    assert opened.left_out == sum(not fault.kept for fault in faults)
    left = {fault.row for fault in faults if not fault.kept}
    assert sorted({*numbers, *left}) == list(range(1, opened.taken + opened.left_out + 1)), "kept and left out are all rows"
    assert not left & set(numbers)
    (said,) = opened.files
    assert (said.size, said.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    return opened, found, faults, numbers, begun


def put(folder: Path, content: bytes | str) -> Path:
    """A file with some content."""
    path = folder / "rows.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("ab,;\t|\"'\n\r 1\u2028é", max_size=12),
    st.sampled_from(["", '"', '""', "\r\n", "x\n\ny", "2016-02-03", "12", "sep=;", "{", "\ufeff"]),
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of one width, without what no text has."""
    width = draw(st.integers(1, 5))
    rows_ = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=9))
    few = [[bare(cell)[0] for cell in row] for row in rows_]
    return few * draw(st.sampled_from([1, 1, 1, 9, 40]))


@pytest.mark.thorough
@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    coded=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "utf-32"]),
    block=st.sampled_from([16, 17, 64, 1 << 16]),
)
@settings(max_examples=300, deadline=None)
def test_what_the_csv_module_writes_is_read_as_it_reads_it(
    table: list[list[str]], delimiter: str, quoting: int, ending: str, coded: str, block: int
) -> None:
    """Every table that the csv module can write is read as the csv module reads it, in every dialect and encoding."""
    out = io.StringIO(newline="")
    # a file of one column has no separator that could be told
    delimiter = delimiter if table and len(table[0]) > 1 else ","
    header = [f"c{n}" for n in range(len(table[0]))] if table else ["c0"]
    # a carriage return needs quotation marks, which the writer gives it only where it ends lines
    if ending == "\n" and any("\r" in cell for row in table for cell in row):
        quoting = csv.QUOTE_ALL
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]  # one of QUOTE_…
    if ending == "\r" and any("\n" in cell for row in table for cell in row):
        writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=ending)
    writer.writerow(header)
    writer.writerows(table)
    text = out.getvalue()
    oracle = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    expected, begun, before = [], [], 0
    for row in oracle:
        if row and row != header and any(row):
            expected.append(row)
            begun.append(before + 1)
        before = oracle.line_num
    content = b"\xfe\xff" + text.encode("utf-16-be") if coded == "utf-16-be-bom" else text.encode(coded)
    with TemporaryDirectory() as folder, patch.object(lines, "BLOCK", block):
        opened, found, faults, _, at = read(put(Path(folder), content))
    assert list(opened.header.columns) == header
    assert [row for row in found if row != header] == expected
    assert [line for line, row in zip(at, found, strict=True) if row != header] == begun
    assert all(fault.reason == "every cell is empty" for fault in faults)
    assert not any("not UTF" in note for note in opened.notes)


PIECES = [b"a,b,c\n", b'"', b"x", b"\xe9", "é".encode(), b"1,2,3\n", b"\r\n", b'1,"2,3\n', b"\0", b",,\n"]


@pytest.mark.thorough
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text("ab,\"\n\r;é\0\x1a\ufeff\x85", max_size=120).map(str.encode),
        st.lists(st.sampled_from(PIECES)).map(b"".join),
    ),
    headed=st.booleans(),
    block=st.sampled_from([16, 64, 1 << 16]),
)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes, headed: bool, block: int) -> None:
    """Whatever the bytes of a file, it is refused in a sentence, or its rows are kept or left out and add up."""
    with TemporaryDirectory() as folder, patch.object(lines, "BLOCK", block):
        path = put(Path(folder), b"a,b,c\n" * headed + content)
        try:
            read(path)
        except DatasetError as error:
            refused = str(error)
        else:
            refused = ""
    assert not refused or "rows.csv" in refused


@pytest.mark.thorough
@given(
    table=tables(), cut=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(b'"\n,\xe9\0')), max_size=3)
)
@settings(max_examples=200, deadline=None)
def test_damage_stays_near_where_it_is(table: list[list[str]], cut: float, flips: list[tuple[float, int]]) -> None:
    """In a file that is cut off or damaged, everything is kept, mended or left out, and adds up."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["c0", "c1"], *([*row, *row][:2] for row in table)])
    content = bytearray(out.getvalue().encode())
    del content[max(8, int(cut * len(content))) :]
    for where, byte in flips:
        content[min(len(content) - 1, 7 + int(where * len(content)))] = byte
    with TemporaryDirectory() as folder:
        read(put(Path(folder), bytes(content)))


# -- examples ------------------------------------------------------------------------------------------------------------


def told(faults: Sequence[Fault]) -> list[tuple[int, int, str, bool]]:
    """Faults by what a person needs of them."""
    return [(fault.line, fault.row, fault.reason, fault.kept) for fault in faults]


def test_ragged_rows(tmp_path: Path) -> None:
    """A short row is padded, a long one cut and what is beyond it told, and what has less than half its cells left out."""
    path = put(tmp_path, "a,b,c,d\n1,2,3\n1,2,3,4,five,six\n1,2,3,4,,\n1\n1,2,3,4\n,,,\n\n5,6,7,8\n")
    opened, found, faults, numbers, at = read(path)
    assert found == [
        ["1", "2", "3", ""],
        ["1", "2", "3", "4"],
        ["1", "2", "3", "4"],
        ["1", "2", "3", "4"],
        ["5", "6", "7", "8"],
    ]
    assert told(faults) == [
        (2, 1, "has 3 of 4 cells; the others are empty", True),
        (3, 2, "has 6 cells for 4 columns; beyond the last column: 'five', 'six'", True),
        (5, 4, "has 1 of 4 cells: '1'", False),
        (7, 6, "every cell is empty", False),
    ]
    assert (numbers, at) == ([1, 2, 3, 5, 7], [2, 3, 4, 6, 9])
    assert opened.notes == ["1 empty line was passed over.", "1 row has empty cells beyond the last column."]


def test_a_quotation_mark_that_is_never_closed_takes_one_line(tmp_path: Path) -> None:
    """An open quotation mark is closed at the end of its line, so that the rows after it are rows again."""
    rest = "".join(f"{n},x{n},y\n" for n in range(40_000))
    _, found, faults, _, _ = read(put(tmp_path, f'a,b,c\n1,ok,"said ""no"""\n2,ok,"never closed\n{rest}'))
    assert found[:3] == [["1", "ok", 'said "no"'], ["2", "ok", "never closed"], ["0", "x0", "y"]]
    assert len(found) == 40_002
    assert told(faults) == [(3, 2, "a quotation mark is never closed; its cell ends with the line", True)]


def test_a_quotation_mark_closed_by_a_later_row_takes_one_line(tmp_path: Path) -> None:
    """Where an open quotation mark is closed by one of a later row, the rows between are found by their width."""
    _, found, faults, _, _ = read(put(tmp_path, 'a,b,c\n1,"open,y\n2,x,y\n3,x,"y, z"\n4,x,y\n'))
    assert found == [["1", '"open', "y"], ["2", "x", "y"], ["3", "x", "y, z"], ["4", "x", "y"]]
    assert told(faults) == [(2, 1, "a quotation mark is never closed; it was read as a letter", True)]


@pytest.mark.parametrize("cell", ['"a 6""', '"a, a 6""', '"said ""no"" and'])
def test_rows_that_are_all_open_are_a_row_each(cell: str, tmp_path: Path) -> None:
    """Where a program doubled no quotation mark, the mark at the end of a text is open, and that of the next row closes it."""
    lines_ = [f"{n},x,y,{cell},{n}" for n in range(1, 9)]
    _, found, faults, _, _ = read(put(tmp_path, "\n".join(["a,b,c,d,e", *lines_, ""])))
    assert [row[0] for row in found] == [line[0] for line in lines_]
    assert [fault.line for fault in faults] == list(range(2, 10))


@pytest.mark.parametrize(("width", "rows", "closing"), [(25, 3, 'x"'), (25, 3, '"""'), (5, 6, 'x"')])
def test_a_row_that_takes_in_others_takes_one_line(width: int, rows: int, closing: str, tmp_path: Path) -> None:
    """Lines that are all as wide as rows are rows, though the mark that closes them stands where it may; a text stays whole."""
    texts = {3: '"open', 3 + rows: closing}
    lines_ = [",".join([str(n), "x", texts.get(n, "y"), *"z" * (width - 3)]) for n in range(1, 10)]
    head = ",".join(f"c{n}" for n in range(width))
    _, found, faults, _, _ = read(put(tmp_path, "\n".join([head, *lines_, ""])))
    assert [row[0] for row in found] == [line[0] for line in lines_]
    assert faults[0].line == 4
    assert "a quotation mark is never closed" in faults[0].reason
    text = "\n".join(", ".join("w" * count) for count in (width, 3, width))
    kept = ",".join(["1", "x", f'"{text}"', *"z" * (width - 3)])
    _, found, faults, _, _ = read(put(tmp_path, "\n".join([head, kept, ""])))
    assert ([len(row) for row in found], faults) == ([width], [])


def test_a_cell_may_be_long(tmp_path: Path) -> None:
    """A cell longer than what the csv module takes by itself is read whole, on one line."""
    long = "x" * 500_000
    opened, found, faults, _, _ = read(put(tmp_path, f'a,b\n1,"{long}"\n2,{long}\n3,y\n'))
    assert [(row[0], len(row[1])) for row in found] == [("1", 500_000), ("2", 500_000), ("3", 1)]
    assert not faults
    assert opened.left_out == 0
    assert csv.field_size_limit() == 131_072


def test_a_line_without_end_is_left_out(tmp_path: Path) -> None:
    """A line longer than the limit is left out by its number, and what follows is read."""
    with patch.object(lines, "MOST_LINE", 200_000):
        _, found, faults, _, _ = read(put(tmp_path, f"a,b\n1,x\n2,{'y' * 400_000}\n3,z\n"))
    assert found == [["1", "x"], ["3", "z"]]
    assert [(fault.line, fault.row, fault.kept) for fault in faults] == [(3, 2, False)]


@pytest.mark.parametrize(
    ("end", "last", "reason", "kept"),
    [
        ("3,x,1", None, "", True),
        ("3,x", ["3", "", ""], "the file ends within this row; its last cell is cut off and was dropped: 'x'", True),
        ('3,x,"a b', ["3", "x", ""], "the file ends within this row; its last cell is cut off and was dropped: 'a b'", True),
        ('3,x,"a b\n', ["3", "x", ""], "the file ends within this row; its last cell is cut off and was dropped: 'a b'", True),
        ("3", ["2", "x", "y"], "the file ends within this row, which has 1 of 3 cells: '3'", False),
    ],
)
def test_a_file_cut_in_mid_row(tmp_path: Path, end: str, last: list[str] | None, reason: str, kept: bool) -> None:
    """A row in which the file ends is kept without its last cell, which may be half of one, or left out."""
    opened, found, faults, _, _ = read(put(tmp_path, f"a,b,c\n1,x,y\n2,x,y\n{end}"))
    assert found[-1] == (last or ["3", "x", "1"])
    assert told(faults) == ([(4, 3, reason, kept)] if reason else [])
    assert ("The last line has no line end" in " ".join(opened.notes)) == (not end.endswith("\n"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("late", [False, True])
def test_encodings(tmp_path: Path, codec: str, late: bool) -> None:
    """What a file is written in is found out, even where its first letter beyond ASCII is its last, and told if not UTF-8."""
    rest = "2,plain,text\n" * (20_000 if late else 0)
    opened, found, faults, _, _ = read(put(tmp_path, f"a,b,c\n{rest}1,Besançon,“so”\n".encode(codec)))
    assert found[-1] == ["1", "Besançon", "“so”"]
    assert not faults
    names = {"utf-8": "", "utf-8-sig": "UTF-8 with a byte order mark", "cp1252": "Windows-1252", "utf-32": "UTF-32"}
    assert " ".join(opened.notes).startswith(f"The file is {names.get(codec, 'UTF-16')}" if codec != "utf-8" else "")


def test_bytes_of_another_encoding_are_told_by_line(tmp_path: Path) -> None:
    """In a file of two encodings each line is read by itself, and what is not as the rest is told."""
    content = "a,b\n1,é\n".encode() + b"2,\xe9\n" + "3,éàü \n".encode().replace("ü".encode(), b"\xc3") + b"4,\x81\x93\n"
    opened, found, faults, _, _ = read(put(tmp_path, content))
    assert found == [["1", "é"], ["2", "é"], ["3", "éà\ufffd "], ["4", "\ufffd“"]]
    assert [(fault.line, fault.kept) for fault in faults] == [(3, True), (4, True), (5, True)]
    assert "0x81" in faults[2].reason
    assert "Windows-1252" in faults[0].reason
    assert opened.notes == ["The file is UTF-8 (from line 2) and Windows-1252 (from line 3); each line was read on its own."]


def test_control_characters(tmp_path: Path) -> None:
    """NUL and control characters are removed and told; a vertical tab parts words, and what they leave empty is no row."""
    _, found, faults, _, _ = read(put(tmp_path, b"a,b\n1,k\0i\0ll\n2,x\x0by\xc2\x85z\n3,\x07ok\n\x1a"))
    assert found == [["1", "kill"], ["2", "x y z"], ["3", "ok"]]
    assert told(faults) == [
        (2, 1, "2 NUL characters removed", True),
        (3, 2, "2 control characters removed", True),
        (4, 3, "1 control character removed", True),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    """The separator is what gives the first lines the header's width, whatever else stands in their cells."""
    table = [["id", "note", "n"], ["1", "a, b; c", "1,5"], ["2", "d | e, f", "2,5"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(table)
    opened, found, _, _, _ = read(put(tmp_path, out.getvalue()))
    assert [list(opened.header.columns), *found] == table
    assert opened.delimiter == separator


def test_the_line_by_which_excel_tells_the_separator(tmp_path: Path) -> None:
    """The first line of some exports, ``sep=;``, is no header."""
    opened, found, _, _, at = read(put(tmp_path, "sep=;\r\na;b\r\n1;2\r\n"))
    assert (opened.header.columns, found, at) == (("a", "b"), [["1", "2"]], [3])


def test_headers(tmp_path: Path) -> None:
    """Every column has a name of its own; those that had none are told."""
    opened, _, _, _, _ = read(put(tmp_path, '\n id ,date,,Date,"two\nlines"\n1,2,3,4,5\n'))
    assert opened.header.columns == ("id", "date", "column 3", "Date (2)", "two lines")
    assert opened.notes[:2] == [
        "Column 3 has no name; it is called 'column 3'.",
        "Column 4 is called 'Date (2)', because 'Date' comes before it.",
    ]


def test_a_file_without_a_header(tmp_path: Path) -> None:
    """A first row of numbers and dates is no header; with names from elsewhere it is a row."""
    path = put(tmp_path, "1,2016-02-03,Aleppo,4\n2,2016-02-04,Homs,5\n")
    with open_rows(path) as opened:
        assert opened.first
        assert "the first line looks like data, so there is no header; add a line" in unknown(
            opened.header, path, headless=True
        )
    opened, found, _, numbers, at = read(path, columns=("id", "date", "place", "dead"))
    assert opened.header.columns == ("id", "date", "place", "dead")
    assert (len(found), numbers, at) == (2, [1, 2], [1, 2])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rows.csv is empty"),
        (b"\n\n  \n", "rows.csv has no rows"),
        (b"\x1f\x8b\x08\0", "rows.csv is packed with gzip; unpack it first"),
        (b"<html>", "rows.csv is a page or XML; export the table as CSV"),
        (b"%PDF-1.7", "rows.csv is a PDF; export the table as CSV"),
        (b"SQLite format 3\0", "rows.csv is a database; export its table as CSV first"),
    ],
)
def test_what_is_no_dataset(tmp_path: Path, content: bytes, sentence: str) -> None:
    """What cannot be a dataset is refused in a sentence with a way out."""
    with pytest.raises(DatasetError) as error:
        open_rows(put(tmp_path, content))
    assert str(error.value) == sentence


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are refused in a sentence."""
    with pytest.raises(DatasetError, match=r"cannot read .*gone.csv: No such file"):
        open_rows(tmp_path / "gone.csv")
    with pytest.raises(DatasetError, match="is a folder; a dataset is a file"):
        open_rows(tmp_path)


def test_stopping(tmp_path: Path) -> None:
    """Reading ends at the next batch once it is told to stop."""
    path = put(tmp_path, "a,b\n" + "1,2\n" * 1000)
    asked = iter([False, False, True])
    opened = open_rows(path, stop=lambda: next(asked))

    def all_of() -> Iterator[int]:
        for batch in opened:
            yield len(batch.rows)

    got: list[int] = []
    with pytest.raises(StoppedError):
        got.extend(all_of())
    assert opened.taken == 2 * BATCH
    opened.close()


def test_a_fine_row_is_never_looked_at_by_itself(tmp_path: Path) -> None:
    """Where every row is fine no row is read on the slow road but those of the last batch."""
    path = put(tmp_path, "a,b\n" + "1,é\n" * 6_400 + "2,x\n" * 3)
    with patch.object(separated.Separated, "_record", autospec=True, side_effect=separated.Separated._record) as slow:
        read(path)
    assert slow.call_count == 4
    assert rows.BATCH == 64


HEAD = b"id,date,town,state,killed,source\n"


@pytest.mark.parametrize(
    ("content", "placed"),
    [
        (b"id,where\n" + b"1,al-Mina\n" * 130, [True, True, False]),
        (b"\xef\xbb\xbfid,where\r\n" + "1,al-Mīna\r\n".encode() * 130, [True, True, False]),
        (b"\n\nid,where\n" + b"1,a\n" * 70 + b"\n" + b"1,a\n" * 122, [True, False, True]),
        (b"id,where\n" + b"1,al-Mina\n" * 127 + b"1,quay", [True, False]),
        (b"id,where\n" + b"1,al-M\xeena\n" * 128, [False, False]),
        (b"id,where\n" + b"1,al-\0Mina\n" + b"1,al-Mina\n" * 127, [False, False]),
        ("id,where\n1,al-Mina\n".encode("utf-16"), [False]),
    ],
    ids=["plain", "with a mark", "with an empty line", "without a last line end", "Windows-1252", "mended", "UTF-16"],
)
def test_where_the_text_of_rows_stands_in_the_file(tmp_path: Path, content: bytes, placed: list[bool]) -> None:
    """Of rows that follow one another as they stand in the file it is known where; of others nothing is said."""
    path = put(tmp_path, content)
    read(path)
    with open_rows(path) as found:
        assert [batch.place is not None for batch in found] == placed


def test_a_header_in_the_midst_of_a_file_is_no_record(tmp_path: Path) -> None:
    """A file put together of several has their headers in its midst: each is left out by its line, wherever it stands."""
    part = HEAD + b"".join(b"%d,2024-01-02,Ayd,Sul,3,Herald\n" % n for n in range(63))
    for before in (0, 1, 2):
        path = put(tmp_path, HEAD + b"x,2024-01-02,Ayd,Sul,3,Herald\n" * before + part * 2)
        _, rows, faults, _, _ = read(path)
        assert len(rows) == before + 126
        line = before + 2
        assert told(faults) == [(n, n - 1, "repeats the header", False) for n in (line, line + 64)]


def test_a_record_that_has_a_columns_name_is_one(tmp_path: Path) -> None:
    """A row in which one cell says what its column is called is a record."""
    _, rows, faults, _, _ = read(put(tmp_path, b"id,source\nid,Herald\n1,source\n"))
    assert len(rows) == 2
    assert not faults


def test_hashtags_below_the_header_are_no_record(tmp_path: Path) -> None:
    """The row of HXL hashtags that humanitarian files have below their header is left out, and the report says what it is."""
    tags = b"#event+id,#date+occurred,#loc+name,#adm1+name,#affected+killed,#meta + source\n"
    _, rows, faults, _, _ = read(put(tmp_path, HEAD + tags + b"1,2024-01-02,Ayd,Sul,3,Herald\n"))
    assert len(rows) == 1
    said = "is a row of HXL hashtags: '#event+id', '#date+occurred', '#loc+name', …"
    assert told(faults) == [(2, 1, said, False)]
    assert not read(put(tmp_path, HEAD + b"#1,2024-01-02,Ayd,Sul,3,#2\n"))[2]


@pytest.mark.parametrize(
    "below",
    [
        b"Source: Harbour Watch (2024),,,,,\n",
        b'"Figures may change, see the site",,,,,\n',
        b"Total,,,,,\n",
        b"\xc2\xa9 Harbour Watch,,,,,\n",
    ],
)
def test_a_line_below_the_table_is_no_record(tmp_path: Path, below: bytes) -> None:
    """Notes and sums that a spreadsheet has below its table are left out with what they say, and no sum is counted as dead."""
    for before in (1, 62, 63, 64):
        _, rows, faults, _, _ = read(put(tmp_path, HEAD + b"1,2024-01-02,Ayd,Sul,3,Herald\n" * before + below))
        assert len(rows) == before
        assert [(fault.line, fault.kept) for fault in faults] == [(before + 2, False)]
        assert faults[0].reason.startswith("is a note or a sum, not a record: '")


def test_a_sum_of_a_wide_table_is_no_record(tmp_path: Path) -> None:
    """A sum below a table of many columns is left out, with its number; a record of which only an id is known stays."""
    head = b"id,date,town,state,killed,injured,source,note\n"
    row = b"1,2024-01-02,Ayd,Sul,3,1,Herald,\n"
    _, rows, faults, _, _ = read(put(tmp_path, head + row + b"17,,,,,,,\n" + b"Total,,,,4,,,\n"))
    assert [row[0] for row in rows] == ["1", "17"]
    assert told(faults) == [(4, 3, "is a note or a sum, not a record: 'Total', '4'", False)]


@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b"\t", b"\x00", b"\x7f", b"\xc3\xa9", b" "]), min_size=1))
def test_lines_are_cut_as_python_cuts_them(parts: list[bytes]) -> None:
    """Whatever ends them, and whatever control characters stand in them, of which tabs are none."""
    block = b"".join(parts)
    cut, controls = lines._cut(block)
    assert cut == block.splitlines(keepends=True)
    assert controls == bool({b"\x00", b"\x7f"} & {*parts})
