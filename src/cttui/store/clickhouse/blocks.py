"""Blocks of rows as bytes, column by column: what the codes of their pieces mean, and their ends.

Columns that one piece decides are worked out once for each of its codes, and gathered for all rows at once; what a few pieces
say together is put together once for all rows with the same codes of these.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.lazy import dataclass
from cttui.model.records import Source
from cttui.model.sources import independent
from cttui.store.clickhouse import columns, rows, schema
from cttui.store.clickhouse.begins import NONE as NO_BITS
from cttui.store.clickhouse.begins import SIZE, Begins
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.columns import Content, Group, Held, Table
from cttui.store.clickhouse.joint import TITLED, Codes, Joint, Numbered, Titles, words_of, woven
from cttui.store.clickhouse.meanings import (
    AFTER,
    CLAIMED,
    DATED,
    JOINED,
    NOWHERE,
    PLACED,
    Makes,
    Meaning,
    Meanings,
    documented,
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
            weight += page.size * (end - begin) // count
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
            found = [begins.bits(one.decode("utf-8", "surrogatepass").split()).to_bytes(SIZE, "little") for one in documents]
            return np.frombuffer(b"".join(found), np.uint64).reshape(-1, SIZE // 8)

        self._makes = makes
        self._form = makes.form
        self._pieces = [piece.found for piece in pieces]
        self._says = [piece.says for piece in pieces]
        self._codes = codes
        self._units = units
        self._ids = ids
        self._number = number
        numbering = numbering or Numbering()
        self._code, self._packed = numbering.code, numbering.packed
        self._told = {code: runs_of_unit(unit) for code, unit in units.items()}
        self._tables: list[tuple[int, Table]] = []
        """The columns that one piece decides, by its place."""
        self._joint: list[tuple[Sequence[int], Joint]] = []
        """Those that several decide, or none does."""
        self._titles: Titles | None = None
        self._plan()
        self._documents = [[self._document(meaning) for meaning in piece] for piece in self._pieces]
        self._sizes = [np.fromiter(map(len, some), np.int64, len(some)) for some in self._documents]
        self._told_in = [place for place, sizes in enumerate(self._sizes) if sizes.any()]
        """The pieces that say texts."""
        self._whole = AFTER.join(makes.whole).encode()
        self._other = documented(runs_of("other"))
        self._begun = {place: begun(self._documents[place]) for place in self._told_in}
        self._begun_other, self._begun_whole = begun([self._other, self._whole])
        self._stated = Joint(STATED, self._state)
        self._months = Numbered(self._pieces, self._saying("dated", "kind"), _month, self._month)
        self._narrow, self._wide = (
            Numbered(
                self._pieces,
                self._saying("kind", "by", *some),
                partial(_few, some),
                partial(self._together_said, column, fields, some),
            )
            for column, fields, some in ((TOGETHER, NARROW, _FEW), (WIDE, BROAD, (*_FEW, "actor")))
        )
        self._flags = [
            [(place, np.array([bool(getattr(one, name)) for one in self._pieces[place]])) for place in self._saying(name)]
            for name in ("known", "disputed", "kind")
        ]
        """The pieces that say it of a row that its days are known, that claims conflict and what kind it is."""

    def close(self) -> None:
        """Forget what is known of rows: it would otherwise wait for a collector, since some of it knows this assembly."""
        self.__dict__.clear()

    # -- what decides what -------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        """Find out which pieces decide which columns."""

        def plan(names: Sequence[str] | Group, said: str, say: Callable[[Sequence[Meaning]], Held]) -> None:
            group = names if isinstance(names, Group) else Group(names)
            saying = self._saying(said)
            if len(saying) != 1:
                self._joint.append((saying, self._together(group, saying, say)))
                return
            table = Table(group)
            table.extend([say((meaning,)) for meaning in self._pieces[saying[0]]])
            self._tables.append((saying[0], table))

        plan(DATED, "dated", _first("dated", DATED.said({**rows.days_of(None), "date": ""})))
        plan(PLACED, "placed", _first("placed", NOWHERE))
        plan((code_of("district"),), "placed", self._district)
        plan(CLAIMED, "claimed", _first("claimed", self._makes.unclaimed))
        plan((*map(code_of, TOLLS), code_of("by")), "claimed", self._counted)
        plan(("kind", code_of("kind")), "kind", self._kind)
        titled = self._saying("title")
        if len(titled) > 1 and self._form.joined in _PARTING:
            self._titles = Titles(self._form, titled, self._pieces)
        else:
            plan(TITLED, "title", self._title)
        plan(("provinces", column_of("province"), code_of("province")), "units", self._provinces)
        dataset = self._form.dataset
        for field in JOINED:
            besides = (dataset.publisher,) if field == "publisher" and dataset.publisher else ()
            plan((column_of(field), code_of(field)), field, self._values(field, besides))

    def _saying(self, *names: str) -> list[int]:
        """The pieces that say some of what ``Meanings.says`` names."""
        return [place for place, says in enumerate(self._says) if not says.isdisjoint(names)]

    def _together(self, group: Group, places: Sequence[int], say: Callable[[Sequence[Meaning]], Held]) -> Joint:
        """The columns that several pieces decide."""
        pieces = [self._pieces[place] for place in places]
        return Joint(group, lambda codes: say([piece[code] for piece, code in zip(pieces, codes, strict=True)]))

    def _title(self, some: Sequence[Meaning]) -> Held:
        title = self._form.joined.join([one.title for one in some if one.title]) or self._form.title
        return b"", string(title), string(words_of(title))

    def _provinces(self, some: Sequence[Meaning]) -> Held:
        shorts = [self._units[code].short for code in dict.fromkeys(code for one in some for code in one.units)]
        code, listed = self._list("province", shorts)
        return code, string(",".join(shorts)), listed

    def _list(self, field: str, values: Iterable[str]) -> Held:
        """The columns of the values of a field and of their code."""
        found = tuple(values)
        return self._packed(code_of(field), (found,)), strings(found)

    def _values(self, field: str, besides: Sequence[str]) -> Callable[[Sequence[Meaning]], Held]:
        def say(some: Sequence[Meaning]) -> Held:
            return self._list(field, dict.fromkeys((*(token for one in some for token in one.values.get(field, ())), *besides)))

        return say

    def _district(self, some: Sequence[Meaning]) -> Held:
        district = next((one.district for one in some if one.placed), "")
        return (self._packed(code_of("district"), ((district,) if district else (),)),)

    def _counted(self, some: Sequence[Meaning]) -> Held:
        """The codes of the dead under each lens, and of the claimants."""
        tolls, by = next(((one.tolls, one.by) for one in some if one.claimed), (self._makes.no_tolls, ()))
        codes = [self._packed(code_of(lens), toll) for lens, toll in zip(TOLLS, tolls, strict=True)]
        return (b"".join((*codes, self._packed(code_of("by"), (by,)))),)

    def _kind(self, some: Sequence[Meaning]) -> Held:
        kind = next((one.kind for one in some if one.kind), _KIND)
        return self._packed(code_of("kind"), (kind,)), string(kind)

    def _month(self, some: Sequence[tuple[int | None, str]], _state: Codes) -> int:
        """The code of month and kind."""
        month = next((month for month, _ in some if month is not None), UNDATED)
        return self._code(MONTH, (month, next((kind for _, kind in some if kind), _KIND)))

    def _together_said(
        self, column: str, fields: Sequence[str], joint: Sequence[str], some: Sequence[Sequence[Any]], state: Codes
    ) -> int:
        """The code of the fields of few values, without or with the actors."""
        flags, standpoints = self._flagged(state)
        kind = next((one[0] for one in some if one[0]), _KIND)
        joined = [tuple(dict.fromkeys(token for one in some for token in one[place])) for place in range(1, 1 + len(joint))]
        by = next((one[-1] for one in some if one[-1]), ())
        values = dict(zip(joint, joined, strict=True)) | {"kind": kind, "is": flags, "standpoint": standpoints, "by": by}
        return self._code(column, tuple([values[field] for field in fields]))

    def _document(self, meaning: Meaning) -> bytes:
        """The texts of a piece's code, each with a separator after it."""
        if not meaning.units:
            return meaning.document
        told = dict.fromkeys(run for code in meaning.units for run in self._told[code])
        return meaning.document + documented(told)

    def _state(self, codes: Codes) -> Held:
        """The columns that depend on how many sources a row names, whether its days are known, and whether claims conflict."""
        flags, standpoints = self._flagged(codes)
        (is_code, listed), (code, standing) = self._list("is", flags), self._list("standpoint", standpoints)
        return (codes[0] + 1).to_bytes(4, "little") + is_code + code, listed, standing

    def _flagged(self, codes: Codes) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The flags and the standpoints that follow from the same."""
        named, dated, disputed = codes
        dataset = self._form.dataset
        flags = ["disputed"] * disputed
        flags += ["single-source"] * (independent([dataset, *_NAMED[:named]]) == 1)
        flags += ["sensitive"] * dataset.sensitive + ["undated"] * (not dated)
        return tuple(flags), tuple(dict.fromkeys((*([UNKNOWN] * bool(named)), dataset.standpoint)))

    # -- rows --------------------------------------------------------------------------------------------------------

    def body(self, block: Block, without: frozenset[int] = frozenset()) -> list[bytes]:
        """The rows of a block, in the format that ``columns`` writes, in pieces.

        Args:
            block: The block.
            without: Numbers of rows that are left out.
        """
        import numpy as np

        ends = _ends(block, without)
        count = len(ends.rows)
        by_piece = [codes[ends.rows] for codes in self._codes]
        lists = [codes.tolist() for codes in by_piece]
        found: Content = {}
        for place, table in self._tables:
            table.take(by_piece[place], found, lists[place])
        for places, joint in self._joint:
            joint.take([by_piece[place] for place in places], count, found)
        if self._titles is not None:
            self._titles.take(lists, count, found)
        dated, disputed, kinds = (_flagged(by_piece, flags, count) for flags in self._flags)
        states = (ends.named, dated, disputed)
        self._stated.take(states, count, found)
        found[MONTH] = [self._months.take(by_piece, (), count)]
        found[TOGETHER], found[WIDE] = ([one.take(by_piece, states, count)] for one in (self._narrow, self._wide))
        found["id"] = [self._ids.of(ends.rows)]
        found["seq"] = [(ends.rows.astype(np.uint64) | np.uint64(self._number << schema.IMPORT)).tobytes()]
        found.update(self._bits(ends, by_piece, kinds))
        found["document"] = [self._texts(ends, lists, by_piece, kinds)]
        found["raw"] = ends.raw
        found[column_of("source")] = [columns.ends(ends.named.astype(np.uint64) + 1), *ends.sources]
        return columns.block(found, count)

    def _bits(self, ends: _Ends, by_piece: Sequence[Numbers], kinds: Numbers) -> Content:
        """The columns of bits that say how words begin."""
        import numpy as np

        begun = ends.begun | self._begun_whole
        for place in self._told_in:
            begun |= self._begun[place][by_piece[place]]
        begun[~kinds] |= self._begun_other
        # each column by itself
        turned = np.ascontiguousarray(begun.view(np.uint16).T)
        return {name: [turned[place].tobytes()] for place, name in enumerate(schema.BEGUN)}

    def _texts(self, ends: _Ends, lists: Sequence[list[int]], by_piece: Sequence[Numbers], kinds: Numbers) -> bytes:
        """The documents."""
        import numpy as np

        count = len(ends.rows)
        sizes = np.fromiter(map(len, ends.texts), np.int64, count) + (1 + len(self._whole))
        for place in self._told_in:
            sizes += self._sizes[place][by_piece[place]]
        runs: list[Sequence[bytes]] = [[b" "] * count]
        runs += [list(map(self._documents[place].__getitem__, lists[place])) for place in self._told_in]
        if not kinds.all():
            sizes += np.where(kinds, 0, len(self._other))
            runs.append([b"" if said else self._other for said in kinds.tolist()])
        runs += [[self._whole] * count, ends.texts]
        return woven([list(map(rows.LENGTHS.__getitem__, sizes.tolist())), *runs])


def _flagged(by_piece: Sequence[Numbers], flags: Iterable[tuple[int, Numbers]], count: int) -> Numbers:
    """Whether a piece of each row says something."""
    import numpy as np

    found = np.zeros(count, bool)
    for place, said in flags:
        found |= said[by_piece[place]]
    return found


STATED = Group(("sources", column_of("is"), code_of("is"), column_of("standpoint"), code_of("standpoint")))
"""The columns that are decided by how many sources a row names, whether its days are known, and whether claims conflict."""
_NAMED = [Source(id=f"source-{n}", type="article", standpoint="unknown") for n in range(2)]
"""Sources that a row may name: with two of them the dataset is never the only one."""


class Ids:
    """The ids of all rows."""

    def __init__(self, content: bytes, ends: Numbers, renamed: Mapping[int, bytes]) -> None:
        """Take the ids with line ends between, where each ends, and those that rows have instead."""
        self._content = content
        self._ends = ends
        self._renamed = renamed

    def of(self, found: Numbers) -> bytes:
        """The ids of some rows as texts, one after the other."""
        import numpy as np

        begins = np.where(found > 0, self._ends[found - 1] + 1, 0).tolist()
        ends = self._ends[found].tolist()
        content = self._content
        ids = [content[begin:end] for begin, end in zip(begins, ends, strict=True)]
        if self._renamed:
            renamed = self._renamed
            ids = [renamed.get(row, id_) for row, id_ in zip(found.tolist(), ids, strict=True)]
        return woven([list(map(rows.LENGTHS.__getitem__, map(len, ids))), ids])


class _Ends(NamedTuple):
    """The ends of a block's rows."""

    rows: Numbers
    """Their numbers."""
    named: Numbers
    """How many sources each names."""
    begun: Numbers
    """The bits of each."""
    texts: list[bytes]
    """The end of the document of each."""
    raw: list[bytes]
    """Their own texts, those of one row or of many together."""
    sources: list[bytes]
    """Their sources, in the same way."""


