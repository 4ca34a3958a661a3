"""The official client by HTTP, with a start that asks nothing: the questions of its own start fail on servers before 2020.

What is at the port may be no ClickHouse, so that an answer has a bound in bytes and in time, is taken as it comes and never
unpacked, and leads nowhere else.
"""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING, Any, cast

from cttui.store.clickhouse.address import Address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_HEADERS = http.client._MAXHEADERS  # type: ignore[attr-defined]  # noqa: SLF001 - the limit of the whole process
# the client raises it to 10,000 when it is imported, for reports of progress that are not asked for here
from clickhouse_connect.driver.httpclient import HttpClient  # noqa: E402
from clickhouse_connect.driver.httputil import check_env_proxy, get_pool_manager  # noqa: E402

http.client._MAXHEADERS = _HEADERS  # type: ignore[attr-defined]  # noqa: SLF001 - answers of others keep their bound

MOST = 256 << 20
"""The most bytes of an answer: a million rows, as many as one may have, of 250 bytes each."""
_PIECE = 1 << 18
"""Bytes that are read at once."""
_REFUSAL = 1 << 16
"""Bytes that are read of a refusal: its first sentences say it all."""


class _Pool:
    """Connections that follow no redirection, and read answers within bounds."""

    def __init__(self, pool: PoolManager, seconds: float) -> None:
        """Take the connections, and the seconds within which an answer that has begun must be whole."""
        self._pool = pool
        self._seconds = seconds

    def request(self, method: str, url: str, **options: Any) -> BaseHTTPResponse:
        """Ask, and read the answer.

        Raises:
            TimeoutError: It came too slowly.
            ValueError: It is too long.
        """
        from urllib3 import HTTPResponse

        response = self._pool.request(method, url, redirect=False, **{**options, "preload_content": False})
        refused = not 200 <= response.status < 300
        try:
            content = self._read(response, _REFUSAL if refused else MOST, cut=refused)
        except BaseException:
            response.close()
            raise
        response.release_conn()
        # nobody was asked to pack it: what says that it is packed does so by itself
        headers = {name: value for name, value in response.headers.items() if name.lower() != "content-encoding"}
        return HTTPResponse(content, headers=headers, status=response.status, decode_content=False)

    def _read(self, response: BaseHTTPResponse, most: int, *, cut: bool) -> bytes:
        """The answer; of one that is longer than it may be, the beginning if it may be cut."""
        late, found = time.monotonic() + self._seconds, bytearray()
        while piece := response.read1(_PIECE, decode_content=False):
            found += piece
            if len(found) > most:
                if not cut:
                    raise ValueError(f"an answer of more than {most >> 20} MB")
                response.close()
                break
            if time.monotonic() > late:
                raise TimeoutError("an answer that does not come to its end")
        return bytes(found[:most])

    def __getattr__(self, name: str) -> Any:
        """All else is theirs."""
        return getattr(self._pool, name)


class QuietClient(HttpClient):
    """A client without sessions, retries, compression and logs of its own."""

    def __init__(self, address: Address, connecting: int, reading: float, together: int) -> None:
        """Take an address; nothing is asked.

        Args:
            address: Whom to ask.
            connecting: Seconds within which a connection must be there.
            reading: Seconds after which a server that says nothing is gone, and so is one whose answer is not whole.
            together: How many connections are kept.
        """
        import logging

        # its warnings would be written over the screen; what goes wrong is raised too
        logging.getLogger("clickhouse_connect").addHandler(logging.NullHandler())
        logging.getLogger("clickhouse_connect").propagate = False
        logging.getLogger("urllib3.connectionpool").addHandler(logging.NullHandler())
        interface = "https" if address.secure else "http"
        proxy = check_env_proxy(interface, address.host, address.port)
        http, https = (None, proxy) if address.secure else (proxy, None)
        pool = get_pool_manager(maxsize=together, http_proxy=http, https_proxy=https)
        super().__init__(
            interface=interface,
            host=address.host,
            port=address.port,
            username=address.user,
            password=address.password,
            database=None,
            compress=False,
            query_retries=0,
            connect_timeout=connecting,
            send_receive_timeout=int(reading),
            pool_mgr=cast("PoolManager", _Pool(pool, reading)),
            show_clickhouse_errors="scrub",
            autogenerate_session_id=False,
            autogenerate_query_id=False,
        )

    def _init_common_settings(self, tz_source: Any) -> None:
        """Ask nothing."""

    def _validate_settings(self, settings: dict[str, Any] | None) -> dict[str, str]:
        """The settings as they are: the server says which it does not know."""
        return {name: str(value) for name, value in (settings or {}).items()}
