"""Ranges of days, figures and coordinates, found by bit-sliced numbers.

A store has a bitmap for each binary digit of a number, so that a range is a dozen set operations however many events there
are (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import count

from pyroaring import BitMap

from cttui.query.language import Box, Dates, Figures
from cttui.store import layout


class Ranges:
    """Finds the events of one store whose numbers are within a clause."""

    def __init__(self, bits: Callable[[str, str], BitMap], connection: layout.Reading) -> None:
        """Take a function that reads a stored bitmap by field and token, and the open store."""
        self._bits = bits
        self._connection = connection

    def dates(self, clause: Dates) -> BitMap:
        """Events whose date is possibly, or certainly, within the days of a clause."""
        found = self._in_days("date", clause)
        if not (several := self._bits("date/0/earliest", "exists")):
            return found
        # a date with several runs of days is possibly within if any run is, and certainly if all are
        some, every = BitMap(), several
        for slot in count():
            if not (exists := self._bits(f"date/{slot}/earliest", "exists")):
                break
            inside = self._in_days(f"date/{slot}", clause)
            some |= inside
            every = every - (exists - inside)
        return (found - several) | (every if clause.surely else some)

    def _in_days(self, name: str, clause: Dates) -> BitMap:
        """Events with a run of days that overlaps, or is certainly within, some of those in a clause."""
        found = BitMap()
        for first, last in clause.runs:
            low, high = first + layout.DAYS, last + layout.DAYS
            if clause.surely:
                found |= self._at_least(f"{name}/earliest", low) & self._at_most(f"{name}/latest", high)
            else:
                found |= self._at_most(f"{name}/earliest", high) & self._at_least(f"{name}/latest", low)
        return found

    def figures(self, clause: Figures) -> BitMap:
        """Events with a counted claim whose interval overlaps the range: low end below its top, high end above its bottom."""
        low, high = layout.ordinal(clause.low) + clause.low_open, layout.ordinal(clause.high) - clause.high_open
        found = BitMap()
        for slot in range(layout.SLOTS):
            name = f"{clause.field}/{slot}"
            if not self._bits(f"{name}/low", "exists"):
                break
            found |= self._at_most(f"{name}/low", high) & self._at_least(f"{name}/high", low)
        name = f"{clause.field}/{layout.REST}"
        for (rest,) in self._connection.execute("SELECT bits FROM bits WHERE field = ? AND token = 'rest'", (name,)):
            ends = array("q", rest)
            found.update(
                n for foot, top, n in zip(ends[::3], ends[1::3], ends[2::3], strict=True) if foot <= high and top >= low
            )
        return found

    def box(self, clause: Box) -> BitMap:
        """Events with coordinates in a box."""
        south, north = clause.area.latitudes()
        stretches = clause.area.longitudes()
        across = BitMap.union(*(self._between("place/lon", west, east) for west, east in stretches))
        return self._between("place/lat", south, north) & across

    def _between(self, name: str, low: int, high: int) -> BitMap:
        return self._at_least(name, low) & self._at_most(name, high)

    def _at_least(self, name: str, value: int) -> BitMap:
        """Events whose bit-sliced number is at least ``value``."""
        equal, above = self._bits(name, "exists"), BitMap()
        for digit in reversed(range(max(layout.DIGITS, value.bit_length()))):
            ones = self._bits(name, str(digit))
            if value >> digit & 1:
                equal = equal & ones
            elif ones:
                above |= equal & ones
                equal = equal - ones
        return above | equal

    def _at_most(self, name: str, value: int) -> BitMap:
        return self._bits(name, "exists") - self._at_least(name, value + 1)
