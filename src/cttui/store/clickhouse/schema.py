"""The table of events on a server: its columns, what each holds, and how it and the tables beside it are made.

A row is one event with everything that panes ask of it worked out when it was imported: the values of its fields, its folded
words, its dead under each lens, the intervals of its figures. It is made by the code that makes the embedded store
(``rows.row_of``), so that a question means the same to both. What a row says in full is made of its own text when it is read.

Events have no number in the whole table, which grows while it is read. The *key* that puts them in order (the day listed, the
last day, the time, and where in the import the row stood) is turned into one whole number, so that answers can carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cttui.errors import ServerError
from cttui.model import dates
from cttui.model.calendar import LAST_DAY, day_of
from cttui.model.calendar import number_of as day_number
from cttui.query.fields import FIELDS
from cttui.store import layout

EVENTS_LAYOUT = 8
"""Raised with every change of the columns or of what they hold: a table of another layout is refused."""

Key = tuple[int, int, int, int]
"""The place of an event among all: the day listed, the last day, the second of the day, and ``seq``."""

KEY = ("first", "last", "time", "seq")
"""The columns of the key, by which the table is sorted."""
UNDATED = LAST_DAY + 1
"""What stands for the day listed, and for its month, of an event without a date."""
IMPORT = 40
"""Bits of ``seq`` for the row; those above are the number of the import."""

DAYS = 1 << 16
EARLIER = day_number(1899, 12, 31)
"""The days that a number of 16 bits tells apart are those between ``EARLIER`` and ``EARLIER + DAYS - 1``, in 2079."""

HIGHEST = (1 << 63) - 1
"""More than the rank of any figure."""
OLDEST, NEWEST = 1899, 2101
"""The partitions of all years before 1900 and after 2100, and of events without a date: so that no table has thousands."""


class Column(NamedTuple):
    """A column."""

    name: str
    type: str
    """As a server of any release calls it."""
    repeats: bool = False
    """Whether it has few distinct values, which servers since 19 keep once."""


VALUES = tuple(field.name for field in FIELDS.values() if field.shape == "values" and field.name not in {"kind", "has"})
"""The fields whose values are lists in columns of their own; ``has`` is the reader's alone."""
TOLLS = ("all", "official", "best")
"""The lenses whose dead are columns: those of ``lowest`` and ``highest`` are those of ``all``."""


def column_of(field: str) -> str:
    """The column of a field's values."""
    return "kind" if field == "kind" else f"f_{field}"


BEGUN_BITS = 16
BEGUN = tuple(f"begun_{number}" for number in range(64))
"""The columns of bits that say how words begin (``begins``): narrow ones, since a letter reads one of every row."""

LISTS = tuple(field for field in ("kind", *VALUES) if field != "source")
"""The fields whose values are counted by the code of all that an event has of them."""
NARROW = ("kind", "is", "country", "region", "category", "standpoint", "by")
"""Fields of few values, which are counted together by one code."""
TOGETHER = "c_narrow"
"""The column of that code."""
BROAD = (*NARROW, "actor")
"""The same and the actors: fields with bars, which one reading counts where few lists of actors stand with few others."""
WIDE = "c_wide"
"""The column of the code of these."""
MONTH = "c_month"
"""The column of the code of month and kind."""


def code_of(field: str) -> str:
    """The column of the code of a field's values, or of the dead under a lens of ``TOLLS``."""
    return f"c_{field}"


CODED: Mapping[str, tuple[str, ...]] = {
    **{code_of(field): (column_of(field),) for field in LISTS},
    TOGETHER: tuple(map(column_of, NARROW)),
    WIDE: tuple(map(column_of, BROAD)),
    MONTH: ("month", "kind"),
    **{code_of(lens): tuple(f"{lens}_{part}" for part in ("low", "high", "open")) for lens in TOLLS},
}
"""The columns of codes, each with the columns whose values in a row it stands for (``coded``)."""
CODES = 20_000
"""The most codes of one column."""
FEWER: Mapping[str, int] = {WIDE: 8_000}
"""The most of those that have fewer: their groups have parts, and a screen waits until all have been read."""
OTHER = (1 << 16) - 1
"""The code of all else that a row says: a column in which it stands is not counted by."""

