"""An open timeline that programs ask: one question at a time from any thread, and none once it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from cttui.api.values import Thread
from cttui.errors import CttuiError, QueryError
from cttui.exports.guard import Guard, Sensitive, sensitive
from cttui.exports.subjects import Events
from cttui.model.claims import ALL, Lens
from cttui.model.records import Thread as Record
from cttui.query.language import Query, parse
from cttui.store.index import Cost, Index, whose


class Asked:
    """An index, and what of it may leave."""

    def __init__(self, index: Index, *, include_sensitive: bool) -> None:
        """Take the index, and whether sensitive sources and what rests on them may leave."""
        self._index = index
        self._lock = RLock()
        self.is_open = True
        """Whether it can be asked."""
        self.kept = Sensitive() if include_sensitive else sensitive(index)
        """What must stay."""

        self.threads = tuple(map(self._thread, index.head.threads))
        """The threads, without the events that must stay."""

    def _thread(self, thread: Record) -> Thread:
        events = tuple(id_ for id_ in dict.fromkeys(thread.events) if id_ not in self.kept.events)
        return Thread(id=thread.id, title=thread.title, summary=thread.summary, events=events)

    @contextmanager
    def asking(self) -> Iterator[Index]:
        """The index, for one question.

        Raises:
            CttuiError: It is closed.
        """
        with self._lock:
            if not self.is_open:
                raise CttuiError("this timeline is closed; open it again with cttui.open")
            yield self._index

    @property
    def spent(self) -> Cost:
        """What servers gave since it was opened."""
        return self._index.spent

    def close(self) -> None:
        """Close the store; a question that is being answered is answered first."""
        with self._lock:
            if self.is_open:
                self.is_open = False
                self._index.close()

    def subject(self, query: Query = Query(), lens: Lens = ALL) -> Events:  # noqa: B008 - a frozen value
        """The events of a query as they leave, with a guard of their own that counts what it keeps back."""
        return Events(self._index, query, lens, Guard(self.kept))

    def query(self, text: str) -> Query:
        """What a query's text asks.

        Raises:
            QueryError: It is not a query; what must stay is not suggested.
        """
        with self.asking() as index:
            try:
                return parse(text, index.vocabulary)
            except QueryError as error:
                if self.kept.named_in(error.suggestion):
                    error.suggestion = ""
                raise

    def lens(self, name: str) -> Lens:
        """The lens of a name.

        Raises:
            LensError: The timeline has none of this name; what must stay is not suggested.
        """
        with self.asking() as index:
            return whose(index.vocabulary, name)
