"""What stands around the fields of a form: their names, what is said of each, suggestions, and what is known already."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.geometry import Region, Size
from textual.message import Message

from cttui.curation.forms import Beside, Suggestion
from cttui.lazy import dataclass
from cttui.text import numbered
from cttui.ui.base import glyphs
from cttui.ui.base.choices import ChoicesPane
from cttui.ui.base.lines import Line, Span, fit, paragraph, right, width_of, wrap
from cttui.ui.base.pane import LinePane, TextPane

UNSURE, WRONG = "?", "!"
"""Signs of a field that is worth a second look, and of one with something wrong in it."""


class Row(NamedTuple):
    """A field, as it is described beside what is typed in it."""

    label: str
    lines: int
    sign: str = ""
    """``UNSURE``, ``WRONG`` or nothing."""
    remark: str = ""
    """How it is read, what is wrong, or where it comes from."""
    role: str = ""
    """How the remark is painted."""
    at_cursor: bool = False


class RowsPane(LinePane):
    """Lines beside the fields, as high as they are."""

    can_focus = False

    DEFAULT_CSS = """
    RowsPane { border: none; overflow: hidden; }
    """

    def __init__(self, lines: int) -> None:
        """Take the number of lines of all fields."""
        super().__init__()
        self.styles.height = lines
        self._rows: tuple[Row, ...] = ()
        self._at: list[tuple[Row, int]] = []

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        if rows != self._rows:
            self._rows = rows
            self._at = [(row, line) for row in rows for line in range(row.lines)]
            self.repaint()

    def line_total(self) -> int:
        """As many as all fields have."""
        return len(self._at)

    def line(self, number: int, width: int) -> Line:
        """A line of a row."""
        return self.painted(*self._at[number], width)

    @abstractmethod
    def painted(self, row: Row, line: int, width: int) -> Line:
        """A line of a row, counted from its first."""


class LabelsPane(RowsPane):
    """The fields' names, with a sign for those that are unsure or wrong; the cursor's stands out."""

    def painted(self, row: Row, line: int, width: int) -> Line:
        """A name."""
        edge = Span(glyphs.CURSOR if row.at_cursor else " ", "accent")
        if line:
            return (edge,)
        name = Span(fit(row.label, width - 4), "strong" if row.at_cursor else "muted")
        sign = Span(f" {row.sign or ' '} ", "fault" if row.sign == WRONG else "accent")
        return (edge, name, sign)


class RemarksPane(RowsPane):
    """What is said of each field: how it is read, what is wrong, or where it comes from."""

    def painted(self, row: Row, line: int, width: int) -> Line:
        """A remark; one that is too long for its field's lines is cut, and said in full below the form."""
        lines = wrap(row.remark, width - 2)
        if line >= len(lines):
            return ()
        # the last line of the field takes what is left, and cuts it
        text = " ".join(lines[line:]) if line == row.lines - 1 else lines[line]
        return Span("  "), Span(fit(text, width - 2), row.role)

    def cuts(self, row: Row) -> bool:
        """Whether there is no room for the whole of a remark."""
        return len(wrap(row.remark, self.inner_width - 2)) > row.lines


class BesidePane(TextPane):
    """What is known already about what is typed."""

    can_focus = False

    DEFAULT_CSS = """
    BesidePane { border: none; overflow-y: hidden; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: Sequence[Beside] = ()

    def show(self, known: Sequence[Beside]) -> None:
        """Show something else."""
        if known != self._known:
            self._known = known
            self.repaint()

    def compose_lines(self, width: int) -> list[Line]:
        """Its lines, as many as there is room for; how many are left out is said."""
        lead = min(max((width_of(one.lead) for one in self._known), default=0), width // 2)
        parts = [list(self._told(one, lead, width)) for one in self._known]
        lines = [line for part in parts for line in part]
        room = self.size.height
        if room and len(lines) > room:
            kept = 0
            while kept < len(parts) and sum(map(len, parts[: kept + 1])) < room:
                kept += 1
            if all(one.role == "heading" for one in self._known[:kept]):
                # a heading says how many there are: rather the first of them than that there are more
                return lines[:room]
            lines = [line for part in parts[:kept] for line in part]
            # an item may have several lines
            lines.append((Span(f"and {numbered(len(parts) - kept, 'more line')}", "muted"),))
        return lines

    def _told(self, one: Beside, lead: int, width: int) -> Iterator[Line]:
        """One line of it, wrapped; what leads it stands in a column of its own."""
        if not one.lead:
            yield from paragraph(one.text, width, one.role)
            return
        for number, text in enumerate(wrap(one.text, width - lead - 2)):
            head = Span(right(one.lead if number == 0 else "", lead), "fault" if one.role == "fault" else "strong")
            yield head, Span(f"  {text}", "" if one.role == "fault" else one.role)


@dataclass
class Meant(Message):
    """A suggestion was clicked."""

    text: str


MOST_SUGGESTED = 6
"""Suggestions in sight at a time."""
WIDEST = 72
"""Cells of the list of suggestions, at most."""


class SuggestionsPane(ChoicesPane[Suggestion]):
    """What may be meant in the field at the cursor."""

    DEFAULT_CSS = """
    SuggestionsPane { layer: over; display: none; position: absolute; border: round $primary; overflow-y: auto; }
    """

    def show(self, choices: tuple[Suggestion, ...]) -> None:
        """Show other suggestions, where they were last, or none; ``place`` puts them elsewhere."""
        self.view = choices
        self.chosen = -1
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.display = bool(choices)
        self.repaint()

    def place(self, field: Region, screen: Size) -> None:
        """Put them below their field, or above it if there is no room.

        Args:
            field: Where the field is on the screen.
            screen: The screen's size.
        """
        height = min(len(self.view), MOST_SUGGESTED) + 2
        width = min(max(self.wide, min(field.width, 30)), screen.width)
        below = field.bottom + height <= screen.height
        self.styles.width, self.styles.height = width, height
        x = max(0, min(field.x, screen.width - width))
        self.styles.offset = (x, field.bottom if below else max(0, field.y - height))

    def told(self, choice: Suggestion) -> tuple[str, str]:
        """What would stand in the field, and what speaks for it."""
        return choice.text, choice.about

    def taken(self, choice: Suggestion) -> None:
        """Tell the form."""
        self.post_message(Meant(choice.text))

    @property
    def wide(self) -> int:
        """Cells that the widest suggestion takes, frame included."""
        found = [width_of(one.text) + 2 + (width_of(one.about) + 2 if one.about else 0) for one in self.view]
        return min(max(found, default=0) + 3, WIDEST)
