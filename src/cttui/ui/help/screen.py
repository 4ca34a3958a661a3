"""Overlays to read: every key, searchable, and how the timeline was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from cttui.explore.header import AboutView
from cttui.text import words
from cttui.ui.base import glyphs
from cttui.ui.base.commands import SCOPES, Command, Scope
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, width_of, wrap
from cttui.ui.base.pane import LinePane, TextPane
from cttui.ui.base.text_field import TextField

IDS_FROM = 64
"""Cells from which there is room for the command ids used in the settings file."""


def wanted(text: str, command: Command) -> bool:
    """Whether a command matches: each word starts a word of its title, help or id, or is one of its keys."""
    keys = (*command.shown.split(), *command.keys)
    known = words(f"{command.title} {command.help} {command.id} {command.shown} {command.words}")

    def means(part: str) -> bool:
        if "+" in part[1:-1]:
            return part.lower() in map(str.lower, keys)
        begun = words(part)
        return part in keys or (bool(begun) and all(any(word.startswith(start) for word in known) for start in begun))

    return all(map(means, text.split()))


def working(commands: Iterable[Command], can: Callable[[Command], bool]) -> frozenset[str]:
    """The ids of the commands that a key runs here: available, and no inner one takes all their keys.

    Args:
        commands: Those of the scopes whose keys work, innermost first.
        can: Whether a command is available.
    """
    taken: set[str] = set()
    found: set[str] = set()
    for command in filter(can, commands):
        if not command.keys or not taken.issuperset(command.keys):
            found.add(command.id)
        taken.update(command.keys)
    return frozenset(found)


class HelpPane(LinePane):
    """The matching commands, those that work here first; the cursor moves from one to the next."""

    can_focus = False
    FOR_FIELD = True

    def __init__(self, here: tuple[Scope, ...], can: Callable[[Command], bool]) -> None:
        """Take the scopes whose keys worked before, innermost first, and a check whether a command is available there."""
        super().__init__()
        self.works = working(self.keys.of(*here), can)
        """The ids of the commands that a key runs here."""
        order = (*here, *(scope for scope in SCOPES if scope not in here))
        # some scopes share a heading, since they are one thing to the reader
        headings = list(dict.fromkeys(SCOPES[scope] for scope in order))
        self.all = tuple(
            sorted(self.keys.of(*order), key=lambda one: (one.id not in self.works, headings.index(SCOPES[one.scope])))
        )
        """Every command, in the order of the list."""
        self.found = self.all
        """The matching commands."""
        self._at = 0
        self._lines: list[Line] = []
        self._first: list[int] = []

    @property
    def chosen(self) -> Command | None:
        """The command at the cursor."""
        return self.found[self._at] if self.found else None

    def find(self, text: str) -> None:
        """Show the commands that match a text."""
        self.found = tuple(command for command in self.all if wanted(text, command))
        self._at = 0
        self.repaint()
        self.scroll_to(y=0, animate=False, immediate=True, force=True)

    # -- lines -------------------------------------------------------------------------------------------------------

    def repaint(self) -> None:
        """Lay out the list again and repaint."""
        self._lines, self._first = [], []
        width = self.inner_width - 1
        keys = 2 + min(16, max((width_of(command.shown) for command in self.all), default=0))
        ids = 3 + max(len(command.id) for command in self.all) if width >= IDS_FROM else 0
        above = None
        for place, command in enumerate(self.found):
            heading = (SCOPES[command.scope], command.id in self.works)
            if heading != above:
                above = heading
                here = (Span("works here ", "muted"),) if heading[1] else ()
                self._lines += [()] if self._lines else []
                self._lines.append(columns((Span(f" {heading[0]}", "heading"),), here, width))
            self._first.append(len(self._lines))
            edge = Span(glyphs.CURSOR if place == self._at else " ", "accent")
            shown = (Span(fit(command.shown, keys), "chosen"),)
            tail = (Span(f"{command.id} ", "muted"),) if ids else ()
            for line in paragraph(command.help, max(width - 1 - keys - ids, 1)):
                self._lines.append((edge, *columns((*shown, *line), tail, width - 1)))
                edge, shown, tail = Span(" "), (Span(" " * keys),), ()
        super().repaint()

    def line_total(self) -> int:
        """Headings and commands."""
        return len(self._lines) or 1

    def cursor_line(self) -> int | None:
        """The first line of the command at the cursor."""
        return self._first[self._at] if self._first else None

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - laid out for the width already
        """A line of the list."""
        return self._lines[number] if self._lines else (Span(" No commands match.", "muted"),)

    def move(self, by: int) -> None:
        """Move the cursor by commands."""
        if self.found:
            self._at = max(0, min(self._at + by, len(self.found) - 1))
            self.repaint()
            self.show_cursor()


class WantedBar(TextField):
    """The search text of the help."""

    def __init__(self) -> None:
        super().__init__(placeholder="type to find a key or command", compact=True, id="wanted")


class HelpScreen(ModalScreen[str]):
    """The keys, as an overlay; closes with the id of a command to run, or an empty text."""

    AUTO_FOCUS = "WantedBar"
    BINDINGS: ClassVar[list[BindingType]] = [
        # in a text field the arrows move, whatever keys the lists have
        Binding("down", "move('line_down')", show=False),
        Binding("up", "move('line_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, here: tuple[Scope, ...], can: Callable[[Command], bool]) -> None:
        """Take the scopes whose keys work below, and a check whether a command is available now."""
        super().__init__()
        self._can = can
        self._here = here
        self._back = way_out(host_of(self).keys, "back", "help", typing=True)
        self._signs = host_of(self).signs
        moves = [host_of(self).keys.bound(f"move({id_!r})", id_) for id_ in ("line_down", "line_up", "page_down", "page_up")]
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("back", "back", "help"), *moves, self._bindings])

    def compose(self) -> ComposeResult:
        """The search field above its results."""
        with Vertical(id="help") as frame:
            frame.border_title = "Keys"
            yield WantedBar()
            yield HelpPane(self._here, self._can)

    def on_mount(self) -> None:
        """Say how many commands there are."""
        self._tell()

    def _tell(self, news: str = "") -> None:
        pane = self.query_one(HelpPane)
        count = f"{len(pane.found)} of {len(pane.all)}"
        leaves = "clears" if self.query_one(WantedBar).value else "closes"
        text = news or f"{count} · Enter runs · {self._back} {leaves}"
        self.query_one("#help").border_subtitle = Content(text.translate(self._signs))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self.query_one(HelpPane).find(event.value)
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter runs the command at the cursor, if it is available."""
        event.stop()
        command = self.query_one(HelpPane).chosen
        if command is None:
            return
        if command.by_place:
            self._tell(f"press one of its keys: {command.shown}")
        elif command.scope in self._here and self._can(command):
            self.dismiss(command.id)
        else:
            self._tell("not available here")

    def action_move(self, command: str) -> None:
        """Move the list's cursor."""
        getattr(self.query_one(HelpPane), f"action_{command}")()

    def action_back(self) -> None:
        """Clear the text; if it is empty, close."""
        bar = self.query_one(WantedBar)
        if bar.value:
            bar.value = ""
        else:
            self.dismiss("")


