"""How events and counts are said in a line: stable words, no signs that have to be seen, and the set of every number."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.explore.detail import brief_date
from cttui.explore.explorer import Explorer
from cttui.query import language
from cttui.store.index import Ask
from cttui.store.parts import Own, Row
from cttui.store.wants import Owned, Rows
from cttui.text import cells, numbered

PAGE = 200
"""Events that are read at once."""


def event_line(row: Row, own: Own, order: str) -> str:
    """An event on a line: when, what kind, where, the dead or what the list is in order of, its state, its title."""
    figure = row.figure(order)
    what = "killed" if order not in {"sources", "disputes"} else order if figure != "1" else order.removesuffix("s")
    parts = [brief_date(row.date), row.kind, " ".join(row.provinces), f"{figure} {what}" if figure else ""]
    parts += ["disputed" if row.disputed and order != "disputes" else ""]
    parts += ["marked" if row.n in own.marked else "", "has a note" if row.n in own.noted else ""]
    return f"{', '.join(filter(None, parts))}: {row.title}"


def counted(explorer: Explorer) -> Iterator[str]:
    """How many events there are, their dead and whose figures count them; then the filter in words."""
    count, total = explorer.selection.count, explorer.index.count
    yield f"{count:,} of {numbered(total, 'event')}. {explorer.bar().total}."
    if words := language.describe(explorer.query, explorer.index.vocabulary):
        yield f"Filter: {words}."
    if explorer.query.order != language.DATE:
        yield f"Order: {language.ORDERS[explorer.query.order]}."


def current(explorer: Explorer) -> Iterator[str]:
    """The current event, with its number in the list."""
    if explorer.cursor is None:
        yield "No events match." if explorer.query else "This timeline has no events yet."
        return
    at, count = explorer.position, explorer.selection.count
    yield from (f"{number:,} of {count:,}: {line}" for number, line in _lines(explorer, at, at + 1))


def announced(explorer: Explorer) -> Iterator[str]:
    """What a change made of the list: first the count, then the current event."""
    yield from counted(explorer)
    yield from current(explorer)


def listed(explorer: Explorer, start: int) -> Iterator[str]:
    """The events of the list from a position on, a line each, read as they are needed."""
    for first in range(start, explorer.selection.count, PAGE):
        yield from (f"{number:,}: {line}" for number, line in _lines(explorer, first, first + PAGE))


def _lines(explorer: Explorer, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """The events between two positions, each with its number in the list; their dead are those of the lens."""
    want = Rows(start, stop, explorer.lens)
    answer = explorer.index.answer(Ask(explorer.query, (want, Owned()), lens=explorer.lens))
    for number, row in enumerate(answer[want].rows, start + 1):
        yield number, event_line(row, answer[Owned()], explorer.query.order)


def wrapped(line: str, width: int) -> Iterator[str]:
    """A line in pieces of at most ``width`` cells, broken at blanks and indented as it is; a longer word stays whole."""
    if not width or cells(line) <= width:
        yield line
        return
    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    piece = ""
    for word in line.split():
        if piece and cells(indent) + cells(piece) + 1 + cells(word) > width:
            yield f"{indent}{piece}"
            piece = word
        else:
            piece = f"{piece} {word}" if piece else word
    yield f"{indent}{piece}"
