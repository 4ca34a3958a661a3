"""What a row of the table of events holds: THE meaning of its columns, made of what the embedded store is made of.

The fast road of an import (``writing``) makes the same of codes and shares, many rows at once; a test holds the two equal.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from cttui.model import claims
from cttui.model.claims import TOLL_MEASURE, Lens, Range
from cttui.model.dates import Edtf
from cttui.model.periods import start_of
from cttui.model.records import Claim, Event
from cttui.model.register import Register
from cttui.store.clickhouse import schema
from cttui.store.clickhouse.begins import NONE as NO_BITS
from cttui.store.clickhouse.begins import Begins, columns_of
from cttui.store.clickhouse.coded import Numbering, said_of
from cttui.store.contribution import Contribution, Contributor, Point, place_numbers
from cttui.text import words

NONE = -1
"""The dead of an event that no figure counts."""
_NO_TOLL = (NONE, NONE, 0)


class Added(Protocol):
    """What an event, or the claims of one, add to a store."""

    @property
    def tokens(self) -> tuple[tuple[str, str], ...]:
        """As ``Contribution.tokens``."""

    @property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """As ``Contribution.numbers``."""

    @property
    def rest(self) -> tuple[tuple[str, int, int], ...]:
        """As ``Contribution.rest``."""


Toll = tuple[int, int, int]
"""The lowest and the highest figure, and whether more is possible."""


class Maker:
    """Makes the rows of the events of one timeline."""

    def __init__(
        self,
        contributor: Contributor,
        issued: Mapping[str, str],
        begins: Begins = NO_BITS,
        numbering: Numbering | None = None,
    ) -> None:
        """Take what works out what an event adds to a store, and the date of issue of each source that claims name.

        Args:
            contributor: The one.
            issued: The others.
            begins: The beginnings of words that have bits.
            numbering: The codes of the table; by default it has none yet.
        """
        self._contributor = contributor
        self._numbering = numbering or Numbering()
        self._begins = begins
        self._issued = issued

    def row(self, event: Event, seq: int, raw: str) -> tuple[object, ...]:
        """The row of an event.

        Args:
            event: The event.
            seq: The number of its import and of the row in it.
            raw: The row's own cells.
        """
        contribution = self._contributor.of(event)
        apart = apart_of(event, contribution, self._contributor.register, self._issued)
        return row_of(contribution, event, seq, raw, self._numbering, apart, self._begins)


def row_of(
    contribution: Contribution,
    event: Event,
    seq: int,
    raw: str,
    numbering: Numbering,
    apart: Mapping[str, Toll] | None = None,
    begins: Begins = NO_BITS,
) -> tuple[object, ...]:
    """A row of the table, as ``schema.COLUMNS`` has it.

    Args:
        contribution: What the event adds to a store.
        event: The event.
        seq: The number of its import and of the row in it.
        raw: The row's own cells.
        numbering: The codes of the table.
        apart: As ``apart_of``.
        begins: The beginnings of words that have bits.
    """
    when, numbers = event.when, dict(contribution.numbers)
    values: dict[str, list[str]] = {field: [] for field in schema.VALUES}
    for field, token in contribution.tokens:
        if field in values:
            values[field].append(token)
    id_, date, kind, title, provinces, toll, sources, disputes, _ = contribution.row
    found: dict[str, object] = {
        **days_of(when),
        "seq": seq,
        "id": id_,
        "date": date,
        "kind": kind,
        "title": title,
        "titled": " ".join(words(str(title))),
        "provinces": provinces,
        "sources": sources,
        **{schema.column_of(field): tokens for field, tokens in values.items()},
        **claims_of(event.claims, contribution, numbers, str(toll), int(str(disputes)), apart or {}),
        **spot_of(contribution.point),
        **columns_of(begins.bits(contribution.document.split())),
        "document": f" {contribution.document} ",
        "raw": raw,
    }
    found.update((column, numbering.code(column, said_of(column, found))) for column in schema.CODED)
    return tuple([found[name] for name in schema.NAMES])


def days_of(when: Edtf | None) -> dict[str, object]:
    """The columns of a date, but for its text."""
    first, last, time = when.sort_key() if when is not None else (schema.UNDATED, 0, 0)
    runs = when.runs if when is not None and len(when.runs) > 1 else ()
    return {
        "year": schema.year_of(when),
        "first": first,
        "last": last,
        "time": time,
        "month": start_of("month", first) if when is not None else schema.UNDATED,
        "day": schema.near(first),
        "dated": int(when is not None),
        "earliest": when.earliest if when is not None else 0,
        "latest": when.latest if when is not None else 0,
        "run_first": [run[0] for run in runs],
        "run_last": [run[1] for run in runs],
    }


def spot_of(point: Point | None) -> dict[str, object]:
    """The columns of a point."""
    lat, lon, precision, place = point or (0.0, 0.0, "", "")
    steps = dict(place_numbers(point))
    return {
        "placed": int(point is not None),
        "lat": lat,
        "lon": lon,
        "lat_step": steps.get("place/lat", 0),
        "lon_step": steps.get("place/lon", 0),
        "precision": precision,
        "place": place,
    }


def claims_of(
    stated: Sequence[Claim],
    counted: Added,
    numbers: Mapping[str, int],
    toll: str,
    disputes: int,
    apart: Mapping[str, Toll],
) -> dict[str, object]:
    """The columns of an event's claims.

    Args:
        stated: The claims.
        counted: What they add to a store, or what the whole event does.
        numbers: The bit-sliced numbers of that, by name.
        toll: The dead, as lists show them.
        disputes: How many figures are disputed.
        apart: As ``apart_of``.
    """
    tolls = _tolls(counted, numbers)
    measure, low, high = _figures(counted, numbers)
    dead = [ends for name, *ends in zip(measure, low, high, strict=True) if name == TOLL_MEASURE]
    return {
        "toll": toll,
        "disputes": disputes,
        **{
            f"{lens}_{part}": number
            for lens, one in tolls.items()
            for part, number in zip(("low", "high", "open"), one, strict=True)
        },
        "best_stated": int("toll/best/low" in numbers),
        "lens": list(apart),
        "lens_low": [one[0] for one in apart.values()],
        "lens_high": [one[1] for one in apart.values()],
        "lens_open": [one[2] for one in apart.values()],
        "measure": measure,
        "figure_low": low,
        "figure_high": high,
        "killed_least": min((foot for foot, _ in dead), default=schema.HIGHEST),
        "killed_most": max((top for _, top in dead), default=NONE),
        "measures": list(dict.fromkeys(claim.measure for claim in stated)),
        "claimed": [claim.source for claim in stated],
    }


def _tolls(contribution: Added, numbers: Mapping[str, int]) -> dict[str, Toll]:
    """The dead under each lens that has columns; by best numbers, those of all claims where no claim has one."""
    opened = set(contribution.tokens)

    def stated(lens: str) -> Toll:
        if f"toll/{lens}/low" not in numbers:
            return _NO_TOLL
        return numbers[f"toll/{lens}/low"], numbers[f"toll/{lens}/high"], int((f"toll/{lens}", "open") in opened)

    found = {lens: stated(lens) for lens in schema.TOLLS}
    if found["best"] == _NO_TOLL:
        found["best"] = found["all"]
    return found


def _figures(contribution: Added, numbers: Mapping[str, int]) -> tuple[list[str], list[int], list[int]]:
    """The intervals that count: the measure and the ends of each, first those that a store keeps in slots."""
    measures: list[str] = []
    low: list[int] = []
    high: list[int] = []
    for name, value in numbers.items():
        measure, slot, end = name.rsplit("/", 2) if name.count("/") > 1 else ("", "", "")
        if end == "low" and slot.isdigit():
            measures.append(measure)
            low.append(value)
            high.append(numbers[f"{measure}/{slot}/high"])
    for measure, foot, top in contribution.rest:
        measures.append(measure)
        low.append(foot)
        high.append(top)
    return measures, low, high


def apart_of(event: Event, contribution: Added, register: Register, issued: Mapping[str, str]) -> dict[str, Toll]:
    """The dead of an event under the lens of a claimant or a source of its claims, where they are not those of all its claims.

    Args:
        event: The event.
        contribution: What it adds to a store.
        register: Which names mean the same.
        issued: The date of issue of each source by id.
    """
    if not event.claims:
        return {}
    names = dict.fromkeys(name for claim in event.claims for name in (register.claimant(claim.by), claim.source))
    whole = _tolls(contribution, dict(contribution.numbers))["all"]
    found = {name: _ends(claims.toll(event, Lens(name), register, issued)) for name in names}
    return {name: toll for name, toll in found.items() if toll != whole}


def _ends(toll: Range | str | None) -> Toll:
    return (round(toll.low), round(toll.high), int(toll.open)) if isinstance(toll, Range) else _NO_TOLL


# -- bytes -----------------------------------------------------------------------------------------------------------


def length(size: int) -> bytes:
    """A length as RowBinary has it: seven bits a byte, the lowest first (LEB128)."""
    found = bytearray()
    while size > 0x7F:
        found.append(size & 0x7F | 0x80)
        size >>= 7
    found.append(size)
    return bytes(found)


class _Lengths(dict[int, bytes]):
    """Lengths as ``length`` gives them: most are of a few sizes."""

    def __missing__(self, size: int) -> bytes:
        found = length(size)
        if len(self) < _SIZES:
            self[size] = found
        return found


_SIZES = 1 << 16
LENGTHS = _Lengths()
"""The lengths of texts and lists as RowBinary."""


def _text(value: Any) -> bytes:
    content = str(value).encode("utf-8", "surrogatepass")
    return LENGTHS[len(content)] + content


def _number(form: str) -> Callable[[Any], bytes]:
    return struct.Struct(form).pack


_WRITERS: dict[str, Callable[[Any], bytes]] = {
    "String": _text,
    "Int16": _number("<h"),
    "Int32": _number("<i"),
    "Int64": _number("<q"),
    "UInt16": _number("<H"),
    "UInt8": _number("<B"),
    "UInt32": _number("<I"),
    "UInt64": _number("<Q"),
    "Float64": _number("<d"),
}


def writer(kind: str) -> Callable[[Any], bytes]:
    """What writes the values of a type as RowBinary."""
    if not kind.startswith("Array("):
        return _WRITERS[kind]
    one = _WRITERS[kind[len("Array(") : -1]]

    def many(values: Sequence[Any]) -> bytes:
        return LENGTHS[len(values)] + b"".join(map(one, values))

    return many


def encode(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Rows in ClickHouse's RowBinary format: every value after the other, as the columns stand in ``schema.COLUMNS``.

    Source: "RowBinary" in ClickHouse's reference of formats.
    """
    writers = [writer(column.type) for column in schema.COLUMNS]
    return b"".join(write(value) for row in rows for write, value in zip(writers, row, strict=True))
