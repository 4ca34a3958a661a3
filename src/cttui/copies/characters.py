"""The characters of a copy: what its bytes mean, and which are allowed on a screen."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

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

_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_FOREIGN = "À-ÖØ-öø-ÿŠšŒœŽžŸ"
_LETTER = f"[A-Za-z{_FOREIGN}]"
_LETTERS = re.compile(_LETTER)
_FOREIGN_LETTERS = re.compile(f"[{_FOREIGN}]")
_NOT_WESTERN = re.compile(
    # a sign inside a word, where another encoding has a letter
    f"{_LETTER}[€‚„†‡‰‹›¡¢£¥§©ª«®°±²³¶¹º»¼½¾¿™]{_LETTER}"
    # what opens a number or a quote at the end of a word, or a currency before a word
    "|[a-zß-öø-ÿ][‚„£¥¿¡]|£(?!m|bn|k|tn)[a-zß-öø-ÿ]"
    # signs that hardly any text has
    "|[¤¦¨¬¯¸ˆ˜ƒ]"
    # a capital within a word, and one beside a digit
    "|[a-zß-öø-ÿšœž][À-ÖØ-ÞŠŒŽŸ]|[0-9][À-ÖØ-ÞŠŒŽŸ]"
    # words without a letter of ASCII, as those of other scripts have
    f"|(?<!{_LETTER})[{_FOREIGN}]{{2}}(?!{_LETTER})|[{_FOREIGN}]{{3}}|[{_FOREIGN}][0-9]"
    # UTF-8 that was cut or damaged
    "|â€|[ÂÃ][¡-¿]"
    # letters where Romanian and Hungarian have theirs, and Portuguese has none
    "|ã[b-df-hj-np-rt-z]|õ[a-df-z]"
)
"""What a text in Windows-1252 does not say, and one in another encoding that is read as such soon does."""
_SLAVIC, _WITH_SLAVIC = re.compile("[šžŠŽ]"), re.compile("[ìøùèæðý]")
"""Letters that stand in one text only if it is Czech, Slovak, Slovene or Croatian, in Windows-1250."""
_ICELANDIC, _WITH_ICELANDIC = re.compile("[þðý]"), re.compile("[áéíóúæ]")
"""Letters of Icelandic, and those that it has too: without them the first are those of Turkish, in Windows-1254."""
_FEW = 2
"""Foreign letters that any text may have; of more, there is at most one to this many letters:"""
_ONE_IN = 3

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile("\n{3,}")


class Decoded(NamedTuple):
    """A text, and how sure its letters are."""

    text: str
    guessed: str = ""
    """The encoding, if it was guessed and may be another; empty if the bytes or a declaration say it."""


def decode(content: bytes, charset: str = "", *, markup: bool = False) -> str:
    """The text alone of ``decoded``, which has the same arguments."""
    return decoded(content, charset, markup=markup).text


def decoded(content: bytes, charset: str = "", *, markup: bool = False) -> Decoded:
    """Decode a text by its byte order mark, its declared charset, or what its bytes can be.

    UTF-8 is recognised whatever was declared: a text in any other encoding is hardly ever valid UTF-8 by chance. So is
    UTF-16 without a mark, by its zeros.

    Args:
        content: The bytes.
        charset: The charset that a server gave; empty for none.
        markup: Whether a ``<meta>`` or an XML declaration may name one.
    """
    if encoding := marked(content) or unmarked(content):
        return Decoded(content.decode(encoding, "replace"))
    declared = [charset]
    if markup and (found := _META_CHARSET.search(content[:HEAD])):
        declared.append(found[1].decode("ascii", "ignore"))
    named = [known for name in declared if (known := _codec(name))]
    named.insert(len(named) if content.isascii() else 0, "utf-8")
    for name in named:
        try:
            return Decoded(content.decode(name))
        except UnicodeError:
            continue
    return _decode_broken(content)


def marked(content: bytes) -> str:
    """The codec that a byte order mark names; empty if there is none."""
    return next((encoding for mark, encoding in BOMS if content.startswith(mark)), "")


def unmarked(content: bytes) -> str:
    """The codec of UTF-16 without a byte order mark, by where its first bytes have zeros; empty if it is not that."""
    head = content[:HEAD]
    if b"\0" not in head:
        return ""
    above, below = head[::2].count(0), head[1::2].count(0)
    # blanks have one at least, and a stray zero in a text of single bytes is no sign of it
    if max(above, below) < max(9 * min(above, below) + 1, len(head) // 20, 2):
        return ""
    encoding = "utf-16-be" if above > below else "utf-16-le"
    try:
        # the head may end within a character
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeError:
        return ""
    return "" if _UNPRINTED.search(text) else encoding


def _codec(name: str) -> str:
    """The codec for a page's charset; empty if unknown."""
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if known.replace("_", "-") in _NO_CHARSETS else _AS_WEB_READS.get(known, known)


def _decode_broken(content: bytes) -> Decoded:
    """A text that matches no declaration: UTF-8 with a few bad bytes, Windows-1252, or what charset_normalizer detects."""
    text = content.decode("utf-8", "replace")
    foreign = sum(not char.isascii() for char in text)
    if text.count("\ufffd") * 20 <= foreign:
        return Decoded(text)
    if western := _western(content):
        return Decoded(western)
    from charset_normalizer import from_bytes  # 30 ms

    best = from_bytes(content[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return Decoded(content.decode(encoding, "replace"), _as_written(encoding))


def _western(content: bytes) -> str:
    """A text in Windows-1252 that is mostly ASCII; empty if it may be something else.

    A detector counts letters that are not ASCII. Of few it makes anything: a Euro sign becomes a letter of Mac OS.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeError:
        return ""
    foreign = sum(1 for _ in _FOREIGN_LETTERS.finditer(text))
    if foreign > _FEW and foreign * _ONE_IN > sum(1 for _ in _LETTERS.finditer(text)):
        return ""
    eastern = _SLAVIC.search(text) and _WITH_SLAVIC.search(text)
    turkish = _ICELANDIC.search(text) and not _WITH_ICELANDIC.search(text)
    return "" if eastern or turkish or _NOT_WESTERN.search(text) else text


def _as_written(encoding: str) -> str:
    """The name of a codec as editors list it: Windows-1250, Shift-JIS."""
    known = codecs.lookup(encoding).name
    if pages := re.fullmatch(r"cp(125\d)", known):
        return f"Windows-{pages[1]}"
    return known.replace("_", "-").upper()


def tidy(text: str) -> str:
    """The text with uniform line ends, tabs as spaces, no control characters, and at most one empty line in a row."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _CONTROL.sub("", _LINE_END.sub("\n", text).replace("\t", " "))
    return _GAP.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip("\n")
