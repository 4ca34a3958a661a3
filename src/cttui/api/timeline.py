"""An open timeline, as a program is given it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cttui.api.asked import Asked
from cttui.api.selection import Selection
from cttui.api.values import (
    Claimant,
    Cost,
    Event,
    Field,
    Imported,
    Province,
    Search,
    Source,
    Thread,
    View,
    cost_of,
    event_of,
    imported_of,
    search_of,
    source_of,
)  # fmt: skip
from cttui.errors import CttuiError, UnknownEventError
from cttui.explore.coverage import searches
from cttui.model.claims import LENSES
from cttui.model.records import KINDS
from cttui.query.fields import FIELDS
from cttui.store.index import Ask, Index, unknown_event, unknown_source
from cttui.store.wants import Facet
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.store.opening import Where

_KEPT = "; sensitive sources and what rests on them are kept back, include_sensitive=True includes them"


class Timeline:
    """An open timeline; `cttui.open` makes it, and it never changes.

    Its `len()` is the number of its events. Several threads can use it, and take turns. It is closed by `close()`, at the end
    of a `with` statement, or when nothing refers to it or its selections any more.
    """

    def __init__(self, index: Index, where: Where, *, include_sensitive: bool) -> None:
        self._where = where
        self._asked = Asked(index, include_sensitive=include_sensitive)
        self._head, self._vocabulary, self._register = index.head, index.vocabulary, index.register
        self._count = index.count - len(self._asked.kept.events)
        self._imported = imported_of(index.imported) if index.imported is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        count = f"{self._count:,} event{'s' if self._count != 1 else ''}"
        return f"<cttui.Timeline {shorten(self.id, 80)}: {shorten(self.title, 120)}, {count}>"

    def close(self) -> None:
        """Close it; what was read stays usable, and anything else is an error. It may be closed more than once."""
        self._asked.close()

    # -- what it is --------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Its file; none for a table on servers."""
        return self._where if isinstance(self._where, Path) else None

    @property
    def address(self) -> str:
        """The address of its table on servers, without user and password; empty for a file."""
        return "" if isinstance(self._where, Path) else str(self._where)

    @property
    def id(self) -> str:
        """Its id, which never changes."""
        return self._head.meta.id

    @property
    def title(self) -> str:
        """The title, in one line."""
        return self._head.meta.title

    @property
    def period(self) -> str:
        """The time that it is about, as EDTF."""
        return self._head.meta.period

    @property
    def time_zone(self) -> str:
        """The zone in which its days are counted, by its IANA name; empty if not given."""
        return self._head.meta.time_zone

    @property
    def edition(self) -> str:
        """The SHA-256 of its file, in hexadecimal: files with the same edition are the same timeline. Empty for a dataset."""
        return self._head.digest

    @property
    def updated(self) -> str:
        """The day of its last change, as its file says; empty if not given."""
        return self._head.meta.updated

    @property
    def licence(self) -> str:
        """Its licence, as an SPDX identifier; empty if not given."""
        return self._head.meta.licence

    @property
    def method(self) -> str:
        """How it was made, in its own words."""
        return self._head.meta.method

    @property
    def imported(self) -> Imported | None:
        """What became of the rows of a dataset; none for a timeline that a person keeps."""
        return self._imported

    @property
    def cost(self) -> Cost:
        """What servers gave since it was opened, opening included; all zero for a file."""
        return cost_of(self._asked.spent)

    @property
    def coverage(self) -> tuple[Search, ...]:
        """What was searched for, and what came of it."""
        return tuple(map(search_of, searches(self._head)))

    @property
    def threads(self) -> tuple[Thread, ...]:
        """Its threads."""
        return self._asked.threads

    @property
    def views(self) -> tuple[View, ...]:
        """Its saved queries."""
        return tuple(
            View(name=view.name, query=view.query) for view in self._head.views if not self._asked.kept.named_in(view.query)
        )

    # -- what queries can name ---------------------------------------------------------------------------------------

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of events."""
        return KINDS

    @property
    def provinces(self) -> tuple[Province, ...]:
        """Its provinces."""
        return tuple(
            Province(code=one.code, name=one.name, short=one.short, aliases=one.aliases, abroad=one.abroad)
            for one in self._head.provinces
        )

    @property
    def claimants(self) -> tuple[Claimant, ...]:
        """The claimants of its figures."""
        names, _ = self._said
        return tuple(
            Claimant(
                name=name,
                aliases=self._register.said_by(name)[1:],
                standpoint=self._register.standpoint(name),
                counts=self._register.counts(name),
            )
            for name in names
        )

    @property
    def lenses(self) -> tuple[str, ...]:
        """The lenses that every timeline has; a claimant's name or a source's id is one too."""
        return LENSES

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the query language, including one for each measure that its claims count."""
        _, measures = self._said
        known = self._vocabulary.fields
        return tuple(
            Field(name=name, help=known[name].help, example=known[name].example) for name in (*measures, *FIELDS)
        )  # fmt: skip

    @cached_property
    def _said(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The claimants and measures of the claims that leave."""
        want = Facet("by", whole=True)
        with self._asked.asking() as index:
            by = tuple(value.token for value in index.answer(Ask(wants=(want,)))[want] if value.events)
            measures = tuple(name for name in self._vocabulary.measures if name not in FIELDS)
            if not self._asked.kept.sources:
                return by, measures
            left = [claim for item in self._asked.subject().items() for claim in item.event.claims]
            said, counted = {self._register.claimant(claim.by) for claim in left}, {claim.measure for claim in left}
            return tuple(name for name in by if name in said), tuple(name for name in measures if name in counted)

    # -- what it has -------------------------------------------------------------------------------------------------

    def select(self, query: str = "", count: str = "all") -> Selection:
        """The events that match a query.

        Args:
            query: A query as in the filter bar, `province:KP kind:attack`; empty for all events.
            count: Whose figures count the dead: `all`, `lowest`, `highest`, `official`, a claimant's name or a source's id.

        Raises:
            QueryError: The query is not valid; the error has the place and a suggestion.
            CttuiError: The lens is unknown, or the timeline is closed.
        """
        return Selection(self._asked, self._asked.query(query), self._asked.lens(count))

    def event(self, id: str, count: str = "all") -> Event:  # noqa: A002 - as it is called everywhere
        """The event with an id.

        Args:
            id: The id.
            count: As in `select`.

        Raises:
            CttuiError: No event has this id, or the timeline is closed.
        """
        lens = self._asked.lens(count)
        with self._asked.asking() as index:
            try:
                index.numbers([id])
            except UnknownEventError:
                if not self._asked.kept.events:
                    raise
                found = None
            else:
                found = next(self._asked.subject(lens=lens).named([id]), None)
            if found is None:
                known = [one for one in index.ids() if one not in self._asked.kept.events]
                raise UnknownEventError(f"{unknown_event(id, known)}{self._note}")
            return event_of(found)

    def source(self, id: str) -> Source:  # noqa: A002 - the same
        """The source with an id, whether an event cites it or not.

        Raises:
            CttuiError: No source has this id, or the timeline is closed.
        """
        with self._asked.asking() as index:
            found = self._asked.subject().guard.sources(index, [id])
            if not found:
                close = self._vocabulary.nearest_value("source", id)
                raise CttuiError(f"{unknown_source(id, '' if self._asked.kept.named_in(close) else close)}{self._note}")
            return source_of(found[0])

    @property
    def _note(self) -> str:
        """What is said where something is not found that may be kept back; the same whether it is or not."""
        return _KEPT if self._asked.kept.sources else ""
