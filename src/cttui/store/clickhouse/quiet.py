"""The official client by HTTP, with a start that asks nothing: the questions of its own start fail on servers before 2020."""

from __future__ import annotations

import http.client
from typing import Any

from cttui.store.clickhouse.address import Address

_HEADERS = http.client._MAXHEADERS  # type: ignore[attr-defined]  # noqa: SLF001 - the limit of the whole process
# the client raises it to 10,000 when it is imported, for reports of progress that are not asked for here
from clickhouse_connect.driver.httpclient import HttpClient  # noqa: E402
from clickhouse_connect.driver.httputil import check_env_proxy, get_pool_manager  # noqa: E402

http.client._MAXHEADERS = _HEADERS  # type: ignore[attr-defined]  # noqa: SLF001 - answers of others keep their bound


class QuietClient(HttpClient):
    """A client without sessions, retries, compression and logs of its own."""

    def __init__(self, address: Address, connecting: int, reading: float, together: int) -> None:
        """Take an address; nothing is asked.

        Args:
            address: Whom to ask.
            connecting: Seconds within which a connection must be there.
            reading: Seconds after which a server that says nothing is gone.
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
            pool_mgr=pool,
            show_clickhouse_errors="scrub",
            autogenerate_session_id=False,
            autogenerate_query_id=False,
        )

    def _init_common_settings(self, tz_source: Any) -> None:
        """Ask nothing."""

    def _validate_settings(self, settings: dict[str, Any] | None) -> dict[str, str]:
        """The settings as they are: the server says which it does not know."""
        return {name: str(value) for name, value in (settings or {}).items()}
