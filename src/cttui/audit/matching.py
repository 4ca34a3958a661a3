"""The best assignment of one set's events to another's: each to at most one, and the sum of their weights the greatest.

It is the maximum weight matching of a bipartite graph, found by shortest augmenting paths with potentials (R. Jonker and A.
Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems", 1987), in which each event
may also stay alone, at no gain. Only edges above 0 can be in it. Weights are whole numbers, so that no rounding decides, and
vertices are taken in the order of their names, so that the order of the input decides nothing either.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

Edges = Mapping[tuple[str, str], int]
"""The weight of each possible pair."""


def assign(edges: Edges) -> dict[str, str]:
    """The pairs of greatest total weight, by the first of each; edges of no weight or less are never taken."""
    rows: dict[str, list[tuple[str, int]]] = {}
    for (row, column), weight in sorted(edges.items()):
        if weight > 0:
            rows.setdefault(row, []).append((column, weight))
    matcher = _Matcher(rows)
    for row in rows:
        matcher.add(row)
    return dict(sorted(matcher.columns.items()))


class _Matcher:
    """Rows are added one by one; after each, those that are in are matched at the least cost.

    A cost is the best weight of all less that of the pair. A row that stays alone is matched to a column of its own, at the
    cost of no weight at all; that column is the row itself, marked so that it is no other's.
    """

    def __init__(self, rows: Mapping[str, list[tuple[str, int]]]) -> None:
        self._rows = rows
        self._best = max((weight for found in rows.values() for _, weight in found), default=0)
        self._taken: dict[tuple[bool, str], str] = {}
        """The row of each column; a column that is a row's own is marked by ``True``."""
        self._of_row: dict[str, tuple[bool, str]] = {}
        self._row_price: dict[str, int] = {}
        self._column_price: dict[tuple[bool, str], int] = {}

    @property
    def columns(self) -> dict[str, str]:
        """The column of each row that is not alone."""
        return {row: column for row, (alone, column) in self._of_row.items() if not alone}

    def _costs(self, row: str) -> list[tuple[tuple[bool, str], int]]:
        return [*(((False, column), self._best - weight) for column, weight in self._rows[row]), ((True, row), self._best)]

    def add(self, row: str) -> None:
        """Match another row, along the shortest augmenting path (Dijkstra's, by reduced costs)."""
        self._row_price[row] = min(cost - self._column_price.get(column, 0) for column, cost in self._costs(row))
        distance: dict[tuple[bool, str], int] = {}
        before: dict[tuple[bool, str], str] = {}
        done: dict[tuple[bool, str], int] = {}
        waiting: list[tuple[int, tuple[bool, str]]] = []
        reached = {row: 0}
        current, so_far = row, 0
        while True:
            for column, cost in self._costs(current):
                if column in done:
                    continue
                far = so_far + cost - self._row_price[current] - self._column_price.get(column, 0)
                if column not in distance or far < distance[column]:
                    distance[column], before[column] = far, current
                    heappush(waiting, (far, column))
            while True:
                so_far, end = heappop(waiting)
                if end not in done and distance[end] == so_far:
                    break
            done[end] = so_far
            if end not in self._taken:
                break
            current = self._taken[end]
            reached[current] = so_far
        for seen, far in reached.items():
            self._row_price[seen] += so_far - far
        for column, far in done.items():
            self._column_price[column] = self._column_price.get(column, 0) - (so_far - far)
        while True:
            freed = before[end]
            previous = self._of_row.get(freed)
            self._taken[end], self._of_row[freed] = freed, end
            if previous is None:
                break
            end = previous
