"""The one seam to ClickHouse: statements go out together, answers come back as tables, errors are one sentence each.

It speaks through ``clickhouse-connect``: by HTTP to a server of any release since 2018, or in process to ``chdb``, which tests
use. Answers are asked for as JSON, and rows are sent as bytes that are made here, since every release reads and writes these.
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.errors import CttuiError, ServerError
from cttui.lazy import dataclass
from cttui.store import stopping
from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.refusals import PORT, READ_ONLY, READING, code_of, refusal
from cttui.store.clickhouse.schema import TOKENS
from cttui.store.index import Cost

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

CONNECTING = 10
"""Seconds within which a server must take a connection."""

_LOOK = 0.02
"""Seconds between two looks at whether anybody still waits."""
_KILLING = 5.0
"""Seconds that a server has to end what nobody waits for."""
_SENT = 1 << 18
"""Bytes that are sent at once, at least."""
_TOGETHER = 64
"""The most connections that are kept open."""

Setting = str | int
_NUMBERS: Mapping[str, Setting] = {"output_format_json_quote_64bit_integers": 0}
"""Lets numbers of 64 bits be numbers in JSON, which older servers put into quotation marks."""
_UNPACKED: Mapping[str, Setting] = {"use_uncompressed_cache": 1, "merge_tree_max_rows_to_use_cache": 1 << 40}
"""Lets the server keep what it unpacked, where it has room for that: every letter reads the same columns of all rows, and to
unpack them takes as long as to count by them."""
_TEXTS = re.compile(r"\b(document|raw|f_source)\b")
"""The columns of texts and sources, which would take all that room."""
_QUOTED = re.compile(r"\bU?Int64\b")
"""The types of what they put there."""


class Statement(NamedTuple):
    """What is asked."""

    sql: str
    """A SELECT, without a FORMAT."""
    settings: Mapping[str, Setting] = {}
    """Settings for it alone; they come before the server's own and before the limits."""


