"""What a server, or the way to it, says when it does not answer: one sentence each, with the way out.

The codes are those of ClickHouse's ``src/Common/ErrorCodes.cpp``; they have kept their numbers since its first release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cttui.errors import CttuiError, ServerError, StoppedError
from cttui.store.clickhouse.address import PASSWORD, USER
from cttui.text import on_one_line, shorten

if TYPE_CHECKING:
    from cttui.store.clickhouse.address import Address

READ_ONLY = 164
CANCELLED = 394
READING = 120.0
"""Seconds after which a server that says nothing is held for gone, beyond what a statement may take."""

PORT = "correct the port, which must be the one for HTTP"
"""The way out where something else answers, or nothing does."""
_WORDS = 160
"""The most that is repeated of a server's own words, in characters."""
LOST = frozenset({3, 32, 90, 95, 99, 101, 102, 198, 210, 242, 279, 519, 999})
"""What servers say of one another; 90 when none of the shards could be asked, 999 of Keeper."""
NO_CLUSTER = "{place} has no cluster named '{cluster}'; name one of those in its table system.clusters with cluster=NAME"
_SENTENCES: tuple[tuple[frozenset[int], str], ...] = (
    (frozenset({60}), "there is no table {table} at {place}; import into it: cttui import FILE --into '{shown}'"),
    (frozenset({81}), "there is no database {database} at {place}; an import makes it: cttui import FILE --into '{shown}'"),
    (frozenset({192, 193, 194, 195, 516}), f"{{place}} does not know this user or password; set {USER} and {PASSWORD}"),
    (
        frozenset({READ_ONLY, 291, 497}),
        "{place} does not let {user} do this ({words}); ask for the rights in docs/scale.md",
    ),
    # a statement took too long, or is held to take too long
    (
        frozenset({159, 160, 209}),
        "{place} did not finish within {seconds:g} seconds; filter more narrowly, so that it has less to read",
    ),
    (frozenset({173, 241}), "{place} does not have enough memory for this; filter more narrowly, or allow it more memory"),
    (frozenset({158, 307, 396}), "{place} reached its limit of rows for one answer; filter more narrowly"),
    # too many queries, parts or inserts at once, or more than a quota allows
    (frozenset({201, 202, 203, 252, 319}), "{place} is busy with other work; try again in a moment"),
    (frozenset({243, 429, 667}), "the disk of {place} is full; free some space there, and try again"),
    # an unknown function, type, setting or engine, or syntax that it cannot read
    (
        frozenset({36, 42, 43, 46, 48, 50, 56, 62, 115, 344}),
        "ClickHouse{version} at {place} does not understand this ({words}); a newer release may",
    ),
    (
        frozenset({10, 16, 47}),
        "the table {table} at {place} does not have the columns that an import makes ({words}); name another with table=NAME",
    ),
    (
        LOST,
        "{place} lost a node of its cluster while it answered ({words}); try again",
    ),
    (frozenset({225}), "{place} has no Keeper, which replicated tables need ({words}); start one, or leave out cluster=NAME"),
    (frozenset({170, 701}), NO_CLUSTER),
)
_OTHER = "{place} refused this ({words}, code {code})"

_CODE = re.compile(r"\bCode:\s*(\d+)")
_NAME = re.compile(r"DB::[A-Za-z]*Exception(?::\s*|$)")
"""The name of an error, which stands before what it says; one that led to another is said within that."""
_TAIL = re.compile(
    r"\s*(?:,? e\.what\(\) = |,? Stack trace:|\(version |\([A-Z][A-Z0-9_]+\)\s*\.?(?=$|\s*\(version )"
    r"|: While (?:executing|processing)|: [Ii]n scope ).*",
    re.DOTALL,
)


def code_of(error: Exception) -> int:
    """The number of a server's refusal; 0 if no server said anything. Old servers say it in words alone."""
    code = getattr(error, "code", None)
    if isinstance(code, int):
        return code
    found = _CODE.search(str(error))
    return int(found[1]) if found else 0


def words_of(error: Exception) -> str:
    """What led to a server's refusal in its own words, on one line, without version, stack and names of errors."""
    said = [_TAIL.sub("", part) for part in _NAME.split(str(error))]
    return shorten(on_one_line(next(filter(None, reversed(said)), "")).strip(" .,"), _WORDS)


def refusal(error: Exception, address: Address, version: str, seconds: float) -> CttuiError:
    """The error for what a server, or the way to it, answered.

    Args:
        error: What the client raised.
        address: Whom was asked.
        version: The server's release; empty if it is not known.
        seconds: What the statement was allowed to take.
    """
    code = code_of(error)
    if code == CANCELLED:
        return StoppedError("nobody waits for this answer any more")
    sentence = next((said for codes, said in _SENTENCES if code in codes), _OTHER) if code else _gone(error)
    return ServerError(
        sentence.format(
            place=address.place,
            shown=address,
            database=address.database,
            table=address.name,
            cluster=address.cluster,
            user=shorten(address.user, 40),
            version=f" {version}" if version else "",
            seconds=seconds,
            silent=seconds + READING,
            words=words_of(error),
            code=code,
        ),
        lost=code in LOST,
    )


def _gone(error: Exception) -> str:
    """What is said of a server that did not say anything."""
    from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError, ReadTimeoutError, SSLError

    causes = _causes(error)

    def is_one(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if is_one(SSLError):
        return "{place} does not speak TLS, or has an invalid certificate; correct that, or leave out secure=1"
    if is_one(ReadTimeoutError):
        return "{place} has sent nothing for {silent:g} seconds; check that it still runs"
    if is_one(NameResolutionError):
        return "there is no host {place}; correct the address"
    if is_one(ConnectionRefusedError) or (is_one(NewConnectionError) and any("refused" in str(cause) for cause in causes)):
        return f"{{place}} refused the connection; start ClickHouse there, or {PORT}"
    if is_one(NewConnectionError, TimeoutError):
        return "{place} does not answer; check that it runs and can be reached, or correct the address"
    if is_one(ConnectionError, HTTPError):
        return "{place} closed the connection before its answer was whole; try again"
    return f"{{place}} does not answer as ClickHouse does ({{words}}); {PORT}"


def _causes(error: BaseException) -> list[BaseException]:
    """An error and those that led to it, as Python and urllib3 link them."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
    return found
