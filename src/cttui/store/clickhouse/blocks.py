"""Blocks of rows as bytes, many rows at once: what the codes of their pieces mean stands beside their ends, column by column.

RowBinary has a row's columns one after the other, in the order that the insert names. So columns that one piece decides stand
together, and are one run of bytes for each of its codes; what a few pieces say together is put together once for all rows with
the same codes of these. A row is then some twenty runs of bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.lazy import dataclass
from cttui.model.records import Source
from cttui.model.sources import independent
from cttui.store.clickhouse import rows, schema
from cttui.store.clickhouse.begins import NONE as NO_BITS
from cttui.store.clickhouse.begins import SIZE, Begins
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.joint import Codes, Joint, Numbered, Titles, words_of
from cttui.store.clickhouse.meanings import (
    AFTER,
    CLAIMED,
    DATED,
    JOINED,
    PLACED,
    Makes,
    Meaning,
    Meanings,
    documented,
    encoded,
    runs_of,
    string,
    strings,
)
from cttui.store.clickhouse.schema import BROAD, MONTH, NARROW, TOGETHER, TOLLS, UNDATED, WIDE, code_of, column_of
from cttui.store.packed.finish import UNKNOWN
from cttui.store.packed.shares import runs_of_unit

if TYPE_CHECKING:
    import numpy as np

    from cttui.model.records import Unit
    from cttui.store.clickhouse.tails import Page

    Numbers = np.ndarray[Any, Any]

ROWS = 65_536
"""The most rows of a block."""
BYTES = 96 << 20
"""Bytes of rows' ends after which a block is ended."""

Take = Callable[[Sequence[list[int]], int], Sequence[Sequence[bytes]]]
"""Gives the bytes of some columns in each of some rows, as runs that stand beside each other, by the codes of every piece and
how many rows they are."""


class Part(NamedTuple):
    """Some columns of every row."""

    columns: tuple[str, ...]
    take: Take
    """Their bytes in each of some rows."""


@dataclass(slots=True)
class Block:
    """Rows of one year, to be sent together."""

    year: int
    first: int
    """The number of the first row."""
    last: int
    size: int
    """How many there are."""
    pages: list[tuple[Page, int, int]]
    """Where their ends stand: a page, and the first and the last but one of its rows."""


def blocks_of(year: int, pages: Iterable[Page]) -> Iterator[Block]:
    """The rows of one year cut into blocks, in the same way every time."""
    taken: list[tuple[Page, int, int]] = []
    size = weight = 0

    def block() -> Block:
        first, last = taken[0], taken[-1]
        return Block(year, first[0].rows[first[1]], last[0].rows[last[2] - 1], size, taken)

    for page in pages:
        begin, count = 0, len(page.rows)
        while begin < count:
            end = min(count, begin + ROWS - size)
            taken.append((page, begin, end))
            size += end - begin
            weight += len(page.body) * (end - begin) // count
            begin = end
            if size >= ROWS or weight >= BYTES:
                yield block()
                taken, size, weight = [], 0, 0
    if taken:
        yield block()


