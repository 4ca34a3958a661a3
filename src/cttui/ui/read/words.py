"""Selecting words of a copy by hand, with the keys: a line below the text shows them, and has the keyboard meanwhile."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.message import Message

from cttui.lazy import dataclass
from cttui.ui.base.commands import Scope
from cttui.ui.base.frame import FrameLine
from cttui.ui.base.lines import Line, Span, columns, fit, width_of
from cttui.ui.base.pane import LinePane

_WORD = re.compile(r"\S+")
_END = re.compile(r"[.!?…][\"'”’)\]»]*\s|\n\s*\n|\n(?=\S)")
"""Where a sentence ends: a stop with a space behind it, or a paragraph's end."""
_MOST = 4000
"""Characters in which the ends of a sentence are looked for."""
LONGEST = 120
"""Characters that a quote may have."""
_AROUND = "\"'“”‘’«»()[],;:.!?…"
"""Signs at the ends of a selection that do not belong to its words."""


@dataclass
class Chose(Message):
    """Other words are selected."""

    first: int
    """Where they begin in the text, in characters."""
    end: int


@dataclass
class Words(Message):
    """Make a claim of the words that are selected; of none, leave."""

    text: str


def word_at(text: str, place: int, by: int = 0) -> tuple[int, int]:
    """The word at a place of a text, or the first behind it; or the next (``by`` 1) or previous (-1) one.

    Returns:
        Where it begins and ends; the place itself if there is none that way.
    """
    here = next(_WORD.finditer(text, _begin(text, place)), None)
    if here is None:
        here = _last(text, place)
    if here is None or by == 0:
        return here.span() if here else (place, place)
    found = next(_WORD.finditer(text, here.end()), None) if by > 0 else _last(text, here.start())
    return found.span() if found is not None else here.span()


def _begin(text: str, place: int) -> int:
    """Where the word at a place begins."""
    while 0 < place <= len(text) and not text[place - 1].isspace():
        place -= 1
    return place


def _last(text: str, place: int) -> re.Match[str] | None:
    """The last word before a place."""
    end = place
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return _WORD.match(text, _begin(text, end)) if end else None


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place: where it begins and ends."""
    low = max(0, place - _MOST)
    begun = [found.end() for found in _END.finditer(text, low, place)]
    start = begun[-1] if begun else low
    ended = _END.search(text, place, min(len(text), place + _MOST))
    stop = ended.end() if ended else min(len(text), place + _MOST)
    said = text[start:stop]
    return start + len(said) - len(said.lstrip()), stop - len(said) + len(said.rstrip())


class WordsBar(FrameLine):
    """The words that are selected, and how many characters they have; it has the keyboard while one selects."""

    can_focus = True
    KEYS: ClassVar[tuple[Scope, ...]] = ("select",)

    DEFAULT_CSS = """
    WordsBar { display: none; background: $rest-ground; &:focus { border: none; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._at = (0, 0)
        """The word at the cursor."""
        self._from: tuple[int, int] | None = None
        """The word from which on words are selected; ``None`` while it is only the one at the cursor."""
        self._lines: list[tuple[int, int]] = []

    def caret_pane(self) -> LinePane:
        """The text that the words are selected in."""
        return next((pane for pane in self.screen.query(LinePane) if pane.VIEW == "read"), self)

    def begin(self, text: str, place: int, lines: list[tuple[int, int]]) -> None:
        """Select the word at a place of a text, which is broken into lines."""
        self._text, self._lines = text, lines
        self._from = None
        self._at = word_at(text, place)
        self._show()

    def point(self, place: int) -> None:
        """Go to the word at a place of the text."""
        self._go(word_at(self._text, place))

    @property
    def span(self) -> tuple[int, int]:
        """Where the selected words begin and end, without the signs around them."""
        first = self._from or self._at
        start, stop = min(first[0], self._at[0]), max(first[1], self._at[1])
        while stop - start > 1 and self._text[start] in _AROUND:
            start += 1
        while stop - start > 1 and self._text[stop - 1] in _AROUND:
            stop -= 1
        return start, stop

    @property
    def words(self) -> str:
        """The selected words, on one line."""
        start, stop = self.span
        return " ".join(self._text[start:stop].split())

    def _show(self) -> None:
        self.repaint()
        self.post_message(Chose(*self.span))

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """The words, and how many of the characters that a quote may have."""
        count = len(self.words)
        told = Span(f"  {count} of {LONGEST} characters ", "fault" if count > LONGEST else "muted")
        head = f" {self.keys.shown('from_here')} starts here " if self._from is None else " "
        room = width - width_of(head) - width_of(told.text) - 2
        return columns((Span(head, "muted"), Span(f"“{fit(self.words, room).rstrip()}”", "strong")), (told,), width)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _go(self, at: tuple[int, int]) -> None:
        self._at = at
        self._show()

    def action_next_word(self) -> None:
        """Go to the next word."""
        self._go(word_at(self._text, self._at[0], 1))

    def action_previous_word(self) -> None:
        """Go to the previous word."""
        self._go(word_at(self._text, self._at[0], -1))

    def action_next_line(self) -> None:
        """Go one line down."""
        self._line(1)

    def action_previous_line(self) -> None:
        """Go one line up."""
        self._line(-1)

    def _line(self, by: int) -> None:
        here = next((n for n, (start, stop) in enumerate(self._lines) if start <= self._at[0] < max(stop, start + 1)), 0)
        column = self._at[0] - self._lines[here][0] if self._lines else 0
        there = here + by
        # blank lines have no words
        while 0 <= there < len(self._lines) and self._lines[there][0] == self._lines[there][1]:
            there += by
        if 0 <= there < len(self._lines):
            start, stop = self._lines[there]
            self._go(word_at(self._text, min(start + column, max(start, stop - 1))))

    def action_from_here(self) -> None:
        """Select from the word at the cursor on; again, only that word."""
        self._from = self._at if self._from is None else None
        self._show()

    def action_sentence(self) -> None:
        """Select the sentence at the cursor; again, the next one too."""
        start, stop = sentence_at(self._text, self._at[0])
        if self._from is not None and self.span[0] <= start and word_at(self._text, stop - 1) == self._at:
            following = word_at(self._text, self._at[0], 1)
            _, stop = sentence_at(self._text, following[0])
            self._go(word_at(self._text, max(stop - 1, following[0])))
            return
        self._from = word_at(self._text, start)
        self._go(word_at(self._text, max(stop - 1, start)))

    def action_take_words(self) -> None:
        """Make a claim of the words."""
        self.post_message(Words(self.words))

    def action_give_up_words(self) -> None:
        """Select only the word at the cursor, or stop selecting."""
        if self._from is not None:
            self._from = None
            self._show()
        else:
            self.post_message(Words(""))
