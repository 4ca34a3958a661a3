"""Sets of events as a store has them: in the portable format of Roaring bitmaps, and small ones many at a time.

Most words, places and points have a few events. An object for each set takes ten times as long as its bytes, which follow from
the numbers themselves: a container of up to 4,096 numbers is their lower halves, one after the other.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from cttui.store import layout
from cttui.store.packed.parts import bound
from cttui.store.packed.postings import Lists, ascending

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

FEW = 64
"""Below so many events a set is not looked through for runs, which would save a few bytes of some."""
_MOST = 4096
"""The most numbers of a container that is an array, from the Roaring bitmap format specification."""
_TOGETHER = 1 << 17
"""Events of small sets that are packed at once."""
_RANGE = 1 << 16
"""How many numbers a container is for."""
_COOKIE = 12346
"""What sets without runs begin with, from the same."""


def packed(bits: BitMap, *, runs: bool) -> bytes:
    """A set of events as a store has it.

    Args:
        bits: The set, which may be changed.
        runs: Whether runs of events are packed as such; sets that are counted in many selections go without, since a
            selection of many short runs is then counted six times faster.
    """
    if runs:
        bits.run_optimize()
    return bits.serialize()


def packed_all(numbers: Numbers, sizes: Numbers, *, runs: bool) -> Iterator[bytes]:
    """Many sets of events as a store has them.

    Args:
        numbers: The events of each set after those of the one before it; within a set in order, each once.
        sizes: How many each set has, at least one.
        runs: As ``packed`` takes it, for sets that are not small.
    """
    import numpy as np

    small = sizes < FEW if runs else sizes <= _MOST
    few = packed_few(numbers[np.repeat(small, sizes)], sizes[small])
    if small.all():
        yield from few
        return
    ends = np.cumsum(sizes)
    for is_small, begin, end in zip(small.tolist(), (ends - sizes).tolist(), ends.tolist(), strict=True):
        yield next(few) if is_small else packed(as_set(numbers[begin:end]), runs=runs)


def packed_few(numbers: Numbers, sizes: Numbers) -> Iterator[bytes]:
    """Sets of at most 4,096 events each; arguments as ``packed_all`` takes them."""
    import numpy as np

    ends = np.cumsum(sizes)
    first = begin = 0
    while first < len(sizes):
        # a part at a time, since what is worked out meanwhile is several times the numbers
        last = max(first + 1, int(np.searchsorted(ends, begin + _TOGETHER, "right")))
        end = int(ends[last - 1])
        yield from _packed(numbers[begin:end], sizes[first:last])
        first, begin = last, end


def _packed(numbers: Numbers, sizes: Numbers) -> Iterator[bytes]:
    """Some small sets, at least one.

    From the Roaring bitmap format specification: the cookie; the number of containers; for each its key, the upper half of its
    numbers, and how many they are but one; for each where it begins; then their lower halves.
    """
    import numpy as np

    ends = np.cumsum(sizes)
    begins = ends - sizes
    keys = numbers >> np.uint32(16)
    heads = np.ones(len(numbers), bool)
    heads[1:] = keys[1:] != keys[:-1]
    heads[begins] = True
    firsts = np.flatnonzero(heads)
    containers = np.add.reduceat(heads, begins, dtype=np.int64)
    of_set = np.repeat(np.arange(len(sizes)), containers)
    # four bytes each: cookie, number of containers, then twice as many as there are containers
    lengths = 2 + 2 * containers
    headed = np.cumsum(lengths)
    starts = headed - lengths
    within = np.arange(len(firsts)) - (np.cumsum(containers) - containers)[of_set]
    head = np.empty(int(headed[-1]), "<u4")
    head[starts] = _COOKIE
    head[starts + 1] = containers
    places = starts[of_set] + 2 + within
    counts = np.diff(firsts, append=len(numbers))
    head[places] = keys[firsts] | ((counts - 1) << 16)
    head[places + containers[of_set]] = 4 * lengths[of_set] + 2 * (firsts - begins[of_set])
    heading, body = head.tobytes(), (numbers & np.uint32(0xFFFF)).astype("<u2").tobytes()
    spans = zip((4 * starts).tolist(), (4 * headed).tolist(), (2 * begins).tolist(), (2 * ends).tolist(), strict=True)
    for start, end, first, last in spans:
        yield heading[start:end] + body[first:last]


def together(of: str, sets: Iterable[bytes]) -> Iterator[tuple[object, ...]]:
    """The rows of a column of sets, which stand there ``layout.MANY`` at a time: where each ends, and then all of them."""
    left, part = iter(sets), 0
    while some := list(islice(left, layout.MANY)):
        yield f"{layout.SETS}/{of}", part, bound(some)
        part += 1


def as_set(numbers: Numbers) -> BitMap:
    """Some events as a set."""
    return BitMap(as_array(numbers), optimize=False)


def as_array(numbers: Numbers) -> array[int]:
    """Some numbers as an array, which sets are made of in a tenth of the time that numpy's take."""
    import numpy as np

    found = array("I")
    found.frombytes(np.ascontiguousarray(numbers, np.uint32).view(np.uint8).data)
    return found


def of_mask(mask: Numbers) -> BitMap:
    """The events of a mask, which says of each event whether it is one: what is not 0 says so.

    The set is made of its bytes, as the Roaring bitmap format specification has them: a container of more than 4,096 numbers
    is their bits. Number by number it takes ten times as long.
    """
    import numpy as np

    containers: list[tuple[int, int, bytes]] = []
    for key, first in enumerate(range(0, len(mask), _RANGE)):
        some = mask[first : first + _RANGE]
        if size := int(np.count_nonzero(some)):
            dense = size > _MOST
            bits = np.packbits(some, bitorder="little") if dense else np.flatnonzero(some).astype("<u2")
            containers.append((key, size, bits.tobytes().ljust(_RANGE // 8 if dense else 0, b"\0")))
    head = array("I", (_COOKIE, len(containers)))
    head.extend(key | (size - 1) << 16 for key, size, _ in containers)
    sizes = (len(content) for _, _, content in containers)
    head.extend([*accumulate(sizes, initial=8 + 8 * len(containers))][:-1])
    return BitMap.deserialize(head.tobytes() + b"".join(content for _, _, content in containers))


def code_bits(codes: Numbers, count: int) -> list[BitMap]:
    """For each code the events that have it."""
    by_code = ByCode(codes, count)
    return [BitMap(by_code.events(code), optimize=False) for code in range(count)]


class ByCode:
    """The events of each code, in one piece: most of a hundred thousand codes have a few, which need no set each."""

    def __init__(self, codes: Numbers, count: int) -> None:
        """Take the code of each event, and how many codes there are."""
        import numpy as np

        numbers = as_array(ascending(codes))
        self.lists = Lists(np.bincount(codes, minlength=count), numbers)
        """The events of each code."""
        self._numbers = numbers
        self._ends = np.concatenate(([0], np.cumsum(self.lists.counts)))

    def events(self, code: int) -> array[int]:
        """The events of a code, in order."""
        first, last = self._ends[code : code + 2].tolist()
        return self._numbers[first:last]
