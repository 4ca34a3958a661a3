"""The characters of a copy: what its bytes mean, and which are allowed on a screen."""

from __future__ import annotations

import codecs
import re

HEAD = 4096
"""How many of the first bytes are searched for a charset declaration, and used by ``kinds.media_type_of``."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and their codecs; longer ones before their prefixes."""
_META_CHARSET = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_AS_WEB_READS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""How browsers interpret some charset names; otherwise pages would lose their quotation marks."""
_NO_CHARSETS = frozenset({"idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
"""Python codecs that no page uses; some are very slow on long texts."""
_SAMPLE = 65_536
"""Number of bytes sufficient to guess a charset."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile("\n{3,}")


def decode(content: bytes, charset: str = "", *, markup: bool = False) -> str:
    """Decode a text by its byte order mark, its declared charset, or what its bytes can be.

    UTF-8 is recognised whatever was declared: a text in any other encoding is hardly ever valid UTF-8 by chance.

    Args:
        content: The bytes.
        charset: The charset that a server gave; empty for none.
        markup: Whether a ``<meta>`` or an XML declaration may name one.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = [charset]
    if markup and (found := _META_CHARSET.search(content[:HEAD])):
        declared.append(found[1].decode("ascii", "ignore"))
    named = [known for name in declared if (known := _codec(name))]
    named.insert(len(named) if content.isascii() else 0, "utf-8")
    for name in named:
        try:
            return content.decode(name)
        except UnicodeError:
            continue
    return _decode_broken(content)


def _codec(name: str) -> str:
    """The codec for a page's charset; empty if unknown."""
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if known.replace("_", "-") in _NO_CHARSETS else _AS_WEB_READS.get(known, known)


def _decode_broken(content: bytes) -> str:
    """A text that matches no declaration: UTF-8 with a few bad bytes, or what charset_normalizer detects."""
    text = content.decode("utf-8", "replace")
    foreign = sum(not char.isascii() for char in text)
    if text.count("\ufffd") * 20 <= foreign:
        return text
    from charset_normalizer import from_bytes  # 30 ms

    best = from_bytes(content[:_SAMPLE]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


def tidy(text: str) -> str:
    """The text with uniform line ends, tabs as spaces, no control characters, and at most one empty line in a row."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _CONTROL.sub("", _LINE_END.sub("\n", text).replace("\t", " "))
    return _GAP.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip("\n")