class Assembly:
    """Puts rows together."""

    def __init__(
        self,
        makes: Makes,
        pieces: Sequence[Meanings],
        codes: Sequence[Numbers],
        units: Mapping[str, Unit],
        ids: Ids,
        number: int,
        begins: Begins = NO_BITS,
        numbering: Numbering | None = None,
    ) -> None:
        """Take what is known once all rows are read.

        Args:
            makes: What worked out the meanings.
            pieces: The pieces of the format.
            codes: For each piece the code of each row.
            units: The first-level units by code, with their names.
            ids: The ids of the rows.
            number: The number of the import.
            begins: The beginnings of words that have bits.
            numbering: The codes of the table; by default it has none yet.
        """
        import numpy as np

        def begun(documents: Sequence[bytes]) -> Numbers:
            texts = [one.decode("utf-8", "surrogatepass") for one in documents]
            found = b"".join([begins.bits(text.split()).to_bytes(SIZE, "little") for text in texts])
            return np.frombuffer(found, np.uint64).reshape(-1, SIZE // 8)

        self._makes = makes
        self._form = makes.form
        self._pieces = [piece.found for piece in pieces]
        self._codes = codes
        self._units = units
        self._ids = ids
        self._number = number
        self._code = (numbering or Numbering()).packed
        self._told = {code: runs_of_unit(unit) for code, unit in units.items()}
        self._parts = self._planned()
        self._documents = [[self._document(meaning) for meaning in piece] for piece in self._pieces]
        self._sizes = [np.fromiter(map(len, some), np.int64, len(some)) for some in self._documents]
        self._whole = AFTER.join(makes.whole).encode()
        self._other = documented(runs_of("other"))
        self._begun = [begun(some) for some in self._documents]
        self._begun_other, self._begun_whole = begun([self._other, self._whole])
        self._stated = Joint(self._state)
        self._narrow = Numbered(self._pieces, _narrow, ("", (), (), (), (), ()), self._narrowed)
        self._flags = [
            [np.fromiter(map(says, piece), bool, len(piece)) for piece in self._pieces]
            for says in (_is_known, _is_disputed, _has_kind)
        ]
        self.columns: tuple[str, ...] = (
            *(name for part in self._parts for name in part.columns),
            *_STATED,
            TOGETHER,
            WIDE,
            "id",
            "seq",
            *schema.BEGUN,
            "document",
            "raw",
            column_of("source"),
        )
        """The columns in the order in which the bytes have them."""

    # -- what decides what -------------------------------------------------------------------------------------------

    def _planned(self) -> list[Part]:
        """The columns that codes decide, those of one piece together."""
        single: dict[int, list[tuple[tuple[str, ...], Callable[[Meaning], bytes]]]] = {}
        parts: list[Part] = []

        def plan(
            columns: tuple[str, ...],
            says: Callable[[Meaning], object],
            together: Callable[[Sequence[Meaning]], bytes],
        ) -> None:
            saying = tuple(place for place, piece in enumerate(self._pieces) if any(map(says, piece)))
            if not saying:
                content = together(())
                parts.append(Part(columns, lambda _, count: [[content] * count]))
            elif len(saying) == 1:
                single.setdefault(saying[0], []).append((columns, lambda meaning: together((meaning,))))
            else:
                parts.append(Part(columns, self._together(saying, together)))

        plan(DATED, lambda one: one.dated, _first("dated", encoded(DATED, {**rows.days_of(None), "date": ""})))
        nowhere = encoded(PLACED, {**rows.spot_of(None), column_of("district"): ()})
        plan(PLACED, lambda one: one.placed, _first("placed", nowhere))
        plan((code_of("district"),), lambda one: one.placed, self._district)
        plan(CLAIMED, lambda one: one.claimed, _first("claimed", self._makes.unclaimed))
        plan((*map(code_of, TOLLS), code_of("by")), lambda one: one.claimed, self._counted)
        plan(("kind", code_of("kind")), lambda one: one.kind, self._kind)
        months = Numbered(self._pieces, _month, (None, ""), self._month)
        parts.append(Part((MONTH,), lambda lists, count: [months.take(lists, repeat(None, count))]))
        titled = [place for place, piece in enumerate(self._pieces) if any(one.title for one in piece)]
        if len(titled) > 1 and self._form.joined in _PARTING:
            parts.append(Part(("title", "titled"), Titles(self._form, titled, self._pieces).take))
        else:
            plan(("title", "titled"), lambda one: one.title, self._title)
        plan(("provinces", column_of("province"), code_of("province")), lambda one: one.units, self._provinces)
        dataset = self._form.dataset
        for field in JOINED:
            besides = (dataset.publisher,) if field == "publisher" and dataset.publisher else ()
            plan((column_of(field), code_of(field)), _saying(field), self._values(field, besides))
        for place, some in single.items():
            columns = tuple(name for names, _ in some for name in names)
            runs = [b"".join([say(meaning) for _, say in some]) for meaning in self._pieces[place]]
            parts.append(Part(columns, partial(_of_one, place, runs)))
        return parts

    def _together(self, places: Sequence[int], say: Callable[[Sequence[Meaning]], bytes]) -> Take:
        """The columns that several pieces decide, worked out once for rows with the same codes of these."""
        pieces = [self._pieces[place] for place in places]
        joint = Joint(lambda codes: say([piece[code] for piece, code in zip(pieces, codes, strict=True)]))

        def take(lists: Sequence[list[int]], _count: int) -> Sequence[Sequence[bytes]]:
            return [list(map(joint.__getitem__, zip(*(lists[place] for place in places), strict=True)))]

        return take

    def _title(self, some: Sequence[Meaning]) -> bytes:
        title = self._form.joined.join([one.title for one in some if one.title]) or self._form.title
        return string(title) + string(words_of(title))

    def _provinces(self, some: Sequence[Meaning]) -> bytes:
        shorts = [self._units[code].short for code in dict.fromkeys(code for one in some for code in one.units)]
        return string(",".join(shorts)) + self._list("province", shorts)

    def _list(self, field: str, values: Iterable[str]) -> bytes:
        """The columns of the values of a field and of their code."""
        found = tuple(values)
        return strings(found) + self._code(code_of(field), (found,))

    def _values(self, field: str, besides: Sequence[str]) -> Callable[[Sequence[Meaning]], bytes]:
        def say(some: Sequence[Meaning]) -> bytes:
            return self._list(field, dict.fromkeys((*(token for one in some for token in one.values.get(field, ())), *besides)))

        return say

    def _district(self, some: Sequence[Meaning]) -> bytes:
        district = next((one.district for one in some if one.placed), "")
        return self._code(code_of("district"), ((district,) if district else (),))

    def _counted(self, some: Sequence[Meaning]) -> bytes:
        """The codes of the dead under each lens, and of the claimants."""
        tolls, by = next(((one.tolls, one.by) for one in some if one.claimed), (self._makes.no_tolls, ()))
        codes = [self._code(code_of(lens), toll) for lens, toll in zip(TOLLS, tolls, strict=True)]
        return b"".join((*codes, self._code(code_of("by"), (by,))))

    def _kind(self, some: Sequence[Meaning]) -> bytes:
        kind = next((one.kind for one in some if one.kind), _KIND)
        return string(kind) + self._code(code_of("kind"), (kind,))

    def _month(self, some: Sequence[tuple[int | None, str]], _state: None) -> bytes:
        """The code of month and kind."""
        month = next((month for month, _ in some if month is not None), UNDATED)
        return self._code(MONTH, (month, next((kind for _, kind in some if kind), _KIND)))

    def _narrowed(self, some: Sequence[_Narrow], state: Codes) -> bytes:
        """The codes of the fields of few values, without and with the actors."""
        flags, standpoints = self._flagged(state)
        kind = next((one[0] for one in some if one[0]), _KIND)
        joined = [tuple(dict.fromkeys(token for one in some for token in one[place])) for place in range(1, 1 + len(_FEW))]
        by = next((one[-1] for one in some if one[-1]), ())
        values = dict(zip(_FEW, joined, strict=True)) | {"kind": kind, "is": flags, "standpoint": standpoints, "by": by}
        codes = ((TOGETHER, NARROW), (WIDE, BROAD))
        return b"".join([self._code(column, tuple([values[field] for field in fields])) for column, fields in codes])

    def _document(self, meaning: Meaning) -> bytes:
        """The texts of a piece's code, each with a separator after it."""
        if not meaning.units:
            return meaning.document
        told = dict.fromkeys(run for code in meaning.units for run in self._told[code])
        return meaning.document + documented(told)

    def _state(self, codes: Codes) -> bytes:
        """The columns that depend on how many sources a row names, whether its days are known, and whether claims conflict."""
        flags, standpoints = self._flagged(codes)
        return (codes[0] + 1).to_bytes(4, "little") + self._list("is", flags) + self._list("standpoint", standpoints)

    def _flagged(self, codes: Codes) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The flags and the standpoints that follow from the same."""
        named, dated, disputed = codes
        dataset = self._form.dataset
        flags = ["disputed"] * disputed
        flags += ["single-source"] * (independent([dataset, *_NAMED[:named]]) == 1)
        flags += ["sensitive"] * dataset.sensitive + ["undated"] * (not dated)
        return tuple(flags), tuple(dict.fromkeys((*([UNKNOWN] * bool(named)), dataset.standpoint)))

    # -- rows --------------------------------------------------------------------------------------------------------

    def body(self, block: Block, without: frozenset[int] = frozenset()) -> bytes:
        """The rows of a block.

        Args:
            block: The block.
            without: Numbers of rows that are left out.
        """
        import numpy as np

        found, texts, named, begun, ends = _ends(block)
        kept = np.arange(len(found))
        if without:
            kept = np.flatnonzero(~np.isin(found, np.fromiter(without, np.int64, len(without))))
            found, texts, named, begun = found[kept], texts[kept], named[kept], begun[kept]
            ends = [ends[place] for place in kept.tolist()]
        count = len(found)
        by_piece = [codes[found] for codes in self._codes]
        lists = [codes.tolist() for codes in by_piece]
        columns = [column for part in self._parts for column in part.take(lists, count)]
        dated, disputed, kinds = (_flagged(by_piece, flags, count) for flags in self._flags)
        keys = list(zip(named.tolist(), dated.tolist(), disputed.tolist(), strict=True))
        columns.append(list(map(self._stated.__getitem__, keys)))
        columns.append(self._narrow.take(lists, keys))
        columns.append(self._ids.of(found))
        numbers = (found.astype(np.uint64) | np.uint64(self._number << schema.IMPORT)).tobytes()
        columns.append([numbers[at : at + 8] for at in range(0, 8 * count, 8)])
        for codes, bits in zip(by_piece, self._begun, strict=True):
            begun = begun | bits[codes]
        begun = begun | np.where(kinds[:, np.newaxis], self._begun_whole, self._begun_whole | self._begun_other)
        written = begun.tobytes()
        columns.append([written[at : at + SIZE] for at in range(0, SIZE * count, SIZE)])
        sizes = texts + (1 + len(self._whole))
        for codes, lengths in zip(by_piece, self._sizes, strict=True):
            sizes += lengths[codes]
        sizes += np.where(kinds, 0, len(self._other))
        columns.append(list(map(rows.LENGTHS.__getitem__, sizes.tolist())))
        columns.append([b" "] * count)
        columns += [list(map(some.__getitem__, codes)) for some, codes in zip(self._documents, lists, strict=True)]
        if not kinds.all():
            columns.append([b"" if said else self._other for said in kinds.tolist()])
        columns.append([self._whole] * count)
        columns.append(ends)
        width = len(columns)
        runs: list[bytes] = [b""] * (width * count)
        for place, column in enumerate(columns):
            runs[place::width] = column
        return b"".join(runs)


def _flagged(by_piece: Sequence[Numbers], flags: Sequence[Numbers], count: int) -> Numbers:
    """Whether a piece of each row says something."""
    import numpy as np

    found = np.zeros(count, bool)
    for said, codes in zip(flags, by_piece, strict=True):
        if said.any():
            found |= said[codes]
    return found


_STATED = ("sources", column_of("is"), code_of("is"), column_of("standpoint"), code_of("standpoint"))
_NAMED = [Source(id=f"source-{n}", type="article", standpoint="unknown") for n in range(2)]
"""Sources that a row may name: with two of them the dataset is never the only one."""


class Ids:
    """The ids of all rows, as RowBinary."""

    def __init__(self, content: bytes, ends: Numbers, renamed: Mapping[int, bytes]) -> None:
        """Take the ids with line ends between, where each ends, and those that rows have instead."""
        self._content = content
        self._ends = ends
        self._renamed = renamed

    def of(self, found: Numbers) -> list[bytes]:
        """The ids of some rows."""
        import numpy as np

        begins = np.where(found > 0, self._ends[found - 1] + 1, 0).tolist()
        ends = self._ends[found].tolist()
        content = self._content
        ids = [content[begin:end] for begin, end in zip(begins, ends, strict=True)]
        if self._renamed:
            renamed = self._renamed
            ids = [renamed.get(row, id_) for row, id_ in zip(found.tolist(), ids, strict=True)]
        return [rows.LENGTHS[len(id_)] + id_ for id_ in ids]


def _ends(block: Block) -> tuple[Numbers, Numbers, Numbers, Numbers, list[bytes]]:
    """The numbers of a block's rows, the sizes of their texts, how many sources they name, their bits, and their ends."""
    import numpy as np

    numbers, texts, named = array("I"), array("I"), array("H")
    begun = bytearray()
    ends: list[bytes] = []
    for page, begin, end in block.pages:
        numbers += page.rows[begin:end]
        texts += page.texts[begin:end]
        named += page.named[begin:end]
        begun += page.begun[begin * SIZE : end * SIZE]
        body = page.body
        at = page.ends[begin - 1] if begin else 0
        for stop in page.ends[begin:end]:
            ends.append(body[at:stop])
            at = stop
    return (
        np.frombuffer(numbers, np.uint32).astype(np.int64),
        np.frombuffer(texts, np.uint32).astype(np.int64),
        np.frombuffer(named, np.uint16),
        np.frombuffer(begun, np.uint64).reshape(-1, SIZE // 8),
        ends,
    )


def _of_one(place: int, runs: Sequence[bytes], lists: Sequence[list[int]], _count: int) -> Sequence[Sequence[bytes]]:
    """The columns that one piece decides."""
    return [list(map(runs.__getitem__, lists[place]))]


_PARTING = (": ", ", ", "; ", " - ")
"""What parts the words of a title for sure: no word goes on behind it."""


def _first(name: str, otherwise: bytes) -> Callable[[Sequence[Meaning]], bytes]:
    """What the first piece says that says it."""

    def say(some: Sequence[Meaning]) -> bytes:
        return next((found for one in some if (found := getattr(one, name))), otherwise)

    return say


def _saying(field: str) -> Callable[[Meaning], bool]:
    return lambda one: field in one.values


_KIND = "other"
"""The kind of rows that say none."""
_FEW = ("country", "region", "category", "actor")
"""Those of ``schema.BROAD`` whose values are those of all pieces."""
_Narrow = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""What a piece says of ``BROAD``: the kind, the values of ``_FEW``, the claimants."""


def _narrow(one: Meaning) -> _Narrow:
    country, region, category, actor = (one.values.get(field, ()) for field in _FEW)
    return one.kind, country, region, category, actor, one.by


def _month(one: Meaning) -> tuple[int | None, str]:
    return one.month if one.dated else None, one.kind


def _is_known(one: Meaning) -> bool:
    return one.known


def _is_disputed(one: Meaning) -> bool:
    return one.disputed


def _has_kind(one: Meaning) -> bool:
    return bool(one.kind)
