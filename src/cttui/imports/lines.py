"""The lines of a text file in UTF-8, whatever it is written in, block by block.

A line is mended before anybody reads it: control characters are removed, and bytes that are not of the file's encoding
are read as what they most probably are. The encoding shows itself while the file is read: a file whose first letter beyond
ASCII stands at its end is not read twice.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain
from typing import BinaryIO

from cttui.imports.rows import MOST_LINE, STRAY, bare

BLOCK = 1 << 16
"""Bytes read at once: what stays in a processor's second cache, with its lines."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_FINE = bytes(code for code in range(256) if chr(code) in "\t\n\r" or (code >= 0x20 and code != 0x7F))
"""Bytes that are no control characters of ASCII."""
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
"""What only UTF-8 has; two letters of another language that look so are looked at line by line."""
_LOSS = "\ufffd"


def sort_of(start: bytes) -> tuple[int, str, str]:
    """What a text is written in, by its first bytes: the length of its mark, Python's name of it, and its name for people.

    Without a mark, UTF-16 shows itself by zero bytes in every second place.
    """
    for mark, codec, name in _BOMS:
        if start.startswith(mark):
            return len(mark), codec, name
    sample = start[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= 2 and odd > 0.4 * half and even < 0.05 * half:
        return 0, "utf-16-le", "UTF-16"
    if half >= 2 and even > 0.4 * half and odd < 0.05 * half:
        return 0, "utf-16-be", "UTF-16"
    return 0, "utf-8", "UTF-8"


def _cut(block: bytes) -> tuple[list[bytes], bool]:
    """The lines of some bytes, with their ends, and whether there are control characters other than tabs and line ends."""
    import numpy as np

    found = np.frombuffer(block, np.uint8)
    lines = BytesIO(block).readlines()
    returns = int(np.count_nonzero(found == ord("\r"))) if b"\r" in block else 0
    ends = len(lines) - (not block.endswith(b"\n")) + returns
    if returns and returns != [line[-2:] for line in lines].count(b"\r\n"):
        # some end a line by themselves; to cut there takes six times as long
        lines = block.splitlines(keepends=True)
    if b"\t" in block or b"\x7f" in block:
        return lines, bool(block.translate(None, _FINE))
    return lines, int(np.count_nonzero(found < ord(" "))) != ends


class Lines:
    """The lines of a file that were read and not yet taken, and what was found out on the way.

    Attributes:
        text: The lines with their line ends; the last of a file has none if the file has none there.
        at: How many of them were taken; they go when the next block comes.
        number: The number of the line at ``at``, from 1.
        plain: Whether all lines so far are the file's own bytes as they stand.
        mended: What was done to a line, by its number.
        lost: Why a line stands here empty, by its number.
        blocks: The lines of each block that was not read yet, as text; ``OSError`` comes from here.
        read: Bytes read.
        unended: The number of the last line if it has no line end; otherwise 0.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.text: list[str] = []
        self.at = 0
        self.number = 1
        self.plain = True
        self.mended: dict[int, str] = {}
        self.lost: dict[int, str] = {}
        self.read = 0
        self.unended = 0
        self.done = False
        self._file = file
        self.blocks = self._read()
        self._hash = hashlib.sha256()
        self._begins = [0]
        """Where each of the lines begins in the file, in bytes, and where the last ends, as long as it is ``plain``."""
        self._name = ""
        self._decoded = False
        self._wide = 0
        """The first line that is UTF-8 and not ASCII."""
        self._legacy = 0
        """The first line that was read as Windows-1252."""

    def take(self, count: int) -> None:
        """Go on by some lines."""
        self.at += count
        self.number += count

    @property
    def place(self) -> int:
        """Where the line at ``at`` begins in the file, in bytes, as long as that is ``plain``; then 0."""
        return self._begins[self.at] if self.plain else 0

    def own(self, count: int) -> list[str]:
        """The next lines as text of their own: each has a line end."""
        lines = self.text[self.at : self.at + count]
        if self.unended and self.number + count > self.unended:
            lines[-1] += "\n"
        return lines

    def left(self) -> list[str]:
        """The lines that were read and not yet taken, as text."""
        return self.text[self.at :]

    def from_here(self) -> Iterator[str]:
        """The lines from the first that was not taken to the end of the file, without a copy of those that were read."""
        read = iter(self.text)
        # where a list's iterator goes on when it was pickled; it ends before the list is changed by the next block
        read.__setstate__(self.at)  # type: ignore[attr-defined]  # typeshed knows an iterator alone
        return chain(read, chain.from_iterable(self.blocks))

    @property
    def sha256(self) -> str:
        """The hash of all bytes read."""
        return self._hash.hexdigest()

    def notes(self) -> list[str]:
        """What is to be said of the encoding, if it is not plain UTF-8."""
        if not self._legacy:
            return [] if self._name == "UTF-8" else [f"The file is {self._name}."]
        if self._wide:
            both = f"UTF-8 (from line {self._wide:,}) and Windows-1252 (from line {self._legacy:,})"
            return [f"The file is {both}; each line was read on its own."]
        return [f"The file is Windows-1252; line {self._legacy:,} is the first to show it."]

    def _read(self) -> Iterator[list[str]]:
        """The lines of one block after the other, as text.

        Raises:
            OSError: The file cannot be read.
        """
        block = self._more()
        skipped, codec, self._name = sort_of(block)
        block = block[skipped:]
        decoder = None if codec == "utf-8" else codecs.getincrementaldecoder(codec)("replace")
        self._decoded = decoder is not None
        self._begins, self.plain = [skipped], not self._decoded
        parts: list[bytes] = []
        size = 0
        skipping = False
        while True:
            final = not block
            if decoder is not None:
                block = decoder.decode(block, final).encode()
            # a carriage return at the end may be half of a line end
            cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
            if cut and skipping:
                first = min(at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0)
                block, cut, skipping = block[first:], cut - first, False
                self._lose()
            if cut:
                lines = b"".join((*parts, block[:cut]))
                parts = [block[cut:]]
                size = len(parts[0])
                yield self._give(lines)
            elif not skipping:
                parts.append(block)
                size += len(block)
            if size > MOST_LINE:
                parts, size, skipping = [], 0, True
            if final:
                break
            block = self._more()
        rest = b"".join(parts)
        if skipping:
            self._lose()
            rest = b"\n"
        if rest:
            yield self._last(rest)
        self.done = True

    def _more(self) -> bytes:
        block = self._file.read(BLOCK)
        self._hash.update(block)
        self.read += len(block)
        return block

    def _lose(self) -> None:
        """The next line to be given is empty, because it was too long."""
        self.plain = False
        self.lost[self.number - self.at + len(self.text)] = f"has a line of more than {MOST_LINE >> 20} MB"

    def _last(self, rest: bytes) -> list[str]:
        """What stands after the last line end, which may end in a carriage return."""
        given = self._give(rest)
        if not rest.endswith((b"\r", b"\n")):
            self.plain = False
            self.unended = self.number - self.at + len(self.text) - 1
        return given

    def _give(self, block: bytes) -> list[str]:
        """Take up whole lines."""
        del self.text[: self.at], self._begins[: self.at]
        self.at = 0
        lines, controls = _cut(block)
        text = None if controls else self._plain(block, lines)
        if text is None:
            self.plain = False
            text = self._mend(lines)
        elif self.plain:
            self._begins += accumulate(map(len, lines), initial=self._begins.pop())
        self.text += text
        return text

    def _plain(self, block: bytes, lines: Sequence[bytes]) -> list[str] | None:
        """The lines of a block without control characters as text; ``None`` if some may have to be mended."""
        if block.isascii():
            return list(map(bytes.decode, lines))
        if self._legacy and not self._wide and not _UTF8.search(block):
            try:
                text = [line.decode("cp1252") for line in lines]
            except UnicodeDecodeError:
                return None
            self.plain = False
            return text
        if self._legacy or (self._decoded and _LOSS.encode() in block):
            return None
        try:
            text = list(map(bytes.decode, lines))
        except UnicodeDecodeError:
            return None
        if b"\xc2" in block and any(map(STRAY.search, text)):
            return None
        if not self._wide:
            self._wide = self.number + len(self.text) + [line.isascii() for line in text].index(False)
        return text

    def _mend(self, raw: list[bytes]) -> list[str]:
        """The lines of a block of which some are not as they should be, mended, as text."""
        texts = []
        for n, line in enumerate(raw):
            number = self.number + len(self.text) + n
            done = []
            try:
                text = line.decode()
            except UnicodeDecodeError:
                text, how = self._foreign(line, number)
                done.append(how)
            else:
                if not line.isascii():
                    if self._legacy and not self._wide:
                        done.append("UTF-8 in a file in Windows-1252; read as UTF-8")
                    self._wide = self._wide or number
                    if self._decoded and (count := text.count(_LOSS)):
                        done.append(f"{count:,} bytes that are not {self._name} became {_LOSS}")
            text, how = bare(text)
            done.append(how)
            texts.append(text)
            if how := "; ".join(filter(None, done)):
                self.mended[number] = how
        return texts

    def _foreign(self, line: bytes, number: int) -> tuple[str, str]:
        """A line that is not UTF-8 as text, and what was done if it is not of the file's encoding."""
        lossy = line.decode("utf-8", "replace")
        bad = lossy.count(_LOSS)
        if sum(not char.isascii() for char in lossy) > 2 * bad:
            self._wide = self._wide or number
            return lossy, f"{bad:,} bytes that are not UTF-8 became {_LOSS}"
        self._legacy = self._legacy or number
        text = line.decode("cp1252", "replace")
        done = "not UTF-8; read as Windows-1252" if self._wide else ""
        if odd := sorted({f"0x{byte:02x}" for byte in line if byte in b"\x81\x8d\x8f\x90\x9d"}):
            done = "; ".join(filter(None, (done, f"bytes that are not Windows-1252 became {_LOSS}: {', '.join(odd)}")))
        return text, done