COLUMNS: tuple[Column, ...] = (
    Column("year", "Int16"),  # the partition: the year of the day listed, from OLDEST to NEWEST
    Column("first", "Int64"),  # the day listed; UNDATED without a date
    Column("last", "Int64"),  # the last day of the strict span; 0 without a date
    Column("time", "Int32"),  # second of the day, -1 if none is given; 0 without a date
    Column("seq", "UInt64"),  # number of the import << IMPORT | row in the order of the files
    Column("month", "Int64"),  # the first day of the month of the day listed; UNDATED without a date
    Column(
        "day", "UInt16"
    ),  # the day listed, counted from EARLIER on: 0 for all before, DAYS - 1 for all later and without a date
    Column("dated", "UInt8"),
    Column("earliest", "Int64"),  # the possible span; 0 without a date
    Column("latest", "Int64"),
    Column("run_first", "Array(Int64)"),  # the runs of days of a date that has several
    Column("run_last", "Array(Int64)"),
    Column("id", "String"),
    Column("date", "String"),  # EDTF
    Column("kind", "String", repeats=True),
    Column("title", "String"),
    Column("titled", "String"),  # its folded words with blanks between
    Column("provinces", "String", repeats=True),  # badges, with commas between
    Column("toll", "String", repeats=True),  # the dead as lists show them
    Column("sources", "UInt32"),
    Column("disputes", "UInt32"),
    *(Column(column_of(name), "Array(String)", repeats=name != "source") for name in VALUES),
    # the dead under each lens; -1 for both if no figure counts them
    *(Column(f"{lens}_{part}", "UInt8" if part == "open" else "Int64") for lens in TOLLS for part in ("low", "high", "open")),
    Column("best_stated", "UInt8"),  # whether a claim has a best number, so that those of `best` are not those of `all`
    # claimants and sources under whose lens the dead are not those of `all`, and what they are
    Column("lens", "Array(String)"),
    Column("lens_low", "Array(Int64)"),
    Column("lens_high", "Array(Int64)"),
    Column("lens_open", "Array(UInt8)"),
    # every interval that counts, its ends by their rank among all figures (layout.ordinal)
    Column("measure", "Array(String)", repeats=True),
    Column("figure_low", "Array(Int64)"),
    Column("figure_high", "Array(Int64)"),
    # of those of the dead the least low and the greatest high end; HIGHEST and -1 without any
    Column("killed_least", "Int64"),
    Column("killed_most", "Int64"),
    Column("measures", "Array(String)", repeats=True),  # the measure of each claim, each once
    Column("claimed", "Array(String)", repeats=True),  # the source of each claim
    Column("placed", "UInt8"),
    Column("lat", "Float64"),
    Column("lon", "Float64"),
    Column("lat_step", "Int32"),  # geo.steps, which boxes are compared with
    Column("lon_step", "Int32"),
    Column("precision", "String", repeats=True),
    Column("place", "String"),  # the name of the place or its district
    *(Column(name, "UInt16") for name in BEGUN),
    *(Column(name, "UInt16") for name in CODED),  # what each stands for, the rows that have it say
    Column("document", "String"),  # the folded texts (store.search), a blank before and behind
    Column("raw", "String"),  # the text of the row as its file has it, with the line end
)
"""The columns in their order."""
NAMES = tuple(column.name for column in COLUMNS)

SHOWN = (*KEY, "id", "date", "kind", "title", "provinces", "toll", "sources", "disputes")
"""The columns of an event as lists show it."""


# -- numbers ---------------------------------------------------------------------------------------------------------

_DAY, _TIME, _SEQ = 50, 18, 64
"""Bits of a day, a time and ``seq`` in the number of an event."""


def number_of(key: Key) -> int:
    """The number of an event: greater for later ones, as keys are."""
    first, last, time, seq = key
    return (((first + layout.DAYS) << _DAY | (last + layout.DAYS)) << _TIME | (time + 1)) << _SEQ | seq


def key_of(number: int) -> Key:
    """The key of an event with a number; that of the first or the last possible one for a number that no event has."""
    number = max(0, min(number, number_of((UNDATED, UNDATED, (1 << _TIME) - 2, (1 << _SEQ) - 1))))
    number, seq = number >> _SEQ, number & ((1 << _SEQ) - 1)
    number, time = number >> _TIME, number & ((1 << _TIME) - 1)
    first, last = number >> _DAY, number & ((1 << _DAY) - 1)
    return first - layout.DAYS, last - layout.DAYS, time - 1, seq


def year_of(when: dates.Edtf | None) -> int:
    """The partition of a date."""
    return year_of_day(when.listed) if when is not None else NEWEST