def _ends(block: Block, without: frozenset[int]) -> _Ends:
    """The ends of a block's rows but for some."""
    import numpy as np

    numbers, named, begun = array("I"), array("H"), bytearray()
    texts: list[bytes] = []
    raw: list[bytes] = []
    sources: list[bytes] = []
    for page, begin, end in block.pages:
        numbers += page.rows[begin:end]
        named += page.named[begin:end]
        begun += page.begun[begin * SIZE : end * SIZE]
        body, *bodies = page.bodies
        texts += _parted(body, page.texts, begin, end)
        whole = end - begin == len(page.rows) and not without
        for into, part, sizes in zip((raw, sources), bodies, (page.raw, page.cited), strict=True):
            into.extend([part] if whole else _parted(part, sizes, begin, end))
    found = np.frombuffer(numbers, np.uint32).astype(np.int64)
    ends = _Ends(
        found, np.frombuffer(named, np.uint16), np.frombuffer(begun, np.uint64).reshape(-1, SIZE // 8), texts, raw, sources
    )
    if not without:
        return ends
    kept = np.flatnonzero(~np.isin(found, np.fromiter(without, np.int64, len(without))))
    lists = [[column[place] for place in kept.tolist()] for column in ends[3:]]
    return _Ends(found[kept], ends.named[kept], ends.begun[kept], *lists)


def _parted(body: bytes, sizes: array[int], begin: int, end: int) -> list[bytes]:
    """What some rows have of a body, by the sizes of all."""
    edges = [0, *accumulate(sizes)][begin : end + 1]
    return [body[at:stop] for at, stop in pairwise(edges)]


_PARTING = (": ", ", ", "; ", " - ")
"""What parts the words of a title for sure: no word goes on behind it."""


def _first(name: str, otherwise: Held) -> Callable[[Sequence[Meaning]], Held]:
    """What the first piece says that says it."""

    def say(some: Sequence[Meaning]) -> Held:
        return next((found for one in some if (found := getattr(one, name))), otherwise)

    return say


_KIND = "other"
"""The kind of rows that say none."""
_FEW = ("country", "region", "category")
"""Those of ``schema.NARROW`` whose values are those of all pieces."""


def _few(fields: Sequence[str], one: Meaning) -> tuple[Any, ...]:
    """What a piece says of the fields of few values: the kind, the values of those that several pieces say, the claimants."""
    return one.kind, *(one.values.get(field, ()) for field in fields), one.by


def _month(one: Meaning) -> tuple[int | None, str]:
    return one.month if one.dated else None, one.kind