class AboutPane(TextPane):
    """What the timeline is and how it was made."""

    def __init__(self, view: AboutView) -> None:
        """Take the timeline's own words."""
        super().__init__()
        self._view = view

    def compose_lines(self, width: int) -> list[Line]:
        """Title, facts, method, and what was looked for."""
        lines = [*paragraph(self._view.title, width, "strong"), ()]
        for name, value in self._view.facts:
            for number, part in enumerate(wrap(value, width - 14)):
                lines.append((Span(f"{right(name if number == 0 else '', 12)}  ", "muted"), Span(part)))
        lines += [(), (Span("Method", "heading"),), *paragraph(self._view.method or "The timeline does not say.", width)]
        if self._view.searches:
            lines += [(), (Span("Searches", "heading"),)]
            above = ""
            for search in self._view.searches:
                lines += paragraph(search.where, width, "strong") if search.where != above else ()
                lines += paragraph(str(search), width, indent=2)
                above = search.where
        return lines


class AboutScreen(ModalScreen[None]):
    """The timeline's own description."""

    def __init__(self, view: AboutView) -> None:
        """Take the text to show."""
        super().__init__()
        self._back = way_out(host_of(self).keys, "back", "about", "quit")
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("dismiss", "back", "about", "quit"), self._bindings])
        self._view = view

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = AboutPane(self._view)
        pane.entitle("About this timeline", f"{self._back} closes")
        yield pane
