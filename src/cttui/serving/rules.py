"""Who is answered: requests that know the token, name this server, and come from its own page. Functions of plain values.

A page of another site can make a browser on this machine send requests here. It cannot read the token; a name of its own that
it lets point here (DNS rebinding) stands in ``Host``; and a WebSocket that it opens carries its ``Origin``.
"""

from __future__ import annotations

import hmac
import ipaddress
import re

_AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9_.-]{1,253}))(?::[0-9]{1,5})?")
"""Host and port of RFC 9110, section 7.2, as browsers write them."""


def is_loopback(host: str) -> bool:
    """Whether an address, or the name localhost, is reached from this machine alone."""
    if _plain(host) == "localhost":
        return True
    found = _address(host)
    return found is not None and found.is_loopback


def is_known_host(header: str, names: frozenset[str], *, beyond: bool) -> bool:
    """Whether a request is meant for this server.

    An address in digits is always its own: a site that lets its name point here is asked for by that name.

    Args:
        header: The field ``Host``.
        names: The names that this server goes by, in small letters.
        beyond: Whether other machines are answered; else addresses of this machine alone are meant.
    """
    match = _AUTHORITY.fullmatch(header)
    if match is None:
        return False
    host = match[1] or match[2]
    if (found := _address(host)) is not None:
        return beyond or found.is_loopback
    return _plain(host) == "localhost" or _plain(host) in names


def is_own_origin(origin: str, header: str) -> bool:
    """Whether a request comes from a page of this server, directly or through one that adds TLS.

    Args:
        origin: The field ``Origin``.
        header: The field ``Host``.
    """
    return origin.lower() in {f"http://{header.lower()}", f"https://{header.lower()}"}


def is_token(given: str, token: str) -> bool:
    """Whether a text is the token; how long that takes says nothing of it."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")
