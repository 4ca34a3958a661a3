"""The fields of a form that are typed in: one line of text, or running text that is wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from cttui.curation.forms import Field
from cttui.lazy import dataclass
from cttui.text import clean
from cttui.ui.base import glyphs
from cttui.ui.base.host import host_of
from cttui.ui.base.lines import fit, width_of, wrap
from cttui.ui.base.text_field import TextField
from cttui.ui.form.panes import Row


@dataclass
class Typed(Message):
    """Another text stands in a field."""

    key: str


class Typing(Protocol):
    """A field that is typed in."""

    about: Field
    """What the form says of it."""

    @property
    def text(self) -> str:
        """What stands in it."""

    @property
    def caret(self) -> int:
        """The place of the cursor in its text, in characters."""

    def put(self, text: str, caret: int) -> None:
        """Put another text in it, and the cursor at a place of that."""

    def turn(self, by: int) -> bool:
        """Move the cursor by a line within its text; false if there is none that way."""


def item_at(field: Typing) -> tuple[int, int]:
    """The start and stop of what a suggestion would replace: the item at the cursor, or the whole text."""
    if not field.about.separator:
        return 0, len(field.text)
    mark = field.about.separator.strip() or field.about.separator
    start = field.text.rfind(mark, 0, field.caret) + 1
    stop = field.text.find(mark, field.caret)
    start += len(field.text[start : field.caret]) - len(field.text[start : field.caret].lstrip())
    return start, len(field.text) if stop < 0 else stop


class Room(NamedTuple):
    """The room for fields, in cells."""

    whole: int
    """From the names to the right edge."""
    remarks: int
    """That of the column of remarks, at the right."""


def spread(fields: Sequence[LineField | RunningField], rows: Sequence[Row], room: Room) -> None:
    """Let fields whose text is longer than their lines take the place of their remark, where they have none.

    Running text takes it even so, unless something is wrong: what is said of it is said below the form while it is typed in.
    """
    for field, row in zip(fields, rows, strict=False):
        free = not row.remark or (row.lines > 1 and row.role == "muted")
        left = 0 if free and not field.fits(room.whole - room.remarks) else room.remarks
        if field.styles.margin.right != left:
            field.styles.margin = (0, left, 0, 0)


class LineField(TextField):
    """One line of text."""

    DEFAULT_CSS = """
    LineField {
        height: 1; border: none; background: $rest-ground; color: $foreground;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background: $cursor-ground; background-tint: $cursor-ground 0%; }
        & > .input--placeholder { color: $faint; }
    }
    """

    def __init__(self, about: Field) -> None:
        """Start with the form's text."""
        # a letter takes the place of a guess that is not sure, and goes behind anything else
        guessed = bool(about.text) and not about.sure
        super().__init__(clean(about.text), placeholder=clean(about.help), select_on_focus=guessed, compact=True)
        self.about = about

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.value

    def fits(self, width: int) -> bool:
        """Whether its text has room in some cells, the cursor behind it included."""
        return width_of(self.value) + 3 <= width

    def render_line(self, y: int) -> Strip:
        """The text from its start, or where it is typed in, from where the cursor needs; a sign where it goes on."""
        strip, width = super().render_line(y), self.scrollable_content_region.width
        if y or not self.value or width < 2 or width_of(self.value) < width:
            return strip
        sign = glyphs.ELLIPSIS.translate(host_of(self).signs)
        if not self.has_focus:
            text = fit(self.value, width)
            return Strip([Segment(f"{text[:-1]}{sign}" if text.endswith(glyphs.ELLIPSIS) else text, self.rich_style)])
        first = round(self.scroll_x)
        caret = width_of(self.value[: self.cursor_position]) - first
        before, behind = first > 0 and caret != 0, width_of(self.value) > first + width and caret != width - 1
        cut = Strip([Segment(sign, self.rich_style)])
        middle = strip.crop(int(before), width - behind)
        return Strip.join([*([cut] if before else []), middle, *([cut] if behind else []), strip.crop(width)])

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Where it is typed in, the cursor is in sight before the first key."""
        super().watch_has_focus(_has_focus)
        if _has_focus:
            place = Region(width_of(self.value[: self.cursor_position]), 0, 1, 1)
            self.scroll_to_region(place, animate=False, force=True, x_axis=True)

    def on_resize(self) -> None:
        """What may be typed is shown as far as there is room, and said to go on where there is not."""
        self.placeholder = fit(clean(self.about.help), max(self.content_size.width, 1)).rstrip()

    @property
    def caret(self) -> int:
        """The place of the cursor."""
        return self.cursor_position

    def put(self, text: str, caret: int) -> None:
        """Put another text in it."""
        self.value = clean(text)
        self.cursor_position = caret

    def turn(self, by: int) -> bool:  # noqa: ARG002 - there is but one line
        """There is no other line."""
        return False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the form."""
        event.stop()
        if event.value != clean(self.about.text):
            self.select_on_focus = False
        self.post_message(Typed(self.about.key))