class Table(NamedTuple):
    """An answer."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    """The rows, as JSON has their values: numbers are numbers, of 64 bits too."""
    read_rows: int
    """Rows that the server read for it, on all nodes."""
    read_bytes: int
    seconds: float
    """How long the server took."""
    before_limit: int
    """How many rows there would be without the LIMIT; at least, if nothing is sorted or grouped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one statement may cost; sent with it, so that the server keeps to it."""

    seconds: int = 30
    memory: int = 8 << 30
    """Bytes on each node."""
    rows: int = 1_000_000
    """Rows of an answer."""
    again: bool = True
    """Whether columns are read that will be read again."""

    def settings(self, *, partly: bool) -> dict[str, Setting]:
        """The same as ClickHouse's settings, and that nothing may be changed.

        Args:
            partly: Whether shards that cannot be reached are left out; else a statement that needs one fails.
        """
        return {
            "max_execution_time": self.seconds,
            "max_memory_usage": self.memory,
            "max_result_rows": self.rows,
            "skip_unavailable_shards": int(partly),
            **_NUMBERS,
            "readonly": 2,
        }


LIMITS = Limits()


class Server:
    """A server, or one node of a cluster that answers for all."""

    def __init__(
        self, address: Address, client: Client | None = None, *, limits: Limits = LIMITS, partly: bool = False
    ) -> None:
        """Take an address; nothing is asked yet.

        Args:
            address: Where the table is.
            client: One that speaks to an engine in this process; by default one is made that speaks HTTP to the address.
            limits: What each statement of ``ask`` may cost.
            partly: Whether it answers without those shards of a cluster that cannot be reached.
        """
        self.address = address
        self.partly = partly
        self.limits = limits
        self._given = client
        self._unpacked = True
        """Whether the server takes ``_UNPACKED``."""
        self._allowed: dict[str, Setting] | None = None
        """What is set for a user who may not set all: the server's own limits count then."""
        self._running: set[str] = set()
        """The ids of what is being asked."""
        self._spent = Cost(0, 0)
        self._counting = threading.Lock()

    @cached_property
    def _client(self) -> Client:
        return self._given if self._given is not None else _client(self.address, self.limits.seconds + READING)

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The server's release: ``(18, 16, 1)``.

        Raises:
            ServerError: It does not answer, or refuses.
        """
        ((found,),) = self.ask(["SELECT version()"])[0].rows
        return tuple(int(part) for part in str(found).split(".") if part.isdigit())

    # -- questions ---------------------------------------------------------------------------------------------------

    def ask(self, statements: Sequence[Statement | str]) -> list[Table]:
        """Ask several things at once, each over a connection of its own; the answers are in the order of the statements.

        Raises:
            ServerError: One of them is not answered; the others are ended on the server.
            StoppedError: Nobody waits for it any more (``stopping.until``); all are ended on the server.
        """
        if not statements:
            return []
        begun = time.monotonic()
        names = [f"cttui-{uuid.uuid4()}" for _ in statements]
        waiting = [
            started(partial(self._ask, one if isinstance(one, Statement) else Statement(one), name))
            for one, name in zip(statements, names, strict=True)
        ]
        self._running.update(names)
        try:
            _all_of(waiting)
            return [one.result() for one in waiting]
        except BaseException:
            if running := [name for name, one in zip(names, waiting, strict=True) if not one.done()]:
                started(partial(self._kill, running))
            raise
        finally:
            self._running.difference_update(names)
            # what was answered before one failed was read all the same
            self._add(time.monotonic() - begun, [one.result() for one in waiting if one.done() and one.exception() is None])

    @property
    def spent(self) -> Cost:
        """What all that ``ask`` was asked took so far: seconds until its answers were there, and what was read for them."""
        return self._spent

    def _add(self, seconds: float, tables: Sequence[Table]) -> None:
        rows, size = sum(one.read_rows for one in tables), sum(one.read_bytes for one in tables)
        with self._counting:
            before = self._spent
            self._spent = Cost(before.seconds + seconds, before.rows + rows, before.bytes + size)

    def _ask(self, statement: Statement, name: str) -> Table:
        keeps = self.limits.again and self._unpacked and not _TEXTS.search(statement.sql)
        settings = {**self.limits.settings(partly=self.partly), **(_UNPACKED if keeps else {}), **statement.settings}
        # after the others: an old server takes none after it
        read_only = settings.pop("readonly", 2)
        if self._given is None:
            settings["readonly"] = read_only
        # else it would stay for all that the session in this process does later
        content = self._answer(statement.sql, settings if self._allowed is None else self._allowed, name)
        try:
            found = json.loads(content)
            said, columns = found["statistics"], found["meta"]
            rows = _rows(found["data"], len(columns))
            if self._allowed == {}:
                _unquote(rows, [str(column["type"]) for column in columns])
            return Table(
                tuple(column["name"] for column in columns),
                rows,
                int(said["rows_read"]),
                int(said["bytes_read"]),
                float(said["elapsed"]),
                int(found.get("rows_before_limit_at_least", found["rows"])),
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ServerError(f"{self.address.place} does not answer as ClickHouse does; {PORT}") from None

    def _answer(self, sql: str, settings: dict[str, Setting], name: str) -> bytes:
        try:
            return self._client.raw_query(sql, settings={**settings, "query_id": name}, fmt="JSONCompact", use_database=False)
        except Exception as error:  # noqa: BLE001 - whatever the client raises becomes a sentence
            if _UNPACKED.keys() & settings.keys() and any(name in str(error) for name in _UNPACKED):
                # what is kept is a matter of time alone
                self._unpacked = False
                return self._answer(sql, {key: value for key, value in settings.items() if key not in _UNPACKED}, name)
            if code_of(error) == READ_ONLY and "setting" in str(error) and settings:
                # a user who may set nothing at all gets numbers as the server writes them
                self._allowed = dict(_NUMBERS) if settings != _NUMBERS else {}
                return self._answer(sql, self._allowed, name)
            raise self._refused(error, settings) from None

    def _kill(self, names: Sequence[str]) -> None:
        """End what nobody waits for; that it has ended by itself is no error, nor that the user may not end it."""
        listed = ", ".join(f"'{name}'" for name in names)
        with suppress(Exception):
            self._client.command(f"KILL QUERY WHERE query_id IN ({listed}) ASYNC", use_database=False)

    # -- changes -----------------------------------------------------------------------------------------------------

    def do(self, ddl: str) -> None:
        """Carry out a statement that changes something.

        Raises:
            ServerError: It refuses.
        """
        self._sent(lambda: self._client.command(ddl, use_database=False))

    def insert(
        self,
        table: str,
        columns: Sequence[str],
        body: bytes | Sequence[bytes],
        token: str = "",
        settings: Mapping[str, Setting] | None = None,
        form: str = "RowBinary",
    ) -> None:
        """Insert rows, in one block.

        It is sent once: whether a server took it that went away meanwhile, only the table says.

        Args:
            table: The table, quoted as a statement needs it.
            columns: Its columns, as they stand in the rows.
            body: The rows, in one piece or in several.
            token: What tells this block from all others; a server that can leaves out a block that it has. Empty for none.
            settings: Settings for it alone.
            form: The format of the rows, as ClickHouse calls it.

        Raises:
            ServerError: It refuses, or went away.
        """
        said = dict(settings or {})
        if token and self.version >= TOKENS:
            said["insert_deduplication_token"] = token
        # what comes from a generator is not sent again by the client
        pieces = (body,) if isinstance(body, bytes) else body
        # else the client would copy each piece to say its length
        head = {"Content-Length": str(sum(map(len, pieces)))}
        self._sent(
            lambda: self._client.raw_insert(table, columns, _once(pieces), settings=said, fmt=form, transport_settings=head)
        )

    def _sent(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever the client raises becomes a sentence
            raise self._refused(error) from None

    def _refused(self, error: Exception, settings: Mapping[str, Setting] | None = None) -> CttuiError:
        if isinstance(error, CttuiError):
            return error
        known = ".".join(map(str, self.__dict__.get("version", ())))
        return refusal(error, self.address, known, float((settings or {}).get("max_execution_time", self.limits.seconds)))

    def close(self) -> None:
        """End what is being asked, and close the connections."""
        if "_client" in self.__dict__:
            if names := list(self._running):
                started(partial(self._kill, names)).exception(_KILLING)
            self._client.close()


def _rows(found: Any, columns: int) -> list[list[Any]]:
    """The rows of an answer.

    Raises:
        TypeError: They are none.
        ValueError: One has other columns.
    """
    rows: list[list[Any]] = list(found)
    if set(map(type, rows)) - {list} or set(map(len, rows)) - {columns}:
        raise ValueError("rows of other columns")
    return rows


def _unquote(rows: Sequence[list[Any]], types: Sequence[str]) -> None:
    """Make numbers of those that stand in quotation marks; a type that has numbers and texts is left as it is."""
    for place, kind in enumerate(types):
        if _QUOTED.search(kind) and "String" not in kind:
            for row in rows:
                row[place] = _number(row[place])


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return list(map(_number, value))
    return int(value) if isinstance(value, str) else value


def _once(body: Sequence[bytes]) -> Generator[bytes, None, None]:
    """A body to be sent: its small pieces are put together, since each that is sent is waited for."""
    small: list[bytes] = []
    size = 0
    for piece in body:
        if len(piece) < _SENT:
            small.append(piece)
            size += len(piece)
        if small and (size >= _SENT or len(piece) >= _SENT):
            yield b"".join(small)
            small, size = [], 0
        if len(piece) >= _SENT:
            yield piece
    if small:
        yield b"".join(small)


def started(work: Callable[[], Any]) -> Future[Any]:
    """Start work in a thread of its own, which holds up nothing when the program ends."""
    found: Future[Any] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits
            found.set_exception(error)

    threading.Thread(target=run, name="cttui-clickhouse", daemon=True).start()
    return found


def _all_of(waiting: Sequence[Future[Any]]) -> None:
    """Wait until all are done, or one has failed.

    Raises:
        StoppedError: Nobody waits for them any more.
    """
    rest: set[Future[Any]] = set(waiting)
    while rest:
        stopping.check()
        done, rest = wait(rest, _LOOK, "FIRST_COMPLETED")
        for one in done:
            one.result()


def _client(address: Address, seconds: float) -> Client:
    """A client that speaks HTTP, and asks nothing before it is asked.

    Raises:
        ServerError: It is not installed.
    """
    try:
        from cttui.store.clickhouse.quiet import QuietClient
    except ImportError:
        raise ServerError(
            "ClickHouse needs clickhouse-connect, which is not installed; run: pip install 'cttui[clickhouse]'"
        ) from None
    return QuietClient(address, CONNECTING, seconds, _TOGETHER)
