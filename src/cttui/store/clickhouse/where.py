"""From a query to the condition of a statement.

Each clause means what it means to the embedded store (``bitmaps``, ``ranges``): the columns hold the same numbers and words.
Values stand in statements as literals that ``literal`` alone writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from math import inf
from typing import NamedTuple

from cttui.model.claims import TOLL_MEASURE
from cttui.query.fields import OWN
from cttui.query.language import Alternatives, Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from cttui.store import layout
from cttui.store.clickhouse.begins import NONE as NO_BITS
from cttui.store.clickhouse.begins import Begins
from cttui.store.clickhouse.schema import NEWEST, UNDATED, Key, column_of, year_of_day
from cttui.text import words

ALL = "1"
"""The condition that every event meets."""
NONE = "0"
"""The condition that none meets."""

Own = Callable[[tuple[str, str]], Sequence[Key]]
"""The keys of the events with one of the reader's own values."""


def no_codes(_field: str, _tokens: Sequence[str]) -> str:
    """Values are looked for in the lists of each event."""
    return ""


class Known(NamedTuple):
    """What is known of all events of a table."""

    coded: Callable[[str, Sequence[str]], str] = no_codes
    """The condition of the events with any of some values of a field, by codes; empty where these do not say it."""
    reach: tuple[int, int] | None = None
    """How many days at most an event may have been before the day under which it is listed, and after it."""
    indexed: bool = False
    """Whether the words of documents have an index."""


NOTHING = Known()
"""All is looked for in each event."""


_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(32), 127)} | {ord("\\"): "\\\\", ord("'"): "\\'"}


def literal(value: str | float) -> str:
    """A value as a statement has it: the only place where one is written into a statement.

    Source: "String literals" in ClickHouse's reference of syntax: a quotation mark and a backslash stand behind a backslash.
    """
    if isinstance(value, str):
        # a lone surrogate is no text that a server could have
        return "'" + value.encode("utf-8", "replace").decode().translate(_ESCAPED) + "'"
    # a negative number in brackets: two minus signs would begin a comment
    text = repr(value)
    return f"({text})" if text.startswith("-") else text


def listed(values: Iterable[str | int | float]) -> str:
    """Values as an array."""
    return f"[{', '.join(map(literal, values))}]"


def condition(query: Query, own: Own, begins: Begins = NO_BITS, known: Known = NOTHING) -> str:
    """The condition that the events of a query meet.

    Args:
        query: The query.
        own: Finds the reader's own marks and notes.
        begins: The beginnings of words that have bits.
        known: What is known of all events.
    """
    return both(*conditions(query, own, begins, known))


def conditions(query: Query, own: Own, begins: Begins = NO_BITS, known: Known = NOTHING) -> tuple[str, ...]:
    """The same clause by clause."""
    found = ((clause, _clause(clause, own, begins, known)) for clause in query.clauses)
    return tuple(f"NOT {one}" if clause.negated else one for clause, one in found)


def is_heavy(condition: str) -> bool:
    """Whether a condition reads the documents, which are most of a table."""
    return "document" in condition


def is_near(condition: str) -> bool:
    """Whether a condition lets a server read some days alone."""
    return "year" in condition or condition.startswith(_SPAN)


def both(*all_of: str) -> str:
    """All of some conditions."""
    kept = [one for one in dict.fromkeys(all_of) if one != ALL]
    if NONE in kept:
        return NONE
    return f"({' AND '.join(kept)})" if len(kept) > 1 else kept[0] if kept else ALL


def either(*any_of: str) -> str:
    """Any of some conditions."""
    kept = [one for one in dict.fromkeys(any_of) if one != NONE]
    return f"({' OR '.join(kept)})" if len(kept) > 1 else kept[0] if kept else NONE


def _clause(clause: Clause, own: Own, begins: Begins, known: Known) -> str:
    """The condition of a clause as if it were not negated."""
    match clause:
        case Word() | Phrase():
            # an index finds those that have words, and not those that lack them
            indexed = known.indexed and not clause.negated
            return worded(words(clause.typed), begins, begun=isinstance(clause, Word), indexed=indexed)
        case Values(field=field, tokens=tokens):
            return valued(field, tokens, own, known)
        case Dates():
            return _dated(clause, known)
        case Figures():
            return _figured(clause)
        case Alternatives(options=options):
            return either(*map(_figured, options))
        case Box():
            return _boxed(clause)
    raise AssertionError(clause)


def worded(found: Sequence[str], begins: Begins = NO_BITS, *, begun: bool, indexed: bool = False) -> str:
    """Events in one of whose texts some folded words stand next to each other, the last whole or as a beginning.

    No document is read for the beginning of one word that has a bit, and else none of events that lack a bit of the words, or
    of which an index of words says that they lack one.
    """
    if not found:
        return NONE
    bits = [begins.condition(word) for word in found]
    if begun and len(found) == 1 and bits[0][1]:
        return bits[0][0]
    phrase = f" {' '.join(found)}" if begun else f" {' '.join(found)} "
    said = _said_by_index(found, begun=begun) if indexed else ()
    return both(*(bit for bit, _ in bits if bit), *said, f"(position(document, {literal(phrase)}) > 0)")


SHORTEST = 4
"""Letters of the shortest part of a word for which a server looks through the words of its index, unless it is set otherwise
(``text_index_like_min_pattern_length``)."""


