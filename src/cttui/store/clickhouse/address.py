"""Where a table of events is: ``clickhouse://[USER[:PASSWORD]@]HOST[:PORT]/DB?table=TABLE[&cluster=NAME][&secure=1]``.

Who asks may be named in the address, in the environment or in the settings of ClickHouse's own client. Nothing here is ever
printed with a password in it: ``str`` and ``repr`` of an address leave it out, and no error repeats the text that was given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from cttui import disk
from cttui.errors import ServerError
from cttui.lazy import dataclass
from cttui.text import nearest, shorten

if TYPE_CHECKING:
    from lxml.etree import _Element

SCHEME = "clickhouse://"
EXPECTED = "clickhouse://HOST/DB?table=TABLE"
"""What an address looks like, as sentences say it."""
TABLE = "events"
"""The table of an address that names none."""
USER, PASSWORD = "CTTUI_CLICKHOUSE_USER", "CTTUI_CLICKHOUSE_PASSWORD"
"""The variables that name who asks."""
SETTINGS = (Path("~/.clickhouse-client/config.xml"), Path("/etc/clickhouse-client/config.xml"))
"""The settings of ClickHouse's own client; as there, the first that exists counts."""

_PORTS = {False: 8123, True: 8443}
_OPTIONS = ("table", "cluster", "secure")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_LONGEST = 1 << 20
"""Largest file of settings that is read, in bytes."""


class Credentials(NamedTuple):
    """Who asks."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a table of events is, and who asks for it."""

    host: str
    port: int
    database: str
    table: str = TABLE
    cluster: str = ""
    """The cluster over which the table is spread; empty for one server."""
    secure: bool = False
    """Whether it is asked by TLS."""
    user: str = field(default="default", repr=False)
    password: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """The server, as sentences name it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.secure] else f"{host}:{self.port}"

    @property
    def name(self) -> str:
        """The table, as titles name it."""
        return f"{self.database}.{self.table}"

    def __str__(self) -> str:
        """The address as text, without who asks; what it opens is the same."""
        more = f"&cluster={self.cluster}" * bool(self.cluster) + "&secure=1" * self.secure
        return f"{SCHEME}{self.place}/{self.database}?table={self.table}{more}"


def spread(address: Address, cluster: str) -> Address:
    """An address with the cluster that a person names beside it.

    Raises:
        ServerError: It is no name, or the address names another.
    """
    if not _NAME.fullmatch(cluster):
        raise ServerError(f"'{shorten(cluster, 40)}' is not the name of a cluster; expected letters, digits and _")
    if address.cluster not in ("", cluster):
        raise ServerError(f"--cluster {cluster} and cluster={address.cluster} in the address differ; leave out one of them")
    return replace(address, cluster=cluster)


def is_address(text: object) -> bool:
    """Whether a text is meant as an address of a table, and not as the path of a file."""
    return str(text)[: len(SCHEME)].lower() == SCHEME


def parse(text: str, environ: Mapping[str, str] = os.environ, settings: tuple[Path, ...] = SETTINGS) -> Address:
    """Read an address.

    Args:
        text: The address.
        environ: The variables of the environment.
        settings: Settings of ClickHouse's own client that are looked for.

    Raises:
        ServerError: It is none, or the client's settings cannot be read.
    """
    found, port = _split(text)
    options = _options(found.query)
    secure = options.get("secure", "0").lower()
    if secure not in _SWITCHES:
        raise ServerError(f"the address says secure={shorten(secure, 20)}; expected secure=1 or secure=0")
    database, table, cluster = unquote(found.path).strip("/"), options.get("table", TABLE), options.get("cluster", "")
    for what, name in (("database", database), ("table", table), ("cluster", cluster)):
        if not (_NAME.fullmatch(name) or (what == "cluster" and not name)):
            said = f"the address has no {what}" if not name else f"'{shorten(name, 40)}' is not the name of a {what}"
            raise ServerError(f"{said}; expected {EXPECTED}, with letters, digits and _ in names")
    host = str(found.hostname)
    user, password = _credentials(found, host, environ, settings)
    return Address(
        host=host,
        port=port or _PORTS[_SWITCHES[secure]],
        database=database,
        table=table,
        cluster=cluster,
        secure=_SWITCHES[secure],
        user=user,
        password=password,
    )


def _split(text: str) -> tuple[SplitResult, int | None]:
    """The parts of an address, and its port."""
    try:
        found = urlsplit(text)
        port = found.port
        host = found.hostname
    except ValueError:
        raise ServerError(f"the address cannot be read: its host or its port is wrong; expected {EXPECTED}") from None
    if not is_address(text) or not host or not host.isprintable():
        raise ServerError(f"the address names no host; expected {EXPECTED}")
    return found, port


def _options(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in _OPTIONS:
            close = nearest(name, _OPTIONS)
            known = f"did you mean {close}?" if close else f"expected {', '.join(_OPTIONS)}"
            raise ServerError(f"unknown option '{shorten(name, 40)}' in the address; {known}")
        found[name] = value
    return found


def _credentials(found: SplitResult, host: str, environ: Mapping[str, str], settings: tuple[Path, ...]) -> Credentials:
    """Who asks: what is missing in the address is taken from the environment, then from the client's settings.

    A password belongs to its user: one that stands beside another name is not sent.
    """
    known = [
        (unquote(found.username or ""), unquote(found.password or "")),
        (environ.get(USER, ""), environ.get(PASSWORD, "")),
    ]
    if (not known[0][0] and not known[1][0]) or not any(password for _, password in known):
        known.append(_of_client(host, settings))
    user = next((user for user, _ in known if user), "default")
    return Credentials(user, next((password for name, password in known if password and name in {user, ""}), ""))


def _of_client(host: str, settings: tuple[Path, ...]) -> Credentials:
    """Who asks by the settings of ClickHouse's own client, if these say so for this host."""
    for path in settings:
        try:
            content = disk.read(path.expanduser(), _LONGEST)
        except RuntimeError:  # a user without a home
            continue
        except disk.FileError as error:
            if error.kind in {"none", "astray"}:
                continue
            raise _unread(path, str(error)) from None
        from lxml import etree

        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise _unread(path, shorten(str(error), 200)) from None
        for one in root.iterfind("connections_credentials/connection"):
            if host in {_said(one, "hostname"), _said(one, "name")}:
                return Credentials(_said(one, "user"), _said(one, "password"))
        if _said(root, "host") in {host, ""}:
            return Credentials(_said(root, "user"), _said(root, "password"))
        break
    return Credentials("", "")


def _said(element: _Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _unread(path: Path, why: str) -> ServerError:
    return ServerError(
        f"the settings of ClickHouse's client cannot be read: {path}: {why}; correct them, or set {USER} and {PASSWORD}"
    )
