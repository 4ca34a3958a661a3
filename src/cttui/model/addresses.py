"""When two web addresses lead to one page: what spellings of an address differ in without leading elsewhere.

RFC 3986, section 6, says which spellings of an address are equal: letters of scheme and host in either case, a default port,
percent escapes of letters that need none, steps like ``/./``. Sites add others that lead to the same text: ``www.`` and
``m.``, a slash at the end, what a newsletter or a campaign appends, a fragment, the page for mobiles.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_HOSTS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_AMP = re.compile(r"/(?:amp|index\.(?:html?|php))?/*$")
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|amp"
    r"|outputtype|ref_src|ref_url|cmpid|cmp|ocid|smid|ncid|spm|_hsenc|_hsmi|vero_id|at_(?:medium|campaign|custom\w*))"
)
"""Parameters that say where a reader came from, and not what is read."""
_KEPT = re.compile(r"(%2[Ff35]|%3[Ff])")
"""Escapes that say something else than the sign itself: of a slash, a question mark, a number sign, a percent sign."""
_ERRORS = "surrogateescape"
"""Escapes of bytes that are not UTF-8 stay what they are."""
_UNESCAPED = "!$&'()*+,;=:@/~-._"


def address_key(url: str) -> str:
    """What two spellings of one address share; an empty text if it is not a web address.

    Neither the scheme nor the fragment counts, nor do ``www.``, ``m.``, ``mobile.`` and ``amp.`` before a host, the default
    port, a slash or ``/amp`` or ``/index.html`` at the end of the path, parameters that only track a reader, and the order
    of the others. A single-page address, whose fragment begins with ``!`` or ``/``, keeps it.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return ""
    host = _HOSTS.sub("", host)
    if port is not None and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    path = _AMP.sub("", _steps(_spelt(parts.path)))
    query = ""
    if parts.query:
        pairs = parse_qsl(parts.query, keep_blank_values=True, errors=_ERRORS)
        asked = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0].lower())]
        query = f"?{urlencode(sorted(asked), errors=_ERRORS)}" if asked else ""
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in ("!", "/") else ""
    return f"{host}{path}{query}{fragment}"


def last_step(url: str) -> str:
    """The last step of an address's path, which all spellings of one address share; mostly found without reading it whole."""
    base = url.partition("#")[0].partition("?")[0].strip()
    if "%" in base or "/." in base or not base.isascii() or base.count("//") != 1:
        base = f"//{address_key(url).partition('?')[0].partition('#')[0]}"
    host, _, step = _AMP.sub("", base).partition("//")[2].rpartition("/")
    return step if host else ""


def _spelt(path: str) -> str:
    """A path with every character escaped that needs it, and no other."""
    if "%" not in path:
        return path if path.isascii() else quote(path, safe=_UNESCAPED)
    kept = [
        part if place % 2 else quote(unquote(part, errors=_ERRORS), safe=_UNESCAPED, errors=_ERRORS)
        for place, part in enumerate(_KEPT.split(path))
    ]
    return "".join(part.upper() if place % 2 else part for place, part in enumerate(kept))


def _steps(path: str) -> str:
    """A path without empty steps, steps to where one is, and steps back; RFC 3986, section 5.2.4."""
    if "//" not in path and "/." not in path:
        return path
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            kept = kept[:-1]
        elif step not in ("", "."):
            kept.append(step)
    return "/" + "/".join(kept) + ("/" if path.endswith(("/", "/.", "/..")) else "") if kept else "/"
