"""The words of many texts at once: the same as ``text.words`` and ``text.joined`` find text by text, several times faster.

The texts of a batch stand in one long text with ``END`` between them and are folded together; of what is left between blanks,
each distinct *chunk* (``killed``, ``al-qaida``, ``2016-01-01``) is taken apart once, when it is first met.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cttui.text import fold, terms_of

END = "\x01"
"""Stands between texts: no blank for ``str.split``, as U+001C to U+001F are, and no part of a word."""

_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in f"-./&{END}"}
"""What separates chunks in a text of ASCII: neither letters and digits nor signs that join words."""
_BETWEEN = re.compile(f"[^\\w\\-\u2010-\u2015.&/{END}]+")
"""The same in any text, but for the underscore, at which a chunk is taken apart."""

_BETWEEN_TEXTS = f" {END} "

_KEPT = 1 << 15
"""The most chunks with other letters than ASCII's that are kept folded."""


class _Folded(dict[bytes, bytes]):
    """Chunks with other letters than ASCII's, folded: names come again and again, and folding them takes long."""

    def __missing__(self, chunk: bytes) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        found = self[chunk] = fold(chunk.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
        return found


_folded = _Folded()


def _plain(text: str) -> str:
    """A text with those parts between blanks folded that have other letters than ASCII's.

    They are few, even where every text has some, and only these are looked at one by one.
    """
    import numpy as np

    content = text.encode("utf-8", "surrogatepass")
    codes = np.frombuffer(content, np.uint8)
    edges = np.concatenate(([-1], np.flatnonzero(codes <= ord(" ")), [len(codes)]))
    places = np.searchsorted(edges, np.flatnonzero(codes > 0x7F))
    places = places[np.diff(places, prepend=0) != 0]
    found: list[bytes] = []
    done = 0
    for begin, end in zip((edges[places - 1] + 1).tolist(), edges[places].tolist(), strict=True):
        found += content[done:begin], _folded[content[begin:end]]
        done = end
    found.append(content[done:])
    return b"".join(found).decode("utf-8", "surrogatepass")


def chunks(texts: Sequence[str]) -> list[str]:
    """The folded chunks of some texts, ``END`` after those of each text."""
    return folded(texts).split()


def folded(texts: Sequence[str]) -> str:
    """The same as one text, with blanks between them: in one of ASCII, with nothing else."""
    text = _BETWEEN_TEXTS.join([*texts, ""])
    if text.count(END) != len(texts):
        texts = [text.replace(END, " ") for text in texts]
        text = _BETWEEN_TEXTS.join([*texts, ""])
    if not text.isascii():
        # nothing that is folded spans a blank, and most texts and most words even of such texts are ASCII
        plain = _plain(text)
        text = plain if plain.isascii() else text
    text = fold(text)
    text = text.translate(_BLANKS) if text.isascii() else _BETWEEN.sub(" ", text)
    # most full stops end a sentence, and would make another chunk of its last word
    return text.replace(". ", " ")


def words_of(chunk: str) -> tuple[str, ...]:
    """The words of a folded chunk, and its joined forms, each once."""
    if chunk.isalnum():
        return (chunk,)
    words, joined = terms_of(chunk)
    return tuple(dict.fromkeys((*words, *joined)))
