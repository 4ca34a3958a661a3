"""What a change did to the file, line by line, and two texts of one record side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.message import Message

from cttui.curation.edits import DiffLine
from cttui.lazy import dataclass
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, breaks, fit, paragraph
from cttui.ui.base.pane import LinePane, TextPane

MOST_LINES = 2_000
"""Lines of a change that are shown."""
NUMBER = 6
"""Cells of a line's number."""


@dataclass
class Picked(Message):
    """Another change is at the cursor."""

    place: int


class MadePane(LinePane):
    """The changes that can be taken back, the last one first; those down to the cursor go together."""

    DEFAULT_CSS = """
    MadePane { border: none; height: auto; &:focus { border: none; } }
    """

    def __init__(self, says: Sequence[str]) -> None:
        """Take what each did, as a sentence."""
        super().__init__()
        self._says = says
        self.at = 0
        """The change at the cursor."""

    def line_total(self) -> int:
        """One line a change."""
        return len(self._says)

    def cursor_line(self) -> int | None:
        """The change at the cursor."""
        return self.at

    def line(self, number: int, width: int) -> Line:
        """What it did; those that would go are marked."""
        goes = number <= self.at
        sign = Span(f"{glyphs.CURSOR if number == self.at else ' '}{'-' if goes else ' '} ", "accent")
        return sign, Span(fit(self._says[number], width - 3), "strong" if goes else "muted")

    def move(self, by: int) -> None:
        """Choose another change."""
        self.at = max(0, min(self.at + by, len(self._says) - 1))
        self.repaint()
        self.show_cursor()
        self.post_message(Picked(self.at))


class DiffPane(TextPane):
    """The lines that a change touched: a hyphen at those that went, a plus at those that came."""

    DEFAULT_CSS = """
    DiffPane { border: none; height: 1fr; border-top: solid $frame; &:focus { border: none; border-top: solid $primary; } }
    """

    def __init__(self, lines: Sequence[DiffLine]) -> None:
        """Take them."""
        super().__init__()
        self._shown = lines

    def show(self, lines: Sequence[DiffLine]) -> None:
        """Show those of another change."""
        self._shown = lines
        self.repaint()
        self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def compose_lines(self, width: int) -> list[Line]:
        """Number, sign and text; what differs in a line that was replaced stands out."""
        found: list[Line] = []
        last = 0
        for one, (start, stop) in zip(self._shown[:MOST_LINES], _differing(self._shown[:MOST_LINES]), strict=True):
            if found and one.sign == " " and one.number > last + 1:
                found.append((Span(fit("", NUMBER) + "  …", "muted"),))
            found += _painted(one, start, stop, width)
            last = max(last, one.number)
        if (left := len(self._shown) - MOST_LINES) > 0:
            found.append((Span(f"and {left:,} more lines", "muted"),))
        return found


def _painted(one: DiffLine, start: int, stop: int, width: int) -> Iterator[Line]:
    """A line of the file on as many lines as it takes, the characters from ``start`` to ``stop`` standing out."""
    role, changed = {"-": ("quote", "fault"), "+": ("", "accent")}.get(one.sign, ("muted", "muted"))
    head = (Span(f"{one.number:>{NUMBER}} ", "muted"), Span(f"{one.sign} ", changed))
    if one.sign == " ":
        # it only shows where the change is
        yield (*head, Span(fit(one.text, width - NUMBER - 3), "muted"))
        return
    for first, last in breaks(one.text, width - NUMBER - 3) or [(0, 0)]:
        cuts = [first, min(max(start, first), last), min(max(stop, first), last), last]
        parts = (one.text[cuts[place] : cuts[place + 1]] for place in range(3))
        yield (*head, *(Span(part, named) for part, named in zip(parts, (role, changed, role), strict=True) if part))
        head = (Span(" " * (NUMBER + 1)), Span(f"{one.sign} ", changed))


def _differing(lines: Sequence[DiffLine]) -> list[tuple[int, int]]:
    """For each line the characters that differ: all, or in a line that was replaced by one, what is not alike in the two."""
    found = [(0, len(one.text)) for one in lines]
    place = 0
    while place < len(lines):
        went = place
        while went < len(lines) and lines[went].sign == "-":
            went += 1
        came = went
        while came < len(lines) and lines[came].sign == "+":
            came += 1
        if went > place and came - went == went - place:
            for old, new in zip(range(place, went), range(went, came), strict=True):
                one, other = lines[old].text, lines[new].text
                head = _shared(one, other)
                tail = _shared(one[head:][::-1], other[head:][::-1])
                found[old], found[new] = (head, len(one) - tail), (head, len(other) - tail)
        place = max(came, place + 1)
    return found


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


class TextSidePane(TextPane):
    """One of two texts of a record; lines that the other lacks are marked."""

    DEFAULT_CSS = """
    TextSidePane { width: 1fr; height: 1fr; }
    """

    def __init__(self, title: str, text: str, other: str, none: str) -> None:
        """Take a text.

        Args:
            title: Whose it is.
            text: The text; empty if there is no record.
            other: The other text.
            none: What to say if there is no record.
        """
        super().__init__()
        self._text = text
        self._others = frozenset(other.splitlines())
        self._none = none
        self.entitle(title)

    def show_difference(self) -> None:
        """Scroll to the first line that differs."""
        place = next((place for place, line in enumerate(self.lines()) if line[0].text.strip()), 0)
        self.scroll_to(y=max(0, place - 1), animate=False, immediate=True, force=True)

    def compose_lines(self, width: int) -> list[Line]:
        """The text in lines, a sign at those that differ."""
        found: list[Line] = []
        for text in self._text.splitlines()[:MOST_LINES]:
            differs = text not in self._others
            for number, (first, last) in enumerate(breaks(text, width - 2) or [(0, 0)]):
                sign = glyphs.DISPUTED if differs and not number else " "
                found.append((Span(f"{sign} ", "fault"), Span(text[first:last], "" if differs else "muted")))
        return found or list(paragraph(self._none, width, "muted"))
