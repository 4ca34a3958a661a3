"""The three streams that the program was started with: closed, full, a pipe or a terminal of whatever encoding.

stdout is data, stderr is talk.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import BinaryIO, TextIO

from cttui.errors import CttuiError


class OutputError(CttuiError):
    """What a command prints cannot be written."""


def prepare() -> None:
    """Make the streams fit to be written to.

    A terminal or pipe that cannot say a letter gets it spelt out, and never half of the output. In place of a stream that
    is closed there is one to nowhere, so that no file that is opened later gets its number and what is written to it.

    Raises:
        OutputError: Standard output is closed.
    """
    was_closed = sys.stdout is None  # python has no stream for a descriptor that is closed
    if None in {sys.stdin, sys.stdout, sys.stderr}:
        _fill()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_SPELT)
    # a stream that another program put in its place is its own affair
    if (own := sys.__stdout__) is sys.stdout and isinstance(own, io.TextIOWrapper) and isinstance(own.buffer, io.RawIOBase):
        sys.stdout = _buffered(own)
    if was_closed:
        raise OutputError("standard output is closed")


def _buffered(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """A stream in place of one without a buffer, which a line is sent through at once too, but as a whole.

    Where ``PYTHONUNBUFFERED`` is set, a pipe takes as much of a text as it takes, and python lets go of the rest.
    """
    raw = open(stream.fileno(), "wb", closefd=False)  # noqa: SIM115 - it stays
    return io.TextIOWrapper(raw, stream.encoding, stream.errors, line_buffering=True)


def _fill() -> None:
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.fstat(descriptor)
                continue
            # this is the lowest free number, since those before it are already open
            os.open(os.devnull, os.O_RDWR)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - it stays


def put(lines: Iterable[str]) -> None:
    """Print lines of data.

    Raises:
        OutputError: They cannot be written, as on a full disk.
        BrokenPipeError: Nobody reads them any more.
    """
    for line in lines:
        _put(partial(print, line))


def put_by(write: Callable[[TextIO], None]) -> None:
    """Let something print data by itself.

    Raises:
        OutputError: It cannot be written, as on a full disk.
        BrokenPipeError: Nobody reads it any more.
    """
    _put(lambda: write(sys.stdout))


def put_bytes_by(write: Callable[[BinaryIO], None]) -> None:
    """Let something print data as bytes, whatever the encoding of the terminal.

    Raises:
        OutputError: It cannot be written, as on a full disk.
        BrokenPipeError: Nobody reads it any more.
    """

    def put_bytes() -> None:
        sys.stdout.flush()
        write(sys.stdout.buffer)

    _put(put_bytes)


def _put(write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise _failed(error) from None


def tell(text: str) -> None:
    """Say something to the reader; where that cannot be heard either, nothing is left to be done."""
    from cttui.text import clean

    with suppress(OSError, ValueError):
        print("\n".join(clean(line) for line in text.split("\n")), file=sys.stderr)


def finish() -> None:
    """Write what is left to be written of the data.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: Nobody reads it any more.
    """
    _put(sys.stdout.flush)


def progress(text: str) -> None:
    """Say how far something is, on a line of a terminal that the next such text overwrites; nothing in a pipe."""
    if sys.stderr.isatty():
        with suppress(OSError):
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def give_up() -> None:
    """Let go of what no stream took; python would complain of it once more, and change the exit code, when it closes them."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # the latter from one that went with what was written through it
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failed(error: OSError) -> OSError | OutputError:
    if isinstance(error, BrokenPipeError):
        return error
    return OutputError(f"cannot write to standard output: {error.strerror or 'no reason given'}")


def on_terminal(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a terminal to draw on and to read keys from."""
    return at_terminal() and not _cannot_draw(environ)


def is_dumb(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a terminal on which nothing can be drawn."""
    return at_terminal() and _cannot_draw(environ)


def _cannot_draw(environ: Mapping[str, str]) -> bool:
    return environ.get("TERM", "") in {"", "dumb"}


def at_terminal() -> bool:
    """Whether standard input and output are a terminal."""
    return all(_is_terminal(stream) for stream in (sys.__stdin__, sys.__stdout__))


def can_draw() -> bool:
    """Whether control sequences are in the terminal's encoding what they are in ASCII."""
    ascii_all = "".join(map(chr, range(0x80)))
    try:
        return all(
            stream is not None and ascii_all.encode(stream.encoding) == ascii_all.encode()
            for stream in (sys.__stdin__, sys.__stdout__)
        )
    except UnicodeEncodeError:
        return False


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def encoding(environ: Mapping[str, str] = os.environ) -> str:
    """The encoding of the terminal: that of standard output, but ASCII where the locale asked for is C.

    Python takes that locale for UTF-8 (PEP 538 and 540), also by setting ``LC_CTYPE``; who asks for C by name has reasons.
    """
    declared = environ.get("LC_ALL") or ""
    if not declared:
        category = environ.get("LC_CTYPE") or ""
        declared = category if category not in {"", "C.UTF-8", "C.utf8", "UTF-8"} else environ.get("LANG") or category
    if declared in {"C", "POSIX"} and not environ.get("PYTHONIOENCODING"):
        return "ascii"
    return (sys.__stdout__ and sys.__stdout__.encoding) or "ascii"


_SPELT = "cttui-spelt"


def _spelt(error: UnicodeError) -> tuple[str, int]:
    """What an encoding does not have, as JSON spells it (RFC 8259, section 7), so that JSON in any encoding is JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2)), error.end


codecs.register_error(_SPELT, _spelt)
