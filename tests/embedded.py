"""Servers to hold to what they should do: ClickHouse in this process, a database of its own for each test."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.server import LIMITS, Limits, Server

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

_NUMBERS = count(1)


@cache
def client(folder: Path) -> Client:
    """A client of the one engine that a process may have.

    Args:
        folder: Where it keeps its tables; the first that is named.
    """
    pytest.importorskip("chdb", reason="chdb is not installed: pip install 'cttui[test]'")
    # first, since it keeps the client from raising a limit of the whole process
    import_module("cttui.store.clickhouse.quiet")
    from clickhouse_connect.driver import create_client

    return create_client(interface="chdb", path=str(folder))


def server(folder: Path, limits: Limits = LIMITS, table: str = "events") -> Server:
    """A server with an empty database of its own."""
    address = Address("in-process", 8123, f"db{next(_NUMBERS)}", table)
    found = Server(address, client(folder), limits=limits)
    found.do(f"CREATE DATABASE {address.database}")
    return found