def near(day: int) -> int:
    """A day listed as a number of 16 bits."""
    return max(0, min(day - EARLIER, DAYS - 1))


def year_of_day(day: int) -> int:
    """The partition of the events that are listed under a day, or have none."""
    if day >= UNDATED:
        return NEWEST
    return max(OLDEST, min(day_of(day).year, NEWEST))


# -- tables ----------------------------------------------------------------------------------------------------------

Version = tuple[int, ...]
"""The release of a server: 18.16 is ``(18, 16)``."""
REPEATS_SINCE: Version = (19, 1)
"""The release since which values that come again are kept once without a setting, and columns can be packed by zstd."""
TOKENS: Version = (22, 2)
"""The release since which an insert may have a token, by which a server knows a block that it has already."""
INDEXED_SINCE: Version = (26, 4)
"""The release since which the documents have an index of their words that answers for beginnings of words too."""
BLOCKS = 1_000
"""How many blocks a table without replicas remembers."""


def _type(column: Column, version: Version) -> str:
    if column.repeats and version >= REPEATS_SINCE:
        return column.type.replace("String", "LowCardinality(String)")
    return column.type


def _packed(column: Column, version: Version) -> str:
    return " CODEC(ZSTD(1))" if column.name in {"raw", "document", "title"} and version >= REPEATS_SINCE else ""


def quoted(name: str) -> str:
    """A name of a database, table or column as a statement has it."""
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def is_indexed(version: Version) -> bool:
    """Whether a table that a release makes has an index of the words of documents."""
    return version >= INDEXED_SINCE


def create_events(table: str, version: Version, engine: str = "MergeTree") -> str:
    """The statement that makes the table of events on one server.

    Args:
        table: Its name, with that of the database.
        version: The release of the server.
        engine: ``MergeTree``, or ``ReplicatedMergeTree(…)`` with its path and replica.
    """
    columns = ", ".join(f"{column.name} {_type(column, version)}{_packed(column, version)}" for column in COLUMNS)
    if is_indexed(version):
        columns += ", INDEX words document TYPE text(tokenizer = splitByNonAlpha)"
    return (
        f"CREATE TABLE IF NOT EXISTS {table} ({columns}) ENGINE = {engine}"
        f" PARTITION BY year ORDER BY ({', '.join(KEY)}) SETTINGS index_granularity = 2048{_remembered(engine, version)}"
    )


def _remembered(engine: str, version: Version) -> str:
    """Lets a table without replicas know blocks that are sent again; others do so by themselves."""
    return f", non_replicated_deduplication_window = {BLOCKS}" if engine == "MergeTree" and version >= TOKENS else ""


def create_meta(table: str, engine: str = "ReplacingMergeTree(at)") -> str:
    """The statement that makes the table of what is known of the events; of one key, the row with the highest ``at`` counts.

    Args:
        table: Its name, with that of the database.
        engine: ``ReplacingMergeTree(at)``, or the replicated one with its path and replica.
    """
    return f"CREATE TABLE IF NOT EXISTS {table} (key String, value String, at UInt64) ENGINE = {engine} ORDER BY key"


def create_distributed(table: str, local: str, cluster: str, database: str) -> str:
    """The statement that makes the table over all shards of a cluster.

    Args:
        table: Its name, with that of the database.
        local: The table of events on each shard, without that of its database.
        cluster: The cluster.
        database: The database of the local tables.
    """
    return (
        f"CREATE TABLE IF NOT EXISTS {table} AS {quoted(database)}.{quoted(local)}"
        f" ENGINE = Distributed({quoted(cluster)}, {quoted(database)}, {quoted(local)}, intHash64(seq))"
    )


def check_layout(found: str | None, table: str) -> None:
    """Refuse a table of another layout.

    Args:
        found: What the meta table has under ``layout``; ``None`` if it has nothing.
        table: The name of the table, for the sentence.

    Raises:
        ServerError: It is another one.
    """
    if found is None:
        raise ServerError(f"{table} holds no events of cttui; import a dataset into it with cttui import FILE --into ADDRESS")
    if found != str(EVENTS_LAYOUT):
        what = "a newer" if found.isdigit() and int(found) > EVENTS_LAYOUT else "another"
        raise ServerError(
            f"{table} was written by {what} release of cttui (layout {found[:20]}, and this one reads {EVENTS_LAYOUT});"
            " import the dataset into a table of another name, or use that release"
        )
