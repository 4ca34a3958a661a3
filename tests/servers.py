"""An index that behaves as one on servers does: waited for, slow, gone, and without some of its shards, as a test wants it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from cttui.errors import ServerError
from cttui.store import stopping
from cttui.store.index import Answer, Ask, Cost
from cttui.store.sqlite import SqliteIndex


class Remote:
    """An embedded index behind a server that a test can slow down, break, and take shards from."""

    def __init__(self, index: SqliteIndex, part: SqliteIndex | None = None) -> None:
        """Take the index, and what is left of it while a shard is missing."""
        self.index = index
        self.part = part or index
        self.at_once = False
        self.may = threading.Event()
        """Whether it answers; until then it is slow."""
        self.may.set()
        self.trouble = ""
        """Why it does not answer; empty if it does."""
        self.cost = Cost(0.421, 2_043_000, 9_000_000, 2)
        self.asked: list[Ask] = []
        self.ended: list[Ask] = []
        """What nobody waited for to the end."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.index, name)

    def lose(self, *shards: str) -> None:
        """Answer without some shards from now on; with all of them if none is named."""
        self.cost = replace(self.cost, missing=shards)

    def answer(self, ask: Ask) -> Answer:
        """Answer when it is time, or fail."""
        self.asked.append(ask)
        while not self.may.wait(0.001):
            try:
                stopping.check()
            except Exception:
                self.ended.append(ask)
                raise
        if self.trouble:
            raise ServerError(self.trouble)
        cost = self.cost
        return replace((self.part if cost.missing else self.index).answer(ask), cost=cost)