class RunningField(TextArea):
    """Running text, wrapped over some lines; line breaks that are pasted stay."""

    DEFAULT_CSS = """
    RunningField {
        border: none; padding: 0 1; background: $rest-ground; color: $foreground; scrollbar-size-vertical: 1;
        &:focus { border: none; background: $cursor-ground; background-tint: $cursor-ground 0%; }
        & .text-area--placeholder { color: $faint; }
    }
    """

    def __init__(self, about: Field) -> None:
        """Start with the form's text."""
        text = "\n".join(clean(line) for line in about.text.split("\n"))
        super().__init__(text, compact=True, highlight_cursor_line=False, placeholder=Content(clean(about.help)))
        self.about = about
        self.cursor_blink = False
        self.styles.height = about.lines

    def on_mount(self) -> None:
        """Typing goes on at the end of the text."""
        self.move_cursor(self.document.end)

    def fits(self, width: int) -> bool:
        """Whether its text has room in its lines of some cells."""
        return sum(max(len(wrap(line, width - 3)), 1) for line in self.text.split("\n")) <= self.about.lines

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Bring the cursor into sight while the text is typed in, and else its start."""
        if self.has_focus:
            return super().scroll_cursor_visible(center, animate)
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        return Offset()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show where typing goes on, or the start of the text."""
        super().watch_has_focus(_has_focus)
        self.scroll_cursor_visible()

    def render_line(self, y: int) -> Strip:
        """A line of the text; at the end of the last in sight, a sign if the text goes on."""
        strip, width = super().render_line(y), self.scrollable_content_region.width
        last = self.scrollable_content_region.height - 1
        if y != last or width < 2 or round(self.scroll_y) + last + 1 >= self.wrapped_document.height:
            return strip
        sign = Segment(glyphs.ELLIPSIS.translate(host_of(self).signs), self.rich_style)
        return Strip.join([strip.crop(0, width - 1), Strip([sign]), strip.crop(width)])

    @property
    def caret(self) -> int:
        """The place of the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    def put(self, text: str, caret: int) -> None:
        """Put another text in it."""
        self.text = "\n".join(clean(line) for line in text.split("\n"))
        before = self.text[:caret].split("\n")
        self.move_cursor((len(before) - 1, len(before[-1])))

    def turn(self, by: int) -> bool:
        """Move the cursor by a line, wrapped ones too."""
        target = self.get_cursor_down_location() if by > 0 else self.get_cursor_up_location()
        # beyond its first and last line, Textual goes to the ends of those
        here, there = (self.wrapped_document.location_to_offset(place).y for place in (self.cursor_location, target))
        if here != there:
            self.move_cursor(target, record_width=False)
        return here != there

    def on_paste(self, event: events.Paste) -> None:
        """Take no sign that would act on the terminal; Textual pastes it then."""
        event.text = "\n".join(clean(line) for line in event.text.splitlines())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(Typed(self.about.key))
