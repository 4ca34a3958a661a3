"""What a terminal sends for Escape followed by another key, which is what it sends for Alt with that key."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser

_BEGIN_SEQUENCES = "[O\t"
"""What follows Escape in longer sequences, and for Shift+Tab on Linux' console."""


class KeyParser(XTermParser):
    """Textual's parser, without its signs and words for Alt: each key behind Escape is that key with Alt.

    Textual waits for the end of a sequence that it does not know, so that in ``Esc X PgDn`` it takes Escape for ``^``, and it
    reads ``Esc 2`` as ™.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        pressed = sequence if alt else sequence.removeprefix("\x1b")
        if len(pressed) == 1 and (alt or (pressed != sequence and pressed not in _BEGIN_SEQUENCES)):
            return [events.Key(_with_alt(key.key), key.character) for key in super()._sequence_to_key_events(pressed)]
        return super()._sequence_to_key_events(sequence, alt)


def _with_alt(key: str) -> str:
    return f"alt+shift+{key.lower()}" if len(key) == 1 and key.isupper() else f"alt+{key}"