def _said_by_index(found: Sequence[str], *, begun: bool) -> Iterator[str]:
    """What an index of words can say of some: the events that have those that are whole, and a part of the last.

    An index takes letters outside ASCII for parts of words that are no words of ours.
    """
    whole = [word for word in (found[:-1] if begun else found) if word.isascii() and word.isalnum()]
    if whole:
        yield f"hasAllTokens(document, {listed(whole)})"
    last = found[-1]
    if begun and len(last) >= SHORTEST and last.isascii() and last.isalnum():
        yield f"(document LIKE {literal(f'%{last}%')})"


def valued(field: str, tokens: Iterable[str], own: Own, known: Known = NOTHING) -> str:
    """Events with any of some values of a field."""
    mine = [(field, token) for token in tokens if (field, token) in OWN]
    others = [token for token in tokens if (field, token) not in OWN]
    return either(_having(field, others, known), *(keyed(own(name)) for name in mine))


def _having(field: str, tokens: Sequence[str], known: Known) -> str:
    if not tokens or field == "has":
        return NONE
    column = column_of(field)
    if field == "is" and list(tokens) == ["undated"]:
        # the table is sorted by it
        return f"(year = {NEWEST} AND first = {UNDATED})"
    if by_codes := known.coded(field, tokens):
        return by_codes
    if field == "kind":
        return f"({column} IN ({', '.join(map(literal, tokens))}))"
    if len(tokens) == 1:
        return f"has({column}, {literal(tokens[0])})"
    return f"hasAny({column}, {listed(tokens)})"


def keyed(keys: Sequence[Key]) -> str:
    """The events with some keys."""
    if not keys:
        return NONE
    # the day comes first, as the table is sorted by it; no two events have the same ``seq``
    ends = [year_of_day(day) for day in (min(key[0] for key in keys), max(key[0] for key in keys))]
    some = ", ".join(f"({literal(key[0])}, {literal(key[3])})" for key in keys)
    return f"(year BETWEEN {ends[0]} AND {ends[1]} AND (first, seq) IN ({some}))"


_SPAN, _EXACTLY = "(dated AND ", " AND if(empty(run_first), "
"""How a condition on days begins, and what stands behind its part on the whole span."""


def at_once(conditions: Sequence[str]) -> str:
    """Conditions that all hold as one number, 1 or 0, of which none waits for another."""
    return reduce("bitAnd({}, {})".format, dict.fromkeys(conditions))


def filtered(*conditions: str, short: bool = False) -> str:
    """What stands behind a table of which some conditions are to hold: those on days first.

    Events stand in the order of their days, so that all else is read of a small part of the table. Of other conditions a server
    holds one against all rows before it reads what the others need, which takes longer where all that they need is short.

    Args:
        conditions: The conditions.
        short: Whether all else that is read of a row is short.
    """
    if short and ALL not in conditions and not any(is_heavy(one) or is_near(one) for one in conditions):
        return f"WHERE {at_once(conditions) if conditions else ALL}"
    spans = [one.partition(_EXACTLY)[0].removeprefix("(") for one in conditions if one.startswith(_SPAN) and _EXACTLY in one]
    return f"{f'PREWHERE {both(*spans)} ' if spans else ''}WHERE {both(*conditions)}"


# names of a lambda are no other names of a statement: servers of 2018 would take the other one


def _dated(clause: Dates, known: Known) -> str:
    """Events whose date is possibly, or certainly, within the days of a clause: of several runs, any, or all."""

    def inside(first: str, last: str) -> str:
        if clause.surely:
            return either(*(f"({first} >= {literal(low)} AND {last} <= {literal(high)})" for low, high in clause.runs))
        return either(*(f"({first} <= {literal(high)} AND {last} >= {literal(low)})" for low, high in clause.runs))

    runs = (
        f"{'arrayAll' if clause.surely else 'arrayExists'}((run_a, run_b) -> {inside('run_a', 'run_b')}, run_first, run_last)"
    )
    # whatever its runs, some day of the whole span is in it
    low, high = clause.runs[0][0], clause.runs[-1][1]
    whole = f"(earliest <= {literal(high)} AND latest >= {literal(low)})"
    if known.reach is not None:
        # so that no more is read than the days around
        before, after = known.reach
        low, high = low - after, high + before
        years = f"year BETWEEN {year_of_day(low)} AND {year_of_day(high)}"
        whole = f"({years} AND first >= {literal(low)} AND first <= {literal(high)} AND {whole})"
    return f"{_SPAN}{whole}{_EXACTLY}{inside('earliest', 'latest')}, {runs}))"


_INFINITE = layout.ordinal(inf)


def _figured(clause: Figures) -> str:
    """Events with a counted claim whose interval overlaps the range."""
    low = layout.ordinal(clause.low) + clause.low_open
    high = layout.ordinal(clause.high) - clause.high_open
    ends = []
    if clause.field == TOLL_MEASURE:
        # a range that is open on one side is met by an event if that end of all its intervals is in it
        ends += [f"(killed_most >= {literal(low)})"] * (low > 0)
        ends += [f"(killed_least <= {literal(high)})"] * (high < _INFINITE)
        if len(ends) == 1:
            return ends[0]
    inside = f"of_m = {literal(clause.field)} AND of_low <= {literal(high)} AND of_high >= {literal(low)}"
    return both(*ends, f"arrayExists((of_m, of_low, of_high) -> {inside}, measure, figure_low, figure_high)")


def _boxed(clause: Box) -> str:
    """Events with coordinates in a box."""
    south, north = clause.area.latitudes()
    across = either(*(f"(lon_step BETWEEN {literal(west)} AND {literal(east)})" for west, east in clause.area.longitudes()))
    return f"(placed AND lat_step BETWEEN {literal(south)} AND {literal(north)} AND {across})"
